//! The command line: what was typed becomes what it means, once.
//!
//! This is the only place that reads the arguments and the environment.

mod args;
mod choice;
mod commands;
mod events;
mod exit;
mod press;
mod progress;
mod terminal;
mod watchdog;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::Parser;
use time::OffsetDateTime;

use self::args::{Args, Attach, Command, Templates};
use self::events::Events;
pub use self::exit::Exit;
use self::press::PressOptions;
use self::progress::Progress;
use self::terminal::{Colour, Format, Terminal};
use self::watchdog::watched;
use crate::build::{
    Again, Cancellation, Plan, TypstSources, Workspace, Writing, is_caught,
};
use crate::diagnostic::{Diagnostic, SourceTexts};

use crate::edition::{Audience, Profile, Selector};
use crate::error::Error;
use crate::limits::Limits;
use crate::sources::{OpenError, Sources};
use recto_pdf::intent::OutputIntent;
use recto_pdf::prepress::Press;

/// Runs the program on the process's arguments.
///
/// It returns how the program is to end, and `main` ends it. There is one other way:
/// `exit::end_now`.
pub fn main() -> Exit {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(refusal) => {
            // Help and version are refusals to clap, and no mistakes.
            let exit = if refusal.use_stderr() { Exit::Usage } else { Exit::Done };
            return if refusal.print().is_err() { Exit::Machine } else { exit };
        }
    };
    quiet_panics();
    let terminal = terminal(&args);
    let limits = limits(&args.limits, std::env::args_os());
    match limits.and_then(|limits| run(args, limits, &terminal)) {
        Ok(()) => Exit::Done,
        Err(error) => {
            terminal.error(&error);
            Exit::from(&error)
        }
    }
}

/// Panics that become errors are not printed as well.
fn quiet_panics() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !is_caught() {
            print(info);
        }
    }));
}

/// The stack of a thread that lays out pages, in bytes: deep layouts overflow the usual
/// two megabytes when the program is built without optimisation.
const STACK: usize = 16 * 1024 * 1024;

/// Sets up the threads of the process; how many changes nothing in what is made.
///
/// The command stays on the main thread, whose memory grows cheaper than that of others
/// (glibc gives only it a heap that grows by `brk`).
fn start_threads(count: Option<NonZeroUsize>) -> Result<(), Error> {
    let available = std::thread::available_parallelism().ok();
    let count = count.or(available).map_or(1, NonZeroUsize::get);
    let threads = rayon::ThreadPoolBuilder::new().num_threads(count).stack_size(STACK);
    threads.build_global().map_err(|source| Error::Threads { count, source })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command line is where the environment is read"
)]
fn terminal(args: &Args) -> Terminal {
    // https://no-color.org: set and not empty.
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let colour = if plain || !std::io::stdout().is_terminal() {
        Colour::Plain
    } else {
        Colour::Styled
    };
    Terminal { format: args.message_format, colour, quiet: args.quiet }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command line is where the environment is read"
)]
fn run(args: Args, limits: Limits, terminal: &Terminal) -> Result<(), Error> {
    let workspace = |folder: Option<PathBuf>| -> Result<Workspace, Error> {
        Ok(Workspace::open(&project(folder)?, limits)?)
    };
    let shown = terminal.shows_progress() && std::io::stderr().is_terminal();
    let progress = Progress::new(shown);
    let tell = |problem: &Diagnostic, texts: &SourceTexts| {
        progress.clear();
        terminal.diagnostics(std::slice::from_ref(problem), texts);
    };
    match args.command {
        Command::Build(build) => {
            let profiles = profiles(build.profile, build.attach)?;
            let press = press(&profiles, &build.press)?;
            if build.watch && terminal.format == Format::Sarif {
                return Err(Error::Usage {
                    message: "`--watch` goes on, and SARIF is one document".to_owned(),
                    hint: Some("choose another `--message-format`".to_owned()),
                });
            }
            let workspace = workspace(args.project)?;
            start_threads(build.jobs)?;
            let plan = Plan {
                profiles,
                press,
                out: build.out,
                selector: args::selector(&build.editions)?,
                audience: build.audience,
                writing: Writing::Files,
                typst_sources: if build.keep_sources {
                    TypstSources::Keep
                } else {
                    TypstSources::Forget
                },
                epoch: source_date_epoch(std::env::var_os("SOURCE_DATE_EPOCH"))?,
                again: if build.watch { Again::Leave } else { Again::Make },
                cancellation: Cancellation::default(),
            };
            watched(&workspace, &tell, || {
                if !build.watch {
                    return commands::build(&workspace, &plan, terminal, &progress);
                }
                let mut events = Events::new(&plan.out, plan.cancellation.clone())?;
                commands::watch(&workspace, &plan, terminal, &progress, &mut events)
            })
        }
        Command::Verify(verify) => {
            let press = match &verify.output_intent {
                None => None,
                Some(_) => {
                    let options = PressOptions {
                        output_intent: verify.output_intent,
                        ..PressOptions::default()
                    };
                    press(&[Profile::Print], &options)?
                }
            };
            let workspace = workspace(args.project)?;
            start_threads(verify.jobs)?;
            let plan = Plan {
                profiles: Vec::new(),
                press,
                out: verify.out,
                selector: Selector::Everything,
                audience: verify.audience,
                writing: Writing::Nothing,
                typst_sources: TypstSources::Forget,
                epoch: source_date_epoch(std::env::var_os("SOURCE_DATE_EPOCH"))?,
                again: Again::Make,
                cancellation: Cancellation::default(),
            };
            let file = verify.file.as_deref();
            watched(&workspace, &tell, || {
                commands::verify(&workspace, &plan, file, terminal)
            })
        }
        Command::Preflight(preflight) => {
            commands::preflight(&preflight.files, &preflight.standard, terminal)
        }
        Command::Check(check) => {
            let profiles = profiles(check.profile, None)?;
            let plan = Plan {
                press: press(&profiles, &PressOptions::default())?,
                profiles,
                out: PathBuf::new(),
                selector: Selector::Everything,
                audience: Audience::Public,
                writing: Writing::Nothing,
                typst_sources: TypstSources::Forget,
                epoch: source_date_epoch(std::env::var_os("SOURCE_DATE_EPOCH"))?,
                again: Again::Make,
                cancellation: Cancellation::default(),
            };
            let plan = (!check.no_pages).then_some(&plan);
            let workspace = workspace(args.project)?;
            start_threads(check.jobs)?;
            watched(&workspace, &tell, || {
                commands::check(&workspace, plan, check.deny, terminal, &progress)
            })
        }
        Command::Explain(explain) => commands::explain(explain.code.as_deref(), terminal),
        Command::Schema(schema) => commands::schema(schema.kind.as_deref(), terminal),
        Command::List(list) => {
            let workspace = workspace(args.project)?;
            let list_what =
                if list.papers { commands::list_papers } else { commands::list };
            list_what(&workspace, list.audience, terminal)
        }
        Command::Figures(figures) => {
            let workspace = workspace(args.project)?;
            let args::Figures { audience, print, only } = figures;
            commands::figures(&workspace, audience, print, only, terminal)
        }
        Command::Templates { what } => {
            templates(what, args.project, &workspace, terminal)
        }
        Command::Fonts => {
            commands::fonts(perhaps(workspace(args.project))?.as_ref(), terminal)
        }
    }
}

/// A project, where there is one.
fn perhaps(workspace: Result<Workspace, Error>) -> Result<Option<Workspace>, Error> {
    match workspace {
        Err(Error::NoProject { .. }) => Ok(None),
        workspace => workspace.map(Some),
    }
}

/// Does something with the templates and the theme. To see those of the program, nobody needs
/// a project.
fn templates(
    what: Templates,
    folder: Option<PathBuf>,
    workspace: &dyn Fn(Option<PathBuf>) -> Result<Workspace, Error>,
    terminal: &Terminal,
) -> Result<(), Error> {
    match what {
        Templates::List { theme } => {
            let workspace = perhaps(workspace(folder))?;
            let sources = workspace.as_ref().map(Workspace::sources);
            commands::list_templates(
                sources,
                commands::theme_of(theme, sources)?,
                terminal,
            );
            Ok(())
        }
        Templates::Show { name, theme } => {
            let workspace = perhaps(workspace(folder))?;
            let sources = workspace.as_ref().map(Workspace::sources);
            let theme = commands::theme_of(theme, sources)?;
            commands::show_template(&name, theme, terminal)
        }
        Templates::Eject { names } => {
            let workspace = workspace(folder)?;
            let theme = commands::theme_of(None, Some(workspace.sources()))?;
            commands::eject_templates(&workspace, &names, theme, terminal)
        }
        Templates::Diff { name } => {
            let workspace = workspace(folder)?;
            let sources = workspace.sources();
            let theme = commands::theme_of(None, Some(sources))?;
            commands::diff_templates(sources, name.as_deref(), theme, terminal)
        }
    }
}

/// The profiles that are named, each once, in their own order. Without a name, it is that for
/// screens, or the one that can hold what is to be attached.
fn profiles(
    mut named: Vec<Profile>,
    attach: Option<Attach>,
) -> Result<Vec<Profile>, Error> {
    if named.is_empty() {
        named.push(match attach {
            Some(Attach::Data) => Profile::Archive,
            None => Profile::Screen,
        });
    }
    if attach.is_some() && !named.contains(&Profile::Archive) {
        return Err(Error::Usage {
            message: "`--attach` is for the archive profile: no other may hold files"
                .to_owned(),
            hint: Some(
                "add `archive` to `--profile`, or leave `--profile` out".to_owned(),
            ),
        });
    }
    named.sort_unstable();
    named.dedup();
    Ok(named)
}

/// How a printer wants the files, if any are for one.
#[expect(
    clippy::disallowed_methods,
    reason = "the printer's profile is no file of the project"
)]
fn press(profiles: &[Profile], options: &PressOptions) -> Result<Option<Press>, Error> {
    if !profiles.contains(&Profile::Print) {
        return match options.given() {
            None => Ok(None),
            Some(option) => Err(Error::Usage {
                message: format!("`{option}` is for the print profile"),
                hint: Some("add `--profile print`".to_owned()),
            }),
        };
    }
    let Some(path) = &options.output_intent else {
        return options.press(OutputIntent::fogra39()?).map(Some);
    };
    let data = match std::fs::metadata(path) {
        Ok(about) if about.len() > MOST_PROFILE => {
            Err(format!("it is larger than {} MiB", MOST_PROFILE >> 20))
        }
        Ok(about) if !about.is_file() => Err("it is not a file".to_owned()),
        Ok(_) => std::fs::read(path).map_err(|refusal| refusal.to_string()),
        Err(refusal) => Err(refusal.to_string()),
    };
    let intent = data
        .and_then(|data| OutputIntent::from_icc(&data).map_err(|it| it.to_string()))
        .map_err(|reason| Error::Usage {
            message: format!("`{}` is no output intent: {reason}", path.display()),
            hint: Some(
                "give the ICC profile in CMYK that the printer names, or leave it out"
                    .to_owned(),
            ),
        })?;
    options.press(intent).map(Some)
}

/// The largest ICC profile that is read, in bytes.
const MOST_PROFILE: u64 = 16 << 20;

/// The limits that were set among the words of the command line.
///
/// clap keeps an option that stands before the command and after it as it stands after it.
/// A limit must not get lost, so all of them stand on one side.
fn limits(
    set: &[String],
    typed: impl Iterator<Item = OsString>,
) -> Result<Limits, Error> {
    let typed = typed.take_while(|word| word != "--");
    let is_limit = |word: &OsString| {
        word.as_encoded_bytes().split(|b| *b == b'=').next() == Some(b"--limit")
    };
    if typed.filter(is_limit).count() > set.len() {
        return Err(Error::Usage {
            message: "`--limit` stands before the command and after it".to_owned(),
            hint: Some("write every `--limit` after the command".to_owned()),
        });
    }
    args::limits(set)
}

/// The project folder: the one that was named, else the current folder if it holds a
/// report, else its `data` folder.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line is where the environment is read"
)]
fn project(named: Option<PathBuf>) -> Result<PathBuf, Error> {
    if let Some(named) = named {
        return Ok(named);
    }
    for folder in [".", "data"] {
        // A folder that has a report, even several, is the one that is meant.
        match Sources::open(Path::new(folder), Limits::default()) {
            Ok(_) | Err(OpenError::SeveralReports { .. }) => {
                return Ok(PathBuf::from(folder));
            }
            Err(_) => {}
        }
    }
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    Err(Error::NoProject { looked_in: here })
}

/// `SOURCE_DATE_EPOCH`: whole seconds since 1970-01-01, UTC
/// (<https://reproducible-builds.org/specs/source-date-epoch/>).
fn source_date_epoch(value: Option<OsString>) -> Result<Option<OffsetDateTime>, Error> {
    let Some(value) = value else { return Ok(None) };
    let refused = || Error::Usage {
        message: format!(
            "`SOURCE_DATE_EPOCH` is `{}`, which is no date",
            value.to_string_lossy()
        ),
        hint: Some("set it to whole seconds since 1970-01-01, or unset it".to_owned()),
    };
    let text = value.to_str().ok_or_else(refused)?;
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds: i64 = digits.then(|| text.parse().ok()).flatten().ok_or_else(refused)?;
    OffsetDateTime::from_unix_timestamp(seconds).map(Some).map_err(|_| refused())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_limit_gets_lost() {
        let read = |typed: &str, kept: &[&str]| {
            let kept: Vec<_> = kept.iter().map(|word| (*word).to_owned()).collect();
            limits(&kept, typed.split(' ').map(OsString::from))
        };
        let line = "recto --limit pages=1 build --limit=seconds=2";
        assert!(read(line, &["pages=1", "seconds=2"]).is_ok());
        assert!(matches!(read(line, &["seconds=2"]), Err(Error::Usage { .. })));
        assert!(read("recto explain -- --limit", &[]).is_ok());
    }

    #[test]
    fn an_epoch_is_whole_seconds() {
        let read = |text: &str| source_date_epoch(Some(text.into()));
        let date = read("1709251200").unwrap().unwrap().date();
        assert_eq!(date.to_string(), "2024-03-01");
        for wrong in ["", "-1", "1.5", "today", "99999999999999999999"] {
            assert!(matches!(read(wrong), Err(Error::Usage { .. })), "{wrong}");
        }
    }
}

//! The arguments, as clap reads them, and the help that teaches them.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use recto_pdf::conformance::Standard;
use strum::VariantArray;

use super::choice::one_of;
use super::commands::{Deny, FiguresAs, FiguresOnly};
use super::press::PressOptions;
use super::terminal::Format;
use crate::edition::Audience;
use crate::edition::{EditionKind, Profile, Selector};
use crate::error::Error;
use crate::limits::{Limit, Limits};
use crate::theme;
use crate::wording::nearest;

/// Typesets a public body's report: the full report and a brief for each priority, as
/// accessible PDFs, from one folder of data.
#[derive(Debug, Parser)]
#[command(
    version,
    max_term_width = 90,
    after_help = "The project is the folder given by --project, else the current folder if it \
                  holds report.yaml, else its data/ folder.\n\n\
                  Exit status: 0 done, 1 the report has problems, 2 the command line is wrong, \
                  3 the machine failed us (disk full, permission)."
)]
pub struct Args {
    /// The project folder: the one with report.yaml
    #[arg(long, short, global = true, value_name = "FOLDER")]
    pub project: Option<PathBuf>,

    /// How problems and results are said
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human")]
    pub message_format: Format,

    /// Say only what is wrong
    #[arg(long, short, global = true)]
    pub quiet: bool,

    /// Let a project ask for more or less, such as pages=4000; `recto explain limit` lists
    /// what there is
    #[arg(long = "limit", global = true, value_name = "NAME=VALUE")]
    pub limits: Vec<String>,

    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make PDFs: everything, the report, briefs, papers or packs
    #[command(after_help = "Examples:\n  \
        recto build                        every document of the project, into out/\n  \
        recto build report                 the full report\n  \
        recto build brief                  every brief\n  \
        recto build brief violence 3       the briefs of two priorities, by id or number\n  \
        recto build report brief violence  the full report and one brief\n  \
        recto build paper annual-report    one paper with what is attached to it, by id\n  \
        recto build pack example           the papers of one meeting, by id\n  \
        recto build paper --attach data    every paper, with the data behind it\n  \
        recto build --audience restricted  the same with what is withheld from the public\n  \
        recto build --profile print        what a printer takes: bleed, marks, CMYK (PDF/X-4)\n  \
        recto build --profile screen,archive,print\n  \
        recto build report --watch         make the report again whenever a file is saved")]
    Build(Build),
    /// Say everything that is wrong with the project or may not be meant
    #[command(after_help = "Examples:\n  \
        recto check                            every problem, with its place and its remedy\n  \
        recto check --no-pages                 the same without what only pages show, in less time\n  \
        recto check --profile screen,print     what a printer's pages show as well\n  \
        recto check --deny warnings            fail on warnings too, as a gate before publication\n  \
        recto check --message-format github    annotations on a change in a repository")]
    Check(Check),
    /// Read finished files back, and say whether they keep what they promise
    #[command(after_help = "Examples:\n  \
        recto preflight out/report.pdf                   every claim of its profile\n  \
        recto preflight out/*.pdf                        several files\n  \
        recto preflight strategy.pdf --standard ua-1,a-2b   whether it conforms to standards")]
    Preflight(Preflight),
    /// Say whether finished files are what the project gives
    #[command(after_help = "Examples:\n  \
        recto verify                  every file that out/manifest.json records\n  \
        recto verify out/report.pdf   one file: whether it came from this project, as it is")]
    Verify(Verify),
    /// Say what a code such as `unknown-field` means, and how to mend it
    Explain(Explain),
    /// Print the JSON Schema of a kind of file, with which an editor completes and checks it
    #[command(after_help = "Examples:\n  \
        recto schema                                   every kind of file\n  \
        recto schema measures > measures.schema.json   the schema of files with measures")]
    Schema(Schema),
    /// List the documents that the project gives
    #[command(after_help = "Examples:\n  \
        recto list             every document, by the words that make it\n  \
        recto list --papers    what each paper takes from the report, and what else it attaches")]
    List(List),
    /// Say of every figure where it stands and what it is: a measure, typed and known, typed and
    /// unknown, or a date
    #[command(after_help = "Examples:\n  \
        recto figures                    every figure of the report\n  \
        recto figures --only unknown     those that nothing in the report explains\n  \
        recto figures --as csv > figures.csv")]
    Figures(Figures),
    /// Show the templates and the theme, and copy them into the project to change them
    #[command(after_help = "Examples:\n  \
        recto templates list                           every file, and whose it is\n  \
        recto templates show partials/cover.typ.j2     a file of the program\n  \
        recto templates eject partials/cover.typ.j2    a copy of it in the project, to be changed\n  \
        recto templates diff                           what the project's files change")]
    Templates {
        /// What to do with them
        #[command(subcommand)]
        what: Templates,
    },
    /// List the fonts that a project prints in, or those that are in the program
    Fonts,
}

/// What to do with the templates and the theme.
#[derive(Debug, Subcommand)]
pub enum Templates {
    /// List them, and say which are the project's
    List {
        /// In which theme [default: that of the project]
        #[arg(long, value_name = "THEME", value_parser = one_of::<theme::Name>())]
        theme: Option<theme::Name>,
    },
    /// Print a file of the program
    Show {
        /// Its path, such as `templates/partials/cover.typ.j2` or `theme/tiles.typ`
        name: String,

        /// In which theme [default: that of the project]
        #[arg(long, value_name = "THEME", value_parser = one_of::<theme::Name>())]
        theme: Option<theme::Name>,
    },
    /// Copy files of the program into the project; none is overwritten
    Eject {
        /// Their paths
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
    },
    /// Show how files of the project differ from those of the program
    Diff {
        /// The path of one; all if left out
        name: Option<String>,
    },
}

/// What to make, and where.
#[derive(Debug, clap::Args)]
pub struct Build {
    /// `report`; `brief` and the ids or numbers of priorities; `paper` or `pack` and their
    /// ids; everything if left out
    #[arg(value_name = "EDITION")]
    pub editions: Vec<String>,

    /// For whom: `restricted` editions hold what the public may not see, and say so
    #[arg(long, value_name = "WHO", default_value = "public", value_parser = one_of::<Audience>())]
    pub audience: Audience,

    /// What the files are for; several with commas between them [default: screen]
    #[arg(long, value_name = "PROFILE", value_delimiter = ',', value_parser = one_of::<Profile>())]
    pub profile: Vec<Profile>,

    /// Put the data of every table, chart and measure into the file; the archive profile does
    #[arg(long, value_name = "WHAT")]
    pub attach: Option<Attach>,

    /// The folder that the PDFs go to
    #[arg(long, short, value_name = "FOLDER", default_value = "out")]
    pub out: PathBuf,

    /// How many threads to use; the result is the same [default: one for each core]
    #[arg(long, short, value_name = "NUMBER")]
    pub jobs: Option<NonZeroUsize>,

    /// Also write the Typst sources, to sources/ in the output folder, or to
    /// sources-restricted/
    #[arg(long)]
    pub keep_sources: bool,

    /// Stay, and make again what each saved file touches; Ctrl-C stops
    #[arg(long)]
    pub watch: bool,

    /// How a printer wants the files
    #[command(flatten)]
    pub press: PressOptions,
}

/// What is put into files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Attach {
    /// The data, as CSV and JSON (PDF/A-3a)
    Data,
}

/// Which files to read back.
#[derive(Debug, clap::Args)]
pub struct Preflight {
    /// The files
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// The standards to judge by: ua-1, a-2a, a-2b, a-2u, a-3a, a-3b, a-3u or x-4 [default: those
    /// that each file claims]
    #[arg(long, value_name = "STANDARD", value_delimiter = ',')]
    pub standard: Vec<Standard>,
}

/// What to verify.
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// One file; every file on record if left out
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// For whom the files are
    #[arg(long, value_name = "WHO", default_value = "public", value_parser = one_of::<Audience>())]
    pub audience: Audience,

    /// The folder that the files are in, and their manifest
    #[arg(long, short, value_name = "FOLDER", default_value = "out")]
    pub out: PathBuf,

    /// How many threads to use; the result is the same [default: one for each core]
    #[arg(long, short, value_name = "NUMBER")]
    pub jobs: Option<NonZeroUsize>,

    /// The printer's ICC profile, where files were made for one of their own
    #[arg(long, value_name = "FILE")]
    pub output_intent: Option<PathBuf>,
}

/// Which documents to list.
#[derive(Debug, clap::Args)]
pub struct List {
    /// List what each paper takes from the report, and what else it attaches
    #[arg(long)]
    pub papers: bool,

    /// For whom
    #[arg(long, value_name = "WHO", default_value = "public", value_parser = one_of::<Audience>())]
    pub audience: Audience,
}

/// Which figures to say, and how.
#[derive(Debug, clap::Args)]
pub struct Figures {
    /// Which; every figure if left out
    #[arg(long, value_name = "WHICH")]
    pub only: Option<FiguresOnly>,

    /// How they are printed
    #[arg(long = "as", value_name = "FORM", default_value = "table")]
    pub print: FiguresAs,

    /// For whom
    #[arg(long, value_name = "WHO", default_value = "public", value_parser = one_of::<Audience>())]
    pub audience: Audience,
}

/// What a check lets pass.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Fail not only on errors
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Deny>,

    /// Lay out no pages, which takes most of the time: what does not fit is not found
    #[arg(long)]
    pub no_pages: bool,

    /// In which profiles pages are looked at; several with commas between them
    /// [default: screen]
    #[arg(
        long,
        value_name = "PROFILE",
        value_delimiter = ',',
        conflicts_with = "no_pages"
    )]
    pub profile: Vec<Profile>,

    /// How many threads to use; the result is the same [default: one for each core]
    #[arg(long, short, value_name = "NUMBER")]
    pub jobs: Option<NonZeroUsize>,
}

/// What is to be explained.
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// A code; all of them are listed if left out
    pub code: Option<String>,
}

/// Of what a schema is wanted.
#[derive(Debug, clap::Args)]
pub struct Schema {
    /// A kind of file, such as `measures`; all of them are listed if left out
    pub kind: Option<String>,
}

/// The documents that words on the command line name.
///
/// # Errors
///
/// When the first word is no kind of document.
pub fn selector(words: &[String]) -> Result<Selector, Error> {
    if words.is_empty() {
        return Ok(Selector::Everything);
    }
    let mut kinds = BTreeMap::new();
    // The kind whose names follow.
    let mut named = None;
    for word in words {
        match word.parse() {
            Ok(kind) => {
                kinds.entry(kind).or_insert_with(Vec::new);
                // There is one full report, which needs no name.
                named = Some(kind).filter(|kind| *kind != EditionKind::Report).or(named);
            }
            Err(_) => {
                let kind = named.ok_or_else(|| no_kind(word))?;
                kinds.entry(kind).or_default().push(word.clone());
            }
        }
    }
    Ok(Selector::OfKinds(kinds))
}

fn no_kind(name: &str) -> Error {
    Error::Usage {
        message: format!("`{name}` is no kind of document"),
        hint: Some(format!(
            "say `recto build brief {name}` for the brief of a priority, `recto build \
             paper {name}` for a paper, or `recto build report`"
        )),
    }
}

/// The limits that words such as `pages=4000` set; the usual ones for the rest.
///
/// # Errors
///
/// When a word names no limit, names one twice, or gives it a value that it cannot have.
pub fn limits(words: &[String]) -> Result<Limits, Error> {
    let mut limits = Limits::default();
    let mut set: Vec<Limit> = Vec::new();
    for word in words {
        let Some((name, value)) = word.split_once('=') else {
            return Err(Error::Usage {
                message: format!("`{word}` does not set a limit"),
                hint: Some("write a name and a value, such as `pages=4000`".to_owned()),
            });
        };
        let Ok(limit) = name.parse::<Limit>() else {
            let names: Vec<&str> =
                Limit::VARIANTS.iter().map(|it| (*it).into()).collect();
            let hint = match nearest(name, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("use one of: {}", names.join(", ")),
            };
            let message = format!("there is no limit `{name}`");
            return Err(Error::Usage { message, hint: Some(hint) });
        };
        if set.contains(&limit) {
            return Err(Error::Usage {
                message: format!("the limit `{limit}` is set twice"),
                hint: Some("set it once".to_owned()),
            });
        }
        let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.then(|| value.parse().ok()).flatten();
        let Some(number) = number.filter(|number| (1..=limit.most()).contains(number))
        else {
            return Err(Error::Usage {
                message: format!("the limit `{limit}` cannot be `{value}`"),
                hint: Some(format!("give a whole number from 1 to {}", limit.most())),
            });
        };
        limits = limits.with(limit, number);
        set.push(limit);
    }
    Ok(limits)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn read(line: &str) -> Result<Selector, Error> {
        let words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
        selector(&words)
    }

    #[test]
    fn the_arguments_are_well_formed() {
        Args::command().debug_assert();
    }

    #[test]
    fn limits_are_set_by_name() {
        let read = |words: &[&str]| {
            let words: Vec<_> = words.iter().map(|word| (*word).to_owned()).collect();
            limits(&words).map_err(|error| match error {
                Error::Usage { message, hint } => (message, hint.unwrap_or_default()),
                other => panic!("{other}"),
            })
        };
        assert_eq!(read(&[]), Ok(Limits::default()));
        let set = Limits::default().with(Limit::Pages, 4000).with(Limit::Memory, 512);
        assert_eq!(read(&["pages=4000", "memory=512"]), Ok(set));
        let refused = |words: &[&str]| read(words).unwrap_err();
        assert_eq!(refused(&["page=9"]).1, "did you mean `pages`?");
        assert_eq!(
            refused(&["ink=9"]).1,
            "use one of: file-size, nesting, values, megapixels, fuel, pages, seconds, memory"
        );
        let message = "the limit `pages` cannot be `0`".to_owned();
        let hint = "give a whole number from 1 to 1000000000".to_owned();
        assert_eq!(refused(&["pages=0"]), (message, hint));
        for value in ["", "-1", "+1", "1e3", "1.5", " 1", "9999999999999999999999"] {
            refused(&[&format!("pages={value}")]);
        }
        assert_eq!(refused(&["nesting=257"]).1, "give a whole number from 1 to 256");
        assert_eq!(refused(&["pages"]).0, "`pages` does not set a limit");
        let twice = refused(&["pages=1", "pages=1"]).0;
        assert_eq!(twice, "the limit `pages` is set twice");
    }

    #[test]
    fn words_name_documents() {
        let of = |line| match read(line).unwrap() {
            Selector::OfKinds(kinds) => {
                let kind = |(kind, names): (&EditionKind, &Vec<String>)| {
                    format!("{kind}: {}", names.join(" "))
                };
                kinds.iter().map(kind).collect::<Vec<_>>().join("; ")
            }
            other => format!("{other:?}"),
        };
        assert_eq!(of(""), "Everything");
        assert_eq!(of("brief"), "brief: ");
        assert_eq!(of("report pack"), "report: ; pack: ");
        for line in ["report brief 3 trust", "brief brief 3 report trust"] {
            assert_eq!(of(line), "report: ; brief: 3 trust");
        }
        assert_eq!(of("pack b paper a pack c"), "paper: a; pack: b c");
        for line in ["violence", "report violence"] {
            assert!(matches!(read(line), Err(Error::Usage { .. })), "{line}");
        }
    }
}

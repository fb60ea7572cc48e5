//! Verifying: whether what was made is what the project gives.

use std::collections::BTreeMap;
use std::path::Path;

use super::record;
use super::{Built, Observer, Plan, TypstSources, Workspace, Writing, build};
use crate::diagnostic::{Code, Diagnostic, SourceTexts};
use crate::digest::Digest;
use crate::edition::{EditionName, Profile, Selector};
use crate::error::Error;
use crate::manifest::{Difference, File, Inputs, Manifest, Press, differences};
use crate::output;
use recto_pdf::finish::Trace;
use recto_pdf::intent::OutputIntent;
use recto_pdf::prepress;

/// Something that is not as the manifest says.
pub const DIFFERS: Code = Code("differs");
/// A file that the project does not give.
pub const NOT_FROM_HERE: Code = Code("not-from-here");

/// What is made again, and how.
struct Again {
    inputs: Option<Inputs>,
    files: Vec<File>,
}

/// What is to be made again.
struct Wanted<'r> {
    edition: &'r EditionName,
    profile: Profile,
    /// How a printer wanted it.
    press: Option<&'r Press>,
}

impl<'r> Wanted<'r> {
    /// A file that is on record.
    fn of(file: &'r File) -> Self {
        Self { edition: &file.edition, profile: file.profile, press: file.press.as_ref() }
    }
}

/// Holds the files in the output folder of a plan against its manifest, and both against
/// what the project gives now. The plan says where the files are and for whom; what is made
/// is on record. Gives how many files agree.
///
/// # Errors
///
/// When there is no manifest, the project cannot be built, or something differs: all of it
/// at once.
pub fn verify(workspace: &Workspace, plan: &Plan) -> Result<usize, Error> {
    let manifest = manifest(plan)?;
    let wanted: Vec<_> = manifest.editions.iter().map(Wanted::of).collect();
    let again = again(workspace, plan, &wanted)?;
    let mut found = Vec::new();
    if let Some(inputs) = &again.inputs {
        found = differences(&manifest, inputs, &again.files);
    }
    for file in &manifest.editions {
        match output::read(&plan.out.join(&file.file)) {
            Ok(data) if Digest::of(&data).to_string() == file.digest => {}
            Ok(_) => found.push(Difference::FileChanged(file.file.clone())),
            Err(_) => found.push(Difference::FileMissing(file.file.clone())),
        }
    }
    if found.is_empty() {
        return Ok(manifest.editions.len());
    }
    let diagnostics = found.iter().map(said).collect();
    Err(Error::Problems { diagnostics, texts: SourceTexts::default() })
}

/// Nobody who wants to know how far it has come.
struct Unobserved;
impl Observer for Unobserved {}

/// Holds one file against what the project gives now. Gives the edition that it is.
///
/// # Errors
///
/// When it cannot be read, or is not what the project gives.
pub fn verify_file(
    workspace: &Workspace,
    plan: &Plan,
    file: &Path,
) -> Result<EditionName, Error> {
    let shown = file.display();
    let refused = |message: String, hint: &str| {
        let problem = Diagnostic::error(NOT_FROM_HERE, message).hint(hint);
        let diagnostics = vec![problem];
        Err(Error::Problems { diagnostics, texts: SourceTexts::default() })
    };
    let data = output::read(file)
        .map_err(|source| Error::Read { path: file.to_owned(), source })?;
    let Some(told) = Trace::read(&data) else {
        return refused(
            format!("`{shown}` does not say that Recto made it"),
            "ask whoever sent it for the file as it was made",
        );
    };
    let audience: &str = plan.audience.into();
    if told.audience != audience {
        return refused(
            format!("`{shown}` is for readers of `{}`", told.audience),
            "name them with `--audience`",
        );
    }
    let Ok(profile) = told.profile.parse::<Profile>() else {
        return refused(
            format!("`{shown}` is of an unknown profile `{}`", told.profile),
            "verify it with the version of Recto that made it",
        );
    };
    let edition = EditionName::from(told.edition);
    let digest = Digest::of(&data).to_string();
    // How a printer wanted it is on record, if anywhere.
    let recorded = manifest(plan).ok();
    let entries = recorded.iter().flat_map(|manifest| &manifest.editions);
    let entries = entries.filter(|it| it.edition == edition && it.profile == profile);
    let mut wanted: Vec<_> = entries.map(Wanted::of).collect();
    if wanted.is_empty() {
        wanted.push(Wanted { edition: &edition, profile, press: None });
    }
    let again = again(workspace, plan, &wanted)?;
    if again.files.iter().any(|it| it.digest == digest) {
        return Ok(edition);
    }
    let now = again.inputs.as_ref().map(|inputs| inputs.digest.clone());
    if now.as_ref() == Some(&told.inputs) {
        return refused(
            format!("`{shown}` was made from these inputs, and changed since"),
            "build it again",
        );
    }
    let mut diagnostics = vec![
        Diagnostic::error(
            NOT_FROM_HERE,
            format!(
                "`{shown}` was made from other inputs, of version `{}`",
                told.version
            ),
        )
        .hint("look for the inputs of that version"),
    ];
    // The record tells which, where it is of the very inputs that the file names.
    if let (Some(manifest), Some(inputs)) = (recorded, &again.inputs)
        && manifest.inputs.digest == told.inputs
    {
        diagnostics.extend(differences(&manifest, inputs, &again.files).iter().map(said));
    }
    Err(Error::Problems { diagnostics, texts: SourceTexts::default() })
}

/// The manifest of a plan's output folder.
fn manifest(plan: &Plan) -> Result<Manifest, Error> {
    let path = plan.out.join(record::name(plan.audience));
    match output::read(&path).map(|data| Manifest::read(&data)) {
        Ok(Ok(manifest)) => Ok(manifest),
        Ok(Err(source)) => Err(Error::BadRecord { path, source }),
        Err(source) => Err(Error::NoRecord { path, source }),
    }
}

/// Makes files again, and writes none of them.
fn again(
    workspace: &Workspace,
    plan: &Plan,
    wanted: &[Wanted<'_>],
) -> Result<Again, Error> {
    // Files that were made in one way are made in one go.
    let mut ways: BTreeMap<String, Vec<&Wanted<'_>>> = BTreeMap::new();
    for file in wanted {
        let way = match file.profile {
            Profile::Screen | Profile::Archive | Profile::Large => String::new(),
            Profile::Print => format!("{:?}", file.press),
        };
        ways.entry(way).or_default().push(file);
    }
    let mut again = Again { inputs: None, files: Vec::new() };
    for files in ways.into_values() {
        let mut profiles: Vec<Profile> = files.iter().map(|it| it.profile).collect();
        profiles.sort_unstable();
        profiles.dedup();
        let press = match files.iter().find(|it| it.profile == Profile::Print) {
            Some(printed) => Some(known_press(plan, printed.press)?),
            None => None,
        };
        let plan = Plan {
            profiles,
            press,
            selector: Selector::Named(
                files.iter().map(|it| it.edition.clone()).collect(),
            ),
            typst_sources: TypstSources::Forget,
            writing: Writing::Nothing,
            ..plan.clone()
        };
        let built = build(workspace, &plan, &Unobserved).map_err(|it| it.error)?;
        let Built { editions, inputs, version, .. } = built;
        again.files.extend(record::files(&plan, &version, &editions));
        again.inputs = inputs;
    }
    Ok(again)
}

/// How a printer wanted files that are on record: the condition must be at hand, in the
/// program or as the plan gives it.
fn known_press(plan: &Plan, recorded: Option<&Press>) -> Result<prepress::Press, Error> {
    let own = OutputIntent::fogra39()?;
    let given = plan.press.as_ref();
    let Some(recorded) = recorded else {
        return Ok(given.cloned().unwrap_or_else(|| prepress::Press::usual(own)));
    };
    let mut at_hand = given.map(|press| press.intent.clone()).into_iter().chain([own]);
    let intent = at_hand.find(|it| Digest::from(it.digest()).to_string() == recorded.icc);
    let Some(intent) = intent else {
        return Err(Error::UnknownCondition {
            condition: recorded.output_intent.clone(),
        });
    };
    let Press { bleed, marks, cover, pages: padding, .. } = *recorded;
    Ok(prepress::Press { bleed, marks, cover, padding, intent })
}

/// A difference, for people.
fn said(difference: &Difference) -> Diagnostic {
    let build = "build again, or put back what was there";
    let (message, hint) = match difference {
        Difference::InputRemoved(path) => (format!("the input `{path}` is gone"), build),
        Difference::InputAdded(path) => (format!("the input `{path}` is new"), build),
        Difference::InputChanged(path) => {
            (format!("the input `{path}` is not what it was"), build)
        }
        Difference::Setting { name, was, is } => (
            format!("`{name}` was `{was}`, and is `{is}`"),
            "verify as the files were made, or build again",
        ),
        Difference::FileMissing(file) => {
            (format!("the file `{file}` is missing"), "build it again")
        }
        Difference::FileChanged(file) => {
            (format!("the file `{file}` is not what was made"), "build it again")
        }
        Difference::ResultChanged(file) => {
            (format!("the file `{file}` would come out otherwise now"), "build it again")
        }
        Difference::PartChanged { file, name, of } => (
            format!("`{file}`: {name}, `{of}`, has changed since the file was made"),
            "build it again, or put back what was there",
        ),
        Difference::ResultGone(file) => (
            format!("the file `{file}` would not be made now"),
            "remove it, if it is meant",
        ),
    };
    Diagnostic::error(DIFFERS, message).hint(hint)
}

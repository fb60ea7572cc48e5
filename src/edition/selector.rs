//! A selector: which editions are wanted, and which of a report's that takes.

use std::collections::{BTreeMap, BTreeSet};

use super::audience::Audience;
use super::id::{EditionId, EditionKind, EditionName};
use super::redact::Released;
use super::selection::{Selection, all};
use crate::diagnostic::{Code, Diagnostic};

/// A brief that the report has no priority for.
pub const UNKNOWN_PRIORITY: Code = Code("unknown-priority");
/// A brief of a priority that its readers may not see.
pub const RESTRICTED_PRIORITY: Code = Code("restricted-priority");
/// A paper or a pack that the project does not have.
pub const UNKNOWN_PAPER: Code = Code("unknown-paper");
/// A paper or a pack that its readers may not see.
pub const RESTRICTED_PAPER: Code = Code("restricted-paper");

/// Which documents are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// Every document.
    Everything,
    /// Documents of some kinds: those that answer to words, or all of a kind where there are
    /// none.
    OfKinds(BTreeMap<EditionKind, Vec<String>>),
    /// The documents that have these names; a name that none has is left out.
    Named(BTreeSet<EditionName>),
}

/// The documents that a selector names, each once, in the order of [`all`].
///
/// # Errors
///
/// A diagnostic for each name that nothing answers to, or what answers is withheld.
pub fn select<'r>(
    released: &'r Released,
    selector: &Selector,
) -> Result<Vec<Selection<'r>>, Vec<Diagnostic>> {
    let mut selections = all(released);
    let kinds = match selector {
        Selector::Everything => return Ok(selections),
        Selector::Named(names) => {
            selections.retain(|selection| names.contains(&selection.id().name()));
            return Ok(selections);
        }
        Selector::OfKinds(kinds) => kinds,
    };
    let known: Vec<_> = selections.iter().map(Selection::id).collect();
    let mut unknown = Vec::new();
    for (kind, words) in kinds {
        let known: Vec<_> = known.iter().filter(|it| it.kind() == *kind).collect();
        let answered = |word: &str| known.iter().any(|it| it.answers(word));
        if words.is_empty() && known.is_empty() {
            unknown.push(none_of(released, *kind));
        }
        let words = words.iter().filter(|word| !answered(word));
        unknown.extend(words.map(|word| not_there(released, *kind, &known, word)));
    }
    if !unknown.is_empty() {
        return Err(unknown);
    }
    selections.retain(|selection| {
        let id = selection.id();
        kinds.get(&id.kind()).is_some_and(|words| {
            words.is_empty() || words.iter().any(|word| id.answers(word))
        })
    });
    Ok(selections)
}

/// What a document of a kind is of, of which there may be several, and the codes of one that is
/// not there and of one that is withheld.
fn told(kind: EditionKind) -> (&'static str, &'static str, Code, Code) {
    match kind {
        EditionKind::Paper => ("paper", "papers", UNKNOWN_PAPER, RESTRICTED_PAPER),
        EditionKind::Pack => ("pack", "packs", UNKNOWN_PAPER, RESTRICTED_PAPER),
        EditionKind::Report | EditionKind::Brief => {
            ("priority", "priorities", UNKNOWN_PRIORITY, RESTRICTED_PRIORITY)
        }
    }
}

/// That there is no document of a kind.
fn none_of(released: &Released, kind: EditionKind) -> Diagnostic {
    let (_, plural, unknown, restricted) = told(kind);
    if released.audience() == Audience::Exempt {
        let message = format!("no {plural} have pages that are exempt");
        return Diagnostic::error(unknown, message)
            .hint("build papers and packs with `--audience restricted`");
    }
    if released.withheld().iter().any(|it| it.kind() == kind) {
        let message = format!("all {plural} are withheld from the public");
        return Diagnostic::error(restricted, message)
            .hint("build them with `--audience restricted`");
    }
    let message = format!("this report has no {plural}, so that nothing is built");
    let hint = format!("build `report`, or name the files of {plural} in the report");
    Diagnostic::error(unknown, message).hint(hint)
}

/// That no document of a kind answers to a word.
fn not_there(
    released: &Released,
    kind: EditionKind,
    known: &[&EditionId],
    word: &str,
) -> Diagnostic {
    let (noun, plural, unknown, restricted) = told(kind);
    if released.audience() == Audience::Exempt {
        let message = format!("no {noun} `{word}` has pages that are exempt");
        return Diagnostic::error(unknown, message)
            .hint("build it with `--audience restricted`");
    }
    let mut withheld = released.withheld().iter();
    if withheld.any(|it| it.kind() == kind && it.answers(word)) {
        let message = format!("the {noun} `{word}` is withheld from the public");
        return Diagnostic::error(restricted, message)
            .hint("build it with `--audience restricted`");
    }
    let problem = Diagnostic::error(unknown, format!("no {noun} is called `{word}`"));
    if known.is_empty() {
        problem.hint(format!("this report has no {plural}: build `report`"))
    } else {
        let known: Vec<_> = known.iter().map(|it| it.listed()).collect();
        problem.hint(format!("name one of {}", known.join(", ")))
    }
}

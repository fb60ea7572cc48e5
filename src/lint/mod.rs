//! Lints: valid input that is probably a mistake.
//!
//! Reading and validation refuse what cannot be printed. The rules here look at what can,
//! as a careful editor would before a board sees it. Each rule is a file below its family,
//! each has a page in `docs/problems/` and a case in `tests/suite/rules/`. A project can
//! turn a rule off, with a reason, or hold it to block a final report.

mod accessibility;
mod assets;
mod corpus;
mod figures;
mod findings;
mod language;
mod meetings;
mod model;
mod passage;
mod rule;
mod settings;
mod status;
mod subject;
mod word_list;
mod words;

use self::corpus::Corpus;
pub use self::figures::{FigureEntry, FigureStatus, inventory};
use self::findings::Findings;
pub use self::passage::{LinkedText, Passage, PrintedMeasure};
pub use self::rule::Rule;
pub use self::settings::Settings;
pub use self::subject::Subject;
use self::word_list::word_list;
use crate::diagnostic::{Code, Diagnostic};
use crate::report::code;
pub use crate::report::declare::TextKind;

/// Every rule, family by family.
const RULES: &[&[Rule]] = &[
    model::RULES,
    figures::RULES,
    language::RULES,
    accessibility::RULES,
    assets::RULES,
    status::RULES,
    meetings::RULES,
];

/// Codes of warnings that are found elsewhere and can be set as those of rules can.
const ELSEWHERE: &[Code] = &[code::UNUSED, code::MISSING_FIELD, code::LIST_MARK];

/// Looks at a report with every rule, and carries out what the project says about them.
///
/// `found` is what reading and validation warned of; to it is added what the rules find.
/// Afterwards it is in document order: files as they were read, each from top to bottom.
/// `later` are codes of warnings that are found when pages are made, and can be set as well.
pub fn lint(subject: &Subject<'_>, later: &[Code], found: &mut Vec<Diagnostic>) {
    let language = subject.locale.language();
    let reads = |rule: &&Rule| rule.reads.reads(language);
    for rule in RULES.iter().copied().flatten().filter(reads) {
        let texts = subject.texts;
        (rule.find)(subject, &mut Findings { code: rule.code, texts, found });
    }
    let rules = RULES.iter().copied().flatten().map(|rule| rule.code);
    let known: Vec<_> = rules.chain(ELSEWHERE.iter().chain(later).copied()).collect();
    let settings = Settings::of(subject.report);
    settings.settle(found);
    found.extend(settings.unknown(&known));
    // A rule that does not read the language, or finds something in another, is not idle.
    let is_in_several = subject.report.translations().is_in_several();
    let unread = RULES.iter().copied().flatten().filter(|rule| !reads(rule));
    let unread: Vec<_> = unread.map(|rule| rule.code).collect();
    let is_now = |rule: &str| {
        let is = |code: &Code| *code.0 == *rule;
        let is_read = !is_in_several && !unread.iter().any(is);
        known.iter().any(is) && is_read && !later.iter().any(is)
    };
    found.extend(settings.idle(is_now));
    crate::report::in_order(found, subject.texts);
}

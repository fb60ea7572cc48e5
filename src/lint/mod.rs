//! Lints: valid input that is probably a mistake.
//!
//! Reading and validation refuse what cannot be printed. The rules here look at what can,
//! as a careful editor would before a board sees it. Each rule is a file below its family,
//! each has a page in `docs/problems/` and a case in `tests/suite/rules/`. A project can
//! turn a rule off, with a reason, or hold it to block a final report.

mod accessibility;
mod assets;
mod figures;
mod language;
mod model;
mod passage;
mod settings;
mod status;
mod word_list;

use std::cell::OnceCell;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Place, Severity, SourceTexts};
use crate::report::{Locale, ValidReport, code};
use crate::sources::Sources;
use crate::theme::Facts;

pub use crate::report::declare::TextKind;
pub use passage::{LinkedText, Passage, PrintedMeasure};
pub use settings::Settings;
use word_list::word_list;

/// A rule: what it looks for, and how.
#[derive(Debug)]
pub struct Rule {
    /// The code of what it finds.
    pub code: Code,
    /// Looks through a report and adds what it finds, in any order.
    find: fn(&Subject<'_>, &mut Findings<'_>),
}

impl Rule {
    const fn of(code: &'static str, find: fn(&Subject<'_>, &mut Findings<'_>)) -> Self {
        Self { code: Code(code), find }
    }
}

/// What a rule has found.
struct Findings<'f> {
    code: Code,
    texts: &'f SourceTexts,
    found: &'f mut Vec<Diagnostic>,
}

impl Findings<'_> {
    /// Adds a warning.
    fn warn(
        &mut self,
        place: &Place,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.add(Severity::Warning, place, message, hint);
    }

    /// Adds a warning at some bytes of a passage.
    fn warn_in(
        &mut self,
        passage: &Passage<'_>,
        range: &Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.warn(&passage.place_of(range, self.texts), message, hint);
    }

    /// Adds an error.
    fn error(
        &mut self,
        place: &Place,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.add(Severity::Error, place, message, hint);
    }

    fn add(
        &mut self,
        severity: Severity,
        place: &Place,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let problem = Diagnostic::error(self.code, message).at(place).hint(hint);
        self.found.push(Diagnostic { severity, ..problem });
    }

    /// Says of what was added last that it is about another place too.
    fn relate(&mut self, place: &Place, message: &str) {
        if let Some(problem) = self.found.pop() {
            self.found.push(problem.related(place, message));
        }
    }
}

/// Every rule, family by family.
const RULES: &[&[Rule]] = &[
    model::RULES,
    figures::RULES,
    language::RULES,
    accessibility::RULES,
    assets::RULES,
    status::RULES,
];

/// Codes of warnings that are found elsewhere and can be set as those of rules can.
const ELSEWHERE: &[Code] = &[code::UNUSED, code::MISSING_FIELD, code::LIST_MARK];

/// What is looked at.
pub struct Subject<'r> {
    /// The files of the project, for images.
    pub sources: &'r Sources,
    /// The report.
    pub report: &'r ValidReport,
    /// The fixed words of its language.
    pub locale: &'r Locale,
    /// The texts of its files.
    pub texts: &'r SourceTexts,
    /// The theme that prints it.
    pub theme: &'r Facts,
    passages: OnceCell<Vec<Passage<'r>>>,
    amounts: OnceCell<Vec<Vec<figures::Amount>>>,
    known: OnceCell<figures::Known<'r>>,
    images: OnceCell<Vec<assets::Image<'r>>>,
}

impl<'r> Subject<'r> {
    /// A report to look at.
    pub fn new(
        sources: &'r Sources,
        report: &'r ValidReport,
        locale: &'r Locale,
        texts: &'r SourceTexts,
        theme: &'r Facts,
    ) -> Self {
        let (passages, amounts) = Default::default();
        let (known, images) = Default::default();
        Self { sources, report, locale, texts, theme, passages, amounts, known, images }
    }

    /// Every piece of text that a reader sees, in the order of the report.
    pub fn passages(&self) -> &[Passage<'r>] {
        self.passages.get_or_init(|| passage::passages(self.report, self.locale))
    }

    /// The same pieces, each with the figures in it, which several rules look at.
    fn amounts(&self) -> impl Iterator<Item = (&Passage<'r>, &[figures::Amount])> {
        let passages = self.passages();
        let amounts =
            self.amounts.get_or_init(|| figures::amounts_of(passages, self.locale));
        passages.iter().zip(amounts.iter().map(Vec::as_slice))
    }

    /// The report's measures, to hold figures in text against.
    fn known(&self) -> &figures::Known<'r> {
        self.known.get_or_init(|| figures::Known::new(self))
    }

    /// Every image that the report names, each once, the logo first.
    fn images(&self) -> &[assets::Image<'r>] {
        self.images.get_or_init(|| assets::images(self.sources, self.report, self.theme))
    }

    /// Whether a backslash before a place says that what stands there is text.
    fn is_escaped(&self, place: &Place) -> bool {
        let text = self.texts.text(place.file());
        let before = place.span().and_then(|span| text?.get(..span.start));
        before.is_some_and(|before| before.ends_with('\\'))
    }
}

/// Looks at a report with every rule, and carries out what the project says about them.
///
/// `found` is what reading and validation warned of; to it is added what the rules find.
/// Afterwards it is in document order: files as they were read, each from top to bottom.
/// `later` are codes of warnings that are found when pages are made, and can be set as well.
pub fn lint(subject: &Subject<'_>, later: &[Code], found: &mut Vec<Diagnostic>) {
    for rule in RULES.iter().copied().flatten() {
        let texts = subject.texts;
        (rule.find)(subject, &mut Findings { code: rule.code, texts, found });
    }
    let rules = RULES.iter().copied().flatten().map(|rule| rule.code);
    let known: Vec<_> = rules.chain(ELSEWHERE.iter().chain(later).copied()).collect();
    let settings = Settings::of(subject.report);
    settings.settle(found);
    found.extend(settings.unknown(&known));
    let is_now = |rule: &str| {
        let is = |code: &Code| *code.0 == *rule;
        known.iter().any(is) && !later.iter().any(is)
    };
    found.extend(settings.idle(is_now));
    crate::report::in_order(found, subject.texts);
}

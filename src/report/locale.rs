//! The fixed words of a language: months, numbers, qualifiers and the words of templates.
//!
//! They stand in `templates/locale/`, one file for each language: those of the program are part of
//! it, and a project may bring others. Which form of a word a number takes, and how digits are grouped
//! and names sorted, is taken from the CLDR. What the words are used for is not known here.

mod dates;
mod forms;
mod own;
mod read;
mod units;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use fixed_decimal::{Decimal, Sign, UnsignedDecimal};
use icu_collator::CollatorBorrowed;
use icu_decimal::DecimalFormatter;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Place, Problems};
use crate::limits::Limits;
use crate::wording::listed;

use super::code;
use super::model::{Ground, Qualifier, Shorthand, State};
use super::node::Source;
pub(crate) use dates::DateForms;
pub(crate) use forms::category_name;
use forms::{Counted, Forms, Plurals};
pub use own::HALF_RENAMED;
pub(crate) use units::UnitWords;

/// The languages and the files of their words.
const LANGUAGES: [(&str, &str); 7] = [
    ("en-GB", include_str!("../../templates/locale/en-GB.yaml")),
    ("cy", include_str!("../../templates/locale/cy.yaml")),
    ("de", include_str!("../../templates/locale/de.yaml")),
    ("es", include_str!("../../templates/locale/es.yaml")),
    ("fr", include_str!("../../templates/locale/fr.yaml")),
    ("ga", include_str!("../../templates/locale/ga.yaml")),
    ("pl", include_str!("../../templates/locale/pl.yaml")),
];

/// The words of a language, how it groups digits, which forms of words its numbers take, and how it
/// sorts.
#[derive(Debug, Clone)]
pub struct Locale {
    language: Arc<str>,
    dates: DateForms,
    numbers: Vec<Arc<str>>,
    qualifiers: Words,
    figures: Words,
    scale_words: BTreeMap<Arc<str>, Forms>,
    per_exceptions: Words,
    counts: Vec<(&'static str, Counted)>,
    units: BTreeMap<Arc<str>, UnitWords>,
    currencies: BTreeMap<Arc<str>, UnitWords>,
    scales: BTreeMap<Arc<str>, Vec<Arc<str>>>,
    words: Words,
    /// Where the words stand that are a project's own.
    places: BTreeMap<Arc<str>, Place>,
    earlier_times: Vec<Arc<str>>,
    empty_links: Vec<Arc<str>>,
    shorthand: Words,
    states: Vec<State>,
    grounds: Vec<Ground>,
    decimal: DecimalFormatter,
    /// The sign before decimals, which every cell of a table asks for.
    decimal_sign: &'static str,
    plurals: Plurals,
    collator: Arc<CollatorBorrowed<'static>>,
}

type Words = BTreeMap<Arc<str>, Arc<str>>;

/// That there are no words for a language.
#[derive(Debug, thiserror::Error)]
#[error("there are no fixed words for the language `{language}`")]
pub struct UnknownLanguage {
    /// The language that was asked for.
    pub language: String,
}

impl UnknownLanguage {
    /// The same as a diagnostic at the field that names the language.
    pub fn diagnostic(&self, place: &Place) -> Diagnostic {
        let hint = format!(
            "write {}, or bring the words in `{}/{}.yaml`",
            listed(Locale::languages(), "or"),
            Locale::FOLDER,
            self.language
        );
        Diagnostic::error(code::UNKNOWN_LANGUAGE, self.to_string()).at(place).hint(hint)
    }
}

impl Locale {
    /// Where projects keep words of their own.
    pub const FOLDER: &str = "templates/locale";

    /// The languages for which the program has words.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        LANGUAGES.into_iter().map(|(language, _)| language)
    }

    /// The program's words of a language, by its BCP 47 tag.
    ///
    /// # Errors
    /// When there are none.
    pub fn for_language(tag: &str) -> Result<Self, UnknownLanguage> {
        let first_of = |language: &str| language.split('-').next() == Some(tag);
        let exact = Self::languages().position(|language| language == tag);
        // A language without a region is the one that there is.
        let found = exact.or_else(|| Self::languages().position(first_of));
        let read = found.and_then(Self::of_program).cloned();
        read.ok_or_else(|| UnknownLanguage { language: tag.to_owned() })
    }

    /// The program's words of every language, in the order of the languages.
    pub(crate) fn every() -> impl Iterator<Item = &'static Self> {
        (0..LANGUAGES.len()).filter_map(Self::of_program)
    }

    /// Reads the program's words of every language ahead of their first use, side by side.
    pub(crate) fn read_all() {
        (0..LANGUAGES.len()).into_par_iter().for_each(|at| {
            Self::of_program(at);
        });
    }

    /// The program's words of a language by its place in the list, read once.
    fn of_program(at: usize) -> Option<&'static Self> {
        static READ: [OnceLock<Option<Locale>>; LANGUAGES.len()] =
            [const { OnceLock::new() }; LANGUAGES.len()];
        let (language, words) = LANGUAGES.get(at)?;
        let read = READ.get(at)?.get_or_init(|| {
            let (read, problems) = Self::builtin(language, words);
            // A test excludes that the program's own files have problems.
            debug_assert!(problems.is_empty(), "{problems:?}");
            read
        });
        read.as_ref()
    }

    /// The words of a file of the program, and what is wrong with it.
    fn builtin(language: &str, words: &str) -> (Option<Self>, Vec<Diagnostic>) {
        let file = format!("{}/{language}.yaml", Self::FOLDER);
        let source = Source { file: file.into(), text: words.into() };
        Self::read(language, &source, &Limits::default())
    }

    /// The words of a language in a file, and what is wrong with it.
    pub(crate) fn read(
        language: &str,
        source: &Source,
        limits: &Limits,
    ) -> (Option<Self>, Vec<Diagnostic>) {
        let problems = Problems::default();
        let found = read::locale(language, source, limits, &problems);
        let found = found.filter(|_| !problems.has_errors());
        (found, problems.into_vec())
    }

    /// The language, a BCP 47 tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// A word of templates and theme, such as `contents`; the name itself where there is
    /// no such word, so that a slip is seen on the page.
    ///
    /// Names are written with hyphens; an underscore counts as one, because templates
    /// cannot write hyphens in names.
    pub fn word<'l>(&'l self, name: &'l str) -> &'l str {
        let found = self
            .words
            .get(name)
            .or_else(|| self.words.get(name.replace('_', "-").as_str()));
        found.map_or(name, |word| word)
    }

    /// Where a word of templates and theme stands in the project, where it is its own.
    pub fn place(&self, name: &str) -> Option<&Place> {
        self.places.get(name).or_else(|| self.places.get(name.replace('_', "-").as_str()))
    }

    /// Words in the label of a comparator that name an earlier time, as a figure does.
    pub(crate) fn earlier_times(&self) -> impl Iterator<Item = &str> {
        self.earlier_times.iter().map(|word| &**word)
    }

    /// Whether a text in small letters says of a link that there is one, and not where it leads.
    pub(crate) fn is_empty_link(&self, text: &str) -> bool {
        self.empty_links.iter().any(|it| **it == *text)
    }

    /// Every word of templates and theme with its name, in the order of the names.
    pub fn words(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words.iter().map(|(name, word)| (&**name, &**word))
    }

    /// What a mark of the shorthand of tables means.
    pub fn shorthand(&self, mark: Shorthand) -> &str {
        self.shorthand.get(mark.name()).map_or(mark.name(), |word| word)
    }

    /// The states that columns of status may hold in any project.
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// The grounds on which something may be withheld in any project.
    pub fn grounds(&self) -> &[Ground] {
        &self.grounds
    }

    /// The word between the ends of a range: “15 to 24”.
    pub fn to(&self) -> &str {
        self.figure("to")
    }

    /// A small number in words; `None` from ten.
    pub(crate) fn number_word(&self, number: u32) -> Option<&str> {
        self.numbers.get(usize::try_from(number).ok()?).map(|word| &**word)
    }

    /// The word of a qualifier; `None` for an exact value.
    pub(crate) fn qualifier(&self, qualifier: Qualifier) -> Option<&str> {
        let (_, name) = QUALIFIERS.iter().find(|(it, _)| *it == qualifier)?;
        self.qualifiers.get(*name).map(|word| &**word)
    }

    /// The words for all qualifiers.
    pub(crate) fn qualifiers(&self) -> impl Iterator<Item = &str> {
        self.qualifiers.values().map(|word| &**word)
    }

    /// A word that figures are put together with. `read` has seen to it that it is there.
    pub(crate) fn figure(&self, name: &'static str) -> &str {
        self.figures.get(name).map_or(name, |word| word)
    }

    /// A phrase that figures are put together by, with its gaps filled.
    fn fill(&self, name: &'static str, gaps: &[(&str, &str)]) -> String {
        filled(self.figure(name), gaps)
    }

    /// A rate's denominator with its article: “a year”, “an hour”, “an MP”, “per 1,000 homes”.
    pub(crate) fn per(&self, unit: &str) -> String {
        let first = unit.split(' ').next().unwrap_or_default();
        let article = match self.per_exceptions.get(first) {
            Some(article) => article,
            None if first.starts_with(|c: char| c.is_ascii_digit()) => {
                self.figure("per-number")
            }
            None if is_spelt(first) && self.is_spelt_with_vowel(first) => {
                self.figure("per-vowel")
            }
            None if is_spelt(first) => self.figure("per"),
            None if self.starts_with_vowel(unit) => self.figure("per-vowel"),
            None => self.figure("per"),
        };
        format!("{article} {unit}")
    }

    /// Whether the name of the first letter of an abbreviation begins with a vowel.
    fn is_spelt_with_vowel(&self, word: &str) -> bool {
        word.starts_with(|c: char| self.figure("vowel-letters").contains(c))
    }

    /// Whether a word starts with a letter before which the language writes its vowel forms.
    fn starts_with_vowel(&self, word: &str) -> bool {
        let first = word.chars().next().into_iter().flat_map(char::to_lowercase).next();
        first.is_some_and(|first| self.figure("vowels").contains(first))
    }

    /// Which of two texts a list in the order of the alphabet has first.
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        self.collator.compare(left, right)
    }

    /// The digits of a number, grouped: “1,234.5”.
    pub(crate) fn digits(&self, value: &UnsignedDecimal) -> String {
        let value = Decimal::new(Sign::None, value.clone());
        self.decimal.format(&value).to_string()
    }

    /// The sign that the language writes before decimals: a point, or a comma.
    pub(crate) fn decimal_sign(&self) -> &'static str {
        self.decimal_sign
    }
}

/// The names under which the words of qualifiers stand; an exact value has none.
const QUALIFIERS: [(Qualifier, &str); 10] = [
    (Qualifier::MoreThan, "more-than"),
    (Qualifier::Over, "over"),
    (Qualifier::AtLeast, "at-least"),
    (Qualifier::Around, "around"),
    (Qualifier::About, "about"),
    (Qualifier::Nearly, "nearly"),
    (Qualifier::UpTo, "up-to"),
    (Qualifier::FewerThan, "fewer-than"),
    (Qualifier::Under, "under"),
    (Qualifier::EndOf, "end-of"),
];

/// A phrase with its gaps filled: `{number}` and the like.
fn filled(phrase: &str, gaps: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(phrase.len());
    let mut rest = phrase;
    // In one pass, so that nothing in a value is taken for a gap.
    while let Some(at) = rest.find('{') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let found = gaps.iter().find(|(gap, _)| rest.starts_with(gap));
        let (gap, value) = found.copied().unwrap_or(("{", "{"));
        text.push_str(value);
        rest = &rest[gap.len()..];
    }
    text.push_str(rest);
    text
}

/// Whether a word is said letter by letter: an abbreviation in capitals.
fn is_spelt(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_all_its_words() {
        for (language, words) in LANGUAGES {
            let (locale, problems) = Locale::builtin(language, words);
            assert!(problems.is_empty() && locale.is_some(), "{language}: {problems:#?}");
        }
    }

    #[test]
    fn an_unknown_language_lists_those_there_are() {
        let error = Locale::for_language("en-XX").err();
        let problem =
            error.map(|error| error.diagnostic(&Place::whole_file("report.yaml")));
        let problem = problem.map(|problem| (problem.message, problem.hint));
        assert_eq!(
            problem,
            Some((
                "there are no fixed words for the language `en-XX`".to_owned(),
                Some(
                    "write `en-GB`, `cy`, `de`, `es`, `fr`, `ga` or `pl`, or bring the words in \
                     `templates/locale/en-XX.yaml`"
                        .to_owned()
                )
            ))
        );
    }

    #[test]
    fn articles_follow_the_sound() {
        let locale = Locale::for_language("en-GB").unwrap();
        assert_eq!(locale.per("year"), "a year");
        assert_eq!(locale.per("hour"), "an hour");
        assert_eq!(locale.per("officer"), "an officer");
        assert_eq!(locale.per("HGV"), "an HGV");
        assert_eq!(locale.per("UK household"), "a UK household");
        assert_eq!(locale.per("1,000 homes"), "per 1,000 homes");
    }

    #[test]
    fn words_are_found_by_either_spelling() {
        let locale = Locale::for_language("en-GB").unwrap();
        assert_eq!(locale.word("embargoed_until"), "Embargoed until");
        assert_eq!(locale.word("nothing-such"), "nothing-such");
    }
}

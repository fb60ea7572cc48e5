//! The fixed words of a language: months, numbers, qualifiers and the words of templates.
//!
//! They stand in `templates/locale/`, one file for each language, and are part of the
//! program. What the words are used for is not known here.

mod own;
mod units;

use std::collections::BTreeMap;
use std::sync::Arc;

use fixed_decimal::{Decimal, Sign, UnsignedDecimal};
use icu_decimal::DecimalFormatter;
use icu_decimal::options::DecimalFormatterOptions;

use crate::diagnostic::{Diagnostic, Place, Problems};
use crate::limits::Limits;
use crate::wording::listed;

use super::code;
use super::declare::Choice as _;
use super::decode::{Cursor, Fields, Read, list_of};
use super::model::{Ground, Qualifier, Quantity, Shorthand, State, Text};
use super::node::Source;
use super::syntax;
pub use own::HALF_RENAMED;
pub(crate) use units::UnitWords;

/// The languages and the files of their words.
const LANGUAGES: [(&str, &str); 1] =
    [("en-GB", include_str!("../../templates/locale/en-GB.yaml"))];

/// The words of a language and how it groups digits.
#[derive(Debug, Clone)]
pub struct Locale {
    language: &'static str,
    months: Vec<Arc<str>>,
    numbers: Vec<Arc<str>>,
    qualifiers: Words,
    figures: Words,
    per_exceptions: Words,
    units: BTreeMap<Arc<str>, UnitWords>,
    currencies: BTreeMap<Arc<str>, UnitWords>,
    scales: BTreeMap<Arc<str>, Vec<Arc<str>>>,
    words: Words,
    /// Where the words stand that are a project's own.
    places: BTreeMap<Arc<str>, Place>,
    earlier_times: Vec<Arc<str>>,
    shorthand: Words,
    states: Vec<State>,
    grounds: Vec<Ground>,
    decimal: DecimalFormatter,
}

type Words = BTreeMap<Arc<str>, Arc<str>>;

/// Why there are no words for a language.
#[derive(Debug, thiserror::Error)]
pub enum LocaleError {
    /// No file for it is part of the program.
    #[error("there are no fixed words for the language `{language}`")]
    Unknown {
        /// The language that was asked for.
        language: String,
    },
    /// The file that is part of the program is wrong, which a test excludes.
    #[error("the words of `{language}` cannot be read: {cause}")]
    Broken {
        /// The language.
        language: &'static str,
        /// What is wrong.
        cause: String,
    },
}

impl LocaleError {
    /// The same as a diagnostic at the field that names the language.
    pub fn diagnostic(&self, place: &Place) -> Diagnostic {
        let hint = match self {
            Self::Unknown { .. } => {
                format!("write {}", listed(Locale::languages(), "or"))
            }
            Self::Broken { language, .. } => {
                format!("mend templates/locale/{language}.yaml and build again")
            }
        };
        Diagnostic::error(code::UNKNOWN_LANGUAGE, self.to_string()).at(place).hint(hint)
    }
}

impl Locale {
    /// The languages for which there are words.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        LANGUAGES.into_iter().map(|(language, _)| language)
    }

    /// The words of a language, by its BCP 47 tag.
    ///
    /// # Errors
    /// When there are none.
    pub fn for_language(tag: &str) -> Result<Self, LocaleError> {
        let found = LANGUAGES.into_iter().find(|(language, _)| *language == tag);
        let Some((language, words)) = found else {
            return Err(LocaleError::Unknown { language: tag.to_owned() });
        };
        Self::read(language, words)
    }

    fn read(language: &'static str, words: &str) -> Result<Self, LocaleError> {
        let broken = |cause: String| LocaleError::Broken { language, cause };
        let file = format!("{language}.yaml");
        let source = Source { file: file.clone().into(), text: words.into() };
        let problems = Problems::default();
        let place = Place::whole_file(file);
        let node = syntax::read(&source, &place, &Limits::default(), &problems);
        let found = node.and_then(|node| {
            let root = Cursor::root(&source, &node, None, &problems);
            Fields::of(&root)?.read_all(|fields| locale(fields, language))
        });
        if let Some(problem) = problems.into_vec().first() {
            let field = problem.place.as_ref().map_or("", |place| place.field());
            return Err(broken(format!("{}, at {field}", problem.message)));
        }
        found.ok_or_else(|| broken("it is incomplete".to_owned()))
    }

    /// The language, a BCP 47 tag.
    pub fn language(&self) -> &str {
        self.language
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

    /// A month by its number from 1.
    pub(crate) fn month(&self, month: u8) -> &str {
        let index = usize::from(month).saturating_sub(1);
        self.months.get(index).map_or("", |name| name)
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

    /// A rate's denominator with its article: “a year”, “an hour”.
    pub(crate) fn per(&self, unit: &str) -> String {
        let first = unit.split(' ').next().unwrap_or_default();
        let article = match self.per_exceptions.get(first) {
            Some(article) => article,
            None if unit.starts_with(['a', 'e', 'i', 'o', 'u']) => {
                self.figure("per-vowel")
            }
            None => self.figure("per"),
        };
        format!("{article} {unit}")
    }

    /// The digits of a number, grouped: “1,234.5”.
    pub(crate) fn digits(&self, value: &UnsignedDecimal) -> String {
        let value = Decimal::new(Sign::None, value.clone());
        self.decimal.format(&value).to_string()
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
const FIGURES: [&str; 13] = [
    "thousand",
    "million",
    "billion",
    "thousand-short",
    "million-short",
    "billion-short",
    "per-cent",
    "per",
    "per-vowel",
    "to",
    "to-one",
    "out-of",
    "quarter",
];
/// The units that are known beside quantities and currencies.
const UNITS: [&str; 5] =
    ["per-cent", "percentage-points", "to-one", "index", "years-of-age"];
const SCALES: [&str; 3] = ["thousand", "million", "billion"];

fn locale(fields: &mut Fields<'_>, language: &'static str) -> Option<Locale> {
    let word = |at: &Cursor<'_>| Some(Text::read(at)?.value);
    let named = fields.required("language", word);
    let months = fields.list("months", word);
    let numbers = fields.list("numbers", word);
    let names = QUALIFIERS.map(|(_, name)| name);
    let qualifiers = fields.required("qualifiers", |at| fixed(at, &names, word));
    let figures = fields.required("figures", |at| fixed(at, &FIGURES, word));
    let per_exceptions = fields.required("per-exceptions", any);
    let quantities = Quantity::WORDS.iter().map(|(word, _)| word.name);
    let known: Vec<_> = UNITS.into_iter().chain(quantities).collect();
    let units = fields.required("units", |at| fixed(at, &known, UnitWords::read));
    let currencies = fields.required("currencies", |at| each(at, UnitWords::read));
    let some = |at: &Cursor<'_>| list_of(word)(at);
    let scales = fields.required("scales", |at| fixed(at, &SCALES, some));
    let words = fields.required("words", any);
    let marks: Vec<_> = Shorthand::all().map(Shorthand::name).collect();
    let shorthand = fields.required("shorthand", |at| fixed(at, &marks, word));
    let states = fields.list("states", State::read);
    let earlier_times = fields.list("earlier-times", word);
    let grounds = fields.list("grounds", Ground::read);
    if &*named? != language || months.len() != 12 || numbers.len() != 10 {
        return None;
    }
    let tag = icu_locale_core::Locale::try_from_str(language).ok()?;
    let options = DecimalFormatterOptions::default();
    Some(Locale {
        language,
        months,
        numbers,
        qualifiers: qualifiers?,
        figures: figures?,
        per_exceptions: per_exceptions?,
        units: units?,
        currencies: currencies?,
        scales: scales?,
        words: words?,
        places: BTreeMap::new(),
        earlier_times,
        shorthand: shorthand?,
        states,
        grounds,
        decimal: DecimalFormatter::try_new(tag.into(), options).ok()?,
    })
}

/// A mapping that has exactly these fields.
fn fixed<T>(
    at: &Cursor<'_>,
    names: &[&'static str],
    read: impl Fn(&Cursor<'_>) -> Option<T>,
) -> Option<BTreeMap<Arc<str>, T>> {
    Fields::of(at)?.read_all(|fields| {
        let one =
            |name: &&'static str| Some(((*name).into(), fields.required(name, &read)?));
        names.iter().map(one).collect()
    })
}

/// A mapping from any names to words.
fn any(at: &Cursor<'_>) -> Option<Words> {
    each(at, |at| Some(Text::read(at)?.value))
}

/// A mapping from any names.
fn each<T>(
    at: &Cursor<'_>,
    read: impl Fn(&Cursor<'_>) -> Option<T>,
) -> Option<BTreeMap<Arc<str>, T>> {
    let entries = at.entries()?.into_iter();
    entries.map(|(name, at)| Some((name, read(&at)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_all_its_words() {
        for language in Locale::languages() {
            if let Err(error) = Locale::for_language(language) {
                panic!("{error}");
            }
        }
    }

    #[test]
    fn an_unknown_language_lists_those_there_are() {
        let error = Locale::for_language("en-US").err();
        let problem =
            error.map(|error| error.diagnostic(&Place::whole_file("report.yaml")));
        let problem = problem.map(|problem| (problem.message, problem.hint));
        assert_eq!(
            problem,
            Some((
                "there are no fixed words for the language `en-US`".to_owned(),
                Some("write `en-GB`".to_owned())
            ))
        );
    }

    #[test]
    fn articles_follow_the_sound() {
        let locale = Locale::for_language("en-GB").unwrap();
        assert_eq!(locale.per("year"), "a year");
        assert_eq!(locale.per("hour"), "an hour");
        assert_eq!(locale.per("officer"), "an officer");
    }

    #[test]
    fn words_are_found_by_either_spelling() {
        let locale = Locale::for_language("en-GB").unwrap();
        assert_eq!(locale.word("embargoed_until"), "Embargoed until");
        assert_eq!(locale.word("nothing-such"), "nothing-such");
    }
}

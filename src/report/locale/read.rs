//! Reading the file of a language: every word has to be there, none that is not known, and each with
//! the gaps that are filled when it prints.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use fixed_decimal::{Decimal, Sign, UnsignedDecimal};
use icu_collator::Collator;
use icu_collator::options::CollatorOptions;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::DecimalFormatterOptions;

use super::dates::{DateForms, PHRASES};
use super::forms::{CATEGORIES, Counted, Forms, Plurals};
use super::own::gaps;
use super::{LANGUAGES, Locale, QUALIFIERS, UnitWords, Words};
use crate::diagnostic::{Place, Problems};
use crate::limits::Limits;
use crate::report::code;
use crate::report::declare::Choice as _;
use crate::report::decode::{Cursor, Fields, Read, list_of};
use crate::report::model::{Ground, Quantity, Shorthand, State, Text};
use crate::report::node::{Source, Value};
use crate::report::syntax;
use crate::wording::{listed, nearest};

/// Phrases that figures are put together by, each with its gaps.
const FIGURES: [(&str, &[&str]); 21] = [
    ("thousand-short", &[]),
    ("million-short", &[]),
    ("billion-short", &[]),
    ("per-cent", &[]),
    ("per-cent-sign", &["{number}"]),
    ("money", &["{sign}", "{number}"]),
    ("money-short", &["{sign}", "{number}", "{scale}"]),
    ("money-words", &["{sign}", "{number}", "{scale}"]),
    ("money-head", &["{sign}", "{scale}"]),
    ("money-thousands", &["{sign}"]),
    ("scaled-unit", &["{scale}", "{unit}"]),
    ("of-scaled", &["{unit}"]),
    ("of-scaled-vowel", &["{unit}"]),
    ("vowels", &[]),
    ("vowel-letters", &[]),
    ("per-number", &[]),
    ("per", &[]),
    ("per-vowel", &[]),
    ("to", &[]),
    ("to-one", &[]),
    ("out-of", &[]),
];
/// The units that are known beside quantities and currencies.
const UNITS: [&str; 5] =
    ["per-cent", "percentage-points", "to-one", "index", "years-of-age"];
const SCALES: [&str; 3] = ["thousand", "million", "billion"];
const MONTHS: usize = 12;
const NUMBERS: usize = 10;

/// The words that every language has, as the first has them.
static LISTED: LazyLock<Words> = LazyLock::new(|| {
    let (language, text) = LANGUAGES[0];
    let file: Arc<str> = format!("{language}.yaml").into();
    let source = Source { file: file.clone(), text: text.into() };
    let problems = Problems::default();
    let place = Place::whole_file(file);
    let node = syntax::read(&source, &place, &Limits::default(), &problems);
    let words = node.as_ref().and_then(|node| {
        let root = Cursor::root(&source, node, None, &problems);
        let (_, words) =
            root.entries()?.into_iter().find(|(name, _)| &**name == "words")?;
        each(&words, word)
    });
    words.unwrap_or_default()
});

pub(super) fn locale(
    language: &str,
    source: &Source,
    limits: &Limits,
    problems: &Problems,
) -> Option<Locale> {
    let place = Place::whole_file(source.file.clone());
    let tag = icu_locale_core::Locale::try_from_str(language).ok();
    let plurals = tag.as_ref().and_then(Plurals::of);
    let (Some(tag), Some(plurals)) = (tag, plurals) else {
        let message = format!("`{language}` is no language tag");
        let hint = "name the file by a tag of BCP 47, such as `cy.yaml` or `fr-CA.yaml`";
        problems.error(code::UNKNOWN_LANGUAGE, &place, message, hint);
        return None;
    };
    let node = syntax::read(source, &place, limits, problems)?;
    let root = Cursor::root(source, &node, None, problems);
    let decimal =
        DecimalFormatter::try_new((&tag).into(), DecimalFormatterOptions::default());
    let collator = Collator::try_new((&tag).into(), CollatorOptions::default());
    let around =
        Around { plurals, decimal: decimal.ok()?, collator: Arc::new(collator.ok()?) };
    Fields::of(&root)?.read_all(|fields| of_fields(fields, language, around))
}

/// What the CLDR says of a language.
struct Around {
    plurals: Plurals,
    decimal: DecimalFormatter,
    collator: Arc<icu_collator::CollatorBorrowed<'static>>,
}

fn of_fields(fields: &mut Fields<'_>, language: &str, around: Around) -> Option<Locale> {
    let plurals = &around.plurals;
    let named = fields.required("language", |at| named(at, language));
    let months = fields.required("months", |at| so_many(at, &[MONTHS], word));
    let days = fields.optional("months-of-days", |at| so_many(at, &[MONTHS], word));
    let short = fields
        .required("months-short", |at| so_many(at, &[MONTHS], |at| list_of(word)(at)));
    let of_dates = fields.required("dates", |at| phrases(at, &PHRASES));
    let numbers = fields.required("numbers", |at| so_many(at, &[0, NUMBERS], word));
    let names = QUALIFIERS.map(|(_, name)| name);
    let qualifiers = fields.required("qualifiers", |at| fixed(at, &names, word));
    let figures = fields.required("figures", |at| phrases(at, &FIGURES));
    let forms = |at: &Cursor<'_>| Forms::read(at, plurals, &[]);
    let scale_words = fields.required("scale-words", |at| fixed(at, &SCALES, forms));
    let counts = fields.required("counts", counts);
    let per_exceptions = fields.optional("per-exceptions", any).unwrap_or_default();
    let quantities = Quantity::WORDS.iter().map(|(word, _)| word.name);
    let known: Vec<_> = UNITS.into_iter().chain(quantities).collect();
    let unit = |at: &Cursor<'_>| UnitWords::read(at, plurals);
    let units = fields.required("units", |at| fixed(at, &known, unit));
    let currencies = fields.required("currencies", |at| each(at, unit));
    let some = |at: &Cursor<'_>| list_of(word)(at);
    let scales = fields.required("scales", |at| fixed(at, &SCALES, some));
    let words = fields.required("words", complete);
    let marks: Vec<_> = Shorthand::all().map(Shorthand::name).collect();
    let shorthand = fields.required("shorthand", |at| fixed(at, &marks, word));
    let states = fields.list("states", State::read);
    let earlier_times = fields.list("earlier-times", word);
    let empty_links = fields.list("empty-links", word);
    let mut grounds = fields.list("grounds", Ground::read);
    // A law is quoted as it was made, where its words in the language are not known.
    if language != LANGUAGES[0].0
        && let Some(first) = Locale::every().next()
    {
        let is_other =
            |it: &&Ground| grounds.iter().all(|own| own.id.value != it.id.value);
        let others: Vec<_> = first.grounds.iter().filter(is_other).cloned().collect();
        grounds.extend(others);
    }
    named?;
    let months = months?;
    let dates = DateForms {
        months_of_days: days.unwrap_or_else(|| months.clone()),
        months,
        short: short?,
        phrases: of_dates?,
    };
    Some(Locale {
        language: language.into(),
        dates,
        numbers: numbers?,
        qualifiers: qualifiers?,
        figures: figures?,
        scale_words: scale_words?,
        per_exceptions,
        counts: counts?,
        units: units?,
        currencies: currencies?,
        scales: scales?,
        words: words?,
        places: BTreeMap::new(),
        earlier_times,
        empty_links,
        shorthand: shorthand?,
        states,
        grounds,
        decimal_sign: sign_of(&around.decimal),
        decimal: around.decimal,
        plurals: around.plurals,
        collator: around.collator,
    })
}

fn word(at: &Cursor<'_>) -> Option<Arc<str>> {
    Some(Text::read(at)?.value)
}

/// The sign that a language writes before decimals.
fn sign_of(decimal: &DecimalFormatter) -> &'static str {
    let mut half = UnsignedDecimal::from(5_u8);
    half.multiply_pow10(-1);
    let half = decimal.format(&Decimal::new(Sign::None, half)).to_string();
    if half.contains(',') { "," } else { "." }
}

/// The language, which is that of the name of the file.
fn named(at: &Cursor<'_>, language: &str) -> Option<()> {
    let found = word(at)?;
    if &*found == language {
        return Some(());
    }
    at.refuse(
        format!("the language is `{found}`, and the name of the file says `{language}`"),
        format!("write `language: {language}`, or name the file `{found}.yaml`"),
    )
}

/// A list of one of some lengths.
fn so_many<T>(
    at: &Cursor<'_>,
    lengths: &[usize],
    read: impl FnMut(&Cursor<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let found = at.items()?.len();
    if lengths.contains(&found) {
        return list_of(read)(at);
    }
    let wanted: Vec<String> = lengths.iter().map(ToString::to_string).collect();
    at.refuse(
        format!(
            "{} has {found} words, and {} are wanted",
            at.subject(),
            wanted.join(" or ")
        ),
        "write each of them",
    )
}

/// Phrases of which each has its gaps.
fn phrases(at: &Cursor<'_>, wanted: &[(&'static str, &[&str])]) -> Option<Words> {
    let names: Vec<_> = wanted.iter().map(|(name, _)| *name).collect();
    for (name, at) in at.entries()? {
        let Some((_, wanted)) = wanted.iter().find(|(it, _)| **it == *name) else {
            continue;
        };
        let mut wanted = wanted.to_vec();
        wanted.sort_unstable();
        // What is no text is refused below.
        if let Value::Scalar(phrase) = &at.node().value
            && gaps(&phrase.text) != wanted
        {
            refuse_gaps(&at, &name, &wanted, None);
        }
    }
    fixed(at, &names, word)
}

fn refuse_gaps(at: &Cursor<'_>, name: &str, wanted: &[&str], example: Option<&str>) {
    let message = format!("the word `{name}` does not have the gaps that are filled");
    let hint = match (wanted.is_empty(), example) {
        (true, _) => "write it without names in braces".to_owned(),
        (false, None) => {
            format!("write it with {}", listed(wanted.iter().copied(), "and"))
        }
        (false, Some(example)) => format!(
            "write it with {}, as in “{example}”",
            listed(wanted.iter().copied(), "and")
        ),
    };
    at.report(code::BAD_VALUE, message, hint);
}

/// The words of templates and theme: all that are listed, each with its gaps, and no others.
fn complete(at: &Cursor<'_>) -> Option<Words> {
    let listed_words = &*LISTED;
    let mut words = Words::new();
    for (name, at) in at.entries()? {
        let Some(example) = listed_words.get(&name) else {
            let hint = match nearest(&name, listed_words.keys().map(|it| &**it)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "remove it: `recto templates show locale/{}.yaml` has all names",
                    LANGUAGES[0].0
                ),
            };
            at.report(code::UNKNOWN_FIELD, format!("there is no word `{name}`"), hint);
            continue;
        };
        let Some(found) = word(&at) else { continue };
        let wanted = gaps(example);
        if gaps(&found) != wanted {
            refuse_gaps(&at, &name, &wanted, Some(example));
        }
        words.insert(name, found);
    }
    let known: Vec<_> = at.entries()?.into_iter().map(|(name, _)| name).collect();
    for (name, example) in listed_words.iter().filter(|(name, _)| !known.contains(name)) {
        let hint = format!("add it: “{example}” in English");
        at.report(code::MISSING_FIELD, format!("the word `{name}` is missing"), hint);
    }
    Some(words)
}

/// How what a project counts stands behind numbers of each form, where no form of its own is given.
fn counts(at: &Cursor<'_>) -> Option<Vec<(&'static str, Counted)>> {
    let mut found = Vec::new();
    for (name, at) in at.entries()? {
        let category = CATEGORIES.iter().find(|(_, it)| **it == *name);
        let Some((_, category)) = category else {
            let names = CATEGORIES.iter().map(|(_, name)| *name);
            let hint = format!("write {}", listed(names, "or"));
            at.report(code::UNKNOWN_FIELD, format!("there is no form `{name}`"), hint);
            continue;
        };
        let counted = match &*word(&at)? {
            "singular" => Counted::Singular,
            "plural" => Counted::Plural,
            other => {
                let message = format!("`{other}` is no form of what is counted");
                at.report(code::BAD_VALUE, message, "write `singular` or `plural`");
                continue;
            }
        };
        found.push((*category, counted));
    }
    Some(found)
}

/// A mapping that has exactly these fields.
fn fixed<T>(
    at: &Cursor<'_>,
    names: &[&'static str],
    read: impl Fn(&Cursor<'_>) -> Option<T>,
) -> Option<BTreeMap<Arc<str>, T>> {
    Fields::of(at)?.read_all(|fields| {
        // All are read before one is missed, so that all that are missing are told.
        let mut found = Vec::new();
        for name in names {
            found.push((*name, fields.required(name, |at| read(at))));
        }
        found.into_iter().map(|(name, found)| Some((name.into(), found?))).collect()
    })
}

/// A mapping from any names to words.
fn any(at: &Cursor<'_>) -> Option<Words> {
    each(at, word)
}

/// A mapping from any names.
fn each<T>(
    at: &Cursor<'_>,
    read: impl Fn(&Cursor<'_>) -> Option<T>,
) -> Option<BTreeMap<Arc<str>, T>> {
    let entries = at.entries()?.into_iter();
    entries.map(|(name, at)| Some((name, read(&at)?))).collect()
}

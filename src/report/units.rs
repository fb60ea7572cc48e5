//! Units by their names: which unit a name in a data file means, and which it only looks like.
//!
//! How a language spells its units stands in its file of words. The names of every language that there
//! is are taken in every project.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::report::declare::Choice as _;
use crate::report::locale::Locale;
use crate::report::model::{Currency, HouseStyle, Quantity, Scale, Unit, WordForms};

/// The names of units that are known.
struct Names {
    units: BTreeMap<String, Unit>,
    /// The name that a unit should have, by the normal form of what looks like one of its names.
    like: BTreeMap<String, String>,
    /// The names of money, the longest first.
    money: Vec<String>,
    /// The names that are long enough to be known with a letter wrong.
    long: Vec<String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let (mut units, mut like) = (BTreeMap::new(), BTreeMap::new());
    for (name, words) in Locale::every().flat_map(Locale::known_units) {
        let Some(unit) = by_own_name(name) else { continue };
        // Money and per cent go by the names that most files have.
        let best = match unit {
            Unit::Money(_) => name,
            Unit::Percent => "%",
            _ => &*words.name,
        };
        // What two languages call alike is what the first calls so.
        let mut is_like = |spelling: &str| {
            like.entry(normal(spelling)).or_insert_with(|| best.to_owned());
        };
        for spelling in words.names() {
            units.entry(spelling.to_owned()).or_insert_with(|| unit.clone());
            is_like(spelling);
        }
        is_like(name);
        words.like.iter().for_each(|spelling| is_like(spelling));
    }
    let is_money = |(name, unit): (&String, &Unit)| {
        matches!(unit, Unit::Money(_)).then(|| name.clone())
    };
    let mut money: Vec<_> = units.iter().filter_map(is_money).collect();
    money.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let long = units.keys().filter(|name| name.len() >= LONG).cloned().collect();
    Names { units, like, money, long }
});

/// The unit of a name in a file of words.
fn by_own_name(name: &str) -> Option<Unit> {
    Some(match name {
        "per-cent" => Unit::Percent,
        "percentage-points" => Unit::PercentagePoints,
        "to-one" => Unit::ToOne,
        "index" => Unit::Index,
        "years-of-age" => Unit::Age,
        _ => match Quantity::WORDS.iter().find(|(word, _)| word.name == name) {
            Some((_, quantity)) => Unit::Measured(*quantity),
            None => Unit::Money(Currency::from_code(name)?),
        },
    })
}

/// A name without what people write differently: capitals, spaces, marks and a final “s”.
fn normal(name: &str) -> String {
    let name = name.to_lowercase().replace('²', "2").replace('³', "3").replace('₂', "2");
    let kept = name
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '’' | '\''));
    let kept: String = kept.collect();
    match kept.strip_suffix('s') {
        Some(one) if one.len() > 1 => one.to_owned(),
        _ => kept,
    }
}

impl Unit {
    /// The unit of a name; names that are not known are counts of what they name, or units that the
    /// brand declares.
    pub fn named(name: &str) -> Self {
        match name {
            // The second number is read from its own field.
            "ratio" => return Self::Ratio { out_of: 0 },
            "date" => return Self::Date,
            "financial year" => return Self::FinancialYear,
            "period" => return Self::Period,
            "quarter" => return Self::Quarter,
            _ => {}
        }
        if let Some(unit) = known(name) {
            return unit.clone();
        }
        match Currency::from_code(name).filter(|_| is_code(name)) {
            Some(currency) => Self::Money(currency),
            None => {
                let forms = WordForms::default();
                Self::Count { plural: name.into(), singular: None, forms }
            }
        }
    }

    /// Whether numbers of it can be added to numbers of another, or share an axis with them. Counts
    /// of different things can, as officers and staff are people.
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Count { .. }, Self::Count { .. }) => true,
            _ => self == other,
        }
    }

    /// Its name in a message: “pounds”.
    pub fn in_words(&self) -> String {
        let of =
            |name: &str| Locale::every().next()?.unit(name).map(|it| it.name.to_string());
        match self {
            Self::Money(currency) => {
                let known =
                    Locale::every().next().and_then(|it| it.currency(currency.code()));
                known.map_or_else(|| currency.code().to_owned(), |it| it.name.to_string())
            }
            Self::Percent => "per cent".to_owned(),
            Self::PercentagePoints => "percentage points".to_owned(),
            Self::Ratio { out_of: 0 } => "so many out of so many".to_owned(),
            Self::Ratio { out_of } => format!("so many out of {out_of}"),
            Self::ToOne => "so many to one".to_owned(),
            Self::Index => "index points".to_owned(),
            Self::Measured(quantity) => {
                of(quantity.name()).unwrap_or_else(|| quantity.name().to_owned())
            }
            Self::Age => "years of age".to_owned(),
            Self::Date => "dates".to_owned(),
            Self::FinancialYear => "financial years".to_owned(),
            Self::Period => "periods".to_owned(),
            Self::Quarter => "quarters".to_owned(),
            Self::Count { plural, .. } => plural.to_string(),
        }
    }

    /// The names by which text may call it after a figure, in the plural and in the singular; none
    /// for what is no noun.
    pub fn nouns(&self) -> Vec<String> {
        match self {
            Self::Count { plural, singular, forms } => {
                let names = std::iter::once(plural).chain(singular).chain(forms.all());
                names.map(ToString::to_string).collect()
            }
            Self::Measured(quantity) => {
                let words = Locale::every().filter_map(|it| it.unit(quantity.name()));
                words
                    .flat_map(|it| it.names().map(str::to_owned).collect::<Vec<_>>())
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Whether a name is written as codes of currencies are: in three capitals.
fn is_code(name: &str) -> bool {
    name.len() == 3 && name.bytes().all(|b| b.is_ascii_uppercase())
}

/// The fewest bytes of a name of a unit that is still recognised with one letter wrong (UTF-8).
const LONG: usize = 9;

/// How many bytes longer one of two names can be that differ by one letter (UTF-8).
const MOST_BYTES: usize = 4;

/// The unit that a name looks like, by the name that it should have; `None` for a unit that is known
/// or declared, and for a plain noun.
pub fn looks_like(name: &str, style: &HouseStyle) -> Option<String> {
    let is_plain = matches!(Unit::named(name), Unit::Count { .. });
    if !is_plain || style.unit(name).is_some() {
        return None;
    }
    // In a symbol as short as `Ml`, a capital makes another unit: a thousand million of `ml`.
    let is_other_symbol = name.len() <= 3
        && !NAMES.units.contains_key(name)
        && NAMES.units.keys().any(|it| it.eq_ignore_ascii_case(name));
    if is_other_symbol && name.starts_with(char::is_uppercase) {
        return None;
    }
    let known = NAMES.like.get(&normal(name)).cloned();
    known.or_else(|| {
        // A long name with one letter wrong is that name; a short one may be another word, as
        // “ponds” are no pounds.
        let like = |known: &&str| {
            let is_as_long = known.len().abs_diff(name.len()) <= MOST_BYTES;
            is_as_long && strsim::damerau_levenshtein(known, name) == 1
        };
        let near = NAMES.long.iter().map(String::as_str).find(like);
        near.map(|name| NAMES.like[&normal(name)].clone())
    })
}

/// A unit that the program knows, by a name of it.
fn known(name: &str) -> Option<&'static Unit> {
    // A soft hyphen says where a word may break, and makes no other unit of it.
    NAMES.units.get(&*name.replace('\u{ad}', ""))
}

/// The scale in a name that is no unit: thousand in “£000”, with what is left of the name: “£”.
pub fn scale_in(name: &str) -> Option<(Scale, String)> {
    let scale = |word: &str| {
        let word = word.trim().to_lowercase();
        let found = Locale::every().find_map(|it| it.scale(&word))?;
        Scale::WORDS.iter().find(|(word, _)| word.name == found).map(|(_, scale)| *scale)
    };
    // “mílte slí” are miles, and “mílte” are thousands.
    if known(name).is_some() {
        return None;
    }
    if let Some(scale) = scale(name).filter(|_| name.trim().len() > 2) {
        return Some((scale, String::new()));
    }
    // “million litres”
    if let Some((first, rest)) = name.split_once(' ')
        && let Some(found) = scale(first).filter(|_| first.len() > 2)
    {
        return Some((found, rest.trim().to_owned()));
    }
    // “£000”, “GBP million”: only money has its scale behind.
    NAMES.money.iter().find_map(|money| {
        let rest = name.strip_prefix(money)?;
        Some((scale(rest)?, money.clone()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_known_by_their_common_names() {
        for name in ["£", "pound", "pounds", "GBP"] {
            assert_eq!(Unit::named(name), Unit::Money(Currency::GBP));
        }
        for name in ["%", "percent", "per cent"] {
            assert_eq!(Unit::named(name), Unit::Percent);
        }
        for name in ["week", "weeks", "we\u{ad}eks"] {
            assert_eq!(Unit::named(name), Unit::Measured(Quantity::Weeks));
        }
        assert_eq!(scale_in("mílte slí"), None);
        assert_eq!(Unit::named("SEK"), Unit::Money(Currency::SEK));
        assert_eq!(Unit::named("tCO2e"), Unit::Measured(Quantity::TonnesOfCarbon));
        for noun in ["officers", "ponds", "males", "FOI requests", "sek", "people"] {
            let forms = WordForms::default();
            let count = Unit::Count { plural: noun.into(), singular: None, forms };
            assert_eq!(Unit::named(noun), count);
            assert_eq!(looks_like(noun, &HouseStyle::default()), None);
        }
    }

    #[test]
    fn what_looks_like_a_unit_is_told_from_a_noun() {
        for (name, known) in [
            ("pound sterling", "GBP"),
            ("gbp", "GBP"),
            ("per-cent", "%"),
            ("Percent", "%"),
            ("kwh", "kilowatt-hours"),
            ("hrs", "hours"),
            ("Weeks", "weeks"),
            ("tonnes of CO2", "tonnes of carbon dioxide equivalent"),
            ("percentge points", "percentage points"),
        ] {
            assert_eq!(looks_like(name, &HouseStyle::default()).as_deref(), Some(known));
        }
    }

    #[test]
    fn scales_are_no_units() {
        let of = scale_in;
        assert_eq!(of("£000"), Some((Scale::Thousand, "£".to_owned())));
        assert_eq!(of("£m"), Some((Scale::Million, "£".to_owned())));
        assert_eq!(of("£ billion"), Some((Scale::Billion, "£".to_owned())));
        assert_eq!(of("million litres"), Some((Scale::Million, "litres".to_owned())));
        assert_eq!(of("thousands"), Some((Scale::Thousand, String::new())));
        for name in ["m", "pounds", "km", "millionaires", "kWh", "bn people"] {
            assert_eq!(of(name), None, "{name}");
        }
    }
}

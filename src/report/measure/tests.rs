//! Tests: every kind of value in every form, as it prints.

use super::*;
use crate::diagnostic::Place;
use crate::report::model::{
    Captions, ChangeForm, Currency, DeclaredUnit, MoneyStyle, PartialDate, PerCentStyle,
    Placed, Qualifier, Quantity, Scale, UnitPlace, Withheld, WordForms,
};
use crate::report::number::parse;
use crate::report::sample::measure;

const STYLE: HouseStyle = HouseStyle {
    money: MoneyStyle::Short,
    money_decimals: 2,
    per_cent_decimals: None,
    per_cent: PerCentStyle::Sign,
    words_below: 10,
    withheld: Withheld::Notice,
    captions: Captions::Plain,
    status: None,
    units: Vec::new(),
};

fn value(text: &str) -> MeasureValue {
    MeasureValue::Number(parse(text).unwrap())
}

fn range(from: &str, to: &str) -> MeasureValue {
    MeasureValue::Range { from: parse(from).unwrap(), to: parse(to).unwrap() }
}

fn count() -> Unit {
    let forms = WordForms::default();
    Unit::Count { plural: "visits".into(), singular: Some("visit".into()), forms }
}

fn prose(measure: &Measure) -> String {
    styled(measure, MeasureForm::Full, &STYLE)
}

fn styled(measure: &Measure, form: MeasureForm, style: &HouseStyle) -> String {
    in_prose(measure, form, style, &Locale::for_language("en-GB").unwrap())
}

fn display(measure: &Measure) -> Printed {
    print(measure, &STYLE, &Locale::for_language("en-GB").unwrap(), Context::Display)
}

#[test]
fn money_from_a_million_is_short_and_rounded_to_two_digits() {
    let cases = [
        ("1100000000", "£1.1bn"),
        ("1250000000", "£1.25bn"),
        ("1234500000", "£1.23bn"),
        ("7400000", "£7.4m"),
        ("12000000", "£12m"),
        ("1000000", "£1m"),
        ("999999", "£999,999"),
        ("725000", "£725,000"),
        ("238248000", "£238.25m"),
        ("9130000", "£9.13m"),
        // A half goes away from nought, and a thousand million by rounding is a billion.
        ("1235000", "£1.24m"),
        ("-1235000", "\u{2212}£1.24m"),
        ("999999999", "£1bn"),
        ("7400000.00", "£7.4m"),
        ("2.5", "£2.50"),
        ("0", "£0"),
        ("-4000000", "\u{2212}£4m"),
    ];
    for (typed, printed) in cases {
        let money = measure(value(typed), Unit::Money(Currency::GBP));
        assert_eq!(prose(&money), printed, "{typed}");
    }
    let one = HouseStyle { money_decimals: 1, ..STYLE };
    for (typed, printed) in [("238248000", "£238.2m"), ("9130000", "£9.1m")] {
        let money = measure(value(typed), Unit::Money(Currency::GBP));
        assert_eq!(styled(&money, MeasureForm::Full, &one), printed);
    }
}

#[test]
fn any_currency_prints_with_its_sign_or_its_code() {
    let of = |unit: &str, typed| prose(&measure(value(typed), Unit::named(unit)));
    assert_eq!(of("EUR", "2.5"), "€2.50");
    assert_eq!(of("€", "7400000"), "€7.4m");
    assert_eq!(of("USD", "12"), "US$12");
    assert_eq!(of("CHF", "12.5"), "CHF\u{a0}12.50");
    assert_eq!(of("JPY", "1200"), "JPY\u{a0}1,200");
    assert_eq!(of("KWD", "1.5"), "KWD\u{a0}1.500");
}

#[test]
fn a_measure_says_how_exactly_it_prints() {
    let with = |typed, unit: &str, decimals, printed_in| {
        let exact = measure(value(typed), Unit::named(unit));
        prose(&Measure { decimals, printed_in, ..exact })
    };
    assert_eq!(with("45.678123", "%", Some(1), None), "45.7%");
    assert_eq!(with("45", "%", Some(1), None), "45.0%");
    assert_eq!(with("0.25", "%", Some(1), None), "0.3%");
    assert_eq!(with("-0.25", "%", Some(1), None), "\u{2212}0.3%");
    assert_eq!(with("4651327.18", "GBP", Some(0), Some(Scale::Thousand)), "£4,651k");
    assert_eq!(with("4651327.18", "GBP", Some(0), Some(Scale::One)), "£4,651,327");
    assert_eq!(with("912345", "GBP", Some(1), Some(Scale::Million)), "£0.9m");
    assert_eq!(
        with("1234567", "visits", Some(1), Some(Scale::Million)),
        "1.2\u{a0}million"
    );
    assert_eq!(with("4", "to one", Some(1), None), "4.0\u{a0}to\u{a0}1");
    // What rounds to nought has no sign.
    assert_eq!(with("-0.04", "%", Some(1), None), "0.0%");
}

#[test]
fn money_follows_the_house() {
    let measure = measure(value("1100000000"), Unit::Money(Currency::GBP));
    let of = |money| styled(&measure, MeasureForm::Full, &HouseStyle { money, ..STYLE });
    assert_eq!(of(MoneyStyle::Words), "£1.1\u{a0}billion");
    assert_eq!(of(MoneyStyle::Full), "£1,100,000,000");
}

#[test]
fn counts_are_words_below_the_limit_in_prose_alone() {
    let cases = [
        ("0", "zero"),
        ("4", "four"),
        ("9", "nine"),
        ("10", "10"),
        ("2.5", "2.5\u{a0}visits"),
    ];
    for (typed, printed) in cases {
        assert_eq!(prose(&measure(value(typed), count())), printed);
    }
    let four = measure(value("4"), count());
    assert_eq!(display(&four).figure, "4");
    let never = HouseStyle { words_below: 0, ..STYLE };
    assert_eq!(styled(&four, MeasureForm::Full, &never), "4");
}

#[test]
fn round_millions_of_things_are_words() {
    let cases = [
        ("15000000", "15\u{a0}million"),
        ("2000000", "2\u{a0}million"),
        ("3000000000", "3\u{a0}billion"),
        ("2500000", "2.5\u{a0}million"),
        ("1200000000", "1.2\u{a0}billion"),
        ("1250000", "1,250,000"),
        ("34503", "34,503"),
    ];
    for (typed, printed) in cases {
        assert_eq!(prose(&measure(value(typed), count())), printed);
        assert_eq!(display(&measure(value(typed), count())).figure, printed);
    }
}

#[test]
fn forms_take_qualifier_and_unit() {
    let mut people = measure(value("4000"), count());
    people.qualifier = Qualifier::MoreThan;
    let of = |form| styled(&people, form, &STYLE);
    assert_eq!(of(MeasureForm::Full), "more than 4,000");
    assert_eq!(of(MeasureForm::Sentence), "More than 4,000");
    assert_eq!(of(MeasureForm::Bare), "4,000");
    assert_eq!(of(MeasureForm::WithUnit), "more than 4,000\u{a0}visits");
    let one = measure(value("1"), count());
    assert_eq!(styled(&one, MeasureForm::WithUnit, &STYLE), "one visit");
    assert_eq!(styled(&one, MeasureForm::Sentence, &STYLE), "One");
    assert_eq!(
        display(&people),
        Printed {
            qualifier: Some("more than".to_owned()),
            figure: "4,000".to_owned(),
            per: None,
            unit: Some("visits".to_owned()),
            unit_belongs: false,
        }
    );
}

#[test]
fn rates_name_what_they_are_by() {
    let mut spending = measure(value("70000000"), Unit::Money(Currency::GBP));
    spending.per =
        Some(Placed { value: "year".into(), place: Place::whole_file("m.yaml") });
    assert_eq!(prose(&spending), "£70m a year");
    // So does whatever it is held against.
    let other = value("65000000");
    let MeasureValue::Number(number) = &other else { panic!("a number") };
    let locale = Locale::for_language("en-GB").unwrap();
    let printed = alike(&spending, number, &STYLE, &locale, Context::Display);
    assert_eq!(printed, "£65m a year");
}

#[test]
fn what_stands_beside_a_number_in_full_is_in_full() {
    let locale = Locale::for_language("en-GB").unwrap();
    let beside = |own: &str, other: &str| {
        let MeasureValue::Number(other) = value(other) else { panic!("a number") };
        alike(&measure(value(own), count()), &other, &STYLE, &locale, Context::Display)
    };
    assert_eq!(beside("18640250", "18000000"), "18,000,000");
    assert_eq!(beside("18000000", "17500000"), "17.5\u{a0}million");
    assert_eq!(beside("12", "3"), "3");
}

#[test]
fn percentages_points_and_changes() {
    let percent = |typed| measure(value(typed), Unit::Percent);
    assert_eq!(prose(&percent("35")), "35%");
    assert_eq!(prose(&percent("0.60")), "0.60%");
    let words = HouseStyle { per_cent: PerCentStyle::Words, ..STYLE };
    let of = styled(&percent("35"), MeasureForm::Full, &words);
    assert_eq!(of, "35\u{a0}per cent");
    let change = |typed, change| Measure { change: Some(change), ..percent(typed) };
    assert_eq!(prose(&change("5", ChangeForm::Shown)), "+5%");
    assert_eq!(prose(&change("-5", ChangeForm::Shown)), "\u{2212}5%");
    assert_eq!(prose(&change("0", ChangeForm::Shown)), "0%");
    assert_eq!(prose(&change("-4", ChangeForm::Words)), "4%");
    let points = |typed| measure(value(typed), Unit::PercentagePoints);
    assert_eq!(prose(&points("12")), "12\u{a0}percentage points");
    assert_eq!(prose(&points("1")), "1\u{a0}percentage point");
    assert_eq!(display(&points("12")).figure, "12");
}

#[test]
fn ratios_read_the_same_everywhere() {
    let ratio = measure(value("9"), Unit::Ratio { out_of: 10 });
    assert_eq!(prose(&ratio), "nine out of\u{a0}10");
    assert_eq!(display(&ratio).figure, "nine out of\u{a0}10");
}

#[test]
fn ranges_do_not_mix_words_and_figures() {
    assert_eq!(prose(&measure(range("15", "24"), Unit::Age)), "15 to 24");
    assert_eq!(prose(&measure(range("5", "15"), count())), "5 to 15");
    assert_eq!(prose(&measure(range("2", "3"), count())), "two to three");
    assert_eq!(prose(&measure(range("15", "20"), Unit::Percent)), "15% to 20%");
}

#[test]
fn durations_have_their_unit() {
    let days = |typed| measure(value(typed), Unit::Measured(Quantity::Days));
    assert_eq!(prose(&days("5")), "five days");
    assert_eq!(prose(&days("1")), "one day");
    assert_eq!(prose(&days("12")), "12\u{a0}days");
    assert_eq!(display(&days("5")).unit.as_deref(), Some("days"));
}

#[test]
fn measured_quantities_are_words_in_prose_and_symbols_in_tiles() {
    let cases = [
        ("9.5", "weeks", "9.5\u{a0}weeks", "weeks"),
        ("1", "week", "one week", "week"),
        ("5", "hours", "five hours", "hours"),
        ("5", "km", "5\u{a0}kilometres", "km"),
        ("1", "kilometres", "1\u{a0}kilometre", "km"),
        ("1200", "kWh", "1,200\u{a0}kilowatt-hours", "kWh"),
        ("48", "tonnes", "48\u{a0}tonnes", "tonnes"),
        ("1204", "tCO2e", "1,204\u{a0}tonnes of carbon dioxide equivalent", "tCO₂e"),
        ("12.5", "m²", "12.5\u{a0}square metres", "m²"),
        ("310.4", "WTE", "310.4\u{a0}whole-time equivalents", "WTE"),
    ];
    for (typed, unit, in_prose, symbol) in cases {
        let measure = measure(value(typed), Unit::named(unit));
        assert_eq!(prose(&measure), in_prose);
        assert_eq!(display(&measure).unit.as_deref(), Some(symbol));
        assert!(display(&measure).unit_belongs);
    }
}

#[test]
fn declared_units_stand_as_the_brand_says() {
    let unit = |plural: &str, symbol: Option<&str>, stands| {
        let place = Place::whole_file("b.yaml");
        let text = |text: &str| Placed { value: text.into(), place: place.clone() };
        let symbol = symbol.map(text);
        DeclaredUnit {
            plural: text(plural),
            singular: Some(text("one")),
            forms: WordForms::default(),
            symbol,
            stands,
        }
    };
    let style = HouseStyle {
        units: vec![
            unit("bed days", None, UnitPlace::Spaced),
            unit("decibels", Some("dB"), UnitPlace::Close),
            unit("ranks", Some("#"), UnitPlace::Before),
            unit("scores", None, UnitPlace::Apart),
        ],
        ..STYLE
    };
    let of = |typed, unit: &str| {
        styled(&measure(value(typed), Unit::named(unit)), MeasureForm::Full, &style)
    };
    assert_eq!(of("1204", "bed days"), "1,204\u{a0}bed days");
    assert_eq!(of("1", "bed days"), "one one");
    assert_eq!(of("55", "decibels"), "55dB");
    assert_eq!(of("55", "dB"), "55dB");
    assert_eq!(of("5", "ranks"), "#5");
    assert_eq!(of("55.5", "scores"), "55.5");
}

#[test]
fn dates_print_as_far_as_they_are_known() {
    let date = |date| prose(&measure(MeasureValue::Date(date), Unit::Date));
    let day = time::macros::date!(2024 - 03 - 01);
    assert_eq!(date(PartialDate::Day(day)), "1\u{a0}March 2024");
    assert_eq!(date(PartialDate::Month { year: 2022, month: 6 }), "June 2022");
    assert_eq!(date(PartialDate::DayOfYear { month: 3, day: 10 }), "10\u{a0}March");
    assert_eq!(date(PartialDate::Year(2016)), "2016");
    let mut end = measure(
        MeasureValue::Date(PartialDate::Month { year: 2022, month: 3 }),
        Unit::Date,
    );
    end.qualifier = Qualifier::EndOf;
    assert_eq!(prose(&end), "end of March 2022");
    let from = PartialDate::Day(time::macros::date!(2022 - 10 - 01));
    let to = PartialDate::Month { year: 2023, month: 9 };
    let period = measure(MeasureValue::Period { from, to }, Unit::Period);
    assert_eq!(prose(&period), "1\u{a0}October 2022 to September 2023");
    let year = measure(MeasureValue::FinancialYear(1999), Unit::FinancialYear);
    assert_eq!(prose(&year), "1999/00");
    let quarter =
        measure(MeasureValue::Quarter { year: 2022, quarter: 4 }, Unit::Quarter);
    assert_eq!(prose(&quarter), "Quarter\u{a0}4 2022/23");
}

#[test]
fn numbers_of_series_print_with_the_marks_of_their_unit() {
    let locale = Locale::for_language("en-GB").unwrap();
    let of = |typed, unit| number(&parse(typed).unwrap(), unit, &STYLE, &locale);
    assert_eq!(of("1234.5", "%"), "1,234.5%");
    assert_eq!(of("4", "visits"), "4");
    assert_eq!(of("2000000", "GBP"), "£2m");
    assert_eq!(of("3", "percentage points"), "3\u{a0}percentage points");
}

#[test]
fn numbers_in_columns_have_a_scale_in_which_none_is_nought_that_is_not() {
    let locale = Locale::for_language("en-GB").unwrap();
    let columns = |own: &str, others: &[&str]| {
        let measure = measure(value(own), Unit::Money(Currency::GBP));
        let others: Vec<_> = others.iter().map(|it| parse(it).unwrap()).collect();
        let others: Vec<_> = others.iter().collect();
        let columns = in_columns(&measure, &others, &STYLE, &locale);
        let all = columns.unit.into_iter().chain([columns.value]).chain(columns.others);
        all.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(columns("1931000", &["1000000", "309000"]), "£m 1.93 1 0.31");
    assert_eq!(columns("-1250000", &["400", "-90"]), "£ −1,250,000 400 −90");
    assert_eq!(columns("1234567000000", &["5000000", "0"]), "£m 1,234,567 5 0");
}

//! What is exact of a measure: its value, beside the text that prints, for data files.

use serde::Serialize;

use crate::report::status::{self, Outcome};
use crate::report::{
    Better, ChangeForm, Measure, MeasureValue, PartialDate, Qualifier, Unit, ValidReport,
};

/// A measure as data.
#[derive(Debug, Clone, Serialize)]
pub struct MeasureData {
    pub(super) id: String,
    pub(super) label: String,
    /// As it prints in a table.
    pub(super) text: String,
    pub(super) qualifier: Option<&'static str>,
    pub(super) kind: &'static str,
    /// The exact number, in plain decimal digits and the unit itself; or a date in the
    /// form of ISO 8601, a financial year or a quarter. The lower end of a range.
    pub(super) value: String,
    /// The upper end of a range, the end of a period.
    pub(super) value_to: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) out_of: Option<u32>,
    pub(super) per: Option<String>,
    pub(super) change: Option<&'static str>,
    pub(super) period: Option<String>,
    /// The first and the last day of the reporting year, where the measure covers it or a
    /// part of it.
    pub(super) period_from: Option<String>,
    pub(super) period_to: Option<String>,
    pub(super) comparator_label: Option<String>,
    pub(super) comparator_value: Option<String>,
    pub(super) comparator_period: Option<String>,
    pub(super) target_label: Option<String>,
    pub(super) target_value: Option<String>,
    pub(super) better: Option<&'static str>,
    /// What its rule says of it: `met`, `close`, `missed`, `improving`, `steady` or `worsening`.
    pub(super) status: Option<&'static str>,
    /// Its values in earlier periods, the oldest first.
    pub(super) history: Vec<PastData>,
    pub(super) source: Option<String>,
    pub(super) source_at: Option<String>,
    pub(super) published_as: Option<String>,
    pub(super) note: Option<String>,
    pub(super) audience: &'static str,
}

/// What a measure was in an earlier period.
#[derive(Debug, Clone, Serialize)]
pub struct PastData {
    pub(super) period: String,
    /// The exact number, in plain decimal digits.
    pub(super) value: String,
}

impl MeasureData {
    /// A measure of a report; `text` and `note` are how it and its note print.
    pub(super) fn of(
        measure: &Measure,
        text: &str,
        note: Option<&str>,
        report: &ValidReport,
    ) -> Self {
        let (kind, value, value_to) = value(&measure.value.value);
        let comparator = measure.comparator.as_ref();
        let target = measure.target.as_ref();
        let source = measure.source.as_ref();
        let year = measure.within_year.then_some(&report.period);
        let plain = |text: &crate::report::Text| text.value.to_string();
        Self {
            id: measure.id.value.to_string(),
            label: measure.label.value.to_string(),
            text: text.to_owned(),
            qualifier: qualifier(measure.qualifier),
            kind,
            value,
            value_to,
            unit: unit(&measure.unit),
            out_of: match measure.unit.value {
                Unit::Ratio { out_of } => Some(out_of),
                _ => None,
            },
            per: measure.per.as_ref().map(plain),
            change: measure.change.map(|form| match form {
                ChangeForm::Shown => "shown",
                ChangeForm::Words => "words",
            }),
            period: measure.period.as_ref().map(plain),
            period_from: year.map(|year| year.from.value.to_string()),
            period_to: year.map(|year| year.to.value.to_string()),
            comparator_label: comparator.map(|it| plain(&it.label)),
            comparator_value: comparator
                .and_then(|it| it.value.as_ref())
                .map(|it| it.value.to_string()),
            comparator_period: comparator.and_then(|it| it.period.as_ref()).map(plain),
            target_label: target.and_then(|it| it.label.as_ref()).map(plain),
            target_value: target.map(|it| it.value.value.to_string()),
            better: measure.better.map(|better| match better {
                Better::Higher => "higher",
                Better::Lower => "lower",
            }),
            status: status::outcome(measure, &report.brand.style).map(Outcome::name),
            history: measure
                .history
                .iter()
                .map(|past| PastData {
                    period: plain(&past.period),
                    value: past.value.value.to_string(),
                })
                .collect(),
            source: source.map(|it| plain(&report.source(&it.document.value).title)),
            source_at: source.and_then(|it| it.at.as_ref()).map(plain),
            published_as: measure.published_as.as_ref().map(plain),
            note: note.map(str::to_owned),
            audience: if measure.audience.is_restricted() {
                "restricted"
            } else {
                "public"
            },
        }
    }
}

/// The number that a measure is, in plain decimal digits; empty for what is no number.
pub(super) fn plain_number(measure: &Measure) -> String {
    match &measure.value.value {
        MeasureValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The kind of a value, and the value as text.
fn value(value: &MeasureValue) -> (&'static str, String, Option<String>) {
    match value {
        MeasureValue::Number(number) => ("number", number.to_string(), None),
        MeasureValue::Range { from, to } => {
            ("range", from.to_string(), Some(to.to_string()))
        }
        MeasureValue::Date(date) => ("date", iso(*date), None),
        MeasureValue::Period { from, to } => ("period", iso(*from), Some(iso(*to))),
        MeasureValue::FinancialYear(year) => {
            ("financial-year", financial_year(*year), None)
        }
        MeasureValue::Quarter { year, quarter } => {
            ("quarter", format!("{} Q{quarter}", financial_year(*year)), None)
        }
    }
}

fn financial_year(start: i32) -> String {
    format!("{start}/{:02}", (start + 1).rem_euclid(100))
}

/// A date in the form of ISO 8601, as far as it is known. A day of no year has no dashes
/// for the year: a spreadsheet would take them for a formula.
fn iso(date: PartialDate) -> String {
    match date {
        PartialDate::Year(year) => format!("{year:04}"),
        PartialDate::Month { year, month } => format!("{year:04}-{month:02}"),
        PartialDate::Day(day) => day.to_string(),
        PartialDate::DayOfYear { month, day } => format!("{month:02}-{day:02}"),
    }
}

/// The name of a unit as data files write it; `None` where the kind of the value says it.
fn unit(unit: &Unit) -> Option<String> {
    Some(match unit {
        Unit::Money(currency) => currency.code().to_owned(),
        Unit::Percent => "%".to_owned(),
        Unit::Ratio { .. } => "ratio".to_owned(),
        Unit::ToOne => "to one".to_owned(),
        Unit::Index => "index".to_owned(),
        Unit::Date | Unit::FinancialYear | Unit::Period | Unit::Quarter => return None,
        Unit::PercentagePoints | Unit::Measured(_) | Unit::Age | Unit::Count { .. } => {
            unit.in_words()
        }
    })
}

/// The name of a qualifier; `None` for an exact value.
fn qualifier(qualifier: Qualifier) -> Option<&'static str> {
    Some(match qualifier {
        Qualifier::Exactly => return None,
        Qualifier::MoreThan => "more than",
        Qualifier::Over => "over",
        Qualifier::AtLeast => "at least",
        Qualifier::Around => "around",
        Qualifier::About => "about",
        Qualifier::Nearly => "nearly",
        Qualifier::UpTo => "up to",
        Qualifier::FewerThan => "fewer than",
        Qualifier::Under => "under",
        Qualifier::EndOf => "end of",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_far_as_they_are_known() {
        assert_eq!(iso(PartialDate::Year(2022)), "2022");
        assert_eq!(iso(PartialDate::Month { year: 2022, month: 6 }), "2022-06");
        assert_eq!(iso(PartialDate::DayOfYear { month: 3, day: 9 }), "03-09");
    }

    #[test]
    fn years_and_quarters_name_the_financial_year() {
        let (kind, year, to) = value(&MeasureValue::FinancialYear(1999));
        assert_eq!((kind, &*year, to), ("financial-year", "1999/00", None));
        let (_, quarter, _) = value(&MeasureValue::Quarter { year: 2022, quarter: 4 });
        assert_eq!(quarter, "2022/23 Q4");
    }
}

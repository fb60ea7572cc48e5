//! Units, signs and qualifiers that are typed beside a figure that prints them itself; points are the
//! business of [`points_or_per_cent`](super::points_or_per_cent), and heads of columns that of
//! [`column_unit`](super::column_unit).

use crate::lint::{Findings, PrintedMeasure, Subject};
use crate::report::{MeasureForm, Unit};

use super::known::names_of;
use super::phrases::{phrase, plain_spaces};

/// Where a unit stands that a figure has printed.
const AFTER: &str = "follows it";

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for passage in subject.passages() {
        for printed in &passage.measures {
            let figure = plain_spaces(&passage.text[printed.range.clone()]);
            let before = plain_spaces(&passage.text[..printed.range.start]);
            let after = plain_spaces(&passage.text[printed.range.end..]);
            let again = unit_after(subject, printed, &figure, &after)
                .map(|again| (again, AFTER))
                .or_else(|| {
                    let again = said_before(subject, printed, &figure, &before)?;
                    Some((again, "stands before it"))
                })
                .or_else(|| Some((glued(&after)?, "follows it without a space")));
            if let Some((again, where_)) = again {
                let id = &printed.id.value;
                let message =
                    format!("`{id}` prints as `{figure}`, and `{again}` {where_}");
                let unit = &subject.report.measure(printed.id).unit.value;
                let hint = match unit {
                    Unit::ToOne if where_ == AFTER => {
                        format!("set `unit: times` for “4.0 times”, or remove `{again}`")
                    }
                    _ => format!("remove `{again}`"),
                };
                found.warn(&printed.id.place, message, hint);
            }
        }
    }
}

/// The unit of a figure where it is typed behind it once more.
fn unit_after(
    subject: &Subject<'_>,
    printed: &PrintedMeasure<'_>,
    figure: &str,
    after: &str,
) -> Option<String> {
    let measure = subject.report.measure(printed.id);
    let mut names = names_of(&measure.unit, &subject.report.brand.style);
    if measure.unit.value == Unit::ToOne {
        // “4.0 to 1 times”: either says how many there are to one.
        return phrase(after, &["times"]).map(|_| "times".to_owned());
    }
    let is_money = matches!(measure.unit.value, Unit::Money(_));
    if is_money {
        names.push(measure.unit.value.in_words());
    }
    let has_unit =
        is_money || names.iter().any(|name| figure.ends_with(&format!(" {name}")));
    let rest = after.trim_start_matches('-');
    let again = names.into_iter().find(|name| phrase(rest, &[name.as_str()]).is_some());
    again.filter(|_| has_unit)
}

/// The sign or the qualifier that is typed before a figure which begins with its own.
fn said_before(
    subject: &Subject<'_>,
    printed: &PrintedMeasure<'_>,
    figure: &str,
    before: &str,
) -> Option<String> {
    const SIGNS: [char; 8] = ['£', '$', '€', '¥', '-', '\u{2212}', '+', '±'];
    let sign = before.trim_end().chars().next_back().filter(|it| SIGNS.contains(it));
    let is_close = |sign: char| before.ends_with(sign);
    if let Some(sign) = sign {
        // A dash with a space stands between two parts of a sentence.
        let is_money = matches!(sign, '£' | '$' | '€' | '¥');
        let opens =
            |it: Option<char>| it.is_none_or(|it| it.is_whitespace() || it == '(');
        let stands = opens(before.trim_end().chars().rev().nth(1));
        if stands && (is_money || is_close(sign)) {
            return Some(sign.to_string());
        }
    }
    let measure = subject.report.measure(printed.id);
    let own = subject.locale.qualifier(measure.qualifier)?;
    if printed.form == MeasureForm::Bare || !figure.to_lowercase().starts_with(own) {
        return None;
    }
    let words = before.trim_end().to_lowercase();
    let other = subject.locale.qualifiers().find(|it| {
        words
            .strip_suffix(*it)
            .is_some_and(|start| !start.ends_with(char::is_alphanumeric))
    })?;
    Some(before.trim_end()[words.len() - other.len()..].to_owned())
}

/// What is typed at a figure without a space, as if it were a part of it: `m` of millions, `,000`.
fn glued(after: &str) -> Option<String> {
    let end =
        after.find(|c: char| !c.is_alphanumeric() && c != ',').unwrap_or(after.len());
    let word = after[..end].trim_end_matches(',');
    let is_more =
        word.starts_with(',') && word[1..].starts_with(|c: char| c.is_ascii_digit());
    let is_short = matches!(word, "m" | "mn" | "bn" | "k" | "th" | "st" | "nd" | "rd");
    (is_more || is_short).then(|| word.to_owned())
}

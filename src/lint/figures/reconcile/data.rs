//! Data: cells, points and measures that have one name and different values, and shares that are not
//! what their parts make.

use std::collections::HashMap;

use super::Reconciled;
use super::facts::{Fact, Facts, Of, plain};
use super::judge::{is_of_time, per_cent};
use super::reading::Claim;
use super::role::Direction;
use super::stems::{Stem, Stems};
use crate::diagnostic::Place;
use crate::lint::figures::known::printed;
use crate::lint::words::{DENIALS, TARGETS, are_known};
use crate::lint::{Corpus, Findings};
use crate::report::cell::{self, Said};
use crate::report::number::{ONE, scaled, unscaled};
use crate::report::{PointValue, Table, Unit};

/// Tells cells and points that differ from the measure of their name.
pub(in crate::lint) fn find_values(
    corpus: &Corpus<'_>,
    reconciled: &Reconciled<'_>,
    found: &mut Findings<'_>,
) {
    let Some((stems, facts)) = &reconciled.data else { return };
    for fact in &facts.all {
        if matches!(fact.of, Of::Measure(..)) {
            continue;
        }
        let mut near: Vec<usize> = Vec::new();
        for stem in fact.name.iter().chain(&fact.nouns).chain(&fact.around) {
            let named = facts.named(*stem);
            if named.len() <= 64 {
                near.extend(named);
            }
        }
        near.sort_unstable();
        near.dedup();
        for at in near {
            let other = &facts.all[at];
            if let Of::Measure(_, measure) = other.of
                && let Some(Differs { size, place, label }) =
                    differs(fact, other, facts, stems)
            {
                let message = format!(
                    "`{}` is {}, and `{}` is {}{}",
                    fact.level.label,
                    printed(corpus, measure, fact.level.size),
                    measure.id.value,
                    printed(corpus, measure, size),
                    label.map(|it| format!(" ({it})")).unwrap_or_default()
                );
                let hint = "correct one of the two, or give them names that differ";
                found.warn(fact.level.place, message, hint);
                found.relate(place, "the measure");
                break;
            }
        }
    }
}

/// What a cell or a point should be, by a measure.
struct Differs<'r> {
    size: i128,
    place: &'r Place,
    label: Option<&'r str>,
}

/// What a measure says of a cell or a point of the same name, where that is another value.
fn differs<'r>(
    fact: &Fact<'r>,
    measure: &Fact<'r>,
    facts: &Facts<'r>,
    stems: &Stems,
) -> Option<Differs<'r>> {
    if fact.kind != measure.kind {
        return None;
    }
    let is_measures =
        |stem: &Stem| measure.name.contains(stem) || measure.nouns.contains(stem);
    let is_here = |stem: &&Stem| {
        fact.name.contains(stem)
            || fact.nouns.contains(stem)
            || fact.around.contains(stem)
    };
    let is_plain =
        |stem: &&Stem| facts.own.contains(stem) || measure.nouns.contains(stem);
    let missing = measure.name.iter().filter(|it| !is_here(it) && !is_plain(it)).count();
    let met = measure.name.iter().filter(|it| is_here(it)).count();
    if !(fact.is_total || fact.name.iter().all(is_measures)) || met == 0 || missing > 1 {
        return None;
    }
    let targets = stems.of(&TARGETS.join(" "));
    let is_target = fact.nouns.iter().any(|stem| targets.contains(stem))
        && !measure.name.iter().any(|stem| targets.contains(stem));
    let value = match fact.time {
        Some(time) if measure.time.is_some_and(|own| is_of_time(own, time)) => {
            &measure.level
        }
        Some(time) => measure.before.iter().find(|it| is_of_time(it.label, time))?,
        None if is_target => measure.target.as_ref()?,
        None => &measure.level,
    };
    let foreign =
        fact.nouns.iter().filter(|it| !is_measures(it) && !targets.contains(it)).count();
    let claim = Claim {
        range: 0..0,
        size: fact.level.size,
        step: fact.step,
        kind: fact.kind,
        measure: None,
        item: 0,
    };
    let all = measure.before.iter().chain(&measure.target).chain([&measure.level]);
    if all.into_iter().any(|it| claim.is(it.size))
        || claim.size.signum() != value.size.signum()
    {
        return None;
    }
    let is_slip = claim.is_slip_of(value.size);
    let is_total = fact.is_total && !fact.name.iter().all(is_measures);
    let is_near = claim.is_within(value.size, 11) && fact.level.size.abs() >= 100 * ONE;
    let is_it = match missing {
        0 => is_slip || (is_near && foreign == 0 && !is_total),
        _ => is_slip && foreign == 0 && claim.is_within(value.size, 13),
    };
    is_it.then_some(Differs {
        size: value.size,
        place: value.place,
        label: (!std::ptr::eq(value, &raw const measure.level)).then_some(value.label),
    })
}

/// Tells shares that are not what their part and their whole make: measures, and rows of tables.
pub(in crate::lint) fn find_shares(
    corpus: &Corpus<'_>,
    reconciled: &Reconciled<'_>,
    found: &mut Findings<'_>,
) {
    for table in &corpus.report.tables {
        shares_of_table(table, found);
    }
    let Some((stems, _)) = &reconciled.data else { return };
    let share = stems.of("share proportion percentage");
    let mut parts: HashMap<Vec<Stem>, usize> = HashMap::new();
    let name = |label: &str| {
        let mut name = stems.of(label);
        name.retain(|stem| !share.contains(stem));
        name.sort_unstable();
        name
    };
    for (at, measure) in corpus.report.measures.iter().enumerate() {
        if measure.part_of.is_some() && measure.unit.value != Unit::Percent {
            parts.insert(name(&measure.label.value), at);
        }
    }
    for measure in &corpus.report.measures {
        let is_share = measure.unit.value == Unit::Percent && measure.change.is_none();
        let says = stems.of(&measure.label.value).iter().any(|stem| share.contains(stem));
        if parts.is_empty() || !is_share || !says {
            continue;
        }
        let Some(part) = parts.get(&name(&measure.label.value)) else { continue };
        let part = &corpus.report.measures[*part];
        let Some(whole) = part.part_of.as_ref().map(|id| corpus.report.measure(id))
        else {
            continue;
        };
        let number = crate::lint::figures::known::number;
        let (Some(size), Some(of), Some(all)) =
            (number(measure), number(part), number(whole))
        else {
            continue;
        };
        let Some(made) = per_cent(of, all) else { continue };
        if (made - size).abs() <= last_digit(size) / 2 + ONE / 1000 {
            continue;
        }
        let shown = |size| printed(corpus, measure, size);
        let message = format!(
            "`{}` is {}, and `{}` is {} of `{}`",
            measure.id.value,
            shown(size),
            part.id.value,
            shown((made + ONE / 20) / (ONE / 10) * (ONE / 10)),
            whole.id.value
        );
        found.warn(&measure.value.place, message, "correct one of the three");
        found.relate(&part.value.place, "the part");
        found.relate(&whole.value.place, "the whole");
    }
}

/// Tells titles of charts that say the other direction than their points: “has risen each year since”.
pub(in crate::lint) fn find_titles(corpus: &Corpus<'_>, found: &mut Findings<'_>) {
    if !are_known(corpus.locale.language()) {
        return;
    }
    for chart in &corpus.report.charts {
        let series = corpus.report.series_by_id(&chart.series);
        let title = plain(&chart.title.content).to_lowercase();
        let mut words = title.split(|c: char| !c.is_alphanumeric());
        let Some(said) = words.clone().find_map(Direction::of) else { continue };
        let denied = words.clone().any(|word| DENIALS.contains(&word));
        let since = words.any(|word| word == "since");
        let each = title.contains("each year") || title.contains("every year");
        if denied || !(since || each) || !series.groups.is_empty() {
            continue;
        }
        let points = series
            .points
            .iter()
            .filter(|it| it.label.value.contains(|c: char| c.is_ascii_digit()));
        let sizes: Vec<i128> = points
            .filter_map(|point| match point.values.as_slice() {
                [PointValue::Observed(value)] => value.number.as_ref().map(scaled),
                [PointValue::Measure(id)] => {
                    crate::lint::figures::known::number(corpus.report.measure(id))
                }
                _ => None,
            })
            .collect();
        let ([first, .., last], true) =
            (sizes.as_slice(), sizes.len() == series.points.len())
        else {
            continue;
        };
        let went = (last - first).signum();
        let is_each =
            sizes.windows(2).all(|pair| (pair[1] - pair[0]).signum() == said.sign());
        if went == said.sign() && (is_each || !each) {
            continue;
        }
        let message = format!(
            "the title of `{}` says another direction than its points: from {} to {}",
            chart.id.value,
            unscaled(*first),
            unscaled(*last)
        );
        found.warn(&chart.title.place, message, "correct the title, or the points");
        found.relate(&series.id.place, "the series");
    }
}

/// What the last digit of a value is worth.
fn last_digit(size: i128) -> i128 {
    let mut unit = ONE;
    while unit > 1 && size % unit != 0 {
        unit /= 10;
    }
    unit
}

/// A column of per cent beside one of numbers, in which all rows but one are the share that their number
/// is of the total.
fn shares_of_table(table: &Table, found: &mut Findings<'_>) {
    let Some(total) = table.rows.iter().rposition(|row| row.kind.is_sum()) else {
        return;
    };
    let is_per_cent = |at: usize| {
        let column = &table.columns[at];
        let unit = column.unit.as_ref();
        let unit = unit.or(column.number.as_ref().and_then(|it| it.unit.as_ref()));
        unit.is_some_and(|unit| Unit::named(unit) == Unit::Percent)
    };
    let columns = 1..table.columns.len();
    for shares in columns.clone().filter(|at| is_per_cent(*at)) {
        for numbers in columns.clone().filter(|at| !is_per_cent(*at)) {
            let whole = table.rows[total].cells.get(numbers).and_then(value);
            let all = table.rows[total].cells.get(shares).and_then(value);
            let Some((whole, _)) = whole.filter(|(whole, _)| *whole > 0) else {
                continue;
            };
            if all.is_some_and(|(all, _)| (all - 100 * ONE).abs() > ONE) {
                continue;
            }
            let rows = table.rows.iter().filter(|row| !row.kind.is_sum());
            let read: Vec<_> = rows
                .filter_map(|row| {
                    let (number, _) = value(row.cells.get(numbers)?)?;
                    let cell = row.cells.get(shares)?;
                    let (share, step) = value(cell)?;
                    let made = per_cent(number, whole)?;
                    Some((row, cell, share, made, (share - made).abs() <= step))
                })
                .collect();
            let odd: Vec<_> = read.iter().filter(|it| !it.4).collect();
            let [(row, cell, share, made, _)] = odd.as_slice() else { continue };
            if read.len() < 3 {
                continue;
            }
            let name =
                row.cells.first().and_then(super::facts::words_of).unwrap_or_default();
            let made = unscaled((made + ONE / 20) / (ONE / 10) * (ONE / 10));
            let message = format!(
                "`{name}` is {}%, and its figure is {made}% of the total",
                unscaled(*share)
            );
            found.warn(&cell.place, message, "correct the share, or the figure");
            if let Some(cell) = table.rows[total].cells.get(numbers) {
                found.relate(&cell.place, "the total");
            }
        }
    }
}

/// The value of a cell and what its last digit is worth.
fn value(cell: &crate::report::Cell) -> Option<(i128, i128)> {
    let Said::Figure(figure) = cell::said(super::facts::words_of(cell)?) else {
        return None;
    };
    let places = u32::try_from(figure.places).ok()?;
    Some((scaled(&figure.value), ONE / 10_i128.checked_pow(places)?))
}

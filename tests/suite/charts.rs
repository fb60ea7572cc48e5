//! Charts: each kind with few and many points and groups, short and long names, and values of
//! every kind is drawn with nothing found in it, or refused with something to do about it; and the
//! shapes of charts that public bodies publish are drawn.

mod beside;
mod drawn;
mod narrow;
mod stacks;
mod tagged;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use libtest_mimic::Trial;
use recto::report::ChartKind;
use recto::report::declare::Choice as _;

use crate::harness::case;
use crate::press::said;
use crate::scratch::Scratch;

/// A test for each kind, and one for the shapes that are published.
pub fn cases() -> Vec<Trial> {
    let matrix = ChartKind::WORDS.iter().map(|(word, _)| {
        let kind = word.name;
        case("charts", kind, move || check(kind, &matrix_of(kind)))
    });
    let published = case("charts", "published", published);
    matrix.chain(std::iter::once(published)).collect()
}

/// A chart of a test.
#[derive(Debug, Clone)]
struct Tried {
    kind: String,
    points: usize,
    groups: usize,
    names: Names,
    values: Values,
}

/// What points and groups are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    Months,
    Short,
    Long,
}

/// What values are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Values {
    Plain,
    Negative,
    Gaps,
    Zero,
    Huge,
    Tiny,
}

const VALUES: [Values; 6] = [
    Values::Plain,
    Values::Negative,
    Values::Gaps,
    Values::Zero,
    Values::Huge,
    Values::Tiny,
];
const NAMES: [Names; 3] = [Names::Months, Names::Short, Names::Long];
const LONG: [&str; 4] = [
    "Theft from a motor vehicle including catalytic converters",
    "Neighbourhood and community safety partnerships",
    "Adults with a learning disability in settled accommodation",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch School",
];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The charts of a kind: each number of points with each of groups, names and values in turn, so
/// that each of these comes with each of the others.
fn matrix_of(kind: &str) -> Vec<Tried> {
    let groups: &[usize] = match kind {
        "proportion" | "waterfall" | "spc" => &[0],
        "dot" => &[0, 2],
        "slope" | "pyramid" => &[2],
        "stacked-bar" | "stacked-column" => &[2, 4, 5, 12],
        _ => &[0, 2, 4, 5, 12],
    };
    let mut tried = Vec::new();
    for points in [1, 2, 5, 12, 36, 60] {
        for &groups in groups {
            for (turn, names) in NAMES.into_iter().enumerate() {
                let at = tried.len() + turn;
                let values = VALUES[at % VALUES.len()];
                tried.push(Tried {
                    kind: kind.to_owned(),
                    points,
                    groups,
                    names,
                    values,
                });
            }
        }
    }
    tried
}

impl Tried {
    fn label(&self, at: usize) -> String {
        match self.names {
            Names::Months => format!("{} {}", MONTHS[at % 12], 2015 + at / 12),
            Names::Short => format!("P{at}"),
            Names::Long => format!("{} {at}", LONG[at % LONG.len()]),
        }
    }

    fn group(&self, at: usize) -> String {
        match self.names {
            Names::Long => format!("{} in group {at}", LONG[at % LONG.len()]),
            _ => format!("Group {at}"),
        }
    }

    fn value(&self, at: usize) -> String {
        // Numbers without a pattern, the same each time.
        let mixed = (at * 7919 + 13 * self.points + 31 * self.groups) % 1000;
        match self.values {
            Values::Plain => mixed.to_string(),
            Values::Negative if mixed % 2 == 1 => format!("-{mixed}"),
            Values::Negative => mixed.to_string(),
            Values::Gaps => match mixed % 4 {
                0 => "[x]".to_owned(),
                1 => "[c]".to_owned(),
                2 => format!("{mixed} [p]"),
                _ => mixed.to_string(),
            },
            Values::Zero => "0".to_owned(),
            Values::Huge => format!("{}00000000000", 1000 + mixed),
            Values::Tiny => format!("0.0000{mixed:03}"),
        }
    }

    /// The sum of the values before a point, which are whole numbers or all have nine decimals.
    fn sum(&self, point: usize) -> String {
        let numbers =
            (0..point).map(|at| self.value(at).parse::<f64>().unwrap_or_default());
        let sum: f64 = numbers.sum();
        if self.values == Values::Tiny {
            format!("{sum:.7}")
        } else {
            format!("{sum:.0}")
        }
    }

    fn csv(&self) -> String {
        let columns = self.groups.max(1);
        let heads: Vec<_> = (0..columns).map(|at| self.group(at)).collect();
        let mut csv = format!("Label,{}\n", heads.join(","));
        for point in 0..self.points {
            let values = (0..columns).map(|group| self.value(point * columns + group));
            let mut values: Vec<_> = values.collect();
            if self.kind == "waterfall" && point > 0 && point + 1 == self.points {
                // It ends where its steps lead.
                values = vec![self.sum(point)];
            }
            let _ = writeln!(csv, "{},{}", self.label(point), values.join(","));
        }
        csv
    }
}

/// A project with these charts, those at some positions left out.
fn project(tried: &[Tried], without: &BTreeSet<usize>) -> Scratch {
    let (mut series, mut charts) = (String::new(), String::new());
    let kept = tried.iter().enumerate().filter(|(at, _)| !without.contains(at));
    let kept: Vec<_> = kept.collect();
    for (at, it) in &kept {
        // Shares are stacked to a whole, and these numbers make none.
        let share = if it.kind.starts_with("stacked") { "visits" } else { "\"%\"" };
        let unit = ["visits", share, "GBP", "kilograms"][at % 4];
        let _ = writeln!(
            series,
            "- {{id: c{at}, label: What, unit: {unit}, file: c{at}.csv}}"
        );
        let _ = writeln!(
            charts,
            "- {{id: c{at}, kind: {}, series: c{at}, title: Chart {at}}}",
            it.kind
        );
    }
    let scratch = Scratch::with_charts(&series, &charts);
    for (at, it) in kept {
        scratch.write(&format!("c{at}.csv"), it.csv());
    }
    scratch
}

/// What `check` finds, a line each. The suite may have little of the machine.
fn findings(scratch: &Scratch) -> Vec<String> {
    let words = ["check", "--message-format", "short", "--limit", "seconds=900"];
    let output = scratch.run(&words);
    said(&output.stdout).lines().map(str::to_owned).collect()
}

/// Each chart is refused with a hint, or nothing is found in it but that a page is sparse.
fn check(kind: &str, tried: &[Tried]) -> Result<(), String> {
    let told = refused(tried)?;
    lead_on(tried, &told)?;
    let refused: BTreeSet<usize> = told.into_keys().collect();
    let drawn = tried.len() - refused.len();
    if drawn * 4 < tried.len() {
        return Err(format!("{kind}: only {drawn} of {} are drawn", tried.len()));
    }
    let found = findings(&project(tried, &refused));
    let others: Vec<_> =
        found.into_iter().filter(|it| !it.contains("sparse-page")).collect();
    if others.is_empty() { Ok(()) } else { Err(others.join("\n")) }
}

/// Whoever does what hints say comes to an end: the kind that a hint names is drawn, or its own hint
/// names none of the kinds that were tried before.
fn lead_on(tried: &[Tried], told: &BTreeMap<usize, String>) -> Result<(), String> {
    let mut paths: Vec<_> = tried.iter().map(|it| vec![it.kind.clone()]).collect();
    let (mut tried, mut told) = (tried.to_vec(), told.clone());
    while !told.is_empty() {
        let (mut next, mut next_paths) = (Vec::new(), Vec::new());
        for (at, line) in &told {
            for kind in kinds_in_hint(line) {
                if paths[*at].contains(&kind) {
                    return Err(format!(
                        "{:?} leads back to `{kind}`: {line}",
                        paths[*at]
                    ));
                }
                let path = paths[*at].iter().cloned().chain([kind.clone()]);
                next_paths.push(path.collect());
                next.push(Tried { kind, ..tried[*at].clone() });
            }
        }
        told = refused(&next)?;
        (tried, paths) = (next, next_paths);
    }
    Ok(())
}

/// The kinds of chart that the hint at the end of a line names.
fn kinds_in_hint(line: &str) -> Vec<String> {
    let hint = line.rsplit_once(" (").map_or("", |(_, hint)| hint);
    let quoted = hint.split('`').skip(1).step_by(2);
    let named = quoted.map(|it| it.strip_prefix("kind: ").unwrap_or(it));
    let is_kind = |it: &&str| ChartKind::WORDS.iter().any(|(word, _)| word.name == *it);
    named.filter(is_kind).map(str::to_owned).collect()
}

/// The positions of those charts that are refused, each with what is said of it.
fn refused(tried: &[Tried]) -> Result<BTreeMap<usize, String>, String> {
    let mut refused = BTreeMap::new();
    loop {
        let left_out = refused.keys().copied().collect();
        let found = findings(&project(tried, &left_out));
        let shapes: Vec<_> =
            found.iter().filter(|it| it.contains("chart-shape")).collect();
        let before = refused.len();
        for line in &shapes {
            // What to do stands in brackets at the end.
            if !line.ends_with(')') {
                return Err(format!("there is nothing to do about it: {line}"));
            }
            // The chart is named in the message, or the file of its values in the place.
            let at = line.split(['`', ':', '.']).find_map(|word| {
                word.strip_prefix('c')?
                    .parse::<usize>()
                    .ok()
                    .filter(|at| *at < tried.len())
            });
            refused.extend(at.map(|at| (at, (*line).clone())));
        }
        if shapes.is_empty() {
            return Ok(refused);
        }
        if refused.len() == before {
            return Err(format!("no chart is named: {shapes:?}"));
        }
    }
}

/// The shapes of 136 charts of a statistics office, whose data could be counted: their kind, how
/// many groups and points they have, and how many there are.
const PUBLISHED: [(&str, usize, usize, usize); 26] = [
    ("line", 0, 12, 6),
    ("line", 0, 21, 9),
    ("line", 0, 40, 6),
    ("line", 0, 64, 8),
    ("line", 2, 12, 4),
    ("line", 2, 21, 7),
    ("line", 2, 60, 5),
    ("line", 3, 30, 4),
    ("line", 4, 67, 3),
    ("line", 5, 24, 4),
    ("line", 7, 20, 3),
    ("line", 10, 12, 3),
    ("bar", 0, 6, 8),
    ("bar", 0, 12, 9),
    ("bar", 0, 20, 6),
    ("bar", 0, 29, 6),
    ("column", 2, 6, 6),
    ("column", 3, 12, 5),
    ("bar", 2, 15, 7),
    ("bar", 3, 10, 4),
    ("bar", 5, 8, 2),
    ("stacked-column", 3, 12, 5),
    ("stacked-column", 4, 20, 5),
    ("stacked-bar", 3, 15, 5),
    ("stacked-bar", 6, 8, 4),
    // Bars with a line over them: two measures on one axis are for two charts.
    ("bar with line", 2, 12, 2),
];

fn published() -> Result<(), String> {
    let all: usize = PUBLISHED.iter().map(|(.., count)| count).sum();
    assert_eq!(all, 136);
    let known: Vec<_> =
        PUBLISHED.iter().filter(|(kind, ..)| !kind.contains(' ')).collect();
    let drawable: usize = known.iter().map(|(.., count)| count).sum();
    assert!(drawable >= 132, "{drawable}");
    let tried = known.iter().map(|&&(kind, groups, points, _)| Tried {
        kind: kind.to_owned(),
        points,
        groups,
        names: if points > 12 { Names::Months } else { Names::Short },
        values: Values::Plain,
    });
    let tried: Vec<_> = tried.collect();
    assert_eq!(refused(&tried)?, BTreeMap::new());
    check("published", &tried)
}

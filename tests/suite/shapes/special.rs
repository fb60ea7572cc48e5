//! What is special about each shape, looked for in the PDF.

use super::{Printed, texts};
use crate::reader::{Element, spaced};

/// The colours of states in the theme: good, to be watched, bad.
const TONES: [[u8; 3]; 3] = [[0x00, 0x70, 0x3c], [0xb3, 0x59, 0x0a], [0xa9, 0x16, 0x2c]];

/// Whether a page fills something with a colour.
fn is_filled(printed: &Printed, colour: [u8; 3]) -> bool {
    let near = |fill: &Vec<f32>| {
        let parts = fill.iter().zip(colour);
        fill.len() == 3
            && parts
                .map(|(is, it)| (is * 255.0 - f32::from(it)).abs())
                .all(|off| off < 1.0)
    };
    printed.pdf.pages.iter().any(|page| page.fills.iter().any(near))
}

fn says(printed: &Printed, text: &str) {
    let all = printed.pdf.text();
    assert!(all.contains(text), "`{text}` is not in: {all}");
}

/// The heads of a table with a scope, each with the columns and rows over which it reaches.
fn heads(table: &Element, scope: &str) -> Vec<(String, (usize, usize))> {
    let heads = table.all("TH").into_iter();
    let heads = heads.filter(|it| it.scope.as_deref() == Some(scope));
    heads.map(|it| (spaced(&it.text()), it.spans)).collect()
}

/// Heads over columns: what they say, and over how many columns each is.
fn over(table: &Element) -> Vec<(String, usize)> {
    let heads = heads(table, "Column").into_iter();
    heads
        .filter(|(_, (columns, _))| *columns > 1)
        .map(|(text, (columns, _))| (text, columns))
        .collect()
}

/// How often a text begins what pages say in their margins, or again at the head of a table.
fn repeats(printed: &Printed, text: &str) -> usize {
    let runs = printed.pdf.pages.iter().flat_map(|page| &page.runs);
    runs.filter(|run| run.mcid.is_none() && spaced(&run.text).starts_with(text)).count()
}

/// Groups over pages, targets in words, a suppressed figure with its note.
pub(super) fn targets(printed: &Printed) {
    let title = "All measures and their targets";
    let table = printed.table(title);
    let groups = over(table);
    let names: Vec<_> = groups.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Set by our place partnership",
            "Set nationally",
            "Set by others",
            "Set by those who oversee us"
        ]
    );
    assert!(groups.iter().all(|(_, columns)| *columns == 6));
    let rows = texts(table);
    assert_eq!(
        rows.iter().filter(|row| row.get(1).is_some_and(|it| it == "No target")).count(),
        12
    );
    assert_eq!(printed.row(title, "People who joined a research study")[5], "*1");
    assert_eq!(table.all("Link").len(), 1);
    says(
        printed,
        "1 The publisher of this figure is three months behind. Shorthand: * not available.",
    );
    // A group that goes on has its name again, for nobody's ears.
    assert_eq!(repeats(printed, "Set by our place partnership"), 1);
    assert_eq!(repeats(printed, "Q4"), 3);
}

/// A name over its rows, two rows of heads, words beside figures.
pub(super) fn outturns(printed: &Printed) {
    let table = printed.table("Measures of the plan by priority");
    let merged: Vec<_> =
        heads(table, "Row").into_iter().filter(|(_, (_, rows))| *rows > 1).collect();
    let merged: Vec<_> =
        merged.iter().map(|(name, (_, rows))| (name.as_str(), *rows)).collect();
    assert_eq!(merged, [("Fewer fires", 8), ("Safer roads", 4), ("Ready to respond", 7)]);
    assert_eq!(over(table), [("Actuals".to_owned(), 5)]);
    let heads = heads(table, "Column");
    let tall = heads.iter().filter(|(_, (_, rows))| *rows == 2);
    let tall: Vec<_> = tall.map(|(text, _)| text.as_str()).collect();
    assert_eq!(tall, ["Priority", "Measure", "Aim 2025/26", "Year to date"]);
    let text = spaced(&table.text());
    for (word, times) in [("N/A", 6), ("New measure", 1), ("TBC", 1), ("No aim", 1)] {
        assert_eq!(text.matches(word).count(), times, "{word}");
    }
    // One note, and a way to it from each measure that has its mark.
    assert_eq!(table.all("Link").len(), 9);
    says(printed, "† A higher figure is better; with all others a lower one is.");
}

/// Counts and shares under the states, and a key whose first column has their shapes.
pub(super) fn scorecard(printed: &Printed) {
    let states = ["On target", "Slightly adrift", "Adrift", "Not available", "No target"];
    let counted = over(printed.table("Measures against their targets"));
    let expected = states.map(|state| (state.to_owned(), 2));
    assert_eq!(counted, expected);
    let key = heads(printed.table("What the states mean"), "Row");
    assert!(key.iter().map(|(state, _)| state.as_str()).eq(states));
    assert!(TONES.iter().all(|tone| is_filled(printed, *tone)));
    let total = printed.row("Measures against their targets", "The whole council");
    assert_eq!(
        total[1..],
        ["41", "49", "13", "16", "15", "18", "4", "5", "10", "12", "83"]
    );
    // The first column is read like any other: what is no state is found.
    let tables = "data/scorecard.yaml";
    change(printed, tables, "- [On target, at", "- [On the way, at");
    let found = printed.scratch.findings();
    assert!(
        found[0].contains("error[bad-value]: `On the way` is no state that is known"),
        "{found:?}"
    );
}

/// Writes a file of the project with something else in place of a text that it has once.
fn change(printed: &Printed, path: &str, from: &str, to: &str) {
    let text =
        std::fs::read_to_string(printed.scratch.path().join(path)).expect("a file");
    assert_eq!(text.matches(from).count(), 1, "{from}");
    printed.scratch.write(path, text.replace(from, to));
}

/// Two years of five columns each, names with roles, ticks with their word.
pub(super) fn pay(printed: &Printed) {
    let title = "Salaries, benefits and pensions";
    let table = printed.table(title);
    let years: Vec<_> =
        over(table).into_iter().filter(|(_, columns)| *columns == 5).collect();
    assert_eq!(years, [("2024/25".to_owned(), 5), ("2023/24".to_owned(), 5)]);
    let name =
        table.all("TH").into_iter().find(|it| spaced(&it.text()).starts_with("Sunniva"));
    let paragraphs: Vec<_> =
        name.expect("a name").all("P").iter().map(|it| spaced(&it.text())).collect();
    assert_eq!(paragraphs, ["Sunniva Laing1", "Member"]);
    let joined = printed.row(title, "Ioana Petrescu Director of policy, from 1 June2");
    assert_eq!(joined[1..6], ["85–90", "0", "0", "20–22.5", "105–110"]);
    assert!(joined[6..].iter().all(|cell| cell == "n/a"), "{joined:?}");
    // A unit is a word of its own for those who listen.
    assert!(heads(table, "Column").iter().any(|(text, _)| text == "Salary £000"));
    let came = printed.row("Who came to the meetings of the board", "Sunniva Laing");
    assert_eq!(came[1..], ["Apologies", "Present", "Present", "Present", "3/4", "n/a"]);
    assert!(is_filled(printed, [0x1a, 0x1a, 0x1a]));
}

/// Ratios, bands and pounds in a column; a change below nought; a memo that is not added.
pub(super) fn fair_pay(printed: &Printed) {
    let ratios = texts(printed.table("Pay of staff against the highest-paid director"));
    let names: Vec<_> = ratios.iter().map(|row| row[0].as_str()).collect();
    let year = [
        "Total pay and benefits",
        "of which: salary",
        "Ratio to the highest-paid directora",
    ];
    assert_eq!(names[1], "2024/25");
    assert_eq!(names[2..5], year);
    assert_eq!(names[5], "2023/24");
    assert_eq!(names[6..], year);
    assert_eq!(ratios[4][1..], ["7.2:1", "5.1:1", "3.7:1"]);
    assert_eq!(
        printed.row("How pay changed", "The highest-paid director")[1..],
        ["0.0", "−12.5"]
    );
    assert_eq!(
        printed.row("How pay changed", "All staff on average")[1..],
        ["+6.7", "+1.4"]
    );
    let exits = "Exit packages by cost";
    assert_eq!(printed.row(exits, "Number of packages")[1..], ["3", "6", "9"]);
    assert_eq!(printed.row(exits, "Cost of all, £000")[1..], ["91", "58", "149"]);
    change(
        printed,
        "data/fair-pay.yaml",
        "[Number of packages, 3, 6, 9]",
        "[Number of packages, 3, 7, 9]",
    );
    let found = printed.scratch.findings();
    assert!(
        found[0].contains("error[table-sum]: `Number of packages` is 7"),
        "{found:?}"
    );
}

/// Sums of sums that come to the same total twice; brackets and nil; funds carried forward.
pub(super) fn position(printed: &Printed) {
    let title = "Statement of financial position";
    assert_eq!(
        printed.row(title, "Creditors"),
        ["Creditors", "14", "(1,287)", "(1,198)"]
    );
    assert_eq!(printed.row(title, "Grants received in advance")[2..], ["(420)", "–"]);
    let net = printed.row(title, "Net assets");
    assert_eq!(net[2..], printed.row(title, "Total funds")[2..]);
    let carried =
        printed.row("Statement of financial activities", "Funds carried forward");
    assert_eq!(carried[4], net[2]);
    assert_eq!(
        over(printed.table("Statement of financial activities"))[0],
        ("2024/25".to_owned(), 3)
    );
    let total = printed.row("Spending against the budget", "Total");
    assert_eq!(total[1..5], ["6,195", "6,375", "6,380", "(5)"]);
    // What finances it is added up apart, and each sum is checked.
    change(
        printed,
        "data/position.yaml",
        "[Revaluation reserve, \"\", 8360, 8435]",
        "[Revaluation reserve, \"\", 8361, 8435]",
    );
    let found = printed.scratch.findings();
    assert!(
        found[0]
            .contains("error[table-sum]: `Total funds` is 23324 in the column `2025`"),
        "{found:?}"
    );
}

/// Lists and paragraphs in cells, states of two kinds, three tables of the same risks.
pub(super) fn risks(printed: &Printed) {
    let register = printed.table("What we do about them");
    assert_eq!(register.all("LI").len(), 6);
    let cells = register.all("TD").into_iter().filter(|it| it.all("P").len() == 2);
    assert_eq!(cells.count(), 5);
    for name in ["SR1", "SR8"] {
        for title in ["Scores of the strategic risks", "What we do about them"] {
            assert_eq!(printed.row(title, name)[0], name);
        }
    }
    let scores = printed.table("Scores of the strategic risks");
    assert_eq!(over(scores), [("Current".to_owned(), 3), ("Target".to_owned(), 2)]);
    assert_eq!(
        printed.row("Scores of the strategic risks", "SR2")[2..],
        ["4 × 4", "16", "May 2025", "6", "2027", "4–6", "11", "Rising"]
    );
    assert!(TONES.iter().all(|tone| is_filled(printed, *tone)));
}

/// A table over six pages: heads with notes again on each, groups within groups, exact sums of
/// figures that are rounded.
pub(super) fn projection(printed: &Printed) {
    let title = "Spending by purpose";
    let table = printed.table(title);
    assert_eq!(texts(table)[0], ["Line", "Outturn1", "Projection2", "Totals3"]);
    assert_eq!(
        over(table)[..2],
        [("Projection2".to_owned(), 10), ("Totals3".to_owned(), 2)]
    );
    // What is repeated leads nowhere.
    assert_eq!(table.all("Link").len(), 3);
    let goes_on = format!("{title}, continued");
    assert_eq!(repeats(printed, &goes_on), 5);
    let lights = printed.row(title, "Lights");
    assert!(lights[1..12].iter().all(|cell| cell == "*"), "{lights:?}");
    assert_eq!(printed.row(title, "Polls")[1], "..........");
    assert!(printed.row(title, "Received on reserves")[1].starts_with('−'));
    let memo = table
        .all("TH")
        .into_iter()
        .filter(|it| spaced(&it.text()).starts_with("of which"));
    assert!(memo.into_iter().all(|it| it.all("Em").len() == 1));
    says(
        printed,
        "Shorthand: .......... nil; * low: it rounds to nought, and is not nought.",
    );
    says(printed, "Figures may not add up to their totals");
    // Exact pounds are added, whatever prints.
    let csv = "data/projection.csv";
    change(printed, csv, "Wards,45", "Wards,46");
    let found = printed.scratch.findings();
    assert!(
        found[0].contains("error[table-sum]: `Total, St Brannoc Hospital`"),
        "{found:?}"
    );
}

/// Five heads over pairs and threes; a table in two parts, each with its names.
pub(super) fn workforce(printed: &Printed) {
    let profile = printed.table("Staff by grade");
    let expected = [("Contract", 2), ("Hours", 2), ("Place", 2), ("Gender1", 3)];
    let expected = expected.map(|(text, columns)| (text.to_owned(), columns));
    assert_eq!(over(profile), expected);
    assert_eq!(printed.row("Staff by grade", "Directors")[1..4], ["5", "5", "–"]);
    let parts = printed.parts("Staff by age, service and pay");
    for part in &parts {
        let names: Vec<_> =
            heads(part, "Row").into_iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), 10);
        assert_eq!(names[0], "Chief executive");
    }
    // Columns with one head stay together.
    assert_eq!(
        over(parts[0]),
        [("Age".to_owned(), 6), ("Years with the charity".to_owned(), 5)]
    );
    assert_eq!(over(parts[1]), [("Pay of a full year".to_owned(), 4)]);
    let leave = printed.row("Leave and sickness", "Volunteering");
    assert_eq!(leave[1..], ["0.5", "[x]", "[x]"]);
}

/// The same tables and charts for each place.
pub(super) fn districts(printed: &Printed) {
    for college in ["Greyfriars College", "Tollgate College"] {
        let table = printed.table(&format!("Crimes reported at {college}"));
        let places =
            ["On campus", "In halls", "Public ground"].map(|place| (place.to_owned(), 3));
        assert_eq!(over(table)[..3], places);
        let years = texts(table).remove(1);
        assert_eq!(years, ["2022", "2023", "2024"].repeat(3));
        assert_eq!(over(table).len(), 3 + 4, "groups of offences");
    }
    for district in ["North district", "South district"] {
        let hours = format!("Incidents by day and hour, {district}");
        let total = printed.row(&hours, "All days");
        let kinds = printed.row(&format!("Use of force by kind, {district}"), "All");
        says(
            printed,
            &format!("Officers used force {} times in {} incidents", kinds[4], total[7]),
        );
        assert_eq!(total[8], "100.0");
        assert!(printed.row(&hours, "Monday")[8].contains('.'));
        let ages = printed.table(&format!("Most were between 18 and 34, {district}"));
        assert_eq!(texts(ages).len(), 6);
    }
    // The line charts have their data below them, in tables without a title of their own.
    let kinds = [
        "Use of force",
        "Handcuffs",
        "Open hand",
        "Irritant spray",
        "Conducted energy device",
    ];
    let tables = printed.pdf.tree.all("Table").into_iter();
    assert_eq!(tables.filter(|table| texts(table)[0] == kinds).count(), 2);
}

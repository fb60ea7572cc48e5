//! Performance: targets, what was before, trends and statuses, wherever a measure prints.

use crate::press::said;
use crate::reader::spaced;
use crate::scratch::{Scratch, report};

const MEASURES: &str = "\
- {id: reached, label: Homes reached in time, value: 94.6, unit: '%', period: 2024/25, better: higher,
   target: {value: 95, label: the plan}, history: [{period: 2022/23, value: 91.2}, {period: 2023/24, value: 92.5}]}
- {id: waits, label: Longest wait, value: 12, unit: weeks, period: 2024/25, better: lower,
   target: {value: 12}, comparator: {label: last year, value: 15}}
- {id: fires, label: Fires, value: 264, unit: fires, period: 2024/25, better: lower, target: {value: 240},
   history_file: data/history.csv, note: Counted anew.}
- {id: budget, label: Budget, value: 38248000, unit: GBP, period: 2024/25, target: {value: 39000000}, status: nothing}
- {id: calls, label: Calls, value: 1204, unit: calls, period: 2024/25}
- {id: visits, label: Visits, value: 96, unit: visits, period: 2024/25, better: higher,
   status: {by: previous, within: 4, words: {steady: About the same}}, comparator: {label: last year, value: 100}}
";

const HISTORY: &str =
    "Period,fires,other\n2021/22,301,1\n2022/23,,2\n2023/24,270,3\n2024/25,264,4\n";

const SECTION: &str = "\
id: one
title: How we did
body:
  - prose: >-
      We reached {reached} of homes against {reached|target}, up by {reached|change} from
      {reached|previous}; the target was {reached|status}. The wait was {waits}, and before
      {waits|previous}: it fell by {waits|change}. There were {fires} fires, {fires|change} fewer than
      the {fires|previous} before. Visits are {visits|status}.
  - table: card
  - measures: [reached, waits, fires, visits]
";

const TABLES: &str = "\
- id: card
  title: The scorecard
  scorecard:
    groups:
      - {label: Service, measures: [reached, waits, fires]}
      - {label: Means, measures: [budget, calls, visits]}
";

/// A project with all of it; with more in its report.
fn project(more: &str) -> Scratch {
    let fields = format!("measures: [measures.yaml]\ntables: [tables.yaml]\n{more}");
    let scratch = Scratch::with(&[
        ("report.yaml", &report(&fields)),
        ("measures.yaml", MEASURES),
        ("tables.yaml", TABLES),
        ("data/history.csv", HISTORY),
        ("sections/one.yaml", SECTION),
    ]);
    let brand =
        std::fs::read_to_string(scratch.path().join("brand.yaml")).expect("a brand");
    scratch.write("brand.yaml", brand + "style:\n  status: {by: target, within: 1%}\n");
    scratch
}

#[test]
fn prose_prints_targets_changes_and_statuses() {
    let scratch = project("");
    assert_eq!(scratch.findings(), [""; 0]);
    let text = scratch.editions().remove("report").expect("a report").text();
    let text = spaced(&text).replace('\u{a0}', " ");
    for expected in [
        "We reached 94.6% of homes against 95%, up by 2.1 percentage points from 92.5%; \
         the target was close.",
        "The wait was 12 weeks, and before 15 weeks: it fell by three weeks.",
        "There were 264 fires, six fewer than the 270 before. Visits are about the same.",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
}

#[test]
fn tiles_say_target_status_and_trend_in_words() {
    let text = project("").editions().remove("report").expect("a report").text();
    let text = spaced(&text).replace('\u{a0}', " ");
    for expected in [
        "94.6% Homes reached in time 2024/25 Target: 95%, the plan Close from 91.2% in 2022/23 \
         Up on 2023/24: better",
        "12 weeks Longest wait 2024/25 Target: 12 weeks Met Down compared with last year: better",
        "264 Fires 2024/25 Target: 240 Missed from 301 in 2021/22 Down on 2023/24: better",
        "96 Visits 2024/25 About the same Down compared with last year: worse",
        // Each rule once, with what it judges.
        "Status, Visits: Improving: better than before by more than 4; About the same: within 4 of \
         what it was before; Worsening: worse.",
        "Status, Homes reached in time, Longest wait, Fires: Met: at the target or better; \
         Close: within 1% of it; Missed: worse than that.",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
}

#[test]
fn scorecards_are_tables_with_the_columns_that_are_filled() {
    let pdf = project("").editions().remove("report").expect("a report");
    let table = &pdf.tree.all("Table")[0];
    let rows: Vec<Vec<String>> = table
        .all("TR")
        .iter()
        .map(|row| {
            let cells =
                row.children().filter(|it| matches!(it.role.as_str(), "TH" | "TD"));
            cells.map(|cell| spaced(&cell.text()).trim().to_owned()).collect()
        })
        .collect();
    let expected: [&[&str]; 9] = [
        &[
            "Indicator",
            "Unit",
            "Target",
            "Actual 2024/25",
            "Previous",
            "Trend",
            "Status",
            "Note",
        ],
        &["Service"],
        &[
            "Homes reached in time",
            "%",
            "95",
            "94.6",
            "92.5 (2023/24)",
            "Up",
            "Close",
            "–",
        ],
        &["Longest wait", "weeks", "12", "12", "15 (last year)", "Down", "Met", "–"],
        &[
            "Fires",
            "fires",
            "240",
            "264",
            "270 (2023/24)",
            "Down",
            "Missed",
            "Counted anew.",
        ],
        &["Means"],
        &["Budget", "£m", "39", "38.25", "–", "–", "–", "–"],
        &["Calls", "calls", "–", "1,204", "–", "–", "–", "–"],
        &[
            "Visits",
            "visits",
            "–",
            "96",
            "100 (last year)",
            "Down",
            "About the same",
            "–",
        ],
    ];
    assert_eq!(rows, expected);
    let captions = pdf.tree.all("Caption");
    assert!(captions.iter().any(|it| it.text().contains("The scorecard")));
}

#[test]
fn columns_that_nobody_fills_are_left_out() {
    let scratch = project("");
    scratch.write(
        "tables.yaml",
        "- {id: card, title: The scorecard, scorecard: [calls, budget]}\n",
    );
    let pdf = scratch.editions().remove("report").expect("a report");
    let head = pdf.tree.all("Table")[0].all("TR")[0].text();
    assert_eq!(spaced(&head).trim(), "Indicator Unit Target Actual 2024/25");
}

#[test]
fn data_files_hold_histories_and_statuses_exactly() {
    let mut built = project("").built(&["report", "--profile", "archive"]);
    let pdf = built.remove("note-archive.pdf").expect("a report");
    let text = |name: &str| String::from_utf8_lossy(&pdf.attachments[name]).into_owned();
    let history = text("history.csv");
    assert!(
        history.starts_with("measure,period,value\r\nreached,2022/23,91.2\r\n"),
        "{history}"
    );
    // A cell that is empty is no value.
    assert!(history.contains("fires,2021/22,301\r\nfires,2023/24,270\r\n"), "{history}");
    let measures = text("measures.csv");
    let waits = measures.lines().find(|line| line.starts_with("waits,")).expect("a row");
    assert!(waits.contains(",lower,met,"), "{waits}");
    assert!(text("table-card.csv").contains("Homes reached in time,%,95,94.6"));
}

#[test]
fn figures_at_the_back_have_targets_statuses_and_pages() {
    let pdf = project("back_matter: [figures]\n")
        .editions()
        .remove("report")
        .expect("a report");
    let table = pdf.tree.all("Table").pop().expect("a table");
    let rows: Vec<String> =
        table.all("TR").iter().map(|row| spaced(&row.text()).trim().to_owned()).collect();
    assert_eq!(rows[0], "What it measures Figure Target Status Previous Page");
    assert!(
        rows.contains(
            &"Homes reached in time 94.6% 95% Close 92.5% (2023/24) 2".to_owned()
        ),
        "{rows:#?}"
    );
    assert!(rows.contains(&"Calls 1,204 – – – 2".to_owned()), "{rows:#?}");
}

#[test]
fn scorecards_stand_in_briefs_and_papers() {
    let scratch = project("papers: [paper.yaml]\n");
    let sections = "sections: [sections/one.yaml, priority.yaml]\n";
    let own =
        std::fs::read_to_string(scratch.path().join("report.yaml")).expect("a report");
    scratch
        .write("report.yaml", own.replace("sections: [sections/one.yaml]\n", sections));
    scratch.write(
        "priority.yaml",
        "{id: safe, priority: 1, name: Safety, summary: Safe homes., body: [{table: second}]}",
    );
    scratch.write(
        "tables.yaml",
        format!(
            "{TABLES}- {{id: second, title: In the brief, scorecard: [reached, waits]}}\n\
             - {{id: third, title: In the paper, scorecard: [fires, visits]}}\n"
        ),
    );
    scratch.write(
        "paper.yaml",
        "{id: paper, title: How we did, meeting: to be confirmed, date: 2025-03-20, \
         report_of: The clerk, purpose: noting, summary: It stands below., \
         sections: [{title: Figures, body: [{table: third}]}]}",
    );
    let output = scratch.run(&["build", "--out", "out"]);
    assert!(output.status.success(), "{}", said(&output.stderr));
    let editions = scratch.editions();
    for (edition, words) in
        [("brief-safe", "In the brief"), ("paper-paper", "In the paper")]
    {
        let pdf =
            editions.get(edition).unwrap_or_else(|| panic!("{:?}", editions.keys()));
        let table = pdf.tree.all("Table");
        let text: String = table.iter().map(|it| spaced(&it.text())).collect();
        assert!(text.contains("Indicator Unit Target Actual"), "{edition}: {text}");
        assert!(pdf.text().contains(words), "{edition}");
    }
}

/// The indicators of a trust as its report had them typed in tables of their own: target, before, now,
/// and how they were rated.
const RATED: [(&str, &str, &str, &str, &str); 20] = [
    ("Duty of Candour breaches", "1", "6", "5", "Red"),
    ("MRSA infections attributed to the Trust", "0", "4", "3", "Red"),
    ("Clostridioides difficile infections", "3", "0", "0", "Green"),
    ("Never events", "0", "0", "0", "Green"),
    ("Safety alerts outstanding", "0", "1", "1", "Red"),
    ("Rated our care good or very good", "95", "93", "93.4", "Amber"),
    ("Waiting under 18 weeks, consultant-led", "92", "43.7", "26.2", "Red"),
    ("People who waited more than 52 weeks for a consultant", "0", "534", "1,104", "Red"),
    ("Waiting less than six weeks for a diagnostic test", "99", "32.6", "98.2", "Amber"),
    ("Waiting less than 18 weeks, not consultant-led", "95", "60.0", "61.1", "Red"),
    ("Urgent community response within two hours", "70", "72.1", "79.4", "Green"),
    ("Routine eating disorder care within four weeks", "95", "57.1", "50", "Red"),
    ("Treatment begun within 18 weeks of referral", "95", "98.1", "99.4", "Green"),
    ("Treatment begun within six weeks of referral", "95", "88.5", "93.6", "Amber"),
    ("Staff turnover", "14.5", "10.5", "10.9", "Green"),
    ("Staff who left within 12 months", "20", "13.8", "21.4", "Amber"),
    ("Sickness absence", "6.5", "6.0", "5.9", "Green"),
    ("Appraisals completed", "90", "75.2", "83.5", "Amber"),
    ("Statutory and mandatory training", "90", "86.0", "88.8", "Amber"),
    ("Starters less leavers", "0", "+144", "−12", "Red"),
];

#[test]
fn a_trust_is_rated_by_its_rule_as_it_rated_itself() {
    let editions = Scratch::of("scores").editions();
    let pdf = &editions["report"];
    let table = pdf
        .tree
        .all("Table")
        .into_iter()
        .find(|table| table.text().contains("Duty of Candour breaches"));
    let rows: Vec<Vec<String>> = table
        .expect("a scorecard")
        .all("TR")
        .iter()
        .map(|row| {
            row.children().map(|cell| spaced(&cell.text()).trim().to_owned()).collect()
        })
        .collect();
    for (label, target, before, now, rated) in RATED {
        let row = rows.iter().find(|row| row[0] == label);
        let row = row.unwrap_or_else(|| panic!("{label}: {rows:#?}"));
        assert_eq!(
            [&*row[2], &row[3], &row[4], &row[6]],
            [target, now, before, rated],
            "{label}"
        );
    }
    assert!(
        editions["paper-annual-report"]
            .text()
            .contains("Four indicators that the Board asked about")
    );
}

#[test]
fn what_others_are_is_no_trend_and_is_said() {
    let measures = "\
- {id: time, label: Response, value: 7, unit: minutes, better: lower, comparator: {label: England, value: 8, period: 2023}}
- {id: pleased, label: Pleased, value: 88, unit: '%', better: higher, history: [{period: 2019/20, value: 84}, {period: 2023/24, value: 86}],
   period: 2024/25, comparator: {label: Wales, value: 91}, source: {document: survey, at: page 7}}
";
    let scratch = Scratch::with(&[
        (
            "report.yaml",
            &report(
                "measures: [measures.yaml]\ntables: [tables.yaml]\nback_matter: [figures]\nsources:\n  \
                 - {id: survey, title: The survey, publisher: Us}\n  \
                 - {id: log, title: The log, publisher: Us}\n",
            ),
        ),
        ("measures.yaml", measures),
        (
            "tables.yaml",
            "- {id: card, title: Card, scorecard: {measures: [time, pleased]}}\n",
        ),
        (
            "sections/one.yaml",
            "id: one\ntitle: One\nbody:\n  - table: card\n  - measures: [time, pleased]\n",
        ),
    ]);
    let text = scratch.editions().remove("report").expect("a report").text();
    let text = spaced(&text).replace('\u{a0}', " ");
    for expected in [
        "Response minutes 7 8 (England, 2023) – –",
        "Pleased % 88 86 (2023/24) Up Wales: 91%",
        "7 minutes Response Lower than England, 2023 (8 minutes): better",
        "Up on 2023/24: better Wales: 91%",
        "The survey, page 7",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
}

/// The year in figures keeps the order of its measures, with large ones among them, and none is alone
/// on a page.
#[test]
fn the_year_in_figures_keeps_the_order_of_its_measures() {
    let ids: Vec<_> = (0..12).map(|at| format!("m{at}")).collect();
    let measures = ids.iter().enumerate().map(|(at, id)| {
        format!(
            "- {{id: {id}, label: Berth {at} it is, value: {}, unit: ships, better: higher, \
             period: 2024/25, target: {{value: 150}}, \
             history: [{{period: 2022/23, value: 90}}, {{period: 2023/24, value: 95}}]}}\n",
            at + 100
        )
    });
    let fields = format!(
        "measures: [measures.yaml]\nyear_in_figures: [{}]\nlarge_figures: [m3, m4]\n",
        ids.join(", ")
    );
    let scratch = Scratch::with(&[
        ("report.yaml", &report(&fields)),
        ("measures.yaml", &measures.collect::<String>()),
    ]);
    let brand =
        std::fs::read_to_string(scratch.path().join("brand.yaml")).expect("a brand");
    scratch.write("brand.yaml", brand + "style:\n  status: {by: target, within: 1%}\n");
    let pdf = scratch.editions().remove("report").expect("a report");
    let text = spaced(&pdf.text()).replace('\u{a0}', " ");
    let places = (0..12).map(|at| text.find(&format!("Berth {at} it is")));
    let places: Vec<_> = places.map(|at| at.expect("a tile")).collect();
    assert!(places.is_sorted(), "{places:?}");
    let tiles = pdf.pages.iter().map(|page| {
        let text = page.runs.iter().map(|run| run.text.as_str()).collect::<String>();
        text.matches(" it is").count()
    });
    let tiles: Vec<_> = tiles.filter(|count| *count > 0).collect();
    assert!(!tiles.contains(&1), "{tiles:?}");
}

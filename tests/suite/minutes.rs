//! Minutes, lists of decisions and logs of actions: a committee's year, in both copies.
//!
//! `tests/projects/committee/` holds six meetings: the minutes of each are an item of the next, numbers of
//! minutes run on, and the log of actions goes from pack to pack.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::document::assert_accessible;
use crate::press::{Print, project};
use crate::reader::{Pdf, spaced};
use crate::scratch::Scratch;

fn committee() -> &'static Print {
    static PRINT: OnceLock<Print> = OnceLock::new();
    PRINT.get_or_init(|| project("committee"))
}

fn restricted() -> &'static BTreeMap<String, Pdf> {
    static MADE: OnceLock<BTreeMap<String, Pdf>> = OnceLock::new();
    MADE.get_or_init(|| Scratch::of("committee").built(&["--audience", "restricted"]))
}

fn pack(id: &str) -> &'static Pdf {
    let name = format!("pack-{id}");
    committee().editions.get(&name).unwrap_or_else(|| panic!("no {name}"))
}

/// The text of a pack in the copy for those who may see all of it.
fn restricted_text(id: &str) -> String {
    let end = format!("pack-{id}-restricted");
    let found = restricted().iter().find(|(name, _)| name.contains(&end));
    spaced(&found.unwrap_or_else(|| panic!("no {end}")).1.text())
}

/// Each row of the table whose first head is this, as what its cells say.
fn rows(pdf: &Pdf, head: &str) -> Vec<Vec<String>> {
    let cells = |row: &crate::reader::Element| -> Vec<String> {
        row.children().map(|cell| spaced(&cell.text())).collect()
    };
    let tables = pdf.tree.all("Table");
    let found = tables.iter().find(|table| {
        let rows = table.all("TR");
        rows.first().is_some_and(|row| cells(row).iter().any(|cell| cell == head))
    });
    let table = found.unwrap_or_else(|| panic!("no table with a column {head}"));
    table.all("TR").into_iter().skip(1).map(cells).collect()
}

#[test]
fn every_pack_is_accessible() {
    for (name, pdf) in &committee().editions {
        assert_accessible(name, pdf);
    }
    assert_eq!(
        committee().editions.keys().filter(|it| it.starts_with("pack-")).count(),
        6
    );
}

#[test]
fn numbers_of_minutes_run_on_from_meeting_to_meeting() {
    let numbers = |id: &str| -> Vec<String> {
        let headings = pack(id).headings().into_iter();
        let first = headings.filter_map(|(_, text)| text.get(..5).map(str::to_owned));
        first.filter(|it| it.ends_with("/26") || it.ends_with("/27")).collect()
    };
    assert_eq!(numbers("july"), ["12/26", "13/26", "14/26", "15/26"]);
    assert_eq!(numbers("september").first().map(String::as_str), Some("16/26"));
    assert_eq!(numbers("march"), ["33/27", "34/27", "35/27", "36/27", "37/27", "38/27"]);
}

#[test]
fn what_was_agreed_is_in_the_words_of_the_paper_or_as_amended() {
    let text = spaced(&pack("july").text());
    for said in [
        "Confirmed as a true record on 9 July 2026",
        "Dr A Nance, in place of Ms H Brandt",
        "Moved by Mrs L Penhale; seconded by Dr A Nance",
        "Agreed (a) Approve the dredging of the inner basin in October 2026.",
        "Agreed as amended (b) Let the contract to the tenderer who gives the best value, \
         within the budget. For: 3; Against: 1; Abstained: 1",
        // What the paper points to is not in this pack: it is named, and no link.
        "Noted (c) Note the survey of the sea bed in Appendix A.",
        "In force from 23 May 2026",
        "Due: 30 June 2026; Done on 22 June 2026",
    ] {
        assert!(text.contains(said), "`{said}` is not in {text}");
    }
    assert!(!text.contains("within the budget. Noted (b)"), "{text}");
    assert!(spaced(&pack("march").text()).contains("Draft minutes, not yet confirmed"));
}

#[test]
fn a_named_vote_names_everybody() {
    let text = spaced(&pack("november").text());
    let said = "For: 3 (Captain R Ottway, Ms H Brandt, Mr J Trevose); Against: 1 (Mrs L Penhale)";
    assert!(text.contains(said), "{text}");
    let said = "Not open to call-in the notice to holders of moorings must go out by 30 September";
    assert!(text.contains(said), "{text}");
}

#[test]
fn decisions_are_a_table_with_the_day_from_which_they_hold() {
    let rows = rows(pack("january"), "Decision");
    let of = |number: &str| -> Vec<&Vec<String>> {
        rows.iter().filter(|row| row.first().is_some_and(|it| it == number)).collect()
    };
    let crane = of("31/26");
    assert_eq!(crane.len(), 2, "{rows:?}");
    assert!(
        crane[0][2].starts_with("Agreed") && crane[0][2].contains("a crane of 12 tonnes")
    );
    assert_eq!(crane[0].last().map(String::as_str), Some("21 November 2026"));
    assert!(crane[1][2].starts_with("Referred"), "{crane:?}");
    assert_eq!(crane[1].last().map(String::as_str), Some("–"));
}

#[test]
fn the_log_goes_from_pack_to_pack_until_an_action_is_done() {
    let actions = |id: &str| -> Vec<String> {
        rows(pack(id), "Action")
            .into_iter()
            .filter(|row| row.len() > 1)
            .map(|row| row[1].clone())
            .collect()
    };
    assert_eq!(
        actions("july"),
        [
            "Invite tenders",
            "Report on the testing of spoil",
            "Set out what other harbours charge"
        ]
    );
    // Tenders were invited before the meeting in July.
    assert_eq!(
        actions("september"),
        ["Report on the testing of spoil", "Set out what other harbours charge"]
    );
    let text = spaced(&pack("september").text());
    assert!(text.contains("What was done before 9 July 2026 is left out."), "{text}");
    assert!(!spaced(&pack("july").text()).contains("is left out"));
}

#[test]
fn a_withheld_minute_keeps_its_number_and_says_what_the_public_may_read() {
    let public = spaced(&pack("january").text());
    for said in ["32/26 Property matter", "The Committee settled the terms of a lease."] {
        assert!(public.contains(said), "`{said}` is not in {public}");
    }
    let secret = ["Penmarrow", "41,500", "39,000", "Quayside Nets", "Sign the lease"];
    for (name, pdf) in &committee().editions {
        let text = spaced(&pdf.text());
        for word in secret {
            assert!(!text.contains(word), "{name} says `{word}`");
        }
    }
    let all = restricted_text("january");
    for word in secret {
        assert!(all.contains(word), "`{word}` is not in {all}");
    }
    // The public page stands in the restricted copy as it is, beside the whole.
    assert!(all.contains("The Committee settled the terms of a lease."), "{all}");
    assert!(all.contains("Not for publication: private under section 1(2)"), "{all}");
}

#[test]
fn a_log_without_anything_withheld_stands_once() {
    // Of the minutes with a withheld action all has exempt pages; of those before, nothing has.
    assert!(restricted_text("january").contains("Actions, with what is exempt"));
    assert!(!restricted_text("november").contains("with what is exempt"));
}

#[test]
fn nothing_is_found_in_the_year() {
    let found = Scratch::of("committee").findings();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn the_data_of_a_pack_hold_its_minutes() {
    let words = ["pack", "january", "--audience", "restricted", "--profile", "archive"];
    let made = Scratch::of("committee").built(&words);
    let pack = made.values().next().expect("a pack");
    let json = String::from_utf8_lossy(&pack.attachments["data.json"]).into_owned();
    for said in ["Penmarrow", "32/26", "Have the old crane valued"] {
        assert!(json.contains(said), "{said}");
    }
}

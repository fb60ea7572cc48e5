//! The archive: the data behind an edition, read out of the finished PDF.

use std::collections::BTreeMap;

use tempfile::TempDir;

use crate::audience::assert_clean;
use crate::press::{
    Files, assert_status, bundled, bundled_files, files, recto, repository,
};
use crate::reader::{Pdf, spaced};
use crate::scratch::Scratch;

/// The files that are attached to the archives among these, by edition and name.
fn attached(files: &Files) -> BTreeMap<&str, Files> {
    let archives = files.iter().filter(|(name, _)| name.ends_with("-archive.pdf"));
    archives.map(|(name, data)| (name.as_str(), Pdf::read(data).attachments)).collect()
}

fn rows(data: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(data);
    let rows = reader.records().map(|row| row.expect("a row of the same width"));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

#[test]
fn every_table_and_figure_of_an_edition_is_attached() {
    let editions = attached(bundled_files());
    assert_eq!(editions.len(), 8);
    let report = &editions["annual-report-2022-23-archive.pdf"];
    let print = bundled();
    for chart in &print.opened.report.charts {
        let name = format!("chart-{}.csv", chart.id.value);
        let series = print.opened.report.series_by_id(&chart.series.value);
        let values: usize = series.points.iter().map(|point| point.values.len()).sum();
        assert_eq!(rows(&report[&name]).len(), values + 1, "{name}");
    }
    let text = spaced(&print.report().text());
    // What is restricted is in no public file.
    let tables = print.opened.report.tables.iter();
    for table in tables.filter(|table| !table.audience.is_restricted()) {
        let name = format!("table-{}.csv", table.id.value);
        let rows = rows(&report[&name]);
        assert_eq!(rows.len(), table.rows.len() + 1, "{name}");
        assert_eq!(rows[0].len(), table.columns.len(), "{name}");
        // What is attached is what is printed.
        for cell in rows.iter().skip(1).flatten() {
            assert!(text.contains(&spaced(cell)), "{name}: `{cell}` is not printed");
        }
    }
    let brief = &editions["annual-report-2022-23-brief-1-violence-archive.pdf"];
    assert!(!brief.contains_key("table-funding.csv") && brief.len() < report.len());
    for (edition, files) in &editions {
        for name in ["measures.csv", "data.json"] {
            assert!(files.contains_key(name), "{edition} has no {name}");
        }
    }
}

#[test]
fn nothing_restricted_is_attached() {
    let withheld = Scratch::of("withheld");
    let output = withheld.run(&["-q", "build", "--profile", "archive"]);
    assert_status(&output, 0);
    let files = files(&withheld.path().join("out"));
    let editions = attached(&files);
    assert!(!editions.is_empty());
    for (edition, files) in editions {
        for (name, data) in files {
            let text = String::from_utf8(data).expect("UTF-8");
            assert_clean(&format!("{edition}: {name}"), &format!("{name} {text}"));
        }
    }
}

#[test]
fn the_archive_reads_as_the_screen_does() {
    let out = TempDir::new().expect("a folder");
    let mut command = recto();
    command.arg("--project").arg(repository().join("tests/projects/trust"));
    command.args(["-q", "build", "report", "--profile", "screen,archive", "--out"]);
    assert_status(&command.arg(out.path()).output().expect("it"), 0);
    let read = |name: &str| Pdf::open(&out.path().join(name)).text();
    assert_eq!(
        read("quality-account-2025.pdf"),
        read("quality-account-2025-archive.pdf")
    );
}

//! The suite: what Recto promises, held against finished PDFs and the program itself.
//!
//! A feature is a file beside its cases. [`scratch`] writes projects for one test; [`press`]
//! makes PDFs of projects; [`reader`] reads them without Recto or Typst. [`harness`] runs
//! tests by name: functions with `#[test]`, and the cases that are listed here.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests write projects and read what was made of them without Recto's help, and \
              what fails in a test fails the test"
)]

// Its `#[test]` stands in the place of the compiler's.
#[macro_use]
extern crate recto_test_attribute;

use std::process::ExitCode;

mod agendas;
mod annexes;
mod archive;
mod audience;
mod brands;
mod cases;
mod charts;
mod command_line;
mod contradictions;
mod data_files;
mod document;
mod errors;
mod examples;
mod exempt;
mod figures;
mod finish;
mod fit;
mod fonts;
mod harness;
mod hostile;
mod house;
mod interference;
mod inventory;
mod items;
mod json_schema;
mod languages;
mod large;
mod layers;
mod limits;
mod look;
mod markings;
mod minutes;
mod mistakes;
mod output;
mod packs;
mod pages;
mod pasted;
mod performance;
mod photographs;
mod pictures;
mod pointers;
mod preflight;
mod press;
mod print;
mod printed;
mod reader;
mod readings;
mod reference;
mod reproducible;
mod rules;
mod schema;
mod scratch;
mod second_project;
mod shapes;
mod slips;
mod specimen;
mod standards;
mod tables;
mod telling;
mod templates;
mod theme;
mod themes;
mod together;
mod type_sizes;
mod unit_tables;
mod units;
mod verbatim;
mod verify;
mod walks;
mod watch;
mod words;
mod workspace;

fn main() -> ExitCode {
    let cases = [
        charts::cases(),
        errors::cases(),
        rules::cases(),
        mistakes::cases(),
        preflight::cases(),
        standards::cases(),
        hostile::cases(),
        interference::cases(),
        specimen::cases(),
        fit::cases(),
        readings::cases(),
        shapes::cases(),
        brands::cases(),
        unit_tables::cases(),
    ];
    harness::run(cases.into_iter().flatten())
}

//! The suite: what Recto promises, held against finished PDFs and the program itself.
//!
//! A feature is a file beside its cases. [`reader`] reads PDFs without Recto or Typst;
//! [`press`] makes them; [`scratch`] writes projects for one test.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "tests write projects and read what was made of them without Recto's help, and \
              what fails in a test fails the test"
)]

mod annexes;
mod archive;
mod audience;
mod cases;
mod command_line;
mod data_files;
mod document;
mod errors;
mod figures;
mod hostile;
mod house;
mod limits;
mod mistakes;
mod output;
mod packs;
mod preflight;
mod press;
mod print;
mod reader;
mod reproducible;
mod rules;
mod scratch;
mod second_project;
mod templates;
mod type_sizes;
mod verbatim;
mod verify;

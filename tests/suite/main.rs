//! The suite: what Recto promises, held against finished PDFs and the program itself.
//!
//! A feature is a file beside its cases. [`reader`] reads PDFs without Recto or Typst;
//! [`press`] makes them; [`scratch`] writes projects for one test.

#![expect(
    clippy::disallowed_methods,
    reason = "tests write projects and read what was made of them without Recto's help"
)]

mod command_line;
mod document;
mod errors;
mod figures;
mod house;
mod press;
mod reader;
mod reproducible;
mod scratch;
mod second_project;
mod templates;
mod verbatim;

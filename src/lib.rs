//! Recto merges a public body's report data into Typst templates and typesets PDFs.
//!
//! One straight pipeline, each stage a module that uses only those above it:
//!
//! 1. [`report`] loads a project's files and validates them,
//!    ([`lint`] looks for valid input that is probably a mistake),
//! 2. [`edition`] selects what goes into one document, and [`document`] resolves it in the
//!    order of reading,
//! 3. [`render`] lets the templates draw it as Typst sources, and proves that no value
//!    became code,
//! 4. [`typeset`] lays the sources out in a closed world,
//! 5. [`export`] makes PDFs of the pages, [`manifest`] records what was made of what, and
//!    [`output`] writes both,
//! 6. [`build`] goes through all of it, for one edition or several.
//!
//! [`cli`] is how a person uses it. `ARCHITECTURE.md` says why.

#![forbid(unsafe_code)]

pub mod audit;
pub mod build;
pub mod cli;
pub mod colour;
pub mod diagnostic;
pub mod digest;
pub mod document;
pub mod edition;
pub mod error;
pub mod export;
pub mod layers;
pub mod limits;
pub mod lint;
pub mod manifest;
pub mod output;
pub mod render;
pub mod report;
pub mod schema;
pub mod sources;
pub mod theme;
pub mod typeset;
pub mod wording;

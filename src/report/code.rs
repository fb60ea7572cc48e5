//! The stable names of the problems that reading and validating a report can find.
//!
//! A name never changes its meaning: scripts and documentation rely on it. What is said
//! about each problem stands where the problem is found.

use crate::diagnostic::Code;
pub use crate::limits::LIMIT;
pub use crate::sources::{BAD_PATH, MISSING_FILE, NOT_UTF8, UNREADABLE_FILE};

/// A file whose name does not say what it holds, or that holds something else.
pub const UNKNOWN_FORMAT: Code = Code("unknown-format");
/// A file that does not follow the grammar of its syntax.
pub const SYNTAX: Code = Code("syntax");
/// A part of a syntax that projects may not use, such as anchors in YAML.
pub const REFUSED_SYNTAX: Code = Code("refused-syntax");
/// A field that is written twice.
pub const DUPLICATE_FIELD: Code = Code("duplicate-field");
/// A control character in text.
pub const CONTROL_CHARACTER: Code = Code("control-character");
/// A field that is not known here.
pub const UNKNOWN_FIELD: Code = Code("unknown-field");
/// A field that must be there and is not.
pub const MISSING_FIELD: Code = Code("missing-field");
/// A field that is there and holds nothing.
pub const EMPTY_FIELD: Code = Code("empty-field");
/// A value of the wrong kind, such as a list where text is wanted.
pub const WRONG_KIND: Code = Code("wrong-kind");
/// A value of the right kind that cannot be used.
pub const BAD_VALUE: Code = Code("bad-value");
/// Fields that are each right and do not go together.
pub const FIELDS_DISAGREE: Code = Code("fields-disagree");
/// A part of Markdown that prose may not use.
pub const REFUSED_MARKDOWN: Code = Code("refused-markdown");
/// A footnote without its text, or a text without its footnote.
pub const FOOTNOTE: Code = Code("footnote");
/// A mark of a list on a line that is none.
pub const LIST_MARK: Code = Code("list-mark");
/// A CSV file that does not have the shape that its table or series needs.
pub const CSV_SHAPE: Code = Code("csv-shape");
/// A language for which there are no fixed words.
pub const UNKNOWN_LANGUAGE: Code = Code("unknown-language");
/// An id that is given twice.
pub const DUPLICATE_ID: Code = Code("duplicate-id");
/// A reference that leads nowhere.
pub const UNKNOWN_REFERENCE: Code = Code("unknown-reference");
/// A restricted figure that something public prints.
pub const RESTRICTED_REFERENCE: Code = Code("restricted-reference");
/// References that lead back to where they started.
pub const CYCLE: Code = Code("cycle");
/// A number of things outside the limits of its place.
pub const BAD_COUNT: Code = Code("bad-count");
/// A sum in a table that is not what its rows add up to.
pub const TABLE_SUM: Code = Code("table-sum");
/// A chart that cannot show its series.
pub const CHART_SHAPE: Code = Code("chart-shape");
/// A colour that is too pale for text.
pub const CONTRAST: Code = Code("contrast");
/// Something that is written down and printed nowhere.
pub const UNUSED: Code = Code("unused");
/// A field of a paper that the settings require of every paper, and that it has not.
pub const REQUIRED_OF_PAPERS: Code = Code("required-of-papers");
/// An external PDF that cannot be attached to a paper.
pub const EXTERNAL_REFUSED: Code = Code("external-refused");

//! Export: finished pages become a file in a profile.

mod pdf;

pub use self::pdf::{PdfFailure, pdf};

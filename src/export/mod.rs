//! Export: finished pages become a file in a profile.

pub mod intent;
mod pdf;
pub mod prepress;

pub use self::pdf::{PdfFailure, pdf};

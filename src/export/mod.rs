//! Export: finished pages become a file in a profile.

pub mod attach;
pub mod intent;
mod pdf;
pub mod prepress;
mod text;

pub use self::pdf::{PdfFailure, pdf};

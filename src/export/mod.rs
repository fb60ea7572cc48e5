//! Export: finished pages become a file in a profile.

mod attach;
mod finish;
pub mod intent;
pub mod labels;
mod pdf;
pub mod preflight;
pub mod prepress;
mod text;
pub mod trace;

pub use self::finish::finish;
pub use self::pdf::{PdfFailure, pdf};

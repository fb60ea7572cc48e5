//! The object level: what Recto does with PDFs once their pages are laid out.
//!
//! A file by Typst is parsed once into a [`Pdf`], changed there by any number of passes, and
//! saved once. [`join`] puts pages of other makers in place of empty ones, [`finish`] adds
//! what readers and archives need, [`prepress`] what a printer needs. [`preflight`] reads
//! saved bytes back and judges them; it shares nothing with the passes that wrote them but
//! the reading of objects. Nothing is known here of reports: a failure is a value with its
//! kind, and the program turns it into a message with a place.

#![forbid(unsafe_code)]

mod appearance;
mod bare;
pub mod conformance;
mod content;
mod file;
pub mod finish;
mod flaws;
mod font;
mod geometry;
pub mod intent;
mod interpret;
pub mod join;
mod object;
pub mod photograph;
pub mod preflight;
pub mod prepress;
mod profile;
mod reading;
mod roles;
mod space;
mod standard;
mod xmp;

pub use self::appearance::{Annotation, Undrawn, UndrawnCause};
pub use self::file::{Malformed, Pdf};
pub use self::object::PageFault;
pub use self::profile::{Medium, Profile};
pub use self::xmp::XmpFault;

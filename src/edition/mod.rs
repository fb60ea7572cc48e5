//! An edition: one document to produce, and what goes into it.
//!
//! [`redact`] takes out of the report what its readers may not see. [`EditionId`] says which document
//! it is, and [`Selector`] which are wanted; [`Selection`] is one of them, with the sections
//! that belong to it. What its reader gets is a [`Document`](crate::document::Document).

mod audience;
pub mod concealed;
mod id;
pub mod redact;
mod selection;
mod selector;

pub use recto_pdf::{Medium, Profile};

pub use self::audience::Audience;
pub use self::id::{EditionId, EditionKind, EditionName};
pub use self::selection::{Selection, Subject, all};
pub use self::selector::{
    RESTRICTED_PAPER, RESTRICTED_PRIORITY, Selector, UNKNOWN_PAPER, UNKNOWN_PRIORITY,
    select,
};

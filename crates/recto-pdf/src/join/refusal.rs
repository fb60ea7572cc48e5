//! Refusals and remarks: why a PDF cannot be joined, and what of one is not carried over.

use std::fmt;

use crate::{PageFault, Undrawn, UndrawnCause};

/// Why an external PDF cannot be joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is no PDF; what it seems to be.
    NotPdf(&'static str),
    /// It is protected, and asks for a password.
    Encrypted,
    /// It opens without a password, and forbids something that joining does.
    Forbidden(Permission),
    /// It cannot be read whole.
    Damaged(Damage),
    /// Its pages are made by a script while it is open (XFA).
    DynamicForm,
    /// It is a folder of files rather than pages.
    Portfolio,
    /// It has no pages.
    NoPages,
    /// It has more pages than this.
    TooManyPages(usize),
    /// A field or a comment of it leaves its look to the viewer, and cannot be drawn.
    Undrawn(Undrawn),
}

/// How a PDF is damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// Its objects cannot be read; the words of the library that reads them.
    #[error("{0}")]
    Objects(String),
    /// The table that says where its objects are had to be made anew.
    #[error("its table of objects is not whole")]
    Table,
    /// Its pages cannot all be found.
    #[error(transparent)]
    Pages(PageFault),
    /// An object that its pages lead to, by its number, cannot be read.
    #[error("its object {0} cannot be read")]
    Object(u32),
    /// The content of a page, counted from 1, cannot be unpacked, or only to more than a
    /// page may hold.
    #[error("the content of page {0} cannot be unpacked")]
    Content(usize),
    /// A page, counted from 1, refers to content that the file has not.
    #[error("the content of page {0} is not in it")]
    NoContent(usize),
}

/// Something that joining does, and that a file may forbid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// It may be printed (bit 3).
    Printing,
    /// Its text and images may be copied (bit 5).
    Copying,
    /// Its pages may be put together anew (bit 11), or changed altogether (bit 4).
    Assembling,
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Printing => "printing",
            Self::Copying => "copying text and images",
            Self::Assembling => "putting pages together or changing them",
        })
    }
}

impl From<PageFault> for Refusal {
    fn from(fault: PageFault) -> Self {
        match fault {
            PageFault::TooMany(most) => Self::TooManyPages(most),
            fault => Self::Damaged(Damage::Pages(fault)),
        }
    }
}

impl From<Undrawn> for Refusal {
    fn from(undrawn: Undrawn) -> Self {
        Self::Undrawn(undrawn)
    }
}

impl From<lopdf::Error> for Refusal {
    fn from(error: lopdf::Error) -> Self {
        Self::Damaged(Damage::Objects(error.to_string()))
    }
}

impl Refusal {
    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NotPdf(_) => "save it as a PDF first",
            Self::Encrypted | Self::Forbidden(_) => "ask for a copy without protection",
            Self::Damaged(_) => "ask for the file again, or print it to a new PDF",
            Self::Undrawn(Undrawn { cause: UndrawnCause::Redaction, .. }) => {
                "apply the redaction, and attach what comes of it"
            }
            Self::DynamicForm | Self::Undrawn(_) => {
                "print it to a new PDF, and attach that"
            }
            Self::Portfolio => "take the files out of it, and attach each",
            Self::NoPages => "attach a file with pages",
            Self::TooManyPages(_) => "attach the part of it that is wanted",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotPdf(what) => write!(f, "it is no PDF but {what}"),
            Self::Encrypted => f.write_str("it is encrypted"),
            Self::Forbidden(permission) => {
                write!(f, "its protection does not allow {permission}")
            }
            Self::Damaged(why) => write!(f, "it is damaged: {why}"),
            Self::DynamicForm => {
                f.write_str("it is a dynamic form (XFA) without pages of its own")
            }
            Self::Portfolio => f.write_str("it is a portfolio of other files"),
            Self::NoPages => f.write_str("it has no pages"),
            Self::Undrawn(undrawn) => undrawn.fmt(f),
            Self::TooManyPages(most) => write!(f, "it has more than {most} pages"),
        }
    }
}

/// What of an external PDF is not carried over, or changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// It is signed, and a copy of a page is not.
    Signature,
    /// Its form prints what it shows, and cannot be filled in.
    Form,
    /// It has scripts, which are left out.
    Scripts,
    /// It has files attached, which are left out.
    Attachments,
    /// It has comments, whose text is left out.
    Comments,
    /// It has hidden layers, whose content is left out.
    HiddenLayers,
    /// Some of its streams were mended, because they are of another length than they say, or the
    /// table by which content leads to its element, which was not there.
    Repaired,
    /// Fields or comments of it leave their look to the viewer, and were drawn.
    Drawn,
    /// It has films, sounds or models, of which the pages show no more than their picture.
    Media,
    /// Some of its links lead to other files, run something, or lead nowhere.
    Links,
    /// It is protected against some uses, and the paper is not.
    Protected,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Signature => "its signature does not hold for the copy",
            Self::Form => "its form prints what it shows, and cannot be filled in",
            Self::Scripts => "its scripts are left out",
            Self::Attachments => "the files attached to it are left out",
            Self::Comments => "the text of its comments is left out",
            Self::HiddenLayers => "what is on its hidden layers is left out",
            Self::Repaired => "it is damaged, and was mended as viewers mend it",
            Self::Drawn => {
                "its fields or comments have no appearance, and were drawn from what they say"
            }
            Self::Media => "its films, sounds and models are left out",
            Self::Links => {
                "some of its links are left out: they lead to other files, run something, or \
                 lead nowhere"
            }
            Self::Protected => {
                "it is protected, and its pages are not once they are copied"
            }
        })
    }
}

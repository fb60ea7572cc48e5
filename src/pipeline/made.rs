//! Editions that are made: what becomes a file, once the rules allow it.

use super::{Edition, Job};
use crate::edition::audience::Readership;
use crate::error::Error;
use crate::output;
use crate::typeset::{Document, Typesetter};

/// The folders for sources, in the output folder: for everyone, and for those who may see
/// all.
pub(super) const FOLDERS: [&str; 2] = ["sources", "sources-restricted"];

/// How far an edition is.
pub(super) enum Progress {
    /// It is made, or failed. Whether it may be written was not known by then.
    Made(Result<Made, Error>),
    /// It is written, or failed.
    Written(Result<Edition, Error>),
}

/// An edition that is not written yet.
pub(super) struct Made {
    /// Its sources, where they are kept.
    pub(super) document: Option<Document>,
    /// The PDF and what is said of it, or why there is none.
    pub(super) result: Result<(Edition, Vec<u8>), Error>,
}

impl Made {
    /// Writes the sources that are kept, and the PDF.
    pub(super) fn write(
        self,
        job: &Job,
        typesetter: &Typesetter,
    ) -> Result<Edition, Error> {
        if let Some(document) = &self.document {
            keep(job, typesetter, document)?;
        }
        let (edition, data) = self.result?;
        output::write(&edition.path, &data)?;
        Ok(edition)
    }
}

/// Writes the sources of an edition, and the theme beside them, so that they can be
/// compiled by themselves.
fn keep(job: &Job, typesetter: &Typesetter, document: &Document) -> Result<(), Error> {
    let folder = job.out.join(match job.audience {
        Readership::Public => FOLDERS[0],
        Readership::Restricted => FOLDERS[1],
    });
    for (path, data) in typesetter.shared_files() {
        output::write(&folder.join(path), &data)?;
    }
    for source in &document.sources {
        let path = source.id().vpath().get_without_slash().to_owned();
        output::write(&folder.join(path), source.text().as_bytes())?;
    }
    Ok(())
}

//! Artifacts: what is made of a unit, until it is written once the lints have passed.

use super::{Edition, Plan, Workspace, Writing};
use crate::digest::Digest;
use crate::edition::Audience;
use crate::edition::{EditionId, Medium};
use crate::error::Error;
use crate::render::FOLDER;
use crate::typeset::{Document, Typesetter};

/// A folder for sources, in the output folder.
pub(super) struct Folder {
    pub(super) name: &'static str,
    audience: Audience,
    medium: Medium,
}

/// The folders for sources: for each who may see some of them, for screens, for paper and in large
/// print.
pub(super) const FOLDERS: [Folder; 9] = [
    Folder { name: "sources", audience: Audience::Public, medium: Medium::Screen },
    Folder { name: "sources-print", audience: Audience::Public, medium: Medium::Print },
    Folder {
        name: "sources-restricted",
        audience: Audience::Restricted,
        medium: Medium::Screen,
    },
    Folder {
        name: "sources-restricted-print",
        audience: Audience::Restricted,
        medium: Medium::Print,
    },
    Folder { name: "sources-large", audience: Audience::Public, medium: Medium::Large },
    Folder {
        name: "sources-restricted-large",
        audience: Audience::Restricted,
        medium: Medium::Large,
    },
    Folder { name: "sources-exempt", audience: Audience::Exempt, medium: Medium::Screen },
    Folder {
        name: "sources-exempt-print",
        audience: Audience::Exempt,
        medium: Medium::Print,
    },
    Folder {
        name: "sources-exempt-large",
        audience: Audience::Exempt,
        medium: Medium::Large,
    },
];

/// The folders of sources that some readers may see.
pub(super) fn folders(audience: Audience) -> impl Iterator<Item = &'static str> {
    FOLDERS
        .iter()
        .filter(move |folder| folder.audience == audience)
        .map(|folder| folder.name)
}

/// What was made of a unit, and is not written yet.
pub(super) struct Artifact {
    /// What the unit is called.
    pub(super) unit: String,
    /// What it was made of, where that is remembered.
    pub(super) fingerprint: Option<Digest>,
    /// What it was laid out for.
    pub(super) medium: Medium,
    /// Which edition it is.
    pub(super) id: EditionId,
    /// Its sources, where they are kept.
    pub(super) document: Option<Document>,
    /// The PDFs and what is said of them, or why there are none.
    pub(super) result: Result<Vec<(Edition, Vec<u8>)>, Error>,
}

/// What came of writing.
pub(super) enum Written {
    /// These files.
    Now(Vec<Edition>),
    /// None: they were written before.
    Before,
}

impl Artifact {
    /// Writes the sources that are kept, and the PDFs.
    pub(super) fn write(
        self,
        workspace: &Workspace,
        plan: &Plan,
        typesetter: &Typesetter,
    ) -> Result<Vec<Edition>, Error> {
        let nothing = plan.writing == Writing::Nothing;
        if let Some(document) = self.document.as_ref().filter(|_| !nothing) {
            keep(workspace, plan, &self, typesetter, document)?;
        }
        let write = |(edition, data): (Edition, Vec<u8>)| {
            if !nothing {
                workspace.output.write(&edition.path, &data)?;
            }
            Ok(edition)
        };
        self.result?.into_iter().map(write).collect()
    }
}

/// Writes the sources of an edition, and the theme beside them, so that they can be
/// compiled by themselves.
fn keep(
    workspace: &Workspace,
    plan: &Plan,
    artifact: &Artifact,
    typesetter: &Typesetter,
    document: &Document,
) -> Result<(), Error> {
    let own = |folder: &&Folder| {
        folder.audience == plan.audience && folder.medium == artifact.medium
    };
    let Some(folder) = FOLDERS.iter().find(own) else { return Ok(()) };
    let folder = plan.out.join(folder.name);
    for (path, data) in typesetter.shared_files() {
        workspace.output.write(&folder.join(path), &data)?;
    }
    for source in &document.sources {
        let id = source.id();
        let path = id.vpath().get_without_slash();
        let file = path.strip_prefix(FOLDER).unwrap_or(path).trim_start_matches('/');
        workspace.output.write(
            &folder.join(artifact.id.to_string()).join(file),
            source.text().as_bytes(),
        )?;
    }
    Ok(())
}

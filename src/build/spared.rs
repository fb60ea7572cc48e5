//! Spared: files in the output folder that no build replaces, because they are the project's own or
//! another program's.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::plan::{Plan, Writing};
use super::record;
use super::workspace::Workspace;
use crate::error::Error;
use crate::output;

/// The files of a project, which are looked up when the first PDF is to be written.
#[derive(Default)]
pub(super) struct Spared(OnceLock<BTreeSet<PathBuf>>);

impl Spared {
    /// Refuses to write where a file of the project stands.
    ///
    /// # Errors
    ///
    /// [`Error::Usage`], as it is the output folder that is not meant.
    pub(super) fn refuse(&self, workspace: &Workspace, path: &Path) -> Result<(), Error> {
        // What is not there is nobody's.
        let Ok(full) = path.canonicalize() else { return Ok(()) };
        if !self.0.get_or_init(|| workspace.sources().full_paths()).contains(&full) {
            return Ok(());
        }
        Err(refused(format!(
            "`{}` is a file of the project, and would be replaced",
            path.display()
        )))
    }
}

/// Refuses an output folder in which a file of another program has the name of the manifest.
///
/// # Errors
///
/// [`Error::Usage`].
pub(super) fn refuse_foreign_manifest(plan: &Plan) -> Result<(), Error> {
    if plan.writing == Writing::Nothing {
        return Ok(());
    }
    let path = plan.out.join(record::name(plan.audience));
    let Ok(data) = output::read(&path) else { return Ok(()) };
    if is_ours(&data) {
        return Ok(());
    }
    Err(refused(format!(
        "`{}` is not Recto's, and would be replaced by the manifest",
        path.display()
    )))
}

/// Whether a file says that it is a manifest of Recto. One that somebody has damaged has nothing
/// that could be kept, so that no more is asked of it.
fn is_ours(data: &[u8]) -> bool {
    const NAME: &[u8] = b"recto-manifest/";
    data.is_empty() || data.windows(NAME.len()).any(|part| part == NAME)
}

fn refused(message: String) -> Error {
    let hint = "name a folder for the PDFs alone with `--out`".to_owned();
    Error::Usage { message, hint: Some(hint) }
}

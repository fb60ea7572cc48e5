//! Resolving for a build: the document of an edition, with what has changed since the pack
//! that it replaces, by that one's manifest.

use super::{Workspace, record};
use crate::diagnostic::Diagnostic;
use crate::document::{Basis, Document, Part};
use crate::edition::{Selection, Subject};
use crate::manifest::{Manifest, ManifestError};
use crate::report::{FilePath, code};
use crate::sources::Sources;

/// The document of a selection.
///
/// # Errors
///
/// When the manifest of the pack that it replaces cannot be read, or holds no such pack.
pub(super) fn resolve<'r>(
    workspace: &Workspace,
    selection: &Selection<'r>,
    basis: &'r Basis<'r>,
) -> Result<Document, Diagnostic> {
    let document = Document::of(selection, basis);
    let replaced = match selection.subject() {
        Subject::Pack(pack) => pack.replaces.as_ref(),
        _ => None,
    };
    let Some(path) = replaced else { return Ok(document) };
    let earlier = earlier(workspace, selection, path)?;
    Ok(document.since(&earlier, &digests(workspace.sources()), basis))
}

/// What gives the digests of the files that a document shows or attaches.
pub(super) fn digests(sources: &Sources) -> impl Fn(&str) -> Option<String> {
    |path| sources.file(path).ok().map(|file| file.digest.to_string())
}

/// The parts of the pack of the same name, as another manifest records them.
fn earlier(
    workspace: &Workspace,
    selection: &Selection<'_>,
    path: &FilePath,
) -> Result<Vec<Part>, Diagnostic> {
    let refused = |message: String, hint: &str| {
        Diagnostic::error(code::BAD_VALUE, message).at(&path.place).hint(hint)
    };
    let file = record::replaced_manifest(path, selection.audience());
    let data = workspace.sources().file(&file);
    let data = data.map_err(|refusal| refusal.diagnostic(&path.place))?;
    let no_manifest = |reason: ManifestError| {
        refused(
            format!("`{file}`: {reason}"),
            "name the output folder of the earlier pack",
        )
    };
    let manifest = Manifest::read(&data.bytes).map_err(no_manifest)?;
    let audience = selection.audience();
    if manifest.audience != audience {
        let message = format!(
            "`{file}` records files for readers of `{}`, and this pack is for `{audience}`",
            manifest.audience
        );
        return Err(refused(message, "put the manifest for the same readers there"));
    }
    let name = selection.id().name();
    let mut editions = manifest.editions.into_iter();
    match editions.find(|file| file.edition == name) {
        Some(file) => Ok(file.parts),
        None => {
            let message = format!("`{file}` records no pack `{name}`");
            Err(refused(
                message,
                "name the output folder of the pack that this one replaces",
            ))
        }
    }
}

//! The record: what a plan's files were made from, and what they are, as a manifest.

use std::sync::Arc;

use super::materials::images;
use super::{Edition, Opened, Plan, Workspace, fonts};
use crate::diagnostic::SourceTexts;
use crate::digest::Digest;
use crate::edition::Audience;
use crate::edition::concealed::Concealed;
use crate::edition::redact::Released;
use crate::error::Error;
use crate::layers;
use crate::manifest::{Concealment, FORMAT, File, Input, Inputs, Manifest, Press};
use crate::report::said::{Hidden, said};
use crate::report::{Enclosure, FilePath, ValidReport};
use crate::typeset;
use recto_pdf::prepress;

/// The name of the manifest of files for some readers, in the output folder.
pub(super) fn name(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "manifest.json",
        Audience::Restricted => "manifest-restricted.json",
        Audience::Exempt => "manifest-exempt.json",
    }
}

/// The manifest of the files that a pack for the same readers replaces, by its path in the
/// project.
pub(super) fn replaced_manifest(folder: &FilePath, audience: Audience) -> String {
    format!("{}/{}", folder.value, name(audience))
}

/// What the files of a plan are made from. `whole` is the texts as they are, and those of
/// the project that was opened are as the readers may see them: nothing is recorded of
/// what they may not, not even its length: see `concealed`. `drawn` is the images of the project's theme.
pub(super) fn inputs<'d>(
    workspace: &Workspace,
    plan: &Plan,
    opened: &Opened,
    released: &Released,
    whole: &SourceTexts,
    concealed: &Concealed,
    drawn: impl Iterator<Item = &'d Arc<str>>,
) -> Inputs {
    let digest = |path: &str| workspace.sources().file(path).ok().map(|file| file.digest);
    let limits = workspace.sources().limits();
    let fields: &[_] = match plan.audience {
        Audience::Public => &["restricted_marking"],
        Audience::Restricted | Audience::Exempt => &[],
    };
    let mut project = Vec::new();
    for (path, text) in whole.files() {
        let shown = opened.texts.text(path).unwrap_or_default();
        let is_whole = shown == text;
        if !is_whole && is_bare(text, shown) {
            continue;
        }
        let hidden = Hidden {
            stretches: concealed.stretches(path),
            names: concealed.gone(),
            fields,
        };
        let digest = match said(path, text, hidden, limits) {
            // Nothing of it is for these readers.
            Some(said) if said.is_empty() => continue,
            Some(said) => Digest::of(said.as_bytes()),
            None if is_whole => {
                digest(path).unwrap_or_else(|| Digest::of(text.as_bytes()))
            }
            None => Digest::of(concealed.cut(path, text).as_bytes()),
        };
        let concealment =
            if is_whole { Concealment::None } else { Concealment::Passages };
        let (path, digest) = (path.to_owned(), digest.to_string());
        project.push(Input { path, digest, concealed: concealment });
    }
    // Their bytes are printed, or what they say is; none of it is text of the project.
    let report = released.report();
    let images = images(report).into_iter().map(|image| image.value.to_string());
    let appendices = report.papers.iter().flat_map(|paper| &paper.appendices);
    let items = report.packs.iter().flat_map(|pack| &pack.items);
    let attached = appendices.map(|appendix| &appendix.content);
    let attached = attached.chain(items.filter_map(|item| item.printed_content()));
    let externals = attached.filter_map(|content| match content {
        Enclosure::External(external) => Some(external.file.value.to_string()),
        _ => None,
    });
    let fonts = fonts::files(report).into_iter().map(|font| font.value.to_string());
    let replaced = report.packs.iter().filter_map(|pack| pack.replaces.as_ref());
    let replaced = replaced.map(|folder| replaced_manifest(folder, plan.audience));
    let drawn = drawn.map(ToString::to_string);
    for path in images.chain(externals).chain(fonts).chain(replaced).chain(drawn) {
        // What cannot be read stops the editions that need it.
        let Some(digest) = digest(&path) else { continue };
        let (digest, concealed) = (digest.to_string(), Concealment::None);
        project.push(Input { path, digest, concealed });
    }
    let built_in = |(path, data): (String, &[u8])| Input {
        path,
        digest: Digest::of(data).to_string(),
        concealed: Concealment::None,
    };
    let templates =
        layers::files(opened.theme.name).map(|(path, text)| (path, text.as_bytes()));
    let mut inputs = Inputs {
        digest: String::new(),
        program: format!("Recto {}", env!("CARGO_PKG_VERSION")),
        typst: typeset::version(),
        source_date_epoch: plan.epoch.map(time::OffsetDateTime::unix_timestamp),
        project,
        fonts: typeset::embedded_files().map(built_in).collect(),
        templates: templates.map(built_in).collect(),
    };
    inputs.project.sort();
    inputs.project.dedup();
    inputs.fonts.sort();
    inputs.templates.sort();
    inputs.sealed()
}

/// Whether nothing is left of a text once its concealed characters are crosses, but for
/// white space and comments.
fn is_bare(text: &str, shown: &str) -> bool {
    let lines = text.lines().zip(shown.lines());
    let mut told = lines.filter(|(_, shown)| !shown.trim_start().starts_with('#'));
    !told.any(|(text, shown)| {
        let kept = text.chars().zip(shown.chars()).filter(|(was, is)| was == is);
        // A cross may stand in place of the very same letter.
        kept.into_iter().any(|(_, is)| is.is_alphanumeric() && is != 'x')
    })
}

/// What a report calls its version: its own words, else its status.
pub(super) fn version(report: &ValidReport) -> String {
    let status: &str = (&report.status).into();
    report.version.as_ref().map_or(status, |version| &version.value).to_owned()
}

/// The editions of a plan as a manifest records them.
pub(super) fn files(plan: &Plan, version: &str, editions: &[Edition]) -> Vec<File> {
    let file = |edition: &Edition| File {
        file: edition.file_name(),
        edition: edition.id.name(),
        profile: edition.profile,
        version: version.to_owned(),
        pages: edition.pages,
        bytes: edition.bytes,
        digest: edition.digest.to_string(),
        press: plan
            .press
            .as_ref()
            .filter(|_| edition.profile == crate::edition::Profile::Print)
            .map(press),
        parts: edition.parts.clone(),
    };
    editions.iter().map(file).collect()
}

/// Writes the manifest of a plan's files, beside what is on record of others. Another build
/// into the same folder waits meanwhile, so that neither loses the other's files.
pub(super) fn keep(
    workspace: &Workspace,
    plan: &Plan,
    inputs: &Inputs,
    files: Vec<File>,
) -> Result<(), Error> {
    let path = plan.out.join(name(plan.audience));
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        audience: plan.audience,
        inputs: inputs.clone(),
        editions: files,
    };
    workspace.output.rewrite(&path, |earlier| {
        // A record that cannot be read says nothing that could be kept.
        let earlier = earlier.and_then(|data| Manifest::read(&data).ok());
        manifest.after(earlier).text().into_bytes()
    })?;
    Ok(())
}

fn press(press: &prepress::Press) -> Press {
    Press {
        bleed: press.bleed,
        marks: press.marks,
        cover: press.cover,
        pages: press.padding,
        output_intent: press.intent.identifier().to_owned(),
        icc: Digest::from(press.intent.digest()).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_crosses_is_bare() {
        assert!(is_bare("id: a\n", "xx: x\n".replace(':', "x").as_str()));
        assert!(is_bare("# why\nid: a\n", "# why\nxxxxx\n"));
        assert!(!is_bare("id: a\nb: 1\n", "xxxxx\nb: 1\n"));
    }
}

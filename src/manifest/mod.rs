//! The manifest: the record of what was made from what.
//!
//! It names inputs and outputs by their digests, so that a record can be held against the
//! files. What is read and written, and when, is the business of a build. Its schema is
//! `docs/schemas/manifest.schema.json`.

mod compare;

use recto_pdf::prepress::{Cover, Marks, Padding};
use serde::{Deserialize, Serialize};

pub use self::compare::{Difference, differences};
use crate::digest::Digest;
use crate::document::Part;
use crate::edition::Audience;
use crate::edition::{EditionName, Profile};

/// What the first field of a manifest says.
pub const FORMAT: &str = "recto-manifest/1";

/// A record of files, and of what they were made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// For whom the files are.
    pub audience: Audience,
    /// What they were made from.
    pub inputs: Inputs,
    /// The files, in the order of their names.
    pub editions: Vec<File>,
}

/// What files were made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inputs {
    /// The digest over everything below.
    pub digest: String,
    /// The program and its version.
    pub program: String,
    /// The version of Typst.
    pub typst: String,
    /// `SOURCE_DATE_EPOCH`, in seconds since 1970-01-01 UTC, where it was set.
    pub source_date_epoch: Option<i64>,
    /// The files of the project.
    pub project: Vec<Input>,
    /// The fonts in the program.
    pub fonts: Vec<Input>,
    /// The templates and the theme in the program.
    pub templates: Vec<Input>,
}

/// A file that something was made from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Its name, with `/` between folders.
    pub path: String,
    /// The digest of its bytes; of a data file, of what it says, without comments, notes of
    /// editors and what is concealed from those whom the manifest is for.
    pub digest: String,
    /// Whether passages of it are concealed from those whom the manifest is for.
    #[serde(default, skip_serializing_if = "Concealment::is_none")]
    pub concealed: Concealment,
}

/// Whether passages of a file are concealed.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Concealment {
    /// None are.
    #[default]
    None,
    /// Some are.
    Passages,
}

impl Concealment {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its name in the output folder.
    pub file: String,
    /// The edition's name.
    pub edition: EditionName,
    /// What it is for.
    pub profile: Profile,
    /// The report's version, or its status where it has none.
    pub version: String,
    /// How many pages it has.
    pub pages: usize,
    /// Its size, in bytes.
    pub bytes: usize,
    /// The digest of its bytes.
    pub digest: String,
    /// How a printer wanted it; in print alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub press: Option<Press>,
    /// What it holds, where it is a paper or a pack.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
}

/// How a printer wanted a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Press {
    /// The bleed, in millimetres.
    pub bleed: f64,
    /// What is drawn outside the bleed.
    pub marks: Marks,
    /// Whether the cover is a file of its own.
    pub cover: Cover,
    /// Whether blank pages are added.
    pub pages: Padding,
    /// What the printing condition is called.
    pub output_intent: String,
    /// The digest of its ICC profile.
    pub icc: String,
}

/// Why a text is no manifest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// It is not built as one.
    #[error("it is no manifest: {0}")]
    Malformed(String),
    /// It is no text.
    #[error("it is not UTF-8")]
    NotUtf8,
    /// It is of another kind, or of a later version of the program.
    #[error("its format is `{0}`, and not `{FORMAT}`")]
    Format(String),
    /// It names a file outside of its folder.
    #[error("it names `{0}`, which is not a file of its folder")]
    Path(String),
}

impl Inputs {
    /// The same with the project's files of others.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.project.extend(other.project);
        self.project.sort();
        self.project.dedup();
        self.sealed()
    }

    /// Inputs with the digest over them.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        self.digest = String::new();
        // A structure of texts and numbers can always be written.
        let listed = serde_json::to_vec(&self).unwrap_or_default();
        self.digest = Digest::of(&listed).to_string();
        self
    }
}

impl Manifest {
    /// The manifest as it is written: JSON, and a line break at its end.
    pub fn text(&self) -> String {
        // A structure of texts and numbers can always be written.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads a manifest.
    ///
    /// # Errors
    ///
    /// When it is none of this version, or names files outside of its folder.
    pub fn read(data: &[u8]) -> Result<Self, ManifestError> {
        let text = std::str::from_utf8(data).map_err(|_| ManifestError::NotUtf8)?;
        let malformed =
            |error: serde_json::Error| ManifestError::Malformed(error.to_string());
        let value: serde_json::Value = serde_json::from_str(text).map_err(malformed)?;
        match value.get("format").and_then(serde_json::Value::as_str) {
            Some(FORMAT) => {}
            Some(other) => return Err(ManifestError::Format(other.to_owned())),
            None => {
                return Err(ManifestError::Malformed("it has no `format`".to_owned()));
            }
        }
        let manifest: Self = serde_json::from_value(value).map_err(malformed)?;
        let strays = |file: &&File| {
            let name = &file.file;
            name.is_empty()
                || name == ".."
                || name == "."
                || name.contains(['/', '\\', ':'])
        };
        match manifest.editions.iter().find(strays) {
            Some(file) => Err(ManifestError::Path(file.file.clone())),
            None => Ok(manifest),
        }
    }

    /// The same record with files that were made now. Of the files of an earlier record
    /// those stay that were made from the very same inputs.
    #[must_use]
    pub fn after(mut self, earlier: Option<Self>) -> Self {
        let kept = earlier
            .filter(|it| it.inputs == self.inputs && it.audience == self.audience)
            .map(|it| it.editions)
            .unwrap_or_default();
        for file in kept {
            if !self.editions.iter().any(|new| new.file == file.file) {
                self.editions.push(file);
            }
        }
        self.editions.sort_by(|a, b| a.file.cmp(&b.file));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(inputs: &str, files: &[&str]) -> Manifest {
        let inputs = Inputs {
            digest: String::new(),
            program: inputs.to_owned(),
            typst: String::new(),
            source_date_epoch: None,
            project: Vec::new(),
            fonts: Vec::new(),
            templates: Vec::new(),
        };
        let file = |name: &&str| File {
            file: (*name).to_owned(),
            edition: "report".to_owned().into(),
            profile: Profile::Screen,
            version: "final".to_owned(),
            pages: 1,
            bytes: 2,
            digest: "0".to_owned(),
            press: None,
            parts: Vec::new(),
        };
        Manifest {
            format: FORMAT.to_owned(),
            audience: Audience::Public,
            inputs: inputs.sealed(),
            editions: files.iter().map(file).collect(),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let manifest = manifest("a", &["a.pdf"]);
        assert_eq!(Manifest::read(manifest.text().as_bytes()), Ok(manifest));
    }

    #[test]
    fn files_stay_on_record_while_their_inputs_are_the_same() {
        let names = |manifest: Manifest| {
            let files = manifest.editions.into_iter().map(|it| it.file);
            files.collect::<Vec<_>>().join(" ")
        };
        let earlier = manifest("a", &["a.pdf", "c.pdf"]);
        let now = manifest("a", &["b.pdf", "c.pdf"]);
        assert_eq!(names(now.after(Some(earlier.clone()))), "a.pdf b.pdf c.pdf");
        let now = manifest("b", &["b.pdf"]);
        assert_eq!(names(now.after(Some(earlier))), "b.pdf");
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        let text = manifest("a", &["a.pdf"]).text();
        let refused = |text: &str| Manifest::read(text.as_bytes()).unwrap_err();
        assert!(matches!(refused(""), ManifestError::Malformed(_)));
        assert!(matches!(refused("{}"), ManifestError::Malformed(_)));
        let later = text.replace("manifest/1", "manifest/2");
        assert_eq!(refused(&later), ManifestError::Format("recto-manifest/2".to_owned()));
        for path in ["../a.pdf", "/a.pdf", "C:a.pdf", ".."] {
            let strayed = text.replace("a.pdf", path);
            assert_eq!(refused(&strayed), ManifestError::Path(path.to_owned()));
        }
    }
}

//! Metadata: the identification of PDF/X-4, and the parts that a file is made in.

use lopdf::{Document, Object, StringFormat};
use sha2::{Digest, Sha256};

use super::failure::{LEAST_COVERED, PressFailure};
use super::press::Cover;
use crate::Malformed;
use crate::finish::Trace;
use crate::xmp::{BASIC, MEDIA, PDF, PDFX_ID, Packet};

/// Which pages a file for a printer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum Part {
    /// All.
    Whole,
    /// The first two and the last two.
    Cover,
    /// The others.
    Inners,
}

impl Part {
    /// The stem of its file's name.
    pub(super) fn stem(self, stem: &str) -> String {
        format!("{stem}{}", self.suffix())
    }

    /// What stands at the end of the name of its file.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Whole => "",
            Self::Cover => "-cover",
            Self::Inners => "-inners",
        }
    }
}

/// The files that a document of some pages is made in, with the positions of their pages.
pub(super) fn parts(
    pages: usize,
    cover: Cover,
) -> Result<Vec<(Part, Vec<usize>)>, PressFailure> {
    match cover {
        Cover::Joined => Ok(vec![(Part::Whole, (0..pages).collect())]),
        Cover::Separate if pages >= LEAST_COVERED && pages.is_multiple_of(2) => {
            let last = pages - 2;
            Ok(vec![
                (Part::Cover, (0..2).chain(last..pages).collect()),
                (Part::Inners, (2..last).collect()),
            ])
        }
        Cover::Separate => Err(PressFailure::Cover { pages }),
    }
}

/// Makes a document of Typst say that it is PDF/X-4 (ISO 15930-7, 6.10), and gives
/// it the identity of a file.
pub(super) fn identify(
    document: &mut Document,
    stem: &str,
    trace: &Trace,
) -> Result<(), Malformed> {
    "1.6".clone_into(&mut document.version);
    let information = document.trailer.get(b"Info").and_then(Object::as_reference)?;
    document.get_dictionary_mut(information)?.set("Trapped", "False");
    let mut packet = Packet::of(document)?;

    // Typst made the ids of the whole document; each of its files is one of its own.
    let ids = document.trailer.get(b"ID").and_then(Object::as_array)?;
    let mut renewed = Vec::new();
    for (id, name) in ids.iter().zip(["DocumentID", "InstanceID"]) {
        let old = id.as_str().unwrap_or_default();
        let digest = Sha256::digest([old, stem.as_bytes()].concat());
        let new: String =
            digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        packet.set(MEDIA, name, &new)?;
        renewed.push(Object::String(new.into_bytes(), StringFormat::Literal));
    }
    packet.set(MEDIA, "RenditionClass", "default")?;
    let properties = packet.properties()?;
    let modified = properties.text(BASIC, "ModifyDate").unwrap_or_default();
    packet.add(
        &[("pdfxid", PDFX_ID), ("pdf", PDF), ("xmp", BASIC), ("xmpMM", MEDIA)],
        &[
            ("pdfxid", "GTS_PDFXVersion", "PDF/X-4"),
            ("pdf", "Trapped", "False"),
            ("xmp", "MetadataDate", modified),
            ("xmpMM", "VersionID", "1"),
        ],
    )?;
    trace.add(&mut packet)?;
    packet.write(document)?;
    document.trailer.set("ID", renewed);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_is_the_outer_sheet() {
        let of = |pages| parts(pages, Cover::Separate);
        assert_eq!(
            of(8).unwrap(),
            [(Part::Cover, vec![0, 1, 6, 7]), (Part::Inners, vec![2, 3, 4, 5])]
        );
        assert!(matches!(of(4), Err(PressFailure::Cover { pages: 4 })));
        assert!(of(7).is_err());
        assert_eq!(parts(3, Cover::Joined).unwrap(), [(Part::Whole, vec![0, 1, 2])]);
    }
}

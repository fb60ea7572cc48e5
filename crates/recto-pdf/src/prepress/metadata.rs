//! Metadata: the identification of PDF/X-4, and the parts that a file is made in.

use lopdf::{Document, Object, StringFormat};
use sha2::{Digest, Sha256};

use super::{Cover, PressFailure};
use crate::finish::{Trace, packet};

/// Which pages a file for a printer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
        Cover::Separate if pages >= super::LEAST_COVERED && pages.is_multiple_of(2) => {
            let last = pages - 2;
            Ok(vec![
                (Part::Cover, (0..2).chain(last..pages).collect()),
                (Part::Inners, (2..last).collect()),
            ])
        }
        Cover::Separate => Err(PressFailure::Cover { pages }),
    }
}

/// Makes a document of Typst say that it is PDF/X-4 (ISO 15930-7, 6.4 and 6.10), and gives
/// it the identity of a file.
pub(super) fn identify(
    document: &mut Document,
    stem: &str,
    trace: &Trace,
) -> Result<(), lopdf::Error> {
    "1.6".clone_into(&mut document.version);
    let information = document.trailer.get(b"Info")?.as_reference()?;
    document.get_dictionary_mut(information)?.set("Trapped", "False");

    let ids = document.trailer.get(b"ID")?.as_array()?.clone();
    let metadata = document.catalog()?.get(b"Metadata")?.as_reference()?;
    let mut xmp = packet(document, metadata)?;

    // Typst made the ids of the whole document; each of its files is one of its own.
    let renewed: Vec<Object> = ids
        .iter()
        .map(|id| {
            let old = id.as_str().unwrap_or_default();
            let digest = Sha256::digest([old, stem.as_bytes()].concat());
            let new: String =
                digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
            if let Ok(old) = std::str::from_utf8(old) {
                xmp = xmp.replace(old, &new);
            }
            Object::String(new.into_bytes(), StringFormat::Literal)
        })
        .collect();
    let modified = between(&xmp, "<xmp:ModifyDate>", "</xmp:ModifyDate>").to_owned();
    let xmp = xmp
        .replace("<xmpMM:RenditionClass>proof<", "<xmpMM:RenditionClass>default<")
        .replace(
            "</rdf:RDF>",
            &format!(
                "<rdf:Description rdf:about=\"\" \
                 xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\" \
                 xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
                 xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
                 xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\">\
                 <pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>\
                 <pdf:Trapped>False</pdf:Trapped>\
                 <xmp:MetadataDate>{modified}</xmp:MetadataDate>\
                 <xmpMM:VersionID>1</xmpMM:VersionID>\
                 </rdf:Description></rdf:RDF>"
            ),
        );
    let stream = document.get_object_mut(metadata)?.as_stream_mut()?;
    stream.set_plain_content(trace.added(&xmp).into_bytes());
    document.trailer.set("ID", renewed);
    Ok(())
}

/// What stands between two texts; nothing where they do not stand.
fn between<'t>(text: &'t str, open: &str, close: &str) -> &'t str {
    let after = text.split_once(open).map_or("", |(_, after)| after);
    after.split_once(close).map_or("", |(inside, _)| inside)
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

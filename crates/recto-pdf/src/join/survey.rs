//! Surveys: what an external PDF is, read before anything is laid out.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::claims::Claims;
use super::refusal::{Refusal, Remark};
use super::tree::{array, dictionary, entry, inner, pairs};
use super::{DEPTH, MOST};

/// How many pages an external file may have.
const MOST_PAGES: usize = 5_000;

/// What an external PDF is.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// Its pages.
    pub sheets: Vec<Sheet>,
    /// Whether it has a structure that can be read out.
    pub tagging: Tagging,
    /// The language that it says it is in, a BCP 47 tag.
    pub language: Option<String>,
    /// What it claims to be.
    pub claims: Claims,
    /// What of it is not carried over.
    pub remarks: Vec<Remark>,
}

/// Whether a PDF is tagged (ISO 32000-1, 14.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tagging {
    /// It says so, and has a structure tree.
    Tagged,
    /// It is not.
    Untagged,
}

/// A page of an external PDF as it is shown: within its crop box, turned and scaled.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its width, in points.
    pub width: f64,
    /// Its height, in points.
    pub height: f64,
    /// Its own page label (12.4.2), else its position from 1.
    pub label: String,
}

/// An external file that has been read.
pub(super) struct Source {
    pub(super) document: Document,
    pub(super) pages: Vec<SourcePage>,
}

/// A page with what it inherits.
pub(super) struct SourcePage {
    pub(super) id: ObjectId,
    /// Its entries, those included that it inherits (7.7.3.4).
    pub(super) entries: Dictionary,
    /// The media box within the crop box: left, bottom, right, top, in user space.
    pub(super) shown: [f64; 4],
    /// By how many degrees it is turned clockwise: 0, 90, 180 or 270.
    pub(super) rotation: i64,
    /// The size of its unit, in points.
    pub(super) unit: f64,
}

/// What an external PDF is.
///
/// # Errors
///
/// Why it cannot be joined.
pub fn survey(data: &[u8]) -> Result<Survey, Refusal> {
    Ok(open(data)?.survey())
}

/// Reads an external file.
pub(super) fn open(data: &[u8]) -> Result<Source, Refusal> {
    let head = &data[..data.len().min(1024)];
    if !head.windows(5).any(|five| five == b"%PDF-") {
        return Err(Refusal::NotPdf(kind(data)));
    }
    let document = Document::load_mem(data).map_err(|reason| {
        // A protected file may be refused before it is known to be one.
        if data.windows(8).any(|eight| eight == b"/Encrypt") {
            Refusal::Encrypted
        } else {
            Refusal::Damaged(reason.to_string())
        }
    })?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(Refusal::Encrypted);
    }
    if document.xref_recovery.is_some() {
        return Err(Refusal::Damaged("its table of objects is not whole".to_owned()));
    }
    let catalogue =
        document.catalog().map_err(|reason| Refusal::Damaged(reason.to_string()))?;
    if catalogue.has(b"Collection") {
        return Err(Refusal::Portfolio);
    }
    let dynamic = entry(&document, catalogue, b"NeedsRendering");
    if dynamic.is_some_and(|it| matches!(it, Object::Boolean(true))) {
        return Err(Refusal::DynamicForm);
    }
    let pages = pages(&document, catalogue)?;
    if pages.is_empty() {
        return Err(Refusal::NoPages);
    }
    Ok(Source { document, pages })
}

/// What a file that is no PDF seems to be.
fn kind(data: &[u8]) -> &'static str {
    match data {
        [] => "an empty file",
        [b'P', b'K', 3, 4, ..] => "a file of an office program, or a ZIP archive",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "a file of an old office program",
        [0x89, b'P', b'N', b'G', ..]
        | [0xFF, 0xD8, ..]
        | [b'G', b'I', b'F', b'8', ..] => "an image",
        [b'{', b'\\', b'r', b't', b'f', ..] => "a file in Rich Text Format",
        [b'%', b'!', ..] => "a PostScript file",
        _ => "another kind of file",
    }
}

const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

fn pages(
    document: &Document,
    catalogue: &Dictionary,
) -> Result<Vec<SourcePage>, Refusal> {
    let damaged = |why: &str| Refusal::Damaged(why.to_owned());
    let root = catalogue.get(b"Pages").and_then(Object::as_reference);
    let root = root.map_err(|_| damaged("it has no page tree"))?;
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut nodes = vec![(root, Dictionary::new(), 0)];
    while let Some((id, mut inherited, depth)) = nodes.pop() {
        if !seen.insert(id) || depth > DEPTH {
            return Err(damaged("its page tree goes in circles"));
        }
        let Ok(node) = document.get_dictionary(id) else {
            return Err(damaged("a page of its page tree is missing"));
        };
        for key in INHERITED {
            if let Ok(value) = node.get(key) {
                inherited.set(key, value.clone());
            }
        }
        if node.has(b"Kids") {
            for kid in array(document, node, b"Kids").iter().rev() {
                let Ok(kid) = kid.as_reference() else {
                    return Err(damaged("its page tree is not built of objects"));
                };
                nodes.push((kid, inherited.clone(), depth + 1));
            }
            continue;
        }
        let mut entries = node.clone();
        for (key, value) in inherited.iter() {
            entries.set(key.clone(), value.clone());
        }
        found.push(page(document, id, entries));
        if found.len() > MOST_PAGES {
            return Err(Refusal::TooManyPages(MOST_PAGES));
        }
    }
    Ok(found)
}

fn page(document: &Document, id: ObjectId, entries: Dictionary) -> SourcePage {
    // US Letter is what readers take where a page says nothing.
    let media =
        rectangle(document, &entries, b"MediaBox").unwrap_or([0.0, 0.0, 612.0, 792.0]);
    let crop = rectangle(document, &entries, b"CropBox").unwrap_or(media);
    let shown = [
        crop[0].max(media[0]),
        crop[1].max(media[1]),
        crop[2].min(media[2]),
        crop[3].min(media[3]),
    ];
    let is_empty = shown[0] >= shown[2] || shown[1] >= shown[3];
    let rotation = entry(document, &entries, b"Rotate").and_then(|it| it.as_i64().ok());
    let rotation = rotation.map_or(0, |degrees| degrees.rem_euclid(360) / 90 * 90);
    let unit = entry(document, &entries, b"UserUnit").and_then(number);
    let unit = unit.filter(|unit| *unit > 0.0 && unit.is_finite()).unwrap_or(1.0);
    SourcePage {
        id,
        entries,
        shown: if is_empty { media } else { shown },
        rotation,
        unit,
    }
}

/// A rectangle with its corners in order.
pub(super) fn rectangle(
    document: &Document,
    dictionary: &Dictionary,
    key: &[u8],
) -> Option<[f64; 4]> {
    let corners: Vec<f64> = array(document, dictionary, key)
        .iter()
        .filter_map(|corner| number(document.dereference(corner).ok()?.1))
        .collect();
    let [a, b, c, d] = corners[..] else { return None };
    let ordered = [a.min(c), b.min(d), a.max(c), b.max(d)];
    (ordered[0] < ordered[2] && ordered[1] < ordered[3]).then_some(ordered)
}

/// A number of either kind.
pub(super) fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}

impl SourcePage {
    /// Width and height as the page is shown, in points.
    pub(super) fn size(&self) -> (f64, f64) {
        let [left, bottom, right, top] = self.shown;
        let (width, height) = ((right - left) * self.unit, (top - bottom) * self.unit);
        if self.rotation % 180 == 0 { (width, height) } else { (height, width) }
    }
}

impl Source {
    /// The catalogue; an empty one where there is none, which `open` has ruled out.
    pub(super) fn catalogue(&self) -> Option<&Dictionary> {
        self.document.catalog().ok()
    }

    /// What the file is.
    pub(super) fn survey(&self) -> Survey {
        let labels = self.labels();
        let sheets = self.pages.iter().zip(labels).map(|(page, label)| {
            let (width, height) = page.size();
            Sheet { width, height, label }
        });
        let sheets = sheets.collect();
        let catalogue = self.catalogue();
        let language = catalogue.and_then(|it| entry(&self.document, it, b"Lang"));
        let language = language.and_then(|it| it.as_str().ok());
        let language = language.map(text);
        Survey {
            sheets,
            tagging: self.tagging(),
            language: language.filter(|it| !it.trim().is_empty()),
            claims: Claims::of(&self.document),
            remarks: self.remarks(),
        }
    }

    fn tagging(&self) -> Tagging {
        let document = &self.document;
        let tagged = self.catalogue().is_some_and(|catalogue| {
            let marked = inner(document, catalogue, b"MarkInfo")
                .and_then(|it| entry(document, it, b"Marked"))
                .is_some_and(|it| matches!(it, Object::Boolean(true)));
            let root = inner(document, catalogue, b"StructTreeRoot");
            marked
                && root.is_some_and(|root| {
                    root.has(b"K") && inner(document, root, b"ParentTree").is_some()
                })
        });
        if tagged { Tagging::Tagged } else { Tagging::Untagged }
    }

    fn remarks(&self) -> Vec<Remark> {
        let document = &self.document;
        let Some(catalogue) = self.catalogue() else { return Vec::new() };
        let form = inner(document, catalogue, b"AcroForm");
        let fields =
            form.map(|form| array(document, form, b"Fields")).unwrap_or_default();
        let flags = form.and_then(|form| entry(document, form, b"SigFlags"));
        let names = inner(document, catalogue, b"Names");
        let action = inner(document, catalogue, b"OpenAction");
        let kind = action.and_then(|it| entry(document, it, b"S"));
        let runs = kind.and_then(|it| it.as_name().ok()) == Some(b"JavaScript");
        let has = |key: &[u8]| names.is_some_and(|names| names.has(key));
        let comments = self.pages.iter().any(|page| {
            array(document, &page.entries, b"Annots").iter().take(MOST).any(
                |annotation| {
                    let kind = dictionary(document, annotation)
                        .and_then(|it| entry(document, it, b"Subtype"))
                        .and_then(|it| it.as_name().ok());
                    !matches!(kind, None | Some(b"Link" | b"Widget" | b"Popup"))
                },
            )
        });
        let signed = flags.and_then(|it| it.as_i64().ok()).is_some_and(|it| it & 1 != 0);
        [
            (signed, Remark::Signature),
            (!fields.is_empty(), Remark::Form),
            (has(b"JavaScript") || runs, Remark::Scripts),
            (has(b"EmbeddedFiles"), Remark::Attachments),
            (comments, Remark::Comments),
        ]
        .into_iter()
        .filter_map(|(found, remark)| found.then_some(remark))
        .collect()
    }

    /// The labels of the pages.
    fn labels(&self) -> Vec<String> {
        let document = &self.document;
        let tree = self.catalogue().and_then(|it| inner(document, it, b"PageLabels"));
        let ranges = tree.map(|tree| pairs(document, tree, b"Nums")).unwrap_or_default();
        let mut ranges: Vec<(usize, &Dictionary)> = ranges
            .into_iter()
            .filter_map(|(page, label)| {
                let page = usize::try_from(page.as_i64().ok()?).ok()?;
                Some((page, dictionary(document, label)?))
            })
            .collect();
        ranges.sort_by_key(|(page, _)| *page);
        (0..self.pages.len())
            .map(|page| {
                let range = ranges.iter().rev().find(|(from, _)| *from <= page);
                let Some((from, label)) = range else { return (page + 1).to_string() };
                let prefix = entry(document, label, b"P").and_then(|it| it.as_str().ok());
                let prefix = prefix.map(text).unwrap_or_default();
                let start = entry(document, label, b"St").and_then(|it| it.as_i64().ok());
                let start = start.and_then(|it| usize::try_from(it).ok()).unwrap_or(1);
                let number = start.saturating_add(page - from);
                let style = entry(document, label, b"S").and_then(|it| it.as_name().ok());
                let numeral = match style {
                    Some(b"D") => number.to_string(),
                    Some(b"r") => roman(number),
                    Some(b"R") => roman(number).to_uppercase(),
                    Some(b"a") => repeated(number),
                    Some(b"A") => repeated(number).to_uppercase(),
                    _ => String::new(),
                };
                let label = format!("{prefix}{numeral}");
                if label.trim().is_empty() { (page + 1).to_string() } else { label }
            })
            .collect()
    }
}

/// A text string (7.9.2): UTF-16 with its mark, else taken as Latin letters.
pub(super) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units =
                rest.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]]));
            String::from_utf16_lossy(&units.collect::<Vec<_>>())
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            std::str::from_utf8(rest).unwrap_or_default().to_owned()
        }
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn roman(number: usize) -> String {
    const NUMERALS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    // A label of thousands of letters helps nobody.
    let mut rest = number.min(9_999);
    let mut numeral = String::new();
    for (value, letters) in NUMERALS {
        while rest >= value {
            numeral.push_str(letters);
            rest -= value;
        }
    }
    numeral
}

/// A to z, then aa to zz, then aaa (12.4.2).
fn repeated(number: usize) -> String {
    let index = number.max(1) - 1;
    let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    std::iter::repeat_n(letter, (index / 26 + 1).min(40)).collect()
}

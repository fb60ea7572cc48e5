//! Surveys: what an external PDF is, read before anything is laid out.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::claims::Claims;
use super::destinations::{Leaves, destinations, leads};
use super::layers::hidden_layers;
use super::parents::rebuild;
use super::protection::{forbidden, whole};
use super::refusal::{Damage, Refusal, Remark};
use super::repair::repair;
use crate::appearance::complete;
use crate::geometry::{Matrix, Rect};
use crate::object::{DEPTH, Dict, MOST, is_lost, pages, resolve, text};

/// How many pages an external file may have.
const MOST_PAGES: usize = 5_000;
/// The highest number that an object may have, which leaves room for others.
const HIGHEST: u32 = u32::MAX / 2;

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
    /// Its own page label (12.4.2) where any typeface can print it, else its position from 1.
    pub label: String,
}

/// An external file that has been read.
pub(super) struct Source {
    pub(super) document: Document,
    pub(super) pages: Vec<SourcePage>,
    /// The objects that its pages are.
    pub(super) ids: HashSet<ObjectId>,
    /// The same, in their order.
    order: Vec<ObjectId>,
    /// Whether streams of it, or the table of its structure, had to be mended.
    is_mended: bool,
    /// Whether fields or comments of it were drawn.
    is_drawn: bool,
    /// Whether it was protected.
    is_protected: bool,
}

/// A page with what it inherits.
pub(super) struct SourcePage {
    pub(super) id: ObjectId,
    /// Its entries, those included that it inherits (7.7.3.4).
    pub(super) entries: Dictionary,
    /// The media box within the crop box, in user space.
    pub(super) shown: Rect,
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
    let mut document = Document::load_mem(data).map_err(|reason| {
        // A protected file may be refused before it is known to be one.
        if data.windows(8).any(|eight| eight == b"/Encrypt") {
            Refusal::Encrypted
        } else {
            reason.into()
        }
    })?;
    if document.is_encrypted() {
        return Err(Refusal::Encrypted);
    }
    if let Some(permission) = forbidden(&document) {
        return Err(Refusal::Forbidden(permission));
    }
    if document.xref_recovery.is_some() {
        return Err(Refusal::Damaged(Damage::Table));
    }
    let is_protected = document.was_encrypted();
    let mended = if is_protected {
        whole(&document, data).map(|()| 0)
    } else {
        repair(&mut document, data)
    };
    let mended = mended.map_err(Refusal::Damaged)?;
    // What is added is numbered after all that is there, whatever the file says of their number.
    let highest = document.objects.keys().map(|id| id.0).max().unwrap_or(0);
    if highest > HIGHEST {
        return Err(Refusal::Damaged(Damage::Table));
    }
    document.max_id = document.max_id.min(HIGHEST).max(highest);
    let is_mended = rebuild(&mut document) || mended > 0;
    let catalogue = Dict::new(&document, document.catalog()?);
    if catalogue.has(b"Collection") {
        return Err(Refusal::Portfolio);
    }
    if catalogue.says(b"NeedsRendering") {
        return Err(Refusal::DynamicForm);
    }
    let order: Vec<ObjectId> =
        pages(&document, MOST_PAGES)?.iter().map(|node| node.id).collect();
    let is_drawn = complete(&mut document, &order)?;
    let nodes = pages(&document, MOST_PAGES)?;
    if nodes.is_empty() {
        return Err(Refusal::NoPages);
    }
    for (number, node) in (1..).zip(&nodes) {
        let parts = match node.own.raw(b"Contents") {
            Some(Object::Array(parts)) => parts.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        let is_missing =
            |it: &Object| it.as_reference().is_ok_and(|id| !document.has_object(id));
        if parts.iter().any(is_missing) {
            return Err(Refusal::Damaged(Damage::NoContent(number)));
        }
        let streams = node.own.contents().into_iter();
        let streams = streams.filter_map(|it| resolve(&document, it)?.as_stream().ok());
        if node.own.content().is_err() || streams.into_iter().any(is_lost) {
            return Err(Refusal::Damaged(Damage::Content(number)));
        }
    }
    let pages = nodes.iter().map(|node| page(&document, node.id, node.entries()));
    let pages = pages.collect();
    let ids = nodes.iter().map(|node| node.id).collect();
    Ok(Source { document, pages, ids, order, is_mended, is_drawn, is_protected })
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

fn page(document: &Document, id: ObjectId, entries: Dictionary) -> SourcePage {
    let page = Dict::new(document, &entries);
    // A box without an area is none.
    let area = |key: &[u8]| page.rect(key).filter(|it| it.has_area());
    // US Letter is what readers take where a page says nothing.
    let letter = Rect { left: 0.0, bottom: 0.0, right: 612.0, top: 792.0 };
    let media = area(b"MediaBox").unwrap_or(letter);
    let shown = area(b"CropBox").unwrap_or(media).within(media);
    let rotation = page.integer(b"Rotate");
    let rotation = rotation.map_or(0, |degrees| degrees.rem_euclid(360) / 90 * 90);
    let unit = page.number(b"UserUnit");
    let unit = unit.filter(|unit| *unit > 0.0 && unit.is_finite()).unwrap_or(1.0);
    let shown = if shown.has_area() { shown } else { media };
    SourcePage { id, entries, shown, rotation, unit }
}

impl SourcePage {
    /// From the page as it is shown, its lower left corner at nought, to its user space.
    pub(super) fn to_user_space(&self) -> Matrix {
        let Rect { left, bottom, .. } = self.shown;
        let (width, height) = (self.shown.width(), self.shown.height());
        let [a, b, c, d, e, f] = match self.rotation {
            90 => [0.0, 1.0, -1.0, 0.0, width, 0.0],
            180 => [-1.0, 0.0, 0.0, -1.0, width, height],
            270 => [0.0, -1.0, 1.0, 0.0, 0.0, height],
            _ => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        };
        let unit = self.unit;
        Matrix([a / unit, b / unit, c / unit, d / unit, e + left, f + bottom])
    }

    /// Its resources, where they are in the file.
    pub(super) fn resources<'d>(&self, document: &'d Document) -> Option<Dict<'d>> {
        let mut node = Dict::numbered(document, self.id);
        for _ in 0..DEPTH {
            let found = node?.dict(b"Resources");
            if found.is_some() {
                return found;
            }
            node = node?.dict(b"Parent");
        }
        None
    }

    /// Width and height as the page is shown, in points.
    pub(super) fn size(&self) -> (f64, f64) {
        let width = self.shown.width() * self.unit;
        let height = self.shown.height() * self.unit;
        if self.rotation % 180 == 0 { (width, height) } else { (height, width) }
    }
}

impl Source {
    /// The catalogue, which a file that was opened has.
    pub(super) fn catalogue(&self) -> Option<Dict<'_>> {
        Dict::catalogue(&self.document)
    }

    /// Its pages, as what leads to them needs them.
    pub(super) fn leaves(&self) -> Leaves<'_> {
        Leaves { document: &self.document, ids: &self.ids, order: &self.order }
    }

    /// What the file is.
    pub(super) fn survey(&self) -> Survey {
        let labels = self.labels();
        let sheets = self.pages.iter().zip(labels).map(|(page, label)| {
            let (width, height) = page.size();
            Sheet { width, height, label }
        });
        let sheets = sheets.collect();
        Survey {
            sheets,
            tagging: self.tagging(),
            language: self.catalogue().and_then(|it| it.text(b"Lang")),
            claims: Claims::of(&self.document),
            remarks: self.remarks(),
        }
    }

    fn tagging(&self) -> Tagging {
        let tagged = self.catalogue().is_some_and(|catalogue| {
            let marked = catalogue.dict(b"MarkInfo").is_some_and(|it| it.says(b"Marked"));
            let root = catalogue.dict(b"StructTreeRoot");
            marked
                && root.is_some_and(|it| it.has(b"K") && it.dict(b"ParentTree").is_some())
        });
        if tagged { Tagging::Tagged } else { Tagging::Untagged }
    }

    fn remarks(&self) -> Vec<Remark> {
        let Some(catalogue) = self.catalogue() else { return Vec::new() };
        let form = catalogue.dict(b"AcroForm");
        let fields = form.map(|form| form.array(b"Fields")).unwrap_or_default();
        let signed = form.and_then(|it| it.integer(b"SigFlags"));
        let names = catalogue.dict(b"Names");
        let action = catalogue.dict(b"OpenAction");
        let runs = action.and_then(|it| it.name(b"S")) == Some(b"JavaScript");
        let has = |key: &[u8]| names.is_some_and(|names| names.has(key));
        let notes = self.pages.iter().flat_map(|page| {
            Dict::new(&self.document, &page.entries).dicts(b"Annots").take(MOST)
        });
        let destinations = destinations(self.leaves());
        let (mut comments, mut media, mut attached, mut lost) =
            (false, false, false, false);
        for note in notes {
            match note.name(b"Subtype") {
                Some(b"Link") => lost |= !leads(self.leaves(), note, &destinations),
                None | Some(b"Widget" | b"Popup") => {}
                Some(b"FileAttachment") => attached = true,
                Some(b"Sound" | b"Movie" | b"Screen" | b"3D" | b"RichMedia") => {
                    media = true;
                }
                Some(_) => comments = true,
            }
        }
        [
            (signed.is_some_and(|it| it & 1 != 0), Remark::Signature),
            (!fields.is_empty(), Remark::Form),
            (has(b"JavaScript") || runs, Remark::Scripts),
            (has(b"EmbeddedFiles") || attached, Remark::Attachments),
            (comments, Remark::Comments),
            (!hidden_layers(&self.document).is_empty(), Remark::HiddenLayers),
            (media, Remark::Media),
            (lost, Remark::Links),
            (self.is_drawn, Remark::Drawn),
            (self.is_mended, Remark::Repaired),
            (self.is_protected, Remark::Protected),
        ]
        .into_iter()
        .filter_map(|(found, remark)| found.then_some(remark))
        .collect()
    }

    /// The labels of the pages.
    fn labels(&self) -> Vec<String> {
        let tree = self.catalogue().and_then(|it| it.dict(b"PageLabels"));
        let ranges = tree.map(|tree| tree.pairs(b"Nums")).unwrap_or_default();
        let mut ranges: Vec<(usize, Dict<'_>)> = ranges
            .into_iter()
            .filter_map(|(page, label)| {
                let page = usize::try_from(page.as_i64().ok()?).ok()?;
                Some((page, Dict::of(&self.document, label)?))
            })
            .collect();
        ranges.sort_by_key(|(page, _)| *page);
        (0..self.pages.len())
            .map(|page| {
                let range = ranges.iter().rev().find(|(from, _)| *from <= page);
                let Some((from, label)) = range else { return (page + 1).to_string() };
                let prefix = label.string(b"P").map(text).unwrap_or_default();
                let start = label.integer(b"St");
                let start = start.and_then(|it| usize::try_from(it).ok()).unwrap_or(1);
                let number = start.saturating_add(page - from);
                let numeral = match label.name(b"S") {
                    Some(b"D") => number.to_string(),
                    Some(b"r") => roman(number),
                    Some(b"R") => roman(number).to_uppercase(),
                    Some(b"a") => repeated(number),
                    Some(b"A") => repeated(number).to_uppercase(),
                    _ => String::new(),
                };
                let label = format!("{prefix}{numeral}");
                if is_printable(&label) { label } else { (page + 1).to_string() }
            })
            .collect()
    }
}

/// Whether a label can be printed in any typeface of text: it has something to show, and Latin
/// letters and signs alone.
fn is_printable(label: &str) -> bool {
    let is_known = |it: char| match it {
        '\u{20}'..='\u{7e}' | '\u{a1}'..='\u{17f}' => it != '\u{ad}',
        '\u{2013}' | '\u{2014}' | '\u{2019}' => true,
        _ => false,
    };
    !label.trim().is_empty() && label.chars().all(is_known)
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

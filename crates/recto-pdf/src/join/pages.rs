//! Pages: an external page in the place of a host page, and its layers.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::MOST;
use super::copy::Copier;
use super::links::{Destinations, link};
use super::survey::{Source, SourcePage, number, rectangle};
use super::tree::{array, dictionary, entry, inner};

/// The entries of a page that say how it looks (ISO 32000-1, table 30).
const KEPT: [&[u8]; 9] = [
    b"MediaBox",
    b"CropBox",
    b"BleedBox",
    b"TrimBox",
    b"ArtBox",
    b"Rotate",
    b"UserUnit",
    b"Group",
    b"StructParents",
];

/// The external page as an object that takes the place of a host page. Its content stays as
/// it is; what the host page shows is drawn over it.
pub(super) fn replace(
    host: &Document,
    place: ObjectId,
    page: &SourcePage,
    copier: &mut Copier<'_>,
    destinations: &Destinations,
) -> Result<Object, lopdf::Error> {
    let source = copier.source;
    let host_page = host.get_dictionary(place)?;
    let mut kept = Dictionary::new();
    for key in KEPT {
        if let Ok(value) = page.entries.get(key) {
            kept.set(key, value.clone());
        }
    }
    let mut replaced = copier.dictionary(&kept);
    replaced.set("Type", "Page");
    replaced.set("Parent", host_page.get(b"Parent")?.clone());
    replaced.set("Tabs", "S");
    if !replaced.has(b"MediaBox") {
        let [left, bottom, right, top] = page.shown;
        replaced.set("MediaBox", [left, bottom, right, top].map(real).to_vec());
    }
    let resources = inner(&source.document, &page.entries, b"Resources");
    let mut resources = resources.map(|it| copier.dictionary(it)).unwrap_or_default();
    let xobjects = inner(&source.document, &page.entries, b"Resources")
        .and_then(|it| inner(&source.document, it, b"XObject"));
    let mut xobjects = xobjects.map(|it| copier.dictionary(it)).unwrap_or_default();

    let mut annotations = Vec::new();
    let mut drawn = String::new();
    for annotation in array(&source.document, &page.entries, b"Annots").iter().take(MOST)
    {
        let Some(entries) = dictionary(&source.document, annotation) else { continue };
        let id = annotation.as_reference().ok();
        let kind = entry(&source.document, entries, b"Subtype");
        if kind.and_then(|it| it.as_name().ok()) == Some(b"Link") {
            if let Some(link) = link(entries, place, copier, destinations) {
                let new = copier.add(link);
                if let Some(id) = id {
                    copier.stands_for(id, new);
                }
                annotations.push(Object::Reference(new));
                continue;
            }
        } else if let Some((appearance, matrix)) = appearance(&source.document, entries) {
            let name = free(&xobjects, "RectoAnnotation");
            let copy = copier.object(&Object::Reference(appearance));
            xobjects.set(name.clone(), copy);
            let [a, b, c, d, e, f] = matrix;
            drawn.push_str(&format!(
                "/Artifact BMC q {a:.5} {b:.5} {c:.5} {d:.5} {e:.5} {f:.5} cm /{name} Do Q EMC\n"
            ));
        }
        if let Some(id) = id {
            copier.leave_out(id);
        }
    }
    if !annotations.is_empty() {
        replaced.set("Annots", annotations);
    }

    let overlay = overlay(host, host_page, page)?;
    let overlay = copier.add(overlay);
    let name = free(&xobjects, "RectoStamp");
    xobjects.set(name.clone(), Object::Reference(overlay));
    resources.set("XObject", xobjects);
    replaced.set("Resources", resources);

    let (contents, content) = contents(&source.document, &page.entries);
    let (before, after) = unbalanced(&content);
    let opening = "q\n".repeat(before + 1);
    let closing =
        format!("\n{}{drawn}/Artifact BMC q /{name} Do Q EMC\n", "Q\n".repeat(after + 1));
    let mut streams =
        vec![copier.add(Stream::new(Dictionary::new(), opening.into_bytes())).into()];
    for stream in contents {
        streams.push(copier.object(&stream));
    }
    streams.push(copier.add(Stream::new(Dictionary::new(), closing.into_bytes())).into());
    replaced.set("Contents", streams);
    Ok(Object::Dictionary(replaced))
}

/// A name that a dictionary has not.
fn free(taken: &Dictionary, stem: &str) -> String {
    let mut name = stem.to_owned();
    let mut number = 1;
    while taken.has(name.as_bytes()) {
        number += 1;
        name = format!("{stem}{number}");
    }
    name
}

/// A number as PDF writes it.
#[expect(clippy::cast_possible_truncation, reason = "lopdf holds numbers in f32")]
fn real(value: f64) -> Object {
    Object::Real(value as f32)
}

/// What a host page shows as a form (8.10) that lies upright on the external page as it is
/// shown.
fn overlay(
    host: &Document,
    host_page: &Dictionary,
    page: &SourcePage,
) -> Result<Stream, lopdf::Error> {
    let (_, content) = contents(host, host_page);
    let [left, bottom, right, top] = page.shown;
    let (width, height) = (right - left, top - bottom);
    // From the page as it is shown to its user space, before the unit and the crop box.
    let [a, b, c, d, e, f] = match page.rotation {
        90 => [0.0, 1.0, -1.0, 0.0, width, 0.0],
        180 => [-1.0, 0.0, 0.0, -1.0, width, height],
        270 => [0.0, -1.0, 1.0, 0.0, 0.0, height],
        _ => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
    };
    let unit = page.unit;
    let matrix = [a / unit, b / unit, c / unit, d / unit, e + left, f + bottom];
    let bounds =
        rectangle(host, host_page, b"MediaBox").unwrap_or([0.0, 0.0, width, height]);
    let mut form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => bounds.map(real).to_vec(),
        "Matrix" => matrix.map(real).to_vec(),
    };
    if let Ok(resources) = host_page.get(b"Resources") {
        form.set("Resources", resources.clone());
    }
    let mut stream = Stream::new(form, content);
    stream.compress()?;
    Ok(stream)
}

/// The content streams of a page as they are referred to, and their bytes in one.
fn contents(document: &Document, page: &Dictionary) -> (Vec<Object>, Vec<u8>) {
    let Ok(contents) = page.get(b"Contents") else { return (Vec::new(), Vec::new()) };
    let streams = match document.dereference(contents) {
        Ok((_, Object::Array(streams))) => streams.clone(),
        Ok((_, Object::Stream(_))) => vec![contents.clone()],
        _ => Vec::new(),
    };
    let mut content = Vec::new();
    for stream in &streams {
        if let Ok((_, Object::Stream(stream))) = document.dereference(stream) {
            let plain = stream.get_plain_content();
            content.extend(plain.unwrap_or_default());
            content.push(b'\n');
        }
    }
    (streams, content)
}

/// How many `q` a content wants before it and how many `Q` after it, so that it leaves the
/// graphics state as it was. Strings, comments and images in it are skipped.
fn unbalanced(content: &[u8]) -> (usize, usize) {
    let (mut depth, mut lowest) = (0_i64, 0_i64);
    let mut at = 0;
    while let Some(&byte) = content.get(at) {
        match byte {
            b'%' => {
                while content.get(at).is_some_and(|it| !matches!(it, b'\n' | b'\r')) {
                    at += 1;
                }
            }
            b'(' => {
                let mut open = 0;
                while let Some(&inner) = content.get(at) {
                    match inner {
                        b'\\' => at += 1,
                        b'(' => open += 1,
                        b')' => open -= 1,
                        _ => {}
                    }
                    at += 1;
                    if open == 0 {
                        break;
                    }
                }
            }
            _ if is_regular(byte) => {
                let start = at;
                while content.get(at).is_some_and(|it| is_regular(*it)) {
                    at += 1;
                }
                let is_name = start > 0 && content[start - 1] == b'/';
                match &content[start..at] {
                    b"q" if !is_name => depth += 1,
                    b"Q" if !is_name => {
                        depth -= 1;
                        lowest = lowest.min(depth);
                    }
                    b"ID" if !is_name => at = end_of_image(content, at),
                    _ => {}
                }
            }
            _ => at += 1,
        }
    }
    let before = usize::try_from(-lowest).unwrap_or(0);
    let after = usize::try_from(depth - lowest).unwrap_or(0);
    (before, after)
}

/// Whether a byte belongs to a word (7.2.2).
fn is_regular(byte: u8) -> bool {
    !matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
        && !matches!(
            byte,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
        )
}

/// Where an image in the content ends: at `EI` between white space.
fn end_of_image(content: &[u8], from: usize) -> usize {
    let white = |at: usize| content.get(at).is_none_or(u8::is_ascii_whitespace);
    let mut at = from;
    while at + 1 < content.len() {
        if &content[at..at + 2] == b"EI" && white(at + 2) && white(at.saturating_sub(1)) {
            return at + 2;
        }
        at += 1;
    }
    content.len()
}

/// What an annotation shows, and where it goes on the page (12.5.5); `None` where it is
/// not to be seen in print or is a note that opens.
fn appearance(
    document: &Document,
    annotation: &Dictionary,
) -> Option<(ObjectId, [f64; 6])> {
    const HIDDEN: i64 = 2 | 32;
    let kind = entry(document, annotation, b"Subtype")?.as_name().ok()?;
    let flags = entry(document, annotation, b"F").and_then(|it| it.as_i64().ok());
    if matches!(kind, b"Popup" | b"Text") || flags.unwrap_or(0) & HIDDEN != 0 {
        return None;
    }
    let mut found = inner(document, annotation, b"AP")?.get(b"N").ok()?;
    if let Ok((_, Object::Dictionary(states))) = document.dereference(found) {
        let state = entry(document, annotation, b"AS")?.as_name().ok()?;
        found = states.get(state).ok()?;
    }
    let id = found.as_reference().ok()?;
    let form = document.get_object(id).and_then(Object::as_stream).ok()?;
    let place = rectangle(document, annotation, b"Rect")?;
    let bounds = rectangle(document, &form.dict, b"BBox")?;
    let matrix: Vec<f64> = array(document, &form.dict, b"Matrix")
        .iter()
        .filter_map(|it| number(document.dereference(it).ok()?.1))
        .collect();
    let [a, b, c, d, e, f] = matrix[..] else {
        return Some((id, onto(bounds, place)));
    };
    let corners = [(0, 1), (2, 1), (0, 3), (2, 3)].map(|(x, y)| {
        let (x, y) = (bounds[x], bounds[y]);
        (a * x + c * y + e, b * x + d * y + f)
    });
    let least = |values: [f64; 4]| values.into_iter().fold(f64::INFINITY, f64::min);
    let most = |values: [f64; 4]| values.into_iter().fold(f64::NEG_INFINITY, f64::max);
    let (xs, ys) = (corners.map(|it| it.0), corners.map(|it| it.1));
    Some((id, onto([least(xs), least(ys), most(xs), most(ys)], place)))
}

/// The matrix that takes one rectangle onto another.
fn onto(from: [f64; 4], to: [f64; 4]) -> [f64; 6] {
    let share = |low: usize, high: usize| {
        let (was, is) = (from[high] - from[low], to[high] - to[low]);
        if was.abs() < 1e-9 { 1.0 } else { is / was }
    };
    let (x, y) = (share(0, 2), share(1, 3));
    [x, 0.0, 0.0, y, to[0] - from[0] * x, to[1] - from[1] * y]
}

/// The layers of all files (8.11), so that what is hidden stays hidden.
pub(super) struct Layers {
    groups: Vec<Object>,
    off: Vec<Object>,
    order: Vec<Object>,
    is_changed: bool,
}

impl Layers {
    /// Those of the host.
    pub(super) fn of(host: &Document) -> Self {
        let properties =
            host.catalog().ok().and_then(|it| inner(host, it, b"OCProperties"));
        let usual = properties.and_then(|it| inner(host, it, b"D"));
        let list = |of: Option<&Dictionary>, key: &[u8]| {
            of.map(|it| array(host, it, key).to_vec()).unwrap_or_default()
        };
        Self {
            groups: list(properties, b"OCGs"),
            off: list(usual, b"OFF"),
            order: list(usual, b"Order"),
            is_changed: false,
        }
    }

    /// Adds those of an external file, as they are shown when it is opened.
    pub(super) fn add(&mut self, source: &Source, copier: &mut Copier<'_>) {
        let document = &source.document;
        let properties =
            source.catalogue().and_then(|it| inner(document, it, b"OCProperties"));
        let Some(properties) = properties else { return };
        let usual = inner(document, properties, b"D");
        let listed = |key: &[u8]| {
            usual.map(|it| array(document, it, key).to_vec()).unwrap_or_default()
        };
        let (on, off) = (listed(b"ON"), listed(b"OFF"));
        let base = usual.and_then(|it| entry(document, it, b"BaseState"));
        let all_off = base.and_then(|it| it.as_name().ok()) == Some(b"OFF");
        for group in array(document, properties, b"OCGs").iter().take(MOST) {
            let copy = copier.object(group);
            let hidden = if all_off { !on.contains(group) } else { off.contains(group) };
            if hidden {
                self.off.push(copy.clone());
            }
            self.groups.push(copy.clone());
            self.order.push(copy);
            self.is_changed = true;
        }
    }

    /// Writes them into the host.
    pub(super) fn write(self, host: &mut Document) -> Result<(), lopdf::Error> {
        if !self.is_changed {
            return Ok(());
        }
        let usual = dictionary! {
            "Name" => Object::string_literal("Layers"),
            "Order" => self.order,
            "OFF" => self.off,
        };
        let properties = dictionary! { "OCGs" => self.groups, "D" => usual };
        host.catalog_mut()?.set("OCProperties", properties);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_that_are_left_open_are_closed() {
        assert_eq!(unbalanced(b"q 1 0 0 1 0 0 cm Q"), (0, 0));
        assert_eq!(unbalanced(b"q q Q"), (0, 1));
        assert_eq!(unbalanced(b"Q Q q"), (2, 1));
        assert_eq!(unbalanced(b"Q q"), (1, 1));
        assert_eq!(unbalanced(b"(q \\) q) Tj /q gs % q\nq"), (0, 1));
        assert_eq!(unbalanced(b"BI /W 1 ID q Q q EI q"), (0, 1));
    }
}

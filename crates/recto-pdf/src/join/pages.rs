//! Pages: an external page in the place of a host page, and its layers.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::comparison::JoinedPage;
use super::copy::Copier;
use super::destinations::Destinations;
use super::insertion::STAMP;
use super::layers::hidden_layers;
use super::links::link;
use super::room::Room;
use super::survey::{Source, SourcePage};
use crate::appearance::{current, is_hidden};
use crate::content::Operations;
use crate::geometry::{Matrix, Rect};
use crate::object::{Dict, MOST};

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
/// it is, but for room that is made for what the host page shows, which is drawn over it; and what
/// was put on it.
pub(super) fn replace(
    host: &Document,
    place: ObjectId,
    page: &SourcePage,
    copier: &mut Copier<'_>,
    destinations: &Destinations,
    room: Room,
) -> Result<(Object, JoinedPage), lopdf::Error> {
    let shrink = match room {
        Room::Made(matrix) => Some(matrix),
        Room::Enough | Room::None => None,
    };
    let entries = Dict::new(&copier.source.document, &page.entries);
    let host_page = Dict::new(host, host.get_dictionary(place)?);
    let mut kept = Dictionary::new();
    for key in KEPT {
        if let Some(value) = entries.raw(key) {
            kept.set(key, value.clone());
        }
    }
    let mut replaced = copier.dictionary(&kept);
    replaced.set("Type", "Page");
    replaced.set("Parent", host_page.entries.get(b"Parent")?.clone());
    replaced.set("Tabs", "S");
    if !replaced.has(b"MediaBox") {
        replaced.set("MediaBox", page.shown.sides().map(real).to_vec());
    }
    let own = entries.dict(b"Resources");
    // The entries are a copy: what is used is known of the page itself.
    let names =
        copier.on_pages.names_of(page.resources(&copier.source.document)).cloned();
    let used = own.and_then(|it| copier.on_pages.used(it, names.as_ref()));
    let used = used.or_else(|| own.map(|it| it.entries.clone())).unwrap_or_default();
    let used = Dict::new(&copier.source.document, &used);
    let mut resources = copier.dictionary(used.entries);
    let xobjects = used.dict(b"XObject");
    let mut xobjects =
        xobjects.map(|it| copier.dictionary(it.entries)).unwrap_or_default();

    let mut annotations = Vec::new();
    let mut drawn = String::new();
    let mut appearances = Vec::new();
    for annotation in entries.array(b"Annots").iter().take(MOST) {
        let Some(note) = Dict::of(entries.document, annotation) else { continue };
        let id = annotation.as_reference().ok();
        let is_seen = !copier.on_pages.is_hidden(note);
        let shown = appearance(note, page.rotation).filter(|_| is_seen);
        let is_drawn = shown.is_some();
        if let Some((appearance, Matrix([a, b, c, d, e, f]))) = shown {
            let name = free(&xobjects, "RectoAnnotation");
            let copy = copier.object(&Object::Reference(appearance));
            appearances.extend(copy.as_reference().ok().map(|copy| (appearance, copy)));
            xobjects.set(name.clone(), copy);
            drawn.push_str(&format!(
                "/Artifact BMC q {a:.5} {b:.5} {c:.5} {d:.5} {e:.5} {f:.5} cm /{name} Do Q EMC\n"
            ));
        }
        if note.name(b"Subtype") == Some(b"Link")
            && is_seen
            && let Some(mut link) = link(note, place, copier, destinations)
        {
            if is_drawn {
                // Viewers draw its appearance in place of its border.
                link.remove(b"BS");
                link.set("Border", vec![0.into(), 0.into(), 0.into()]);
            }
            if let Some(matrix) = shrink {
                move_link(&mut link, matrix);
            }
            let new = copier.add(link);
            if let Some(id) = id {
                copier.stands_for(id, new);
            }
            annotations.push(Object::Reference(new));
            continue;
        }
        if let Some(id) = id {
            copier.leave_out(id);
        }
    }
    if !annotations.is_empty() {
        replaced.set("Annots", annotations);
    }

    let overlay = overlay(host_page, page)?;
    let overlay = copier.add(overlay);
    let name = free(&xobjects, STAMP);
    xobjects.set(name.clone(), Object::Reference(overlay));
    resources.set("XObject", xobjects);
    replaced.set("Resources", resources);

    let content = entries.content()?;
    let seen = copier.on_pages.seen(&content, own);
    let Balanced { changed, open } = balanced(seen.as_ref().unwrap_or(&content));
    let seen = changed.or(seen);
    // What stands beyond the edge of the page would come into view with its smaller size.
    let Rect { left, bottom, right, top } = page.shown;
    let (width, height) = (right - left, top - bottom);
    let smaller = shrink.map(|Matrix([a, b, c, d, e, f])| {
        format!(
            "{a:.6} {b:.6} {c:.6} {d:.6} {e:.4} {f:.4} cm\n\
             {left:.4} {bottom:.4} {width:.4} {height:.4} re W n\n"
        )
    });
    let smaller = smaller.unwrap_or_default();
    let opening = format!("q\n{smaller}");
    let drawn = match (drawn.is_empty(), shrink) {
        (false, Some(_)) => format!("q\n{smaller}{drawn}Q\n"),
        _ => drawn,
    };
    let closing =
        format!("\n{}{drawn}/Artifact BMC q /{name} Do Q EMC\n", "Q\n".repeat(open + 1));
    let mut streams =
        vec![copier.add(Stream::new(Dictionary::new(), opening.into_bytes())).into()];
    match seen {
        Some(seen) => {
            let mut seen = Stream::new(Dictionary::new(), seen);
            seen.compress()?;
            streams.push(copier.add(seen).into());
        }
        None => {
            streams.extend(entries.contents().into_iter().map(|it| copier.object(it)));
        }
    }
    streams.push(copier.add(Stream::new(Dictionary::new(), closing.into_bytes())).into());
    replaced.set("Contents", streams);
    let is_smaller = shrink.is_some();
    let joined = JoinedPage { place, stamp: overlay, appearances, is_smaller };
    Ok((Object::Dictionary(replaced), joined))
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

/// Moves the areas of a link with its page.
fn move_link(link: &mut Dictionary, by: Matrix) {
    for key in [b"Rect".as_slice(), b"QuadPoints"] {
        let Ok(numbers) = link.get(key).and_then(Object::as_array) else { continue };
        let numbers: Vec<f64> =
            numbers.iter().filter_map(|it| it.as_float().ok()).map(f64::from).collect();
        let points = numbers.chunks_exact(2);
        let moved = points.flat_map(|point| {
            let (x, y) = by.apply((point[0], point[1]));
            [real(x), real(y)]
        });
        let moved: Vec<Object> = moved.collect();
        link.set(key, moved);
    }
}

/// What a host page shows as a form (8.10) that lies upright on the external page as it is
/// shown.
fn overlay(host_page: Dict<'_>, page: &SourcePage) -> Result<Stream, lopdf::Error> {
    let content = host_page.content()?;
    let (width, height) = (page.shown.width(), page.shown.height());
    let Matrix(matrix) = page.to_user_space();
    let bounds = host_page.rect(b"MediaBox").map(Rect::sides);
    let bounds = bounds.unwrap_or([0.0, 0.0, width, height]);
    let mut form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => bounds.map(real).to_vec(),
        "Matrix" => matrix.map(real).to_vec(),
    };
    if let Some(resources) = host_page.raw(b"Resources") {
        form.set("Resources", resources.clone());
    }
    let mut stream = Stream::new(form, content);
    stream.compress()?;
    Ok(stream)
}

/// Content that leaves the state of the graphics as it was, once so many `Q` follow it.
struct Balanced {
    /// The content, where it had to be changed.
    changed: Option<Vec<u8>>,
    /// How many `Q` it wants after it.
    open: usize,
}

/// Balances a content: a `Q` that closes nothing is left out, as viewers pass over it, and so is what
/// begins at its end and is no whole operation, which would take in what follows.
fn balanced(content: &[u8]) -> Balanced {
    let mut open = 0_usize;
    let mut left_out = Vec::new();
    let mut operations = Operations::of(content);
    let (mut end, mut is_image) = (0, false);
    while let Some((operator, _)) = operations.next() {
        is_image = operator == b"BI";
        match operator {
            b"q" => open += 1,
            b"Q" if open == 0 => left_out.push(end..operations.end()),
            b"Q" => open -= 1,
            _ => {}
        }
        end = operations.end();
    }
    if !content[end..].trim_ascii().is_empty() {
        left_out.push(end..content.len());
    }
    // An image that does not end takes in all that follows it.
    if is_image && end == content.len() && !content.trim_ascii_end().ends_with(b"EI") {
        let changed = Some([content, b"\nEI"].concat());
        return Balanced { changed, open };
    }
    let changed = (!left_out.is_empty()).then(|| {
        let mut kept = Vec::with_capacity(content.len());
        let mut from = 0;
        for range in left_out {
            kept.extend_from_slice(&content[from..range.start]);
            kept.push(b'\n');
            from = range.end;
        }
        kept.extend_from_slice(&content[from..]);
        kept
    });
    Balanced { changed, open }
}

/// What an annotation shows, and where it goes on the page (12.5.5); `None` where it is
/// not to be seen in print or is a note that opens.
fn appearance(note: Dict<'_>, rotation: i64) -> Option<(ObjectId, Matrix)> {
    const STAYS_UPRIGHT: i64 = 16;
    if matches!(note.name(b"Subtype")?, b"Popup" | b"Text") || is_hidden(note) {
        return None;
    }
    let id = current(note)?;
    let form = note.document.get_object(id).and_then(Object::as_stream).ok()?;
    let form = Dict::new(note.document, &form.dict);
    let area = |of: Dict<'_>, key: &[u8]| of.rect(key).filter(|it| it.has_area());
    let (place, bounds) = (area(note, b"Rect")?, area(form, b"BBox")?);
    let matrix = <[f64; 6]>::try_from(form.numbers(b"Matrix"));
    let bounds = matrix.map_or(bounds, |matrix| Matrix(matrix).around(bounds));
    let onto = onto(bounds, place);
    let is_upright = note.integer(b"F").unwrap_or(0) & STAYS_UPRIGHT != 0;
    let turned = if is_upright { upright(place, rotation) } else { Matrix::IDENTITY };
    Some((id, onto.then(turned)))
}

/// The matrix that turns an annotation against its page, about its upper left corner (12.5.3), by
/// quarters.
fn upright(place: Rect, rotation: i64) -> Matrix {
    let (cos, sin) = match rotation {
        90 => (0.0, 1.0),
        180 => (-1.0, 0.0),
        270 => (0.0, -1.0),
        _ => (1.0, 0.0),
    };
    let (x, y) = (place.left, place.top);
    Matrix([cos, sin, -sin, cos, x - x * cos + y * sin, y - x * sin - y * cos])
}

/// The matrix that takes one rectangle onto another.
fn onto(from: Rect, to: Rect) -> Matrix {
    let share = |was: f64, is: f64| if was.abs() < 1e-9 { 1.0 } else { is / was };
    let x = share(from.width(), to.width());
    let y = share(from.height(), to.height());
    Matrix([x, 0.0, 0.0, y, to.left - from.left * x, to.bottom - from.bottom * y])
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
        let properties = Dict::catalogue(host).and_then(|it| it.dict(b"OCProperties"));
        let usual = properties.and_then(|it| it.dict(b"D"));
        let list = |of: Option<Dict<'_>>, key: &[u8]| {
            of.map(|it| it.array(key).to_vec()).unwrap_or_default()
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
        let properties = source.catalogue().and_then(|it| it.dict(b"OCProperties"));
        let Some(properties) = properties else { return };
        let hidden_layers = hidden_layers(&source.document);
        for group in properties.array(b"OCGs").iter().take(MOST) {
            let copy = copier.object(group);
            let is_hidden =
                group.as_reference().is_ok_and(|id| hidden_layers.contains(&id));
            if is_hidden {
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
        for (content, is, open) in [
            ("q 1 0 0 1 0 0 cm Q", None, 0),
            ("q q Q", None, 1),
            ("(q \\) q) Tj /q gs % q\nq", None, 1),
            ("BI /W 1 ID q Q q EI q", None, 1),
            // What closes nothing, and what does not end.
            ("Q 1 w Q q", Some("\n 1 w\n q"), 1),
            ("q S 5 (no end Q", Some("q S\n"), 1),
            ("S % said", Some("S\n"), 0),
            ("q BI /W 1 ID x", Some("q BI /W 1 ID x\nEI"), 1),
            ("BI /W 1 ID x EI", None, 0),
        ] {
            let balanced = balanced(content.as_bytes());
            assert_eq!(balanced.changed.as_deref(), is.map(str::as_bytes), "{content}");
            assert_eq!(balanced.open, open, "{content}");
        }
    }

    #[test]
    fn what_stays_upright_turns_about_its_corner() {
        let place = Rect { left: 100.0, bottom: 50.0, right: 300.0, top: 90.0 };
        for (rotation, right, below) in [
            (0, (110.0, 90.0), (100.0, 80.0)),
            (90, (100.0, 100.0), (110.0, 90.0)),
            (180, (90.0, 90.0), (100.0, 100.0)),
            (270, (100.0, 80.0), (90.0, 90.0)),
        ] {
            let turned = upright(place, rotation);
            for (from, to) in [
                ((100.0, 90.0), (100.0, 90.0)),
                ((110.0, 90.0), right),
                ((100.0, 80.0), below),
            ] {
                let (x, y) = turned.apply(from);
                assert!(
                    (x - to.0).abs() + (y - to.1).abs() < 1e-9,
                    "{rotation}: {x} {y}"
                );
            }
        }
    }
}

//! Comparison: whether a joined page shows what it showed in its own file.
//!
//! Both pages are interpreted, and what they paint is counted and summed up: text by its codes, its
//! place and the font that it is in, shapes, images and gradients. What stands on a hidden layer is
//! left out of the page in its own file. It is a guard against mistakes of joining, and tells
//! nothing of how a viewer repairs a damaged file.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::{Hash, Hasher};

use lopdf::{Document, ObjectId};
use rayon::prelude::*;

use super::remains::OnPages;
use super::survey::{Source, SourcePage};
use crate::appearance::{current, is_hidden};
use crate::content::{Fault, Operand};
use crate::geometry::{Matrix, Rect};
use crate::interpret::{Image, Inner, Interpreter, Place, State, Visitor};
use crate::object::{Dict, MOST};

/// What of a page differs from the page in its own file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// Its text: how many bytes of it there are, and were.
    Text(usize, usize),
    /// The lines and areas that are painted.
    Shapes(usize, usize),
    /// Its images.
    Images(usize, usize),
    /// Its gradients.
    Gradients(usize, usize),
    /// What its content uses and does not find.
    Missing(usize, usize),
    /// What the page of the paper shows over it is not drawn.
    Stamp,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, is, was) = match self {
            Self::Text(is, was) => ("bytes of text", is, was),
            Self::Shapes(is, was) => ("lines and areas", is, was),
            Self::Images(is, was) => ("images", is, was),
            Self::Gradients(is, was) => ("gradients", is, was),
            Self::Missing(is, was) => ("objects that are not there", is, was),
            Self::Stamp => return f.write_str("its stamp is not drawn"),
        };
        if is == was {
            write!(f, "its {was} {what} are not the same")
        } else {
            write!(f, "it has {is} {what} in place of {was}")
        }
    }
}

/// A joined page: where it is, and what was put on it beside its own content.
pub(super) struct JoinedPage {
    pub(super) place: ObjectId,
    /// The form that holds what the host page shows.
    pub(super) stamp: ObjectId,
    /// The appearances of annotations that are drawn on it: in the file, and in the host.
    pub(super) appearances: Vec<(ObjectId, ObjectId)>,
    /// Whether it was made smaller.
    pub(super) is_smaller: bool,
}

/// The first page, from 0, that shows something else than it did, and what differs.
pub(super) fn difference(
    host: &Document,
    source: &Source,
    on_pages: &OnPages,
    joined: &[JoinedPage],
) -> Option<(usize, Difference)> {
    let found = source.pages.par_iter().zip(joined).enumerate();
    found
        .filter_map(|(at, (page, joined))| {
            let was = of_source(source, page, on_pages, joined)?;
            let is = of_host(host, joined)?;
            // Where a page is not read to its end, its stamp is not met.
            let is_stamp_lost = !is.is_stamped && is.missing.count == 0;
            let difference =
                is.difference(&was).or(is_stamp_lost.then_some(Difference::Stamp));
            Some((at, difference?))
        })
        .min_by_key(|(at, _)| *at)
}

/// What a page of an external file shows; `None` where its content cannot be read.
fn of_source(
    source: &Source,
    page: &SourcePage,
    on_pages: &OnPages,
    joined: &JoinedPage,
) -> Option<Tally> {
    let document = &source.document;
    let entries = Dict::new(document, &page.entries);
    let moved = joined.appearances.iter().map(|(own, _)| *own).collect();
    let mut reader = Reader::of(joined, moved, Some(on_pages), None);
    let place = Place { resources: entries.dict(b"Resources"), depth: 0 };
    let mut interpreter = Interpreter::new(document, &mut reader);
    interpreter.read(&entries.content().ok()?, place, State::default());
    for note in entries.dicts(b"Annots").take(MOST) {
        let is_left_out =
            matches!(note.name(b"Subtype"), None | Some(b"Popup" | b"Text"));
        if is_left_out || is_hidden(note) || on_pages.is_hidden(note) {
            continue;
        }
        // Which of them are drawn is known from the page that was made.
        let Some(id) = current(note) else { continue };
        if joined.appearances.iter().any(|(own, _)| *own == id)
            && let Ok(form) = document.get_object(id).and_then(lopdf::Object::as_stream)
        {
            interpreter.inner(Inner::Form, form, Some(id), State::default(), place);
        }
    }
    Some(reader.tally)
}

/// What a joined page shows.
fn of_host(host: &Document, joined: &JoinedPage) -> Option<Tally> {
    let page = Dict::numbered(host, joined.place)?;
    let moved = joined.appearances.iter().map(|(_, copy)| *copy).collect();
    let mut reader = Reader::of(joined, moved, None, Some(joined.stamp));
    let place = Place { resources: page.dict(b"Resources"), depth: 0 };
    let content = page.content().ok()?;
    Interpreter::new(host, &mut reader).read(&content, place, State::default());
    Some(Tally { is_stamped: reader.is_stamped, ..reader.tally })
}

/// What of one kind is painted: how much, and a sum over all of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Painted {
    count: usize,
    sum: u64,
}

impl Painted {
    fn add(&mut self, count: usize, what: impl Hash) {
        let mut hasher = DefaultHasher::new();
        (self.sum, what).hash(&mut hasher);
        self.sum = hasher.finish();
        self.count += count;
    }
}

/// What a page shows.
#[derive(Debug, Default)]
struct Tally {
    text: Painted,
    shapes: Painted,
    images: Painted,
    gradients: Painted,
    missing: Painted,
    /// Whether the stamp is drawn, where there is one.
    is_stamped: bool,
}

impl Tally {
    fn difference(&self, was: &Self) -> Option<Difference> {
        type Named = fn(usize, usize) -> Difference;
        let kinds: [(Painted, Painted, Named); 5] = [
            (self.text, was.text, Difference::Text),
            (self.images, was.images, Difference::Images),
            (self.shapes, was.shapes, Difference::Shapes),
            (self.gradients, was.gradients, Difference::Gradients),
            (self.missing, was.missing, Difference::Missing),
        ];
        kinds
            .into_iter()
            .find(|(is, was, _)| is != was)
            .map(|(is, was, named)| named(is.count, was.count))
    }
}

struct Reader<'r> {
    tally: Tally,
    /// Whether places count: a page that is made smaller has others.
    has_places: bool,
    /// The forms within which places do not count.
    moved: HashSet<ObjectId>,
    /// How deep the reader is in one of these, and in forms at all.
    within: usize,
    forms: Vec<bool>,
    /// What is hidden, and for each marked content that is open, whether it is.
    on_pages: Option<&'r OnPages>,
    open: Vec<bool>,
    stamp: Option<ObjectId>,
    is_stamped: bool,
    fonts: HashMap<usize, u64>,
}

impl<'r> Reader<'r> {
    fn of(
        joined: &JoinedPage,
        moved: HashSet<ObjectId>,
        on_pages: Option<&'r OnPages>,
        stamp: Option<ObjectId>,
    ) -> Self {
        Self {
            tally: Tally::default(),
            has_places: !joined.is_smaller,
            moved,
            within: 0,
            forms: Vec::new(),
            on_pages: on_pages.filter(|it| it.has_hidden()),
            open: Vec::new(),
            stamp,
            is_stamped: false,
            fonts: HashMap::new(),
        }
    }

    fn is_hidden(&self) -> bool {
        self.open.iter().any(|it| *it)
    }

    /// A matrix as it counts.
    fn place(&self, matrix: Matrix) -> [u64; 6] {
        if self.has_places && self.within == 0 {
            // Nought has two signs.
            matrix.0.map(|it| (it + 0.0).to_bits())
        } else {
            [0; 6]
        }
    }

    /// What of a font decides how its text looks.
    fn font(&mut self, font: Option<Dict<'_>>) -> u64 {
        let Some(font) = font else { return 0 };
        *self.fonts.entry(font.address()).or_insert_with(|| {
            let inner = font.dicts(b"DescendantFonts").next().unwrap_or(font);
            let descriptor = inner.dict(b"FontDescriptor");
            let length = |of: Option<Dict<'_>>, key: &[u8]| {
                of.and_then(|it| it.stream(key)).map(|it| it.content.len())
            };
            let programs = [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"];
            let mut hasher = DefaultHasher::new();
            font.name(b"Subtype").hash(&mut hasher);
            font.name(b"BaseFont").hash(&mut hasher);
            programs.map(|it| length(descriptor, it)).hash(&mut hasher);
            length(Some(font), b"ToUnicode").hash(&mut hasher);
            font.array(b"Widths").len().hash(&mut hasher);
            hasher.finish()
        })
    }
}

impl<'d> Visitor<'d> for Reader<'_> {
    fn text(
        &mut self,
        state: &State<'d>,
        line: Matrix,
        operands: &[Operand<'_>],
        _: Place<'d>,
    ) {
        if self.is_hidden() {
            return;
        }
        let (font, place) = (self.font(state.font), self.place(line.then(state.matrix)));
        for operand in operands {
            if let Operand::Text(codes) = operand {
                let size = state.size.to_bits();
                let what = (font, place, size, state.rendering, codes);
                self.tally.text.add(codes.len(), what);
            }
        }
    }

    fn shape(
        &mut self,
        state: &State<'d>,
        _: Rect,
        fills: bool,
        strokes: bool,
        _: Place<'d>,
    ) {
        if !self.is_hidden() {
            self.tally.shapes.add(1, (self.place(state.matrix), fills, strokes));
        }
    }

    fn gradient(&mut self, state: &State<'d>, gradient: Option<Dict<'d>>, _: Place<'d>) {
        if !self.is_hidden() {
            let kind = gradient.and_then(|it| it.integer(b"ShadingType"));
            self.tally.gradients.add(1, (self.place(state.matrix), kind));
        }
    }

    fn image(&mut self, state: &State<'d>, image: Image<'_, 'd>, _: Place<'d>) {
        let size = match image {
            Image::Object(of) if self.on_pages.is_some_and(|it| it.is_hidden(of)) => {
                return;
            }
            Image::Object(of) => (of.integer(b"Width"), of.integer(b"Height")),
            Image::Inline(_) => (None, None),
        };
        if !self.is_hidden() {
            self.tally.images.add(1, (self.place(state.matrix), size));
        }
    }

    fn opens(&mut self, operands: &[Operand<'_>], place: Place<'d>) {
        let Some(on_pages) = self.on_pages else { return };
        let name = |at: usize| operands.get(at).and_then(Operand::name);
        let layer = name(1).filter(|_| name(0) == Some(b"OC"));
        let layer = layer.and_then(|it| place.resource(b"Properties", it));
        let document = place.resources.map(|it| it.document);
        let is_hidden =
            document.zip(layer).is_some_and(|(of, it)| on_pages.hides(of, it));
        self.open.push(is_hidden);
    }

    fn closes(&mut self) {
        self.open.pop();
    }

    fn enters(&mut self, inner: Inner, of: Dict<'d>, id: Option<ObjectId>) -> bool {
        let is_stamp = id.is_some() && id == self.stamp;
        self.is_stamped |= is_stamp;
        let is_seen = !is_stamp
            && !(inner == Inner::Form
                && (self.is_hidden()
                    || self.on_pages.is_some_and(|it| it.is_hidden(of))));
        if is_seen {
            // Tiles have places of their own.
            let is_moved =
                inner == Inner::Tile || id.is_some_and(|it| self.moved.contains(&it));
            self.within += usize::from(is_moved);
            self.forms.push(is_moved);
        }
        is_seen
    }

    fn leaves(&mut self) {
        if let Some(is_moved) = self.forms.pop() {
            self.within -= usize::from(is_moved);
        }
    }

    fn fault(&mut self, what: String) {
        // What does not end at the end of the content was left out.
        let is_of_syntax =
            [Fault::Unclosed, Fault::Stray].iter().any(|it| it.to_string() == what);
        if !self.is_hidden() && !is_of_syntax {
            self.tally.missing.add(1, what);
        }
    }
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;
    use crate::conformance::fixtures::base;

    /// What a page shows by its own content.
    fn tally(document: &Document) -> Tally {
        let place = base::page_id(document);
        let stamp = (u32::MAX, 0);
        let joined =
            JoinedPage { place, stamp, appearances: Vec::new(), is_smaller: false };
        of_host(document, &joined).expect("a page")
    }

    fn differs(change: fn(&mut Document)) -> Option<Difference> {
        let mut document = base::document(2);
        base::image(&mut document, dictionary! {});
        base::paint(&mut document, "/Artifact BMC 0 0 9 9 re f EMC");
        let was = tally(&document);
        change(&mut document);
        tally(&document).difference(&was)
    }

    #[test]
    fn whatever_is_lost_is_noticed() {
        assert_eq!(differs(|_| {}), None);
        let lost = differs(|it| {
            let resources = base::page(it).get_mut(b"Resources").expect("it");
            resources.as_dict_mut().expect("it").remove(b"Font");
        });
        assert!(matches!(lost, Some(Difference::Text(is, was)) if is == was), "{lost:?}");
        let lost = differs(|it| {
            let resources = base::page(it).get_mut(b"Resources").expect("it");
            resources.as_dict_mut().expect("it").remove(b"XObject");
        });
        assert_eq!(lost, Some(Difference::Images(0, 1)));
        let more = differs(|it| base::paint(it, "/Artifact BMC 0 0 1 1 re S EMC"));
        assert_eq!(more, Some(Difference::Shapes(2, 1)));
        let said = more.map(|it| it.to_string());
        assert_eq!(said.as_deref(), Some("it has 2 lines and areas in place of 1"));
        let moved = differs(|it| base::paint(it, "2 0 0 2 0 0 cm"));
        assert_eq!(moved, None);
    }
}

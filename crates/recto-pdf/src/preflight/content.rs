//! Content: what a page paints, by a small reading of its operators (ISO 32000-1, 8 and 9).

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::LONGEST_CONTENT;
use super::geometry::{Matrix, Rect};
use super::paint::{Paint, Space};

/// How deep forms may lie within each other.
const DEEPEST: usize = 12;
/// How many operators of one page are read.
const MOST: usize = 4_000_000;

/// Text that was shown.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) paint: Paint,
    /// Its size on the page, in points.
    pub(super) size: f32,
    pub(super) overprints: bool,
}

/// A shape that was painted.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub(super) paint: Paint,
    /// What of it is seen.
    pub(super) extent: Rect,
    /// The width of its line, in points; `None` where it is filled.
    pub(super) line: Option<f32>,
    pub(super) overprints: bool,
}

/// An image that was drawn.
#[derive(Debug, Clone)]
pub(super) struct Image {
    /// Samples to an inch: the coarser direction.
    pub(super) resolution: f32,
    /// Bits a channel.
    pub(super) bits: i64,
}

/// What a page paints.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) texts: Vec<Text>,
    pub(super) shapes: Vec<Shape>,
    pub(super) images: Vec<Image>,
    /// The codes that each font shows.
    pub(super) codes: BTreeMap<ObjectId, BTreeSet<u16>>,
    /// The ids of marked content that are opened here, and how often.
    pub(super) marked: BTreeMap<i64, usize>,
    /// What is painted and neither marked nor an artifact.
    pub(super) unmarked: usize,
    /// The media box, the bleed box and the trim box.
    pub(super) media: Option<Rect>,
    pub(super) bleed: Option<Rect>,
    pub(super) trim: Option<Rect>,
    /// Whether there is an art box.
    pub(super) has_art: bool,
    /// Why not all of it could be read.
    pub(super) unreadable: Option<String>,
}

/// Reads a page.
pub(super) fn page(document: &Document, id: ObjectId) -> Page {
    let mut page = Page::default();
    let Ok(entries) = document.get_dictionary(id) else {
        page.unreadable = Some("it is no page".to_owned());
        return page;
    };
    let side = |name: &[u8]| inherited(document, entries, name);
    page.media = side(b"MediaBox").and_then(|it| Rect::of(document, it));
    page.trim = entries.get(b"TrimBox").ok().and_then(|it| Rect::of(document, it));
    page.bleed = entries.get(b"BleedBox").ok().and_then(|it| Rect::of(document, it));
    page.has_art = entries.has(b"ArtBox");
    let resources = side(b"Resources");
    let resources = resources.and_then(|it| document.dereference(it).ok());
    let resources = resources.and_then(|(_, it)| it.as_dict().ok());
    let content = match document.get_page_content_with_limit(id, LONGEST_CONTENT) {
        Ok(content) => content,
        Err(reason) => {
            page.unreadable = Some(reason.to_string());
            return page;
        }
    };
    let clip = page.media.unwrap_or(Rect::ALL);
    let mut reader = Reader { document, page: &mut page, marks: Vec::new(), read: 0 };
    let state = State { clip, ..State::default() };
    if let Err(reason) = reader.read(&content, resources, state, 0) {
        page.unreadable = Some(reason);
    }
    page
}

/// An entry of a page, or of the nodes above it.
fn inherited<'d>(
    document: &'d Document,
    page: &'d Dictionary,
    name: &[u8],
) -> Option<&'d Object> {
    let mut node = page;
    // A tree of pages that runs in a circle has no such entry.
    for _ in 0..64 {
        if let Ok(found) = node.get(name) {
            return Some(found);
        }
        node = node.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}

#[derive(Debug, Clone)]
struct State {
    matrix: Matrix,
    clip: Rect,
    fill: (Space, Paint),
    stroke: (Space, Paint),
    line: f32,
    font: Option<ObjectId>,
    size: f32,
    rendering: i64,
    overprint_fill: bool,
    overprint_stroke: bool,
}

impl Default for State {
    fn default() -> Self {
        let black = (Space::Grey, Paint::Grey(0.0));
        Self {
            matrix: Matrix::IDENTITY,
            clip: Rect::ALL,
            fill: black.clone(),
            stroke: black,
            line: 1.0,
            font: None,
            size: 0.0,
            rendering: 0,
            overprint_fill: false,
            overprint_stroke: false,
        }
    }
}

/// What a marked-content sequence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Tagged,
    Artifact,
    Neither,
}

struct Reader<'d, 'p> {
    document: &'d Document,
    page: &'p mut Page,
    marks: Vec<Mark>,
    read: usize,
}

impl<'d> Reader<'d, '_> {
    fn read(
        &mut self,
        content: &[u8],
        resources: Option<&'d Dictionary>,
        mut state: State,
        depth: usize,
    ) -> Result<(), String> {
        if depth > DEEPEST {
            return Err("forms lie too deep within each other".to_owned());
        }
        let content = Content::decode(content).map_err(|error| error.to_string())?;
        let mut saved: Vec<State> = Vec::new();
        let mut path = Rect::NOTHING;
        let mut clips = false;
        let mut text = Matrix::IDENTITY;
        let open = self.marks.len();
        for Operation { operator, operands } in &content.operations {
            self.read += 1;
            if self.read > MOST {
                return Err("it has too many operators".to_owned());
            }
            let number = |at: usize| {
                operands.get(at).and_then(|it| it.as_float().ok()).unwrap_or(0.0)
            };
            let name = || operands.last().and_then(|it| it.as_name().ok());
            match operator.as_str() {
                "q" => saved.push(state.clone()),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => {
                    let inner = Matrix([0, 1, 2, 3, 4, 5].map(number));
                    state.matrix = inner.then(state.matrix);
                }
                "w" => state.line = number(0),
                "gs" => self.apply_state(resources, name(), &mut state),
                "m" | "l" => path.reach(state.matrix.apply((number(0), number(1)))),
                "c" => {
                    for at in [0, 2, 4] {
                        path.reach(state.matrix.apply((number(at), number(at + 1))));
                    }
                }
                "v" | "y" => {
                    for at in [0, 2] {
                        path.reach(state.matrix.apply((number(at), number(at + 1))));
                    }
                }
                "re" => {
                    let (x, y) = (number(0), number(1));
                    let (w, h) = (number(2), number(3));
                    for corner in [(x, y), (x + w, y), (x, y + h), (x + w, y + h)] {
                        path.reach(state.matrix.apply(corner));
                    }
                }
                "W" | "W*" => clips = true,
                "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" | "n" => {
                    let fills = matches!(&operator[..1], "f" | "F" | "B" | "b");
                    let strokes = matches!(&operator[..1], "S" | "s" | "B" | "b");
                    self.shape(&state, path, fills, strokes);
                    if clips {
                        state.clip = state.clip.within(path);
                    }
                    (path, clips) = (Rect::NOTHING, false);
                }
                "sh" => {
                    self.painted();
                    self.page.shapes.push(Shape {
                        paint: Paint::Pattern,
                        extent: state.clip,
                        line: None,
                        overprints: state.overprint_fill,
                    });
                }
                "BT" => text = Matrix::IDENTITY,
                "Tm" => text = Matrix([0, 1, 2, 3, 4, 5].map(number)),
                "Tf" => {
                    state.size = number(1);
                    let font = operands.first().and_then(|it| it.as_name().ok());
                    state.font = self.font(resources, font);
                }
                "Tr" => {
                    let mode = operands.first().and_then(|it| it.as_i64().ok());
                    state.rendering = mode.unwrap_or(0);
                }
                "Tj" | "TJ" | "'" | "\"" => self.text(&state, text, operands),
                "Do" => self.object(resources, name(), &state, depth)?,
                "BMC" | "BDC" => self.open_mark(resources, operands),
                "EMC" => {
                    self.marks.pop();
                }
                _ => self.colour(operator, operands, resources, &mut state),
            }
        }
        // What a stream opens it closes itself.
        self.marks.truncate(open);
        Ok(())
    }

    fn colour(
        &self,
        operator: &str,
        operands: &[Object],
        resources: Option<&'d Dictionary>,
        state: &mut State,
    ) {
        let strokes = operator.starts_with(|c: char| c.is_ascii_uppercase());
        let target = if strokes { &mut state.stroke } else { &mut state.fill };
        let shares: Vec<f32> =
            operands.iter().filter_map(|it| it.as_float().ok()).collect();
        let device = match operator {
            "g" | "G" => Space::Grey,
            "rg" | "RG" => Space::Light,
            "k" | "K" => Space::Inks,
            "cs" | "CS" => {
                let Some(Ok(name)) = operands.first().map(Object::as_name) else {
                    return;
                };
                let space = self
                    .resource(resources, b"ColorSpace", name)
                    .map(|it| Space::of(self.document, it));
                let space = space.unwrap_or_else(|| {
                    Space::of(self.document, &Object::Name(name.to_vec()))
                });
                *target = (space.clone(), space.first());
                return;
            }
            "sc" | "SC" | "scn" | "SCN" => {
                target.1 = target.0.paint(&shares);
                return;
            }
            _ => return,
        };
        *target = (device.clone(), device.paint(&shares));
    }

    fn shape(&mut self, state: &State, path: Rect, fills: bool, strokes: bool) {
        if !fills && !strokes {
            return;
        }
        self.painted();
        let extent = path.within(state.clip);
        if extent.is_empty() {
            return;
        }
        if fills {
            self.page.shapes.push(Shape {
                paint: state.fill.1.clone(),
                extent,
                line: None,
                overprints: state.overprint_fill,
            });
        }
        if strokes {
            self.page.shapes.push(Shape {
                paint: state.stroke.1.clone(),
                extent,
                line: Some(state.line * state.matrix.scale()),
                overprints: state.overprint_stroke,
            });
        }
    }

    fn text(&mut self, state: &State, text: Matrix, operands: &[Object]) {
        self.painted();
        if let Some(font) = state.font {
            let codes = self.page.codes.entry(font).or_default();
            let mut add = |bytes: &[u8]| {
                let (pairs, _) = bytes.as_chunks::<2>();
                codes.extend(pairs.iter().map(|pair| u16::from_be_bytes(*pair)));
            };
            for operand in operands {
                match operand {
                    Object::String(bytes, _) => add(bytes),
                    Object::Array(items) => {
                        items.iter().filter_map(|it| it.as_str().ok()).for_each(&mut add);
                    }
                    _ => {}
                }
            }
        }
        // Text that is not painted has no colour: it is there for search alone.
        if state.rendering != 3 {
            self.page.texts.push(Text {
                paint: state.fill.1.clone(),
                size: state.size * text.then(state.matrix).sides().1,
                overprints: state.overprint_fill,
            });
        }
    }

    fn object(
        &mut self,
        resources: Option<&'d Dictionary>,
        name: Option<&[u8]>,
        state: &State,
        depth: usize,
    ) -> Result<(), String> {
        let found = name.and_then(|name| self.resource(resources, b"XObject", name));
        let found = found.and_then(|it| self.document.dereference(it).ok());
        let Some((_, Object::Stream(stream))) = found else {
            return Err("it draws an object that is not there".to_owned());
        };
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name).ok();
        if kind == Some(b"Image") {
            self.painted();
            let count = |key: &[u8]| {
                let value = stream.dict.get_deref(key, self.document).ok();
                value.and_then(|it| it.as_float().ok()).unwrap_or(0.0)
            };
            let (width, height) = state.matrix.sides();
            let across = count(b"Width") * 72.0 / width.max(0.01);
            let down = count(b"Height") * 72.0 / height.max(0.01);
            let bits = stream.dict.get(b"BitsPerComponent").and_then(Object::as_i64);
            self.page
                .images
                .push(Image { resolution: across.min(down), bits: bits.unwrap_or(8) });
            return Ok(());
        }
        let content = stream
            .get_plain_content_with_limit(LONGEST_CONTENT)
            .map_err(|error| error.to_string())?;
        let mut state = state.clone();
        if let Ok(Ok(own)) = stream.dict.get(b"Matrix").map(Object::as_array) {
            let own: Vec<f32> = own.iter().filter_map(|it| it.as_float().ok()).collect();
            if let Ok(own) = <[f32; 6]>::try_from(own) {
                state.matrix = Matrix(own).then(state.matrix);
            }
        }
        let bounds = stream.dict.get(b"BBox").ok();
        if let Some(bounds) = bounds.and_then(|it| Rect::of(self.document, it)) {
            state.clip = state.clip.within(state.matrix.around(bounds));
        }
        let own = stream.dict.get_deref(b"Resources", self.document).ok();
        let own = own.and_then(|it| it.as_dict().ok());
        self.read(&content, own.or(resources), state, depth + 1)
    }

    fn open_mark(&mut self, resources: Option<&'d Dictionary>, operands: &[Object]) {
        let artifact = operands
            .first()
            .is_some_and(|it| it.as_name().is_ok_and(|tag| tag == b"Artifact"));
        let properties = match operands.get(1) {
            Some(Object::Dictionary(inline)) => Some(inline),
            Some(Object::Name(name)) => self
                .resource(resources, b"Properties", name)
                .and_then(|it| self.document.dereference(it).ok()?.1.as_dict().ok()),
            _ => None,
        };
        let id = properties.and_then(|it| it.get(b"MCID").ok()?.as_i64().ok());
        if let Some(id) = id {
            *self.page.marked.entry(id).or_default() += 1;
        }
        self.marks.push(match id {
            Some(_) => Mark::Tagged,
            None if artifact => Mark::Artifact,
            None => Mark::Neither,
        });
    }

    /// Something was painted: it must be tagged, or an artifact.
    fn painted(&mut self) {
        if self.marks.iter().all(|mark| *mark == Mark::Neither) {
            self.page.unmarked += 1;
        }
    }

    fn apply_state(
        &self,
        resources: Option<&'d Dictionary>,
        name: Option<&[u8]>,
        state: &mut State,
    ) {
        let found = name.and_then(|name| self.resource(resources, b"ExtGState", name));
        let found = found.and_then(|it| self.document.dereference(it).ok());
        let Some(Ok(entries)) = found.map(|(_, it)| it.as_dict()) else { return };
        if let Ok(on) = entries.get(b"OP").and_then(Object::as_bool) {
            state.overprint_stroke = on;
            state.overprint_fill = on;
        }
        if let Ok(on) = entries.get(b"op").and_then(Object::as_bool) {
            state.overprint_fill = on;
        }
        if let Ok(width) = entries.get(b"LW").and_then(Object::as_float) {
            state.line = width;
        }
    }

    fn font(
        &self,
        resources: Option<&'d Dictionary>,
        name: Option<&[u8]>,
    ) -> Option<ObjectId> {
        self.resource(resources, b"Font", name?)?.as_reference().ok()
    }

    fn resource(
        &self,
        resources: Option<&'d Dictionary>,
        kind: &[u8],
        name: &[u8],
    ) -> Option<&'d Object> {
        let kinds = resources?.get_deref(kind, self.document).ok()?.as_dict().ok()?;
        kinds.get(name).ok()
    }
}

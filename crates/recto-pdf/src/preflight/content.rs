//! Content: what a page paints, by a small reading of its operators (ISO 32000-1, 8 and 9).

use std::collections::BTreeMap;

use lopdf::{Document, ObjectId};

use crate::content::{Operand, Operations, mcid};
use crate::geometry::{Matrix, Rect};
use crate::object::{Dict, LONGEST_CONTENT, PageNode, rect, unpacked};
use crate::space::{Paint, Space};

/// How deep forms may lie within each other.
const DEEPEST: usize = 12;
/// How many states of the graphics may be saved within each other.
const MOST_SAVED: usize = 10_000;
/// How many operators of one page are read.
const MOST: usize = 4_000_000;

/// Text that was shown.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) paint: Paint,
    /// Its size on the page, in points.
    pub(super) size: f64,
    pub(super) overprints: bool,
}

/// A shape that was painted.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub(super) paint: Paint,
    /// What of it is seen.
    pub(super) extent: Rect,
    /// The width of its line, in points; `None` where it is filled.
    pub(super) line: Option<f64>,
    pub(super) overprints: bool,
}

/// An image that was drawn.
#[derive(Debug, Clone)]
pub(super) struct Image {
    /// Samples to an inch: the coarser direction.
    pub(super) resolution: f64,
    /// Bits a channel.
    pub(super) bits: i64,
}

/// What a page paints.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) texts: Vec<Text>,
    pub(super) shapes: Vec<Shape>,
    pub(super) images: Vec<Image>,
    /// The codes that each font shows, in ascending order, each once.
    pub(super) codes: BTreeMap<ObjectId, Vec<u16>>,
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
pub(super) fn page(node: &PageNode<'_>) -> Page {
    let document = node.own.document;
    let mut page = Page {
        media: node.raw(b"MediaBox").and_then(|it| rect(document, it)),
        trim: node.own.rect(b"TrimBox"),
        bleed: node.own.rect(b"BleedBox"),
        has_art: node.own.has(b"ArtBox"),
        ..Page::default()
    };
    let content = match node.own.content() {
        Ok(content) => content,
        Err(reason) => {
            page.unreadable = Some(reason.to_string());
            return page;
        }
    };
    let resources = node.raw(b"Resources").and_then(|it| Dict::of(document, it));
    let clip = page.media.unwrap_or(Rect::ALL);
    let mut reader = Reader { document, page: &mut page, marks: Vec::new(), read: 0 };
    let state = State { clip, ..State::default() };
    if let Err(reason) = reader.read(&content, resources, state, 0) {
        page.unreadable = Some(reason);
    }
    for codes in page.codes.values_mut() {
        codes.sort_unstable();
        codes.dedup();
    }
    page
}

#[derive(Debug, Clone)]
struct State {
    matrix: Matrix,
    clip: Rect,
    fill: (Space, Paint),
    stroke: (Space, Paint),
    line: f64,
    font: Option<ObjectId>,
    size: f64,
    /// Whether text is painted, and not there for search alone (9.3.6, mode 3).
    is_painted: bool,
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
            is_painted: true,
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
        resources: Option<Dict<'d>>,
        mut state: State,
        depth: usize,
    ) -> Result<(), String> {
        if depth > DEEPEST {
            return Err("forms lie too deep within each other".to_owned());
        }
        let mut operations = Operations::of(content);
        let mut saved: Vec<State> = Vec::new();
        let mut path = Rect::NOTHING;
        let mut clips = false;
        let mut text = Matrix::IDENTITY;
        let open = self.marks.len();
        while let Some((operator, operands)) = operations.next() {
            self.read += 1;
            if self.read > MOST {
                return Err("it has too many operators".to_owned());
            }
            let number =
                |at: usize| operands.get(at).and_then(Operand::number).unwrap_or(0.0);
            let name = || operands.last().and_then(Operand::name);
            match operator {
                b"q" if saved.len() >= MOST_SAVED => {
                    return Err("it saves too many states".to_owned());
                }
                b"q" => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => {
                    let inner = Matrix([0, 1, 2, 3, 4, 5].map(number));
                    state.matrix = inner.then(state.matrix);
                }
                b"w" => state.line = number(0),
                b"gs" => self.apply_state(resources, name(), &mut state),
                b"m" | b"l" => path.reach(state.matrix.apply((number(0), number(1)))),
                b"c" => {
                    for at in [0, 2, 4] {
                        path.reach(state.matrix.apply((number(at), number(at + 1))));
                    }
                }
                b"v" | b"y" => {
                    for at in [0, 2] {
                        path.reach(state.matrix.apply((number(at), number(at + 1))));
                    }
                }
                b"re" => {
                    let (x, y) = (number(0), number(1));
                    let (w, h) = (number(2), number(3));
                    for corner in [(x, y), (x + w, y), (x, y + h), (x + w, y + h)] {
                        path.reach(state.matrix.apply(corner));
                    }
                }
                b"W" | b"W*" => clips = true,
                b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*"
                | b"n" => {
                    let fills = matches!(operator[0], b'f' | b'F' | b'B' | b'b');
                    let strokes = matches!(operator[0], b'S' | b's' | b'B' | b'b');
                    self.shape(&state, path, fills, strokes);
                    if clips {
                        state.clip = state.clip.within(path);
                    }
                    (path, clips) = (Rect::NOTHING, false);
                }
                b"sh" => {
                    self.painted();
                    self.page.shapes.push(Shape {
                        paint: Paint::Pattern,
                        extent: state.clip,
                        line: None,
                        overprints: state.overprint_fill,
                    });
                }
                b"BT" => text = Matrix::IDENTITY,
                b"Tm" => text = Matrix([0, 1, 2, 3, 4, 5].map(number)),
                b"Tf" => {
                    state.size = number(1);
                    let font = operands.first().and_then(Operand::name);
                    state.font =
                        resources.and_then(|it| it.dict(b"Font")?.reference(font?));
                }
                b"Tr" => {
                    let mode = operands.first().and_then(Operand::integer);
                    state.is_painted = mode != Some(3);
                }
                b"Tj" | b"TJ" | b"'" | b"\"" => self.text(&state, text, operands),
                b"Do" => self.object(resources, name(), &state, depth)?,
                b"BMC" | b"BDC" => self.open_mark(resources, operands),
                b"BI" => self.inline_image(resources, operands, &state),
                b"EMC" => {
                    self.marks.pop();
                }
                _ => self.colour(operator, operands, resources, &mut state),
            }
        }
        if let Some(fault) = operations.fault {
            return Err(fault.to_string());
        }
        // What a stream opens it closes itself.
        self.marks.truncate(open);
        Ok(())
    }

    fn colour(
        &self,
        operator: &[u8],
        operands: &[Operand<'_>],
        resources: Option<Dict<'d>>,
        state: &mut State,
    ) {
        let strokes = operator.first().is_some_and(u8::is_ascii_uppercase);
        let target = if strokes { &mut state.stroke } else { &mut state.fill };
        let mut shares = [0.0; 4];
        for (share, number) in
            shares.iter_mut().zip(operands.iter().filter_map(Operand::number))
        {
            *share = real(number);
        }
        let device = match operator {
            b"g" | b"G" => Space::Grey,
            b"rg" | b"RG" => Space::Light,
            b"k" | b"K" => Space::Inks,
            b"cs" | b"CS" => {
                let Some(name) = operands.first().and_then(Operand::name) else { return };
                let space = self.space(resources, name);
                let first = space.first();
                *target = (space, first);
                return;
            }
            b"sc" | b"SC" | b"scn" | b"SCN" => {
                target.1 = target.0.paint(&shares);
                return;
            }
            _ => return,
        };
        let paint = device.paint(&shares);
        *target = (device, paint);
    }

    /// The space that a name stands for.
    fn space(&self, resources: Option<Dict<'d>>, name: &[u8]) -> Space {
        let named = resources.and_then(|it| it.dict(b"ColorSpace")?.raw(name));
        named.map_or_else(|| Space::named(name), |it| Space::of(self.document, it))
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

    fn text(&mut self, state: &State, text: Matrix, operands: &[Operand<'_>]) {
        self.painted();
        if let Some(font) = state.font {
            let codes = self.page.codes.entry(font).or_default();
            for operand in operands {
                if let Operand::Text(bytes) = operand {
                    let (pairs, _) = bytes.as_chunks::<2>();
                    codes.extend(pairs.iter().map(|pair| u16::from_be_bytes(*pair)));
                }
            }
        }
        if state.is_painted {
            self.page.texts.push(Text {
                paint: state.fill.1.clone(),
                size: state.size * text.then(state.matrix).sides().1,
                overprints: state.overprint_fill,
            });
        }
    }

    fn object(
        &mut self,
        resources: Option<Dict<'d>>,
        name: Option<&[u8]>,
        state: &State,
        depth: usize,
    ) -> Result<(), String> {
        let found = resources.and_then(|it| it.dict(b"XObject")?.stream(name?));
        let Some(stream) = found else {
            return Err("it draws an object that is not there".to_owned());
        };
        let form = Dict::new(self.document, &stream.dict);
        if form.name(b"Subtype") == Some(b"Image") {
            let side = |key: &[u8]| form.number(key).unwrap_or(0.0);
            let bits = form.integer(b"BitsPerComponent").unwrap_or(8);
            self.image(state, (side(b"Width"), side(b"Height")), bits);
            return Ok(());
        }
        let content =
            unpacked(stream, LONGEST_CONTENT).map_err(|error| error.to_string())?;
        let mut state = state.clone();
        if let Ok(own) = <[f64; 6]>::try_from(form.numbers(b"Matrix")) {
            state.matrix = Matrix(own).then(state.matrix);
        }
        if let Some(bounds) = form.rect(b"BBox") {
            state.clip = state.clip.within(state.matrix.around(bounds));
        }
        let own = form.dict(b"Resources").or(resources);
        self.read(&content, own, state, depth + 1)
    }

    fn image(&mut self, state: &State, (across, down): (f64, f64), bits: i64) {
        self.painted();
        let (width, height) = state.matrix.sides();
        let across = across * 72.0 / width.max(0.01);
        let down = down * 72.0 / height.max(0.01);
        self.page.images.push(Image { resolution: across.min(down), bits });
    }

    /// An image within the content (8.9.7), by its keys and values.
    fn inline_image(
        &mut self,
        resources: Option<Dict<'d>>,
        operands: &[Operand<'_>],
        state: &State,
    ) {
        let value = |short: &[u8], long: &[u8]| {
            let mut pairs = operands.windows(2);
            pairs.find_map(|pair| {
                let key = pair[0].name()?;
                (key == short || key == long).then_some(&pair[1])
            })
        };
        let number = |short: &[u8], long| value(short, long).and_then(Operand::number);
        let size = (number(b"W", b"Width"), number(b"H", b"Height"));
        let bits = value(b"BPC", b"BitsPerComponent").and_then(Operand::integer);
        let size = (size.0.unwrap_or(0.0), size.1.unwrap_or(0.0));
        self.image(state, size, bits.unwrap_or(8));
        if let Some(name) = value(b"CS", b"ColorSpace").and_then(Operand::name) {
            self.page.shapes.push(Shape {
                paint: self.space(resources, name).first(),
                extent: state.clip.within(state.matrix.around(Rect::UNIT)),
                line: None,
                overprints: state.overprint_fill,
            });
        }
    }

    fn open_mark(&mut self, resources: Option<Dict<'d>>, operands: &[Operand<'_>]) {
        let artifact = operands.first().and_then(Operand::name) == Some(b"Artifact");
        let id = match operands.get(1) {
            Some(Operand::Name(name)) => resources
                .and_then(|it| it.dict(b"Properties")?.dict(name)?.integer(b"MCID")),
            _ => mcid(operands),
        };
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
        resources: Option<Dict<'d>>,
        name: Option<&[u8]>,
        state: &mut State,
    ) {
        let Some(entries) = resources.and_then(|it| it.dict(b"ExtGState")?.dict(name?))
        else {
            return;
        };
        let switch = |key: &[u8]| entries.get(key).and_then(|it| it.as_bool().ok());
        if let Some(on) = switch(b"OP") {
            state.overprint_stroke = on;
            state.overprint_fill = on;
        }
        if let Some(on) = switch(b"op") {
            state.overprint_fill = on;
        }
        if let Some(width) = entries.number(b"LW") {
            state.line = width;
        }
    }
}

/// A share of a colour.
#[expect(clippy::cast_possible_truncation, reason = "shares are from 0 to 1")]
fn real(number: f64) -> f32 {
    number as f32
}

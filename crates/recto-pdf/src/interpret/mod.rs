//! Interpreting: what a content stream does, operation by operation (ISO 32000-1, 8 and 9).
//!
//! There is one interpreter, which follows the state of the graphics and goes into forms,
//! tiles, letters that are drawings, and masks. Whoever needs to know what is painted is a
//! [`Visitor`]. Letters are taken to be half as wide as they are high.

mod state;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use lopdf::{Document, Object, ObjectId, Stream};

pub(crate) use self::state::{Ink, SpaceOf, State};
use crate::content::{Operand, Operations};
use crate::flaws::Flaws;
use crate::font::{Font, Kind};
use crate::geometry::{Matrix, Rect};
use crate::object::{Dict, LONGEST_CONTENT, unpacked};
use crate::space::Space;

/// How deep forms may lie within each other.
const DEEPEST: usize = 12;
/// How many states of the graphics may be saved within each other.
const MOST_SAVED: usize = 10_000;
/// How many operators of one page are read.
const MOST: usize = 4_000_000;

/// A content stream within another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inner {
    /// A form that is drawn.
    Form,
    /// A tile of a pattern.
    Tile,
    /// A letter that is a drawing.
    Letter,
    /// What is seen through a mask.
    Mask,
    /// What an annotation looks like.
    Appearance,
}

/// An image that is drawn.
pub(crate) enum Image<'e, 'd> {
    /// One of the resources.
    Object(Dict<'d>),
    /// One within the content, by its keys and values.
    Inline(&'e [Operand<'e>]),
}

/// Where a content stream stands: its resources, and what it is in.
#[derive(Clone, Copy)]
pub(crate) struct Place<'d> {
    pub(crate) resources: Option<Dict<'d>>,
    /// How many streams it is in.
    pub(crate) depth: usize,
}

impl<'d> Place<'d> {
    /// A resource by its kind and name.
    pub(crate) fn resource(self, kind: &[u8], name: &[u8]) -> Option<&'d Object> {
        self.resources?.dict(kind)?.raw(name)
    }
}

/// Whoever is told what content does. Each function is called at the operation, with the state
/// of the graphics before it.
pub(crate) trait Visitor<'d> {
    /// Any operation, before all else that is told of it.
    fn operation(
        &mut self,
        _operator: &[u8],
        _operands: &[Operand<'_>],
        _place: Place<'d>,
    ) {
    }
    /// Text is shown.
    fn text(
        &mut self,
        state: &State<'d>,
        line: Matrix,
        operands: &[Operand<'_>],
        place: Place<'d>,
    );
    /// A path is filled, or its line drawn, or both.
    fn shape(
        &mut self,
        state: &State<'d>,
        path: Rect,
        fills: bool,
        strokes: bool,
        place: Place<'d>,
    );
    /// The clipped area is filled with a gradient.
    fn gradient(
        &mut self,
        state: &State<'d>,
        gradient: Option<Dict<'d>>,
        place: Place<'d>,
    );
    /// An image is drawn.
    fn image(&mut self, state: &State<'d>, image: Image<'_, 'd>, place: Place<'d>);
    /// Parameters of the graphics are taken from the resources.
    fn parameters(&mut self, _parameters: Dict<'d>, _place: Place<'d>) {}
    /// Marked content begins.
    fn opens(&mut self, _operands: &[Operand<'_>], _place: Place<'d>) {}
    /// Marked content ends.
    fn closes(&mut self) {}
    /// A content stream within this one begins; whether it is to be read.
    fn enters(&mut self, _inner: Inner, _of: Dict<'d>, _id: Option<ObjectId>) -> bool {
        true
    }
    /// It has ended.
    fn leaves(&mut self) {}
    /// A content stream has been read to its end, and its writing has these flaws.
    fn written(&mut self, _flaws: Flaws) {}
    /// Something cannot be read, or is not there.
    fn fault(&mut self, what: String);
    /// Whether no more needs to be read.
    fn is_done(&self) -> bool {
        false
    }
}

/// Reads content streams of one page.
pub(crate) struct Interpreter<'d, 'v, V> {
    document: &'d Document,
    visitor: &'v mut V,
    read: usize,
    /// The tiles and letters that were read, each of which is read once.
    seen: HashSet<usize>,
    /// The fonts whose letters are drawings, by where they are in memory.
    drawn: HashMap<usize, Rc<Font<'d>>>,
}

impl<'d, 'v, V: Visitor<'d>> Interpreter<'d, 'v, V> {
    pub(crate) fn new(document: &'d Document, visitor: &'v mut V) -> Self {
        let (seen, drawn) = (HashSet::new(), HashMap::new());
        Self { document, visitor, read: 0, seen, drawn }
    }

    /// Whoever is told.
    pub(crate) fn visitor(&mut self) -> &mut V {
        self.visitor
    }

    /// Reads a content stream.
    pub(crate) fn read(
        &mut self,
        content: &[u8],
        place: Place<'d>,
        mut state: State<'d>,
    ) {
        if place.depth > DEEPEST {
            return self.visitor.fault("forms lie too deep within each other".to_owned());
        }
        let mut operations = Operations::of(content);
        let mut saved: Vec<State<'d>> = Vec::new();
        let (mut path, mut clips) = (Rect::NOTHING, false);
        let (mut line, mut text) = (Matrix::IDENTITY, Matrix::IDENTITY);
        while let Some((operator, operands)) = operations.next() {
            self.read += 1;
            if self.read > MOST {
                return self.visitor.fault("it has too many operators".to_owned());
            }
            if self.visitor.is_done() {
                return;
            }
            self.visitor.operation(operator, operands, place);
            let number =
                |at: usize| operands.get(at).and_then(Operand::number).unwrap_or(0.0);
            let point = |at: usize| (number(at), number(at + 1));
            let name = || operands.last().and_then(Operand::name);
            let six = || Matrix([0, 1, 2, 3, 4, 5].map(number));
            match operator {
                b"q" if saved.len() >= MOST_SAVED => {
                    return self.visitor.fault("it saves too many states".to_owned());
                }
                b"q" => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => state.matrix = six().then(state.matrix),
                b"w" => state.line = number(0),
                b"gs" => self.parameters(name(), place, &mut state),
                b"m" | b"l" => path.reach(state.matrix.apply(point(0))),
                b"c" => [0, 2, 4]
                    .map(|at| path.reach(state.matrix.apply(point(at))))
                    .into_iter()
                    .collect(),
                b"v" | b"y" => [0, 2]
                    .map(|at| path.reach(state.matrix.apply(point(at))))
                    .into_iter()
                    .collect(),
                b"re" => {
                    let ((x, y), (w, h)) = (point(0), point(2));
                    for corner in [(x, y), (x + w, y), (x, y + h), (x + w, y + h)] {
                        path.reach(state.matrix.apply(corner));
                    }
                }
                b"W" | b"W*" => clips = true,
                b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*"
                | b"n" => {
                    let fills = matches!(operator[0], b'f' | b'F' | b'B' | b'b');
                    let strokes = matches!(operator[0], b'S' | b's' | b'B' | b'b');
                    if fills || strokes {
                        self.visitor.shape(&state, path, fills, strokes, place);
                        self.tiles(&state, fills, strokes, place);
                    }
                    if clips {
                        state.clip = state.clip.within(path);
                    }
                    (path, clips) = (Rect::NOTHING, false);
                }
                b"sh" => {
                    let gradient = name().and_then(|it| place.resource(b"Shading", it));
                    let gradient = gradient.and_then(|it| Dict::of(self.document, it));
                    self.visitor.gradient(&state, gradient, place);
                }
                b"BT" => (line, text) = (Matrix::IDENTITY, Matrix::IDENTITY),
                b"Tm" => (line, text) = (six(), six()),
                b"Td" | b"TD" => {
                    if operator == b"TD" {
                        state.leading = -number(1);
                    }
                    line = moved(line, number(0), number(1));
                    text = line;
                }
                b"TL" => state.leading = number(0),
                b"T*" => {
                    line = moved(line, 0.0, -state.leading);
                    text = line;
                }
                b"Tf" => {
                    state.size = number(1);
                    let font = operands.first().and_then(Operand::name);
                    let font = font.and_then(|it| place.resource(b"Font", it));
                    state.font = font.and_then(|it| Dict::of(self.document, it));
                }
                b"Tr" => {
                    let mode = operands.first().and_then(Operand::integer);
                    state.rendering = mode.unwrap_or(0);
                }
                b"Tj" | b"TJ" | b"'" | b"\"" => {
                    if matches!(operator, b"'" | b"\"") {
                        line = moved(line, 0.0, -state.leading);
                        text = line;
                    }
                    self.visitor.text(&state, text, operands, place);
                    self.letters(&state, operands, place);
                    self.tiles(&state, true, false, place);
                    text = moved(text, width(&state, operands), 0.0);
                }
                b"Do" => self.object(name(), &state, place),
                b"BMC" | b"BDC" => self.visitor.opens(operands, place),
                b"EMC" => self.visitor.closes(),
                b"BI" => self.visitor.image(&state, Image::Inline(operands), place),
                _ => self.colour(operator, operands, place, &mut state),
            }
        }
        self.visitor.written(operations.flaws);
        if let Some(fault) = operations.fault {
            self.visitor.fault(fault.to_string());
        }
    }

    /// Reads a stream that stands for itself: a form, a tile, a letter, an appearance.
    pub(crate) fn inner(
        &mut self,
        inner: Inner,
        stream: &'d Stream,
        id: Option<ObjectId>,
        mut state: State<'d>,
        place: Place<'d>,
    ) {
        let of = Dict::new(self.document, &stream.dict);
        let is_read_once = !matches!(inner, Inner::Form | Inner::Appearance);
        if is_read_once && !self.seen.insert(of.address()) {
            return;
        }
        if !self.visitor.enters(inner, of, id) {
            return;
        }
        match unpacked(stream, LONGEST_CONTENT) {
            Ok(content) => {
                if let Ok(own) = <[f64; 6]>::try_from(of.numbers(b"Matrix")) {
                    state.matrix = Matrix(own).then(state.matrix);
                }
                if let Some(bounds) = of.rect(b"BBox") {
                    state.clip = state.clip.within(state.matrix.around(bounds));
                }
                let resources = of.dict(b"Resources").or(place.resources);
                let place = Place { resources, depth: place.depth + 1 };
                self.read(&content, place, state);
            }
            Err(reason) => self.visitor.fault(reason.to_string()),
        }
        self.visitor.leaves();
    }

    fn object(&mut self, name: Option<&[u8]>, state: &State<'d>, place: Place<'d>) {
        let found = name.and_then(|it| place.resource(b"XObject", it));
        let stream = found.and_then(|it| crate::object::resolve(self.document, it));
        let (Some(found), Some(Object::Stream(stream))) = (found, stream) else {
            return self.visitor.fault("it draws an object that is not there".to_owned());
        };
        let of = Dict::new(self.document, &stream.dict);
        if of.name(b"Subtype") == Some(b"Image") {
            return self.visitor.image(state, Image::Object(of), place);
        }
        self.inner(Inner::Form, stream, found.as_reference().ok(), state.clone(), place);
    }

    /// Reads the tiles that something is painted with.
    fn tiles(&mut self, state: &State<'d>, fills: bool, strokes: bool, place: Place<'d>) {
        let inks = [(fills, &state.fill), (strokes, &state.stroke)];
        let patterns = inks.into_iter().filter(|(is_used, _)| *is_used);
        for pattern in patterns.filter_map(|(_, ink)| ink.pattern).collect::<Vec<_>>() {
            if let Some(Object::Stream(stream)) =
                crate::object::resolve(self.document, pattern)
            {
                let id = pattern.as_reference().ok();
                self.inner(Inner::Tile, stream, id, State::default(), place);
            }
        }
    }

    /// Reads the letters of a text that are drawings (9.6.5).
    fn letters(&mut self, state: &State<'d>, operands: &[Operand<'_>], place: Place<'d>) {
        let Some(font) = state.font.filter(|it| it.name(b"Subtype") == Some(b"Type3"))
        else {
            return;
        };
        let drawings = font.dict(b"CharProcs");
        let known = self.drawn.entry(font.address());
        let font = known.or_insert_with(|| Rc::new(Font::of(font))).clone();
        debug_assert_eq!(font.kind, Kind::Type3, "it is looked for above");
        for operand in operands {
            let Operand::Text(codes) = operand else { continue };
            for code in font.codes(codes) {
                let name = font.glyph_name(code);
                let drawing = name.and_then(|it| drawings?.get(it.as_bytes()));
                if let Some(Object::Stream(stream)) = drawing {
                    let place = Place {
                        resources: font.dict.dict(b"Resources").or(place.resources),
                        depth: place.depth + 1,
                    };
                    self.inner(Inner::Letter, stream, None, state.clone(), place);
                }
            }
        }
    }

    fn parameters(
        &mut self,
        name: Option<&[u8]>,
        place: Place<'d>,
        state: &mut State<'d>,
    ) {
        let found = name.and_then(|it| place.resource(b"ExtGState", it));
        let Some(parameters) = found.and_then(|it| Dict::of(self.document, it)) else {
            return;
        };
        self.visitor.parameters(parameters, place);
        state.set(parameters);
        let mask = parameters.dict(b"SMask").and_then(|it| it.raw(b"G"));
        if let Some(mask) = mask
            && let Some(Object::Stream(stream)) =
                crate::object::resolve(self.document, mask)
        {
            let id = mask.as_reference().ok();
            self.inner(Inner::Mask, stream, id, state.clone(), place);
        }
    }

    fn colour(
        &mut self,
        operator: &[u8],
        operands: &[Operand<'_>],
        place: Place<'d>,
        state: &mut State<'d>,
    ) {
        let strokes = operator.first().is_some_and(u8::is_ascii_uppercase);
        let ink = if strokes { &mut state.stroke } else { &mut state.fill };
        let mut shares = [0.0; 4];
        let numbers = operands.iter().filter_map(Operand::number);
        shares.iter_mut().zip(numbers).for_each(|(share, number)| *share = real(number));
        let device = match operator {
            b"g" | b"G" => (Space::Grey, &b"DeviceGray"[..]),
            b"rg" | b"RG" => (Space::Light, &b"DeviceRGB"[..]),
            b"k" | b"K" => (Space::Inks, &b"DeviceCMYK"[..]),
            b"cs" | b"CS" => {
                let Some(name) = operands.first().and_then(Operand::name) else { return };
                *ink = match place.resource(b"ColorSpace", name) {
                    Some(object) => {
                        Ink::of(Space::of(self.document, object), SpaceOf::Object(object))
                    }
                    None => Ink::of(Space::named(name), SpaceOf::Name(name.to_vec())),
                };
                return;
            }
            b"sc" | b"SC" | b"scn" | b"SCN" => {
                let name = operands.last().and_then(Operand::name);
                ink.paint = ink.space.paint(&shares);
                ink.pattern = name.and_then(|it| place.resource(b"Pattern", it));
                return;
            }
            _ => return,
        };
        *ink = Ink::of(device.0, SpaceOf::Name(device.1.to_vec()));
        ink.paint = ink.space.paint(&shares);
    }
}

fn moved(line: Matrix, x: f64, y: f64) -> Matrix {
    Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(line)
}

/// How wide some text is, roughly.
pub(crate) fn width(state: &State<'_>, operands: &[Operand<'_>]) -> f64 {
    let letters = operands.iter().map(|operand| match operand {
        Operand::Text(bytes) => bytes.len(),
        _ => 0,
    });
    #[expect(clippy::cast_precision_loss, reason = "a line has few letters")]
    let letters = letters.sum::<usize>() as f64;
    letters * state.size.abs() * 0.5
}

/// A share of a colour.
#[expect(clippy::cast_possible_truncation, reason = "shares are from 0 to 1")]
fn real(number: f64) -> f32 {
    number as f32
}

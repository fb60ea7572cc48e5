//! Reading pages: what the interpreter tells of each, kept.

use std::collections::{BTreeMap, HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::marks::{Mark, Place, Properties};
use super::operations::{Inline, is_operator};
use super::page::{Image, Page, Shape, Showing, Text, UsedFont};
use crate::content::Operand;
use crate::flaws::Flaws;
use crate::font::{Code, Font};
use crate::geometry::{Matrix, Rect};
use crate::interpret::{self, Inner, Interpreter, SpaceOf, State, Visitor};
use crate::object::{Dict, PageNode, rect};
use crate::space::{Devices, Paint, Space};

/// Reads a page. Other text stands for some of the marked content.
pub(super) fn page<'d>(node: &PageNode<'d>, said_otherwise: &HashSet<Place>) -> Page<'d> {
    let document = node.own.document;
    let mut page = Page {
        media: node.raw(b"MediaBox").and_then(|it| rect(document, it)),
        trim: node.own.rect(b"TrimBox"),
        bleed: node.own.rect(b"BleedBox"),
        has_art: node.own.has(b"ArtBox"),
        ..Page::default()
    };
    let resources = node.raw(b"Resources").and_then(|it| Dict::of(document, it));
    let has_own = node.own.has(b"Resources");
    let clip = page.media.unwrap_or(Rect::ALL);
    let mut reader = Reader {
        document,
        page: &mut page,
        containers: vec![node.id],
        around: Vec::new(),
        owners: vec![if has_own { resources } else { None }],
        saved: vec![0],
        said_otherwise,
        fonts: HashMap::new(),
        seen: HashSet::new(),
    };
    reader.group(node.own, interpret::Place { resources, depth: 0 });
    let mut interpreter = Interpreter::new(document, &mut reader);
    match node.own.content() {
        Ok(content) => {
            let state = State { clip, ..State::default() };
            let place = interpret::Place { resources, depth: 0 };
            interpreter.read(&content, place, state);
        }
        Err(reason) => interpreter.visitor().fault(reason.to_string()),
    }
    for note in node.own.dicts(b"Annots") {
        for (id, stream) in appearances(note) {
            let place = interpret::Place { resources: None, depth: 0 };
            interpreter.inner(Inner::Appearance, stream, id, State::default(), place);
        }
    }
    page
}

/// The streams that say what an annotation looks like when nothing is done to it.
pub(crate) fn appearances(note: Dict<'_>) -> Vec<(Option<ObjectId>, &lopdf::Stream)> {
    let Some(normal) = note.dict(b"AP").and_then(|it| it.raw(b"N")) else {
        return Vec::new();
    };
    let stream = |object| match crate::object::resolve(note.document, object)? {
        Object::Stream(stream) => Some((object.as_reference().ok(), stream)),
        _ => None,
    };
    if let Some(one) = stream(normal) {
        return vec![one];
    }
    let states = Dict::of(note.document, normal).map(|it| it.entries);
    let states = states.into_iter().flat_map(Dictionary::iter);
    states.filter_map(|(_, state)| stream(state)).collect()
}

struct Reader<'d, 'p> {
    document: &'d Document,
    page: &'p mut Page<'d>,
    /// The objects whose marked content this is: the page, and forms with parents of their own.
    containers: Vec<ObjectId>,
    /// The streams that this one is in.
    around: Vec<Inner>,
    /// The resources that each stream has of its own.
    owners: Vec<Option<Dict<'d>>>,
    /// How many states are saved in each stream.
    saved: Vec<usize>,
    said_otherwise: &'p HashSet<Place>,
    fonts: HashMap<usize, (usize, Font<'d>)>,
    seen: HashSet<usize>,
}

impl<'d> Reader<'d, '_> {
    /// Whether what is read lies on the page itself, and not in a tile or the like.
    fn is_on_page(&self) -> bool {
        self.around.iter().all(|inner| *inner == Inner::Form)
    }

    fn is_new(&mut self, of: Dict<'d>) -> bool {
        self.seen.insert(of.address())
    }

    /// Something was painted: it must be tagged, or an artifact.
    fn painted(&mut self) {
        if self.is_on_page() {
            self.page.marks.painted();
        }
    }

    fn uses_ink(
        &mut self,
        state: &State<'d>,
        strokes: bool,
        place: interpret::Place<'d>,
    ) {
        let ink = if strokes { &state.stroke } else { &state.fill };
        let overprints =
            if strokes { state.overprint_stroke } else { state.overprint_fill };
        if let SpaceOf::Object(object) = &ink.of {
            self.space(object);
        }
        self.page.uses.devices |= ink.of.devices(self.document, place.resources);
        let is_profiled =
            matches!(ink.of, SpaceOf::Object(_)) && ink.space == Space::Inks;
        if is_profiled && overprints && state.overprint_mode == 1 {
            self.page.uses.overprints_profiled_inks = true;
        }
        let pattern = ink.pattern.and_then(|it| Dict::of(self.document, it));
        if let Some(shading) = pattern.and_then(|it| it.dict(b"Shading")) {
            self.uses_gradient(shading, place);
            if let Some(parameters) = pattern.and_then(|it| it.dict(b"ExtGState")) {
                self.parameters(parameters, place);
            }
        }
    }

    /// Notes the device space that an operator sets.
    fn sets(
        &mut self,
        operator: &[u8],
        operands: &[Operand<'_>],
        place: interpret::Place<'d>,
    ) {
        let set = self.page.uses.set;
        let name = match operator {
            b"rg" | b"RG" if !set.light => &b"DeviceRGB"[..],
            b"k" | b"K" if !set.inks => b"DeviceCMYK",
            b"g" | b"G" if !set.grey => b"DeviceGray",
            b"cs" | b"CS" => match operands.first().and_then(Operand::name) {
                Some(name) if name.starts_with(b"Device") => name,
                _ => return,
            },
            _ => return,
        };
        let space = Object::Name(name.to_vec());
        self.page.uses.set |= Devices::of(self.document, &space, place.resources);
    }

    fn space(&mut self, object: &'d Object) {
        let spaces = &mut self.page.uses.spaces;
        if !spaces.iter().any(|it| std::ptr::eq(*it, object)) {
            spaces.push(object);
        }
    }

    fn uses_gradient(&mut self, gradient: Dict<'d>, place: interpret::Place<'d>) {
        if let Some(space) = gradient.raw(b"ColorSpace") {
            self.space(space);
            self.page.uses.devices |= Devices::of(self.document, space, place.resources);
        }
        if self.is_new(gradient) {
            self.page.uses.gradients.push(gradient);
        }
    }

    fn group(&mut self, of: Dict<'d>, place: interpret::Place<'d>) {
        let Some(group) = of.dict(b"Group") else { return };
        self.page.uses.is_transparent |= group.name(b"S") == Some(b"Transparency");
        if let Some(space) = group.raw(b"CS") {
            self.page.uses.devices |= Devices::of(self.document, space, place.resources);
        }
    }

    fn used_font(&mut self, dict: Dict<'d>) -> &mut (usize, Font<'d>) {
        let key = dict.address();
        let fonts = &mut self.page.uses.fonts;
        self.fonts.entry(key).or_insert_with(|| {
            fonts.push(UsedFont { dict, codes: BTreeMap::new() });
            (fonts.len() - 1, Font::of(dict))
        })
    }
}

impl<'d> Visitor<'d> for Reader<'d, '_> {
    fn operation(
        &mut self,
        operator: &[u8],
        operands: &[Operand<'_>],
        place: interpret::Place<'d>,
    ) {
        self.sets(operator, operands, place);
        match operator {
            b"q" => {
                if let Some(saved) = self.saved.last_mut() {
                    *saved += 1;
                    self.page.uses.saved = self.page.uses.saved.max(*saved);
                }
            }
            b"Q" => {
                if let Some(saved) = self.saved.last_mut() {
                    *saved = saved.saturating_sub(1);
                }
            }
            b"ri" => {
                let intent = operands.first().and_then(Operand::name);
                self.page.uses.intents.extend(intent.map(<[u8]>::to_vec));
            }
            b"Tf" | b"gs" | b"Do" | b"sh" | b"cs" | b"CS" | b"scn" | b"SCN" | b"BDC"
            | b"DP" => {
                let kind: &'static [u8] = match operator {
                    b"BDC" | b"DP" => b"Properties",
                    b"Tf" => b"Font",
                    b"gs" => b"ExtGState",
                    b"Do" => b"XObject",
                    b"sh" => b"Shading",
                    b"cs" | b"CS" => b"ColorSpace",
                    _ => b"Pattern",
                };
                let name = match kind {
                    b"Properties" => operands.get(1).and_then(Operand::name),
                    _ => operands.iter().find_map(Operand::name),
                };
                if let Some((name, of)) = name.zip(place.resources)
                    && place.resource(kind, name).is_some()
                {
                    let names = self.page.uses.names.entry(of.address()).or_default();
                    names.insert((kind, name.to_vec()));
                    let own = self.owners.last().copied().flatten();
                    let has_own =
                        own.and_then(|it| it.dict(kind)).is_some_and(|it| it.has(name));
                    self.page.uses.inherits |= !has_own;
                }
            }
            _ if is_operator(operator) => {}
            other => {
                let other = other.escape_ascii().to_string();
                if !self.page.uses.unknown.contains(&other) {
                    self.page.uses.unknown.push(other);
                }
            }
        }
    }

    fn text(
        &mut self,
        state: &State<'d>,
        line: Matrix,
        operands: &[Operand<'_>],
        place: interpret::Place<'d>,
    ) {
        self.painted();
        let is_on_page = self.is_on_page();
        if is_on_page {
            self.page.marks.shows_text();
        }
        let is_painted = state.is_text_painted();
        if is_painted {
            let fills = matches!(state.rendering, 0 | 2 | 4 | 6);
            let strokes = matches!(state.rendering, 1 | 2 | 5 | 6);
            if fills {
                self.uses_ink(state, false, place);
            }
            if strokes {
                self.uses_ink(state, true, place);
            }
        }
        let showing = Showing {
            is_painted,
            is_read: !self.page.marks.is_said_otherwise(self.said_otherwise),
        };
        if let Some(dict) = state.font {
            let (at, font) = self.used_font(dict);
            let at = *at;
            let codes: Vec<Code> = operands
                .iter()
                .filter_map(|operand| match operand {
                    Operand::Text(bytes) => Some(font.codes(bytes).collect::<Vec<_>>()),
                    _ => None,
                })
                .flatten()
                .collect();
            let known = &mut self.page.uses.fonts[at].codes;
            for code in codes {
                let known = known.entry(code).or_default();
                known.is_painted |= showing.is_painted;
                known.is_read |= showing.is_read;
            }
        }
        if is_painted && is_on_page {
            self.page.texts.push(Text {
                paint: state.fill.paint.clone(),
                size: state.size * line.then(state.matrix).sides().1,
                overprints: state.overprint_fill,
            });
        }
    }

    fn shape(
        &mut self,
        state: &State<'d>,
        path: Rect,
        fills: bool,
        strokes: bool,
        place: interpret::Place<'d>,
    ) {
        self.painted();
        if fills {
            self.uses_ink(state, false, place);
        }
        if strokes {
            self.uses_ink(state, true, place);
        }
        let extent = path.within(state.clip);
        if extent.is_empty() || !self.is_on_page() {
            return;
        }
        if fills {
            self.page.shapes.push(Shape {
                paint: state.fill.paint.clone(),
                extent,
                line: None,
                overprints: state.overprint_fill,
            });
        }
        if strokes {
            self.page.shapes.push(Shape {
                paint: state.stroke.paint.clone(),
                extent,
                line: Some(state.line * state.matrix.scale()),
                overprints: state.overprint_stroke,
            });
        }
    }

    fn gradient(
        &mut self,
        state: &State<'d>,
        gradient: Option<Dict<'d>>,
        place: interpret::Place<'d>,
    ) {
        self.painted();
        if let Some(gradient) = gradient {
            self.uses_gradient(gradient, place);
        }
        if self.is_on_page() {
            self.page.shapes.push(Shape {
                paint: Paint::Pattern,
                extent: state.clip,
                line: None,
                overprints: state.overprint_fill,
            });
        }
    }

    fn image(
        &mut self,
        state: &State<'d>,
        image: interpret::Image<'_, 'd>,
        place: interpret::Place<'d>,
    ) {
        self.painted();
        let is_on_page = self.is_on_page();
        let (size, bits) = match image {
            interpret::Image::Object(image) => {
                let side = |key: &[u8]| image.number(key).unwrap_or(0.0);
                if image.says(b"ImageMask") {
                    self.uses_ink(state, false, place);
                } else if let Some(space) = image.raw(b"ColorSpace") {
                    self.space(space);
                    self.page.uses.devices |=
                        Devices::of(self.document, space, place.resources);
                }
                self.page.uses.is_transparent |= image.stream(b"SMask").is_some();
                if self.is_new(image) {
                    self.page.uses.images.push(image);
                }
                let bits = image.integer(b"BitsPerComponent").unwrap_or(8);
                ((side(b"Width"), side(b"Height")), bits)
            }
            interpret::Image::Inline(operands) => {
                let inline = Inline(operands);
                self.page.uses.inline.push(inline.standard());
                if inline.says(b"IM", b"ImageMask") {
                    self.uses_ink(state, false, place);
                }
                if let Some(name) = inline.name(b"CS", b"ColorSpace") {
                    let named = place.resource(b"ColorSpace", name);
                    let space = named.map_or_else(
                        || Space::named(name),
                        |it| Space::of(self.document, it),
                    );
                    let of = named
                        .map_or_else(|| SpaceOf::Name(name.to_vec()), SpaceOf::Object);
                    self.page.uses.devices |= of.devices(self.document, place.resources);
                    if is_on_page {
                        self.page.shapes.push(Shape {
                            paint: space.first(),
                            extent: state.clip.within(state.matrix.around(Rect::UNIT)),
                            line: None,
                            overprints: state.overprint_fill,
                        });
                    }
                }
                let number = |short: &[u8], long| {
                    inline.value(short, long).and_then(Operand::number)
                };
                let bits = number(b"BPC", b"BitsPerComponent");
                let (width, height) = (number(b"W", b"Width"), number(b"H", b"Height"));
                let size = (width.unwrap_or(0.0), height.unwrap_or(0.0));
                (size, if bits == Some(1.0) { 1 } else { 8 })
            }
        };
        if is_on_page {
            let (width, height) = state.matrix.sides();
            let across = size.0 * 72.0 / width.max(0.01);
            let down = size.1 * 72.0 / height.max(0.01);
            self.page.images.push(Image { resolution: across.min(down), bits });
        }
    }

    fn parameters(&mut self, parameters: Dict<'d>, _: interpret::Place<'d>) {
        let below_one = |key: &[u8]| parameters.number(key).is_some_and(|it| it < 1.0);
        let blends = parameters.one_or_more(b"BM").iter();
        let mut blends = blends.filter_map(|it| it.as_name().ok());
        self.page.uses.is_transparent |= below_one(b"ca")
            || below_one(b"CA")
            || parameters.dict(b"SMask").is_some()
            || blends.any(|it| !matches!(it, b"Normal" | b"Compatible"));
        if self.is_new(parameters) {
            self.page.uses.parameters.push(parameters);
        }
    }

    fn opens(&mut self, operands: &[Operand<'_>], place: interpret::Place<'d>) {
        let tag = operands.first().and_then(Operand::name).unwrap_or_default();
        let properties = Properties::of(operands, place);
        self.page.marks.languages.extend(properties.direct_text(b"Lang"));
        let container = self.containers.last().copied().unwrap_or_default();
        let mark = Mark::of(tag, &properties, container);
        if self.is_on_page() {
            self.page.marks.opens(mark);
        } else {
            self.page.marks.opens_apart();
        }
    }

    fn closes(&mut self) {
        self.page.marks.closes();
    }

    fn enters(&mut self, inner: Inner, of: Dict<'d>, id: Option<ObjectId>) -> bool {
        let place = interpret::Place { resources: of.dict(b"Resources"), depth: 0 };
        self.group(of, place);
        self.around.push(inner);
        let has_parents = of.has(b"StructParents");
        let container = self.containers.last().copied().unwrap_or_default();
        self.containers.push(id.filter(|_| has_parents).unwrap_or(container));
        self.owners.push(of.dict(b"Resources"));
        self.saved.push(0);
        self.page.marks.enters(id.filter(|_| inner == Inner::Form));
        let uses = &mut self.page.uses;
        match inner {
            Inner::Tile => uses.tiles.push(of),
            Inner::Form | Inner::Mask | Inner::Appearance => uses.forms.push(of),
            Inner::Letter => {}
        }
        true
    }

    fn leaves(&mut self) {
        self.around.pop();
        self.containers.pop();
        self.owners.pop();
        self.saved.pop();
        self.page.marks.leaves();
    }

    fn written(&mut self, flaws: Flaws) {
        self.page.uses.flaws |= flaws;
    }

    fn fault(&mut self, what: String) {
        self.page.unreadable.get_or_insert(what);
    }
}

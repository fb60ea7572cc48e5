//! The state of the graphics, as far as it says what is seen (ISO 32000-1, 8.4).

use lopdf::{Document, Object};

use crate::geometry::{Matrix, Rect};
use crate::object::Dict;
use crate::space::{Devices, Paint, Space};

/// What a colour space is, as the content names it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum SpaceOf<'d> {
    /// A space that PDF knows by its name.
    Name(Vec<u8>),
    /// A space of the resources.
    Object(&'d Object),
}

impl SpaceOf<'_> {
    /// The device spaces that it depends on, where some resources stand defaults in for them.
    pub(crate) fn devices(
        &self,
        document: &Document,
        resources: Option<Dict<'_>>,
    ) -> Devices {
        match self {
            Self::Object(object) => Devices::of(document, object, resources),
            Self::Name(name) => {
                Devices::of(document, &Object::Name(name.clone()), resources)
            }
        }
    }
}

/// What fills, or draws lines.
#[derive(Debug, Clone)]
pub(crate) struct Ink<'d> {
    pub(crate) space: Space,
    pub(crate) paint: Paint,
    pub(crate) of: SpaceOf<'d>,
    /// The tile or the gradient that it paints with.
    pub(crate) pattern: Option<&'d Object>,
}

impl<'d> Ink<'d> {
    /// The first colour of a space.
    pub(crate) fn of(space: Space, of: SpaceOf<'d>) -> Self {
        Self { paint: space.first(), space, of, pattern: None }
    }
}

/// The state of the graphics.
#[derive(Debug, Clone)]
pub(crate) struct State<'d> {
    pub(crate) matrix: Matrix,
    pub(crate) clip: Rect,
    pub(crate) fill: Ink<'d>,
    pub(crate) stroke: Ink<'d>,
    pub(crate) line: f64,
    pub(crate) font: Option<Dict<'d>>,
    pub(crate) size: f64,
    pub(crate) leading: f64,
    /// How text is painted: 3 is not at all (9.3.6).
    pub(crate) rendering: i64,
    pub(crate) overprint_fill: bool,
    pub(crate) overprint_stroke: bool,
    pub(crate) overprint_mode: i64,
}

impl Default for State<'_> {
    fn default() -> Self {
        let black = Ink::of(Space::Grey, SpaceOf::Name(b"DeviceGray".to_vec()));
        Self {
            matrix: Matrix::IDENTITY,
            clip: Rect::ALL,
            fill: black.clone(),
            stroke: black,
            line: 1.0,
            font: None,
            size: 0.0,
            leading: 0.0,
            rendering: 0,
            overprint_fill: false,
            overprint_stroke: false,
            overprint_mode: 0,
        }
    }
}

impl<'d> State<'d> {
    /// Whether text is painted, and not there for search alone.
    pub(crate) fn is_text_painted(&self) -> bool {
        self.rendering != 3
    }

    /// Takes parameters of the resources (8.4.5).
    pub(super) fn set(&mut self, parameters: Dict<'d>) {
        let switch = |key: &[u8]| parameters.get(key).and_then(|it| it.as_bool().ok());
        if let Some(on) = switch(b"OP") {
            self.overprint_stroke = on;
            self.overprint_fill = on;
        }
        if let Some(on) = switch(b"op") {
            self.overprint_fill = on;
        }
        if let Some(mode) = parameters.integer(b"OPM") {
            self.overprint_mode = mode;
        }
        if let Some(width) = parameters.number(b"LW") {
            self.line = width;
        }
        if let [font, size] = parameters.array(b"Font") {
            self.font = Dict::of(parameters.document, font);
            self.size = crate::object::number(size).unwrap_or(self.size);
        }
    }
}

//! Current appearances: the form that an annotation is shown by, and the text that is in it.

use std::collections::HashMap;

use lopdf::{Document, Object, ObjectId, Stream};

use crate::content::Operand;
use crate::font::Font;
use crate::geometry::{Matrix, Rect};
use crate::interpret::{Image, Inner, Interpreter, Place, State, Visitor};
use crate::object::Dict;

/// The bits of the flags of what is not to be seen (12.5.3).
const HIDDEN: i64 = 2 | 32;

/// Whether the flags of an annotation hide it (12.5.3).
pub(crate) fn is_hidden(note: Dict<'_>) -> bool {
    note.integer(b"F").unwrap_or(0) & HIDDEN != 0
}

/// The form that an annotation is shown by, in the state that it is in; `None` where it has none.
pub(crate) fn current(note: Dict<'_>) -> Option<ObjectId> {
    let shown = note.dict(b"AP")?;
    let id = match shown.get(b"N")? {
        Object::Dictionary(states) => {
            Dict::new(note.document, states).reference(note.name(b"AS")?)?
        }
        _ => shown.reference(b"N")?,
    };
    let is_form = note.document.get_object(id).is_ok_and(|it| it.as_stream().is_ok());
    is_form.then_some(id)
}

/// The fonts that were read, by where their dictionaries are in memory.
pub(super) type Fonts<'d> = HashMap<usize, Font<'d>>;

/// The text that a form shows.
pub(super) fn text<'d>(
    document: &'d Document,
    stream: &'d Stream,
    resources: Option<Dict<'d>>,
    fonts: &mut Fonts<'d>,
) -> String {
    let mut reader = Reader { text: String::new(), fonts };
    let place = Place { resources, depth: 0 };
    let mut interpreter = Interpreter::new(document, &mut reader);
    interpreter.inner(Inner::Appearance, stream, None, State::default(), place);
    reader.text
}

struct Reader<'f, 'd> {
    text: String,
    fonts: &'f mut Fonts<'d>,
}

impl<'d> Visitor<'d> for Reader<'_, 'd> {
    fn text(
        &mut self,
        state: &State<'d>,
        _: Matrix,
        operands: &[Operand<'_>],
        _: Place<'d>,
    ) {
        let Some(font) = state.font else { return };
        let font = self.fonts.entry(font.address()).or_insert_with(|| Font::of(font));
        for operand in operands {
            if let Operand::Text(codes) = operand {
                let glyphs = font.glyphs(font.codes(codes));
                self.text.extend(glyphs.into_iter().filter_map(|it| it.text));
            }
        }
    }

    fn shape(&mut self, _: &State<'d>, _: Rect, _: bool, _: bool, _: Place<'d>) {}

    fn gradient(&mut self, _: &State<'d>, _: Option<Dict<'d>>, _: Place<'d>) {}

    fn image(&mut self, _: &State<'d>, _: Image<'_, 'd>, _: Place<'d>) {}

    fn fault(&mut self, _: String) {}
}

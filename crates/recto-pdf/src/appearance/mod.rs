//! Appearances: what annotations look like that leave it to the viewer (ISO 32000-1, 12.5.5 and
//! 12.7.3.3).
//!
//! Fields are drawn from what they hold, their default appearance, options and border; comments
//! from their entries. Their text is set in a typeface of the program, which the file then embeds.
//! What cannot be drawn is named. What an annotation has of an appearance stays, but for fields whose
//! form says that it is out of date and whose text is another.

mod comment;
mod current;
mod drawing;
mod field;
mod letters;
#[cfg(test)]
mod tests;
mod text;
mod widget;

use std::collections::HashSet;
use std::fmt;

use lopdf::{Document, Object, ObjectId, dictionary};

use self::current::Fonts;
pub(crate) use self::current::{current, is_hidden};
use self::drawing::Drawing;
use self::field::{Field, Kind};
use self::letters::{Letters, Unset};
use self::widget::Fault;
use crate::geometry::Rect;
use crate::object::{Dict, MOST, latin};

/// An annotation that has no appearance and cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undrawn {
    /// Its page, from 1.
    pub page: usize,
    /// Which it is.
    pub annotation: Annotation,
    /// Why it cannot be drawn.
    pub cause: UndrawnCause,
}

/// An annotation, as messages name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Annotation {
    /// A field of a form, by its name.
    Field(String),
    /// A comment, by its type in PDF.
    Comment(String),
}

/// The reason for which an annotation cannot be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndrawnCause {
    /// The typeface of the program lacks a letter of its text.
    Letter(char),
    /// Its text has no room in it at a size that can be read.
    Room,
    /// It does not say which of several buttons is on.
    State,
    /// It marks content that is to be redacted, and that is still there.
    Redaction,
}

impl fmt::Display for Undrawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { page, annotation, cause } = self;
        if *cause == UndrawnCause::Redaction {
            return write!(
                f,
                "page {page} marks what is to be redacted, and still holds it"
            );
        }
        match annotation {
            Annotation::Field(name) => write!(f, "the field `{name}`")?,
            Annotation::Comment(kind) => write!(f, "a comment (`{kind}`)")?,
        }
        write!(f, " on page {page} has no appearance, and cannot be drawn: ")?;
        match cause {
            UndrawnCause::Letter(letter) => write!(
                f,
                "the typeface for it lacks `{letter}` (U+{:04X})",
                u32::from(*letter)
            ),
            UndrawnCause::Room => f.write_str("its text has no room in it"),
            UndrawnCause::State | UndrawnCause::Redaction => {
                f.write_str("it does not say which of its buttons is on")
            }
        }
    }
}

impl From<Fault> for UndrawnCause {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Unset(Unset::Letter(letter)) => Self::Letter(letter),
            Fault::Unset(Unset::Room) => Self::Room,
            Fault::State => Self::State,
        }
    }
}

/// What becomes of an annotation.
enum Look {
    /// It stays as it is.
    Kept,
    /// Its form lacks the words that say that it is one.
    Named(ObjectId),
    /// It is in this state, which its field says.
    InState(Vec<u8>),
    Drawn(Drawing),
}

/// Gives an appearance to all annotations of some pages that are to be seen and have none; whether
/// there were any.
///
/// # Errors
///
/// When one of them cannot be drawn.
pub(crate) fn complete(
    document: &mut Document,
    pages: &[ObjectId],
) -> Result<bool, Undrawn> {
    // A file may say that it has fewer objects than it has.
    let highest = document.objects.keys().map(|id| id.0).max().unwrap_or(0);
    document.max_id = document.max_id.max(highest);
    let mut letters = Letters::new(document.new_object_id());
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    for (number, page) in (1..).zip(pages) {
        let ids = annotations(document, *page);
        let new = ids.into_iter().filter(|id| seen.insert(*id));
        found.extend(new.map(|id| (number, id)));
    }
    let mut looks = Vec::new();
    let mut forms = Forms::of(document);
    for (page, id) in found {
        let Some(note) = Dict::numbered(document, id) else { continue };
        let look = look(note, &mut forms, &mut letters).map_err(|cause| {
            let annotation = match note.name(b"Subtype").unwrap_or_default() {
                b"Widget" => Annotation::Field(Field::of(note).name()),
                kind => Annotation::Comment(latin(kind)),
            };
            Undrawn { page, annotation, cause }
        })?;
        if !matches!(look, Look::Kept) {
            looks.push((id, look));
        }
    }
    let is_drawn = looks.iter().any(|(_, look)| matches!(look, Look::Drawn(_)));
    for (id, look) in looks {
        change(document, id, look, &letters);
    }
    letters.write(document);
    Ok(is_drawn)
}

/// What a file says of all its fields.
struct Forms<'d> {
    /// Whether appearances of its fields are not to be trusted (12.7.2).
    is_out_of_date: bool,
    /// What their appearances use where they have no resources of their own.
    resources: Option<Dict<'d>>,
    fonts: Fonts<'d>,
}

impl<'d> Forms<'d> {
    fn of(document: &'d Document) -> Self {
        let form = Dict::catalogue(document).and_then(|it| it.dict(b"AcroForm"));
        Self {
            is_out_of_date: form.is_some_and(|it| it.says(b"NeedAppearances")),
            resources: form.and_then(|it| it.dict(b"DR")),
            fonts: Fonts::new(),
        }
    }

    /// Whether an appearance has the text that its field holds.
    fn says(&mut self, field: Field<'d>, kind: Kind, appearance: ObjectId) -> bool {
        let document = field.widget.document;
        let Some(Object::Stream(stream)) = document.objects.get(&appearance) else {
            return false;
        };
        let letters = |text: &str| {
            text.chars().filter(|it| it.is_alphanumeric()).collect::<String>()
        };
        let there = current::text(document, stream, self.resources, &mut self.fonts);
        let there = letters(&there);
        let wanted = letters(&text::plain(&widget::shown(field, kind)));
        if kind == Kind::List { there.contains(&wanted) } else { there == wanted }
    }
}

/// The annotations of a page, each an object of its own from here on.
fn annotations(document: &mut Document, page: ObjectId) -> Vec<ObjectId> {
    let Some(of) = Dict::numbered(document, page) else { return Vec::new() };
    let annotations = of.array(b"Annots");
    if annotations.iter().all(|it| it.as_reference().is_ok()) {
        let ids = annotations.iter().take(MOST).filter_map(|it| it.as_reference().ok());
        return ids.collect();
    }
    let annotations = annotations.to_vec();
    let ids = annotations.into_iter().take(MOST).map(|it| match it {
        Object::Reference(id) => id,
        direct => document.add_object(direct),
    });
    let ids: Vec<ObjectId> = ids.collect();
    if let Ok(page) = document.get_dictionary_mut(page) {
        let references = ids.iter().map(|id| Object::Reference(*id));
        page.set("Annots", references.collect::<Vec<_>>());
    }
    ids
}

/// Looks at an annotation.
fn look<'d>(
    note: Dict<'d>,
    forms: &mut Forms<'d>,
    letters: &mut Letters,
) -> Result<Look, UndrawnCause> {
    let kind = note.name(b"Subtype");
    if is_hidden(note) || matches!(kind, None | Some(b"Popup" | b"Text")) {
        return Ok(Look::Kept);
    }
    if kind == Some(b"Redact") {
        return Err(UndrawnCause::Redaction);
    }
    if kind == Some(b"Link") {
        return Ok(boxed(note).map_or(Look::Kept, |id| named(note.document, id)));
    }
    let Some(rect) = note.rect(b"Rect") else { return Ok(Look::Kept) };
    if kind == Some(b"Widget") {
        return widget_look(note, rect, forms, letters);
    }
    if let Some(id) = boxed(note) {
        return Ok(named(note.document, id));
    }
    let drawn = comment::draw(note, rect, letters).map_err(Fault::Unset)?;
    Ok(drawn.map_or(Look::Kept, Look::Drawn))
}

/// The form that an annotation is shown by, where it says how large it is: without that, it cannot
/// be put into its place.
fn boxed(note: Dict<'_>) -> Option<ObjectId> {
    let id = current(note)?;
    let form = Dict::numbered(note.document, id)?;
    form.rect(b"BBox").is_some_and(Rect::has_area).then_some(id)
}

/// A form that stays, and is named one where it is not.
fn named(document: &Document, id: ObjectId) -> Look {
    let is_named = Dict::numbered(document, id).is_some_and(|it| it.has(b"Subtype"));
    if is_named { Look::Kept } else { Look::Named(id) }
}

fn widget_look<'d>(
    widget: Dict<'d>,
    rect: Rect,
    forms: &mut Forms<'d>,
    letters: &mut Letters,
) -> Result<Look, UndrawnCause> {
    let field = Field::of(widget);
    let (is_there, current) = (current(widget).is_some(), boxed(widget));
    let kept = || current.map_or(Look::Kept, |id| named(widget.document, id));
    let Some(kind) = field.kind().filter(|_| rect.has_area()) else { return Ok(kept()) };
    let draws = match kind {
        Kind::CheckBox | Kind::Radio => {
            let states = widget.dict(b"AP").filter(|_| !is_there);
            let states = states.and_then(|it| it.dict(b"N"));
            if let Some(states) = states.filter(|it| !it.entries.is_empty()) {
                // A state that is not said is that of the field.
                let state = field.state().filter(|it| states.has(it)).unwrap_or(b"Off");
                let is_said = widget.name(b"AS").is_some();
                return Ok(if is_said {
                    Look::Kept
                } else {
                    Look::InState(state.to_vec())
                });
            }
            current.is_none()
        }
        Kind::Pushed | Kind::Signature => current.is_none(),
        Kind::Text | Kind::Password | Kind::Combo | Kind::List => {
            current.is_none_or(|id| forms.is_out_of_date && !forms.says(field, kind, id))
        }
    };
    if !draws {
        return Ok(kept());
    }
    let drawn = widget::draw(field, kind, rect, letters)?;
    Ok(match drawn {
        Some(drawing) => Look::Drawn(drawing),
        // What is out of date shows a value that is no more.
        None if current.is_some() => Look::Drawn(Drawing::within(rect)),
        None => Look::Kept,
    })
}

/// Does to an annotation what its look asks for.
fn change(document: &mut Document, id: ObjectId, look: Look, letters: &Letters) {
    match look {
        Look::Kept => {}
        Look::Named(form) => {
            let form = document.get_object_mut(form).and_then(Object::as_stream_mut);
            if let Ok(form) = form {
                form.dict.set("Type", "XObject");
                form.dict.set("Subtype", "Form");
            }
        }
        Look::InState(state) => {
            if let Ok(note) = document.get_dictionary_mut(id) {
                note.set("AS", Object::Name(state));
            }
        }
        Look::Drawn(drawing) => {
            let bounds = drawing.bounds;
            let is_of_field = Dict::numbered(document, id)
                .is_some_and(|it| it.name(b"Subtype") == Some(b"Widget"));
            let form = document.add_object(drawing.form(letters));
            if let Ok(note) = document.get_dictionary_mut(id) {
                note.set("AP", dictionary! { "N" => form });
                note.remove(b"AS");
                // A comment may reach beyond its box, where viewers show it too.
                if !is_of_field {
                    note.set("Rect", bounds.sides().map(letters::real).to_vec());
                }
            }
        }
    }
}

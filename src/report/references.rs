//! References in text: `{id}` and `{id|form}`, which stand for a measure.

use std::ops::Range;

use super::model::is_id;
use super::model::{MeasureForm, Pointing};
use crate::wording::{listed, nearest};

/// The forms by the name that follows the bar.
const FORMS: [(&str, MeasureForm); 7] = [
    ("sentence", MeasureForm::Sentence),
    ("bare", MeasureForm::Bare),
    ("unit", MeasureForm::WithUnit),
    ("target", MeasureForm::Target),
    ("previous", MeasureForm::Previous),
    ("change", MeasureForm::Change),
    ("status", MeasureForm::Status),
];

/// What begins a reference to where something stands.
const POINTERS: [(&str, Pointing); 4] = [
    ("see:", Pointing::Name),
    ("page:", Pointing::Page),
    ("item:", Pointing::Item),
    ("appendix:", Pointing::Appendix),
];

/// A piece of text, by its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Text that prints as it is typed.
    Text(Range<usize>),
    /// A reference: the bytes of its id within the braces, and its form.
    Reference(Range<usize>, MeasureForm),
    /// A reference whose form is not known: the bytes of the form.
    UnknownForm(Range<usize>),
    /// A reference to where something stands: the bytes of its id, and what it prints.
    Pointer(Range<usize>, Pointing),
}

/// Splits text at its references. Braces that do not hold an id stay text.
///
/// `escapes` says whether `\{` is a brace; in Markdown, the parser has seen to it.
pub(crate) fn split(text: &str, escapes: Escapes) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut search = 0;
    while let Some(found) = text[search..].find(['{', '\\']) {
        let at = search + found;
        let rest = &text[at..];
        if rest.starts_with('\\') {
            search = at + 1;
            if escapes == Escapes::Here && rest.starts_with("\\{") {
                pieces.push(Piece::Text(start..at));
                // The brace itself is the first byte of the next piece.
                (start, search) = (at + 1, at + 2);
            }
        } else if let Some((piece, length)) = reference(rest, at) {
            pieces.push(Piece::Text(start..at));
            pieces.push(piece);
            (start, search) = (at + length, at + length);
        } else {
            search = at + 1;
        }
    }
    pieces.push(Piece::Text(start..text.len()));
    pieces.retain(|piece| !matches!(piece, Piece::Text(range) if range.is_empty()));
    pieces
}

/// Whether a backslash before a brace is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escapes {
    /// `\{` is a brace.
    Here,
    /// They have been dealt with.
    Done,
}

/// The reference at the start of a text that starts with `{`, and its length.
fn reference(text: &str, at: usize) -> Option<(Piece, usize)> {
    // An id and a form are short; looking further would make many open braces slow.
    let end = text.bytes().take(100).position(|byte| byte == b'}')?;
    let inner = &text[1..end];
    for (word, pointing) in POINTERS {
        let Some(id) = inner.strip_prefix(word) else { continue };
        let start = at + 1 + word.len() + (id.len() - id.trim_start().len());
        let id = id.trim();
        if is_id(id) {
            return Some((Piece::Pointer(start..start + id.len(), pointing), end + 1));
        }
    }
    let (id, form) = match inner.split_once('|') {
        Some((id, form)) => (id, Some(form)),
        None => (inner, None),
    };
    if !is_id(id) {
        return None;
    }
    let id_span = at + 1..at + 1 + id.len();
    let piece = match form {
        None => Piece::Reference(id_span, MeasureForm::Full),
        Some(name) => match FORMS.iter().find(|(known, _)| *known == name) {
            Some((_, form)) => Piece::Reference(id_span, *form),
            None => Piece::UnknownForm(id_span.end + 1..at + end),
        },
    };
    Some((piece, end + 1))
}

/// How a reference to where something stands is written that the text between two braces, which
/// is no reference, may be meant as: `See: a` or `page a`.
pub(crate) fn meant_as_pointer(inner: &str) -> Option<String> {
    let inner = inner.trim().to_lowercase();
    POINTERS.iter().find_map(|(word, _)| {
        let rest = inner.strip_prefix(word.trim_end_matches(':'))?;
        let id = rest.trim_start_matches([':', ' ', '\u{a0}']).trim_end();
        (id.len() < rest.len() && is_id(id)).then(|| format!("{{{word} {id}}}"))
    })
}

/// What to do about a form that is not known.
pub(crate) fn form_hint(name: &str) -> String {
    let names = || FORMS.iter().map(|(name, _)| *name);
    match nearest(name, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write {} after the bar, or no bar", listed(names(), "or")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_in_braces_are_references() {
        assert_eq!(
            split("a {b} {c-1|bare}", Escapes::Here),
            [
                Piece::Text(0..2),
                Piece::Reference(3..4, MeasureForm::Full),
                Piece::Text(5..6),
                Piece::Reference(7..10, MeasureForm::Bare),
            ]
        );
    }

    #[test]
    fn other_braces_are_text() {
        for text in ["{", "{}", "{A}", "{a b}", "{a", "a}", "{{", "{é}", "\\"] {
            assert_eq!(
                split(text, Escapes::Here),
                [Piece::Text(0..text.len())],
                "{text}"
            );
        }
        assert_eq!(split("{{a}}", Escapes::Here).len(), 3);
    }

    #[test]
    fn a_backslash_makes_a_brace_text() {
        let text = "x \\{a}";
        let pieces = split(text, Escapes::Here);
        assert_eq!(pieces, [Piece::Text(0..2), Piece::Text(3..6)]);
        assert_eq!(split(text, Escapes::Done).len(), 2);
    }

    #[test]
    fn a_pointer_in_other_letters_is_known_as_such() {
        assert_eq!(meant_as_pointer("See: a-1").as_deref(), Some("{see: a-1}"));
        assert_eq!(meant_as_pointer(" page B ").as_deref(), Some("{page: b}"));
        for other in ["seen", "see", "see:", "a", "see a b"] {
            assert_eq!(meant_as_pointer(other), None, "{other}");
        }
    }

    #[test]
    fn an_unknown_form_is_known_as_such() {
        assert_eq!(split("{a|bear}", Escapes::Here), [Piece::UnknownForm(3..7)]);
        assert_eq!(form_hint("bear"), "did you mean `bare`?");
    }
}

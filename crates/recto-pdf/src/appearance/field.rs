//! Fields: what a widget is part of, with what it inherits (ISO 32000-1, 12.7.3).

use lopdf::Object;

use super::text::{Quadding, Style};
use crate::object::{DEPTH, Dict, LONGEST_CONTENT, resolve, text, unpacked};

/// The bits of the flags of fields (tables 226, 228 and 230).
const MULTILINE: i64 = 1 << 12;
const PASSWORD: i64 = 1 << 13;
const RADIO: i64 = 1 << 15;
const PUSHED: i64 = 1 << 16;
const COMBO: i64 = 1 << 17;
const COMB: i64 = 1 << 24;

/// The kind of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// Text that is not to be read.
    Password,
    /// One of a list that opens, or a text beside it.
    Combo,
    /// A list that is open.
    List,
    CheckBox,
    Radio,
    /// A button that does something and holds nothing.
    Pushed,
    Signature,
}

/// A widget as part of its field.
#[derive(Clone, Copy)]
pub(super) struct Field<'d> {
    pub(super) widget: Dict<'d>,
    form: Option<Dict<'d>>,
}

impl<'d> Field<'d> {
    pub(super) fn of(widget: Dict<'d>) -> Self {
        let catalogue = Dict::catalogue(widget.document);
        Self { widget, form: catalogue.and_then(|it| it.dict(b"AcroForm")) }
    }

    /// The widget and the fields above it.
    fn chain(self) -> impl Iterator<Item = Dict<'d>> {
        let up = |of: &Dict<'d>| of.dict(b"Parent");
        std::iter::successors(Some(self.widget), up).take(DEPTH)
    }

    /// An entry that it has or inherits.
    fn get(self, key: &[u8]) -> Option<&'d Object> {
        self.chain().find_map(|it| it.get(key))
    }

    fn integer(self, key: &[u8]) -> Option<i64> {
        self.get(key)?.as_i64().ok()
    }

    fn has_flag(self, flag: i64) -> bool {
        self.integer(b"Ff").unwrap_or(0) & flag != 0
    }

    /// Its name, as messages write it.
    pub(super) fn name(self) -> String {
        let mut names: Vec<String> =
            self.chain().filter_map(|it| it.text(b"T")).collect();
        names.reverse();
        names.join(".")
    }

    /// Its kind; `None` for a widget of no field.
    pub(super) fn kind(self) -> Option<Kind> {
        Some(match self.get(b"FT")?.as_name().ok()? {
            b"Tx" if self.has_flag(PASSWORD) => Kind::Password,
            b"Tx" => Kind::Text,
            b"Ch" if self.has_flag(COMBO) => Kind::Combo,
            b"Ch" => Kind::List,
            b"Btn" if self.has_flag(PUSHED) => Kind::Pushed,
            b"Btn" if self.has_flag(RADIO) => Kind::Radio,
            b"Btn" => Kind::CheckBox,
            b"Sig" => Kind::Signature,
            _ => return None,
        })
    }

    /// Whether the text of the field may have several lines.
    pub(super) fn has_lines(self) -> bool {
        self.has_flag(MULTILINE)
    }

    /// The number of cells that the text of the field is set in, a letter in each; `None` for a field
    /// without cells.
    pub(super) fn cells(self) -> Option<usize> {
        let most = self.integer(b"MaxLen").and_then(|it| usize::try_from(it).ok());
        most.filter(|it| *it > 0 && self.has_flag(COMB) && !self.has_lines())
    }

    /// The values of the field as text: each that is chosen of a list, and one of any other field.
    pub(super) fn values(self) -> Vec<String> {
        let document = self.widget.document;
        let one = |object: &Object| match resolve(document, object)? {
            Object::String(bytes, _) | Object::Name(bytes) => Some(text(bytes)),
            Object::Stream(stream) => {
                Some(text(&unpacked(stream, LONGEST_CONTENT).ok()?))
            }
            _ => None,
        };
        match self.get(b"V") {
            Some(Object::Array(items)) => items.iter().filter_map(one).collect(),
            Some(value) => one(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The state of a button by its field; `None` where it says nothing.
    pub(super) fn state(self) -> Option<&'d [u8]> {
        match self.get(b"V")? {
            Object::Name(name) | Object::String(name, _) => Some(name),
            _ => None,
        }
    }

    /// Its options: what each stands for, and what is shown of it.
    pub(super) fn options(self) -> Vec<(String, String)> {
        let document = self.widget.document;
        let options = self.get(b"Opt").and_then(|it| it.as_array().ok());
        let string = |object: &Object| match resolve(document, object)? {
            Object::String(bytes, _) => Some(text(bytes)),
            _ => None,
        };
        let options = options.into_iter().flatten().filter_map(|option| {
            match resolve(document, option)? {
                Object::Array(pair) => {
                    Some((string(pair.first()?)?, string(pair.get(1)?)?))
                }
                _ => string(option).map(|it| (it.clone(), it)),
            }
        });
        options.collect()
    }

    /// The first option of a list that is seen.
    pub(super) fn top(self) -> usize {
        self.integer(b"TI").and_then(|it| usize::try_from(it).ok()).unwrap_or(0)
    }

    /// How its text is set.
    pub(super) fn style(self) -> Style {
        let own = |key: &[u8]| self.get(key).or_else(|| self.form?.get(key));
        let appearance = own(b"DA").and_then(|it| it.as_str().ok());
        let quadding = Quadding::of(own(b"Q").and_then(|it| it.as_i64().ok()));
        Style::of(appearance.unwrap_or_default(), quadding)
    }
}

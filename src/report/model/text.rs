//! Text: the single values that an author types, each with where it was typed.
//!
//! What may stand in them is the business of `report::decode`.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::diagnostic::Place;
use crate::report::syntax::is_control;

/// The longest id, in bytes: ids become names of files and labels.
const MAX_ID_BYTES: usize = 64;

/// A value and where it was written.
#[derive(Debug, Clone)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the project.
    pub place: Place,
}

impl<T> Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Text that prints as it is typed, in one paragraph.
pub type Text = Placed<Arc<str>>;

/// Text that means something to the program; each kind is a type of its own, so that its
/// fields are read, checked and walked through as what they are.
macro_rules! kinds_of_text {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name {
            /// As it was typed.
            pub value: Arc<str>,
            /// Where it stands in the project.
            pub place: Place,
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.value
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.value)
            }
        }
    )*};
}

kinds_of_text! {
    /// An id or a reference to one: lower-case letters, digits and hyphens.
    Id;
    /// A path to a file, relative to the project folder, with `/` between its parts.
    FilePath;
    /// An address of one of the allowed schemes.
    Url;
}

impl Url {
    /// It as text that prints.
    pub fn text(&self) -> Text {
        Placed { value: self.value.clone(), place: self.place.clone() }
    }
}

/// The text with a space for each line break and the white space around it.
///
/// Line breaks at either end only close the scalar and are left out.
pub(crate) fn one_paragraph(text: &Arc<str>) -> Arc<str> {
    let is_break = |c| matches!(c, '\n' | '\u{2028}' | '\u{2029}');
    if !text.contains(|c| is_break(c) || c == '\t') {
        return text.clone();
    }
    let lines = text.split(is_break).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ").replace('\t', " ").into()
}

/// Whether a text is made as an id is.
pub(crate) fn is_id(text: &str) -> bool {
    text.len() <= MAX_ID_BYTES
        && text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// Whether an address has an allowed scheme and no white space; else the remedy.
pub(crate) fn check_url(url: &str) -> Result<(), &'static str> {
    let rest = |scheme: &str| {
        url.get(..scheme.len())
            .filter(|start| start.eq_ignore_ascii_case(scheme))
            .map(|_| &url[scheme.len()..])
    };
    if url.contains(|c: char| c.is_whitespace() || is_control(c)) {
        return Err(match rest("tel:") {
            Some(_) => "write the number without spaces",
            None => "write the address without spaces, with `%20` for a space",
        });
    }
    let found = ["https://", "http://", "mailto:", "tel:"].into_iter().find_map(rest);
    match found {
        Some(rest) if !rest.is_empty() => Ok(()),
        _ => Err("start the address with `https://`, `http://`, `mailto:` or `tel:`"),
    }
}

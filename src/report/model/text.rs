//! Text: the single values that an author types, each with where it was typed.
//!
//! What may stand in them is the business of `report::decode`.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::diagnostic::Place;

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

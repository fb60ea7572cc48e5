//! Sections: a file is a priority where it has a `priority` field, or means to have one.

use crate::report::declare::Shape;
use crate::report::decode::{Cursor, Read};
use crate::report::model::{PlainSection, Priority, Section};

impl Read for Section {
    fn shape() -> Shape {
        Shape::Told {
            by: "priority",
            with: Box::new(Priority::shape()),
            without: Box::new(PlainSection::shape()),
        }
    }

    fn read(at: &Cursor<'_>) -> Option<Self> {
        let has = |name| at.node().get(name).is_some();
        // One whose `priority` is misspelt has a name like any other.
        let is_meant = has("name") && (has("summary") || has("highlights"));
        if has("priority") || is_meant {
            Read::read(at).map(Self::Priority)
        } else {
            Read::read(at).map(Self::Plain)
        }
    }
}

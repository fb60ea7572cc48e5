//! Sections: a file is a priority where it has a `priority` field.

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
        if at.node().get("priority").is_some() {
            Read::read(at).map(Self::Priority)
        } else {
            Read::read(at).map(Self::Plain)
        }
    }
}

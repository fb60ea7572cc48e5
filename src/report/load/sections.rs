//! Sections: a file is a priority where it has a `priority` field.

use crate::diagnostic::Problems;
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

    fn read(at: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        if at.node().get("priority").is_some() {
            Read::read(at, problems).map(Self::Priority)
        } else {
            Read::read(at, problems).map(Self::Plain)
        }
    }
}

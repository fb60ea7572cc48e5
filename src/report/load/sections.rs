//! Sections: a file is a priority where it has a `priority` field, or means to have one.

use crate::report::code;
use crate::report::declare::{Scalar, Shape};
use crate::report::decode::{Cursor, Fields, Read};
use crate::report::model::{BackMatter, Placed, PlainSection, Priority, Report, Section};

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

/// The largest number of a priority: more digits have no room on its pages.
const MOST: u32 = 999;

impl Priority {
    /// Its number.
    pub(in crate::report) fn number(at: &Cursor<'_>) -> Option<Placed<u32>> {
        let number = Placed::<u32>::read(at)?;
        if (1..=MOST).contains(&number.value) {
            return Some(number);
        }
        let message = format!("a priority cannot be number {}", number.value);
        at.report(code::BAD_VALUE, message, format!("write a number from 1 to {MOST}"));
        None
    }

    pub(in crate::report) fn number_shape() -> Shape {
        Shape::Scalar(Scalar::whole("whole number", Some((1, MOST))))
    }
}

impl Report {
    /// That each part of the back matter is asked for once.
    pub(in crate::report) fn check_back_matter(
        fields: &mut Fields<'_>,
        parts: &[BackMatter],
    ) -> Option<()> {
        let mut twice =
            parts.iter().enumerate().filter(|(at, part)| parts[..*at].contains(part));
        if twice.next().is_some() {
            let place = fields.at().place_of_value("back_matter");
            let message = "a part of the back matter is asked for twice";
            fields.disagree(&place, message, "name each part once");
        }
        Some(())
    }
}

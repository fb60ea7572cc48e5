//! The brand file: colours, and how far counts print as words.

use crate::colour::Cmyk;
use crate::report::code;
use crate::report::declare::{Scalar, Shape};
use crate::report::decode::{Cursor, Read, list_of};
use crate::report::model::{HouseStyle, Placed};

impl HouseStyle {
    /// Words exist for the numbers below it; so it is the default too.
    pub(in crate::report) const MOST_WORDS: u32 = 10;

    /// Below which number counts print as words.
    pub(in crate::report) fn words_below(at: &Cursor<'_>) -> Option<u32> {
        let limit = Placed::<u32>::read(at)?.value;
        let most = Self::MOST_WORDS;
        if limit > most {
            let message = format!("`words_below` is {limit}, and the most is {most}");
            at.report(code::BAD_VALUE, message, "write a number from 0 to 10");
        }
        Some(limit)
    }

    pub(in crate::report) fn words_below_shape() -> Shape {
        Shape::Scalar(Scalar::whole("whole number", Some((0, Self::MOST_WORDS))))
    }
}

/// Inks: four whole numbers from 0 to 100.
impl Read for Cmyk {
    fn shape() -> Shape {
        let ink = Scalar::whole("per cent", Some((0, 100)));
        Shape::List { of: Box::new(Shape::Scalar(ink)), least: 4, most: Some(4) }
    }

    fn read(at: &Cursor<'_>) -> Option<Self> {
        let before = at.problems().count();
        let shares = list_of(Placed::<u32>::read)(at)?;
        let inks = shares.iter().map(|share| u8::try_from(share.value).ok());
        let inks: Option<Vec<_>> =
            inks.map(|ink| ink.filter(|ink| *ink <= 100)).collect();
        if let Some(&[c, m, y, k]) = inks.as_deref() {
            return Some(Self([c, m, y, k]));
        }
        // What was wrong with a number has been said.
        if at.problems().count() != before {
            return None;
        }
        let message = format!("{} is no mixture of four inks", at.subject());
        let hint = "write cyan, magenta, yellow and black in per cent, such as `[100, 70, 25, 25]`";
        at.refuse(message, hint)
    }
}

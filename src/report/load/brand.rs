//! The brand file: colours, and how far counts print as words.

use crate::colour::Cmyk;
use crate::report::code;
use crate::report::declare::{Scalar, Shape};
use crate::report::decode::{Cursor, Read, list_of};
use crate::report::model::{Focus, HouseStyle, NumberForm, Placed};

impl HouseStyle {
    /// Words exist for the numbers below it; so it is the default too.
    pub(in crate::report) const MOST_WORDS: u32 = 10;

    /// Digits after the point that a shortened sum of money may have: “£1.25bn”.
    pub(in crate::report) const MONEY_DECIMALS: u32 = 2;

    /// How many digits may follow the point.
    pub(in crate::report) fn decimals(at: &Cursor<'_>) -> Option<u32> {
        NumberForm::decimals(at)
    }

    pub(in crate::report) fn decimals_shape() -> Shape {
        NumberForm::decimals_shape()
    }

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
        shares_shape(4)
    }

    fn read(at: &Cursor<'_>) -> Option<Self> {
        let hint = "write cyan, magenta, yellow and black in per cent, such as `[100, 70, 25, 25]`";
        shares(at, "mixture of four inks", hint).map(Self)
    }
}

/// A point: two whole numbers from 0 to 100.
impl Read for Focus {
    fn shape() -> Shape {
        shares_shape(2)
    }

    fn read(at: &Cursor<'_>) -> Option<Self> {
        let hint = "write how far it is from the left and from the top in per cent, such as `[50, 30]`";
        let [across, down] = shares(at, "point of an image", hint)?;
        Some(Self { across, down })
    }
}

fn shares_shape(count: usize) -> Shape {
    let share = Scalar::whole("per cent", Some((0, 100)));
    Shape::List { of: Box::new(Shape::Scalar(share)), least: count, most: Some(count) }
}

/// So many whole numbers from 0 to 100.
fn shares<const COUNT: usize>(
    at: &Cursor<'_>,
    what: &str,
    hint: &str,
) -> Option<[u8; COUNT]> {
    let before = at.problems().count();
    let shares = list_of(Placed::<u32>::read)(at)?;
    let shares = shares.iter().map(|share| u8::try_from(share.value).ok());
    let shares: Option<Vec<_>> =
        shares.map(|share| share.filter(|share| *share <= 100)).collect();
    if let Some(shares) = shares.and_then(|it| it.try_into().ok()) {
        return Some(shares);
    }
    // What was wrong with a number has been said.
    if at.problems().count() != before {
        return None;
    }
    at.refuse(format!("{} is no {what}", at.subject()), hint)
}

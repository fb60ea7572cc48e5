//! Words: the English words that tell what a figure of a sentence is.
//!
//! Every list of these rules stands here, so that it can go to the file of its language. A report
//! in a language without such lists is not reconciled.

use crate::lint::word_list;

/// Whether there are lists for a language, by its tag.
pub(in crate::lint) fn are_known(language: &str) -> bool {
    language.split('-').next() == Some("en")
}

/// Words that say nothing of what a figure counts.
pub(in crate::lint) const EMPTY: &[&str] = word_list!(
    "a, about, after, against, all, also, am, an, and, any, are, as, at, be, been, before, being, \
     but, by, can, could, did, do, does, during, each, fewer, for, from, greater, had, has, have, he, her, here, \
     his, how, i, if, in, into, is, it, its, just, less, lower, me, more, most, my, nearly, no, nor, not, number, \
     of, on, or, our, out, over, own, s, she, so, some, such, t, than, that, the, their, them, then, \
     there, these, they, this, those, through, to, too, total, under, up, us, was, we, were, what, \
     when, where, which, while, who, whom, whose, will, with, within, would, year, years, you",
);

/// Words of one meaning that share no stem; the first stands for all.
pub(in crate::lint) const KIN: &[&[&str]] = &[
    word_list!("death, deaths, die, died, dies, dead, fatalities"),
    word_list!("cost, costs, spent, spend, spending, expenditure"),
    word_list!("employ, employed, employees, workforce, staff, work, works"),
    word_list!("woman, women, female"),
    word_list!("man, men, male"),
    word_list!("serve, serves, served, serving"),
    word_list!("build, built"),
    word_list!("find, found"),
];

/// Words that stand before a figure that is not exact.
pub(in crate::lint) const APPROXIMATE: &[&str] = word_list!(
    "about, approximately, around, circa, roughly, some, estimated, close, almost, nearly, over, \
     under, above, below, exceeding, least, most, than, beyond, just",
);

/// Verbs and other words of a rise.
pub(in crate::lint) const RISES: &[&str] = word_list!(
    "rose, risen, rise, rises, increased, increase, increases, grew, grown, grow, growth, up, \
     climbed, gained, gain",
);
/// Verbs and other words of a fall.
pub(in crate::lint) const FALLS: &[&str] = word_list!(
    "fell, fallen, decreased, decrease, decreases, dropped, drop, declined, decline, reduced, \
     reduction, down, shrank, fall, falls",
);
/// Words behind a difference: more than something.
pub(in crate::lint) const MORE: &[&str] =
    word_list!("more, higher, greater, above, over");
/// Words behind a difference: less than something.
pub(in crate::lint) const LESS: &[&str] = word_list!("less, fewer, lower, below, under");

/// What a figure should reach.
pub(in crate::lint) const TARGETS: &[&str] = word_list!(
    "budget, budgeted, ceiling, goal, plan, planned, programme, standard, target, targeted, \
     threshold, trajectory",
);

/// Words that turn a sentence round, or make a figure of it another's.
pub(in crate::lint) const DENIALS: &[&str] =
    word_list!("not, never, neither, nor, without, no");

/// Words beside a figure that make it a part of what it is called, or of another thing.
pub(in crate::lint) const PARTS: &[&str] = word_list!(
    "additional, another, average, each, every, extra, first, further, half, last, least, new, next, \
     other, others, per, remaining, second, third, hope, aim, expect, expected, forecast, will, \
     until, could, should, may, might, would, include, includes, including",
);

/// What joins to a whole: “in all”.
pub(in crate::lint) const TOGETHER: &[&str] =
    &["in all", "in total", "together", "altogether"];

/// An earlier time, in words.
pub(in crate::lint) const EARLIER: &[&str] = &[
    "the year before",
    "year before",
    "last year",
    "previous year",
    "prior year",
    "a year ago",
    "a year earlier",
    "survey before",
    "the year earlier",
];

/// The second of two shares, which is all that the first is not.
pub(in crate::lint) const COMPLEMENTS: &[&str] =
    word_list!("none, not, rest, remainder, remaining, others, men, women, no");

/// Words of what a difference of two sums is.
pub(in crate::lint) const REMAINDERS: &[&str] =
    word_list!("surplus, deficit, balance, underspend, overspend, difference, margin");

/// Small numbers in words, from ten.
pub(in crate::lint) const NUMBERS: [(&str, u32); 18] = [
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// Fractions in words, as so many of so many.
pub(in crate::lint) const FRACTIONS: [(&str, u32, u32); 15] = [
    ("two thirds", 2, 3),
    ("two-thirds", 2, 3),
    ("three quarters", 3, 4),
    ("three-quarters", 3, 4),
    ("two fifths", 2, 5),
    ("three fifths", 3, 5),
    ("four fifths", 4, 5),
    ("a half", 1, 2),
    ("half of", 1, 2),
    ("a third", 1, 3),
    ("a quarter", 1, 4),
    ("a fifth", 1, 5),
    ("a sixth", 1, 6),
    ("an eighth", 1, 8),
    ("a tenth", 1, 10),
];

/// Words that may stand twice: “had had”.
pub(in crate::lint) const DOUBLED: &[&str] =
    word_list!("had, that, is, so, very, many, no, bye, ha, more");

/// The days of a week, from Monday.
pub(in crate::lint) const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

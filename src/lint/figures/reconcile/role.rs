//! Roles: what a figure of a sentence claims to be, as far as the words around it tell: what is, what
//! was, what should be, or by how much two of these differ.

use super::kind::ClaimKind;
use super::reading::{Claim, Item, Sentence};
use crate::lint::words::{
    APPROXIMATE, DENIALS, EARLIER, FALLS, LESS, MORE, PARTS, REMAINDERS, RISES, TARGETS,
};

/// What a figure claims to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// What is.
    Level,
    /// What was, at a time where one is said.
    Before(Option<String>),
    /// What should be.
    Target,
    /// By how much two figures differ.
    Difference(Option<Direction>),
    /// What is left of one sum after another.
    Remainder,
    /// What a figure before it is of a whole: the position of that claim.
    ShareOf(usize),
    /// A part of something, or another thing.
    Part,
}

/// Which way something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// More than it was.
    Up,
    /// Less.
    Down,
}

impl Direction {
    pub(super) fn sign(self) -> i128 {
        match self {
            Self::Up => 1,
            Self::Down => -1,
        }
    }

    /// Which way a word says that something went.
    pub(super) fn of(word: &str) -> Option<Self> {
        match word {
            _ if RISES.contains(&word) => Some(Self::Up),
            _ if FALLS.contains(&word) => Some(Self::Down),
            _ => None,
        }
    }

    /// Which way a word behind a difference says that something is.
    pub(super) fn behind(word: &str) -> Option<Self> {
        match word {
            _ if MORE.contains(&word) => Some(Self::Up),
            _ if LESS.contains(&word) => Some(Self::Down),
            _ => None,
        }
    }
}

/// Words that say that something was an earlier value.
const AGAINST: [&str; 2] = ["against", "from"];
/// Words between a figure and its time.
const OF_TIME: [&str; 6] = ["in", "of", "for", "during", "at", "on"];
/// How many words are looked at on each side.
const REACH: usize = 8;

impl Sentence {
    /// What a claim is.
    pub(super) fn role(&self, at: usize) -> Role {
        let Some(claim) = self.claims.get(at) else { return Role::Part };
        if let Some(role) = self.in_brackets(at, claim) {
            return role;
        }
        let before: Vec<&str> = self.before(claim.item).take(REACH).collect();
        let bare = exact(&before);
        let first = bare.first().copied().unwrap_or_default();
        let behind = self.behind_brackets(claim);
        if let Some(direction) = self.difference(claim, bare, &behind) {
            return Role::Difference(direction);
        }
        if before.iter().take(4).any(|word| REMAINDERS.contains(word)) {
            return Role::Remainder;
        }
        let is_target = |words: &[&str], reach| {
            words.iter().take(reach).any(|word| TARGETS.contains(word))
        };
        if self.is_base(claim) {
            return match is_target(&behind, 4) {
                true => Role::Target,
                false => Role::Before(self.time_of(at)),
            };
        }
        if first == "from" && !is_target(bare, 3) {
            let changes = self.items.iter().any(|item| match item {
                Item::Word { text, .. } => Direction::of(text).is_some(),
                _ => false,
            });
            let goes_on = self.items[claim.item..].iter().any(is_to);
            return match changes || goes_on {
                true => Role::Before(self.time_of(at)),
                false => Role::Part,
            };
        }
        if is_target(bare, 6) || (is_target(&behind, 4) && behind.first() == Some(&"of"))
        {
            return Role::Target;
        }
        if let Some(time) = self.time_of(at) {
            return Role::Before(Some(time));
        }
        // “two of the four”.
        if claim.kind == ClaimKind::Number
            && behind.first() == Some(&"of")
            && matches!(behind.get(1), Some(&("the" | "our" | "its" | "all" | "those")))
        {
            return Role::Part;
        }
        if AGAINST.contains(&first) {
            return Role::Part;
        }
        let is_part = |words: &[&str], reach| {
            words.iter().take(reach).any(|word| PARTS.contains(word))
        };
        match is_part(bare, 3) || is_part(&behind, 2) {
            true => Role::Part,
            false => Role::Level,
        }
    }

    /// Whether the words before a claim say that it is not exact.
    pub(super) fn is_rough(&self, claim: &Claim) -> bool {
        let mut before = self.before(claim.item).take(2);
        !self.is_base(claim) && before.any(|word| APPROXIMATE.contains(&word))
    }

    /// “(62%)” behind a figure, and “or 70%”.
    fn in_brackets(&self, at: usize, claim: &Claim) -> Option<Role> {
        let last = claim.item.checked_sub(1)?;
        let opens = matches!(self.items[last], Item::Mark('('));
        let is_or = self.word(last) == Some("or");
        if !(opens || is_or) || claim.kind != ClaimKind::PerCent {
            return None;
        }
        let Item::Claim(earlier) = self.items.get(last.checked_sub(1)?)? else {
            return None;
        };
        let role = self.role(*earlier);
        debug_assert!(*earlier < at, "a claim stands before the brackets");
        Some(match role {
            Role::Difference(_) => role,
            _ if self.claims[*earlier].kind == ClaimKind::Fraction => Role::Level,
            _ => Role::ShareOf(*earlier),
        })
    }

    /// The words behind a claim; what stands in brackets there is passed over.
    pub(super) fn behind_brackets(&self, claim: &Claim) -> Vec<&str> {
        let mut item = claim.item;
        if matches!(self.items.get(item + 1), Some(Item::Mark(')'))) {
            item += 1;
        } else if matches!(self.items.get(item + 1), Some(Item::Mark('(')))
            && matches!(self.items.get(item + 3), Some(Item::Mark(')')))
        {
            item += 3;
        }
        self.behind(item).take(REACH).collect()
    }

    /// Whether a claim is a difference, and of which direction.
    fn difference(
        &self,
        claim: &Claim,
        before: &[&str],
        behind: &[&str],
    ) -> Option<Option<Direction>> {
        let first = before.first().copied().unwrap_or_default();
        let verb = |reach| before.iter().take(reach).find_map(|word| Direction::of(word));
        let denied = before.iter().take(REACH).any(|word| DENIALS.contains(word));
        let told = |direction| if denied { None } else { direction };
        if first == "by"
            && let Some(direction) = verb(4)
        {
            return Some(told(Some(direction)));
        }
        if let Some(direction) =
            Direction::of(first).filter(|_| ["up", "down"].contains(&first))
            // “made up 75% of” is no rise.
            && !before.get(1).is_some_and(|word| word.starts_with("ma"))
        {
            return Some(told(Some(direction)));
        }
        if first == "of"
            && let Some(direction) = before.get(1).and_then(|word| Direction::of(word))
        {
            return Some(told(Some(direction)));
        }
        // “240 tonnes less than”: one or two words of what is counted. “and less than” is of
        // something else.
        let joins = |word: &&&str| !matches!(**word, "and" | "or" | "but");
        let mut near = behind.iter().take_while(joins).take(3);
        let at = near.position(|word| Direction::behind(word).is_some())?;
        let word = behind[at];
        let direction = Direction::behind(word);
        let next = behind.get(at + 1).copied();
        let compares = match word {
            "above" | "over" | "below" | "under" => {
                let ahead = behind.iter().skip(at + 1).take(3);
                ahead.into_iter().any(|word| TARGETS.contains(word)) && at <= 1
            }
            _ => {
                next.is_none()
                    || matches!(next, Some("than" | "on"))
                    || at == 0 && claim.kind == ClaimKind::Fraction
            }
        };
        compares.then(|| told(direction))
    }

    /// Whether a claim is what another differs from: “16 more than the 522 of 2023”.
    pub(super) fn is_base(&self, claim: &Claim) -> bool {
        let mut at = claim.item;
        let mut step = |wanted: &dyn Fn(&str) -> bool| {
            let is =
                at.checked_sub(1).and_then(|last| self.word(last)).is_some_and(wanted);
            at -= usize::from(is);
            is
        };
        step(&|word| matches!(word, "the" | "our" | "its"));
        if !(step(&|word| word == "than")
            && step(&|word| Direction::behind(word).is_some()))
        {
            return false;
        }
        // The difference itself, with one or two words of what is counted.
        let items = self.items[..at].iter().rev().take(3);
        items.into_iter().any(|item| matches!(item, Item::Claim(_)))
    }

    /// The time that a claim is of, where the sentence says one for it: behind it, or at the start
    /// for all. What is earlier in words alone is `EARLIER`.
    pub(super) fn time_of(&self, at: usize) -> Option<String> {
        let claim = self.claims.get(at)?;
        let end = self.claims.get(at + 1).map_or(self.items.len(), |next| next.item);
        let mut of_time = false;
        for item in claim.item + 1..end.min(claim.item + 8) {
            match &self.items[item] {
                Item::Time(time, _) if of_time => return Some(time.clone()),
                Item::Word { text, .. } => {
                    // “less than in 2023” says the time of what it is compared with.
                    if text == "than" || text == "to" {
                        break;
                    }
                    of_time = OF_TIME.contains(&text.as_str());
                    if EARLIER.iter().any(|words| self.says_at(item, words)) {
                        return Some(String::new());
                    }
                }
                Item::Mark(',') if self.word(item + 1) == Some("when") => {}
                Item::Mark('(' | ')') => {}
                _ => break,
            }
        }
        self.opening_time(claim.item)
    }

    /// The time that a sentence, or a part of it behind a comma or a semicolon, opens with.
    fn opening_time(&self, item: usize) -> Option<String> {
        let start =
            self.items[..item].iter().rposition(|it| matches!(it, Item::Mark(';')));
        let start = start.map_or(0, |at| at + 1);
        let first =
            self.items[start..].iter().position(|it| matches!(it, Item::Claim(_)))?;
        for at in start..(start + first).min(start + 5) {
            if let Item::Time(time, _) = &self.items[at]
                && at
                    .checked_sub(1)
                    .and_then(|last| self.word(last))
                    .is_some_and(|word| ["in", "during", "for", "at"].contains(&word))
            {
                return Some(time.clone());
            }
            if at <= start + 1
                && EARLIER
                    .iter()
                    .any(|words| self.says_at(at, words) || self.says_at(at + 1, words))
            {
                return Some(String::new());
            }
        }
        // “than in 2023, when 461 failed”.
        let last =
            self.items[..item].iter().rposition(|it| matches!(it, Item::Mark(',')))?;
        let says_when = self.word(last + 1) == Some("when");
        match self.items.get(last.checked_sub(1)?)? {
            Item::Time(time, _) if says_when => Some(time.clone()),
            _ => None,
        }
    }

    /// Whether it says a time at all.
    pub(super) fn says_time(&self) -> bool {
        self.items.iter().any(|item| matches!(item, Item::Time(..)))
            || (0..self.items.len())
                .any(|at| EARLIER.iter().any(|words| self.says_at(at, words)))
    }

    /// The day before a claim that it is of: “on Thursday 15 June 2023, 19 engines”.
    pub(super) fn day_before(&self, claim: &Claim) -> Option<&str> {
        self.items[..claim.item].iter().rev().find_map(|item| match item {
            Item::Time(time, _)
                if time.starts_with(|c: char| c.is_ascii_digit())
                    && time.contains(char::is_alphabetic) =>
            {
                Some(time.as_str())
            }
            _ => None,
        })
    }

    /// The direction that the nearest verb before an item says, with its position.
    pub(super) fn verb_before(&self, item: usize) -> Option<(usize, Direction)> {
        let found = self.items[..item].iter().enumerate().rev().find_map(
            |(at, it)| match it {
                Item::Word { text, .. } => Some((at, Direction::of(text)?)),
                _ => None,
            },
        )?;
        let denied = self.before(found.0).take(3).any(|word| DENIALS.contains(&word));
        (!denied).then_some(found)
    }
}

fn is_to(item: &Item) -> bool {
    matches!(item, Item::Word { text, .. } if text == "to")
}

/// Words before a claim, without those that say that it is not exact, and articles.
fn exact<'w, 's>(before: &'w [&'s str]) -> &'w [&'s str] {
    let skipped = before
        .iter()
        .take_while(|word| {
            (APPROXIMATE.contains(word) && **word != "than")
                || matches!(**word, "the" | "our" | "its" | "a" | "an")
        })
        .count();
    &before[skipped..]
}

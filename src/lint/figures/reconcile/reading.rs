//! Reading: the sentences of a passage, as words, figures, times and marks in their order.
//!
//! A figure that a measure prints is a claim as one that is typed is; what each claims is the
//! business of [`super::role`].

use std::ops::Range;

use crate::lint::figures::amounts::{Amount, AmountKind, AmountSign, Notation};
use crate::lint::figures::phrases::phrase;
use crate::lint::{Corpus, Passage, TextKind};
use crate::report::declare::Wording;
use crate::report::number::ONE;

use super::kind::{ClaimKind, kind};
use super::stems::{Stem, Stems};
use crate::lint::words::{FRACTIONS, NUMBERS};

/// A sentence.
#[derive(Debug)]
pub(super) struct Sentence {
    /// Its bytes of the passage.
    pub(super) range: Range<usize>,
    /// What it is made of, in order.
    pub(super) items: Vec<Item>,
    /// The figures in it, in order.
    pub(super) claims: Vec<Claim>,
}

/// A piece of a sentence.
#[derive(Debug)]
pub(super) enum Item {
    /// A word in lower case, with its stem where it carries meaning.
    Word {
        /// The word.
        text: String,
        /// Its stem.
        stem: Option<Stem>,
        /// Its bytes of the passage.
        range: Range<usize>,
    },
    /// A figure, by its position among the claims.
    Claim(usize),
    /// A time, as it is written: `2022/23`, `31 March 2024`.
    Time(String, Range<usize>),
    /// A mark between words.
    Mark(char),
}

/// A figure in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// Its bytes of the passage.
    pub(super) range: Range<usize>,
    /// What it is worth, in the units of [`scaled`](crate::report::number::scaled).
    pub(super) size: i128,
    /// What its last written digit is worth, to which it may be rounded.
    pub(super) step: i128,
    /// What kind of figure it is.
    pub(super) kind: ClaimKind,
    /// The measure that prints it, by position; `None` for one that is typed.
    pub(super) measure: Option<usize>,
    /// Its position among the items.
    pub(super) item: usize,
}

impl Sentence {
    /// The word at an item.
    pub(super) fn word(&self, item: usize) -> Option<&str> {
        match self.items.get(item)? {
            Item::Word { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The words before an item, from the nearest on, back to a figure, a time or a mark.
    pub(super) fn before(&self, item: usize) -> impl Iterator<Item = &str> {
        let items = self.items.get(..item).unwrap_or_default().iter().rev();
        items.map_while(as_word)
    }

    /// The words behind an item, up to a figure, a time or a mark.
    pub(super) fn behind(&self, item: usize) -> impl Iterator<Item = &str> {
        let items = self.items.get(item + 1..).unwrap_or_default().iter();
        items.map_while(as_word)
    }

    /// The stems of its words.
    pub(super) fn stems(&self) -> impl Iterator<Item = Stem> {
        self.items.iter().filter_map(as_stem)
    }

    /// The stems between the figures, or marks other than commas, on both sides of a claim.
    pub(super) fn stems_near(&self, claim: &Claim) -> impl Iterator<Item = Stem> {
        let goes_on = |item: &&Item| {
            !matches!(item, Item::Claim(_) | Item::Mark(';' | ':' | '(' | ')'))
        };
        // “came for a visit: 46% did” goes on behind the colon.
        let opens = claim.item.checked_sub(1).map(|at| &self.items[at]);
        let start = claim.item - usize::from(matches!(opens, Some(Item::Mark(':'))));
        let before = self.items[..start].iter().rev().take_while(goes_on);
        let behind = self.items[claim.item + 1..].iter().take_while(goes_on);
        before.chain(behind).filter_map(as_stem)
    }

    /// Whether some words stand at an item and behind it.
    pub(super) fn says_at(&self, item: usize, words: &str) -> bool {
        words.split(' ').enumerate().all(|(at, word)| self.word(item + at) == Some(word))
    }
}

fn as_word(item: &Item) -> Option<&str> {
    match item {
        Item::Word { text, .. } => Some(text.as_str()),
        _ => None,
    }
}

fn as_stem(item: &Item) -> Option<Stem> {
    match item {
        Item::Word { stem, .. } => *stem,
        _ => None,
    }
}

/// Whether a passage is held against the facts: what the publisher says in sentences.
pub(super) fn is_read(passage: &Passage<'_>) -> bool {
    let is_text = matches!(
        passage.kind,
        TextKind::Paragraph | TextKind::Line | TextKind::Title | TextKind::Alternative
    );
    is_text && passage.wording != Wording::Others
}

/// The sentences of a passage.
pub(super) fn sentences<'r>(
    corpus: &Corpus<'r>,
    stems: &Stems,
    passage: &Passage<'r>,
    amounts: &[Amount],
) -> Vec<Sentence> {
    let mut reader = Reader { corpus, stems, passage, amounts, found: Vec::new() };
    reader.read();
    reader.found
}

struct Reader<'s, 'r> {
    corpus: &'s Corpus<'r>,
    stems: &'s Stems,
    passage: &'s Passage<'r>,
    amounts: &'s [Amount],
    found: Vec<Sentence>,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        let text = self.passage.text.as_str();
        let mut at = 0;
        let mut sentence =
            Sentence { range: 0..0, items: Vec::new(), claims: Vec::new() };
        while let Some(first) = text[at..].chars().next() {
            let end = self.item(at, first, &mut sentence);
            at = end;
            let next = text[end..].trim_start_matches(['”', '’', ')', '\'']);
            let is_end = matches!(first, '.' | '!' | '?')
                && next.starts_with(char::is_whitespace)
                && !next.trim_start().starts_with(char::is_lowercase);
            if is_end {
                self.close(&mut sentence, end);
            }
        }
        self.close(&mut sentence, text.len());
    }

    fn close(&mut self, sentence: &mut Sentence, end: usize) {
        let range = sentence.range.start..end;
        let next = Sentence { range: end..end, items: Vec::new(), claims: Vec::new() };
        let done = std::mem::replace(sentence, next);
        if !done.items.is_empty() {
            self.found.push(Sentence { range, ..done });
        }
    }

    /// Adds the item at a byte; returns where it ends.
    fn item(&self, at: usize, first: char, sentence: &mut Sentence) -> usize {
        let text = self.passage.text.as_str();
        if let Some(printed) =
            self.passage.measures.iter().find(|it| it.range.start == at)
            && !printed.range.is_empty()
        {
            let range = printed.range.clone();
            let index = self.corpus.report.measure_index(&printed.id.value);
            let claim = index.and_then(|index| self.printed(index, range.clone()));
            match claim {
                Some(claim) => push(sentence, claim),
                None => {
                    let time = text[range.clone()].to_owned();
                    sentence.items.push(Item::Time(time, range.clone()));
                }
            }
            return range.end;
        }
        let starts = |it: &&Amount| it.range.start == at;
        let amount = self.amounts.iter().find(starts);
        if first.is_ascii_digit() || first == '£' {
            if let Some(amount) = amount.filter(|it| it.notation != Notation::YearLike) {
                push(sentence, self.typed(amount));
                return amount.range.end;
            }
            // “£000” is the head of a column.
            let is_digit = first.is_ascii_digit();
            return if is_digit {
                self.time(at, sentence)
            } else {
                at + first.len_utf8()
            };
        }
        if first.is_alphabetic() {
            if let Some((claim, end)) = spelt(text, at) {
                push(sentence, claim);
                return end;
            }
            if let Some(amount) = amount {
                push(sentence, self.typed(amount));
                return amount.range.end;
            }
            let rest = &text[at..];
            let inner = |c: char| c.is_alphanumeric() || matches!(c, '’' | '\'' | '_');
            let length = rest.find(|c| !inner(c)).unwrap_or(rest.len());
            // A month and what follows is a time.
            let is_month = |month| rest[..length] == *self.corpus.locale.month(month);
            let year = rest[length..].trim_start();
            if (1..=12).any(is_month) && year.starts_with(|c: char| c.is_ascii_digit()) {
                let digits = year.bytes().take_while(u8::is_ascii_digit).count();
                let end = text.len() - year.len() + digits;
                sentence.items.push(Item::Time(text[at..end].to_owned(), at..end));
                return end;
            }
            let word = rest[..length].to_lowercase();
            let word = word.trim_end_matches(['’', '\'']);
            let stem = self.stems.stem(word);
            let range = at..at + word.len();
            sentence.items.push(Item::Word { text: word.to_owned(), stem, range });
            return at + length;
        }
        if matches!(first, ',' | ';' | ':' | '(' | ')' | '–' | '—') {
            sentence.items.push(Item::Mark(first));
        }
        at + first.len_utf8()
    }

    fn printed(&self, index: usize, range: Range<usize>) -> Option<Claim> {
        let measure = self.corpus.report.measures.get(index)?;
        let kind = kind(&measure.unit.value)?;
        let size = crate::lint::figures::known::number(measure)?;
        let (step, item) = (1, 0);
        Some(Claim { range, size, step, kind, measure: Some(index), item })
    }

    fn typed(&self, amount: &Amount) -> Claim {
        let mut size = amount.size;
        let kind = match amount.kind {
            AmountKind::Money => ClaimKind::Money,
            AmountKind::PerCent => ClaimKind::PerCent,
            AmountKind::Points | AmountKind::PerCentPoints => ClaimKind::Points,
            AmountKind::Ratio { out_of } => {
                size = (size * 100).checked_div(i128::from(out_of)).unwrap_or(0);
                ClaimKind::Fraction
            }
            AmountKind::Number => ClaimKind::Number,
        };
        if amount.sign == AmountSign::Minus {
            size = -size;
        }
        let range = amount.range.clone();
        let step = step(&self.passage.text[range.clone()], size.abs());
        Claim { range, size, step, kind, measure: None, item: 0 }
    }

    /// A time, or another run with digits that is no figure.
    fn time(&self, at: usize, sentence: &mut Sentence) -> usize {
        let rest = &self.passage.text[at..];
        let is_in =
            |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '–' | ':' | '.');
        let length = rest.find(|c| !is_in(c)).unwrap_or(rest.len());
        let mut end =
            at + rest[..length].trim_end_matches(['.', ':', '-', '–']).len().max(1);
        // A day goes on with its month, and a year.
        let after = self.passage.text[end..].trim_start();
        let mut months = (1..=12).map(|month| self.corpus.locale.month(month));
        if let Some(month) = months.find(|month| after.starts_with(*month)) {
            end = self.passage.text.len() - after.len() + month.len();
            let year = self.passage.text[end..].trim_start();
            let digits = year.bytes().take_while(u8::is_ascii_digit).count();
            if digits == 4 {
                end = self.passage.text.len() - year.len() + digits;
            }
        }
        let time = self.passage.text[at..end].to_owned();
        sentence.items.push(Item::Time(time, at..end));
        end
    }
}

fn push(sentence: &mut Sentence, claim: Claim) {
    let item = sentence.items.len();
    sentence.items.push(Item::Claim(sentence.claims.len()));
    sentence.claims.push(Claim { item, ..claim });
}

/// What the last digit of a figure is worth: 100,000 in `£18.6 million`, 10 in `14,620`.
fn step(text: &str, size: i128) -> i128 {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return ONE;
    }
    let digits: String =
        text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let digits = digits.trim_end_matches('.');
    let places = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let plain: String = digits.chars().filter(char::is_ascii_digit).collect();
    let value = plain.parse::<i128>().unwrap_or(0).max(1) * ONE;
    // The scale is what the figure is worth more than its digits say.
    let mut unit = ONE;
    for _ in 0..places {
        unit /= 10;
    }
    let own = value / ONE * unit;
    let factor = if own == 0 { 1 } else { (size / own).max(1) };
    let mut step = unit * factor;
    if places == 0 && factor == 1 {
        // Round thousands may be rounded; two digits are taken as they are written.
        while size >= 100 * step && size % (step * 10) == 0 && size >= 1000 * ONE {
            step *= 10;
        }
    }
    step
}

/// A number from ten, or a fraction, in words.
fn spelt(text: &str, at: usize) -> Option<(Claim, usize)> {
    let rest = &text[at..];
    for (words, part, whole) in FRACTIONS {
        if let Some(length) = phrase(rest, &[words]) {
            let size = 100 * ONE * i128::from(part) / i128::from(whole);
            let claim = Claim {
                range: at..at + length,
                size,
                step: ONE,
                kind: ClaimKind::Fraction,
                measure: None,
                item: 0,
            };
            return Some((claim, at + length));
        }
    }
    let (word, tens) =
        NUMBERS.iter().find(|(word, _)| phrase(rest, &[*word]).is_some())?;
    let mut length = word.len();
    let mut value = *tens;
    if (20..100).contains(tens)
        && let Some(after) = rest[length..].strip_prefix('-')
    {
        const UNITS: [&str; 9] =
            ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        let unit =
            UNITS.iter().zip(1..).find(|(unit, _)| phrase(after, &[**unit]).is_some());
        if let Some((unit, more)) = unit {
            value += more;
            length += 1 + unit.len();
        }
    }
    if rest[length..].starts_with(['-', '‑']) {
        return None;
    }
    let claim = Claim {
        range: at..at + length,
        size: i128::from(value) * ONE,
        step: ONE,
        kind: ClaimKind::Number,
        measure: None,
        item: 0,
    };
    Some((claim, at + length))
}

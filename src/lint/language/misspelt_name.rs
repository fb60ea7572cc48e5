//! Names that are written with one word other than they are declared: that of the publisher, and
//! what abbreviations stand for.

use std::collections::HashMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::diagnostic::Place;
use crate::lint::words::are_known;
use crate::lint::{Findings, Passage, Subject, TextKind};
use crate::report::Text;

/// How like two words must be to be one misspelt, of 1.
const LIKE: f64 = 0.75;

/// A name that has a spelling.
struct Name<'r> {
    text: &'r str,
    place: &'r Place,
    words: Vec<String>,
    /// Whether it is a proper name, which has no plural.
    is_proper: bool,
}

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    if !are_known(subject.locale.language()) {
        return;
    }
    let report = subject.report;
    let publisher = std::iter::once(&report.brand.publisher.name);
    let longs = report.abbreviations.iter().map(|it| &it.long);
    let names: Vec<Name<'_>> = publisher.chain(longs).filter_map(Name::of).collect();
    // By word, so that a text is not held against each of many names.
    let mut by_word: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
    for (name, it) in names.iter().enumerate() {
        for (at, word) in it.words.iter().enumerate().filter(|(_, word)| word.len() > 3) {
            by_word.entry(word).or_default().push((name, at));
        }
    }
    for passage in subject.passages() {
        let declares = |name: &Name<'_>| std::ptr::eq(passage.place, name.place);
        let words: Vec<(usize, &str)> = words(&passage.text);
        let lower: Vec<String> =
            words.iter().map(|(_, word)| word.to_lowercase()).collect();
        let mut told: Vec<Range<usize>> = Vec::new();
        for (at, word) in lower.iter().enumerate() {
            for (name, position) in by_word.get(word.as_str()).into_iter().flatten() {
                let name = &names[*name];
                if passage.kind == TextKind::Unprinted || declares(name) {
                    continue;
                }
                let Some(written) = name.written(&lower, &words, at, *position) else {
                    continue;
                };
                let start = words[written.start].0;
                let (last, word) = words[written.end - 1];
                let range = start..last + word.len();
                if told.contains(&range) || !passage.is_typed(&range) {
                    continue;
                }
                tell(passage, &range, name, found);
                told.push(range);
            }
        }
    }
}

fn tell(
    passage: &Passage<'_>,
    range: &Range<usize>,
    name: &Name<'_>,
    found: &mut Findings<'_>,
) {
    let message = format!(
        "`{}` is written, and the name is `{}`",
        &passage.text[range.clone()],
        name.text
    );
    found.warn_in(passage, range, message, format!("write `{}`", name.text));
    found.relate(name.place, "the name");
}

/// The words of a text and “&”, with where each starts.
fn words(text: &str) -> Vec<(usize, &str)> {
    let is_word = |word: &str| word.chars().any(char::is_alphanumeric) || word == "&";
    let words = text.split_word_bound_indices().filter(|(_, word)| is_word(word));
    words.map(|(at, word)| (at, without_ending(word))).collect()
}

/// A word without the ending of what belongs to it.
fn without_ending(word: &str) -> &str {
    let bare = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s"));
    bare.or_else(|| word.strip_suffix('’')).unwrap_or(word)
}

impl<'r> Name<'r> {
    fn of(text: &'r Text) -> Option<Self> {
        let words = words(&text.value).into_iter().map(|(_, word)| word);
        let is_capital = |word: &str| word.starts_with(char::is_uppercase);
        let is_proper = words.clone().filter(|word| is_capital(word)).count() > 1;
        let words: Vec<String> = words.map(str::to_lowercase).collect();
        let (text, place) = (&*text.value, &text.place);
        (words.len() >= 3).then_some(Self { text, place, words, is_proper })
    }

    /// The words of a text that are the name with one word misspelt or missing, where the word at
    /// `at` is that of the name at `position`.
    fn written(
        &self,
        lower: &[String],
        words: &[(usize, &str)],
        at: usize,
        position: usize,
    ) -> Option<Range<usize>> {
        let start = at.checked_sub(position);
        if let Some(start) = start
            && let Some(window) = lower.get(start..start + self.words.len())
        {
            let odd: Vec<_> = window
                .iter()
                .zip(&self.words)
                .enumerate()
                .filter(|(_, (a, b))| a != b)
                .collect();
            match odd.as_slice() {
                [] => return None,
                [(odd, (written, word))] => {
                    let is_plural = **written == format!("{word}s")
                        || **word == format!("{written}s");
                    let is_and = written.as_str() == "&" && word.as_str() == "and";
                    let is_like = strsim::normalized_damerau_levenshtein(written, word)
                        >= LIKE
                        || (common_start(written, word) >= 4);
                    let is_it = is_and && self.is_proper
                        || is_like
                            && (self.is_proper || !is_plural)
                            && !written.is_empty();
                    let is_capital =
                        |at: usize| words[at].1.starts_with(char::is_uppercase);
                    // “the Service” in another name begins and ends as it does.
                    let is_name = !self.is_proper
                        || (is_capital(start)
                            && is_capital(start + self.words.len() - 1));
                    let _ = odd;
                    return (is_it && is_name).then(|| start..start + self.words.len());
                }
                _ => {}
            }
        }
        self.with_one_missing(lower, words, at, position)
    }

    /// The same with a word left out: “Office of Water Inspector”.
    fn with_one_missing(
        &self,
        lower: &[String],
        words: &[(usize, &str)],
        at: usize,
        position: usize,
    ) -> Option<Range<usize>> {
        let last = self.words.len() - 1;
        if !self.is_proper || last < 3 {
            return None;
        }
        // A longer word that is left out makes another name.
        let small = (1..last).filter(|at| self.words[*at].len() <= 3);
        small.into_iter().find_map(|missing| {
            let before = if position > missing { position - 1 } else { position };
            let start = at.checked_sub(before).filter(|_| position != missing)?;
            let window = lower.get(start..start + last)?;
            let rest = self.words.iter().enumerate().filter(|(at, _)| *at != missing);
            let is_it = window.iter().eq(rest.map(|(_, word)| word));
            let is_capital = words[start].1.starts_with(char::is_uppercase);
            (is_it && is_capital).then(|| start..start + last)
        })
    }
}

/// How many characters two words begin with alike.
fn common_start(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count()
}

//! Abbreviations: found in a text, and spelt out where a reader has not met them.
//!
//! What an author has spelt out stays, and so does the name of the publisher.

use std::ops::Range;

use aho_corasick::AhoCorasick;
use unicode_segmentation::UnicodeSegmentation;

use crate::report::Abbreviation;

/// The abbreviations of a report, found in a text by reading it once.
pub(super) struct Vocabulary<'r> {
    pub(super) abbreviations: &'r [Abbreviation],
    /// The name of the publisher, in which none is spelt out.
    name: &'r str,
    /// `None` where there are no abbreviations, or more than an automaton can hold.
    finder: Option<AhoCorasick>,
}

impl<'r> Vocabulary<'r> {
    pub(super) fn new(abbreviations: &'r [Abbreviation], name: &'r str) -> Self {
        let shorts = abbreviations.iter().map(|it| it.short.value.as_bytes());
        let finder = (!abbreviations.is_empty()).then(|| AhoCorasick::new(shorts).ok());
        Self { abbreviations, name, finder: finder.flatten() }
    }

    /// The first occurrence of a word that is no part of the name of the publisher.
    fn find(&self, text: &str, word: &str) -> Option<Range<usize>> {
        let mut from = 0;
        loop {
            let found = find_word(text, word, from)?;
            match self.name_around(text, &found) {
                Some(name) => from = name.end,
                None => return Some(found),
            }
        }
    }

    /// The name of the publisher, where it stands around some bytes.
    fn name_around(&self, text: &str, found: &Range<usize>) -> Option<Range<usize>> {
        if self.name.len() <= found.len() {
            return None;
        }
        let ranges = text.match_indices(self.name).map(|(at, name)| at..at + name.len());
        ranges.into_iter().find(|name| name.start <= found.start && found.end <= name.end)
    }

    /// Those that may stand in a text, by their positions from one on, in order: each that
    /// does is among them.
    pub(super) fn candidates(&self, text: &str, from: usize) -> Vec<usize> {
        let Some(finder) = &self.finder else {
            return (from..self.abbreviations.len()).collect();
        };
        let found = finder.find_overlapping_iter(text).map(|it| it.pattern().as_usize());
        let mut found: Vec<usize> = found.filter(|index| *index >= from).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Text with each abbreviation spelt out once that is not yet met; then it is.
pub(super) fn spell_out(
    vocabulary: &Vocabulary<'_>,
    met: &mut [bool],
    text: &str,
    opens_sentence: bool,
) -> String {
    let mut result = text.to_owned();
    let mut candidates = vocabulary.candidates(&result, 0).into_iter();
    while let Some(index) = candidates.next() {
        if met[index] {
            continue;
        }
        let abbreviation = &vocabulary.abbreviations[index];
        let short = &abbreviation.short.value;
        let Some(found) = vocabulary.find(&result, short) else { continue };
        met[index] = true;
        let spelt = spelt(&result, found, abbreviation, opens_sentence);
        let Some((range, spelt)) = spelt else { continue };
        result.replace_range(range, &spelt);
        // What was put in may hold other abbreviations.
        candidates = vocabulary.candidates(&result, index + 1).into_iter();
    }
    result
}

/// What stands in place of an abbreviation that was found in a text, and of which bytes;
/// `None` where its author has spelt it out.
fn spelt(
    text: &str,
    found: Range<usize>,
    abbreviation: &Abbreviation,
    opens_sentence: bool,
) -> Option<(Range<usize>, String)> {
    let (short, long) = (&*abbreviation.short.value, &*abbreviation.long.value);
    let before = &text[..found.start];
    let many = abbreviation.plural.as_ref().map(|it| &*it.value);
    if [Some(long), many].into_iter().flatten().any(|it| written_out_before(before, it)) {
        return None;
    }
    let is_plural = found.len() > short.len();
    let (long, plural) = match many {
        Some(many) if is_plural => (many, ""),
        _ if is_plural => (long, "s"),
        _ => (long, ""),
    };
    let long = if (before.is_empty() && opens_sentence) || ends_sentence(before) {
        capitalised(long)
    } else {
        long.to_owned()
    };
    // Inside brackets, a second pair would confuse: “(long, short)”.
    let word = &text[found.clone()];
    let after = &text[found.end..];
    let possessive = ["’s", "'s"].into_iter().find(|mark| after.starts_with(mark));
    let spelt = match possessive {
        Some(mark) => format!("{long}{mark} ({short})"),
        None if inside_brackets(before) => format!("{long}{plural}, {word}"),
        None => format!("{long}{plural} ({word})"),
    };
    let end = found.end + possessive.map_or(0, str::len);
    Some((found.start..end, spelt))
}

/// The first place of a word, or of its plural in “s”, from an offset on: not within
/// another word.
pub(super) fn find_word(text: &str, word: &str, from: usize) -> Option<Range<usize>> {
    let boundary_before = |start: usize| {
        !text[..start]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || c == '@' || c == '#')
    };
    let boundary_after =
        |end: usize| !text[end..].chars().next().is_some_and(char::is_alphanumeric);
    text[from..]
        .match_indices(word)
        .map(|(offset, _)| from + offset)
        .filter(|start| boundary_before(*start))
        .find_map(|start| {
            let end = start + word.len();
            if boundary_after(end) {
                Some(start..end)
            } else if text[end..].starts_with('s') && boundary_after(end + 1) {
                Some(start..end + 1)
            } else {
                None
            }
        })
}

/// Whether the text before an abbreviation ends in its long form and a bracket.
fn written_out_before(before: &str, long: &str) -> bool {
    let Some(before) = before.strip_suffix('(') else { return false };
    let before = before.trim_end().to_lowercase();
    let long = long.to_lowercase();
    before.ends_with(&long)
        || before.strip_suffix('s').is_some_and(|one| one.ends_with(&long))
}

fn inside_brackets(before: &str) -> bool {
    before.rfind('(').is_some_and(|open| !before[open..].contains(')'))
}

fn ends_sentence(before: &str) -> bool {
    let trimmed = before.trim_end();
    trimmed.len() < before.len() && trimmed.ends_with(['.', '?', '!'])
}

/// A text with a capital at its start.
pub(super) fn capitalised(text: &str) -> String {
    let mut graphemes = text.graphemes(true);
    graphemes
        .next()
        .map_or_else(String::new, |first| first.to_uppercase() + graphemes.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::report;

    #[test]
    fn a_word_is_not_found_within_another() {
        assert_eq!(find_word("AMPS and MPS.", "MPS", 0), Some(9..12));
        assert_eq!(find_word("MPST", "MPS", 0), None);
        assert_eq!(find_word("two ICVs met", "ICV", 0), Some(4..8));
    }

    #[test]
    fn what_the_author_spelt_out_is_recognised() {
        assert!(written_out_before(
            "the Crown Prosecution Service (",
            "Crown Prosecution Service"
        ));
        assert!(!written_out_before("the service (", "Crown Prosecution Service"));
    }

    #[test]
    fn a_capital_opens_a_sentence() {
        assert!(ends_sentence("It ended. "));
        assert!(!ends_sentence("the "));
        assert_eq!(capitalised("éa"), "Éa");
    }

    fn abbreviations(pairs: &[(String, String)]) -> Vec<Abbreviation> {
        let text = |it: &String| report::Placed {
            value: it.as_str().into(),
            place: Place::whole_file("a.yaml"),
        };
        let pairs = pairs.iter().map(|(short, long)| Abbreviation {
            short: text(short),
            long: text(long),
            plural: None,
            note: None,
        });
        pairs.collect()
    }

    #[test]
    fn nothing_is_spelt_out_in_the_name_of_the_publisher() {
        let all = abbreviations(&[("NHS".into(), "National Health Service".into())]);
        let vocabulary = Vocabulary::new(&all, "Dale NHS Trust");
        let mut met = vec![false];
        let mut read = |text: &str| spell_out(&vocabulary, &mut met, text, true);
        assert_eq!(read("Dale NHS Trust cares."), "Dale NHS Trust cares.");
        assert_eq!(
            read("Dale NHS Trust is in the NHS. The NHS pays."),
            "Dale NHS Trust is in the National Health Service (NHS). The NHS pays."
        );
    }

    #[test]
    fn several_are_spelt_out_by_their_plural() {
        let long = "site of special scientific interest";
        let mut all = abbreviations(&[("SSSI".into(), long.into())]);
        let read = |all: &[Abbreviation], text: &str| {
            let mut met = vec![false];
            spell_out(&Vocabulary::new(all, ""), &mut met, text, true)
        };
        assert_eq!(read(&all, "The SSSI."), format!("The {long} (SSSI)."));
        let plural = "sites of special scientific interest";
        all[0].plural =
            Some(report::Placed { value: plural.into(), ..all[0].long.clone() });
        assert_eq!(read(&all, "Two SSSIs."), format!("Two {plural} (SSSIs)."));
        assert_eq!(read(&all, "(two SSSIs)"), format!("(two {plural}, SSSIs)"));
        assert_eq!(read(&all, "SSSIs."), "Sites of special scientific interest (SSSIs).");
        assert_eq!(read(&all, "The SSSI."), format!("The {long} (SSSI)."));
        let written = format!("The {plural} (SSSIs).");
        assert_eq!(read(&all, &written), written);
    }

    proptest::proptest! {
        // Few letters, so that words stand in each other and in what they stand for.
        #[test]
        fn reading_once_finds_what_trying_each_finds(
            pairs in proptest::collection::vec(("[AB]{1,3}", "[abAB ]{1,8}"), 0..8),
            texts in proptest::collection::vec("[AB s.(’]{0,24}", 1..6),
        ) {
            let all = abbreviations(&pairs);
            let quick = Vocabulary::new(&all, "");
            let simple = Vocabulary { abbreviations: &all, name: "", finder: None };
            let (mut met, mut tried) = (vec![false; all.len()], vec![false; all.len()]);
            for text in &texts {
                let found = spell_out(&quick, &mut met, text, true);
                let expected = spell_out(&simple, &mut tried, text, true);
                proptest::prop_assert_eq!(found, expected);
                proptest::prop_assert_eq!(&met, &tried);
            }
        }
    }
}

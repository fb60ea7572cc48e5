//! Abbreviations that are spelt out in a form that does not fit: after the other article, or
//! with an `s` at an end that takes none.

use std::collections::BTreeSet;

use crate::lint::{Findings, Passage, Subject, TextKind};
use crate::report::{Abbreviation, Section};

use super::word::{gap, is_space, words};

/// Words after which the last word of a name is not the one that has a plural.
const LINKS: [&str; 8] = ["of", "for", "in", "on", "to", "with", "by", "at"];

/// Beginnings that are said otherwise than they are written: with a consonant, and with a vowel.
const CONSONANTS: [&str; 6] = ["eu", "uni", "use", "usu", "one", "once"];
const VOWELS: [&str; 4] = ["hour", "honest", "honour", "heir"];

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let report = subject.report;
    // Each edition spells out where an abbreviation stands first: the report, and the brief of
    // each priority.
    let mut met = BTreeSet::new();
    for passage in subject.passages() {
        if passage.kind != TextKind::Paragraph {
            continue;
        }
        let brief = passage.section.filter(|section| {
            matches!(report.sections.get(*section), Some(Section::Priority(_)))
        });
        let words = words(&passage.text);
        for (at, word) in words.iter().enumerate() {
            let typed = &passage.text[word.clone()];
            let listed = report.abbreviations.iter().find(|it| {
                typed
                    .strip_prefix(&*it.short.value)
                    .is_some_and(|rest| rest.is_empty() || rest == "s")
            });
            let Some(abbreviation) = listed else { continue };
            let short = &*abbreviation.short.value;
            let is_first = [met.insert((None, short)), met.insert((brief, short))];
            let is_written = passage.text[..word.start].ends_with('(');
            if !is_first.contains(&true) || is_written || !passage.is_typed(word) {
                continue;
            }
            let is_plural = typed.len() > short.len();
            if is_plural && abbreviation.plural.is_none() && has_own_plural(abbreviation)
            {
                let long = &abbreviation.long.value;
                let message = format!("`{typed}` is spelt out as `{long}s`");
                let hint = format!("write `plural` with `{short}` in `abbreviations`");
                found.warn_in(passage, word, message, hint);
            }
            if let Some(article) = at
                .checked_sub(1)
                .filter(|before| is_space(gap(&passage.text, &words, *before)))
            {
                check_article(passage, &words[article], abbreviation, found);
            }
        }
    }
}

/// Finds an article that fits the abbreviation, and not what it is spelt out as.
fn check_article(
    passage: &Passage<'_>,
    range: &std::ops::Range<usize>,
    abbreviation: &Abbreviation,
    found: &mut Findings<'_>,
) {
    let article = &passage.text[range.clone()];
    let long = &*abbreviation.long.value;
    // “An HGV” is right, and “an heavy goods vehicle” is not; “an historian” may be.
    let is_of_letters = article.eq_ignore_ascii_case("an")
        && is_said_with_vowel(&abbreviation.short.value);
    let certain = begins_with_vowel(long).or(is_of_letters.then_some(false));
    let Some(has_vowel) = certain else { return };
    let fitting = match (article, has_vowel) {
        ("a", true) => "an",
        ("A", true) => "An",
        ("an", false) => "a",
        ("An", false) => "A",
        _ => return,
    };
    let short = &abbreviation.short.value;
    let message = format!("`{article}` stands before `{long} ({short})`");
    let hint = format!(
        "`{short}` is spelt out here, where it stands first; write \
         `{fitting} {long} ({short})`, or the sentence without the article"
    );
    found.warn_in(passage, range, message, hint);
}

/// Whether a name is said with a vowel first; `None` where that is not certain.
fn begins_with_vowel(name: &str) -> Option<bool> {
    let name = name.to_lowercase();
    let begins = |all: &[&str]| all.iter().any(|it| name.starts_with(it));
    match name.chars().next()? {
        _ if begins(&CONSONANTS) => Some(false),
        _ if begins(&VOWELS) => Some(true),
        'h' => None,
        first => first.is_ascii_alphabetic().then_some("aeiou".contains(first)),
    }
}

/// Whether a short form is said letter by letter, the first with a vowel before it: “aitch”, “em”.
fn is_said_with_vowel(short: &str) -> bool {
    short.starts_with(|c: char| "AEFHILMNORSX".contains(c))
        && short.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// Whether several of something are likely not said by an `s` at its end.
fn has_own_plural(abbreviation: &Abbreviation) -> bool {
    let long = abbreviation.long.value.to_lowercase();
    let all: Vec<&str> = long.split(char::is_whitespace).collect();
    let after_first = all.get(1..).unwrap_or_default();
    let is_linked = after_first.iter().any(|word| LINKS.contains(word));
    let ends = ["s", "x", "z", "ch", "sh", "man", "person", "child"];
    let letters: Vec<char> = long.chars().rev().take(2).collect();
    let ends_in_y = matches!(letters[..], ['y', before] if !"aeiou".contains(before));
    is_linked || ends_in_y || ends.iter().any(|end| long.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_said_by_their_names() {
        assert!(is_said_with_vowel("HGV") && is_said_with_vowel("MP"));
        assert!(!is_said_with_vowel("UK") && !is_said_with_vowel("Ofsted"));
    }

    #[test]
    fn names_begin_as_they_are_said() {
        for (name, expected) in [
            ("Royal National Lifeboat Institution", Some(false)),
            ("accident unit", Some(true)),
            ("European Union", Some(false)),
            ("university", Some(false)),
            ("Hourly rate", Some(true)),
            ("housing association", None),
            ("2nd unit", None),
        ] {
            assert_eq!(begins_with_vowel(name), expected, "{name}");
        }
    }
}

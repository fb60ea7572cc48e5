//! Words of a project: those that it has in place of the program's.
//!
//! A body may say “Objective” where others say “Priority”. Its file holds the words that it
//! changes, by their names, and nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Locale, Words, code};
use crate::diagnostic::{Code, Diagnostic, Place, Problems};
use crate::limits::Limits;
use crate::report::decode::{Cursor, Fields, Read};
use crate::report::model::Text;
use crate::report::node::Source;
use crate::report::syntax;
use crate::wording::{joined, listed, nearest};

/// A word that a project changes, of which another form stays as it was.
pub const HALF_RENAMED: Code = Code("half-renamed");

/// How much longer another form of a word is at the most: “priorities”.
const LONGER: usize = 3;

impl Locale {
    /// The words with those of a project's file in their place, and what is wrong with the file.
    #[must_use]
    pub fn with_words(
        mut self,
        source: &Source,
        limits: &Limits,
    ) -> (Self, Vec<Diagnostic>) {
        let problems = Problems::default();
        let place = Place::whole_file(source.file.clone());
        let node = syntax::read(source, &place, limits, &problems);
        let own = node.and_then(|node| {
            let root = Cursor::root(source, &node, None, &problems);
            Fields::of(&root)?.read_all(|fields| {
                let words = fields.optional("words", |at| own(at, &self.words));
                let meanings =
                    fields.optional("shorthand", |at| own(at, &self.shorthand));
                Some((words.unwrap_or_default(), meanings.unwrap_or_default()))
            })
        });
        let (words, meanings) = own.unwrap_or_default();
        let mut found = problems.into_vec();
        found.extend(
            words.iter().filter_map(|(name, word)| self.half(name, word, &words)),
        );
        for (name, word) in words {
            self.places.insert(name.clone(), word.place);
            self.words.insert(name, word.value);
        }
        for (name, word) in meanings {
            self.shorthand.insert(name, word.value);
        }
        (self, found)
    }

    /// That other forms of a word stay as they were.
    fn half(
        &self,
        name: &str,
        word: &Text,
        own: &BTreeMap<Arc<str>, Text>,
    ) -> Option<Diagnostic> {
        let before = self.words.get(name)?;
        let stays = |(other, said): &(&Arc<str>, &Arc<str>)| {
            !own.contains_key(*other) && is_form_of(before, said)
        };
        let left: Vec<_> = self.words.iter().filter(stays).collect();
        if is_form_of(before, &word.value) || left.is_empty() {
            return None;
        }
        let named: Vec<String> =
            left.iter().map(|(other, said)| format!("`{other}` “{said}”")).collect();
        let message =
            format!("`{name}` is “{}” here, and {} as before", word.value, are(&named));
        let problem = Diagnostic::warning(HALF_RENAMED, message).at(&word.place);
        Some(problem.hint("say those words too, be it with the words that they have"))
    }
}

/// What some things are: “a is”, “a and b are”.
fn are(named: &[String]) -> String {
    let verb = if named.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", joined(named, "and"))
}

/// Whether a word is another by its first letters: “priorities”, of “Priority”.
fn is_form_of(word: &str, other: &str) -> bool {
    let (word, other) = (word.to_lowercase(), other.to_lowercase());
    let are_words = [&word, &other].iter().all(|it| it.chars().all(char::is_alphabetic));
    let mut stem = word.chars();
    if word.len() > LONGER + 1 {
        stem.next_back();
    }
    // Of “to” that would be every other word.
    let longer = LONGER.min(word.len().saturating_sub(1));
    are_words && other.starts_with(stem.as_str()) && other.len() <= word.len() + longer
}

/// The words of a project in place of some that are known.
fn own(at: &Cursor<'_>, known: &Words) -> Option<BTreeMap<Arc<str>, Text>> {
    let mut found = BTreeMap::new();
    for (name, at) in at.entries()? {
        let Some(before) = known.get(&name) else {
            let hint = match nearest(&name, known.keys().map(|it| &**it)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    "`recto templates show locale/en-GB.yaml` has all names".to_owned()
                }
            };
            at.report(code::UNKNOWN_FIELD, format!("there is no word `{name}`"), hint);
            continue;
        };
        let Some(word) = Text::read(&at) else { continue };
        let (wanted, given) = (gaps(before), gaps(&word.value));
        if wanted != given {
            let message =
                format!("the word `{name}` does not have the gaps that are filled");
            let hint = match wanted.is_empty() {
                true => format!("write it without {}", listed(given, "and")),
                false => format!("write it with {}: “{before}”", listed(wanted, "and")),
            };
            at.report(code::BAD_VALUE, message, hint);
            continue;
        }
        found.insert(name, word);
    }
    Some(found)
}

/// The gaps of a word that are filled when it prints, names in small letters such as `{figure}`,
/// in the order of the alphabet.
pub(super) fn gaps(word: &str) -> Vec<&str> {
    let mut gaps: Vec<&str> = word
        .match_indices('{')
        .filter_map(|(at, _)| Some(&word[at..=at + word[at..].find('}')?]))
        .filter(|gap| gap[1..gap.len() - 1].chars().all(|c| c.is_ascii_lowercase()))
        .collect();
    gaps.sort_unstable();
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_begin_alike() {
        assert!(is_form_of("Priority", "priorities"));
        assert!(is_form_of("Page", "pages"));
        assert!(!is_form_of("Priority", "Principle"));
        assert!(!is_form_of("Note:", "Not stated"));
        assert!(!is_form_of("To", "total"));
    }

    #[test]
    fn gaps_are_found_in_any_order() {
        assert_eq!(gaps("from {figure} in {period}"), gaps("{period}: {figure}"));
        assert_eq!(gaps("{word"), Vec::<&str>::new());
    }
}

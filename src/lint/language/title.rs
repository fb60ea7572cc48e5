//! Titles: years and numbers that are part of the name of a document, such as “Police and
//! Crime Plan 2022-2025”. A name is written as the document has it.

use std::ops::Range;

use crate::lint::word_list;

use super::word::{gap, is_space, opens_sentence, words};

/// What documents call themselves.
const DOCUMENTS: &[&str] = word_list!(
    "accounts, act, agenda, agreement, assessment, audit, blueprint, budget, bulletin, \
     census, charter, framework, guidance, manifesto, plan, policy, profile, programme, \
     prospectus, report, review, statement, strategy, survey, yearbook",
);

/// Words before a figure that start with a capital and are no name.
const NOT_NAMES: &[&str] = word_list!("Year, Years, Quarter, Aged, Ages, Between, From");

/// Whether the name of a kind of document stands right before some bytes, or ends the
/// words in capitals after them: “annual report 2022-23”, “2022-23 Annual Report”.
pub(super) fn names_document(text: &str, range: &Range<usize>) -> bool {
    let words = words(text);
    let before = words.iter().rposition(|word| word.end <= range.start);
    let is_before = before.is_some_and(|index| {
        let word = &words[index];
        is_space(&text[word.end..range.start]) && is_document(&text[word.clone()])
    });
    is_before || document_follows(text, &words, range)
}

fn document_follows(text: &str, words: &[Range<usize>], range: &Range<usize>) -> bool {
    let Some(first) = words.iter().position(|word| word.start >= range.end) else {
        return false;
    };
    if !is_space(&text[range.end..words[first].start]) {
        return false;
    }
    for index in first..words.len() {
        let word = &text[words[index].clone()];
        let is_capital = word.starts_with(char::is_uppercase);
        if is_capital && is_document(word) {
            return true;
        }
        let goes_on = is_capital || matches!(word, "and" | "of" | "for" | "the" | "on");
        if !goes_on || !is_space(gap(text, words, index)) {
            return false;
        }
    }
    false
}

/// Whether some bytes follow a name, such as “the Better Lives 2022-2025 campaign”.
pub(super) fn follows_name(text: &str, range: &Range<usize>) -> bool {
    let words = words(&text[..range.start]);
    words.last().is_some_and(|last| {
        let word = &text[last.clone()];
        is_space(&text[last.end..range.start])
            && word.starts_with(char::is_uppercase)
            && word.contains(char::is_lowercase)
            && !opens_sentence(text, last.start)
            && !NOT_NAMES.contains(&word)
    })
}

fn is_document(word: &str) -> bool {
    DOCUMENTS.contains(&&*word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Range<usize> {
        let start = text.find("2022").unwrap();
        start..start + "2022-23".len()
    }

    #[test]
    fn titles_of_documents_are_told_from_years() {
        for title in [
            "the annual report 2022-23",
            "the MOPAC 2022-23 Annual Report",
            "2022-23 Statement of Accounts",
        ] {
            assert!(names_document(title, &at(title)), "{title}");
        }
        for text in
            ["in 2022-23 the report", "Spending 2022-23", "2022-23 accounts, Plan"]
        {
            assert!(!names_document(text, &at(text)), "{text}");
        }
    }

    #[test]
    fn names_are_told_from_words_that_open_a_sentence() {
        for (text, is_name) in [
            ("the Better Lives 2022-23 fund", true),
            ("In 2022-23 it rose", false),
            ("It fell. Spending 2022-23 rose", false),
            ("the Financial Year 2022-23", false),
        ] {
            assert_eq!(follows_name(text, &at(text)), is_name, "{text}");
        }
    }
}

//! Language: what is read out is said to be in one (ISO 14289-1, 7.2; ISO 19005-2, 6.7.4).

use std::collections::HashMap;

use lopdf::Object;

use super::finding::{At, Findings};
use super::rule::{both_from, rules, ua};
use crate::object::text;
use crate::reading::{Place, Reading};
use crate::standard::Level;
use crate::xmp::DC;

rules! {
    NO_LANGUAGE "text-without-language" Language ua("7.2"),
        "the language of text is not said", "give the file a language, or the text";
    WORDS "words-without-language" Language ua("7.2"),
        "the language of an alternative or an expanded text is not said", "give the file a language, or the element";
    NOTE "annotation-without-language" Language ua("7.2"),
        "the language of an annotation's words is not said", "give the file a language";
    OUTLINE "bookmarks-without-language" Language ua("7.2"),
        "the language of bookmarks is not said", "give the file a language";
    TITLE "title-without-language" Language ua("7.2"),
        "the language of the title is not said", "give the file a language";
    MALFORMED "malformed-language" Language both_from(Level::A, "7.2", "6.7.4"),
        "a language is not named as standards name it", "name it by its tag, such as `en-GB`";
    UNNAMED "unnamed-language" Language ua("7.2"),
        "a language has no name", "name it by its tag, such as `en-GB`";
}

pub(super) fn judge(reading: &Reading<'_>, findings: &mut Findings) {
    reading.each_dictionary(|id, dict| {
        if let Some(Object::String(bytes, _)) = dict.get(b"Lang") {
            judge_tag(&text(bytes), At::from(id), findings);
        }
    });
    for (number, page) in reading.numbered() {
        for tag in &page.marks.languages {
            judge_tag(tag, At::from(number), findings);
        }
    }
    let Some(catalogue) = reading.catalogue() else { return };
    if catalogue.string(b"Lang").is_some_and(|it| !it.is_empty()) {
        return;
    }
    if catalogue.dict(b"Outlines").is_some_and(|it| it.has(b"First")) {
        findings.add(&OUTLINE, At::default());
    }
    if reading.metadata.is_in_a_default_language(DC, "title") {
        findings.add(&TITLE, At::default());
    }
    let mut named: HashMap<Place, bool> = HashMap::new();
    let mut objects: HashMap<lopdf::ObjectId, bool> = HashMap::new();
    if let Some(tree) = &reading.structure {
        tree.walk(|element| {
            let has = element.has_language;
            named.extend(element.content.iter().map(|place| (*place, has)));
            objects.extend(element.objects.iter().map(|id| (*id, has)));
            let says = [&b"ActualText"[..], b"Alt", b"E"];
            if !has && says.iter().any(|key| element.entries.has(key)) {
                let page = element.page.and_then(|it| reading.page_number(it));
                findings.add(&WORDS, At { page, object: element.id });
            }
        });
    }
    let is_named = |place: &Option<Place>| {
        place.and_then(|it| named.get(&it)).copied().unwrap_or(false)
    };
    for ((number, page), node) in reading.numbered().zip(&reading.nodes) {
        if page.marks.without_language.keys().any(|place| !is_named(place)) {
            findings.add(&NO_LANGUAGE, number);
        }
        if page.marks.words_without_language.iter().any(|place| !is_named(place)) {
            findings.add(&WORDS, number);
        }
        for note in node.own.dicts(b"Annots") {
            let id = reading.number_of(note);
            let held = id.and_then(|id| objects.get(&id)).copied().unwrap_or(false);
            let says = note.has(b"Contents") || note.has(b"TU");
            if says && !note.has(b"Lang") && !held {
                findings.add(&NOTE, At { page: Some(number), object: id });
            }
        }
    }
}

/// Judges a language by its name.
fn judge_tag(tag: &str, at: At, findings: &mut Findings) {
    // PDF/A takes this for a language that is not known.
    if tag.is_empty() {
        findings.add(&UNNAMED, at);
    } else if !is_tag(tag) {
        findings.say(&MALFORMED, at, format!("`{}`", tag.escape_debug()));
    }
}

/// Whether a text is a language tag: words of letters and digits, the first of letters alone
/// (RFC 3066).
fn is_tag(tag: &str) -> bool {
    let mut words = tag.split('-');
    let has_size = |word: &str| (1..=8).contains(&word.len());
    let first = words.next().unwrap_or_default();
    has_size(first)
        && first.bytes().all(|it| it.is_ascii_alphabetic())
        && words.all(|it| has_size(it) && it.bytes().all(|it| it.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_languages_are_told_apart() {
        for tag in ["en", "en-GB", "x-klingon", "de-1996"] {
            assert!(is_tag(tag), "{tag}");
        }
        for tag in ["", "englishlanguage", "en_GB", "en-", "1de", "en GB"] {
            assert!(!is_tag(tag), "{tag}");
        }
    }
}

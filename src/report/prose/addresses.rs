//! Bare addresses in text: `https://…`, `www.…` and `name@…`, which lead where they say.

use std::ops::Range;

use crate::report::model::check_url;

/// The addresses in a text: the bytes of each, and where it leads.
pub(super) fn addresses(text: &str) -> Vec<(Range<usize>, String)> {
    // Most texts have none.
    if !text.contains('@') && !text.contains("://") && !text.contains("www.") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut from = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let start = from;
        from += word.len();
        let word = word.trim_end();
        if let Some((range, url)) = address(word)
            && check_url(&url).is_ok()
        {
            found.push((start + range.start..start + range.end, url));
        }
    }
    found
}

/// The address in a word.
fn address(word: &str) -> Option<(Range<usize>, String)> {
    let starts = ["https://", "http://", "www."].into_iter();
    let start = starts.filter_map(|start| word.find(start)).min();
    let Some(start) = start else { return mail(word) };
    let opens = |c: char| !c.is_alphanumeric() && c != '/' && c != '@' && c != '.';
    if !word[..start].chars().next_back().is_none_or(opens) {
        return None;
    }
    let end = start + without_punctuation(&word[start..]).len();
    let typed = &word[start..end];
    let host = typed.split_once("://").map_or(typed, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next()?;
    let is_host = host.contains('.') && host.chars().all(is_of_host);
    let url = if typed.starts_with("www.") {
        format!("https://{typed}")
    } else {
        typed.to_owned()
    };
    (is_host && !host.ends_with('.')).then_some((start..end, url))
}

/// The address for mail in a word.
fn mail(word: &str) -> Option<(Range<usize>, String)> {
    let at = word.find('@')?;
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let name = word[..at].trim_start_matches(|c| !is_of_name(c));
    let host = without_punctuation(&word[at + 1..]);
    let host = host.split(|c: char| !is_of_host(c)).next()?;
    let (_, last) = host.rsplit_once('.')?;
    let is_address = !name.is_empty()
        && name.chars().all(is_of_name)
        && last.len() > 1
        && last.chars().all(|c| c.is_ascii_alphabetic());
    let start = at - name.len();
    let end = at + 1 + host.len();
    is_address.then(|| (start..end, format!("mailto:{}", &word[start..end])))
}

fn is_of_host(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | ':')
}

/// The text without the marks of a sentence that follow it.
fn without_punctuation(text: &str) -> &str {
    let mut text = text;
    loop {
        let next = text.trim_end_matches(|c: char| {
            matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '”' | '’' | '"' | '\'' | '>')
        });
        let unopened = |open: char, close: char| {
            next.ends_with(close)
                && next.matches(open).count() < next.matches(close).count()
        };
        let closes = unopened('(', ')') || unopened('[', ']');
        let next = if closes { &next[..next.len() - 1] } else { next };
        if next.len() == text.len() {
            return text;
        }
        text = next;
    }
}

#[cfg(test)]
mod tests {
    use super::addresses;

    fn found(text: &str) -> Vec<String> {
        let found = addresses(text).into_iter();
        found.map(|(range, url)| format!("{} {url}", &text[range])).collect()
    }

    #[test]
    fn sentences_end_after_addresses() {
        assert_eq!(
            found(
                "See (www.a.org/b) and https://c.org/d_(e)?f=1. Write to “g.h@i.gov.uk”."
            ),
            [
                "www.a.org/b https://www.a.org/b",
                "https://c.org/d_(e)?f=1 https://c.org/d_(e)?f=1",
                "g.h@i.gov.uk mailto:g.h@i.gov.uk",
            ]
        );
    }

    #[test]
    fn other_words_lead_nowhere() {
        for text in
            ["www.", "http://", "a@b", "@council", "2@3.50", "xhttps://a.b", "ftp://a.b"]
        {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}

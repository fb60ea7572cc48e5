//! Texts of links that mean nothing alone, or that mean two things.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::Place;
use crate::lint::{Findings, Passage, Subject, TextKind};
use crate::wording::excerpt;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let mut met: BTreeMap<String, &str> = BTreeMap::new();
    for link in links(subject) {
        let text = &link.passage.text[link.range.clone()];
        let shown = excerpt(text);
        let plain = plain(text);
        let message = if subject.locale.is_empty_link(&plain) {
            format!("the link text `{shown}` does not say where it leads")
        } else if is_address(text) && !is_bare(subject, &link) {
            format!("the link text `{shown}` is an address, not a name")
        } else {
            let Some(url) = link.url else { continue };
            match met.get(&plain) {
                None => {
                    met.insert(plain, url);
                }
                Some(first) if !is_same_address(first, url) => {
                    let message =
                        format!("the link text `{shown}` stands for two addresses");
                    let hint =
                        format!("name what sets this apart from `{}`", excerpt(first));
                    found.warn_in(link.passage, &link.range, message, hint);
                }
                Some(_) => {}
            }
            continue;
        };
        let hint = match link.url {
            Some(url) => format!("write the name of what stands at `{}`", excerpt(url)),
            None => "write the name of what it leads to".to_owned(),
        };
        found.warn_in(link.passage, &link.range, message, hint);
    }
}

/// A link with its text.
struct Link<'s> {
    passage: &'s Passage<'s>,
    /// The bytes of the passage that are its text.
    range: Range<usize>,
    /// `None` when the address is not known.
    url: Option<&'s str>,
    /// Where the address stands, in prose.
    place: Option<&'s Place>,
}

/// Whether the text of a link is its address, typed once.
fn is_bare(subject: &Subject<'_>, link: &Link<'_>) -> bool {
    let text = link.passage.place_of(&link.range, subject.texts);
    link.place.is_some_and(|place| place.span() == text.span())
}

/// The links of prose and of link lists, in the order of the report.
fn links<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = Link<'s>> {
    let of_list = |passage: &'s Passage<'s>| {
        let links = &subject.report.links;
        let link = links.iter().find(|it| std::ptr::eq(&it.text.place, passage.place));
        let url = link.and_then(|link| link.url.as_ref()).map(|url| &*url.value);
        Link { passage, range: 0..passage.text.len(), url, place: None }
    };
    subject.passages().iter().flat_map(move |passage| {
        let listed = (passage.kind == TextKind::LinkText).then(|| of_list(passage));
        let typed = passage.links.iter().map(move |link| Link {
            passage,
            range: link.range.clone(),
            url: Some(&link.url.value),
            place: Some(&link.url.place),
        });
        listed.into_iter().chain(typed)
    })
}

/// The text of a link without what makes no difference to a reader.
fn plain(text: &str) -> String {
    let small = text.to_lowercase();
    let words: Vec<&str> = small.split_whitespace().collect();
    let joined = words.join(" ");
    let bare = joined.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_prefix("please ").unwrap_or(bare);
    bare.strip_prefix("the ").unwrap_or(bare).to_owned()
}

/// Whether a text is an address of the web. The name of a site, such as “london.gov.uk”,
/// is what people call it; an address of mail is what they need to see.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    let is_one_word = !text.contains(char::is_whitespace);
    let has_path = text
        .split_once('/')
        .is_some_and(|(host, path)| host.contains('.') && !path.is_empty());
    is_one_word
        && !text.contains('@')
        && (text.contains("://") || text.starts_with("www.") || has_path)
}

/// Whether two addresses lead to the same page.
fn is_same_address(one: &str, other: &str) -> bool {
    let bare = |url: &str| {
        let url = url.strip_prefix("https:").or(url.strip_prefix("http:")).unwrap_or(url);
        url.trim_end_matches('/').to_lowercase()
    };
    bare(one) == bare(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Locale;

    #[test]
    fn texts_are_compared_without_their_marks() {
        let locale = Locale::for_language("en-GB").unwrap();
        for text in ["Here", "click here.", "Read more…", "The link", "more >"] {
            assert!(locale.is_empty_link(&plain(text)), "{text}");
        }
        for text in ["More about hate crime", "Here to help", "the annual report"] {
            assert!(!locale.is_empty_link(&plain(text)), "{text}");
        }
    }

    #[test]
    fn addresses_are_told_from_names() {
        for text in ["https://a.org", "www.a.org", "a.org/b/c"] {
            assert!(is_address(text), "{text}");
        }
        for text in ["london.gov.uk", "a@b.org/c", "X/Twitter", "see www.a.org", "a.org/"]
        {
            assert!(!is_address(text), "{text}");
        }
    }

    #[test]
    fn addresses_of_one_page_are_the_same() {
        assert!(is_same_address("http://a.org/b/", "https://A.org/b"));
        assert!(!is_same_address("https://a.org/b", "https://a.org/b#c"));
    }
}

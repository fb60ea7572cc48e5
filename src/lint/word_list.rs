//! Word lists: English words and phrases that a rule knows, written as one text.

/// A slice of words or phrases, from one text with a comma and a space between them.
macro_rules! word_list {
    ($text:expr $(,)?) => {{
        const WORDS: [&str; $crate::lint::word_list::count($text)] =
            $crate::lint::word_list::split($text);
        &WORDS
    }};
}
pub(in crate::lint) use word_list;

/// How many words a text lists.
pub(in crate::lint) const fn count(text: &str) -> usize {
    let (mut count, mut at) = (1, 0);
    while at < text.len() {
        count += (text.as_bytes()[at] == b',') as usize;
        at += 1;
    }
    count
}

/// The words that a text lists, in their order.
pub(in crate::lint) const fn split<const N: usize>(text: &str) -> [&str; N] {
    let mut words = [""; N];
    let (mut found, mut start, mut end) = (0, 0, 0);
    while end <= text.len() {
        if end == text.len() || text.as_bytes()[end] == b',' {
            words[found] = text.split_at(start).1.split_at(end - start).0;
            found += 1;
            start = end + ", ".len();
            end = start;
        } else {
            end += 1;
        }
    }
    words
}

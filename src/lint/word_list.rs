//! Word lists: words and phrases of English that a rule knows, written as one text.

/// Words or phrases, with commas between them.
pub(super) struct WordList(pub(super) &'static str);

impl WordList {
    /// Each of them, in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.split(',').map(str::trim_start)
    }

    /// Whether a word or a phrase is among them, as it is written.
    pub(super) fn has(&self, word: &str) -> bool {
        self.iter().any(|known| known == word)
    }
}

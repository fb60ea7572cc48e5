//! Locating: where the bytes of a passage stand in the text as it was typed.
//!
//! A passage is what prints. What was typed has line breaks, marks of Markdown and
//! references to measures instead, so that the one is followed through the other.

use std::ops::Range;

use super::Passage;

impl Passage<'_> {
    /// Some bytes of the passage in the text as it was typed. The same words may stand in
    /// it twice, so the words around them are looked for as well.
    pub(super) fn find(&self, range: &Range<usize>, typed: &str) -> Option<Range<usize>> {
        self.text.get(range.clone())?;
        [60, 20, 8, 0].into_iter().find_map(|reach| {
            let around = self.around(range, reach);
            let mut starts = typed.char_indices().map(|(start, _)| start);
            starts.find_map(|start| self.follow(typed, start, &around, range))
        })
    }

    /// Some bytes and up to so many on either side; never a part of a reference.
    fn around(&self, range: &Range<usize>, reach: usize) -> Range<usize> {
        let mut from = self.text.floor_char_boundary(range.start.saturating_sub(reach));
        let mut to = self.text.ceil_char_boundary(range.end + reach);
        for reference in self.references() {
            if reference.contains(&from) {
                from = reference.start;
            }
            if reference.start < to && to < reference.end {
                to = reference.end;
            }
        }
        from..to
    }

    /// Follows a part of the passage through text as it was typed, from a byte; where
    /// some of its bytes stand there, if all of it does. A space may be any white space,
    /// marks of emphasis and of links may stand between, and a reference stands for what it prints.
    fn follow(
        &self,
        typed: &str,
        start: usize,
        around: &Range<usize>,
        range: &Range<usize>,
    ) -> Option<Range<usize>> {
        let mut at = start;
        let mut offset = around.start;
        let mut after_space = false;
        let mut found = start..start;
        while offset < around.end {
            let mut references = self.references();
            let reference = references.find(|it| it.start == offset && !it.is_empty());
            let wanted = match reference {
                Some(_) => '{',
                None => self.text[offset..].chars().next()?,
            };
            let next = loop {
                let next = typed[at..].chars().next()?;
                if next == wanted || (wanted == ' ' && next.is_whitespace()) {
                    break next;
                }
                if at == start {
                    return None;
                }
                at += match mark(&typed[at..]) {
                    Some(length) => length,
                    None if after_space && next.is_whitespace() => next.len_utf8(),
                    None => return None,
                };
            };
            if offset <= range.start {
                found.start = at;
            }
            let (length, end) = match reference {
                Some(reference) => (typed[at..].find('}')? + 1, reference.end),
                None => (next.len_utf8(), offset + wanted.len_utf8()),
            };
            at += length;
            if offset < range.end {
                found.end = at;
            }
            offset = end;
            after_space = wanted == ' ';
        }
        Some(found)
    }
}

/// The length of a mark of Markdown that typed text starts with, which does not print.
fn mark(typed: &str) -> Option<usize> {
    if typed.starts_with("](") {
        return Some(typed.find(')')? + 1);
    }
    if typed.starts_with("[^") {
        return Some(typed.find(']')? + 1);
    }
    typed.starts_with(['*', '_', '\\', '[']).then_some(1)
}

#[cfg(test)]
mod tests {
    use super::super::{PrintedMeasure, TextKind, Wording};
    use super::*;
    use crate::diagnostic::Place;
    use crate::report::{Id, MeasureForm};

    /// The words between `<` and `>` of a text, where they stand in what was typed; `#` is
    /// what a measure printed.
    fn found<'t>(text: &str, typed: &'t str) -> Option<&'t str> {
        let start = text.find('<')?;
        let end = text.find('>')? - 1;
        let text = text.replace(['<', '>'], "");
        let place = Place::whole_file("a.yaml");
        let id = Id { value: "id".into(), place: place.clone() };
        let form = MeasureForm::Full;
        let measures = text.match_indices('#');
        let measures = measures
            .map(|(at, _)| PrintedMeasure { range: at..at + 1, id: &id, form })
            .collect();
        let pointers = text.match_indices('@').map(|(at, _)| at..at + 1).collect();
        let kind = TextKind::Paragraph;
        let links = Vec::new();
        let (place, wording, section) = (&place, Wording::Own, None);
        let emphasis = Vec::new();
        let passage = Passage {
            kind,
            wording,
            place,
            text,
            measures,
            pointers,
            emphasis,
            links,
            section,
        };
        passage.find(&(start..end), typed).map(|range| &typed[range])
    }

    #[test]
    fn words_are_followed_over_line_breaks_and_marks() {
        let typed = "a **big\n    fish** swam";
        assert_eq!(found("a <big fish> swam", typed), Some("big\n    fish"));
        assert_eq!(found("<big fish swam>", typed), Some("big\n    fish** swam"));
        assert_eq!(found("<big cat>", typed), None);
        assert_eq!(found("<big fish swam away>", typed), None);
    }

    #[test]
    fn the_words_around_tell_which_is_meant() {
        let typed = "There. See [here](https://a.org/b), *here* and {id} here[^1]. Here";
        let at = |text| found(text, typed).map(|it| it.as_ptr() as usize);
        let byte = |at| Some(typed.as_ptr() as usize + at);
        assert_eq!(at("There. See <here>, here and # here. Here"), byte(12));
        assert_eq!(at("There. See here, <here> and # here. Here"), byte(37));
        assert_eq!(at("There. See here, here and # <here>. Here"), byte(52));
        assert_eq!(found("here and <#> here. Here", typed), Some("{id}"));
        let typed = r"As {see: t} says, \{see: t} prints; {page: t} has more";
        assert_eq!(found("As @ says, <{see: t}> prints; @ has", typed), Some("{see: t}"));
        assert_eq!(found("@ says, <{see>: t} prints", typed), Some("{see"));
        let found = found("prints; <@> has more", typed);
        assert_eq!(found, Some("{page: t}"));
    }
}

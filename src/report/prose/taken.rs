//! Lines that stand directly below a list: Markdown takes them into the item above, so that a sentence that
//! goes on after the list prints at the end of its last item. They are reported.

use crate::diagnostic::Diagnostic;
use crate::report::code;

use super::parts::{Gap, Line, Part, column};
use super::writer::Writer;

const APART: &str = "put an empty line before it; where it belongs to the item, indent it as far as the \
    item's text";

impl<'t> Writer<'t, '_> {
    /// Reports the first line of each item that is not certainly meant to be in it. `is_item` says
    /// which lines are items of a pasted list, `depth` within how many lists of Markdown all stand.
    pub(super) fn report_taken(
        &mut self,
        parts: &[Part<'t, '_>],
        is_item: impl Fn(usize) -> bool,
        depth: usize,
    ) {
        let longest = self.longest_line;
        // The column of the mark of the item that a line goes on.
        let mut mark: Option<usize> = None;
        let mut before = "";
        let mut taken = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let Part::Line(line) = part else {
                mark = None;
                continue;
            };
            let whole = self.line_around(line.span.start);
            if is_item(at) {
                mark = Some(line.column(self.text));
            } else if line.gap == Gap::Paragraph {
                let indent = column(whole, whole.len() - whole.trim_start().len());
                let is_marked = depth > 0 && indent < line.column(self.text);
                mark = is_marked.then_some(indent);
            } else if mark.is_some_and(|mark| line.column(self.text) <= mark)
                && line.gap == Gap::Soft
                && is_apart(line, self.text, before, longest)
            {
                taken.push(line.span.clone());
                mark = None;
            }
            before = whole;
        }
        for span in taken {
            let text = &self.text[span.clone()];
            let word = text.split_whitespace().next().unwrap_or(text).len();
            let start = span.start + text.len() - text.trim_start().len();
            let place = (self.place)(start..start + word);
            let message = "a line directly below a list prints in the item above it";
            let problem = Diagnostic::warning(code::LIST_MARK, message);
            self.problems.push(problem.at(&place).hint(APART));
        }
    }

    fn line_around(&self, at: usize) -> &'t str {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        self.text[start..].lines().next().unwrap_or_default()
    }
}

/// Whether a line is no second line of an item, broken for the width of an editor: it opens a sentence, or
/// stands out, and the line before it has ended or had room for its first word. `longest` is how many
/// characters the longest line has.
fn is_apart(line: &Line<'_, '_>, text: &str, before: &str, longest: usize) -> bool {
    let own = line.text(text);
    let opens = own.trim_start_matches(['*', '_', '“', '‘', '"']).chars().next();
    let opens = opens.is_some_and(|first| first.is_uppercase() || first == '{');
    let has_ended = before.trim_end().ends_with(['.', '!', '?', ':', ';', '”']);
    let first = own.split_whitespace().next().unwrap_or_default();
    let had_room = length(before.trim_end()) + 1 + length(first) <= longest;
    opens && (has_ended || had_room)
}

fn length(line: &str) -> usize {
    line.chars().count()
}

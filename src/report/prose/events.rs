//! Events of the Markdown parser, each with its bytes.

use std::ops::Range;

use pulldown_cmark::Event;

/// An event, and its bytes in the text.
pub(super) type Spanned<'e> = (Event<'e>, Range<usize>);

/// The index of the event that ends the one at an index; the index itself for events
/// that have no end.
pub(super) fn end_of(events: &[Spanned<'_>], index: usize) -> usize {
    let mut open = 0_usize;
    for (at, (event, _)) in events.iter().enumerate().skip(index) {
        match event {
            Event::Start(_) => open += 1,
            Event::End(_) => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            return at;
        }
    }
    events.len()
}

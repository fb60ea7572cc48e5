//! Rules: what pages are held against.

/// What is still right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// How much of a page is filled at the least, in per cent.
    pub least_filled: u8,
    /// The same of the last page of a part.
    pub least_filled_last: u8,
    /// How large a space may be that does not count as empty, in points.
    pub usual_gap: f64,
    /// The lowest resolution of an image, in pixels for each inch on paper; none where any will do.
    pub least_dots: Option<u32>,
}

//! An insertion: an external file, and where its pages go.

use super::room::Bands;

/// The name of what a host page shows, among the resources of an external page that is joined;
/// a number follows where the page has the name already.
pub(crate) const STAMP: &str = "RectoStamp";

/// An external file that is to be joined.
pub struct Insertion<'a> {
    /// Its bytes.
    pub data: &'a [u8],
    /// The host pages that its pages take the place of, from 0, in its order: one for each.
    pub host_pages: Vec<usize>,
    /// The bands that stamps and markings take of each host page. A page without an entry here loses
    /// nothing to them.
    pub bands: Vec<Bands>,
    /// The level of the heading that it comes under: its own headings are that much deeper.
    pub level: u8,
    /// The prefix of the names within the file; no two files have the same.
    pub name: &'a str,
}

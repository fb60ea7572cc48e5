//! Rules about meetings: that papers and packs agree with each other, and with what a body says of
//! its meetings.
//!
//! What cannot be printed at all is found by validation.

mod held;
mod lost_reference;
mod meeting_differs;
mod nothing_recommended;
mod short_notice;
mod telling_title;
mod unchecked_ground;
mod unrecorded;
mod vote_exceeds_present;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    Rule::of("meeting-differs", meeting_differs::find),
    Rule::of("nothing-recommended", nothing_recommended::find),
    Rule::of("telling-title", telling_title::find),
    Rule::of("lost-reference", lost_reference::find),
    Rule::of("short-notice", short_notice::find),
    Rule::of("unchecked-ground", unchecked_ground::find),
    Rule::of("unrecorded", unrecorded::find),
    Rule::of("vote-exceeds-present", vote_exceeds_present::find),
];

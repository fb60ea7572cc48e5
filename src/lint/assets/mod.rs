//! Rules about images: whether the files that a report names can be printed, and whether
//! they will look as their author wants.
//!
//! Each file is read once, and only what the rules ask for is kept of it. Nothing is
//! drawn here.

mod blank_image;
mod drawing;
mod image;
mod image_colours;
mod image_resolution;
mod image_size;
mod image_type;
mod lettering;
mod printed;
mod svg_content;
mod uses;

use super::Rule;

pub(super) use self::image::{Image, images, name};

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    Rule::of("image-type", image_type::find),
    Rule::of("image-colours", image_colours::find),
    Rule::of("image-resolution", image_resolution::find),
    Rule::of("image-size", image_size::find),
    Rule::of("svg-content", svg_content::find),
    Rule::of("blank-image", blank_image::find),
];

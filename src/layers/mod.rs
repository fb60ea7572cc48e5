//! The layers: the templates and the theme, the program's files and the project's over them.
//!
//! A file in `templates/` or `theme/` of a project takes the place of the program's file of
//! that name. What the files mean is not known here: who reads them says what is wrong with
//! them.

mod builtin;
mod copy;
mod project;

pub use self::builtin::{
    Kind, common, files, original, own, replaceable, templates, theme,
};
pub use self::copy::{OUTDATED_COPY, copy_of, is_copy, outdated};
pub use self::project::{FIXED_FILE, Layers, Text, own_name, place_of};

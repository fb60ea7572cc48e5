//! The syntaxes: from the text of a YAML, JSON or TOML file to the one tree.
//!
//! Each syntax has a file. What all three share stands in two more: which fields may stand
//! twice (none), how deep and how much, and which characters text may hold.

mod builder;
mod characters;
mod json;
mod toml;
mod yaml;

use crate::diagnostic::{Place, Problems};
use crate::limits::Limits;

use self::builder::Builder;
pub(crate) use self::builder::too_many_values;
pub(crate) use self::characters::{check_characters, is_control};
use super::code;
use super::node::{Node, Source};

/// Reads a data file into a tree; `None` when it does not follow its grammar.
///
/// `named_at` is the field that names the file.
pub(crate) fn read(
    source: &Source,
    named_at: &Place,
    limits: &Limits,
    problems: &Problems,
) -> Option<Node> {
    let mut builder = Builder { source, limits, nodes: 0, stopped: false, problems };
    let node = match source.file.rsplit_once('.').map(|(_, ending)| ending) {
        Some("yaml" | "yml") => yaml::read(&mut builder),
        Some("json") => json::read(&mut builder),
        Some("toml") => toml::read(&mut builder),
        _ => {
            let message = format!("`{}` is not a data file", source.file);
            let hint = "name a file that ends in .yaml, .yml, .json or .toml";
            problems.error(code::UNKNOWN_FORMAT, named_at, message, hint);
            None
        }
    };
    node.filter(|_| !builder.stopped)
}

#[cfg(test)]
mod tests;

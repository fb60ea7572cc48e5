//! Remedies: the one thing to do about a problem of reading.

use crate::report::node::{Node, Value};
use crate::wording::{listed, nearest};

/// How long a value may be, in bytes, to be shown again as the remedy has it.
const LONGEST_SHOWN: usize = 40;

/// How a node stands in what holds it, and so what can be done where it is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    /// As the whole of a file.
    Root,
    /// In a field that must be there.
    Required,
    /// In a field that may be left out.
    Optional,
    /// As an item of a list.
    Item,
    /// As what a block holds.
    Block,
}

/// Names, and what others call the same.
const OTHER_NAMES: [(&str, &[&str]); 9] = [
    ("figure", &["image", "img", "picture", "photo", "photograph", "illustration"]),
    ("figures", &["images", "pictures", "photos", "photographs", "gallery"]),
    ("chart", &["graph", "diagram", "plot"]),
    ("prose", &["text", "paragraph", "paragraphs", "markdown", "content"]),
    ("heading", &["header", "title", "subheading", "subtitle"]),
    ("quote", &["quotation", "blockquote"]),
    ("callout", &["box", "note", "aside", "panel"]),
    ("measures", &["tiles", "metrics", "kpis", "statistics"]),
    ("alt", &["alternative", "alt_text", "description"]),
];

/// For the name of a field that is not known: the nearest, or all that there are.
pub(super) fn of_name(name: &str, allowed: &[&'static str]) -> String {
    let other = OTHER_NAMES.iter().find(|(known, others)| {
        allowed.contains(known) && others.contains(&&*name.to_lowercase())
    });
    let other = other.map(|(known, _)| *known);
    match nearest(name, allowed.iter().copied()).or(other) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the fields here are {}", listed(allowed.iter().copied(), "and")),
    }
}

/// For a field that is the rest of another one's text, after its comma.
pub(super) fn of_comma(owner: &str) -> String {
    format!("put the text of `{owner}` in quotes: it holds a comma")
}

/// For a place in which nothing stands.
pub(super) fn of_empty(wanted: &str, stands: Stands) -> String {
    let wanted = telling(wanted);
    match stands {
        Stands::Root | Stands::Required => format!("write {wanted}"),
        Stands::Optional => format!("write {wanted}, or leave the field out"),
        Stands::Item => format!("write {wanted}, or take the item out"),
        Stands::Block => format!("write {wanted}, or take the block out"),
    }
}

/// For a node of another kind than is wanted; `raw` is the node as it was typed.
pub(super) fn of_kind(wanted: &str, node: &Node, raw: &str) -> String {
    let between_marks = raw.starts_with(['[', '{']);
    let told = telling(wanted);
    match (wanted, &node.value) {
        ("a mapping with one field", _) => {
            "write first what it is, such as `prose: …`".to_owned()
        }
        ("a mapping", Value::Scalar(_)) => {
            format!("write {told}, each as `name: value`")
        }
        ("a list", Value::Scalar(_)) => {
            let shown = raw.trim_end();
            if shown.len() <= LONGEST_SHOWN && !shown.contains('\n') {
                format!("write it as a list: `[{shown}]`")
            } else {
                "start each item of the list with `- `".to_owned()
            }
        }
        ("a list", _) if between_marks => "put it between `[` and `]`".to_owned(),
        ("a list", _) => "start each item of the list with `- `".to_owned(),
        (_, Value::List(_)) if between_marks => {
            format!("write {told} without `[` and `]`")
        }
        (_, Value::List(_)) => format!("write {told} without `- `"),
        ("text", Value::Map(_)) if between_marks => {
            "put text that starts with `{` in quotes".to_owned()
        }
        (_, _) => format!("write {told} alone, without fields"),
    }
}

/// What is wanted, as one would ask for it.
fn telling(wanted: &str) -> &str {
    match wanted {
        "text" => "the text",
        "a mapping" => "its fields",
        wanted => wanted,
    }
}

//! Style sheets of drawings: which declarations a sheet makes about an element.
//!
//! Only rules that bear on how large text prints are kept, and only selectors of one
//! element by itself are understood. A sheet that asks for more is not guessed at.

use roxmltree::Node;

/// The rules of a drawing's style sheets that bear on the size of text.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// In rising order of weight: of two that speak of the same, the later one holds.
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    selector: Selector,
    declarations: Vec<(String, String)>,
}

/// An element by its name, its `id` and its classes; what is not named may be anything.
#[derive(Debug, Default)]
struct Selector {
    element: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
}

/// Properties that decide how large text prints, or whether it does.
const PROPERTIES: [&str; 7] = [
    "font-size",
    "font",
    "display",
    "visibility",
    "opacity",
    "transform",
    "baseline-shift",
];
/// More such rules than a drawing of a report has.
const MOST_RULES: usize = 200;

impl Sheet {
    /// Reads the texts of style sheets; `None` where what they say of the size of text
    /// cannot be told.
    pub(super) fn read(texts: &[&str]) -> Option<Self> {
        let text = without_comments(&texts.concat());
        let mut rules = Vec::new();
        let mut blocks = text.split('}').peekable();
        while let Some(block) = blocks.next() {
            // What follows the last rule is no rule, unless that is never closed.
            if blocks.peek().is_none() && !block.contains('{') {
                break;
            }
            // Statements such as `@import` end before the rule that comes next.
            let (heads, body) = block.split_once('{')?;
            let head = heads.rsplit(';').next().unwrap_or_default().trim();
            if head.starts_with("@font-face") {
                continue;
            }
            // Within `@media` and its like stand rules that may hold or not.
            if head.starts_with('@') || body.contains('{') || blocks.peek().is_none() {
                return None;
            }
            let bearing = |(name, _): &(&str, &str)| PROPERTIES.contains(name);
            let declarations: Vec<_> = declarations(body).filter(bearing).collect();
            if declarations.is_empty() {
                continue;
            }
            // A declaration with `!important` would have a weight of its own.
            if declarations.iter().any(|(_, value)| value.contains('!')) {
                return None;
            }
            for selector in head.split(',') {
                let owned = |(name, value): &(&str, &str)| {
                    ((*name).to_owned(), (*value).to_owned())
                };
                rules.push(Rule {
                    selector: Selector::read(selector.trim())?,
                    declarations: declarations.iter().map(owned).collect(),
                });
            }
        }
        // The sort is stable: of equal weight, the later one holds.
        rules.sort_by_key(|rule| rule.selector.weight());
        (rules.len() <= MOST_RULES).then_some(Self { rules })
    }

    /// What the sheets say of an element, name and value; a later one holds over one
    /// before it.
    pub(super) fn declarations<'s>(
        &'s self,
        node: &Node<'_, '_>,
    ) -> impl Iterator<Item = (&'s str, &'s str)> {
        let rules = self.rules.iter().filter(|rule| rule.selector.fits(node));
        rules.flat_map(|rule| {
            rule.declarations.iter().map(|(name, value)| (name.as_str(), value.as_str()))
        })
    }
}

impl Selector {
    /// Reads a selector; `None` where it names more than one element by itself.
    fn read(text: &str) -> Option<Self> {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let mut selector = Self::default();
        let start = text.find(['.', '#']).unwrap_or(text.len());
        let (element, mut rest) = text.split_at(start);
        if element != "*" && !element.is_empty() {
            selector.element = Some(element.to_owned());
        }
        while let Some(sign) = rest.chars().next() {
            let name = &rest[1..];
            let end = name.find(['.', '#']).unwrap_or(name.len());
            let (name, after) = name.split_at(end);
            if sign == '.' {
                selector.classes.push(name.to_owned());
            } else if selector.id.replace(name.to_owned()).is_some() {
                return None;
            }
            rest = after;
        }
        let mut names =
            selector.element.iter().chain(&selector.id).chain(&selector.classes);
        let is_simple = names.all(|name| !name.is_empty() && name.chars().all(is_word));
        (!text.is_empty() && is_simple).then_some(selector)
    }

    /// How many identifiers, classes and names it has (Selectors Level 3, 9).
    fn weight(&self) -> (usize, usize, usize) {
        let count = |part: &Option<String>| usize::from(part.is_some());
        (count(&self.id), self.classes.len(), count(&self.element))
    }

    fn fits(&self, node: &Node<'_, '_>) -> bool {
        let classes = node.attribute("class").unwrap_or_default();
        self.element.as_ref().is_none_or(|name| node.tag_name().name() == name)
            && self.id.as_ref().is_none_or(|id| node.attribute("id") == Some(id))
            && self
                .classes
                .iter()
                .all(|class| classes.split_whitespace().any(|own| own == class))
    }
}

/// The declarations of a rule, or of a `style` attribute: name and value.
pub(super) fn declarations(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = text.split(';').filter_map(|declaration| declaration.split_once(':'));
    pairs.map(|(name, value)| (name.trim(), value.trim()))
}

fn without_comments(text: &str) -> String {
    let mut pieces = text.split("/*");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        plain.push_str(piece.split_once("*/").map_or("", |(_, after)| after));
    }
    plain
}

#[cfg(test)]
mod tests {
    use roxmltree::Document;

    use super::*;

    /// The size that a sheet sets for an element; `None` where the sheet cannot be told.
    fn size(sheet: &str, element: &str) -> Option<String> {
        let sheet = Sheet::read(&[sheet])?;
        let document = Document::parse(element).unwrap();
        let root = document.root_element();
        let all = sheet.declarations(&root);
        let last = all.filter(|(name, _)| *name == "font-size").last();
        Some(last.map_or_else(String::new, |(_, value)| value.to_owned()))
    }

    #[test]
    fn the_weightiest_rule_holds() {
        let text = "<text id='i' class='a b'/>";
        for (sheet, value) in [
            ("text { font-size: 1px }", "1px"),
            (".b{font-size:2px} text{font-size:1px}", "2px"),
            ("text.a.b{font-size:3px}.a{font-size:2px}", "3px"),
            ("#i{font-size:4px;}.a.b{font-size:3px}", "4px"),
            (".a{font-size:2px}.b{font-size:5px}", "5px"),
            ("tspan, * { fill: red; font-size : 6px }", "6px"),
            ("/* text { */ .a { /* } */ font-size: 7px }", "7px"),
            ("@import url(a.css); .a { font-size: 8px }", "8px"),
            ("@font-face { font-family: A } .a { font-size: 9px }", "9px"),
            (".c{font-size:1px} .a.c{font-size:1px} tspan{font-size:1px}", ""),
            ("", ""),
        ] {
            assert_eq!(size(sheet, text).as_deref(), Some(value), "{sheet}");
        }
    }

    #[test]
    fn what_is_not_understood_is_not_guessed_at() {
        for sheet in [
            "g text { font-size: 1px }",
            "text:hover { font-size: 1px }",
            "[class=a] { font-size: 1px }",
            ".a, g > .b { font-size: 1px }",
            "text { font-size: 1px !important }",
            "@media print { text { font-size: 1px } }",
            "{ font-size: 1px }",
            "text }",
            "text { font-size: 1px",
        ] {
            assert_eq!(size(sheet, "<text class='a'/>"), None, "{sheet}");
        }
        // What has nothing to do with sizes may be as it likes.
        let sheet = "g > text:hover { fill: red } .a { font-size: 1px }";
        assert_eq!(size(sheet, "<text class='a'/>").as_deref(), Some("1px"));
    }
}

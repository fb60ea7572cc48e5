//! The structure tree: what a reading aid meets, in its order.

use lopdf::{Dictionary, Object};

use super::Reading;
use super::page::Run;

/// An element of the structure tree.
#[derive(Default)]
pub struct Element {
    /// Its role, such as `H1`.
    pub role: String,
    /// Its alternative text.
    pub alt: Option<String>,
    /// The language that it names for itself.
    pub language: Option<String>,
    /// For a header cell, what it heads: `Row`, `Column` or `Both`.
    pub scope: Option<String>,
    /// For a cell, over how many columns and rows it reaches.
    pub spans: (usize, usize),
    /// The page on which it starts.
    pub page: Option<usize>,
    /// The smallest size of its own text, in points; infinite where it has none.
    pub size: f32,
    /// What it holds, in the order of reading.
    pub nodes: Vec<Node>,
}

/// What an element holds.
pub enum Node {
    /// Another element.
    Element(Element),
    /// Text, or an empty string where something is drawn.
    Text(String),
}

/// Roles that stand within a line: what they hold goes on without a break.
const WITHIN_A_LINE: [&str; 9] =
    ["Span", "Link", "Strong", "Em", "Code", "Quote", "Reference", "Annot", "NonStruct"];

impl Element {
    /// Its text, a line break between elements that stand apart.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        text
    }

    /// The elements right within it.
    pub fn children(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Every element within it that has a role.
    pub fn all(&self, role: &str) -> Vec<&Element> {
        let mut elements = Vec::new();
        self.push_all(&mut elements);
        elements.retain(|element| element.role == role);
        elements
    }

    /// The smallest size that its text is set in, that of all within it too, in points.
    pub fn smallest(&self) -> f32 {
        self.children().map(Self::smallest).fold(self.size, f32::min)
    }

    pub(super) fn push_all<'e>(&'e self, elements: &mut Vec<&'e Element>) {
        elements.push(self);
        for child in self.children() {
            child.push_all(elements);
        }
    }

    fn push_text(&self, text: &mut String) {
        let apart = !WITHIN_A_LINE.contains(&self.role.as_str());
        if apart && !text.is_empty() {
            text.push('\n');
        }
        for node in &self.nodes {
            match node {
                Node::Element(element) => element.push_text(text),
                Node::Text(piece) => text.push_str(piece),
            }
        }
        if apart {
            text.push('\n');
        }
    }
}

impl<'d> Reading<'d> {
    /// An element of the structure, with the page that it inherits.
    pub(super) fn element(
        &self,
        dictionary: &'d Dictionary,
        inherited: Option<usize>,
    ) -> Element {
        let own = dictionary.get(b"Pg").and_then(Object::as_reference).ok();
        let page = own.and_then(|id| self.page_numbers.get(&id).copied()).or(inherited);
        let role = dictionary.get(b"S").and_then(Object::as_name).unwrap_or_default();
        let (mut nodes, mut size) = (Vec::new(), f32::INFINITY);
        if let Ok(kids) = dictionary.get(b"K") {
            self.push_nodes(self.resolved(kids), page, &mut nodes, &mut size);
        }
        let actual = self.text(dictionary, b"ActualText");
        if let Some(actual) = actual {
            nodes = vec![Node::Text(actual)];
        }
        let first = nodes.iter().find_map(|node| match node {
            Node::Element(element) => element.page,
            Node::Text(_) => None,
        });
        Element {
            role: String::from_utf8_lossy(role).into_owned(),
            alt: self.text(dictionary, b"Alt"),
            language: self.text(dictionary, b"Lang"),
            scope: self.scope(dictionary),
            spans: (self.span(dictionary, b"ColSpan"), self.span(dictionary, b"RowSpan")),
            page: page.or(first),
            size,
            nodes,
        }
    }

    /// Adds what an element holds, and brings down the size of its own text.
    fn push_nodes(
        &self,
        kids: &'d Object,
        page: Option<usize>,
        nodes: &mut Vec<Node>,
        size: &mut f32,
    ) {
        let mut push_marked = |page: Option<usize>, mcid: i64, nodes: &mut Vec<Node>| {
            let runs = self.marked(page, mcid);
            *size = runs.iter().map(|run| run.size).fold(*size, f32::min);
            nodes.push(Node::Text(runs.iter().map(|run| run.text.as_str()).collect()));
        };
        match kids {
            Object::Array(kids) => {
                for kid in kids {
                    self.push_nodes(self.resolved(kid), page, nodes, size);
                }
            }
            Object::Integer(mcid) => push_marked(page, *mcid, nodes),
            Object::Dictionary(kid) => match kid.get(b"Type").and_then(Object::as_name) {
                Ok(b"MCR") => {
                    let own = kid.get(b"Pg").and_then(Object::as_reference).ok();
                    let own = own.and_then(|id| self.page_numbers.get(&id).copied());
                    let mcid =
                        kid.get(b"MCID").and_then(Object::as_i64).expect("an MCID");
                    push_marked(own.or(page), mcid, nodes);
                }
                // A link's or a widget's place on the page: no text of its own.
                Ok(b"OBJR") => {}
                _ => nodes.push(Node::Element(self.element(kid, page))),
            },
            other => panic!("the structure holds {other:?}"),
        }
    }

    /// What a marked-content sequence draws.
    fn marked(&self, page: Option<usize>, mcid: i64) -> Vec<&Run> {
        let page = &self.pages[page.expect("a page") - 1];
        page.runs.iter().filter(|run| run.mcid == Some(mcid)).collect()
    }

    fn scope(&self, dictionary: &'d Dictionary) -> Option<String> {
        let scope = self.attribute(dictionary, b"Scope")?.as_name().ok()?;
        Some(String::from_utf8_lossy(scope).into_owned())
    }

    /// A span of a cell, which is one where nothing is said.
    fn span(&self, dictionary: &'d Dictionary, name: &[u8]) -> usize {
        let span = self.attribute(dictionary, name).map(Object::as_i64);
        span.map_or(1, |span| usize::try_from(span.expect("a number")).expect("a span"))
    }

    /// What the attributes of an element give by a name.
    fn attribute(&self, dictionary: &'d Dictionary, name: &[u8]) -> Option<&'d Object> {
        let attributes = self.resolved(dictionary.get(b"A").ok()?);
        let list = match attributes {
            Object::Array(list) => list.as_slice(),
            one => std::slice::from_ref(one),
        };
        list.iter().find_map(|it| self.resolved(it).as_dict().ok()?.get(name).ok())
    }
}

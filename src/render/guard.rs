//! The guard: after rendering, proof that no value became code.
//!
//! Escaping is right for the place that a filter names; a template can still put a
//! value into the wrong place. So the finished source is parsed once by Typst's own
//! parser, and each range that came from a value is held against what it was meant to
//! be: plain text must lie in text, escape and space leaves; a literal must be exactly
//! one literal; prose must consist of the few constructs that Recto writes. Anything
//! else is refused, with the template's file and line.

use std::ops::Range;

use rustc_hash::FxHashSet;
use typst_syntax::{SyntaxKind, SyntaxNode, parse, parse_code};

use super::prose;
use super::source::{Fragment, Meaning};

/// What a value was meant to be, and what it became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Which fragment, by its position among those that were given.
    pub fragment: usize,
    /// What it was meant to be.
    pub meaning: Meaning,
    /// What Typst reads there, in words.
    pub found: String,
}

/// Finds every value that stands where it does not mean what it should.
///
/// `fragments` are in the order of their ranges, which do not overlap and lie within
/// `text`, the source of which `root` is the tree.
pub fn check(root: &SyntaxNode, text: &str, fragments: &[Fragment]) -> Vec<Breach> {
    if fragments.is_empty() {
        return Vec::new();
    }
    let tree = Tree::of(root);
    fragments
        .iter()
        .enumerate()
        .filter_map(|(index, fragment)| {
            found(text, &tree, fragment).map(|found| Breach {
                fragment: index,
                meaning: fragment.meaning,
                found,
            })
        })
        .collect()
}

/// What stands at a fragment, if that is not what was meant.
fn found(source: &str, tree: &Tree, fragment: &Fragment) -> Option<String> {
    let text = &source[fragment.range.clone()];
    match fragment.meaning {
        Meaning::Text => within(&tree.leaves, &fragment.range)
            .find(|leaf| !is_text(leaf.kind))
            .map(|leaf| leaf.kind.name().to_owned()),
        Meaning::Prose => {
            let expected = Tree::of(&parse(text)).leaves;
            if let Some(foreign) = foreign_construct(text, &expected) {
                return Some(foreign);
            }
            let expected = shapes(&expected, &(0..text.len()), 0);
            let actual = shapes(&tree.leaves, &fragment.range, fragment.range.start);
            (expected != actual).then(|| "something other than prose".to_owned())
        }
        Meaning::Literal => {
            let alone = parse_code(text);
            let mut children = alone.children();
            let (Some(literal), None) = (children.next(), children.next()) else {
                return Some("more than one expression".to_owned());
            };
            let kind = literal.kind();
            let Range { start, end } = fragment.range;
            if tree.nodes.contains(&(start, end, kind)) {
                None
            } else {
                let leaf = within(&tree.leaves, &fragment.range).next();
                Some(leaf.map_or("nothing", |leaf| leaf.kind.name()).to_owned())
            }
        }
    }
}

/// A syntax tree, laid flat.
#[derive(Default)]
struct Tree {
    /// The leaves, in order.
    leaves: Vec<Leaf>,
    /// Every node: where it starts and ends, and its kind.
    nodes: FxHashSet<(usize, usize, SyntaxKind)>,
}

/// A leaf of the syntax tree.
struct Leaf {
    kind: SyntaxKind,
    range: Range<usize>,
}

impl Tree {
    fn of(root: &SyntaxNode) -> Self {
        let mut tree = Self::default();
        tree.add(root, 0);
        tree
    }

    /// Adds a node that starts at an offset.
    fn add(&mut self, node: &SyntaxNode, start: usize) {
        let end = start + node.len();
        if start == end {
            return;
        }
        self.nodes.insert((start, end, node.kind()));
        // Within a raw block there are text leaves too, and escapes print as they are.
        if node.children().len() == 0 || node.kind() == SyntaxKind::Raw {
            self.leaves.push(Leaf { kind: node.kind(), range: start..end });
            return;
        }
        let mut offset = start;
        for child in node.children() {
            self.add(child, offset);
            offset += child.len();
        }
    }
}

/// The leaves that a range touches.
fn within<'a>(
    leaves: &'a [Leaf],
    range: &Range<usize>,
) -> impl Iterator<Item = &'a Leaf> {
    let first = leaves.partition_point(|leaf| leaf.range.end <= range.start);
    let end = range.end;
    leaves[first..].iter().take_while(move |leaf| leaf.range.start < end)
}

fn is_text(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::Text | SyntaxKind::Space | SyntaxKind::Escape)
}

/// The leaves of a range as kinds with their extents, text of every kind as one: where
/// a text leaf ends may depend on its neighbours, what it means does not.
fn shapes(
    leaves: &[Leaf],
    range: &Range<usize>,
    origin: usize,
) -> Vec<(SyntaxKind, Range<usize>)> {
    let mut shapes: Vec<(SyntaxKind, Range<usize>)> = Vec::new();
    for leaf in within(leaves, range) {
        let start = leaf.range.start.max(range.start) - origin;
        let end = leaf.range.end.min(range.end) - origin;
        let kind = if is_text(leaf.kind) { SyntaxKind::Text } else { leaf.kind };
        match shapes.last_mut() {
            Some((last, extent)) if *last == kind && kind == SyntaxKind::Text => {
                extent.end = end;
            }
            _ => shapes.push((kind, start..end)),
        }
    }
    shapes
}

/// The first construct in prose that Recto does not write, if there is one.
fn foreign_construct(text: &str, leaves: &[Leaf]) -> Option<String> {
    leaves.iter().find_map(|leaf| {
        let allowed = match leaf.kind {
            SyntaxKind::Ident => {
                let name = &text[leaf.range.clone()];
                prose::FUNCTIONS.contains(&name) || matches!(name, "start" | "opens")
            }
            kind => {
                is_text(kind)
                    || matches!(
                        kind,
                        SyntaxKind::Hash
                            | SyntaxKind::LeftParen
                            | SyntaxKind::RightParen
                            | SyntaxKind::LeftBracket
                            | SyntaxKind::RightBracket
                            | SyntaxKind::Comma
                            | SyntaxKind::Colon
                            | SyntaxKind::Int
                            | SyntaxKind::Bool
                            | SyntaxKind::Str
                    )
            }
        };
        (!allowed).then(|| leaf.kind.name().to_owned())
    })
}

//! What is restricted in files of a project that could not be read as a whole.
//!
//! Where a project has errors, there is no report that says what of it is restricted. Then the
//! trees of its files are looked through for mappings that say so, or mean to. It is better to
//! take too much for restricted than too little: nothing is drawn of it, and `recto check` says
//! everything.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::node::{Node, Source, Value};
use super::syntax;
use crate::diagnostic::{Place, Problems, SourceTexts};
use crate::limits::Limits;
use crate::wording::nearest;

/// What every file with something restricted says somewhere, in one spelling or another.
const MARKS: [&str; 2] = ["restrict", "exempt"];

/// The places of what is restricted: mappings, and whole files.
pub fn restricted(texts: &SourceTexts) -> Vec<Place> {
    let mut found = Found::default();
    let mut trees: Vec<(Arc<str>, Node)> = Vec::new();
    for (file, text) in texts.files() {
        let file: Arc<str> = file.into();
        if !is_data(&file) {
            continue;
        }
        match tree(&file, text) {
            Some(node) => trees.push((file, node)),
            None if MARKS.iter().any(|mark| text.to_lowercase().contains(mark)) => {
                found.places.push(Place::whole_file(file));
            }
            None => {}
        }
    }
    for (file, node) in &trees {
        if is_restricted(node) && node.get("brand").is_some() {
            // The report itself: nothing of the project is public.
            return texts.files().map(|(file, _)| Place::whole_file(file)).collect();
        }
        found.look(file, node, Depth::Root);
    }
    if found.places.is_empty() {
        return found.places;
    }
    // What only restricted parts refer to goes with them, and so does what only that does.
    loop {
        let public = found.public_words(&trees);
        let before = found.places.len();
        for (file, node) in &trees {
            found.follow(file, node, &public);
        }
        if found.places.len() == before {
            break;
        }
    }
    // Rows, and texts of files that are named there alone.
    for (file, _) in texts.files() {
        if !is_data(file) && found.words.contains(file) {
            found.places.push(Place::whole_file(file));
        }
    }
    found.places
}

fn is_data(file: &str) -> bool {
    file.rsplit_once('.')
        .is_some_and(|(_, ending)| ["yaml", "yml", "json", "toml"].contains(&ending))
}

fn tree(file: &Arc<str>, text: &str) -> Option<Node> {
    let source = Source { file: file.clone(), text: text.into() };
    let place = Place::whole_file(file.clone());
    syntax::read(&source, &place, &Limits::default(), &Problems::default())
}

/// Whether a mapping says that it is restricted, or means to: a misspelt word is none.
fn is_restricted(node: &Node) -> bool {
    node.entries().iter().any(|entry| {
        match nearest(&entry.key, ["audience", "exemption"]) {
            Some("audience") => {
                !matches!(&entry.node.value, Value::Scalar(it) if &*it.text == "public")
            }
            other => other.is_some(),
        }
    })
}

/// How deep a node stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    Root,
    Within,
}

#[derive(Default)]
struct Found {
    places: Vec<Place>,
    /// The words that stand in what is restricted, as they are typed: ids, paths and others.
    words: BTreeSet<String>,
}

impl Found {
    /// Finds the mappings that say that they are restricted.
    fn look(&mut self, file: &Arc<str>, node: &Node, depth: Depth) {
        if is_restricted(node) {
            self.add(file, node, depth);
            return;
        }
        for inner in inner(node) {
            self.look(file, inner, Depth::Within);
        }
    }

    /// Finds those that are named in what is restricted, and in nothing else; and all
    /// abbreviations, which any part may use.
    fn follow(&mut self, file: &Arc<str>, node: &Node, public: &BTreeSet<String>) {
        if self.holds(file, node) {
            return;
        }
        let id = node.get("id").and_then(scalar);
        let is_gone =
            id.is_some_and(|id| self.words.contains(id) && !public.contains(id));
        let is_abbreviation = node.get("short").is_some() && node.get("long").is_some();
        if is_gone || is_abbreviation {
            self.add(file, node, Depth::Within);
            return;
        }
        for inner in inner(node) {
            self.follow(file, inner, public);
        }
    }

    fn holds(&self, file: &Arc<str>, node: &Node) -> bool {
        self.places.iter().any(|place| {
            let within = |span: &std::ops::Range<usize>| {
                span.start <= node.span.start && node.span.end <= span.end
            };
            place.file() == file && place.span().is_none_or(within)
        })
    }

    fn add(&mut self, file: &Arc<str>, node: &Node, depth: Depth) {
        // Comments of such a file are concealed with it.
        self.places.push(match depth {
            Depth::Root => Place::whole_file(file.clone()),
            Depth::Within => Place::text(file.clone(), node.span.clone()),
        });
        words_of(node, &mut self.words);
    }

    /// The words of all that is not restricted, but for the ids that are given there.
    fn public_words(&self, trees: &[(Arc<str>, Node)]) -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        for (file, node) in trees {
            self.add_public(file, node, &mut words);
        }
        words
    }

    fn add_public(&self, file: &Arc<str>, node: &Node, words: &mut BTreeSet<String>) {
        if self.holds(file, node) {
            return;
        }
        match &node.value {
            Value::Scalar(_) => words_of(node, words),
            Value::List(items) => {
                items.iter().for_each(|item| self.add_public(file, item, words));
            }
            Value::Map(entries) => {
                for entry in entries.iter().filter(|entry| &*entry.key != "id") {
                    self.add_public(file, &entry.node, words);
                }
            }
        }
    }
}

fn inner(node: &Node) -> Box<dyn Iterator<Item = &Node> + '_> {
    match &node.value {
        Value::Scalar(_) => Box::new(std::iter::empty()),
        Value::List(items) => Box::new(items.iter()),
        Value::Map(entries) => Box::new(entries.iter().map(|entry| &entry.node)),
    }
}

fn scalar(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar(scalar) => Some(&scalar.text),
        Value::List(_) | Value::Map(_) => None,
    }
}

/// The whole text of each scalar, and each word in it that may be an id.
fn words_of(node: &Node, words: &mut BTreeSet<String>) {
    if let Some(text) = scalar(node) {
        words.insert(text.to_owned());
        let ids = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
        words.extend(ids.filter(|id| !id.is_empty()).map(str::to_owned));
    }
    inner(node).for_each(|inner| words_of(inner, words));
}

//! The reader: what a finished PDF says, read by a program that knows nothing of Recto
//! or Typst.
//!
//! It goes the way of a reading aid: the characters that glyphs stand for come from each
//! font's `ToUnicode` map, unless `ActualText` says otherwise; the order of reading and
//! the roles come from the structure tree. Pages count from 1.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A finished PDF.
pub struct Pdf {
    /// Its pages, in order.
    pub pages: Vec<Page>,
    /// The root of its structure tree.
    pub tree: Element,
    /// Its outline, from top to bottom.
    pub outline: Vec<Bookmark>,
    /// Its fonts, each once, by name.
    pub fonts: Vec<Font>,
    /// What its document information says, by key.
    pub info: BTreeMap<String, String>,
    /// Its XMP packet.
    pub xmp: String,
    /// The language that the catalogue names.
    pub language: String,
    /// Whether the catalogue says that it is tagged.
    pub marked: bool,
    /// Whether a viewer is to show the title in place of the file's name.
    pub shows_title: bool,
}

/// A page.
pub struct Page {
    /// Its number as a viewer shows it.
    pub label: String,
    /// Its height in points.
    pub height: f32,
    /// Its runs of text, in the order of drawing.
    pub runs: Vec<Run>,
    /// How many images and vector drawings with a meaning it has.
    pub drawings: usize,
}

/// A run of text that one marked-content sequence holds.
pub struct Run {
    /// Its place in the structure; `None` for an artifact.
    pub mcid: Option<i64>,
    /// Its text.
    pub text: String,
    /// How far its baseline lies above the foot of the page, in points: its lowest line.
    pub baseline: f32,
    /// The size that it is set in, in points: the smallest, where there are several.
    pub size: f32,
}

/// An element of the structure tree.
#[derive(Default)]
pub struct Element {
    /// Its role, such as `H1`.
    pub role: String,
    /// Its alternative text.
    pub alt: Option<String>,
    /// For a header cell, what it heads: `Row`, `Column` or `Both`.
    pub scope: Option<String>,
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

/// An entry of the outline.
#[derive(Debug)]
pub struct Bookmark {
    /// How deep it lies, from 1.
    pub level: usize,
    /// What it says.
    pub title: String,
    /// The page that it leads to.
    pub page: Option<usize>,
}

/// A font.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Font {
    /// Its name, without the mark of a subset.
    pub name: String,
    /// Whether the file holds its glyphs.
    pub embedded: bool,
    /// Whether it says which characters its glyphs stand for.
    pub mapped: bool,
}

/// Roles that stand within a line: what they hold goes on without a break.
const WITHIN_A_LINE: [&str; 9] =
    ["Span", "Link", "Strong", "Em", "Code", "Quote", "Reference", "Annot", "NonStruct"];

impl Pdf {
    /// Reads a file.
    pub fn open(path: &Path) -> Self {
        let document = Document::load(path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Reading::new(&document).pdf()
    }

    /// All text in the order of reading, white space made single spaces.
    pub fn text(&self) -> String {
        spaced(&self.tree.text())
    }

    /// All text that is drawn, artifacts too, page by page in the order of drawing.
    pub fn drawn(&self) -> String {
        let runs = self.pages.iter().flat_map(|page| &page.runs);
        runs.map(|run| run.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// Every element of the structure, in the order of reading.
    pub fn elements(&self) -> Vec<&Element> {
        let mut elements = Vec::new();
        self.tree.push_all(&mut elements);
        elements
    }

    /// The headings: level and text.
    pub fn headings(&self) -> Vec<(usize, String)> {
        let heading = |element: &&Element| {
            let level = match element.role.strip_prefix('H')? {
                "" => return None,
                digits => digits.parse().ok()?,
            };
            Some((level, spaced(&element.text())))
        };
        self.elements().iter().filter_map(heading).collect()
    }

    /// What the XMP packet holds within an element, such as `dc:title`.
    pub fn xmp_values(&self, name: &str) -> Vec<String> {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        let mut values = Vec::new();
        for after in self.xmp.split(&open).skip(1) {
            let inside = after.split(&close).next().unwrap_or_default();
            let mut plain = String::new();
            let mut in_tag = false;
            for character in inside.chars() {
                match character {
                    '<' => in_tag = true,
                    '>' => {
                        in_tag = false;
                        plain.push('\n');
                    }
                    character if !in_tag => plain.push(character),
                    _ => {}
                }
            }
            let lines = plain.lines().filter(|line| !line.trim().is_empty());
            values.extend(lines.map(|line| unescaped(line.trim())));
        }
        values
    }
}

impl Page {
    /// How many characters of content it has, white space and artifacts left out.
    pub fn characters(&self) -> usize {
        let content = self.runs.iter().filter(|run| run.mcid.is_some());
        content.flat_map(|run| run.text.chars()).filter(|c| !c.is_whitespace()).count()
    }

    /// The share of its height, from the head, that lies above its lowest content.
    pub fn filled(&self) -> f32 {
        let content = self.runs.iter().filter(|run| run.mcid.is_some());
        let lowest = content.map(|run| run.baseline).fold(self.height, f32::min);
        1.0 - lowest / self.height
    }
}

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

    fn push_all<'e>(&'e self, elements: &mut Vec<&'e Element>) {
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

/// Text with each run of white space, non-breaking spaces too, as one space.
pub fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// A text string (ISO 32000-1, 7.9.2.2): UTF-16 with its mark, UTF-8 with its mark, or
/// PDFDocEncoding, of which only the part that agrees with Latin-1 is expected.
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn utf16(bytes: &[u8]) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units: Vec<_> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
    String::from_utf16_lossy(&units)
}

/// A transformation: `[a b c d e f]` (ISO 32000-1, 8.3.3).
type Matrix = [f32; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `inner`, then `outer`.
fn concatenated(inner: &Matrix, outer: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = *inner;
    let [p, q, r, s, t, u] = *outer;
    [
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    ]
}

/// What a font's two-byte codes stand for; `None` for a font without a map.
type CharacterMap = Option<BTreeMap<u32, String>>;

struct Reading<'d> {
    document: &'d Document,
    /// Whether there is a structure tree, and so every text must be in it or an artifact.
    tagged: bool,
    page_numbers: BTreeMap<ObjectId, usize>,
    pages: Vec<Page>,
    fonts: BTreeSet<Font>,
    maps: BTreeMap<ObjectId, CharacterMap>,
}

/// A marked-content sequence that is open.
struct Open {
    mcid: Option<i64>,
    artifact: bool,
    actual: Option<String>,
    text: String,
    baseline: f32,
    size: f32,
}

impl<'d> Reading<'d> {
    fn new(document: &'d Document) -> Self {
        let page_numbers = document.page_iter().zip(1..).collect();
        let catalogue = document.catalog();
        Self {
            document,
            tagged: catalogue.is_ok_and(|it| it.has(b"StructTreeRoot")),
            page_numbers,
            pages: Vec::new(),
            fonts: BTreeSet::new(),
            maps: BTreeMap::new(),
        }
    }

    fn pdf(mut self) -> Pdf {
        let document = self.document;
        let catalogue = document.catalog().expect("a catalogue");
        let labels = self.labels(catalogue);
        for (id, label) in document.page_iter().zip(labels) {
            let page = self.page(id, label);
            self.pages.push(page);
        }
        let root = self.dictionary(catalogue, b"StructTreeRoot");
        let tree = root.map(|root| self.element(root, None)).unwrap_or_default();
        let mut outline = Vec::new();
        if let Some(root) = self.dictionary(catalogue, b"Outlines") {
            self.bookmarks(root, 1, &mut outline);
        }
        let information = document.trailer.get(b"Info").ok();
        let information = information.and_then(|info| self.resolved(info).as_dict().ok());
        let info = information.into_iter().flatten().filter_map(|(key, value)| {
            let value = self.resolved(value).as_str().ok()?;
            Some((String::from_utf8_lossy(key).into_owned(), text_string(value)))
        });
        let info = info.collect();
        let metadata = catalogue.get(b"Metadata").ok().map(|it| self.resolved(it));
        let xmp = metadata.and_then(|it| it.as_stream().ok()).map_or_else(
            String::new,
            |stream| {
                let plain = stream.get_plain_content().expect("a readable XMP packet");
                String::from_utf8(plain).expect("XMP in UTF-8")
            },
        );
        let flag = |entry: &[u8], key: &[u8]| {
            let holder = self.dictionary(catalogue, entry);
            holder.and_then(|it| it.get(key).ok()?.as_bool().ok()).unwrap_or(false)
        };
        Pdf {
            tree,
            outline,
            info,
            xmp,
            language: self.text(catalogue, b"Lang").unwrap_or_default(),
            marked: flag(b"MarkInfo", b"Marked"),
            shows_title: flag(b"ViewerPreferences", b"DisplayDocTitle"),
            fonts: self.fonts.into_iter().collect(),
            pages: self.pages,
        }
    }

    fn resolved<'o>(&self, object: &'o Object) -> &'o Object
    where
        'd: 'o,
    {
        self.document.dereference(object).map_or(object, |(_, object)| object)
    }

    fn dictionary(&self, holder: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
        match self.resolved(holder.get(key).ok()?) {
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    fn text(&self, holder: &'d Dictionary, key: &[u8]) -> Option<String> {
        Some(text_string(self.resolved(holder.get(key).ok()?).as_str().ok()?))
    }

    /// The pages' labels (ISO 32000-1, 12.4.2), by page.
    fn labels(&self, catalogue: &'d Dictionary) -> Vec<String> {
        let mut ranges = BTreeMap::new();
        if let Some(root) = self.dictionary(catalogue, b"PageLabels") {
            self.push_numbers(root, &mut ranges);
        }
        let count = self.page_numbers.len();
        let label = |index: usize| {
            let at = i64::try_from(index).expect("fewer pages");
            let Some((start, range)) = ranges.range(..=at).next_back() else {
                return (index + 1).to_string();
            };
            let first = range.get(b"St").and_then(Object::as_i64).unwrap_or(1);
            let number = first + at - start;
            let prefix = self.text(range, b"P").unwrap_or_default();
            match range.get(b"S").and_then(Object::as_name) {
                Ok(b"D") => format!("{prefix}{number}"),
                Ok(b"r") => format!("{prefix}{}", roman(number)),
                Ok(b"R") => format!("{prefix}{}", roman(number).to_uppercase()),
                Ok(other) => {
                    format!("{prefix}{}:{number}", String::from_utf8_lossy(other))
                }
                Err(_) => prefix,
            }
        };
        (0..count).map(label).collect()
    }

    fn push_numbers(
        &self,
        node: &'d Dictionary,
        ranges: &mut BTreeMap<i64, &'d Dictionary>,
    ) {
        let list = |key: &[u8]| {
            let found = node.get(key).ok().map(|it| self.resolved(it));
            found.and_then(|it| it.as_array().ok()).map_or(&[][..], Vec::as_slice)
        };
        for pair in list(b"Nums").chunks_exact(2) {
            let start = pair[0].as_i64().expect("a page index");
            let range = self.resolved(&pair[1]).as_dict().expect("a page label");
            ranges.insert(start, range);
        }
        for kid in list(b"Kids") {
            let kid = self.resolved(kid).as_dict().expect("a node of a number tree");
            self.push_numbers(kid, ranges);
        }
    }

    fn page(&mut self, id: ObjectId, label: String) -> Page {
        let dictionary = self.document.get_dictionary(id).expect("a page");
        let bounds = dictionary.get(b"MediaBox").expect("a media box");
        let bounds = self.resolved(bounds).as_array().expect("four numbers");
        let height = bounds[3].as_float().expect("a height");
        let mut page = Page { label, height, runs: Vec::new(), drawings: 0 };
        let resources = self.dictionary(dictionary, b"Resources");
        let content = self.document.get_page_content(id);
        let mut open = Vec::new();
        self.content(&content, resources, &IDENTITY, &mut open, &mut page);
        assert!(open.is_empty(), "marked content stays open on page {}", page.label);
        page
    }

    /// Goes through a content stream.
    fn content(
        &mut self,
        data: &[u8],
        resources: Option<&'d Dictionary>,
        start: &Matrix,
        open: &mut Vec<Open>,
        page: &mut Page,
    ) {
        let content = Content::decode(data).expect("a readable content stream");
        let mut state = *start;
        let mut saved = Vec::new();
        let mut line = IDENTITY;
        let mut map: CharacterMap = None;
        let mut size = 0.0;
        for Operation { operator, operands } in &content.operations {
            match operator.as_str() {
                "q" => saved.push((state, size)),
                "Q" => (state, size) = saved.pop().expect("a state to go back to"),
                "cm" => state = concatenated(&matrix(operands), &state),
                "BT" => line = IDENTITY,
                "Tm" => line = matrix(operands),
                "Td" | "TD" => {
                    let shift =
                        [1.0, 0.0, 0.0, 1.0, number(operands, 0), number(operands, 1)];
                    line = concatenated(&shift, &line);
                }
                "Tf" => {
                    map = self.font(resources, operands);
                    size = number(operands, 1);
                }
                "BMC" | "BDC" => open.push(self.opened(resources, operands)),
                "EMC" => close(open, page),
                "Tj" | "'" | "TJ" | "\"" => {
                    let text = shown(operands, map.as_ref());
                    let [_, _, c, d, _, baseline] = concatenated(&line, &state);
                    match open.last_mut() {
                        Some(sequence) => {
                            sequence.text.push_str(&text);
                            sequence.baseline = sequence.baseline.min(baseline);
                            sequence.size = sequence.size.min(size * c.hypot(d));
                        }
                        None if self.tagged => {
                            panic!("`{text}` on page {} is not marked", page.label)
                        }
                        None => page.runs.push(Run {
                            mcid: None,
                            text,
                            baseline,
                            size: size * c.hypot(d),
                        }),
                    }
                }
                "Do" => {
                    let marked = open.iter().any(|sequence| sequence.mcid.is_some());
                    page.drawings += usize::from(marked);
                    self.form(resources, operands, &state, open, page);
                }
                _ => {}
            }
        }
    }

    fn form(
        &mut self,
        resources: Option<&'d Dictionary>,
        operands: &[Object],
        state: &Matrix,
        open: &mut Vec<Open>,
        page: &mut Page,
    ) {
        let name = operands[0].as_name().expect("a name");
        let forms = resources.and_then(|it| self.dictionary(it, b"XObject"));
        let form = forms.and_then(|it| it.get(name).ok()).expect("a known object");
        let form = self.resolved(form).as_stream().expect("a stream");
        let kind = form.dict.get(b"Subtype").and_then(Object::as_name);
        if !kind.is_ok_and(|kind| kind == b"Form") {
            return;
        }
        let data = form.get_plain_content().expect("a readable form");
        let own = match form.dict.get(b"Matrix").and_then(Object::as_array) {
            Ok(numbers) => matrix(numbers),
            Err(_) => IDENTITY,
        };
        let inner = self.dictionary(&form.dict, b"Resources").or(resources);
        self.content(&data, inner, &concatenated(&own, state), open, page);
    }

    /// The sequence that `BMC` or `BDC` opens.
    fn opened(&self, resources: Option<&'d Dictionary>, operands: &[Object]) -> Open {
        let artifact = operands[0].as_name().is_ok_and(|tag| tag == b"Artifact");
        let named = |name: &[u8]| {
            let all = resources.and_then(|it| self.dictionary(it, b"Properties"))?;
            self.dictionary(all, name).cloned()
        };
        let properties = match operands.get(1) {
            Some(Object::Dictionary(inline)) => Some(inline.clone()),
            Some(Object::Name(name)) => named(name),
            _ => None,
        };
        let get = |key: &[u8]| properties.as_ref().and_then(|it| it.get(key).ok());
        Open {
            mcid: get(b"MCID").and_then(|it| it.as_i64().ok()),
            artifact,
            actual: get(b"ActualText").and_then(|it| it.as_str().ok()).map(text_string),
            text: String::new(),
            baseline: f32::MAX,
            size: f32::INFINITY,
        }
    }

    /// The map of a font that `Tf` chooses.
    fn font(
        &mut self,
        resources: Option<&'d Dictionary>,
        operands: &[Object],
    ) -> CharacterMap {
        let name = operands[0].as_name().expect("a name");
        let fonts = resources.and_then(|it| self.dictionary(it, b"Font")).expect("fonts");
        let id = fonts.get(name).and_then(Object::as_reference).expect("a known font");
        if let Some(known) = self.maps.get(&id) {
            return known.clone();
        }
        let font = self.document.get_dictionary(id).expect("a font");
        let described = match font.get(b"DescendantFonts") {
            Ok(descendants) => {
                let descendants = self.resolved(descendants).as_array().expect("a list");
                self.resolved(&descendants[0]).as_dict().expect("a font")
            }
            Err(_) => font,
        };
        let descriptor = self.dictionary(described, b"FontDescriptor");
        let file = |key: &[u8]| descriptor.is_some_and(|it| it.has(key));
        let base = font.get(b"BaseFont").and_then(Object::as_name).unwrap_or(b"nameless");
        let base = String::from_utf8_lossy(base);
        let map = font.get(b"ToUnicode").ok().map(|it| {
            let stream = self.resolved(it).as_stream().expect("a stream");
            character_map(&stream.get_plain_content().expect("a readable map"))
        });
        self.fonts.insert(Font {
            // A subset is marked by six letters and a plus sign (9.6.4).
            name: base.split_once('+').map_or(&*base, |(_, name)| name).to_owned(),
            embedded: file(b"FontFile") || file(b"FontFile2") || file(b"FontFile3"),
            mapped: map.is_some(),
        });
        self.maps.insert(id, map.clone());
        map
    }

    /// An element of the structure, with the page that it inherits.
    fn element(&self, dictionary: &'d Dictionary, inherited: Option<usize>) -> Element {
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
            scope: self.scope(dictionary),
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
        let attributes = self.resolved(dictionary.get(b"A").ok()?);
        let list = match attributes {
            Object::Array(list) => list.as_slice(),
            one => std::slice::from_ref(one),
        };
        list.iter().find_map(|it| {
            let scope = self.resolved(it).as_dict().ok()?.get(b"Scope").ok()?;
            Some(String::from_utf8_lossy(scope.as_name().ok()?).into_owned())
        })
    }

    fn bookmarks(&self, parent: &'d Dictionary, level: usize, found: &mut Vec<Bookmark>) {
        let mut next = self.dictionary(parent, b"First");
        while let Some(entry) = next {
            let destination = entry.get(b"Dest").ok().or_else(|| {
                self.dictionary(entry, b"A").and_then(|action| action.get(b"D").ok())
            });
            found.push(Bookmark {
                level,
                title: self.text(entry, b"Title").unwrap_or_default(),
                page: destination.and_then(|it| self.destination(it)),
            });
            self.bookmarks(entry, level + 1, found);
            next = self.dictionary(entry, b"Next");
        }
    }

    /// The page of an explicit destination.
    fn destination(&self, destination: &'d Object) -> Option<usize> {
        let explicit = self.resolved(destination).as_array().ok()?;
        self.page_numbers.get(&explicit.first()?.as_reference().ok()?).copied()
    }
}

/// Ends the innermost marked-content sequence. What stands within another belongs to
/// that one, unless it has a place of its own in the structure.
fn close(open: &mut Vec<Open>, page: &mut Page) {
    let done = open.pop().expect("a sequence to end");
    let text = done.actual.unwrap_or(done.text);
    match open.last_mut() {
        Some(outer) if done.mcid.is_none() && !done.artifact => {
            outer.text.push_str(&text);
            outer.baseline = outer.baseline.min(done.baseline);
            outer.size = outer.size.min(done.size);
        }
        _ => {
            let Open { mcid, baseline, size, .. } = done;
            page.runs.push(Run { mcid, text, baseline, size });
        }
    }
}

/// The text that a showing operator draws.
fn shown(operands: &[Object], map: Option<&BTreeMap<u32, String>>) -> String {
    let mut text = String::new();
    for operand in operands {
        match operand {
            Object::Array(pieces) => text.push_str(&shown(pieces, map)),
            Object::String(codes, _) => {
                let (pairs, _) = codes.as_chunks::<2>();
                for pair in pairs {
                    let code = u32::from(u16::from_be_bytes(*pair));
                    let found = map.and_then(|map| map.get(&code));
                    text.push_str(found.map_or("\u{FFFD}", |found| found));
                }
            }
            _ => {}
        }
    }
    text
}

fn number(operands: &[Object], index: usize) -> f32 {
    operands[index].as_float().expect("a number")
}

fn matrix(operands: &[Object]) -> Matrix {
    std::array::from_fn(|index| number(operands, index))
}

/// A `ToUnicode` map (ISO 32000-1, 9.10.3).
fn character_map(data: &[u8]) -> BTreeMap<u32, String> {
    let mut map = BTreeMap::new();
    let text = String::from_utf8_lossy(data);
    for section in text.split("beginbfchar").skip(1) {
        let section = section.split("endbfchar").next().unwrap_or_default();
        for pair in codes(section).chunks_exact(2) {
            map.insert(code(&pair[0]), utf16(&pair[1]));
        }
    }
    for section in text.split("beginbfrange").skip(1) {
        let section = section.split("endbfrange").next().unwrap_or_default();
        assert!(!section.contains('['), "a range with a list of targets");
        for range in codes(section).chunks_exact(3) {
            for (offset, from) in (code(&range[0])..=code(&range[1])).enumerate() {
                let mut target = range[2].clone();
                let last = target.last_mut().expect("a target");
                *last += u8::try_from(offset).expect("a range within one byte");
                map.insert(from, utf16(&target));
            }
        }
    }
    map
}

/// The hexadecimal strings of a part of a map.
fn codes(section: &str) -> Vec<Vec<u8>> {
    section
        .split('<')
        .skip(1)
        .filter_map(|piece| piece.split('>').next())
        .map(|digits| {
            let digits: Vec<_> = digits.chars().filter_map(|c| c.to_digit(16)).collect();
            let (pairs, _) = digits.as_chunks::<2>();
            let byte = |[high, low]: &[u32; 2]| u8::try_from(high * 16 + low);
            pairs.iter().map(|pair| byte(pair).expect("a byte")).collect()
        })
        .collect()
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte))
}

fn roman(number: i64) -> String {
    const SIGNS: [(i64, &str); 9] = [
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = number;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

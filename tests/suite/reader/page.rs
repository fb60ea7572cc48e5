//! Pages: the runs of text that a content stream draws, each with its place in the structure.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object, ObjectId};

use super::Reading;
use super::font::CharacterMap;
use super::text::text_string;

/// A page.
pub struct Page {
    /// Its number as a viewer shows it.
    pub label: String,
    /// Its width in points.
    pub width: f32,
    /// Its height in points.
    pub height: f32,
    /// Its runs of text, in the order of drawing.
    pub runs: Vec<Run>,
    /// What each operator draws of text: the size in points, and the letters.
    pub shown: Vec<(f32, String)>,
    /// How many images and vector drawings with a meaning it has.
    pub drawings: usize,
    /// The colours that something on it is filled with, in the order of drawing.
    pub fills: Vec<Fill>,
}

/// A colour to fill with: its parts as the content stream gives them, 0 to 1. Three are
/// light, four are inks.
pub type Fill = Vec<f32>;

/// A run of text that one marked-content sequence holds.
pub struct Run {
    /// Its place in the structure; `None` for an artifact.
    pub mcid: Option<i64>,
    /// Its text.
    pub text: String,
    /// How far its first letter lies from the left edge of the page, in points: of the line furthest
    /// to the left.
    pub left: f32,
    /// How far its baseline lies above the foot of the page, in points: its lowest line.
    pub baseline: f32,
    /// The size that it is set in, in points: the smallest, where there are several.
    pub size: f32,
    /// The colours that it is set in, from its first letter to its last.
    pub fills: Vec<Fill>,
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

/// A marked-content sequence that is open.
struct Open {
    mcid: Option<i64>,
    artifact: bool,
    actual: Option<String>,
    text: String,
    left: f32,
    baseline: f32,
    size: f32,
    fills: Vec<Fill>,
}

impl<'d> Reading<'d> {
    pub(super) fn page(&mut self, id: ObjectId, label: String) -> Page {
        let dictionary = self.document.get_dictionary(id).expect("a page");
        let bounds = dictionary.get(b"MediaBox").expect("a media box");
        let bounds = self.resolved(bounds).as_array().expect("four numbers");
        let width = bounds[2].as_float().expect("a width");
        let height = bounds[3].as_float().expect("a height");
        let (runs, fills) = Default::default();
        let mut page =
            Page { label, width, height, runs, shown: Vec::new(), drawings: 0, fills };
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
        let mut fill = Fill::new();
        for Operation { operator, operands } in &content.operations {
            match operator.as_str() {
                "q" => saved.push((state, size, fill.clone())),
                "Q" => (state, size, fill) = saved.pop().expect("a state to go back to"),
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
                "sc" | "scn" | "g" | "rg" | "k" => {
                    fill = operands.iter().filter_map(|it| it.as_float().ok()).collect();
                    page.fills.push(fill.clone());
                }
                "BMC" | "BDC" => open.push(self.opened(resources, operands)),
                "EMC" => close(open, page),
                "Tj" | "'" | "TJ" | "\"" => {
                    let text = shown(operands, map.as_ref());
                    let [_, _, c, d, left, baseline] = concatenated(&line, &state);
                    page.shown.push((size * c.hypot(d), text.clone()));
                    match open.last_mut() {
                        Some(sequence) => {
                            sequence.text.push_str(&text);
                            sequence.left = sequence.left.min(left);
                            sequence.baseline = sequence.baseline.min(baseline);
                            sequence.size = sequence.size.min(size * c.hypot(d));
                            sequence.fills.push(fill.clone());
                        }
                        None if self.tagged => {
                            panic!("`{text}` on page {} is not marked", page.label)
                        }
                        None => page.runs.push(Run {
                            mcid: None,
                            text,
                            left,
                            baseline,
                            size: size * c.hypot(d),
                            fills: vec![fill.clone()],
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
            left: f32::MAX,
            baseline: f32::MAX,
            size: f32::INFINITY,
            fills: Vec::new(),
        }
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
            outer.left = outer.left.min(done.left);
            outer.baseline = outer.baseline.min(done.baseline);
            outer.size = outer.size.min(done.size);
            outer.fills.extend(done.fills);
        }
        _ => {
            let Open { mcid, left, baseline, size, fills, .. } = done;
            page.runs.push(Run { mcid, text, left, baseline, size, fills });
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

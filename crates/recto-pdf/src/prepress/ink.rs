//! Ink: what content streams paint, in inks alone, and black text over the rest.
//!
//! Typst writes the theme's colours in inks already. Colours in light come from drawings of
//! the project (SVG).

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use rayon::prelude::*;

use super::colour::{admit, share};
use super::failure::PressFailure;
use super::resources::add_resource;
use crate::intent::OutputIntent;
use crate::object::Dict;
use crate::space::Space;

/// The names of the graphics states that turn overprinting on and off.
const ON: &[u8] = b"RectoOverprint";
const OFF: &[u8] = b"RectoKnockout";

/// A content stream, and the object whose resources it uses.
struct Stream {
    owner: ObjectId,
    /// The streams that it is in; one but for pages.
    parts: Vec<ObjectId>,
    content: Vec<u8>,
    spaces: BTreeMap<Vec<u8>, Space>,
}

/// What was made of a content stream.
struct Rewritten {
    content: Vec<u8>,
    overprints: bool,
}

/// Turns every content stream of a document into inks.
pub(super) fn contents(
    document: &mut Document,
    intent: &OutputIntent,
    overprint: Overprint,
) -> Result<(), PressFailure> {
    let streams = streams(document)?;
    let rewritten: Result<Vec<_>, PressFailure> =
        streams.into_par_iter().map(|it| Ok((rewrite(&it, intent)?, it))).collect();
    for (Rewritten { content, overprints }, Stream { owner, parts, .. }) in rewritten? {
        if overprints {
            add_resource(document, owner, b"ExtGState", ON, overprint.on)?;
            add_resource(document, owner, b"ExtGState", OFF, overprint.off)?;
        }
        let mut content = Some(content);
        for part in parts {
            let stream = document.get_object_mut(part)?.as_stream_mut()?;
            stream.dict.remove(b"Filter");
            stream.dict.remove(b"DecodeParms");
            stream.set_content(content.take().unwrap_or_default());
            stream.compress()?;
        }
    }
    Ok(())
}

/// The graphics states that turn overprinting on and off, as objects of the document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Overprint {
    on: ObjectId,
    off: ObjectId,
}

/// Black that overprints leaves the inks below it as they are: in mode 1, an ink of which
/// it has none does not replace what is there (ISO 32000-1, 8.6.7).
pub(super) fn overprint(document: &mut Document) -> Overprint {
    let on =
        dictionary! { "Type" => "ExtGState", "op" => true, "OP" => true, "OPM" => 1 };
    let off =
        dictionary! { "Type" => "ExtGState", "op" => false, "OP" => false, "OPM" => 0 };
    Overprint { on: document.add_object(on), off: document.add_object(off) }
}

/// The content streams of pages, forms and tiles.
fn streams(document: &Document) -> Result<Vec<Stream>, lopdf::Error> {
    let mut streams = Vec::new();
    for page in document.page_iter() {
        streams.push(Stream {
            owner: page,
            parts: document.get_page_contents(page),
            content: document.get_page_content(page),
            spaces: spaces(document, document.get_dictionary(page)?),
        });
    }
    for (id, object) in &document.objects {
        let Object::Stream(stream) = object else { continue };
        let is_form = stream.dict.get(b"Subtype").and_then(Object::as_name).ok()
            == Some(b"Form".as_slice());
        let is_tile =
            stream.dict.get(b"PatternType").and_then(Object::as_i64).ok() == Some(1);
        if is_form || is_tile {
            streams.push(Stream {
                owner: *id,
                parts: vec![*id],
                content: stream.get_plain_content()?,
                spaces: spaces(document, &stream.dict),
            });
        }
    }
    Ok(streams)
}

/// The colour spaces that a content stream has names for.
fn spaces(document: &Document, owner: &Dictionary) -> BTreeMap<Vec<u8>, Space> {
    let resources = Dict::new(document, owner).dict(b"Resources");
    let named = resources.and_then(|it| it.dict(b"ColorSpace"));
    let named = named.into_iter().flat_map(|it| it.entries.iter());
    named.map(|(name, object)| (name.clone(), Space::of(document, object))).collect()
}

/// What is painted with: a colour space, and whether it is full black ink alone.
#[derive(Debug, Clone)]
struct Paint {
    space: Space,
    black: bool,
    /// A colour in light that words are not set in, because it is nearly black or nearly grey.
    words: Option<Words>,
}

impl Paint {
    fn new(space: Space, black: bool) -> Self {
        Self { space, black, words: None }
    }
}

/// A colour that shapes keep and words do not: in four inks, small letters blur wherever the
/// plates do not meet.
#[derive(Debug, Clone)]
struct Words {
    /// The operation that sets the black or grey for words.
    grey: Operation,
    /// The operation that sets the colour for shapes.
    colour: Operation,
    /// Whether the black or grey is set now.
    is_set: bool,
}

/// What of the graphics state matters here.
#[derive(Debug, Clone)]
struct State {
    fill: Paint,
    stroke: Paint,
    /// Whether black overprints; unknown where a form begins.
    overprints: Option<bool>,
    /// How text is painted: 0 fills it (ISO 32000-1, 9.3.6).
    rendering: i64,
}

fn rewrite(stream: &Stream, intent: &OutputIntent) -> Result<Rewritten, PressFailure> {
    let operations = Content::decode(&stream.content)?.operations;
    // Black, in a space without colours, is what every page begins with.
    let first = Paint::new(Space::Grey, false);
    let mut state = State {
        fill: first.clone(),
        stroke: first,
        overprints: Some(false),
        rendering: 0,
    };
    let mut saved = Vec::new();
    let mut written = Vec::with_capacity(operations.len() + 16);
    let mut overprints = false;
    for operation in operations {
        let Operation { operator, operands } = &operation;
        match operator.as_str() {
            "q" => saved.push(state.clone()),
            "Q" => state = saved.pop().unwrap_or(state),
            "Tr" => {
                state.rendering =
                    operands.first().and_then(|it| it.as_i64().ok()).unwrap_or(0);
            }
            "Tj" | "TJ" | "'" | "\"" => {
                set_words(&mut state.fill, true, &mut written);
                let is_black = state.fill.black
                    || state
                        .fill
                        .words
                        .as_ref()
                        .is_some_and(|it| it.grey.operator == "k");
                let wanted = is_black && state.rendering == 0;
                overprints |= wanted;
                switch(&mut state, wanted, &mut written);
            }
            "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" | "sh" | "Do" => {
                set_words(&mut state.fill, false, &mut written);
                switch(&mut state, false, &mut written);
            }
            _ => {}
        }
        match colour(&operation, stream, &mut state, intent)? {
            Some(in_inks) => written.extend(in_inks),
            None => written.push(operation),
        }
    }
    let content = Content { operations: written }.encode()?;
    Ok(Rewritten { content, overprints })
}

/// Turns overprinting on or off, where it is not so already.
fn switch(state: &mut State, wanted: bool, written: &mut Vec<Operation>) {
    if state.overprints != Some(wanted) {
        let name = if wanted { ON } else { OFF };
        written.push(Operation::new("gs", vec![Object::Name(name.to_vec())]));
        state.overprints = Some(wanted);
    }
}

/// Sets what words have in place of a colour, or the colour itself, where it is not set already.
fn set_words(fill: &mut Paint, wanted: bool, written: &mut Vec<Operation>) {
    if let Some(words) = &mut fill.words
        && words.is_set != wanted
    {
        written.push(if wanted { words.grey.clone() } else { words.colour.clone() });
        words.is_set = wanted;
    }
}

/// What sets the same colour in inks; `None` where an operation sets none, or is right.
fn colour(
    operation: &Operation,
    stream: &Stream,
    state: &mut State,
    intent: &OutputIntent,
) -> Result<Option<Vec<Operation>>, PressFailure> {
    let operator = operation.operator.as_str();
    let strokes = operator.starts_with(|c: char| c.is_ascii_uppercase());
    let paint = if strokes { &mut state.stroke } else { &mut state.fill };
    let shares: Vec<f32> =
        operation.operands.iter().filter_map(|it| it.as_float().ok()).collect();
    match operator {
        "cs" | "CS" => {
            let name = operation.operands.first().and_then(|it| it.as_name().ok());
            let name = name.unwrap_or_default();
            paint.space = match stream.spaces.get(name) {
                Some(space) => space.clone(),
                None => Space::named(name),
            };
            paint.black = false;
            paint.words = None;
            admit(&paint.space)?;
            // Where a space is left behind, so is its first colour, which is black.
            Ok(match paint.space {
                Space::Light | Space::Grey | Space::ProfiledGrey => {
                    Some(vec![grey(0.0, strokes)])
                }
                _ => None,
            })
        }
        "g" | "G" => {
            *paint = Paint::new(Space::Grey, false);
            Ok(None)
        }
        "rg" | "RG" => {
            *paint = Paint::new(Space::Light, false);
            Ok(Some(vec![mixed(&shares, strokes, paint, intent)]))
        }
        "k" | "K" => {
            *paint = Paint::new(Space::Inks, is_black(&shares));
            Ok(None)
        }
        "sc" | "SC" | "scn" | "SCN" => Ok(match &paint.space {
            Space::Light => Some(vec![mixed(&shares, strokes, paint, intent)]),
            Space::Grey | Space::ProfiledGrey => {
                Some(vec![grey(shares.first().copied().unwrap_or(0.0), strokes)])
            }
            Space::Inks => {
                paint.black = is_black(&shares);
                None
            }
            Space::Pattern | Space::Spot(_) | Space::All | Space::Other(_) => None,
        }),
        _ => Ok(None),
    }
}

fn is_black(inks: &[f32]) -> bool {
    matches!(inks, [c, m, y, k] if *c == 0.0 && *m == 0.0 && *y == 0.0 && *k >= 1.0)
}

/// Sets a grey, 0 for black to 1 for white: it prints in black ink alone.
fn grey(grey: f32, strokes: bool) -> Operation {
    Operation::new(if strokes { "G" } else { "g" }, vec![Object::Real(grey)])
}

/// Whether a colour in light is a grey, as far as eight bits tell.
fn is_neutral([red, green, blue]: [f32; 3]) -> bool {
    let least = red.min(green).min(blue);
    red.max(green).max(blue) - least < 0.5 / 255.0
}

/// Sets a colour in inks for one in light, and notes what words have in place of it.
fn mixed(
    light: &[f32],
    strokes: bool,
    paint: &mut Paint,
    intent: &OutputIntent,
) -> Operation {
    paint.words = None;
    let &[red, green, blue] = light else { return grey(0.0, strokes) };
    let (set, inks) = if is_neutral([red, green, blue]) {
        (grey(red, strokes), [0.0, 0.0, 0.0, 1.0 - red])
    } else {
        let inks = super::colour::mixed(light, intent);
        let operator = if strokes { "K" } else { "k" };
        (Operation::new(operator, inks.into_iter().map(share).collect()), inks)
    };
    if !strokes {
        let grey = in_place(inks, level([red, green, blue]));
        paint.words = grey.map(|grey| Words { grey, colour: set.clone(), is_set: false });
    }
    set
}

/// As much black ink as this is nearly all of it: letters of a grey this dark would be screened
/// into dots at their edges, and hardly be lighter for it.
const NEARLY_BLACK: f32 = 0.75;

/// The operation that sets the black or grey for words in place of a mixture of inks: black ink
/// alone for a mixture that is nearly black, a grey of black ink for one that is nearly grey.
/// `None` for a mixture that is a colour, or is a light grey of black ink already.
fn in_place(inks: [f32; 4], level: f32) -> Option<Operation> {
    let [c, m, y, k] = inks;
    let (least, most) = (c.min(m).min(y), c.max(m).max(y));
    let is_mixed = most > 0.005;
    // A dark blue has much of one ink and little of another; a black has some of each.
    let cast = if k > 0.5 { 0.5 } else { 0.15 };
    if is_mixed && (least <= 0.005 || most - least >= cast) {
        return None;
    }
    if 1.0 - level >= NEARLY_BLACK {
        let black = [0.0, 0.0, 0.0, 1.0].into_iter().map(share).collect();
        return Some(Operation::new("k", black));
    }
    is_mixed.then(|| grey(level, false))
}

/// The grey, 0 for black to 1 for white, that is as light as a colour (IEC 61966-2-1).
fn level(light: [f32; 3]) -> f32 {
    let linear = light.map(|it| match it.clamp(0.0, 1.0) {
        it if it <= 0.040_45 => it / 12.92,
        it => ((it + 0.055) / 1.055).powf(2.4),
    });
    let [red, green, blue] = linear;
    let luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    let level = match luminance {
        it if it <= 0.003_130_8 => it * 12.92,
        it => 1.055 * it.powf(1.0 / 2.4) - 0.055,
    };
    (level * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(content: &str) -> String {
        let stream = Stream {
            owner: (1, 0),
            parts: Vec::new(),
            content: content.as_bytes().to_vec(),
            spaces: BTreeMap::from([(b"c0".to_vec(), Space::Light)]),
        };
        let intent = OutputIntent::fogra39().unwrap();
        let rewritten = rewrite(&stream, &intent).unwrap();
        String::from_utf8(rewritten.content).unwrap().replace('\n', " ")
    }

    #[test]
    fn black_text_overprints_and_nothing_else_does() {
        assert_eq!(
            rewritten("0 0 0 1 k BT (a) Tj ET 0 0 1 1 re f 0 0 0 0 k BT (b) Tj ET"),
            "0 0 0 1 k BT /RectoOverprint gs (a) Tj ET 0 0 1 1 re /RectoKnockout gs f \
             0 0 0 0 k BT (b) Tj ET"
        );
        assert_eq!(rewritten("1 0 0 1 k BT (a) Tj ET"), "1 0 0 1 k BT (a) Tj ET");
    }

    #[test]
    fn what_was_saved_is_restored() {
        assert_eq!(
            rewritten("q 0 0 0 1 k (a) Tj Q 0 0 0 0 k (b) Tj"),
            "q 0 0 0 1 k /RectoOverprint gs (a) Tj Q 0 0 0 0 k (b) Tj"
        );
    }

    #[test]
    fn words_that_are_nearly_black_take_black_alone() {
        // The rectangle keeps its colour, and so does what follows it.
        let dark =
            rewritten("0.13 0.169 0.196 rg BT (a) Tj ET 0 0 1 1 re f BT (b) Tj ET");
        let black = "0.0 0.0 0.0 1.0 k /RectoOverprint gs (a) Tj ET 0 0 1 1 re 0.";
        assert!(dark.contains(black), "{dark}");
        assert!(
            dark.ends_with("0.0 0.0 0.0 1.0 k /RectoOverprint gs (b) Tj ET"),
            "{dark}"
        );
        let neutral = rewritten("0.2 0.2 0.2 rg BT (a) Tj ET");
        assert!(neutral.ends_with("BT 0.0 0.0 0.0 1.0 k /RectoOverprint gs (a) Tj ET"));
    }

    #[test]
    fn words_that_are_nearly_grey_take_a_grey() {
        let grey = rewritten("0.46 0.45 0.44 rg BT (a) Tj ET");
        assert!(grey.contains("BT 0.451 g (a) Tj ET"), "{grey}");
        let blue = rewritten("0 0.188 0.529 rg BT (a) Tj ET");
        assert!(blue.ends_with(" k BT (a) Tj ET"), "{blue}");
        assert_eq!(rewritten("0.5 0.5 0.5 rg BT (a) Tj ET"), "0.5 g BT (a) Tj ET");
    }

    #[test]
    fn light_becomes_ink() {
        assert_eq!(rewritten("0.5 0.5 0.5 rg 0 0 1 1 re f"), "0.5 g 0 0 1 1 re f");
        let blue = rewritten("/c0 CS 0 0 1 SCN 0 0 m 9 9 l S");
        assert!(blue.starts_with("0.0 G ") && blue.contains(" K 0 0 m"), "{blue}");
    }
}

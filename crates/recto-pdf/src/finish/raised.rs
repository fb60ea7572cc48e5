//! Raised characters: that what is drawn from plain figures above the line is read and copied as
//! what it is, 10⁶ and not 106 (ISO 32000-1, 14.9.4).

use std::collections::{BTreeMap, HashMap};

use lopdf::{Document, ObjectId, text_string};

use crate::content::{Operand, Operations, mcid};
use crate::font::Font;
use crate::object::Dict;

/// The raised character for each one from which it is drawn.
pub type Raised = BTreeMap<char, char>;

/// An element of the structure whose text is above the line.
struct Above {
    element: ObjectId,
    page: ObjectId,
    content: Vec<i64>,
}

/// Has every element above the line that is drawn from these characters alone say what it stands
/// for. Marks of notes stay as they are: they are numbers.
///
/// # Errors
///
/// When the content of a page cannot be read.
pub(super) fn say(document: &mut Document, raised: &Raised) -> Result<(), lopdf::Error> {
    let mut by_page: BTreeMap<ObjectId, Vec<Above>> = BTreeMap::new();
    for id in document.objects.keys() {
        if let Some(above) = above(document, *id) {
            by_page.entry(above.page).or_default().push(above);
        }
    }
    let mut said = Vec::new();
    for (page, all) in by_page {
        let Some(page) = Dict::numbered(document, page) else { continue };
        let texts = texts(page)?;
        for Above { element, content, .. } in all {
            let text = content.iter().map(|id| texts.get(id).map_or("", String::as_str));
            let text: Vec<char> = text.flat_map(str::chars).collect();
            let stands_for = text.iter().map(|it| raised.get(it).copied());
            if let (Some(text), false) =
                (stands_for.collect::<Option<String>>(), text.is_empty())
            {
                said.push((element, text));
            }
        }
    }
    for (element, text) in said {
        document.get_dictionary_mut(element)?.set("ActualText", text_string(&text));
    }
    Ok(())
}

/// The element that an object is, where its text is above the line.
fn above(document: &Document, id: ObjectId) -> Option<Above> {
    let element = Dict::numbered(document, id)?;
    if element.name(b"S")? != b"Span" || element.has(b"ActualText") {
        return None;
    }
    let shifts = element.dicts(b"A").filter_map(|it| it.number(b"BaselineShift"));
    if !shifts.max_by(f64::total_cmp).is_some_and(|shift| shift > 0.0) {
        return None;
    }
    if element.dict(b"P").is_some_and(is_mark) {
        return None;
    }
    let kids = element.one_or_more(b"K").iter().map(|kid| kid.as_i64().ok());
    let content = kids.collect::<Option<Vec<i64>>>()?;
    Some(Above { element: id, page: element.reference(b"Pg")?, content })
}

/// True for an element that holds the mark of a note and nothing else.
fn is_mark(parent: Dict<'_>) -> bool {
    let is_label = matches!(parent.name(b"S"), Some(b"Link" | b"Lbl" | b"Reference"));
    let texts = parent.one_or_more(b"K").iter().filter(|kid| {
        let kid = Dict::of(parent.document, kid);
        kid.is_none_or(|it| it.name(b"Type") != Some(b"OBJR"))
    });
    is_label && texts.count() == 1
}

/// The text of each piece of marked content of a page.
fn texts(page: Dict<'_>) -> Result<HashMap<i64, String>, lopdf::Error> {
    let content = page.content()?;
    let fonts = page.dict(b"Resources").and_then(|it| it.dict(b"Font"));
    let mut known: HashMap<Vec<u8>, Option<Font<'_>>> = HashMap::new();
    let mut texts: HashMap<i64, String> = HashMap::new();
    let mut open: Vec<Option<i64>> = Vec::new();
    let mut font = Vec::new();
    let mut operations = Operations::of(&content);
    while let Some((operator, operands)) = operations.next() {
        match operator {
            b"BDC" => open.push(mcid(operands)),
            b"BMC" => open.push(None),
            b"EMC" => {
                open.pop();
            }
            b"Tf" => {
                font =
                    operands.first().and_then(Operand::name).unwrap_or_default().into();
            }
            b"Tj" | b"TJ" => {
                let Some(id) = open.iter().rev().find_map(|it| *it) else { continue };
                let shown = known
                    .entry(font.clone())
                    .or_insert_with(|| fonts.and_then(|it| it.dict(&font)).map(Font::of));
                let Some(shown) = shown else { continue };
                let text = texts.entry(id).or_default();
                for operand in operands {
                    let Operand::Text(codes) = operand else { continue };
                    for code in shown.codes(codes) {
                        // A letter that is not known stands for no raised one.
                        let letter = shown.text(code);
                        text.push_str(letter.as_deref().unwrap_or("\u{fffd}"));
                    }
                }
            }
            _ => {}
        }
    }
    Ok(texts)
}

//! The document as a whole: what it does, asks for and hides (ISO 14289-1, 7.10 and 7.15;
//! ISO 19005-2, 6.4, 6.5 and 6.9 to 6.11).

use std::collections::HashSet;

use lopdf::Object;

use super::finding::{At, Findings};
use super::rule::{a, both, rules, ua};
use crate::object::{Dict, latin};
use crate::reading::Reading;

rules! {
    ACTION "action" File a("6.5.1"),
        "it does something that is not allowed", "take the action out";
    NAMED_ACTION "named-action" File a("6.5.1"),
        "a named action does something else than turning pages", "take the action out";
    EVENTS "actions-on-events" File a("6.5.2"),
        "it does something when something happens", "take `AA` out";
    FIELD_ACTION "field-with-action" File a("6.4.1"),
        "a field of a form does something", "take its actions out";
    UNDRAWN "form-without-appearances" File a("6.4.1"),
        "a form leaves to others what it looks like", "save it with its appearances";
    XFA "dynamic-form" File a("6.4.2").x("6.26"),
        "it holds a form in XFA", "print it to a PDF without one";
    XFA_RENDERED "form-rendered-dynamically" File both("7.15", "6.4.2"),
        "it is a dynamic form", "print it to a PDF without one";
    LAYERS "layers-without-name" File both("7.10", "6.9"),
        "a configuration of layers has no name", "give it a name";
    LAYERS_CHANGE "layers-that-change" File both("7.10", "6.9"),
        "layers change by themselves", "take `AS` out of the configuration of layers";
    SAME_LAYERS "layer-configurations-of-one-name" File a("6.9"),
        "configurations of layers have the same name", "give each a name of its own";
    LAYER_ORDER "layers-not-listed" File a("6.9"),
        "a layer is not in the order of layers", "list it in `Order`";
    ALTERNATES "alternate-presentations" File a("6.10"),
        "it presents itself in other ways too", "take the presentations out";
    REQUIREMENTS "requirements" File a("6.11"),
        "it asks for programs that can do something", "take `Requirements` out";
    PERMISSIONS "permissions" File a("6.1.12"),
        "it grants permissions in a way that is not allowed", "take `Perms` out, or sign it anew";
    NOT_FOR_AIDS "closed-to-reading-aids" File ua("7.16"),
        "its protection keeps reading aids out", "protect it without that, or not at all";
}

pub(super) fn judge(reading: &Reading<'_>, findings: &mut Findings) {
    let Some(catalogue) = reading.catalogue() else { return };
    if catalogue.has(b"AA") {
        findings.add(&EVENTS, At::default());
    }
    if catalogue.has(b"Requirements") {
        findings.add(&REQUIREMENTS, At::default());
    }
    let names = catalogue.dict(b"Names");
    if names.is_some_and(|it| it.has(b"AlternatePresentations")) {
        findings.add(&ALTERNATES, At::default());
    }
    if names.is_some_and(|it| it.has(b"JavaScript")) {
        findings.say(&ACTION, At::default(), "a script");
    }
    for ((number, _), node) in reading.numbered().zip(&reading.nodes) {
        if node.own.has(b"AA") {
            findings.add(&EVENTS, number);
        }
        if node.own.has(b"PresSteps") {
            findings.add(&ALTERNATES, number);
        }
        for note in node.own.dicts(b"Annots") {
            let is_field = note.name(b"Subtype") == Some(b"Widget");
            if is_field && (note.has(b"A") || note.has(b"AA")) {
                let at = At { page: Some(number), object: reading.number_of(note) };
                findings.add(&FIELD_ACTION, at);
            }
            if let Some(action) = note.dict(b"A") {
                judge_action(action, At::from(number), findings);
            }
        }
    }
    if let Some(action) = catalogue.dict(b"OpenAction") {
        judge_action(action, At::default(), findings);
    }
    judge_bookmarks(reading, catalogue, findings);
    judge_form(catalogue, findings);
    judge_layers(catalogue, findings);
    judge_protection(reading, catalogue, findings);
}

/// Judges an action, and those that follow it.
fn judge_action(action: Dict<'_>, at: At, findings: &mut Findings) {
    let mut waiting = vec![action];
    let mut seen = HashSet::new();
    while let Some(action) = waiting.pop() {
        if !seen.insert(action.address()) || seen.len() > 1_000 {
            continue;
        }
        match action.name(b"S") {
            Some(b"GoTo" | b"GoToR" | b"GoToE" | b"Thread" | b"URI" | b"SubmitForm") => {}
            Some(b"Named") => {
                let name = action.name(b"N");
                let turns = [&b"NextPage"[..], b"PrevPage", b"FirstPage", b"LastPage"];
                if !name.is_some_and(|it| turns.contains(&it)) {
                    findings.add(&NAMED_ACTION, at);
                }
            }
            other => {
                let kind = other.unwrap_or(b"?").escape_ascii().to_string();
                findings.say(&ACTION, at, format!("`{kind}`"));
            }
        }
        let next = action.one_or_more(b"Next").iter();
        waiting.extend(next.filter_map(|it| Dict::of(action.document, it)));
    }
}

fn judge_bookmarks(reading: &Reading<'_>, catalogue: Dict<'_>, findings: &mut Findings) {
    let outline = catalogue.dict(b"Outlines");
    let mut waiting: Vec<Dict<'_>> =
        outline.and_then(|it| it.dict(b"First")).into_iter().collect();
    let mut seen = HashSet::new();
    while let Some(item) = waiting.pop() {
        if !seen.insert(item.address()) || seen.len() > crate::object::MOST {
            continue;
        }
        if let Some(action) = item.dict(b"A") {
            judge_action(action, At::from(reading.number_of(item)), findings);
        }
        waiting.extend([&b"First"[..], b"Next"].iter().filter_map(|it| item.dict(it)));
    }
}

fn judge_form(catalogue: Dict<'_>, findings: &mut Findings) {
    if catalogue.says(b"NeedsRendering") {
        findings.add(&XFA_RENDERED, At::default());
    }
    let Some(form) = catalogue.dict(b"AcroForm") else { return };
    if form.says(b"NeedAppearances") {
        findings.add(&UNDRAWN, At::default());
    }
    if form.has(b"XFA") {
        findings.add(&XFA, At::default());
        if is_rendered(form) {
            findings.add(&XFA_RENDERED, At::default());
        }
    }
    let mut waiting: Vec<Dict<'_>> = form.dicts(b"Fields").collect();
    let mut seen = HashSet::new();
    while let Some(field) = waiting.pop() {
        if !seen.insert(field.address()) || seen.len() > crate::object::MOST {
            continue;
        }
        if field.has(b"AA") {
            findings.add(&FIELD_ACTION, At::default());
        }
        waiting.extend(field.dicts(b"Kids"));
    }
}

/// Whether a form in XFA is drawn by whoever shows it, as its configuration says.
fn is_rendered(form: Dict<'_>) -> bool {
    let parts = form.one_or_more(b"XFA").iter();
    let texts = parts.filter_map(|it| match crate::object::resolve(form.document, it)? {
        Object::Stream(stream) => {
            crate::object::unpacked(stream, crate::object::LONGEST_CONTENT).ok()
        }
        _ => None,
    });
    texts.into_iter().any(|text| {
        let text = latin(&text);
        let at = text.find("<dynamicRender>").map(|at| at + "<dynamicRender>".len());
        at.is_some_and(|at| text[at..].trim_start().starts_with("required"))
    })
}

fn judge_layers(catalogue: Dict<'_>, findings: &mut Findings) {
    let Some(layers) = catalogue.dict(b"OCProperties") else { return };
    let usual = layers.dict(b"D");
    let mut names = HashSet::new();
    let all = layers.array(b"OCGs");
    for configuration in usual.into_iter().chain(layers.dicts(b"Configs")) {
        match configuration.text(b"Name") {
            None => findings.add(&LAYERS, At::default()),
            Some(name) if !names.insert(name.clone()) => {
                findings.say(&SAME_LAYERS, At::default(), format!("`{name}`"));
            }
            Some(_) => {}
        }
        if configuration.has(b"AS") {
            findings.add(&LAYERS_CHANGE, At::default());
        }
        if configuration.has(b"Order") {
            let mut listed = HashSet::new();
            list(configuration.document, configuration.array(b"Order"), 0, &mut listed);
            let is_listed =
                |it: &Object| it.as_reference().is_ok_and(|id| listed.contains(&id));
            if !all.iter().all(is_listed) {
                findings.add(&LAYER_ORDER, At::default());
            }
        }
    }
}

/// The layers in an order, which may hold orders.
fn list(
    document: &lopdf::Document,
    order: &[Object],
    depth: usize,
    listed: &mut HashSet<lopdf::ObjectId>,
) {
    for item in order.iter().filter(|_| depth < 32) {
        if let Ok(id) = item.as_reference() {
            listed.insert(id);
        }
        if let Some(Object::Array(inner)) = crate::object::resolve(document, item) {
            list(document, inner, depth + 1, listed);
        }
    }
}

fn judge_protection(reading: &Reading<'_>, catalogue: Dict<'_>, findings: &mut Findings) {
    if let Some(permissions) = catalogue.dict(b"Perms") {
        let is_known =
            |(key, _): (&Vec<u8>, &Object)| matches!(key.as_slice(), b"UR3" | b"DocMDP");
        let mut signatures = permissions
            .entries
            .iter()
            .filter_map(|(_, it)| Dict::of(reading.document, it));
        let is_digested = permissions.has(b"DocMDP")
            && signatures.any(|signature| {
                let digests = [&b"DigestLocation"[..], b"DigestMethod", b"DigestValue"];
                signature
                    .dicts(b"Reference")
                    .any(|it| digests.iter().any(|key| it.has(key)))
            });
        if !permissions.entries.iter().all(is_known) || is_digested {
            findings.add(&PERMISSIONS, At::default());
        }
    }
    /// The permission to take text out for reading aids (ISO 32000-1, table 22, bit 10).
    const FOR_AIDS: i64 = 512;
    let permissions = reading.data.and_then(permissions);
    if permissions.is_some_and(|it| it & FOR_AIDS == 0) {
        findings.add(&NOT_FOR_AIDS, At::default());
    }
}

/// The permissions of an encrypted file (ISO 32000-1, 7.6.3.2), as its bytes say them: whoever
/// opens it takes them away.
fn permissions(data: &[u8]) -> Option<i64> {
    let find =
        |from: &[u8], word: &[u8]| from.windows(word.len()).position(|it| it == word);
    let is_key = |it: &[u8]| it.starts_with(b"/Encrypt") && !it[8].is_ascii_alphabetic();
    let at = data.windows(9).rposition(is_key)?;
    let reference = data.get(at + 8..(at + 40).min(data.len()))?;
    let reference = latin(reference);
    let mut words = reference.split_ascii_whitespace();
    let header = format!("{} {} obj", words.next()?, words.next()?);
    let begins = |it: &[u8]| it[1..] == *header.as_bytes() && it[0].is_ascii_whitespace();
    let start = data.windows(header.len() + 1).position(begins)?;
    let object = &data[start..];
    let object = &object[..find(object, b"endobj")?];
    let mut from = 0;
    while let Some(found) = find(&object[from..], b"/P") {
        let value = &object[from + found + 2..];
        let value = latin(&value[..value.len().min(24)]);
        let value = value.trim_start();
        let length = value.find(|it: char| it != '-' && !it.is_ascii_digit());
        if let Ok(value) = value[..length.unwrap_or(value.len())].parse() {
            return Some(value);
        }
        from += found + 2;
    }
    None
}

//! Colour: what is seen means the same everywhere (ISO 19005-2, 6.2.3, 6.2.4 and 6.2.10).

use std::collections::{HashMap, HashSet};

use lopdf::{Object, Stream};

use super::finding::{At, Findings};
use super::rule::{a, rules};
use crate::object::{Dict, LONGEST, resolve, unpacked};
use crate::reading::Reading;

rules! {
    INTENT_PROFILE "output-intent-profile" OutputIntent a("6.2.3"),
        "the profile of an output intent is none of a screen or a printer", "name a condition with a profile of that kind";
    INTENTS "several-output-intents" OutputIntent a("6.2.3"),
        "output intents have several profiles", "give all the same";
    INTENT_ELSEWHERE "output-intent-elsewhere" OutputIntent a("6.2.3"),
        "the profile of an output intent is not in the file", "embed it";
    PROFILE "colour-profile" Colour a("6.2.4.2").x("6.4"),
        "a colour profile is damaged, of another kind, or newer than version 4", "embed a profile of version 2 or 4";
    OVERPRINT "profiled-inks-overprint" Colour a("6.2.4.2"),
        "inks by a profile overprint in mode 1", "set `OPM` to 0";
    LIGHT "device-rgb" Colour a("6.2.4.3"),
        "colours are in light, and no output intent says in which", "describe them in sRGB, or name an output intent in light";
    INKS "device-cmyk" Colour a("6.2.4.3"),
        "colours are in inks, and no output intent says in which", "export them in sRGB, or name an output intent in inks";
    GREY "device-grey" Colour a("6.2.4.3"),
        "colours are in grey, and there is no output intent", "name an output intent";
    COLORANTS "colorants-missing" Colour a("6.2.4.4"),
        "inks of their own are not described one by one", "list each in `Colorants`";
    TINTS "inks-of-two-meanings" Colour a("6.2.4.4").x("6.4"),
        "an ink of its own stands for two colours", "describe it the same way everywhere";
    MANY "too-many-colorants" Colour a("6.1.13").x("6.25"),
        "a colour space has more than 32 inks", "use fewer";
    BLEND_SPACE "transparency-without-space" Colour a("6.2.10"),
        "something shines through, and nothing says in which colours it mixes", "give the page a group with a colour space, or name an output intent";
}

pub(super) fn judge(reading: &Reading<'_>, findings: &mut Findings) {
    let intent = judge_intents(reading, findings);
    let is_intent = |space: &[u8]| intent.as_deref() == Some(space);
    for ((number, page), node) in reading.numbered().zip(&reading.nodes) {
        let mut devices = page.uses.devices;
        devices |= page.uses.set;
        if devices.light && !is_intent(b"RGB ") {
            findings.add(&LIGHT, number);
        }
        if devices.inks && !is_intent(b"CMYK") {
            findings.add(&INKS, number);
        }
        if devices.grey && intent.is_none() {
            findings.add(&GREY, number);
        }
        if page.uses.overprints_profiled_inks {
            findings.add(&OVERPRINT, number);
        }
        let blends = node.own.dict(b"Group").is_some_and(|it| it.has(b"CS"));
        let is_group = node.own.dict(b"Group").is_some();
        if (page.uses.is_transparent || is_group) && !blends && intent.is_none() {
            findings.add(&BLEND_SPACE, number);
        }
    }
    judge_spaces(reading, findings);
}

/// Judges the output intents; the space of the one that PDF/A asks for, as profiles name it.
fn judge_intents(reading: &Reading<'_>, findings: &mut Findings) -> Option<Vec<u8>> {
    let catalogue = reading.catalogue()?;
    let mut space = None;
    let mut profiles: HashSet<usize> = HashSet::new();
    for intent in catalogue.dicts(b"OutputIntents") {
        let kind = intent.name(b"S");
        if kind == Some(b"GTS_PDFX") && intent.has(b"DestOutputProfileRef") {
            findings.add(&INTENT_ELSEWHERE, At::default());
        }
        let Some(profile) = intent.stream(b"DestOutputProfile") else { continue };
        profiles.insert(std::ptr::from_ref(&profile.dict).addr());
        let header = Header::of(profile);
        let is_kind = header.as_ref().is_some_and(|it| {
            let classes: [&[u8]; 2] = [b"prtr", b"mntr"];
            let spaces: [&[u8]; 3] = [b"RGB ", b"CMYK", b"GRAY"];
            classes.contains(&it.class.as_slice())
                && spaces.contains(&it.space.as_slice())
                && it.version < 5
        });
        if !is_kind {
            findings.add(&INTENT_PROFILE, At::default());
        }
        if kind == Some(b"GTS_PDFA1") {
            space = header.map(|it| it.space).or(space);
        }
    }
    if profiles.len() > 1 {
        findings.add(&INTENTS, At::default());
    }
    space
}

/// What the header of a colour profile says (ISO 15076-1, 7.2).
pub(super) struct Header {
    pub(super) version: u8,
    pub(super) class: Vec<u8>,
    pub(super) space: Vec<u8>,
}

impl Header {
    pub(super) fn of(profile: &Stream) -> Option<Self> {
        let data = unpacked(profile, LONGEST).ok()?;
        let signature = data.get(36..40)?;
        (signature == b"acsp").then_some(())?;
        Some(Self {
            version: *data.get(8)?,
            class: data.get(12..16)?.to_vec(),
            space: data.get(16..20)?.to_vec(),
        })
    }
}

/// An ink of its own: what it looks like by the file.
type Tint<'d> = (&'d Object, &'d Object);

/// Judges the colour spaces that pages use, and those within them.
fn judge_spaces(reading: &Reading<'_>, findings: &mut Findings) {
    let document = reading.document;
    let mut tints: HashMap<&[u8], Tint<'_>> = HashMap::new();
    let mut seen: HashSet<usize> = HashSet::new();
    for (number, page) in reading.numbered() {
        let mut waiting: Vec<&Object> = page.uses.spaces.clone();
        for image in &page.uses.images {
            waiting.extend(image.raw(b"ColorSpace"));
        }
        for group in page.uses.forms.iter().filter_map(|it| it.dict(b"Group")) {
            waiting.extend(group.raw(b"CS"));
        }
        let node = &reading.nodes[number - 1];
        waiting.extend(node.own.dict(b"Group").and_then(|it| it.raw(b"CS")));
        if let Some(spaces) = node
            .raw(b"Resources")
            .and_then(|it| Dict::of(document, it)?.dict(b"ColorSpace"))
        {
            let defaults = [&b"DefaultRGB"[..], b"DefaultCMYK", b"DefaultGray"];
            waiting.extend(defaults.iter().filter_map(|it| spaces.raw(it)));
        }
        while let Some(space) = waiting.pop() {
            let Some(Object::Array(items)) = resolve(document, space) else { continue };
            if !seen.insert(items.as_ptr().addr()) || seen.len() > 100_000 {
                continue;
            }
            let item = |at: usize| items.get(at).and_then(|it| resolve(document, it));
            let family = item(0).and_then(|it| it.as_name().ok()).unwrap_or_default();
            match (family, item(1)) {
                (b"ICCBased", Some(Object::Stream(profile))) => {
                    judge_profile(
                        profile,
                        Dict::new(document, &profile.dict),
                        number,
                        findings,
                    );
                }
                (b"Indexed" | b"Pattern", _) => waiting.extend(items.get(1)),
                (b"Separation", Some(Object::Name(name))) => {
                    waiting.extend(items.get(2));
                    let (Some(root), Some(tint)) = (item(2), item(3)) else { continue };
                    let known = *tints.entry(name).or_insert((root, tint));
                    if !is_same(document, known.0, root)
                        || !is_same(document, known.1, tint)
                    {
                        let name = format!("`{}`", name.escape_ascii());
                        findings.say(&TINTS, number, name);
                    }
                }
                (b"DeviceN", Some(Object::Array(names))) => {
                    waiting.extend(items.get(2));
                    let attributes = items.get(4).and_then(|it| Dict::of(document, it));
                    if names.len() > 32 {
                        findings.add(&MANY, number);
                    }
                    let colorants = attributes.and_then(|it| it.dict(b"Colorants"));
                    if let Some(colorants) = colorants {
                        let spots = colorants.entries.iter().map(|(_, it)| it);
                        waiting.extend(spots);
                    }
                    let process = attributes.and_then(|it| it.dict(b"Process"));
                    let process = process.map(|it| it.array(b"Components"));
                    let process = process.unwrap_or_default();
                    let is_described = |name: &Object| {
                        let Some(Object::Name(name)) = resolve(document, name) else {
                            return false;
                        };
                        let is_process = matches!(
                            name.as_slice(),
                            b"Cyan" | b"Magenta" | b"Yellow" | b"Black"
                        );
                        name == b"None"
                            || is_process
                            || process.iter().any(|it| it.as_name().ok() == Some(name))
                            || colorants.is_some_and(|it| it.has(name))
                    };
                    if !names.iter().all(is_described) {
                        findings.add(&COLORANTS, number);
                    }
                }
                _ => {}
            }
        }
    }
}

fn judge_profile(
    profile: &Stream,
    dict: Dict<'_>,
    number: usize,
    findings: &mut Findings,
) {
    let fits = Header::of(profile).is_some_and(|header| {
        let components = match header.space.as_slice() {
            b"RGB " | b"Lab " => 3,
            b"CMYK" => 4,
            b"GRAY" => 1,
            _ => 0,
        };
        let classes: [&[u8]; 4] = [b"prtr", b"mntr", b"scnr", b"spac"];
        classes.contains(&header.class.as_slice())
            && header.version < 5
            && dict.integer(b"N") == Some(components)
    });
    if !fits {
        findings.add(&PROFILE, number);
    }
}

/// Whether two objects say the same.
fn is_same(document: &lopdf::Document, one: &Object, other: &Object) -> bool {
    let mut pairs = vec![(one, other)];
    let mut looked = 0;
    while let Some((one, other)) = pairs.pop() {
        looked += 1;
        let (Some(one), Some(other)) = (resolve(document, one), resolve(document, other))
        else {
            return false;
        };
        if looked > 10_000 || std::ptr::eq(one, other) {
            continue;
        }
        match (one, other) {
            (Object::Array(one), Object::Array(other)) if one.len() == other.len() => {
                pairs.extend(one.iter().zip(other));
            }
            (Object::Dictionary(one), Object::Dictionary(other))
                if one.len() == other.len() =>
            {
                for (key, value) in one {
                    let Ok(same) = other.get(key) else { return false };
                    pairs.push((value, same));
                }
            }
            (Object::Stream(one), Object::Stream(other)) => {
                let contents = [one, other].map(|it| unpacked(it, LONGEST).ok());
                if contents[0] != contents[1] {
                    return false;
                }
            }
            (one, other) if one == other => {}
            (one, other) => {
                match (crate::object::number(one), crate::object::number(other)) {
                    (Some(one), Some(other)) if (one - other).abs() < 1e-9 => {}
                    _ => return false,
                }
            }
        }
    }
    true
}

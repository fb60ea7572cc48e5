//! Content: what pages are drawn with (ISO 19005-2, 6.1.10, 6.2.2, 6.2.5, 6.2.6, 6.2.8 to
//! 6.2.10; ISO 14289-1, 7.20).

use lopdf::Object;

use super::finding::{At, Findings};
use super::rule::{OF_X4, a, both, rules};
use crate::object::Dict;
use crate::reading::Reading;

rules! {
    UNREADABLE "unreadable-content" File both("6.1", "6.2.2").x("6.1"),
        "the content of a page cannot be read", "export the page again";
    UNKNOWN "unknown-operator" File a("6.2.2").x("6.19"),
        "content has an operator that PDF does not know", "export the page again";
    INHERITED "inherited-resources" File a("6.2.2"),
        "content uses resources that are not its own", "give the page or the form its resources";
    TRANSFER "transfer-function" Colour a("6.2.5").x("6.13"),
        "a transfer function changes colours", "take `TR` or `TR2` out";
    HALFTONE "halftone" Colour a("6.2.5").x("6.13"),
        "a halftone is of a kind that is not allowed", "take `HT` out";
    PHASE "halftone-phase" Colour a("6.2.5"),
        "the phase of halftones is set", "take `HTP` out";
    INTENT "rendering-intent" Colour a("6.2.6").x("6.23"),
        "a rendering intent is none that PDF knows", "use `RelativeColorimetric` or another of the four";
    BLEND "blend-mode" Colour a("6.2.10").x("6.20"),
        "a blend mode is none that PDF knows", "use `Normal` or another of PDF 1.7";
    ALTERNATES "image-alternates" File a("6.2.8"),
        "an image has other forms", "take `Alternates` out";
    OPI "opi" File a("6.2.8").x(OF_X4),
        "an image or a drawing stands for one elsewhere", "take `OPI` out, and embed the image";
    SMOOTHED "smoothed-image" File a("6.2.8"),
        "an image is smoothed when it is drawn", "take `Interpolate` out";
    BITS "image-bits" File a("6.2.8"),
        "an image has a number of bits that is not allowed", "save it with 1, 2, 4, 8 or 16 bits a channel";
    JPX "jpeg-2000" Colour a("6.2.8.3"),
        "a JPEG 2000 image has colours or bits that are not allowed", "save it in sRGB, with 8 bits a channel";
    POSTSCRIPT "postscript" File a("6.2.9").x("6.14"),
        "it holds PostScript", "take it out";
    REFERENCE "form-of-another-file" File both("7.20", "6.2.9").x(OF_X4),
        "a form stands for a page of another file", "embed the page";
    INLINE "inline-image-filter" File a("6.1.10").x(OF_X4),
        "an image within the content is packed in a way that is not allowed", "pack it with `Fl` or `DCT`";
    NESTED "states-nested-too-deep" File a("6.1.13").x("6.25"),
        "states of the graphics are saved more than 28 times within each other", "export the page again";
}

pub(super) fn judge(reading: &Reading<'_>, findings: &mut Findings) {
    for (number, page) in reading.numbered() {
        let uses = &page.uses;
        let at =
            |dict: Dict<'_>| At { page: Some(number), object: reading.number_of(dict) };
        if let Some(reason) = &page.unreadable {
            findings.say(&UNREADABLE, number, reason.clone());
        }
        for operator in &uses.unknown {
            findings.say(&UNKNOWN, number, format!("`{operator}`"));
        }
        if uses.inherits {
            findings.add(&INHERITED, number);
        }
        if uses.saved > 28 {
            findings.add(&NESTED, number);
        }
        for intent in &uses.intents {
            judge_intent(intent, At::from(number), findings);
        }
        for parameters in &uses.parameters {
            judge_parameters(*parameters, at(*parameters), findings);
        }
        for image in &uses.images {
            judge_image(*image, at(*image), findings);
        }
        for form in &uses.forms {
            let is_postscript = form.name(b"Subtype2") == Some(b"PS")
                || form.name(b"Subtype") == Some(b"PS")
                || form.has(b"PS");
            if is_postscript {
                findings.add(&POSTSCRIPT, at(*form));
            }
            if form.has(b"OPI") {
                findings.add(&OPI, at(*form));
            }
            if form.has(b"Ref") {
                findings.add(&REFERENCE, at(*form));
            }
        }
        for image in &uses.inline {
            if image.is_smoothed {
                findings.add(&SMOOTHED, number);
            }
            if let Some(intent) = &image.intent {
                judge_intent(intent, At::from(number), findings);
            }
            let known: [&[u8]; 12] = [
                b"ASCIIHexDecode",
                b"AHx",
                b"ASCII85Decode",
                b"A85",
                b"FlateDecode",
                b"Fl",
                b"RunLengthDecode",
                b"RL",
                b"CCITTFaxDecode",
                b"CCF",
                b"DCTDecode",
                b"DCT",
            ];
            if image.filters.iter().any(|it| !known.contains(&it.as_slice())) {
                findings.add(&INLINE, number);
            }
        }
    }
}

fn judge_intent(intent: &[u8], at: At, findings: &mut Findings) {
    let known: [&[u8]; 4] =
        [b"RelativeColorimetric", b"AbsoluteColorimetric", b"Perceptual", b"Saturation"];
    if !known.contains(&intent) {
        findings.say(&INTENT, at, format!("`{}`", intent.escape_ascii()));
    }
}

fn judge_parameters(parameters: Dict<'_>, at: At, findings: &mut Findings) {
    let transfers = parameters.has(b"TR")
        || parameters.has(b"TR2") && parameters.name(b"TR2") != Some(b"Default");
    if transfers {
        findings.add(&TRANSFER, at);
    }
    if parameters.has(b"HTP") {
        findings.add(&PHASE, at);
    }
    if let Some(intent) = parameters.name(b"RI") {
        judge_intent(intent, at, findings);
    }
    if let Some(halftone) = parameters.dict(b"HT")
        && !is_allowed(halftone, None)
    {
        findings.add(&HALFTONE, at);
    }
    let known: [&[u8]; 17] = [
        b"Normal",
        b"Compatible",
        b"Multiply",
        b"Screen",
        b"Overlay",
        b"Darken",
        b"Lighten",
        b"ColorDodge",
        b"ColorBurn",
        b"HardLight",
        b"SoftLight",
        b"Difference",
        b"Exclusion",
        b"Hue",
        b"Saturation",
        b"Color",
        b"Luminosity",
    ];
    let modes = parameters.one_or_more(b"BM").iter();
    for mode in modes.filter_map(|it| it.as_name().ok()) {
        if !known.contains(&mode) {
            findings.say(&BLEND, at, format!("`{}`", mode.escape_ascii()));
        }
    }
}

/// Whether a halftone is of an allowed kind, as are those for single inks in it.
fn is_allowed(halftone: Dict<'_>, ink: Option<&[u8]>) -> bool {
    let kind = halftone.integer(b"HalftoneType");
    let changes = halftone.has(b"TransferFunction");
    let is_process =
        matches!(ink, None | Some(b"Cyan" | b"Magenta" | b"Yellow" | b"Black"));
    let fits = ink == Some(b"Default") || changes != is_process;
    let inner_fit = kind != Some(5)
        || halftone.entries.iter().all(|(key, value)| {
            let inner = Dict::of(halftone.document, value);
            inner.is_none_or(|inner| is_allowed(inner, Some(key)))
        });
    let is_whole = ink.is_some() || kind == Some(5);
    matches!(kind, Some(1 | 5))
        && !halftone.has(b"HalftoneName")
        && (kind == Some(5) || fits || !is_whole && !changes)
        && inner_fit
}

fn judge_image(image: Dict<'_>, at: At, findings: &mut Findings) {
    if image.has(b"Alternates") {
        findings.add(&ALTERNATES, at);
    }
    if image.has(b"OPI") {
        findings.add(&OPI, at);
    }
    if image.says(b"Interpolate") {
        findings.add(&SMOOTHED, at);
    }
    if let Some(intent) = image.name(b"Intent") {
        judge_intent(intent, at, findings);
    }
    let bits = image.integer(b"BitsPerComponent");
    let is_mask = image.says(b"ImageMask");
    let fits = match bits {
        None => true,
        Some(bits) if is_mask => bits == 1,
        Some(bits) => matches!(bits, 1 | 2 | 4 | 8 | 16),
    };
    if !fits {
        findings.add(&BITS, at);
    }
    if let Some(mask) = image.stream(b"Mask") {
        let mask = Dict::new(image.document, &mask.dict);
        if mask.integer(b"BitsPerComponent").is_some_and(|it| it != 1) {
            findings.add(&BITS, at);
        }
        if mask.says(b"Interpolate") {
            findings.add(&SMOOTHED, at);
        }
    }
    if let Some(mask) = image.stream(b"SMask") {
        judge_image(Dict::new(image.document, &mask.dict), at, findings);
    }
    let filters = image.one_or_more(b"Filter").iter();
    let mut filters = filters.filter_map(|it| it.as_name().ok());
    if filters.any(|it| it == b"JPXDecode")
        && let Some(Object::Stream(stream)) = stream_of(image)
        && !is_allowed_jpx(&stream.content, image.has(b"ColorSpace"))
    {
        findings.add(&JPX, at);
    }
}

/// The stream whose dictionary this is.
fn stream_of(dict: Dict<'_>) -> Option<&Object> {
    let mut objects = dict.document.objects.values();
    objects.find(|object| match object {
        Object::Stream(stream) => std::ptr::eq(&raw const stream.dict, dict.entries),
        _ => false,
    })
}

/// The boxes of a JPEG 2000 file (ISO 15444-1, annex I), each with its kind.
fn boxes(mut data: &[u8]) -> Vec<([u8; 4], &[u8])> {
    let mut found = Vec::new();
    while let Some((head, _)) = data.split_at_checked(8) {
        let Ok(kind) = <[u8; 4]>::try_from(&head[4..8]) else { break };
        let Ok(length) = <[u8; 4]>::try_from(&head[..4]) else { break };
        let length = match u32::from_be_bytes(length) {
            0 => data.len(),
            length => usize::try_from(length).unwrap_or(usize::MAX),
        };
        let Some(content) = data.get(8..length.min(data.len())) else { break };
        found.push((kind, content));
        data = &data[length.clamp(8, data.len())..];
    }
    found
}

/// Whether a JPEG 2000 image has colours and bits that are allowed.
fn is_allowed_jpx(data: &[u8], has_space: bool) -> bool {
    let header = boxes(data).into_iter().find(|(kind, _)| kind == b"jp2h");
    let Some((_, header)) = header else { return true };
    let inner = boxes(header);
    let of = |wanted: &'static [u8; 4]| {
        inner.iter().filter(move |(kind, _)| kind == wanted).map(|(_, it)| *it)
    };
    let fits = of(b"ihdr").next().is_none_or(|it| {
        let channels = it.get(8..10).map(|it| u16::from_be_bytes([it[0], it[1]]));
        let bits = it.get(10).copied().unwrap_or(0);
        matches!(channels, Some(1 | 3 | 4)) && bits != 0xFF && (bits & 0x7F) < 38
    });
    let has_bits = of(b"bpcc").next().is_some();
    let specifications: Vec<&[u8]> = of(b"colr").collect();
    let best = specifications.iter().filter(|it| it.get(2) == Some(&1)).count();
    let is_clear = has_space || specifications.len() == 1 || best == 1;
    let allowed = specifications.iter().all(|it| {
        let is_cielab = it.first() == Some(&1) && it.get(3..7) == Some(&[0, 0, 0, 19]);
        matches!(it.first(), Some(1..=3)) && !is_cielab
    });
    fits && !has_bits && is_clear && (has_space || allowed)
}

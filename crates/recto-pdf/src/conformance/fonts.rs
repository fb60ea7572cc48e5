//! Fonts: a file brings its letters, and says what they are (ISO 14289-1, 7.21; ISO 19005-2,
//! 6.2.11).

use std::collections::BTreeSet;

use lopdf::Object;

use super::encodings;
use super::finding::{At, Findings};
use super::rule::{a, a_from, both, both_from, rules};
use crate::font::{Font, Kind, Program};
use crate::object::{Dict, LONGEST, latin, unpacked};
use crate::reading::{Reading, ShownFont};
use crate::standard::Level;

rules! {
    ILL_FORMED "ill-formed-font" Fonts a("6.2.11.2"),
        "the dictionary of a font lacks what it needs", "embed the font again";
    COLLECTION "unlike-collections" Fonts both("7.21.3.1", "6.2.11.3.1"),
        "a font and its encoding are of different collections of characters", "embed the font again";
    NO_GLYPH_MAP "no-glyph-map" Fonts both("7.21.3.2", "6.2.11.3.2"),
        "a font does not say which glyph each character has", "give it `CIDToGIDMap`";
    CMAP "encoding-not-embedded" Fonts both("7.21.3.3", "6.2.11.3.3"),
        "the encoding of a font is not embedded, or not as PDF knows it", "embed the encoding";
    FAR "encoding-too-far" Fonts a("6.1.13").x("6.25"),
        "the encoding of a font has characters beyond the last that PDF takes", "embed the encoding again";
    NOT_EMBEDDED "font-not-embedded" Fonts both("7.21.4.1", "6.2.11.4.1").x("6.5"),
        "a font is not embedded", "embed all fonts when exporting the file";
    NO_GLYPH "letter-not-embedded" Fonts both("7.21.4.1", "6.2.11.4.1").x("6.5"),
        "a font shows a letter that it does not have", "embed the font anew, with all letters in use";
    SUBSET "subset-not-listed" Fonts both("7.21.4.2", "6.2.11.4.2"),
        "a part of a font lists letters that are not all of it", "embed the font again";
    WIDTHS "letter-widths" Fonts both("7.21.5", "6.2.11.5"),
        "the widths of letters are not those of the font", "embed the font again";
    ENCODING "font-encoding" Fonts both("7.21.6", "6.2.11.6"),
        "a TrueType font has an encoding that does not fit its kind", "embed the font again";
    UNKNOWN "letter-without-meaning" Fonts both_from(Level::U, "7.21.7", "6.2.11.7.2"),
        "a font does not say what its letters are", "embed the font with its `ToUnicode`";
    NOTHING "letter-of-no-meaning" Fonts both_from(Level::U, "7.21.7", "6.2.11.7.2"),
        "a font says of letters that they are nothing", "mend its `ToUnicode`";
    PRIVATE "letter-of-private-meaning" Fonts a_from(Level::A, "6.2.11.7.3"),
        "letters stand for characters of private use, and no other text says what they are", "give them an `ActualText`";
    NOTDEF "missing-letter-shown" Fonts both("7.21.8", "6.2.11.8"),
        "a font shows the sign for a letter that it does not have", "write the text in letters of the font";
}

pub(super) fn judge(reading: &Reading<'_>, findings: &mut Findings) {
    for shown in &reading.fonts {
        let at =
            At { page: Some(shown.page), object: reading.number_of(shown.font.dict) };
        judge_dictionary(&shown.font, at, findings);
        judge_cmap(&shown.font, at, findings);
        judge_program(shown, at, findings);
        judge_glyphs(shown, at, findings);
    }
}

fn named(font: &Font<'_>) -> String {
    format!("`{}`", font.name())
}

/// The fonts that every reader has (ISO 32000-1, 9.6.2.2).
fn is_standard(font: &Font<'_>) -> bool {
    let name = font.dict.name(b"BaseFont").unwrap_or_default();
    let families: [&[u8]; 5] =
        [b"Helvetica", b"Times", b"Courier", b"Symbol", b"ZapfDingbats"];
    font.kind == Kind::Type1 && families.iter().any(|it| name.starts_with(it))
}

fn judge_dictionary(font: &Font<'_>, at: At, findings: &mut Findings) {
    let dict = font.dict;
    let is_simple = !matches!(font.kind, Kind::Type0 | Kind::Unknown);
    let has_name = font.kind == Kind::Type3 || dict.name(b"BaseFont").is_some();
    let widths = dict.array(b"Widths").len();
    let span = dict.integer(b"LastChar").zip(dict.integer(b"FirstChar"));
    let span = span.map(|(last, first)| last - first + 1);
    let are_told = !is_simple
        || is_standard(font)
        || span.is_some_and(|it| usize::try_from(it) == Ok(widths));
    let program = font.descriptor.and_then(|it| it.stream(b"FontFile3"));
    let subtype =
        program.and_then(|it| Dict::new(dict.document, &it.dict).name(b"Subtype"));
    let is_format =
        matches!(subtype, None | Some(b"Type1C" | b"CIDFontType0C" | b"OpenType"));
    let inner = font.inner.name(b"Subtype");
    let is_kind = font.kind != Kind::Unknown
        && (font.kind != Kind::Type0
            || matches!(inner, Some(b"CIDFontType0" | b"CIDFontType2")));
    let is_font = dict.name(b"Type") == Some(b"Font");
    if !(has_name && are_told && is_format && is_kind && is_font) {
        findings.say(&ILL_FORMED, at, named(font));
    }
}

fn judge_cmap(font: &Font<'_>, at: At, findings: &mut Findings) {
    if font.kind != Kind::Type0 {
        return;
    }
    let system = font.inner.dict(b"CIDSystemInfo");
    let said = |of: Option<Dict<'_>>, key: &[u8]| of?.string(key).map(<[u8]>::to_vec);
    let own = (said(system, b"Registry"), said(system, b"Ordering"));
    match font.dict.get(b"Encoding") {
        Some(Object::Name(name)) => match encodings::known(name) {
            None => findings.say(&CMAP, at, named(font)),
            Some("") => {}
            Some(collection) => {
                let is_same = own.0.as_deref() == Some(b"Adobe")
                    && own.1.as_deref() == Some(collection.as_bytes());
                if !is_same {
                    findings.say(&COLLECTION, at, named(font));
                }
            }
        },
        Some(Object::Stream(stream)) => {
            let map = Dict::new(font.dict.document, &stream.dict);
            let other = map.dict(b"CIDSystemInfo");
            let others = (said(other, b"Registry"), said(other, b"Ordering"));
            let supplement =
                |of: Option<Dict<'_>>| of.and_then(|it| it.integer(b"Supplement"));
            let is_later = supplement(system)
                .zip(supplement(other))
                .is_some_and(|(own, other)| own > other);
            let is_identity =
                matches!(map.name(b"CMapName"), Some(b"Identity-H" | b"Identity-V"));
            if !is_identity && (own != others || own.0.is_none() || is_later) {
                findings.say(&COLLECTION, at, named(font));
            }
            if !encodings::is_sound(stream, map) {
                findings.say(&CMAP, at, named(font));
            }
            if encodings::reaches_too_far(stream) {
                findings.say(&FAR, at, named(font));
            }
        }
        _ => findings.say(&CMAP, at, named(font)),
    }
    let is_true_type = font.inner.name(b"Subtype") == Some(b"CIDFontType2");
    let has_map = match font.inner.get(b"CIDToGIDMap") {
        Some(Object::Name(name)) => name == b"Identity",
        Some(Object::Stream(_)) => true,
        _ => false,
    };
    if is_true_type && font.is_embedded() && !has_map {
        findings.say(&NO_GLYPH_MAP, at, named(font));
    }
}

fn judge_program(shown: &ShownFont<'_>, at: At, findings: &mut Findings) {
    let ShownFont { font, glyphs, .. } = shown;
    let is_painted = glyphs.iter().any(|(_, showing)| showing.is_painted);
    if !font.is_embedded() {
        if is_painted {
            findings.say(&NOT_EMBEDDED, at, named(font));
        }
        return;
    }
    judge_subset(font, at, findings);
    if font.kind != Kind::TrueType {
        return;
    }
    let Some(cmaps) = font.program.as_ref().and_then(Program::cmaps) else { return };
    let encoding = font.dict.get(b"Encoding");
    let is_symbolic = font.is_symbolic();
    let fits = if is_symbolic {
        encoding.is_none() && (cmaps.count == 1 || cmaps.has_symbols)
    } else {
        let base = match encoding {
            Some(Object::Name(name)) => Some(name.as_slice()),
            Some(Object::Dictionary(of)) => {
                Dict::new(font.dict.document, of).name(b"BaseEncoding")
            }
            _ => None,
        };
        let least = usize::from(cmaps.has_symbols);
        matches!(base, Some(b"MacRomanEncoding" | b"WinAnsiEncoding"))
            && cmaps.count > least
            && has_known_differences(font)
    };
    if !fits {
        findings.say(&ENCODING, at, named(font));
    }
}

/// Whether all differences of an encoding are of letters that a list knows, and the font has a
/// table for characters.
fn has_known_differences(font: &Font<'_>) -> bool {
    let Some(encoding) = font.dict.dict(b"Encoding") else { return true };
    if !encoding.has(b"Differences") {
        return true;
    }
    let has_table = font.program.as_ref().is_some_and(Program::has_unicode_cmap);
    let names = encoding.array(b"Differences").iter().filter_map(|it| it.as_name().ok());
    let is_known = |name: &[u8]| {
        let name = latin(name);
        name == ".notdef" || read_fonts::ps::agl::name_to_chars(&name).next().is_some()
    };
    has_table && names.into_iter().all(is_known)
}

/// A part of a font may list its letters; then it lists them all.
fn judge_subset(font: &Font<'_>, at: At, findings: &mut Findings) {
    let name = font.dict.name(b"BaseFont").unwrap_or_default();
    let is_subset =
        name.len() > 7 && name[..6].iter().all(u8::is_ascii_uppercase) && name[6] == b'+';
    let (Some(descriptor), Some(program)) = (font.descriptor, &font.program) else {
        return;
    };
    if !is_subset {
        return;
    }
    if let Some(list) = descriptor.string(b"CharSet")
        && matches!(font.kind, Kind::Type1 | Kind::MultipleMaster)
        && let Some(own) = program.glyph_names()
    {
        let list = latin(list);
        let listed: BTreeSet<&str> = list.split('/').map(str::trim).collect();
        let is_whole = own.iter().all(|it| listed.contains(it.as_str()));
        let listed_there = listed.iter().filter(|it| !it.is_empty() && **it != ".notdef");
        let own: BTreeSet<&str> = own.iter().map(String::as_str).collect();
        if !is_whole || listed_there.into_iter().any(|it| !own.contains(it)) {
            findings.say(&SUBSET, at, named(font));
        }
    }
    if let Some(list) = descriptor.stream(b"CIDSet")
        && font.kind == Kind::Type0
        && let Ok(list) = unpacked(list, LONGEST)
    {
        let map =
            font.inner.stream(b"CIDToGIDMap").and_then(|it| unpacked(it, LONGEST).ok());
        let Some(own) = program.characters(map.as_deref()) else { return };
        let is_listed = |cid: u32| {
            let byte = list.get(usize::try_from(cid / 8).unwrap_or(usize::MAX));
            byte.is_some_and(|it| it & (0x80 >> (cid % 8)) != 0)
        };
        let own: BTreeSet<u32> = own.into_iter().collect();
        let most = u32::try_from(list.len() * 8).unwrap_or(u32::MAX);
        let has_more = (1..most).any(|cid| is_listed(cid) && !own.contains(&cid));
        if has_more || own.iter().any(|cid| *cid != 0 && !is_listed(*cid)) {
            findings.say(&SUBSET, at, named(font));
        }
    }
}

fn judge_glyphs(shown: &ShownFont<'_>, at: At, findings: &mut Findings) {
    let ShownFont { font, glyphs, .. } = shown;
    let count = |what: usize| match what {
        1 => format!("{}, 1 letter", named(font)),
        many => format!("{}, {many} letters", named(font)),
    };
    let mut say = |rule, number: usize| {
        if number > 0 {
            findings.say(rule, at, count(number));
        }
    };
    let painted =
        || glyphs.iter().filter(|(_, it)| it.is_painted).map(|(glyph, _)| glyph);
    let missing = painted().filter(|it| it.is_there == Some(false));
    say(&NO_GLYPH, missing.count());
    let wrong = painted().filter(|glyph| {
        let widths = glyph.width.zip(glyph.own_width);
        glyph.is_there == Some(true)
            && widths.is_some_and(|(said, own)| (said - own).abs() > 1.0)
    });
    say(&WIDTHS, wrong.count());
    say(&NOTDEF, glyphs.iter().filter(|(glyph, _)| glyph.is_notdef).count());
    say(&UNKNOWN, glyphs.iter().filter(|(glyph, _)| glyph.text.is_none()).count());
    let texts =
        || glyphs.iter().filter_map(|(glyph, it)| Some((glyph.text.as_ref()?, it)));
    let nothing =
        texts().filter(|(text, _)| text.contains(['\u{0}', '\u{fffe}', '\u{feff}']));
    say(&NOTHING, nothing.count());
    let is_private =
        |it: char| matches!(it, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
    let private =
        texts().filter(|(text, showing)| showing.is_read && text.contains(is_private));
    say(&PRIVATE, private.count());
}

//! Profiles: what an ICC profile says of the colours that it belongs to.
//!
//! Only whether they are those that a report is made in, and else what they are called
//! (ICC.1:2022, 7.2 and 9.2.41).

use std::io::Read;

/// A profile of other colours than sRGB and shades of grey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Profile {
    /// What it is called; `None` where it does not say.
    pub(crate) name: Option<String>,
}

/// The most bytes that a profile may have once it is unpacked; those of presses have about
/// two million. What is longer is left unread.
const MOST: u64 = 4 * 1024 * 1024;

/// Where the table of a profile's parts starts.
const TABLE: usize = 128;
/// The most parts that are looked through; a profile has about twenty.
const MOST_PARTS: u32 = 100;

/// Unpacks a profile, as far as it can be.
pub(super) fn inflate(compressed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What is damaged is judged by what could be unpacked of it.
    let _ = flate2::read::ZlibDecoder::new(compressed).take(MOST).read_to_end(&mut bytes);
    bytes
}

/// Reads a profile; `None` where it is that of sRGB or of shades of grey.
pub(super) fn read(profile: &[u8]) -> Option<Profile> {
    if profile.get(16..20) == Some(b"GRAY") {
        return None;
    }
    let name = description(profile);
    // One small profile of sRGB, much used by services that make images smaller, is called
    // by two letters only.
    let is_standard = name
        .as_deref()
        .is_some_and(|name| name.to_lowercase().contains("srgb") || name == "c2");
    (!is_standard).then_some(Profile { name })
}

/// What a profile is called.
fn description(profile: &[u8]) -> Option<String> {
    let (count, mut entries) = number(profile.get(TABLE..)?)?;
    for _ in 0..count.min(MOST_PARTS) {
        let kind = entries.get(..4)?;
        let (start, rest) = number(entries.get(4..)?)?;
        let (length, rest) = number(rest)?;
        entries = rest;
        if kind == b"desc" {
            let start = usize::try_from(start).ok()?;
            let length = usize::try_from(length).ok()?;
            return text(profile.get(start..)?.get(..length)?);
        }
    }
    None
}

/// The text of a part: plain in older profiles, by language in newer ones.
fn text(part: &[u8]) -> Option<String> {
    let content = part.get(8..)?;
    let text = match part.get(..4)? {
        b"desc" => {
            let (length, rest) = number(content)?;
            let text = rest.get(..usize::try_from(length).ok()?)?;
            std::str::from_utf8(text).ok()?.to_owned()
        }
        b"mluc" => {
            // How many texts there are, the length of an entry, and of the first entry the
            // language, the length and the place.
            let (length, rest) = number(content.get(12..)?)?;
            let (start, _) = number(rest)?;
            let bytes = part.get(usize::try_from(start).ok()?..)?;
            let bytes = bytes.get(..usize::try_from(length).ok()?)?;
            let pairs = bytes.chunks_exact(2);
            let units: Vec<u16> =
                pairs.map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).ok()?
        }
        _ => return None,
    };
    let text: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    let text = text.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// The number that the first four bytes are, and what follows it.
pub(super) fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (four, rest) = bytes.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*four), rest))
}

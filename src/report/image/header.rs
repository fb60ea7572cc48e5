//! Headers: what the first bytes of an image say of it.
//!
//! Only what says how large an image is and in which colours it is; no pixel is decoded.
//! The bytes are a stranger's: every length in them is doubted, and an image whose parts
//! do not fit its file is no image.

use super::profile::{self, Profile, number};

/// What kind of image a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// A PNG.
    Png,
    /// A JPEG.
    Jpeg,
    /// One of those that no report may use, by name.
    Other(&'static str),
}

/// What is known of an image that is made of pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Raster {
    /// Its width in pixels, at least 1, as they are stored.
    pub(crate) width: u32,
    /// Its height in pixels, at least 1.
    pub(crate) height: u32,
    /// The bits of one channel of one pixel.
    pub(crate) bits: u8,
    /// What its channels are.
    pub(crate) channels: Channels,
    /// The profile that says what its colours mean; `None` for sRGB or grey.
    pub(crate) profile: Option<Profile>,
}

/// What the channels of an image are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channels {
    /// Shades of grey.
    Grey,
    /// Red, green and blue.
    Light,
    /// The four inks of a press.
    Ink,
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG: &[u8] = b"\xff\xd8\xff";

/// The kind of image that some bytes start as; `None` for an SVG, which starts as any text
/// does, and for what is no image.
pub(crate) fn format(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(PNG) {
        return Some(Format::Png);
    }
    if bytes.starts_with(JPEG) {
        return Some(Format::Jpeg);
    }
    let brand = bytes.get(4..12).unwrap_or_default();
    let others: [(&str, bool); 8] = [
        ("GIF", bytes.starts_with(b"GIF8")),
        ("WebP", bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")),
        ("TIFF", bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*")),
        ("BMP", bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4])),
        ("PDF", bytes.starts_with(b"%PDF-")),
        ("AVIF", brand == b"ftypavif"),
        ("HEIC", brand == b"ftypheic" || brand == b"ftypmif1"),
        // The only use of gzip for images.
        ("compressed SVG", bytes.starts_with(b"\x1f\x8b")),
    ];
    let (name, _) = others.into_iter().find(|(_, is_it)| *is_it)?;
    Some(Format::Other(name))
}

/// What a PNG says of itself; `None` where it is cut short or damaged.
pub(crate) fn png(bytes: &[u8]) -> Option<Raster> {
    let mut rest = bytes.strip_prefix(PNG)?;
    let mut raster: Option<Raster> = None;
    let mut has_pixels = false;
    // A file may end without `IEND` where all its pixels are there.
    while let Some((length, after)) = number(rest) {
        let Some(kind) = after.get(..4) else { break };
        if kind == b"IEND" {
            break;
        }
        let length = usize::try_from(length).ok()?;
        let data = after.get(4..)?.get(..length)?;
        // Four bytes of a check sum follow.
        rest = after.get(4 + length..)?.get(4..)?;
        match (kind, &mut raster) {
            (b"IHDR", None) => raster = Some(png_header(data)?),
            // Nothing may stand before the header.
            (_, None) => return None,
            (b"iCCP", Some(raster)) => raster.profile = png_profile(data),
            (b"IDAT", Some(_)) => has_pixels = true,
            _ => {}
        }
    }
    raster.filter(|_| has_pixels)
}

fn png_header(data: &[u8]) -> Option<Raster> {
    let (width, rest) = number(data)?;
    let (height, rest) = number(rest)?;
    let &[bits, colour, _, _, _] = rest else { return None };
    let channels = match colour {
        0 | 4 => Channels::Grey,
        2 | 3 | 6 => Channels::Light,
        _ => return None,
    };
    let fits = width > 0 && height > 0 && matches!(bits, 1 | 2 | 4 | 8 | 16);
    fits.then_some(Raster { width, height, bits, channels, profile: None })
}

/// The profile of a PNG: a name, a zero, the method of compression, and the profile.
fn png_profile(data: &[u8]) -> Option<Profile> {
    let end = data.iter().position(|byte| *byte == 0)?;
    let compressed = data.get(end + 2..)?;
    profile::read(&profile::inflate(compressed))
}

/// What a JPEG says of itself; `None` where it is cut short or damaged.
pub(crate) fn jpeg(bytes: &[u8]) -> Option<Raster> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    let mut raster: Option<Raster> = None;
    let mut pieces: Vec<(u8, &[u8])> = Vec::new();
    loop {
        let (&first, after) = rest.split_first()?;
        if first != 0xff {
            return None;
        }
        let (&marker, after) = after.split_first()?;
        match marker {
            // Filling, and markers without content.
            0xff => {
                rest = rest.get(1..)?;
                continue;
            }
            0x01 | 0xd0..=0xd7 => {
                rest = after;
                continue;
            }
            // The pixels start: all that is wanted has been seen.
            0xda => break,
            0xd9 => return None,
            _ => {}
        }
        let &[high, low, ..] = after else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let data = after.get(2..length)?;
        rest = after.get(length..)?;
        match marker {
            // Frames; between them stand tables (C4, CC) and a reserved marker (C8).
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                raster = Some(jpeg_frame(data)?);
            }
            0xe2 => {
                let piece = data.strip_prefix(b"ICC_PROFILE\0");
                if let Some(&[number, _, ref data @ ..]) = piece {
                    pieces.push((number, data));
                }
            }
            _ => {}
        }
    }
    // The pieces of a profile are numbered, and may stand in any order.
    pieces.sort_by_key(|(number, _)| *number);
    let whole: Vec<u8> = pieces.into_iter().flat_map(|(_, data)| data).copied().collect();
    let profile = if whole.is_empty() { None } else { profile::read(&whole) };
    Some(Raster { profile, ..raster? })
}

fn jpeg_frame(data: &[u8]) -> Option<Raster> {
    let &[bits, a, b, c, d, count, ..] = data else { return None };
    let (height, width) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
    let channels = match count {
        1 => Channels::Grey,
        3 => Channels::Light,
        // CMYK, or YCCK, which is the same in a form that packs better.
        4 => Channels::Ink,
        _ => return None,
    };
    let (width, height) = (u32::from(width), u32::from(height));
    let fits = width > 0 && height > 0;
    fits.then_some(Raster { width, height, bits, channels, profile: None })
}

#[cfg(test)]
#[path = "header_tests.rs"]
mod tests;

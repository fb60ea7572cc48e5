//! JPEGs: the segments of a photograph (ITU-T T.81, annex B), and those among them that say
//! how it looks.

/// The markers of segments (T.81, table B.1).
mod marker {
    pub(super) const START: u8 = 0xd8;
    pub(super) const END: u8 = 0xd9;
    pub(super) const SCAN: u8 = 0xda;
    pub(super) const FIRST_RESTART: u8 = 0xd0;
    pub(super) const LAST_RESTART: u8 = 0xd7;
    pub(super) const TEMPORARY: u8 = 0x01;
    /// APP0, of JFIF (ITU-T T.871).
    pub(super) const JFIF: u8 = 0xe0;
    /// APP2, of colour profiles (ICC.1, annex B.4).
    pub(super) const PROFILE: u8 = 0xe2;
    /// APP14, of what the channels are (T.872, 6.5.3).
    pub(super) const CHANNELS: u8 = 0xee;
}

/// The bytes of JFIF before its thumbnail: name, version, and how dense its pixels are.
const JFIF: usize = 12;
/// The bytes of the mark of the channels.
const CHANNELS: usize = 12;

/// A JPEG with what it looks like and nothing else: without EXIF, XMP, IPTC, comments, thumbnails,
/// notes of makers, and whatever stands behind its end. `None` where its segments cannot be told
/// apart.
pub(super) fn bare(jpeg: &[u8]) -> Option<Vec<u8>> {
    let mut rest = jpeg.strip_prefix(&[0xff, marker::START])?;
    let mut bare = vec![0xff, marker::START];
    loop {
        let Some(at) = next_marker(rest) else {
            // It is cut short, and readers show what there is.
            return Some(bare);
        };
        let (marker, behind) = (rest[at], &rest[at + 1..]);
        rest = match marker {
            marker::END => {
                bare.extend([0xff, marker::END]);
                return Some(bare);
            }
            marker::START => return None,
            marker::TEMPORARY | marker::FIRST_RESTART..=marker::LAST_RESTART => behind,
            _ => {
                let length = usize::from(u16::from_be_bytes(*behind.first_chunk()?));
                let (segment, behind) = behind.split_at_checked(length)?;
                if let Some(kept) = kept(marker, segment.get(2..)?) {
                    let length = u16::try_from(kept.len() + 2).ok()?.to_be_bytes();
                    bare.extend([0xff, marker, length[0], length[1]]);
                    bare.extend(kept);
                }
                if marker == marker::SCAN {
                    let (scan, behind) = behind.split_at(scan(behind));
                    bare.extend(scan);
                    behind
                } else {
                    behind
                }
            }
        };
    }
}

/// The position of the byte that names the next marker. Bytes `FF` fill the room before it
/// (B.1.1.2).
fn next_marker(bytes: &[u8]) -> Option<usize> {
    let first = bytes.iter().position(|byte| *byte == 0xff)?;
    let more = bytes[first..].iter().position(|byte| *byte != 0xff)?;
    Some(first + more)
}

/// The length of the pixels of a scan in bytes. They end at the first marker that does not belong
/// to scans.
fn scan(bytes: &[u8]) -> usize {
    let is_of_scan =
        |next: u8| matches!(next, 0 | marker::FIRST_RESTART..=marker::LAST_RESTART);
    let pairs = bytes.windows(2);
    let end = pairs.into_iter().position(|pair| pair[0] == 0xff && !is_of_scan(pair[1]));
    end.unwrap_or(bytes.len())
}

/// The bytes of a segment that stay; `None` where the whole segment goes.
fn kept(marker: u8, payload: &[u8]) -> Option<Vec<u8>> {
    match marker {
        // Frames, tables, intervals and scans.
        0xc0..=0xcf | marker::SCAN..=0xdf => Some(payload.to_vec()),
        marker::JFIF if payload.starts_with(b"JFIF\0") => {
            // Its thumbnail has no pixels.
            Some([payload.get(..JFIF)?, &[0, 0]].concat())
        }
        marker::PROFILE if payload.starts_with(b"ICC_PROFILE\0") => {
            Some(payload.to_vec())
        }
        marker::CHANNELS if payload.starts_with(b"Adobe") => {
            Some(payload.get(..CHANNELS)?.to_vec())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use image::codecs::jpeg::JpegEncoder;
    use image::{ExtendedColorType, ImageEncoder};

    use super::*;

    /// A photograph of 16 by 16 pixels.
    fn photograph() -> Vec<u8> {
        let pixels: Vec<u8> = (0..16 * 16 * 3).map(|at| (at % 251) as u8).collect();
        let mut jpeg = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut jpeg, 90);
        encoder.write_image(&pixels, 16, 16, ExtendedColorType::Rgb8).unwrap();
        jpeg
    }

    fn segment(marker: u8, payload: &[u8]) -> Vec<u8> {
        let length = u16::try_from(payload.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], length.as_slice(), payload].concat()
    }

    /// The photograph with segments behind its first marker and bytes behind its end.
    fn noted(segments: &[Vec<u8>]) -> Vec<u8> {
        let jpeg = photograph();
        [&jpeg[..2], &segments.concat(), &jpeg[2..], b"BEHIND"].concat()
    }

    fn pixels(jpeg: &[u8]) -> Vec<u8> {
        image::load_from_memory(jpeg).unwrap().into_rgb8().into_raw()
    }

    #[test]
    fn a_photograph_keeps_its_pixels_and_loses_its_notes() {
        let notes = [
            segment(0xe1, b"Exif\0\0WORD"),
            segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0WORD"),
            segment(0xed, b"Photoshop 3.0\0WORD"),
            segment(0xe0, b"JFXX\0\x10WORD"),
            segment(0xe2, b"MPF\0WORD"),
            segment(0xec, b"DuckyWORD"),
            segment(0xfe, b"WORD"),
        ];
        let jpeg = noted(&notes);
        let bare = bare(&jpeg).unwrap();
        for word in [b"WORD".as_slice(), b"BEHIND"] {
            assert!(!bare.windows(word.len()).any(|it| it == word));
        }
        assert_eq!(pixels(&bare), pixels(&jpeg));
        assert_eq!(bare, photograph());
    }

    #[test]
    fn what_a_photograph_looks_like_is_kept() {
        let profile = segment(0xe2, b"ICC_PROFILE\0\x01\x01PROFILE");
        let thumbnail = segment(0xe0, b"JFIF\0\x01\x02\x01\0\x48\0\x48\x01\x01RGB");
        let channels = segment(0xee, b"Adobe\0\x64\0\0\0\0\x02WORD");
        let bare = bare(&noted(&[thumbnail, profile.clone(), channels])).unwrap();
        let holds = |part: &[u8]| bare.windows(part.len()).any(|it| it == part);
        assert!(holds(&profile));
        assert!(holds(&segment(0xe0, b"JFIF\0\x01\x02\x01\0\x48\0\x48\0\0")));
        assert!(holds(&segment(0xee, b"Adobe\0\x64\0\0\0\0\x02")));
        assert!(!holds(b"RGB") && !holds(b"WORD"));
    }

    #[test]
    fn notes_between_scans_go_too() {
        let jpeg = photograph();
        let end = jpeg.len() - 2;
        let late = [&jpeg[..end], &segment(0xfe, b"WORD"), &jpeg[end..]].concat();
        assert_eq!(bare(&late).unwrap(), jpeg);
    }

    #[test]
    fn damage_is_no_panic() {
        let jpeg = noted(&[segment(0xe1, b"Exif\0\0WORD")]);
        for length in 0..jpeg.len() {
            let _ = bare(&jpeg[..length]);
        }
        assert_eq!(bare(b"no JPEG"), None);
        assert_eq!(bare(&[0xff, 0xd8, 0xff, 0xe1, 0, 1]), None);
    }
}

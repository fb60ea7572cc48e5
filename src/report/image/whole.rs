//! Whole JPEGs: that the pixels of a JPEG are all there, to the end of the image.
//!
//! Viewers and Typst draw what they can of a damaged JPEG, and grey for the rest, without a word.

use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Whether a JPEG can be unpacked strictly, and ends where its pixels do. What the decoder does not know
/// is not judged.
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    let Some(end) = end(bytes) else { return false };
    // At a mark of the end that stands too early the decoder stops and is content; of bytes that are not
    // there it complains. So the mark is left out, but of progressive JPEGs, whose scans it looks for it
    // behind.
    unpacks(&bytes[..if end.is_progressive { end.at + 2 } else { end.at }])
}

fn unpacks(bytes: &[u8]) -> bool {
    let options = DecoderOptions::default().set_strict_mode(true);
    let options = options
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let unpacked = decoder.decode_headers().and_then(|()| {
        // Shades of grey are enough to see whether all is there.
        if decoder.input_colorspace() == Some(ColorSpace::YCbCr) {
            decoder.set_options(options.jpeg_set_out_colorspace(ColorSpace::Luma));
        }
        decoder.decode()
    });
    matches!(unpacked, Ok(_) | Err(DecodeErrors::Unsupported(_)))
}

/// Where a JPEG ends.
struct End {
    /// The byte at which its mark stands.
    at: usize,
    is_progressive: bool,
}

/// The end of a JPEG, where each of its parts is followed by a marker, and the last by that of the end.
fn end(bytes: &[u8]) -> Option<End> {
    let mut is_progressive = false;
    // Past the marker of the start.
    let mut at = 2;
    loop {
        // Pixels are escaped so that no marker seems to stand in them, and may hold restarts.
        let is_marker = |pair: &[u8]| {
            pair[0] == 0xff && !matches!(pair[1], 0x00 | 0x01 | 0xd0..=0xd7 | 0xff)
        };
        at += bytes.get(at..)?.windows(2).position(is_marker)?;
        let marker = bytes[at + 1];
        if marker == 0xd9 {
            return Some(End { at, is_progressive });
        }
        is_progressive |= matches!(marker, 0xc2 | 0xc6 | 0xca | 0xce);
        let &[high, low, ..] = bytes.get(at + 2..)? else { return None };
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::codecs::jpeg::JpegEncoder;
    use image::{ExtendedColorType, GrayImage, RgbImage};

    use super::*;

    fn shade(x: u32, y: u32) -> u8 {
        u8::try_from((x * 7 + y * y) % 256).unwrap()
    }

    fn colours() -> Vec<u8> {
        let image = RgbImage::from_fn(301, 203, |x, y| {
            image::Rgb([shade(x, y), shade(y, x), shade(x, x)])
        });
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
        bytes.into_inner()
    }

    fn greys() -> Vec<u8> {
        let image = GrayImage::from_fn(40, 30, |x, y| image::Luma([shade(x, y)]));
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 40);
        encoder.encode(&image, 40, 30, ExtendedColorType::L8).unwrap();
        bytes
    }

    #[test]
    fn whole_images_are_whole_with_whatever_follows() {
        for bytes in [colours(), greys()] {
            assert!(is_whole(&bytes));
            assert!(is_whole(&[&bytes[..], b"\0\0a camera's own\xff\xd8\xff"].concat()));
        }
    }

    #[test]
    fn an_image_that_is_cut_short_is_not_whole() {
        for bytes in [colours(), greys()] {
            let start = bytes.windows(2).position(|it| it == b"\xff\xda").unwrap() + 20;
            for part in [1, 2, 5, 9] {
                let cut = start + (bytes.len() - start) * part / 10;
                assert!(!is_whole(&bytes[..cut]), "{part}");
            }
            assert!(!is_whole(&bytes[..bytes.len() - 2]));
            let half = start + (bytes.len() - start) / 2;
            assert!(!is_whole(&[&bytes[..half], b"\xff\xd9"].concat()));
        }
    }

    #[test]
    fn an_image_with_a_marker_among_its_pixels_is_not_whole() {
        let mut bytes = colours();
        let half = bytes.len() / 2;
        bytes[half..half + 2].copy_from_slice(b"\xff\xc4");
        assert!(!is_whole(&bytes));
    }
}

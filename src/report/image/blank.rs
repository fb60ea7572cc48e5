//! Blank images: images of pixels in which all is one colour, or nothing is opaque.

use image::GenericImageView;

/// So many pixels to a byte have only images of few colours, and every one that is blank.
const PIXELS_TO_A_BYTE: u64 = 8;
/// How far the lightness of two pixels may be apart that look alike, of 255.
const ALIKE: u8 = 3;
/// The opacity below which a pixel is not seen, of 255.
const UNSEEN: u8 = 8;

/// Whether nothing is to be seen in an image that can be decoded. One that is not packed small is
/// not unpacked for it: something is in it.
pub(crate) fn is_blank(bytes: &[u8], pixels: u64) -> bool {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    // The least that a file takes up says nothing of what is in it.
    if length.saturating_sub(1_000).saturating_mul(PIXELS_TO_A_BYTE) > pixels {
        return false;
    }
    let Ok(image) = image::load_from_memory(bytes) else { return false };
    let mut first = None;
    image.pixels().all(|(_, _, pixel)| {
        let [red, green, blue, opacity] = pixel.0;
        if opacity < UNSEEN {
            return true;
        }
        let [r, g, b] = *first.get_or_insert([red, green, blue]);
        [(r, red), (g, green), (b, blue)].iter().all(|(a, b)| a.abs_diff(*b) <= ALIKE)
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{ImageFormat, Rgba, RgbaImage};

    use super::*;

    fn blank(pixel: impl Fn(u32, u32) -> [u8; 4]) -> bool {
        let image = RgbaImage::from_fn(300, 200, |x, y| Rgba(pixel(x, y)));
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).unwrap();
        is_blank(&bytes.into_inner(), 60_000)
    }

    #[test]
    fn one_colour_and_no_colour_are_blank() {
        assert!(blank(|_, _| [255, 255, 255, 255]));
        assert!(blank(|_, _| [12, 80, 90, 255]));
        assert!(blank(|x, y| [
            u8::try_from(x % 250).unwrap(),
            u8::try_from(y).unwrap(),
            0,
            0
        ]));
    }

    #[test]
    fn a_line_and_a_photograph_are_not() {
        assert!(!blank(|x, y| if x == 7 && y > 20 { [0, 0, 0, 255] } else { [255; 4] }));
        assert!(!blank(|x, y| {
            let shade = u8::try_from((x * 7 + y * y * 3) % 251).unwrap();
            [shade, shade, 255 - shade, 255]
        }));
    }
}

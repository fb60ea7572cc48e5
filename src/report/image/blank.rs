//! Blank images: images of pixels in which all is white, all is black, or nothing is opaque.

use image::GenericImageView;

/// So many pixels to a byte have only images of few colours, and every one that is blank.
const PIXELS_TO_A_BYTE: u64 = 8;
/// How far a channel may be from white or black that look so, of 255.
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
    // A plain colour may be meant as a picture; white and black are what is left when it fails.
    [u8::MIN, u8::MAX].into_iter().any(|ground| {
        image.pixels().all(|(_, _, pixel)| {
            let [red, green, blue, opacity] = pixel.0;
            let is_ground = |channel: u8| channel.abs_diff(ground) <= ALIKE;
            opacity < UNSEEN || [red, green, blue].into_iter().all(is_ground)
        })
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
    fn white_black_and_no_colour_are_blank() {
        assert!(blank(|_, _| [255, 255, 255, 255]));
        assert!(blank(|_, _| [1, 0, 2, 255]));
        assert!(blank(|x, y| [
            u8::try_from(x % 250).unwrap(),
            u8::try_from(y).unwrap(),
            0,
            0
        ]));
    }

    #[test]
    fn a_colour_a_line_and_a_photograph_are_not() {
        assert!(!blank(|_, _| [12, 80, 90, 255]));
        assert!(!blank(|x, y| if x == 7 && y > 20 { [0, 0, 0, 255] } else { [255; 4] }));
        assert!(!blank(|x, y| {
            let shade = u8::try_from((x * 7 + y * y * 3) % 251).unwrap();
            [shade, shade, 255 - shade, 255]
        }));
    }
}

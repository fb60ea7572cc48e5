//! Photographs in the four inks of a press, as screens show them.
//!
//! A printer gets such a photograph as it is. A PDF for screens describes its colours in
//! sRGB, and so the photograph is turned into it there, by the profile that says what its
//! inks look like.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder, ImageError};
use moxcms::{
    CmsError, ColorProfile, DataColorSpace, Layout, RenderingIntent, TransformOptions,
};
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::intent::FOGRA39;

/// The quality at which the picture in sRGB is written as a JPEG, from 1 to 100: the blocks of
/// compression are not seen on paper.
const QUALITY: u8 = 93;

/// The reason for which a photograph cannot be turned into sRGB.
#[derive(Debug, thiserror::Error)]
pub enum PhotographFault {
    /// It is no whole JPEG.
    #[error("it is damaged: {0}")]
    Damaged(#[from] DecodeErrors),
    /// It has other channels than four inks.
    #[error("it is not in four inks")]
    NoInks,
    /// Its profile has no way from inks to light.
    #[error("its profile cannot be used: {0}")]
    Profile(#[from] CmsError),
    /// The light cannot be written.
    #[error(transparent)]
    Light(#[from] ImageError),
}

/// A JPEG in four inks as one in sRGB, held as the camera was: by the profile in it, or by that
/// of FOGRA39 where it has none.
///
/// # Errors
///
/// When it is damaged, in other colours, or has a profile without a way to light.
pub fn in_light(jpeg: &[u8]) -> Result<Vec<u8>, PhotographFault> {
    let most = usize::from(u16::MAX);
    let options = DecoderOptions::default().set_max_width(most).set_max_height(most);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
    decoder.decode_headers()?;
    let space = decoder.input_colorspace().unwrap_or(ColorSpace::Unknown);
    if !matches!(space, ColorSpace::CMYK | ColorSpace::YCCK) {
        return Err(PhotographFault::NoInks);
    }
    decoder.set_options(options.jpeg_set_out_colorspace(space));
    let mut samples = decoder.decode()?;
    let info = decoder.info().ok_or(PhotographFault::NoInks)?;
    let (pixels, _) = samples.as_chunks_mut::<4>();
    for pixel in pixels {
        *pixel = inks(*pixel, space);
    }
    let own = decoder.icc_profile();
    let profile = ColorProfile::new_from_slice(own.as_deref().unwrap_or(FOGRA39))?;
    if profile.color_space != DataColorSpace::Cmyk {
        return Err(PhotographFault::NoInks);
    }
    let options = TransformOptions {
        rendering_intent: RenderingIntent::RelativeColorimetric,
        ..TransformOptions::default()
    };
    let to_light = profile.create_transform_8bit(
        Layout::Rgba,
        &ColorProfile::new_srgb(),
        Layout::Rgb,
        options,
    )?;
    let mut light = vec![0; samples.len() / 4 * 3];
    to_light.transform(&samples, &mut light)?;
    let mut encoded = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut encoded, QUALITY);
    if let Some(exif) = decoder.exif() {
        encoder.set_exif_metadata(exif.clone()).map_err(ImageError::Unsupported)?;
    }
    encoder.write_image(
        &light,
        u32::from(info.width),
        u32::from(info.height),
        ExtendedColorType::Rgb8,
    )?;
    Ok(encoded)
}

/// The inks of a pixel, 255 for all of one. Photoshop, and whoever follows it, writes how much
/// paper each leaves (Adobe Technical Note 5116).
fn inks(pixel: [u8; 4], space: ColorSpace) -> [u8; 4] {
    let [first, second, third, black] = pixel;
    if space == ColorSpace::CMYK {
        return pixel.map(|paper| 255 - paper);
    }
    let (y, cb, cr) =
        (f32::from(first), f32::from(second) - 128.0, f32::from(third) - 128.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is held between 0 and 255"
    )]
    let byte = |level: f32| level.round().clamp(0.0, 255.0) as u8;
    let cyan = byte(y + 1.402 * cr);
    let magenta = byte(y - 0.344_136 * cb - 0.714_136 * cr);
    let yellow = byte(y + 1.772 * cb);
    [cyan, magenta, yellow, 255 - black]
}

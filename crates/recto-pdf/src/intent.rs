//! Output intents: the printing condition that a file is made for, as an ICC profile, and
//! what a colour in sRGB is in its inks.
//!
//! Which inks the theme's own colours take is chosen by hand, in the templates.

use std::fmt;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use moxcms::{
    ColorProfile, DataColorSpace, Layout, ProfileClass, ProfileText, RenderingIntent,
    TransformExecutor, TransformOptions,
};

use sha2::{Digest, Sha256};

/// Offset printing to ISO 12647-2 on coated paper of types 1 and 2.
pub(crate) static FOGRA39: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../icc/FOGRA39L_coated.icc"));

/// The most ink of all four together, in per cent of one: the least of what printers of
/// coated paper allow (300 to 340).
pub const MOST_INK: u32 = 300;

/// A colour in process inks, each 0 to 255: cyan, magenta, yellow, black.
pub type Inks = [u8; 4];

/// A printing condition.
#[derive(Clone)]
pub struct OutputIntent {
    identifier: String,
    registered: bool,
    condition: String,
    digest: [u8; 32],
    compressed: Arc<[u8]>,
    inks: Arc<dyn TransformExecutor<u8> + Send + Sync>,
}

/// Why a file is no printing condition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntentError {
    /// It is no ICC profile, or a damaged one.
    #[error("it is not an ICC profile")]
    NotAProfile,
    /// It is of a screen, a scanner or the like.
    #[error("it is not the profile of a printer")]
    NotAPrinter,
    /// Its inks are not cyan, magenta, yellow and black.
    #[error("its inks are not cyan, magenta, yellow and black")]
    NotCmyk,
    /// It does not say how colours become inks.
    #[error("it does not say how colours become inks")]
    NoSeparation,
}

impl OutputIntent {
    /// FOGRA39, which is in the program.
    ///
    /// # Errors
    ///
    /// Never for the profile that is in the program.
    pub fn fogra39() -> Result<Self, IntentError> {
        let mut intent = Self::from_icc(FOGRA39)?;
        // As the registry of the International Color Consortium spells it.
        "FOGRA39".clone_into(&mut intent.identifier);
        "Offset printing to ISO 12647-2, coated paper of types 1 and 2"
            .clone_into(&mut intent.condition);
        intent.registered = true;
        Ok(intent)
    }

    /// The printing condition of an ICC profile (ISO 15076-1).
    ///
    /// # Errors
    ///
    /// When it is none of a printer with the four process inks.
    pub fn from_icc(data: &[u8]) -> Result<Self, IntentError> {
        let profile =
            ColorProfile::new_from_slice(data).map_err(|_| IntentError::NotAProfile)?;
        if profile.profile_class != ProfileClass::OutputDevice {
            return Err(IntentError::NotAPrinter);
        }
        if profile.color_space != DataColorSpace::Cmyk {
            return Err(IntentError::NotCmyk);
        }
        let options = TransformOptions {
            rendering_intent: RenderingIntent::Perceptual,
            ..TransformOptions::default()
        };
        let inks = ColorProfile::new_srgb()
            .create_transform_8bit(Layout::Rgb, &profile, Layout::Rgba, options)
            .map_err(|_| IntentError::NoSeparation)?;
        let named = profile.description.as_ref().map(said).unwrap_or_default();
        let identifier = if named.is_empty() { "Custom".to_owned() } else { named };
        Ok(Self {
            condition: identifier.clone(),
            identifier,
            registered: false,
            digest: Sha256::digest(data).into(),
            compressed: deflated(data).into(),
            inks,
        })
    }

    /// What the condition is called: its name in the registry, or what the profile calls
    /// itself.
    pub fn identifier(&self) -> &str {
        &self.identifier
    }

    /// What it is, in words.
    pub fn condition(&self) -> &str {
        &self.condition
    }

    /// Whether its name stands in the registry of the International Color Consortium.
    pub fn is_registered(&self) -> bool {
        self.registered
    }

    /// The SHA-256 digest of the profile's bytes (FIPS 180-4).
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// The profile, compressed as a stream of a PDF is (`FlateDecode`).
    pub(crate) fn compressed(&self) -> &[u8] {
        &self.compressed
    }

    /// The inks of colours in sRGB, three bytes each: four bytes for each colour, together
    /// no more than [`MOST_INK`].
    ///
    /// Neutral colours take black ink alone, so that they stay neutral on every press.
    pub fn separate_all(&self, rgb: &[u8]) -> Vec<u8> {
        let (colours, _) = rgb.as_chunks::<3>();
        let mut inks = vec![0; colours.len() * 4];
        // The lengths agree, which is all that it refuses.
        let _ = self.inks.transform(colours.as_flattened(), &mut inks);
        let (mixtures, _) = inks.as_chunks_mut::<4>();
        for (mixture, colour) in mixtures.iter_mut().zip(colours) {
            *mixture = match *colour {
                [255, 255, 255] => [0; 4],
                _ => limited(*mixture),
            };
        }
        inks
    }

    /// The inks of one colour in sRGB.
    pub fn separate(&self, rgb: [u8; 3]) -> Inks {
        match rgb {
            [red, green, blue] if red == green && green == blue => [0, 0, 0, 255 - red],
            _ => self.separate_all(&rgb).first_chunk().copied().unwrap_or([0, 0, 0, 255]),
        }
    }
}

impl fmt::Debug for OutputIntent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OutputIntent").field(&self.identifier).finish()
    }
}

/// A mixture that paper can take: where it is too much, less of the three colours.
fn limited([c, m, y, k]: Inks) -> Inks {
    let most = MOST_INK * 255 / 100;
    let colours: u32 = [c, m, y].into_iter().map(u32::from).sum();
    let room = most - u32::from(k).min(most);
    if colours <= room {
        return [c, m, y, k];
    }
    let less = |ink: u8| u8::try_from(u32::from(ink) * room / colours).unwrap_or(ink);
    [less(c), less(m), less(y), k]
}

fn said(text: &ProfileText) -> String {
    match text {
        ProfileText::PlainString(text) => text.trim().to_owned(),
        ProfileText::Localizable(texts) => {
            texts.first().map_or_else(String::new, |text| text.value.trim().to_owned())
        }
        ProfileText::Description(text) => text.ascii_string.trim().to_owned(),
    }
}

fn deflated(data: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory cannot fail.
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_condition_separates() {
        let intent = OutputIntent::fogra39().unwrap();
        assert_eq!(intent.identifier(), "FOGRA39");
        assert_eq!(intent.separate([0, 0, 0]), [0, 0, 0, 255]);
        assert_eq!(intent.separate([255, 255, 255]), [0; 4]);
        let [c, m, y, k] = intent.separate([0x12, 0x43, 0x6D]);
        assert!(c > 200 && m > 120 && c > y && k < 160, "{c} {m} {y} {k}");
        let [c, m, y, k] = intent.separate([255, 0, 0]);
        assert!(c < 30 && m > 200 && y > 200 && k < 30, "{c} {m} {y} {k}");
    }

    #[test]
    fn no_mixture_is_more_than_paper_takes() {
        let intent = OutputIntent::fogra39().unwrap();
        let levels = [0, 16, 32, 64, 128, 192, 255];
        for red in levels {
            for green in levels {
                for blue in levels {
                    let inks = intent.separate_all(&[red, green, blue]);
                    let total: u32 = inks.iter().map(|ink| u32::from(*ink)).sum();
                    assert!(total * 100 <= MOST_INK * 255, "{red} {green} {blue}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_printing_condition_is_refused() {
        let refused = |data: &[u8]| OutputIntent::from_icc(data).unwrap_err();
        assert_eq!(refused(b""), IntentError::NotAProfile);
        assert_eq!(refused(&FOGRA39[..400]), IntentError::NotAProfile);
        let screen = ColorProfile::new_srgb().encode().unwrap();
        assert_eq!(refused(&screen), IntentError::NotAPrinter);
        let mut other = FOGRA39.to_vec();
        other[16..20].copy_from_slice(b"RGB ");
        assert_ne!(refused(&other), IntentError::NotAPrinter);
    }
}

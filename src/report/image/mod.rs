//! Images: what the files of images say of themselves, before anything unpacks them.
//!
//! A small file can hold an image that fills the memory of a machine; [`check`] refuses it
//! by its header. Whether an image prints well is a matter of the rules.

mod blank;
mod embedded;
mod header;
mod orientation;
mod profile;
mod shapes;
mod tones;
mod whole;

pub(crate) use blank::is_blank;
pub(crate) use header::{Channels, Format, Raster, format};
pub(crate) use shapes::shapes;
pub(crate) use tones::tones;
pub(crate) use whole::is_whole;

use crate::diagnostic::Diagnostic;
use crate::limits::{Limit, Limits};

use super::code;

/// What a PNG says of itself, as it is shown; `None` where it is cut short or damaged.
pub(crate) fn png(bytes: &[u8]) -> Option<Raster> {
    Some(orientation::upright(header::png(bytes)?, bytes))
}

/// What a JPEG says of itself, as it is shown; `None` where it is cut short or damaged.
pub(crate) fn jpeg(bytes: &[u8]) -> Option<Raster> {
    Some(orientation::upright(header::jpeg(bytes)?, bytes))
}

/// Whether an image is in the four inks of a press.
pub(crate) fn is_in_inks(bytes: &[u8]) -> bool {
    let is_jpeg = format(bytes) == Some(Format::Jpeg);
    is_jpeg && header::jpeg(bytes).is_some_and(|it| it.channels == Channels::Ink)
}

/// An image with more pixels than a limit allows, as yet without its place.
pub(crate) fn check(path: &str, bytes: &[u8], limits: &Limits) -> Option<Diagnostic> {
    let raster = match format(bytes) {
        Some(Format::Png) => Some(png(bytes)?),
        Some(Format::Jpeg) => Some(jpeg(bytes)?),
        Some(Format::Other(_)) => return None,
        None => None,
    };
    let pixels = match &raster {
        Some(raster) => u64::from(raster.width) * u64::from(raster.height),
        None => embedded::pixels(bytes),
    };
    let most = limits.get(Limit::Megapixels);
    if pixels <= most.saturating_mul(1_000_000) {
        return None;
    }
    let needed = pixels.div_ceil(1_000_000);
    let size = match raster {
        Some(Raster { width, height, .. }) => format!("has {width} × {height} pixels"),
        None => format!("holds images of {needed} million pixels"),
    };
    let message = format!("`{path}` {size}, more than {most} million");
    Some(Diagnostic::error(code::LIMIT, message).hint(
        if needed <= Limit::Megapixels.most() {
            format!("raise the limit with `--limit megapixels={needed}` if this is meant")
        } else {
            "make it smaller".to_owned()
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
        let header = [b"\0\0\0\x0dIHDR".as_slice(), &size, b"\x08\x06\0\0\0"].concat();
        let pixels = b"\0\0\0\0\0\0\0\x01IDAT\0\0\0\0\0";
        [b"\x89PNG\r\n\x1a\n", &header[..], pixels].concat()
    }

    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let size = [height.to_be_bytes(), width.to_be_bytes()].concat();
        let start = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
        let frame = [b"\xff\xc2\0\x09\x08".as_slice(), &size, b"\x01\0"].concat();
        [start.as_slice(), &frame, b"\xff\xda\0\x02"].concat()
    }

    fn refusal(bytes: &[u8]) -> Option<String> {
        check("a", bytes, &Limits::default()).map(|problem| problem.message)
    }

    #[test]
    fn an_image_of_too_many_pixels_is_refused_before_it_is_unpacked() {
        assert_eq!(refusal(&png(5000, 10_000)), None);
        assert_eq!(refusal(&jpeg(5000, 10_000)), None);
        assert_eq!(
            refusal(&png(50_000, 50_000)).unwrap(),
            "`a` has 50000 × 50000 pixels, more than 50 million"
        );
        assert_eq!(
            refusal(&jpeg(65_535, 65_535)).unwrap(),
            "`a` has 65535 × 65535 pixels, more than 50 million"
        );
        assert!(refusal(&png(u32::MAX, u32::MAX)).unwrap().contains("million"));
        assert_eq!(refusal(b"GIF89a"), None);
        let drawing = |image: &str| {
            format!(
                "<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink'>\
                 <g><image x:href='data:image/png,{image}'/></g></svg>"
            )
        };
        let escaped = |bytes: &[u8]| {
            bytes.iter().map(|byte| format!("%{byte:02x}")).collect::<String>()
        };
        let small = drawing(&escaped(&png(5000, 10_000)));
        assert_eq!(refusal(small.as_bytes()), None);
        let large = drawing(&escaped(&png(30_000, 30_000)));
        let message = "`a` holds images of 900 million pixels, more than 50 million";
        assert_eq!(refusal(large.as_bytes()).unwrap(), message);
        let nested = drawing(&escaped(large.as_bytes()));
        assert_eq!(refusal(nested.as_bytes()).unwrap(), message);
        assert_eq!(refusal(b""), None);
    }
}

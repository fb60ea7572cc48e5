//! Objects: what they hold, and what they are written as.

use lopdf::{Object, StringFormat};

/// A text string: ASCII as it is, anything else in UTF-16 with its mark.
pub(crate) fn text(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    let bytes = [0xFE, 0xFF].into_iter().chain(units).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_is_not_ascii_is_utf_16() {
        assert_eq!(text("é").as_str().unwrap(), [0xFE, 0xFF, 0, 0xE9]);
        assert_eq!(text("e").as_str().unwrap(), b"e");
    }
}

//! Flaws: what of a content stream is read all the same, and not written as standards ask
//! (ISO 19005-2, 6.1.6 and 6.1.13).

/// The faults in the writing of a content stream.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Flaws {
    /// A text in hexadecimal digits has an odd number of them, or something else.
    pub(crate) hexadecimal: bool,
    /// A number, a name or a text is larger than PDF takes.
    pub(crate) too_large: bool,
}

impl std::ops::BitOrAssign for Flaws {
    fn bitor_assign(&mut self, other: Self) {
        self.hexadecimal |= other.hexadecimal;
        self.too_large |= other.too_large;
    }
}

impl Flaws {
    /// Notes a number by how it is written.
    pub(crate) fn number(&mut self, word: &[u8], value: f64) {
        let is_large = value > f64::from(i32::MAX) || value < f64::from(i32::MIN);
        self.too_large |= is_large && !word.contains(&b'.');
    }

    /// Notes a name.
    pub(crate) fn name(&mut self, name: &[u8]) {
        self.too_large |= name.len() > 127;
    }

    /// Notes a text by its bytes.
    pub(crate) fn text(&mut self, text: &[u8]) {
        self.too_large |= text.len() > 32_767;
    }

    /// Notes what stands between the brackets of a text in hexadecimal digits.
    pub(crate) fn hexadecimal(&mut self, written: &[u8]) {
        let digits = written.iter().filter(|it| !matches!(it, 0 | 9 | 10 | 12 | 13 | 32));
        let (mut count, mut are_digits) = (0_usize, true);
        for digit in digits {
            count += 1;
            are_digits &= digit.is_ascii_hexdigit();
        }
        self.hexadecimal |= !count.is_multiple_of(2) || !are_digits;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_in_hexadecimal_digits_are_whole() {
        let is_flawed = |written: &str| {
            let mut flaws = Flaws::default();
            flaws.hexadecimal(written.as_bytes());
            flaws.hexadecimal
        };
        assert!(!is_flawed("48 4a\n") && !is_flawed(""));
        assert!(is_flawed("484") && is_flawed("48!4"));
    }

    #[test]
    fn what_is_larger_than_pdf_takes_is_told_apart() {
        let number = |word: &str| {
            let mut flaws = Flaws::default();
            flaws.number(word.as_bytes(), word.parse().expect("a number"));
            flaws.too_large
        };
        assert!(!number("2147483647") && !number("-2147483648"));
        assert!(!number("99999999999.0"), "it is no integer");
        assert!(number("2147483648") && number("-2147483649"));
        let mut flaws = Flaws::default();
        flaws.text(&[b'a'; 32_767]);
        flaws.name(&[b'a'; 127]);
        assert!(!flaws.too_large);
        flaws.name(&[b'a'; 128]);
        assert!(flaws.too_large);
    }
}

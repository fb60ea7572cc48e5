//! Exact numbers: read, compared and added without ever passing through a float.
//!
//! How a number prints is the business of [`super::measure`].

use fixed_decimal::{Decimal, Sign};

/// The most digits before the decimal point.
const MAX_WHOLE: usize = 18;
/// The most digits after the decimal point.
const MAX_FRACTION: usize = 12;

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NumberError {
    /// It has other characters than a plain number has.
    #[error("is not written plainly")]
    NotPlain,
    /// It has more digits than are kept.
    #[error("has too many digits")]
    TooLong,
}

impl NumberError {
    /// One thing to do about it.
    pub(crate) fn hint(self) -> &'static str {
        match self {
            Self::NotPlain => {
                "write digits alone, with a point for decimals, such as `34503`, `-4` or `2.5`"
            }
            Self::TooLong => "write at most 18 digits before the point and 12 after it",
        }
    }
}

/// Reads a number that is written plainly: `34503`, `-4`, `2.5`.
pub(crate) fn parse(text: &str) -> Result<Decimal, NumberError> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((_, "")) => return Err(NumberError::NotPlain),
        Some(parts) => parts,
        None => (unsigned, ""),
    };
    let plain = !whole.is_empty()
        && (whole.len() == 1 || !whole.starts_with('0'))
        && whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit());
    if !plain {
        return Err(NumberError::NotPlain);
    }
    if whole.len() > MAX_WHOLE || fraction.len() > MAX_FRACTION {
        return Err(NumberError::TooLong);
    }
    let value = Decimal::try_from_str(text).map_err(|_| NumberError::NotPlain)?;
    // There is one zero; a negative one is a slip.
    Ok(if value.absolute.is_zero() { value.with_sign(Sign::None) } else { value })
}

/// The value in units of 10⁻¹², in which values compare and add exactly.
///
/// Eighteen digits and twelve more leave room in 128 bits for a hundred million addends.
pub(crate) fn scaled(value: &Decimal) -> i128 {
    let text = value.to_string();
    let unsigned = text.trim_start_matches(['-', '+']);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = whole
        .bytes()
        .chain(fraction.bytes().chain(std::iter::repeat(b'0')).take(MAX_FRACTION));
    let size = digits.fold(0_i128, |sum, digit| {
        sum.saturating_mul(10).saturating_add(i128::from(digit.saturating_sub(b'0')))
    });
    if text.starts_with('-') { -size } else { size }
}

/// One, in the units of [`scaled`].
pub(crate) const ONE: i128 = 1_000_000_000_000;

/// The number of a value in the units of [`scaled`], to print it.
pub(crate) fn unscaled(value: i128) -> Decimal {
    let size = value.unsigned_abs();
    let one = ONE.unsigned_abs();
    let sign = if value < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:0>12}", size / one, size % one);
    // Digits with a point among them are always a decimal.
    let mut number = Decimal::try_from_str(&text).unwrap_or_default();
    number.absolute.trim_end();
    number
}

/// The nearest float: for the lengths of a chart, never for what is printed.
pub fn as_f64(value: &Decimal) -> f64 {
    // What a decimal prints is always a number that a float can read.
    value.to_string().parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        for text in ["34503", "-4", "2.50", "0", "0.1", "999999999999999999.123456789012"]
        {
            assert_eq!(parse(text).map(|value| value.to_string()).as_deref(), Ok(text));
        }
        assert_eq!(parse("-0").map(|value| value.to_string()).as_deref(), Ok("0"));
    }

    #[test]
    fn other_notations_are_refused() {
        for text in
            ["", "-", "+5", "1e6", "0x10", "1_000", "1,000", "007", ".5", "5.", "5 "]
        {
            assert_eq!(parse(text), Err(NumberError::NotPlain), "{text}");
        }
        assert_eq!(parse("1234567890123456789"), Err(NumberError::TooLong));
    }

    #[test]
    fn sums_are_exact() {
        let of = |text| parse(text).map_or(0, |value| scaled(&value));
        assert_eq!(of("0.1") + of("0.2"), of("0.3"));
        assert!(of("-2") < of("-1.5"));
        assert_eq!(of("1"), ONE);
        for text in ["0", "-0.5", "1300", "12.000000000001"] {
            assert_eq!(unscaled(of(text)).to_string(), text);
        }
    }
}

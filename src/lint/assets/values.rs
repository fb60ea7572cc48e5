//! Values: numbers, lengths and transformations as a drawing writes them.

const MILLIMETRES_OF_INCH: f64 = 25.4;
const POINTS_OF_INCH: f64 = 72.0;
/// CSS Values and Units Level 3, 5.2.
const PIXELS_OF_INCH: f64 = 96.0;

/// A number and its unit, which may be empty.
pub(super) fn length(text: &str) -> Option<(f64, &str)> {
    let text = text.trim();
    let is_unit = |c: char| c.is_ascii_alphabetic() || c == '%';
    let (number, unit) = text.split_at(text.trim_end_matches(is_unit).len());
    let number: f64 = number.parse().ok()?;
    number.is_finite().then_some((number, unit))
}

/// A size of text in pixels, given that of the text around it.
pub(super) fn font_size(text: &str, around: f64) -> Option<f64> {
    match length(text)? {
        (number, "em") => Some(number * around),
        (number, "ex") => Some(number * around / 2.0),
        size => absolute(size, around),
    }
}

/// A length in pixels, given what its per cent are of; `None` for other units.
pub(super) fn absolute((number, unit): (f64, &str), whole: f64) -> Option<f64> {
    let pixels = match unit {
        "" | "px" => 1.0,
        "in" => PIXELS_OF_INCH,
        "cm" => PIXELS_OF_INCH / MILLIMETRES_OF_INCH * 10.0,
        "mm" => PIXELS_OF_INCH / MILLIMETRES_OF_INCH,
        "pt" => PIXELS_OF_INCH / POINTS_OF_INCH,
        "pc" => PIXELS_OF_INCH / POINTS_OF_INCH * 12.0,
        "%" => whole / 100.0,
        _ => return None,
    };
    Some(number * pixels)
}

/// Numbers with spaces or commas between them.
pub(super) fn numbers(text: &str) -> Option<Vec<f64>> {
    let words = text.split(|c: char| c == ',' || c.is_whitespace());
    words.filter(|word| !word.is_empty()).map(|word| word.parse().ok()).collect()
}

/// What an outer transformation makes of directions after a list of inner ones; `None`
/// where the list is not understood.
pub(super) fn transformed(outer: [f64; 4], list: &str) -> Option<[f64; 4]> {
    let mut whole = outer;
    for step in list.split_inclusive(')') {
        let step = step.trim_matches([' ', ',', '\n', '\t', '\r']);
        if step.is_empty() {
            continue;
        }
        let (name, inside) = step.strip_suffix(')')?.split_once('(')?;
        let numbers = numbers(inside)?;
        let [p, q, r, s] = match (name.trim(), numbers.as_slice()) {
            ("translate", [_] | [_, _]) => [1.0, 0.0, 0.0, 1.0],
            ("scale", &[both]) => [both, 0.0, 0.0, both],
            ("scale", &[x, y]) => [x, 0.0, 0.0, y],
            ("rotate", [angle] | [angle, _, _]) => {
                let (sine, cosine) = angle.to_radians().sin_cos();
                [cosine, sine, -sine, cosine]
            }
            ("skewX", [angle]) => [1.0, 0.0, angle.to_radians().tan(), 1.0],
            ("skewY", [angle]) => [1.0, angle.to_radians().tan(), 0.0, 1.0],
            ("matrix", &[p, q, r, s, _, _]) => [p, q, r, s],
            _ => return None,
        };
        let [a, b, c, d] = whole;
        whole = [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s];
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_a_number_and_may_have_a_unit() {
        for (text, wanted) in [
            ("5", Some((5.0, ""))),
            (" -.5em ", Some((-0.5, "em"))),
            ("1e1px", Some((10.0, "px"))),
            ("50%", Some((50.0, "%"))),
            ("5 px", None),
            ("px", None),
            ("inf", None),
            ("1e999", None),
            ("", None),
        ] {
            assert_eq!(length(text), wanted, "{text}");
        }
    }

    #[test]
    fn an_inch_is_the_same_in_all_units() {
        let inches = [(96.0, ""), (96.0, "px"), (1.0, "in"), (25.4, "mm"), (2.54, "cm")];
        for inch in inches.into_iter().chain([(72.0, "pt"), (6.0, "pc"), (50.0, "%")]) {
            let pixels = absolute(inch, 192.0).unwrap();
            assert!((pixels - 96.0).abs() < 1e-9, "{inch:?}");
        }
        assert_eq!(absolute((1.0, "vw"), 192.0), None);
    }

    #[test]
    fn the_last_transformation_is_carried_out_first() {
        let list = "scale(2 3) matrix(0 1 -1 0 5 5)";
        assert_eq!(transformed([1.0, 0.0, 0.0, 1.0], list), Some([0.0, 3.0, -2.0, 0.0]));
        for list in
            ["scale", "scale(", "scale)", "scale()", "scale(a)", "turn(1)", "none"]
        {
            assert_eq!(transformed([1.0, 0.0, 0.0, 1.0], list), None, "{list}");
        }
    }
}

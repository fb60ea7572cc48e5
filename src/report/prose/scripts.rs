//! Raised and lowered characters, as people type them: `CO<sub>2</sub>`, `H~2~O`, `10^6^`.
//!
//! They become the characters that Unicode has for them, so that they are read and copied
//! as what they are; the theme draws those that a typeface lacks.

use std::borrow::Cow;

/// How many characters between two marks may be raised or lowered.
const LONGEST: usize = 12;

const PLAIN: &str = "0123456789+-−=()abcdefghijklmnoprstuvwxyz";
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ";
const PLAIN_OF_LOWERED: &str = "0123456789+-−=()aehijklmnoprstuvx";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";

/// The marks before and after what is raised or lowered.
const MARKS: [(&str, &str, &str, &str); 4] = [
    ("<sub>", "</sub>", PLAIN_OF_LOWERED, LOWERED),
    ("<sup>", "</sup>", PLAIN, RAISED),
    ("~", "~", PLAIN_OF_LOWERED, LOWERED),
    ("^", "^", PLAIN, RAISED),
];

/// A text with what its marks raise and lower.
pub(super) fn scripts(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '~', '^']) {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '~', '^']) {
        let (before, marked) = rest.split_at(at);
        written.push_str(before);
        match MARKS.iter().find_map(|mark| between(before, marked, *mark)) {
            Some((shifted, length)) => {
                written.push_str(&shifted);
                rest = &marked[length..];
            }
            None => {
                written.push_str(&marked[..1]);
                rest = &marked[1..];
            }
        }
    }
    written.push_str(rest);
    Cow::Owned(written)
}

/// What stands between two marks at the start of a text, raised or lowered, and how many
/// bytes it takes with its marks.
fn between(
    before: &str,
    text: &str,
    (open, close, plain, shifted): (&str, &str, &str, &str),
) -> Option<(String, usize)> {
    let inner = text.strip_prefix(open)?;
    // A single mark without a word before it, such as `~5`, means something else.
    let is_tag = open.len() > 1;
    if !is_tag && !before.ends_with(|c: char| c.is_alphanumeric() || c == ')') {
        return None;
    }
    let length = inner.find(close)?;
    let inner = &inner[..length];
    if inner.is_empty() || inner.chars().count() > LONGEST {
        return None;
    }
    let shift = |c: char| {
        let position = plain.chars().position(|it| it == c)?;
        shifted.chars().nth(position)
    };
    let shifted = inner.chars().map(shift).collect::<Option<String>>()?;
    Some((shifted, open.len() + length + close.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_raise_and_lower() {
        assert_eq!(
            scripts("CO<sub>2</sub>e H~2~O 10^-3^ 1<sup>st</sup>"),
            "CO₂e H₂O 10⁻³ 1ˢᵗ"
        );
    }

    #[test]
    fn each_character_has_its_other() {
        assert_eq!(PLAIN.chars().count(), RAISED.chars().count());
        assert_eq!(PLAIN_OF_LOWERED.chars().count(), LOWERED.chars().count());
    }

    #[test]
    fn other_marks_stay() {
        for text in ["~5 and ~6", "a < b", "x^2", "~~old~~", "a<sup>Q</sup>"] {
            assert_eq!(scripts(text), text);
        }
    }
}

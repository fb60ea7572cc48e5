//! Letters: which characters the codes of a font stand for, as the font says it (Adobe technical
//! note 5411).

use std::collections::BTreeMap;

use lopdf::Stream;

use crate::object::{LONGEST_CONTENT, unpacked};

/// The characters of each code that a `ToUnicode` map gives some for; `None` when it cannot be
/// read.
pub(crate) fn letters(map: &Stream) -> Option<BTreeMap<u16, String>> {
    let text = unpacked(map, LONGEST_CONTENT).ok()?;
    let text = std::str::from_utf8(&text).ok()?;
    let mut letters = BTreeMap::new();
    for section in text.split("beginbfchar").skip(1) {
        let section = section.split("endbfchar").next()?;
        let values = hexadecimal(section);
        let (pairs, _) = values.as_chunks::<2>();
        for [code, said] in pairs.iter().filter(|it| !it[1].is_empty()) {
            letters.insert(number(code)?, characters(said, 0));
        }
    }
    for section in text.split("beginbfrange").skip(1) {
        let section = section.split("endbfrange").next()?;
        for line in section.lines() {
            let values = hexadecimal(line);
            let [first, last, said @ ..] = values.as_slice() else { continue };
            let (first, last) = (number(first)?, number(last)?);
            for (at, code) in (first..=last).enumerate() {
                // One for each, or the first, from which the others are counted.
                let said = match said {
                    [only] => characters(only, at),
                    each => each.get(at).map(|it| characters(it, 0)).unwrap_or_default(),
                };
                letters.insert(code, said);
            }
        }
    }
    Some(letters)
}

/// The text of a hexadecimal string of UTF-16, its last unit so many further.
fn characters(digits: &str, further: usize) -> String {
    let (chunks, _) = digits.as_bytes().as_chunks::<4>();
    let units = chunks.iter().filter_map(|it| number(std::str::from_utf8(it).ok()?));
    let mut units: Vec<u16> = units.collect();
    if let (Some(last), Ok(further)) = (units.last_mut(), u16::try_from(further)) {
        *last = last.saturating_add(further);
    }
    String::from_utf16_lossy(&units)
}

/// The hexadecimal strings of a text.
fn hexadecimal(text: &str) -> Vec<String> {
    let inside = text.split('<').skip(1).filter_map(|rest| rest.split('>').next());
    inside.map(|it| it.split_whitespace().collect()).collect()
}

fn number(digits: &str) -> Option<u16> {
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use lopdf::Dictionary;

    use super::*;

    #[test]
    fn maps_are_read() {
        let text = "1 begincodespacerange <0000> <ffff> endcodespacerange\n\
                    3 beginbfchar\n<0001> <0041>\n<0002> <>\n<0003> <00660069>\nendbfchar\n\
                    2 beginbfrange\n<0010> <0012> <0061>\n<0020> <0021> [<0031> <0035>]\n\
                    endbfrange";
        let stream = Stream::new(Dictionary::new(), text.as_bytes().to_vec());
        let read = letters(&stream).unwrap();
        let read: Vec<_> =
            read.iter().map(|(code, said)| (*code, said.as_str())).collect();
        assert_eq!(
            read,
            [
                (1, "A"),
                (3, "fi"),
                (0x10, "a"),
                (0x11, "b"),
                (0x12, "c"),
                (0x20, "1"),
                (0x21, "5")
            ]
        );
    }
}

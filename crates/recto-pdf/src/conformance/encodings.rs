//! Encodings of composite fonts: those that PDF knows, and those that a file brings (ISO 32000-1,
//! 9.7.5).

use hayro_cmap::CMap;
use lopdf::{Object, Stream};

use crate::content::{Operand, Operations};
use crate::object::{Dict, LONGEST, latin, unpacked};

/// The greatest number that a character has (ISO 32000-1, table C.1).
const LAST: f64 = 65_535.0;

/// The encodings that PDF knows (ISO 32000-1, table 118), each with its collection.
const CMAPS: [(&str, &str); 61] = [
    ("GB-EUC-H", "GB1"),
    ("GB-EUC-V", "GB1"),
    ("GBpc-EUC-H", "GB1"),
    ("GBpc-EUC-V", "GB1"),
    ("GBK-EUC-H", "GB1"),
    ("GBK-EUC-V", "GB1"),
    ("GBKp-EUC-H", "GB1"),
    ("GBKp-EUC-V", "GB1"),
    ("GBK2K-H", "GB1"),
    ("GBK2K-V", "GB1"),
    ("UniGB-UCS2-H", "GB1"),
    ("UniGB-UCS2-V", "GB1"),
    ("UniGB-UTF16-H", "GB1"),
    ("UniGB-UTF16-V", "GB1"),
    ("B5pc-H", "CNS1"),
    ("B5pc-V", "CNS1"),
    ("HKscs-B5-H", "CNS1"),
    ("HKscs-B5-V", "CNS1"),
    ("ETen-B5-H", "CNS1"),
    ("ETen-B5-V", "CNS1"),
    ("ETenms-B5-H", "CNS1"),
    ("ETenms-B5-V", "CNS1"),
    ("CNS-EUC-H", "CNS1"),
    ("CNS-EUC-V", "CNS1"),
    ("UniCNS-UCS2-H", "CNS1"),
    ("UniCNS-UCS2-V", "CNS1"),
    ("UniCNS-UTF16-H", "CNS1"),
    ("UniCNS-UTF16-V", "CNS1"),
    ("83pv-RKSJ-H", "Japan1"),
    ("90ms-RKSJ-H", "Japan1"),
    ("90ms-RKSJ-V", "Japan1"),
    ("90msp-RKSJ-H", "Japan1"),
    ("90msp-RKSJ-V", "Japan1"),
    ("90pv-RKSJ-H", "Japan1"),
    ("Add-RKSJ-H", "Japan1"),
    ("Add-RKSJ-V", "Japan1"),
    ("EUC-H", "Japan1"),
    ("EUC-V", "Japan1"),
    ("Ext-RKSJ-H", "Japan1"),
    ("Ext-RKSJ-V", "Japan1"),
    ("H", "Japan1"),
    ("V", "Japan1"),
    ("UniJIS-UCS2-H", "Japan1"),
    ("UniJIS-UCS2-V", "Japan1"),
    ("UniJIS-UCS2-HW-H", "Japan1"),
    ("UniJIS-UCS2-HW-V", "Japan1"),
    ("UniJIS-UTF16-H", "Japan1"),
    ("UniJIS-UTF16-V", "Japan1"),
    ("KSC-EUC-H", "Korea1"),
    ("KSC-EUC-V", "Korea1"),
    ("KSCms-UHC-H", "Korea1"),
    ("KSCms-UHC-V", "Korea1"),
    ("KSCms-UHC-HW-H", "Korea1"),
    ("KSCms-UHC-HW-V", "Korea1"),
    ("KSCpc-EUC-H", "Korea1"),
    ("UniKS-UCS2-H", "Korea1"),
    ("UniKS-UCS2-V", "Korea1"),
    ("UniKS-UTF16-H", "Korea1"),
    ("UniKS-UTF16-V", "Korea1"),
    ("Identity-H", ""),
    ("Identity-V", ""),
];

/// The collection of an encoding that PDF knows.
pub(super) fn known(name: &[u8]) -> Option<&'static str> {
    CMAPS.iter().find(|(it, _)| it.as_bytes() == name).map(|(_, collection)| *collection)
}

/// Whether an embedded encoding is sound: its dictionary and its stream name one direction of
/// writing, and PDF knows each encoding that it builds on.
pub(super) fn is_sound(stream: &Stream, map: Dict<'_>) -> bool {
    let Ok(data) = unpacked(stream, LONGEST) else { return false };
    let text = latin(&data);
    let own = text.find("/WMode").and_then(|at| {
        let rest = text[at + 6..].trim_start();
        rest.split(|it: char| !it.is_ascii_digit()).next()?.parse::<i64>().ok()
    });
    let is_direction = own.unwrap_or(0) == map.integer(b"WMode").unwrap_or(0);
    let base = map.get(b"UseCMap");
    let is_known = match base {
        Some(Object::Name(name)) => known(name).is_some(),
        Some(Object::Stream(base)) => {
            let name = Dict::new(map.document, &base.dict).name(b"CMapName");
            name.is_some_and(|it| known(it).is_some())
        }
        _ => true,
    };
    let used = text.find("usecmap").and_then(|at| {
        let before = text[..at].trim_end();
        before.rsplit('/').next().map(str::to_owned)
    });
    let is_used_known = used.is_none_or(|name| known(name.trim().as_bytes()).is_some());
    is_direction && is_known && is_used_known && CMap::parse(&data, |_| None).is_some()
}

/// Whether an embedded encoding leads from some code to a character whose number is above [`LAST`].
pub(super) fn reaches_too_far(stream: &Stream) -> bool {
    let Ok(data) = unpacked(stream, LONGEST) else { return false };
    let mut operations = Operations::of(&data);
    while let Some((operator, operands)) = operations.next() {
        let is_far = match operator {
            b"endcidchar" => operands.chunks(2).any(|it| is_beyond(it, 0.0)),
            b"endcidrange" => operands.chunks(3).any(|it| match it {
                [Operand::Text(first), Operand::Text(last), _] => {
                    is_beyond(it, code(last) - code(first))
                }
                _ => false,
            }),
            _ => false,
        };
        if is_far {
            return true;
        }
    }
    false
}

/// Whether a row of an encoding leads above [`LAST`]. The row ends with the number of its first
/// character, and `more` codes after the first lead to the numbers after that.
fn is_beyond(row: &[Operand<'_>], more: f64) -> bool {
    row.last().and_then(Operand::number).is_some_and(|it| it + more.max(0.0) > LAST)
}

/// A code as a number.
fn code(bytes: &[u8]) -> f64 {
    bytes.iter().fold(0.0, |code, byte| code * 256.0 + f64::from(*byte))
}

#[cfg(test)]
mod tests {
    use lopdf::Dictionary;

    use super::*;

    #[test]
    fn characters_beyond_the_last_are_found() {
        let is_far = |rows: &str| {
            let text = format!("begincmap 1 {rows} endcmap");
            reaches_too_far(&Stream::new(Dictionary::new(), text.into_bytes()))
        };
        assert!(!is_far("begincidrange <0000> <FFFF> 0 endcidrange"));
        assert!(!is_far("begincidchar <20> 65535 endcidchar"));
        assert!(is_far("begincidrange <0000> <FFFF> 1 endcidrange"));
        assert!(is_far("begincidrange <00> <01> 5 <02> <03> 65535 endcidrange"));
        assert!(is_far("begincidchar <20> 1 <21> 65536 endcidchar"));
    }
}

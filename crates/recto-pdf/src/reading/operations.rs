//! Operations: which PDF knows, and the images that stand within the content.

use crate::content::Operand;

/// An image within the content, as far as standards ask.
#[derive(Debug, Default)]
pub(crate) struct InlineImage {
    pub(crate) filters: Vec<Vec<u8>>,
    pub(crate) intent: Option<Vec<u8>>,
    pub(crate) is_smoothed: bool,
}

/// The keys and values of an image within the content (8.9.7).
pub(super) struct Inline<'e>(pub(super) &'e [Operand<'e>]);

impl<'e> Inline<'e> {
    fn position(&self, short: &[u8], long: &[u8]) -> Option<usize> {
        let is_key =
            |it: &Operand<'_>| it.name().is_some_and(|key| key == short || key == long);
        // A value may be a name too: keys stand at the even places outside arrays.
        let (mut open, mut even) = (0, true);
        for (at, operand) in self.0.iter().enumerate() {
            if open == 0 && even && is_key(operand) {
                return Some(at + 1);
            }
            match operand {
                Operand::Open => open += 1,
                Operand::Close => open -= 1,
                _ => {}
            }
            if open == 0 {
                even = !even;
            }
        }
        None
    }

    pub(super) fn value(&self, short: &[u8], long: &[u8]) -> Option<&'e Operand<'e>> {
        self.0.get(self.position(short, long)?)
    }

    pub(super) fn name(&self, short: &[u8], long: &[u8]) -> Option<&'e [u8]> {
        match self.value(short, long)? {
            Operand::Name(name) => Some(name),
            Operand::Open => {
                self.0.get(self.position(short, long)? + 1).and_then(Operand::name)
            }
            _ => None,
        }
    }

    pub(super) fn says(&self, short: &[u8], long: &[u8]) -> bool {
        self.value(short, long) == Some(&Operand::Constant(true))
    }

    /// What standards ask of it.
    pub(super) fn standard(&self) -> InlineImage {
        let at = self.position(b"F", b"Filter");
        let filters = at.into_iter().flat_map(|at| {
            let is_list = self.0.get(at) == Some(&Operand::Open);
            let rest = self.0.get(at..).unwrap_or_default().iter();
            let rest = rest.skip(usize::from(is_list));
            rest.take(if is_list { 16 } else { 1 }).map_while(Operand::name)
        });
        InlineImage {
            filters: filters.map(<[u8]>::to_vec).collect(),
            intent: self.name(b"Intent", b"Intent").map(<[u8]>::to_vec),
            is_smoothed: self.says(b"I", b"Interpolate"),
        }
    }
}

/// Whether an operator is one of PDF (annex A).
pub(super) fn is_operator(operator: &[u8]) -> bool {
    matches!(
        operator,
        b"b" | b"B"
            | b"b*"
            | b"B*"
            | b"BDC"
            | b"BI"
            | b"BMC"
            | b"BT"
            | b"BX"
            | b"c"
            | b"cm"
            | b"CS"
            | b"cs"
            | b"d"
            | b"d0"
            | b"d1"
            | b"Do"
            | b"DP"
            | b"EI"
            | b"EMC"
            | b"ET"
            | b"EX"
            | b"f"
            | b"F"
            | b"f*"
            | b"G"
            | b"g"
            | b"gs"
            | b"h"
            | b"i"
            | b"ID"
            | b"j"
            | b"J"
            | b"K"
            | b"k"
            | b"l"
            | b"m"
            | b"M"
            | b"MP"
            | b"n"
            | b"q"
            | b"Q"
            | b"re"
            | b"RG"
            | b"rg"
            | b"ri"
            | b"s"
            | b"S"
            | b"SC"
            | b"sc"
            | b"SCN"
            | b"scn"
            | b"sh"
            | b"T*"
            | b"Tc"
            | b"Td"
            | b"TD"
            | b"Tf"
            | b"Tj"
            | b"TJ"
            | b"TL"
            | b"Tm"
            | b"Tr"
            | b"Ts"
            | b"Tw"
            | b"Tz"
            | b"v"
            | b"w"
            | b"W"
            | b"W*"
            | b"y"
            | b"'"
            | b"\""
    )
}

//! Labels: the numbers of pages as a viewer shows them.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};

use super::Reading;

impl<'d> Reading<'d> {
    /// The pages' labels (ISO 32000-1, 12.4.2), by page.
    pub(super) fn labels(&self, catalogue: &'d Dictionary) -> Vec<String> {
        let mut ranges = BTreeMap::new();
        if let Some(root) = self.dictionary(catalogue, b"PageLabels") {
            self.push_numbers(root, &mut ranges);
        }
        let count = self.page_numbers.len();
        let label = |index: usize| {
            let at = i64::try_from(index).expect("fewer pages");
            let Some((start, range)) = ranges.range(..=at).next_back() else {
                return (index + 1).to_string();
            };
            let first = range.get(b"St").and_then(Object::as_i64).unwrap_or(1);
            let number = first + at - start;
            let prefix = self.text(range, b"P").unwrap_or_default();
            match range.get(b"S").and_then(Object::as_name) {
                Ok(b"D") => format!("{prefix}{number}"),
                Ok(b"r") => format!("{prefix}{}", roman(number)),
                Ok(b"R") => format!("{prefix}{}", roman(number).to_uppercase()),
                Ok(other) => {
                    format!("{prefix}{}:{number}", String::from_utf8_lossy(other))
                }
                Err(_) => prefix,
            }
        };
        (0..count).map(label).collect()
    }

    fn push_numbers(
        &self,
        node: &'d Dictionary,
        ranges: &mut BTreeMap<i64, &'d Dictionary>,
    ) {
        let list = |key: &[u8]| {
            let found = node.get(key).ok().map(|it| self.resolved(it));
            found.and_then(|it| it.as_array().ok()).map_or(&[][..], Vec::as_slice)
        };
        for pair in list(b"Nums").chunks_exact(2) {
            let start = pair[0].as_i64().expect("a page index");
            let range = self.resolved(&pair[1]).as_dict().expect("a page label");
            ranges.insert(start, range);
        }
        for kid in list(b"Kids") {
            let kid = self.resolved(kid).as_dict().expect("a node of a number tree");
            self.push_numbers(kid, ranges);
        }
    }
}

fn roman(number: i64) -> String {
    const SIGNS: [(i64, &str); 9] = [
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = number;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

//! Roles: the standard types of structure elements (ISO 32000-1, 14.8.4).

/// Those of PDF 1.7, without headings of a level.
pub(crate) const STANDARD: [&[u8]; 43] = [
    b"Document",
    b"Part",
    b"Art",
    b"Sect",
    b"Div",
    b"BlockQuote",
    b"Caption",
    b"TOC",
    b"TOCI",
    b"Index",
    b"NonStruct",
    b"Private",
    b"P",
    b"H",
    b"L",
    b"LI",
    b"Lbl",
    b"LBody",
    b"Table",
    b"TR",
    b"TH",
    b"TD",
    b"THead",
    b"TBody",
    b"TFoot",
    b"Span",
    b"Quote",
    b"Note",
    b"Reference",
    b"BibEntry",
    b"Code",
    b"Link",
    b"Annot",
    b"Ruby",
    b"RB",
    b"RT",
    b"RP",
    b"Warichu",
    b"WT",
    b"WP",
    b"Figure",
    b"Formula",
    b"Form",
];

/// The level of a heading that has one in its name: `H1`, `H2` and so on.
pub(crate) fn heading_level(role: &[u8]) -> Option<u8> {
    match role {
        [b'H', digits @ ..] if digits.iter().all(u8::is_ascii_digit) => {
            std::str::from_utf8(digits).ok()?.parse().ok()
        }
        _ => None,
    }
}

/// Whether a role is one of PDF 1.7.
pub(crate) fn is_standard(role: &[u8]) -> bool {
    STANDARD.contains(&role) || matches!(role, [b'H', b'1'..=b'6'])
}

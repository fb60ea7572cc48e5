//! Cells: what a cell of a table says as a figure, and how a column prints its numbers.
//!
//! A figure may be typed plainly, or as it prints elsewhere: with commas, in brackets, with `£` or
//! `%`. What stands in place of a figure, or behind one, is a mark of the shorthand, such as `[x]`.
//! Numbers are exact; they are rounded only where a column says so.

use fixed_decimal::{Decimal, Sign, UnsignedDecimal, UnsignedRoundingMode};

use super::declare::Choice;
use super::locale::Locale;
use super::model::{
    Cell, Currency, Inline, Negative, NumberForm, ProseBlock, Scale, Shorthand, Unit,
    UnitStands, Zero,
};
use super::number;

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// Nothing.
    Nothing,
    /// A figure.
    Figure(Figure),
    /// A mark in place of a figure.
    Mark(Shorthand),
    /// Anything else.
    Words,
}

/// A figure in a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What it is worth, in what its column is given in.
    pub value: Decimal,
    /// How many of its digits stand behind the point.
    pub places: usize,
    /// The bytes of the figure itself, without marks.
    pub length: usize,
    /// The unit of the sign that is typed at it: pounds of `£`, per cent of `%`.
    pub unit: Option<Unit>,
    /// The marks behind it, in order.
    pub marks: Vec<Shorthand>,
}

/// What a text says as the whole of a cell.
pub fn said(text: &str) -> Said {
    let text = text.trim();
    if text.is_empty() {
        return Said::Nothing;
    }
    if let Some((mark, "")) = mark(text) {
        return Said::Mark(mark);
    }
    match figure(text) {
        Some(figure) => Said::Figure(figure),
        None => Said::Words,
    }
}

/// Whether a text stands for nought in an account: nothing, or a dash.
pub fn is_nought(text: &str) -> bool {
    matches!(text.trim(), "" | "-" | "–" | "—" | "−")
}

/// The mark at the start of a text, and what follows it.
fn mark(text: &str) -> Option<(Shorthand, &str)> {
    let (name, rest) = text.strip_prefix('[')?.split_once(']')?;
    let found = Shorthand::WORDS.iter().find(|(word, _)| word.name == name);
    found.map(|(_, mark)| (*mark, rest))
}

/// A text read as a figure with marks behind it.
fn figure(text: &str) -> Option<Figure> {
    let mut rest = text;
    let mut negative = false;
    let mut bracketed = false;
    // A minus sign, a bracket and a pound sign may stand in any order, each once.
    let mut is_money = false;
    while let Some(first) = rest.chars().next() {
        match first {
            '-' | '−' if !negative => negative = true,
            '+' if !negative && rest.len() == text.len() => {}
            '(' if !bracketed => bracketed = true,
            '£' if !is_money => is_money = true,
            _ => break,
        }
        rest = &rest[first.len_utf8()..];
    }
    if negative && bracketed {
        return None;
    }
    let (digits, whole) = digits(rest)?;
    rest = &rest[whole..];
    let mut plain = digits;
    let mut places = 0;
    if let Some(fraction) = rest.strip_prefix('.') {
        places = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if places == 0 {
            return None;
        }
        plain.push('.');
        plain.push_str(&fraction[..places]);
        rest = &fraction[places..];
    }
    let before_sign = rest;
    rest = rest.strip_prefix('%').unwrap_or(rest);
    let mut is_per_cent = rest.len() < before_sign.len();
    if bracketed {
        rest = rest.strip_prefix(')')?;
        if let (false, Some(after)) = (is_per_cent, rest.strip_prefix('%')) {
            (is_per_cent, rest) = (true, after);
        }
    }
    let unit = match (is_money, is_per_cent) {
        (true, true) => return None,
        (true, false) => Some(Unit::Money(Currency::GBP)),
        (false, true) => Some(Unit::Percent),
        (false, false) => None,
    };
    let length = text.len() - rest.len();
    let mut marks = Vec::new();
    while !rest.is_empty() {
        let (mark, after) = mark(rest.trim_start())?;
        marks.push(mark);
        rest = after.trim_end();
    }
    let size = number::parse(&plain).ok()?;
    let below = (negative || bracketed) && !size.absolute.is_zero();
    let value = size.with_sign(if below { Sign::Negative } else { Sign::None });
    Some(Figure { value, places, length, unit, marks })
}

/// The digits before the point at the start of a text, without commas, and how many bytes they
/// are with them. Commas set three digits apart each, or none.
fn digits(text: &str) -> Option<(String, usize)> {
    let length = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b',').count();
    let groups: Vec<&str> = text[..length].split(',').collect();
    let (first, others) = groups.split_first()?;
    let is_grouped = others.iter().all(|group| group.len() == 3) && first.len() <= 3;
    if first.is_empty() || (!others.is_empty() && !is_grouped) {
        return None;
    }
    let digits = groups.concat();
    // `007` is a name.
    let is_plain = digits.len() == 1 || !digits.starts_with('0');
    is_plain.then_some((digits, length))
}

impl Cell {
    /// Its text as typed, without marks of notes; `None` where it is more than that: it prints a
    /// measure, or has several paragraphs.
    pub fn plain(&self) -> Option<String> {
        let content = match self.blocks.as_slice() {
            [] => return Some(String::new()),
            [ProseBlock::Paragraph(content)] => content,
            _ => return None,
        };
        plain(content)
    }
}

fn plain(content: &[Inline]) -> Option<String> {
    let mut text = String::new();
    for inline in content {
        match inline {
            Inline::Text(piece) => text.push_str(piece),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Foreign { content: inner, .. } => {
                text.push_str(&plain(inner)?);
            }
            Inline::NoteMark(_) => {}
            Inline::Break => text.push(' '),
            Inline::Link { .. }
            | Inline::Measure { .. }
            | Inline::Pointer { .. }
            | Inline::Footnote { .. }
            | Inline::FootnoteMark(_) => return None,
        }
    }
    Some(text)
}

/// How a number of a column prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printed {
    /// As this text.
    Text(String),
    /// As the mark for nil, or for what rounds to nought.
    Mark(Shorthand),
}

/// A number as its column prints it: in the unit of the head, rounded as the form says.
pub fn printed(value: &Decimal, form: &NumberForm, locale: &Locale) -> Printed {
    let size = rounded(value, form);
    if size.is_zero() {
        if !value.absolute.is_zero() {
            return Printed::Mark(Shorthand::Low);
        }
        if form.zero == Zero::Nil {
            return Printed::Mark(Shorthand::Nil);
        }
    }
    let digits = if form.thousands { locale.digits(&size) } else { size.to_string() };
    let unit = form.unit.as_ref().filter(|_| form.unit_stands == UnitStands::Cells);
    let digits = match unit.map(|unit| Unit::named(unit)) {
        Some(Unit::Money(currency)) => locale.money(currency, &digits),
        Some(Unit::Percent) => locale.per_cent(&digits),
        _ => digits,
    };
    Printed::Text(match (value.sign() == Sign::Negative, form.negative) {
        (true, Negative::Brackets) => format!("({digits})"),
        (true, Negative::Minus) => format!("\u{2212}{digits}"),
        (false, _) if form.plus && !size.is_zero() => format!("+{digits}"),
        (false, _) => digits,
    })
}

/// The size of a number in what its column prints in, rounded half away from nought.
pub fn rounded(value: &Decimal, form: &NumberForm) -> UnsignedDecimal {
    let printed_in = form.printed_in.unwrap_or(form.given_in);
    let mut size = value.absolute.clone();
    size.multiply_pow10(form.given_in.power() - printed_in.power());
    match form.decimals.and_then(|decimals| i16::try_from(decimals).ok()) {
        Some(decimals) => {
            size.round_with_mode(-decimals, UnsignedRoundingMode::HalfExpand);
            size.pad_end(-decimals);
            size.trim_start();
        }
        None => size.trim_start(),
    }
    size
}

/// What heads a column of numbers, where it has no unit of its own: `£000`, `%`, `thousands`. What
/// the numbers are scaled by is said in any case, because nothing else says it.
pub fn unit_of_head(form: &NumberForm, locale: &Locale) -> Option<String> {
    let scale = form.printed_in.unwrap_or(form.given_in);
    let name = form.unit.as_ref().map(|unit| &*unit.value);
    let unit = name.map(Unit::named);
    let is_sign = matches!(unit, Some(Unit::Money(_) | Unit::Percent));
    let in_head = unit.filter(|_| form.unit_stands == UnitStands::Head || !is_sign);
    let Some((unit, name)) = in_head.zip(name) else {
        return match scale {
            Scale::One => None,
            Scale::Thousand => Some(locale.word("thousands").to_owned()),
            Scale::Million => Some(locale.word("millions").to_owned()),
            Scale::Billion => Some(locale.word("billions").to_owned()),
        };
    };
    let shown = locale.unit_in_head(&unit).unwrap_or_else(|| name.to_owned());
    Some(match (unit, scale) {
        (_, Scale::One) => shown,
        (Unit::Money(currency), scale) => locale.money_head(currency, scale),
        (_, Scale::Thousand) => format!("{shown}, {}", locale.word("thousands")),
        (_, Scale::Million) => format!("{shown}, {}", locale.word("millions")),
        (_, Scale::Billion) => format!("{shown}, {}", locale.word("billions")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        match said(text) {
            Said::Figure(figure) => Some(figure.value.to_string()),
            _ => None,
        }
    }

    #[test]
    fn figures_are_read_however_they_print() {
        for (text, worth) in [
            ("1204567", "1204567"),
            ("1,204", "1204"),
            ("(5,210)", "-5210"),
            ("−3", "-3"),
            ("-987654.32", "-987654.32"),
            ("+3%", "3"),
            ("£1,204.50", "1204.50"),
            ("−£3", "-3"),
            ("(£3)", "-3"),
            ("(12%)", "-12"),
            ("(12)%", "-12"),
            ("99.9%", "99.9"),
            ("0", "0"),
            ("(0)", "0"),
            ("1,204 [p]", "1204"),
            ("12[e][r]", "12"),
        ] {
            assert_eq!(value(text).as_deref(), Some(worth), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_figure_is_words() {
        for text in [
            "155–160",
            "12,34",
            "1,2345",
            "007",
            "5.4:1",
            "3 a year",
            "No target",
            "–",
            "-",
            "(",
            "5.",
            ".5",
            "(12",
            "12)",
            "--3",
            "(-3)",
            "[q]",
            "12 [q]",
            "16 (4 × 4)",
            "5/6",
            "1,204,",
            "%",
            "£",
            "7, 9",
            "1234,567",
            "£12%",
        ] {
            assert_eq!(said(text), Said::Words, "{text}");
        }
        assert_eq!(said("  "), Said::Nothing);
        assert_eq!(said("[x]"), Said::Mark(Shorthand::NotAvailable));
        assert_eq!(said("[nil]"), Said::Mark(Shorthand::Nil));
    }

    #[test]
    fn a_sign_is_the_unit_of_its_figure() {
        let pounds = Some(Unit::Money(Currency::GBP));
        for (text, unit) in [
            ("12", None),
            ("£12", pounds.clone()),
            ("(£12)", pounds.clone()),
            ("−£12 [p]", pounds),
            ("12%", Some(Unit::Percent)),
            ("(12%)", Some(Unit::Percent)),
            ("(12)%", Some(Unit::Percent)),
        ] {
            let Said::Figure(figure) = said(text) else { panic!("{text}") };
            assert_eq!(figure.unit, unit, "{text}");
        }
    }

    fn form() -> NumberForm {
        NumberForm {
            unit: None,
            given_in: Scale::One,
            printed_in: None,
            decimals: None,
            thousands: true,
            negative: Negative::Minus,
            plus: false,
            zero: Zero::Figure,
            unit_stands: UnitStands::Head,
        }
    }

    fn print(text: &str, form: &NumberForm) -> String {
        let locale = Locale::for_language("en-GB").unwrap();
        match printed(&number::parse(text).unwrap(), form, &locale) {
            Printed::Text(text) => text,
            Printed::Mark(mark) => format!("[{}]", mark.name()),
        }
    }

    #[test]
    fn numbers_print_as_their_column_says() {
        let plain = form();
        assert_eq!(print("1204567", &plain), "1,204,567");
        assert_eq!(print("-0.4", &plain), "−0.4");
        assert_eq!(print("45.678123", &plain), "45.678123");
        let thousands =
            NumberForm { printed_in: Some(Scale::Thousand), decimals: Some(0), ..form() };
        assert_eq!(print("1204567", &thousands), "1,205");
        assert_eq!(print("1500", &thousands), "2");
        assert_eq!(print("-1500", &thousands), "−2");
        assert_eq!(print("400", &thousands), "[low]");
        assert_eq!(print("-400", &thousands), "[low]");
        assert_eq!(print("0", &thousands), "0");
        let accounts = NumberForm {
            given_in: Scale::Thousand,
            negative: Negative::Brackets,
            zero: Zero::Nil,
            ..form()
        };
        assert_eq!(print("-5210", &accounts), "(5,210)");
        assert_eq!(print("0", &accounts), "[nil]");
        let finer = NumberForm {
            given_in: Scale::Million,
            printed_in: Some(Scale::Thousand),
            decimals: Some(1),
            ..form()
        };
        assert_eq!(print("1.25", &finer), "1,250.0");
        let year = NumberForm { thousands: false, ..form() };
        assert_eq!(print("2024", &year), "2024");
        let change = NumberForm { plus: true, decimals: Some(1), ..form() };
        assert_eq!(print("12", &change), "+12.0");
        assert_eq!(print("0", &change), "0.0");
    }
}

//! Text: values and comments set in lines, in the size, colour and place that their default
//! appearance asks for (ISO 32000-1, 12.7.3.3).

use std::fmt::Write;

use super::letters::{FONT, Letters, Unset};
use crate::content::{Operand, Operations};
use crate::geometry::Rect;

/// The smallest size that text is set in to find room, in points.
const SMALLEST: f64 = 4.0;
/// The largest size of text in several lines or in a list whose size is left open, in points.
pub(super) const USUAL: f64 = 12.0;
/// The longest text that is set, in bytes.
const LONGEST: usize = 100_000;
/// The distance of lines, in sizes.
pub(super) const LEADING: f64 = 1.15;
/// How far the first line lies below the upper edge, in sizes.
const ASCENT: f64 = 0.85;

/// Where lines begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quadding {
    Left,
    Centre,
    Right,
}

impl Quadding {
    /// By its number; the left, where it is none.
    pub(super) fn of(number: Option<i64>) -> Self {
        match number {
            Some(1) => Self::Centre,
            Some(2) => Self::Right,
            _ => Self::Left,
        }
    }
}

/// The shape of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// In one line, in the middle of its height.
    Line,
    /// In lines that are broken where they are full.
    Lines,
    /// A letter to a cell, of so many.
    Comb(usize),
}

/// How text is set.
#[derive(Debug, Clone)]
pub(super) struct Style {
    /// Its size, in points; `None` where it is as large as there is room for.
    pub(super) size: Option<f64>,
    /// The shares of its colour: of grey, of red, green and blue, or of four inks.
    pub(super) ink: Vec<f64>,
    pub(super) quadding: Quadding,
}

impl Style {
    /// That of a default appearance: operations that set a font and a colour.
    pub(super) fn of(appearance: &[u8], quadding: Quadding) -> Self {
        let mut style = Self { size: None, ink: vec![0.0], quadding };
        let mut operations = Operations::of(appearance);
        while let Some((operator, operands)) = operations.next() {
            let numbers: Vec<f64> = operands.iter().filter_map(Operand::number).collect();
            match (operator, numbers.as_slice()) {
                (b"Tf", [size]) => style.size = Some(size.abs()).filter(|it| *it > 0.0),
                (b"g", [_]) | (b"rg", [_, _, _]) | (b"k", [_, _, _, _]) => {
                    style.ink = numbers;
                }
                _ => {}
            }
        }
        style
    }

    /// The operation that sets its colour; black, where it is none.
    pub(super) fn colour(&self) -> String {
        colour(&self.ink, false).unwrap_or_else(|| "0 g".to_owned())
    }
}

/// The operation that sets a colour of one, three or four shares, of what is filled or of lines;
/// `None` where it is none, which is how something is left open.
pub(super) fn colour(shares: &[f64], is_of_lines: bool) -> Option<String> {
    let operator = match (shares.len(), is_of_lines) {
        (1, false) => "g",
        (1, true) => "G",
        (3, false) => "rg",
        (3, true) => "RG",
        (4, false) => "k",
        (4, true) => "K",
        _ => return None,
    };
    let shares = shares.iter().map(|it| format!("{:.3} ", it.clamp(0.0, 1.0)));
    Some(shares.collect::<String>() + operator)
}

/// A text without what is not to be seen, its lines ended in one way.
pub(super) fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut is_escaped = false;
    let letters = text.chars().filter_map(|letter| match letter {
        // What stands between two of these names a language (7.9.2.2).
        '\u{1b}' => {
            is_escaped = !is_escaped;
            None
        }
        _ if is_escaped => None,
        '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
            Some('\n')
        }
        '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => Some(' '),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
        letter if letter.is_control() => None,
        letter => Some(letter),
    });
    letters.collect()
}

/// Sets a text in an area; the operations that show it.
///
/// # Errors
///
/// When the typeface lacks a letter of it, or there is no room for it.
pub(super) fn set(
    text: &str,
    area: Rect,
    style: &Style,
    shape: Shape,
    letters: &mut Letters,
) -> Result<String, Unset> {
    let text = plain(text);
    let text = text.trim_end();
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    if !area.has_area() || text.len() > LONGEST {
        return Err(Unset::Room);
    }
    let (size, lines) = match shape {
        Shape::Line => one_line(text, area, style, letters)?,
        Shape::Lines => several_lines(text, area, style, letters)?,
        Shape::Comb(cells) => return comb(text, area, style, cells, letters),
    };
    #[expect(clippy::cast_precision_loss, reason = "a field has few lines")]
    let mut y = match shape {
        Shape::Lines => area.top - ASCENT * size,
        _ => {
            let below = (lines.len() - 1) as f64 * LEADING * size / 2.0;
            (area.top + area.bottom) / 2.0 - 0.33 * size + below
        }
    };
    let mut content = format!("BT {} /{FONT} {size:.3} Tf\n", style.colour());
    for line in lines {
        let free = area.width() - letters.width(&line)? * size;
        let x = area.left
            + match style.quadding {
                Quadding::Left => 0.0,
                Quadding::Centre => free / 2.0,
                Quadding::Right => free,
            };
        // Writing to a string cannot fail.
        let _ = writeln!(content, "1 0 0 1 {x:.3} {y:.3} Tm {} Tj", letters.show(&line)?);
        y -= LEADING * size;
    }
    content.push_str("ET\n");
    Ok(content)
}

/// A size that is no smaller than can be read, or than was asked for.
fn readable(size: f64, asked: Option<f64>) -> Result<f64, Unset> {
    if size < asked.unwrap_or(SMALLEST).min(SMALLEST) - 0.01 {
        return Err(Unset::Room);
    }
    Ok(size)
}

fn one_line(
    text: &str,
    area: Rect,
    style: &Style,
    letters: &Letters,
) -> Result<(f64, Vec<String>), Unset> {
    let text = text.replace('\n', " ");
    let wanted = style.size.unwrap_or(area.height() * 0.72);
    let width = letters.width(&text)?;
    let size = if width * wanted > area.width() { area.width() / width } else { wanted };
    Ok((readable(size, style.size)?, vec![text]))
}

fn several_lines(
    text: &str,
    area: Rect,
    style: &Style,
    letters: &Letters,
) -> Result<(f64, Vec<String>), Unset> {
    let mut size = style.size.unwrap_or(USUAL).min(area.height().max(SMALLEST));
    loop {
        let lines = broken(text, area.width() / size, letters)?;
        #[expect(clippy::cast_precision_loss, reason = "a field has few lines")]
        let height = (ASCENT + 0.25 + (lines.len() - 1) as f64 * LEADING) * size;
        // A single line may stand a little closer to the edges.
        if height <= area.height() + 0.2 * size {
            return Ok((size, lines));
        }
        size = readable(size * 0.95, style.size)?;
    }
}

/// A text in lines of a width, in sizes.
fn broken(text: &str, width: f64, letters: &Letters) -> Result<Vec<String>, Unset> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut taken = 0.0;
        for word in paragraph.split_inclusive(' ') {
            let own = letters.width(word.trim_end())?;
            if taken + own > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                taken = 0.0;
            }
            if own <= width {
                line.push_str(word);
                taken += letters.width(word)?;
                continue;
            }
            // A word that has no room in any line is broken anywhere.
            for letter in word.chars() {
                let own = letters.width(letter.encode_utf8(&mut [0; 4]))?;
                if taken + own > width && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    taken = 0.0;
                }
                line.push(letter);
                taken += own;
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    Ok(lines)
}

fn comb(
    text: &str,
    area: Rect,
    style: &Style,
    cells: usize,
    letters: &mut Letters,
) -> Result<String, Unset> {
    if text.chars().count() > cells {
        return Err(Unset::Room);
    }
    #[expect(clippy::cast_precision_loss, reason = "a field has few cells")]
    let cell = area.width() / cells as f64;
    let text = text.replace('\n', " ");
    let size = style.size.unwrap_or((area.height() * 0.72).min(cell * 1.4));
    let y = (area.top + area.bottom) / 2.0 - 0.33 * size;
    #[expect(clippy::cast_precision_loss, reason = "a field has few cells")]
    let mut x = match style.quadding {
        Quadding::Right => area.right - cell * text.chars().count() as f64,
        _ => area.left,
    };
    let mut content = format!("BT {} /{FONT} {size:.3} Tf\n", style.colour());
    for letter in text.chars() {
        let letter = letter.to_string();
        let own = (cell - letters.width(&letter)? * size) / 2.0;
        let shown = letters.show(&letter)?;
        let _ = writeln!(content, "1 0 0 1 {:.3} {y:.3} Tm {shown} Tj", x + own);
        x += cell;
    }
    content.push_str("ET\n");
    Ok(content)
}

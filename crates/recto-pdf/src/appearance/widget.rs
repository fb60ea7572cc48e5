//! Widgets: fields as they look, from what they hold (ISO 32000-1, 12.5.6.19 and 12.7.4).

use super::drawing::{Border, BorderKind, Drawing, Mark, inset};
use super::field::{Field, Kind};
use super::letters::{FONT, Letters, Unset};
use super::text::{LEADING, Quadding, Shape, Style, USUAL, colour, plain, set};
use crate::geometry::{Matrix, Rect};
use crate::object::Dict;

/// Why a widget cannot be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Unset(Unset),
    /// It is not said which of several buttons is on.
    State,
}

impl From<Unset> for Fault {
    fn from(unset: Unset) -> Self {
        Self::Unset(unset)
    }
}

/// The ground of an option of a list that is chosen, as Acrobat has it.
const CHOSEN: &str = "0.600 0.757 0.855 rg";

/// Draws a field; `None` for one that shows nothing.
pub(super) fn draw(
    field: Field<'_>,
    kind: Kind,
    rect: Rect,
    letters: &mut Letters,
) -> Result<Option<Drawing>, Fault> {
    let widget = field.widget;
    let look = widget.dict(b"MK");
    let turn = look.and_then(|it| it.integer(b"R")).unwrap_or(0).rem_euclid(360);
    let (mut width, mut height) = (rect.width(), rect.height());
    if turn == 90 || turn == 270 {
        (width, height) = (height, width);
    }
    let area = Rect { left: 0.0, bottom: 0.0, right: width, top: height };
    let mut drawing = Drawing::within(area);
    drawing.turned = Matrix(match turn {
        90 => [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
        180 => [-1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
        270 => [0.0, -1.0, 1.0, 0.0, 0.0, 0.0],
        _ => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
    });
    let border = Border::of(widget);
    let is_round = kind == Kind::Radio && mark(field, kind) == Mark::Disc;
    let line = frame(&mut drawing, look, &border, area, is_round);
    let style = field.style();
    let inner = inset(area, line);
    match kind {
        Kind::Text | Kind::Password | Kind::Combo => {
            let text = shown(field, kind);
            text_field(&mut drawing, field, &text, (inner, line), &style, letters)?;
        }
        Kind::List => list(&mut drawing, field, inner, &style, letters)?,
        Kind::Pushed => {
            let caption = look.and_then(|it| it.text(b"CA")).unwrap_or_default();
            let style = Style { quadding: Quadding::Centre, ..style };
            drawing.add(&set(&caption, inner, &style, Shape::Line, letters)?);
        }
        Kind::CheckBox | Kind::Radio => {
            if is_on(field, kind)? {
                drawing.add(&style.colour());
                mark(field, kind).draw(&mut drawing, inner);
            }
        }
        Kind::Signature => return Ok(None),
    }
    let is_empty = drawing.content.trim().is_empty();
    Ok((!is_empty).then_some(drawing))
}

/// The text that a field shows.
pub(super) fn shown(field: Field<'_>, kind: Kind) -> String {
    let values = field.values().join("\n");
    match kind {
        Kind::Password => "*".repeat(plain(&values).chars().count()),
        Kind::Combo => {
            let mut options = field.options().into_iter();
            options.find(|it| it.0 == values).map_or(values, |it| it.1)
        }
        _ => values,
    }
}

/// Draws ground and border; how much the border takes of each side.
fn frame(
    drawing: &mut Drawing,
    look: Option<Dict<'_>>,
    border: &Border,
    area: Rect,
    is_round: bool,
) -> f64 {
    let shares = |key: &[u8]| look.map(|it| it.numbers(key)).unwrap_or_default();
    let (ground, ink) = (shares(b"BG"), shares(b"BC"));
    let outline = |drawing: &mut Drawing, of: Rect| {
        if is_round {
            let side = of.width().min(of.height());
            let (x, y) = ((of.width() - side) / 2.0, (of.height() - side) / 2.0);
            let round = Rect {
                left: of.left + x,
                bottom: of.bottom + y,
                right: of.right - x,
                top: of.top - y,
            };
            drawing.ellipse(round);
        } else {
            drawing.rectangle(of);
        }
    };
    if let Some(ground) = colour(&ground, false) {
        drawing.add(&ground);
        outline(drawing, area);
        drawing.paint(true, false);
    }
    let has_line = border.width > 0.0 && colour(&ink, true).is_some();
    if has_line {
        let half = border.width / 2.0;
        drawing.add(&border.set(&ink));
        match border.kind {
            BorderKind::Around => outline(drawing, inset(area, half)),
            BorderKind::Under => {
                let y = area.bottom + half;
                drawing.line(&[(area.left, y), (area.right, y)]);
            }
        }
        drawing.paint(false, true);
    }
    if has_line { border.width } else { border.width.min(1.0) }
}

fn text_field(
    drawing: &mut Drawing,
    field: Field<'_>,
    text: &str,
    (inner, line): (Rect, f64),
    style: &Style,
    letters: &mut Letters,
) -> Result<(), Unset> {
    if let Some(cells) = field.cells() {
        let ink = field.widget.dict(b"MK").map(|it| it.numbers(b"BC"));
        let border = Border::of(field.widget);
        if let Some(ink) = ink.filter(|it| !it.is_empty() && border.width > 0.0) {
            drawing.add(&border.set(&ink));
            #[expect(clippy::cast_precision_loss, reason = "a field has few cells")]
            for cell in 1..cells.min(1_000) {
                let x = inner.left + inner.width() * cell as f64 / cells as f64;
                drawing.line(&[(x, inner.bottom), (x, inner.top)]);
            }
            drawing.paint(false, true);
        }
        drawing.add(&set(text, inner, style, Shape::Comb(cells), letters)?);
        return Ok(());
    }
    let shape = if field.has_lines() { Shape::Lines } else { Shape::Line };
    // Text keeps as far from its border as that is wide.
    let aside = line.max(1.0);
    let mut area = inset(inner, if shape == Shape::Lines { aside } else { 0.0 });
    area.left = inner.left + aside;
    area.right = inner.right - aside;
    drawing.add(&set(text, area, style, shape, letters)?);
    Ok(())
}

/// Draws a list that is open: its options from the first that is seen, as many as have room.
fn list(
    drawing: &mut Drawing,
    field: Field<'_>,
    inner: Rect,
    style: &Style,
    letters: &mut Letters,
) -> Result<(), Unset> {
    let (options, chosen) = (field.options(), field.values());
    let size = style.size.unwrap_or(USUAL).min(inner.height() / LEADING);
    let step = size * LEADING;
    let style = Style { size: Some(size), ..style.clone() };
    let is_chosen = |option: &(String, String)| {
        chosen.contains(&option.0) || chosen.contains(&option.1)
    };
    // What is chosen is seen, whatever the list begins with.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a field is higher than nought"
    )]
    let room = (inner.height() / step).max(1.0) as usize;
    let first = options.iter().position(is_chosen);
    let top = match first {
        Some(first) if first < field.top() || first >= field.top() + room => first,
        _ => field.top(),
    };
    let mut above = inner.top;
    for option in options.iter().skip(top).take(room) {
        let row = Rect { top: above, bottom: above - step, ..inner };
        if is_chosen(option) {
            drawing.add(CHOSEN);
            drawing.rectangle(row);
            drawing.paint(true, false);
        }
        let row = Rect { left: row.left + 2.0, right: row.right - 2.0, ..row };
        drawing.add(&set(&option.1, row, &style, Shape::Line, letters)?);
        above -= step;
    }
    // A value that is none of the options is lost otherwise.
    if first.is_none() && !chosen.is_empty() && !drawing.content.contains(FONT) {
        drawing.add(&set(&chosen.join(", "), inner, &style, Shape::Line, letters)?);
    }
    Ok(())
}

fn mark(field: Field<'_>, kind: Kind) -> Mark {
    let usual = if kind == Kind::Radio { Mark::Disc } else { Mark::Tick };
    let caption = field.widget.dict(b"MK").and_then(|it| it.string(b"CA"));
    Mark::of(caption, usual)
}

/// Whether a button is on.
fn is_on(field: Field<'_>, kind: Kind) -> Result<bool, Fault> {
    if let Some(state) = field.widget.name(b"AS") {
        return Ok(state != b"Off");
    }
    let Some(state) = field.state().filter(|it| *it != b"Off") else { return Ok(false) };
    let states = field.widget.dict(b"AP").and_then(|it| it.dict(b"N"));
    if let Some(states) = states {
        return Ok(states.has(state));
    }
    // Without a state of its own, a button of several may be that which is on, or not.
    let has_others =
        field.widget.dict(b"Parent").is_some_and(|it| it.array(b"Kids").len() > 1);
    if kind == Kind::Radio || has_others { Err(Fault::State) } else { Ok(true) }
}

//! Comments: shapes, lines and text on a page, from the entries of their annotations
//! (ISO 32000-1, 12.5.6).

use super::drawing::{Border, Drawing, inset};
use super::letters::{Letters, Unset};
use super::text::{Quadding, Shape, Style, colour, set};
use crate::geometry::{Matrix, Rect};
use crate::object::{Dict, latin, resolve};

type Point = (f64, f64);

/// Draws a comment; `None` for one that shows nothing of its own.
pub(super) fn draw(
    note: Dict<'_>,
    rect: Rect,
    letters: &mut Letters,
) -> Result<Option<Drawing>, Unset> {
    let mut drawing = Drawing::within(rect);
    drawing.opacity = note.number(b"CA").unwrap_or(1.0);
    match note.name(b"Subtype") {
        Some(b"Square") => shape(&mut drawing, note, Drawing::rectangle),
        Some(b"Circle") => shape(&mut drawing, note, Drawing::ellipse),
        Some(b"Line") => line(&mut drawing, note, letters)?,
        Some(b"Polygon" | b"PolyLine") => polygon(&mut drawing, note),
        Some(b"Ink") => ink(&mut drawing, note),
        Some(b"Highlight" | b"Underline" | b"StrikeOut" | b"Squiggly") => {
            markup(&mut drawing, note);
        }
        Some(b"FreeText") => free_text(&mut drawing, note, letters)?,
        Some(b"Stamp") => stamp(&mut drawing, note, letters)?,
        Some(b"Caret") => caret(&mut drawing, note),
        _ => return Ok(None),
    }
    let is_empty = drawing.content.trim().is_empty();
    Ok((!is_empty).then_some(drawing))
}

/// The colour of an entry, or another where there is none.
fn shares(note: Dict<'_>, key: &[u8], usual: &[f64]) -> Vec<f64> {
    if note.has(key) { note.numbers(key) } else { usual.to_vec() }
}

/// The area that a comment is drawn in, within its box (`RD`).
fn area(note: Dict<'_>, rect: Rect) -> Rect {
    let [left, bottom, right, top] = note.numbers(b"RD")[..] else { return rect };
    let inner = Rect {
        left: rect.left + left,
        bottom: rect.bottom + bottom,
        right: rect.right - right,
        top: rect.top - top,
    };
    if inner.has_area() { inner } else { rect }
}

fn shape(drawing: &mut Drawing, note: Dict<'_>, outline: fn(&mut Drawing, Rect)) {
    let border = Border::of(note);
    let (lines, ground) = (shares(note, b"C", &[0.0]), note.numbers(b"IC"));
    let strokes = border.width > 0.0 && colour(&lines, true).is_some();
    let fill = colour(&ground, false);
    if !strokes && fill.is_none() {
        return;
    }
    drawing.add(&border.set(&lines));
    drawing.add(fill.as_deref().unwrap_or_default());
    let around = inset(area(note, drawing.bounds), border.width / 2.0);
    outline(drawing, around);
    drawing.paint(fill.is_some(), strokes);
}

fn points(numbers: &[f64]) -> Vec<Point> {
    // What is out of all bounds is the nearest within.
    let bounded = |it: f64| it.clamp(-1e6, 1e6);
    numbers.chunks_exact(2).map(|pair| (bounded(pair[0]), bounded(pair[1]))).collect()
}

/// Makes the box larger, so that it holds lines through points.
fn hold(drawing: &mut Drawing, points: &[Point], around: f64) {
    for (x, y) in points {
        drawing.bounds.reach((x - around, y - around));
        drawing.bounds.reach((x + around, y + around));
    }
}

fn line(
    drawing: &mut Drawing,
    note: Dict<'_>,
    letters: &mut Letters,
) -> Result<(), Unset> {
    let ends = points(&note.numbers(b"L"));
    let [from, to] = ends[..] else { return Ok(()) };
    let border = Border::of(note);
    let lines = shares(note, b"C", &[0.0]);
    let (along, length) = direction(from, to);
    let up = (-along.1, along.0);
    let shifted = |(x, y): Point, by: f64| (x + up.0 * by, y + up.1 * by);
    let length_of =
        |key: &[u8]| note.number(key).unwrap_or(0.0).clamp(-10_000.0, 10_000.0);
    let leader = length_of(b"LL");
    let beyond = length_of(b"LLE").abs() * leader.signum();
    let offset = length_of(b"LLO").abs() * leader.signum();
    let (start, end) = (shifted(from, leader), shifted(to, leader));
    drawing.add(&border.set(&lines));
    if leader != 0.0 {
        for foot in [from, to] {
            let leg = [shifted(foot, offset), shifted(foot, leader + beyond)];
            drawing.line(&leg);
            hold(drawing, &leg, border.width);
        }
    }
    drawing.line(&[start, end]);
    drawing.paint(false, border.width > 0.0);
    hold(drawing, &[from, to, start, end], 7.0 * border.width.max(1.0));
    line_ends(drawing, note, &border, [(start, (-along.0, -along.1)), (end, along)]);
    let caption = note.text(b"Contents").filter(|_| note.says(b"Cap"));
    if let Some(caption) = caption {
        let style =
            Style { size: Some(9.0), ink: lines.clone(), quadding: Quadding::Centre };
        // It stands on the line, and is read along it.
        let height = 12.0;
        let place = Rect { left: 0.0, right: length, bottom: 2.0, top: 2.0 + height };
        let shown = set(&caption, place, &style, Shape::Line, letters)?;
        let turned = Matrix([along.0, along.1, -along.1, along.0, start.0, start.1]);
        let [a, b, c, d, e, f] = turned.0;
        drawing.add(&format!("q {a:.5} {b:.5} {c:.5} {d:.5} {e:.3} {f:.3} cm {shown}Q"));
        let around = turned.around(place);
        hold(drawing, &[(around.left, around.bottom), (around.right, around.top)], 0.0);
    }
    Ok(())
}

/// The way from one point to another, as long as one; and how far it is.
fn direction(from: Point, to: Point) -> (Point, f64) {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    let length = x.hypot(y);
    if length < 1e-6 { ((1.0, 0.0), 0.0) } else { ((x / length, y / length), length) }
}

/// Draws what a line ends in (table 176): at each end, with the way out of the line.
fn line_ends(
    drawing: &mut Drawing,
    note: Dict<'_>,
    border: &Border,
    ends: [(Point, Point); 2],
) {
    let kinds = note.array(b"LE").iter().map(|it| {
        let it = resolve(note.document, it);
        it.and_then(|it| it.as_name().ok()).unwrap_or(b"None")
    });
    let fill = colour(&note.numbers(b"IC"), false);
    let size = 6.0 * border.width.max(1.0);
    for (kind, ((x, y), (a, b))) in kinds.zip(ends) {
        // How far along the way out of the line, and how far aside.
        let at = |out: f64, aside: f64| {
            (x + (out * a - aside * b) * size, y + (out * b + aside * a) * size)
        };
        let around = Rect {
            left: x - size / 2.0,
            right: x + size / 2.0,
            bottom: y - size / 2.0,
            top: y + size / 2.0,
        };
        let (points, is_closed) = match kind {
            b"OpenArrow" => (vec![at(-1.0, 0.5), at(0.0, 0.0), at(-1.0, -0.5)], false),
            b"ClosedArrow" => (vec![at(-1.0, 0.5), at(0.0, 0.0), at(-1.0, -0.5)], true),
            b"ROpenArrow" => (vec![at(1.0, 0.5), at(0.0, 0.0), at(1.0, -0.5)], false),
            b"RClosedArrow" => (vec![at(1.0, 0.5), at(0.0, 0.0), at(1.0, -0.5)], true),
            b"Butt" => (vec![at(0.0, 0.5), at(0.0, -0.5)], false),
            b"Slash" => (vec![at(0.3, 0.5), at(-0.3, -0.5)], false),
            b"Diamond" => {
                (vec![at(0.5, 0.0), at(0.0, 0.5), at(-0.5, 0.0), at(0.0, -0.5)], true)
            }
            b"Square" | b"Circle" => (Vec::new(), true),
            _ => continue,
        };
        let fill = fill.as_deref().filter(|_| is_closed);
        drawing.add(fill.unwrap_or_default());
        match kind {
            b"Square" => drawing.rectangle(around),
            b"Circle" => drawing.ellipse(around),
            _ => drawing.line(&points),
        }
        if is_closed {
            drawing.add("h");
        }
        drawing.paint(fill.is_some(), true);
    }
}

fn polygon(drawing: &mut Drawing, note: Dict<'_>) {
    let corners = points(&note.numbers(b"Vertices"));
    let [first, .., last] = corners[..] else { return };
    let border = Border::of(note);
    let lines = shares(note, b"C", &[0.0]);
    let is_closed = note.name(b"Subtype") == Some(b"Polygon");
    let fill = colour(&note.numbers(b"IC"), false).filter(|_| is_closed);
    let strokes = border.width > 0.0 && colour(&lines, true).is_some();
    drawing.add(&border.set(&lines));
    drawing.add(fill.as_deref().unwrap_or_default());
    drawing.line(&corners);
    if is_closed {
        drawing.add("h");
    }
    drawing.paint(fill.is_some(), strokes);
    hold(drawing, &corners, 7.0 * border.width.max(1.0));
    if !is_closed {
        let (start, _) = direction(corners[1], first);
        let (end, _) = direction(corners[corners.len() - 2], last);
        line_ends(drawing, note, &border, [(first, start), (last, end)]);
    }
}

fn ink(drawing: &mut Drawing, note: Dict<'_>) {
    let border = Border::of(note);
    let lines = shares(note, b"C", &[0.0]);
    if border.width <= 0.0 || colour(&lines, true).is_none() {
        return;
    }
    drawing.add(&border.set(&lines));
    drawing.add("1 J 1 j");
    for stroke in note.array(b"InkList") {
        let numbers = resolve(note.document, stroke).and_then(|it| it.as_array().ok());
        let numbers = numbers
            .into_iter()
            .flatten()
            .filter_map(|it| crate::object::number(resolve(note.document, it)?));
        let mut stroke = points(&numbers.collect::<Vec<f64>>());
        // A dot is a line of no length.
        if let [only] = stroke[..] {
            stroke.push(only);
        }
        if !stroke.is_empty() {
            drawing.line(&stroke);
            hold(drawing, &stroke, border.width);
        }
    }
    drawing.paint(false, true);
}

/// Draws over or under text, which lies in quadrilaterals.
fn markup(drawing: &mut Drawing, note: Dict<'_>) {
    let kind = note.name(b"Subtype").unwrap_or_default();
    let is_highlight = kind == b"Highlight";
    let usual: &[f64] = if is_highlight { &[1.0, 1.0, 0.0] } else { &[0.0] };
    let ink = shares(note, b"C", usual);
    let Some(ink) = colour(&ink, !is_highlight) else { return };
    let mut corners = points(&note.numbers(b"QuadPoints"));
    if corners.len() < 4 {
        let [left, bottom, right, top] = drawing.bounds.sides();
        corners = vec![(left, top), (right, top), (left, bottom), (right, bottom)];
    }
    drawing.add(&ink);
    drawing.is_marker = is_highlight;
    for quad in corners.chunks_exact(4) {
        // Files have the upper two before the lower two, whatever the standard says.
        let (upper, lower) = ((quad[0], quad[1]), (quad[2], quad[3]));
        hold(drawing, quad, 1.0);
        let between = |(x, y): Point, (s, t): Point, share: f64| {
            (x + (s - x) * share, y + (t - y) * share)
        };
        let (_, height) = direction(lower.0, upper.0);
        let at = |share: f64| {
            [between(lower.0, upper.0, share), between(lower.1, upper.1, share)]
        };
        match kind {
            b"Highlight" => {
                drawing.line(&[upper.0, upper.1, lower.1, lower.0]);
                drawing.add("h f");
                continue;
            }
            b"StrikeOut" => drawing.line(&at(0.45)),
            b"Squiggly" => {
                let [from, to] = at(0.06);
                let (along, length) = direction(from, to);
                let step = (height * 0.12).max(1.0);
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "held in bounds"
                )]
                let steps = (length / step).clamp(1.0, 2_000.0) as u16;
                let zigzag = (0..=steps).map(|at| {
                    let aside = if at.is_multiple_of(2) { 0.0 } else { step };
                    let out = f64::from(at) * step;
                    (
                        from.0 + along.0 * out - along.1 * aside,
                        from.1 + along.1 * out + along.0 * aside,
                    )
                });
                drawing.line(&zigzag.collect::<Vec<_>>());
            }
            _ => drawing.line(&at(0.08)),
        }
        drawing.add(&format!("{:.3} w S", (height / 16.0).clamp(0.5, 2.0)));
    }
}

fn free_text(
    drawing: &mut Drawing,
    note: Dict<'_>,
    letters: &mut Letters,
) -> Result<(), Unset> {
    let quadding = Quadding::of(note.integer(b"Q"));
    let mut style = Style::of(note.string(b"DA").unwrap_or(b"/Helv 12 Tf 0 g"), quadding);
    style.size.get_or_insert(12.0);
    // Viewers draw a border that is not spoken of, in the colour of the text.
    let border = Border::of(note);
    let line = border.width;
    let around = inset(area(note, drawing.bounds), line / 2.0);
    let ground = colour(&note.numbers(b"C"), false);
    if ground.is_some() || line > 0.0 {
        drawing.add(ground.as_deref().unwrap_or_default());
        drawing.add(&border.set(&style.ink));
        drawing.rectangle(around);
        drawing.paint(ground.is_some(), line > 0.0);
    }
    let callout = points(&note.numbers(b"CL"));
    if let [tip, next, ..] = callout[..] {
        drawing.line(&callout);
        drawing.paint(false, true);
        hold(drawing, &callout, 7.0 * line.max(1.0));
        let end = note.name(b"LE").unwrap_or(b"None");
        if matches!(end, b"OpenArrow" | b"ClosedArrow") {
            let ((a, b), _) = direction(next, tip);
            let size = 6.0 * line.max(1.0);
            let at = |aside: f64| {
                (tip.0 - (a + aside * b) * size, tip.1 - (b - aside * a) * size)
            };
            drawing.line(&[at(0.5), tip, at(-0.5)]);
            drawing.paint(false, true);
        }
    }
    let text = note.text(b"Contents").or_else(|| rich(note)).unwrap_or_default();
    let inner = inset(around, line / 2.0 + 1.0);
    drawing.add(&set(&text, inner, &style, Shape::Lines, letters)?);
    Ok(())
}

/// The text of a comment that is written as a page of the web is (12.7.3.4).
fn rich(note: Dict<'_>) -> Option<String> {
    let written = note.text(b"RC")?;
    let tree = roxmltree::Document::parse(&written).ok()?;
    let is_paragraph = |it: &roxmltree::Node<'_, '_>| it.tag_name().name() == "p";
    let text = |node: roxmltree::Node<'_, '_>| {
        node.descendants().filter_map(|it| it.text().filter(|_| it.is_text())).collect()
    };
    let paragraphs: Vec<String> =
        tree.descendants().filter(is_paragraph).map(text).collect();
    Some(if paragraphs.is_empty() { text(tree.root()) } else { paragraphs.join("\n") })
}

/// Draws a stamp: its name in a frame (table 181).
fn stamp(
    drawing: &mut Drawing,
    note: Dict<'_>,
    letters: &mut Letters,
) -> Result<(), Unset> {
    let name = latin(note.name(b"Name").unwrap_or(b"Draft"));
    let name = name.strip_prefix("SB").unwrap_or(&name);
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && words.chars().last().is_some_and(char::is_lowercase) {
            words.push(' ');
        }
        words.push(letter);
    }
    let ink = shares(note, b"C", &[0.7, 0.1, 0.1]);
    let lines = colour(&ink, true).unwrap_or_else(|| "0 G".to_owned());
    let style = Style { size: None, ink: ink.clone(), quadding: Quadding::Centre };
    drawing.add(&format!("{lines} 1.5 w"));
    let frame = inset(drawing.bounds, 1.0);
    drawing.rectangle(frame);
    drawing.paint(false, true);
    let inner = inset(frame, 2.0);
    drawing.add(&set(&words.to_uppercase(), inner, &style, Shape::Line, letters)?);
    Ok(())
}

/// Draws the sign that something is to be put in.
fn caret(drawing: &mut Drawing, note: Dict<'_>) {
    let around = area(note, drawing.bounds);
    let Some(ink) = colour(&shares(note, b"C", &[0.0]), false) else { return };
    drawing.add(&ink);
    let middle = (around.left + around.right) / 2.0;
    let [left, bottom, right, top] = around.sides();
    drawing.add(&format!(
        "{left:.3} {bottom:.3} m {middle:.3} {bottom:.3} {middle:.3} {top:.3} {middle:.3} \
         {top:.3} c {middle:.3} {top:.3} {middle:.3} {bottom:.3} {right:.3} {bottom:.3} c h f"
    ));
}

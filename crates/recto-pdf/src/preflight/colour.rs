//! Colour: the spaces that a profile allows, and how inks lie on paper.

use lopdf::Object;

use super::check::Check;
use super::subject::Subject;
use crate::Profile;
use crate::object::{Dict, LONGEST, unpacked};
use crate::space::{Paint, Space};

/// The most ink that paper takes, in per cent, and from where somebody should look.
const MOST_INK: f32 = 300.0;
const MUCH_INK: f32 = 280.0;

/// The spaces of a file for a press. Of other files standards ask it.
pub(super) fn check(subject: &Subject<'_>, check: &mut Check) {
    if subject.profile != Some(Profile::Print) {
        return;
    }
    let wrong = |paint: &Paint| match paint {
        Paint::Light(_) => Some("colours in light".to_owned()),
        Paint::ProfiledGrey(_) => Some("grey by a profile".to_owned()),
        Paint::Spot(name) => Some(format!("the ink `{name}`")),
        Paint::Other(name) => Some(format!("colours in `{name}`")),
        _ => None,
    };
    for (number, page) in subject.numbered() {
        let shapes = page.shapes.iter().map(|it| &it.paint);
        for paint in page.texts.iter().map(|it| &it.paint).chain(shapes) {
            if let Some(what) = wrong(paint) {
                check.fail(number, what);
            }
        }
    }
    // Images, gradients and layers have spaces of their own, wherever they are drawn.
    for (_, entries) in subject.reading.dictionaries() {
        let kind = match entries.name(b"Subtype") {
            Some(b"Image") => "an image",
            _ if entries.has(b"ShadingType") => "a gradient",
            _ => "a layer",
        };
        let is_wrong = |space| {
            let is_ink =
                matches!(space, Space::Inks | Space::Grey | Space::All | Space::Pattern);
            !is_ink
        };
        if spaces(entries).into_iter().any(is_wrong) {
            check.fail(None, format!("{kind} has colours of another kind"));
        }
    }
}

/// The spaces that an image or a gradient is in, and that a layer is blended in.
fn spaces(entries: Dict<'_>) -> Vec<Space> {
    let document = entries.document;
    let mut spaces = Vec::new();
    let drawn = entries.has(b"ShadingType") || entries.name(b"Subtype") == Some(b"Image");
    if let Some(own) = entries.raw(b"ColorSpace").filter(|_| drawn) {
        spaces.push(match Space::of(document, own) {
            Space::Other(name) if name == "Indexed" => {
                let base = entries.array(b"ColorSpace").get(1);
                base.map_or(Space::Other(name), |base| Space::of(document, base))
            }
            space => space,
        });
    }
    let blended = entries.dict(b"Group").and_then(|it| it.raw(b"CS"));
    spaces.extend(blended.map(|it| Space::of(document, it)));
    spaces
}

pub(super) fn check_black(subject: &Subject<'_>, check: &mut Check) {
    for (number, page) in subject.numbered() {
        for text in &page.texts {
            let Paint::Inks([c, m, y, k]) = text.paint else { continue };
            let (least, most) = (c.min(m).min(y), c.max(m).max(y));
            if least > 0.05 && most - least < 0.12 {
                check.fail(number, "black or grey text is mixed of several inks");
            }
            if most <= 0.001 && k >= 0.999 && !text.overprints {
                check.fail(number, "black text does not overprint");
            }
        }
        let shapes = page.shapes.iter().map(|it| (&it.paint, it.overprints));
        let texts = page.texts.iter().map(|it| (&it.paint, it.overprints));
        if shapes.chain(texts).any(|(paint, overprints)| overprints && paint.is_bare()) {
            check.fail(number, "white overprints, and so would not be seen");
        }
    }
}

pub(super) fn check_ink(subject: &Subject<'_>, check: &mut Check) {
    for (number, page) in subject.numbered() {
        let shapes = page.shapes.iter().map(|it| &it.paint);
        for paint in page.texts.iter().map(|it| &it.paint).chain(shapes) {
            let Paint::Inks(inks) = paint else { continue };
            let total = inks.iter().sum::<f32>() * 100.0;
            judge(check, Some(number), "a colour", total);
        }
    }
    for object in subject.reading.document.objects.values() {
        let Object::Stream(stream) = object else { continue };
        let image = Dict::new(subject.reading.document, &stream.dict);
        if image.name(b"Subtype") != Some(b"Image")
            || image.integer(b"BitsPerComponent") != Some(8)
        {
            continue;
        }
        let Some(space) = image.raw(b"ColorSpace") else { continue };
        if Space::of(subject.reading.document, space) != Space::Inks {
            continue;
        }
        let Ok(samples) = unpacked(stream, LONGEST) else { continue };
        let (mixtures, _) = samples.as_chunks::<4>();
        let most = mixtures.iter().map(|it| it.iter().map(|ink| u32::from(*ink)).sum());
        let most: u32 = most.max().unwrap_or(0);
        #[expect(clippy::cast_precision_loss, reason = "four bytes sum to at most 1020")]
        judge(check, None, "an image", most as f32 * 100.0 / 255.0);
    }
}

fn judge(check: &mut Check, page: Option<usize>, what: &str, total: f32) {
    if total > MOST_INK + 0.5 {
        check
            .fail(page, format!("{what} of {total:.0}% ink, and {MOST_INK:.0}% is most"));
    } else if total > MUCH_INK + 0.5 {
        check.doubt(page, format!("{what} of {total:.0}% ink"));
    }
}

pub(super) fn check_small_type(subject: &Subject<'_>, check: &mut Check) {
    for (number, page) in subject.numbered() {
        for text in &page.texts {
            let size = text.size;
            let inks = match text.paint {
                Paint::Inks(inks) => inks.iter().filter(|ink| **ink > 0.001).count(),
                _ => 1,
            };
            if size < 4.95 {
                check.doubt(number, format!("text of {size:.1} pt"));
            } else if size < 7.95 && inks > 1 {
                check.doubt(number, format!("text of {size:.1} pt in {inks} inks"));
            } else if size < 7.95 && text.paint.is_bare() {
                check.doubt(number, format!("text of {size:.1} pt in white"));
            }
        }
    }
}

//! The brand file: publisher, logo, colours, typefaces and house style.

use crate::diagnostic::Diagnostic;
use crate::report::code;
use crate::report::decode::scalars::{one_of, path, rgb, text, whole_number};
use crate::report::decode::{Cursor, Fields, Problems, filled_list_of, list_of};
use crate::report::model::{
    Brand, Cmyk, Colour, Colours, HouseStyle, Logo, MoneyStyle, PerCentStyle, Placed,
    Text, Typefaces, Withheld,
};

use crate::report::node::Value;

use super::files::Files;

const MONEY: &[(&str, MoneyStyle)] = &[
    ("short", MoneyStyle::Short),
    ("words", MoneyStyle::Words),
    ("full", MoneyStyle::Full),
];
const PER_CENT: &[(&str, PerCentStyle)] =
    &[("sign", PerCentStyle::Sign), ("words", PerCentStyle::Words)];
const WITHHELD: &[(&str, Withheld)] =
    &[("notice", Withheld::Notice), ("silent", Withheld::Silent)];

/// Words exist for the numbers below it; so it is the default too.
const MOST_WORDS: u32 = 10;

/// Reads a brand.
pub(crate) fn brand(
    at: &Cursor<'_>,
    files: &mut Files<'_>,
    problems: &mut Problems,
) -> Option<Brand> {
    let mut fields = Fields::of(at, problems)?;
    let publisher = fields.required("publisher", publisher);
    let logo = fields.optional("logo", |at, problems| {
        let logo = logo(at, problems)?;
        files.check_image(&logo.file, problems);
        Some(logo)
    });
    let colours = fields.required("colours", colours);
    let typefaces = fields.required("typefaces", typefaces);
    let style = fields.optional("style", style);
    fields.finish();
    let (publisher, publisher_short) = publisher?;
    Some(Brand {
        publisher,
        publisher_short,
        logo,
        colours: colours?,
        typefaces: typefaces?,
        style: style.unwrap_or(HouseStyle {
            money: MoneyStyle::default(),
            per_cent: PerCentStyle::default(),
            words_below: MOST_WORDS,
            withheld: Withheld::default(),
        }),
    })
}

fn publisher(at: &Cursor<'_>, problems: &mut Problems) -> Option<(Text, Option<Text>)> {
    let mut fields = Fields::of(at, problems)?;
    let name = fields.required("name", text);
    let short = fields.optional("short", text);
    fields.finish();
    Some((name?, short))
}

fn logo(at: &Cursor<'_>, problems: &mut Problems) -> Option<Logo> {
    let mut fields = Fields::of(at, problems)?;
    let file = fields.required("file", path);
    let alt = fields.required("alt", text);
    fields.finish();
    Some(Logo { file: file?, alt: alt? })
}

fn colours(at: &Cursor<'_>, problems: &mut Problems) -> Option<Colours> {
    let mut fields = Fields::of(at, problems)?;
    let brand = fields.required("brand", colour);
    let ink = fields.required("ink", colour);
    let priorities = fields.required("priorities", filled_list_of(colour));
    let chart = fields.list("chart", colour);
    fields.finish();
    Some(Colours { brand: brand?, ink: ink?, priorities: priorities?, chart })
}

/// A colour: on screens alone, as `#12436D`, or as `{rgb, cmyk}`.
fn colour(at: &Cursor<'_>, problems: &mut Problems) -> Option<Placed<Colour>> {
    if !matches!(at.node().value, Value::Map(_)) {
        let Placed { value: rgb, place } = rgb(at, problems)?;
        return Some(Placed { value: Colour { rgb, cmyk: None }, place });
    }
    let mut fields = Fields::of(at, problems)?;
    let rgb = fields.required("rgb", rgb);
    let cmyk = fields.required("cmyk", cmyk);
    fields.finish();
    let Placed { value: rgb, place } = rgb?;
    Some(Placed { value: Colour { rgb, cmyk: Some(cmyk?) }, place })
}

/// Inks: four whole numbers from 0 to 100.
fn cmyk(at: &Cursor<'_>, problems: &mut Problems) -> Option<Cmyk> {
    let before = problems.count();
    let shares = list_of(whole_number)(at, problems)?;
    let inks = shares.iter().map(|share| u8::try_from(share.value).ok());
    let inks: Option<Vec<_>> = inks.map(|ink| ink.filter(|ink| *ink <= 100)).collect();
    if let Some(&[c, m, y, k]) = inks.as_deref() {
        return Some(Cmyk([c, m, y, k]));
    }
    // What was wrong with a number has been said.
    if problems.count() == before {
        let message = format!("{} is no mixture of four inks", at.subject());
        problems.push(at.error(code::BAD_VALUE, message).hint(
            "write cyan, magenta, yellow and black in per cent, such as `[100, 70, 25, 25]`",
        ));
    }
    None
}

fn typefaces(at: &Cursor<'_>, problems: &mut Problems) -> Option<Typefaces> {
    let mut fields = Fields::of(at, problems)?;
    let body = fields.required("text", text);
    let display = fields.required("display", text);
    fields.finish();
    Some(Typefaces { text: body?, display: display? })
}

fn style(at: &Cursor<'_>, problems: &mut Problems) -> Option<HouseStyle> {
    let mut fields = Fields::of(at, problems)?;
    let money = fields.optional("money", one_of(MONEY));
    let per_cent = fields.optional("per_cent", one_of(PER_CENT));
    let words_below = fields.optional("words_below", whole_number);
    let withheld = fields.optional("withheld", one_of(WITHHELD));
    if let Some(limit) = words_below.as_ref().filter(|limit| limit.value > MOST_WORDS) {
        let message =
            format!("`words_below` is {}, and the most is {MOST_WORDS}", limit.value);
        fields.report(
            Diagnostic::error(code::BAD_VALUE, message)
                .at(&limit.place)
                .hint("write a number from 0 to 10"),
        );
    }
    fields.finish();
    Some(HouseStyle {
        money: money.unwrap_or_default(),
        per_cent: per_cent.unwrap_or_default(),
        words_below: words_below.map_or(MOST_WORDS, |limit| limit.value),
        withheld: withheld.unwrap_or_default(),
    })
}

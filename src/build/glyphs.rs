//! Glyphs: whether the fonts of a project can draw each character that it prints.

use std::collections::HashSet;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::Opened;
use crate::diagnostic::{Code, Diagnostic, Place, SourceTexts, distinct};
use crate::render::RenderedSource;
use crate::report::Text;
use crate::theme::Drawn;
use crate::typeset::{Characters, is_ignorable};
use crate::wording::{joined, listed};

/// A character that no typeface of the project can draw.
pub const MISSING_GLYPH: Code = Code("missing-glyph");

/// How many characters of one text are named that have no glyph.
const MOST_NAMED: usize = 8;

/// Signs that few typefaces have, each with a plainer one that says the same.
const PLAINER: [(char, char); 12] = [
    ('✅', '✓'),
    ('☑', '✓'),
    ('❌', '✗'),
    ('❎', '✗'),
    ('➔', '→'),
    ('➜', '→'),
    ('➡', '→'),
    ('⮕', '→'),
    ('⬆', '↑'),
    ('⬇', '↓'),
    ('🔺', '▲'),
    ('🔻', '▼'),
];

/// A chain of families that are asked for a character, one after the other.
struct Chain<'o> {
    families: Vec<&'o str>,
    /// What each of them can draw.
    characters: Vec<Arc<Characters>>,
    /// What the theme draws from other characters.
    drawn: &'o Drawn,
}

/// Finds each character that the typefaces of the brand cannot draw, at its place in
/// the project.
pub(super) fn check_glyphs(
    sources: &[RenderedSource],
    opened: &Opened,
) -> Result<(), Vec<Diagnostic>> {
    let chosen = opened.report.brand.typefaces.chosen();
    // Of a typeface that is not there, that it is not there is all there is to say.
    let there = chosen.into_iter().filter(|it| opened.fonts.has_family(&it.value));
    let chains: Vec<_> = there.map(|first| chain(first, opened)).collect();
    let mut problems: Vec<Diagnostic> = Vec::new();
    for fragment in sources.iter().flat_map(|source| &source.fragments) {
        let mut told = HashSet::new();
        for chain in &chains {
            let missing = chain.missing(&fragment.printed);
            let missing: Vec<char> = missing.filter(|it| told.insert(*it)).collect();
            let Some(first) = missing.first() else { continue };
            let problem = Diagnostic::error(MISSING_GLYPH, chain.no_glyph(&missing));
            let problem = problem.hint(chain.remedy(&missing));
            problems.push(match &fragment.place {
                Some(place) => problem.at(&narrowed(place, *first, &opened.texts)),
                None => problem,
            });
        }
    }
    let problems = distinct(problems);
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// The families that are asked where one is chosen, as the theme asks them.
fn chain<'o>(first: &'o Text, opened: &'o Opened) -> Chain<'o> {
    let text = &opened.theme.facts.text;
    let chosen = opened.report.brand.typefaces.in_order(first);
    let mut families: Vec<&str> = chosen.into_iter().map(|it| &*it.value).collect();
    if !families.contains(&text.signs.as_str()) {
        families.push(&text.signs);
    }
    let characters = families.iter().map(|family| opened.fonts.covered(family));
    Chain { characters: characters.collect(), families, drawn: &text.drawn }
}

impl Chain<'_> {
    /// Whether one of the families has a glyph for a character.
    fn has(&self, character: char) -> bool {
        self.characters.iter().any(|family| family.has(character))
    }

    /// Whether the theme draws a character from another that has a glyph.
    fn draws(&self, character: char) -> bool {
        self.drawn.pairs().any(|(drawn, from)| drawn == character && self.has(from))
    }

    /// The characters of a text that cannot be drawn, in its order.
    fn missing(&self, text: &str) -> impl Iterator<Item = char> {
        // Spaces of other widths are set with the plain one.
        let is_drawn = |it: char| {
            self.has(it) || is_ignorable(it) || self.draws(it) || it.is_whitespace()
        };
        text.chars().filter(move |&it| !is_drawn(it))
    }

    /// That some characters cannot be drawn.
    fn no_glyph(&self, missing: &[char]) -> String {
        let named = missing.iter().take(MOST_NAMED);
        let mut named: Vec<String> =
            named.map(|it| format!("`{it}` (U+{:04X})", u32::from(*it))).collect();
        match missing.len().saturating_sub(MOST_NAMED) {
            0 => {}
            1 => named.push("one other".to_owned()),
            more => named.push(format!("{more} others")),
        }
        let families = listed(self.families.iter().copied(), "or");
        format!("there is no glyph for {} in {families}", joined(&named, "and"))
    }

    /// What to do about it: signs that can be drawn and say the same, and a font that has them.
    fn remedy(&self, missing: &[char]) -> String {
        let equivalents = missing.iter().filter_map(|&character| {
            Some(format!("`{}` for `{character}`", self.equivalent(character)?))
        });
        let equivalents: Vec<String> = equivalents.take(MOST_NAMED).collect();
        let font = "give a font that has it in `typefaces: families` of the brand";
        match equivalents.is_empty() {
            true => format!("write it in other characters, or {font}"),
            false => format!("write {}, or {font}", joined(&equivalents, "and")),
        }
    }

    /// What says the same as a character, and can be drawn: its compatibility decomposition
    /// (Unicode Standard Annex 15), or a plainer sign.
    fn equivalent(&self, character: char) -> Option<String> {
        let plainer = PLAINER.iter().find(|(sign, _)| *sign == character);
        let same = match plainer {
            Some((_, plainer)) => plainer.to_string(),
            None => std::iter::once(character).nfkd().collect(),
        };
        let is_drawn = self.missing(&same).next().is_none();
        (is_drawn && !same.trim().is_empty() && !same.starts_with(character))
            .then_some(same)
    }
}

/// The place of a character within a place, if its file shows it there as it is.
fn narrowed(place: &Place, character: char, texts: &SourceTexts) -> Place {
    let offset = texts.excerpt(place).and_then(|text| text.find(character));
    match (offset, place.span()) {
        (Some(offset), Some(span)) => {
            let start = span.start + offset;
            place.clone().narrowed(start..start + character.len_utf8())
        }
        _ => place.clone(),
    }
}

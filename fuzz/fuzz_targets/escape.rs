//! Any text through escaping, the whole of Typst, and back: the laid-out pages hold the
//! very characters, whether the text was written as markup or as a string.
//!
//! White space is not compared, nor are characters that only steer others, such as marks of
//! direction: Typst drops them at the edges of a line. Where letters run from right to left,
//! pieces of a line stand in the order of drawing, so there the characters are compared
//! without their order. Text with a character that the typeface lacks is only laid out: a
//! build refuses it. So is text with combining marks: where one is moved up to clear a tall
//! letter, Typst 0.15 draws it right and says letter and mark twice.

#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::{Corpus, fuzz_target};
use recto::render::escape;
use recto::typeset::{Characters, Document, Fonts, Foundation, Typesetter};
use typst::layout::{Frame, FrameItem};
use typst_syntax::{RootedPath, Source, VirtualPath, VirtualRoot};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Longer text takes long to lay out and shows nothing that shorter text does not.
const MOST: usize = 512;

/// A page as wide and as high as what is on it, so that no line is broken.
const PAGE: &str = "#set page(width: auto, height: auto)\n\
                    #set text(font: \"Atkinson Hyperlegible Next\", hyphenate: false)\n";

fn typesetter() -> &'static Typesetter {
    static TYPESETTER: OnceLock<Typesetter> = OnceLock::new();
    TYPESETTER.get_or_init(|| Typesetter::new(Foundation::new([]), []))
}

/// What the typeface of [`PAGE`] can draw.
fn drawable() -> &'static Characters {
    static DRAWABLE: OnceLock<Characters> = OnceLock::new();
    DRAWABLE.get_or_init(|| Fonts::embedded().characters("Atkinson Hyperlegible Next"))
}

/// The text of the pages that a source gives.
fn printed(body: &str) -> String {
    let path = VirtualPath::new("main.typ").expect("a path");
    let id = RootedPath::new(VirtualRoot::Project, path).intern();
    let document = Document {
        main: "main.typ".to_owned(),
        sources: vec![Source::new(id, format!("{PAGE}{body}\n"))],
    };
    let (pages, remarks) = typesetter().compile(&document);
    let pages = pages.unwrap_or_else(|| panic!("{body:?}: {remarks:?}"));
    let mut text = String::new();
    for page in pages.pages() {
        collect(&page.frame, &mut text);
    }
    comemo_bounded();
    text
}

fn collect(frame: &Frame, text: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, text),
            FrameItem::Text(item) => text.push_str(&item.text),
            _ => {}
        }
    }
}

/// Keeps the compiler's cache from growing with each text.
fn comemo_bounded() {
    typst::comemo::evict(4);
}

fn visible(text: &str) -> Vec<char> {
    text.chars().filter(|it| !it.is_whitespace() && !steers(*it)).collect()
}

/// Whether a character has no picture, and only says how others are put.
fn steers(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}

/// Whether a character is drawn onto the one before it.
fn is_mark(character: char) -> bool {
    character.general_category_group() == GeneralCategoryGroup::Mark
}

fn sorted(mut characters: Vec<char>) -> Vec<char> {
    characters.sort_unstable();
    characters
}

fuzz_target!(|text: &str| -> Corpus {
    if text.len() > MOST {
        return Corpus::Reject;
    }
    let mut markup = String::new();
    escape::markup(text, &mut markup);
    let mut string = String::from("#text(");
    escape::string(text, &mut string);
    string.push(')');
    let expected = visible(text);
    for source in [markup, string] {
        let found = visible(&printed(&source));
        if drawable().missing(text).next().is_some() || text.chars().any(is_mark) {
            continue;
        }
        if text.is_ascii() {
            assert_eq!(found, expected, "{source:?}");
        } else {
            assert_eq!(sorted(found), sorted(expected.clone()), "{source:?}");
        }
    }
    Corpus::Keep
});

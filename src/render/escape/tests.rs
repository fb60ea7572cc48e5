//! Any text, however it is made, comes back from Typst's parser as it was.
//!
//! `proptest` looks for the shortest text that fails; the texts of [`hostile`] are many,
//! the same on every run, and made of what Typst, Markdown and MiniJinja read as code.

use proptest::prelude::*;
use rayon::prelude::*;
use typst_syntax::{SyntaxKind, SyntaxNode};

use super::*;
use crate::render::{Fragment, Meaning, guard};

fn escaped(text: &str) -> String {
    let mut out = String::new();
    markup(text, &mut out);
    out
}

/// What Typst would print for source that consists of text leaves alone.
fn printed(source: &str) -> String {
    let root = typst_syntax::parse(source);
    let mut text = String::new();
    for node in root.children() {
        use typst_syntax::SyntaxKind::{Escape, Space, Text};
        match node.kind() {
            Text | Space => text.push_str(node.leaf_text()),
            Escape => {
                let escape: typst_syntax::ast::Escape = node.cast().unwrap();
                text.push(escape.get());
            }
            other => panic!("{other:?} in {source:?}"),
        }
    }
    text
}

#[test]
fn punctuation_is_escaped_and_letters_are_not() {
    assert_eq!(escaped("a #b"), "a \\#b");
    assert_eq!(escaped("1. x"), "1\\. x");
    assert_eq!(escaped("a  b "), "a \\u{20}b\\u{20}");
}

proptest! {
    #[test]
    fn any_string_prints_as_itself(text in any::<String>()) {
        let expected: String = text
            .chars()
            .map(|character| if is_space(character) { ' ' } else { character })
            .collect();
        prop_assert_eq!(printed(&escaped(&text)), expected);
    }

    #[test]
    fn any_string_stays_in_its_literal(text in any::<String>()) {
        let mut source = String::new();
        string(&text, &mut source);
        let root = typst_syntax::parse_code(&source);
        let literal: typst_syntax::ast::Str =
            root.children().next().unwrap().cast().unwrap();
        prop_assert_eq!(root.children().count(), 1);
        let read = literal.get();
        prop_assert_eq!(read.as_str(), text);
    }
}

/// What the three languages read as code, and what stands at the edges of their tokens.
#[rustfmt::skip]
const PIECES: [&str; 96] = [
    "#", "#panic()", "#{", "#[", "#(", "#let x = 1", "#import \"a\": *", "#include \"a\"",
    "#show: it => it", "#set text(1pt)", "#eval(\"1\")", "#if true [a] else [b]", "#x.y(", "#\"",
    "$", "$x$", "$ x $", "sum_(i=0)^n", "&", "*", "**", "*bold*", "_", "__", "_emph_", "`", "```",
    "```typ #x```", "<", ">", "<label>", "@", "@ref", "@ref[", "=", "== ", "- ", "+ ", "/ term: ",
    "1. ", "123.", "//", "// comment", "/*", "*/", "/* /* */", "https://example.org", "http:",
    "mailto:", "www.", "--", "---", "...", "-?", "~", "\\", "\\u{41}", "\\u{", "\\ ", "\\\n", "\"",
    "'", "\"\"\"", "(", ")", "[", "]", "{", "}", "{{", "}}", "{{ x }}", "{%", "%}", "{% raw %}",
    "{#", "#}", "|safe", "![a](b)", "[a](b)", "[^1]", "[^1]: x", "> ", "***", "~~", "| a |", "<b>",
    "&amp;", "]#panic()[", "\")#panic()(\"", "#sys", ";", "a", "none", "\u{feff}", "\u{200b}",
];

/// White space and line ends, in every form that Typst knows.
const SPACES: [char; 12] = [
    ' ', ' ', '\t', '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{a0}', '\u{2028}',
    '\u{2029}', '\u{3000}',
];

/// Numbers in an order that is the same on every run, after Sebastiano Vigna.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    /// Any character of Unicode; the planes that are in use most often.
    fn character(&mut self) -> char {
        let end = [0x80, 0x800, 0x1_0000, 0x11_0000][self.below(4)];
        let code = u32::try_from(self.below(end)).unwrap();
        char::from_u32(code).unwrap_or('\u{fffd}')
    }
}

/// The text with a number.
fn hostile(number: u64) -> String {
    let mut numbers = Numbers(number.wrapping_mul(0xA076_1D64_78BD_642F));
    let mut text = String::new();
    for _ in 0..=numbers.below(10) {
        match numbers.below(8) {
            0..4 => text.push_str(PIECES[numbers.below(PIECES.len())]),
            4 => text.push(SPACES[numbers.below(SPACES.len())]),
            5 => text.push(char::from(u8::try_from(numbers.below(0x80)).unwrap())),
            _ => text.push(numbers.character()),
        }
    }
    text
}

/// Whether a tree holds nothing but text.
fn is_only_text(node: &SyntaxNode) -> bool {
    match node.kind() {
        SyntaxKind::Markup => node.children().all(is_only_text),
        SyntaxKind::Text | SyntaxKind::Space | SyntaxKind::Escape => true,
        _ => node.is_empty(),
    }
}

fn fragment(range: std::ops::Range<usize>, meaning: Meaning) -> Fragment {
    Fragment { range, meaning, place: None, printed: "".into() }
}

/// What is wrong with how a text is escaped, or with what the guard says of it.
fn fault(text: &str) -> Option<&'static str> {
    let spaced: String =
        text.chars().map(|c| if is_space(c) { ' ' } else { c }).collect();
    let markup = escaped(text);
    if !is_only_text(&typst_syntax::parse(&markup)) {
        return Some("it is not text in markup");
    }
    if printed(&markup) != spaced {
        return Some("markup prints something else");
    }
    let mut literal = String::new();
    string(text, &mut literal);
    let code = typst_syntax::parse_code(&literal);
    let mut children = code.children();
    let read = children.next().and_then(SyntaxNode::cast::<typst_syntax::ast::Str>);
    if read.is_none_or(|read| read.get() != text) || children.next().is_some() {
        return Some("the string is not one literal that holds it");
    }

    // Where templates put values: in a line of text, in a content block, in an argument.
    let mut source = String::from("before ");
    let mut fragments = Vec::new();
    let mut put = |before: &str, value: &str, meaning, source: &mut String| {
        source.push_str(before);
        let start = source.len();
        source.push_str(value);
        fragments.push(fragment(start..source.len(), meaning));
    };
    put("", &markup, Meaning::Text, &mut source);
    put(" #box[", &markup, Meaning::Text, &mut source);
    put("]\n= ", &markup, Meaning::Text, &mut source);
    put("\n#part(a: ", &literal, Meaning::Literal, &mut source);
    source.push_str(", b)[c]\n");
    if !guard::check(&typst_syntax::parse(&source), &source, &fragments).is_empty() {
        return Some("the guard refuses what is escaped");
    }

    // What is not escaped is refused exactly where it is more than text.
    let bare = typst_syntax::parse(text);
    let breaches = guard::check(&bare, text, &[fragment(0..text.len(), Meaning::Text)]);
    if breaches.is_empty() != is_only_text(&bare) {
        return Some("the guard does not see what is not escaped");
    }
    None
}

#[test]
fn hostile_text_prints_as_itself_and_the_guard_agrees() {
    const TEXTS: u64 = 200_000;
    let faults: Vec<_> = (0..TEXTS)
        .into_par_iter()
        .filter_map(|number| {
            let text = hostile(number);
            fault(&text).map(|fault| (number, text, fault))
        })
        .collect();
    assert!(faults.is_empty(), "{} faults: {:?}", faults.len(), &faults[..1]);
    // The texts are as hostile as they are meant to be.
    let code = (0..1_000).filter(|it| !is_only_text(&typst_syntax::parse(&hostile(*it))));
    assert!(code.count() > 500);
}

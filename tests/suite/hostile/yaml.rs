//! YAML: bombs, depth, escapes, encodings, and scalars that other readers convert.

use std::fmt::Write as _;

use super::{Case, prose_section};

/// The start of a section that is right.
const START: &str = "id: one\ntitle: What happened\n";

/// A section with more fields.
fn section(name: &str, rest: &str) -> Case {
    Case::new(format!("yaml-{name}")).section(format!("{START}{rest}"))
}

/// A section whose prose is a plain or quoted scalar.
fn prose(name: &str, scalar: &str) -> Case {
    section(name, &format!("body:\n  - prose: {scalar}\n"))
}

/// A measure with a value that is a plain scalar.
fn value(name: &str, scalar: &str) -> Case {
    Case::new(format!("yaml-value-{name}"))
        .fields("measures: [measures.yaml]\n")
        .file(
            "measures.yaml",
            format!(
                "- {{id: ponds, label: Ponds cleaned, value: {scalar}, unit: ponds}}\n"
            ),
        )
        .section(prose_section("There are {ponds} in all."))
}

/// A section of raw bytes, each character of which is one byte.
fn bytes(name: &str, contents: &[u8]) -> Case {
    Case::new(format!("yaml-{name}")).section(contents)
}

pub fn cases() -> Vec<Case> {
    let families = [structure(), escapes(), encodings(), scalars()];
    families.into_iter().flatten().collect()
}

fn structure() -> Vec<Case> {
    let mut bomb = String::from("a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (from, to) in ('a'..='h').zip('b'..='i') {
        let _ = writeln!(bomb, "{to}: &{to} [*{from}, *{from}, *{from}, *{from}]");
    }
    let mut stairs = String::new();
    for depth in 0..1_000 {
        let _ = writeln!(stairs, "{}a:", " ".repeat(depth));
    }
    vec![
        section("anchor-bomb", &bomb),
        section("alias-of-itself", "body: &body [*body]\n"),
        section("alias-of-nothing", "lead: *gone\n"),
        section("merge-key", "<<: {lead: Hello}\n"),
        section("tag-that-runs", "lead: !!python/object/apply:os.system [\"id\"]\n"),
        section("tag-binary", "lead: !!binary aGVsbG8=\n"),
        section("tag-of-its-own", "lead: !include /etc/passwd\n"),
        section("deep-flow-lists", &format!("body: {}\n", "[".repeat(100_000))),
        section("deep-flow-mappings", &format!("body: {}\n", "{a: ".repeat(10_000))),
        section("deep-block-lists", &format!("body:\n  {}x\n", "- ".repeat(10_000))),
        section("deep-block-mappings", &format!("body:\n{stairs}")),
        section(
            "just-too-deep",
            &format!("body: {}x{}\n", "[".repeat(64), "]".repeat(64)),
        ),
        section("second-document", "---\nid: two\n"),
        section("text-after-the-end", "...\nid: two\n"),
        section("huge-name", &format!("{}: x\n", "k".repeat(1_000_000))),
        section("huge-name-between-quotes", &format!("\"{}\": x\n", "k".repeat(1_000))),
        section("long-name", &format!("{}: x\n", "k".repeat(129))),
        section("duplicate-field", "title: Again\nid: two\n"),
        section("duplicate-field-in-flow", "body: [{prose: One., prose: Two.}]\n"),
        section("name-that-is-a-list", "? [a, b]\n: c\n"),
        section("name-that-is-a-mapping", "{a: b}: c\n"),
        section("name-that-is-nothing", ": c\n"),
        section("name-that-is-a-date", "2024-01-01: New Year\n"),
        section("name-that-is-null", "~: c\n"),
        section("name-with-zero-width-space", "le\u{200b}ad: Hello\n"),
        section("name-that-steers-a-terminal", "\"\\e[31mlead\": x\n"),
        section("name-between-quotes-that-is-nothing", "\"\": x\n"),
        section("name-in-cyrillic", "\u{0456}d: two\n"),
        section("tab-before-a-field", "\tlead: Hello\n"),
        section("tab-after-a-mark", "body:\n-\tprose: |\n\t\ttext\n"),
        section("unclosed-double-quote", "lead: \"It never ends\nbody: []\n"),
        section("unclosed-single-quote", "lead: 'It never ends\nbody: []\n"),
        section("unclosed-list", "body: [{prose: One.}, {prose: Two.}\n"),
        section("unclosed-mapping", "body: [{prose: One.]\n"),
        section("reserved-mark", "lead: @home\n"),
        section("reserved-grave", "lead: `id`\n"),
        section(
            "indentation-that-falls-back",
            "body:\n    - prose: One.\n  - prose: Two.\n",
        ),
        section("block-that-asks-for-no-indent", "lead: |0\n  Hello\n"),
        section("block-with-two-indents", "lead: |12\n  Hello\n"),
        section("block-with-less-indent", "lead: |4\n  Hello\n"),
        section("directive-within", "%YAML 1.2\n"),
        Case::new("yaml-directive-of-the-future")
            .section(format!("%YAML 9.9\n---\n{START}"))
            .prints(&["What happened"]),
        Case::new("yaml-tag-directive")
            .section(format!("%TAG ! tag:example.org,2024:\n---\n{START}lead: !x y\n")),
        Case::new("yaml-many-values")
            .section(format!("{START}body: [{}]\n", "1,".repeat(500_001))),
        Case::new("yaml-many-items-of-the-wrong-kind")
            .section(format!("{START}editorial_notes: [{}]\n", "[],".repeat(20_000))),
        Case::new("yaml-17-megabytes")
            .section(format!("{START}lead: {}\n", "a ".repeat(8_500_000))),
        Case::new("yaml-only-marks").section("---\n...\n---\n"),
        Case::new("yaml-only-a-colon").section(":"),
        Case::new("yaml-only-a-percent-sign").section("%"),
        Case::new("yaml-only-an-anchor").section("&a"),
        Case::new("yaml-only-a-tab").section("\t"),
    ]
}

fn escapes() -> Vec<Case> {
    vec![
        prose("escaped-surrogate", r#""a \uD800 b""#),
        prose("escaped-surrogate-pair", r#""a \uD83D\uDE00 b""#),
        prose("escape-past-unicode", r#""a \U00110000 b""#),
        prose("escape-cut-off", r#""a \u00""#),
        prose("escape-of-nothing", r#""a \q b""#),
        prose("escaped-nul", r#""a \0 b""#),
        prose("escaped-control", r#""a \x07 b \e[31m red""#),
        prose("escaped-backspace", r#""safe\b\b\b\bevil""#),
        prose("escaped-line-separators", r#""One\Nstill one\Lstill one\Pstill one.""#),
        prose("escaped-no-break-space", r#""10\_ponds""#).prints(&["10 ponds"]),
        prose("escaped-noncharacter", r#""a \uFFFF b""#),
        prose("escaped-letters", r#""\x41\u0042\U00000043 \"quoted\" \\ \/""#)
            .prints(&["ABC \"quoted\" \\ /"]),
    ]
}

fn encodings() -> Vec<Case> {
    let plain =
        "id: one\ntitle: What happened\nbody:\n  - prose: Caf\u{e9} by the pond.\n";
    let utf16 = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(plain.encode_utf16()).flat_map(unit).collect()
    };
    let utf32: Vec<u8> = format!("\u{feff}{plain}")
        .chars()
        .flat_map(|character| u32::from(character).to_le_bytes())
        .collect();
    let unmarked: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = plain
        .chars()
        .map(|character| u8::try_from(u32::from(character)).expect("Latin-1"))
        .collect();
    let with = |wrong: &[u8]| {
        [b"id: one\ntitle: What happened\nlead: a ", wrong, b" b\n"].concat()
    };
    vec![
        bytes("utf-8-with-mark", format!("\u{feff}{plain}").as_bytes())
            .prints(&["Caf\u{e9} by the pond."]),
        bytes("two-marks", format!("\u{feff}\u{feff}{plain}").as_bytes())
            .prints(&["Café by the pond."]),
        bytes("mark-within", &with("\u{feff}".as_bytes())),
        bytes("utf-16-little", &utf16(u16::to_le_bytes)),
        bytes("utf-16-big", &utf16(u16::to_be_bytes)),
        bytes("utf-16-unmarked", &unmarked),
        bytes("utf-32", &utf32),
        bytes("latin-1", &latin),
        bytes("truncated-character", &with(b"\xe2\x82")),
        bytes(
            "truncated-at-the-end",
            b"id: one\ntitle: What happened\nlead: \xf0\x9f\x98",
        ),
        bytes("overlong", &with(b"\xc0\xaf")),
        bytes("overlong-nul", &with(b"\xc0\x80")),
        bytes("surrogate-bytes", &with(b"\xed\xa0\x80")),
        bytes("byte-of-no-character", &with(b"\xff")),
        bytes("past-unicode", &with(b"\xf4\x90\x80\x80")),
        bytes("continuation-alone", &with(b"\x80")),
        bytes("nul", &with(b"\0")),
        bytes("bell", &with(b"\x07")),
        bytes("escape-sequence", &with(b"\x1b]0;owned\x07\x1b[2J")),
        bytes("delete", &with(b"\x7f")),
        bytes("control-sequence-of-one-byte", &with("\u{9b}31m".as_bytes())),
        bytes("next-line", &with("\u{85}".as_bytes())),
        bytes("gzip", b"\x1f\x8b\x08\0\0\0\0\0\0\x03"),
        bytes("program", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"),
        bytes("crlf", plain.replace('\n', "\r\n").as_bytes())
            .prints(&["Caf\u{e9} by the pond."]),
        bytes("carriage-returns-alone", plain.replace('\n', "\r").as_bytes()),
        bytes("crlf-mixed", format!("{START}\r\nlead: a\rb\n").as_bytes()),
    ]
}

fn scalars() -> Vec<Case> {
    vec![
        value("enormous", "1e999"),
        value("enormous-exponent", "1e99999999999999999999"),
        value("tiny", "1e-999"),
        value("hexadecimal", "0x1F"),
        value("octal", "0o17"),
        value("old-octal", "017"),
        value("underscores", "1_000"),
        value("infinity", "-.inf"),
        value("not-a-number", ".nan"),
        value("sexagesimal", "190:20:30"),
        value("yes", "yes"),
        value("true", "true"),
        value("plus", "+12"),
        value("exponent", "1.2e3"),
        value("date", "2024-01-01"),
        value("null", "~"),
        value("two-signs", "--4"),
        value("only-a-point", "."),
        value("minus-zero", "-0").prints(&["There are zero in all."]),
        value("arabic-digits", "\u{0661}\u{0662}"),
        value("full-width-digits", "\u{ff11}\u{ff12}"),
        value("minus-sign", "\u{2212}4"),
        value("many-digits", &"9".repeat(200)),
        value("many-decimals", &format!("0.{}1", "0".repeat(200))),
        Case::new("yaml-no-is-a-word").section("id: one\ntitle: no\n").prints(&["no"]),
        Case::new("yaml-version-is-text")
            .fields("version: 1.10\n")
            .prints(&["Version 1.10"]),
    ]
}

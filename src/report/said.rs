//! Said: what a data file says, as one text that neither its layout, its comments nor notes of the
//! editors change, and of which what is concealed leaves nothing.
//!
//! A public record holds the digest of this text: it tells nothing of what the public may not
//! see, and stays as it is where only that changes.

use std::collections::BTreeSet;
use std::ops::Range;

use super::node::{Node, Scalar, ScalarKind, Source, Value};
use super::syntax;
use crate::diagnostic::{Place, Problems};
use crate::limits::Limits;

/// The field with notes that editors write to each other, which never print.
const NOTES: &str = "editorial_notes";

/// What is concealed of a file.
#[derive(Debug, Clone, Copy)]
pub struct Hidden<'a> {
    /// Stretches of its bytes, in ascending order.
    pub stretches: &'a [Range<usize>],
    /// Names of what is concealed elsewhere, or with a mapping whose `id` it is.
    pub names: &'a BTreeSet<String>,
    /// Fields that say nothing.
    pub fields: &'a [&'static str],
}

/// What a YAML, JSON or TOML file says beside what is hidden; empty where that is all that it says.
/// `None` for another file, or one that breaks its grammar.
pub fn said(
    file: &str,
    text: &str,
    hidden: Hidden<'_>,
    limits: &Limits,
) -> Option<String> {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending)?;
    if !["yaml", "yml", "json", "toml"].contains(&ending) {
        return None;
    }
    let source = Source { file: file.into(), text: text.into() };
    let place = Place::whole_file(source.file.clone());
    let node = syntax::read(&source, &place, limits, &Problems::default())?;
    let mut writer = Writer { text, hidden, said: String::new() };
    writer.node(&node);
    Some(writer.said)
}

struct Writer<'a> {
    text: &'a str,
    hidden: Hidden<'a>,
    said: String,
}

impl Writer<'_> {
    /// Writes a value; whether anything of it is not concealed.
    fn node(&mut self, node: &Node) -> bool {
        match &node.value {
            Value::Scalar(_) if self.is_gone(node) => false,
            Value::Scalar(scalar) => self.scalar(scalar, &node.span),
            Value::List(items) => self.group(['[', ']'], items, Self::node),
            Value::Map(entries) => {
                if node.get("id").is_some_and(|id| self.is_gone(id)) {
                    return false;
                }
                let says = |key: &str| key != NOTES && !self.hidden.fields.contains(&key);
                let entries: Vec<_> =
                    entries.iter().filter(|entry| says(&entry.key)).collect();
                self.group(['{', '}'], &entries, |writer, entry| {
                    if writer.is_concealed(&entry.key_span) {
                        return false;
                    }
                    writer.quoted(&entry.key);
                    writer.said.push(':');
                    writer.node(&entry.node)
                })
            }
        }
    }

    /// Writes what stands together. What is concealed leaves nothing; nor does a group of which
    /// nothing is left.
    fn group<T>(
        &mut self,
        [open, close]: [char; 2],
        items: &[T],
        write: impl Fn(&mut Self, &T) -> bool,
    ) -> bool {
        let before = self.said.len();
        self.said.push(open);
        let mut is_left = items.is_empty();
        for item in items {
            let start = self.said.len();
            if write(self, item) {
                self.said.push(',');
                is_left = true;
            } else {
                self.said.truncate(start);
            }
        }
        self.said.push(close);
        if !is_left {
            self.said.truncate(before);
        }
        is_left
    }

    fn scalar(&mut self, scalar: &Scalar, span: &Range<usize>) -> bool {
        let met = self
            .hidden
            .stretches
            .iter()
            .any(|it| it.start < span.end && span.start < it.end);
        if !met {
            self.said.push(match scalar.kind {
                ScalarKind::Null => '0',
                ScalarKind::Boolean(_) => '?',
                ScalarKind::Number => '#',
                ScalarKind::Text => '=',
            });
            self.quoted(&scalar.text);
            return true;
        }
        // Of its bytes, those that are left.
        let mut left = String::new();
        let mut from = span.start;
        for stretch in self.hidden.stretches {
            let start = stretch.start.clamp(from, span.end);
            left.push_str(self.text.get(from..start).unwrap_or_default());
            from = stretch.end.clamp(from, span.end);
        }
        left.push_str(self.text.get(from..span.end).unwrap_or_default());
        let is_left = left.contains(char::is_alphanumeric);
        if is_left {
            self.said.push('~');
            self.quoted(&left);
        }
        is_left
    }

    /// Whether a value is the name of something that is concealed.
    fn is_gone(&self, node: &Node) -> bool {
        matches!(&node.value, Value::Scalar(it) if self.hidden.names.contains(&*it.text))
    }

    fn is_concealed(&self, span: &Range<usize>) -> bool {
        self.hidden
            .stretches
            .iter()
            .any(|it| it.start <= span.start && span.end <= it.end)
    }

    fn quoted(&mut self, text: &str) {
        self.said.push_str(&format!("{text:?}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a file says beside stretches of it and names.
    fn beside(file: &str, text: &str, words: &[&str], names: &[&str]) -> Option<String> {
        let stretch = |word: &&str| {
            let start = text.find(word).unwrap();
            start..start + word.len()
        };
        let stretches: Vec<_> = words.iter().map(stretch).collect();
        let names = names.iter().map(ToString::to_string).collect();
        let fields = &["restricted_marking"];
        let hidden = Hidden { stretches: &stretches, names: &names, fields };
        said(file, text, hidden, &Limits::default())
    }

    fn of(text: &str) -> Option<String> {
        beside("a.yaml", text, &[], &[])
    }

    /// What is said without the stretch of a text that a word stands in.
    fn without(text: &str, hidden: &str) -> Option<String> {
        beside("a.yaml", text, &[hidden], &[])
    }

    #[test]
    fn layout_comments_and_notes_say_nothing() {
        let plain = of("id: a\nlist: [1, two]\ntext: A line\n");
        assert!(plain.is_some());
        for text in [
            "# Why\nid: a   # here\nlist: [1, two]\ntext: A line\n",
            "id: 'a'\nlist:\n  - 1\n  - two\n\ntext: |-\n  A line\n",
            "id: a\nlist: [1, two]\ntext: A line\neditorial_notes: [Ask the clerk]\n",
            "id: a\nlist: [1, two]\neditorial_notes:\n  - {note: x, settled: y}\ntext: A line\n",
        ] {
            assert_eq!(of(text), plain, "{text}");
        }
    }

    #[test]
    fn whatever_prints_says_something() {
        let plain = of("id: a\nlist: [1, two]\n");
        for text in [
            "id: b\nlist: [1, two]\n",
            "id: a\nlist: [1, two, two]\n",
            "id: a\nlist: ['1', two]\n",
            "id: a\nlist: [two, 1]\n",
            "id: a\nlist: [[1, two]]\n",
            "id: a\nlist: []\n",
            "id: a\nlist: ~\n",
        ] {
            assert_ne!(of(text), plain, "{text}");
        }
    }

    #[test]
    fn what_is_concealed_leaves_nothing_not_even_how_much_it_was() {
        let open = of("- id: a\n");
        assert_eq!(
            without("- id: a\n- {id: b, text: secret}\n", "{id: b, text: secret}"),
            open
        );
        assert_eq!(
            without("- id: a\n- {id: longer, x: [1, 2]}\n", "{id: longer, x: [1, 2]}"),
            open
        );
        let part = without("text: Open secret words\n", "secret");
        assert_eq!(part, without("text: Open longer-secret words\n", "longer-secret"));
        assert!(!part.unwrap().contains("secret"));
        assert_eq!(without("{id: b}", "{id: b}").as_deref(), Some(""));
    }

    #[test]
    fn names_of_what_is_concealed_say_nothing() {
        let gone = |text: &str| beside("a.yaml", text, &[], &["secret"]);
        let open = of("- {id: a, value: 1}\n");
        assert_eq!(gone("- {id: a, value: 1, part_of: secret}\n"), open);
        assert_eq!(gone("- {id: a, value: 1}\n- {id: secret, title: Words}\n"), open);
        assert_eq!(gone("list: [a, secret]\n"), of("list: [a]\n"));
        assert_ne!(gone("list: [a, other]\n"), of("list: [a]\n"));
        assert_eq!(of("id: a\nrestricted_marking: SECRET\n"), of("id: a\n"));
    }

    #[test]
    fn other_files_are_not_read() {
        let plain = of("id: a");
        let read = |file, text| beside(file, text, &[], &[]);
        assert_eq!(read("a.csv", "a,b\n"), None);
        assert_eq!(read("a.yaml", "a: ["), None);
        assert_eq!(read("a.toml", "id = 'a' # why\n"), plain);
        assert_eq!(read("a.json", "{\"id\": \"a\"}"), plain);
    }
}

//! Languages: a project in several of them, and the one that it is read in.
//!
//! Any value of a data file may be said in each language: `{cy: Cynnwys, en: Contents}`. The tree of
//! a file loses all of them but one before anything is decoded, so that every field takes them and no
//! reader knows of them. What a language lacks is noted on the way; whether that is said, and that a
//! text is said in one language alone, is for a lint.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Place, Problems};
use crate::report::code;
use crate::report::node::{Entry, Node, Source, Value};
use crate::wording::{excerpt, listed};

/// The field of the report that names its languages.
const LANGUAGES: &str = "languages";
/// The field that names a single one.
const LANGUAGE: &str = "language";
/// Stands for every language, of what is the same in all of them.
const ALL: &str = "all";

/// The languages of a project in several, and what of its files is said in each.
#[derive(Debug, Clone, Default)]
pub struct Translations {
    /// The report file, which names them.
    named_in: Arc<str>,
    languages: Vec<Arc<str>>,
    chosen: usize,
    /// Where the values that were chosen stand, by file.
    said: BTreeMap<Arc<str>, Vec<Range<usize>>>,
    /// The files that one language has for itself.
    files: BTreeSet<Arc<str>>,
    gaps: Vec<LanguageGap>,
}

/// What a language lacks that another has.
#[derive(Debug, Clone)]
pub struct LanguageGap {
    /// Where it is wanted.
    pub place: Place,
    /// What is lacking.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// The names of the languages of a project in several, as its report file has them; none for a
/// project in one.
pub(crate) fn named_in(report: &Node) -> Vec<Arc<str>> {
    let Some(Value::List(items)) = report.get(LANGUAGES).map(|node| &node.value) else {
        return Vec::new();
    };
    let text = |node: &Node| match &node.value {
        Value::Scalar(scalar) => Some(scalar.text.clone()),
        Value::List(_) | Value::Map(_) => None,
    };
    items.iter().filter_map(text).collect()
}

impl Translations {
    /// A project in some languages, of which one is read: the one that is asked for, or the first.
    pub(crate) fn new(
        named_in: Arc<str>,
        languages: Vec<Arc<str>>,
        asked: Option<&str>,
    ) -> Self {
        let chosen = languages.iter().position(|it| Some(&**it) == asked).unwrap_or(0);
        Self { named_in, languages, chosen, ..Self::default() }
    }

    /// Whether the project is in several languages.
    pub fn is_in_several(&self) -> bool {
        !self.languages.is_empty()
    }

    /// The languages, the first first.
    pub fn languages(&self) -> &[Arc<str>] {
        &self.languages
    }

    /// The language that is read.
    pub fn chosen(&self) -> &str {
        self.languages.get(self.chosen).map_or("", |it| it)
    }

    /// What languages lack.
    pub fn gaps(&self) -> &[LanguageGap] {
        &self.gaps
    }

    /// Whether what stands at a place is said in each language, or stands in a file of one.
    pub fn are_at(&self, place: &Place) -> bool {
        let Some(span) = place.span() else { return true };
        let within =
            |said: &Range<usize>| said.start <= span.start && span.end <= said.end;
        self.files.contains(place.file())
            || self.said.get(place.file()).is_some_and(|it| it.iter().any(within))
    }

    /// The report's tree with the language that is read in place of the list of all.
    fn with_language(&self, report: Node, source: &Source, problems: &Problems) -> Node {
        let Value::Map(mut entries) = report.value else { return report };
        if let Some(single) = entries.iter().find(|it| &*it.key == LANGUAGE) {
            let place = place_of(source, &single.node, LANGUAGE);
            let message = "`language` and `languages` are both there";
            problems.error(code::FIELDS_DISAGREE, &place, message, "remove `language`");
            entries.retain(|it| &*it.key != LANGUAGE);
        }
        let list = entries.iter().find(|it| &*it.key == LANGUAGES);
        let chosen = list.and_then(|list| match &list.node.value {
            Value::List(items) => {
                Some((list.key_span.clone(), items.get(self.chosen)?.clone()))
            }
            _ => None,
        });
        if let Some((key_span, node)) = chosen {
            entries.push(Entry { key: LANGUAGE.into(), key_span, node });
        }
        Node { value: Value::Map(entries), ..report }
    }

    /// A tree of a file as it is in the language that is read.
    pub(crate) fn read(
        &mut self,
        node: Node,
        source: &Source,
        problems: &Problems,
    ) -> Node {
        if self.languages.is_empty() {
            return node;
        }
        let is_report = source.file == self.named_in;
        let node =
            if is_report { self.with_language(node, source, problems) } else { node };
        self.choose(node, source, problems, "")
    }

    fn choose(
        &mut self,
        node: Node,
        source: &Source,
        problems: &Problems,
        field: &str,
    ) -> Node {
        let Node { value, span } = node;
        let value = match value {
            Value::Map(entries) if self.says_languages(&entries) => {
                let whole = Node { value: Value::Map(entries.clone()), span };
                return self.chosen_of(&whole, entries, source, problems, field);
            }
            Value::Map(entries) => {
                let of = |entry: Entry| {
                    let field = match field.is_empty() {
                        true => entry.key.to_string(),
                        false => format!("{field}.{}", entry.key),
                    };
                    let node = self.choose(entry.node, source, problems, &field);
                    Entry { node, ..entry }
                };
                Value::Map(entries.into_iter().map(of).collect())
            }
            Value::List(items) => {
                let items = items.into_iter().enumerate();
                let of = |(at, item)| {
                    self.choose(item, source, problems, &format!("{field}[{at}]"))
                };
                Value::List(items.map(of).collect())
            }
            scalar @ Value::Scalar(_) => scalar,
        };
        Node { value, span }
    }

    /// Whether a mapping is one from languages: no noun has a field of such a name.
    fn says_languages(&self, entries: &[Entry]) -> bool {
        let is_all = matches!(entries, [only] if &*only.key == ALL);
        is_all || entries.iter().any(|it| self.languages.contains(&it.key))
    }

    fn chosen_of(
        &mut self,
        whole: &Node,
        entries: Vec<Entry>,
        source: &Source,
        problems: &Problems,
        field: &str,
    ) -> Node {
        for entry in &entries {
            if !self.languages.contains(&entry.key) && &*entry.key != ALL {
                let place = Place::text(source.file.clone(), entry.key_span.clone());
                let names = self.languages.iter().map(|it| &**it);
                let message = format!("`{}` is no language of this project", entry.key);
                let hint = format!("write {}", listed(names, "or"));
                problems.error(
                    code::UNKNOWN_LANGUAGE,
                    &place.under(field),
                    message,
                    hint,
                );
            }
        }
        let place = place_of(source, whole, field);
        if !matches!(entries.as_slice(), [only] if &*only.key == ALL) {
            self.note_gaps(&entries, &place);
        }
        let wanted = self.languages.get(self.chosen).cloned();
        let at = entries
            .iter()
            .position(|it| Some(&it.key) == wanted.as_ref() && !is_empty(&it.node))
            .or_else(|| entries.iter().position(|it| !is_empty(&it.node)))
            .unwrap_or(0);
        let Some(found) = entries.into_iter().nth(at) else { return whole.clone() };
        let said = self.said.entry(source.file.clone()).or_default();
        said.push(found.node.span.clone());
        if let Value::Scalar(scalar) = &found.node.value {
            // Where it is the path of a file, that file is of the language.
            self.files.insert(scalar.text.clone());
        }
        self.choose(found.node, source, problems, field)
    }

    /// Notes what one language has and another has not.
    fn note_gaps(&mut self, entries: &[Entry], place: &Place) {
        let said = |language: &Arc<str>| {
            entries.iter().find(|it| it.key == *language && !is_empty(&it.node))
        };
        let mut gaps = Vec::new();
        for language in &self.languages {
            let others = self.languages.iter().filter(|it| *it != language);
            let others: Vec<_> = others.filter_map(&said).collect();
            let Some(own) = said(language) else {
                let shown = others.first().map(|it| shown(&it.node)).unwrap_or_default();
                let message = format!("`{language}` is lacking{shown}");
                gaps.push((message, format!("add `{language}`")));
                continue;
            };
            let own = parts(&own.node);
            for other in others {
                let theirs = parts(&other.node);
                for name in theirs.printed.difference(&own.printed) {
                    let message = format!(
                        "`{language}` does not print `{{{name}}}`, which `{}` prints",
                        other.key
                    );
                    let hint = format!("write `{{{name}}}` in `{language}` too");
                    gaps.push((message, hint));
                }
                if theirs.links > own.links {
                    let message =
                        format!("`{language}` has fewer links than `{}`", other.key);
                    gaps.push((message, "give each language the same links".to_owned()));
                }
                if theirs.items > own.items {
                    let message = format!(
                        "the list in `{language}` is shorter than in `{}`",
                        other.key
                    );
                    gaps.push((message, "give each language the same items".to_owned()));
                }
            }
        }
        let gaps = gaps.into_iter();
        self.gaps.extend(gaps.map(|(message, hint)| LanguageGap {
            place: place.clone(),
            message,
            hint,
        }));
    }
}

fn place_of(source: &Source, node: &Node, field: &str) -> Place {
    Place::text(source.file.clone(), node.head()).under(field)
}

/// Whether nothing is said.
fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Scalar(scalar) => node.is_null() || scalar.text.trim().is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Map(entries) => entries.is_empty(),
    }
}

/// A text for a message, behind a comma.
fn shown(node: &Node) -> String {
    match &node.value {
        Value::Scalar(scalar) => format!(", beside “{}”", excerpt(&scalar.text)),
        Value::List(_) | Value::Map(_) => String::new(),
    }
}

/// What of a text has to be in every language.
#[derive(Default)]
struct Parts<'t> {
    /// What it prints or points to, by name, without the form.
    printed: BTreeSet<&'t str>,
    links: usize,
    items: usize,
}

fn parts(node: &Node) -> Parts<'_> {
    match &node.value {
        Value::Scalar(scalar) => {
            let name = |(at, _)| {
                let (name, _) = scalar.text[at + 1..].split_once('}')?;
                // `{measure|form}` prints a measure, `{see: id}` points to something.
                let (_, name) = name.split_once(':').unwrap_or(("", name));
                let name = name.split('|').next().unwrap_or(name).trim();
                let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
                (!name.is_empty() && name.chars().all(is_name)).then_some(name)
            };
            let printed = scalar.text.match_indices('{').filter_map(name).collect();
            Parts { printed, links: scalar.text.matches("](").count(), items: 0 }
        }
        Value::List(items) => Parts { items: items.len(), ..Parts::default() },
        Value::Map(_) => Parts::default(),
    }
}

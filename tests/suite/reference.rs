//! The reference: the tables of fields in `docs/project.md`, `docs/papers.md` and `docs/brand.md`, which are
//! made of the declarations between marks. What stands around them is written by hand.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use recto::report::Report;
use recto::report::declare::{
    Condition, Declaration, Field, Form, InFiles, Noun, Presence, Rule, ScalarIs, Shape,
    Word, Written, file_fields,
};

use crate::cases::compare_with;
use crate::press::repository;
use crate::walks::nouns;

const PAGES: [&str; 3] = ["docs/project.md", "docs/papers.md", "docs/brand.md"];
const START: &str = "<!-- fields: ";
const END: &str = "<!-- /fields -->";

/// Where the two fields by which something is restricted are told of.
const RESTRICTED: &str = "[restriction](project.md#what-the-public-may-not-see)";

/// What stands for a value that is not known yet.
const LATER: &str = "to be confirmed";

/// What one of the many fields of a paper is called.
const FIELD: &str = "field";

/// Every noun by its name, and those that have a table of their own.
struct Reference {
    all: BTreeMap<&'static str, &'static Declaration>,
    tables: BTreeSet<&'static str>,
    /// Those that stand in the table of another so far.
    within: RefCell<BTreeSet<&'static str>>,
}

/// Where the kind of a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// In a cell of a table.
    Cell,
    /// In the mapping of a small noun, which is code.
    Mapping,
}

impl Reference {
    /// A page with its tables written anew.
    fn written(&self, page: &str) -> String {
        let mut written = String::new();
        let mut rest = page;
        while let Some((before, after)) = rest.split_once(START) {
            let (name, after) = after.split_once(" -->").expect("the end of a mark");
            let (_, after) = after.split_once(END).expect("the end of a table");
            let noun = self.all.get(name).unwrap_or_else(|| panic!("no noun `{name}`"));
            let table = self.table(noun);
            written.push_str(&format!("{before}{START}{name} -->\n{table}{END}"));
            rest = after;
        }
        written + rest
    }

    fn table(&self, noun: &Declaration) -> String {
        let of = if noun.written == Written::OneField { "block" } else { "field" };
        let mut table = format!("| {of} | kind | |\n|---|---|---|\n");
        self.rows(noun.fields, &mut table);
        for rule in noun.rules {
            let (how, names) = match rule {
                Rule::ExactlyOne(names) => ("Exactly", names),
                Rule::AtLeastOne(names) => ("At least", names),
                Rule::Where(..) | Rule::Never(..) | Rule::AsLong { .. } => continue,
            };
            let names = listed(names.iter().copied(), "and");
            table.push_str(&format!("\n{how} one of {names} must be there.\n"));
        }
        table
    }

    fn rows(&self, fields: &'static [Field], table: &mut String) {
        for field in fields {
            let name = format!("`{}`", field.name);
            let (name, kind) = match field.form {
                Form::Unwritten => continue,
                Form::Flat(of) if of()[0].name == "audience" => {
                    ("`audience`, `exemption`".to_owned(), RESTRICTED.to_owned())
                }
                Form::Flat(of) => {
                    self.rows(of(), table);
                    continue;
                }
                Form::Field(shape) => (name, self.kind(field, &shape(), Within::Cell)),
                Form::InFiles(InFiles::One, _) => (name, "path of a file".to_owned()),
                Form::InFiles(InFiles::Each { .. }, _) => {
                    (name, "list of paths of files".to_owned())
                }
                Form::InFiles(InFiles::Lists, _) => {
                    (name, "list of paths of files with a list each".to_owned())
                }
            };
            let presence = presence(field);
            let doc = within_a_line(field.doc);
            table.push_str(&format!("| {name} | {kind}{presence} | {doc} |\n"));
        }
    }

    /// What a value may be.
    fn kind(&self, field: &Field, shape: &Shape, within: Within) -> String {
        match shape {
            // A year is a date that looks like a number.
            Shape::Scalar(scalar) if scalar.name == "date" => scalar.name.to_owned(),
            Shape::Scalar(scalar) => match (scalar.kind, field.refers, scalar.range) {
                (ScalarIs::Id, Some(refers), _) => format!("{} id", refers.kind.name()),
                (_, _, Some((least, u32::MAX))) => {
                    format!("{} from {least}", scalar.name)
                }
                (_, _, Some((least, most))) => {
                    format!("{}, {least} to {most}", scalar.name)
                }
                _ => scalar.name.to_owned(),
            },
            // The fields of a paper have a table.
            Shape::Words(words) if words.len() > 20 => FIELD.to_owned(),
            Shape::Words(words) => choice(words, within),
            Shape::List { of, most: Some(most), .. } => {
                format!("list of {most}: {}", self.kind(field, of, within))
            }
            Shape::List { of, .. } => {
                format!("list of {}", self.plural(field, of, within))
            }
            Shape::Noun(of) => {
                let noun = of();
                if self.tables.contains(noun.name) {
                    noun.called.replace('_', " ")
                } else {
                    self.within.borrow_mut().insert(noun.name);
                    self.mapping(noun.fields, within)
                }
            }
            Shape::Fields(fields) => {
                let names: Vec<_> = fields.iter().map(|field| field.name).collect();
                format!("`{{{}}}`", names.join(", "))
            }
            Shape::Each { text, .. } => {
                format!("mapping from a field to {}", self.kind(field, &text(), within))
            }
            Shape::Either(forms) => self.either(field, forms, within),
            Shape::Told { by, with, without } => format!(
                "{} where it has `{by}`, else {}",
                self.kind(field, with, within),
                self.kind(field, without, within)
            ),
        }
    }

    fn either(&self, field: &Field, forms: &[Shape], within: Within) -> String {
        match forms {
            [Shape::Words(words), known] if words[0].name == LATER => {
                let later = match within {
                    Within::Cell => ", known later",
                    Within::Mapping => " known later",
                };
                self.kind(field, known, within) + later
            }
            [one, Shape::List { of, .. }] if same(one, of) => {
                format!("{}, or a list of them", self.kind(field, one, within))
            }
            forms => self.forms(field, forms, within, Self::kind),
        }
    }

    fn forms(
        &self,
        field: &Field,
        forms: &[Shape],
        within: Within,
        kind: impl Fn(&Self, &Field, &Shape, Within) -> String,
    ) -> String {
        let forms = forms.iter().flat_map(|form| match form {
            Shape::Either(inner) => inner.as_slice(),
            one => std::slice::from_ref(one),
        });
        let of = |form: &Shape| match form {
            Shape::Words(words) if within == Within::Cell => {
                words.iter().map(|word| format!("`{}`", word.name)).collect()
            }
            form => vec![kind(self, field, form, within)],
        };
        let mut all: Vec<_> = forms.flat_map(of).collect();
        // A colour is written as a colour, or as a mapping that is called so too.
        let mut known = BTreeSet::new();
        all.retain(|it| known.insert(it.clone()));
        let last = all.pop().unwrap_or_default();
        if all.is_empty() { last } else { format!("{} or {last}", all.join(", ")) }
    }

    /// What several values may be.
    fn plural(&self, field: &Field, shape: &Shape, within: Within) -> String {
        let one = self.kind(field, shape, within);
        match shape {
            Shape::Scalar(scalar) if !["text", "prose"].contains(&scalar.name) => {
                format!("{one}s")
            }
            Shape::Noun(of) if self.tables.contains(of().name) => match one.as_str() {
                "appendix" => "appendices".to_owned(),
                one => format!("{one}s"),
            },
            Shape::Either(forms) => self.forms(field, forms, within, Self::plural),
            Shape::Words(_) if one == FIELD => format!("{one}s"),
            _ => one,
        }
    }

    /// The fields of a small noun.
    fn mapping(&self, fields: &'static [Field], within: Within) -> String {
        let fields = file_fields(fields).into_iter().filter_map(|field| {
            let Form::Field(shape) = field.form else { return None };
            let mark = if field.presence == Presence::Required { "" } else { "?" };
            let kind = self.kind(field, &shape(), Within::Mapping);
            Some(format!("{}{mark}: {kind}", field.name))
        });
        let fields = fields.collect::<Vec<_>>().join(", ");
        match within {
            Within::Cell => format!("`{{{fields}}}`"),
            Within::Mapping => format!("{{{fields}}}"),
        }
    }
}

fn same(one: &Shape, other: &Shape) -> bool {
    format!("{one:?}") == format!("{other:?}")
}

/// When a field must be there, and when it may be.
fn presence(field: &Field) -> String {
    let needed = match field.presence {
        Presence::Required => ", required".to_owned(),
        Presence::RequiredWhere(condition) => format!(", required {}", where_(condition)),
        Presence::Optional => String::new(),
    };
    match field.only {
        Some(condition) if needed.contains(&where_(condition)) => {
            needed.replacen("required", "required and only", 1)
        }
        Some(condition) => format!("{needed}, only {}", where_(condition)),
        None => needed,
    }
}

fn where_(condition: Condition) -> String {
    match condition {
        Condition::Beside(name) => format!("with `{name}`"),
        Condition::Within(name) => format!("under `{name}`"),
        Condition::NotIn(name) => format!("outside of `{name}`"),
        Condition::SaysNot(name, words) => {
            format!("with a `{name}` other than {}", listed(words.iter().copied(), "or"))
        }
        Condition::Says(name, words) => {
            let said = words.iter().map(|word| format!("`{name}: {word}`"));
            format!("with {}", said.collect::<Vec<_>>().join(" or "))
        }
    }
}

fn choice(words: &[Word], within: Within) -> String {
    let names = words.iter().map(|word| word.name);
    match within {
        Within::Cell => listed(names, "or"),
        Within::Mapping => names.collect::<Vec<_>>().join("\\|"),
    }
}

/// Names in backticks, with a word before the last.
fn listed<'n>(names: impl Iterator<Item = &'n str>, last: &str) -> String {
    let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [before @ .., end] if !before.is_empty() => {
            format!("{} {last} {end}", before.join(", "))
        }
        names => names.concat(),
    }
}

/// A sentence without its capital and its full stop.
fn within_a_line(sentence: &str) -> String {
    let sentence = sentence.strip_suffix('.').unwrap_or(sentence);
    let mut letters = sentence.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

#[test]
fn the_tables_of_fields_are_up_to_date() {
    let mut all = BTreeMap::new();
    nouns(Report::declared(), &mut BTreeSet::new(), &mut |noun| {
        all.insert(noun.name, noun);
    });
    let pages = PAGES.map(|page| {
        let path = repository().join(page);
        let text = std::fs::read_to_string(&path).expect("a page");
        (path, text)
    });
    let marks = pages.iter().flat_map(|(_, text)| text.split(START).skip(1));
    let names = marks.filter_map(|it| it.split(" -->").next());
    let tables = names.filter_map(|name| all.get(name).map(|noun| noun.name)).collect();
    let reference = Reference { all, tables, within: RefCell::default() };
    for (path, text) in pages {
        compare_with(&path, &reference.written(&text))
            .unwrap_or_else(|difference| panic!("{difference}"));
    }
    let told = |name: &&str| {
        reference.tables.contains(*name) || reference.within.borrow().contains(*name)
    };
    let missing: Vec<_> = reference.all.keys().filter(|name| !told(name)).collect();
    assert!(missing.is_empty(), "no page tells of {missing:?}");
}

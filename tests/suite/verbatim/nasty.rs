//! The nasty project: every field of every noun holds a text full of marks, with the field's
//! own name in it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::scratch::Scratch;

/// Marks that mean something to someone. Braces that hold an id are for lines of their
/// own: see [`super::braces_hold_measures_only_where_they_hold_an_id`].
const MARKS: &str = concat!(
    r##"#import "a": * #b(c) $x^2$ $ *b* _e_ @ref <label> \ \n \u{ 41} // c /* d */ "##,
    r##"`raw` ```two``` "q" 'q' it's [b] ]x[ { } {{ d }} {% e %} {# f #} ~ - -- --- ... "##,
    r##"-? & && % ^ | #{ #[ #( ; : , ! ? http://example.org/a_b?c=d#e mailto:a@b.org "##,
    r##"&amp; <b>t</b> ![i](j) [k](l) \* \# \\"##,
);

/// The family of all text.
pub const FAMILY: &str = "Atkinson Hyperlegible Next";

/// A project whose every text is nasty, and what must be read in its PDFs.
pub struct Nasty {
    /// What stands before every text.
    pub start: &'static str,
    /// By field, the text that was typed.
    pub typed: RefCell<BTreeMap<String, String>>,
}

impl Nasty {
    /// A field of text.
    fn text(&self, field: &str) -> Value {
        let text = format!("{}{field} {MARKS}", self.start);
        self.typed.borrow_mut().insert(field.to_owned(), text.clone());
        Value::from(text)
    }

    /// A field of prose, a line or a cell: the same, with what Markdown reads escaped.
    fn prose(&self, field: &str) -> Value {
        let typed = self.text(field);
        Value::from(escaped(typed.as_str().expect("text")))
    }

    /// The project.
    pub fn scratch(&self) -> Scratch {
        let scratch = Scratch::minimal();
        scratch.write("images/dot.svg", DOT);
        scratch.json("report.json", &self.report());
        scratch.json("brand.json", &self.brand());
        scratch.json("one.json", &self.section());
        scratch.json("two.json", &self.priority());
        scratch.json("measures.json", &self.measures());
        scratch.json("series.json", &self.series());
        scratch.json("charts.json", &self.charts());
        scratch.json("tables.json", &self.tables());
        scratch.json("rest.json", &self.figures());
        scratch.json("people.json", &self.people());
        scratch.json("abbreviations.json", &self.abbreviations());
        scratch.json("links.json", &self.links());
        scratch.json("contacts.json", &self.contacts());
        std::fs::remove_file(scratch.path().join("report.yaml")).expect("the old report");
        scratch
    }

    fn report(&self) -> Value {
        json!({
            "id": "nasty", "language": "en-GB",
            "title": self.text("report-title"), "subtitle": self.text("report-subtitle"),
            "period": {"from": "2024-04-01", "to": "2025-03-31", "label": "2024/25"},
            "status": "embargoed", "embargo": self.text("report-embargo"),
            "version": self.text("report-version"), "marking": self.text("report-marking"),
            "subject": self.text("report-subject"),
            "keywords": [self.text("report-keyword")],
            "summary": self.prose("report-summary"),
            "brand": "brand.json",
            "imprint": [{"term": self.text("imprint-term"), "text": self.prose("imprint-text")}],
            "sources": [{
                "id": "s", "title": self.text("source-title"),
                "publisher": self.text("source-publisher"), "note": self.prose("source-note"),
                "url": "https://example.org/~a_b*c#d",
            }],
            "measures": ["measures.json"], "series": ["series.json"],
            "charts": ["charts.json"], "tables": ["tables.json"], "figures": ["rest.json"],
            "people": ["people.json"], "abbreviations": ["abbreviations.json"],
            "links": ["links.json"], "contacts": ["contacts.json"],
            "year_in_figures": ["m", "m2", "m3", "m4", "m5", "m6"],
            "sections": ["one.json", "two.json"],
            "back_matter": ["figures", "glossary", "sources", "contacts"],
        })
    }

    fn brand(&self) -> Value {
        json!({
            "publisher": {"name": self.text("publisher-name"), "short": "S"},
            "logo": {"file": "images/dot.svg", "alt": self.text("logo-alt")},
            "colours": {"brand": "#123456", "ink": "#111111", "priorities": ["#123456"]},
            "typefaces": {"text": FAMILY, "display": FAMILY},
        })
    }

    fn section(&self) -> Value {
        json!({
            "id": "one", "title": self.text("section-title"), "lead": self.prose("section-lead"),
            "body": [
                {"heading": self.text("block-heading")},
                {"prose": self.prose("block-prose")},
                {"prose": "see QZX and {m|unit}"},
                {"prose": format!(
                    "- {}\n- b\n\n1. {}\n\n*{}* **{}** [{}](https://example.org/a_(b)?c~d) e[^1]\n\n[^1]: {}",
                    self.within("bullet"), self.within("numbered"), self.within("emphasis"),
                    self.within("strong"), self.within("link-in-prose"), self.within("footnote"),
                )},
                {"measures": ["m"]}, {"chart": "bar"}, {"chart": "line"}, {"chart": "stacked"},
                {"chart": "proportion"}, {"chart": "parts"}, {"chart": "dot"}, {"table": "t"}, {"figure": "f"},
                {"people": ["p"]},
                {"parts": [{"id": "part", "name": self.text("part-name"), "text": self.prose("part-text")}]},
                {"priorities": "overview"}, {"links": ["l"]}, {"contacts": ["c"]},
            ],
        })
    }

    /// A text that stands within prose, where nothing starts a line.
    fn within(&self, field: &str) -> String {
        let text = format!("{field} {MARKS}");
        self.typed.borrow_mut().insert(field.to_owned(), text.clone());
        escaped(&text)
    }

    fn priority(&self) -> Value {
        json!({
            "id": "two", "priority": 1, "name": self.text("priority-name"),
            "title": self.text("priority-title"), "summary": self.prose("priority-summary"),
            "introduction": self.prose("priority-introduction"), "measures": ["m"],
            "highlights": [{
                "id": "h", "lead": self.prose("highlight-lead"), "text": self.prose("highlight-text"),
                "figure": "m",
                "items": [{
                    "lead": self.prose("item-lead"), "text": self.prose("item-text"),
                    "items": [{"text": self.prose("inner-item-text")}],
                }],
            }],
            "brief": {
                "title": self.text("brief-title"), "context": self.prose("brief-context"),
                "body": [{"prose": self.prose("brief-body")}], "contacts": ["c"],
            },
        })
    }

    fn measures(&self) -> Value {
        let plain = |id: &str| {
            let label = self.text(&format!("tile-{id}"));
            json!({"id": id, "label": label, "value": 1234, "unit": "things"})
        };
        json!([
            {
                "id": "m", "label": self.text("measure-label"), "value": 12,
                "unit": self.text("measure-unit"), "period": self.text("measure-period"),
                "within_year": false, "published_as": self.text("measure-published-as"),
                "per": "year", "note": self.prose("measure-note"),
                "source": {"document": "s", "at": "1"},
                "comparator": {"label": self.text("comparator-label"), "value": 11},
                "better": "higher",
            },
            plain("m2"), plain("m3"), plain("m4"), plain("m5"), plain("m6"),
        ])
    }

    fn series(&self) -> Value {
        let point = |name: &str| json!({"label": self.text(name), "value": 10});
        json!([
            {"id": "plain", "label": self.text("series-label"), "unit": self.text("series-unit"),
             "points": [point("point-one"), point("point-two")]},
            {"id": "money", "label": self.text("money-label"), "unit": "%",
             "points": [point("part-one"), point("part-two")]},
            {"id": "groups", "label": self.text("groups-label"), "unit": "things",
             "file": self.groups()},
        ])
    }

    /// The file of a series with groups; it is checked with the other fields.
    fn groups(&self) -> &'static str {
        "groups.csv"
    }

    fn charts(&self) -> Value {
        let chart = |id: &str, kind: &str, series: &str| {
            let line = |field: &str| self.prose(&format!("{id}-{field}"));
            json!({
                "id": id, "kind": kind, "series": series, "title": line("title"),
                "subtitle": line("subtitle"), "source": self.text(&format!("{id}-source")),
                "note": line("note"),
            })
        };
        json!([
            chart("bar", "bar", "plain"),
            chart("line", "line", "plain"),
            chart("dot", "dot", "plain"),
            chart("proportion", "proportion", "money"),
            chart("parts", "proportion", "plain"),
            chart("stacked", "stacked-bar", "groups"),
        ])
    }

    fn tables(&self) -> Value {
        json!([{
            "id": "t", "title": self.prose("table-title"), "subtitle": self.prose("table-subtitle"),
            "columns": [
                {"label": self.prose("column-one")},
                {"label": self.prose("column-two"), "align": "right", "unit": self.text("column-unit")},
            ],
            "rows": [[self.prose("cell-one"), self.prose("cell-two")], [self.prose("cell-three"), "–"]],
            "source": self.text("table-source"), "note": self.prose("table-note"),
        }])
    }

    fn figures(&self) -> Value {
        json!([{
            "id": "f", "file": "images/dot.svg", "alt": self.prose("figure-alt"),
            "caption": self.prose("figure-caption"), "credit": self.text("figure-credit"),
        }])
    }

    fn people(&self) -> Value {
        json!([{
            "id": "p", "name": self.text("person-name"), "role": self.text("person-role"),
            "organisation": self.text("person-organisation"), "note": self.prose("person-note"),
        }])
    }

    fn abbreviations(&self) -> Value {
        // The prose of the section has it as a word.
        json!([{
            "short": "QZX", "long": self.text("abbreviation-long"),
            "note": self.text("abbreviation-note"),
        }])
    }

    fn links(&self) -> Value {
        json!([{
            "id": "l", "text": self.prose("link-text"), "url": "https://example.org/~x",
            "note": self.prose("link-note"),
        }])
    }

    fn contacts(&self) -> Value {
        json!([{
            "id": "c", "label": self.text("contact-label"), "value": self.text("contact-value"),
            "url": "mailto:a@example.org",
        }])
    }
}

const DOT: &str = concat!(
    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9">"##,
    r##"<rect width="9" height="9" fill="#123456"/></svg>"##,
);

/// A text as Markdown that means the text.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        if character.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

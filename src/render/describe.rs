//! The description of the context: every noun and field that a template sees, in words.
//!
//! `docs/templates.md` is made from it. A test goes through the context of real reports
//! and holds each noun against its description, so that neither can be without the
//! other.

use std::fmt::Write;

/// A noun of the context.
pub struct Described {
    /// Its name.
    pub noun: &'static str,
    /// What it is.
    pub what: &'static str,
    /// Its fields: name, kind, meaning.
    pub fields: &'static [(&'static str, &'static str, &'static str)],
}

/// What every template of an edition sees.
pub const TOP: &[(&str, &str, &str)] = &[
    ("edition", "edition", "the document that is made"),
    ("report", "report", "the report that it comes from"),
    ("publisher", "publisher", "who publishes it"),
    ("profile", "profile", "how it is exported"),
    ("language", "language", "the language of its text"),
    (
        "words",
        "words by name",
        "the fixed words of that language, from `templates/locale/`",
    ),
    ("imprint", "list of entry", "the entries of the imprint page"),
    ("year_in_figures", "list of measure", "the tiles of the year; only in the report"),
    ("sections", "list of section", "the sections in order; only in the report"),
    ("brief", "brief", "the brief; only in a brief"),
    ("figures", "list of figure_group", "every measure that the edition prints"),
    (
        "glossary",
        "list of abbreviation",
        "the abbreviations that it spells out, by letter",
    ),
    ("sources", "list of source", "the documents that figures come from"),
    ("contacts", "list of contact", "whom to ask"),
    (
        "back_matter",
        "list of string",
        "what follows the sections: `figures`, `glossary`, `sources`, `contacts`",
    ),
];

/// Every noun, in the order of the documentation.
pub const NOUNS: &[Described] = &[
    Described {
        noun: "edition",
        what: "The document that is made.",
        fields: &[
            ("kind", "string", "`report` or `brief`"),
            ("name", "string", "as on the command line, with hyphens: `brief-violence`"),
            ("title", "text", "its title"),
        ],
    },
    Described {
        noun: "report",
        what: "The report, apart from its sections.",
        fields: &[
            ("title", "text", "its title"),
            ("subtitle", "text or none", "a second line under the title"),
            ("period", "text", "the reporting year as the publisher writes it"),
            ("period_long", "text", "its first and last day"),
            ("published", "text or none", "the date of publication"),
            (
                "status_line",
                "text or none",
                "what is printed of a draft or under embargo",
            ),
            ("version", "text or none", "the version of this edition"),
            ("marking", "text or none", "the protective marking"),
            ("subject", "text or none", "the PDF's subject"),
            ("keywords", "list of text", "the PDF's keywords"),
            ("summary", "prose or none", "what the year was about"),
            ("priorities", "list of band", "the priorities as the cover draws them"),
        ],
    },
    Described {
        noun: "band",
        what: "A priority as the cover draws it.",
        fields: &[
            ("number", "number", "its number in the plan"),
            ("name", "text", "its name in the plan"),
            ("highlights", "number", "how many highlights it has"),
        ],
    },
    Described {
        noun: "publisher",
        what: "Who publishes the report.",
        fields: &[
            ("name", "text", "the name"),
            ("short", "text or none", "the short name"),
        ],
    },
    Described {
        noun: "profile",
        what: "How the edition is exported.",
        fields: &[
            (
                "date",
                "string",
                "the date that the PDF carries, `YYYY-MM-DD`; for `|date`",
            ),
            ("sides", "string", "`single`, or `double` for inner and outer margins"),
            (
                "bleed",
                "number",
                "how far grounds run past the trimmed page, in millimetres",
            ),
        ],
    },
    Described {
        noun: "language",
        what: "The language of the text.",
        fields: &[
            ("lang", "text", "the language: `en`"),
            ("region", "text or none", "the region: `GB`"),
        ],
    },
    Described {
        noun: "entry",
        what: "An entry of the imprint page.",
        fields: &[
            ("term", "text", "what it is about"),
            ("text", "prose", "what it says"),
        ],
    },
    Described {
        noun: "section",
        what: "A numbered section: a plain one or a priority.",
        fields: &[
            ("number", "number", "its position, from 1"),
            ("id", "string", "its id"),
            ("title", "text", "its title"),
            ("lead", "prose or none", "the introduction, set larger"),
            ("body", "list of block", "its content; empty for a priority"),
            ("priority", "priority or none", "the priority that it is"),
        ],
    },
    Described {
        noun: "priority",
        what: "A priority of the plan.",
        fields: &[
            ("number", "number", "its number in the plan, which is also its colour"),
            ("id", "string", "its id"),
            ("name", "text", "its name in the plan"),
            ("title", "text", "its title as a section"),
            (
                "plan_name",
                "text or none",
                "its name in the plan, where the title differs",
            ),
            ("summary", "prose", "what the plan wants"),
            ("measures", "list of measure", "the figures of its opener"),
            ("introduction", "prose or none", "its introduction"),
            ("highlights", "list of highlight", "what was delivered"),
            ("body", "list of block", "what follows the highlights"),
        ],
    },
    Described {
        noun: "priority_summary",
        what: "A priority in the overview.",
        fields: &[
            ("number", "number", "its number in the plan"),
            ("id", "string", "its id"),
            ("name", "text", "its name in the plan"),
            ("summary", "prose", "what the plan wants"),
        ],
    },
    Described {
        noun: "brief",
        what: "The brief of one priority.",
        fields: &[
            (
                "context",
                "prose or none",
                "what a reader who has only the brief must know",
            ),
            ("priority", "priority", "the priority, with the brief's body"),
            ("contacts", "list of contact", "whom to ask"),
        ],
    },
    Described {
        noun: "highlight",
        what: "One delivered thing, or an item within one.",
        fields: &[
            ("lead", "text or none", "the phrase that a scanning eye reads"),
            ("text", "prose", "what was done"),
            ("figure", "measure or none", "the figure in the margin"),
            ("items", "list of highlight", "nested items"),
            ("then", "list of block", "what prints right after it"),
        ],
    },
    Described {
        noun: "block",
        what: "A block of content; `content` is what `kind` says.",
        fields: &[
            (
                "kind",
                "string",
                "`heading`, `prose`, `measures`, `chart`, `table`, `figure`, `people`, `parts`, `priorities`, `links` or `contacts`",
            ),
            (
                "content",
                "any",
                "text, prose, a chart, a table, a figure, or a list of measure, person, part, priority_summary, link or contact",
            ),
        ],
    },
    Described {
        noun: "measure",
        what: "One figure, in the house's form.",
        fields: &[
            ("id", "string", "its id"),
            ("label", "text", "what it is"),
            ("whole", "text", "qualifier and figure: “more than 4,000”"),
            ("qualifier", "text or none", "the qualifier alone: “more than”"),
            ("figure", "text", "the figure alone: “4,000”"),
            (
                "suffix",
                "text or none",
                "what always follows the figure: “a year”, “percentage points”",
            ),
            ("unit", "text or none", "what a count counts: “people”"),
            ("period", "text or none", "the period that it covers"),
            ("within_year", "boolean", "whether that is the reporting year"),
            (
                "is_listed",
                "boolean",
                "whether it stands in the tables of figures; dates do not",
            ),
            (
                "priority",
                "number or none",
                "the priority that prints it first; in the report",
            ),
            ("direction", "string or none", "`up`, `down` or `level`"),
            (
                "direction_note",
                "text or none",
                "the direction in words, and against what",
            ),
            ("note", "text or none", "what a reader should know"),
            ("published_as", "text or none", "the source's own form, where it differs"),
            ("source", "text or none", "the title of the document it comes from"),
            ("source_at", "text or none", "the place in that document"),
        ],
    },
    Described {
        noun: "figure_group",
        what: "The measures that a section prints first.",
        fields: &[
            (
                "number",
                "number",
                "the section's number; 0 for what stands before the first",
            ),
            ("title", "text or none", "the section's title"),
            (
                "is_listed",
                "boolean",
                "whether any of them stands in the tables of figures",
            ),
            ("measures", "list of measure", "the measures, in the order of printing"),
        ],
    },
    Described {
        noun: "chart",
        what: "A chart with its data.",
        fields: &[
            ("id", "string", "its id"),
            ("kind", "string", "`bar`, `stacked-bar`, `proportion`, `line` or `dot`"),
            ("title", "text", "what it shows"),
            ("subtitle", "text or none", "what is measured, in which unit and period"),
            ("source", "text or none", "where the data come from"),
            ("note", "text or none", "what a reader should know"),
            ("label", "text", "what the points are"),
            ("unit", "text", "what the values count"),
            (
                "groups",
                "list of text",
                "the names of the groups; empty where there is one value a point",
            ),
            ("points", "list of point", "the points in order"),
            ("total", "total or none", "the whole of a proportion"),
        ],
    },
    Described {
        noun: "point",
        what: "A point of a chart.",
        fields: &[
            ("label", "text", "what or when it is"),
            ("values", "list of value", "one, or as many as there are groups"),
        ],
    },
    Described {
        noun: "value",
        what: "A value of a point.",
        fields: &[
            ("number", "number", "the value"),
            ("shown", "text", "the value in the house's form"),
        ],
    },
    Described {
        noun: "total",
        what: "The whole of a proportion.",
        fields: &[
            ("value", "number", "the value"),
            ("measure", "measure", "the measure"),
        ],
    },
    Described {
        noun: "table",
        what: "A table.",
        fields: &[
            ("id", "string", "its id"),
            ("title", "text", "what it shows"),
            ("subtitle", "text or none", "what is measured"),
            ("columns", "list of column", "its columns; the first names the row"),
            ("rows", "list of lists of text", "its rows"),
            ("source", "text or none", "where the data come from"),
            ("note", "text or none", "what a reader should know"),
        ],
    },
    Described {
        noun: "column",
        what: "A column of a table.",
        fields: &[
            ("label", "text", "its header"),
            ("align", "string", "`left` or `right`"),
            ("unit", "text or none", "its unit"),
            ("width", "number", "how wide it should be beside the others: characters"),
        ],
    },
    Described {
        noun: "figure",
        what: "An image.",
        fields: &[
            ("id", "string", "its id"),
            ("path", "text", "the path by which Typst reads it"),
            ("alt", "text", "what a reader who cannot see it should be told"),
            ("caption", "text or none", "what it shows"),
            ("credit", "text or none", "who made it"),
        ],
    },
    Described {
        noun: "person",
        what: "A person with a role.",
        fields: &[
            ("name", "text", "the name, with honours"),
            ("role", "text", "the role"),
            ("organisation", "text or none", "where it is held"),
            ("note", "text or none", "what a reader should know"),
        ],
    },
    Described {
        noun: "part",
        what: "A named part of the organisation.",
        fields: &[("name", "text", "its name"), ("text", "prose", "what it does")],
    },
    Described {
        noun: "link",
        what: "A link of a link list.",
        fields: &[
            ("text", "text", "what it leads to"),
            ("url", "text or none", "the address, if it is known"),
            ("note", "text or none", "what a reader should know"),
        ],
    },
    Described {
        noun: "contact",
        what: "Whom to ask, and how.",
        fields: &[
            ("label", "text", "the way"),
            ("value", "text", "the number, address or name"),
            ("url", "text or none", "the address that it opens"),
        ],
    },
    Described {
        noun: "abbreviation",
        what: "An abbreviation.",
        fields: &[
            ("short", "text", "the abbreviation"),
            ("long", "text", "what it stands for"),
            ("note", "text or none", "what a reader should know"),
        ],
    },
    Described {
        noun: "source",
        what: "A document that figures come from.",
        fields: &[
            ("title", "text", "its title"),
            ("publisher", "text or none", "who published it"),
            ("published", "text or none", "when"),
            ("url", "text or none", "where it is"),
            ("note", "text or none", "what a reader should know"),
        ],
    },
    Described {
        noun: "brand",
        what: "The brand; only in `brand.typ.j2`.",
        fields: &[
            ("logo", "logo or none", "the logo"),
            ("medium", "string", "`screen`, or `print`, whose colours are inks"),
            (
                "colour",
                "text",
                "the brand colour, `#rrggbb`, or inks in per cent, `c m y k`; for `|colour`",
            ),
            ("ink", "text", "the colour of text"),
            ("priorities", "list of text", "the colours of the priorities"),
            ("chart", "list of text", "the colours of charts; empty for the theme's own"),
            ("text_face", "text", "the family for text"),
            ("display_face", "text", "the family for titles"),
        ],
    },
    Described {
        noun: "logo",
        what: "A logo.",
        fields: &[
            ("path", "text", "the path by which Typst reads it"),
            ("alt", "text", "what a reader who cannot see it should be told"),
        ],
    },
];

/// The nouns as a page of Markdown.
pub fn markdown() -> String {
    let mut page = String::from(include_str!("describe.md"));
    page.push_str("\n## What every template sees\n\n");
    rows(&mut page, TOP);
    for noun in NOUNS {
        // Writing to a string cannot fail.
        let _ = write!(page, "\n### {}\n\n{}\n\n", noun.noun, noun.what);
        rows(&mut page, noun.fields);
    }
    page
}

fn rows(page: &mut String, fields: &[(&str, &str, &str)]) {
    page.push_str("| field | kind | |\n|---|---|---|\n");
    for (name, kind, meaning) in fields {
        let _ = writeln!(page, "| `{name}` | {kind} | {meaning} |");
    }
}

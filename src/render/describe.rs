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
    (
        "document",
        "document",
        "what is typeset of the report; a part sees its fields by their own names; in the \
         report and in a brief",
    ),
    ("paper", "paper", "the paper; only in a paper"),
    ("pack", "pack", "the pack; only in a pack"),
];

/// Every noun, in the order of the documentation.
pub const NOUNS: &[Described] = &[
    Described {
        noun: "edition",
        what: "The document that is made.",
        fields: &[
            ("kind", "string", "`report`, `brief`, `sections`, `paper` or `pack`"),
            ("name", "string", "as on the command line, with hyphens: `brief-violence`"),
            ("title", "text", "its title"),
        ],
    },
    Described {
        noun: "document",
        what: "What is typeset of the report as a document of its own: an edition, or an \
               appendix of a paper.",
        fields: &[
            ("edition", "edition", "what it is"),
            (
                "prefix",
                "string",
                "what the names of its parts and of what can be linked to begin with",
            ),
            ("imprint", "list of entry", "the entries of the imprint page"),
            ("summary", "prose or none", "what the year was about"),
            (
                "year_in_figures",
                "list of measure",
                "the tiles of the year; in the report",
            ),
            ("sections", "list of section", "the sections in order; none in a brief"),
            ("brief", "brief or none", "the brief"),
            ("figures", "list of figure_group", "every measure that it prints"),
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
        ],
    },
    Described {
        noun: "paper",
        what: "A governance paper.",
        fields: &[
            ("id", "string", "its id"),
            ("prefix", "string", "what the names of its parts and links begin with"),
            ("title", "text", "its title"),
            ("body", "text or none", "the body of members that it goes to"),
            ("marking", "text or none", "the protective marking"),
            ("meeting", "fact_line or none", "the meeting"),
            ("reference", "fact_line or none", "its reference"),
            ("purpose", "text", "what it is for"),
            ("facts", "list of fact", "the cover sheet"),
            ("sections", "list of paper_section", "its body, numbered"),
            ("appendices", "list of appendix", "what is attached"),
        ],
    },
    Described {
        noun: "fact",
        what: "A fact of a cover sheet.",
        fields: &[
            ("field", "string", "the field that it is: `agenda_item`"),
            ("term", "text", "what it is called"),
            ("lines", "list of fact_line", "what it says"),
        ],
    },
    Described {
        noun: "fact_line",
        what: "A line of a fact.",
        fields: &[("pieces", "list of piece", "its pieces, one after the other")],
    },
    Described {
        noun: "piece",
        what: "A piece of a line.",
        fields: &[
            ("text", "text or none", "what it says; none where it is to be confirmed"),
            ("url", "text or none", "the address that it opens"),
        ],
    },
    Described {
        noun: "paper_section",
        what: "A numbered section of a paper; `content` is what `kind` says.",
        fields: &[
            ("number", "number", "its number, from 1"),
            ("field", "string", "the field that it is: `legal_comments`"),
            ("title", "text", "its title"),
            (
                "kind",
                "string",
                "`recommendations`, `entries`, `steps`, `appendices`, `background` or \
                 `signatures`",
            ),
            (
                "content",
                "any",
                "recommendations, none for appendices, or a list of paper_entry, step, link \
                 or signature",
            ),
        ],
    },
    Described {
        noun: "recommendations",
        what: "What members are asked to do.",
        fields: &[
            ("lead", "text", "the words before them"),
            ("items", "list of prose", "what they are asked, in order"),
        ],
    },
    Described {
        noun: "paper_entry",
        what: "A numbered paragraph of a paper, or a block between paragraphs.",
        fields: &[
            ("number", "string or none", "the number: `2.1`"),
            ("text", "prose or none", "the paragraph, and a list that goes with it"),
            ("block", "block or none", "the block"),
        ],
    },
    Described {
        noun: "step",
        what: "A step of a timetable.",
        fields: &[
            ("what", "text", "what is done"),
            ("who", "fact_line or none", "by whom"),
            ("when", "fact_line", "when"),
        ],
    },
    Described {
        noun: "signature",
        what: "Someone who signs a paper off.",
        fields: &[
            ("role", "text", "their role"),
            ("name", "piece or none", "their name"),
            ("date", "piece or none", "when they did"),
        ],
    },
    Described {
        noun: "appendix",
        what: "Something attached to a paper.",
        fields: &[
            ("letter", "string", "its letter"),
            ("label", "string", "`Appendix A`"),
            ("prefix", "string", "what the names of its parts and links begin with"),
            ("title", "text", "its title"),
            (
                "kind",
                "string",
                "`report`, `brief`, `sections`, `table`, `external` or `withheld`",
            ),
            ("what", "text", "that in a word"),
            (
                "description",
                "prose or none",
                "what it is; for one that is withheld, the ground",
            ),
            ("document", "document or none", "what it holds of the report"),
            ("table", "table or none", "the table that it is"),
            ("pages", "list of external_page", "the pages of an external PDF"),
            ("stamp", "string", "where they are stamped: `top`, `bottom` or `none`"),
        ],
    },
    Described {
        noun: "external_page",
        what: "A page of an external PDF.",
        fields: &[
            ("width", "number", "its width as it is shown, in points"),
            ("height", "number", "its height"),
            ("label", "text", "its own page number"),
        ],
    },
    Described {
        noun: "pack",
        what: "The papers of a meeting.",
        fields: &[
            ("id", "string", "its id"),
            ("title", "text", "its title"),
            ("body", "text or none", "the body of members that meets"),
            ("marking", "text or none", "the protective marking"),
            ("meeting", "fact_line", "the meeting"),
            ("date", "fact_line", "when it meets"),
            ("time", "fact_line or none", "at what time"),
            ("venue", "fact_line or none", "where"),
            ("note", "text or none", "what readers should know of it"),
            ("has_dividers", "boolean", "whether a page divides each item from the last"),
            ("supplement_to", "text or none", "the title of the pack that it adds to"),
            (
                "changes",
                "list of change or none",
                "what has changed since the pack that it replaces",
            ),
            ("items", "list of item", "the items of the agenda"),
        ],
    },
    Described {
        noun: "change",
        what: "What of a pack has changed since the one that it replaces.",
        fields: &[
            ("kind", "string", "`added`, `changed`, `moved` or `removed`"),
            ("word", "text", "that in a word"),
            ("item", "text", "which item"),
        ],
    },
    Described {
        noun: "item",
        what: "An item of an agenda.",
        fields: &[
            ("number", "text", "its number"),
            ("prefix", "string", "what the names of its parts and links begin with"),
            ("title", "text or none", "its title"),
            ("is_first", "boolean", "whether its paper is the first"),
            ("time", "fact_line or none", "at what time it is taken"),
            ("presenters", "list of fact_line", "who presents it"),
            ("purpose", "text or none", "what it is for"),
            ("note", "text or none", "what members should know"),
            (
                "after_page",
                "number or none",
                "in a supplement, the page that it goes after",
            ),
            ("withheld", "text or none", "on what ground it is withheld"),
            ("paper", "paper or none", "its paper"),
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

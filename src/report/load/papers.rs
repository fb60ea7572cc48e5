//! Papers: their sections by name, what is attached, and what may be to be confirmed.

use std::sync::Arc;

use crate::report::code;
use crate::report::declare::{Field, Noun, Rule, Scalar, Shape};
use crate::report::decode::scalars::word;
use crate::report::decode::{Cursor, Fields, Read, ReadFields, filled_list_of};
use crate::report::model::{
    Appendix, Block, Cover, Enclosure, Enquiries, External, FieldHeading, FilePath, Id,
    Known, Paper, PaperField, PaperKind, PaperPurpose, PaperSection, PaperSettings,
    PartTwo, Placed, Prose, Publication, PublicationStatus, Text, Visibility,
};
use crate::report::node::Value;
use crate::wording::letters;
use recto_pdf::join::{Survey, Tagging};

/// What stands in a field whose value is not known yet.
const PLACEHOLDER: &str = "to be confirmed";

impl<T: Read> Read for Known<T> {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::word(PLACEHOLDER), T::shape()])
    }

    fn read(at: &Cursor<'_>) -> Option<Self> {
        match &at.node().value {
            Value::Scalar(scalar)
                if scalar.text.trim().eq_ignore_ascii_case(PLACEHOLDER) =>
            {
                Some(Self::ToBeConfirmed(at.place()))
            }
            _ => T::read(at).map(Self::Said),
        }
    }
}

impl Cover {
    /// What a paper is for. Whether a purpose of the body's own is declared, validation asks.
    pub(in crate::report) fn purpose(at: &Cursor<'_>) -> Option<Text> {
        let id = Id::read(at)?;
        Some(Placed { value: id.value, place: id.place })
    }

    pub(in crate::report) fn purpose_shape() -> Shape {
        Shape::Either(vec![Id::shape(), PaperPurpose::shape()])
    }
}

impl PaperKind {
    /// What fields are called.
    pub(in crate::report) fn headings(
        fields: &mut Fields<'_>,
    ) -> Option<Vec<FieldHeading>> {
        PaperSettings::headings(fields)
    }

    pub(in crate::report) fn headings_fields() -> &'static [Field] {
        PaperSettings::headings_fields()
    }
}

impl PaperSettings {
    /// What fields are called.
    pub(in crate::report) fn headings(
        fields: &mut Fields<'_>,
    ) -> Option<Vec<FieldHeading>> {
        let read = fields.optional("headings", |at| {
            Fields::of(at)?.read_all(|fields| {
                let named = PaperField::all().filter_map(|field| {
                    let text = fields.optional(field.name(), Text::read)?;
                    Some(FieldHeading { field, text })
                });
                Some(named.collect())
            })
        });
        Some(read.unwrap_or_default())
    }

    pub(in crate::report) fn headings_fields() -> &'static [Field] {
        static FIELDS: &[Field] = &[Field::new(
            "headings",
            "What fields are called here: `legal_comments: Comments of the Monitoring Officer`.",
            || Shape::Each { of: PaperField::shape, text: Text::shape },
        )];
        FIELDS
    }
}

impl Paper {
    /// The sections that the usual fields are, and those of the paper's own.
    pub(in crate::report) fn sections(
        fields: &mut Fields<'_>,
    ) -> Option<Vec<PaperSection>> {
        let mut sections = Vec::new();
        for field in PaperField::PROSE {
            sections.extend(fields.optional(field.name(), |at| {
                let body = PaperSection::content(at)?;
                let (audience, place) = (Visibility::Public, at.place());
                let part_two = PartTwo::default();
                Some(PaperSection { field, title: None, body, audience, part_two, place })
            }));
        }
        sections.extend(fields.list("sections", PaperSection::read));
        Some(sections)
    }

    pub(in crate::report) fn sections_fields() -> &'static [Field] {
        const fn section(name: &'static str, doc: &'static str) -> Field {
            Field::new(name, doc, PaperSection::content_shape)
        }
        static FIELDS: &[Field] = &[
            section("summary", "The executive summary."),
            section("introduction", "Introduction and background."),
            section("options", "The options, and the preferred one."),
            section("objectives", "Objectives and expected outcomes."),
            section(
                "equality_comments",
                "Equality comments (Public Sector Equality Duty, Equality Act 2010 s.149).",
            ),
            section("financial_comments", "Financial comments."),
            section("legal_comments", "Legal comments."),
            section("risk", "Risk."),
            section("data_protection", "Data protection."),
            section("environment", "Environment."),
            section("consultation", "Consultation."),
            Field::new("sections", "Sections of its own.", Vec::<PaperSection>::shape),
        ];
        FIELDS
    }
}

impl PaperSection {
    pub(in crate::report) fn content_shape() -> Shape {
        Shape::Either(vec![Prose::shape(), Shape::list(Block::shape(), 1)])
    }

    /// The content of a section: prose, or a list of blocks.
    pub(in crate::report) fn content(at: &Cursor<'_>) -> Option<Vec<Block>> {
        match at.node().value {
            Value::List(_) => filled_list_of(Block::read)(at),
            Value::Scalar(_) | Value::Map(_) => {
                Some(vec![Block::Prose(Prose::read(at)?)])
            }
        }
    }
}

impl Enquiries {
    pub(in crate::report) const RULES: &[Rule] =
        &[Rule::AtLeastOne(&["name", "telephone", "email"])];

    /// An address of e-mail.
    pub(in crate::report) fn email(at: &Cursor<'_>) -> Option<Text> {
        let found = Text::read(at)?;
        let parts: Vec<_> = found.split('@').collect();
        let sound = matches!(parts[..], [name, host] if !name.is_empty() && host.contains('.'))
            && !found.contains(|c: char| c.is_whitespace() || c.is_control());
        if sound {
            return Some(found);
        }
        let message = format!("`email` is no address: `{}`", found.value);
        at.refuse(message, "write an address such as `enquiries@example.org`")
    }

    pub(in crate::report) fn email_shape() -> Shape {
        let address = r"^[^@\s]+@[^@\s]*\.[^@\s]*$";
        Shape::Scalar(Scalar::matching("e-mail address", address))
    }

    /// It says whom to ask.
    pub(in crate::report) fn somebody(
        fields: &mut Fields<'_>,
        name: &Option<Known<Text>>,
        telephone: &Option<Text>,
        email: &Option<Text>,
    ) -> Option<()> {
        if name.is_none() && telephone.is_none() && email.is_none() {
            let names = ["name", "telephone", "email"];
            let hint = "add `name`, `telephone` or `email`";
            fields.report_missing(&names, "`contact` says nobody to ask", hint);
        }
        Some(())
    }
}

impl Publication {
    /// What is not published in full has a reason, for which one word has no room.
    pub(in crate::report) fn says_why(at: &Cursor<'_>, status: &PublicationStatus) {
        if *status != PublicationStatus::Full {
            let name = status.name();
            let message = format!("`publication` is `{name}` without a reason");
            let hint = format!("write `{{status: {name}, reason: …}}`");
            at.report(code::MISSING_FIELD, message, hint);
        }
    }
}

/// The names of the fields that say what is attached; an appendix has one of them.
pub(super) const ENCLOSURES: [&str; 6] =
    ["report", "brief", "sections", "table", "text", "pdf"];

impl ReadFields for Enclosure {
    fn fields() -> &'static [Field] {
        Self::declared().fields
    }

    fn read_fields(fields: &mut Fields<'_>) -> Option<Self> {
        let given = ENCLOSURES.iter().filter(|name| fields.has(name)).count();
        if given != 1 {
            let message = match given {
                0 => "nothing says what is attached",
                _ => "more than one thing is attached",
            };
            let hint =
                "give it one of `report`, `brief`, `sections`, `table`, `text` and `pdf`";
            fields.report_choice(&ENCLOSURES, given == 0, message, hint);
        }
        let report = fields.optional("report", word("full")).map(Self::Report);
        let brief = fields.optional("brief", Id::read).map(Self::Brief);
        let sections = fields.optional("sections", filled_list_of(Id::read));
        let table = fields.optional("table", Id::read).map(Self::Table);
        let text = fields.optional("text", Self::content).map(Self::Text);
        let external = External::read_fields(fields).map(Self::External);
        report.or(brief).or(sections.map(Self::Sections)).or(table).or(text).or(external)
    }
}

impl Enclosure {
    /// Reads the fields that only some of what is attached has, where nothing is.
    pub(super) fn read_only_stamp(fields: &mut Fields<'_>) {
        let external = External::read_fields(fields);
        debug_assert!(external.is_none(), "no file is named");
    }

    pub(in crate::report) fn content(at: &Cursor<'_>) -> Option<Vec<Block>> {
        PaperSection::content(at)
    }

    pub(in crate::report) fn content_shape() -> Shape {
        PaperSection::content_shape()
    }
}

impl External {
    /// The file, and what it is.
    pub(in crate::report) fn attached(
        fields: &mut Fields<'_>,
    ) -> Option<(FilePath, Arc<Survey>)> {
        fields.optional("pdf", |at| {
            let file = FilePath::read(at)?;
            let survey = at.files()?.external(&file)?;
            Some((file, survey))
        })
    }

    pub(in crate::report) fn attached_fields() -> &'static [Field] {
        static FIELDS: &[Field] = &[Field::new(
            "pdf",
            "This PDF of another maker is attached, page for page.",
            FilePath::shape,
        )];
        FIELDS
    }
}

impl Appendix {
    pub(in crate::report) const RULES: &[Rule] = &[Rule::ExactlyOne(&ENCLOSURES)];

    /// Its letter, which is used up even by an appendix that cannot be read.
    pub(in crate::report) fn letter(at: &Cursor<'_>) -> Arc<str> {
        letters(at.position()).into()
    }

    /// A file has no title that could be its own. That it is missing has been said.
    pub(in crate::report) fn has_title(
        _: &mut Fields<'_>,
        content: &Option<Enclosure>,
        title: &Option<Text>,
    ) -> Option<()> {
        match content {
            Some(Enclosure::External(_)) => title.as_ref().map(|_| ()),
            _ => Some(()),
        }
    }

    /// A file that is not tagged has a description for those who cannot see it.
    pub(in crate::report) fn is_described(
        fields: &mut Fields<'_>,
        content: &Option<Enclosure>,
    ) -> Option<()> {
        needs_description(fields, content.as_ref());
        Some(())
    }
}

/// A file that is not tagged has a description for those who cannot see it.
pub(super) fn needs_description(fields: &mut Fields<'_>, content: Option<&Enclosure>) {
    let is_untagged = matches!(
        content,
        Some(Enclosure::External(external)) if external.survey.tagging == Tagging::Untagged
    );
    if is_untagged && !fields.has("description") {
        let message = "the file is not tagged, and nothing says what it is";
        let hint = "add `description`, for those who cannot see it";
        fields.report_missing(&["description"], message, hint);
    }
}

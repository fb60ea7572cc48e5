//! Passages: every piece of text that a reader of the report sees, in the order of the
//! report, as it prints.
//!
//! Rules about words read passages. A passage knows which of its bytes an author typed and
//! which a measure printed, and finds its bytes again in the file that it was typed in.

mod locate;

use std::ops::Range;

use crate::diagnostic::{Place, SourceTexts};
use crate::report::measure::{Context, written};
use crate::report::{
    Block, Highlight, Id, Inline, Line, Locale, MeasureForm, OrgUnit, Pack, Paper,
    Priority, Prose, ProseBlock, Section, Text, ValidReport,
};

/// What a passage is in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A paragraph of running text, of a list or of a footnote.
    Paragraph,
    /// A heading or a title, of the report, a section, a table or a chart.
    Title,
    /// The phrase that a highlight starts with, a caption, a note.
    Line,
    /// A cell of a table.
    Cell,
    /// What stands for an image.
    Alternative,
    /// The text of a link in a list of links.
    LinkText,
    /// A name: of a measure, a person, a part, a column, a point.
    Name,
}

/// One paragraph or line, as it prints.
#[derive(Debug, Clone)]
pub struct Passage<'r> {
    /// What it is.
    pub kind: Kind,
    /// Where it stands: the field that it is (a part of).
    pub place: &'r Place,
    /// Its text, the measures printed in the house's form.
    pub text: String,
    /// The measures in it, in order.
    pub measures: Vec<PrintedMeasure<'r>>,
    /// The links in it, in order.
    pub links: Vec<LinkedText<'r>>,
    /// The section that it stands in, by position from 0; `None` for what is in none.
    pub section: Option<usize>,
}

/// A measure where a passage prints it.
#[derive(Debug, Clone)]
pub struct PrintedMeasure<'r> {
    /// The bytes of the passage's text.
    pub range: Range<usize>,
    /// Which measure.
    pub id: &'r Id,
    /// In which form.
    pub form: MeasureForm,
}

/// A link where a passage has it.
#[derive(Debug, Clone)]
pub struct LinkedText<'r> {
    /// The bytes of the passage's text.
    pub range: Range<usize>,
    /// The address.
    pub url: &'r str,
}

impl Passage<'_> {
    /// Whether an author typed all of some bytes.
    pub fn is_typed(&self, range: &Range<usize>) -> bool {
        !self.measures.iter().any(|measure| {
            measure.range.start < range.end && range.start < measure.range.end
        })
    }

    /// Where some of its bytes stand in their file. Bytes that a measure printed stand
    /// where its reference does; it is the whole field where nothing can be found.
    pub fn place_of(&self, range: &Range<usize>, texts: &SourceTexts) -> Place {
        let place = self.place.clone();
        let found = texts.excerpt(&place).and_then(|typed| self.find(range, typed));
        match (found, place.span()) {
            (Some(found), Some(span)) => {
                let bytes = span.start + found.start..span.start + found.end;
                place.narrowed(bytes)
            }
            _ => place,
        }
    }
}

/// Every passage of a report, in its order.
pub fn passages<'r>(report: &'r ValidReport, locale: &'r Locale) -> Vec<Passage<'r>> {
    let mut reader = Reader { report, locale, section: None, found: Vec::new() };
    reader.front_matter();
    for measure in &report.measures {
        reader.name(&measure.label);
        reader.names([&measure.period, &measure.published_as]);
        reader.line(Kind::Line, measure.note.as_ref());
        if let Some(comparator) = &measure.comparator {
            reader.name(&comparator.label);
        }
    }
    reader.drawn();
    for person in &report.people {
        reader.name(&person.role);
        reader.line(Kind::Line, person.note.as_ref());
    }
    for link in &report.links {
        reader.line(Kind::LinkText, Some(&link.text));
        reader.line(Kind::Line, link.note.as_ref());
    }
    for (index, section) in report.sections.iter().enumerate() {
        reader.section = Some(index);
        match section {
            Section::Plain(section) => {
                reader.text(Kind::Title, &section.title);
                reader.prose(section.lead.as_ref());
                reader.blocks(&section.body);
            }
            Section::Priority(priority) => reader.priority(priority),
        }
    }
    reader.section = None;
    report.papers.iter().for_each(|paper| reader.paper(paper));
    report.packs.iter().for_each(|pack| reader.pack(pack));
    reader.found
}

struct Reader<'r> {
    report: &'r ValidReport,
    locale: &'r Locale,
    section: Option<usize>,
    found: Vec<Passage<'r>>,
}

impl<'r> Reader<'r> {
    fn front_matter(&mut self) {
        let report = self.report;
        self.text(Kind::Title, &report.title);
        self.names([&report.subtitle, &report.subject]);
        self.prose(report.summary.as_ref());
        for entry in &report.imprint {
            self.name(&entry.term);
            self.prose(Some(&entry.text));
        }
        for source in &report.sources {
            self.name(&source.title);
            self.line(Kind::Line, source.note.as_ref());
        }
    }

    fn paper(&mut self, paper: &'r Paper) {
        let cover = &paper.cover;
        self.text(Kind::Title, &paper.title);
        cover.considered_by.iter().for_each(|it| self.line(Kind::Line, Some(&it.body)));
        self.line(Kind::Line, cover.lateness.as_ref());
        for recommendation in paper.recommendations.iter().flat_map(|it| &it.items) {
            self.prose(Some(recommendation));
        }
        for section in &paper.sections {
            if let Some(title) = &section.title {
                self.text(Kind::Title, title);
            }
            self.blocks(&section.body);
        }
        paper.next_steps.iter().for_each(|step| self.line(Kind::Line, Some(&step.what)));
        for appendix in &paper.appendices {
            if let Some(title) = &appendix.title {
                self.text(Kind::Title, title);
            }
            self.prose(appendix.description.as_ref());
        }
        for background in &paper.background_papers {
            self.line(Kind::LinkText, Some(&background.title));
            self.line(Kind::Line, background.note.as_ref());
        }
    }

    fn pack(&mut self, pack: &'r Pack) {
        self.text(Kind::Title, &pack.title);
        self.line(Kind::Line, pack.note.as_ref());
        for item in &pack.items {
            if let Some(title) = &item.title {
                self.text(Kind::Title, title);
            }
            self.line(Kind::Line, item.note.as_ref());
        }
    }

    /// Series, charts, tables and images.
    fn drawn(&mut self) {
        let report = self.report;
        for series in &report.series {
            self.name(&series.label);
            series.points.iter().for_each(|point| self.name(&point.label));
        }
        for chart in &report.charts {
            self.line(Kind::Title, Some(&chart.title));
            self.line(Kind::Line, chart.subtitle.as_ref());
            self.line(Kind::Line, chart.note.as_ref());
        }
        for table in &report.tables {
            self.line(Kind::Title, Some(&table.title));
            self.line(Kind::Line, table.subtitle.as_ref());
            table.columns.iter().for_each(|column| self.name(&column.label));
            let cells = table.rows.iter().flatten();
            cells.for_each(|cell| self.line(Kind::Cell, Some(cell)));
            self.line(Kind::Line, table.note.as_ref());
        }
        for figure in &report.figures {
            self.line(Kind::Alternative, Some(&figure.alt));
            self.line(Kind::Line, figure.caption.as_ref());
        }
    }

    fn priority(&mut self, priority: &'r Priority) {
        self.text(Kind::Title, &priority.name);
        if let Some(title) = &priority.title {
            self.text(Kind::Title, title);
        }
        self.prose(Some(&priority.summary));
        self.prose(priority.introduction.as_ref());
        self.highlights(&priority.highlights);
        self.blocks(&priority.body);
        if let Some(title) = &priority.brief.title {
            self.text(Kind::Title, title);
        }
        self.prose(priority.brief.context.as_ref());
        if let Some(body) = &priority.brief.body {
            self.blocks(body);
        }
    }

    fn highlights(&mut self, highlights: &'r [Highlight]) {
        for highlight in highlights {
            self.line(Kind::Line, highlight.lead.as_ref());
            self.prose(Some(&highlight.text));
            self.highlights(&highlight.items);
            self.blocks(&highlight.then);
        }
    }

    fn blocks(&mut self, blocks: &'r [Block]) {
        for block in blocks {
            match block {
                Block::Heading(heading) => self.text(Kind::Title, heading),
                Block::Prose(prose) => self.prose(Some(prose)),
                Block::OrgUnits(parts) => {
                    for OrgUnit { name, text, .. } in parts {
                        self.name(name);
                        self.prose(Some(text));
                    }
                }
                // What stands here by id is read where it is written.
                Block::Measures(_)
                | Block::Chart(_)
                | Block::Table(_)
                | Block::Figure(_)
                | Block::People(_)
                | Block::Priorities(_)
                | Block::Links(_)
                | Block::Contacts(_) => {}
            }
        }
    }

    fn name(&mut self, text: &'r Text) {
        self.text(Kind::Name, text);
    }

    fn names<const COUNT: usize>(&mut self, texts: [&'r Option<Text>; COUNT]) {
        texts.into_iter().flatten().for_each(|text| self.name(text));
    }

    fn text(&mut self, kind: Kind, text: &'r Text) {
        let mut passage = self.passage(kind, &text.place);
        passage.text.push_str(&text.value);
        self.found.push(passage);
    }

    fn line(&mut self, kind: Kind, line: Option<&'r Line>) {
        let Some(line) = line else { return };
        let mut passage = self.passage(kind, &line.place);
        self.inlines(&line.content, Context::Display, &mut passage, &mut Vec::new());
        self.found.push(passage);
    }

    fn prose(&mut self, prose: Option<&'r Prose>) {
        if let Some(prose) = prose {
            self.prose_blocks(&prose.blocks, &prose.place);
        }
    }

    fn prose_blocks(&mut self, blocks: &'r [ProseBlock], place: &'r Place) {
        for block in blocks {
            match block {
                ProseBlock::Paragraph(inlines) => {
                    let mut passage = self.passage(Kind::Paragraph, place);
                    let mut notes = Vec::new();
                    self.inlines(inlines, Context::Prose, &mut passage, &mut notes);
                    self.found.push(passage);
                    notes.into_iter().for_each(|note| self.prose_blocks(note, place));
                }
                ProseBlock::List { items, .. } => {
                    items.iter().for_each(|item| self.prose_blocks(item, place));
                }
            }
        }
    }

    fn inlines(
        &self,
        inlines: &'r [Inline],
        context: Context,
        passage: &mut Passage<'r>,
        notes: &mut Vec<&'r [ProseBlock]>,
    ) {
        for inline in inlines {
            let start = passage.text.len();
            match inline {
                Inline::Text(text) => passage.text.push_str(text),
                Inline::Emphasis(inner) | Inline::Strong(inner) => {
                    self.inlines(inner, context, passage, notes);
                }
                Inline::Link { url, content } => {
                    self.inlines(content, context, passage, notes);
                    let range = start..passage.text.len();
                    passage.links.push(LinkedText { range, url: &url.value });
                }
                Inline::Measure { id, form } => {
                    let measure = self.report.measure(&id.value);
                    let style = &self.report.brand.style;
                    let text = written(measure, *form, style, self.locale, context);
                    passage.text.push_str(&text);
                    let range = start..passage.text.len();
                    passage.measures.push(PrintedMeasure { range, id, form: *form });
                }
                Inline::Footnote(blocks) => notes.push(blocks),
            }
        }
    }

    fn passage(&self, kind: Kind, place: &'r Place) -> Passage<'r> {
        Passage {
            kind,
            place,
            text: String::new(),
            measures: Vec::new(),
            links: Vec::new(),
            section: self.section,
        }
    }
}

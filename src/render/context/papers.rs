//! Papers as nouns: their facts, their numbered sections, and what is attached.
//!
//! What a paper attaches of the report is a document of its own, with abbreviations spelt
//! out anew: a reader may open an appendix alone.

use std::sync::Arc;

use minijinja::Value;

use super::super::value::{Noun, optional, text};
use super::{Builder, document, optional_text, typed};
use crate::diagnostic::Place;
use crate::edition::Selection;
use crate::report::{
    Appendix, Block, Cover, Enclosure, External, Known, Line, Officer, Paper, PaperField,
    PaperPurpose, PaperSection, Placed, Prose, ProseBlock, measure,
};
use recto_pdf::join::Sheet;

/// A piece of a fact: what is said, or that it is to be confirmed.
fn piece(content: Option<Value>, url: Option<Value>) -> Value {
    Noun::value("piece", vec![("text", optional(content)), ("url", optional(url))])
}

fn said(content: impl Into<Arc<str>>, place: &Place) -> Value {
    piece(Some(text(content, place)), None)
}

/// A line of pieces.
pub(super) fn line_of(pieces: Vec<Value>) -> Value {
    Noun::value("fact_line", vec![("pieces", pieces.into_iter().collect())])
}

impl<'r> Builder<'r> {
    /// A paper, as a document or as the paper of an item. `prefix` begins the names of
    /// everything in it.
    pub(super) fn paper(
        &mut self,
        selection: &Selection<'r>,
        paper: &'r Paper,
        prefix: &str,
    ) -> Value {
        let report = self.report;
        let settings = &report.paper_settings;
        let body = settings.body.as_ref().or(Some(&report.brand.publisher.name));
        let marking = paper.marking.as_ref().or(report.marking.as_ref());
        let facts = self.facts(paper);
        let mut sections = Vec::new();
        for field in settings.ordered(&PaperField::BODY) {
            self.field_sections(paper, field, &mut sections);
        }
        let appendices = paper
            .appendices
            .iter()
            .map(|appendix| self.appendix(selection, appendix, prefix))
            .collect();
        Noun::value(
            "paper",
            vec![
                ("id", Value::from(&*paper.id.value)),
                ("prefix", Value::from(prefix)),
                ("title", typed(&paper.title)),
                ("body", optional_text(body)),
                ("marking", optional_text(marking)),
                ("meeting", self.known_line(Some(&paper.cover.meeting))),
                ("reference", self.known_line(paper.cover.reference.as_ref())),
                ("purpose", self.purpose(paper.cover.purpose.value)),
                ("facts", facts),
                ("sections", sections.into_iter().collect()),
                ("appendices", appendices),
            ],
        )
    }

    pub(super) fn purpose(&self, purpose: PaperPurpose) -> Value {
        Value::from(self.locale.word(&format!("purpose-{}", purpose.name())))
    }

    /// What a field is called.
    fn heading(&self, field: PaperField) -> Value {
        match self.report.paper_settings.heading(field) {
            Some(heading) => typed(heading),
            None => Value::from(self.locale.word(&field.word())),
        }
    }

    /// A line that may be to be confirmed, as a line of a fact; `none` where it is not
    /// there.
    pub(super) fn known_line(&mut self, line: Option<&Known<Line>>) -> Value {
        optional(line.map(|line| self.fact_line(line)))
    }

    pub(super) fn fact_line(&mut self, line: &Known<Line>) -> Value {
        line_of(vec![match line {
            Known::Said(line) => piece(Some(self.line(line)), None),
            Known::ToBeConfirmed(_) => piece(None, None),
        }])
    }

    pub(super) fn day(&self, day: &Known<Placed<time::Date>>) -> Value {
        match day {
            Known::Said(day) => said(measure::day(day.value, self.locale), &day.place),
            Known::ToBeConfirmed(_) => piece(None, None),
        }
    }

    pub(super) fn officer(&self, officer: &Known<Officer>) -> Value {
        let Known::Said(officer) = officer else {
            return line_of(vec![piece(None, None)]);
        };
        let role = piece(Some(typed(&officer.role)), None);
        let Some(name) = &officer.name else { return line_of(vec![role]) };
        let name = match name {
            Known::Said(name) => piece(Some(typed(name)), None),
            Known::ToBeConfirmed(_) => piece(None, None),
        };
        line_of(vec![name, said(", ", &officer.role.place), role])
    }

    pub(super) fn officers(&self, officers: &[Known<Officer>]) -> Vec<Value> {
        officers.iter().map(|officer| self.officer(officer)).collect()
    }

    /// The facts of a cover sheet, in the order of the body of members.
    fn facts(&mut self, paper: &Paper) -> Value {
        let fields = self.report.paper_settings.ordered(&PaperField::COVER);
        let mut facts = Vec::new();
        for field in fields {
            let lines = self.fact(paper, field);
            if !lines.is_empty() {
                facts.push(Noun::value(
                    "fact",
                    vec![
                        ("field", Value::from(field.name())),
                        ("term", self.heading(field)),
                        ("lines", lines.into_iter().collect()),
                    ],
                ));
            }
        }
        facts.into_iter().collect()
    }

    fn fact(&mut self, paper: &Paper, field: PaperField) -> Vec<Value> {
        let cover = &paper.cover;
        let known = |line: &Option<Known<Line>>, builder: &mut Self| {
            line.iter().map(|line| builder.fact_line(line)).collect()
        };
        match field {
            PaperField::Meeting => vec![self.fact_line(&cover.meeting)],
            PaperField::Date => vec![line_of(vec![self.day(&cover.date)])],
            PaperField::AgendaItem => known(&cover.agenda_item, self),
            PaperField::Reference => known(&cover.reference, self),
            PaperField::DecisionMaker => known(&cover.decision_maker, self),
            PaperField::ReportOf => self.officers(&cover.report_of),
            PaperField::PresentedBy => self.officers(&cover.presented_by),
            PaperField::PreparedBy => self.officers(&cover.prepared_by),
            PaperField::Purpose => {
                let purpose = self.purpose(cover.purpose.value);
                vec![line_of(vec![piece(Some(purpose), None)])]
            }
            PaperField::Contact => self.enquiries(cover),
            PaperField::ConsideredBy => self.considerations(cover),
            PaperField::Areas => {
                cover.areas.iter().map(|area| self.plain_line(area)).collect()
            }
            PaperField::Lateness => {
                cover.lateness.iter().map(|line| self.plain_line(line)).collect()
            }
            PaperField::Publication => self.publication(cover),
            PaperField::Deferral => self.deferral(cover),
            PaperField::PartTwo => {
                let word =
                    if paper.is_partly_restricted() { "yes-part-two" } else { "no" };
                vec![line_of(vec![piece(
                    Some(Value::from(self.locale.word(word))),
                    None,
                )])]
            }
            // The rest is the body.
            _ => Vec::new(),
        }
    }

    fn plain_line(&mut self, line: &Line) -> Value {
        line_of(vec![piece(Some(self.line(line)), None)])
    }

    fn enquiries(&self, cover: &Cover) -> Vec<Value> {
        let Some(contact) = &cover.contact else { return Vec::new() };
        let Known::Said(contact) = contact else {
            return vec![line_of(vec![piece(None, None)])];
        };
        let name = contact.name.iter().map(|name| match name {
            Known::Said(name) => piece(Some(typed(name)), None),
            Known::ToBeConfirmed(_) => piece(None, None),
        });
        let telephone = contact.telephone.iter().map(|number| {
            let dialled: String = number
                .value
                .chars()
                .filter(|c| c.is_ascii_digit() || *c == '+')
                .collect();
            let url = text(format!("tel:{dialled}"), &number.place);
            piece(Some(typed(number)), Some(url))
        });
        let email = contact.email.iter().map(|address| {
            let url = text(format!("mailto:{}", address.value), &address.place);
            piece(Some(typed(address)), Some(url))
        });
        name.chain(telephone).chain(email).map(|piece| line_of(vec![piece])).collect()
    }

    fn considerations(&mut self, cover: &Cover) -> Vec<Value> {
        let mut lines = Vec::new();
        for it in &cover.considered_by {
            let mut pieces = vec![piece(Some(self.line(&it.body)), None)];
            if let Some(date) = &it.date {
                pieces.push(said(", ", &it.body.place));
                pieces.push(self.day(date));
            }
            lines.push(line_of(pieces));
        }
        lines
    }

    fn publication(&mut self, cover: &Cover) -> Vec<Value> {
        let Some(publication) = &cover.publication else { return Vec::new() };
        let word = format!("publication-{}", publication.status.name());
        let word = self.locale.word(&word).to_owned();
        let mut pieces = vec![said(word, &publication.place)];
        if let Some(reason) = &publication.reason {
            pieces.push(said(": ", &reason.place));
            pieces.push(piece(Some(self.line(reason)), None));
        }
        vec![line_of(pieces)]
    }

    fn deferral(&mut self, cover: &Cover) -> Vec<Value> {
        let Some(deferral) = &cover.deferral else { return Vec::new() };
        let until = format!("{} ", self.locale.word("until"));
        let mut pieces =
            vec![piece(Some(Value::from(until)), None), self.day(&deferral.until)];
        if let Some(reason) = &deferral.reason {
            pieces.push(said(": ", &reason.place));
            pieces.push(piece(Some(self.line(reason)), None));
        }
        vec![line_of(pieces)]
    }

    /// The sections that a field of the body is; each is numbered.
    fn field_sections(
        &mut self,
        paper: &'r Paper,
        field: PaperField,
        all: &mut Vec<Value>,
    ) {
        match field {
            PaperField::Recommendations => {
                let Some(recommendations) = &paper.recommendations else { return };
                let lead = recommendations.lead.as_ref();
                let lead = lead.or(self.report.paper_settings.lead.as_ref());
                let lead = match lead {
                    Some(lead) => self.line(lead),
                    None => Value::from(self.locale.word("recommendations-lead")),
                };
                let items =
                    recommendations.items.iter().map(|it| self.prose(it)).collect();
                let content = Noun::value(
                    "recommendations",
                    vec![("lead", lead), ("items", items)],
                );
                self.section("recommendations", field, None, content, all);
            }
            PaperField::NextSteps if paper.has(field) => {
                let mut steps = Vec::new();
                for step in &paper.next_steps {
                    steps.push(Noun::value(
                        "step",
                        vec![
                            ("what", self.line(&step.what)),
                            ("who", self.known_line(step.who.as_ref())),
                            ("when", self.fact_line(&step.when)),
                        ],
                    ));
                }
                let steps: Value = steps.into_iter().collect();
                self.section("steps", field, None, steps, all);
            }
            PaperField::Appendices if paper.has(field) => {
                self.section("appendices", field, None, Value::from(()), all);
            }
            PaperField::BackgroundPapers if paper.has(field) => {
                let mut papers = Vec::new();
                for background in &paper.background_papers {
                    let url = background.url.as_ref().map(|url| typed(&url.text()));
                    papers.push(Noun::value(
                        "link",
                        vec![
                            ("text", self.line(&background.title)),
                            ("url", optional(url)),
                            ("note", self.optional_line(background.note.as_ref())),
                        ],
                    ));
                }
                let papers: Value = papers.into_iter().collect();
                self.section("background", field, None, papers, all);
            }
            PaperField::SignOff if paper.has(field) => {
                let mut signatures = Vec::new();
                for signature in &paper.sign_off {
                    let name = signature.name.as_ref().map(|name| match name {
                        Known::Said(name) => piece(Some(typed(name)), None),
                        Known::ToBeConfirmed(_) => piece(None, None),
                    });
                    let date = signature.date.as_ref().map(|date| self.day(date));
                    signatures.push(Noun::value(
                        "signature",
                        vec![
                            ("role", self.line(&signature.role)),
                            ("name", optional(name)),
                            ("date", optional(date)),
                        ],
                    ));
                }
                let signatures: Value = signatures.into_iter().collect();
                self.section("signatures", field, None, signatures, all);
            }
            prose => {
                for section in paper.sections.iter().filter(|it| it.field == prose) {
                    let content = self.entries(section, all.len() + 1);
                    self.section("entries", prose, section.title.as_ref(), content, all);
                }
            }
        }
    }

    fn section(
        &self,
        kind: &str,
        field: PaperField,
        title: Option<&crate::report::Text>,
        content: Value,
        all: &mut Vec<Value>,
    ) {
        let title = title.map_or_else(|| self.heading(field), typed);
        let number = all.len() + 1;
        all.push(Noun::value(
            "paper_section",
            vec![
                ("number", Value::from(number)),
                ("field", Value::from(field.name())),
                ("title", title),
                ("kind", Value::from(kind)),
                ("content", content),
            ],
        ));
    }

    /// The content of a section with its paragraphs numbered: a list goes with the
    /// paragraph that it follows.
    fn entries(&mut self, section: &PaperSection, number: usize) -> Value {
        let mut entries = Vec::new();
        let mut count = 0;
        for block in &section.body {
            let Block::Prose(prose) = block else {
                entries.push(Noun::value(
                    "paper_entry",
                    vec![
                        ("number", Value::from(())),
                        ("text", Value::from(())),
                        ("block", self.block(block)),
                    ],
                ));
                continue;
            };
            let mut pieces: Vec<Vec<ProseBlock>> = Vec::new();
            for block in &prose.blocks {
                match (block, pieces.last_mut()) {
                    (ProseBlock::List { .. }, Some(last)) => last.push(block.clone()),
                    _ => pieces.push(vec![block.clone()]),
                }
            }
            for blocks in pieces {
                count += 1;
                let piece = Prose { blocks, place: prose.place.clone() };
                entries.push(Noun::value(
                    "paper_entry",
                    vec![
                        ("number", Value::from(format!("{number}.{count}"))),
                        ("text", self.prose(&piece)),
                        ("block", Value::from(())),
                    ],
                ));
            }
        }
        entries.into_iter().collect()
    }

    fn appendix(
        &mut self,
        selection: &Selection<'r>,
        appendix: &'r Appendix,
        prefix: &str,
    ) -> Value {
        let report = self.report;
        let locale = self.locale;
        let letter = &appendix.letter;
        let prefix = format!("{prefix}{}-", letter.to_lowercase());
        let label = format!("{} {letter}", locale.word("appendix"));
        let mut table = None;
        let mut pages = Vec::new();
        let (kind, what, own_title) = match &appendix.content {
            Enclosure::Report(_) => ("report", "report", Some(typed(&report.title))),
            Enclosure::Brief(_) => ("brief", "brief", None),
            Enclosure::Sections(_) => ("sections", "extract", Some(typed(&report.title))),
            Enclosure::Table(id) => {
                let found = report.table(&id.value);
                table = Some(Builder::new(report, locale).table(found));
                ("table", "table", Some(Builder::new(report, locale).line(&found.title)))
            }
            Enclosure::External(external) => {
                pages = external_pages(external);
                ("external", "document", None)
            }
            Enclosure::Withheld => ("withheld", "withheld", None),
        };
        let attached = selection.attached(appendix);
        let own_title = own_title.or_else(|| {
            let attached = attached?;
            Some(text(attached.title(), super::edition_title_place(&attached)))
        });
        let title = appendix.title.as_ref().map(typed).or(own_title);
        let document = attached.map(|selection| document(&selection, locale, &prefix));
        let stamp = match &appendix.content {
            Enclosure::External(external) => external.stamp.name(),
            _ => "top",
        };
        let what = locale.word(what).to_owned();
        Noun::value(
            "appendix",
            vec![
                ("letter", Value::from(&**letter)),
                ("label", Value::from(label)),
                ("prefix", Value::from(prefix)),
                ("title", title.unwrap_or_else(|| Value::from(what.clone()))),
                ("kind", Value::from(kind)),
                ("what", Value::from(what)),
                ("description", self.optional_prose(appendix.description.as_ref())),
                ("document", optional(document)),
                ("table", optional(table)),
                ("pages", pages.into_iter().collect()),
                ("stamp", Value::from(stamp)),
            ],
        )
    }
}

/// The pages of an external PDF, in order.
fn external_pages(external: &External) -> Vec<Value> {
    let page = |sheet: &Sheet| {
        Noun::value(
            "external_page",
            vec![
                ("width", Value::from(sheet.width)),
                ("height", Value::from(sheet.height)),
                ("label", text(sheet.label.clone(), &external.file.place)),
            ],
        )
    };
    external.survey.sheets.iter().map(page).collect()
}

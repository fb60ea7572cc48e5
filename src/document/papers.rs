//! Papers: their facts, their numbered sections, and what is attached.
//!
//! What a paper attaches of the report is a document of its own, with abbreviations spelt
//! out anew: a reader may open an appendix alone.

use std::sync::Arc;

use recto_macros::Shown;
use time::Date;

use super::attached::Appendix;
use super::blocks::Block;
use super::builder::{Builder, optional_text, shared};
use super::exempt::Exempt;
use super::measure::Measure;
use super::noun::{Value, Valued};
use super::simple::Simple;
use super::text::{Prose, Text};
use crate::diagnostic::Place;
use crate::edition::Selection;
use crate::report::agenda::Surroundings;
use crate::report::grounds::Grounds;
use crate::report::{
    self, Cover, Enquiries, Known, Line, Officer, PaperField, PartTwo, Placed,
    ProseBlock, Withholding,
};

/// A governance paper.
#[derive(Debug, Clone, Shown)]
pub struct Paper {
    /// Its id.
    pub id: Arc<str>,
    /// What the names of its parts and links begin with.
    #[shown(aside)]
    pub prefix: Arc<str>,
    /// Its title.
    pub title: Text,
    /// The body of members that it goes to.
    pub body: Option<Text>,
    /// The protective marking.
    pub marking: Option<Text>,
    /// The protective marking that it gives itself.
    pub own_marking: Option<Text>,
    /// The meeting.
    pub meeting: Arc<FactLine>,
    /// Its reference.
    pub reference: Option<Arc<FactLine>>,
    /// What the body calls papers of its kind.
    pub kind: Option<Text>,
    /// What it is for.
    pub purpose: Text,
    /// The cover sheet.
    pub facts: Vec<Arc<Fact>>,
    /// Its body, numbered.
    pub sections: Vec<Arc<PaperSection>>,
    /// What is attached.
    pub appendices: Vec<Arc<Appendix>>,
    /// What its copies say where all of it is withheld from the public.
    pub exempt: Option<Arc<Exempt>>,
    /// The sections that are withheld from the public, as a paper of these alone, whose pages
    /// follow those of the paper.
    pub exempt_part: Option<Arc<Paper>>,
    /// Whether it has pages that are withheld from the public.
    #[shown(aside)]
    pub has_exempt_pages: bool,
    /// Whether those are all that is made of it.
    #[shown(aside)]
    pub has_exempt_pages_alone: bool,
    /// The measures that it prints, without those of what is attached.
    #[shown(skip)]
    pub printed: Vec<Arc<Measure>>,
}

/// A fact of a cover sheet.
#[derive(Debug, Shown)]
pub struct Fact {
    /// The field that it is: `agenda_item`.
    pub field: &'static str,
    /// What it is called.
    pub term: Text,
    /// What it says.
    pub lines: Vec<Arc<FactLine>>,
}

/// A line of a fact.
#[derive(Debug, Shown)]
pub struct FactLine {
    /// Its pieces, one after the other.
    pub pieces: Vec<Arc<Piece>>,
}

/// A piece of a line.
#[derive(Debug, Shown)]
pub struct Piece {
    /// What it says; none where it is to be confirmed.
    pub text: Option<Text>,
    /// The address that it opens.
    pub url: Option<Text>,
}

/// A document that a paper relies on is drawn as a link.
type Link = Simple<report::BackgroundPaper>;

/// A numbered section of a paper; `content` is what `kind` says.
#[derive(Debug, Clone, Shown)]
pub struct PaperSection {
    /// Its number, from 1.
    pub number: usize,
    /// The field that it is: `legal_comments`.
    pub field: &'static str,
    /// Its title: a heading of the first level.
    pub title: Text,
    /// `recommendations`, `entries`, `steps`, `appendices`, `background` or `signatures`.
    pub kind: &'static str,
    /// Recommendations, none for appendices, or a list of `paper_entry`, `step`, `link` or
    /// `signature`.
    #[shown(holds(Recommendations, PaperEntry, Step, Link, Signature))]
    pub content: Value,
    /// What a copy that has it says where it is withheld from the public.
    pub exempt: Option<Arc<Exempt>>,
    /// In such a copy, the name of the place where the whole of it stands.
    #[shown(aside)]
    pub exempt_at: Option<Arc<str>>,
}

/// What members are asked to do.
#[derive(Debug, Shown)]
pub struct Recommendations {
    /// The words before them.
    pub lead: Text,
    /// How they are numbered: `(a)`, `(1)`, `1.`, `(i)`, `i.`, `paragraphs` or `bullets`.
    pub lettering: &'static str,
    /// What they are asked, in order.
    pub items: Vec<Prose>,
}

/// A numbered paragraph of a paper, or a block between paragraphs.
#[derive(Debug, Shown)]
pub struct PaperEntry {
    /// The number: `2.1`.
    pub number: Option<Arc<str>>,
    /// The paragraph, and a list that goes with it.
    pub text: Option<Prose>,
    /// The block.
    pub block: Option<Arc<Block>>,
}

/// A step of a timetable.
#[derive(Debug, Shown)]
pub struct Step {
    /// What is done.
    pub what: Text,
    /// By whom.
    pub who: Option<Arc<FactLine>>,
    /// When.
    pub when: Arc<FactLine>,
}

/// Someone who signs a paper off.
#[derive(Debug, Shown)]
pub struct Signature {
    /// Their role.
    pub role: Text,
    /// Their name.
    pub name: Option<Arc<Piece>>,
    /// When they did.
    pub date: Option<Arc<Piece>>,
}

/// A piece that says something.
pub(super) fn said(text: Text) -> Arc<Piece> {
    Arc::new(Piece { text: Some(text), url: None })
}

/// What stands between two pieces.
pub(super) fn between(text: &str, place: &Place) -> Arc<Piece> {
    said(Text::at(text, place))
}

/// A piece that is to be confirmed.
fn to_be_confirmed() -> Arc<Piece> {
    Arc::new(Piece { text: None, url: None })
}

/// A piece of what may be to be confirmed.
fn known<T>(known: &Known<T>, text: impl FnOnce(&T) -> Text) -> Arc<Piece> {
    match known {
        Known::Said(it) => said(text(it)),
        Known::ToBeConfirmed(_) => to_be_confirmed(),
    }
}

/// A line of pieces.
pub(super) fn line_of(pieces: Vec<Arc<Piece>>) -> Arc<FactLine> {
    Arc::new(FactLine { pieces })
}

impl<'r> Builder<'r> {
    /// A paper, as a document or as that of an item of a pack, whose meeting it then has.
    /// `prefix` begins the names of everything in it.
    pub(super) fn paper(
        mut self,
        selection: &Selection<'r>,
        paper: &'r report::Paper,
        pack: Option<&'r report::Pack>,
        prefix: &str,
    ) -> Arc<Paper> {
        let report = self.report();
        self.resolver.stand_in(Surroundings {
            paper: Some(paper),
            pack,
            is_quoted: false,
        });
        let settings = report.paper_settings.of_kind(paper.kind.as_ref());
        let meeting = pack.map_or(&paper.cover.meeting, |pack| &pack.meeting);
        let meeting = self.fact_line(meeting);
        let reference = self.code(paper.cover.reference.as_ref());
        let facts = self.facts(paper, pack);
        let mut sections = Vec::new();
        for field in settings.body() {
            self.field_sections(paper, field, &mut sections);
        }
        let appendices = paper.appendices.iter();
        let appendices =
            shared(appendices.map(|it| self.appendix(selection, it, prefix)));
        Arc::new(Paper {
            id: paper.id.value.clone(),
            prefix: prefix.into(),
            title: Text::typed(&paper.title),
            body: optional_text(
                report
                    .paper_settings
                    .body
                    .as_ref()
                    .or(Some(&report.brand.publisher.name)),
            ),
            marking: optional_text(paper.marking.as_ref().or(self.usual_marking())),
            own_marking: optional_text(paper.marking.as_ref()),
            meeting,
            reference,
            kind: optional_text(settings.label()),
            purpose: self.purpose(&paper.cover.purpose),
            facts,
            sections,
            appendices,
            exempt: None,
            exempt_part: None,
            has_exempt_pages: false,
            has_exempt_pages_alone: false,
            printed: self.printed(),
        })
    }

    pub(super) fn purpose(&self, purpose: &report::Text) -> Text {
        let mut own = self.report().paper_settings.purposes.iter();
        match own.find(|it| it.id.value == purpose.value) {
            Some(own) => Text::typed(&own.label),
            // Validation knows all others.
            None => self.word(&format!("purpose-{}", purpose.value)),
        }
    }

    /// What a field is called.
    fn heading(&self, paper: &report::Paper, field: PaperField) -> Text {
        let settings = self.report().paper_settings.of_kind(paper.kind.as_ref());
        match settings.heading(field) {
            Some(heading) => Text::typed(heading),
            None => self.word(&field.word()),
        }
    }

    /// A line that may be to be confirmed, as a line of a fact.
    pub(super) fn known_line(
        &mut self,
        line: Option<&Known<Line>>,
    ) -> Option<Arc<FactLine>> {
        line.map(|line| self.fact_line(line))
    }

    /// The same of a code, which prints to the letter.
    fn code(&mut self, line: Option<&Known<Line>>) -> Option<Arc<FactLine>> {
        let around = self.resolver.around();
        let line_of_code = |line: &Line| {
            // It may print measures, which are counted as those of any line.
            self.line(line);
            self.basis.line_to_the_letter(line, around)
        };
        line.map(|line| line_of(vec![known(line, line_of_code)]))
    }

    pub(super) fn fact_line(&mut self, line: &Known<Line>) -> Arc<FactLine> {
        line_of(vec![known(line, |line| self.line(line))])
    }

    fn plain_line(&mut self, line: &Line) -> Arc<FactLine> {
        line_of(vec![said(self.line(line))])
    }

    pub(super) fn day(&self, day: &Known<Placed<Date>>) -> Arc<Piece> {
        known(day, |day| self.date(day))
    }

    pub(super) fn officer(&self, officer: &Known<Officer>) -> Arc<FactLine> {
        let Known::Said(officer) = officer else {
            return line_of(vec![to_be_confirmed()]);
        };
        let role = said(Text::typed(&officer.role));
        let Some(name) = &officer.name else { return line_of(vec![role]) };
        let name = known(name, Text::typed);
        line_of(vec![name, between(", ", &officer.role.place), role])
    }

    pub(super) fn officers(&self, officers: &[Known<Officer>]) -> Vec<Arc<FactLine>> {
        officers.iter().map(|officer| self.officer(officer)).collect()
    }

    /// The facts of a cover sheet, in the order of the body of members.
    fn facts(
        &mut self,
        paper: &report::Paper,
        pack: Option<&report::Pack>,
    ) -> Vec<Arc<Fact>> {
        let mut facts = Vec::new();
        let settings = &self.report().paper_settings;
        for field in settings.of_kind(paper.kind.as_ref()).cover() {
            let lines = self.fact(paper, pack, field);
            if !lines.is_empty() {
                let term = self.heading(paper, field);
                facts.push(Arc::new(Fact { field: field.name(), term, lines }));
            }
        }
        for own in &settings.own_fields {
            let mut given = paper.cover.own_fields.iter();
            if let Some(fact) = given.find(|it| it.field.value == own.id.value) {
                let lines = vec![self.fact_line(&fact.text)];
                let term = Text::typed(&own.label);
                facts.push(Arc::new(Fact { field: "own_fields", term, lines }));
            }
        }
        facts
    }

    fn fact(
        &mut self,
        paper: &report::Paper,
        pack: Option<&report::Pack>,
        field: PaperField,
    ) -> Vec<Arc<FactLine>> {
        let cover = &paper.cover;
        let one = |line: Option<Arc<FactLine>>| line.into_iter().collect();
        match field {
            PaperField::Meeting => {
                let meeting = pack.map_or(&cover.meeting, |pack| &pack.meeting);
                vec![self.fact_line(meeting)]
            }
            PaperField::Date => {
                let date = pack.map_or(&cover.date, |pack| &pack.date);
                vec![line_of(vec![self.day(date)])]
            }
            // In a pack its number stands above the title.
            PaperField::AgendaItem if pack.is_some() => Vec::new(),
            PaperField::AgendaItem => one(self.known_line(cover.agenda_item.as_ref())),
            PaperField::Reference => one(self.code(cover.reference.as_ref())),
            PaperField::DecisionMaker => {
                one(self.known_line(cover.decision_maker.as_ref()))
            }
            PaperField::ReportOf => self.officers(&cover.report_of),
            PaperField::PresentedBy => self.officers(&cover.presented_by),
            PaperField::PreparedBy => self.officers(&cover.prepared_by),
            PaperField::Purpose => {
                vec![line_of(vec![said(self.purpose(&cover.purpose))])]
            }
            PaperField::Contact => enquiries(cover.contact.as_ref()),
            PaperField::ConsideredBy => self.considerations(cover),
            PaperField::Areas => {
                cover.areas.iter().map(|area| self.plain_line(area)).collect()
            }
            PaperField::Lateness => {
                cover.lateness.iter().map(|line| self.plain_line(line)).collect()
            }
            PaperField::Publication => self.publication(cover),
            PaperField::Deferral => self.deferral(cover),
            PaperField::PartTwo => self.part_two(&paper.part_two),
            // The rest is the body.
            _ => Vec::new(),
        }
    }

    fn considerations(&mut self, cover: &Cover) -> Vec<Arc<FactLine>> {
        let mut lines = Vec::new();
        for it in &cover.considered_by {
            let mut pieces = vec![said(self.line(&it.body))];
            if let Some(date) = &it.date {
                pieces.push(between(", ", &it.body.place));
                pieces.push(self.day(date));
            }
            lines.push(line_of(pieces));
        }
        lines
    }

    fn publication(&mut self, cover: &Cover) -> Vec<Arc<FactLine>> {
        let Some(publication) = &cover.publication else { return Vec::new() };
        let word = format!("publication-{}", publication.status.name());
        let mut pieces = vec![between(self.locale().word(&word), &publication.place)];
        self.push_reason(publication.reason.as_ref(), &mut pieces);
        vec![line_of(pieces)]
    }

    /// How much of a paper is withheld, and on which grounds, each on a line.
    fn part_two(&self, part: &PartTwo) -> Vec<Arc<FactLine>> {
        let word = match part.extent {
            Withholding::Nothing => "no",
            Withholding::Part => "yes-part-two",
            Withholding::Whole => "all-part-two",
        };
        let grounds = Grounds::of(self.report(), self.locale());
        let mut lines = vec![line_of(vec![said(self.word(word))])];
        let mut known: Vec<String> = Vec::new();
        for exemption in &part.grounds {
            let ground = grounds.phrase(exemption, "under-sentence");
            if !known.contains(&ground) {
                lines.push(line_of(vec![between(&ground, &exemption.reason.place)]));
                known.push(ground);
            }
        }
        lines
    }

    fn deferral(&mut self, cover: &Cover) -> Vec<Arc<FactLine>> {
        let Some(deferral) = &cover.deferral else { return Vec::new() };
        let until = format!("{} ", self.locale().word("until"));
        let mut pieces = vec![said(Text::word(&until)), self.day(&deferral.until)];
        self.push_reason(deferral.reason.as_ref(), &mut pieces);
        vec![line_of(pieces)]
    }

    fn push_reason(&mut self, reason: Option<&Line>, pieces: &mut Vec<Arc<Piece>>) {
        if let Some(reason) = reason {
            pieces.push(between(": ", &reason.place));
            pieces.push(said(self.line(reason)));
        }
    }

    /// The sections that a field of the body is; each is numbered.
    fn field_sections(
        &mut self,
        paper: &'r report::Paper,
        field: PaperField,
        all: &mut Vec<Arc<PaperSection>>,
    ) {
        let (kind, content) = match field {
            PaperField::Recommendations => {
                let Some(recommendations) = &paper.recommendations else { return };
                let content = self.recommendations(paper, recommendations);
                ("recommendations", content.value())
            }
            PaperField::NextSteps if paper.has(field) => {
                let steps = paper.next_steps.iter().map(|step| Step {
                    what: self.line(&step.what),
                    who: self.known_line(step.who.as_ref()),
                    when: self.fact_line(&step.when),
                });
                ("steps", shared(steps).value())
            }
            PaperField::Appendices if paper.has(field) => ("appendices", Value::None),
            PaperField::BackgroundPapers if paper.has(field) => {
                ("background", self.simple_list(&paper.background_papers).value())
            }
            PaperField::SignOff if paper.has(field) => {
                let signatures = paper.sign_off.iter().map(|signature| Signature {
                    role: self.line(&signature.role),
                    name: signature.name.as_ref().map(|name| known(name, Text::typed)),
                    date: signature.date.as_ref().map(|date| self.day(date)),
                });
                ("signatures", shared(signatures).value())
            }
            prose => {
                for section in paper.sections.iter().filter(|it| it.field == prose) {
                    let content = self.entries(section, all.len() + 1).value();
                    let title = section.title.as_ref();
                    let number = all.len() + 1;
                    let mut drawn =
                        self.section(paper, number, prose, title, "entries", content);
                    drawn.exempt = self.exempt(Some(paper), &section.part_two);
                    all.push(Arc::new(drawn));
                }
                return;
            }
        };
        let number = all.len() + 1;
        all.push(Arc::new(self.section(paper, number, field, None, kind, content)));
    }

    fn section(
        &self,
        paper: &report::Paper,
        number: usize,
        field: PaperField,
        title: Option<&report::Text>,
        kind: &'static str,
        content: Value,
    ) -> PaperSection {
        let title = title.map_or_else(|| self.heading(paper, field), Text::typed);
        let field = field.name();
        let (exempt, exempt_at) = (None, None);
        PaperSection { number, field, title, kind, content, exempt, exempt_at }
    }

    fn recommendations(
        &mut self,
        paper: &report::Paper,
        recommendations: &report::Recommendations,
    ) -> Arc<Recommendations> {
        let settings = self.report().paper_settings.of_kind(paper.kind.as_ref());
        let lead = recommendations.lead.as_ref().or(settings.lead());
        let lead = match lead {
            Some(lead) => self.line(lead),
            None => self.word("recommendations-lead"),
        };
        let items = recommendations.items.iter().map(|it| self.prose(it)).collect();
        let lettering = settings.lettering().name();
        Arc::new(Recommendations { lead, lettering, items })
    }

    /// The content of a section with its paragraphs numbered: a list goes with the
    /// paragraph that it follows.
    fn entries(
        &mut self,
        section: &'r report::PaperSection,
        number: usize,
    ) -> Vec<Arc<PaperEntry>> {
        let mut entries = Vec::new();
        let mut count = 0;
        for block in &section.body {
            let report::Block::Prose(prose) = block else {
                let block = Some(self.block(block));
                entries.push(Arc::new(PaperEntry { number: None, text: None, block }));
                continue;
            };
            let mut pieces: Vec<Vec<ProseBlock>> = Vec::new();
            for block in &prose.blocks {
                if let ProseBlock::Heading { .. } = block {
                    pieces.push(vec![block.clone()]);
                    continue;
                }
                match (block, pieces.last_mut()) {
                    (ProseBlock::List { .. }, Some(last))
                        if matches!(last[0], ProseBlock::Heading { .. }) =>
                    {
                        pieces.push(vec![block.clone()]);
                    }
                    (ProseBlock::List { .. }, Some(last)) => last.push(block.clone()),
                    _ => pieces.push(vec![block.clone()]),
                }
            }
            for blocks in pieces {
                let is_heading = matches!(blocks[0], ProseBlock::Heading { .. });
                let piece = report::Prose { blocks, place: prose.place.clone() };
                if is_heading {
                    let block = Some(Block::of_prose(self.prose(&piece)));
                    entries.push(Arc::new(PaperEntry {
                        number: None,
                        text: None,
                        block,
                    }));
                    continue;
                }
                count += 1;
                entries.push(Arc::new(PaperEntry {
                    number: Some(format!("{number}.{count}").into()),
                    text: Some(self.prose(&piece)),
                    block: None,
                }));
            }
        }
        entries
    }
}

/// Whom to ask.
pub(super) fn enquiries(contact: Option<&Known<Enquiries>>) -> Vec<Arc<FactLine>> {
    let Some(contact) = contact else { return Vec::new() };
    let Known::Said(contact) = contact else {
        return vec![line_of(vec![to_be_confirmed()])];
    };
    let name = contact.name.iter().map(|name| known(name, Text::typed));
    let opens = |text: &report::Text, url: String| {
        let url = Some(Text::at(url, &text.place));
        Arc::new(Piece { text: Some(Text::typed(text)), url })
    };
    let telephone = contact.telephone.iter().map(|number| {
        let is_dialled = |c: &char| c.is_ascii_digit() || *c == '+';
        let dialled: String = number.value.chars().filter(is_dialled).collect();
        opens(number, format!("tel:{dialled}"))
    });
    let email = contact
        .email
        .iter()
        .map(|address| opens(address, format!("mailto:{}", **address)));
    name.chain(telephone).chain(email).map(|piece| line_of(vec![piece])).collect()
}

//! The document: what the reader of one edition gets, resolved, typed and in the order of
//! reading.
//!
//! Measures are printed in it and abbreviations spelt out where each stands first, and
//! each text knows its place in the project. It is made from a released report only, and
//! knows nothing of templates or of Typst: what templates see, data files, the digests
//! of parts and lists of changes are projections of it.

mod abbreviations;
mod attached;
mod basis;
mod blocks;
mod builder;
mod charts;
pub mod data;
mod exact;
mod exempt;
mod extract;
mod figures;
mod measure;
mod minutes;
mod noun;
mod packs;
mod papers;
mod parts;
mod report;
mod resolve;
mod sections;
mod simple;
mod status;
mod tables;
mod text;
mod years;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use self::attached::{Appendix, ExternalPage};
pub use self::basis::Basis;
pub use self::blocks::{Block, Heading, PrioritySummary};
use self::builder::Builder;
pub use self::charts::{Chart, Point, PointFigure, Total};
use self::data::ReportData;
pub use self::exact::MeasureData;
pub use self::exempt::{Exempt, ExemptNumbers, NumbersByName};
pub use self::extract::Extract;
pub use self::figures::{Figure, FigureGroup, YearFigure};
pub use self::measure::{Measure, PastFigure};
pub use self::minutes::{Action, Minute, Minutes, Outcome, Resolved, Votes};
pub use self::noun::{
    Describe, Described, Description, FieldDescription, File, Record, Shown, Value,
    Valued, Walk, as_type, descriptions, fields_table, walk,
};
pub use self::packs::{Change, Front, Item, Pack};
pub use self::papers::{
    Fact, FactLine, Paper, PaperEntry, PaperSection, Piece, Recommendations, Signature,
    Step,
};
pub use self::parts::Part;
pub use self::report::{Band, Edition, Language, Publisher, Report};
pub use self::sections::{Brief, Highlight, Priority, Section};
pub use self::simple::Simple;
pub use self::status::Status;
pub use self::tables::{
    Cell, Column, ColumnGroup, Mark, Row, Table, TableNote, TableRow,
};
pub(crate) use self::text::ends_sentence;
pub use self::text::{Marked, Passage, Pointer, Prose, ProseBlock, Span, Text, Written};
use crate::edition::{Selection, Subject};

/// What the reader of one edition gets.
#[derive(Debug, Clone)]
pub struct Document {
    /// Which edition it is.
    pub edition: Arc<Edition>,
    /// The report that it comes from.
    pub report: Arc<Report>,
    /// Who publishes it.
    pub publisher: Arc<Publisher>,
    /// The language of its text.
    pub language: Arc<Language>,
    /// What it says.
    pub content: Content,
    /// What data files hold of the report.
    exact: ReportData,
}

/// What a document says.
#[derive(Debug, Clone)]
pub enum Content {
    /// The report, or a brief.
    Extract(Arc<Extract>),
    /// A paper.
    Paper(Arc<Paper>),
    /// A pack.
    Pack(Arc<Pack>),
}

impl Document {
    /// The document of a selection, on the basis of the report that it was selected from.
    pub fn of<'r>(selection: &Selection<'r>, basis: &'r Basis<'r>) -> Self {
        let content = match selection.subject() {
            Subject::Report | Subject::Brief(_) | Subject::Sections(_) => {
                Content::Extract(Arc::new(Extract::of(selection, basis, "")))
            }
            Subject::Paper(paper) => {
                Content::Paper(basis.paper(selection, paper, None, "", None))
            }
            Subject::Pack(pack) => {
                Content::Pack(Builder::new(basis).pack(selection, pack))
            }
        };
        Self {
            edition: Arc::new(Edition::of(selection)),
            report: Arc::new(Report::of(basis)),
            publisher: Arc::new(Publisher::of(basis.report)),
            language: Arc::new(Language::of(basis.report)),
            content,
            exact: ReportData::of(selection),
        }
    }

    /// The noun that holds all that it says.
    pub fn root(&self) -> Arc<dyn Shown> {
        match &self.content {
            Content::Extract(extract) => extract.clone(),
            Content::Paper(paper) => paper.clone(),
            Content::Pack(pack) => pack.clone(),
        }
    }

    /// Every measure that it prints, once. Those of the report are in the order of its
    /// list of figures; those of a paper stand before those of what it attaches.
    pub fn measures(&self) -> Vec<Arc<Measure>> {
        let of_paper = |paper: &Paper| {
            let whole = paper.appendices.iter().filter_map(|it| it.whole.as_deref());
            let attached = paper.appendices.iter().map(|it| &**it).chain(whole);
            let exempt = paper.exempt_part.as_ref().map(|part| &part.printed);
            let all = std::iter::once(&paper.printed)
                .chain(exempt)
                .chain(attached.map(|it| &it.printed));
            all.flatten().cloned().collect::<Vec<_>>()
        };
        let mut measures = match &self.content {
            Content::Extract(extract) => extract.printed.clone(),
            Content::Paper(paper) => of_paper(paper),
            Content::Pack(pack) => {
                let papers = pack.items.iter().filter_map(|item| item.paper.as_ref());
                let of_papers = papers.flat_map(|paper| of_paper(paper));
                let attached = pack.items.iter().filter_map(|it| it.attached.as_deref());
                let whole = attached.clone().filter_map(|it| it.whole.as_deref());
                let attached = attached.chain(whole).flat_map(|it| it.printed.clone());
                pack.printed.iter().cloned().chain(of_papers).chain(attached).collect()
            }
        };
        let mut known = BTreeSet::new();
        measures.retain(|measure| known.insert(measure.id.clone()));
        measures
    }
}

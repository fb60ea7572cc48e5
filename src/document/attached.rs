//! What is attached: the appendices of papers, and what items of an agenda hold themselves.
//!
//! What is attached of the report is a document of its own, with abbreviations spelt out anew:
//! a reader may open it alone.

use std::sync::Arc;

use recto_macros::Shown;

use super::blocks::Block;
use super::builder::{Builder, shared};
use super::exempt::Exempt;
use super::extract::Extract;
use super::measure::Measure;
use super::tables::Table;
use super::text::{Prose, Text};
use crate::edition::Selection;
use crate::report::{self, Enclosure};

/// Something attached to a paper, or what an item of an agenda holds itself.
#[derive(Debug, Clone, Shown)]
pub struct Appendix {
    /// Its letter; none of what an item holds.
    pub letter: Arc<str>,
    /// `Appendix A`; `Item 3`.
    #[shown(aside)]
    pub label: Arc<str>,
    /// What the names of its parts and links begin with.
    #[shown(aside)]
    pub prefix: Arc<str>,
    /// Its title.
    pub title: Text,
    /// `report`, `brief`, `sections`, `table`, `text`, `external` or `withheld`.
    pub kind: &'static str,
    /// That in a word.
    #[shown(aside)]
    pub what: Text,
    /// What it is; for one that is withheld, the ground.
    pub description: Option<Prose>,
    /// What it holds of the report.
    pub document: Option<Arc<Extract>>,
    /// The table that it is.
    pub table: Option<Arc<Table>>,
    /// Whether an item of an agenda holds it, and no paper.
    #[shown(aside)]
    pub is_of_item: bool,
    /// The text that it is.
    pub blocks: Vec<Arc<Block>>,
    /// The pages of an external PDF.
    #[shown(aside)]
    pub pages: Vec<Arc<ExternalPage>>,
    /// Where they are stamped: `top`, `bottom` or `none`.
    pub stamp: &'static str,
    /// What a copy that has it says where it is withheld from the public.
    pub exempt: Option<Arc<Exempt>>,
    /// In such a copy, what the public gets nothing or only a part of.
    pub whole: Option<Arc<Appendix>>,
    /// What it is by the ids of the project: `brief-violence`, a path.
    #[shown(skip)]
    pub of: String,
    /// The external PDF, by its path.
    #[shown(skip)]
    pub external: Option<Arc<str>>,
    /// The measures that what is attached prints.
    #[shown(skip)]
    pub printed: Vec<Arc<Measure>>,
}

/// A page of an external PDF.
#[derive(Debug, Shown)]
pub struct ExternalPage {
    /// Its width as it is shown, in points.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Its own page number.
    pub label: Text,
}

/// What is to be attached, and what it is called.
pub(super) struct Attached<'r> {
    pub(super) content: &'r Enclosure,
    pub(super) letter: Arc<str>,
    /// `Appendix A`.
    pub(super) label: Arc<str>,
    pub(super) title: Option<Text>,
    pub(super) description: Option<&'r report::Prose>,
    pub(super) is_of_item: bool,
    /// What the names of its parts begin with.
    pub(super) prefix: String,
}

impl<'r> Builder<'r> {
    /// An appendix of a paper. `prefix` begins the names of everything in that.
    pub(super) fn appendix(
        &mut self,
        selection: &Selection<'r>,
        appendix: &'r report::Appendix,
        prefix: &str,
    ) -> Appendix {
        let letter = appendix.letter.clone();
        self.attached(
            selection,
            Attached {
                content: &appendix.content,
                label: format!("{} {letter}", self.locale().word("appendix")).into(),
                title: appendix.title.as_ref().map(Text::typed),
                description: appendix.description.as_ref(),
                is_of_item: false,
                prefix: format!("{prefix}{}-", letter.to_lowercase()),
                letter,
            },
        )
    }

    /// Something that is attached.
    pub(super) fn attached(
        &mut self,
        selection: &Selection<'r>,
        it: Attached<'r>,
    ) -> Appendix {
        let report = self.report();
        let (kind, what) = match it.content {
            Enclosure::Report(_) => ("report", "report"),
            Enclosure::Brief(_) => ("brief", "brief"),
            Enclosure::Sections(_) => ("sections", "extract"),
            Enclosure::Table(_) => ("table", "table"),
            Enclosure::Text(_) => ("text", "document"),
            Enclosure::External(_) => ("external", "document"),
            Enclosure::Withheld => ("withheld", "withheld"),
        };
        let extract = selection.attached(it.content);
        let mut attached = Appendix {
            of: of(&it, extract.as_ref()),
            letter: it.letter,
            label: it.label,
            title: self.word(what),
            kind,
            what: self.word(what),
            description: self.optional_prose(it.description),
            document: None,
            table: None,
            is_of_item: it.is_of_item,
            blocks: Vec::new(),
            pages: Vec::new(),
            stamp: "top",
            exempt: None,
            whole: None,
            external: None,
            printed: Vec::new(),
            prefix: it.prefix.as_str().into(),
        };
        if let Some(selection) = extract {
            let document = Extract::of(&selection, self.basis, &it.prefix);
            attached.title = document.edition.title.clone();
            attached.printed.clone_from(&document.printed);
            attached.document = Some(Arc::new(document));
        }
        let mut alone = Builder::within(self.basis, self.resolver.around());
        match it.content {
            Enclosure::Table(id) => {
                let table = alone.table(report.table(&id.value));
                attached.title = table.title.clone();
                attached.table = Some(table);
                attached.printed = alone.printed();
            }
            Enclosure::Text(blocks) => {
                attached.blocks = blocks.iter().map(|it| alone.block(it)).collect();
                attached.printed = alone.printed();
            }
            Enclosure::External(external) => {
                let pages = external.survey.sheets.iter().map(|page| ExternalPage {
                    width: page.width,
                    height: page.height,
                    label: Text::at(page.label.clone(), &external.file.place),
                });
                attached.pages = shared(pages);
                attached.stamp = external.stamp.name();
                attached.external = Some(external.file.value.clone());
            }
            _ => {}
        }
        if let Some(title) = it.title {
            attached.title = title;
        }
        attached
    }
}

/// What is attached, by the ids of the project; `extract` is what is of the report.
fn of(attached: &Attached<'_>, extract: Option<&Selection<'_>>) -> String {
    match attached.content {
        Enclosure::Report(_) | Enclosure::Brief(_) | Enclosure::Withheld => {
            extract.map_or_else(|| "withheld".to_owned(), |it| it.id().to_string())
        }
        Enclosure::Sections(ids) => {
            let ids: Vec<_> = ids.iter().map(|id| &*id.value).collect();
            format!("sections {}", ids.join(", "))
        }
        Enclosure::Table(id) => format!("table {}", id.value),
        Enclosure::Text(_) => {
            format!("text {}", attached.title.as_deref().unwrap_or_default())
        }
        Enclosure::External(external) => external.file.value.to_string(),
    }
}

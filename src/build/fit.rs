//! Fit: what an audit of the pages finds, said of the project that they were made from.
//!
//! What cannot be read or is lost is an error whatever the profile; what only looks unfinished
//! is a warning, which a project can set as it can the findings of lints.

use recto_pdf::preflight::COARSE_BELOW;

use super::origins::{Origins, in_project};
use crate::audit::{
    Content, Fault, Finding, Piece, Rules, Side, Within, WithinKind, audit,
};
use crate::diagnostic::{Code, Diagnostic, Page, Place};
use crate::edition::Medium;
use crate::theme::Facts;
use crate::typeset::PagedDocument;
use crate::wording::quoted;

/// Text or an image past an edge of its page.
pub const OUTSIDE_PAGE: Code = Code("outside-page");
/// Text or an image in a margin, or over what runs along there.
pub const IN_MARGIN: Code = Code("in-margin");
/// Text over other text, or over an image.
pub const OVERLAP: Code = Code("overlap");
/// Text that stands right below other text without the room that parts them.
pub const CROWDED: Code = Code("crowded");
/// Text or an image that its box cuts.
pub const CUT_OFF: Code = Code("cut-off");
/// Text that is wider than its column.
pub const TOO_WIDE: Code = Code("too-wide");
/// An image with too few pixels for a printer.
pub const IMAGE_RESOLUTION: Code = Code("image-resolution");
/// A heading whose text is on the next page.
pub const STRANDED_HEADING: Code = Code("stranded-heading");
/// A page that is nearly empty.
pub const SPARSE_PAGE: Code = Code("sparse-page");

/// Where messages keep what they name short, in characters.
const LONGEST_NAME: usize = 48;

/// What an audit finds of the pages of an edition, that were made of these sources.
pub(super) fn findings(
    pages: &PagedDocument,
    origins: &Origins<'_>,
    theme: &Facts,
    medium: Medium,
    edition: &str,
) -> Vec<Diagnostic> {
    let fill = theme.fill;
    let rules = Rules {
        least_filled: fill.page,
        least_filled_last: fill.last,
        usual_gap: fill.gap.points(),
        least_dots: (medium == Medium::Print).then_some(COARSE_BELOW),
    };
    let typst: Vec<_> =
        origins.sources.iter().map(|source| source.source.clone()).collect();
    let findings = audit(pages, &typst, &rules);
    let said = Said { origins, edition };
    findings.iter().map(|finding| said.diagnostic(finding)).collect()
}

/// What a finding is said with.
struct Said<'p> {
    origins: &'p Origins<'p>,
    /// What messages call the edition.
    edition: &'p str,
}

impl Said<'_> {
    /// A finding at its place in the project.
    fn diagnostic(&self, finding: &Finding) -> Diagnostic {
        let Finding { fault, page, piece, other, within, next: _, more } = finding;
        let mut message = message(finding);
        if *more > 0 {
            message.push_str(&match within.as_ref().map(|it| it.kind) {
                Some(WithinKind::Furniture) | None => format!(", and {more} more"),
                Some(_) => format!(", and {more} more of it"),
            });
        }
        let problem = match fault {
            Fault::Crowded { .. } | Fault::StrandedHeading | Fault::SparsePage { .. } => {
                Diagnostic::warning(code(fault), message)
            }
            _ => Diagnostic::error(code(fault), message),
        };
        let mut problem = problem.hint(hint(finding));
        problem.place = self.place(piece);
        if let Some(other) = other
            && let Some(place) = self.place(other)
            && problem.place.as_ref() != Some(&place)
        {
            problem = problem.related(
                &place,
                match fault {
                    Fault::Crowded { .. } => "what is above it",
                    _ => "what is under it",
                },
            );
        }
        problem.on(Page { edition: self.edition.to_owned(), page: *page })
    }

    /// Where a piece stands in the project: where its source was written from, else where
    /// the same words are printed from, else where something beside it stands.
    fn place(&self, piece: &Piece) -> Option<Place> {
        let origins = self.origins;
        let (word, run) = match &piece.content {
            Content::Nothing => return None,
            Content::Image(path) => {
                return origins.image(path).map(|file| file.place.clone());
            }
            Content::Text { word, run } => (word.as_str(), run.trim()),
        };
        let own = piece.source.as_ref();
        let own = own.and_then(|(path, at)| origins.word(path, *at, word));
        let beside = || {
            let (path, at) = piece.neighbour.as_ref()?;
            origins.place(path, *at)
        };
        own.or_else(|| origins.printed(run, word)).or_else(beside)
    }
}

fn code(fault: &Fault) -> Code {
    match fault {
        Fault::OutsidePage { .. } => OUTSIDE_PAGE,
        Fault::InMargin { .. } | Fault::OverFurniture { .. } => IN_MARGIN,
        Fault::Overlap { .. } => OVERLAP,
        Fault::Crowded { .. } => CROWDED,
        Fault::Cut { .. } => CUT_OFF,
        Fault::WiderThanColumn { .. } => TOO_WIDE,
        Fault::Coarse { .. } => IMAGE_RESOLUTION,
        Fault::StrandedHeading => STRANDED_HEADING,
        Fault::SparsePage { .. } => SPARSE_PAGE,
    }
}

/// What is wrong, in words.
fn message(finding: &Finding) -> String {
    let Finding { fault, piece, other, within, next, .. } = finding;
    let what = format!("{}{}", name(piece, fault), belonging(piece, within.as_ref()));
    let over = other.as_ref().map_or_else(String::new, |other| name(other, fault));
    match fault {
        Fault::OutsidePage { side, by } => {
            format!("{what} prints {by} mm past the {} edge of the page", edge(*side))
        }
        Fault::InMargin { side, by } => {
            format!("{what} runs {by} mm into the {} margin", edge(*side))
        }
        Fault::OverFurniture { by } => {
            format!("{what} prints over {over} in the margin, by {by} mm")
        }
        Fault::Overlap { by } => format!("{what} prints over {over}, by {by} mm"),
        Fault::Crowded { apart } => {
            format!("{what} stands {apart} mm below {over}, with hardly any room between")
        }
        Fault::Cut { by } => format!("{what} is cut off: {by} mm of it are not seen"),
        Fault::WiderThanColumn { by } => format!("{what} runs {by} mm out of its column"),
        Fault::Coarse { dots, least } => format!(
            "{what} prints at {dots} dots per inch, and a printer needs {least} at least"
        ),
        Fault::StrandedHeading => {
            format!("the heading {what} stands alone at the foot of the page")
        }
        Fault::SparsePage { .. } if piece.content == Content::Nothing => {
            format!("a page is empty{}", before(next.as_ref()))
        }
        Fault::SparsePage { filled } => {
            let before = before(next.as_ref());
            format!("the page that begins with {what} is {filled} per cent full{before}")
        }
    }
}

/// What has no room left on a page, and so begins the next.
fn before(next: Option<&Within>) -> String {
    let Some(Within { kind, title }) = next else { return String::new() };
    let kind = match kind {
        WithinKind::Table => "the table",
        WithinKind::TurnedTable => "a page that is turned for the table",
        WithinKind::Chart => "the chart",
        WithinKind::Picture => "a picture",
        WithinKind::Furniture => return String::new(),
    };
    match title.as_str() {
        "" => format!(", before {kind}"),
        title => format!(", before {kind} {}", quoted(&shortened(title))),
    }
}

fn edge(side: Side) -> &'static str {
    match side {
        Side::Left => "left",
        Side::Right => "right",
        Side::Top => "upper",
        Side::Bottom => "lower",
    }
}

/// What a piece is called: a page or a heading by all of its words, other text by the word
/// that has the fault.
fn name(piece: &Piece, fault: &Fault) -> String {
    match &piece.content {
        Content::Nothing => "nothing".to_owned(),
        Content::Image(path) => format!("the image {}", quoted(in_project(path))),
        Content::Text { word, run } => match fault {
            Fault::StrandedHeading | Fault::SparsePage { .. } => quoted(&shortened(run)),
            _ => quoted(&shortened(word)),
        },
    }
}

/// What a piece belongs to.
fn belonging(piece: &Piece, within: Option<&Within>) -> String {
    let Some(Within { kind, title }) = within else { return String::new() };
    let kind = match kind {
        WithinKind::Table | WithinKind::TurnedTable => "table",
        WithinKind::Chart => "chart",
        // An image is the picture.
        WithinKind::Picture if matches!(piece.content, Content::Image(_)) => {
            return String::new();
        }
        WithinKind::Picture => "picture",
        WithinKind::Furniture => return String::new(),
    };
    match title.as_str() {
        "" => format!(" in a {kind}"),
        title => format!(" in the {kind} {}", quoted(&shortened(title))),
    }
}

/// Words that a message can hold.
fn shortened(words: &str) -> String {
    let words = words.trim();
    match words.char_indices().nth(LONGEST_NAME) {
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
        None => words.to_owned(),
    }
}

/// What fills a page that is nearly empty; `next` is what begins the page after it.
fn fill(next: Option<WithinKind>) -> &'static str {
    match next {
        Some(WithinKind::TurnedTable) => {
            "move text that follows the table before it, or set `fit: split`, which turns no page"
        }
        Some(WithinKind::Table) => {
            "move text that follows the table before it, or make two tables of it"
        }
        Some(WithinKind::Chart) => "move text that follows the chart before it",
        Some(WithinKind::Picture) => {
            "move text that follows the picture before it, or give it a smaller place"
        }
        Some(WithinKind::Furniture) | None => {
            "shorten what stands before it, or let more follow"
        }
    }
}

/// One thing to do.
fn hint(finding: &Finding) -> &'static str {
    let Finding { fault, piece, within, next, .. } = finding;
    let is_image = matches!(piece.content, Content::Image(_));
    match (fault, within.as_ref().map(|it| it.kind)) {
        (Fault::Coarse { .. }, _) => "use an image with more pixels, or a smaller place",
        (Fault::Crowded { .. }, _) => {
            "let what stands above it be a line longer or shorter, and report it: the theme parts them"
        }
        (Fault::StrandedHeading, _) => "shorten what stands before it by a line or two",
        (Fault::SparsePage { .. }, _) => fill(next.as_ref().map(|it| it.kind)),
        (
            Fault::OutsidePage { side: Side::Bottom, .. }
            | Fault::InMargin { side: Side::Bottom, .. },
            Some(WithinKind::Table),
        ) => "shorten its longest cells, or make two tables of it",
        (_, Some(WithinKind::Table)) => {
            "give the table fewer columns or shorter words, or make two tables of it"
        }
        (_, Some(WithinKind::Chart)) => "shorten the labels of the chart, or show fewer",
        (_, Some(WithinKind::Furniture)) => {
            "shorten what prints on every page: the title, the status or the marking"
        }
        _ if is_image => "crop the image: it is too high for the page",
        (
            Fault::WiderThanColumn { .. }
            | Fault::InMargin { side: Side::Left | Side::Right, .. }
            | Fault::OutsidePage { side: Side::Left | Side::Right, .. },
            _,
        ) => "use a shorter word, or put a soft hyphen where it may break",
        _ => "shorten it",
    }
}

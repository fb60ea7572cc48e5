//! Documents: what every edition of every project must be, whoever made it.
//!
//! [`assert_accessible`] holds for all of them; the tests here say what the bundled
//! editions must have beyond it.

use recto::report::{Block, Highlight, Section};

use crate::press::{Print, bundled, names, repository};
use crate::reader::{Element, Pdf, spaced};
use crate::scratch::{Scratch, report};

/// The fewest characters of a page that is not nearly empty.
const LEAST_CHARACTERS: usize = 60;
/// The share of its height down to which the last page of a brief is filled at least.
const LEAST_FILLED: f32 = 0.3;

/// Fails unless an edition can be read by everyone and kept for good.
pub fn assert_accessible(name: &str, pdf: &Pdf) {
    assert!(pdf.marked, "{name} is not tagged");
    assert!(pdf.shows_title, "{name} shows its file's name in place of its title");
    assert_eq!(pdf.language, "en-GB", "{name}");
    assert_eq!(pdf.xmp_values("pdfuaid:part"), ["1"], "{name}");
    assert_eq!(pdf.xmp_values("pdfaid:part"), ["2"], "{name}");
    assert_eq!(pdf.xmp_values("pdfaid:conformance"), ["A"], "{name}");
    assert_headings(name, pdf);
    assert_tables(name, pdf);
    assert_alternatives(name, pdf);
    assert_fonts(name, pdf);
    assert_pages(name, pdf);
    assert_outline(name, pdf);
}

fn assert_headings(name: &str, pdf: &Pdf) {
    let headings = pdf.headings();
    let mut last = 0;
    for (level, text) in &headings {
        assert!(!text.is_empty(), "{name} has an empty heading after level {last}");
        assert!(*level <= last + 1, "{name}: `{text}` is level {level} after {last}");
        last = *level;
    }
    let first = pdf.elements().into_iter().find(|element| {
        element.role == "Title" || (element.role.starts_with('H') && element.role != "H")
    });
    let first = first.map(|element| element.role.as_str());
    assert!(matches!(first, Some("Title" | "H1")), "{name} starts with {first:?}");
}

fn assert_tables(name: &str, pdf: &Pdf) {
    for table in pdf.tree.all("Table") {
        let text = spaced(&table.text());
        let rows = table.all("TR");
        let first: Vec<_> = rows.first().expect("a row").children().collect();
        assert!(
            first.iter().all(|cell| cell.role == "TH"),
            "{name}: a first row without header cells: {text}"
        );
        for header in table.all("TH") {
            assert!(
                header.scope.is_some(),
                "{name}: a header cell without scope: {text}"
            );
        }
        // The rows that the cells above still fill, column by column.
        let mut reaching: Vec<usize> = Vec::new();
        for row in &rows {
            let down = reaching.iter().filter(|rows| **rows > 0).count();
            let own: usize = row.children().map(|cell| cell.spans.0).sum();
            if reaching.is_empty() {
                reaching.resize(own, 0);
            }
            assert_eq!(own + down, reaching.len(), "{name}: a ragged row: {text}");
            let mut cells = row
                .children()
                .flat_map(|cell| std::iter::repeat_n(cell.spans.1, cell.spans.0));
            for left in &mut reaching {
                *left = match *left {
                    0 => cells.next().expect("as many cells as columns"),
                    rows => rows,
                } - 1;
            }
        }
        assert!(reaching.iter().all(|rows| *rows == 0), "{name}: a cell below {text}");
    }
}

fn assert_alternatives(name: &str, pdf: &Pdf) {
    for element in pdf.elements() {
        if matches!(element.role.as_str(), "Figure" | "Formula") {
            let alt = element.alt.as_deref().unwrap_or_default();
            assert!(!alt.trim().is_empty(), "{name}: a figure without alternative text");
        }
    }
}

fn assert_fonts(name: &str, pdf: &Pdf) {
    let files = names(&repository().join("fonts"));
    // A face is named by its family, a hyphen and its style.
    let family = |name: &str| name.split('-').next().unwrap_or_default().to_owned();
    let fonts = files.iter().filter(|file| file.ends_with(".ttf"));
    let known: Vec<_> = fonts.map(|file| family(file)).collect();
    assert!(!pdf.fonts.is_empty(), "{name} has no fonts");
    for font in &pdf.fonts {
        assert!(font.embedded, "{name}: {} is not embedded", font.name);
        assert!(font.mapped, "{name}: the characters of {} are not known", font.name);
        let known = known.contains(&family(&font.name));
        assert!(known, "{name}: {} is of no family in fonts/", font.name);
    }
    let drawn = pdf.drawn();
    assert!(!drawn.contains('\u{FFFD}'), "{name} has glyphs without characters");
}

fn assert_pages(name: &str, pdf: &Pdf) {
    let last = pdf.pages.len();
    for (number, page) in (1..).zip(&pdf.pages) {
        assert!(!page.label.is_empty(), "{name}: page {number} has no label");
        // A cover and a back page say little.
        // So does the page that opens an appendix or an item.
        let text: String = page.runs.iter().map(|run| run.text.as_str()).collect();
        let opens = text.contains("Appendix") || text.contains("Item");
        let says_little = number == 1 || number == last || opens;
        assert!(
            says_little || page.characters() >= LEAST_CHARACTERS || page.drawings > 0,
            "{name}: page {number} is nearly empty ({} characters)",
            page.characters()
        );
        assert!(page.characters() > 0, "{name}: page {number} is empty");
    }
    let mut labels: Vec<_> = pdf.pages.iter().map(|page| &page.label).collect();
    labels.sort();
    labels.dedup();
    assert_eq!(labels.len(), last, "{name}: two pages have the same label");
}

fn assert_outline(name: &str, pdf: &Pdf) {
    let headings: Vec<_> = pdf.headings().into_iter().map(|(_, text)| text).collect();
    let mut last = 0;
    for bookmark in &pdf.outline {
        let title = spaced(&bookmark.title);
        assert!(bookmark.level <= last + 1, "{name}: `{title}` skips a level");
        last = bookmark.level;
        let page =
            bookmark.page.unwrap_or_else(|| panic!("{name}: `{title}` leads nowhere"));
        assert!((1..=pdf.pages.len()).contains(&page), "{name}: `{title}`");
        assert!(
            headings.contains(&title),
            "{name}: `{title}` is in the outline and no heading: {headings:#?}"
        );
    }
}

/// The titles of a report's sections as they print, in order: a hyphen between years is a dash.
fn titles(print: &Print) -> Vec<String> {
    fn title(section: &Section) -> &str {
        match section {
            Section::Plain(section) => &section.title.value,
            Section::Priority(priority) => &priority.section_title().value,
        }
    }
    print
        .opened
        .report
        .sections
        .iter()
        .map(|it| title(it).replace("2-2", "2–2"))
        .collect()
}

/// Fails unless the outline has every section, in order, at the highest level.
pub fn assert_sections_in_outline(print: &Print) {
    let outline = &print.report().outline;
    let mut rest = outline.iter().filter(|bookmark| bookmark.level == 1);
    for title in titles(print) {
        assert!(
            rest.any(|bookmark| spaced(&bookmark.title).ends_with(&spaced(&title))),
            "`{title}` is not in its place in the outline: {outline:#?}"
        );
    }
}

/// The heading that says a text, if there is one.
fn heading<'p>(pdf: &'p Pdf, text: &str) -> Option<&'p Element> {
    let elements = pdf.elements();
    elements.into_iter().find(|element| {
        element.role.starts_with('H') && spaced(&element.text()) == spaced(text)
    })
}

#[test]
fn every_edition_is_accessible() {
    for (name, pdf) in &bundled().editions {
        assert_accessible(name, pdf);
    }
}

#[test]
fn there_is_a_document_for_each_thing_that_can_be_one() {
    let names: Vec<_> = bundled().editions.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "brief-exploitation",
            "brief-trust",
            "brief-victims",
            "brief-violence",
            "pack-example",
            "paper-annual-report",
            "paper-example-exempt",
            "report"
        ]
    );
}

#[test]
fn editions_say_what_they_are() {
    let report = &bundled().opened.report;
    let print = bundled();
    for (name, pdf) in print.briefs().chain([("report", print.report())]) {
        let title = &pdf.info["Title"];
        assert!(title.contains("MOPAC annual report 2022–23"), "{name}: {title}");
        assert_eq!(pdf.xmp_values("dc:title"), [title.as_str()], "{name}");
        assert_eq!(pdf.info["Author"], *report.brand.publisher.name.value, "{name}");
        assert_eq!(pdf.xmp_values("dc:creator"), [pdf.info["Author"].as_str()], "{name}");
        assert_eq!(pdf.xmp_values("dc:language"), ["en-GB"], "{name}");
        let subject = report.subject.as_ref().expect("a subject");
        assert_eq!(pdf.info["Subject"], *subject.value, "{name}");
        assert_eq!(pdf.xmp_values("dc:description"), [&*subject.value], "{name}");
        for keyword in &report.keywords {
            let keywords = &pdf.info["Keywords"];
            assert!(keywords.contains(&*keyword.value), "{name}: {keywords}");
        }
        let date = &pdf.info["CreationDate"];
        assert!(date.starts_with("D:20240301"), "{name}: {date}");
    }
    let brief = &bundled().editions["brief-violence"].info["Title"];
    assert_ne!(brief, &bundled().report().info["Title"], "a brief has its own title");
}

#[test]
fn the_outline_has_every_section() {
    assert_sections_in_outline(bundled());
}

#[test]
fn every_lead_of_a_highlight_is_a_heading() {
    let mut leads = 0;
    for (_, priority) in bundled().opened.report.priorities() {
        let brief = &bundled().editions[&format!("brief-{}", priority.id.value)];
        for highlight in &priority.highlights {
            let lead = lead(highlight);
            leads += 1;
            assert!(heading(bundled().report(), &lead).is_some(), "report: `{lead}`");
            assert!(heading(brief, &lead).is_some(), "{}: `{lead}`", priority.id.value);
        }
    }
    assert_eq!(leads, 37, "highlights");
}

/// A highlight's lead as typed; in the bundled report none holds a measure.
fn lead(highlight: &Highlight) -> String {
    let content = &highlight.lead.as_ref().expect("a lead").content;
    let text = |inline: &recto::report::Inline| match inline {
        recto::report::Inline::Text(text) => text.to_string(),
        other => panic!("a lead holds {other:?}"),
    };
    content.iter().map(text).collect()
}

#[test]
fn every_chart_and_table_is_a_table_with_its_title() {
    let report = &bundled().opened.report;
    let tables = bundled().report().tree.all("Table").len();
    let least = report.charts.len() + report.tables.len();
    assert!(tables >= least, "{tables} tables, and {least} charts and tables");
}

#[test]
fn every_point_of_a_chart_is_a_row_of_its_table() {
    let report = &bundled().opened.report;
    let tables = bundled().report().tree.all("Table");
    // What a table is about: the cells of its header row and the first of each other row.
    let subjects: Vec<Vec<_>> = tables
        .iter()
        .map(|table| {
            let rows = table.all("TR").into_iter();
            let firsts = rows.filter_map(|row| row.children().next());
            let cells = firsts.chain(table.all("TH"));
            cells.map(|cell| spaced(&cell.text())).collect()
        })
        .collect();
    for chart in &report.charts {
        let series = report.series_by_id(&chart.series.value);
        let labels: Vec<_> =
            series.points.iter().map(|point| spaced(&point.label.value)).collect();
        assert!(
            subjects.iter().any(|found| labels.iter().all(|label| found.contains(label))),
            "no table has the points of `{}`",
            chart.id.value
        );
    }
}

#[test]
fn briefs_have_two_to_six_pages_and_end_on_a_filled_one() {
    for (name, pdf) in bundled().briefs() {
        assert!((2..=6).contains(&pdf.pages.len()), "{name}: {} pages", pdf.pages.len());
        let last = pdf.pages.last().expect("a page");
        assert!(
            last.filled() >= LEAST_FILLED,
            "the last page of {name} is filled to {:.2}",
            last.filled()
        );
    }
}

#[test]
fn what_somebody_said_is_a_block_quotation_with_its_speaker() {
    let quote = "quote: {text: We met in a CHC of “ours”., who: A. Clerk, role: Chair}";
    let section = format!("id: one\ntitle: Said\nbody:\n- {quote}\n");
    let priority = format!(
        "id: safety\npriority: 1\nname: Safety\nsummary: To be safe.\n\
         highlights: [{{lead: A start, text: It began.}}]\nbody: [{{{quote}}}]\n"
    );
    let paper = format!(
        "id: plan\ntitle: The plan\nmeeting: Council\ndate: 2025-03-20\n\
         report_of: Clerk\npurpose: noting\noptions: [{{{quote}}}]\n"
    );
    let report = "id: note\ntitle: A note\nlanguage: en-GB\n\
                  period: {from: 2024-04-01, to: 2025-03-31, label: 2024/25}\n\
                  brand: brand.yaml\nsections: [sections/one.yaml, safety.yaml]\n\
                  abbreviations: [short.yaml]\npapers: [plan.yaml]\n";
    let scratch = Scratch::with(&[
        ("report.yaml", report),
        ("sections/one.yaml", &section),
        ("safety.yaml", &priority),
        ("plan.yaml", &paper),
        ("short.yaml", "- {short: CHC, long: community health council}\n"),
    ]);
    let editions = scratch.editions();
    for (name, quotations) in [("report", 2), ("brief-safety", 1), ("paper-plan", 1)] {
        let found = editions[name].tree.all("BlockQuote");
        assert_eq!(found.len(), quotations, "{name}");
        for quotation in found {
            // Nothing is spelt out in the words of others.
            let said = spaced(&quotation.text());
            assert_eq!(said, "“We met in a CHC of “ours”.” A. Clerk Chair", "{name}");
        }
    }
}

#[test]
fn the_bundled_report_uses_every_kind_of_block_that_it_needs() {
    let sections = &bundled().opened.report.sections;
    let blocks = sections.iter().flat_map(|section| match section {
        Section::Plain(section) => section.body.iter().collect::<Vec<_>>(),
        Section::Priority(priority) => {
            let then = priority.highlights.iter().flat_map(|highlight| &highlight.then);
            priority.body.iter().chain(then).collect()
        }
    });
    let (mut charts, mut tables) = (0, 0);
    for block in blocks {
        match block {
            Block::Chart(_) => charts += 1,
            Block::Table(_) => tables += 1,
            _ => {}
        }
    }
    assert!(charts >= 3 && tables >= 2, "{charts} charts and {tables} tables");
}

#[test]
fn a_chart_says_the_period_and_the_source_of_its_series_where_it_has_none() {
    let series = "- {id: tolls, label: Tolls, unit: boats, period: Calendar year 2023, \
                  source: {document: book, at: page 7}, points: [{label: A, value: 1}, {label: B, value: 2}]}\n";
    let charts = "- {id: bare, kind: bar, series: tolls, title: Bare}\n\
                  - {id: own, kind: bar, series: tolls, title: Own, subtitle: In 2023, source: The gate}\n";
    let scratch = Scratch::with(&[
        (
            "report.yaml",
            &report(
                "series: [series.yaml]\ncharts: [charts.yaml]\n\
                 sources: [{id: book, title: The toll book, publisher: Us}]\n",
            ),
        ),
        ("series.yaml", series),
        ("charts.yaml", charts),
        (
            "sections/one.yaml",
            "id: one\ntitle: One\nbody:\n  - chart: bare\n  - chart: own\n",
        ),
    ]);
    let text = spaced(&scratch.editions()["report"].text());
    for (expected, times) in [
        ("Bare Calendar year 2023", 1),
        ("Source: The toll book, page 7", 1),
        ("Own In 2023", 1),
        ("Source: The gate", 1),
        ("toll book", 1),
    ] {
        assert_eq!(text.matches(expected).count(), times, "{expected}\n{text}");
    }
}

//! What stays together wherever a page ends: the first rows of a glossary, and charts in their order.

use crate::press::bundled;
use crate::reader::{Page, spaced};
use crate::scratch::{Scratch, report};

fn text_of(page: &Page) -> String {
    let runs: Vec<_> = page.runs.iter().map(|run| run.text.as_str()).collect();
    spaced(&runs.join(" "))
}

#[test]
fn a_glossary_begins_where_three_rows_have_room() {
    let pages = &bundled().report().pages;
    let heads = |page: &&Page| text_of(page).contains("Term Meaning");
    let page = pages.iter().find(heads).expect("a glossary");
    let text = text_of(page);
    for term in ["CATCH", "CPS", "CSA"] {
        assert!(text.contains(term), "{term}: {text}");
    }
}

#[test]
fn nothing_comes_before_a_chart_that_waits() {
    let points: Vec<_> =
        (0..16).map(|at| format!("{{label: Month {at}, value: {}}}", at + 20)).collect();
    let series = format!(
        "- {{id: s, label: Boats, unit: boats, points: [{}]}}\n",
        points.join(", ")
    );
    let files: Vec<_> = (1..=8).map(|at| format!("p{at}.yaml")).collect();
    let fields =
        "series: [series.yaml]\ncharts: [charts.yaml]\nmeasures: [measures.yaml]\n";
    let list = format!("sections: [{}]", files.join(", "));
    let scratch = Scratch::with(&[
        ("report.yaml", &report(fields).replace("sections: [sections/one.yaml]", &list)),
        ("series.yaml", &series),
    ]);
    let charts: String = (1..=8)
        .map(|at| {
            format!("- {{id: c{at}, kind: bar, series: s, title: Boats of {at}}}\n")
        })
        .collect();
    let measures: String = (1..=8)
        .map(|at| {
            format!("- {{id: m{at}, label: Nets of {at}, value: {at}3, unit: nets}}\n")
        })
        .collect();
    scratch.write("charts.yaml", charts);
    scratch.write("measures.yaml", measures);
    for (number, file) in (1..).zip(&files) {
        let text = "Ducks swam by the mill in May. ".repeat(4 * number);
        scratch.write(
            file,
            format!(
                "id: mill{number}\npriority: {number}\nname: The mill {number}\nsummary: It turns.\n\
                 highlights:\n  - {{lead: First, text: {text}}}\n\
                 \x20 - {{lead: Nets, text: {text}, figure: m{number}, then: [{{chart: c{number}}}]}}\n"
            ),
        );
    }
    let editions = scratch.editions();
    for number in 1..=8 {
        let pdf = &editions[&format!("brief-mill{number}")];
        let text: Vec<_> = pdf.pages.iter().map(text_of).collect();
        let text = text.join(" ");
        let (chart, figures) = (
            text.find(&format!("Boats of {number}")).expect("a chart"),
            text.find("Figures in this brief").expect("a table"),
        );
        assert!(chart < figures, "brief {number}: {text}");
    }
}

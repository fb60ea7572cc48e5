//! Languages: words and forms of each, those that a project brings, and projects in several.

use crate::press::{assert_status, repository, said, told};
use crate::reader::Pdf;
use crate::scratch::Scratch;

/// A small project in Welsh.
fn welsh() -> Scratch {
    Scratch::with(&[
        (
            "report.yaml",
            "id: nodyn\ntitle: Nodyn byr\nlanguage: cy\nperiod: {from: 2024-04-01, to: \
             2025-03-31, label: 2024/25}\npublished: 2025-06-02\nbrand: brand.yaml\n\
             measures: [measures.yaml]\nsections: [sections/one.yaml]\n\
             back_matter: [figures]\n",
        ),
        (
            "measures.yaml",
            "- {id: a, label: Aros, value: 2, unit: days}\n\
             - {id: b, label: Ymweliadau, value: 2500000, unit: ymweliadau}\n\
             - {id: c, label: Cost, value: 12400000, unit: GBP, qualifier: more than}\n\
             - {id: d, label: Cŵn, value: 2, unit: cŵn, singular: ci, forms: {two: gi}}\n\
             - {id: e, label: Cartrefi, value: 12, unit: cartrefi, singular: cartref}\n",
        ),
        (
            "sections/one.yaml",
            "id: one\ntitle: Y flwyddyn\nbody:\n  - prose: |\n      Arhosodd pobl {a}. Bu \
             {b|unit}. Gwariwyd {c} ar {d|unit} ac {e|unit}.\n",
        ),
    ])
}

#[test]
fn words_stand_in_the_form_that_their_number_takes() {
    let report = &welsh().editions()["report"];
    let text = report.text().replace('\u{a0}', " ");
    for phrase in [
        "2 ddiwrnod",
        "2.5 miliwn o ymweliadau",
        "mwy na £12.4m",
        "2 gi",
        "12 cartref",
        "Ffigurau yn yr adroddiad hwn",
        "2 Mehefin 2025",
    ] {
        assert!(text.contains(phrase), "no `{phrase}` in {text}");
    }
    assert_eq!(report.language, "cy");
}

#[test]
fn a_form_that_is_not_known_is_asked_for() {
    let scratch = welsh();
    let path = scratch.path().join("measures.yaml");
    let measures = std::fs::read_to_string(&path).expect("measures");
    scratch.write("measures.yaml", measures.replace(", forms: {two: gi}", ""));
    let found = scratch.findings().join("\n");
    assert!(found.contains("`cŵn` has no form for 2"), "{found}");
    assert!(found.contains("add `two` to `forms`"), "{found}");
}

#[test]
fn rules_for_english_do_not_run_on_welsh() {
    let scratch = welsh();
    // “5th March” and “per cent” are English; “yma” is a link text that says nothing.
    scratch.write(
        "sections/one.yaml",
        "id: one\ntitle: Y Flwyddyn Hon I Gyd\nbody:\n  - prose: |\n      Ar 5th March roedd 5 \
         percent. Darllenwch [yma](https://example.org).\n",
    );
    let found = scratch.findings().join("\n");
    assert!(found.contains("link-text"), "{found}");
    for rule in ["ordinal-date", "per-cent-form", "capitals", "loose-figure"] {
        assert!(!found.contains(rule), "{rule}: {found}");
    }
}

/// The program's words of a language, as a file for another.
fn words_of(language: &str, other: &str) -> String {
    let path = repository().join(format!("templates/locale/{language}.yaml"));
    let text = std::fs::read_to_string(path).expect("words");
    text.replace(&format!("language: {language}"), &format!("language: {other}"))
}

fn in_breton(words: &str) -> Scratch {
    let scratch = Scratch::minimal();
    let report = std::fs::read_to_string(scratch.path().join("report.yaml"));
    let report = report.expect("a report").replace("en-GB", "br");
    scratch.write("report.yaml", report);
    scratch.write("templates/locale/br.yaml", words);
    scratch
}

#[test]
fn a_project_brings_a_language_of_its_own() {
    let words = words_of("en-GB", "br")
        .replace("{from} to {to}", "{from} betek {to}")
        .replace("{one: day, other: days}", "{other: devezh}");
    // Breton has forms of its own, so that what has two in English has one here.
    let one_form = |line: &str| match line.trim_start().starts_with("counts") {
        true => {
            "counts: {one: singular, two: singular, few: singular, many: plural, other: \
                 plural}"
                .to_owned()
        }
        false => line.to_owned(),
    };
    let words: Vec<String> = words.lines().map(one_form).collect();
    let words = in_one_form(&words.join("\n"));
    let report = &in_breton(&words).editions()["report"];
    assert_eq!(report.language, "br");
    let text = report.text().replace('\u{a0}', " ");
    assert!(text.contains("1 April 2024 betek 31 March 2025"), "{text}");
}

/// Units with one form in place of `{one: …, other: …}`.
fn in_one_form(words: &str) -> String {
    let without = |line: &str| match (line.find("{one: "), line.find(", other: ")) {
        (Some(start), Some(end)) if !line.starts_with("counts") => {
            format!("{}{{{}", &line[..start], &line[end + 2..])
        }
        _ => line.to_owned(),
    };
    words.lines().map(without).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_language_of_a_project_is_held_against_the_list_of_words() {
    let words = in_one_form(&words_of("en-GB", "br"))
        .replace("  contents: Contents\n", "")
        .replace("  glossary: Glossary\n", "  glosary: Geriaoueg\n")
        .replace("target-of: \"Target: {figure}\"", "target-of: \"Target: {value}\"")
        .replace("day: \"{day}\\_{month} {year}\"", "day: \"{day} {year}\"")
        .replace("{other: weeks,", "{one: sizhun, other: weeks,");
    let output = in_breton(&words).run(&["check", "--message-format", "short"]);
    assert_status(&output, 1);
    let found = said(&output.stdout);
    for problem in [
        "the word `contents` is missing",
        "there is no word `glosary`",
        "did you mean `glossary`?",
        "the word `glossary` is missing",
        "the word `target-of` does not have the gaps that are filled",
        "the word `day` does not have the gaps that are filled",
        "`weeks` has no form `two` and `few`",
    ] {
        assert!(found.contains(problem), "no `{problem}` in {found}");
    }
    assert!(found.contains("templates/locale/br.yaml:"), "{found}");
}

#[test]
fn both_languages_are_made_by_one_command() {
    let scratch = Scratch::of("dyffryn");
    let output = scratch.run(&["-q", "build"]);
    assert_status(&output, 0);
    assert_eq!(told(&output), "");
    let out = scratch.path().join("out");
    let open = |name: &str| Pdf::open(&out.join(name));
    let (welsh, english) = (open("annual-report-cy.pdf"), open("annual-report-en.pdf"));
    assert_eq!(welsh.language, "cy");
    assert_eq!(english.language, "en-GB");
    let plain = |pdf: &Pdf| pdf.text().replace('\u{a0}', " ");
    let (welsh, english) = (plain(&welsh), plain(&english));
    for (text, phrases, others) in [
        (&welsh, ["1,240 cartref", "Tudalen", "mwy na £12.4m"], "Contents"),
        (&english, ["1,240 homes", "Page", "more than £12.4m"], "Cynnwys"),
    ] {
        for phrase in phrases {
            assert!(text.contains(phrase), "no `{phrase}` in {text}");
        }
        assert!(!text.contains(others), "`{others}` in {text}");
    }
    assert!(out.join("annual-report-cy-brief-1-homes.pdf").is_file());
    assert!(out.join("annual-report-en-brief-1-homes.pdf").is_file());
    let manifest = std::fs::read_to_string(out.join("manifest.json")).expect("a record");
    for language in ["cy", "en"] {
        assert!(
            manifest.contains(&format!("annual-report-{language}.pdf")),
            "{manifest}"
        );
    }
    let output = scratch.run(&["-q", "verify"]);
    assert_status(&output, 0);
}

#[test]
fn a_complete_project_in_two_languages_is_silent() {
    let findings = Scratch::of("dyffryn").findings();
    let others: Vec<_> =
        findings.iter().filter(|it| !it.contains("sparse-page")).collect();
    assert!(others.is_empty(), "{others:#?}");
}

/// What is taken out of one language: the file, what stands there, what stands there then, and
/// what is said.
const GAPS: [(&str, &str, &str, &str); 20] = [
    (
        "report.yaml",
        "title: {cy: Adroddiad blynyddol, en: Annual report}",
        "title: {en: Annual report}",
        "`cy` is lacking",
    ),
    (
        "report.yaml",
        "subtitle: {cy: Yr hyn a wnaeth y cyngor dros ei bobl, en: What the council did for its people}",
        "subtitle: What the council did for its people",
        "“What the council did for its people” stands in every language",
    ),
    (
        "report.yaml",
        "ac ailgylchwyd {recycled} o’r gwastraff",
        "ac ailgylchwyd y gwastraff",
        "`cy` does not print `{recycled}`",
    ),
    (
        "report.yaml",
        "{cy: [cyngor, perfformiad], en: [council, performance]}",
        "{cy: [cyngor], en: [council, performance]}",
        "the list in `cy` is shorter",
    ),
    (
        "report.yaml",
        "term: {cy: Sylwer, en: Please note}",
        "term: {cy: Sylwer}",
        "`en` is lacking",
    ),
    (
        "brand.yaml",
        "name: {cy: Cyngor Dyffryn Arian, en: Dyffryn Arian Council}",
        "name: Dyffryn Arian Council",
        "“Dyffryn Arian Council” stands in every language",
    ),
    (
        "measures.yaml",
        "label: {cy: Cartrefi a atgyweiriwyd, en: Homes mended}",
        "label: Homes mended",
        "“Homes mended” stands",
    ),
    (
        "measures.yaml",
        "unit: {cy: ymweliadau, en: visits}",
        "unit: visits",
        "“visits” stands",
    ),
    (
        "measures.yaml",
        "label: {cy: Targed statudol, en: Statutory target}",
        "label: {cy: Targed statudol, en: \"\"}",
        "`en` is lacking",
    ),
    (
        "series.yaml",
        "label: {cy: Blwyddyn, en: Year}",
        "label: Blwyddyn",
        "“Blwyddyn” stands",
    ),
    (
        "charts.yaml",
        "note: {cy: Gwastraff cartrefi yn unig., en: Household waste alone.}",
        "note: {en: Household waste alone.}",
        "`cy` is lacking",
    ),
    (
        "tables.yaml",
        "- {label: {cy: Llyfrgell, en: Library}}",
        "- {label: Library}",
        "“Library” stands",
    ),
    ("tables.yaml", "{cy: Y Cwm, en: Valley}", "Valley", "“Valley” stands"),
    (
        "figures.yaml",
        "alt: {cy: Map o’r cyngor gyda thair llyfrgell ar hyd yr afon, en: Map of the council with three libraries along the river}",
        "alt: {en: Map of the council with three libraries along the river}",
        "`cy` is lacking",
    ),
    (
        "figures.yaml",
        "caption: {cy: Y tair llyfrgell, en: The three libraries}",
        "caption: The three libraries",
        "“The three libraries” stands",
    ),
    (
        "people.yaml",
        "role: {cy: Arweinydd y cyngor, en: Leader of the council}",
        "role: Leader of the council",
        "“Leader of the council” stands",
    ),
    (
        "links.yaml",
        "url: {cy: \"https://example.org/cy/cynllun\", en: \"https://example.org/en/plan\"}",
        "url: {en: \"https://example.org/en/plan\"}",
        "`cy` is lacking",
    ),
    (
        "sections/council.yaml",
        "[cynllun y cyngor](https://example.org/cy/cynllun)",
        "cynllun y cyngor",
        "`cy` has fewer links than `en`",
    ),
    (
        "sections/council.yaml",
        "The growth of recycling is shown in {see: recycling}.",
        "Recycling grows.",
        "`en` does not print `{recycling}`",
    ),
    (
        "priorities/homes.yaml",
        "context: {cy: Yr unig flaenoriaeth., en: The only priority.}",
        "context: The only priority.",
        "“The only priority.” stands",
    ),
];

#[test]
fn what_one_language_lacks_is_found() {
    for (file, before, after, problem) in GAPS {
        let scratch = Scratch::of("dyffryn");
        let text = std::fs::read_to_string(scratch.path().join(file)).expect("a file");
        assert!(text.contains(before), "{file}: {before}");
        scratch.write(file, text.replacen(before, after, 1));
        let output = scratch.run(&["check", "--no-pages", "--message-format", "short"]);
        let found = said(&output.stdout);
        let lines: Vec<_> =
            found.lines().filter(|line| line.contains("lacking-language")).collect();
        assert!(
            lines.iter().any(|line| line.starts_with(file) && line.contains(problem)),
            "{file}, no `{problem}`: {found}"
        );
        assert_eq!(lines.len(), 1, "{file}: {found}");
    }
}

#[test]
fn what_lacks_a_language_is_made_in_none() {
    let scratch = Scratch::of("dyffryn");
    scratch.write("links.yaml", "- {id: plan, text: {cy: Cynllun y cyngor}}\n");
    let output = scratch.run(&["-q", "build"]);
    assert_status(&output, 1);
    let out = scratch.path().join("out");
    let made = std::fs::read_dir(&out).map_or(0, Iterator::count);
    assert_eq!(made, 0, "{}", out.display());
}

#[test]
fn a_language_that_the_project_has_not_is_refused() {
    let scratch = Scratch::of("dyffryn");
    scratch.write(
        "people.yaml",
        "- {id: leader, name: Gwen, role: {cy: Arweinydd, fr: Chef}}\n",
    );
    let found = scratch.findings().join("\n");
    assert!(found.contains("`fr` is no language of this project"), "{found}");
    assert!(found.contains("people.yaml:1:50"), "{found}");
}

#[test]
fn nothing_restricted_stands_in_several_languages() {
    let scratch = Scratch::of("dyffryn");
    let path = scratch.path().join("sections/council.yaml");
    let section = std::fs::read_to_string(path).expect("a section");
    let exempt =
        "audience: restricted\nexemption: {paragraph: 3, reason: {cy: Na, en: No}}\n";
    scratch.write("sections/council.yaml", format!("{section}{exempt}"));
    let found = scratch.findings().join("\n");
    assert!(
        found.contains("a project in several languages holds nothing restricted"),
        "{found}"
    );
}

#[test]
fn passages_in_another_language_are_tagged() {
    let scratch = Scratch::minimal();
    scratch.write(
        "sections/one.yaml",
        "id: one\ntitle: Words\nbody:\n  - prose: |\n      The council says [croeso i \
         bawb](lang:cy) to all.\n\n      [Bienvenue à *tous* les habitants.](lang:fr-CA)\n",
    );
    let report = &scratch.editions()["report"];
    let paragraphs = report.tree.all("P");
    let french = paragraphs.iter().find(|it| it.language.as_deref() == Some("fr-CA"));
    let french = french.expect("a paragraph in French").text();
    assert!(french.contains("Bienvenue"), "{french}");
    // Within a line, the language stands at the marked content; “tous” is one of its own.
    assert_status(&scratch.run(&["-q", "build", "report"]), 0);
    let document = lopdf::Document::load(scratch.path().join("out/note.pdf"));
    let document = document.expect("a PDF");
    let spoken = |page: lopdf::ObjectId| {
        let content = document.get_page_content(page);
        let content = lopdf::content::Content::decode(&content).expect("operations");
        let marked = content.operations.into_iter().filter(|it| it.operator == "BDC");
        let languages = marked.filter_map(|it| {
            let properties = it.operands.get(1)?.as_dict().ok()?;
            let language = properties.get(b"Lang").ok()?.as_str().ok()?;
            Some(String::from_utf8_lossy(language).into_owned())
        });
        languages.collect::<Vec<_>>()
    };
    let spoken: Vec<_> = document.page_iter().flat_map(spoken).collect();
    assert_eq!(spoken, ["cy", "fr-CA"], "{spoken:?}");
    let found = scratch.findings().join("\n");
    assert!(!found.contains("link-text"), "{found}");
}

#[test]
fn a_wrong_tag_of_a_passage_is_refused_at_its_place() {
    for tag in ["welsh", "c", "cy_GB!", "und"] {
        let scratch = Scratch::minimal();
        let prose = format!("id: one\ntitle: Words\nlead: \"[Croeso](lang:{tag})\"\n");
        scratch.write("sections/one.yaml", prose);
        let found = scratch.findings().join("\n");
        assert!(found.contains(&format!("`{tag}` is no language tag")), "{found}");
        assert!(found.contains("sections/one.yaml:3:22"), "{found}");
    }
}

/// The report of a small German project with one table.
fn table_in_german(columns: &str, rows: &str) -> Pdf {
    let table =
        format!("- id: zahlen\n  title: Zahlen\n  columns: {columns}\n  rows:\n{rows}");
    let scratch = Scratch::with(&[
        (
            "report.yaml",
            "id: hafen\ntitle: Hafen\nlanguage: de\nperiod: {from: 2024-04-01, to: \
             2025-03-31, label: 2024/25}\nbrand: brand.yaml\nsections: \
             [sections/one.yaml]\ntables: [tables.yaml]\n",
        ),
        ("sections/one.yaml", "id: one\ntitle: Das Jahr\nbody:\n  - table: zahlen\n"),
        ("tables.yaml", &table),
    ]);
    scratch.editions().remove("report").expect("a report")
}

/// Where the runs that begin with a text stand, in points from the left edge.
fn left_of(pdf: &Pdf, start: &str) -> f32 {
    let runs = pdf.pages.iter().flat_map(|page| &page.runs);
    let mut found =
        runs.filter(|run| run.text.trim().starts_with(start)).map(|run| run.left);
    found.next_back().unwrap_or_else(|| panic!("no `{start}`"))
}

#[test]
fn figures_stand_under_each_other_by_the_sign_before_decimals_of_the_language() {
    let pdf = table_in_german(
        "[{label: Ort}, {label: Umschlag, number: {}}, {label: Kosten, number: {unit: EUR, \
         unit_stands: cells}}, {label: Getippt, align: right}]",
        "    - [Nord, 12204, 31.5, \"12,5\"]\n    - [Mitte, 98000.5, 42.25, \"13,25\"]\n    \
         - [Ost, 45000, 70, 14]\n",
    );
    for column in [
        ["12.204", "98.000,5", "45.000"],
        ["31,5", "42,25", "70"],
        ["12,5", "13,25", "14"],
    ] {
        let [first, second, third] = column.map(|start| left_of(&pdf, start));
        assert!((first - second).abs() < 0.1, "{column:?}: {first} {second} {third}");
        assert!((first - third).abs() < 0.1, "{column:?}: {first} {second} {third}");
    }
}

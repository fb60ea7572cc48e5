//! The sample: a small project for the tests of this floor, and how its problems read.

use std::fs;

use tempfile::TempDir;

use crate::diagnostic::{Diagnostic, Place, SourceTexts};
use crate::theme::{Facts, Name};

use super::{
    Id, Loaded, Measure, MeasureValue, Placed, Qualifier, Unit, Visibility, load,
    validate,
};
use crate::limits::Limits;
use crate::sources::Sources;

const REPORT: &str = "\
id: sample
title: Sample
language: en-GB
period: {from: 2022-04-01, to: 2023-03-31, label: 2022/23}
brand: brand.yaml
measures: [measures.yaml]
sections: [section.yaml]
";
const BRAND: &str = "\
publisher: {name: Northshire}
colours: {brand: '#12436D', ink: '#1A1A1A', priorities: ['#12436D']}
typefaces: {text: Sans, display: Sans}
";
const MEASURES: &str = "- {id: a, label: A, value: 4, unit: visits}\n";
const SECTION: &str = "id: s\ntitle: S\nbody:\n- prose: Of {a}.\n";

/// A project in a folder of its own: the sample, with some files written otherwise.
pub(crate) struct Sample {
    folder: TempDir,
}

impl Sample {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        let sample = Self { folder };
        let base = [
            ("report.yaml", REPORT),
            ("brand.yaml", BRAND),
            ("measures.yaml", MEASURES),
            ("section.yaml", SECTION),
        ];
        for (name, text) in base.iter().chain(files) {
            sample.write(name, text.as_bytes());
        }
        sample
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a sample is written as an editor would"
    )]
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn load(&self) -> Loaded {
        load(&Sources::open(self.folder.path(), Limits::default()).unwrap()).unwrap()
    }
}

/// The problems of a project whose files are the sample's and these, one a line.
pub(crate) fn problems(files: &[(&str, &str)]) -> String {
    let Loaded { report, mut diagnostics, texts } = Sample::new(files).load();
    if let Some(report) = report {
        diagnostics
            .extend(validate(report, Facts::of(Name::default()).unwrap()).diagnostics);
    }
    written(&diagnostics, &texts)
}

/// The problems of the sample with fields added to its report file.
pub(crate) fn problems_with(report: &str, files: &[(&str, &str)]) -> String {
    let report = format!("{REPORT}{report}");
    let mut all = vec![("report.yaml", report.as_str())];
    all.extend_from_slice(files);
    problems(&all)
}

/// The problems of a text as a section's prose block; its first line is line 5, column 5.
pub(crate) fn prose_problems(text: &str) -> String {
    let text = text.replace('\n', "\n    ");
    problems(&[(
        "section.yaml",
        &format!("id: s\ntitle: S\nbody:\n- prose: |\n    {text}\n- prose: Of {{a}}.\n"),
    )])
}

/// Problems as lines: place, field, severity, message, related places and remedy.
pub(crate) fn written(diagnostics: &[Diagnostic], texts: &SourceTexts) -> String {
    let line = |problem: &Diagnostic| {
        let at = |place: &Place| match texts.line_column(place) {
            Some(at) => format!("{}:{}:{}", place.file(), at.line, at.column),
            None => place.file().to_string(),
        };
        let place = problem.place.as_ref();
        let place = place.map(|place| format!("{}: {}", at(place), place.field()));
        let related = problem
            .related
            .iter()
            .map(|related| format!("; {}: {}", at(&related.place), related.message));
        format!(
            "{}: {}: {}{} [{}]\n",
            place.unwrap_or_default(),
            problem.severity,
            problem.message,
            related.collect::<String>(),
            problem.hint.as_deref().unwrap_or_default(),
        )
    };
    diagnostics.iter().map(line).collect()
}

/// A measure with a value and a unit, of which nothing else is said.
pub(crate) fn measure(value: MeasureValue, unit: Unit) -> Measure {
    let place = Place::whole_file("m.yaml");
    let text = |text: &str| Placed { value: text.into(), place: place.clone() };
    Measure {
        id: Id { value: "a".into(), place: place.clone() },
        label: text("A"),
        value: Placed { value, place: place.clone() },
        unit: Placed { value: unit, place: place.clone() },
        per: None,
        decimals: None,
        printed_in: None,
        qualifier: Qualifier::Exactly,
        change: None,
        period: None,
        within_year: true,
        listed: true,
        source: None,
        comparator: None,
        target: None,
        better: None,
        status: None,
        history: Vec::new(),
        icon: None,
        note: None,
        published_as: None,
        part_of: None,
        same_as: None,
        sum_of: Vec::new(),
        rounded: false,
        audience: Visibility::Public,
        editorial_notes: Vec::new(),
    }
}

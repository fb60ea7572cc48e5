//! Reading an edition through: which measures, tables and charts it prints, in order.
//!
//! The walk is that of the context that templates see, over the same [`Resolver`], so that
//! a text here is the text that prints and a measure is listed where it prints first.

use super::document::{
    ChartData, ColumnData, HighlightData, SectionData, SeriesData, TableData, ValueData,
};
use super::measures::MeasureData;
use crate::edition::resolve::{Resolver, plain_text};
use crate::edition::{Selection, Subject};
use crate::report::{
    Block, Chart, ChartKind, Enclosure, Highlight, Id, Line, Locale, MeasureForm,
    MeasureValue, Paper, PlainSection, PointValue, Priority, Prose, Section, Table, Text,
    ValidReport, measure,
};

/// A table or a chart.
#[derive(Debug)]
pub(super) enum Shown {
    /// A table.
    Table(TableData),
    /// A chart.
    Chart(ChartData),
}

/// What an edition prints.
#[derive(Debug)]
pub(super) struct Reading {
    /// Its measures, each once, in the order of its list of figures.
    pub(super) measures: Vec<MeasureData>,
    /// Its tables and charts, each once, in the order of reading.
    pub(super) shown: Vec<Shown>,
    /// Its sections; that of the priority alone for a brief.
    pub(super) sections: Vec<SectionData>,
}

impl Reading {
    /// Reads an edition through.
    pub(super) fn of(selection: &Selection<'_>, locale: &Locale) -> Self {
        let report = selection.report();
        let mut reader = Reader {
            report,
            locale,
            resolver: Resolver::new(report, locale),
            charts: None,
            shown: Vec::new(),
        };
        reader.optional_prose(report.summary.as_ref());
        let sections = reader.document(selection);
        for source in &report.sources {
            reader.optional_line(source.note.as_ref());
        }
        reader.imprint();
        let measures = reader.printed();
        Self { measures, shown: reader.shown, sections }
    }
}

struct Reader<'r> {
    report: &'r ValidReport,
    locale: &'r Locale,
    resolver: Resolver<'r>,
    /// The charts that a brief keeps; `None` for all.
    charts: Option<&'r [Id]>,
    shown: Vec<Shown>,
}

impl<'r> Reader<'r> {
    fn line(&mut self, line: &Line) -> String {
        self.resolver.line(line)
    }

    fn optional_line(&mut self, line: Option<&Line>) -> Option<String> {
        line.map(|line| self.line(line))
    }

    fn prose(&mut self, prose: &Prose) -> String {
        plain_text(&self.resolver.prose(prose))
    }

    fn optional_prose(&mut self, prose: Option<&Prose>) -> Option<String> {
        prose.map(|prose| self.prose(prose))
    }

    fn measures(&mut self, ids: &[Id]) {
        for id in ids {
            self.measure(id);
        }
    }

    fn measure(&mut self, id: &Id) {
        self.resolver.print_measure(&id.value);
        let report = self.report;
        self.optional_line(report.measure(&id.value).note.as_ref());
    }

    /// What a document prints of the report, its appendices and papers with it.
    fn document(&mut self, selection: &Selection<'r>) -> Vec<SectionData> {
        let report = self.report;
        match selection.subject() {
            Subject::Report => {
                let sections = self.sections(|_| true);
                self.resolver.enter_section(0);
                self.measures(&report.year_in_figures);
                sections
            }
            Subject::Sections(ids) => self
                .sections(|section| ids.iter().any(|id| id.value == section.id().value)),
            Subject::Brief(priority) => vec![self.brief(priority)],
            Subject::Paper(paper) => self.paper(selection, paper),
            Subject::Pack(pack) => {
                let papers = pack.items.iter().filter_map(|item| item.paper.as_ref());
                let papers = papers.filter_map(|id| selection.paper(id));
                papers.flat_map(|paper| self.document(&paper)).collect()
            }
        }
    }

    fn paper(&mut self, selection: &Selection<'r>, paper: &'r Paper) -> Vec<SectionData> {
        self.resolver.enter_section(0);
        self.charts = None;
        for recommendation in paper.recommendations.iter().flat_map(|it| &it.items) {
            self.prose(recommendation);
        }
        for section in &paper.sections {
            self.blocks(&section.body);
        }
        let mut sections: Vec<SectionData> = Vec::new();
        for appendix in &paper.appendices {
            self.optional_prose(appendix.description.as_ref());
            if let Enclosure::Table(id) = &appendix.content {
                self.table(self.report.table(&id.value));
            }
            let Some(attached) = selection.attached(appendix) else { continue };
            for section in self.document(&attached) {
                // A brief and the report may both be attached.
                if !sections.iter().any(|known| known.id == section.id) {
                    sections.push(section);
                }
            }
            self.charts = None;
        }
        sections
    }

    fn sections(&mut self, is_wanted: impl Fn(&Section) -> bool) -> Vec<SectionData> {
        let report = self.report;
        let mut sections = Vec::new();
        let numbered = report.sections.iter().zip(1_usize..);
        for (section, number) in numbered.filter(|(section, _)| is_wanted(section)) {
            self.resolver.enter_section(number);
            sections.push(match section {
                Section::Plain(section) => self.plain_section(section, number),
                Section::Priority(priority) => self.priority(priority, number, None),
            });
        }
        sections
    }

    fn plain_section(&mut self, section: &'r PlainSection, number: usize) -> SectionData {
        self.optional_prose(section.lead.as_ref());
        self.blocks(&section.body);
        SectionData {
            number,
            id: section.id.value.to_string(),
            title: section.title.value.to_string(),
            highlights: Vec::new(),
        }
    }

    /// A priority; `body` stands in place of its own.
    fn priority(
        &mut self,
        priority: &'r Priority,
        number: usize,
        body: Option<&'r [Block]>,
    ) -> SectionData {
        self.prose(&priority.summary);
        self.measures(&priority.measures);
        self.optional_prose(priority.introduction.as_ref());
        let highlights = self.highlights(&priority.highlights);
        self.blocks(body.unwrap_or(&priority.body));
        SectionData {
            number,
            id: priority.id.value.to_string(),
            title: priority.section_title().value.to_string(),
            highlights,
        }
    }

    fn brief(&mut self, priority: &'r Priority) -> SectionData {
        let found = self
            .report
            .priorities()
            .find(|(_, other)| other.id.value == priority.id.value);
        let number = found.map_or(0, |(number, _)| number);
        self.resolver.enter_section(number);
        self.optional_prose(priority.brief.context.as_ref());
        self.charts = priority.brief.charts.as_deref();
        self.priority(priority, number, priority.brief.body.as_deref())
    }

    fn highlights(&mut self, highlights: &'r [Highlight]) -> Vec<HighlightData> {
        let mut read = Vec::new();
        for highlight in highlights {
            let lead = self.optional_line(highlight.lead.as_ref());
            let text = self.prose(&highlight.text);
            if let Some(id) = &highlight.figure {
                self.measure(id);
            }
            let items = self.highlights(&highlight.items);
            self.blocks(&highlight.then);
            let measure = highlight.figure.as_ref().map(|id| id.value.to_string());
            read.push(HighlightData { lead, text, measure, items });
        }
        read
    }

    fn blocks(&mut self, blocks: &'r [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'r Block) {
        let report = self.report;
        match block {
            Block::Prose(prose) => {
                self.prose(prose);
            }
            Block::Measures(ids) => self.measures(ids),
            Block::Chart(id) => {
                let kept = self
                    .charts
                    .is_none_or(|charts| charts.iter().any(|it| it.value == id.value));
                if kept {
                    self.chart(report.chart(&id.value));
                }
            }
            Block::Table(id) => self.table(report.table(&id.value)),
            Block::Figure(id) => {
                let figure = report.figure(&id.value);
                self.line(&figure.alt);
                self.optional_line(figure.caption.as_ref());
            }
            Block::People(ids) => {
                for id in ids {
                    self.optional_line(report.person(&id.value).note.as_ref());
                }
            }
            Block::OrgUnits(parts) => {
                for part in parts {
                    self.prose(&part.text);
                }
            }
            Block::Priorities(_) => {
                for (_, priority) in report.priorities() {
                    self.prose(&priority.summary);
                }
            }
            Block::Links(ids) => {
                for id in ids {
                    let link = report.link(&id.value);
                    self.line(&link.text);
                    self.optional_line(link.note.as_ref());
                }
            }
            Block::Heading(_) | Block::Contacts(_) => {}
        }
    }

    fn table(&mut self, table: &Table) {
        let rows = table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| self.resolver.line(cell)).collect())
            .collect();
        let data = TableData {
            id: table.id.value.to_string(),
            title: self.line(&table.title),
            subtitle: self.optional_line(table.subtitle.as_ref()),
            columns: table
                .columns
                .iter()
                .map(|column| ColumnData {
                    label: column.label.value.to_string(),
                    unit: optional_text(column.unit.as_ref()),
                })
                .collect(),
            rows,
            source: optional_text(table.source.as_ref()),
            note: self.optional_line(table.note.as_ref()),
        };
        let again = |it: &Shown| matches!(it, Shown::Table(other) if other.id == data.id);
        if !self.shown.iter().any(again) {
            self.shown.push(Shown::Table(data));
        }
    }

    fn chart(&mut self, chart: &Chart) {
        let report = self.report;
        let series = report.series_by_id(&chart.series.value);
        // A series without groups has one value a point.
        let mut lines: Vec<SeriesData> = match series.groups.as_slice() {
            [] => vec![SeriesData { name: None, values: Vec::new() }],
            groups => groups
                .iter()
                .map(|group| SeriesData {
                    name: Some(group.value.to_string()),
                    values: Vec::new(),
                })
                .collect(),
        };
        for point in &series.points {
            for (line, value) in lines.iter_mut().zip(&point.values) {
                line.values.push(self.value(value, &series.unit.value));
            }
        }
        if let Some(total) = &chart.total {
            self.measure(total);
        }
        let data = ChartData {
            id: chart.id.value.to_string(),
            kind: match chart.kind {
                ChartKind::Bar => "bar",
                ChartKind::StackedBar => "stacked-bar",
                ChartKind::Proportion => "proportion",
                ChartKind::Line => "line",
                ChartKind::Dot => "dot",
            },
            title: self.line(&chart.title),
            subtitle: self.optional_line(chart.subtitle.as_ref()),
            label: series.label.value.to_string(),
            unit: series.unit.value.to_string(),
            total: chart.total.as_ref().map(|id| id.value.to_string()),
            categories: series.points.iter().map(|it| it.label.to_string()).collect(),
            series: lines,
            source: optional_text(chart.source.as_ref()),
            note: self.optional_line(chart.note.as_ref()),
        };
        let again = |it: &Shown| matches!(it, Shown::Chart(other) if other.id == data.id);
        if !self.shown.iter().any(again) {
            self.shown.push(Shown::Chart(data));
        }
    }

    fn value(&mut self, value: &PointValue, unit: &str) -> ValueData {
        let style = &self.report.brand.style;
        match value {
            PointValue::Number(number) => ValueData {
                value: number.value.to_string(),
                text: measure::number(&number.value, unit, style, self.locale),
                measure: None,
            },
            PointValue::Measure(id) => {
                self.resolver.print_measure(&id.value);
                let measure = self.report.measure(&id.value);
                let place = measure::Context::Display;
                let form = MeasureForm::Full;
                ValueData {
                    value: match &measure.value.value {
                        MeasureValue::Number(number) => number.to_string(),
                        // Validation lets only numbers into a chart.
                        _ => String::new(),
                    },
                    text: measure::written(measure, form, style, self.locale, place),
                    measure: Some(id.value.to_string()),
                }
            }
        }
    }

    /// The imprint is looked up, not read through, so that it does not count as the place
    /// where an abbreviation stands first; its measures are printed all the same.
    fn imprint(&mut self) {
        let report = self.report;
        let mut apart = Resolver::new(report, self.locale);
        for entry in &report.imprint {
            apart.prose(&entry.text);
        }
        self.resolver.enter_section(0);
        for &(index, _) in apart.printed_measures() {
            self.resolver.print_measure(&report.measures[index].id.value);
        }
    }

    /// Every measure that was printed, by the section that printed it first.
    fn printed(&mut self) -> Vec<MeasureData> {
        let report = self.report;
        let mut read = Vec::new();
        // A note may print further measures, and those have notes of their own.
        while let Some(&(index, section)) =
            self.resolver.printed_measures().get(read.len())
        {
            self.resolver.enter_section(section);
            let note = self.optional_line(report.measures[index].note.as_ref());
            read.push((section, index, note));
        }
        read.sort_by_key(|(section, ..)| *section);
        read.into_iter()
            .map(|(_, index, note)| {
                MeasureData::of(&report.measures[index], note, report, self.locale)
            })
            .collect()
    }
}

fn optional_text(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.value.to_string())
}

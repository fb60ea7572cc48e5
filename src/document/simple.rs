//! Simple nouns: those that a document shows as the model has them, field by field.
//!
//! They hold text, dates, files, lists, what they refer to, and nouns of the same kind; a new
//! one needs nothing here. What readers do not see of them is their own ids and what never
//! prints. Nouns of which a document says more than a file does are structs of this room.

use std::marker::PhantomData;
use std::sync::Arc;

use time::Date;

use super::builder::Builder;
use super::charts::Chart;
use super::figures::Figure;
use super::measure::Measure;
use super::noun::{Describe, Described, Description, FieldDescription, File};
use super::noun::{Record, Value, Valued};
use super::tables::Table;
use super::text::Text;
use crate::report::declare::{
    self, Declaration, Field, Form, Noun, NounKind, Presence, ScalarIs, Shape, TextKind,
};
use crate::report::{Id, Placed, Report, measure};

/// A simple noun of one type of the model.
#[derive(Debug)]
pub struct Simple<N>(Arc<Record>, PhantomData<fn() -> N>);

impl<N: Noun> Valued for Simple<N> {
    fn value(&self) -> Value {
        Value::Noun(self.0.clone())
    }

    fn kind() -> String {
        Self::called().to_owned()
    }

    fn nouns() -> Vec<Describe> {
        vec![Arc::new(Self::description)]
    }
}

impl<N: Noun> Described for Simple<N> {
    fn called() -> &'static str {
        N::declared().called
    }

    fn description() -> Description {
        description(N::declared())
    }
}

impl<'r> Builder<'r> {
    /// A simple noun.
    pub(super) fn simple<N: Noun>(&mut self, noun: &N) -> Simple<N> {
        Simple(self.record(noun), PhantomData)
    }

    /// Simple nouns, in order.
    pub(super) fn simple_list<'n, N: Noun>(
        &mut self,
        nouns: impl IntoIterator<Item = &'n N>,
    ) -> Vec<Simple<N>> {
        nouns.into_iter().map(|noun| self.simple(noun)).collect()
    }

    fn record(&mut self, noun: &dyn Noun) -> Arc<Record> {
        let mut fields = Vec::new();
        noun.values(&mut |field, value| {
            if is_shown(field) {
                fields.push((field.member.into(), self.field(field, value)));
            }
        });
        Arc::new(Record { name: noun.declaration().called, fields })
    }

    /// What a field of a simple noun says, and what the noun it refers to says.
    pub(super) fn field(&mut self, field: &Field, value: declare::Value<'_>) -> Value {
        match value {
            declare::Value::Text(text) => Text::typed(text).value(),
            declare::Value::Line(line) => self.line(line).value(),
            declare::Value::Prose(prose) => self.prose(prose).value(),
            declare::Value::Url(url) => Text::to_the_letter(&url.text()).value(),
            declare::Value::File(path) => File::of(path).value(),
            declare::Value::Noun(noun) => Value::Noun(self.record(noun)),
            declare::Value::List(list) => {
                let all = (0..list.count()).map(|at| self.field(field, list.get(at)));
                Value::List(all.collect())
            }
            declare::Value::Id(id) => match field.refers {
                Some(refers) => self.referred(refers.kind, id),
                None => Value::None,
            },
            declare::Value::Fact(fact) => match fact.downcast_ref::<Placed<Date>>() {
                Some(day) => self.date(day).value(),
                None => Value::None,
            },
            declare::Value::Nothing | declare::Value::ToBeConfirmed(_) => Value::None,
        }
    }

    fn referred(&mut self, kind: NounKind, id: &Id) -> Value {
        let report = self.report();
        match kind {
            NounKind::Measure => self.measure(id).value(),
            NounKind::Chart => self.chart(report.chart(&id.value)).value(),
            NounKind::Table => self.table(report.table(&id.value)).value(),
            NounKind::Figure => self.figure(report.figure(&id.value)).value(),
            other => match report.listed(other, &id.value) {
                Some(noun) => Value::Noun(self.record(noun)),
                None => Value::None,
            },
        }
    }

    /// A date as it prints.
    pub(super) fn date(&self, day: &Placed<Date>) -> Text {
        Text::at(measure::day(day.value, self.locale()), &day.place)
    }
}

/// What a value of a simple noun is: what the documentation calls it, and the noun that it
/// holds. `None` where documents show nothing of it.
pub(super) fn kind_of(
    field: &Field,
    shape: &Shape,
) -> Option<(String, Option<Describe>)> {
    match shape {
        Shape::Scalar(scalar) if scalar.kind == ScalarIs::Id => {
            let (name, describe) = referred(field.refers?.kind)?;
            Some((name.to_owned(), Some(describe)))
        }
        Shape::Scalar(scalar) => {
            let name = match (scalar.kind, scalar.name) {
                (ScalarIs::Typed | ScalarIs::Text, "prose") => "prose",
                (ScalarIs::Typed | ScalarIs::Text, _) if field.file.is_some() => "path",
                (ScalarIs::Typed | ScalarIs::Text, _) => "text",
                _ => return None,
            };
            Some((name.to_owned(), None))
        }
        Shape::Noun(of) => {
            let noun = of();
            let says_something = noun.fields.iter().any(is_shown);
            says_something.then(|| (noun.called.to_owned(), Some(describe(noun))))
        }
        Shape::List { of, .. } => {
            let (kind, held) = kind_of(field, of)?;
            Some((format!("list of {kind}"), held))
        }
        // A noun that may be written as one of its fields is read as the noun all the same.
        Shape::Either(shapes) => {
            let noun = shapes.iter().find(|it| matches!(it, Shape::Noun(_)))?;
            kind_of(field, noun)
        }
        _ => None,
    }
}

/// Whether readers see a field: not its own id, and not what never prints.
fn is_shown(field: &Field) -> bool {
    match field.form {
        Form::Field(shape) if field.text != Some(TextKind::Unprinted) => {
            kind_of(field, &shape()).is_some()
        }
        _ => false,
    }
}

fn describe(noun: &'static Declaration) -> Describe {
    Arc::new(move || description(noun))
}

/// What a simple noun is, in words: those of its declaration.
fn description(noun: &'static Declaration) -> Description {
    let fields = noun.fields.iter().filter(|field| is_shown(field));
    let fields = fields.filter_map(|field| {
        let Form::Field(shape) = field.form else { return None };
        let (kind, held) = kind_of(field, &shape())?;
        let may_lack = field.presence != Presence::Required && !kind.starts_with("list");
        Some(FieldDescription {
            name: field.member,
            kind: if may_lack { format!("{kind} or none") } else { kind },
            what: field.doc.into(),
            holds: held.into_iter().collect(),
        })
    });
    Description { name: noun.called, what: noun.doc, fields: fields.collect() }
}

/// What documents show where something is referred to.
fn referred(kind: NounKind) -> Option<(&'static str, Describe)> {
    fn of<N: Described + 'static>() -> Option<(&'static str, Describe)> {
        Some((N::called(), Arc::new(N::description)))
    }
    fn noun_in(shape: Shape) -> Option<&'static Declaration> {
        match shape {
            Shape::List { of, .. } => noun_in(*of),
            Shape::Noun(of) => Some(of()),
            _ => None,
        }
    }
    match kind {
        NounKind::Measure => of::<Measure>(),
        NounKind::Chart => of::<Chart>(),
        NounKind::Table => of::<Table>(),
        NounKind::Figure => of::<Figure>(),
        other => Report::declared().fields.iter().find_map(|field| match field.form {
            Form::Field(shape) | Form::InFiles(_, shape) => {
                let noun = noun_in(shape()).filter(|it| it.kind == Some(other))?;
                Some((noun.called, describe(noun)))
            }
            _ => None,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Block;

    /// The fields of a noun, and of the nouns in it, that documents would leave out although
    /// readers should see them.
    fn left_out(noun: &Declaration, found: &mut Vec<String>) {
        for field in noun.fields {
            let name = format!("{}.{}", noun.name, field.name);
            let shape = match field.form {
                Form::Field(shape) if field.text != Some(TextKind::Unprinted) => shape(),
                // Who may see it.
                Form::Flat(of) if of()[0].name == "audience" => continue,
                Form::Flat(_) | Form::InFiles(..) => {
                    found.push(name);
                    continue;
                }
                Form::Field(_) | Form::Unwritten => continue,
            };
            let inner = match &shape {
                Shape::List { of, .. } => of,
                one => one,
            };
            match inner {
                Shape::Noun(of) => left_out(of(), found),
                Shape::Scalar(scalar) if scalar.kind == ScalarIs::Id => {
                    let is_own = field.name == "id";
                    if !is_own && kind_of(field, &shape).is_none() {
                        found.push(name);
                    }
                }
                _ if kind_of(field, &shape).is_none() => found.push(name),
                _ => {}
            }
        }
    }

    #[test]
    fn documents_show_all_that_blocks_hold() {
        let mut found = Vec::new();
        left_out(Block::declared(), &mut found);
        // It is one word, which stands for all priorities.
        assert_eq!(found, ["Block.priorities"]);
    }
}

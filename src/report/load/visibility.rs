//! Visibility: `audience` and `exemption`, on whatever can be restricted.

use recto_macros::Choice;

use crate::report::code;
use crate::report::declare::{
    Condition, Field, Held, Rule, Scalar, Shape, Value, ValueMut,
};
use crate::report::decode::{Fields, Read, ReadFields};
use crate::report::model::{Exemption, Nation, Placed, Visibility};

/// Whether `audience` says that something is restricted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
enum Level {
    /// For everyone.
    Public,
    /// For members and officers alone.
    Restricted,
}

impl ReadFields for Visibility {
    fn fields() -> &'static [Field] {
        static FIELDS: &[Field] = &[
            Field::new(
                "audience",
                "Who may see it; `public` where it is left out.",
                Level::shape,
            ),
            Field::new(
                "exemption",
                "The ground on which it is restricted.",
                Exemption::shape,
            )
            .needed(Condition::Says("audience", &["restricted"]))
            .only(Condition::Says("audience", &["restricted"])),
        ];
        FIELDS
    }

    fn read_fields(fields: &mut Fields<'_>) -> Option<Self> {
        let level = fields.optional("audience", Placed::<Level>::read);
        let is_given = fields.has("exemption");
        let exemption = fields.optional("exemption", |at| {
            Some(Placed { value: Exemption::read(at)?, place: at.place() })
        });
        match level {
            Some(level) if level.value == Level::Restricted => {
                if !is_given {
                    let message = "`exemption` is missing";
                    let hint =
                        "add `exemption`, the paragraph of Schedule 12A and the reason";
                    fields.report_missing_at(&level.place, &["exemption"], message, hint);
                }
                // Without a ground there has been an error, and there will be no report.
                let Some(ground) = exemption else { return Some(Self::Public) };
                let at = fields.at();
                let extent = at.place_of(at.node().span.clone());
                Some(Self::Restricted(Exemption { extent, ..ground.value }))
            }
            _ => {
                // A level that cannot be read has been reported, and may be `restricted`.
                let is_public = level.is_some() || !fields.has("audience");
                if let Some(ground) = exemption.filter(|_| is_public) {
                    let message = "`exemption` is only for what is restricted";
                    let hint = "set `audience: restricted`, or remove `exemption`";
                    fields.disagree_without("audience", &ground.place, message, hint);
                }
                Some(Self::Public)
            }
        }
    }
}

impl Held for Visibility {
    fn value(&self) -> Value<'_> {
        self.exemption().map_or(Value::Nothing, |exemption| Value::Noun(exemption))
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        match self {
            Self::Public => ValueMut::Nothing,
            Self::Restricted(exemption) => ValueMut::Noun(exemption),
        }
    }
}

impl Exemption {
    pub(in crate::report) const RULES: &[Rule] = &[
        Rule::Where(Condition::Says("nation", &["wales"]), "paragraph", || {
            paragraphs(Nation::Wales)
        }),
        Rule::Where(Condition::SaysNot("nation", &["wales"]), "paragraph", || {
            paragraphs(Nation::England)
        }),
    ];

    /// The paragraph is one of the nation's.
    pub(in crate::report) fn check_paragraph(
        fields: &mut Fields<'_>,
        paragraph: &Option<Placed<u32>>,
        nation: &Nation,
    ) -> Option<()> {
        let known = nation.paragraphs();
        let Some(paragraph) = paragraph.as_ref().filter(|it| !known.contains(&it.value))
        else {
            return Some(());
        };
        let (name, other, other_name) = match nation {
            Nation::England => ("England", Nation::Wales, "wales"),
            Nation::Wales => ("Wales", Nation::England, "england"),
        };
        let (first, last) = (known.start(), known.end());
        let message = format!(
            "`paragraph` is {}, and {name} has paragraphs {first} to {last}",
            paragraph.value
        );
        let hint = if other.paragraphs().contains(&paragraph.value) {
            format!("set `nation: {other_name}`")
        } else {
            format!("write a number from {first} to {last}")
        };
        let problems = fields.at().problems();
        problems.error(code::BAD_VALUE, &paragraph.place, message, hint);
        Some(())
    }
}

/// The paragraphs of a nation.
fn paragraphs(of: Nation) -> Shape {
    let (first, last) = of.paragraphs().into_inner();
    Shape::Scalar(Scalar::whole("whole number", Some((first, last))))
}

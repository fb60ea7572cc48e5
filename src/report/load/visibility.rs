//! Visibility: `audience` and `exemption`, on whatever can be restricted.

use recto_macros::Choice;

use crate::report::declare::{Condition, Field, Held, Rule, Value, ValueMut};
use crate::report::decode::{Fields, Read, ReadFields};
use crate::report::model::{
    Exemption, Ground, GroundParagraph, Nation, Placed, Text, Visibility,
};

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
                Some(Self::Restricted(Box::new(Exemption { extent, ..ground.value })))
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
            Self::Restricted(exemption) => ValueMut::Noun(&mut **exemption),
        }
    }
}

impl Exemption {
    pub(in crate::report) const RULES: &[Rule] = &[
        Rule::Never(Condition::Beside("paragraph"), "paragraphs"),
        Rule::Never(Condition::Beside("nation"), "ground"),
    ];

    /// It cites one paragraph or a list of them.
    pub(in crate::report) fn cites_once(
        fields: &mut Fields<'_>,
        paragraph: &Option<Text>,
        paragraphs: &[Text],
    ) -> Option<()> {
        if let (Some(paragraph), true) = (paragraph, !paragraphs.is_empty()) {
            let message = "`paragraph` and `paragraphs` are both there";
            fields.disagree(&paragraph.place, message, "keep `paragraphs` alone");
        }
        Some(())
    }

    /// It is of one law.
    pub(in crate::report) fn one_law(
        fields: &mut Fields<'_>,
        nation: &Option<Nation>,
        ground: &Option<Text>,
    ) -> Option<()> {
        if let (Some(_), Some(ground)) = (nation, ground) {
            let message = "`nation` and `ground` are both there";
            fields.disagree(&ground.place, message, "keep the one that applies");
        }
        Some(())
    }
}

impl Ground {
    pub(in crate::report) const RULES: &[Rule] =
        &[Rule::AtLeastOne(&["wording", "paragraphs"])];

    /// It has the words of the law.
    pub(in crate::report) fn describes(
        fields: &mut Fields<'_>,
        wording: &Option<Text>,
        paragraphs: &[GroundParagraph],
    ) -> Option<()> {
        if wording.is_none()
            && paragraphs.is_empty()
            && fields.count_of("paragraphs") == 0
        {
            let hint = "add `wording`, or `paragraphs` with a `label` and a `text` each";
            let message = "the ground has no words of the law";
            fields.report_missing(&["wording", "paragraphs"], message, hint);
        }
        Some(())
    }
}

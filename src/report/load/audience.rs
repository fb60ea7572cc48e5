//! Audiences: `audience` and `exemption`, on whatever can be restricted.

use crate::diagnostic::Diagnostic;
use crate::report::code;
use crate::report::decode::scalars::{one_of, text, whole_number};
use crate::report::decode::{Cursor, Fields, Problems};
use crate::report::model::{Audience, Exemption, Nation, Placed, Text};

/// Whether `audience` says that something is restricted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Public,
    Restricted,
}

const LEVELS: &[(&str, Level)] =
    &[("public", Level::Public), ("restricted", Level::Restricted)];
const NATIONS: &[(&str, Nation)] =
    &[("england", Nation::England), ("wales", Nation::Wales)];

/// What `exemption` says by itself.
struct Ground {
    paragraph: Placed<u32>,
    nation: Nation,
    reason: Text,
}

/// Reads the audience of a noun from its fields. `at` is the noun.
pub(crate) fn audience(at: &Cursor<'_>, fields: &mut Fields<'_, '_>) -> Audience {
    let level = fields.optional("audience", |at, problems| {
        Some(Placed { value: one_of(LEVELS)(at, problems)?, place: at.place() })
    });
    let is_given = fields.has("exemption");
    let exemption = fields.optional("exemption", |at, problems| {
        Some(Placed { value: ground(at, problems)?, place: at.place() })
    });
    match level {
        Some(level) if level.value == Level::Restricted => {
            if !is_given {
                fields.report_missing(
                    &["exemption"],
                    Diagnostic::error(code::MISSING_FIELD, "`exemption` is missing")
                        .at(&level.place)
                        .hint(
                            "add `exemption`, the paragraph of Schedule 12A and the \
                             reason",
                        ),
                );
            }
            // Without a ground there has been an error, and there will be no report.
            let Some(ground) = exemption else { return Audience::Public };
            let Ground { paragraph, nation, reason } = ground.value;
            let extent = at.place_of(at.node().span.clone());
            Audience::Restricted(Exemption { paragraph, nation, reason, extent })
        }
        _ => {
            // A level that cannot be read has been reported, and may be `restricted`.
            let is_public = level.is_some() || !fields.has("audience");
            if let Some(ground) = exemption.filter(|_| is_public) {
                fields.report(
                    Diagnostic::error(
                        code::FIELDS_DISAGREE,
                        "`exemption` is only for what is restricted",
                    )
                    .at(&ground.place)
                    .hint("set `audience: restricted`, or remove `exemption`"),
                );
            }
            Audience::Public
        }
    }
}

fn ground(at: &Cursor<'_>, problems: &mut Problems) -> Option<Ground> {
    let mut fields = Fields::of(at, problems)?;
    let paragraph = fields.required("paragraph", whole_number);
    let nation = fields.optional("nation", one_of(NATIONS)).unwrap_or_default();
    let reason = fields.required("reason", text);
    if let Some(paragraph) = &paragraph {
        check_paragraph(paragraph, nation, &mut fields);
    }
    fields.finish();
    Some(Ground { paragraph: paragraph?, nation, reason: reason? })
}

fn check_paragraph(paragraph: &Placed<u32>, nation: Nation, fields: &mut Fields<'_, '_>) {
    let known = nation.paragraphs();
    if known.contains(&paragraph.value) {
        return;
    }
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
    fields.report(
        Diagnostic::error(code::BAD_VALUE, message).at(&paragraph.place).hint(hint),
    );
}

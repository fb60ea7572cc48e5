//! Headings in prose: that they stand in the prose of a body, and skip no level.

use crate::diagnostic::{Place, Problems};
use crate::report::code;
use crate::report::declare::Noun;
use crate::report::model::visit::{Scope, Visit, walk, walk_noun};
use crate::report::model::{Block, Inline, Prose, ProseBlock, Report};

pub(super) fn check(report: &Report, problems: &Problems) {
    walk(report, &mut Headings { level: 1, problems });
}

struct Headings<'p> {
    /// The level of the last heading: that of the title at the start of a body.
    level: u8,
    problems: &'p Problems,
}

impl<'r> Visit<'r> for Headings<'_> {
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        if let Some(block) = noun.as_noun::<Block>() {
            if scope.position == 0 {
                self.level = 1;
            }
            if let Block::Heading(_) = block {
                self.level = 2;
            }
        }
        walk_noun(self, noun, scope);
    }

    fn prose(&mut self, prose: &'r Prose, scope: Scope<'r>) {
        let is_in_body = scope.noun.as_noun::<Block>().is_some();
        for block in &prose.blocks {
            match block {
                ProseBlock::Heading { level, place, .. } if is_in_body => {
                    self.follow(*level, place);
                }
                other => self.refuse(other, is_in_body),
            }
        }
    }
}

impl Headings<'_> {
    /// Goes on to a heading of a level.
    fn follow(&mut self, level: u8, place: &Place) {
        if level > self.level + 1 {
            let marks = |level: u8| "#".repeat(level.into());
            let message = match self.level {
                1 => {
                    format!("the first heading of a body begins with `{}`", marks(level))
                }
                before => format!(
                    "a heading with `{}` follows one with `{}`",
                    marks(level),
                    marks(before)
                ),
            };
            let hint = format!("begin its line with `{} `", marks(self.level + 1));
            self.problems.error(code::REFUSED_MARKDOWN, place, message, hint);
        }
        self.level = level;
    }

    /// Refuses each heading in a block that is no part of a body by itself.
    fn refuse(&mut self, block: &ProseBlock, is_in_body: bool) {
        match block {
            ProseBlock::Heading { place, .. } => {
                let message = if is_in_body {
                    "a heading cannot stand in a list or a footnote"
                } else {
                    "a heading cannot stand in this text"
                };
                let hint = "write it in the `body`, as a `heading` block or in `prose`";
                self.problems.error(code::REFUSED_MARKDOWN, place, message, hint);
            }
            ProseBlock::List { items, .. } => {
                items.iter().flatten().for_each(|it| self.refuse(it, is_in_body));
            }
            ProseBlock::Paragraph(content) => {
                for inline in content {
                    if let Inline::Footnote { note, .. } = inline {
                        note.iter().for_each(|it| self.refuse(it, is_in_body));
                    }
                }
            }
        }
    }
}

//! References to agendas: that each item and appendix that a text points to is on the agenda of
//! whoever reads the text, and that the public is told its public number alone.

use crate::diagnostic::{Diagnostic, Problems};
use crate::report::agenda::{Spot, Surroundings};
use crate::report::code;
use crate::report::declare::{Noun, NounKind};
use crate::report::model::visit::{Scope, Visit, walk, walk_inline, walk_noun};
use crate::report::model::{Id, Inline, Pack, Paper, Pointing, Report};
use crate::wording::{listed, nearest};

/// Reports each reference to an item or an appendix that leads nowhere, whose number depends on
/// where it is read, or that tells the public of what is withheld.
pub(super) fn check(report: &Report, problems: &Problems) {
    // What could not be read may be what is pointed to, or what withholds it.
    if !report.gaps.any {
        walk(report, &mut References { around: Surroundings::default(), problems });
    }
}

struct References<'r, 'p> {
    around: Surroundings<'r>,
    problems: &'p Problems,
}

impl<'r> Visit<'r> for References<'r, '_> {
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        let around = self.around;
        if let Some(paper) = noun.as_noun::<Paper>() {
            self.around.paper = Some(paper);
        }
        if let Some(pack) = noun.as_noun::<Pack>() {
            self.around.pack = Some(pack);
        }
        walk_noun(self, noun, scope);
        self.around = around;
    }

    fn inline(&mut self, inline: &'r Inline, scope: Scope<'r>) {
        if let Inline::Pointer { id, pointing } = inline {
            let report = scope.report;
            let pointer =
                Pointer { report, around: self.around, id, pointing: *pointing };
            if report.kind_pointed_to(&id.value, *pointing).is_of_agenda()
                && let Err(problem) = pointer.check(scope.is_restricted())
            {
                self.problems.push(problem.at(&id.place));
            }
        }
        walk_inline(self, inline, scope);
    }
}

/// A reference to an item or an appendix, and where it stands.
struct Pointer<'r> {
    report: &'r Report,
    around: Surroundings<'r>,
    id: &'r Id,
    pointing: Pointing,
}

/// What is wrong with a reference that leads nowhere.
fn leads_nowhere(message: String, hint: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code::UNKNOWN_REFERENCE, message).hint(hint)
}

impl<'r> Pointer<'r> {
    fn check(&self, is_restricted: bool) -> Result<(), Diagnostic> {
        self.is_there()?;
        let spots = self.spots()?;
        self.is_said_alike(&spots)?;
        for (spot, _) in &spots {
            self.has_pages(spot)?;
        }
        if is_restricted || self.is_told_to_the_public(&spots) {
            return Ok(());
        }
        let message = format!(
            "`{}` is restricted, and what points to it here is public",
            self.id.value
        );
        let hint = "make the text restricted, or leave the reference out";
        Err(Diagnostic::error(code::RESTRICTED_REFERENCE, message).hint(hint))
    }

    /// One thing has the id.
    fn is_there(&self) -> Result<(), Diagnostic> {
        let (report, id) = (self.report, &self.id.value);
        let items = || report.packs.iter().flat_map(|pack| &pack.items);
        let item_ids = || items().filter_map(|item| item.id.as_ref());
        let paper_ids = || report.papers.iter().map(|paper| &paper.id);
        let is_item = item_ids().any(|it| it.value == *id);
        let is_paper = paper_ids().any(|it| it.value == *id);
        let is_appendix = report.appendix(id).is_some();
        let agenda = [
            (NounKind::Item, is_item),
            (NounKind::Paper, is_paper),
            (NounKind::Appendix, is_appendix),
        ];
        let kinds: Vec<&str> = agenda
            .into_iter()
            .filter(|(kind, is_it)| {
                *is_it
                    && match self.pointing {
                        Pointing::Item => *kind != NounKind::Appendix,
                        Pointing::Appendix => *kind == NounKind::Appendix,
                        Pointing::Page | Pointing::Name => true,
                    }
            })
            .map(|(kind, _)| kind.name())
            .collect();
        if kinds.len() > 1 {
            let names = listed(kinds, "and");
            let message = format!("`{id}` is the id of each {names}");
            let problem = Diagnostic::error(code::DUPLICATE_ID, message);
            return Err(problem.hint("give one of them another id"));
        }
        if !kinds.is_empty() {
            return Ok(());
        }
        if self.pointing == Pointing::Appendix {
            let all = report.papers.iter().flat_map(|paper| &paper.appendices);
            let ids = all.filter_map(|it| it.id.as_ref()).map(|it| &*it.value);
            let hint = match nearest(id, ids) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("add `id: {id}` to the appendix that is meant"),
            };
            return Err(leads_nowhere(format!("there is no appendix `{id}`"), hint));
        }
        let ids = item_ids().chain(paper_ids()).map(|it| &*it.value);
        let hint = match nearest(id, ids) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write the id of a paper, or add `id: {id}` to the item"),
        };
        Err(leads_nowhere(format!("there is no item or paper `{id}`"), hint))
    }

    /// Where that stands which is pointed to, on each agenda with which the text is read, and
    /// the pack of that agenda; `None` of an appendix of the same paper, which needs none.
    fn spots(&self) -> Result<Vec<(Spot<'r>, Option<&'r Pack>)>, Diagnostic> {
        let (report, id) = (self.report, &self.id.value);
        let (around, pointing) = (self.around, self.pointing);
        let packs: Vec<&'r Pack> = match (around.pack, around.paper) {
            (Some(pack), _) => vec![pack],
            (None, Some(paper)) => {
                if let Some(spot) = report.spot(around, id, pointing)
                    && spot.item.is_none()
                {
                    return Ok(vec![(spot, None)]);
                }
                report.packs_of(paper).collect()
            }
            (None, None) => {
                let message = "text of the report stands on no agenda";
                let hint =
                    "write it in a paper or a pack, or name what is meant in words";
                return Err(leads_nowhere(message.to_owned(), hint));
            }
        };
        if packs.is_empty() {
            let message = format!(
                "the paper is in no pack, so that no agenda numbers `{id}` for it"
            );
            let hint = "add the paper to a pack, or name what is meant in words";
            return Err(leads_nowhere(message, hint));
        }
        let spots = packs.into_iter().map(|pack| {
            let within = Surroundings { pack: Some(pack), ..around };
            match report.spot(within, id, pointing) {
                Some(spot) => Ok((spot, Some(pack))),
                None => {
                    let message = format!(
                        "`{id}` is not on the agenda of the pack `{}`",
                        pack.id.value
                    );
                    let hint = "add it to the pack, or name what is meant in words";
                    Err(leads_nowhere(message, hint))
                }
            }
        });
        spots.collect()
    }

    /// A paper that stands alone says the same as in every pack.
    fn is_said_alike(
        &self,
        spots: &[(Spot<'r>, Option<&'r Pack>)],
    ) -> Result<(), Diagnostic> {
        let mut said =
            spots.iter().filter_map(|(spot, pack)| Some((spot.item?.1, (*pack)?)));
        let Some((first, first_pack)) = said.next() else { return Ok(()) };
        let Some((other, other_pack)) =
            said.find(|(item, _)| item.number.value != first.number.value)
        else {
            return Ok(());
        };
        let message = format!(
            "`{}` is item {} of the pack `{}` and item {} of the pack `{}`, so that the paper \
             alone cannot say which",
            self.id.value,
            first.number.value,
            first_pack.id.value,
            other.number.value,
            other_pack.id.value,
        );
        let hint = "give both items the same `number`, or name what is meant in words";
        Err(leads_nowhere(message, hint))
    }

    /// What is to print a page has one.
    fn has_pages(&self, spot: &Spot<'r>) -> Result<(), Diagnostic> {
        let Some((_, item)) = spot.item.filter(|_| self.pointing == Pointing::Page)
        else {
            return Ok(());
        };
        if item.printed_paper().is_some() || item.printed_content().is_some() {
            return Ok(());
        }
        let message = format!("item {} has no pages", item.number.value);
        let hint = format!("write `{{item: {}}}`", self.id.value);
        Err(leads_nowhere(message, hint))
    }

    /// Whether the public may read the reference: on an agenda that is public. Of what is
    /// withheld it may read the number of the item, and the letter in a paper that it has.
    fn is_told_to_the_public(&self, spots: &[(Spot<'r>, Option<&'r Pack>)]) -> bool {
        let mut public = spots
            .iter()
            .filter(|(_, pack)| pack.is_none_or(|pack| !pack.audience.is_restricted()))
            .peekable();
        let is_public = public.peek().is_some();
        is_public && public.all(|(spot, _)| self.is_spot_public(spot))
    }

    fn is_spot_public(&self, spot: &Spot<'r>) -> bool {
        let is_page = self.pointing == Pointing::Page;
        let of_item = spot.item.is_none_or(|(pack, item)| {
            let names_number_alone = !is_page && spot.appendix.is_none();
            !pack.audience.is_restricted()
                && (names_number_alone || !self.report.is_withheld(item))
        });
        let of_appendix = spot.appendix.is_none_or(|(paper, appendix)| {
            let is_withheld = is_page && appendix.audience.is_restricted();
            !(is_withheld || paper.audience.is_restricted())
        });
        of_item && of_appendix
    }
}

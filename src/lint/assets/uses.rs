//! Uses: in which places of a report each image prints.

use super::printed::Standing;
use crate::report::declare::{Noun, NounKind, Purpose};
use crate::report::visit::{self, Reference, Scope, Visit};
use crate::report::{
    Block, Figure, FilePath, Id, Measure, Person, Report, Signatory, ValidReport,
};

/// Where figures print, by their ids.
#[derive(Debug)]
pub(super) struct Uses<'r> {
    found: Vec<(&'r Id, Standing)>,
}

/// Looks for references to figures.
struct Search<'r, 'f> {
    ratio: &'f dyn Fn(&FilePath) -> Option<f64>,
    /// How many stand beside each other at the most.
    across: usize,
    found: Vec<(&'r Id, Standing)>,
}

impl<'r> Uses<'r> {
    /// Where the figures of a report print. `ratio` says of a file how many times wider than
    /// high its image is, `across` how many stand beside each other at the most.
    pub(super) fn of(
        report: &'r ValidReport,
        across: usize,
        ratio: &dyn Fn(&FilePath) -> Option<f64>,
    ) -> Self {
        let mut search = Search { ratio, across, found: Vec::new() };
        visit::walk(report, &mut search);
        Self { found: search.found }
    }

    /// In which places an image prints that a noun names. A figure that nothing prints is
    /// judged as if it stood alone.
    pub(super) fn standings(&self, noun: &dyn Noun) -> Vec<Standing> {
        if let Some(figure) = noun.as_noun::<Figure>() {
            let own = self.found.iter().filter(|(id, _)| id.value == figure.id.value);
            // One that stands by itself does so as it says.
            let alone = Standing::Figure(figure.placing);
            let own = own.map(|(_, standing)| match standing {
                Standing::Figure(_) => alone,
                other => *other,
            });
            let own: Vec<_> = own.collect();
            if own.is_empty() { vec![alone] } else { own }
        } else if noun.as_noun::<Signatory>().is_some() {
            vec![Standing::Signature]
        } else if noun.as_noun::<Measure>().is_some() {
            vec![Standing::Icon]
        } else {
            vec![Standing::Logo]
        }
    }
}

impl<'r> Visit<'r> for Search<'r, '_> {
    fn reference(&mut self, reference: Reference<'r>, scope: Scope<'r>) {
        if reference.kind != NounKind::Figure || reference.purpose == Purpose::Point {
            return;
        }
        let standing = if scope.noun.as_noun::<Person>().is_some() {
            Standing::Portrait
        } else if scope.noun.as_noun::<Report>().is_some() {
            Standing::Cover
        } else if let Some(Block::Figures(ids)) = scope.noun.as_noun::<Block>() {
            let row = row_of(ids, self.across, scope.position);
            let ratios = row.iter().map(|id| {
                let figure =
                    scope.report.figures.iter().find(|it| it.id.value == id.value);
                figure.and_then(|it| (self.ratio)(&it.file)).unwrap_or(1.0)
            });
            Standing::Row { figures: row.len(), together: ratios.sum() }
        } else {
            Standing::Figure(None)
        };
        self.found.push((reference.id, standing));
    }
}

/// The row that one of many images stands in: rows are as long as each other, or one longer,
/// the longer ones first, as of `picture-rows` in the theme.
fn row_of<T>(all: &[T], across: usize, position: usize) -> &[T] {
    let count = all.len().div_ceil(across.max(1));
    let mut begin = 0;
    for row in 0..count {
        let size = (all.len() + count - 1 - row) / count;
        if position < begin + size {
            return &all[begin..begin + size];
        }
        begin += size;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_as_long_as_each_other_or_the_first_are_longer() {
        let rows = |count: usize| {
            let all: Vec<_> = (0..count).collect();
            let mut rows: Vec<_> =
                (0..count).map(|at| row_of(&all, 3, at).to_vec()).collect();
            rows.dedup();
            assert_eq!(rows.concat(), all);
            rows.iter().map(Vec::len).collect::<Vec<_>>()
        };
        assert_eq!(rows(1), [1]);
        assert_eq!(rows(2), [2]);
        assert_eq!(rows(3), [3]);
        assert_eq!(rows(4), [2, 2]);
        assert_eq!(rows(5), [3, 2]);
        assert_eq!(rows(7), [3, 2, 2]);
    }
}

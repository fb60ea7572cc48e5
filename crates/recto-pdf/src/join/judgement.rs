//! Judgement: whether a file that holds pages of other makers still keeps what it claims, and
//! which of them is the cause if not.

use std::ops::Range;

use lopdf::Document;

use super::claims::Claim;
use super::withdrawal::{Broken, Cause, Withdrawal};
use crate::conformance::{Finding, Standard, judge};
use crate::reading::Reading;

/// What an external file took up of its host.
pub(super) struct Share {
    /// Its pages, from 0, in the order of the external file.
    pub(super) pages: Vec<usize>,
    /// The numbers of its objects.
    pub(super) objects: Range<u32>,
}

/// What a joined file cannot claim by the rules of its standards, beside what it has taken back
/// already.
pub(super) fn broken(
    host: &Document,
    shares: &[Share],
    withdrawn: &[Withdrawal],
) -> Vec<Withdrawal> {
    // A host whose pages cannot be found is refused when it is read back.
    let Ok(reading) = Reading::of(host, None) else { return Vec::new() };
    let claim = |standard: Standard| match standard {
        Standard::Ua1 => Claim::Ua1,
        Standard::A { .. } => Claim::PdfA,
    };
    let mut standards = reading.metadata.standards();
    standards.retain(|standard| withdrawn.iter().all(|it| it.claim != claim(*standard)));
    let found = judge(&reading, &standards);
    let mut broken: Vec<Withdrawal> = Vec::new();
    for standard in standards {
        let of_standard = || found.iter().filter(|it| it.rule.clause(standard).is_some());
        for (insertion, share) in shares.iter().enumerate() {
            let own: Vec<&Finding> =
                of_standard().filter(|it| of(shares, it) == insertion).collect();
            let Some(first) = own.first() else { continue };
            let rules = own.iter().map(|it| it.rule.id);
            let others = rules.collect::<std::collections::BTreeSet<_>>().len() - 1;
            let page = first
                .page
                .and_then(|page| share.pages.iter().position(|it| *it + 1 == page));
            let finding = (*first).clone();
            let cause = Cause::Broken(Broken { standard, finding, page, others });
            broken.push(Withdrawal { claim: claim(standard), insertion, cause });
        }
    }
    broken
}

/// The external file that a finding is of: by its page, by its object, or by what is before it.
fn of(shares: &[Share], finding: &Finding) -> usize {
    let by_page = finding
        .page
        .and_then(|page| shares.iter().position(|it| it.pages.contains(&(page - 1))));
    let by_object = finding
        .object
        .and_then(|object| shares.iter().position(|it| it.objects.contains(&object)));
    let before = finding.page.and_then(|page| {
        shares.iter().rposition(|it| it.pages.iter().any(|own| *own < page))
    });
    by_page.or(by_object).or(before).unwrap_or(0)
}

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
    // What a press takes is claimed once pages are joined, and judged when the file is read back.
    let claim = |standard: Standard| match standard {
        Standard::Ua1 => Some(Claim::Ua1),
        Standard::A { .. } => Some(Claim::PdfA),
        Standard::X4 => None,
    };
    let claimed = reading.metadata.standards().into_iter();
    let claimed = claimed.filter_map(|it| Some((it, claim(it)?)));
    let claimed: Vec<_> = claimed
        .filter(|(_, claim)| withdrawn.iter().all(|it| it.claim != *claim))
        .collect();
    let standards: Vec<Standard> = claimed.iter().map(|(it, _)| *it).collect();
    let found = judge(&reading, &standards);
    let mut broken: Vec<Withdrawal> = Vec::new();
    for (standard, claim) in claimed {
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
            broken.push(Withdrawal { claim, insertion, cause });
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

#[cfg(test)]
mod tests {
    use lopdf::{Document, Stream, dictionary};

    use crate::Pdf;
    use crate::conformance::fixtures::base;
    use crate::join::{Bands, Cause, Insertion, Withdrawal};

    /// What a paper takes back of its claims because of a file.
    fn withdrawn(change: fn(&mut Document)) -> Vec<Withdrawal> {
        let mut host = base::document(2);
        base::element(&mut host, "Document").set("K", Vec::new());
        let empty = host.add_object(Stream::new(dictionary! {}, Vec::new()));
        base::page(&mut host).set("Contents", empty);
        let mut external = base::document(2);
        change(&mut external);
        let data = base::saved(external);
        let insertion = Insertion {
            data: &data,
            host_pages: vec![0],
            bands: vec![Bands::default()],
            level: 0,
            name: "a",
        };
        let mut host = Pdf::parse(&base::saved(host)).expect("a host");
        host.join(&[insertion]).expect("it is joined").withdrawn
    }

    #[test]
    fn a_truthful_file_keeps_the_claims() {
        assert_eq!(withdrawn(|_| {}), []);
    }

    #[test]
    fn a_truthful_file_without_a_parent_tree_keeps_the_claims() {
        let withdrawn = withdrawn(|it| {
            base::page(it).remove(b"StructParents");
            let root = base::catalogue(it).get(b"StructTreeRoot");
            let root = root.and_then(lopdf::Object::as_reference).expect("a root");
            it.get_dictionary_mut(root).expect("a root").remove(b"ParentTree");
        });
        assert_eq!(withdrawn, []);
    }

    #[test]
    fn a_claim_that_is_refuted_is_taken_back() {
        let withdrawn = withdrawn(|it| base::element(it, "P").set("S", "Figure"));
        let [Withdrawal { insertion: 0, cause: Cause::Broken(broken), .. }] =
            withdrawn.as_slice()
        else {
            panic!("{withdrawn:?}")
        };
        assert_eq!(
            (broken.finding.rule.id, broken.page),
            ("figure-without-words", Some(0))
        );
        let said = withdrawn[0].cause.to_string();
        assert_eq!(said, "page 1: a figure has no words (PDF/UA-1, 7.3)");
        assert_eq!(withdrawn[0].cause.remedy(), Some("give it an alternative text"));
    }
}

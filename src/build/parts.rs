//! Parts: what a paper or a pack holds, each with a digest, so that a later build can say
//! which of them has changed.
//!
//! A digest is over what a part says: the sources that were rendered of it, without the
//! names that depend on where it stands, and the external files in it.

use std::collections::BTreeMap;

use crate::digest::Digest;
use crate::edition::{Selection, Subject};
use crate::manifest::Part;
use crate::render::RenderedSource;
use crate::report::{Appendix, Enclosure, Paper};
use crate::sources::Sources;

/// The parts of an edition that was rendered, in their order; none of a report or a brief.
pub(super) fn parts(
    selection: &Selection<'_>,
    sources: &[RenderedSource],
    read: &Sources,
) -> Vec<Part> {
    let files = |path: &str| {
        read.file(path).map(|file| file.digest.to_string()).unwrap_or_default()
    };
    match selection.subject() {
        Subject::Report | Subject::Brief(_) | Subject::Sections(_) => Vec::new(),
        Subject::Paper(paper) => {
            let own = Part {
                name: "paper".to_owned(),
                of: selection.name(),
                digest: digest(sources, |name| name == "paper", "", &[]),
            };
            let attached = paper.appendices.iter().map(|appendix| {
                let prefix = format!("{}-", appendix.letter.to_lowercase());
                let external: Vec<_> = external(appendix).map(&files).collect();
                let is_in = |name: &str| name.starts_with(&prefix);
                Part {
                    name: format!("appendix {}", appendix.letter),
                    of: what(appendix),
                    digest: digest(sources, is_in, "", &external),
                }
            });
            std::iter::once(own).chain(attached).collect()
        }
        Subject::Pack(pack) => {
            let papers: BTreeMap<&str, &Paper> = selection
                .report()
                .papers
                .iter()
                .map(|paper| (&*paper.id.value, paper))
                .collect();
            let items = pack.items.iter().filter_map(|item| {
                let paper = papers.get(&*item.paper.as_ref()?.value)?;
                let prefix = item.prefix();
                let appendices = paper.appendices.iter();
                let external: Vec<_> =
                    appendices.flat_map(external).map(&files).collect();
                // The page that divides it from the last is not of the paper.
                let is_in =
                    |name: &str| name.starts_with(&prefix) && !name.ends_with("-divider");
                Some(Part {
                    name: format!("item {}", item.number.value),
                    of: format!("paper-{}", paper.id.value),
                    digest: digest(sources, is_in, &prefix, &external),
                })
            });
            items.collect()
        }
    }
}

/// What an appendix holds, in a word or two.
pub(super) fn what(appendix: &Appendix) -> String {
    match &appendix.content {
        Enclosure::Report(_) => "report".to_owned(),
        Enclosure::Brief(id) => format!("brief-{}", id.value),
        Enclosure::Sections(ids) => {
            let ids: Vec<_> = ids.iter().map(|id| &*id.value).collect();
            format!("sections {}", ids.join(", "))
        }
        Enclosure::Table(id) => format!("table {}", id.value),
        Enclosure::External(external) => external.file.value.to_string(),
        Enclosure::Withheld => "withheld".to_owned(),
    }
}

fn external(appendix: &Appendix) -> impl Iterator<Item = &str> {
    let file = match &appendix.content {
        Enclosure::External(external) => Some(&*external.file.value),
        _ => None,
    };
    file.into_iter()
}

fn digest(
    sources: &[RenderedSource],
    is_in: impl Fn(&str) -> bool,
    prefix: &str,
    external: &[String],
) -> String {
    let mut whole = String::new();
    let own = format!("\"{prefix}");
    for source in sources {
        let name = &*source.part;
        if is_in(name) {
            whole.push_str(name.strip_prefix(prefix).unwrap_or(name));
            whole.push('\n');
            // A paper that moves to another item says nothing else.
            let lines = source.text().lines().filter(|it| !it.starts_with("  item: "));
            for line in lines {
                whole.push_str(&line.replace(&own, "\""));
                whole.push('\n');
            }
        }
    }
    for file in external {
        whole.push_str(file);
        whole.push('\n');
    }
    Digest::of(whole.as_bytes()).to_string()
}

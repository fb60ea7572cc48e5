//! Parts: what a paper or a pack holds, each with a digest, so that a later build can say
//! which of them has changed.
//!
//! A digest is over what readers are told: the resolved content of a part and the files in
//! it. Where the part stands, how it is drawn and which program drew it are not in it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::attached::Appendix;
use super::basis::Basis;
use super::noun::{File, Shown, Value, Walk, as_type, walk_value};
use super::packs::{Change, Pack};
use super::papers::Paper;
use super::text::{Prose, Text};
use super::{Content, Document};
use crate::digest::Digest;
use crate::edition::EditionId;

/// A part of a paper or of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Where it stands: `paper`, `appendix B`, `item 4`.
    pub name: String,
    /// What it is: `paper-budget`, `report`, `brief-violence`, a table, an external file.
    pub of: String,
    /// The digest over what it says.
    pub digest: String,
}

/// What gives the digest of a file of the project, by its path.
pub type FileDigests<'f> = dyn Fn(&str) -> Option<String> + 'f;

impl Document {
    /// Its parts, in order; none of a report or a brief.
    pub fn parts(&self, files: &FileDigests<'_>) -> Vec<Part> {
        match &self.content {
            Content::Extract(_) => Vec::new(),
            Content::Paper(paper) => {
                let own = Part {
                    name: "paper".to_owned(),
                    of: self.edition.name.to_string(),
                    digest: digest_without_appendices(paper, files),
                };
                let attached = paper.appendices.iter().map(|appendix| Part {
                    name: format!("appendix {}", appendix.letter),
                    of: appendix.of.clone(),
                    digest: digest(appendix.clone(), files),
                });
                std::iter::once(own).chain(attached).collect()
            }
            Content::Pack(pack) => {
                let parts = pack.items.iter().filter_map(|item| {
                    let name = item_name(&item.number);
                    if let Some(attached) = &item.attached {
                        let digest = digest(attached.clone(), files);
                        return Some(Part { name, of: attached.of.clone(), digest });
                    }
                    let paper = item.paper.as_ref()?;
                    let of = EditionId::Paper(paper.id.clone()).to_string();
                    Some(Part { name, of, digest: digest(paper.clone(), files) })
                });
                parts.collect()
            }
        }
    }

    /// The same pack, with a list of what has changed since one whose parts are on record;
    /// any other document as it is.
    #[must_use]
    pub fn since(
        mut self,
        earlier: &[Part],
        files: &FileDigests<'_>,
        basis: &Basis<'_>,
    ) -> Self {
        let now = self.parts(files);
        if let Content::Pack(pack) = &mut self.content {
            let changed = compare(earlier, &now).into_iter();
            let changes = changed.map(|it| Arc::new(it.of(pack, basis))).collect();
            Arc::make_mut(pack).changes = Some(changes);
        }
        self
    }
}

/// What an item is called as a part.
fn item_name(number: &str) -> String {
    format!("item {number}")
}

/// The digest of a noun and of the files within it.
fn digest(noun: Arc<dyn Shown>, files: &FileDigests<'_>) -> String {
    let mut content = json(&*noun);
    push_files(&noun, files, &mut content);
    Digest::of(&content).to_string()
}

/// The digest of a paper's own pages: what is attached is named there, and no more.
fn digest_without_appendices(paper: &Arc<Paper>, files: &FileDigests<'_>) -> String {
    let mut own = (**paper).clone();
    let appendices = std::mem::take(&mut own.appendices);
    let own: Arc<dyn Shown> = Arc::new(own);
    let mut content = json(&*own);
    for appendix in appendices {
        for line in [&*appendix.letter, &*appendix.title, appendix.kind] {
            content.extend(line.as_bytes());
            content.push(b'\n');
        }
        let description = appendix.description.as_ref().map(Prose::plain_text);
        content.extend(description.unwrap_or_default().bytes());
    }
    push_files(&own, files, &mut content);
    Digest::of(&content).to_string()
}

fn json(noun: &dyn Shown) -> Vec<u8> {
    // Text, numbers and fields with fixed names can always be written to memory.
    serde_json::to_vec(noun).unwrap_or_default()
}

/// Adds the digests of the files that a noun shows or attaches.
fn push_files(noun: &Arc<dyn Shown>, files: &FileDigests<'_>, content: &mut Vec<u8>) {
    walk_value(&Value::Noun(noun.clone()), &mut |value| {
        let file = match value {
            Value::File(File(path)) => Some(&**path),
            Value::Noun(noun) => {
                as_type::<Appendix>(noun).and_then(|it| it.external.as_deref())
            }
            _ => None,
        };
        if let Some(file) = file {
            content.push(b'\n');
            content.extend(files(file).unwrap_or_default().bytes());
        }
        Walk::Within
    });
}

/// How an item of a pack has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ChangeKind {
    /// Its paper is new.
    Added,
    /// Its paper says something else.
    Changed,
    /// Its paper has another number.
    Moved,
    /// Its paper is gone.
    Removed,
}

/// A part that differs, by its name now, or then where it is gone.
#[derive(Debug, PartialEq, Eq)]
struct Changed<'p> {
    kind: ChangeKind,
    part: &'p str,
}

impl Changed<'_> {
    /// The change as the agenda lists it.
    fn of(&self, pack: &Pack, basis: &Basis<'_>) -> Change {
        let (kind, word) = match self.kind {
            ChangeKind::Added => ("added", "change-added"),
            ChangeKind::Changed => ("changed", "change-changed"),
            ChangeKind::Moved => ("moved", "change-moved"),
            ChangeKind::Removed => ("removed", "change-removed"),
        };
        // The title of what is gone may not be known to these readers any more.
        let item = pack.items.iter().find(|item| item_name(&item.number) == self.part);
        let item = item.filter(|_| self.kind != ChangeKind::Removed);
        let item = match item {
            Some(item) => {
                let title = item.title.as_deref().unwrap_or_default();
                format!("{}. {title}", &*item.number)
            }
            None => self.part.strip_prefix("item ").unwrap_or(self.part).to_owned(),
        };
        let word = Text::named(basis.locale, word);
        Change { kind, word, item: Text::word(&item) }
    }
}

/// What has changed between two lists of parts: papers are followed by what they are.
fn compare<'p>(earlier: &'p [Part], now: &'p [Part]) -> Vec<Changed<'p>> {
    let mut changes = Vec::new();
    for part in now {
        let kind = match earlier.iter().find(|it| it.of == part.of) {
            None => ChangeKind::Added,
            Some(was) if was.digest != part.digest => ChangeKind::Changed,
            Some(was) if was.name != part.name => ChangeKind::Moved,
            Some(_) => continue,
        };
        changes.push(Changed { kind, part: &part.name });
    }
    let gone = earlier.iter().filter(|part| !now.iter().any(|it| it.of == part.of));
    let gone = gone.map(|it| Changed { kind: ChangeKind::Removed, part: &it.name });
    changes.extend(gone);
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_followed_by_what_they_are() {
        let part = |name: &str, of: &str, digest: &str| Part {
            name: name.to_owned(),
            of: of.to_owned(),
            digest: digest.to_owned(),
        };
        let earlier = [
            part("item 2", "paper-a", "1"),
            part("item 3", "paper-b", "1"),
            part("item 4", "paper-c", "1"),
            part("item 5", "paper-d", "1"),
        ];
        let now = [
            part("item 2", "paper-a", "1"),
            part("item 3", "paper-c", "1"),
            part("item 4", "paper-d", "2"),
            part("item 5", "paper-e", "1"),
        ];
        let change = |kind, part| Changed { kind, part };
        assert_eq!(
            compare(&earlier, &now),
            [
                change(ChangeKind::Moved, "item 3"),
                change(ChangeKind::Changed, "item 4"),
                change(ChangeKind::Added, "item 5"),
                change(ChangeKind::Removed, "item 3"),
            ]
        );
    }
}

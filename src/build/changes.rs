//! Changes: what of a pack differs from the pack that it replaces, by that one's manifest.

use super::parts::parts;
use super::{Workspace, record};
use crate::diagnostic::Diagnostic;
use crate::edition::{Selection, Subject};
use crate::manifest::{Manifest, Part};
use crate::render::{Change, ChangeKind, RenderedSource};
use crate::report::{FilePath, Pack, code};

/// What has changed in a pack since the one that it replaces; `None` where it replaces
/// none, or the edition is no pack.
///
/// # Errors
///
/// When the manifest of the other cannot be read, or holds no such pack.
pub(super) fn changes(
    workspace: &Workspace,
    selection: &Selection<'_>,
    sources: &[RenderedSource],
) -> Result<Option<Vec<Change>>, Vec<Diagnostic>> {
    let Subject::Pack(pack) = selection.subject() else { return Ok(None) };
    let Some(path) = &pack.replaces else { return Ok(None) };
    let earlier = earlier(workspace, selection, path).map_err(|problem| vec![problem])?;
    let now = parts(selection, sources, workspace.sources());
    Ok(Some(compare(&earlier, &now, &titles(pack, selection))))
}

/// The parts of the pack of the same name, as another manifest records them.
fn earlier(
    workspace: &Workspace,
    selection: &Selection<'_>,
    path: &FilePath,
) -> Result<Vec<Part>, Diagnostic> {
    let refused = |message: String, hint: &str| {
        Diagnostic::error(code::BAD_VALUE, message).at(&path.place).hint(hint)
    };
    let file = record::replaced_manifest(path, selection.readership());
    let data = workspace.sources().file(&file);
    let data = data.map_err(|refusal| refusal.diagnostic(&path.place))?;
    let no_manifest = |reason: String| {
        refused(
            format!("`{file}`: {reason}"),
            "name the output folder of the earlier pack",
        )
    };
    let text = std::str::from_utf8(&data.bytes)
        .map_err(|_| no_manifest("it is not UTF-8".to_owned()))?;
    let manifest = Manifest::read(text).map_err(|it| no_manifest(it.to_string()))?;
    let audience = record::audience(selection.readership());
    if manifest.audience != audience {
        let message = format!(
            "`{file}` records files for readers of `{}`, and this pack is for `{audience}`",
            manifest.audience
        );
        return Err(refused(message, "put the manifest for the same readers there"));
    }
    let name = selection.name();
    let mut editions = manifest.editions.into_iter();
    match editions.find(|file| file.edition == name) {
        Some(file) => Ok(file.parts),
        None => {
            let message = format!("`{file}` records no pack `{name}`");
            Err(refused(
                message,
                "name the output folder of the pack that this one replaces",
            ))
        }
    }
}

/// The items of a pack by the names of their parts, as they are listed.
fn titles(pack: &Pack, selection: &Selection<'_>) -> Vec<(String, String)> {
    let papers = &selection.report().papers;
    let items = pack.items.iter().map(|item| {
        let of_item = item.title.as_ref().map(|title| title.value.clone());
        let paper = item.paper.as_ref();
        let of_paper = || {
            let paper =
                papers.iter().find(|it| Some(&it.id.value) == paper.map(|id| &id.value));
            paper.map(|paper| paper.title.value.clone())
        };
        let title = of_item.or_else(of_paper).unwrap_or_default();
        let number = &item.number.value;
        (format!("item {number}"), format!("{number}. {title}"))
    });
    items.collect()
}

fn compare(earlier: &[Part], now: &[Part], titles: &[(String, String)]) -> Vec<Change> {
    let title = |name: &str| {
        let known = titles.iter().find(|(part, _)| part == name);
        let number = || name.strip_prefix("item ").unwrap_or(name).to_owned();
        known.map_or_else(number, |(_, title)| title.clone())
    };
    let mut changes = Vec::new();
    for part in now {
        let was = earlier.iter().find(|it| it.of == part.of);
        let kind = match was {
            None => ChangeKind::Added,
            Some(was) if was.digest != part.digest => ChangeKind::Changed,
            Some(was) if was.name != part.name => ChangeKind::Moved,
            Some(_) => continue,
        };
        changes.push(Change { kind, item: title(&part.name) });
    }
    for part in earlier {
        if !now.iter().any(|it| it.of == part.of) {
            // Its title may not be known to these readers any more.
            let number = part.name.strip_prefix("item ").unwrap_or(&part.name);
            let item = number.to_owned();
            changes.push(Change { kind: ChangeKind::Removed, item });
        }
    }
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
        let titles = [("item 3".to_owned(), "3. C".to_owned())];
        let change = |kind, item: &str| Change { kind, item: item.to_owned() };
        assert_eq!(
            compare(&earlier, &now, &titles),
            [
                change(ChangeKind::Moved, "3. C"),
                change(ChangeKind::Changed, "4"),
                change(ChangeKind::Added, "5"),
                change(ChangeKind::Removed, "3"),
            ]
        );
    }
}

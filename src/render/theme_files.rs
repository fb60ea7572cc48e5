//! The theme files of a project before Typst runs them: whether they parse, and what they
//! name.

use typst_syntax::{DiagSpanKind, LinkedNode, Side, Source, SyntaxKind, SyntaxNode, ast};

use super::error::TEMPLATE_FAILED;
use crate::diagnostic::{Diagnostic, Place};
use crate::layers::{Kind, Layers};

/// Every mistake in the syntax of the theme files of a project.
pub(super) fn problems(layers: &Layers) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for file in layers.of_kind(Kind::Theme) {
        let source = Source::detached(file.text.to_string());
        for error in source.root().errors_and_warnings().0 {
            let range = match error.span.get() {
                DiagSpanKind::Number { num, sub_range, .. } => {
                    source.range(num, sub_range)
                }
                DiagSpanKind::Range { range, .. } => Some(range),
                DiagSpanKind::Detached => None,
            };
            let place = match range {
                Some(range) => Place::text(file.path.clone(), range),
                None => Place::whole_file(file.path.clone()),
            };
            let hints: Vec<_> = error.hints.iter().map(|it| it.v.to_string()).collect();
            let hint = match hints.as_slice() {
                [] => "mend the file of the theme there".to_owned(),
                hints => hints.join("; "),
            };
            let message =
                format!("the file of the theme does not parse: {}", error.message);
            found.push(Diagnostic::error(TEMPLATE_FAILED, message).at(&place).hint(hint));
        }
    }
    found
}

/// The paths that a source of the theme names in its strings, from the root of the project.
pub(super) fn named(path: &str, text: &str) -> Vec<String> {
    let root = typst_syntax::parse(text);
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut strings = Vec::new();
    let mut nodes: Vec<&SyntaxNode> = vec![&root];
    while let Some(node) = nodes.pop() {
        if node.kind() == SyntaxKind::Str {
            let string = node.cast::<ast::Str<'_>>();
            strings.extend(string.and_then(|it| joined(folder, &it.get())));
        }
        nodes.extend(node.children());
    }
    strings
}

/// The file of the theme that an import takes its names from, where a byte of a source of
/// the theme is in an import.
pub fn imported_at(path: &str, text: &str, at: usize) -> Option<String> {
    let root = typst_syntax::parse(text);
    let leaf = LinkedNode::new(&root).leaf_at(at, Side::After)?;
    let mut node = Some(&leaf);
    while let Some(here) = node {
        if let Some(import) = here.cast::<ast::ModuleImport<'_>>() {
            let ast::Expr::Str(string) = import.source() else { return None };
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            return joined(folder, &string.get());
        }
        node = here.parent();
    }
    None
}

/// A path that stands in a file of a folder, from the root; `None` where it leads out of it.
fn joined(folder: &str, path: &str) -> Option<String> {
    let from_root = path.strip_prefix('/');
    let mut parts: Vec<&str> = match from_root {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in from_root.unwrap_or(path).split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_wherever_they_stand() {
        let text = "// \"no.typ\"\n#import \"a.typ\": *\n#image(\"../b.svg\")\n#{ (read(\"/theme/c.typ\"),) }";
        let mut named = named("theme/charts/x.typ", text);
        named.sort();
        assert_eq!(named, ["theme/b.svg", "theme/c.typ", "theme/charts/a.typ"]);
        assert_eq!(joined("theme", "../../x"), None);
        let text = "// a\n#import \"openers.typ\": cover, imprint\n#cover[]";
        let at = |word| text.find(word).unwrap();
        let imported = |word| imported_at("theme/theme.typ", text, at(word));
        assert_eq!(imported("imprint").as_deref(), Some("theme/openers.typ"));
        assert_eq!(imported("cover[").as_deref(), None);
    }
}

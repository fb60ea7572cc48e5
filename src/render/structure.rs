//! The structure of a template: what it extends and includes, and which blocks it has.
//!
//! Jinja says nothing of a block that no parent has, nor of text beside the blocks of a
//! template that extends another: both are lost. Here they are mistakes.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use minijinja::machinery::{Span, Token, tokenize};

use super::environment::syntax;
use super::error::TEMPLATE_FAILED;
use crate::diagnostic::{Diagnostic, Place};
use crate::layers::{self, Kind, Layers, own_name};
use crate::wording::{listed, nearest};

/// A name in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    /// The bytes of the template.
    pub(super) at: Range<usize>,
}

impl Named {
    fn of_string((token, span): &(Token<'_>, Span)) -> Option<Self> {
        let name = match token {
            Token::Str(name) => (*name).to_owned(),
            Token::String(name) => name.to_string(),
            _ => return None,
        };
        Some(Self { name, at: bytes(span) })
    }

    fn of_ident((token, span): &(Token<'_>, Span)) -> Option<Self> {
        let Token::Ident(name) = token else { return None };
        Some(Self { name: (*name).to_owned(), at: bytes(span) })
    }
}

/// The bytes of a template that a span is of.
fn bytes(span: &Span) -> Range<usize> {
    span.start_offset as usize..span.end_offset as usize
}

/// What a template is made of, as far as its tags say.
#[derive(Debug, Default)]
pub(super) struct Structure {
    /// What it extends, where that is a name.
    parent: Option<Named>,
    /// What it includes whether it is there or not, where that is a name.
    includes: Vec<Named>,
    /// Its outermost blocks.
    outer: Vec<Named>,
    /// All of its blocks.
    blocks: Vec<String>,
    /// What stands beside the blocks of a template that extends another.
    lost: Option<Range<usize>>,
    /// Every string in its tags.
    pub(super) strings: Vec<String>,
    /// The text that it writes.
    pub(super) text: String,
}

impl Structure {
    /// The structure of a template, as far as it can be read.
    pub(super) fn of(template: &str) -> Self {
        let mut structure = Self::default();
        let Ok(syntax) = syntax() else { return structure };
        let tokens: Vec<_> =
            tokenize(template, false, syntax).map_while(Result::ok).collect();
        let (mut open, mut extends, mut lost) = (0_usize, false, None);
        for (at, (token, span)) in tokens.iter().enumerate() {
            let here = bytes(span);
            let next = |more: usize| tokens.get(at + more);
            let string = |more: usize| next(more).and_then(Named::of_string);
            match token {
                Token::Str(text) => structure.strings.push((*text).to_owned()),
                Token::String(text) => structure.strings.push(text.to_string()),
                Token::TemplateData(text) => {
                    structure.text.push_str(text);
                    if open == 0 && lost.is_none() && !text.trim().is_empty() {
                        let start = text.len() - text.trim_start().len();
                        let first = here.start + start;
                        lost = Some(first..first + text.trim().len());
                    }
                }
                Token::VariableStart if open == 0 && lost.is_none() => lost = Some(here),
                Token::BlockStart => match next(1) {
                    Some((Token::Ident("block"), _)) => {
                        if let Some(block) = next(2).and_then(Named::of_ident) {
                            structure.blocks.push(block.name.clone());
                            if open == 0 {
                                structure.outer.push(block);
                            }
                        }
                        open += 1;
                    }
                    Some((Token::Ident("endblock"), _)) => open = open.saturating_sub(1),
                    Some((Token::Ident("extends"), _)) => {
                        extends = true;
                        structure.parent = string(2);
                    }
                    Some((Token::Ident("include"), span)) => {
                        let is_alone = matches!(next(3), Some((Token::BlockEnd, _)));
                        structure.includes.extend(string(2).filter(|_| is_alone));
                        if open == 0 && lost.is_none() {
                            lost = Some(bytes(span));
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        structure.lost = lost.filter(|_| extends);
        structure
    }
}

/// The text of a template by name: the project's, the program's, or the program's own beside
/// it.
fn text_of<'l>(layers: &'l Layers, name: &str) -> Option<&'l str> {
    if let Some(file) = layers.named(Kind::Template, name) {
        return Some(&file.text);
    }
    let is_it = |(known, _): &(&str, &str)| {
        *known == name || own_name(Kind::Template, known) == name
    };
    layers::templates().into_iter().find(is_it).map(|(_, text)| text)
}

/// What is wrong with how the templates of a project stand to each other, but for those that
/// do not parse.
pub(super) fn problems(layers: &Layers, broken: &BTreeSet<Arc<str>>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for file in layers.of_kind(Kind::Template).filter(|it| !broken.contains(&it.path)) {
        let structure = Structure::of(&file.text);
        let mut error = |at: &Range<usize>, message: String, hint: String| {
            let place = Place::text(file.path.clone(), at.clone());
            found.push(Diagnostic::error(TEMPLATE_FAILED, message).at(&place).hint(hint));
        };
        let named = structure.parent.iter().chain(&structure.includes);
        for Named { name, at } in named {
            if text_of(layers, name).is_none() {
                let message = format!("there is no template `{name}`");
                error(at, message, near_template(layers, name));
            }
        }
        if let Some(at) = &structure.lost {
            let message = "what stands beside the blocks of a template that extends \
                           another is never written";
            error(at, message.to_owned(), "put it into a block".to_owned());
        }
        let Some(parent) = &structure.parent else { continue };
        if parent.name == file.name() {
            let message = format!("the template `{}` extends itself", parent.name);
            let own = own_name(Kind::Template, file.name());
            error(&parent.at, message, format!("extend the program's own, `{own}`"));
            continue;
        }
        let known = inherited(layers, &parent.name);
        for Named { name, at } in &structure.outer {
            if known.contains(name) || text_of(layers, &parent.name).is_none() {
                continue;
            }
            let names = || known.iter().map(String::as_str);
            let message = format!("`{}` has no block `{name}`", parent.name);
            let hint = match nearest(name, names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if known.is_empty() => {
                    "replace the whole template: it has no blocks".to_owned()
                }
                None => format!("its blocks are {}", listed(names(), "and")),
            };
            error(at, message, hint);
        }
    }
    found
}

/// The blocks of a template and of those that it extends.
fn inherited(layers: &Layers, name: &str) -> BTreeSet<String> {
    let mut blocks = BTreeSet::new();
    let (mut name, mut seen) = (name.to_owned(), BTreeSet::new());
    while seen.insert(name.clone()) {
        let Some(text) = text_of(layers, &name) else { break };
        let structure = Structure::of(text);
        blocks.extend(structure.blocks);
        let Some(parent) = structure.parent else { break };
        name = parent.name;
    }
    blocks
}

fn near_template(layers: &Layers, name: &str) -> String {
    let of_program = layers::templates();
    let names = of_program.iter().map(|(name, _)| *name);
    let names = names.chain(layers.of_kind(Kind::Template).map(layers::Text::name));
    match nearest(name, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`recto templates list` says which templates there are".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(named: &[Named]) -> Vec<&str> {
        named.iter().map(|it| it.name.as_str()).collect()
    }

    #[test]
    fn tags_say_what_a_template_is_made_of() {
        let text = "{# {% block no %} #}{% extends \"recto/a.typ.j2\" %}\n\
                    {% block one %}{% include \"b.typ.j2\" %}{% block two %}{% endblock %}\
                    {{ part(\"p\", \"c.typ.j2\") }}{% endblock %}\n{% raw %}{% block x %}{% endraw %}";
        let structure = Structure::of(text);
        assert_eq!(structure.parent.unwrap().name, "recto/a.typ.j2");
        assert_eq!(names(&structure.outer), ["one"]);
        assert_eq!(structure.blocks, ["one", "two"]);
        assert_eq!(names(&structure.includes), ["b.typ.j2"]);
        assert_eq!(structure.strings, ["recto/a.typ.j2", "b.typ.j2", "p", "c.typ.j2"]);
        assert_eq!(&text[structure.lost.unwrap()], "{% block x %}");
    }

    #[test]
    fn what_stands_beside_blocks_is_lost_only_under_a_parent() {
        assert_eq!(Structure::of("a {{ b }}").lost, None);
        let lost = |text| Structure::of(text).lost.map(|at| &text[at]);
        assert_eq!(lost("{% extends \"a\" %}\n{% set b = 1 %}\n{# c #}\n"), None);
        assert_eq!(lost("{% extends \"a\" %}\n#b()\n"), Some("#b()"));
        assert_eq!(lost("{% extends \"a\" %}{{ b }}"), Some("{{"));
        assert_eq!(lost("{% extends \"a\" %}{% include \"b\" %}"), Some("include"));
    }
}

//! `recto templates`: the templates and the theme, and what a project has of its own.

use std::collections::BTreeSet;
use std::fs;

use serde_json::json;
use similar::TextDiff;

use super::columns;
use crate::build::Workspace;
use crate::cli::terminal::{Format, Terminal};
use crate::error::Error;
use crate::layers::{self, Kind, Layers, copy_of, is_copy, original, outdated};
use crate::render::unused;
use crate::report;
use crate::sources::{FileError, Sources};
use crate::theme;
use crate::wording::nearest;

/// How many lines a difference shows around what differs.
const AROUND: usize = 3;

/// The theme whose files are meant: the one that is named, or else that of the project. Without
/// either, it is the usual one.
///
/// # Errors
///
/// When the project cannot be read so far that its theme is known.
pub fn theme_of(
    named: Option<theme::Name>,
    sources: Option<&Sources>,
) -> Result<theme::Name, Error> {
    let (None, Some(sources)) = (named, sources) else {
        return Ok(named.unwrap_or_default());
    };
    match report::load(sources)?.report {
        Some(report) => Ok(report.brand.theme.name()),
        None => Err(Error::Usage {
            message: "the theme of the project is not known, because it cannot be read"
                .to_owned(),
            hint: Some("mend what `recto check` tells of it".to_owned()),
        }),
    }
}

/// Lists the files of the program in a theme, and those of a project where there is one.
pub fn list_templates(
    sources: Option<&Sources>,
    theme: theme::Name,
    terminal: &Terminal,
) {
    let layers = sources.map(Layers::read);
    let mut rows: Vec<(String, &str)> = layers::replaceable(theme)
        .into_iter()
        .map(|(path, _)| (path, "the program's"))
        .collect();
    if let Some(layers) = &layers {
        let idle = unused(layers, theme, &|_| false);
        let idle = paths(&idle);
        let old = outdated(layers, theme);
        let old = paths(&old);
        for file in layers.texts() {
            let path = &*file.path;
            let whose =
                match (original(theme, path), old.contains(path), idle.contains(path)) {
                    (Some(_), true, _) => "the project's, a copy of an older version",
                    (Some(_), false, _) => "the project's",
                    (None, _, false) => "the project's, besides those of the program",
                    (None, _, true) => "the project's, and not used",
                };
            match rows.iter_mut().find(|(known, _)| known == path) {
                Some(row) => row.1 = whose,
                None => rows.push((path.to_owned(), whose)),
            }
        }
    }
    rows.sort();
    if terminal.format == Format::Json {
        for (path, whose) in &rows {
            terminal.line(&json!({ "type": "template", "path": path, "whose": whose }));
        }
        return;
    }
    let rows: Vec<_> =
        rows.into_iter().map(|(path, whose)| vec![path, whose.to_owned()]).collect();
    terminal.say(&columns(&rows, &[]));
}

/// The files that problems are at.
fn paths(problems: &[crate::diagnostic::Diagnostic]) -> BTreeSet<&str> {
    let places = problems.iter().filter_map(|it| it.place.as_ref());
    places.map(|place| &**place.file()).collect()
}

/// Prints a file of the program.
///
/// # Errors
///
/// When there is no such file.
pub fn show_template(
    name: &str,
    theme: theme::Name,
    terminal: &Terminal,
) -> Result<(), Error> {
    let (_, text) = named(name, &shown(theme))?;
    terminal.say(text);
    Ok(())
}

/// Copies files of the program into a project, to be changed there.
///
/// # Errors
///
/// When there is no such file, the project has one of that name already, or the machine
/// refuses; then none is copied.
pub fn eject_templates(
    workspace: &Workspace,
    names: &[String],
    theme: theme::Name,
    terminal: &Terminal,
) -> Result<(), Error> {
    let files = layers::replaceable(theme);
    let mut copies = Vec::new();
    for name in names {
        let (path, text) = named(name, &files)?;
        if Kind::of(path) == Some(Kind::Words) {
            let message = "words are changed one by one, not as a file".to_owned();
            let hint = format!("write in `{path}`: `words: {{priority: Objective}}`");
            return Err(Error::Usage { message, hint: Some(hint) });
        }
        let full = workspace.sources().path_of_new(path).map_err(|it| refused(&it))?;
        if fs::symlink_metadata(&full).is_ok() {
            let message = format!("the project has a `{path}` already");
            let hint = format!("`recto templates diff {path}` shows what it changes");
            return Err(Error::Usage { message, hint: Some(hint) });
        }
        let kind = Kind::of(path).unwrap_or(Kind::Theme);
        copies.push((path, full, copy_of(kind, path, text)));
    }
    for (path, full, copy) in copies {
        workspace.output.create(&full, copy.as_bytes())?;
        terminal.say(&format!("copied to {path}\n"));
    }
    Ok(())
}

/// Shows how the files of a project differ from those of the program: one, or all.
///
/// # Errors
///
/// When the project has no such file, or the program none that it replaces.
pub fn diff_templates(
    sources: &Sources,
    name: Option<&str>,
    theme: theme::Name,
    terminal: &Terminal,
) -> Result<(), Error> {
    let layers = Layers::read(sources);
    let own: Vec<_> = layers
        .texts()
        .iter()
        .filter_map(|file| {
            Some((file.path.to_string(), (file, original(theme, &file.path)?)))
        })
        .collect();
    let of_name = match name {
        None => own.iter().collect(),
        Some(name) => vec![found(name, &own, "the project replaces no")?],
    };
    for (path, (file, original)) in of_name {
        let theirs = match file.kind {
            Kind::Words => before(&file.text, original),
            // With the header of a copy, so that taking over all of it makes a copy of today.
            kind if is_copy(&file.text) => copy_of(kind, path, original),
            _ => (*original).to_owned(),
        };
        let difference = TextDiff::from_lines(theirs.as_str(), &*file.text);
        let mut unified = difference.unified_diff();
        let heads = (format!("program/{path}"), format!("project/{path}"));
        let unified = unified.context_radius(AROUND).header(&heads.0, &heads.1);
        terminal.say(&unified.to_string());
    }
    Ok(())
}

/// A file of words as the program has them: the same names, each with the program's line.
fn before(own: &str, original: &str) -> String {
    let name = |line: &str| line.split_once(':').map(|(name, _)| name.trim().to_owned());
    let same = |line: &str| {
        let named = name(line)?;
        original.lines().find(|it| name(it).as_ref() == Some(&named))
    };
    own.lines().map(|line| format!("{}\n", same(line).unwrap_or(line))).collect()
}

/// The files that can be shown: those that can be replaced, and those that explain them.
fn shown(theme: theme::Name) -> Vec<(String, &'static str)> {
    let mut files = layers::replaceable(theme);
    for (path, text) in layers::theme(theme) {
        if !files.iter().any(|(known, _)| *known == path) {
            files.push((path, text));
        }
    }
    files
}

fn named<'f>(
    name: &str,
    files: &'f [(String, &'static str)],
) -> Result<(&'f str, &'static str), Error> {
    let (path, text) = found(name, files, "there is no")?;
    Ok((path, text))
}

/// A file by its path, with or without its folder.
fn found<'f, T>(
    name: &str,
    files: &'f [(String, T)],
    none: &str,
) -> Result<&'f (String, T), Error> {
    let below = |path: &str| {
        let below = path.split_once('/').map_or(path, |(_, below)| below);
        below == name
    };
    let exact = files.iter().find(|(path, _)| path == name);
    if let Some(file) = exact.or_else(|| files.iter().find(|(path, _)| below(path))) {
        return Ok(file);
    }
    let paths = files.iter().map(|(path, _)| path.as_str());
    let belows =
        paths.clone().filter_map(|it| it.split_once('/')).map(|(_, below)| below);
    let hint = match nearest(name, paths.chain(belows)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`recto templates list` says which files there are".to_owned(),
    };
    Err(Error::Usage { message: format!("{none} file `{name}`"), hint: Some(hint) })
}

fn refused(refusal: &FileError) -> Error {
    let hint = Some("make the folder a folder of the project".to_owned());
    Error::Usage { message: refusal.to_string(), hint }
}

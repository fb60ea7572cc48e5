//! Comparing: what is not as a manifest says.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{File, Input, Inputs, Manifest};

/// Something that is not as a manifest says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "difference", content = "of")]
pub enum Difference {
    /// An input that is not there any more.
    InputRemoved(String),
    /// An input that was not there.
    InputAdded(String),
    /// An input whose bytes are others.
    InputChanged(String),
    /// The program, Typst or the epoch: what it was, and what it is.
    Setting {
        /// What of it.
        name: &'static str,
        /// What the manifest says.
        was: String,
        /// What it is now.
        is: String,
    },
    /// A file that is not in the output folder.
    FileMissing(String),
    /// A file whose bytes are not those that were recorded.
    FileChanged(String),
    /// A file that would come out otherwise now.
    ResultChanged(String),
    /// A part of a paper or a pack that says something else now.
    PartChanged {
        /// The file.
        file: String,
        /// Where it stands.
        name: String,
        /// What it is.
        of: String,
    },
    /// A file that is not made any more.
    ResultGone(String),
}

/// What differs between the inputs of a manifest and those at hand, and between its files
/// and those that are made now.
pub fn differences(
    recorded: &Manifest,
    inputs: &Inputs,
    made: &[File],
) -> Vec<Difference> {
    let was = &recorded.inputs;
    let mut found = Vec::new();
    let epoch = |inputs: &Inputs| {
        inputs.source_date_epoch.map_or_else(|| "none".to_owned(), |it| it.to_string())
    };
    for (name, was, is) in [
        ("program", was.program.clone(), inputs.program.clone()),
        ("typst", was.typst.clone(), inputs.typst.clone()),
        ("SOURCE_DATE_EPOCH", epoch(was), epoch(inputs)),
    ] {
        if was != is {
            found.push(Difference::Setting { name, was, is });
        }
    }
    for (was, is) in [
        (&was.project, &inputs.project),
        (&was.fonts, &inputs.fonts),
        (&was.templates, &inputs.templates),
    ] {
        compare(was, is, &mut found);
    }
    let made: BTreeMap<&str, &File> = made.iter().map(|it| (&*it.file, it)).collect();
    for file in &recorded.editions {
        match made.get(&*file.file) {
            Some(now) if now.digest == file.digest => {}
            Some(now) => {
                found.push(Difference::ResultChanged(file.file.clone()));
                found.extend(changed_parts(file, now));
            }
            None => found.push(Difference::ResultGone(file.file.clone())),
        }
    }
    found
}

/// The parts of a file that say something else, or are gone.
fn changed_parts<'f>(
    was: &'f File,
    now: &'f File,
) -> impl Iterator<Item = Difference> + 'f {
    let changed = was.parts.iter().filter(|part| !now.parts.contains(part));
    changed.map(|part| Difference::PartChanged {
        file: was.file.clone(),
        name: part.name.clone(),
        of: part.of.clone(),
    })
}

fn compare(was: &[Input], is: &[Input], found: &mut Vec<Difference>) {
    let by_path = |inputs: &[Input]| -> BTreeMap<String, String> {
        inputs.iter().map(|it| (it.path.clone(), it.digest.clone())).collect()
    };
    let (was, is) = (by_path(was), by_path(is));
    for (path, digest) in &was {
        match is.get(path) {
            None => found.push(Difference::InputRemoved(path.clone())),
            Some(now) if now != digest => {
                found.push(Difference::InputChanged(path.clone()));
            }
            Some(_) => {}
        }
    }
    let added = is.keys().filter(|path| !was.contains_key(*path));
    found.extend(added.map(|path| Difference::InputAdded(path.clone())));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::Concealment;

    #[test]
    fn inputs_are_told_apart_by_path() {
        let input = |path: &str, digest: &str| Input {
            path: path.to_owned(),
            digest: digest.to_owned(),
            concealed: Concealment::None,
        };
        let was = [input("a", "1"), input("b", "1"), input("c", "1")];
        let is = [input("b", "2"), input("c", "1"), input("d", "1")];
        let mut found = Vec::new();
        compare(&was, &is, &mut found);
        assert_eq!(
            found,
            [
                Difference::InputRemoved("a".to_owned()),
                Difference::InputChanged("b".to_owned()),
                Difference::InputAdded("d".to_owned()),
            ]
        );
    }
}

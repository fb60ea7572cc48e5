//! `recto fonts`: the fonts that a project prints in, or those that are in the program.

use serde_json::json;

use super::columns;
use crate::build::{Workspace, open_for};
use crate::cli::terminal::{Format, Terminal};
use crate::edition::Audience;
use crate::error::Error;
use crate::typeset::Fonts;

/// Lists the faces with their licences and digests: those of a project, or, where there is none,
/// those of the program.
///
/// # Errors
///
/// As [`open_for`].
pub fn fonts(workspace: Option<&Workspace>, terminal: &Terminal) -> Result<(), Error> {
    let faces = match workspace {
        Some(workspace) => open_for(workspace, Audience::Public)?.fonts.faces(),
        None => Fonts::embedded().faces(),
    };
    if terminal.format == Format::Json {
        for face in &faces {
            terminal.line(&json!({ "type": "face", "face": face }));
        }
        return Ok(());
    }
    let header =
        ["family", "style", "weight", "characters", "file", "licence", "sha-256"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    rows.extend(faces.iter().map(|face| {
        vec![
            face.family.clone(),
            face.style.to_owned(),
            match face.is_variable {
                true => "several".to_owned(),
                false => face.weight.to_string(),
            },
            face.characters.to_string(),
            face.file.clone(),
            face.licence.clone(),
            face.digest.to_string()[..16].to_owned(),
        ]
    }));
    terminal.say(&columns(&rows, &[2, 3]));
    Ok(())
}

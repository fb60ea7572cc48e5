//! `recto fonts`: the fonts that are in the program.

use serde_json::json;

use super::columns;
use crate::cli::terminal::{Format, Terminal};
use crate::typeset::Fonts;

/// Lists the embedded faces with their digests.
pub fn fonts(terminal: &Terminal) {
    let faces = Fonts::embedded().faces();
    if terminal.format == Format::Json {
        for face in &faces {
            terminal.line(&json!({ "type": "face", "face": face }));
        }
        return;
    }
    let header = ["family", "style", "weight", "characters", "file", "sha-256"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    rows.extend(faces.iter().map(|face| {
        vec![
            face.family.clone(),
            face.style.to_owned(),
            face.weight.to_string(),
            face.characters.to_string(),
            face.file.to_owned(),
            face.digest.to_string()[..16].to_owned(),
        ]
    }));
    terminal.say(&columns(&rows, &[2, 3]));
}

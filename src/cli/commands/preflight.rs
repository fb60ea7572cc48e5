//! `recto preflight`: whether finished files keep what they promise.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::columns;
use crate::build::PREFLIGHT;
use crate::cli::terminal::{Format, Terminal};
use crate::diagnostic::{Diagnostic, Place, SourceTexts};
use crate::edition::Profile;
use crate::error::Error;
use crate::output;
use recto_pdf::conformance::Standard;
use recto_pdf::preflight::{Judgement, Outcome, Preflight, preflight_against};

/// Reads files back and says what came of each claim, and of each standard that is asked about
/// or claimed.
///
/// # Errors
///
/// When a file cannot be read, or a claim of one failed, or it breaks a rule of a standard.
pub fn preflight(
    files: &[PathBuf],
    asked: &[Standard],
    terminal: &Terminal,
) -> Result<(), Error> {
    let mut problems = Vec::new();
    for file in files {
        let data = output::read(file)
            .map_err(|source| Error::Read { path: file.clone(), source })?;
        let preflight = preflight_against(&data, asked);
        if terminal.format == Format::Json {
            terminal.line(&json!({
                "type": "preflight",
                "file": file,
                "profile": preflight.profile,
                "pages": preflight.pages,
                "checks": preflight.checks,
                "standards": preflight.standards.iter().map(judged).collect::<Vec<_>>(),
            }));
        } else {
            terminal.say(&told(file, &preflight));
        }
        // What standards ask is part of the claims of a profile, where a file has one.
        if preflight.profile.is_none() || !asked.is_empty() {
            let judgements = preflight.standards.iter();
            problems.extend(judgements.flat_map(|it| broken(file, it)));
        }
        let failed: Vec<_> = preflight
            .with(Outcome::Failed)
            .map(|check| check.claim.to_string())
            .collect();
        if !failed.is_empty() {
            let failed = failed.join("`, `");
            let message = format!("`{}` does not keep `{failed}`", file.display());
            problems.push(
                Diagnostic::error(PREFLIGHT, message)
                    .hint("`docs/preflight.md` says what to do for each claim"),
            );
        }
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(Error::Problems { diagnostics: problems, texts: SourceTexts::default() })
}

/// What came of judging by a standard, for programs.
fn judged(judgement: &Judgement) -> Value {
    let findings = judgement.findings.iter().map(|it| {
        json!({
            "rule": it.rule.id,
            "clause": it.rule.clause(judgement.standard),
            "page": it.page,
            "object": it.object,
            "what": it.what(),
            "remedy": it.rule.remedy,
            "more": it.more,
        })
    });
    json!({
        "standard": judgement.standard.word(),
        "conforms": judgement.findings.is_empty(),
        "findings": findings.collect::<Vec<_>>(),
    })
}

/// What breaks the rules of a standard, each at its page and object.
fn broken(file: &Path, judgement: &Judgement) -> Vec<Diagnostic> {
    let findings = judgement.findings.iter().map(|it| {
        let page = it.page.map_or_else(String::new, |it| format!(", page {it}"));
        let object = it.object.map_or_else(String::new, |it| format!(", object {it}"));
        let clause = it.rule.clause(judgement.standard).unwrap_or_default();
        let more = match it.more {
            0 => String::new(),
            more => format!("; {more} more of this"),
        };
        let (path, what, standard) = (file.display(), it.what(), judgement.standard);
        let message =
            format!("`{path}`{page}{object}: {what} ({standard}, {clause}){more}");
        Diagnostic::error(PREFLIGHT, message)
            .at(&Place::whole_file(file.to_string_lossy().into_owned()))
            .hint(it.rule.remedy)
    });
    findings.collect()
}

/// What came of a file, in a few words: how many of its claims are met.
pub(super) fn met(preflight: &Preflight) -> String {
    let count = preflight.checks.len();
    match preflight.with(Outcome::Doubtful).count() {
        0 => format!("{count} met"),
        doubtful => format!("{} met, {doubtful} doubtful", count - doubtful),
    }
}

fn told(file: &Path, preflight: &Preflight) -> String {
    let profile = match preflight.profile {
        Some(Profile::Screen) => "screen (PDF/UA-1 and PDF/A-2a)",
        Some(Profile::Archive) => "archive (PDF/UA-1 and PDF/A-3a)",
        Some(Profile::Print) => "print (PDF/X-4)",
        Some(Profile::Large) => "large (PDF/UA-1 and PDF/A-2a)",
        None => "of another maker",
    };
    let pages = match preflight.pages {
        1 => "1 page".to_owned(),
        count => format!("{count} pages"),
    };
    let mut rows = Vec::new();
    for check in &preflight.checks {
        let (claim, outcome) = (check.claim.to_string(), check.outcome.to_string());
        let mut row = vec![format!("  {claim}"), outcome];
        for finding in &check.findings {
            let page = finding.page.map_or_else(String::new, |it| format!("page {it}: "));
            row.push(format!("{page}{}", finding.what));
            rows.push(std::mem::replace(&mut row, vec![String::new(), String::new()]));
        }
        if check.more > 0 {
            row.push(format!("and {} more", check.more));
        }
        if row.len() > 2 || check.findings.is_empty() {
            rows.push(row);
        }
    }
    for judgement in &preflight.standards {
        let rules: BTreeSet<_> = judgement.findings.iter().map(|it| it.rule.id).collect();
        let outcome = match rules.len() {
            0 => "met".to_owned(),
            1 => "not met: 1 rule is broken".to_owned(),
            count => format!("not met: {count} rules are broken"),
        };
        rows.push(vec![format!("  {}", judgement.standard), outcome]);
    }
    format!("{}: {profile}, {pages}\n{}", file.display(), columns(&rows, &[]))
}

//! `recto preflight`: whether finished files keep what they promise.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::columns;
use crate::build::{PREFLIGHT, failed_claims};
use crate::cli::terminal::{Format, Terminal};
use crate::diagnostic::{Diagnostic, Place, SourceTexts, StandardRule};
use crate::edition::Profile;
use crate::error::Error;
use crate::output;
use recto_pdf::conformance::Standard;
use recto_pdf::preflight::{Judgement, Outcome, Preflight, preflight_against};

/// Reads files back and says what came of each claim, and of each standard that is asked about
/// or claimed. A file that cannot be opened keeps no other from being judged.
///
/// # Errors
///
/// When a file cannot be opened, or a claim of one failed, or it breaks a rule of a standard.
pub fn preflight(
    files: &[PathBuf],
    asked: &[Standard],
    terminal: &Terminal,
) -> Result<(), Error> {
    let asked: Vec<Standard> = distinct(asked);
    let mut problems = Vec::new();
    let mut unopened = None;
    for file in files {
        let data = match output::read(file) {
            Ok(data) => data,
            Err(source) => {
                let error = Error::Read { path: file.clone(), source };
                if let Some(earlier) = unopened.replace(error) {
                    terminal.error(&earlier);
                }
                continue;
            }
        };
        let preflight = preflight_against(&data, &asked);
        if terminal.format == Format::Json {
            let judged = preflight.standards.iter().map(judged);
            let unjudged = preflight.unjudged.iter().map(
                |it| json!({ "standard": it.word(), "conforms": null, "findings": [] }),
            );
            terminal.line(&json!({
                "type": "preflight",
                "file": file,
                "profile": preflight.profile,
                "pages": preflight.pages,
                "checks": preflight.checks,
                "standards": judged.chain(unjudged).collect::<Vec<_>>(),
            }));
        } else {
            terminal.say(&told(file, &preflight));
        }
        // What standards ask is part of the claims of a profile, where a file has one.
        if preflight.profile.is_none() || !asked.is_empty() {
            let judgements = preflight.standards.iter();
            problems.extend(judgements.flat_map(|it| broken(file, it)));
        }
        let place = Place::whole_file(file.to_string_lossy().into_owned());
        let failed = failed_claims(&preflight, &file.to_string_lossy());
        problems.extend(failed.into_iter().map(|it| it.at(&place)));
    }
    let texts = SourceTexts::default();
    if unopened.is_none() && !problems.is_empty() {
        return Err(Error::Problems { diagnostics: problems, texts });
    }
    // A document of findings is whole without any, too.
    if terminal.format == Format::Sarif || !problems.is_empty() {
        terminal.diagnostics(&problems, &texts);
    }
    unopened.map_or(Ok(()), Err)
}

/// Each standard once, in the order in which they are named.
fn distinct(asked: &[Standard]) -> Vec<Standard> {
    let mut distinct = Vec::new();
    for standard in asked {
        if !distinct.contains(standard) {
            distinct.push(*standard);
        }
    }
    distinct
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
        let rule = StandardRule {
            id: format!("{}/{}", standard.word(), it.rule.id),
            clause: format!("{standard}, {clause}"),
            what: it.rule.what,
            remedy: it.rule.remedy,
        };
        Diagnostic::error(PREFLIGHT, message)
            .at(&Place::whole_file(file.to_string_lossy().into_owned()))
            .hint(it.rule.remedy)
            .breaks(rule)
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
    for standard in &preflight.unjudged {
        rows.push(vec![format!("  {standard}"), "not judged".to_owned()]);
    }
    let what = match preflight.pages {
        0 => "cannot be read".to_owned(),
        _ => format!("{profile}, {pages}"),
    };
    format!("{}: {what}\n{}", file.display(), columns(&rows, &[]))
}

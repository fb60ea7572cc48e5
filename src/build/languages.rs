//! A project in several languages: its documents are made in all of them, or in none.
//!
//! What a language lacks in the data is found by a lint. Here it is only seen to that nothing is
//! written before everything could be made in every language.

use std::sync::Arc;

use super::plan::{Built, Failed, Observer, Plan, Writing};
use super::workspace::Workspace;

/// Nobody who wants to know how far it has come.
struct Unobserved;
impl Observer for Unobserved {}

/// Makes what a plan asks for in each of some languages; `one` makes it in the language that the
/// workspace reads the project in.
///
/// # Errors
///
/// As `one`, of the first language that cannot be made whole.
pub(super) fn in_each(
    workspace: &Workspace,
    plan: &Plan,
    languages: &[Arc<str>],
    observer: &dyn Observer,
    one: impl Fn(&Plan, &dyn Observer) -> Result<Built, Failed>,
) -> Result<Built, Failed> {
    if plan.writing == Writing::Files {
        let trial = Plan { writing: Writing::Nothing, ..plan.clone() };
        for language in languages {
            let tried = || one(&trial, &Unobserved);
            workspace.in_language(language, tried).map_err(unwritten)?;
        }
    }
    let mut all: Option<Built> = None;
    for language in languages {
        let made = || one(plan, observer);
        let built = workspace.in_language(language, made)?;
        all = Some(match all {
            None => built,
            Some(mut all) => {
                all.texts.extend(&built.texts);
                all.warnings.extend(built.warnings);
                all.editions.extend(built.editions);
                all.untouched.extend(built.untouched);
                all
            }
        });
    }
    Ok(all.unwrap_or_default())
}

/// A failure of a trial, of which nothing was written.
fn unwritten(failed: Failed) -> Failed {
    let mut built = failed.built;
    built.editions.clear();
    Failed { built, ..failed }
}

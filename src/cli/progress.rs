//! Progress: a line on the terminal while editions are made, and the end of the program
//! where they do not end.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Exit, Terminal, end_now};
use crate::build::Observer;
use crate::diagnostic::{Diagnostic, SourceTexts};

/// Shows how many editions are finished, or nothing at all.
pub struct Progress {
    bar: ProgressBar,
    terminal: Terminal,
}

impl Progress {
    /// A display on standard error, if it is to be shown; problems go to the terminal.
    pub fn new(shown: bool, terminal: Terminal) -> Self {
        let bar = ProgressBar::new(0);
        bar.set_draw_target(if shown {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        });
        if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        Self { bar, terminal }
    }
}

impl Observer for Progress {
    fn planned(&self, editions: &[String]) {
        self.bar.set_length(editions.len() as u64);
        self.bar.set_message(editions.join(", "));
        self.bar.tick();
    }

    fn finished(&self, edition: &str) {
        self.bar.set_message(edition.to_owned());
        self.bar.inc(1);
        if Some(self.bar.position()) == self.bar.length() {
            self.bar.finish_and_clear();
        }
    }

    fn overrun(&self, problem: &Diagnostic, texts: &SourceTexts) {
        self.bar.finish_and_clear();
        self.terminal.diagnostics(std::slice::from_ref(problem), texts);
        end_now(Exit::Problems)
    }
}

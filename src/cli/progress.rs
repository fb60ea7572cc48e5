//! Progress: a line on the terminal while editions are made.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::build::Observer;

/// Shows how many editions are finished, or nothing at all.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A display on standard error, if it is to be shown.
    pub fn new(shown: bool) -> Self {
        let bar = ProgressBar::new(0);
        bar.set_draw_target(if shown {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        });
        if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        Self { bar }
    }

    /// Makes room for what is to be said.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Observer for Progress {
    fn planned(&self, editions: &[String]) {
        self.bar.reset();
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
}

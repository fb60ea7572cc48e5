//! Progress: a line on the terminal while editions are made.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::pipeline::Observer;

/// Shows how many editions are finished, or nothing at all.
pub struct Progress(ProgressBar);

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
        Self(bar)
    }
}

impl Observer for Progress {
    fn planned(&self, editions: &[String]) {
        self.0.set_length(editions.len() as u64);
        self.0.set_message(editions.join(", "));
        self.0.tick();
    }

    fn finished(&self, edition: &str) {
        self.0.set_message(edition.to_owned());
        self.0.inc(1);
        if Some(self.0.position()) == self.0.length() {
            self.0.finish_and_clear();
        }
    }
}

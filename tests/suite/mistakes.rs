//! Mistakes: what a new user gets wrong, what the program says, and that following the hint
//! is enough. `docs/mistakes.md` is the transcript, written by these tests.
//!
//! `SNAPSHOTS=overwrite cargo test` writes it anew: read it before it lands.

use std::path::PathBuf;

use libtest_mimic::Trial;
use snapbox::{Assert, Data};

use crate::cases::overwriting;
use crate::harness::case;
use crate::press::{repository, said, told};
use crate::scratch::Scratch;

/// A mistake, and what stands in its place once the hint was followed.
struct Mistake {
    title: &'static str,
    slip: Slip,
}

/// Where a mistake is.
enum Slip {
    /// In a file, which a command reads.
    File {
        command: &'static [&'static str],
        file: &'static str,
        wrong: &'static str,
        right: &'static str,
    },
    /// In the words of a command.
    Command { wrong: &'static [&'static str], right: &'static [&'static str] },
}

const REPORT: &str = "\
id: northmoor
title: A year on the moor
language: en-GB
period: {from: 2024-04-01, to: 2025-03-31, label: 2024/25}
published: 2025-06-02
brand: brand.yaml
measures: [measures.yaml]
abbreviations: [abbreviations.yaml]
sections: [sections/one.yaml, sections/safety.yaml]
";
const MEASURES: &str = "\
- {id: officers, label: Police officers, value: 410, unit: officers, period: 2024/25}
- {id: spend, label: Spent on training, value: 1200000, unit: GBP, period: 2024/25}
";
const ONE: &str = "\
id: one
title: The year
body:
  - prose: There were {officers|unit} in March, and {spend} went on their training.
";
const SAFETY: &str = "\
id: safety
priority: 1
name: Safer roads
summary: Fewer people hurt on the roads over the moor, which the NFS counts.
highlights:
  - lead: Speed limits
    text: The limit on the pass is 40 miles an hour now.
";
const ABBREVIATIONS: &str = "- {short: NFS, long: Northmoor Fire Service}\n";

const MISTAKES: &[Mistake] = &[
    Mistake {
        title: "A misspelt field",
        slip: Slip::File {
            command: &["check"],
            file: "sections/one.yaml",
            wrong: "\
id: one
titel: The year
body:
  - prose: There were {officers|unit} in March, and {spend} went on their training.
",
            right: ONE,
        },
    },
    Mistake {
        title: "A tab in YAML",
        slip: Slip::File {
            command: &["check"],
            file: "sections/one.yaml",
            wrong: "\
id: one
title: The year
body:
\t- prose: There were {officers|unit} in March, and {spend} went on their training.
",
            right: ONE,
        },
    },
    Mistake {
        title: "A file that is not there",
        slip: Slip::File {
            command: &["check"],
            file: "report.yaml",
            wrong: "\
id: northmoor
title: A year on the moor
language: en-GB
period: {from: 2024-04-01, to: 2025-03-31, label: 2024/25}
published: 2025-06-02
brand: brand.yaml
measures: [mesures.yaml]
abbreviations: [abbreviations.yaml]
sections: [sections/one.yaml, sections/safety.yaml]
",
            right: REPORT,
        },
    },
    Mistake {
        title: "A date that no calendar has",
        slip: Slip::File {
            command: &["check"],
            file: "report.yaml",
            wrong: "\
id: northmoor
title: A year on the moor
language: en-GB
period: {from: 2024-04-01, to: 2025-03-31, label: 2024/25}
published: 2nd June 2025
brand: brand.yaml
measures: [measures.yaml]
abbreviations: [abbreviations.yaml]
sections: [sections/one.yaml, sections/safety.yaml]
",
            right: REPORT,
        },
    },
    Mistake {
        title: "A reference to a measure that has another id",
        slip: Slip::File {
            command: &["check"],
            file: "sections/one.yaml",
            wrong: "\
id: one
title: The year
body:
  - prose: There were {oficers|unit} in March, and {spend} went on their training.
",
            right: ONE,
        },
    },
    Mistake {
        title: "A figure typed again, and changed in one place only",
        slip: Slip::File {
            command: &["check", "--deny=warnings"],
            file: "sections/one.yaml",
            wrong: "\
id: one
title: The year
body:
  - prose: There were {officers|unit} in March, and {spend} went on their training.
  - prose: The force now has 412 police officers.
",
            right: "\
id: one
title: The year
body:
  - prose: There were {officers|unit} in March, and {spend} went on their training.
  - prose: The force now has {officers} police officers.
",
        },
    },
    Mistake {
        title: "A colon in text without quotation marks",
        slip: Slip::File {
            command: &["check"],
            file: "sections/one.yaml",
            wrong: "\
id: one
title: The year: what was done
body:
  - prose: There were {officers|unit} in March, and {spend} went on their training.
",
            right: "\
id: one
title: \"The year: what was done\"
body:
  - prose: There were {officers|unit} in March, and {spend} went on their training.
",
        },
    },
    Mistake {
        title: "A number written for people",
        slip: Slip::File {
            command: &["check"],
            file: "measures.yaml",
            wrong: "\
- {id: officers, label: Police officers, value: 410, unit: officers, period: 2024/25}
- {id: spend, label: Spent on training, value: £1.2m, unit: GBP, period: 2024/25}
",
            right: MEASURES,
        },
    },
    Mistake {
        title: "A link that says “here”",
        slip: Slip::File {
            command: &["check", "--deny=warnings"],
            file: "sections/safety.yaml",
            wrong: "\
id: safety
priority: 1
name: Safer roads
summary: Fewer people hurt on the roads over the moor, which the NFS counts.
highlights:
  - lead: Speed limits
    text: The plan for the pass is [here](https://example.org/pass).
",
            right: "\
id: safety
priority: 1
name: Safer roads
summary: Fewer people hurt on the roads over the moor, which the NFS counts.
highlights:
  - lead: Speed limits
    text: Read the [plan for the pass](https://example.org/pass).
",
        },
    },
    Mistake {
        title: "A priority that there is not",
        slip: Slip::Command {
            wrong: &["build", "brief", "saftey"],
            right: &["build", "brief", "safety"],
        },
    },
];

fn project() -> Scratch {
    let scratch = Scratch::minimal();
    scratch.write("report.yaml", REPORT);
    scratch.write("measures.yaml", MEASURES);
    scratch.write("abbreviations.yaml", ABBREVIATIONS);
    scratch.write("sections/one.yaml", ONE);
    scratch.write("sections/safety.yaml", SAFETY);
    scratch
}

/// The exit status, and what was said.
fn run(scratch: &Scratch, words: &[&str]) -> (Option<i32>, String) {
    let output = scratch.run(words);
    (output.status.code(), told(&output))
}

/// The mistake, what is said of it, and what mends it, as a section of the transcript.
fn transcribed(number: usize, mistake: &Mistake) -> String {
    let scratch = project();
    let title = mistake.title;
    let quoted = |words: &[&str], message: &str| {
        format!("```text\n$ recto {}\n{}\n```\n", words.join(" "), message.trim_end())
    };
    let (status, message, rest) = match &mistake.slip {
        Slip::File { command, file, wrong, right } => {
            scratch.write(file, wrong);
            let (status, message) = run(&scratch, command);
            scratch.write(file, right);
            let (mended, after) = run(&scratch, command);
            let expected = (Some(0), "nothing is wrong\n");
            assert_eq!((mended, after.as_str()), expected, "{title}");
            let rest = format!(
                "In `{file}`:\n\n```yaml\n{}```\n\n{}\nMended:\n\n```yaml\n{}```\n",
                changed(wrong, right),
                quoted(command, &message),
                changed(right, wrong),
            );
            (status, message, rest)
        }
        Slip::Command { wrong, right } => {
            let (status, message) = run(&scratch, wrong);
            let output = scratch.run(right);
            assert_eq!(output.status.code(), Some(0), "{title}");
            assert_eq!(said(&output.stdout), "", "{title}");
            let rest = format!(
                "{}\nMended:\n\n```text\n$ recto {}\n```\n",
                quoted(wrong, &message),
                right.join(" "),
            );
            (status, message, rest)
        }
    };
    assert_eq!(status, Some(1), "{title}: {message}");
    format!("\n## {number}. {title}\n\n{rest}")
}

/// The lines of a text that another does not have.
fn changed(text: &str, other: &str) -> String {
    let lines = text.lines().filter(|line| !other.lines().any(|it| it == *line));
    lines.map(|line| format!("{}\n", line.replace('\t', "→   "))).collect()
}

/// The file with the transcript.
fn page() -> PathBuf {
    repository().join("docs/mistakes.md")
}

/// What the file holds: its head, and a section for each mistake.
fn sections() -> Vec<String> {
    let text = std::fs::read_to_string(page()).expect("the transcript");
    let mut pieces = text.split("\n## ");
    let head = pieces.next().unwrap_or_default().to_owned();
    let sections = pieces.map(|section| format!("\n## {section}"));
    std::iter::once(head).chain(sections).collect()
}

/// What stands before the first mistake.
const HEAD: &str = "\
# Ten mistakes, and what Recto says

Each was made in a small project that has no other fault. What is printed here is all
that was printed; after the change that the hint asks for, nothing was found any more.
";

/// A test for each mistake: following the hint mends it, and the transcript says so.
pub fn cases() -> Vec<Trial> {
    let numbered = MISTAKES.iter().zip(1..);
    let test = |(mistake, number): (&'static Mistake, usize)| {
        case("mistakes", &slug(mistake.title), move || {
            let section = transcribed(number, mistake);
            if overwriting() {
                return Ok(());
            }
            let kept = sections().into_iter().nth(number).unwrap_or_default();
            Assert::new()
                .try_eq(Some(&mistake.title), Data::text(section), Data::text(kept))
                .map_err(|difference| difference.to_string())
        })
    };
    numbered.map(test).collect()
}

/// The title as the name of a test.
fn slug(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

#[test]
fn the_transcript_holds_these_mistakes_and_nothing_else() {
    if overwriting() {
        let sections = MISTAKES.iter().zip(1..);
        let sections = sections.map(|(mistake, number)| transcribed(number, mistake));
        let text: String = std::iter::once(HEAD.to_owned()).chain(sections).collect();
        std::fs::write(page(), text).expect("a transcript that can be written");
    }
    let sections = sections();
    assert_eq!(sections[0], HEAD);
    let titles = sections[1..].iter().map(|section| section.lines().nth(1));
    let titles: Vec<_> = titles.map(Option::unwrap_or_default).collect();
    let wanted = MISTAKES.iter().zip(1..);
    let wanted: Vec<_> = wanted
        .map(|(mistake, number)| format!("## {number}. {}", mistake.title))
        .collect();
    assert_eq!(titles, wanted);
}

//! How messages are worded: names in backticks, lists of names, and the nearest name.

/// A name as a message shows it: in backticks.
pub(crate) fn quoted(name: &str) -> String {
    format!("`{name}`")
}

/// Names in backticks, with commas and a last `and` or `or`.
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a str>, last: &str) -> String {
    let names: Vec<String> = names.into_iter().map(quoted).collect();
    joined(&names, last)
}

/// Parts of a sentence with commas and a last `and` or `or`.
pub(crate) fn joined(parts: &[String], last: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., end] => format!("{} {last} {end}", most.join(", ")),
    }
}

/// The candidate that a mistyped name most likely stands for, if one is near enough.
pub fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // A third of the letters wrong is about as far as a slip of the hand goes; ids share
    // long stems, so that more than three is another id rather than a slip.
    let letters = name.chars().count();
    let reach = letters.div_ceil(3).min(3);
    // Capitals are no other letters.
    let name = name.to_lowercase();
    candidates
        .into_iter()
        // Each letter more or less is a slip; counting them costs next to nothing.
        .filter(|candidate| candidate.chars().count().abs_diff(letters) <= reach)
        .map(|candidate| {
            (strsim::damerau_levenshtein(&name, &candidate.to_lowercase()), candidate)
        })
        .filter(|(distance, _)| *distance <= reach && *distance < letters)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A count with its noun: “1 row”, “3 rows”.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// The start of a text that may be long, for a message.
pub(crate) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    let text = text.trim();
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if line.len() < text.len() => format!("{line}…"),
        None => line.to_owned(),
    }
}

/// A position from 0 in letters: A to Z, then AA, as appendices and late pages are counted.
pub fn letters(position: usize) -> String {
    let mut rest = position;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            return letters.into_iter().rev().collect();
        }
        rest = rest / 26 - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(listed(["a"], "or"), "`a`");
        assert_eq!(listed(["a", "b", "c"], "or"), "`a`, `b` or `c`");
    }

    #[test]
    fn only_near_names_are_suggested() {
        assert_eq!(nearest("lable", ["label", "value"]), Some("label"));
        assert_eq!(nearest("colour", ["label", "value"]), None);
    }

    #[test]
    fn letters_go_on_after_z() {
        let all: Vec<_> = [0, 25, 26, 701, 702].map(letters).into();
        assert_eq!(all, ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}

//! Alternative text that tells a reader who cannot see an image nothing, or too much.

use crate::diagnostic::Place;
use crate::lint::{Findings, Subject, word_list};
use crate::report::Locale;

/// The most characters that can be listened to in one go.
const MOST: usize = 250;

/// What a screen reader says of itself, or what was put there to be replaced.
const NOTHING: &[&str] = word_list!(
    "alt, alt text, alternative text, chart, description, diagram, drawing, figure, \
     graph, graphic, icon, illustration, image, infographic, logo, map, n/a, none, \
     photo, photograph, pic, picture, placeholder, screenshot, tba, tbc, to do, todo, \
     untitled",
);

/// Openings that repeat what a screen reader has just said. “Map of” and “diagram of” say
/// more than that, and stay.
const OPENINGS: &[&str] = word_list!(
    "graphic of, graphic showing, image of, image showing, photo of, photo showing, \
     photograph of, photograph showing, picture of, picture showing",
);

/// Endings of files, by which a name of a file is known.
const ENDINGS: &[&str] = &[".png", ".jpg", ".jpeg", ".svg", ".gif", ".tif", ".webp"];

/// What stands for an image, and what it can be held against.
struct Alternative<'r> {
    text: &'r str,
    place: &'r Place,
    file: &'r str,
    caption: Option<&'r str>,
    /// How few words can be enough.
    least_words: usize,
}

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let logo = subject.report.brand.logo.as_ref().map(|logo| Alternative {
        text: &logo.alt.value,
        place: &logo.alt.place,
        file: &logo.file.value,
        caption: None,
        // A logo stands for a name, and a name may be one word.
        least_words: 1,
    });
    let figures = subject.report.figures.iter().map(|figure| Alternative {
        text: subject.printed(&figure.alt),
        place: &figure.alt.place,
        file: &figure.file.value,
        caption: figure.caption.as_ref().map(|caption| subject.printed(caption)),
        least_words: 2,
    });
    for alternative in logo.into_iter().chain(figures) {
        if let Some((message, hint)) = fault(&alternative, subject.locale) {
            found.warn(alternative.place, message, hint);
        }
    }
}

/// What is wrong with an alternative text, and what to do about it.
fn fault(
    alternative: &Alternative<'_>,
    locale: &Locale,
) -> Option<(String, &'static str)> {
    // The words are English, whatever else can be said of any text.
    let is_english = locale.language().starts_with("en");
    const DESCRIBE: &str = "write what a reader learns from the image";
    let text = alternative.text.trim();
    let plain = plain(text);
    let file = alternative.file.rsplit('/').next().unwrap_or_default().to_lowercase();
    let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
    let opens_with = |opening: &str| {
        plain.strip_prefix(opening).is_some_and(|rest| rest.starts_with(' '))
    };
    let is_file_name = ENDINGS.iter().any(|ending| plain.ends_with(ending))
        && !plain.contains(char::is_whitespace);
    if is_english && NOTHING.contains(&&*plain) {
        Some((format!("`{text}` says nothing of what the image shows"), DESCRIBE))
    } else if is_file_name || is_stem(&plain, stem) {
        Some((format!("`{text}` is the name of a file"), DESCRIBE))
    } else if let Some(opening) = OPENINGS.iter().find(|it| is_english && opens_with(it))
    {
        let message =
            format!("`{opening}` repeats what a screen reader says of every image");
        Some((message, "start with what the image shows"))
    } else if alternative.caption.is_some_and(|caption| self::plain(caption) == plain) {
        let message = "the alternative text repeats the caption".to_owned();
        Some((message, "write what the image shows beyond its caption"))
    } else if text.split_whitespace().count() < alternative.least_words {
        Some((format!("the one word `{text}` does not describe an image"), DESCRIBE))
    } else {
        let length = text.chars().count();
        let message = format!(
            "the alternative text has {length} characters, and {MOST} is the most"
        );
        (length > MOST)
            .then_some((message, "say the gist here, and the details in the text"))
    }
}

/// Words as they are compared: without their article, their case and the marks around them.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let articles = ["a ", "an ", "the "];
    let bare = articles.iter().find_map(|article| words.strip_prefix(article));
    bare.unwrap_or(words).trim_start().to_owned()
}

/// Whether words are a file's name as it stands, such as `img_0412`. A name of several
/// words or of plain letters may well be what a person would write as well.
fn is_stem(plain: &str, stem: &str) -> bool {
    plain == stem && stem.contains(|c: char| !c.is_alphabetic() && c != ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, file: &str, caption: Option<&str>) -> String {
        let place = Place::whole_file("figures.yaml");
        let alternative =
            Alternative { text, place: &place, file, caption, least_words: 2 };
        let locale = Locale::for_language("en-GB").unwrap();
        fault(&alternative, &locale).map_or_else(String::new, |(message, _)| message)
    }

    #[test]
    fn what_says_nothing_is_found_in_any_dress() {
        for text in ["Image", "an image.", "  PHOTO ", "“TBC”", "The logo", "n/a"] {
            assert!(said(text, "a.png", None).contains("says nothing"), "{text}");
        }
        for text in ["A photo of the pond", "image of a bench", "Picture showing rain"] {
            assert!(said(text, "a.png", None).contains("screen reader"), "{text}");
        }
        for text in ["pond.png", "IMG_0412", "images-pond.jpeg"] {
            let message = said(text, "images/IMG_0412.png", None);
            assert!(message.contains("name of a file"), "{text}");
        }
    }

    #[test]
    fn what_describes_an_image_is_left_alone() {
        for text in [
            "Map of the four fire stations",
            "The photographer of the year holds a prize",
            "Imagery from the air shows two ponds",
            "A bench beside a pond",
            "Two people, one of them in a hat.",
        ] {
            assert_eq!(said(text, "bench.png", Some("The bench")), "", "{text}");
        }
        assert_eq!(said("The bench", "a.png", Some("The bench by the pond")), "");
    }

    #[test]
    fn captions_words_and_lengths_are_held_against_it() {
        assert!(said("The bench", "a.png", Some("The bench.")).contains("caption"));
        assert!(said("Bench", "a.png", None).contains("one word"));
        let most = "ab ".repeat(83) + "a";
        assert_eq!(said(&most, "a.png", None), "");
        assert!(said(&format!("{most}b"), "a.png", None).contains("251 characters"));
    }
}

//! Values: whether what a property holds is of its type (XMP Specification, 2005).

use std::collections::HashMap;

use roxmltree::Node;

pub(super) const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The namespace and the fields of each type that has some.
pub(super) type Structures = HashMap<String, (String, Vec<(String, String)>)>;

/// The types whose values are texts.
const PLAIN: [&str; 20] = [
    "Text",
    "Integer",
    "Real",
    "Boolean",
    "Date",
    "URI",
    "URL",
    "MIMEType",
    "AgentName",
    "ProperName",
    "Locale",
    "Rational",
    "GPSCoordinate",
    "XPath",
    "RenditionClass",
    "Choice",
    "Any",
    "GUID",
    "closed Choice of Text",
    "Lang",
];

/// A type without what says that any value will do: choices are texts.
fn core(kind: &str) -> String {
    let lower = kind.trim();
    for before in [
        "open Choice of ",
        "closed Choice of ",
        "Open Choice of ",
        "Closed Choice of ",
        "open choice of ",
        "closed choice of ",
    ] {
        if let Some(rest) = lower.strip_prefix(before) {
            return rest.to_owned();
        }
    }
    match lower {
        "open Choice" | "closed Choice" | "Closed Choice" | "Open Choice" | "Choice" => {
            "Text".to_owned()
        }
        other => other.to_owned(),
    }
}

/// The list that a type is, and the type of its items.
fn list(kind: &str) -> Option<(&'static str, &str)> {
    for (before, tag) in [
        ("bag ", "Bag"),
        ("Bag ", "Bag"),
        ("seq ", "Seq"),
        ("Seq ", "Seq"),
        ("alt ", "Alt"),
        ("Alt ", "Alt"),
    ] {
        if let Some(rest) = kind.strip_prefix(before) {
            return Some((tag, rest));
        }
    }
    match kind {
        "bag" | "Bag" => Some(("Bag", "Text")),
        "seq" | "Seq" => Some(("Seq", "Text")),
        "alt" | "Alt" => Some(("Alt", "Text")),
        _ => None,
    }
}

/// Whether a type is known.
pub(super) fn is_defined(kind: &str, structures: &Structures) -> bool {
    let kind = core(kind);
    if kind.eq_ignore_ascii_case("lang alt") || structures.contains_key(&kind) {
        return true;
    }
    match list(&kind) {
        Some((_, inner)) => is_defined(inner, structures),
        None => PLAIN.iter().any(|it| it.eq_ignore_ascii_case(&kind)),
    }
}

/// Whether an element holds a value of a type.
pub(super) fn is_of(
    kind: &str,
    element: Node<'_, '_>,
    structures: &Structures,
    depth: usize,
) -> bool {
    if depth > 16 {
        return false;
    }
    let kind = core(kind);
    let elements = || element.children().filter(Node::is_element);
    // A value with qualifiers is its value.
    let inner = elements().find(|it| it.has_tag_name((RDF, "Description")));
    let qualified = inner
        .or(Some(element))
        .and_then(|it| it.children().find(|it| it.has_tag_name((RDF, "value"))));
    if let Some(value) = qualified {
        return is_of(&kind, value, structures, depth + 1);
    }
    if kind.eq_ignore_ascii_case("lang alt") {
        let Some(alternatives) = elements().find(|it| it.has_tag_name((RDF, "Alt")))
        else {
            return false;
        };
        let mut items = alternatives.children().filter(Node::is_element);
        return elements().count() == 1
            && items.all(|it| {
                it.has_tag_name((RDF, "li")) && it.has_attribute((XML, "lang"))
            });
    }
    if let Some((tag, inner)) = list(&kind) {
        let Some(list) = elements().find(|it| it.has_tag_name((RDF, tag))) else {
            return false;
        };
        let mut items = list.children().filter(Node::is_element);
        return elements().count() == 1
            && items.all(|it| {
                it.has_tag_name((RDF, "li")) && is_of(inner, it, structures, depth + 1)
            });
    }
    if let Some((namespace, fields)) = structures.get(&kind) {
        return is_structure(element, namespace, fields, structures, depth);
    }
    if elements().next().is_some() {
        return false;
    }
    let text =
        element.attribute((RDF, "resource")).or(element.text()).unwrap_or_default();
    is_text_of(&kind, text)
}

fn is_structure(
    element: Node<'_, '_>,
    namespace: &str,
    fields: &[(String, String)],
    structures: &Structures,
    depth: usize,
) -> bool {
    let inner = element.children().find(|it| it.has_tag_name((RDF, "Description")));
    let is_resource = element.attribute((RDF, "parseType")) == Some("Resource");
    let holder = inner.unwrap_or(element);
    let mut attributes = holder
        .attributes()
        .filter(|it| !matches!(it.namespace(), Some(RDF | XML) | None));
    let has_attributes = attributes.clone().next().is_some();
    if inner.is_none() && !is_resource && !has_attributes {
        return false;
    }
    let kind = |of: Option<&str>, name: &str| {
        if of != Some(namespace) {
            return None;
        }
        fields.iter().find(|(it, _)| it == name).map(|(_, kind)| kind.as_str())
    };
    let mut children = holder.children().filter(Node::is_element);
    children.all(|it| {
        let tag = it.tag_name();
        kind(tag.namespace(), tag.name())
            .is_some_and(|kind| is_of(kind, it, structures, depth + 1))
    }) && attributes.all(|it| {
        kind(it.namespace(), it.name()).is_some_and(|kind| is_text_of(kind, it.value()))
    })
}

/// Whether a text is of a type.
pub(super) fn is_text_of(kind: &str, text: &str) -> bool {
    let kind = core(kind);
    if list(&kind).is_some() || kind.eq_ignore_ascii_case("lang alt") {
        return false;
    }
    let text = text.trim();
    let is_integer = |it: &str| {
        let digits = it.strip_prefix(['+', '-']).unwrap_or(it);
        !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit())
    };
    match kind.to_ascii_lowercase().as_str() {
        "integer" => is_integer(text),
        "real" => {
            let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
            let dots = digits.bytes().filter(|it| *it == b'.').count();
            digits.bytes().any(|it| it.is_ascii_digit())
                && dots <= 1
                && digits.bytes().all(|it| it.is_ascii_digit() || it == b'.')
        }
        "boolean" => matches!(text, "True" | "False"),
        "rational" => {
            let parts = text.split_once('/');
            parts.is_some_and(|(one, other)| is_integer(one) && is_integer(other))
        }
        "date" => is_date(text),
        "mimetype" => {
            let is_part = |it: &str| {
                !it.is_empty()
                    && it
                        .bytes()
                        .all(|it| it.is_ascii_alphanumeric() || b"-+.".contains(&it))
            };
            text.split_once('/')
                .is_some_and(|(one, other)| is_part(one) && is_part(other))
        }
        "gpscoordinate" => is_coordinate(text),
        "uri" | "url" | "xpath" => !text.chars().any(char::is_control),
        _ => true,
    }
}

/// Whether a text is a date: a year, and from there to fractions of a second with their zone
/// (ISO 8601 as XMP takes it).
fn is_date(text: &str) -> bool {
    let (day, time) =
        text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let is_number = |it: &str, least: usize, from: u32, to: u32| {
        it.len() == least && it.parse().is_ok_and(|it: u32| (from..=to).contains(&it))
    };
    let parts: Vec<&str> = day.split('-').collect();
    let is_day = match parts.as_slice() {
        [year] => is_number(year, 4, 0, 9999),
        [year, month] => is_number(year, 4, 0, 9999) && is_number(month, 2, 1, 12),
        [year, month, day] => {
            is_number(year, 4, 0, 9999)
                && is_number(month, 2, 1, 12)
                && is_number(day, 2, 1, 31)
        }
        _ => false,
    };
    let Some(time) = time else { return is_day };
    let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone);
    let is_zone = match zone {
        "Z" | "" => true,
        zone => {
            let parts = zone[1..].split_once(':');
            parts.is_some_and(|(hour, minute)| {
                is_number(hour, 2, 0, 23) && is_number(minute, 2, 0, 59)
            })
        }
    };
    let clock: Vec<&str> = clock.split(':').collect();
    let is_second = |it: &str| {
        let (whole, part) =
            it.split_once('.').map_or((it, None), |(it, part)| (it, Some(part)));
        is_number(whole, 2, 0, 59)
            && part.is_none_or(|it| {
                !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit())
            })
    };
    let is_clock = match clock.as_slice() {
        [hour, minute] => is_number(hour, 2, 0, 23) && is_number(minute, 2, 0, 59),
        [hour, minute, second] => {
            is_number(hour, 2, 0, 23) && is_number(minute, 2, 0, 59) && is_second(second)
        }
        _ => false,
    };
    is_day && parts.len() == 3 && is_zone && is_clock
}

/// Whether a text is a coordinate: degrees, minutes, and seconds or parts of minutes, and the
/// direction.
fn is_coordinate(text: &str) -> bool {
    let Some(rest) = text.strip_suffix(['N', 'S', 'E', 'W']) else { return false };
    let parts: Vec<&str> = rest.split(',').collect();
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    match parts.as_slice() {
        [degrees, minutes, seconds] => {
            digits(degrees) && digits(minutes) && digits(seconds)
        }
        [degrees, minutes] => {
            let parts = minutes.split_once('.');
            digits(degrees)
                && parts.is_some_and(|(one, other)| digits(one) && digits(other))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_are_told_apart() {
        for date in [
            "2024",
            "2024-03",
            "2024-03-20",
            "2024-03-20T10:15:00Z",
            "2024-03-20T10:15+01:00",
        ] {
            assert!(is_text_of("Date", date), "{date}");
        }
        for date in ["", "20 March", "2024-13", "2024-03-20T10", "2024-03T10:15Z"] {
            assert!(!is_text_of("Date", date), "{date}");
        }
        assert!(is_text_of("Rational", "1/2") && !is_text_of("Rational", "0.5"));
        assert!(is_text_of("Boolean", "True") && !is_text_of("Boolean", "true"));
        assert!(
            is_text_of("GPSCoordinate", "12,34,56N")
                && !is_text_of("GPSCoordinate", "12")
        );
    }
}

//! Objects: what the dictionaries of a file hold, found behind their references (ISO 32000-1,
//! 7.3 to 7.9). Whatever looks something up in a file does so here.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::Read;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use crate::geometry::Rect;

/// How deep trees are followed, and how long chains.
pub(crate) const DEPTH: usize = 64;

/// How many things of one kind a file may have: bookmarks, destinations, annotations.
pub(crate) const MOST: usize = 200_000;

/// The longest stream that is unpacked, in bytes: a small file can hold one that fills the
/// memory of a machine.
pub(crate) const LONGEST: usize = 512 << 20;

/// The longest content of a page or a form that is unpacked, in bytes.
pub(crate) const LONGEST_CONTENT: usize = 32 << 20;

/// A dictionary, and the file that its references lead into.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dict<'d> {
    pub(crate) document: &'d Document,
    pub(crate) entries: &'d Dictionary,
}

impl<'d> Dict<'d> {
    pub(crate) fn new(document: &'d Document, entries: &'d Dictionary) -> Self {
        Self { document, entries }
    }

    /// The dictionary that an object is or leads to, that of a stream included.
    pub(crate) fn of(document: &'d Document, object: &'d Object) -> Option<Self> {
        match resolve(document, object)? {
            Object::Dictionary(entries) => Some(Self { document, entries }),
            Object::Stream(stream) => Some(Self { document, entries: &stream.dict }),
            _ => None,
        }
    }

    /// The dictionary of a numbered object.
    pub(crate) fn numbered(document: &'d Document, id: ObjectId) -> Option<Self> {
        Self::of(document, document.objects.get(&id)?)
    }

    /// The catalogue of a file (7.7.2).
    pub(crate) fn catalogue(document: &'d Document) -> Option<Self> {
        Self::of(document, document.trailer.get(b"Root").ok()?)
    }

    /// Where it is in memory, by which it is told from others that look alike.
    pub(crate) fn address(self) -> usize {
        std::ptr::from_ref(self.entries).addr()
    }

    pub(crate) fn has(self, key: &[u8]) -> bool {
        self.entries.has(key)
    }

    /// An entry as it stands there, which may be a reference.
    pub(crate) fn raw(self, key: &[u8]) -> Option<&'d Object> {
        self.entries.get(key).ok()
    }

    /// An entry, found behind its reference.
    pub(crate) fn get(self, key: &[u8]) -> Option<&'d Object> {
        resolve(self.document, self.raw(key)?)
    }

    pub(crate) fn dict(self, key: &[u8]) -> Option<Self> {
        Self::of(self.document, self.raw(key)?)
    }

    pub(crate) fn stream(self, key: &[u8]) -> Option<&'d Stream> {
        self.get(key)?.as_stream().ok()
    }

    /// The items of an array; none where there is no array.
    pub(crate) fn array(self, key: &[u8]) -> &'d [Object] {
        let array = self.get(key).and_then(|it| it.as_array().ok());
        array.map(Vec::as_slice).unwrap_or_default()
    }

    /// The items of an array, or what stands there alone.
    pub(crate) fn one_or_more(self, key: &[u8]) -> &'d [Object] {
        match (self.get(key), self.raw(key)) {
            (Some(Object::Array(items)), _) => items,
            (Some(_), Some(raw)) => std::slice::from_ref(raw),
            _ => &[],
        }
    }

    /// The dictionaries of an array.
    pub(crate) fn dicts(self, key: &[u8]) -> impl Iterator<Item = Self> {
        self.array(key).iter().filter_map(move |it| Self::of(self.document, it))
    }

    pub(crate) fn name(self, key: &[u8]) -> Option<&'d [u8]> {
        self.get(key)?.as_name().ok()
    }

    /// The bytes of a string.
    pub(crate) fn string(self, key: &[u8]) -> Option<&'d [u8]> {
        self.get(key)?.as_str().ok()
    }

    /// A text string that is not blank.
    pub(crate) fn text(self, key: &[u8]) -> Option<String> {
        self.string(key).map(text).filter(|it| !it.trim().is_empty())
    }

    pub(crate) fn integer(self, key: &[u8]) -> Option<i64> {
        self.get(key)?.as_i64().ok()
    }

    pub(crate) fn number(self, key: &[u8]) -> Option<f64> {
        number(self.get(key)?)
    }

    /// Whether an entry is `true`.
    pub(crate) fn says(self, key: &[u8]) -> bool {
        matches!(self.get(key), Some(Object::Boolean(true)))
    }

    /// The object that an entry refers to.
    pub(crate) fn reference(self, key: &[u8]) -> Option<ObjectId> {
        self.raw(key)?.as_reference().ok()
    }

    pub(crate) fn numbers(self, key: &[u8]) -> Vec<f64> {
        let numbers = self.array(key).iter();
        numbers.filter_map(|it| number(resolve(self.document, it)?)).collect()
    }

    /// A rectangle, whichever of its corners are given.
    pub(crate) fn rect(self, key: &[u8]) -> Option<Rect> {
        rect(self.document, self.raw(key)?)
    }

    /// The pairs of a name tree or a number tree (7.9.6 and 7.9.7), whose leaves hold them
    /// under `key`. Values are as they stand there.
    pub(crate) fn pairs(self, key: &[u8]) -> Vec<(&'d Object, &'d Object)> {
        let mut found = Vec::new();
        let mut seen: HashSet<ObjectId> = HashSet::new();
        let mut nodes = vec![(self, 0)];
        while let Some((node, depth)) = nodes.pop() {
            let leaves = node.array(key).chunks_exact(2);
            found.extend(leaves.filter_map(|pair| match pair {
                [key, value] => Some((resolve(self.document, key)?, value)),
                _ => None,
            }));
            if found.len() > MOST || depth > DEPTH {
                break;
            }
            for kid in node.array(b"Kids").iter().rev() {
                let is_new = kid.as_reference().map_or(true, |id| seen.insert(id));
                if let Some(kid) = Self::of(self.document, kid).filter(|_| is_new) {
                    nodes.push((kid, depth + 1));
                }
            }
        }
        found
    }

    /// The content streams of a page, as they are referred to (7.7.3.3).
    pub(crate) fn contents(self) -> Vec<&'d Object> {
        let streams = self.one_or_more(b"Contents").iter();
        streams
            .filter(|it| matches!(resolve(self.document, it), Some(Object::Stream(_))))
            .collect()
    }

    /// The content of a page, its streams one after another.
    pub(crate) fn content(self) -> Result<Vec<u8>, lopdf::Error> {
        let mut content = Vec::new();
        for stream in self.contents() {
            let Some(Object::Stream(stream)) = resolve(self.document, stream) else {
                continue;
            };
            let room = LONGEST_CONTENT.saturating_sub(content.len());
            content.extend_from_slice(&unpacked(stream, room)?);
            content.push(b'\n');
        }
        Ok(content)
    }
}

/// What an object is or leads to.
pub(crate) fn resolve<'d>(
    document: &'d Document,
    object: &'d Object,
) -> Option<&'d Object> {
    Some(document.dereference(object).ok()?.1)
}

/// A number of either kind.
pub(crate) fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}

/// The box that an array of numbers describes.
pub(crate) fn rect(document: &Document, object: &Object) -> Option<Rect> {
    let numbers = resolve(document, object)?.as_array().ok()?.iter();
    let numbers: Vec<f64> =
        numbers.filter_map(|it| number(resolve(document, it)?)).collect();
    Rect::between(numbers.try_into().ok()?)
}

/// A stream, unpacked to no more than so many bytes.
pub(crate) fn unpacked(
    stream: &Stream,
    most: usize,
) -> Result<Cow<'_, [u8]>, lopdf::Error> {
    if stream.dict.has(b"Filter") {
        return stream.get_plain_content_with_limit(most).map(Cow::Owned);
    }
    // A stream that is not packed is in memory already.
    Ok(Cow::Borrowed(&stream.content))
}

/// Whether nothing of a stream can be unpacked although it holds something: reading it gives an empty
/// content then, and no error.
pub(crate) fn is_lost(stream: &Stream) -> bool {
    let filter = match stream.dict.get(b"Filter") {
        Ok(Object::Array(filters)) => filters.first().and_then(|it| it.as_name().ok()),
        Ok(filter) => filter.as_name().ok(),
        Err(_) => None,
    };
    if !matches!(filter, Some(b"FlateDecode" | b"Fl")) || stream.content.is_empty() {
        return false;
    }
    let mut first = [0];
    let mut unpacked = flate2::read::ZlibDecoder::new(stream.content.as_slice());
    unpacked.read(&mut first).is_err()
}

/// A page, and what it inherits from the nodes above it (7.7.3.4).
pub(crate) struct PageNode<'d> {
    pub(crate) id: ObjectId,
    pub(crate) own: Dict<'d>,
    inherited: [Option<&'d Object>; 4],
}

const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

impl PageNode<'_> {
    /// The entries of the page, those included that it inherits.
    pub(crate) fn entries(&self) -> Dictionary {
        let mut entries = self.own.entries.clone();
        for (key, value) in INHERITED.into_iter().zip(self.inherited) {
            if let Some(value) = value {
                entries.set(key, value.clone());
            }
        }
        entries
    }
}

impl<'d> PageNode<'d> {
    /// An entry, its own or one that it inherits, as it stands there.
    pub(crate) fn raw(&self, key: &[u8]) -> Option<&'d Object> {
        match INHERITED.iter().position(|it| *it == key) {
            Some(at) => self.inherited[at],
            None => self.own.raw(key),
        }
    }
}

/// What is wrong with a tree of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PageFault {
    /// There is no tree.
    #[error("it has no page tree")]
    None,
    /// A node stands in it twice.
    #[error("its page tree goes in circles")]
    Circle,
    /// It leads to an object that is not there, or is no page.
    #[error("a page of its page tree is missing")]
    Missing,
    /// A node holds something else than references.
    #[error("its page tree is not built of objects")]
    NotObjects,
    /// It has more pages than this.
    #[error("it has more than {0} pages")]
    TooMany(usize),
}

/// The pages of a file in their order.
pub(crate) fn pages(
    document: &Document,
    most: usize,
) -> Result<Vec<PageNode<'_>>, PageFault> {
    let root = Dict::catalogue(document).and_then(|it| it.reference(b"Pages"));
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut nodes = vec![(root.ok_or(PageFault::None)?, [None; 4], 0)];
    while let Some((id, mut inherited, depth)) = nodes.pop() {
        if !seen.insert(id) || depth > DEPTH {
            return Err(PageFault::Circle);
        }
        let own = Dict::numbered(document, id).ok_or(PageFault::Missing)?;
        for (key, slot) in INHERITED.into_iter().zip(&mut inherited) {
            *slot = own.raw(key).or(*slot);
        }
        if own.has(b"Kids") {
            for kid in own.array(b"Kids").iter().rev() {
                let kid = kid.as_reference().map_err(|_| PageFault::NotObjects)?;
                nodes.push((kid, inherited, depth + 1));
            }
            continue;
        }
        found.push(PageNode { id, own, inherited });
        if found.len() > most {
            return Err(PageFault::TooMany(most));
        }
    }
    Ok(found)
}

/// A text string (7.9.2.2): UTF-16 or UTF-8 with its mark, else in PDFDocEncoding.
pub(crate) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let (pairs, _) = rest.as_chunks::<2>();
            let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
            char::decode_utf16(units).map(|it| it.unwrap_or('\u{fffd}')).collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            std::str::from_utf8(rest).unwrap_or("\u{fffd}").to_owned()
        }
        // Some programs write UTF-16 the other way round.
        [0xFF, 0xFE, rest @ ..] => {
            let (pairs, _) = rest.as_chunks::<2>();
            let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
            char::decode_utf16(units).map(|it| it.unwrap_or('\u{fffd}')).collect()
        }
        _ => bytes.iter().map(|byte| letter(*byte)).collect(),
    }
}

/// The letter of a byte in PDFDocEncoding (annex D.2).
fn letter(byte: u8) -> char {
    const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const SIGNS: [char; 31] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘',
        '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž',
    ];
    match byte {
        0x18..=0x1F => ACCENTS[usize::from(byte - 0x18)],
        0x80..=0x9E => SIGNS[usize::from(byte - 0x80)],
        0xA0 => '€',
        byte => char::from(byte),
    }
}

/// The length that the dictionary of a stream says itself; `None` where it refers to another.
pub(crate) fn direct_length(entries: &[u8]) -> Option<usize> {
    let at = entries
        .windows(8)
        .position(|it| it.starts_with(b"/Length") && !it[7].is_ascii_alphanumeric())?;
    let value = entries[at + 7..].trim_ascii_start();
    let digits = value.iter().take_while(|it| it.is_ascii_digit()).count();
    let (digits, after) = value.split_at(digits);
    let after = after.trim_ascii_start();
    let is_reference = after.first().is_some_and(u8::is_ascii_digit);
    let number = std::str::from_utf8(digits).ok()?.parse().ok()?;
    (!is_reference).then_some(number)
}

/// Bytes as text, each a character: for words of programs, which are in ASCII.
pub(crate) fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// A tree of names in one node (7.9.6), sorted by its keys.
pub(crate) fn name_tree(names: impl IntoIterator<Item = (Vec<u8>, Object)>) -> Object {
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_by(|one, other| one.0.cmp(&other.0));
    let pairs = names
        .into_iter()
        .flat_map(|(name, value)| [Object::String(name, StringFormat::Literal), value]);
    let pairs: Vec<Object> = pairs.collect();
    Object::Dictionary(dictionary! { "Names" => pairs })
}

/// Puts an entry into the name dictionary of a file (7.7.4).
pub(crate) fn set_names(
    document: &mut Document,
    key: &str,
    tree: ObjectId,
) -> Result<(), lopdf::Error> {
    let catalogue = document.catalog_mut()?;
    match catalogue.get_mut(b"Names") {
        Ok(Object::Dictionary(names)) => names.set(key, tree),
        Ok(Object::Reference(id)) => {
            let id = *id;
            document.get_dictionary_mut(id)?.set(key, tree);
        }
        _ => catalogue.set("Names", dictionary! { key => tree }),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_is_not_ascii_is_utf_16() {
        assert_eq!(text(b"e"), "e");
        assert_eq!(text(&[0xFE, 0xFF, 0, 0xE9]), "é");
        assert_eq!(text(&[0xFF, 0xFE, 0xE9, 0]), "é");
        assert_eq!(text(&[0x8D, b'a', 0x8E, 0x90, 0xA0, 0xE9, 0x9E]), "“a”’€éž");
    }

    #[test]
    fn pages_inherit_and_a_circle_ends() {
        let mut document = Document::with_version("1.7");
        let page = document.add_object(dictionary! { "Type" => "Page" });
        let tree = document.add_object(dictionary! {
            "Kids" => vec![page.into()], "Rotate" => 90,
        });
        let root = document.add_object(dictionary! { "Pages" => tree });
        document.trailer.set("Root", root);
        let found = pages(&document, 5).unwrap();
        assert!(matches!(found[0].raw(b"Rotate"), Some(Object::Integer(90))));
        document.get_dictionary_mut(page).unwrap().set("Kids", vec![tree.into()]);
        assert_eq!(pages(&document, 5).err(), Some(PageFault::Circle));
        assert_eq!(pages(&Document::new(), 5).err(), Some(PageFault::None));
    }
}

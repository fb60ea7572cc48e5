//! Marked content: what of a page is tagged, and what is an artifact (ISO 32000-1, 14.6 and
//! 14.8.2).

use std::collections::{BTreeMap, BTreeSet, HashSet};

use lopdf::ObjectId;

use crate::content::Operand;
use crate::interpret;
use crate::object::{Dict, text};

/// Where marked content is: the page, or a form with parents of its own; and its id.
pub(crate) type Place = (ObjectId, i64);

/// What a marked-content sequence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Tagged(Place),
    Artifact,
    Neither,
}

/// A marked-content sequence.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    kind: Kind,
    /// Whether its tag is `Artifact`, tagged or not.
    is_artifact: bool,
    /// Whether it names a language.
    has_language: bool,
    /// Whether other text stands for what it holds.
    is_said_otherwise: bool,
    /// Whether it holds text for readers, as a span.
    has_words: bool,
}

/// The properties of a marked-content sequence.
pub(crate) enum Properties<'e, 'd> {
    /// In the resources.
    Named(Dict<'d>),
    /// In the content.
    Direct(&'e [Operand<'e>]),
}

impl<'e, 'd> Properties<'e, 'd> {
    /// Those of an operation.
    pub(crate) fn of(operands: &'e [Operand<'e>], place: interpret::Place<'d>) -> Self {
        let named = match operands.get(1) {
            Some(Operand::Name(name)) => place.resource(b"Properties", name),
            _ => None,
        };
        let document = place.resources.map(|it| it.document);
        let named = document.zip(named).and_then(|(of, it)| Dict::of(of, it));
        named.map_or(Self::Direct(operands), Self::Named)
    }

    fn direct(&self, key: &[u8]) -> Option<&'e Operand<'e>> {
        let Self::Direct(operands) = self else { return None };
        let mut open = 0;
        for pair in operands.windows(2) {
            match &pair[0] {
                Operand::Open => open += 1,
                Operand::Close => open -= 1,
                Operand::Name(name) if open == 1 && **name == *key => {
                    return Some(&pair[1]);
                }
                _ => {}
            }
        }
        None
    }

    fn integer(&self, key: &[u8]) -> Option<i64> {
        match self {
            Self::Named(named) => named.integer(key),
            Self::Direct(_) => self.direct(key)?.integer(),
        }
    }

    /// The text of a property in the content; those in the resources are judged there.
    pub(crate) fn direct_text(&self, key: &[u8]) -> Option<String> {
        match self.direct(key)? {
            Operand::Text(bytes) => Some(text(bytes)),
            _ => None,
        }
    }

    fn has(&self, key: &[u8]) -> bool {
        match self {
            Self::Named(named) => named.has(key),
            Self::Direct(_) => self.direct(key).is_some(),
        }
    }
}

impl Mark {
    /// The sequence of a tag with some properties, in a page or a form.
    pub(crate) fn of(
        tag: &[u8],
        properties: &Properties<'_, '_>,
        container: ObjectId,
    ) -> Self {
        let is_artifact = tag == b"Artifact";
        let words = [&b"ActualText"[..], b"Alt", b"E"];
        Self {
            kind: match properties.integer(b"MCID") {
                Some(id) => Kind::Tagged((container, id)),
                None if is_artifact => Kind::Artifact,
                None => Kind::Neither,
            },
            is_artifact,
            has_language: properties.has(b"Lang"),
            is_said_otherwise: properties.has(b"ActualText"),
            has_words: tag == b"Span" && words.iter().any(|it| properties.has(it)),
        }
    }
}

/// The marked content of a page.
#[derive(Default)]
pub(crate) struct Marks {
    open: Vec<Mark>,
    /// How many are open where each stream within the page begins.
    streams: Vec<usize>,
    /// The marked content that is opened here, and how often.
    pub(crate) marked: BTreeMap<Place, usize>,
    /// How many things are painted and neither tagged nor an artifact.
    pub(crate) unmarked: usize,
    /// Whether something tagged lies in an artifact.
    pub(crate) has_tagged_in_artifact: bool,
    /// Whether an artifact lies in something tagged.
    pub(crate) has_artifact_in_tagged: bool,
    /// The places of text for which the content names no language; `None` for text that is not
    /// tagged.
    pub(crate) without_language: BTreeMap<Option<Place>, usize>,
    /// The places of words for readers, in spans, for which the content names no language.
    pub(crate) words_without_language: Vec<Option<Place>>,
    /// The languages that the content itself names.
    pub(crate) languages: BTreeSet<String>,
    /// The forms with marked content, and how often each was drawn.
    pub(crate) forms: BTreeMap<ObjectId, usize>,
    within: Vec<Option<ObjectId>>,
}

impl Marks {
    fn place(&self) -> Option<Place> {
        self.open.iter().rev().find_map(|mark| match mark.kind {
            Kind::Tagged(place) => Some(place),
            _ => None,
        })
    }

    fn is_artifact(&self) -> bool {
        self.open.iter().any(|mark| mark.is_artifact)
    }

    /// Whether other text stands for what is painted now.
    pub(super) fn is_said_otherwise(&self, in_structure: &HashSet<Place>) -> bool {
        self.open.iter().any(|mark| {
            mark.is_said_otherwise
                || matches!(mark.kind, Kind::Tagged(place) if in_structure.contains(&place))
        })
    }

    pub(super) fn opens(&mut self, mark: Mark) {
        let is_tagged = matches!(mark.kind, Kind::Tagged(_));
        self.has_tagged_in_artifact |=
            is_tagged && (self.is_artifact() || mark.is_artifact);
        self.has_artifact_in_tagged |= mark.is_artifact && self.place().is_some();
        if let Kind::Tagged(place) = mark.kind {
            *self.marked.entry(place).or_default() += 1;
            if let Some(form) = self.within.iter().rev().find_map(|it| *it) {
                self.forms.entry(form).or_default();
            }
        }
        let names = mark.has_language || self.open.iter().any(|it| it.has_language);
        if mark.has_words && !names {
            let own = match mark.kind {
                Kind::Tagged(place) => Some(place),
                _ => self.place(),
            };
            self.words_without_language.push(own);
        }
        self.open.push(mark);
    }

    /// Opens a sequence that is not on the page itself.
    pub(super) fn opens_apart(&mut self) {
        self.open.push(Mark {
            kind: Kind::Neither,
            is_artifact: false,
            has_language: false,
            is_said_otherwise: false,
            has_words: false,
        });
    }

    pub(super) fn closes(&mut self) {
        // What a stream opens it closes itself.
        let least = self.streams.last().copied().unwrap_or(0);
        if self.open.len() > least {
            self.open.pop();
        }
    }

    pub(super) fn enters(&mut self, form: Option<ObjectId>) {
        self.streams.push(self.open.len());
        self.within.push(form);
    }

    pub(super) fn leaves(&mut self) {
        self.open.truncate(self.streams.pop().unwrap_or(0));
        if let Some(form) = self.within.pop().flatten()
            && let Some(count) = self.forms.get_mut(&form)
        {
            *count += 1;
        }
    }

    pub(super) fn painted(&mut self) {
        if self.place().is_none() && !self.is_artifact() {
            self.unmarked += 1;
        }
    }

    pub(super) fn shows_text(&mut self) {
        let names = self.open.iter().any(|it| it.has_language);
        if !names && !self.is_artifact() {
            *self.without_language.entry(self.place()).or_default() += 1;
        }
    }
}

//! Paint: colours and the spaces that they are in (ISO 32000-1, 8.6).

use lopdf::{Document, Object};

/// What something is painted with.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Paint {
    /// Process inks, 0 to 1.
    Inks([f32; 4]),
    /// Grey, 0 for black to 1 for white.
    Grey(f32),
    /// Grey by a profile, which a press may mix of all inks.
    ProfiledGrey(f32),
    /// Light: red, green, blue, by a profile or not.
    Light,
    /// The colorant of every plate.
    AllPlates,
    /// An ink of its own, by name.
    Spot(String),
    /// A pattern; its own colours are read apart.
    Pattern,
    /// Something else, by the name of its space.
    Other(String),
}

impl Paint {
    /// Whether it leaves no ink, as white does.
    pub(super) fn is_bare(&self) -> bool {
        match self {
            Self::Inks(inks) => inks.iter().all(|ink| *ink <= 0.001),
            Self::Grey(grey) | Self::ProfiledGrey(grey) => *grey >= 0.999,
            _ => false,
        }
    }
}

/// A colour space, as far as its colours are told apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Space {
    Inks,
    Grey,
    ProfiledGrey,
    Light,
    All,
    Spot(String),
    Pattern,
    Other(String),
}

impl Space {
    /// The space that an object describes.
    pub(super) fn of(document: &Document, object: &Object) -> Self {
        let other = |name: &[u8]| Self::Other(name.escape_ascii().to_string());
        let named = |name: &[u8]| match name {
            b"DeviceCMYK" => Self::Inks,
            b"DeviceGray" => Self::Grey,
            b"CalGray" => Self::ProfiledGrey,
            b"DeviceRGB" | b"CalRGB" => Self::Light,
            b"Pattern" => Self::Pattern,
            name => other(name),
        };
        let Ok((_, object)) = document.dereference(object) else {
            return other(b"nothing");
        };
        let Ok(items) = object.as_array() else {
            return object.as_name().map_or_else(|_| other(b"nothing"), named);
        };
        let family = items.first().and_then(|it| it.as_name().ok()).unwrap_or_default();
        let second = items.get(1).and_then(|it| document.dereference(it).ok());
        match (family, second) {
            (b"ICCBased", Some((_, Object::Stream(profile)))) => {
                match profile.dict.get(b"N").and_then(Object::as_i64) {
                    Ok(1) => Self::ProfiledGrey,
                    Ok(3) => Self::Light,
                    Ok(4) => Self::Inks,
                    _ => other(family),
                }
            }
            (b"Separation", Some((_, Object::Name(name)))) if name == b"All" => Self::All,
            (b"Separation", Some((_, Object::Name(name)))) => {
                Self::Spot(name.escape_ascii().to_string())
            }
            (family, _) => named(family),
        }
    }

    /// What some shares of its components paint.
    pub(super) fn paint(&self, shares: &[f32]) -> Paint {
        let share = |at: usize| shares.get(at).copied().unwrap_or(0.0);
        match self {
            Self::Inks => Paint::Inks([share(0), share(1), share(2), share(3)]),
            Self::Grey => Paint::Grey(share(0)),
            Self::ProfiledGrey => Paint::ProfiledGrey(share(0)),
            Self::Light => Paint::Light,
            Self::All => Paint::AllPlates,
            Self::Spot(name) => Paint::Spot(name.clone()),
            Self::Pattern => Paint::Pattern,
            Self::Other(name) => Paint::Other(name.clone()),
        }
    }

    /// What it begins with: black, but for inks of their own, which begin in full.
    pub(super) fn first(&self) -> Paint {
        match self {
            Self::Inks => Paint::Inks([0.0, 0.0, 0.0, 1.0]),
            space => space.paint(&[]),
        }
    }
}

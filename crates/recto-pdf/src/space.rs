//! Colour spaces, and what is painted in them (ISO 32000-1, 8.6).

use lopdf::Object;

use crate::object::{Dict, resolve};

/// What something is painted with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Paint {
    /// Process inks, 0 to 1.
    Inks([f32; 4]),
    /// Grey, 0 for black to 1 for white.
    Grey(f32),
    /// Grey by a profile, which a press may mix of all inks.
    ProfiledGrey(f32),
    /// Light: red, green, blue, by a profile or not; 0 to 1.
    Light([f32; 3]),
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
    pub(crate) fn is_bare(&self) -> bool {
        match self {
            Self::Inks(inks) => inks.iter().all(|ink| *ink <= 0.001),
            Self::Grey(grey) | Self::ProfiledGrey(grey) => *grey >= 0.999,
            _ => false,
        }
    }
}

/// A colour space, as far as its colours are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Space {
    /// Process inks.
    Inks,
    /// Grey, which black ink prints.
    Grey,
    /// Grey by a profile.
    ProfiledGrey,
    /// Red, green and blue.
    Light,
    /// The colorant of every plate.
    All,
    /// An ink of its own, by name.
    Spot(String),
    /// Tiles and gradients, which have colours of their own.
    Pattern,
    /// Another, by name.
    Other(String),
}

impl Space {
    /// The space of a name that is no resource's; an image in a content stream uses short
    /// names.
    pub(crate) fn named(name: &[u8]) -> Self {
        match name {
            b"DeviceCMYK" | b"CMYK" => Self::Inks,
            b"DeviceGray" | b"G" => Self::Grey,
            b"CalGray" => Self::ProfiledGrey,
            b"DeviceRGB" | b"CalRGB" | b"RGB" => Self::Light,
            b"Pattern" => Self::Pattern,
            other => Self::Other(other.escape_ascii().to_string()),
        }
    }

    /// The space that an object describes.
    pub(crate) fn of(document: &lopdf::Document, object: &Object) -> Self {
        let none = || Self::Other("nothing".to_owned());
        let Some(object) = resolve(document, object) else { return none() };
        let items = match object {
            Object::Array(items) => items,
            Object::Name(name) => return Self::named(name),
            _ => return none(),
        };
        let family = items.first().and_then(|it| it.as_name().ok()).unwrap_or_default();
        let second = items.get(1).and_then(|it| resolve(document, it));
        match (family, second) {
            (b"ICCBased", Some(Object::Stream(profile))) => {
                match Dict::new(document, &profile.dict).integer(b"N") {
                    Some(1) => Self::ProfiledGrey,
                    Some(3) => Self::Light,
                    Some(4) => Self::Inks,
                    _ => Self::named(family),
                }
            }
            (b"Separation", Some(Object::Name(name))) if name == b"All" => Self::All,
            (b"Separation", Some(Object::Name(name))) => {
                Self::Spot(name.escape_ascii().to_string())
            }
            _ => Self::named(family),
        }
    }

    /// What some shares of its components paint.
    pub(crate) fn paint(&self, shares: &[f32]) -> Paint {
        let share = |at: usize| shares.get(at).copied().unwrap_or(0.0);
        match self {
            Self::Inks => Paint::Inks([share(0), share(1), share(2), share(3)]),
            Self::Grey => Paint::Grey(share(0)),
            Self::ProfiledGrey => Paint::ProfiledGrey(share(0)),
            Self::Light => Paint::Light([share(0), share(1), share(2)]),
            Self::All => Paint::AllPlates,
            Self::Spot(name) => Paint::Spot(name.clone()),
            Self::Pattern => Paint::Pattern,
            Self::Other(name) => Paint::Other(name.clone()),
        }
    }

    /// What it begins with: black, but for inks of their own, which begin in full.
    pub(crate) fn first(&self) -> Paint {
        match self {
            Self::Inks => Paint::Inks([0.0, 0.0, 0.0, 1.0]),
            space => space.paint(&[]),
        }
    }
}

/// The device spaces that a colour depends on: by itself, or at the root of the space that it
/// is in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Devices {
    pub(crate) light: bool,
    pub(crate) inks: bool,
    pub(crate) grey: bool,
}

impl std::ops::BitOrAssign for Devices {
    fn bitor_assign(&mut self, other: Self) {
        self.light |= other.light;
        self.inks |= other.inks;
        self.grey |= other.grey;
    }
}

impl Devices {
    /// Those of a space, with the resources that may stand defaults in for them (8.6.5.6).
    pub(crate) fn of(
        document: &lopdf::Document,
        space: &Object,
        resources: Option<Dict<'_>>,
    ) -> Self {
        let mut devices = Self::default();
        devices.reach(document, space, resources, 0);
        devices
    }

    fn reach(
        &mut self,
        document: &lopdf::Document,
        space: &Object,
        resources: Option<Dict<'_>>,
        depth: usize,
    ) {
        if depth > 8 {
            return;
        }
        let stands_in = |name: &[u8]| resources?.dict(b"ColorSpace")?.get(name);
        match resolve(document, space) {
            Some(Object::Name(name)) => {
                let (slot, default) = match name.as_slice() {
                    b"DeviceRGB" | b"RGB" => (&mut self.light, &b"DefaultRGB"[..]),
                    b"DeviceCMYK" | b"CMYK" => (&mut self.inks, &b"DefaultCMYK"[..]),
                    b"DeviceGray" | b"G" => (&mut self.grey, &b"DefaultGray"[..]),
                    _ => return,
                };
                *slot |= stands_in(default).is_none();
            }
            Some(Object::Array(items)) => {
                let family = items.first().and_then(|it| resolve(document, it));
                let family = family.and_then(|it| it.as_name().ok()).unwrap_or_default();
                let root = match family {
                    b"Indexed" | b"I" | b"Pattern" => items.get(1),
                    b"Separation" | b"DeviceN" => items.get(2),
                    // A device space may be an array of its name alone.
                    name if name.starts_with(b"Device") => items.first(),
                    _ => None,
                };
                if let Some(root) = root {
                    self.reach(document, root, resources, depth + 1);
                }
            }
            _ => {}
        }
    }
}

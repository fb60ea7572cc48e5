//! Colour: the colour spaces of a file, and its images and gradients in inks.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use moxcms::{ColorProfile, Layout, TransformOptions};
use rayon::prelude::*;

use super::failure::PressFailure;
use super::resources::{entries, within};
use crate::intent::OutputIntent;
use crate::object::{Dict, LONGEST, resolve, unpacked};
use crate::space::Space;

/// Refuses a space that has no way to inks.
pub(super) fn admit(space: &Space) -> Result<(), PressFailure> {
    match space {
        Space::Other(name) => Err(PressFailure::Colour {
            what: format!("a drawing has colours in `{name}`"),
            remedy: "export the drawing in sRGB",
        }),
        _ => Ok(()),
    }
}

/// A share of an ink, 0 to 1, as a number of a PDF, to a tenth of a per cent.
pub(super) fn share(share: f32) -> Object {
    Object::Real((share * 1000.0).round() / 1000.0)
}

/// A colour in light, 0 to 1 each, as shares of inks.
pub(super) fn mixed(light: &[f32], intent: &OutputIntent) -> [f32; 4] {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is held between 0 and 255"
    )]
    let byte = |at: usize| {
        let level = light.get(at).copied().unwrap_or(0.0);
        (level.clamp(0.0, 1.0) * 255.0).round() as u8
    };
    intent.separate([byte(0), byte(1), byte(2)]).map(|ink| f32::from(ink) / 255.0)
}

/// Turns the images and gradients of a document into inks, and the spaces that its layers
/// are blended in.
pub(super) fn objects(
    document: &mut Document,
    intent: &OutputIntent,
) -> Result<(), PressFailure> {
    let of_kind = |key: &[u8], value: &[u8]| -> Vec<ObjectId> {
        let is = |object: &Object| match object {
            Object::Stream(stream) => {
                stream.dict.get(key).and_then(Object::as_name).ok() == Some(value)
            }
            _ => false,
        };
        document.objects.iter().filter(|(_, it)| is(it)).map(|(id, _)| *id).collect()
    };
    let images = of_kind(b"Subtype", b"Image");
    let inked: Result<Vec<_>, PressFailure> =
        images.par_iter().map(|id| Ok((*id, image(document, *id, intent)?))).collect();
    for (id, stream) in inked? {
        if let Some(stream) = stream {
            document.objects.insert(id, Object::Stream(stream));
        }
    }
    let gradients: Vec<ObjectId> = document
        .objects
        .iter()
        .filter(|(_, object)| object.as_dict().is_ok_and(|it| it.has(b"ShadingType")))
        .map(|(id, _)| *id)
        .collect();
    let mut functions = BTreeSet::new();
    for id in gradients {
        gradient(document, id, &mut functions)?;
    }
    for id in functions {
        stop(document, id, intent)?;
    }
    Ok(())
}

/// An image in inks; `None` where it is so already.
fn image(
    document: &Document,
    id: ObjectId,
    intent: &OutputIntent,
) -> Result<Option<Stream>, PressFailure> {
    let stream = document.get_object(id)?.as_stream()?;
    // A mask has no colours.
    let Ok(described) = stream.dict.get(b"ColorSpace") else { return Ok(None) };
    let refused = |what: &str| PressFailure::Colour {
        what: format!("an image {what}"),
        remedy: "export the image as PNG in sRGB, with 8 bits a channel",
    };
    let mut dict = stream.dict.clone();
    match Space::of(document, described) {
        Space::Inks => return Ok(None),
        Space::Grey | Space::ProfiledGrey => {
            dict.set("ColorSpace", "DeviceGray");
            return Ok(Some(Stream::new(dict, stream.content.clone())));
        }
        Space::Light => {}
        Space::Pattern | Space::Spot(_) | Space::All => {
            return Err(refused("has no colours of its own"));
        }
        Space::Other(name) => return Err(refused(&format!("has colours in `{name}`"))),
    }
    let filters = stream.filters().unwrap_or_default();
    let bits = dict.get(b"BitsPerComponent").and_then(Object::as_i64).unwrap_or(8);
    let samples = match filters.as_slice() {
        [b"DCTDecode"] => {
            let format = image::ImageFormat::Jpeg;
            let decoded = image::load_from_memory_with_format(&stream.content, format);
            decoded.map_err(|_| refused("is a damaged JPEG"))?.into_rgb8().into_raw()
        }
        _ => {
            let samples = stream.get_plain_content()?;
            match bits {
                8 => samples,
                // The first of two bytes is the greater.
                16 => samples.as_chunks::<2>().0.iter().map(|[most, _]| *most).collect(),
                bits => return Err(refused(&format!("has {bits} bits a channel"))),
            }
        }
    };
    let samples = in_srgb(document, described, samples);
    dict.set("BitsPerComponent", 8);
    for entry in [&b"Filter"[..], b"DecodeParms", b"Decode", b"Intent"] {
        dict.remove(entry);
    }
    let inks = match shades(&samples) {
        Some(shades) => {
            dict.set("ColorSpace", "DeviceGray");
            shades
        }
        None => {
            dict.set("ColorSpace", "DeviceCMYK");
            intent.separate_all(&samples)
        }
    };
    let mut inked = Stream::new(dict, inks);
    inked.compress()?;
    Ok(Some(inked))
}

/// The largest difference between the red, green and blue of a pixel that counts as grey, in
/// steps of 255: compression as a JPEG alters grey pixels by as much.
const NEUTRAL: u8 = 3;

/// The shades of an image that has no colours; `None` where it has. In four inks they would
/// take on a tint wherever one plate prints fuller than another.
fn shades(samples: &[u8]) -> Option<Vec<u8>> {
    let (pixels, _) = samples.as_chunks::<3>();
    let shade = |&[red, green, blue]: &[u8; 3]| {
        let most = red.max(green).max(blue);
        (most - red.min(green).min(blue) <= NEUTRAL).then_some(green)
    };
    pixels.iter().map(shade).collect()
}

/// Samples of an image in sRGB, by the profile that it came with.
fn in_srgb(document: &Document, described: &Object, samples: Vec<u8>) -> Vec<u8> {
    let own = || {
        let space = resolve(document, described)?.as_array().ok()?;
        let profile = resolve(document, space.get(1)?)?.as_stream().ok()?;
        let data = unpacked(profile, LONGEST).ok()?;
        let own = ColorProfile::new_from_slice(&data).ok()?;
        let target = ColorProfile::new_srgb();
        let options = TransformOptions::default();
        let transform =
            own.create_transform_8bit(Layout::Rgb, &target, Layout::Rgb, options).ok()?;
        let mut converted = vec![0; samples.len()];
        transform.transform(&samples, &mut converted).ok()?;
        Some(converted)
    };
    own().unwrap_or(samples)
}

/// Puts a gradient into inks, and finds the functions that give its colours.
fn gradient(
    document: &mut Document,
    id: ObjectId,
    functions: &mut BTreeSet<ObjectId>,
) -> Result<(), PressFailure> {
    let shading = document.get_dictionary(id)?;
    let space = Space::of(document, shading.get(b"ColorSpace")?);
    admit(&space)?;
    let ready = match space {
        Space::Grey | Space::ProfiledGrey => "DeviceGray",
        Space::Light => {
            find_stops(document, shading.get(b"Function")?, MOST_FUNCTIONS, functions)?;
            "DeviceCMYK"
        }
        _ => return Ok(()),
    };
    document.get_dictionary_mut(id)?.set("ColorSpace", ready);
    Ok(())
}

/// How deep functions of gradients lie within each other, at most.
const MOST_FUNCTIONS: usize = 4;

/// The functions of a gradient that go from one colour to another (ISO 32000-1, 7.10.3),
/// alone or one after another.
fn find_stops(
    document: &Document,
    function: &Object,
    depth: usize,
    found: &mut BTreeSet<ObjectId>,
) -> Result<(), PressFailure> {
    let refused = || PressFailure::Colour {
        what: "a drawing has a gradient that runs round a point".to_owned(),
        remedy: "export the drawing as PNG",
    };
    let id = function.as_reference().map_err(|_| refused())?;
    let Ok(function) = document.get_dictionary(id) else { return Err(refused()) };
    match function.get(b"FunctionType")?.as_i64()? {
        2 => {
            found.insert(id);
            Ok(())
        }
        3 if depth > 0 => {
            let functions = function.get_deref(b"Functions", document)?.as_array()?;
            let mut within = functions.iter();
            within.try_for_each(|it| find_stops(document, it, depth - 1, found))
        }
        _ => Err(refused()),
    }
}

/// Puts the two colours of a function into inks.
fn stop(
    document: &mut Document,
    id: ObjectId,
    intent: &OutputIntent,
) -> Result<(), PressFailure> {
    let function = document.get_dictionary_mut(id)?;
    for key in ["C0", "C1"] {
        let light: Vec<f32> = function
            .get(key.as_bytes())?
            .as_array()?
            .iter()
            .filter_map(|level| level.as_float().ok())
            .collect();
        let inks: Vec<Object> = mixed(&light, intent).into_iter().map(share).collect();
        function.set(key, inks);
    }
    function.remove(b"Range");
    Ok(())
}

/// Takes out the names of colour spaces that nothing uses any more, and lets layers blend
/// in inks.
pub(super) fn forget_spaces(document: &mut Document) {
    let ids: Vec<ObjectId> = document.objects.keys().copied().collect();
    for id in ids {
        let Some(Object::Dictionary(dict) | Object::Stream(Stream { dict, .. })) =
            document.objects.get(&id)
        else {
            continue;
        };
        let dict = Dict::new(document, dict);
        let resources = dict.dict(b"Resources").unwrap_or(dict);
        let spaces = resources.dict(b"ColorSpace").map(|it| it.entries);
        let unused: Vec<Vec<u8>> = spaces
            .into_iter()
            .flat_map(Dictionary::iter)
            .filter(|(_, it)| {
                let space = Space::of(document, it);
                matches!(space, Space::Light | Space::Grey | Space::ProfiledGrey)
            })
            .map(|(name, _)| name.clone())
            .collect();
        let blended = dict.dict(b"Group").filter(|group| {
            let space = group.raw(b"CS").map(|it| Space::of(document, it));
            space == Some(Space::Light)
        });
        let group = blended.map(|it| it.entries.clone()).map(|mut group| {
            group.set("CS", "DeviceCMYK");
            group
        });
        if !unused.is_empty() {
            forget(document, id, &unused);
        }
        if let Some(group) = group
            && let Some(object) = document.objects.get_mut(&id)
            && let Ok(dict) = entries(object)
        {
            dict.set("Group", group);
        }
    }
}

/// Takes colour spaces out of the resources of an object, or out of an object that is
/// resources.
fn forget(document: &mut Document, id: ObjectId, names: &[Vec<u8>]) {
    let Some(Ok(dict)) = document.objects.get_mut(&id).map(entries) else { return };
    let path = match dict.get(b"Resources") {
        Ok(Object::Dictionary(_)) => &[&b"Resources"[..], b"ColorSpace"][..],
        // Resources that are an object come by themselves.
        Ok(_) => return,
        Err(_) => &[&b"ColorSpace"[..]],
    };
    if let Ok(spaces) = within(document, id, path) {
        for name in names {
            spaces.remove(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    fn image_in(space: impl Into<Object>, samples: Vec<u8>) -> Document {
        let mut document = Document::with_version("1.6");
        let entries = dictionary! {
            "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8,
            "ColorSpace" => space.into(),
        };
        document.add_object(Stream::new(entries, samples));
        document
    }

    fn inked(mut document: Document) -> Result<(Vec<u8>, Vec<u8>), PressFailure> {
        objects(&mut document, &OutputIntent::fogra39().unwrap())?;
        let image = document.objects.values().find_map(|it| it.as_stream().ok()).unwrap();
        let space = image.dict.get(b"ColorSpace").and_then(Object::as_name).unwrap();
        Ok((space.to_vec(), image.get_plain_content().unwrap()))
    }

    #[test]
    fn images_take_inks() {
        let (space, samples) = inked(image_in("DeviceRGB", vec![255, 0, 0])).unwrap();
        assert_eq!(space, b"DeviceCMYK");
        let [c, m, y, k] = samples[..] else { panic!("{samples:?}") };
        assert!(c < 30 && m > 200 && y > 200 && k < 30, "{c} {m} {y} {k}");
        let beside_white = inked(image_in("DeviceRGB", vec![255, 255, 255, 255, 0, 0]));
        assert_eq!(beside_white.unwrap().1[..4], [0, 0, 0, 0]);
        let grey = inked(image_in("DeviceGray", vec![7])).unwrap();
        assert_eq!(grey, (b"DeviceGray".to_vec(), vec![7]));
        let own = inked(image_in("DeviceCMYK", vec![1, 2, 3, 4])).unwrap().1;
        assert_eq!(own, [1, 2, 3, 4]);
    }

    #[test]
    fn an_image_without_colours_prints_on_black_alone() {
        // The last two are as near to grey as a JPEG keeps it.
        let neutral = vec![0, 0, 0, 255, 255, 255, 90, 92, 91, 7, 7, 10];
        let grey = inked(image_in("DeviceRGB", neutral)).unwrap();
        assert_eq!(grey, (b"DeviceGray".to_vec(), vec![0, 255, 92, 7]));
        let warm = inked(image_in("DeviceRGB", vec![0, 0, 0, 94, 91, 90])).unwrap();
        assert_eq!(warm.0, b"DeviceCMYK");
    }

    #[test]
    fn what_has_no_inks_is_refused() {
        let lab = vec![Object::Name(b"Lab".to_vec())];
        let refused = inked(image_in(lab, vec![1, 2, 3])).unwrap_err();
        let said = "an image has colours in `Lab`, which cannot be printed in inks";
        assert_eq!(refused.to_string(), said);
        assert!(refused.remedy().starts_with("export the image"));
    }

    fn gradient_by(function: Dictionary) -> Result<Document, PressFailure> {
        let mut document = Document::with_version("1.6");
        let function = document.add_object(function);
        let stitched = dictionary! {
            "FunctionType" => 3, "Functions" => vec![function.into(), function.into()],
        };
        let stitched = document.add_object(stitched);
        document.add_object(dictionary! {
            "ShadingType" => 2, "ColorSpace" => "DeviceRGB", "Function" => stitched,
        });
        objects(&mut document, &OutputIntent::fogra39().unwrap())?;
        Ok(document)
    }

    #[test]
    fn gradients_take_inks() {
        let light = |shares: [f32; 3]| -> Vec<Object> {
            shares.iter().map(|share| Object::Real(*share)).collect()
        };
        let document = gradient_by(dictionary! {
            "FunctionType" => 2, "N" => 1,
            "C0" => light([1.0, 1.0, 1.0]), "C1" => light([0.0, 0.0, 0.0]),
        });
        let document = document.unwrap();
        let shares = |key: &[u8]| -> Vec<f32> {
            let stop =
                document.objects.values().find_map(|it| it.as_dict().ok()?.get(key).ok());
            let stop = stop.unwrap().as_array().unwrap();
            stop.iter().map(|share| share.as_float().unwrap()).collect()
        };
        assert_eq!(shares(b"C0"), [0.0, 0.0, 0.0, 0.0]);
        assert_eq!(shares(b"C1"), [0.0, 0.0, 0.0, 1.0]);
        let program = gradient_by(dictionary! { "FunctionType" => 4 }).unwrap_err();
        assert!(program.to_string().contains("a gradient that runs round a point"));
    }
}

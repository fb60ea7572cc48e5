//! Resources: what the content of a page or a form can name.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// Gives a resource of an object a name, beside those that it has.
pub(super) fn add_resource(
    document: &mut Document,
    owner: ObjectId,
    kind: &[u8],
    name: &[u8],
    resource: ObjectId,
) -> Result<(), lopdf::Error> {
    let path = [b"Resources", kind];
    for (depth, key) in path.iter().enumerate() {
        let above = within(document, owner, &path[..depth])?;
        if !above.has(key) {
            above.set(*key, Dictionary::new());
        }
    }
    within(document, owner, &path)?.set(name, resource);
    Ok(())
}

/// The dictionary that some keys lead to from an object, over references too.
pub(super) fn within<'d>(
    document: &'d mut Document,
    owner: ObjectId,
    path: &[&[u8]],
) -> Result<&'d mut Dictionary, lopdf::Error> {
    let Some((key, above)) = path.split_last() else {
        return entries(document.get_object_mut(owner)?);
    };
    match within(document, owner, above)?.get(key)? {
        Object::Reference(id) => {
            let id = *id;
            document.get_dictionary_mut(id)
        }
        // Asked for again, as a loan cannot be given back under a condition.
        _ => within(document, owner, above)?.get_mut(key)?.as_dict_mut(),
    }
}

/// The entries of a dictionary, or of a stream.
pub(super) fn entries(object: &mut Object) -> Result<&mut Dictionary, lopdf::Error> {
    match object {
        Object::Stream(stream) => Ok(&mut stream.dict),
        object => object.as_dict_mut(),
    }
}

//! Resources: what the content of a page or a form can name.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::colour::entries;

/// Gives a resource of an object a name, beside those that it has.
pub(super) fn add_resource(
    document: &mut Document,
    owner: ObjectId,
    kind: &[u8],
    name: &[u8],
    resource: ObjectId,
) -> Result<(), lopdf::Error> {
    let resources = inner(document, owner, b"Resources")?;
    let kinds = match resources {
        Holder::Object(id) => inner(document, id, kind)?,
        Holder::Entry => {
            let resources = entries(document.get_object_mut(owner)?)?
                .get_mut(b"Resources")?
                .as_dict_mut()?;
            match resources.get(kind) {
                Ok(Object::Reference(id)) => Holder::Object(*id),
                Ok(_) => Holder::Entry,
                Err(_) => {
                    resources.set(kind, Dictionary::new());
                    Holder::Entry
                }
            }
        }
    };
    let holder = match (resources, kinds) {
        (_, Holder::Object(id)) => document.get_dictionary_mut(id)?,
        (Holder::Object(id), Holder::Entry) => {
            document.get_dictionary_mut(id)?.get_mut(kind)?.as_dict_mut()?
        }
        (Holder::Entry, Holder::Entry) => entries(document.get_object_mut(owner)?)?
            .get_mut(b"Resources")?
            .as_dict_mut()?
            .get_mut(kind)?
            .as_dict_mut()?,
    };
    holder.set(name, resource);
    Ok(())
}

/// Where a dictionary stands: as an object of its own, or in the entry itself.
#[derive(Clone, Copy)]
enum Holder {
    Object(ObjectId),
    Entry,
}

/// Where the dictionary of an entry stands; an empty one is made where there is none.
fn inner(
    document: &mut Document,
    owner: ObjectId,
    key: &[u8],
) -> Result<Holder, lopdf::Error> {
    let entries = entries(document.get_object_mut(owner)?)?;
    match entries.get(key) {
        Ok(Object::Reference(id)) => Ok(Holder::Object(*id)),
        Ok(_) => Ok(Holder::Entry),
        Err(_) => {
            entries.set(key, Dictionary::new());
            Ok(Holder::Entry)
        }
    }
}

//! Protection: what a file that opens without a password still forbids (ISO 32000-1, 7.6.3.2).
//!
//! Joining copies pages, puts them together with others, and leaves them in a paper that anybody
//! can print. A file that forbids any of it is refused, although it could be done: whoever
//! protected it said no, and to get round that is no business of a program.

use lopdf::encryption::Permissions;
use lopdf::xref::XrefEntry;
use lopdf::{Document, Object};

use super::extent::{body, content};
use super::refusal::{Damage, Permission};
use crate::object::{Dict, LONGEST, direct_length, is_lost, unpacked};

/// What a protected file forbids of what joining does: the first of it.
pub(super) fn forbidden(document: &Document) -> Option<Permission> {
    let granted = document.encryption_state.as_ref()?.permissions();
    let assembles = Permissions::ASSEMBLABLE | Permissions::MODIFIABLE;
    [
        (granted.contains(Permissions::PRINTABLE), Permission::Printing),
        (granted.contains(Permissions::COPYABLE), Permission::Copying),
        (granted.intersects(assembles), Permission::Assembling),
    ]
    .into_iter()
    .find_map(|(is_granted, permission)| (!is_granted).then_some(permission))
}

/// Whether all of a protected file could be read: what it holds cannot be mended, because it is
/// ciphered as it stands in the file.
///
/// # Errors
///
/// The first object that could not be read, or whose stream cannot be unpacked.
pub(super) fn whole(document: &Document, data: &[u8]) -> Result<(), Damage> {
    for (number, entry) in &document.reference_table.entries {
        let id = match entry {
            XrefEntry::Normal { generation, .. } => (*number, *generation),
            XrefEntry::Compressed { .. } => (*number, 0),
            _ => continue,
        };
        let written = match entry {
            XrefEntry::Normal { offset, .. } => {
                let at = usize::try_from(*offset).unwrap_or(usize::MAX);
                data.get(at..).and_then(|it| body(it, id))
            }
            _ => None,
        };
        let Some(object) = document.objects.get(&id) else {
            // The dictionary of the protection itself is taken out.
            let is_protection = written.is_some_and(|it| {
                let end = it.windows(6).position(|it| it == b"endobj");
                let own = &it[..end.unwrap_or(it.len())];
                [&b"/Standard"[..], b"/O", b"/U"].iter().all(|key| has_key(own, key))
            });
            let is_there =
                written.is_some() || matches!(entry, XrefEntry::Compressed { .. });
            if is_there && !is_protection {
                return Err(Damage::Object(*number));
            }
            continue;
        };
        let Object::Stream(stream) = object else { continue };
        // The table of objects is never ciphered.
        if Dict::new(document, &stream.dict).name(b"Type") == Some(b"XRef") {
            continue;
        }
        let said = written.and_then(|it| {
            let head = it.windows(6).position(|it| it == b"stream")?;
            let direct = direct_length(&it[..head]);
            direct.or_else(|| {
                let said = Dict::new(document, &stream.dict).integer(b"Length");
                usize::try_from(said?).ok()
            })
        });
        let found = written.and_then(|it| content(it, said)).map(<[u8]>::len);
        let is_cut = written.is_some() && found != said;
        let is_packed =
            Dict::new(document, &stream.dict).name(b"Filter") == Some(b"FlateDecode");
        let is_unreadable = || is_lost(stream) || unpacked(stream, LONGEST).is_err();
        if is_cut || is_packed && is_unreadable() {
            return Err(Damage::Object(*number));
        }
    }
    Ok(())
}

/// Whether a dictionary as it is written has a key, and not another that begins with it.
fn has_key(written: &[u8], key: &[u8]) -> bool {
    written.windows(key.len() + 1).any(|it| {
        it.starts_with(key) && !it.last().is_some_and(u8::is_ascii_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use lopdf::encryption::{EncryptionState, EncryptionVersion};

    use super::*;
    use crate::conformance::fixtures::base;
    use crate::join::{Refusal, Remark, survey};

    /// The file of the fixtures, protected by an owner.
    fn protected(permissions: Permissions, user_password: &str) -> Vec<u8> {
        let mut document = base::document(2);
        let state = EncryptionState::try_from(EncryptionVersion::V2 {
            document: &document,
            owner_password: "owner",
            user_password,
            key_length: 128,
            permissions,
        });
        document.encrypt(&state.expect("a state")).expect("it is protected");
        base::saved(document)
    }

    #[test]
    fn a_file_that_allows_it_is_read_as_if_it_were_not_protected() {
        let data = protected(Permissions::all(), "");
        let found = survey(&data).expect("it is allowed");
        assert_eq!(found.remarks, [Remark::Protected]);
        let document = Document::load_mem(&data).expect("a PDF");
        let content = |it: &Document| {
            let page = it.page_iter().next().expect("a page");
            it.get_page_content(page)
        };
        assert_eq!(content(&document), content(&base::document(2)));
        let assembled = Permissions::all() - Permissions::MODIFIABLE;
        assert!(survey(&protected(assembled, "")).is_ok());
    }

    #[test]
    fn a_file_that_forbids_it_is_refused_with_what_it_forbids() {
        let assembles = Permissions::ASSEMBLABLE | Permissions::MODIFIABLE;
        for (taken, permission) in [
            (Permissions::PRINTABLE, Permission::Printing),
            (Permissions::COPYABLE, Permission::Copying),
            (assembles, Permission::Assembling),
        ] {
            let data = protected(Permissions::all() - taken, "");
            assert_eq!(survey(&data), Err(Refusal::Forbidden(permission)));
        }
        let said = Refusal::Forbidden(Permission::Copying).to_string();
        assert_eq!(said, "its protection does not allow copying text and images");
        assert_eq!(
            survey(&protected(Permissions::all(), "user")),
            Err(Refusal::Encrypted)
        );
    }

    #[test]
    fn a_protected_file_that_is_damaged_is_refused() {
        let mut data = protected(Permissions::all(), "");
        // One of the lengths is said to be greater by ten or a hundred, in as many digits.
        let at = data.windows(8).position(|it| it == b"/Length ").expect("it") + 8;
        data[at] = if data[at] == b'9' { b'8' } else { data[at] + 1 };
        assert!(matches!(survey(&data), Err(Refusal::Damaged(_))));
    }
}

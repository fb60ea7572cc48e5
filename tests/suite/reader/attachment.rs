//! Attachments: the files within a file, as a viewer saves them.

use std::collections::BTreeMap;

use lopdf::Object;

use super::Reading;
use super::text::text_string;

impl Reading<'_> {
    /// The attached files, by name.
    pub(super) fn attachments(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        for object in self.document.objects.values() {
            let Ok(file) = object.as_dict() else { continue };
            let kind = file.get(b"Type").and_then(Object::as_name);
            if !kind.is_ok_and(|it| it == b"Filespec") {
                continue;
            }
            let name = file.get(b"UF").and_then(Object::as_str).expect("a name");
            let stream = file
                .get_deref(b"EF", self.document)
                .and_then(Object::as_dict)
                .and_then(|it| it.get_deref(b"F", self.document))
                .and_then(Object::as_stream)
                .expect("a file");
            let data = stream.get_plain_content().expect("a readable file");
            files.insert(text_string(name), data);
        }
        files
    }
}

//! JPEG 2000: the boxes of a photograph (ISO/IEC 15444-1, annex I), and those among them that
//! say how it looks.

/// The kinds of box that hold notes: XML, what is known by a UUID, and lists and addresses of
/// those (I.7).
const NOTES: [&[u8; 4]; 3] = [b"xml ", b"uuid", b"uinf"];
/// The box that every file of boxes starts with (I.5.1).
const SIGNATURE: &[u8] = b"\0\0\0\x0cjP  \r\n\x87\n";

/// A photograph with what it looks like and nothing else; `None` where it is no file of boxes, or
/// they cannot be told apart.
pub(super) fn bare(photograph: &[u8]) -> Option<Vec<u8>> {
    if !photograph.starts_with(SIGNATURE) {
        return None;
    }
    let mut bare = Vec::with_capacity(photograph.len());
    let mut rest = photograph;
    while !rest.is_empty() {
        let length = u32::from_be_bytes(*rest.first_chunk()?);
        let kind: &[u8; 4] = rest.get(4..)?.first_chunk()?;
        let length = match length {
            // It reaches to the end.
            0 => rest.len(),
            1 => {
                let length = u64::from_be_bytes(*rest.get(8..)?.first_chunk()?);
                usize::try_from(length).ok().filter(|length| *length >= 16)?
            }
            length => usize::try_from(length).ok().filter(|length| *length >= 8)?,
        };
        let (whole, behind) = rest.split_at_checked(length)?;
        if !NOTES.contains(&kind) {
            bare.extend(whole);
        }
        rest = behind;
    }
    Some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn container(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
        [&length, kind.as_slice(), content].concat()
    }

    #[test]
    fn boxes_with_notes_go_and_all_others_stay() {
        let kept = [
            SIGNATURE.to_vec(),
            container(b"ftyp", b"jp2 \0\0\0\0jp2 "),
            container(b"jp2h", b"HEAD"),
            [b"\0\0\0\0jp2c".as_slice(), b"PIXELS"].concat(),
        ];
        let mut noted = kept.to_vec();
        noted.insert(2, container(b"uuid", b"WORD"));
        noted.insert(2, container(b"xml ", b"WORD"));
        noted.insert(4, [b"\0\0\0\x01uinf\0\0\0\0\0\0\0\x14WORD".as_slice()].concat());
        assert_eq!(bare(&noted.concat()), Some(kept.concat()));
    }

    #[test]
    fn damage_is_no_panic() {
        let file = [SIGNATURE.to_vec(), container(b"xml ", b"WORD")].concat();
        for length in 0..file.len() {
            let _ = bare(&file[..length]);
        }
        assert_eq!(bare(b"\xff\x4f\xff\x51"), None);
        assert_eq!(bare(&[SIGNATURE, b"\0\0\0\x02xml "].concat()), None);
    }
}

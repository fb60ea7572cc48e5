//! Headers of images that are whole, that are cut short, and that lie.

use std::io::Write;

use super::*;

fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length, kind, data, &[0; 4]].concat()
}

/// A PNG of 640 by 480 pixels; `more` stands between its header and its pixels.
fn a_png(bits: u8, colour: u8, more: &[u8]) -> Vec<u8> {
    let header = [&640_u32.to_be_bytes()[..], &480_u32.to_be_bytes()].concat();
    let header = [&header[..], &[bits, colour, 0, 0, 0]].concat();
    let parts: [&[u8]; 5] = [
        PNG,
        &chunk(b"IHDR", &header),
        more,
        &chunk(b"IDAT", b"pixels"),
        &chunk(b"IEND", b""),
    ];
    parts.concat()
}

fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], data].concat()
}

/// A JPEG of 640 by 480 pixels; `more` stands before its frame.
fn a_jpeg(channels: u8, more: &[u8]) -> Vec<u8> {
    let mut frame = vec![8, 1, 224, 2, 128, channels];
    frame.extend(std::iter::repeat_n(0, usize::from(channels) * 3));
    let parts: [&[u8]; 5] = [
        b"\xff\xd8",
        more,
        &segment(0xc0, &frame),
        &segment(0xda, &[0; 6]),
        b"pixels\xff\xd9",
    ];
    parts.concat()
}

/// A profile with a name, in the older form or the newer.
fn a_profile(space: &[u8; 4], name: &str, is_new: bool) -> Vec<u8> {
    let part = if is_new {
        let text: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let length = u32::try_from(text.len()).unwrap().to_be_bytes();
        let head = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS";
        [&head[..], &length, &28_u32.to_be_bytes(), &text].concat()
    } else {
        let length = u32::try_from(name.len() + 1).unwrap().to_be_bytes();
        [&b"desc\0\0\0\0"[..], &length, name.as_bytes(), b"\0"].concat()
    };
    let mut profile = vec![0; 128];
    profile[16..20].copy_from_slice(space);
    profile.extend(b"\0\0\0\x01desc");
    profile.extend(144_u32.to_be_bytes());
    profile.extend(u32::try_from(part.len()).unwrap().to_be_bytes());
    profile.extend(part);
    profile
}

fn packed(profile: &[u8]) -> Vec<u8> {
    let mut encoder =
        flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(profile).unwrap();
    let mut data = b"any name\0\0".to_vec();
    data.extend(encoder.finish().unwrap());
    chunk(b"iCCP", &data)
}

fn pieces(profile: &[u8]) -> Vec<u8> {
    let (first, second) = profile.split_at(50);
    let piece = |number: u8, data: &[u8]| {
        segment(0xe2, &[b"ICC_PROFILE\0", &[number, 2][..], data].concat())
    };
    // The second before the first, which the standard allows.
    [piece(2, second), piece(1, first)].concat()
}

fn name(raster: Option<Raster>) -> Option<String> {
    raster.unwrap().profile.map(|profile| profile.name.unwrap_or_default())
}

#[test]
fn sizes_and_channels_are_read() {
    let raster = png(&a_png(8, 6, b"")).unwrap();
    assert_eq!((raster.width, raster.height, raster.bits), (640, 480, 8));
    assert_eq!(raster.channels, Channels::Light);
    assert_eq!(raster.profile, None);
    assert_eq!(png(&a_png(16, 0, b"")).unwrap().bits, 16);
    assert_eq!(png(&a_png(1, 0, b"")).unwrap().channels, Channels::Grey);

    let raster = jpeg(&a_jpeg(3, &segment(0xfe, b"a remark"))).unwrap();
    assert_eq!((raster.width, raster.height, raster.bits), (640, 480, 8));
    assert_eq!(raster.channels, Channels::Light);
    assert_eq!(jpeg(&a_jpeg(1, b"\xff\xff")).unwrap().channels, Channels::Grey);
    assert_eq!(jpeg(&a_jpeg(4, b"")).unwrap().channels, Channels::Ink);
}

#[test]
fn profiles_are_read_in_both_forms() {
    for is_new in [false, true] {
        let own = a_profile(b"RGB ", "sRGB IEC61966-2.1", is_new);
        assert_eq!(name(png(&a_png(8, 2, &packed(&own)))), None);
        assert_eq!(name(jpeg(&a_jpeg(3, &pieces(&own)))), None);
        let grey = a_profile(b"GRAY", "Dot Gain 20%", is_new);
        assert_eq!(name(png(&a_png(8, 0, &packed(&grey)))), None);
        let other = a_profile(b"RGB ", "Display P3", is_new);
        let expected = Some("Display P3".to_owned());
        assert_eq!(name(png(&a_png(8, 2, &packed(&other)))), expected);
        assert_eq!(name(jpeg(&a_jpeg(3, &pieces(&other)))), expected);
    }
    assert_eq!(name(jpeg(&a_jpeg(3, &pieces(&[7; 60])))), Some(String::new()));
    assert_eq!(
        name(png(&a_png(8, 2, &chunk(b"iCCP", b"a\0\0no zlib")))),
        Some("".into())
    );
}

#[test]
fn an_image_that_is_cut_short_is_no_image_wherever_it_is_cut() {
    let profile = a_profile(b"RGB ", "Display P3", true);
    let whole = a_png(8, 2, &packed(&profile));
    let needed = whole.len() - chunk(b"IEND", b"").len();
    for length in 0..whole.len() {
        assert_eq!(png(&whole[..length]).is_some(), length >= needed, "{length}");
    }
    let whole = a_jpeg(3, &pieces(&profile));
    let needed = whole.len() - b"\0\x08\0\0\0\0\0\0pixels\xff\xd9".len();
    for length in 0..whole.len() {
        assert_eq!(jpeg(&whole[..length]).is_some(), length >= needed, "{length}");
    }
    for length in 0..profile.len() {
        // A name that is not there whole is no name.
        let name = profile::read(&profile[..length]).and_then(|it| it.name);
        assert_eq!(name, None, "{length}");
    }
}

#[test]
fn an_image_that_lies_does_no_harm() {
    for whole in [a_png(8, 2, &packed(&a_profile(b"RGB ", "P3", true))), {
        let profile = pieces(&a_profile(b"RGB ", "P3", false));
        a_jpeg(3, &profile)
    }] {
        for at in 0..whole.len() {
            for value in [0, 1, 0x7f, 0xff] {
                let mut bytes = whole.clone();
                bytes[at] = value;
                // Whatever is made of it, the reader comes to an end.
                let _ = (png(&bytes), jpeg(&bytes), format(&bytes));
            }
        }
    }
    // A length that runs past the end, and a header without width.
    assert_eq!(png(&[PNG, b"\xff\xff\xff\xffIHDR"].concat()), None);
    let mut bytes = a_png(8, 2, b"");
    bytes[16..20].fill(0);
    assert_eq!(png(&bytes), None);
    // A segment that is shorter than the length of its length.
    assert_eq!(jpeg(b"\xff\xd8\xff\xe0\0\x01\xff\xda"), None);
}

#[test]
fn formats_are_known_by_their_first_bytes() {
    assert_eq!(format(&a_png(8, 2, b"")), Some(Format::Png));
    assert_eq!(format(&a_jpeg(3, &segment(0xe0, b"JFIF"))), Some(Format::Jpeg));
    assert_eq!(format(b"GIF89a"), Some(Format::Other("GIF")));
    assert_eq!(format(b"RIFF....WEBPVP8 "), Some(Format::Other("WebP")));
    assert_eq!(format(b"<svg/>"), None);
    assert_eq!(format(b""), None);
}

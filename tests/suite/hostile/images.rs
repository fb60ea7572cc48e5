//! Images: broken, enormous, mislabelled, and SVG that reads files, runs code or never
//! ends.

use super::{Case, report};

/// A figure from a file.
fn figure(name: &str, file: &str, contents: impl AsRef<[u8]>) -> Case {
    Case::new(format!("image-{name}"))
        .fields("figures: [figures.yaml]\n")
        .file(
            "figures.yaml",
            format!("- {{id: pond, file: {file}, alt: Two ducks swim past a bench, caption: The pond}}\n"),
        )
        .section("id: one\ntitle: What happened\nbody: [{figure: pond}]\n")
        .file(file, contents)
}

/// A drawing of 100 by 100 with some content.
fn svg(name: &str, content: &str) -> Case {
    drawing(name, "width=\"100\" height=\"100\"", "", content)
}

fn drawing(name: &str, size: &str, prologue: &str, content: &str) -> Case {
    let text = format!(
        "{prologue}<svg xmlns=\"http://www.w3.org/2000/svg\" \
         xmlns:xlink=\"http://www.w3.org/1999/xlink\" {size}>{content}</svg>\n"
    );
    figure(&format!("svg-{name}"), "pond.svg", text)
}

/// A grey PNG whose header tells one size, with rows of any bytes.
pub fn png(width: u32, height: u32, rows: &[u8]) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let header = [size.as_slice(), &[8, 0, 0, 0, 0]].concat();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", header), (b"IDAT", zlib(rows)), (b"IEND", Vec::new())]
    {
        file.extend(u32::try_from(data.len()).expect("a short chunk").to_be_bytes());
        let body = [kind.as_slice(), &data].concat();
        file.extend(&body);
        file.extend(crc(&body).to_be_bytes());
    }
    file
}

/// Bytes in blocks that are stored as they are (RFC 1950 and 1951).
fn zlib(data: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let mut blocks = data.chunks(65_535).peekable();
    while let Some(block) = blocks.next() {
        stream.push(u8::from(blocks.peek().is_none()));
        let length = u16::try_from(block.len()).expect("a block");
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in data {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    stream.extend((high << 16 | low).to_be_bytes());
    stream
}

/// The checksum of a chunk (PNG, annex D).
fn crc(data: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in data {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let odd = crc & 1 == 1;
            crc >>= 1;
            if odd {
                crc ^= 0xEDB8_8320;
            }
        }
    }
    !crc
}

/// The start of a JPEG: its marker, the JFIF segment and a frame header of a size.
fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut file = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec();
    file.extend(b"\xff\xc0\0\x0b\x08");
    file.extend(height.to_be_bytes());
    file.extend(width.to_be_bytes());
    file.extend(b"\x01\x01\x11\0");
    file
}

pub fn cases() -> Vec<Case> {
    [bitmaps(), drawings()].into_iter().flatten().collect()
}

fn bitmaps() -> Vec<Case> {
    let whole = png(2, 2, &[0, 1, 2, 0, 3, 4]);
    let mut wrong_sum = whole.clone();
    wrong_sum[30] ^= 0xFF;
    let mut bomb = whole.clone();
    bomb[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let sum = crc(&bomb[12..29]).to_be_bytes();
    bomb[29..33].copy_from_slice(&sum);
    vec![
        figure("png-whole", "pond.png", &whole).prints(&["The pond"]),
        figure("png-truncated", "pond.png", &whole[..whole.len() - 20]),
        figure("png-of-its-mark-alone", "pond.png", &whole[..8]),
        figure("png-wrong-sum", "pond.png", wrong_sum),
        figure("png-without-width", "pond.png", png(0, 2, &[0, 0])),
        figure("png-65536-square", "pond.png", bomb),
        figure("png-past-all-sizes", "pond.png", png(u32::MAX, u32::MAX, &[0])),
        figure("png-too-few-rows", "pond.png", png(2, 2_000, &[0, 1, 2])),
        figure("png-too-many-rows", "pond.png", png(1, 1, &[0; 10_000])).prints(&["The pond"]),
        figure("empty-png", "pond.png", ""),
        figure("text-named-png", "pond.png", "This is no picture.\n"),
        figure("svg-named-png", "pond.png", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        figure("gif-named-png", "pond.png", b"GIF89a\x01\0\x01\0\0\0\0;"),
        figure("program-named-png", "pond.png", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"),
        figure("png-named-svg", "pond.svg", &whole),
        figure("png-named-jpg", "pond.jpg", &whole),
        figure("gif", "pond.gif", b"GIF89a\x01\0\x01\0\0\0\0;"),
        figure("webp", "pond.webp", b"RIFF\0\0\0\0WEBPVP8 "),
        figure("pdf", "pond.pdf", b"%PDF-1.7\n"),
        figure("typst", "pond.typ", "#panic()"),
        figure("jpeg-truncated", "pond.jpg", jpeg(100, 100)),
        figure("jpeg-of-its-mark-alone", "pond.jpg", b"\xff\xd8"),
        figure("jpeg-without-height", "pond.jpg", jpeg(100, 0)),
        figure("jpeg-65535-square", "pond.jpg", jpeg(u16::MAX, u16::MAX)),
        figure("empty-jpeg", "pond.jpg", ""),
        Case::new("image-broken-logo")
            .file(
                "brand.yaml",
                "publisher: {name: Brackwater Parish Council}\n\
                 colours: {brand: \"#123456\", ink: \"#111111\", priorities: [\"#123456\"]}\n\
                 typefaces: {text: Atkinson Hyperlegible Next, display: Atkinson Hyperlegible Next}\n\
                 logo: {file: logo.png, alt: Crest}\n",
            )
            .file("logo.png", "no picture"),
        Case::new("image-report-as-figure")
            .file("report.yaml", report("figures: [figures.yaml]\n"))
            .file("figures.yaml", "- {id: pond, file: report.yaml, alt: Two ducks swim past a bench}\n")
            .section("id: one\ntitle: What happened\nbody: [{figure: pond}]\n"),
    ]
}

fn drawings() -> Vec<Case> {
    let mut entities = String::from("<!DOCTYPE svg [<!ENTITY a \"lollollollol\">");
    for (from, to) in ('a'..='i').zip('b'..='j') {
        entities
            .push_str(&format!("<!ENTITY {to} \"{}\">", format!("&{from};").repeat(10)));
    }
    entities.push_str("]>");
    let outside = "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    let size = "width=\"100\" height=\"100\"";
    let rect = "<rect width=\"10\" height=\"10\"/>";
    let mut doubled = String::from("<g id=\"u0\"><rect width=\"1\" height=\"1\"/></g>");
    for level in 1..=30 {
        let inner = level - 1;
        doubled.push_str(&format!(
            "<g id=\"u{level}\"><use href=\"#u{inner}\"/><use href=\"#u{inner}\"/></g>"
        ));
    }
    let deep = format!("{}{rect}{}", "<g>".repeat(10_000), "</g>".repeat(10_000));
    vec![
        svg("plain", rect).prints(&["The pond"]),
        drawing("entity-bomb", size, &entities, "<text>&j;</text>"),
        drawing("outside-entity", size, outside, "<text>&x;</text>"),
        svg("script", &format!("<script>alert(1)</script>{rect}")).prints(&["The pond"]),
        svg("event", "<rect width=\"10\" height=\"10\" onload=\"alert(1)\"/>")
            .prints(&["The pond"]),
        svg(
            "image-from-a-file",
            "<image href=\"file:///etc/passwd\" width=\"9\" height=\"9\"/>",
        ),
        svg(
            "image-from-beside",
            "<image xlink:href=\"../beside.txt\" width=\"9\" height=\"9\"/>",
        ),
        svg(
            "image-from-the-web",
            "<image href=\"http://127.0.0.1:9/x.png\" width=\"9\" height=\"9\"/>",
        ),
        svg("use-from-a-file", "<use href=\"file:///etc/passwd#x\"/>"),
        svg(
            "style-from-the-web",
            &format!("<style>@import url(http://127.0.0.1:9/x.css);</style>{rect}"),
        ),
        svg("use-of-itself", "<g id=\"a\"><use href=\"#a\"/></g>").prints(&["The pond"]),
        svg(
            "uses-in-a-ring",
            "<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>",
        ),
        svg("uses-that-double", &doubled),
        svg("deep", &deep),
        svg(
            "pattern-of-itself",
            "<pattern id=\"p\" width=\"1\" height=\"1\"><rect width=\"1\" height=\"1\" fill=\"url(#p)\"/></pattern><rect width=\"9\" height=\"9\" fill=\"url(#p)\"/>",
        ).prints(&["The pond"]),
        svg(
            "mask-of-itself",
            "<mask id=\"m\"><rect width=\"9\" height=\"9\" mask=\"url(#m)\"/></mask><rect width=\"9\" height=\"9\" mask=\"url(#m)\"/>",
        ).prints(&["The pond"]),
        svg(
            "filter",
            "<filter id=\"f\" x=\"0\" y=\"0\" width=\"200\" height=\"200\" filterUnits=\"userSpaceOnUse\"><feGaussianBlur stdDeviation=\"3\"/></filter><rect width=\"9\" height=\"9\" filter=\"url(#f)\"/>",
        ).prints(&["The pond"]),
        svg(
            "foreign-object",
            "<foreignObject width=\"9\" height=\"9\"><p xmlns=\"http://www.w3.org/1999/xhtml\">hello</p></foreignObject>",
        ),
        svg(
            "image-within",
            "<image href=\"data:image/svg+xml;base64,PHN2Zy8+\" width=\"9\" height=\"9\"/>",
        ).prints(&["The pond"]),
        svg("numbers-past-all", "<rect width=\"1e999\" height=\"NaN\" x=\"-1e308\"/>").prints(&["The pond"]),
        svg("unclosed", "<g>"),
        drawing("without-a-size", "", "", rect).prints(&["The pond"]),
        drawing("of-no-size", "width=\"0\" height=\"0\"", "", ""),
        drawing("of-negative-size", "width=\"-5\" height=\"-5\"", "", rect),
        drawing("of-great-size", "width=\"1e9\" height=\"1e9\"", "", rect).prints(&["The pond"]),
        drawing("of-a-long-strip", "width=\"1000000\" height=\"1\"", "", rect).prints(&["The pond"]),
        figure("svg-empty", "pond.svg", ""),
        figure("svg-of-another-root", "pond.svg", "<html><body>hello</body></html>"),
        figure(
            "svg-in-latin-1",
            "pond.svg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><text>\xe9</text></svg>",
        ),
        figure(
            "svg-nul",
            "pond.svg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\">\0</svg>",
        ),
        figure("svg-packed", "pond.svg", b"\x1f\x8b\x08\0\0\0\0\0\0\x03"),
    ]
}

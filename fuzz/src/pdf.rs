//! Small PDFs, written here and nowhere else: bodies that a target can change anywhere, and the
//! table and trailer that make files of them.

use std::fmt::Write;

/// A file of a body: with a table of the objects in it, and a trailer. A body that brings its
/// own is a file already.
pub fn whole(body: &[u8]) -> Vec<u8> {
    if body.windows(9).any(|nine| nine == b"startxref") {
        return body.to_vec();
    }
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let start = file.len();
    file.extend(body);
    let mut offsets = Vec::new();
    for (at, _) in body.windows(7).enumerate().filter(|(_, it)| it == b" 0 obj\n") {
        let digits = body[..at].iter().rev().take_while(|it| it.is_ascii_digit()).count();
        let from = at - digits;
        let number = std::str::from_utf8(&body[from..at]).ok();
        if let Some(number) = number.and_then(|it| it.parse::<u32>().ok()) {
            offsets.push((number, start + from));
        }
    }
    let table = file.len();
    let mut end = "xref\n0 1\n0000000000 65535 f \n".to_owned();
    for (number, offset) in &offsets {
        let _ = write!(end, "{number} 1\n{offset:010} 00000 n \n");
    }
    let size =
        offsets.iter().map(|(number, _)| number.saturating_add(1)).max().unwrap_or(1);
    let _ = write!(
        end,
        "trailer\n<</Size {size}/Root 1 0 R/Info 2 0 R/ID[(0123456789abcdef)(0123456789abcdef)]>>\n\
         startxref\n{table}\n%%EOF\n"
    );
    file.extend(end.as_bytes());
    file
}

/// A body: a tagged file of some pages, with what external files and finished ones hold.
pub fn body(pages: usize) -> Vec<u8> {
    let mut body = String::new();
    let mut add = |number: usize, object: &str| {
        let _ = write!(body, "{number} 0 obj\n{object}\nendobj\n");
    };
    let stream = |entries: &str, data: &str| {
        format!("<<{entries}/Length {}>>\nstream\n{data}\nendstream", data.len())
    };
    let kids: String = (0..pages).map(|page| format!("{} 0 R ", 40 + 3 * page)).collect();
    add(
        1,
        "<</Type/Catalog/Pages 3 0 R/Metadata 4 0 R/Lang(en)/MarkInfo<</Marked true>>\
         /ViewerPreferences<</DisplayDocTitle true>>/StructTreeRoot 5 0 R/Outlines 6 0 R\
         /Names<</Dests 7 0 R/EmbeddedFiles 8 0 R>>/AF[9 0 R]/PageLabels<</Nums[0<</S/r/St 2>>]>>\
         /OutputIntents[<</S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/DestOutputProfile 11 0 R>>]\
         /OCProperties<</OCGs[12 0 R]/D<</OFF[12 0 R]/Order[12 0 R]>>>>\
         /AcroForm<</NeedAppearances true/DA(/H 9 Tf 0 g)/DR<<>>/Fields[32 0 R 33 0 R]>>>>",
    );
    add(
        2,
        "<</Title(A note)/CreationDate(D:20240301)/ModDate(D:20240301)/Trapped/False>>",
    );
    let count = format!(
        "<</Type/Pages/Kids[{kids}]/Count {pages}/MediaBox[0 0 200 300]/Rotate 90/Resources 13 0 R>>"
    );
    add(3, &count);
    add(4, &stream("/Type/Metadata/Subtype/XML", PACKET));
    add(
        5,
        "<</Type/StructTreeRoot/K 20 0 R/ParentTree<</Nums[0[21 0 R 22 0 R]1 23 0 R]>>\
         /ParentTreeNextKey 2/RoleMap<</Kopf/H1>>/ClassMap<</c<</O/Table/Scope/Row>>>>\
         /IDTree<</Names[(a)21 0 R]>>>>",
    );
    add(6, "<</Type/Outlines/First 14 0 R/Last 14 0 R/Count 1>>");
    add(7, "<</Names[(there)[40 0 R/XYZ 0 9 null]]>>");
    add(8, "<</Names[(a.csv)9 0 R]>>");
    add(
        9,
        "<</Type/Filespec/F(a.csv)/UF(a.csv)/Desc(d)/AFRelationship/Data/EF<</F 10 0 R>>>>",
    );
    let attached =
        "/Type/EmbeddedFile/Subtype/text#2Fcsv/Params<</Size 3/ModDate(D:2024)>>";
    add(10, &stream(attached, "a,b"));
    add(11, &stream("/N 3", "0123456789abmntrRGB 01234567890123456acsp"));
    add(12, "<</Type/OCG/Name(Layer)>>");
    add(
        13,
        "<</Font<</F 15 0 R>>/XObject<</X 17 0 R/I 18 0 R>>/ColorSpace<</C[/ICCBased 11 0 R]\
         /S[/Separation/All/DeviceCMYK 19 0 R]>>/ExtGState<</G<</OP true/op false/LW 2>>>>\
         /Properties<</P<</MCID 1>>/L 12 0 R>>/Shading<</H<</ShadingType 2/ColorSpace/DeviceRGB\
         /Function 19 0 R>>>>>>",
    );
    add(14, "<</Title(Top)/Parent 6 0 R/Dest[40 0 R/Fit]/Count -1>>");
    add(
        15,
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 16 0 R\
         /DescendantFonts[<</FontDescriptor<</FontFile2 11 0 R>>>>]>>",
    );
    add(
        16,
        &stream(
            "",
            "1 beginbfchar <0041> <0061> endbfchar\n1 beginbfrange\n<01> <0f> <61>\nendbfrange",
        ),
    );
    add(
        17,
        &stream(
            "/Subtype/Form/BBox[0 0 9 9]/Matrix[1 0 0 1 2 2]/Group<</CS/DeviceRGB>>",
            "q 0 0 5 5 re W n /S cs 1 scn 1 1 m 2 3 l S Q",
        ),
    );
    add(
        18,
        &stream(
            "/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGB",
            "abc",
        ),
    );
    add(19, "<</FunctionType 2/Domain[0 1]/C0[0 0 0]/C1[1 1 1]/N 1>>");
    add(20, "<</Type/StructElem/S/Document/P 5 0 R/K[21 0 R 22 0 R 23 0 R 24 0 R]>>");
    add(21, "<</S/Kopf/P 20 0 R/Pg 40 0 R/K 0/ID(a)/C/c>>");
    add(22, "<</S/Figure/P 20 0 R/Pg 40 0 R/K<</Type/MCR/MCID 1>>/Alt(Alt)>>");
    add(23, "<</S/Link/P 20 0 R/Pg 40 0 R/K<</Type/OBJR/Obj 30 0 R>>>>");
    add(
        24,
        "<</S/Table/P 20 0 R/K[<</S/TR/K[<</S/TH/A<</O/Table/Scope/Column/ColSpan 2>>>>]>>\
         <</S/TR/K[<</S/TD/A[<</Headers[(a)]>>]>><</S/TD>>]>>]>>",
    );
    add(
        30,
        "<</Subtype/Link/Rect[0 0 9 9]/Contents(to)/StructParent 1/A<</S/GoTo/D(there)>>/P 40 0 R>>",
    );
    add(31, "<</Subtype/Stamp/Rect[0 0 9 9]/AP<</N<</On 17 0 R>>>>/AS/On/F 4/P 40 0 R>>");
    for (number, note) in (32..).zip(UNDRAWN) {
        add(number, &format!("<<{note}/Rect[9 9 99 29]/F 4>>"));
    }
    for page in 0..pages {
        let number = 40 + 3 * page;
        let entries = format!(
            "<</Type/Page/Parent 3 0 R/Contents[{} 0 R {} 0 R]/Annots[30 0 R 31 0 R 32 0 R 33 0 R 34 0 R 35 0 R 36 0 R 37 0 R 38 0 R]/Tabs/S\
             /TrimBox[9 9 99 99]/BleedBox[0 0 108 108]/StructParents 0/UserUnit 2>>",
            number + 1,
            number + 2
        );
        add(number, &entries);
        add(
            number + 1,
            &stream(
                "",
                "/H1<</MCID 0>>BDC BT /F 9 Tf 1 0 0 1 9 9 Tm [(\\000A)-3<0041>]TJ ET EMC q",
            ),
        );
        add(
            number + 2,
            &stream(
                "",
                "/Artifact BMC /G gs 0 0 0 1 k 0 0 9 9 re f /X Do 9 0 0 9 0 0 cm /I Do \
                 BI /W 1 /H 1 /BPC 8 /CS /G ID x EI EMC Q /C CS .1 .2 .3 SC /H sh",
            ),
        );
    }
    body.into_bytes()
}

/// Fields and comments that leave their look to the viewer.
const UNDRAWN: [&str; 7] = [
    "/Subtype/Widget/FT/Tx/Ff 4096/T(a)/V(two\\nlines)/MK<</BC[0]/BG[1 1 0]/R 90>>/BS<</W 2/S/D>>",
    "/Subtype/Widget/FT/Ch/T(b)/Opt[(x)[(y)(Y)]]/V[(y)]/TI 1/AP<</N 17 0 R>>",
    "/Subtype/Widget/FT/Btn/T(c)/V/On/MK<</CA(8)>>",
    "/Subtype/FreeText/DA(/H 9 Tf 1 0 0 rg)/Q 1/Contents(said)/CL[1 2 3 4]/LE/OpenArrow",
    "/Subtype/Line/L[9 9 99 29]/LE[/Circle/Diamond]/LL 5/Cap true/Contents(long)/C[1 0 0]",
    "/Subtype/Squiggly/QuadPoints[9 29 99 29 9 9 99 9]/CA .5",
    "/Subtype/Ink/InkList[[9 9 20 20 30 9]]/Border[0 0 3[2 1]]",
];

/// The metadata of a file that claims all that files for readers claim.
const PACKET: &str = "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>\
<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/' \
xmlns:a='http://www.aiim.org/pdfa/ns/id/' xmlns:u='http://www.aiim.org/pdfua/ns/id/' \
xmlns:xmp='http://ns.adobe.com/xap/1.0/' u:part='1'><a:part>3</a:part>\
<a:conformance>A</a:conformance><dc:title><rdf:Alt><rdf:li xml:lang='x-default'>A note</rdf:li>\
</rdf:Alt></dc:title><xmp:CreateDate>2024-03-01</xmp:CreateDate>\
<xmp:ModifyDate>2024-03-01</xmp:ModifyDate></rdf:Description></rdf:RDF></x:xmpmeta>\
<?xpacket end='r'?>";

/// Writes the bodies that a target begins with.
pub fn seed(target: &str) {
    let folder = std::path::Path::new("corpus").join(target);
    let _ = std::fs::create_dir_all(&folder);
    for pages in 1..=2 {
        let _ = std::fs::write(folder.join(format!("pages-{pages}")), body(pages));
    }
}

#!/usr/bin/env python3
"""External PDFs of many makers, with invented content, and what should become of each.

    make.py FOLDER RECTO         writes FOLDER/*.pdf and FOLDER/list.json

RECTO is a build of the program. Each entry of the list has a file, its maker, whether it is
tagged, whether what it leaves to the viewer is `drawn`, and `expect`: `joined`, or a word of the refusal.
"""

import io
import json
import subprocess
import sys
from pathlib import Path

import img2pdf
import pikepdf
import typst
import weasyprint
from fpdf import FPDF
from PIL import Image
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from reportlab.lib.pagesizes import A3, A5, landscape, letter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

TEXT = "The pond was measured in May. It is 1.4 m deep, and 12 kinds of birds were seen."
HTML = """<!doctype html><html lang="en"><head><title>Ponds</title><style>
@page {{ size: {size}; margin: 20mm }} body {{ font-family: "DejaVu Sans" }}</style></head><body>
<h1 id="top">Ponds of the north</h1><p>{text} <a href="#birds">To the birds</a>, or to
<a href="https://example.org/ponds">a page elsewhere</a>.</p><ul><li>one</li><li>two</li></ul>
<table><tr><th scope="col">Pond</th><th scope="col">Depth</th></tr><tr><td>North</td><td>1.4</td></tr></table>
<h2 id="birds" style="break-before: page">Birds</h2><p>{text} <a href="#top">Back</a></p></body></html>"""
TYPST = """#set document(title: "Ponds", date: datetime(year: 2024, month: 3, day: 1))
#set text(lang: "en")
= Ponds <top>
The pond was measured in May. See @birds and #link("https://example.org/")[a page elsewhere].
#set heading(numbering: "1.")
#pagebreak()
= Birds <birds>
- one
- two
#table(columns: 2, table.header[Pond][Depth], [North], [1.4])
"""


class Maker:
    def __init__(self, folder, recto):
        self.folder, self.recto, self.list = folder, recto, []

    def path(self, name):
        return self.folder / f"{name}.pdf"

    def add(self, name, maker, tagged=False, expect="joined", drawn=False):
        self.list.append({"file": f"{name}.pdf", "maker": maker, "tagged": tagged, "expect": expect, "drawn": drawn})

    def changed(self, name, source, change, maker="pikepdf", **about):
        """Another file, changed and saved as a new one."""
        options = about.pop("save", {})
        with pikepdf.open(self.path(source)) as pdf:
            change(pdf)
            pdf.save(self.path(name), **options)
        self.add(name, maker, **about)

    def raw(self, name, data, maker, expect):
        self.path(name).write_bytes(data)
        self.add(name, maker, expect=expect)


def undrawn_files(make):
    """Forms and comments that leave their look to the viewer."""

    def notes(pdf, kind, *notes):
        page = pdf.pages[0].obj
        page.Annots = Array([
            pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name(f"/{of}"), Rect=rect, F=4, P=page, **more))
            for of, rect, more in notes
        ])
        if kind == "form":
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            look = String("/Helv 12 Tf 0 g")
            resources = Dictionary(Font=Dictionary(Helv=font))
            pdf.Root.AcroForm = Dictionary(Fields=page.Annots, NeedAppearances=True, DA=look, DR=resources)

    def field(kind, y, value, **more):
        return "Widget", [60, y, 300, y + 24], dict(FT=Name(f"/{kind}"), T=String(f"f{y}"), V=value, **more)

    def form(pdf):
        options = Array([String("Northmoor"), String("Southmoor")])
        words = String("Owns land at Mill Lane, and rents the field beside it to the school.")
        notes(
            pdf, "form", field("Tx", 500, String("Councillor A Brindle")),
            field("Ch", 460, String("Southmoor"), Ff=131072, Opt=options),
            ("Widget", [60, 380, 300, 440], dict(FT=Name.Tx, T=String("lines"), Ff=4096, V=words)),
            field("Tx", 340, String("31052025"), Ff=1 << 24, MaxLen=8, Q=0),
        )

    def comments(pdf):
        red, quads = [1, 0, 0], [60, 520, 200, 520, 60, 500, 200, 500]
        notes(
            pdf, "comments", ("Square", [60, 600, 200, 680], dict(C=red, BS=Dictionary(W=3))),
            ("Circle", [220, 600, 360, 680], dict(C=[0, 0, 1], IC=[1, 0.9, 0.5], BS=Dictionary(W=2))),
            ("Ink", [60, 540, 200, 590], dict(C=red, InkList=Array([Array([60, 540, 130, 590, 200, 540])]))),
            ("Highlight", [60, 500, 200, 520], dict(C=[1, 1, 0], QuadPoints=quads)),
            ("FreeText", [60, 400, 300, 440], dict(DA=String("/Helv 14 Tf 1 0 0 rg"), Contents=String("Struck out"))),
        )

    def unknown_letters(pdf):
        notes(pdf, "form", field("Tx", 500, String("\u5b57")))

    def redaction(pdf):
        notes(pdf, "comments", ("Redact", [60, 500, 200, 520], {}))

    make.changed("filled-without-appearance", "reportlab-plain", form, drawn=True)
    make.changed("comments-without-appearance", "reportlab-plain", comments, drawn=True)
    make.changed("letters-without-a-face", "reportlab-plain", unknown_letters, expect="has no appearance")
    make.changed("not-yet-redacted", "reportlab-plain", redaction, expect="to be redacted")


def reportlab_files(make):
    def page(pdf, words, size):
        width, height = size
        pdf.setFont("Helvetica", 12)
        pdf.drawString(60, height - 80, words)
        pdf.setFillColorRGB(0.1, 0.4, 0.6)
        pdf.rect(60, 60, width / 3, height / 4, fill=1)
        pdf.setFillColorRGB(0, 0, 0)

    def write(name, sizes, draw=None, **options):
        pdf = canvas.Canvas(str(make.path(name)), invariant=1, **options)
        for number, size in enumerate(sizes, 1):
            pdf.setPageSize(size)
            page(pdf, f"Page {number}. {TEXT}", size)
            if draw:
                draw(pdf, number)
            pdf.showPage()
        pdf.save()
        make.add(name, "ReportLab")

    a4 = (595.28, 841.89)
    write("reportlab-plain", [a4, a4])
    write("reportlab-mixed-sizes", [letter, landscape(letter), A3, A5, (2384, 3370), (298, 420)])

    def linked(pdf, number):
        pdf.bookmarkPage(f"p{number}")
        pdf.addOutlineEntry(f"Chapter {number}", f"p{number}", level=0)
        pdf.addOutlineEntry(f"Part of {number}", f"p{number}", level=1)
        pdf.linkRect("to the other", f"p{3 - number}", (60, 700, 200, 720))
        pdf.linkURL("https://example.org/", (60, 660, 200, 680))

    write("reportlab-links-outline", [a4, a4], linked)

    def form(pdf, number):
        field = pdf.acroForm
        field.textfield(name=f"name{number}", x=60, y=500, width=200, height=24, value="Jo Example")
        field.checkbox(name=f"agreed{number}", x=60, y=460, checked=True)

    write("reportlab-form", [a4], form)
    write("reportlab-encrypted-user", [a4], encrypt=StandardEncryption("secret", canPrint=1))
    make.list[-1]["expect"] = "encrypted"
    write("reportlab-encrypted-owner", [a4], encrypt=StandardEncryption("", "owner", canModify=0))
    write("reportlab-encrypted-no-copy", [a4], encrypt=StandardEncryption("", "owner", canCopy=0))
    make.list[-1]["expect"] = "does not allow copying"


def office_files(make):
    work = make.folder / "office"
    work.mkdir(exist_ok=True)
    (work / "writer.html").write_text(HTML.format(size="A4", text=TEXT), encoding="utf-8")
    (work / "calc.csv").write_text("Pond,Depth\nNorth,1.4\nSouth,2.1\n", encoding="utf-8")
    ua = '{"PDFUACompliance":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    a2 = '{"SelectPdfVersion":{"type":"long","value":"2"},"PDFUACompliance":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
    a1 = '{"SelectPdfVersion":{"type":"long","value":"1"}}'
    plain = '{"UseTaggedPDF":{"type":"boolean","value":"false"}}'
    for name, source, kind, options, tagged in [
        ("libreoffice-plain", "writer.html", "writer_web_pdf_Export", plain, False),
        ("libreoffice-ua", "writer.html", "writer_web_pdf_Export", ua, True),
        ("libreoffice-a2-ua", "writer.html", "writer_web_pdf_Export", a2, True),
        ("libreoffice-a1", "writer.html", "writer_web_pdf_Export", a1, True),
        ("libreoffice-calc", "calc.csv", "calc_pdf_Export", plain, False),
    ]:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to",
             f"pdf:{kind}:{options}", "--outdir", str(work), str(work / source)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        (work / source).with_suffix(".pdf").rename(make.path(name))
        make.add(name, "LibreOffice", tagged=tagged)


def browser_files(make):
    page = make.folder / "page.html"
    page.write_text(HTML.format(size="A4", text=TEXT), encoding="utf-8")
    for name, options, tagged in [
        ("chromium-tagged", [], True),
        ("chromium-untagged", ["--disable-pdf-tagging"], False),
    ]:
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             *options, f"--print-to-pdf={make.path(name)}", page.as_uri()],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120,
        )
        make.add(name, "Chromium", tagged=tagged)


def weasyprint_files(make):
    for name, variant, size, tagged in [
        ("weasyprint-plain", None, "A4", False),
        ("weasyprint-ua1", "pdf/ua-1", "A4", True),
        ("weasyprint-a3b", "pdf/a-3b", "A4", False),
        ("weasyprint-a2b", "pdf/a-2b", "Letter landscape", False),
    ]:
        document = weasyprint.HTML(string=HTML.format(size=size, text=TEXT))
        document.write_pdf(make.path(name), pdf_variant=variant)
        make.add(name, "WeasyPrint", tagged=tagged)


def other_files(make):
    pdf = FPDF()
    for number in (1, 2, 3):
        pdf.add_page()
        pdf.set_font("Helvetica", size=14)
        pdf.start_section(f"Section {number}")
        pdf.multi_cell(0, 8, f"{number}. {TEXT}")
    pdf.output(make.path("fpdf2-sections"))
    make.add("fpdf2-sections", "fpdf2")

    images = []
    for colour in ((200, 30, 40), (20, 90, 160)):
        data = io.BytesIO()
        Image.new("RGB", (300, 420), colour).save(data, "JPEG")
        images.append(data.getvalue())
    make.path("img2pdf-scan").write_bytes(img2pdf.convert(images))
    make.add("img2pdf-scan", "img2pdf")

    source = make.folder / "ponds.typ"
    source.write_text(TYPST, encoding="utf-8")
    for name, standards in [("typst-plain", []), ("typst-a2b", ["a-2b"])]:
        typst.compile(str(source), output=str(make.path(name)), pdf_standards=standards)
        make.add(name, "Typst")
    subprocess.run(
        [make.recto, "-q", "--project", "data", "build", "brief", "violence", "--out",
         str(make.folder / "recto")], check=True, stderr=subprocess.DEVNULL)
    next((make.folder / "recto").glob("*.pdf")).rename(make.path("recto-brief"))
    make.add("recto-brief", "Typst", tagged=True)

    for name, options in [
        ("ghostscript-1.4", ["-dCompatibilityLevel=1.4"]),
        ("ghostscript-1.7", ["-dCompatibilityLevel=1.7"]),
        ("ghostscript-grey", ["-sColorConversionStrategy=Gray", "-dProcessColorModel=/DeviceGray"]),
        ("ghostscript-cmyk", ["-sColorConversionStrategy=CMYK", "-dProcessColorModel=/DeviceCMYK"]),
    ]:
        subprocess.run(
            ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", *options,
             f"-sOutputFile={make.path(name)}", str(make.path("reportlab-links-outline"))], check=True)
        make.add(name, "Ghostscript")


def changed_files(make):
    def rotate(pdf):
        for at, page in enumerate(pdf.pages):
            page.obj.Rotate = (90, 180, 270, -90, 450, 0)[at % 6]

    make.changed("rotated", "reportlab-mixed-sizes", rotate)

    def crop(pdf):
        for page in pdf.pages:
            page.obj.CropBox = Array([30, 40, 400, 500])
            page.obj.Rotate = 90
    make.changed("cropped-rotated", "reportlab-links-outline", crop)

    def unit(pdf):
        pdf.pages[0].obj.UserUnit = 2
        pdf.pages[1].obj.MediaBox = Array([-100, -50, 495.28, 791.89])
    make.changed("user-unit", "reportlab-plain", unit)

    def attached(pdf):
        pdf.attachments["data.csv"] = b"a,b\n1,2\n"
    make.changed("attachments", "reportlab-plain", attached)

    def script(pdf):
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    make.changed("script", "reportlab-plain", script)

    def comments(pdf):
        page = pdf.pages[0]
        form = pdf.make_stream(b"1 0.9 0 rg 0 0 120 20 re f")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 120, 20])
        stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([60, 600, 180, 620]), F=4,
                           AP=Dictionary(N=form), Contents=String("Looks well"))
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([300, 600, 320, 620]), F=2,
                          Contents=String("A note"))
        page.obj.Annots = Array([pdf.make_indirect(stamp), pdf.make_indirect(note)])
    make.changed("comments", "reportlab-plain", comments)

    def layers(pdf):
        groups = [pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(n))) for n in ("Seen", "Hidden")]
        pdf.Root.OCProperties = Dictionary(
            OCGs=Array(groups), D=Dictionary(OFF=Array([groups[1]]), Order=Array(groups)))
        page = pdf.pages[0]
        page.obj.Resources.Properties = Dictionary(A=groups[0], B=groups[1])
        page.contents_add(b"/OC /A BDC 1 0 0 rg 300 300 50 50 re f EMC /OC /B BDC 0 1 0 rg 400 300 50 50 re f EMC")
    make.changed("layers", "reportlab-plain", layers)

    def labels(pdf):
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r), 1, Dictionary(P=String("A-"), S=Name.D)]))
    make.changed("page-labels", "reportlab-plain", labels)

    def names(pdf):
        target = Array([pdf.pages[1].obj, Name.XYZ, 0, 700, 0])
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("second"), target])))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([60, 500, 160, 520]),
                          Border=Array([0, 0, 0]), Dest=String("second"))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
        with pdf.open_outline() as outline:
            outline.root.append(OutlineItem("To the second", 1))
    make.changed("named-destinations", "reportlab-plain", names)

    def unbalanced(pdf):
        pdf.pages[0].contents_add(b"q q 0.5 0 0 0.5 0 0 cm 1 0 0 rg 100 100 50 50 re f")
        pdf.pages[1].contents_add(b"Q Q")
    make.changed("unbalanced", "reportlab-plain", unbalanced)
    make.changed("object-streams", "libreoffice-ua", lambda pdf: None, tagged=True,
                 save={"object_stream_mode": pikepdf.ObjectStreamMode.generate})
    make.changed("linearised", "weasyprint-ua1", lambda pdf: None, tagged=True, save={"linearize": True})
    make.changed("version-2.0", "reportlab-plain", lambda pdf: None, save={"force_version": "2.0"})

    def portfolio(pdf):
        pdf.Root.Collection = Dictionary(Type=Name.Collection)
    make.changed("portfolio", "reportlab-plain", portfolio, expect="portfolio")

    undrawn_files(make)

    def dynamic(pdf):
        pdf.Root.NeedsRendering = True
    make.changed("dynamic-form", "reportlab-plain", dynamic, expect="dynamic form")
    whole = make.path("reportlab-plain").read_bytes()
    make.raw("truncated", whole[: len(whole) // 2], "cut off", "damaged")
    make.raw("garbage", b"%PDF-1.7\n" + bytes(range(256)) * 40, "noise", "damaged")
    make.raw("empty", b"", "nothing", "empty file")
    make.raw("docx-in-disguise", b"PK\x03\x04" + bytes(200), "a ZIP archive", "office program")
    make.raw("picture-in-disguise", b"\x89PNG\r\n\x1a\n" + bytes(200), "a picture", "an image")


def main():
    folder, recto = Path(sys.argv[1]), sys.argv[2]
    folder.mkdir(parents=True, exist_ok=True)
    make = Maker(folder, recto)
    for write in (reportlab_files, office_files, browser_files, weasyprint_files, other_files, changed_files):
        write(make)
    (folder / "list.json").write_text(json.dumps(make.list, indent=1), encoding="utf-8")
    joined = sum(entry["expect"] == "joined" for entry in make.list)
    print(f"{len(make.list)} files, {joined} of them to be joined")


if __name__ == "__main__":
    main()

"""Breaks a sound PDF on purpose and holds the validators to finding each break.

  selftest.sh screen|archive|print FILE.pdf

Run it through selftest.sh, which sets up what it needs. A line a break: what was done, who
complained. Exit status: 0 when the sound file passes and every break is found by those who
ought to find it, 1 when not, 2 when the file has nothing of the kind that a break needs.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

HERE = Path(__file__).resolve().parent


class NothingToBreak(Exception):
    """The file has none of what would be broken."""


def dictionaries(pdf):
    """The dictionaries among the objects, in the order of their numbers."""
    return [thing for thing in pdf.objects if isinstance(thing, Dictionary)]


def elements(pdf, role):
    """The structure elements of a role, in the order of their object numbers."""
    found = [thing for thing in dictionaries(pdf) if thing.get("/S") == role and "/P" in thing]
    if not found:
        raise NothingToBreak(f"no {role} in its structure")
    return found


def take(things, *names):
    """Takes entries out of dictionaries, wherever they are."""
    found = [(thing, name) for thing in things for name in names if name in thing]
    if not found:
        raise NothingToBreak(f"no {' or '.join(names)}")
    for thing, name in found:
        del thing[name]


def no_language(pdf):
    take([pdf.Root], "/Lang")


def file_name_in_the_window(pdf):
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def no_structure(pdf):
    take([pdf.Root], "/StructTreeRoot")
    pdf.Root.MarkInfo.Marked = False


def skipped_heading(pdf):
    for heading in elements(pdf, "/H1"):
        heading.S = Name.H3


def headers_of_nothing(pdf):
    # A header counts by its scope, or because cells name it: take both.
    cells = elements(pdf, "/TH") + elements(pdf, "/TD")
    attributes = [cell.get("/A", Array()) for cell in cells]
    owners = [owner for it in attributes for owner in (it if isinstance(it, Array) else [it])]
    take(owners, "/Scope", "/Headers")


def unspoken_links(pdf):
    links = [note for page in pdf.pages for note in page.get("/Annots", [])
             if note.get("/Subtype") == "/Link"]
    take(links + elements(pdf, "/Link"), "/Contents", "/Alt", "/ActualText")


def content_outside_the_structure(pdf):
    pdf.pages[0].contents_add(b"q 20 20 40 40 re f Q")


def printers_colour(pdf):
    pdf.pages[0].contents_add(b"/Artifact BMC q 0 0 0 1 k 20 20 40 40 re f Q EMC")


def fonts_left_out(pdf):
    take(dictionaries(pdf), "/FontFile", "/FontFile2", "/FontFile3")


def letters_without_meaning(pdf):
    take(dictionaries(pdf), "/ToUnicode")


def no_claim(pdf):
    told = pdf.Root.Metadata.read_bytes()
    untold = re.sub(rb"<pdfaid:part>\d</pdfaid:part>", b"", told)
    if untold == told:
        raise NothingToBreak("no claim to PDF/A")
    pdf.Root.Metadata.write(untold)


def a_script(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.beep()"))


def a_bookmark_to_nowhere(pdf):
    first = pdf.Root.Outlines.First
    take([first], "/Dest", "/A")
    first.Dest = Array([pdf.make_indirect(Dictionary()), Name.Fit])


def files_of_no_kind(pdf):
    take(dictionaries(pdf), "/AFRelationship")


def files_that_belong_to_nothing(pdf):
    take([pdf.Root], "/AF")


def files_without_media_types(pdf):
    embedded = [it for it in pdf.objects if isinstance(it, pikepdf.Stream) and it.get("/Type") == "/EmbeddedFile"]
    take(embedded, "/Subtype")


def pages_as(pdf, name, change):
    """Changes a box of every page: left, bottom, right, top."""
    for page in pdf.pages:
        page[name] = Array(change([float(side) for side in page[name]]))


def no_trim(pdf):
    take([page.obj for page in pdf.pages], "/TrimBox")


def no_bleed(pdf):
    for page in pdf.pages:
        page.BleedBox = page.TrimBox


def ground_that_stops(pdf):
    # All art is cut to the trimmed page, as if nobody had thought of the bleed.
    for page in pdf.pages:
        left, bottom, right, top = (float(side) for side in page.TrimBox)
        cut = f"q {left} {bottom} {right - left} {top - bottom} re W n\n".encode()
        page.contents_add(cut, prepend=True)
        page.contents_add(b"\nQ")


def light(pdf):
    pdf.pages[0].contents_add(b"q 1 0 0 rg 200 200 40 40 re f Q")


def black_text_of_all_inks(pdf):
    forms = [it for it in pdf.objects if isinstance(it, pikepdf.Stream) and it.get("/Subtype") == "/Form"]
    pages = [page.Contents for page in pdf.pages if not isinstance(page.Contents, Array)]
    for told in forms + pages + [part for page in pdf.pages if isinstance(page.Contents, Array) for part in page.Contents]:
        mixed = re.sub(rb"(?m)^0(\.0)? 0(\.0)? 0(\.0)? 1(\.0)? k$", b"0.7 0.6 0.6 1 k", told.read_bytes())
        told.write(mixed)


def marks_in_black_alone(pdf):
    found = [it for it in pdf.objects if isinstance(it, Array) and len(it) == 4 and it[1] == Name.All]
    if not found:
        raise NothingToBreak("no colour of all plates")
    for space in found:
        space[1] = Name.Black
        space[3].C1 = Array([0, 0, 0, 1])


def no_condition(pdf):
    take([pdf.Root], "/OutputIntents")


def condition_of_a_screen(pdf):
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    told = bytearray(profile.read_bytes())
    told[12:16] = b"mntr"
    told[16:20] = b"RGB "
    profile.write(bytes(told))


def no_word_of_trapping(pdf):
    take([pdf.trailer.Info], "/Trapped")
    told = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(re.sub(rb"<pdf:Trapped>\w+</pdf:Trapped>", b"", told))


def no_claim_to_print(pdf):
    told = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(re.sub(rb"<pdfxid:.*</pdfxid:GTS_PDFXVersion>", b"", told))


def far_too_much_ink(pdf):
    pdf.pages[0].contents_add(b"q 1 1 1 1 k 200 200 200 200 re f Q")


def shifted(pdf, matrix):
    """Draws the text of a page once more, moved by a matrix."""
    page = pdf.pages[-1]
    parts = page.Contents if isinstance(page.Contents, Array) else [page.Contents]
    told = b"\n".join(part.read_bytes() for part in parts)
    # The copy belongs to nothing that is read out.
    untagged = re.sub(rb"(?m)^.*\b(BDC|BMC|EMC)\s*$", b"", told)
    page.contents_add(b"\n/Artifact BMC q " + matrix + b" cm\n" + untagged + b"\nQ EMC")


def text_over_text(pdf):
    shifted(pdf, b"1 0 0 1 4 2")


def text_past_the_page(pdf):
    shifted(pdf, b"1 0 0 1 -75 0")


BOTH = {"pdfcheck", "veraPDF"}
OVERLAPS = {"overlaps"}
CHECK = {"pdfcheck"}
PLATES = {"plates"}

# What is done, how, and who must complain. The others may.
ACCESSIBLE = [
    ("the language is not said", no_language, BOTH),
    ("the window shows the file's name", file_name_in_the_window, BOTH),
    ("there is no structure", no_structure, BOTH),
    ("headings begin at level 3", skipped_heading, BOTH),
    ("table headers head nothing", headers_of_nothing, BOTH),
    ("links have no words", unspoken_links, BOTH),
    ("content stands outside the structure", content_outside_the_structure, BOTH),
    ("a colour is meant for a printer", printers_colour, BOTH),
    ("fonts are left out", fonts_left_out, BOTH),
    ("letters have no meaning", letters_without_meaning, BOTH),
    ("PDF/A is not claimed", no_claim, BOTH),
    ("a script runs on opening", a_script, BOTH),
    ("a bookmark leads nowhere", a_bookmark_to_nowhere, {"pdfcheck"}),
    ("text prints over text", text_over_text, OVERLAPS),
    ("text runs past the page", text_past_the_page, OVERLAPS),
]
BREAKS = {
    "screen": ACCESSIBLE,
    "archive": ACCESSIBLE + [
        ("files say not what they are to it", files_of_no_kind, BOTH),
        ("files belong to nothing", files_that_belong_to_nothing, {"veraPDF"}),
        ("files have no media type", files_without_media_types, {"veraPDF"}),
    ],
    "print": [
        ("pages have no trimmed size", no_trim, CHECK),
        ("pages have no bleed", no_bleed, CHECK),
        ("grounds stop at the trimmed edge", ground_that_stops, CHECK | PLATES),
        ("a colour is meant for a screen", light, CHECK),
        ("black text is mixed of all inks", black_text_of_all_inks, CHECK | PLATES),
        ("marks are on one plate alone", marks_in_black_alone, PLATES),
        ("no printing condition is named", no_condition, CHECK),
        ("the condition is that of a screen", condition_of_a_screen, CHECK),
        ("it is not said whether it is trapped", no_word_of_trapping, CHECK),
        ("PDF/X is not claimed", no_claim_to_print, CHECK),
        ("there is more ink than paper takes", far_too_much_ink, CHECK),
        ("fonts are left out", fonts_left_out, CHECK),
        ("letters have no meaning", letters_without_meaning, CHECK),
        ("a script runs on opening", a_script, CHECK),
        ("text prints over text", text_over_text, OVERLAPS),
        ("text runs past the page", text_past_the_page, OVERLAPS),
    ],
}


def complaints(profile, path):
    """Who complains of a file."""
    run = subprocess.run([HERE / "validate.sh", profile, path], capture_output=True, text=True)
    verdicts = re.findall(r"^(clean|FAILS) +(\S+)", run.stdout, re.MULTILINE)
    if len(verdicts) != 4:
        sys.exit(f"the validators did not all run:\n{run.stdout}{run.stderr}")
    return {name for verdict, name in verdicts if verdict == "FAILS"}


def judge(profile, what, path, wanted):
    """Says who complains of a file, and gives whether those do who ought to: all who are
    wanted, and where nobody is, nobody."""
    found = complaints(profile, path)
    right = wanted <= found if wanted else not found
    who = ", ".join(sorted(found)) or "nobody"
    print(f"{'right' if right else 'WRONG'}  {what:<38} {who}", flush=True)
    return right


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in BREAKS:
        sys.exit(__doc__)
    profile, sound = sys.argv[1], Path(sys.argv[2])
    encrypted = CHECK if profile == "print" else BOTH
    right = [judge(profile, "nothing is broken", sound, set())]
    with tempfile.TemporaryDirectory() as folder:
        broken = Path(folder, "broken.pdf")
        for what, break_it, wanted in BREAKS[profile]:
            with pikepdf.open(sound) as pdf:
                try:
                    break_it(pdf)
                except NothingToBreak as nothing:
                    print(f"cannot try “{what}” on {sound}: {nothing}", file=sys.stderr)
                    sys.exit(2)
                pdf.save(broken)
            right.append(judge(profile, what, broken, wanted))
        with pikepdf.open(sound) as pdf:
            pdf.save(broken, encryption=pikepdf.Encryption(owner="owner", user=""))
        right.append(judge(profile, "it is encrypted", broken, encrypted))
        whole = sound.read_bytes()
        broken.write_bytes(whole[: len(whole) * 9 // 10])
        right.append(judge(profile, "its end is cut off", broken, {"qpdf"}))
    sys.exit(0 if all(right) else 1)


main()

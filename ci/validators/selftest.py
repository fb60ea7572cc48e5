"""Breaks a sound PDF on purpose and holds the validators to finding each break.

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


def elements(pdf, role):
    """The structure elements of a role, in the order of their object numbers."""
    found = [
        thing
        for thing in pdf.objects
        if isinstance(thing, Dictionary) and thing.get("/S") == role and "/P" in thing
    ]
    if not found:
        raise NothingToBreak(f"no {role} in its structure")
    return found


def fonts(pdf):
    """The descriptors of embedded fonts."""
    return [thing for thing in pdf.objects
            if isinstance(thing, Dictionary) and thing.get("/Type") == "/FontDescriptor"]


def no_language(pdf):
    del pdf.Root["/Lang"]


def file_name_in_the_window(pdf):
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def no_structure(pdf):
    del pdf.Root["/StructTreeRoot"]
    pdf.Root.MarkInfo.Marked = False


def skipped_heading(pdf):
    for heading in elements(pdf, "/H1"):
        heading.S = Name.H3


def headers_of_nothing(pdf):
    # A header counts by its scope, or because cells name it: take both.
    for cell in elements(pdf, "/TH") + elements(pdf, "/TD"):
        attributes = cell.get("/A")
        for owner in attributes if isinstance(attributes, Array) else [attributes]:
            for name in ("/Scope", "/Headers"):
                if owner is not None and name in owner:
                    del owner[name]


def unspoken_links(pdf):
    links = [note for page in pdf.pages for note in page.get("/Annots", [])
             if note.get("/Subtype") == "/Link"]
    if not links:
        raise NothingToBreak("no links")
    for link in links:
        for name in ("/Contents", "/Alt"):
            if name in link:
                del link[name]
    for element in elements(pdf, "/Link"):
        for name in ("/Alt", "/ActualText"):
            if name in element:
                del element[name]


def content_outside_the_structure(pdf):
    pdf.pages[0].contents_add(b"q 20 20 40 40 re f Q")


def printers_colour(pdf):
    pdf.pages[0].contents_add(b"/Artifact BMC q 0 0 0 1 k 20 20 40 40 re f Q EMC")


def fonts_left_out(pdf):
    for descriptor in fonts(pdf):
        for name in ("/FontFile", "/FontFile2", "/FontFile3"):
            if name in descriptor:
                del descriptor[name]


def letters_without_meaning(pdf):
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/ToUnicode" in thing:
            del thing["/ToUnicode"]


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
    for name in ("/Dest", "/A"):
        if name in first:
            del first[name]
    first.Dest = Array([pdf.make_indirect(Dictionary()), Name.Fit])


# What is done, how, and who must complain. The others may.
BREAKS = [
    ("the language is not said", no_language, {"pdfcheck", "veraPDF"}),
    ("the window shows the file's name", file_name_in_the_window, {"pdfcheck", "veraPDF"}),
    ("there is no structure", no_structure, {"pdfcheck", "veraPDF"}),
    ("headings begin at level 3", skipped_heading, {"pdfcheck", "veraPDF"}),
    ("table headers head nothing", headers_of_nothing, {"pdfcheck", "veraPDF"}),
    ("links have no words", unspoken_links, {"pdfcheck", "veraPDF"}),
    ("content stands outside the structure", content_outside_the_structure,
     {"pdfcheck", "veraPDF"}),
    ("a colour is meant for a printer", printers_colour, {"pdfcheck", "veraPDF"}),
    ("fonts are left out", fonts_left_out, {"pdfcheck", "veraPDF"}),
    ("letters have no meaning", letters_without_meaning, {"pdfcheck", "veraPDF"}),
    ("PDF/A is not claimed", no_claim, {"pdfcheck", "veraPDF"}),
    ("a script runs on opening", a_script, {"pdfcheck", "veraPDF"}),
    ("a bookmark leads nowhere", a_bookmark_to_nowhere, {"pdfcheck"}),
]


def complaints(path):
    """Who complains of a file."""
    run = subprocess.run([HERE / "validate.sh", "screen", path], capture_output=True, text=True)
    verdicts = re.findall(r"^(clean|FAILS) +(\S+)", run.stdout, re.MULTILINE)
    if len(verdicts) != 3:
        sys.exit(f"the validators did not all run:\n{run.stdout}{run.stderr}")
    return {name for verdict, name in verdicts if verdict == "FAILS"}


def say(ok, what, who):
    print(f"{'right' if ok else 'WRONG'}  {what:<38} {', '.join(sorted(who)) or 'nobody'}",
          flush=True)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sound = Path(sys.argv[1])
    found = complaints(sound)
    right = not found
    say(right, "nothing is broken", found)
    with tempfile.TemporaryDirectory() as folder:
        broken = Path(folder, "broken.pdf")
        for what, break_it, who in BREAKS:
            with pikepdf.open(sound) as pdf:
                try:
                    break_it(pdf)
                except NothingToBreak as nothing:
                    print(f"cannot try “{what}” on {sound}: {nothing}", file=sys.stderr)
                    sys.exit(2)
                pdf.save(broken)
            found = complaints(broken)
            right &= who <= found
            say(who <= found, what, found)
        with pikepdf.open(sound) as pdf:
            pdf.save(broken, encryption=pikepdf.Encryption(owner="owner", user=""))
        found = complaints(broken)
        right &= {"pdfcheck", "veraPDF"} <= found
        say({"pdfcheck", "veraPDF"} <= found, "it is encrypted", found)
        whole = sound.read_bytes()
        broken.write_bytes(whole[: len(whole) * 9 // 10])
        found = complaints(broken)
        right &= "qpdf" in found
        say("qpdf" in found, "its end is cut off", found)
    sys.exit(0 if right else 1)


main()

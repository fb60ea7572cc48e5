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


BOTH = {"pdfcheck", "veraPDF"}

# What is done, how, and who must complain. The others may.
BREAKS = [
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
]


def complaints(path):
    """Who complains of a file."""
    run = subprocess.run([HERE / "validate.sh", "screen", path], capture_output=True, text=True)
    verdicts = re.findall(r"^(clean|FAILS) +(\S+)", run.stdout, re.MULTILINE)
    if len(verdicts) != 3:
        sys.exit(f"the validators did not all run:\n{run.stdout}{run.stderr}")
    return {name for verdict, name in verdicts if verdict == "FAILS"}


def judge(what, path, wanted):
    """Says who complains of a file, and gives whether those do who ought to: all who are
    wanted, and where nobody is, nobody."""
    found = complaints(path)
    right = wanted <= found if wanted else not found
    who = ", ".join(sorted(found)) or "nobody"
    print(f"{'right' if right else 'WRONG'}  {what:<38} {who}", flush=True)
    return right


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sound = Path(sys.argv[1])
    right = [judge("nothing is broken", sound, set())]
    with tempfile.TemporaryDirectory() as folder:
        broken = Path(folder, "broken.pdf")
        for what, break_it, wanted in BREAKS:
            with pikepdf.open(sound) as pdf:
                try:
                    break_it(pdf)
                except NothingToBreak as nothing:
                    print(f"cannot try “{what}” on {sound}: {nothing}", file=sys.stderr)
                    sys.exit(2)
                pdf.save(broken)
            right.append(judge(what, broken, wanted))
        with pikepdf.open(sound) as pdf:
            pdf.save(broken, encryption=pikepdf.Encryption(owner="owner", user=""))
        right.append(judge("it is encrypted", broken, BOTH))
        whole = sound.read_bytes()
        broken.write_bytes(whole[: len(whole) * 9 // 10])
        right.append(judge("its end is cut off", broken, {"qpdf"}))
    sys.exit(0 if all(right) else 1)


main()

"""Looks at the plates of PDFs for print, as Ghostscript separates them.

  plates.py FILE.pdf ...

Black text must stand on the black plate alone; no plate may be there but those of the four
process inks; the marks outside the bleed must be on every plate, and only there; a ground
that reaches the trimmed edge must run on to the end of the bleed on that side. A line a file;
exit status 0 when all is so, and when black text and such a ground were seen at all.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pikepdf
from PIL import Image

INKS = ("Cyan", "Magenta", "Yellow", "Black")
DPI = 100
# Above it, a pixel has ink.
INK = 24


class Unreadable(Exception):
    """A file whose plates cannot be looked at."""


def letters_of(pdf, content, resources, done):
    """A content stream that paints nothing but text, also in the forms that it draws."""
    forms = resources.get("/XObject", {}) if resources is not None else {}
    kept = []
    for operands, operator in pikepdf.parse_content_stream(content):
        name = str(operator)
        if name in ("f", "F", "f*", "B", "B*", "b", "b*", "S", "s"):
            kept.append(([], pikepdf.Operator("n")))
        elif name == "Do":
            form = forms.get(str(operands[0]))
            if form is not None and form.get("/Subtype") == "/Form":
                kept.append((operands, operator))
                if form.objgen not in done:
                    done.add(form.objgen)
                    form.write(letters_of(pdf, form, form.get("/Resources"), done))
        elif name not in ("sh", "INLINE IMAGE"):
            kept.append((operands, operator))
    return pikepdf.unparse_content_stream(kept)


def text_alone(path, folder):
    """A copy of a file whose pages paint nothing but text."""
    copy = f"{folder}/text.pdf"
    done = set()
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            page.Contents = pdf.make_stream(letters_of(pdf, page, page.get("/Resources"), done))
        pdf.save(copy)
    return copy


def separated(path, folder):
    """The plates of each page: arrays of 0 (no ink) to 255, by the name of the ink."""
    done = subprocess.run(
        ["gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", f"-r{DPI}",
         "-o", f"{folder}/%04d.tif", str(path)],
        capture_output=True, check=False,
    )
    if done.returncode:
        raise Unreadable(f"Ghostscript: {done.stdout.decode()[-200:]}{done.stderr.decode()[-200:]}")
    pages = {}
    for file in sorted(Path(folder).glob("*(*).tif")):
        page, ink = file.name[:4], file.name.partition("(")[2].rpartition(")")[0]
        pages.setdefault(page, {})[ink] = 255 - np.asarray(Image.open(file).convert("L"), dtype=np.int16)
        file.unlink()
    return [pages[number] for number in sorted(pages)]


def pixels(page, name):
    """A box of a page as rows and columns: top, bottom, left, right."""
    if "/" + name not in page:
        raise Unreadable(f"a page has no {name}")
    media = [float(side) for side in page.MediaBox]
    left, bottom, right, top = (float(side) for side in page["/" + name])
    scale = DPI / 72
    at = lambda value: round(value * scale)
    return (at(media[3] - top), at(media[3] - bottom), at(left - media[0]), at(right - media[0]))


def faults(path, seen):
    """What is wrong, a line each; how much was seen is added up in `seen`."""
    with tempfile.TemporaryDirectory() as folder:
        whole = separated(path, folder)
        pdf = pikepdf.open(path)
        # Text alone, so that black text over a ground shows nothing but itself.
        text = separated(text_alone(path, folder), folder)
    for number, (page, plates, letters) in enumerate(zip(pdf.pages, whole, text), 1):
        others = sorted(set(plates) - set(INKS))
        if others:
            yield f"page {number}: plates of {', '.join(others)}"
            continue
        t, b, l, r = pixels(page, "TrimBox")
        bt, bb, bl, br = pixels(page, "BleedBox")
        # What is said of the page outside of it is on every plate.
        within = np.zeros_like(letters["Black"], dtype=bool)
        within[bt:bb, bl:br] = True
        black = (letters["Black"] > 240) & within
        seen["black text"] += int(black.sum())
        coloured = sum(letters[ink] for ink in INKS[:3])
        mixed = int((black & (coloured > INK)).sum())
        if mixed:
            yield f"page {number}: {mixed} pixels of black text on other plates"

        outside = np.ones_like(plates["Black"], dtype=bool)
        outside[max(bt - 1, 0):bb + 1, max(bl - 1, 0):br + 1] = False
        if outside.any():
            marked = [(plates[ink] > INK) & outside for ink in INKS]
            for ink, mark in zip(INKS, marked):
                corners = [mark[:t, :l + 2], mark[:t, r - 2:], mark[b:, :l + 2], mark[b:, r - 2:]]
                if not all(corner.any() for corner in corners):
                    yield f"page {number}: no crop mark at a corner of the {ink.lower()} plate"
            if any((mark != marked[0]).any() for mark in marked[1:]):
                yield f"page {number}: outside the bleed the plates differ"

        ink = sum(plates[name] for name in INKS)
        sides = {
            "left": (ink[t:b, l + 1], ink[t:b, bl + 1]),
            "right": (ink[t:b, r - 2], ink[t:b, br - 2]),
            "top": (ink[t + 1, l:r], ink[bt + 1, l:r]),
            "bottom": (ink[b - 2, l:r], ink[bb - 2, l:r]),
        }
        for side, (edge, end) in sides.items():
            painted = edge > INK
            if painted.mean() < 0.02:
                continue
            seen["ground at an edge"] += 1
            short = (painted & (end <= INK)).sum() / painted.sum()
            if short > 0.02:
                yield f"page {number}: {short:.0%} of the ground at the {side} ends before the bleed"


def main(paths):
    bad = 0
    seen = {"black text": 0, "ground at an edge": 0}
    for path in paths:
        try:
            found = list(faults(path, seen))
        except (Unreadable, pikepdf.PdfError) as reason:
            found = [str(reason)]
        print(f"{'FAILS' if found else 'clean'}  plates    {path}")
        for fault in found[:20]:
            print(f"       {fault}")
        bad |= bool(found)
    # What was nowhere to be seen was not looked at.
    for what, count in seen.items():
        if not count and not bad:
            print(f"FAILS  plates    there is no {what} in any file")
            bad = 1
    return bad


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

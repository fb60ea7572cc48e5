#!/usr/bin/env python3
"""Joins external PDFs to papers, and holds every joined page against the original.

    compare.py FOLDER RECTO [--break WHAT]

FOLDER is one of make.py. Two papers take all files that can be joined, one with stamps and one
without. Of each file, text (pdfium and poppler), boxes, pixels (pdfium and poppler; with a stamp,
outside of it), links, bookmarks and structure must be those of the original; what a file leaves
to the viewer must be drawn where viewers draw it; each of the others must be refused in its own
words. A page that prints where its stamp lies is made smaller: it is held against the original
drawn at that size, and the strip of the stamp must be empty. `--break` damages the result first
(swap, link, pixel, bookmark, structure, field), to show that it is noticed.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy
import pikepdf
import pypdfium2

ROOT = Path(__file__).resolve().parent.parent.parent
DPI = 50
# The cells in which what viewers draw of their own accord is looked for, in pixels.
CELL = 8
PAPER = """id: {id}
title: External files
meeting: A meeting
date: 2024-03-01
report_of: A test
purpose: noting
summary: All of them.
appendices:
"""


def project(folder, name, entries, stamp):
    """A project with one paper that attaches files."""
    home = folder / name
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(ROOT / "tests/projects/minimal", home)
    (home / "papers").mkdir()
    (home / "external").mkdir()
    paper = PAPER.format(id=name)
    for entry in entries:
        stem = entry["file"].removesuffix(".pdf")
        shutil.copy(folder / entry["file"], home / "external")
        paper += f"  - pdf: external/{entry['file']}\n    title: File {stem}\n"
        paper += f"    description: Made by a test.\n    stamp: {stamp}\n"
    (home / "papers/paper.yaml").write_text(paper, encoding="utf-8")
    with open(home / "report.yaml", "a", encoding="utf-8") as report:
        report.write("papers: [papers/paper.yaml]\n")
    return home


def build(recto, home):
    out = home / "out"
    done = subprocess.run(
        [recto, "--project", str(home), "build", "paper", "--out", str(out), "--message-format", "short"],
        capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr, out


def pdfium(path):
    """Text and picture of each page."""
    found = []
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage().get_text_range()
        picture = page.render(scale=DPI / 72).to_numpy()[:, :, :3]
        found.append((text, picture))
    return found


def poppler(path, first, last):
    text = subprocess.run(["pdftotext", "-f", str(first), "-l", str(last), str(path), "-"],
                          capture_output=True, check=True).stdout.decode().split("\f")
    data = subprocess.run(["pdftoppm", "-cropbox", "-r", str(DPI), "-f", str(first), "-l", str(last), str(path)],
                          capture_output=True, check=True).stdout
    pictures = []
    while data:
        head, size, most, rest = data.split(b"\n", 3)
        width, height = map(int, size.split())
        pixels = rest[: width * height * 3]
        pictures.append(numpy.frombuffer(pixels, numpy.uint8).reshape(height, width, 3))
        data = rest[width * height * 3 :]
    return list(zip(text, pictures))


def boxes(page):
    return [
        [round(float(x), 2) for x in page.mediabox],
        [round(float(x), 2) for x in page.cropbox],
        int(page.obj.get("/Rotate", 0) if "/Rotate" in page.obj else inherited(page, "/Rotate", 0)) % 360,
        float(page.obj.get("/UserUnit", 1)),
    ]


def inherited(page, key, default):
    node = page.obj
    for _ in range(20):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return default
        node = node.Parent
    return default


def numbers(pdf):
    return {page.obj.objgen: at for at, page in enumerate(pdf.pages)}


def names(pdf):
    found = {}
    if "/Dests" in pdf.Root:
        found.update({str(k)[1:]: v for k, v in pdf.Root.Dests.items()})
    if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
        found.update(pikepdf.NameTree(pdf.Root.Names.Dests).items())
    return found


def target(pdf, where, known, pages):
    """The page that a link or a bookmark leads to, or its address."""
    action = where.get("/A")
    destination = where.get("/Dest")
    if action is not None and action.get("/S") == "/URI":
        return str(action.URI)
    if action is not None and action.get("/S") == "/GoTo":
        destination = action.D
    if isinstance(destination, (pikepdf.String, pikepdf.Name)):
        destination = known.get(str(destination).removeprefix("/"))
    if isinstance(destination, pikepdf.Dictionary):
        destination = destination.D
    if destination is None or not isinstance(destination, pikepdf.Array):
        return None
    first = destination[0]
    return pages.get(first.objgen) if isinstance(first, pikepdf.Object) else int(first)


def links(pdf, page, known, pages):
    found = []
    for annotation in page.obj.get("/Annots", []):
        if annotation.get("/Subtype") == "/Link":
            where = target(pdf, annotation, known, pages)
            if where is not None:
                found.append(([round(float(x), 1) for x in annotation.Rect], where))
    return sorted(found, key=str)


def bookmarks(pdf, item, known, pages):
    found = []
    while item is not None and len(found) < 500:
        inner = bookmarks(pdf, item.get("/First"), known, pages)
        found.append((str(item.Title), target(pdf, item, known, pages), inner))
        item = item.get("/Next")
    return found


def moved(tree, offset):
    return [(title, at + offset if isinstance(at, int) else at, moved(inner, offset))
            for title, at, inner in tree]


def contents(element, pages):
    """How much marked content each page has in a structure tree, and how many headings."""
    marked, headings, waiting, page_of = {}, 0, [(element, None)], pages
    while waiting:
        node, page = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend((kid, page) for kid in node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/Pg" in node:
                page = page_of.get(node.Pg.objgen)
            kind = str(node.get("/S", ""))
            headings += kind[:2] == "/H" and kind[2:].isdigit()
            if node.get("/Type") == "/MCR":
                marked[page] = marked.get(page, 0) + 1
            elif "/K" in node:
                waiting.append((node.K, page))
        elif isinstance(node, int):
            marked[page] = marked.get(page, 0) + 1
    return marked, headings


def find(tree, title):
    for name, at, inner in tree:
        if name.endswith(title):
            return at, inner
        deeper = find(inner, title)
        if deeper:
            return deeper
    return None


def shrinking(page):
    """The matrix that a joined page begins with where it was made smaller, or None."""
    streams = page.obj.Contents
    first = streams[0] if isinstance(streams, pikepdf.Array) else streams
    found = re.match(rb"q\n((?:-?[0-9.]+ ){6})cm\n", first.read_bytes())
    return [float(number) for number in found[1].split()] if found else None


def shrunk(path, joined, first, folder):
    """A copy of a file whose pages are as small as they were joined, and which these are."""
    smaller = {}
    with pikepdf.open(path) as pdf:
        for at, page in enumerate(pdf.pages):
            matrix = shrinking(joined.pages[first + at])
            if matrix is None:
                continue
            smaller[at] = matrix[0]
            left, bottom, right, top = (float(side) for side in page.cropbox)
            inside = (left, bottom, right - left, top - bottom)
            opening = b"q %f %f %f %f %f %f cm %f %f %f %f re W n\n"
            page.contents_add(opening % (*matrix, *inside), prepend=True)
            page.contents_add(b"\nQ")
            for annotation in page.obj.get("/Annots", []):
                scale_x, _, _, scale_y, right, up = matrix
                for key in ("/Rect", "/QuadPoints"):
                    moved = [
                        float(n) * scale_x + right if i % 2 == 0 else float(n) * scale_y + up
                        for i, n in enumerate(annotation.get(key, []))
                    ]
                    if moved:
                        annotation[key] = pikepdf.Array(moved)
        copy = folder / "shrunk.pdf"
        pdf.save(copy)
    return copy, smaller


def hold(folder, entry, paper, joined, whole_pdfium, stamp):
    """What differs between a file and its pages in a paper."""
    path = folder / entry["file"]
    wrong = []
    place = find(joined["bookmarks"], f"File {entry['file'].removesuffix('.pdf')}")
    if place is None:
        return ["it has no bookmark"]
    first = place[0] + 1
    smaller = {}
    if stamp != "none":
        path, smaller = shrunk(path, joined["pdf"], first, folder)
    with pikepdf.open(path) as original:
        count = len(original.pages)
        own, others = pdfium(path), whole_pdfium[first : first + count]
        ours = poppler(path, 1, count)
        theirs = poppler(paper, first + 1, first + count)
        known, pages = names(original), numbers(original)
        for at in range(count):
            number = f"page {at + 1}"
            page, copy = original.pages[at], joined["pdf"].pages[first + at]
            if boxes(page) != boxes(copy):
                wrong.append(f"{number}: boxes {boxes(page)} / {boxes(copy)}")
            for maker, (text, picture), (new_text, new_picture) in [
                ("pdfium", own[at], others[at]), ("poppler", ours[at], theirs[at]),
            ]:
                flat, new_flat = "".join(text.split()), "".join(new_text.split())
                if maker == "pdfium" and "/AcroForm" in original.Root:
                    # It does not read what fields show, and draws them in its own way rather
                    # than by their appearances; poppler does both.
                    continue
                # pdfium reads no text of comments, and that of what was drawn of them.
                is_more = stamp != "none" or (entry["drawn"] and maker == "pdfium")
                if not is_more and flat != new_flat:
                    wrong.append(f"{number}: text by {maker}")
                elif is_more and len(new_flat) < len(flat):
                    wrong.append(f"{number}: text lost, by {maker}")
                if picture.shape != new_picture.shape:
                    wrong.append(f"{number}: size by {maker}: {picture.shape} / {new_picture.shape}")
                    continue
                apart = (numpy.abs(picture.astype(int) - new_picture.astype(int)) > 8).any(axis=2)
                if entry["drawn"]:
                    apart = drawn_apart(picture, new_picture)
                if stamp != "none":
                    # The strip of the stamp, at the head of the page as it is shown.
                    unit = max(0.6, min(4, picture.shape[1] / DPI * 25.4 / 210, picture.shape[0] / DPI * 25.4 / 297))
                    strip = int(13 * unit / 25.4 * DPI) + 2
                    apart[:strip] = False
                    scale = smaller.get(at, 1)
                    if not 0.9 <= scale <= 1 or (scale < 1 and not is_empty(picture, scale)):
                        wrong.append(f"{number}: at {scale:.4f} its strip is not free, by {maker}")
                share = apart.mean()
                if share > 0.0:
                    wrong.append(f"{number}: {share:.4%} of the pixels by {maker}")
            was = [(r, w + first if isinstance(w, int) else w) for r, w in links(original, page, known, pages)]
            now = links(joined["pdf"], copy, joined["names"], joined["pages"])
            if sorted(was, key=str) != now:
                wrong.append(f"{number}: links {was} / {now}")
        outline = original.Root.get("/Outlines")
        was = bookmarks(original, outline.get("/First") if outline else None, known, pages)
        if moved(was, first) != place[1]:
            wrong.append(f"bookmarks {moved(was, first)} / {place[1]}")
        prefix = joined["prefix"][entry["file"]]
        kept = {name for name in joined["names"] if name.startswith(prefix + ".")}
        if len(kept) != len(known):
            wrong.append(f"{len(known)} named destinations / {len(kept)}")
        if entry["tagged"]:
            marked, headings = contents(original.Root.StructTreeRoot.K, pages)
            new, new_headings = contents(joined["structure"], joined["pages"])
            here = {at - first: n for at, n in new.items() if at is not None and first <= at < first + count}
            if marked != here:
                wrong.append(f"structure {marked} / {here}")
    return wrong


def drawn_apart(picture, other):
    """The places at which one of two pictures has ink, and the other none around there. What a viewer
    draws of its own accord it draws in its own typeface, so that letters differ and their places do not."""
    def inked(of):
        dark = (of < 200).any(axis=2)
        rows, columns = (side // CELL for side in dark.shape)
        cells = dark[: rows * CELL, : columns * CELL].reshape(rows, CELL, columns, CELL)
        return cells.any(axis=(1, 3))

    def around(cells):
        wide = numpy.pad(cells, 1)
        rows, columns = cells.shape
        return numpy.any([wide[y : y + rows, x : x + columns] for y in range(3) for x in range(3)], axis=0)

    one, two = inked(picture), inked(other)
    apart = one & ~around(two) | two & ~around(one)
    return numpy.repeat(numpy.repeat(apart, CELL, axis=0), CELL, axis=1)


def is_empty(picture, scale):
    """Whether nothing is drawn in what a smaller page leaves free at its head. The last row of
    pixels may be half of what is below."""
    free = int(picture.shape[0] * (1 - scale)) - 1
    return (picture[:free] == 255).all()


def damage(path, what):
    """Changes one thing in the pages that were joined."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        joined = [page.obj for page in pdf.pages if "/RectoStamp" in page.obj.Resources.get("/XObject", {})]
        if what == "swap":
            a, b = joined[0], joined[1]
            a.Contents, b.Contents = b.Contents, a.Contents
            a.Resources, b.Resources = b.Resources, a.Resources
        if what == "link":
            linked = next(page for page in joined if "/Annots" in page)
            del linked.Annots[0]
        if what == "field":
            for form in (it for it in pdf.objects if isinstance(it, pikepdf.Stream)):
                if "/RectoText" in form.get("/Resources", {}).get("/Font", {}):
                    form.write(b"")
        if what == "pixel":
            pikepdf.Page(joined[0]).contents_add(b"1 0 0 rg 200 200 3 3 re f")
        if what == "bookmark":
            waiting = [pdf.Root.Outlines.First]
            while waiting:
                item = waiting.pop()
                if str(item.Title) == "Part of 1":
                    item.Title = pikepdf.String("Another")
                    break
                waiting.extend(item[key] for key in ("/Next", "/First") if key in item)
        if what == "structure":
            kids = pdf.Root.StructTreeRoot.K
            top = kids[0] if isinstance(kids, pikepdf.Array) else kids
            parts = [kid for kid in top.K if kid.get("/S") == "/Part"]
            parts[0].K = pikepdf.Array()
        pdf.save(path)


def main():
    folder, recto = Path(sys.argv[1]), sys.argv[2]
    broken = sys.argv[4] if len(sys.argv) > 4 else None
    entries = json.loads((folder / "list.json").read_text(encoding="utf-8"))
    failures = 0

    def say(name, wrong):
        nonlocal failures
        failures += bool(wrong)
        print(f"WRONG  {name}: " + "; ".join(wrong[:4]) if wrong else f"right  {name}")

    joined_files = [entry for entry in entries if entry["expect"] == "joined"]
    for stamp in ("none", "top"):
        home = project(folder, f"paper-{stamp}", joined_files, stamp)
        status, said, out = build(recto, home)
        if status != 0:
            sys.exit(f"the paper was not made:\n{said}")
        paper = next(out.glob("*.pdf"))
        if broken and stamp == "none":
            damage(paper, broken)
        subprocess.run(["qpdf", "--check", str(paper)], check=True, stdout=subprocess.DEVNULL)
        with pikepdf.open(paper) as pdf:
            forbidden = [key for key in ("/AcroForm", "/OpenAction", "/AA") if key in pdf.Root]
            say(f"nothing runs, stamp {stamp}", forbidden)
            known, pages = names(pdf), numbers(pdf)
            letters = [letters_of(at) for at in range(len(joined_files))]
            joined = {
                "pdf": pdf, "names": known, "pages": pages,
                "structure": pdf.Root.StructTreeRoot.K,
                "bookmarks": bookmarks(pdf, pdf.Root.Outlines.First, known, pages),
                "prefix": dict(zip((e["file"] for e in joined_files), letters)),
            }
            whole = pdfium(paper)
            for entry in joined_files:
                wrong = hold(folder, entry, paper, joined, whole, stamp)
                say(f"{entry['maker']:12} {entry['file']}, stamp {stamp}", wrong)
    for entry in entries:
        if entry["expect"] != "joined":
            home = project(folder, "refused", [entry], "top")
            status, said, _ = build(recto, home)
            wrong = [] if status == 1 and entry["expect"] in said else [f"status {status}: {said}"]
            say(f"{entry['maker']:12} {entry['file']}, refused", wrong)
    sys.exit(1 if failures else 0)


def letters_of(at):
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


if __name__ == "__main__":
    main()

"""Text of finished PDFs that prints over other text, or outside of its page, by pdfium.

  overlaps.py FILE...

The program measures its pages before it writes them; this measures the files, by other code and
with other boxes. A line a finding. Exit status: 0 when there is none, 1 when there is.

Two words overlap when the boxes of their letters, as pdfium draws them, share more than a tenth of
the size of the letters in both directions; letters of one word never do. A word is outside when
more than half a point of it is past the trimmed page, or past the sheet where a file names none.
Text that is drawn twice in one place counts once. Words of one line in a script that joins its
letters, such as Arabic, reach over each other: their dots and vowels are drawn by themselves.
"""

import ctypes
import sys
import unicodedata

import pypdfium2
from pypdfium2 import raw

OUTSIDE = 0.5
SHARED = 0.1
SAME_PLACE = 0.3


class Word:
    """The letters between two spaces that one text object draws."""

    def __init__(self, size):
        self.text, self.size, self.boxes = "", size, []

    def add(self, letter, box):
        self.text += letter
        self.boxes.append(box)

    def around(self):
        lefts, bottoms, rights, tops = zip(*self.boxes)
        return min(lefts), min(bottoms), max(rights), max(tops)


def words(textpage):
    """The words of a page, in the order in which they are drawn."""
    found, word, drawn = [], None, None
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if letter.isspace() or raw.FPDFText_IsGenerated(textpage, index) == 1:
            word = None
            continue
        box = textpage.get_charbox(index)
        if box[2] <= box[0] or box[3] <= box[1]:
            continue
        source = ctypes.addressof(raw.FPDFText_GetTextObject(textpage, index).contents)
        if word is None or source != drawn:
            word = Word(raw.FPDFText_GetFontSize(textpage, index))
            found.append(word)
        drawn = source
        word.add(letter, box)
    return [word for word in found if word.boxes]


def shared(one, other):
    """How wide and how high what two boxes have in common is."""
    return min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])


def is_twice(one, other):
    return all(abs(a - b) < SAME_PLACE for a, b in zip(one, other))


def is_joined(word):
    """Whether all letters are of a script that is joined, or marks of one (Unicode bidi classes)."""
    return all(unicodedata.bidirectional(letter) in ("AL", "AN", "NSM") for letter in word.text)


def are_one_line(one, other):
    mine, theirs = one.around(), other.around()
    least = min(mine[3] - mine[1], theirs[3] - theirs[1])
    return shared(mine, theirs)[1] > least / 2


def overlap(one, other):
    """Whether letters of two words meet."""
    if is_joined(one) and is_joined(other) and are_one_line(one, other):
        return False
    least = SHARED * max(min(one.size, other.size), 1)
    for mine in one.boxes:
        for theirs in other.boxes:
            width, height = shared(mine, theirs)
            if width > least and height > least and not is_twice(mine, theirs):
                return True
    return False


def findings(path):
    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document, 1):
        left, bottom, right, top = page.get_trimbox()
        placed = sorted(((word.around(), word) for word in words(page.get_textpage())), key=lambda it: it[0][1])
        for box, word in placed:
            past = max(left - box[0], bottom - box[1], box[2] - right, box[3] - top)
            # Marks and the slug line of a printer stand outside as a whole.
            inside = shared(box, (left, bottom, right, top))
            if past > OUTSIDE and min(inside) > 0:
                yield f"{path} page {number}: {word.text[:40]!r} runs {past:.1f} pt past the page"
        for at, (box, word) in enumerate(placed):
            for above, other in placed[at + 1:]:
                if above[1] > box[3]:
                    break
                if min(shared(box, above)) > 0 and overlap(word, other):
                    yield f"{path} page {number}: {word.text[:40]!r} and {other.text[:40]!r} print over each other"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    count = 0
    for path in sys.argv[1:]:
        for finding in findings(path):
            print(finding)
            count += 1
    sys.exit(1 if count else 0)


main()

"""The letters of a PDF page's text layer, each with its position, without repeats.

pdfium gives letters one by one; marks are added to their letter here. Its own spaces and
line ends are guesses and are dropped: gaps show them better.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from itasearch.readers.layout.page import Letter, framed
from itasearch.readers.pdf.objects import Cluster, PageObjects, PageView, address

# By hand: 0.4 and 2.5 times as much change none of 25 prints.
_MOST_SLANT = math.radians(8)  # text that leans more is a stamp or a watermark across the page
_SAMPLED_LETTERS = 400  # of a page, for its direction
_LEAST_SPACE = 0.03  # sizes of the type: LibreOffice writes spaces without width in clusters
_HYPHENS = frozenset({0x02, 0xFFFE, 0xAD})
_SPACES = frozenset({0x20, 0xA0, 0x09, 0x3000, *range(0x2000, 0x200B)})
_MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎") | {
    chr(code) for code in (*range(0xF701, 0xF70F), *range(0xF710, 0xF71B), *range(0x300, 0x370))
}
_NOWHERE = (math.nan, math.nan)
UNKNOWN = "\ufffd"


@dataclass(slots=True)
class TextLayer:
    """The text layer of a page.

    Attributes:
        letters: in the file's order, but turned ones behind the others; those that lean
            across the page are left out.
        invisible: how many letters have no colour, as below scanned pictures.
    """

    letters: list[Letter] = field(default_factory=list)
    invisible: int = 0

    @property
    def text(self) -> str:
        """All letters."""
        return "".join(letter.text for letter in self.letters)


def text_turn(text: pdfium.PdfTextPage) -> int | None:
    """Degrees clockwise that make most lines run from left to right; None without text."""
    handle = text.raw
    count = raw.FPDFText_CountChars(handle)
    turns: Counter[int] = Counter()
    matrix = raw.FS_MATRIX()
    for index in range(0, count, max(1, count // _SAMPLED_LETTERS)):
        if raw.FPDFText_IsGenerated(handle, index) != 1:
            # pdfium's own angle of letters counts the other way round.
            raw.FPDFText_GetMatrix(handle, index, matrix)
            angle = math.degrees(math.atan2(matrix.b, matrix.a))
            turns[round(angle / 90) * 90 % 360] += 1
    return turns.most_common(1)[0][0] if turns else None


def read_layer(text: pdfium.PdfTextPage, view: PageView, objects: PageObjects) -> TextLayer:
    """The letters of a text page, in the coordinates of `view`."""
    return _LayerReader(text, view, objects).read()


@dataclass(slots=True)
class _Run:
    """How the letters of a text object are written; `turn` is None for a slant."""

    turn: int | None
    size: float
    invisible: bool
    cluster: Cluster | None = None


class _LayerReader:
    """Reads the letters of one page, one after the other."""

    def __init__(self, text: pdfium.PdfTextPage, view: PageView, objects: PageObjects) -> None:
        self._handle = text.raw
        self._view = view
        self._objects = objects
        self._runs: dict[int, _Run] = {}
        self._layer = TextLayer()
        self._last: Letter | None = None
        self._origin = _NOWHERE
        self._point = ctypes.c_double(), ctypes.c_double()
        self._box = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()

    def read(self) -> TextLayer:
        """All letters."""
        letters = list(self._letters())
        repeats = self._repeats()
        for index, code, thing, run in letters:
            if thing in repeats or run.turn is None:
                continue
            self._layer.invisible += run.invisible
            self._take(index, code, thing, run)
        for x, y in self._objects.spaces:
            self._layer.letters.append(Letter(" ", x, x, y, 0.0))
        self._layer.letters.sort(key=lambda letter: letter.turn)
        return self._layer

    def _letters(self) -> Iterator[tuple[int, int, int, _Run]]:
        handle, runs = self._handle, self._runs
        unicode, owner = raw.FPDFText_GetUnicode, raw.FPDFText_GetTextObject
        for index in range(raw.FPDFText_CountChars(handle)):
            code = unicode(handle, index)
            if _may_be_unmapped(code) and raw.FPDFText_HasUnicodeMapError(handle, index) == 1:
                code = 0
            pointer = owner(handle, index)
            if not pointer or code in (0x0A, 0x0D):
                continue
            thing = address(pointer)
            run = runs.get(thing)
            if run is None:
                run = runs[thing] = self._open_run(index, pointer, thing)
            yield index, code, thing, run

    def _repeats(self) -> set[int]:
        clusters = [run.cluster for run in self._runs.values() if run.cluster is not None]
        given = ([each for each in one.addresses if each in self._runs] for one in clusters)
        return {repeat for addresses in given for repeat in addresses[1:]}

    def _open_run(self, index: int, pointer: object, thing: int) -> _Run:
        matrix = self._matrix
        raw.FPDFText_GetMatrix(self._handle, index, matrix)
        angle = math.atan2(matrix.b, matrix.a)
        quarter = round(angle / (math.pi / 2))
        straight = abs(angle - quarter * math.pi / 2) <= _MOST_SLANT
        height = math.hypot(matrix.c, matrix.d)
        return _Run(
            turn=(quarter * 90 - self._view.turn) % 360 if straight else None,
            size=abs(raw.FPDFText_GetFontSize(self._handle, index) * height) or 1.0,
            cluster=self._objects.clusters.get(thing),
            invisible=bool(self._objects.pictures)
            and raw.FPDFTextObj_GetTextRenderMode(pointer) == raw.FPDF_TEXTRENDERMODE_INVISIBLE,
        )

    def _take(self, index: int, code: int, thing: int, run: _Run) -> None:
        x, y = self._point
        raw.FPDFText_GetCharOrigin(self._handle, index, x, y)
        origin = (x.value, y.value)
        letter = _letter(code)
        last = self._last
        if not letter:
            return
        if last is not None and last.run == thing and origin == self._origin and letter != " ":
            # A glyph without width may come first: the nikhahit of a ำ that its font has in two.
            last.text += letter
            last.right = max(last.right, self._placed(index, origin, run).right)
            return
        placed = self._placed(index, origin, run)
        if not math.isfinite(placed.left + placed.right + placed.base + run.size):
            return  # broken files have letters without a position
        if letter in _MARKS and last is not None and _near(last, placed):
            last.text += letter
            # A mark has no width: the next letter may begin at the same place.
            self._origin = _NOWHERE
            return
        if letter in _MARKS:
            placed.left = self._middle(index, placed)
        if letter == " " and placed.right - placed.left < _LEAST_SPACE * run.size:
            return
        self._origin = origin
        placed.text, placed.run = letter, thing
        self._layer.letters.append(placed)
        self._last = placed if letter != " " else None

    def _middle(self, index: int, mark: Letter) -> float:
        """Where a mark apart from its letter is, not its origin, which is behind the letter.

        A mark raised above a vowel may be a text object of its own, given at the line's end.
        """
        box = self._box
        if mark.turn or mark.loose:
            return mark.left
        raw.FPDFText_GetLooseCharBox(self._handle, index, box)
        middle = self._view.point((box.left + box.right) / 2, box.bottom)[0]
        return min(mark.left, middle)

    def _placed(self, index: int, origin: tuple[float, float], run: _Run) -> Letter:
        point = self._view.point
        turn = run.turn or 0
        if run.cluster is not None and turn == 0:
            (left, base), right = run.cluster.origin, run.cluster.right
            return Letter("", left, max(right, left), base, run.size, loose=True)
        box = self._box
        raw.FPDFText_GetLooseCharBox(self._handle, index, box)
        left, base = framed(*point(*origin), turn)
        ends = (
            framed(*point(box.left, box.bottom), turn)[0],
            framed(*point(box.right, box.top), turn)[0],
        )
        return Letter("", left, max(*ends, left), base, run.size, turn=turn)


def _may_be_unmapped(code: int) -> bool:
    """Whether a letter may be the bare number of a glyph for which the file names no letter.

    Right letters are in doubt too, but those of older, simple fonts are no higher than Latin-1.
    """
    return code > 0xFF and not 0xE00 <= code < 0xE80 and chr(code).isalpha()


def _letter(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    if code in _SPACES:
        return " "
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return UNKNOWN
    return "" if code < 0x20 or 0x7F <= code < 0xA0 else chr(code)


def _near(last: Letter, mark: Letter) -> bool:
    size = max(last.size, mark.size)
    return abs(mark.base - last.base) < 0.9 * size and (
        last.left - size < mark.left < last.right + size
    )

"""The letters of a PDF page's text layer, each with its place, ghosts left out.

pdfium gives letters one by one; marks are put to their letter here. Its own spaces and
line ends are guesses and are dropped: gaps tell them better.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from itasearch.readers.layout.lines import Letter
from itasearch.readers.pdf.objects import Cluster, Drawn, Upright, address

_SLANT = math.radians(8)
"""Text that leans more is a stamp or a watermark across the page."""
_SAMPLE = 400
_LEAST_SPACE = 0.03
"""In sizes: LibreOffice writes a space without width for a part of some clusters."""
_HYPHENS = frozenset({0x02, 0xFFFE, 0xAD})
_SPACES = frozenset({0x20, 0xA0, 0x09, 0x3000, *range(0x2000, 0x200B)})
_MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎") | {
    chr(code) for code in (*range(0xF701, 0xF70F), *range(0xF710, 0xF71B), *range(0x300, 0x370))
}
_NOWHERE = (math.nan, math.nan)
UNKNOWN = "\ufffd"


@dataclass(slots=True)
class Layer:
    """The text layer of a page.

    Attributes:
        upright: letters whose lines run from left to right.
        turned: by degrees clockwise, letters of lines that run otherwise, in frames in
            which they run from left to right.
        invisible: how many letters are drawn in no colour, as below scanned pictures.
        slanted: how many letters lean across the page and were left out.
    """

    upright: list[Letter] = field(default_factory=list)
    turned: dict[int, list[Letter]] = field(default_factory=dict)
    invisible: int = 0
    slanted: int = 0

    @property
    def text(self) -> str:
        """All letters in the file's order."""
        runs = [self.upright, *self.turned.values()]
        return "".join(letter.text for run in runs for letter in run)


def text_turn(text: pdfium.PdfTextPage) -> int | None:
    """Degrees clockwise that make most lines run from left to right; None without text."""
    handle = text.raw
    count = raw.FPDFText_CountChars(handle)
    turns: Counter[int] = Counter()
    for index in range(0, count, max(1, count // _SAMPLE)):
        if raw.FPDFText_IsGenerated(handle, index) != 1:
            turns[round(math.degrees(_angle(handle, index)) / 90) * 90 % 360] += 1
    return turns.most_common(1)[0][0] if turns else None


def read_layer(text: pdfium.PdfTextPage, view: Upright, drawn: Drawn) -> Layer:
    """The letters of a text page, in the coordinates of `view`."""
    return _Pass(text, view, drawn).run()


@dataclass(slots=True)
class _Run:
    """A text object: how its letters stand."""

    turn: int | None
    size: float
    unseen: bool
    cluster: Cluster | None = None


class _Pass:
    """Reads the letters of one page, one after the other."""

    def __init__(self, text: pdfium.PdfTextPage, view: Upright, drawn: Drawn) -> None:
        self._handle = text.raw
        self._view = view
        self._drawn = drawn
        self._runs: dict[int, _Run] = {}
        self._layer = Layer()
        self._last: Letter | None = None
        self._origin = _NOWHERE
        self._point = ctypes.c_double(), ctypes.c_double()
        self._box = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()
        self._stances: dict[tuple[float, float, float, float], tuple[int | None, float]] = {}

    def run(self) -> Layer:
        """All letters."""
        letters = list(self._letters())
        ghosts = self._ghosts()
        for index, code, thing, run in letters:
            if thing in ghosts:
                continue
            if run.turn is None:
                self._layer.slanted += 1
                continue
            self._layer.invisible += run.unseen
            self._take(index, code, thing, run)
        for x, y in self._drawn.spaces:
            self._layer.upright.append(Letter(" ", x, x, y, 0.0))
        return self._layer

    def _letters(self) -> Iterator[tuple[int, int, int, _Run]]:
        handle, runs = self._handle, self._runs
        unicode, owner = raw.FPDFText_GetUnicode, raw.FPDFText_GetTextObject
        for index in range(raw.FPDFText_CountChars(handle)):
            code = unicode(handle, index)
            pointer = owner(handle, index)
            if not pointer or code in (0x0A, 0x0D):
                continue
            thing = address(pointer)
            run = runs.get(thing)
            if run is None:
                run = runs[thing] = self._open_run(index, pointer, thing)
            yield index, code, thing, run

    def _ghosts(self) -> set[int]:
        """Text objects that repeat what another one of their cluster gives."""
        ghosts: set[int] = set()
        for run in self._runs.values():
            if run.cluster is not None:
                given = [thing for thing in run.cluster.things if thing in self._runs]
                ghosts.update(given[1:])
        return ghosts

    def _open_run(self, index: int, pointer: object, thing: int) -> _Run:
        matrix = self._matrix
        raw.FPDFText_GetMatrix(self._handle, index, matrix)
        turn, height = self._stance(matrix.a, matrix.b, matrix.c, matrix.d)
        return _Run(
            turn=turn,
            size=abs(raw.FPDFText_GetFontSize(self._handle, index) * height) or 1.0,
            cluster=self._drawn.clusters.get(thing),
            unseen=bool(self._drawn.pictures)
            and raw.FPDFTextObj_GetTextRenderMode(pointer) == raw.FPDF_TEXTRENDERMODE_INVISIBLE,
        )

    def _stance(self, a: float, b: float, c: float, d: float) -> tuple[int | None, float]:
        """By a letter's matrix, degrees to turn its line, None for a slant, and its height."""
        known = self._stances.get((a, b, c, d))
        if known is None:
            angle = math.atan2(b, a)
            quarter = round(angle / (math.pi / 2))
            straight = abs(angle - quarter * math.pi / 2) <= _SLANT
            turn = (quarter * 90 - self._view.turn) % 360 if straight else None
            known = self._stances[a, b, c, d] = (turn, math.hypot(c, d))
        return known

    def _take(self, index: int, code: int, thing: int, run: _Run) -> None:
        x, y = self._point
        raw.FPDFText_GetCharOrigin(self._handle, index, x, y)
        origin = (x.value, y.value)
        letter = _letter(code)
        last = self._last
        if not letter:
            return
        if last is not None and last.run == thing and origin == self._origin and letter != " ":
            last.text += letter
            return
        placed = self._placed(index, origin, run)
        if not math.isfinite(placed.left + placed.right + placed.base + run.size):
            return  # broken files place letters nowhere
        if letter in _MARKS and last is not None and _near(last, placed):
            last.text += letter
            # A mark has no width: the next letter may begin where it stands, and is another one.
            self._origin = _NOWHERE
            return
        if letter == " " and placed.right - placed.left < _LEAST_SPACE * run.size:
            return
        self._origin = origin
        placed.text, placed.run = letter, thing
        turned = self._layer.turned
        (self._layer.upright if run.turn == 0 else turned.setdefault(run.turn or 0, [])).append(
            placed
        )
        self._last = placed if letter != " " else None

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
        return Letter("", left, max(*ends, left), base, run.size)


def _matrix(handle: object, index: int) -> raw.FS_MATRIX:
    """The matrix of a letter; pdfium's own angle of letters counts the other way round."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, index, matrix)
    return matrix


def _angle(handle: object, index: int) -> float:
    """The direction in which a letter's line runs, counterclockwise."""
    matrix = _matrix(handle, index)
    return math.atan2(matrix.b, matrix.a)


def framed(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point of the page in the frame of lines that need `turn` degrees clockwise to run right."""
    if turn == 0:
        return x, y
    return {90: (-y, x), 180: (-x, -y), 270: (y, -x)}[turn]


def unframed(x: float, y: float, turn: int) -> tuple[float, float]:
    """The point of the page that `framed` brought to (x, y)."""
    return framed(x, y, -turn % 360)


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

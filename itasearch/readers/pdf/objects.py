"""The objects of a PDF page: its rules, its pictures, and which of its text is repeated.

A PDF counts its coordinates from any corner of any box; here all are points from the upper
left corner of the page, turned by its /Rotate or, where it has text, so that most of it runs
from left to right. Objects are read in one pass, those inside forms included. Chromium writes
a Thai cluster as several text objects under one mark that holds the cluster's letters; pdfium
gives the letters with one of these objects or with several, so all but one are repeats.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Protocol

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from itasearch.lost_parts import cut_off
from itasearch.readers.layout.page import Box, Letter, Point, Rule, framed

_THICKEST_RULE = 3.5  # points, of a filled rectangle that is a rule; by hand
_LEAST_TEXT_HEIGHT = 0.01  # points; the bounds of spaces are flat
# These bound the work on hostile files; what is beyond is not read. By hand, not measured.
_MOST_SEGMENTS = 4_000  # of a path
_MOST_OBJECTS = 200_000  # of a page, and of each form in it
_MOST_RULES = 20_000  # of a page
_DEEPEST = 8  # forms within forms
_ACTUAL_TEXT = b"ActualText"


class Handle(Protocol):
    """A pointer of pdfium; false where it is null."""

    @property
    def contents(self) -> ctypes.Structure:
        """What it points to."""


@dataclass(frozen=True, slots=True)
class PageView:
    """How a page is turned: to its size in points."""

    matrix: pdfium.PdfMatrix  #: from the PDF's coordinates to points from the upper left corner
    width: float
    height: float
    turn: int  #: degrees clockwise: 0, 90, 180 or 270

    def point(self, x: float, y: float) -> Point:
        """The point of the turned page at (x, y) of the PDF."""
        point: Point = self.matrix.on_point(x, y)
        return point


def page_view(box: tuple[float, float, float, float], *, turn: int) -> PageView:
    """The view of the box (left, bottom, right, top), turned clockwise by `turn` degrees."""
    left, bottom, right, top = box
    across, down = right - left, top - bottom
    turned = turn % 360
    matrix = {
        0: (1.0, 0.0, 0.0, -1.0, -left, top),
        90: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        180: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        270: (0.0, -1.0, -1.0, 0.0, top, right),
    }[turned]
    width, height = (down, across) if turned in {90, 270} else (across, down)
    return PageView(pdfium.PdfMatrix(*matrix), width=width, height=height, turn=turned)


@dataclass(slots=True)
class Cluster:
    """Text objects under one mark, in the file's order; `right`: where their ink ends."""

    origin: tuple[float, float]
    right: float
    addresses: list[int]


@dataclass(slots=True)
class PageObjects:
    """Everything on a page but its letters, in the coordinates of its view."""

    rules: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    paths: int = 0  #: how many shapes there are; letters as outlines make thousands
    spaces: list[tuple[float, float]] = field(default_factory=list)  #: of text objects of spaces
    #: by the address of a marked text object, the cluster it belongs to
    clusters: dict[int, Cluster] = field(default_factory=dict)


def address(pointer: Handle) -> int:
    """The address that a pointer of pdfium holds; 0 for none."""
    # Ten times as fast as a cast, and called for each letter.
    return ctypes.addressof(pointer.contents) if pointer else 0


def page_objects(page: pdfium.PdfPage, view: PageView) -> PageObjects:
    """All objects of `page`, in the coordinates of `view`."""
    reader = _ObjectReader(view)
    for each in _objects(page):
        reader.take(*each)
    return reader.objects


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[Handle, int, pdfium.PdfMatrix]]:
    """Objects, their kind and the matrix of the form that holds them, in the file's order."""
    indices = _bounded(raw.FPDFPage_CountObjects(page.raw))
    things = map(partial(raw.FPDFPage_GetObject, page.raw), indices)
    return _with_inner(things, pdfium.PdfMatrix(), 0)


def _bounded(count: int) -> range:
    if count > _MOST_OBJECTS:
        cut_off(f"วัตถุหลังชิ้นที่ {_MOST_OBJECTS:,} ของหน้า PDF")
    return range(min(count, _MOST_OBJECTS))


def _with_inner(
    things: Iterable[Handle], matrix: pdfium.PdfMatrix, depth: int
) -> Iterator[tuple[Handle, int, pdfium.PdfMatrix]]:
    for thing in things:
        kind = raw.FPDFPageObj_GetType(thing)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield thing, kind, matrix
        elif depth < _DEEPEST:
            indices = _bounded(raw.FPDFFormObj_CountObjects(thing))
            inner = map(partial(raw.FPDFFormObj_GetObject, thing), indices)
            yield from _with_inner(inner, _matrix(thing).multiply(matrix), depth + 1)


def _matrix(thing: Handle) -> pdfium.PdfMatrix:
    matrix = raw.FS_MATRIX()
    has_one = raw.FPDFPageObj_GetMatrix(thing, matrix)
    return pdfium.PdfMatrix.from_raw(matrix) if has_one else pdfium.PdfMatrix()


class _ObjectReader:
    def __init__(self, view: PageView) -> None:
        self.objects = PageObjects()
        self._view = view
        self._marks: dict[int, Cluster] = {}
        self._edges = [ctypes.c_float() for _ in range(4)]

    def take(self, thing: Handle, kind: int, matrix: pdfium.PdfMatrix) -> None:
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self._take_text(thing, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            if raw.FPDFPageObj_GetBounds(thing, *self._edges):
                self.objects.pictures.append(self._bounds(matrix))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self.objects.paths += 1
            if len(self.objects.rules) < _MOST_RULES:
                self._take_path(thing, matrix)
            else:
                cut_off(f"เส้นหลังเส้นที่ {_MOST_RULES:,} ของหน้า PDF")

    def _take_text(self, thing: Handle, matrix: pdfium.PdfMatrix) -> None:
        _, bottom, _, top = self._edges
        if not raw.FPDFPageObj_GetBounds(thing, *self._edges):
            return
        if top.value - bottom.value < _LEAST_TEXT_HEIGHT:
            # Their bounds may begin anywhere: only the matrix shows where the first one is.
            self.objects.spaces.append(self._whole(thing, matrix).get()[4:])
            return
        for index in range(raw.FPDFPageObj_CountMarks(thing)):
            mark = raw.FPDFPageObj_GetMark(thing, index)
            kind = raw.FPDFPageObjMark_GetParamValueType(mark, _ACTUAL_TEXT)
            if kind == raw.FPDF_OBJECT_STRING:
                self._join(address(mark), thing, matrix)

    def _join(self, mark: int, thing: Handle, matrix: pdfium.PdfMatrix) -> None:
        box = self._bounds(matrix)
        cluster = self._marks.get(mark)
        if cluster is None:
            origin = self._whole(thing, matrix).get()[4:]
            cluster = self._marks[mark] = Cluster(origin, box.right, [])
        cluster.right = max(cluster.right, box.right)
        cluster.addresses.append(address(thing))
        self.objects.clusters[cluster.addresses[-1]] = cluster

    def _whole(self, thing: Handle, matrix: pdfium.PdfMatrix) -> pdfium.PdfMatrix:
        return _matrix(thing).multiply(matrix).multiply(self._view.matrix)

    def _bounds(self, matrix: pdfium.PdfMatrix) -> Box:
        left, bottom, right, top = (edge.value for edge in self._edges)
        whole = matrix.multiply(self._view.matrix)
        return Box.between(whole.on_point(left, bottom), whole.on_point(right, top))

    def _take_path(self, thing: Handle, matrix: pdfium.PdfMatrix) -> None:
        count = raw.FPDFPath_CountSegments(thing)
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not 2 <= count <= _MOST_SEGMENTS or not raw.FPDFPath_GetDrawMode(thing, fill, stroke):
            return
        if not fill.value and not stroke.value:
            return
        for corners in _shapes(thing, count, self._whole(thing, matrix)):
            box = Box.between(*corners)
            if not math.isfinite(box.left + box.top + box.right + box.bottom):
                continue
            if min(box.width, box.height) <= _THICKEST_RULE:
                across = (box.left, box.middle), (box.right, box.middle)
                down = (box.centre, box.top), (box.centre, box.bottom)
                start, end = across if box.width >= box.height else down
                self.objects.rules.append(Rule(start=start, end=end))
            elif stroke.value:
                sides = ((start, end) for start, end in pairwise(corners) if start != end)
                self.objects.rules += [Rule(start=start, end=end) for start, end in sides]


def _shapes(thing: Handle, count: int, matrix: pdfium.PdfMatrix) -> Iterator[list[Point]]:
    """The corners of the straight parts of a path, one list per stroke of the pen."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(thing, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        if kind == raw.FPDF_SEGMENT_LINETO:
            points.append(point)
        else:
            if len(points) > 1:
                yield points
            points = [point]
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield points


# pdfium gives letters one by one; marks are added to their letter here. Its own spaces and line
# ends are guesses and are dropped: gaps show them better.
# By hand: 0.4 and 2.5 times as much change none of 25 prints.
_MOST_SLANT = math.radians(8)  # text that leans more is a stamp or a watermark across the page
_SAMPLED_LETTERS = 400  # of a page, for its direction
_BEARERS = 4  # letters, of which one may bear a mark that is given after them; by hand
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
    """The text layer of a page."""

    #: in the file's order, but turned ones behind the others; those that lean across the page are
    #: left out
    letters: list[Letter] = field(default_factory=list)
    invisible: int = 0  #: how many have no colour, as below scanned pictures

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
        letters = list(self._letters())
        clusters = [run.cluster for run in self._runs.values() if run.cluster is not None]
        given = ([each for each in own.addresses if each in self._runs] for own in clusters)
        repeats = {repeat for addresses in given for repeat in addresses[1:]}
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
            # The bare number of a glyph for which the file names no letter, or a right letter;
            # those of older, simple fonts are no higher than Latin-1.
            may_be_bare = code > 0xFF and not 0xE00 <= code < 0xE80 and chr(code).isalpha()
            if may_be_bare and raw.FPDFText_HasUnicodeMapError(handle, index) == 1:
                code = 0
            pointer = owner(handle, index)
            if not pointer or code in (0x0A, 0x0D):
                continue
            thing = address(pointer)
            run = runs.get(thing)
            if run is None:
                run = runs[thing] = self._open_run(index, pointer, thing)
            yield index, code, thing, run

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
            self._bearer(index, thing, last).text += letter
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

    def _bearer(self, index: int, thing: int, last: Letter) -> Letter:
        """The letter below a mark: mostly the last one.

        A mark of a text object of its own may be given later, after the next letters of the word.
        """
        if thing == last.run or last.turn:
            return last
        ends = [ctypes.c_double() for _ in range(4)]
        raw.FPDFText_GetCharBox(self._handle, index, *ends)
        middle = self._view.point((ends[0].value + ends[1].value) / 2, ends[2].value)[0]
        near = [letter for letter in self._layer.letters[-_BEARERS:] if letter.base == last.base]
        return next((letter for letter in near if letter.left <= middle < letter.right), last)

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

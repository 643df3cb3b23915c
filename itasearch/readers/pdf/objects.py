"""What a PDF page draws: its rules, its pictures, and which of its text is a ghost.

One pass over the page's objects, those inside forms included. Chromium writes a Thai
cluster as several text objects under one mark that holds the cluster's letters; pdfium
gives the letters with one of these objects or with several, so all but one are ghosts.

From a PDF's own coordinates to those of the page as it is read: upright, from the upper
left.

A PDF counts from any corner of any box, and what is seen is turned by the page's /Rotate
and by the direction in which the text itself runs.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from itasearch.readers.layout.page import Box, Rule

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of the PDF standard: x' = a·x + c·y + e, y' = b·x + d·y + f."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_THIN = 3.5
"""Points: a filled rectangle no thicker is a rule."""
_FLAT = 0.01
_MOST_SEGMENTS = 4_000
_MOST_OBJECTS = 200_000
_MOST_RULES = 20_000
_DEEPEST = 8
_ACTUAL_TEXT = b"ActualText"


def multiplied(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first`, and `then` the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        *(a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s),
        *(e * p + f * r + t, e * q + f * s + u),
    )


@dataclass(frozen=True, slots=True)
class Upright:
    """How a page is turned.

    Attributes:
        matrix: from the PDF's coordinates to points from the upper left corner.
        width, height: of the page when upright, in points.
        turn: degrees clockwise from the PDF's coordinates: 0, 90, 180 or 270.
    """

    matrix: Matrix
    width: float
    height: float
    turn: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the PDF stands on the upright page."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f


def upright(box: tuple[float, float, float, float], *, turn: int) -> Upright:
    """The view of the box (left, bottom, right, top), turned clockwise by `turn` degrees."""
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    turned = turn % 360
    matrices: dict[int, Matrix] = {
        0: (1.0, 0.0, 0.0, -1.0, -left, top),
        90: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        180: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        270: (0.0, -1.0, -1.0, 0.0, top, right),
    }
    sideways = turned in {90, 270}
    return Upright(
        matrix=matrices[turned],
        width=height if sideways else width,
        height=width if sideways else height,
        turn=turned,
    )


@dataclass(slots=True)
class Cluster:
    """Text objects under one mark.

    Attributes:
        origin: where the first of them begins.
        right: where the ink of them all ends.
        things: their addresses, in the order they are drawn.
    """

    origin: tuple[float, float]
    right: float
    things: list[int]


@dataclass(slots=True)
class Drawn:
    """Everything of a page but its letters, upright.

    Attributes:
        rules: straight lines and thin rectangles.
        pictures: boxes of images.
        paths: how many shapes are drawn; letters as outlines make thousands.
        spaces: where a text object holds nothing but spaces.
        clusters: by the address of a marked text object, the cluster it belongs to.
    """

    rules: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    paths: int = 0
    spaces: list[tuple[float, float]] = field(default_factory=list)
    clusters: dict[int, "Cluster"] = field(default_factory=dict)


def address(pointer: object) -> int:
    """The address that a pointer of pdfium holds; 0 for none."""
    # Ten times as fast as a cast, and it is asked for each letter.
    return ctypes.addressof(pointer.contents) if pointer else 0  # type: ignore[attr-defined]


def drawn(page: pdfium.PdfPage, view: Upright) -> Drawn:
    """All that `page` draws, in the coordinates of `view`."""
    found = _Pass(view)
    for thing, kind, matrix in _objects(page):
        found.take(thing, kind, matrix)
    return found.drawn


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[object, int, Matrix]]:
    """Objects, their kind and the matrix of the form they stand in, as they are drawn."""
    handle = page.raw
    get, kind_of = raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType
    for index in range(min(raw.FPDFPage_CountObjects(handle), _MOST_OBJECTS)):
        thing = get(handle, index)
        kind = kind_of(thing)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _within(thing, IDENTITY, 1)
        else:
            yield thing, kind, IDENTITY


def _within(form: object, matrix: Matrix, depth: int) -> Iterator[tuple[object, int, Matrix]]:
    inner = multiplied(_matrix(form), matrix)
    for index in range(min(raw.FPDFFormObj_CountObjects(form), _MOST_OBJECTS)):
        thing = raw.FPDFFormObj_GetObject(form, index)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield thing, kind, inner
        elif depth < _DEEPEST:
            yield from _within(thing, inner, depth + 1)


def _matrix(thing: object) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, found):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


class _Pass:
    """Sorts the objects of one page."""

    def __init__(self, view: Upright) -> None:
        self.drawn = Drawn()
        self._view = view
        self._marks: dict[int, Cluster] = {}
        self._edges = [ctypes.c_float() for _ in range(4)]

    def take(self, thing: object, kind: int, matrix: Matrix) -> None:
        """Take an object of this kind that stands under `matrix`."""
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self._take_text(thing, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self.drawn.pictures.append(self._box(thing, matrix))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self.drawn.paths += 1
            if len(self.drawn.rules) < _MOST_RULES:
                self._take_path(thing, matrix)

    def _take_text(self, thing: object, matrix: Matrix) -> None:
        left, bottom, right, top = self._edges
        if not raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            return
        if top.value - bottom.value < _FLAT:
            # Their bounds may begin anywhere: only the matrix tells where the first one stands.
            whole = multiplied(multiplied(_matrix(thing), matrix), self._view.matrix)
            self.drawn.spaces.append(whole[4:])
            return
        for index in range(raw.FPDFPageObj_CountMarks(thing)):
            mark = raw.FPDFPageObj_GetMark(thing, index)
            kind = raw.FPDFPageObjMark_GetParamValueType(mark, _ACTUAL_TEXT)
            if kind == raw.FPDF_OBJECT_STRING:
                self._join(address(mark), thing, matrix)

    def _join(self, mark: int, thing: object, matrix: Matrix) -> None:
        """Put a text object, whose bounds were just asked for, to the others of its mark."""
        left, bottom, right, top = (edge.value for edge in self._edges)
        placed = multiplied(matrix, self._view.matrix)
        box = _spanned(_point(placed, left, bottom), _point(placed, right, top))
        cluster = self._marks.get(mark)
        if cluster is None:
            whole = multiplied(multiplied(_matrix(thing), matrix), self._view.matrix)
            cluster = self._marks[mark] = Cluster(whole[4:], box.right, [])
        cluster.right = max(cluster.right, box.right)
        cluster.things.append(address(thing))
        self.drawn.clusters[cluster.things[-1]] = cluster

    def _box(self, thing: object, matrix: Matrix) -> Box:
        """Bounds of an object on the upright page."""
        left, bottom, right, top = self._edges
        if not raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            return Box(left=0.0, top=0.0, right=0.0, bottom=0.0)
        whole = multiplied(matrix, self._view.matrix)
        one = _point(whole, left.value, bottom.value)
        other = _point(whole, right.value, top.value)
        return _spanned(one, other)

    def _take_path(self, thing: object, matrix: Matrix) -> None:
        count = raw.FPDFPath_CountSegments(thing)
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not 2 <= count <= _MOST_SEGMENTS or not raw.FPDFPath_GetDrawMode(thing, fill, stroke):
            return
        if not fill.value and not stroke.value:
            return
        whole = multiplied(multiplied(_matrix(thing), matrix), self._view.matrix)
        for shape in _shapes(thing, count, whole):
            box = _bounds(shape)
            if not math.isfinite(box.left + box.top + box.right + box.bottom):
                continue
            thin = min(box.right - box.left, box.bottom - box.top) <= _THIN
            if thin:
                self.drawn.rules.append(_rule(box))
            elif stroke.value:
                self._take_sides(shape)

    def _take_sides(self, shape: "_Shape") -> None:
        for start, end in zip(shape.points, shape.points[1:], strict=False):
            if start != end:
                self.drawn.rules.append(Rule(start=start, end=end))


@dataclass(slots=True)
class _Shape:
    """A polygon or line: its corners; only straight pieces."""

    points: list[tuple[float, float]]


def _shapes(thing: object, count: int, matrix: Matrix) -> Iterator[_Shape]:
    """The straight parts of a path, one per stroke of the pen."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(thing, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _point(matrix, x.value, y.value)
        if kind == raw.FPDF_SEGMENT_LINETO:
            points.append(point)
        else:
            if len(points) > 1:
                yield _Shape(points)
            points = [point]
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield _Shape(points)


def _bounds(shape: _Shape) -> Box:
    xs = [x for x, _ in shape.points]
    ys = [y for _, y in shape.points]
    return Box(left=min(xs), top=min(ys), right=max(xs), bottom=max(ys))


def _rule(box: Box) -> Rule:
    """The line through the middle of a thin box, along its longer side."""
    if box.right - box.left >= box.bottom - box.top:
        y = (box.top + box.bottom) / 2
        return Rule(start=(box.left, y), end=(box.right, y))
    x = (box.left + box.right) / 2
    return Rule(start=(x, box.top), end=(x, box.bottom))


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _spanned(one: tuple[float, float], other: tuple[float, float]) -> Box:
    return Box(
        left=min(one[0], other[0]),
        top=min(one[1], other[1]),
        right=max(one[0], other[0]),
        bottom=max(one[1], other[1]),
    )

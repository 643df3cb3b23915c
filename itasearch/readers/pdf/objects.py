"""The objects of a PDF page: its rules, its pictures, and which of its text is repeated.

A PDF counts its coordinates from any corner of any box; here all are points from the upper
left corner of the page, turned by its /Rotate or, where it has text, so that most of it runs
from left to right. Objects are read in one pass, those inside forms included. Chromium writes
a Thai cluster as several text objects under one mark that holds the cluster's letters; pdfium
gives the letters with one of these objects or with several, so all but one are repeats.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from itasearch.readers.layout.page import Box, Point, Rule

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of the PDF standard: x' = a·x + c·y + e, y' = b·x + d·y + f."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
"""Leaves every point where it is."""
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


def multiplied(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies `first`, and `then` the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        *(a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s),
        *(e * p + f * r + t, e * q + f * s + u),
    )


def transformed(matrix: Matrix, x: float, y: float) -> Point:
    """The point (x, y) under `matrix`."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


@dataclass(frozen=True, slots=True)
class PageView:
    """How a page is turned.

    Attributes:
        matrix: from the PDF's coordinates to points from the upper left corner.
        width, height: of the turned page, in points.
        turn: degrees clockwise from the PDF's coordinates: 0, 90, 180 or 270.
    """

    matrix: Matrix
    width: float
    height: float
    turn: int

    def point(self, x: float, y: float) -> Point:
        """The point of the turned page at (x, y) of the PDF."""
        return transformed(self.matrix, x, y)


def page_view(box: tuple[float, float, float, float], *, turn: int) -> PageView:
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
    if turned in {90, 270}:
        width, height = height, width
    return PageView(matrix=matrices[turned], width=width, height=height, turn=turned)


@dataclass(slots=True)
class Cluster:
    """Text objects under one mark.

    Attributes:
        origin: where the first of them begins.
        right: where the ink of them all ends.
        addresses: of the objects, in the file's order.
    """

    origin: tuple[float, float]
    right: float
    addresses: list[int]


@dataclass(slots=True)
class PageObjects:
    """Everything on a page but its letters, in the coordinates of its view.

    Attributes:
        paths: how many shapes there are; letters as outlines make thousands.
        spaces: the places of text objects that hold nothing but spaces.
        clusters: by the address of a marked text object, the cluster it belongs to.
    """

    rules: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    paths: int = 0
    spaces: list[tuple[float, float]] = field(default_factory=list)
    clusters: dict[int, Cluster] = field(default_factory=dict)


def address(pointer: Handle) -> int:
    """The address that a pointer of pdfium holds; 0 for none."""
    # Ten times as fast as a cast, and called for each letter.
    return ctypes.addressof(pointer.contents) if pointer else 0


def page_objects(page: pdfium.PdfPage, view: PageView) -> PageObjects:
    """All objects of `page`, in the coordinates of `view`."""
    reader = _ObjectReader(view)
    for thing, kind, matrix in _objects(page):
        reader.take(thing, kind, matrix)
    return reader.found


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[Handle, int, Matrix]]:
    """Objects, their kind and the matrix of the form that holds them, in the file's order."""
    handle = page.raw
    get, kind_of = raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType
    for index in range(min(raw.FPDFPage_CountObjects(handle), _MOST_OBJECTS)):
        thing = get(handle, index)
        kind = kind_of(thing)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _within(thing, IDENTITY, 1)
        else:
            yield thing, kind, IDENTITY


def _within(form: Handle, matrix: Matrix, depth: int) -> Iterator[tuple[Handle, int, Matrix]]:
    inner = multiplied(_matrix(form), matrix)
    for index in range(min(raw.FPDFFormObj_CountObjects(form), _MOST_OBJECTS)):
        thing = raw.FPDFFormObj_GetObject(form, index)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield thing, kind, inner
        elif depth < _DEEPEST:
            yield from _within(thing, inner, depth + 1)


def _matrix(thing: Handle) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, found):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


class _ObjectReader:
    """Sorts the objects of one page."""

    def __init__(self, view: PageView) -> None:
        self.found = PageObjects()
        self._view = view
        self._marks: dict[int, Cluster] = {}
        self._edges = [ctypes.c_float() for _ in range(4)]

    def take(self, thing: Handle, kind: int, matrix: Matrix) -> None:
        """Take in an object of this kind, placed by `matrix`."""
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self._take_text(thing, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self.found.pictures.append(self._box(thing, matrix))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self.found.paths += 1
            if len(self.found.rules) < _MOST_RULES:
                self._take_path(thing, matrix)

    def _take_text(self, thing: Handle, matrix: Matrix) -> None:
        _, bottom, _, top = self._edges
        if not raw.FPDFPageObj_GetBounds(thing, *self._edges):
            return
        if top.value - bottom.value < _LEAST_TEXT_HEIGHT:
            # Their bounds may begin anywhere: only the matrix shows where the first one is.
            self.found.spaces.append(self._whole(thing, matrix)[4:])
            return
        for index in range(raw.FPDFPageObj_CountMarks(thing)):
            mark = raw.FPDFPageObj_GetMark(thing, index)
            kind = raw.FPDFPageObjMark_GetParamValueType(mark, _ACTUAL_TEXT)
            if kind == raw.FPDF_OBJECT_STRING:
                self._join(address(mark), thing, matrix)

    def _join(self, mark: int, thing: Handle, matrix: Matrix) -> None:
        """Add a text object, whose bounds `_edges` holds, to the others of its mark."""
        box = self._bounds(matrix)
        cluster = self._marks.get(mark)
        if cluster is None:
            cluster = self._marks[mark] = Cluster(self._whole(thing, matrix)[4:], box.right, [])
        cluster.right = max(cluster.right, box.right)
        cluster.addresses.append(address(thing))
        self.found.clusters[cluster.addresses[-1]] = cluster

    def _whole(self, thing: Handle, matrix: Matrix) -> Matrix:
        return multiplied(multiplied(_matrix(thing), matrix), self._view.matrix)

    def _bounds(self, matrix: Matrix) -> Box:
        left, bottom, right, top = (edge.value for edge in self._edges)
        whole = multiplied(matrix, self._view.matrix)
        return Box.between(transformed(whole, left, bottom), transformed(whole, right, top))

    def _box(self, thing: Handle, matrix: Matrix) -> Box:
        """The bounds of an object on the page; empty where pdfium has none."""
        if not raw.FPDFPageObj_GetBounds(thing, *self._edges):
            return Box(left=0.0, top=0.0, right=0.0, bottom=0.0)
        return self._bounds(matrix)

    def _take_path(self, thing: Handle, matrix: Matrix) -> None:
        count = raw.FPDFPath_CountSegments(thing)
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not 2 <= count <= _MOST_SEGMENTS or not raw.FPDFPath_GetDrawMode(thing, fill, stroke):
            return
        if not fill.value and not stroke.value:
            return
        for corners in _shapes(thing, count, self._whole(thing, matrix)):
            xs, ys = zip(*corners, strict=True)
            box = Box(left=min(xs), top=min(ys), right=max(xs), bottom=max(ys))
            if not math.isfinite(box.left + box.top + box.right + box.bottom):
                continue
            if min(box.width, box.height) <= _THICKEST_RULE:
                self.found.rules.append(_rule(box))
            elif stroke.value:
                sides = (Rule(start=one, end=other) for one, other in pairwise(corners))
                self.found.rules += [side for side in sides if side.start != side.end]


def _shapes(thing: Handle, count: int, matrix: Matrix) -> Iterator[list[Point]]:
    """The corners of the straight parts of a path, one list per stroke of the pen."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(thing, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = transformed(matrix, x.value, y.value)
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


def _rule(box: Box) -> Rule:
    if box.width >= box.height:
        y = box.middle
        return Rule(start=(box.left, y), end=(box.right, y))
    x = box.centre
    return Rule(start=(x, box.top), end=(x, box.bottom))

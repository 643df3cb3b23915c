"""From the coordinates of a PDF to points from the upper left corner of the turned page.

A PDF counts from any corner of any box. The page is turned by its /Rotate or, where it has
text, so that most of it runs from left to right.
"""

from dataclasses import dataclass

from itasearch.readers.layout.page import Point

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of the PDF standard: x' = a·x + c·y + e, y' = b·x + d·y + f."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


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

"""From a PDF's own coordinates to those of the page as it is read: upright, from the upper left.

A PDF counts from any corner of any box, and what is seen is turned by the page's /Rotate
and by the direction in which the text itself runs. Imports readers only.
"""

from dataclasses import dataclass

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of the PDF standard: x' = a·x + c·y + e, y' = b·x + d·y + f."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


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

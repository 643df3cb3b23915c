"""Draws what bench.peers measured: the median of a whole query, by engine and size, as SVG.

    python -m bench.peers --measures 10000,100000 --work DIR --json > peers.jsonl
    python -m bench.scale_picture peers.jsonl > docs/pictures/scale.svg

One group of bars a size, on one axis from 0; beside each bar its milliseconds and its ratio to
our search in the same run.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from bench.peer_engines import OURS

_WIDTH, _LEFT, _RIGHT = 720, 110, 130
_BAR, _GAP, _GROUP = 18, 6, 40
"""Pixels: height of a bar, between two bars, and above a group."""
_COLOURS = {OURS: "#1d6fb8"}
_OTHERS = "#9aa5b1"


def svg(sizes: Sequence[tuple[int, Mapping[str, float]]]) -> str:
    """A picture of the medians in milliseconds, by engine, of each size.

    Raises:
        ValueError: there are none.
    """
    longest = max(value for _, engines in sizes for value in engines.values())
    height = sum(_GROUP + len(engines) * (_BAR + _GAP) for _, engines in sizes) + _GAP
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
            'font-family="sans-serif" font-size="13">',
            f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
            *_groups(sizes, scale=(_WIDTH - _LEFT - _RIGHT) / longest),
            "</svg>\n",
        )
    )


def _groups(sizes: Sequence[tuple[int, Mapping[str, float]]], *, scale: float) -> Iterator[str]:
    top = 0
    for size, engines in sizes:
        top += _GROUP
        yield _text(f"{size:,} measures: whole query, median", x=10, y=top - 12, weight="bold")
        for name, value in engines.items():
            middle = top + _BAR - 5
            width = max(1.0, value * scale)
            yield _text(name, x=_LEFT - 8, y=middle, anchor="end")
            yield (
                f'<rect x="{_LEFT}" y="{top}" width="{width:.1f}" height="{_BAR}" '
                f'fill="{_COLOURS.get(name, _OTHERS)}"/>'
            )
            said = f"{value:.1f} ms ({value / engines[OURS]:.2f})"
            yield _text(said, x=_LEFT + width + 6, y=middle)
            top += _BAR + _GAP


def _text(text: str, *, x: float, y: float, anchor: str = "start", weight: str = "normal") -> str:
    return (
        f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}" font-weight="{weight}">'
        f"{escape(text)}</text>"
    )


def main(arguments: Sequence[str]) -> None:
    """Draw the lines of a file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    given = parser.parse_args(arguments)
    lines = given.file.read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines if line.strip()]
    if not found:
        parser.error(f"{given.file} has no lines; write it with bench.peers --json")
    sizes = [
        (one["measures"], {name: each["p50"] for name, each in one["engines"].items()})
        for one in found
    ]
    sys.stdout.write(svg(sizes))


if __name__ == "__main__":
    main(sys.argv[1:])

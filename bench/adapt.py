"""How well borrowed texts are adapted: the hand-made cells of tests/data/adaptation.

Exact: `adapted` as expected but for white space, any «…» equal to any other. Remains:
pieces that may not stand in the result. Open: expected spans that some mark overlaps.

    python bench/adapt.py tuning [--show]
"""

import argparse
import json
import re
import sys
import time
from pathlib import Path

from itasearch.borrow.adapt.one_pass import adapt_text, party_from_json

CELLS = Path(__file__).parents[1] / "tests" / "data" / "adaptation"


def key(text: str) -> str:
    """What is compared of an adapted text."""
    return re.sub(r"\s", "", re.sub("«[^«»]*»", "«»", text))


def main() -> None:
    """Adapt all cells of a half and tell the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("half", choices=("tuning", "figure", "examined", "examined_third"))
    parser.add_argument("--show", action="store_true", help="show the cells that are not exact")
    options = parser.parse_args()
    lines = (CELLS / f"{options.half}.jsonl").read_text(encoding="utf-8").splitlines()
    cells = [json.loads(line) for line in lines]
    exact = remains = found = wanted = 0
    began = time.perf_counter()
    for cell in cells:
        made = adapt_text(
            cell["text"], party_from_json(cell["source"]), party_from_json(cell["target"])
        )
        hit = key(made.adapted) == key(cell["adapted"])
        left = [piece for piece in cell["forbidden"] if piece in made.adapted]
        missed = [
            span
            for span in cell["open"]
            if not any(one.start < span[1] and span[0] < one.end for one in made.open)
        ]
        exact, remains = exact + hit, remains + bool(left)
        wanted, found = wanted + len(cell["open"]), found + len(cell["open"]) - len(missed)
        if options.show and (not hit or left or missed):
            told = [cell["text"][start:end] for start, end in missed]
            sys.stdout.write(
                f"{cell['id']} {cell['note']}\n  < {cell['text']!r}\n  > {made.adapted!r}\n"
                f"  = {cell['adapted']!r}\n  left {left} unmarked {told}\n"
            )
    seconds = time.perf_counter() - began
    sys.stdout.write(
        f"{options.half}: exact {exact}/{len(cells)}, cells with remains {remains}, "
        f"open {found}/{wanted}, {seconds:.2f} s\n"
    )


if __name__ == "__main__":
    main()

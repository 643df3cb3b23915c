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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from itasearch.borrow.adapt.one_pass import adapt_text, party_from_json

CELLS = Path(__file__).parents[1] / "tests" / "data" / "adaptation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A cell as adapted: what remains that is forbidden, and the open spans without a mark."""

    cell: Mapping[str, Any]
    adapted: str
    is_exact: bool
    remains: Sequence[str]
    unmarked: Sequence[tuple[int, int]]


def adapted(half: str) -> Iterator[Case]:
    """All cells of a half."""
    for line in (CELLS / f"{half}.jsonl").read_text(encoding="utf-8").splitlines():
        cell = json.loads(line)
        made = adapt_text(cell["text"], *map(party_from_json, (cell["source"], cell["target"])))
        yield Case(
            cell=cell,
            adapted=made.adapted,
            is_exact=_key(made.adapted) == _key(cell["adapted"]),
            remains=[piece for piece in cell["forbidden"] if piece in made.adapted],
            unmarked=[
                (start, end)
                for start, end in cell["open"]
                if not any(mark.start < end and start < mark.end for mark in made.open)
            ],
        )


def _key(text: str) -> str:
    return re.sub(r"\s", "", re.sub("«[^«»]*»", "«»", text))


def main() -> None:
    """Adapt all cells of a half and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("half", choices=("tuning", "figure", "examined", "examined_third"))
    parser.add_argument("--show", action="store_true", help="show the cells that are not exact")
    options = parser.parse_args()
    began = time.perf_counter()
    cases = list(adapted(options.half))
    seconds = time.perf_counter() - began
    for case in cases if options.show else ():
        if not case.is_exact or case.remains or case.unmarked:
            cell = case.cell
            unmarked = [cell["text"][start:end] for start, end in case.unmarked]
            sys.stdout.write(
                f"{cell['id']} {cell['note']}\n  < {cell['text']!r}\n  > {case.adapted!r}\n"
                f"  = {cell['adapted']!r}\n  left {case.remains} unmarked {unmarked}\n"
            )
    wanted = sum(len(case.cell["open"]) for case in cases)
    sys.stdout.write(
        f"{options.half}: exact {sum(case.is_exact for case in cases)}/{len(cases)}, "
        f"cells with remains {sum(bool(case.remains) for case in cases)}, "
        f"open {wanted - sum(len(case.unmarked) for case in cases)}/{wanted}, {seconds:.2f} s\n"
    )


if __name__ == "__main__":
    main()

"""How well the form check tells what stands elsewhere and what is missing, against labels by hand.

    python bench/form_check.py [--half tuning|figure|later|last] [FILE…]

Labels: tests/data/form_check (its README says how they were made). Measures are read from
corpus/ and from each FILE (a report that labels name and the project does not hold; without
it they are left out). The column named as hidden is not shown to the check.
"""

import argparse
import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from itasearch import open_workspace
from itasearch.enrich.form_check import check_measure
from itasearch.model.form_check import Part, PartCheck, Standing
from itasearch.model.records import Measure
from itasearch.model.source import SourceRef

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "tests/data/form_check"
HALVES = ("tuning", "figure", "later", "last")


def sentence(field: str, words: str) -> Measure:
    """A row with one field."""
    empty = Measure(id="s", report_id="s", title="", source=SourceRef(path="", sha256=""))
    return empty.with_texts({field: words})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A row, what a person says of a part of it, and the words that tell it, if it was said."""

    half: str
    kind: str
    row: Measure
    part: Part
    standing: Standing
    tells: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--half", choices=HALVES)
    given = parser.parse_args()
    measures = read_measures(given.files)
    cases = [*sentence_cases(), *measure_cases(measures)]
    for half in [given.half] if given.half else HALVES:
        for kind in ("measures", "sentences"):
            for part in (Part.FOLLOW_UP, Part.TIMEFRAME, Part.RESPONSIBLE):
                chosen = [
                    one for one in cases if (one.half, one.kind, one.part) == (half, kind, part)
                ]
                if chosen:
                    say(f"{half:7}{kind:10}{part.value:12}{measured(chosen)}")


def read_measures(files: Sequence[Path]) -> dict[str, Measure]:
    """All measures of corpus/ and of `files`, by id."""
    with tempfile.TemporaryDirectory() as home, open_workspace(Path(home)) as workspace:
        parsed = workspace.library.parse([ROOT / "corpus/examples", ROOT / "corpus/real", *files])
        return {
            one.id: one
            for file in parsed
            if file.extraction
            for report in file.extraction.reports
            for one in report.measures
        }


def measure_cases(measures: dict[str, Measure]) -> Iterator[Case]:
    """Labelled measures that were read; how many were not is said on stderr."""
    absent = 0
    for line in lines_of("measures.tsv"):
        row = measures.get(line["measure"])
        if row is None:
            absent += 1
            continue
        hidden = line["hidden"]
        yield Case(
            half=line["half"],
            kind="measures",
            row=replace(row, follow_up=None) if hidden else row,
            part=Part(line["part"]),
            standing=Standing[line["standing"]],
        )
    if absent:
        say(f"{absent} labelled measures were not read", stream=sys.stderr)


def sentence_cases() -> Iterator[Case]:
    """Labelled sentences."""
    for line in lines_of("sentences.tsv"):
        yield Case(
            half=line["half"],
            kind="sentences",
            row=sentence(line["field"], line["text"]),
            part=Part(line["part"]),
            standing=Standing[line["standing"]],
            tells=line["tells"],
        )


def measured(cases: Sequence[Case]) -> str:
    """Precision, recall and F1 of ELSEWHERE and MISSING, and spans that meet the telling words."""
    counts: Counter[tuple[Standing, Standing]] = Counter()
    spans, told = 0, 0
    for case in cases:
        parts = check_measure(case.row, required=tuple(Part)).parts
        found = next(one for one in parts if one.part is case.part)
        counts[case.standing, found.standing] += 1
        if case.tells and found.standing is Standing.ELSEWHERE:
            told += 1
            spans += meets(case, found)
    shown = [f"{one.value} {rates(counts, one)}" for one in (Standing.ELSEWHERE, Standing.MISSING)]
    return f" {len(cases):4}  " + "  ".join(shown) + (f"  spans {spans}/{told}" if told else "")


def meets(case: Case, found: PartCheck) -> bool:
    """Whether the span has at least half of the telling words' letters in it."""
    text = case.row.text(found.field or "")
    start = text.index(case.tells)
    end = start + len(case.tells)
    return 2 * (min(end, found.end) - max(start, found.start)) >= end - start


def rates(counts: Counter[tuple[Standing, Standing]], wanted: Standing) -> str:
    """ "P .95 R .93 F1 .94" of one standing."""
    right = counts[wanted, wanted]
    said = sum(number for (_, found), number in counts.items() if found is wanted)
    true = sum(number for (meant, _), number in counts.items() if meant is wanted)
    precision, recall = right / said if said else 0.0, right / true if true else 0.0
    f1 = 2 * right / (said + true) if said + true else 0.0
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"


def lines_of(name: str) -> Iterator[dict[str, str]]:
    """Lines of a labels file, by column."""
    with (LABELS / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def say(text: str, *, stream: TextIO = sys.stdout) -> None:
    """Write a line to stdout, or to `stream`."""
    stream.write(text + "\n")


if __name__ == "__main__":
    main()

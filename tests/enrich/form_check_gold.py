"""Labels of tests/data/form_check, for the tests of the form check."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from itasearch.enrich.form_check import check_measure
from itasearch.model.form_check import Part, PartCheck, Standing
from itasearch.model.records import Measure
from itasearch.model.source import SourceRef

LABELS = Path(__file__).parents[1] / "data" / "form_check"


PLACE = SourceRef(path="a.md", sha256="0" * 64, table_number=1, row_number=2)


def row_of(field: str, words: str) -> Measure:
    """A row of one field."""
    empty = Measure(id="m", report_id="r", title="", source=PLACE)
    return empty.with_texts({field: words})


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a person says of one part of a row, and the words that tell it."""

    field: str
    words: str
    part: Part
    standing: Standing
    tells: str


def sentences() -> Iterator[Label]:
    """All labelled sentences."""
    for line in lines("sentences.tsv"):
        yield Label(
            field=line["field"],
            words=line["text"],
            part=Part(line["part"]),
            standing=Standing[line["standing"]],
            tells=line["tells"],
        )


def lines(name: str) -> Iterator[dict[str, str]]:
    """Lines of a file of labels, by column."""
    with (LABELS / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def checked(words: str, *, part: Part = Part.FOLLOW_UP, field: str = "steps") -> PartCheck:
    """How one part stands in a row of one field."""
    found = check_measure(row_of(field, words), required=tuple(Part))
    return next(one for one in found.parts if one.part is part)

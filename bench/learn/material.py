"""The material to learn from, as bench/learning has it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from itasearch.model.records import Measure
from itasearch.model.source import SourceRef

FOLDER = Path(__file__).parents[1] / "learning"


@dataclass(slots=True)
class Record:
    """A measure with the queries that it answers, and near misses, which do not answer them.

    Attributes:
        concept: of the glossary, by its id.
        queries: kind (see bench/learning/README.md) and text of each.
    """

    concept: str
    measure: Measure
    queries: list[tuple[str, str]] = field(default_factory=list)
    near_misses: list[Measure] = field(default_factory=list)


def measure(
    identifier: str, title: str, steps: str = "", circumstances: str = "", report: str = "learning"
) -> Measure:
    """A measure of the material; circumstances are timeframe, unit and results, between ";"."""
    parts = [part.strip() or None for part in circumstances.split(";", 2)]
    timeframe, responsible, results = (*parts, None, None)[:3]
    return Measure(
        id=identifier,
        report_id=report,
        title=title,
        steps=steps or None,
        timeframe=timeframe,
        responsible=responsible,
        results=results,
        source=SourceRef(path="", sha256=""),
    )


def records(paths: Sequence[Path] = ()) -> list[Record]:
    """All records of these files, by default of all; in the order of file names and lines."""
    found = []
    for path in paths or sorted(FOLDER.glob("*.txt")):
        for number, block in enumerate(_blocks(path.read_text(encoding="utf-8"))):
            found.append(_record(f"{path.stem}-{number}", block))
    return found


def _blocks(text: str) -> Iterator[list[tuple[str, str]]]:
    """Lines of each record as sign and text."""
    block: list[tuple[str, str]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        sign, _, rest = line.partition(" ")
        if sign == "#" and block:
            yield block
            block = []
        block.append((sign, rest.strip()))
    if block:
        yield block


def _record(identifier: str, block: Sequence[tuple[str, str]]) -> Record:
    head = dict(reversed(block))
    record = Record(
        concept=head["#"].partition("|")[0].strip(),
        measure=measure(identifier, head["T"], head.get("S", ""), head.get("P", "")),
    )
    for sign, text in block:
        if sign == "-":
            record.near_misses.append(measure(f"{identifier}-{len(record.near_misses)}", text))
        elif sign not in "#TSP":
            record.queries.append((sign, text))
    return record

"""Pairs of reports of the material, with what a careful officer says of their measures."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bench.learn.material import FOLDER, measure
from itasearch.model.records import Measure, Report, ReportKind
from itasearch.model.source import SourceRef

_NO_SOURCE = SourceRef(path="", sha256="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPair:
    """Two reports; links are indices of their measures.

    Attributes:
        same: links between two measures that are each other's only partner.
        covering: links of measures that have several partners.
    """

    left: Report
    right: Report
    same: frozenset[tuple[int, int]]
    maybe: frozenset[tuple[int, int]]
    covering: frozenset[tuple[int, int]]


def report_pairs() -> list[ReportPair]:
    """All of bench/learning/pairs, in the order of file names and lines."""
    paths = sorted((FOLDER / "pairs").glob("*.txt"))
    return [pair for path in paths for pair in _pairs(path.stem, path.read_text(encoding="utf-8"))]


def _pairs(name: str, text: str) -> Iterator[ReportPair]:
    for number, block in enumerate(f"\n{text}".split("\n= ")[1:], start=1):
        texts: dict[str, dict[str, str]] = {"A": {}, "B": {}}
        links: dict[str, list[tuple[str, str]]] = {"same": [], "maybe": [], "other": []}
        for line in filter(None, map(str.strip, block.splitlines()[1:])):
            first, second, rest = (*line.split(" ", 2), "")[:3]
            if first == ":":
                other, kind = rest.split()
                links[kind].append((second, other))
            else:
                texts[first[0]][f"{first} {second}"] = rest
        left, right = (_report(f"{name}-{number}{side}", texts[side]) for side in "AB")
        partners = Counter(row for link in links["same"] for row in link)
        several = {link for link in links["same"] if max(partners[row] for row in link) > 1}
        yield ReportPair(
            left=left,
            right=right,
            same=_indices(set(links["same"]) - several),
            maybe=_indices(set(links["maybe"])),
            covering=_indices(several),
        )


def _indices(links: set[tuple[str, str]]) -> frozenset[tuple[int, int]]:
    return frozenset((int(one[1:]) - 1, int(other[1:]) - 1) for one, other in links)


def _report(identifier: str, texts: dict[str, str]) -> Report:
    return Report(
        id=identifier,
        kind=ReportKind.RESULTS,
        organisation=None,
        fiscal_year_be=None,
        source=_NO_SOURCE,
        media_type="text/plain",
        measures=tuple(_measures(identifier, texts)),
    )


def _measures(report: str, texts: dict[str, str]) -> Iterator[Measure]:
    rows = sorted({key.split()[0] for key in texts}, key=lambda row: int(row[1:]))
    for row in rows:
        parts = (texts.get(f"{row} {sign}", "") for sign in "TSP")
        yield measure(f"{report}-{row}", *parts, report=report)

"""How far different reports agree: what the thresholds of `store.versions` keep apart.

Of all pairs of reports of one kind among the files, those of one town in two years and those
of different towns: the share of measures that agree, at both likenesses, and the share of
years that both name; the pairs that agree most.

    python bench/versions.py corpus/examples/* tests/data/alignment/reports/*
"""

import argparse
from itertools import combinations
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.errors import ReadError
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.records import Report
from itasearch.store.versions import (
    MISREAD_MEASURE_LIKENESS,
    MeasureText,
    agreement,
    shared,
)
from itasearch.text.dates.fiscal_year import be_years
from itasearch.text.thai.normalize import squash

SHOWN = 5
"""Pairs that are printed of each kind."""


def reports_in(paths: list[Path]) -> list[Report]:
    """The reports of all files that hold any."""
    found: list[Report] = []
    for path in paths:
        try:
            found += parse_file(path, limits=ReadLimits()).reports
        except ReadError:
            continue
    return [report for report in found if report.measures]


def texts_of(report: Report) -> list[MeasureText]:
    """As the store compares them."""
    return [MeasureText(squash(one.title), squash(one.steps or "")) for one in report.measures]


def years_of(report: Report) -> list[int]:
    """All years that the measures name."""
    texts = (text for one in report.measures for text in (one.title, one.steps, one.timeframe))
    return [year for text in texts for year in be_years(text or "")]


def owner_of(report: Report) -> str:
    """The organisation's name without spaces."""
    return squash(report.organisation.name) if report.organisation else ""


def main() -> None:
    """Print the pairs that agree most, of one town and of different ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    reports = reports_in(parser.parse_args().files)
    pairs: dict[bool, list[tuple[float, float, float, str]]] = {True: [], False: []}
    for left, right in combinations(reports, 2):
        if left.kind is not right.kind:
            continue
        same = [texts_of(left), texts_of(right)]
        row = (
            agreement(*same),
            agreement(*same, same=MISREAD_MEASURE_LIKENESS),
            shared(years_of(left), years_of(right)),
            f"{left.source.path} {right.source.path}",
        )
        pairs[owner_of(left) == owner_of(right)].append(row)
    for one_town, rows in pairs.items():
        print(f"{'one town' if one_town else 'different towns'}: {len(rows)} pairs")
        for usual, strict, years, names in sorted(rows, reverse=True)[:SHOWN]:
            print(f"  {usual:.2f} agree, {strict:.2f} strictly, years {years:.2f}: {names}")


if __name__ == "__main__":
    main()

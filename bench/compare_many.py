"""How fast many towns are compared in a warm process, on a library of generated reports.

    python bench/compare_many.py [--reports 2000] [--towns 200] [--home DIR]

The library is that of compare_speed.py, each report a town's, and ITA results of three
years for every town. Asked are the matrix of some of the towns, of all of them cut to as
many rows, likened to one of them, and a town's neighbours with who does it better. The
first line of each is measured in a workspace that was just opened: models, index and
store are opened, too; the lines "again" tell what the second and later answers take.
"""

import argparse
import hashlib
import random
import time
from collections.abc import Callable
from pathlib import Path

from compare_speed import PROVINCES, filled, made_report, tell, tell_header

from itasearch import open_workspace
from itasearch.domain.indicators import indicators
from itasearch.model.records import (
    Extraction,
    IndicatorScore,
    ItaResult,
    OrganisationResult,
)
from itasearch.model.source import SourceRef
from itasearch.model.towns import Axis, MatrixOrder
from itasearch.store.sql import open_store
from itasearch.workspace import FilterNames, Workspace

YEARS = (2565, 2566, 2567)
AGAIN = 10


def add_results(home: Path, reports: int) -> None:
    """Store ITA results of all towns, as a file of results tells them; only once."""
    digest = hashlib.sha256(b"results").hexdigest()
    source = SourceRef(path="corpus/results.csv", sha256=digest)
    results = [
        OrganisationResult(
            organisation=organisation, result=made_result(number, year), source=source
        )
        for number in range(reports)
        if (organisation := made_report(number).organisation) is not None
        for year in YEARS
    ]
    with open_store(home / "corpus" / "library.db") as store:
        if not store.has_source(digest):
            store.add(Extraction(ita_results=tuple(results)), source, media_type="text/csv")


def made_result(number: int, year: int) -> ItaResult:
    """The result of the town of this number: always the same."""
    chance = random.Random(f"{number} {year}")
    scores = tuple(
        IndicatorScore(
            number=one.number,
            name=one.name,
            instrument=one.instrument,
            score=round(chance.uniform(60, 100), 2),
        )
        for one in indicators()
    )
    total = round(sum(one.score for one in scores) / len(scores), 2)
    return ItaResult(fiscal_year_be=year, total=total, grade=None, indicators=scores)


def few_provinces(reports: int, towns: int) -> FilterNames:
    """Provinces that hold as many towns, or some more."""
    chosen: list[str] = []
    held = [one.province for n in range(reports) if (one := made_report(n).organisation)]
    for province in PROVINCES:
        if sum(held.count(one) for one in chosen) < towns:
            chosen.append(province)
    return FilterNames(provinces=tuple(chosen))


def asked_of(reports: int, towns: int) -> dict[str, Callable[[Workspace], object]]:
    """The questions by name."""
    inside = few_provinces(reports, towns)
    ours = made_report(1).organisation
    name = ours.name if ours else ""
    liking = MatrixOrder.LIKENESS
    return {
        f"{towns} towns of some provinces": lambda w: w.matrix(filters=inside, most=towns),
        f"{towns} towns by indicators": lambda w: w.matrix(
            axis=Axis.INDICATORS, filters=inside, most=towns
        ),
        f"{towns} towns likened to one": lambda w: w.matrix(
            filters=inside, order=liking, like=name, most=towns
        ),
        f"{towns} rows of {reports} towns": lambda w: w.matrix(most=towns),
        "neighbours and who does it better": lambda w: w.neighbours(name),
        "coverage and form check": lambda w: w.coverage(name),
    }


def milliseconds(ask: Callable[[Workspace], object], workspace: Workspace) -> tuple[float, float]:
    """By the wall's clock, and of the processor."""
    began, worked = time.perf_counter(), time.process_time()
    ask(workspace)
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)


def measure(home: Path, name: str, ask: Callable[[Workspace], object]) -> None:
    """Ask in a workspace just opened, and again."""
    with open_workspace(home) as workspace:
        wall, processor = milliseconds(ask, workspace)
        print(f"{name:38} {'':7} {'':7} {wall:7.0f}   {'':7} {'':7} {processor:7.0f}")
        times = [milliseconds(ask, workspace) for _ in range(AGAIN)]
    tell(f"{name}, again", (sorted(t[0] for t in times), sorted(t[1] for t in times)))


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--towns", type=int, default=200)
    parser.add_argument("--home", type=Path)
    asked = parser.parse_args()
    with filled(asked.home, asked.reports) as home:
        add_results(home, asked.reports)
        tell_header()
        for name, ask in asked_of(asked.reports, asked.towns).items():
            measure(home, name, ask)


if __name__ == "__main__":
    main()

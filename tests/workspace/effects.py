"""A library in which many towns took a measure up, and scored better in that year."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from itasearch import open_workspace
from itasearch.model.records import Extraction, IndicatorScore, ItaResult, Organisation, Report
from itasearch.store.sql import open_store
from tests.store.examples import TITLES, a_report, file_source, town

GIFTS, PURCHASES = TITLES[:2]

TOOK_UP, DID_NOT = 30, 50
"""Towns that have a measure about gifts in the second year only, and in none."""

RISE = 6.0
"""Points by which the former's total rises beyond the others'; indicator 9 is chance alone."""


def result(year: int, total: float, *, ninth: float) -> ItaResult:
    """An ITA result with a score of indicator 9."""
    score = IndicatorScore(number=9, name="การเปิดเผยข้อมูล", instrument="OIT", score=round(ninth, 2))
    return ItaResult(fiscal_year_be=year, total=round(total, 2), grade=None, indicators=(score,))


def scored_report(
    owner: Organisation, year: int, titles: tuple[str, ...], found: ItaResult | None
) -> Report:
    """A plan, with an ITA result in it."""
    return replace(
        a_report(file_source(f"{owner.name} {year}"), owner, year=year, titles=titles),
        ita_result=found,
    )


def put(home: Path, *reports: Report) -> None:
    """Store reports as another process does."""
    with open_store(home / "corpus" / "library.db") as store:
        for one in reports:
            store.intake.add(Extraction(reports=(one,)), one.source, media_type=one.media_type)


def owners(count: int) -> list[Organisation]:
    """Towns with different names."""
    names = np.random.default_rng(0).permutation(1000)[:count]
    return [town(f"เทศบาลตำบลหนองบัว{'กขคงจฉชซญณ'[n // 100]}{n % 100:02}") for n in names]


def many_towns(home: Path, *, took_up: int = TOOK_UP, did_not: int = DID_NOT) -> Path:
    """A home with its index; all towns have a measure about purchases in both years."""
    rng = np.random.default_rng(7)
    reports: list[Report] = []
    for number, owner in enumerate(owners(took_up + did_not)):
        is_taker = number < took_up
        total, ninth = rng.normal(82, 3), rng.normal(75, 5)
        later = total + rng.normal(1, 2) + RISE * is_taker
        titles = (PURCHASES, GIFTS) if is_taker else (PURCHASES,)
        reports += [
            scored_report(owner, 2566, (PURCHASES,), result(2566, total, ninth=ninth)),
            scored_report(owner, 2567, titles, result(2567, later, ninth=ninth + rng.normal(0, 4))),
        ]
    put(home, *reports)
    with open_workspace(home) as workspace:
        workspace.build()
    return home

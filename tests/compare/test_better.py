from ast import literal_eval
from collections.abc import Mapping, Sequence
from typing import cast

from itasearch.compare.towns.better import better, weaknesses
from itasearch.compare.towns.reading import TownHistory
from itasearch.model.classification import Origin
from itasearch.model.records import ReportKind
from itasearch.model.towns import Better, SimilarTown, WeakIndicator
from itasearch.wording.names import why_none_weak
from tests.cases import examples, literal, member
from tests.compare.towns import result, town, town_measure

OURS = WeakIndicator(number=10, score=70.0, fiscal_year_be=2567)


def similar(cell: str) -> list[TownHistory]:
    """Towns of (scores by year, measures by id), most similar first; of a measure its year and
    depth, and what differs from a guess in a results report."""
    towns: list[TownHistory] = []
    for scores, measures in literal_eval(cell):
        rows = [
            town_measure(
                name,
                indicator=10,
                year=year,
                depth=depth,
                origin=Origin.STATED if "STATED" in others else Origin.GUESSED,
                kind=ReportKind.PLAN if "PLAN" in others else ReportKind.RESULTS,
            )
            for name, (year, depth, *others) in measures.items()
        ]
        results = [result(None, year=year, scores={10: scores[year]}) for year in scores]
        whole = town(f"ต{len(towns)}", *rows, results=results)
        likeness = 0.9 - len(towns) / 10
        near = SimilarTown(organisation=whole.organisation, likeness=likeness, reasons=())
        towns.append((near, whole))
    return towns


@examples("better", "examples of who does better", member(Better), similar, literal, literal)
def test_examples_are_of_towns_that_do_better(
    why: Better, towns: list[TownHistory], copies: Mapping[str, str], expected: object
) -> None:
    found = better(OURS, towns, why=why, copies=copies)

    assert {it.why for it in found} <= {why}
    told = [(it.measure_id, it.score, it.score_year_be, it.later, it.guessed) for it in found]
    assert told == expected
    likeness = {row.id: near.likeness for near, whole in towns for row in whole.measures}
    assert all(it.likeness == likeness[it.measure_id] for it in found)


@examples("better", "the weakest of the newest result with any", literal, literal)
def test_the_weakest_of_the_newest_result_with_any_are_looked_at(
    results: Sequence[tuple[int | None, Mapping[int, float]]], expected: object
) -> None:
    found = weaknesses([result(80.0, year=year, scores=scores) for year, scores in results])

    assert [(it.number, it.score, it.fiscal_year_be) for it in found] == expected


@examples("better", "why the weakest indicators are not known", literal, str)
def test_one_true_sentence_says_why_the_weakest_are_not_known(scores: object, why: str) -> None:
    assert why_none_weak("เทศบาลตำบลบ้านเรา", cast("Mapping[int, float]", scores)) == why.strip("=")

"""What most similar towns do and ours does not."""

from ast import literal_eval
from dataclasses import replace
from unittest.mock import create_autospec

import pytest

from itasearch.compare.library import OpenLibrary
from itasearch.compare.towns import gaps as module
from itasearch.compare.towns.gaps import (
    FoundGap,
    coverage_notes,
    gaps,
    mentions,
    still_a_gap,
    still_lacking,
    touched,
    without_gaps,
)
from itasearch.model.records import GROUP_ROW, ReportKind
from itasearch.model.towns import Alike, Axis, SimilarTown, SimilarTownReason, Touched, Town
from tests.cases import examples, listed, literal, yes
from tests.compare.samples import WordMeanings, measure, report
from tests.compare.towns import result, town, town_measure


def towns(cell: str) -> list[Town]:
    """Towns of (measures by id, total, scores), most similar first; of a measure its topics and
    indicators apart by blanks, then the depth and the confidence, if not 0.5 and 1."""
    found: list[Town] = []
    for measures, total, scores in literal_eval(cell):
        rows = []
        for name, (about, *known) in measures.items():
            topics = [it for it in about.split() if not it.isdigit()]
            number = next((int(it) for it in about.split() if it.isdigit()), None)
            depth, confidence = known if len(known) == 2 else (*known, 1.0) if known else (0.5, 1.0)
            row = town_measure(name, *topics, indicator=number, depth=depth, confidence=confidence)
            rows.append(row)
        found.append(town(f"ต{len(found)}", *rows, results=(result(total, scores=scores),)))
    return found


@examples("gaps", "what most of them do and the first does not", towns, literal)
def test_gaps_are_what_most_of_them_do_and_ours_does_not(
    those: list[Town], expected: object
) -> None:
    found = gaps(those[0], those[1:])

    told = [(it.axis.value, it.key, it.towns, it.of, it.candidates, it.guessed) for it in found]
    assert told == expected


@examples("gaps", "why there may be fewer gaps", int, int, int, listed)
def test_notes_say_why_there_may_be_fewer_gaps(
    measures: int, similar: int, gaps: int, expected: list[str]
) -> None:
    ours = town("เรา", *(town_measure(str(n)) for n in range(measures)))
    near = SimilarTown(organisation=ours.organisation, likeness=0.5, reasons=())
    gap = FoundGap(axis=Axis.TOPICS, key="hr", towns=2, of=3, candidates=())

    notes = coverage_notes(ours, [near] * similar, [gap] * gaps)

    assert [note.value for note in notes] == expected


def test_what_is_lacking_is_no_topic_that_reports_share() -> None:
    shared = SimilarTownReason(kind=Alike.PLAN, value="e_service no_gift", share=0.6)
    only = SimilarTownReason(kind=Alike.PLAN, value="no_gift", share=0.2)
    towns = [
        SimilarTown(organisation=town("เรา").organisation, likeness=0.5, reasons=(reason,))
        for reason in (shared, only)
    ]
    gap = FoundGap(axis=Axis.TOPICS, key="no_gift", towns=2, of=3, candidates=())
    no_topic = replace(gap, axis=Axis.INDICATORS, key="e_service")

    first, second = without_gaps(towns, [gap, no_topic])

    assert [reason.value for reason in first.reasons] == ["e_service"]
    assert second.reasons == ()


def test_a_plan_and_its_results_count_once() -> None:
    ours = town(
        "เรา",
        town_measure("p1", "hr", kind=ReportKind.PLAN, indicator=3),
        town_measure("r1", "hr", kind=ReportKind.RESULTS, indicator=3),
    )

    assert touched(ours) == (
        Touched(axis=Axis.TOPICS, key="hr", measures=1),
        Touched(axis=Axis.INDICATORS, key="3", measures=1),
    )


def test_what_ours_does_under_another_name_is_no_gap() -> None:
    candidates = ("ก1", "ข1", "ค1")
    found = FoundGap(axis=Axis.TOPICS, key="no_gift", towns=3, of=3, candidates=candidates)

    assert still_a_gap(found, {"ก1", "ข1"}) is None
    assert still_a_gap(replace(found, of=4), {"ก1"}) is None, "half of them"
    assert still_a_gap(found, {"ก1"}) == replace(found, candidates=("ข1", "ค1"))


@examples("gaps", "a topic needs a whole word", str, str, str, str, yes)
def test_a_topic_needs_a_whole_word(
    topic: str, title: str, steps: str, results: str, is_named: bool
) -> None:
    axis = Axis.INDICATORS if topic.isdigit() else Axis.TOPICS
    gap = FoundGap(axis=axis, key=topic, towns=2, of=3, candidates=())
    number = 2 if not steps else 8
    texts = {"steps": steps, "results": results, "responsible": "กองคลัง (งานพัสดุ)"}
    ours = report("เรา", measure(title, indicator=number, **texts))

    assert list(mentions(gap, [ours])) == ([f"1. {title}"] if is_named else [])


@examples("gaps", "near is what a candidate does unless its indicator is a guess", yes, float, yes)
def test_near_is_what_a_candidate_does_unless_its_indicator_is_a_guess(
    is_guess: bool, share: float, is_near: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = measure("จัดเวทีประชาคมรับฟังความเห็น", steps="เดินสายทุกหมู่บ้าน")
    theirs = report("b", measure("แบบรับฟังความคิดเห็นออนไลน์", steps="ตั้งกล่อง"), "ซ่อมถนนลูกรัง")
    library = create_autospec(OpenLibrary)
    titles = [ours.title, theirs.measures[0].title]
    library.meanings.return_value = WordMeanings(titles, share=share)
    monkeypatch.setattr(module, "existing_reports", lambda *_: {"b": theirs})
    monkeypatch.setattr(module, "compared", lambda _, own, other, work: work(own, other))
    gap = FoundGap(axis=Axis.INDICATORS, key="2", towns=3, of=3, candidates=("b-l1", "c", "d"))
    gap = replace(gap, guesses=("b-l1",) * is_guess)

    (found,) = still_lacking(library, [report("a", ours, "ขุดลอกคลอง")], [gap])

    assert found.near == (f"1. {ours.title}",) * is_near
    below = replace(ours, raw_cells=((GROUP_ROW, "ด้านการใช้อำนาจ และการใช้งบประมาณ"),))
    assert not still_lacking(library, [report("a", below, "ขุดลอกคลอง")], [gap])

"""Whatever is the source's own is covered by a change, a question or a stated excuse: by position.

All measures of ten organisations of four kinds and five years, each for the other nine; the
three real reports beside the project and the hand-made cells for all ten.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from itasearch.borrow.adapt.one_pass import adapt_text, party_from_json
from itasearch.borrow.adapt.parties import names_of
from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.drafts import Adaptation, Party
from itasearch.model.records import TEXT_FIELDS
from tests.borrow.occurrences import Occurrence, excused, occurrences
from tests.real_reports import REAL, needs_shared, real_report

EXAMPLES = Path(__file__).parents[2] / "corpus" / "examples"
CELLS = Path(__file__).parents[1] / "data" / "adaptation"
SOURCES = (
    *("tha-kwian-ngoen", "than-chan-hom", "bang-lamphu-daeng", "bueng-kaeo-morakot"),
    *("wiang-phloi-ngam", "si-thara-samut", "don-saba-wan", "khok-dao-rueang"),
    *("ko-sai-sai-rung", "wiang-sila-thong"),
)


@cache
def borrowed(file: Path) -> tuple[Party, tuple[str, ...]]:
    """Whose a report is, and all texts of its measures."""
    (report,) = parse_file(file, limits=ReadLimits()).reports
    texts = (measure.text(name) for measure in report.measures for name in TEXT_FIELDS)
    party = Party(organisation=report.organisation, fiscal_year_be=report.fiscal_year_be)
    return party, tuple(filter(None, texts))


@cache
def targets() -> tuple[Party, ...]:
    return tuple(borrowed(sorted(EXAMPLES.glob(f"{name}_*"))[0])[0] for name in SOURCES)


def uncovered(texts: Sequence[str], source: Party, found: list[Occurrence]) -> Iterator[str]:
    """What no change, question or excuse covers; all occurrences go to `found`."""
    for target in targets():
        for text in texts:
            there = list(occurrences(text, source, target))
            made = adapt_text(text, source, target) if there else Adaptation(adapted=text)
            found += there
            for one in there:
                if not is_covered(text, one, made) and excused(text, one) is None:
                    lead, old = text[max(0, one.start - 20) : one.start], text[one.start : one.end]
                    yield f"{one.kind} for {target}: {lead}⟦{old}⟧"


def is_covered(text: str, one: Occurrence, made: Adaptation) -> bool:
    spans = [(change.start, change.end) for change in made.changes]
    spans += [(question.start, question.end) for question in made.open]
    letters = [at for at in range(one.start, one.end) if not text[at].isspace()]
    return all(any(start <= at < end for start, end in spans) for at in letters)


@pytest.mark.parametrize("name", SOURCES)
def test_all_of_the_source_is_covered_for_nine_others(name: str) -> None:
    found: list[Occurrence] = []
    for file in sorted(EXAMPLES.glob(f"{name}_*")):
        source, texts = borrowed(file)

        assert not list(uncovered(texts, source, found))
    assert found


@needs_shared
@pytest.mark.parametrize("name", REAL)
def test_all_of_a_real_report_is_covered(name: str) -> None:
    source, texts = borrowed(real_report(name))
    found: list[Occurrence] = []

    assert not list(uncovered(texts, source, found))
    assert len(found) > len(texts)


@pytest.mark.parametrize("half", ["tuning", "figure"])
def test_all_of_the_hand_made_cells_is_covered(half: str) -> None:
    found: list[Occurrence] = []
    for line in (CELLS / f"{half}.jsonl").read_text(encoding="utf-8").splitlines():
        cell = json.loads(line)
        source = in_full(party_from_json(cell["source"]))
        if source is not None:
            assert not list(uncovered([cell["text"]], source, found)), cell["id"]
    assert len({one.kind for one in found}) == 6


def in_full(party: Party) -> Party | None:
    """The party under its full name; None for a special area, whose name is no town's."""
    names = names_of(party.organisation)
    if party.organisation is None or names.kind is None or names.kind.whole:
        return None
    return replace(
        party, organisation=replace(party.organisation, name=names.full, type=names.type)
    )


@pytest.mark.parametrize("name", SOURCES)
def test_nothing_else_changes_and_no_change_is_made_twice(name: str) -> None:
    source, texts = borrowed(sorted(EXAMPLES.glob(f"{name}_*"))[-1])
    for target in targets():
        for text in texts:
            made = adapt_text(text, source, target)

            rebuilt, at = "", 0
            for change in made.changes:
                rebuilt += text[at : change.start] + change.new
                at = change.end
            assert made.adapted == rebuilt + text[at:]
            assert adapt_text(made.adapted, target, target).changes == ()

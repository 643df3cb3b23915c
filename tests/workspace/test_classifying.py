"""Topics and indicators of a library's measures, and how they are put right."""

import pytest

from itasearch.model.classification import Origin, TopicMark
from itasearch.model.corrections import SetTopics
from itasearch.workspace import FilterNames, Workspace

GIVEN = TopicMark(topic="hr", confidence=1.0, origin=Origin.CORRECTED)


@pytest.fixture
def first(filled: Workspace) -> str:
    """Id of the measure about gifts."""
    return filled.search("งดรับของขวัญ").hits[0].measure.id


def topics_of(workspace: Workspace, measure_id: str) -> list[str]:
    return [mark.topic for mark in workspace.index.classifications([measure_id])[measure_id].topics]


def test_a_correction_holds_at_once_and_through_a_rebuild_until_undone(
    filled: Workspace, first: str
) -> None:
    report_id = first.partition("-")[0]
    filled.review.correct(report_id, [SetTopics(measure_id=first, topics=("hr",))])
    assert filled.index.classifications([first])[first].topics == (GIVEN,)

    filled.build(rebuild=True)
    filled.review.reread([report_id])
    assert filled.index.classifications([first])[first].topics == (GIVEN,)
    (hit,) = filled.search("ของขวัญ", filters=FilterNames(topics=("บริหารงานบุคคล",))).hits
    assert hit.measure.id == first

    filled.review.undo(report_id)
    assert topics_of(filled, first) == ["no_gift"]


def test_what_was_said_is_known_before_it_is_indexed(filled: Workspace, first: str) -> None:
    said = [SetTopics(measure_id=first, topics=("hr",))]

    filled._parts.store.corrections.correct(first.partition("-")[0], said)

    assert filled.index.is_stale()
    assert filled.index.classifications([first])[first].topics == (GIVEN,)

"""What measures are about, on the command line: the verb topics, and how guesses are told.

Imports typer and the model; domain, which takes a fifth of a second, with the first topic.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from itasearch.cli.context import filter_names, opened
from itasearch.cli.options import Home, Indicators, Json, Organisations, Provinces, Types, Years
from itasearch.cli.output import write_objects, write_table
from itasearch.cli.progress import shown_progress
from itasearch.model.as_json import JsonObject
from itasearch.model.classification import Classification, IndicatorMark, Origin, TopicMark

if TYPE_CHECKING:
    from itasearch.domain.topics import Topic


def topics(
    context: typer.Context,
    organisation: Organisations = None,
    type_: Types = None,
    province: Provinces = None,
    year: Years = None,
    indicator_: Indicators = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """List the topics of measures, and how many measures of the library are about each.

    Example: itasearch topics --province พะเยา --year 2566
    """
    from itasearch.domain.topics import topics as all_topics

    filters = filter_names(organisation, type_, province, year, indicators=indicator_)
    with opened(context, home) as workspace:
        with shown_progress(bars=not as_json) as progress:
            workspace.refresh(progress=progress)
        counts = workspace.facet_counts(filters).topics
    if as_json:
        write_objects(_topic_as_json(one, counts.get(one.id, 0)) for one in all_topics())
        return
    rows = [(one.id, one.thai, one.english, str(counts.get(one.id, 0))) for one in all_topics()]
    write_table(("Topic", "Thai", "English", "Measures"), rows, headed=True)


def _topic_as_json(one: "Topic", measures: int) -> JsonObject:
    return {
        "id": one.id,
        "thai": one.thai,
        "english": one.english,
        "definition": one.definition,
        "thai_definition": one.thai_definition,
        "measures": measures,
    }


def topics_label(marks: Sequence[TopicMark]) -> str:
    """Topics, a line each, with how each is known; a dash for none."""
    from itasearch.domain.topics import topics as all_topics

    names = {one.id: f"{one.thai} · {one.english}" for one in all_topics()}
    lines = [f"{names.get(one.topic, one.topic)} {_how_known(one)}" for one in marks]
    return "\n".join(lines) or "–"


def indicator_label(mark: IndicatorMark | None) -> str:
    """An indicator's number and name with how it is known; a dash for none."""
    from itasearch.domain.indicators import indicator

    if mark is None:
        return "–"
    return f"{mark.number} {indicator(mark.number).name} {_how_known(mark)}"


def _how_known(mark: TopicMark | IndicatorMark) -> str:
    if mark.origin is Origin.GUESSED:
        return f"(guess, {100 * mark.confidence:.0f} %)"
    return f"({mark.origin.value})"


def classification_as_json(found: Classification) -> JsonObject:
    """What a measure is about, with how each is known."""
    mark = found.indicator
    return {
        "topics": [
            {"topic": one.topic, "confidence": one.confidence, "origin": one.origin.value}
            for one in found.topics
        ],
        "indicator": None
        if mark is None
        else {
            "number": mark.number,
            "confidence": mark.confidence,
            "origin": mark.origin.value,
        },
    }

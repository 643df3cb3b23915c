"""Verb over the scores of all towns: effects."""

from collections.abc import Mapping
from typing import Annotated

import typer

from itasearch.cli.labels import messages, tables
from itasearch.cli.language import say
from itasearch.cli.options import Home, Json, opened
from itasearch.cli.output import (
    cell_label,
    write_message,
    write_objects,
    write_table,
    year_label,
)
from itasearch.cli.progress import refreshed
from itasearch.model.effects import (
    CALIPER,
    FALSE_DISCOVERY_RATE,
    FEWEST_ADOPTERS,
    INTERVAL,
    MOST_MATCHES,
    TOTAL_BAND,
    Effect,
    Effects,
)
from itasearch.model.records import StoredMeasure
from itasearch.wording.label import Label

_HEADERS = (
    tables.TOPIC_OR_TEXT,
    tables.SCORE,
    tables.TOOK_IT_UP,
    tables.CHANGE,
    tables.DID_NOT,
    tables.CHANGE,
    tables.DIFFERENCE,
    Label(f"ช่วง {INTERVAL:.0%}", f"{INTERVAL:.0%} interval"),
    tables.BEYOND_CHANCE,
)


def effects(
    indicator: Annotated[
        int | None,
        typer.Option(
            "--indicator", min=0, max=10, metavar="N", help="Only its score; 0 for the total."
        ),
    ] = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Contrast scores of towns that took a topic or text up with matched towns that did not.

    Shows no cause. With --json, topics and texts that too few towns took up are listed, too.

    Example: itasearch effects --indicator 10
    """
    with opened(home) as workspace:
        refreshed(workspace, bars=not as_json)
        found = workspace.effects(indicator=indicator)
        shown = [one for one in found.effects if one.enough]
        ids = list(dict.fromkeys(one.measure_id for one in shown if one.measure_id))
        texts = {} if as_json else {one.measure.id: one for one in workspace.placed(ids)}
    if as_json:
        write_objects(found.effects)
    elif shown:
        write_table(_HEADERS, [_row(one, texts) for one in shown], headed=True)
    _write_notes(found)


def _row(one: Effect, texts: Mapping[str, StoredMeasure]) -> tuple[str, ...]:
    contrast = one.contrast
    assert contrast is not None  # only effects with enough towns are shown
    return (
        _name(one, texts),
        cell_label(tables.TOTAL_SCORE) if one.indicator is None else str(one.indicator),
        str(one.adopters),
        f"{contrast.adopters_change:+.2f}",
        str(one.others),
        f"{contrast.others_change:+.2f}",
        f"{contrast.difference:+.2f}",
        cell_label(tables.FROM_TO, low=contrast.low, high=contrast.high),
        cell_label(tables.YES if contrast.beyond_chance else tables.NO),
    )


def _name(one: Effect, texts: Mapping[str, StoredMeasure]) -> str:
    from itasearch.domain.topics import topic

    if one.topic is not None:
        known = topic(one.topic)
        return f"{one.topic} {known.thai}" if known else one.topic
    text = texts.get(one.measure_id or "")
    return f"{text.measure.title} {one.measure_id}" if text else str(one.measure_id)


def _write_notes(found: Effects) -> None:
    if not found.towns:
        write_message(say(messages.NO_TWO_YEARS))
        return
    years = ", ".join(map(year_label, found.fiscal_years))
    too_few = sum(1 for one in found.effects if not one.enough)
    write_message(say(messages.TOWNS_COMPARED, count=found.towns))
    write_message(say(messages.LATER_YEARS, years=years))
    write_message(say(messages.TOO_FEW, fewest=FEWEST_ADOPTERS, count=too_few))
    if found.looked_at:
        chance, rate = 1 - INTERVAL, FALSE_DISCOVERY_RATE
        write_message(say(messages.LOOKED_AT, count=found.looked_at, chance=chance, rate=rate))
        near = {"most": MOST_MATCHES, "points": CALIPER, "band": TOTAL_BAND}
        write_message(say(messages.MATCHED, **near))
        write_message(say(messages.NO_CAUSE))

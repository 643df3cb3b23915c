"""Verbs on towns: town, matrix, similar-towns, coverage, and effects over the scores of all."""

from collections.abc import Mapping
from typing import Annotated

import typer

from itasearch.cli import labels
from itasearch.cli.language import phrase, say
from itasearch.cli.options import (
    Home,
    Json,
    TableOutput,
    TotalBand,
    TownFilters,
    opened,
    typed_year,
)
from itasearch.cli.output import (
    cell_label,
    write_answer,
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
from itasearch.model.towns import MOST_ROWS, MOST_SIMILAR_TOWNS, Axis, MatrixOrder
from itasearch.wording.label import Label


def matrix(
    filters: TownFilters,
    totals: TotalBand,
    axis: Annotated[Axis, typer.Option("--axis", help="What the columns are.")] = Axis.TOPICS,
    order: Annotated[
        MatrixOrder, typer.Option("--order", help="How the rows are sorted.")
    ] = MatrixOrder.COVERAGE,
    like: Annotated[
        str | None,
        typer.Option(
            "--like",
            metavar="ORG",
            help="Show how like this organisation each is; its own row comes first.",
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-k", min=1, help="Rows to show.")] = MOST_ROWS,
    output: TableOutput = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Show organisations by topics or indicators: how many measures each has there.

    Each in its newest year with measures, or in the newest of the years named.

    Example: itasearch matrix --province พะเยา --axis indicators
    """
    names, band = filters.names, totals.band
    if order is MatrixOrder.LIKENESS and like is None:
        raise typer.BadParameter(say(labels.LIKE_WHICH), param_hint="--like")
    with opened(home) as workspace:
        refreshed(workspace, bars=not as_json)
        found = workspace.towns.matrix(
            axis=axis, filters=names, band=band, order=order, like=like, most=limit
        )
        write_answer(workspace, found, output=output, as_json=as_json, filters=names, band=band)


def similar_towns(
    organisation: Annotated[str, typer.Argument(metavar="ORG", help="Its name or id.")],
    limit: Annotated[
        int, typer.Option("--limit", "-k", min=1, help="Similar towns to show.")
    ] = MOST_SIMILAR_TOWNS,
    output: TableOutput = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """List organisations like ORG, why, and which of them do its weakest indicators better.

    Example: itasearch similar-towns ทต.แม่กา
    """
    with opened(home) as workspace:
        refreshed(workspace, bars=not as_json)
        found = workspace.towns.similar(organisation, most=limit)
        write_answer(workspace, found, output=output, as_json=as_json)


def coverage(
    organisation: Annotated[str, typer.Argument(metavar="ORG", help="Its name or id.")],
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            metavar="YEAR",
            help="Fiscal year, BE or CE, of its reports; the newest without it.",
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-k", min=1, help="Similar organisations to look at.")
    ] = MOST_SIMILAR_TOWNS,
    output: TableOutput = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Show what most organisations like ORG do and it does not, and what its measures lack.

    Example: itasearch coverage ทต.แม่กา
    """
    year_be = typed_year(year)
    with opened(home) as workspace:
        refreshed(workspace, bars=not as_json)
        found = workspace.towns.coverage(organisation, year=year_be, most=limit)
        write_answer(workspace, found, output=output, as_json=as_json)


def town(
    organisation: Annotated[str, typer.Argument(metavar="ORG", help="Its name or id.")],
    limit: Annotated[
        int, typer.Option("--limit", "-k", min=1, help="Similar organisations to show.")
    ] = MOST_SIMILAR_TOWNS,
    output: TableOutput = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Show one organisation: reports, ITA results, topics by year, similar ones, gaps, copies.

    Example: itasearch town ทต.แม่กา
    """
    with opened(home) as workspace:
        refreshed(workspace, bars=not as_json)
        found = workspace.towns.overview(organisation, most=limit)
        write_answer(workspace, found, output=output, as_json=as_json)


_HEADERS = (
    Label("Topic or text"),
    Label("Score"),
    Label("Took it up"),
    labels.CHANGE,
    Label("Similar, did not"),
    labels.CHANGE,
    Label("Difference"),
    Label("{share:.0%} interval").filled(share=INTERVAL),
    Label("Beyond chance"),
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
        found = workspace.towns.effects(indicator=indicator)
        shown = [one for one in found.effects if one.enough]
        ids = list(dict.fromkeys(one.measure_id for one in shown if one.measure_id))
        texts = {} if as_json else {one.measure.id: one for one in workspace.library.measures(ids)}
    if as_json:
        write_objects(found.effects)
    elif shown:
        write_table(_HEADERS, [_effect_row(one, texts) for one in shown], headed=True)
    _write_notes(found)


def _effect_row(one: Effect, texts: Mapping[str, StoredMeasure]) -> tuple[str, ...]:
    contrast = one.contrast
    assert contrast is not None  # only effects with enough towns are shown
    return (
        _effect_name(one, texts),
        cell_label(Label("total", "cli")) if one.indicator is None else str(one.indicator),
        str(one.adopters),
        f"{contrast.adopters_change:+.2f}",
        str(one.others),
        f"{contrast.others_change:+.2f}",
        f"{contrast.difference:+.2f}",
        cell_label(Label("{low:+.2f} to {high:+.2f}"), low=contrast.low, high=contrast.high),
        cell_label(labels.YES if contrast.beyond_chance else labels.NO),
    )


def _effect_name(one: Effect, texts: Mapping[str, StoredMeasure]) -> str:
    from itasearch.domain.topics import topic

    if one.topic is not None:
        known = topic(one.topic)
        return f"{one.topic} {known.thai}" if known else one.topic
    text = texts.get(one.measure_id or "")
    return f"{text.measure.title} {one.measure_id}" if text else str(one.measure_id)


def _write_notes(found: Effects) -> None:
    if not found.towns:
        write_message(say(labels.NO_TWO_YEARS))
        return
    years = ", ".join(map(year_label, found.fiscal_years))
    too_few = sum(1 for one in found.effects if not one.enough)
    write_message(say(labels.TOWNS_COMPARED, count=found.towns))
    write_message(phrase("later years: {years}", years=years))
    write_message(say(labels.TOO_FEW, fewest=FEWEST_ADOPTERS, count=too_few))
    if found.looked_at:
        chance, rate = 1 - INTERVAL, FALSE_DISCOVERY_RATE
        write_message(say(labels.LOOKED_AT, count=found.looked_at, chance=chance, rate=rate))
        near = {"most": MOST_MATCHES, "points": CALIPER, "band": TOTAL_BAND}
        write_message(say(labels.MATCHED, **near))
        write_message(say(labels.NO_CAUSE))

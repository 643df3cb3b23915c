"""Buttons that download what a view shows, as tables or as pictures of its charts."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import streamlit as st

from itasearch.model.documents import FileFormat
from itasearch.model.tables import Charted, ChartFormat, Exported, TableFormat
from itasearch.model.towns import EVERY_TOTAL, ScoreBand
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.downloads import download_button
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.state import language, say, workspace
from itasearch.workspace import NO_FILTER_NAMES, FilterNames

_FORMATS: dict[FileFormat, str] = {
    TableFormat.XLSX: "Excel",
    TableFormat.CSV: "CSV",
    ChartFormat.PNG: "PNG",
    ChartFormat.SVG: "SVG",
}
_LONGEST = 60
"""Code points of a file's name that come from a query or a town's name."""


def take_along(
    found: Exported,
    *,
    view: str,
    file_name: Label,
    of: str = "",
    filters: FilterNames = NO_FILTER_NAMES,
    band: ScoreBand = EVERY_TOTAL,
) -> None:
    """Draw a button for each format of tables, and of charts where the answer has any.

    Args:
        found: what is shown.
        view: for keys.
        file_name: what the file is, the first part of its name.
        of: of what or whom, the second part.
        filters: those of a matrix.
        band: of a matrix.
    """
    makers: dict[FileFormat, Callable[[], bytes]] = {
        kind: partial(
            workspace().render_tables,
            found,
            kind,
            filters=filters,
            band=band,
            language=language(),
        )
        for kind in TableFormat
    }
    if isinstance(found, Charted):
        makers |= dict(_charts(found))
    _buttons(makers.items(), view=view, file_name=file_name, of=of)


def take_town_along(town: str, *, name: str) -> None:
    """Draw the same for the page of a town, by its id and name, which is read at the click."""

    theirs, spoken = workspace(), language()  # at the click nobody's session is known

    def tables(kind: TableFormat) -> bytes:
        return theirs.render_tables(theirs.town(town), kind, language=spoken)

    def charts(kind: ChartFormat) -> bytes:
        return theirs.render_charts(theirs.town_record(town), kind, language=spoken)

    makers: dict[FileFormat, Callable[[], bytes]] = {
        **{kind: partial(tables, kind) for kind in TableFormat},
        **{kind: partial(charts, kind) for kind in ChartFormat},
    }
    _buttons(makers.items(), view="town", file_name=kit_labels.FILE_TOWN, of=name)


def take_charts_along(found: Charted, *, view: str, file_name: Label, of: str = "") -> None:
    """Draw a button for each format of charts; see `take_along`."""
    _buttons(_charts(found), view=view, file_name=file_name, of=of)


def _charts(found: Charted) -> Iterator[tuple[FileFormat, Callable[[], bytes]]]:
    render = partial(workspace().render_charts, found, language=language())
    yield from ((kind, partial(render, kind)) for kind in ChartFormat)


def _buttons(
    makers: Iterable[tuple[FileFormat, Callable[[], bytes]]],
    *,
    view: str,
    file_name: Label,
    of: str,
) -> None:
    stem = "_".join(filter(None, (say(file_name), of[:_LONGEST])))
    with st.container(horizontal=True, gap="small", key=f"{view}_take"):
        for kind, make in makers:
            download_button(
                say(kit_labels.TAKE_ALONG, format=_FORMATS[kind]),
                make,
                file_name=f"{stem}.{kind.value}",
                key=f"{view}.take.{kind}",
                kind="tertiary",
            )

"""Buttons that download what a view shows, as tables."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from itasearch.model.tables import Exported, TableFormat
from itasearch.model.towns import EVERY_TOTAL, ScoreBand
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.downloads import download_button
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.state import language, say, workspace
from itasearch.workspace import NO_FILTER_NAMES, FilterNames

_FORMATS = {TableFormat.XLSX: "Excel", TableFormat.CSV: "CSV"}
_LONGEST = 60  # code points of a file's name that come from a query or a town's name


def take_along(
    found: Exported,
    *,
    view: str,
    file_name: Label,
    of: str = "",
    filters: FilterNames = NO_FILTER_NAMES,
    band: ScoreBand = EVERY_TOTAL,
) -> None:
    """Draw a button for each format of tables."""
    render = partial(
        workspace().render_tables, found, filters=filters, band=band, language=language()
    )
    _buttons(render, view=view, file_name=file_name, of=of)


def take_town_along(town: str, *, name: str) -> None:
    """Draw the same for the page of a town, by its id and name, which is read at the click."""
    theirs, spoken = workspace(), language()  # at the click nobody's session is known

    def render(kind: TableFormat) -> bytes:
        return theirs.render_tables(theirs.town(town), kind, language=spoken)

    _buttons(render, view="town", file_name=kit_labels.FILE_TOWN, of=name)


def _buttons(
    render: Callable[[TableFormat], bytes], *, view: str, file_name: Label, of: str
) -> None:
    stem = "_".join(filter(None, (say(file_name), of[:_LONGEST])))
    with st.container(horizontal=True, gap="small", key=f"{view}_take"):
        for kind in TableFormat:
            download_button(
                say(kit_labels.TAKE_ALONG, format=_FORMATS[kind]),
                partial(render, kind),
                file_name=f"{stem}.{kind.value}",
                key=f"{view}.take.{kind}",
                kind="tertiary",
            )

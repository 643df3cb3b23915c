"""Building blocks of Markdown, as Streamlit's own elements take it: every text is escaped."""

from collections.abc import Iterable, Sequence
from math import ceil

import streamlit as st

from itasearch.model.documents import DocumentGrid, cell_text
from itasearch.model.records import Organisation
from itasearch.ui.kit.cards import organisation_name, town_address
from itasearch.ui.kit.html import plain_markdown
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.state import number_in_url, say
from itasearch.wording.labels import WordingMark, mark_of
from itasearch.wording.names import MARK_MEANINGS, MARKS

_COLOURS = {"": "gray", "strong": "blue", "notice": "orange", "doubt": "red", "sound": "green"}
PAGE_PARAMETER = "from"
"""Query parameter: place in a list of the first entry of its page, from 0."""


def link_markdown(text: str, href: str) -> str:
    """A link; page.js follows those to views without loading the page anew."""
    return f"[{plain_markdown(text)}]({href})"


def badge_markdown(text: str, kind: str = "") -> str:
    """A badge; kind is "", "strong", "notice", "doubt" or "sound"."""
    return f":{_COLOURS[kind]}-badge[{plain_markdown(text)}]"


def town_markdown(organisation: Organisation | None, *, reworded: bool) -> str:
    """An organisation's name as a link to its page, with its mark where it has one."""
    name, target = organisation_name(organisation), town_address(organisation)
    mark = mark_of(organisation, reworded=reworded)
    badge = f" {badge_markdown(say(MARKS[mark]), 'notice')}" if mark else ""
    return (link_markdown(name, target) if target else plain_markdown(name)) + badge


def marks_help(marks: Iterable[WordingMark | None]) -> str | None:
    """What marks mean, for the tip of a heading; None without any."""
    there = {*marks}
    lines = [
        f"{say(MARKS[mark])}: {say(MARK_MEANINGS[mark])}" for mark in WordingMark if mark in there
    ]
    return "  \n".join(map(plain_markdown, lines)) or None


def show_table(rows: Sequence[Sequence[str]], names: Sequence[Label | str] = ()) -> None:
    """Draw rows of Markdown; a table without names has no head."""
    heads = [name if isinstance(name, str) else say(name) for name in names]
    columns = heads or [*map(str, range(len(rows[0])))]
    st.table(
        [dict(zip(columns, row, strict=True)) for row in rows],
        border="horizontal",
        hide_index=True,
        hide_header=not names,
    )


def show_grid(grid: DocumentGrid, *, columns: int, together: int = 1) -> None:
    """Draw the first columns of a table as files have it, so many below each other in a cell."""
    columns = min(columns, len(grid.headers))
    places = [range(first, min(first + together, columns)) for first in range(0, columns, together)]
    cells = {
        " · ".join(plain_markdown(grid.headers[place]) for place in within): [
            "  \n".join(
                plain_markdown(line)
                for place in within
                if (text := cell_text(row[place]))
                for line in text.split("\n")
            )
            for row in grid.rows
        ]
        for within in places
    }
    st.table(cells, border="horizontal", hide_index=True)


def first_of_page(total: int, *, size: int) -> int:
    """Place of the first entry of the page that the URL names, from 0; beyond the end the last."""
    first = min(number_in_url(PAGE_PARAMETER, digits=9) or 0, max(total - 1, 0))
    return first // size * size


def show_pages(total: int, *, first: int, size: int, key: str) -> None:
    """Draw the pages of a list, none for a single one; the URL names the one that is turned to."""
    if total <= size:
        return

    def turn() -> None:
        st.query_params[PAGE_PARAMETER] = str((st.session_state[key] - 1) * size)

    st.session_state[key] = first // size + 1
    st.pagination(ceil(total / size), key=key, on_change=turn)

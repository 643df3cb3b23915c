"""The rows of a draft as cards: where each comes from and what is left to do in it.

The URL names the page of rows (`page`) and the row that is open for editing (`edit`).
"""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from itasearch.model.classification import Classification
from itasearch.model.drafts import AdaptedDraft, AdaptedRow
from itasearch.ui.draft import labels as draft_labels
from itasearch.ui.draft import row
from itasearch.ui.draft.current import attempt, on_press
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import (
    classified_html,
    indicator_name,
    marked_name,
    organisation_badges,
    source_html,
)
from itasearch.ui.kit.html import badge_html, card_html, quiet_html, text_html, title_html
from itasearch.ui.kit.state import drop_from_url, number_in_url, say, workspace
from itasearch.ui.towns.form_advice import part_name
from itasearch.wording.label import shortened

PAGE_ROWS = 15  # cards on one page: Streamlit renders each button again at every click

_TITLE_LENGTH, _MOST_TOWNS = 220, 4
"""Most code points of a title; most towns named with a copied text."""
_PAGE = "page"


def show(adapted: AdaptedDraft, draft_id: str) -> None:
    """Draw the rows of one page."""
    items = adapted.items
    st.subheader(say(draft_labels.ROWS, count=len(items)), anchor=False)
    if any(item.copied for item in items):
        st.html(quiet_html(say(draft_labels.COPIED_HELP)))
    page = _page(items)
    _pages(page, len(items), place="above")
    first = page * PAGE_ROWS
    shown = list(enumerate(items))[first : first + PAGE_ROWS]
    for number, group in groupby(shown, key=lambda one: _number(one[1])):
        if adapted.grouped:
            count = sum(_number(one) == number for one in items)
            st.html(f'<h3 class="ita-group">{text_html(_group_name(number, count))}</h3>')
        for place, _item in group:
            _show_row(adapted, place, draft_id)
    _pages(page, len(items), place="below")


def _show_row(adapted: AdaptedDraft, place: int, draft_id: str) -> None:
    item = adapted.items[place]
    is_open = st.query_params.get("edit") == item.measure.id
    with st.container(key=f"line_{item.measure.id}", gap="small"):
        st.html(_row_html(item, place + 1))
        _row_actions(adapted, place, draft_id, is_open=is_open)
        if is_open:
            places = [at for at in range(len(adapted.items)) if _together(adapted, place, at)]
            row.show(adapted.items, place, draft_id, places=places)


def _together(adapted: AdaptedDraft, place: int, other: int) -> bool:
    """Whether there is such a row that this one can take the place of: rows stay in their group."""
    items = adapted.items
    if not 0 <= other < len(items):
        return False
    return not adapted.grouped or _number(items[place]) == _number(items[other])


def _number(item: AdaptedRow) -> int | None:
    return item.indicator.number if item.indicator else None


def _group_name(number: int | None, count: int) -> str:
    if number is None:
        return f"{say(draft_labels.NO_INDICATOR)} ({count})"
    return say(draft_labels.GROUP, name=indicator_name(number), count=count)


def _page(items: Sequence[AdaptedRow]) -> int:
    """The page that the URL names, from 0; else that of the open row."""
    number = number_in_url(_PAGE, digits=4)
    if number is not None:
        return min(max(number - 1, 0), max(0, (len(items) - 1) // PAGE_ROWS))
    opened = st.query_params.get("edit")
    places = (at for at, item in enumerate(items) if item.measure.id == opened)
    return next(places, 0) // PAGE_ROWS


def _pages(page: int, count: int, *, place: str) -> None:
    if count <= PAGE_ROWS:
        return
    with st.container(horizontal=True, gap="small", key=f"template_pages_{place}"):
        for number in range((count - 1) // PAGE_ROWS + 1):
            first = number * PAGE_ROWS + 1
            last = min(first + PAGE_ROWS - 1, count)
            st.button(
                say(draft_labels.PAGE, first=first, last=last)
                if number == page
                else f"{first}–{last}",
                key=f"template.page.{place}.{number}",
                type="primary" if number == page else "secondary",
                on_click=_turn_to,
                args=(number,),
            )


def _turn_to(page: int) -> None:
    st.query_params[_PAGE] = str(page + 1)


def _row_html(item: AdaptedRow, number: int) -> str:
    title = shortened(item.text("title"), _TITLE_LENGTH) or say(draft_labels.NO_TITLE)
    origins = [
        f"{text_html(say(draft_labels.BORROWED_FROM))} "
        + "".join(
            organisation_badges(
                one.source.organisation,
                one.source.fiscal_year_be,
                reworded=one.measure.source.reworded,
            )
        )
        for one in item.sources()
    ]
    return card_html(
        title_html(f"{number}. {text_html(title)}", ["<br>".join(origins)]),
        classified_html(Classification(indicator=item.indicator), after="".join(_badges(item))),
        *(source_html(one.measure.source, see=one.measure.id) for one in item.sources()),
        _found_html(item),
    )


def _found_html(item: AdaptedRow) -> str:
    found = dict.fromkeys(one.found_by for one in item.sources() if one.found_by)
    return "".join(quiet_html(say(draft_labels.FOUND_BY, text=text)) for text in found)


def _badges(item: AdaptedRow) -> list[str]:
    """What was done to a row, and what is left to do in it."""
    badges: list[str] = []
    left = item.remaining
    changes = sum(len(field.adapted.changes) for field in item.fields)
    own = [say(kit_labels.FIELD_LABELS[field.name]) for field in item.fields if field.edited]
    if left and left.blanks:
        badges.append(badge_html(say(draft_labels.BLANKS_SHORT, count=left.blanks), kind="doubt"))
    if left and left.questions:
        badges.append(
            badge_html(say(draft_labels.QUESTIONS_SHORT, count=left.questions), kind="doubt")
        )
    if changes:
        badges.append(badge_html(say(draft_labels.CHANGED_SHORT, count=changes)))
    if own:
        badges.append(
            badge_html(say(draft_labels.EDITED_SHORT, fields=", ".join(own)), kind="same")
        )
    if item.merged:
        badges.append(
            badge_html(say(draft_labels.MERGED_FROM, count=1 + len(item.merged)), kind="only")
        )
    return [*badges, *_warnings(item)]


def _warnings(item: AdaptedRow) -> list[str]:
    """Whether a row is still the source's text, and which parts of the form it lacks."""
    badges: list[str] = []
    note = item.copied
    if note is not None:
        whose = marked_name(note.organisation, reworded=note.reworded)
        label = say(draft_labels.COPIED, whose=whose, percent=round(100 * note.similarity))
        towns = ", ".join(note.towns[:_MOST_TOWNS]) + ("…" if len(note.towns) > _MOST_TOWNS else "")
        tip = say(draft_labels.COPIED_BY, count=len(note.towns), towns=towns) if note.towns else ""
        badges.append(badge_html(label, kind="doubt", tip=tip))
        if len(note.towns) > 1:
            badges.append(badge_html(tip, kind="changed"))
    if item.check is not None and item.check.missing:
        parts = ", ".join(map(part_name, item.check.missing))
        badges.append(badge_html(say(draft_labels.NOT_THERE, parts=parts), kind="changed"))
    return badges


def _row_actions(adapted: AdaptedDraft, place: int, draft_id: str, *, is_open: bool) -> None:
    items = adapted.items
    measure_id = items[place].measure.id
    with st.container(horizontal=True, gap="small", key=f"acts_{measure_id}"):
        for step, label, icon in (
            (-1, draft_labels.UP, "arrow_upward"),
            (1, draft_labels.DOWN, "arrow_downward"),
        ):
            there = _together(adapted, place, place + step)
            beside = items[place + step].measure.id if there else None
            st.button(
                say(label),
                key=f"template.move.{step}.{measure_id}",
                icon=f":material/{icon}:",
                disabled=beside is None,
                on_click=_move,
                args=(draft_id, measure_id, beside),
            )
        st.button(
            say(kit_labels.DONE if is_open else draft_labels.EDIT),
            key=f"template.edit.{measure_id}",
            icon=":material/check:" if is_open else ":material/edit:",
            on_click=_open,
            args=(None if is_open else measure_id, place),
        )
        st.button(
            say(draft_labels.TAKE_OUT),
            key=f"template.remove.{measure_id}",
            icon=":material/close:",
            on_click=on_press,
            args=(lambda: workspace().remove_from_draft(measure_id, draft_id=draft_id),),
        )


def _move(draft_id: str, measure_id: str, beside: str | None) -> None:
    if beside is not None:
        attempt(lambda: workspace().move_in_draft(measure_id, to=beside, draft_id=draft_id))


def _open(measure_id: str | None, place: int) -> None:
    st.query_params[_PAGE] = str(place // PAGE_ROWS + 1)
    if measure_id is not None:
        st.query_params["edit"] = measure_id
    else:
        drop_from_url("edit")

"""What a query was read as: chips of its names and years, and the words that were added to it."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

import streamlit as st

from itasearch.domain.english_names import english_town_name
from itasearch.domain.glossary import term_key
from itasearch.model.ranking import AddedName, Addition, NameKind, Ranking, UnderstoodName
from itasearch.model.records import OrganisationType
from itasearch.ui.kit import html, markdown
from itasearch.ui.kit.state import address, drop_from_url
from itasearch.ui.search import labels as search_labels
from itasearch.ui.search.query import (
    SearchQuery,
    chips_html,
    removable_html,
    restorable_html,
    toggled,
)
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import english_name, lacking_text
from itasearch.wording.language import language, phrase, say
from itasearch.wording.names import TYPES, indicator_name
from itasearch.wording.reasons import by_meaning, documents_text
from itasearch.workspace import FILTER_FIELDS

_LONGEST_NAME = 60  # most code points of a name on a chip
_MOST_WORDS, _LONGEST_WORD = 2, 24  # added words that are named at first, and code points of each


def offered_words(
    bare: Sequence[AddedName], now: Sequence[AddedName], *, without: Collection[str]
) -> tuple[AddedName, ...]:
    """Words in use and those that were switched off, in a steady order.

    `bare`: what the question adds with nothing switched off; `now`: to this answer. What a
    switched-off respelling added is gone.
    """
    used = {word.name for word in now}
    words = {word.name: word for word in (*bare, *now)}
    return tuple(
        word
        for word in words.values()
        if word.name in used or (word.name in without and word.asked not in without)
    )


def understood_html(query: SearchQuery, ranking: Ranking, *, off: Sequence[UnderstoodName]) -> str:
    """Names that narrow an answer, are words again (`off`), are to choose from or lack a report."""
    lines = []
    if applied := _applied(ranking):
        chips = []
        for name in applied:
            href = query.href(without=toggled(query.without, name.asked))
            action = phrase("Take “{asked}” as words", asked=name.asked)
            text = shortened(_name(name), _LONGEST_NAME)
            chips.append(removable_html(text, href, action=action))
        lines.append(chips_html(phrase("Understood as only"), *chips))
    if links := [*_town_links(ranking)]:
        lines.append(chips_html(phrase("See also"), *links))
    if off:
        chips = []
        for name in off:
            text = phrase("Only “{asked}”", asked=shortened(name.asked, _LONGEST_NAME))
            href = query.href(without=toggled(query.without, name.asked))
            chips.append(restorable_html(text, href))
        lines.append(chips_html(phrase("Searched as words"), *chips))
    for read in ranking.understood:
        if not read.applied:
            typed, meant = (shortened(text, _LONGEST_NAME) for text in (read.asked, _name(read)))
            text = say(search_labels.NOT_APPLIED, asked=typed, name=meant)
            lines.append(f'<div role="status">{html.quiet(text)}</div>')
        elif read.choices:
            label = phrase("Which “{asked}”?", asked=shortened(read.asked, _LONGEST_NAME))
            text = " ".join(query.text.split())
            links = []
            for choice in read.choices:
                href = query.href(text=text.replace(read.asked, choice, 1))
                links.append(html.link(shortened(choice, _LONGEST_NAME), href, kind="small stay"))
            lines.append(chips_html(label, *links))
    if text := documents_text(ranking):
        lines.append(html.status(text))
    for lacking in ranking.not_held:
        text = lacking_text(lacking, search_labels.NOT_HELD)
        lines.append(f'<div role="status">{html.quiet(text)}</div>')
    return "".join(lines)


def read_filters(ranking: Ranking) -> dict[str, str]:
    """What the query's words choose of each filter, by its query parameter."""
    names: dict[str, list[str]] = {}
    for understood_name in _applied(ranking):
        for parameter, field in FILTER_FIELDS.items():
            field = "organisation_ids" if parameter == "organisation" else field
            if getattr(understood_name.filters, field, ()):
                names.setdefault(parameter, []).append(_name(understood_name))
    return {parameter: ", ".join(read) for parameter, read in names.items()}


def respelt_html(query: SearchQuery, offered: Sequence[AddedName]) -> str:
    """What was respelled, each with the way to search it otherwise; "" for nothing."""
    lines = []
    for added in offered:
        if added.kind is not Addition.RESPELLING:
            continue
        label, other = Label("“{name}” is searched, too"), Label("Search only “{asked}”")
        if added.name in query.without:
            label = Label("Only “{asked}” is searched, as typed")
            other = Label("Search “{name}”, too")
        names = {
            "name": shortened(added.name, _LONGEST_NAME),
            "asked": shortened(added.asked, _LONGEST_NAME),
        }
        without = toggled(query.without, added.name)
        way = html.link(say(other, **names), query.href(without=without), kind="small stay")
        lines.append(f'<p class="ita-meta">{html.plain(say(label, **names))} · {way}</p>')
    return "".join(lines)


def show_added(query: SearchQuery, offered: Sequence[AddedName]) -> None:
    """Draw the first added words, which open all of them: each is left out by a press, or used."""
    words = [added_name for added_name in offered if added_name.kind is not Addition.RESPELLING]
    if not words:
        return

    def use(key: str, added: Sequence[str]) -> None:
        chosen = st.session_state[key]
        without = [name for name in query.without if name not in added]
        st.query_params["without"] = [*without, *(name for name in added if name not in chosen)]
        drop_from_url("k")

    used = dict.fromkeys(word.name for word in words if word.name not in query.without)
    typed = {term_key(word.asked) for word in words}  # as a meaning they say nothing
    meanings = (("" if term_key(it) in typed else it, own) for it, own in by_meaning(used).items())
    named = [
        (meaning or name, len(own) if meaning else 1)
        for meaning, own in meanings
        for name in (own[:1] if meaning else own)
    ][:_MOST_WORDS]
    label = phrase("only the words as typed")
    if used:
        names = ", ".join(dict.fromkeys(shortened(name, _LONGEST_WORD) for name, _ in named))
        label = phrase("also searched: {names}", names=names)
    if rest := len(used) - sum(count for _, count in named):
        label = f"{label} {phrase('and {count:more words}', count=rest)}"
    with st.popover(markdown.plain(label), key="search_words", type="tertiary"):
        st.caption(phrase("Press a word to leave it out, again to use it"))
        groups = [
            (typed, meaning, added)
            for typed, group in groupby(words, key=lambda word: word.asked)
            for meaning, added in by_meaning(added_name.name for added_name in group).items()
        ]
        for typed, meaning, added in groups:
            key = f"search.words.{typed}.{meaning}".removesuffix(".")
            st.session_state[key] = [name for name in added if name in used]
            heading = f"{shortened(typed, _LONGEST_NAME)} – {meaning}".removesuffix(" – ")
            st.pills(
                f"{markdown.plain(heading)}:",
                added,
                selection_mode="multi",
                format_func=lambda name: markdown.plain(shortened(name, _LONGEST_NAME)),
                key=key,
                on_change=use,
                args=(key, added),
            )


def as_words(query: SearchQuery, ranking: Ranking) -> tuple[str, str] | None:
    """The way to the same question without its names as filters: (words, address)."""
    if not (applied := _applied(ranking)):
        return None
    without = (*query.without, *(understood_name.asked for understood_name in applied))
    return phrase("Search names and years as words"), query.href(without=without)


def as_filters(query: SearchQuery, off: Sequence[UnderstoodName]) -> tuple[str, str] | None:
    """The way back to the same question with its names as filters: (words, address)."""
    if not off:
        return None
    typed = {understood_name.asked for understood_name in off}
    without = tuple(typed_name for typed_name in query.without if typed_name not in typed)
    return phrase("Filter by names and years again"), query.href(without=without)


def _applied(ranking: Ranking) -> list[UnderstoodName]:
    return [understood_name for understood_name in ranking.understood if understood_name.applied]


def _town_links(ranking: Ranking) -> Iterator[str]:
    towns = {
        name.filters.organisation_ids[0]: name
        for name in _applied(ranking)
        if name.kind is NameKind.ORGANISATION and len(name.filters.organisation_ids) == 1
    }
    if len(towns) == 2:
        target = address("compare", dict(zip(("left", "right"), towns, strict=True)))
        yield html.link(phrase("Compare these two"), target, kind="small")
    for identifier, understood_name in list(towns.items())[:4]:
        text = phrase("Page of {name}", name=shortened(_name(understood_name), _LONGEST_NAME))
        yield html.link(text, address("town", {"id": identifier}), kind="small")


def _name(understood: UnderstoodName) -> str:
    if understood.kind is NameKind.TYPE:
        kinds = map(OrganisationType, understood.filters.types)
        return " / ".join(say(TYPES[kind]) for kind in kinds)
    if language() == "th":
        return understood.name
    if understood.kind is NameKind.INDICATOR:
        return " / ".join(map(indicator_name, understood.filters.indicators))
    if understood.kind is NameKind.ORGANISATION and (english := english_town_name(understood.name)):
        return english
    name = english_name(understood)
    return name[:1].upper() + name[1:]

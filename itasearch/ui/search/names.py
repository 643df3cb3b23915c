"""What names and years of a query were read as: chips that a click makes words again."""

from collections.abc import Iterator, Sequence

from itasearch.domain.english_names import english_town_name
from itasearch.model.ranking import NameKind, Ranking, UnderstoodName
from itasearch.model.records import OrganisationType
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import indicator_name
from itasearch.ui.kit.html import link_html, quiet_html
from itasearch.ui.kit.state import COMPARE, TOWN, UrlValues, address, language, say
from itasearch.ui.search import labels as search_labels
from itasearch.ui.search.query import (
    changed,
    chips_html,
    removable_html,
    restorable_html,
    turn,
    values_of,
)
from itasearch.wording.label import shortened
from itasearch.wording.labels import english_name, english_names_in, lacking_label

_LONGEST_NAME = 60  # most code points of a name on a chip
_COMPARED = 2  # towns that a comparison has
_MOST_TOWNS = 4  # towns whose pages are linked


def understood_html(query: UrlValues, ranking: Ranking, *, off: Sequence[UnderstoodName]) -> str:
    """The names that narrow an answer, those to choose from, and those of no report.

    Args:
        off: names that were made words again.
    """
    lines = []
    if applied := _applied(ranking):
        chips = [_chip_html(query, one) for one in applied]
        lines.append(chips_html(say(search_labels.UNDERSTOOD), *chips))
    if links := [*_town_links(ranking)]:
        lines.append(chips_html(say(search_labels.OF_TOWNS), *links))
    if off:
        chips = [_back_html(query, one) for one in off]
        lines.append(chips_html(say(search_labels.SEARCHED_AS_WORDS), *chips))
    for one in ranking.understood:
        if not one.applied:
            typed, name = (shortened(text, _LONGEST_NAME) for text in (one.asked, _name(one)))
            text = say(search_labels.NOT_APPLIED, asked=typed, name=name)
            lines.append(f'<div role="status">{quiet_html(text)}</div>')
        elif one.choices:
            label = say(search_labels.WHICH_ONE, asked=shortened(one.asked, _LONGEST_NAME))
            lines.append(chips_html(label, *_choices_html(query, one)))
    for name in ranking.not_held:
        shown = name if language() == "th" else english_names_in(name)
        sentence = lacking_label(name, search_labels.NOT_HELD)
        text = say(sentence, name=shortened(shown, _LONGEST_NAME))
        lines.append(f'<div role="status">{quiet_html(text)}</div>')
    return "".join(lines)


def as_words(query: UrlValues, ranking: Ranking) -> tuple[str, str] | None:
    """The way to the same question without its names as filters: (words, address)."""
    if not (applied := _applied(ranking)):
        return None
    without = (*values_of(query, "without"), *(one.asked for one in applied))
    return say(search_labels.TRY_WITHOUT_NAMES), changed(query, without=without)


def as_filters(query: UrlValues, off: Sequence[UnderstoodName]) -> tuple[str, str] | None:
    """The way back to the same question with its names as filters: (words, address)."""
    if not off:
        return None
    typed = {one.asked for one in off}
    without = tuple(one for one in values_of(query, "without") if one not in typed)
    return say(search_labels.TRY_WITH_NAMES), changed(query, without=without)


def switched_off(query: UrlValues, bare: Ranking) -> list[UnderstoodName]:
    """Names of the question (`bare` is its answer without switches) that are words now."""
    without = values_of(query, "without")
    return [one for one in bare.understood if one.asked in without]


def _applied(ranking: Ranking) -> list[UnderstoodName]:
    return [one for one in ranking.understood if one.applied]


def _back_html(query: UrlValues, one: UnderstoodName) -> str:
    """The way to take words as a filter again."""
    text = say(search_labels.USE_AS_FILTER, asked=shortened(one.asked, _LONGEST_NAME))
    return restorable_html(text, turn(query, "without", one.asked))


def _chip_html(query: UrlValues, one: UnderstoodName) -> str:
    action = say(search_labels.AS_WORDS, asked=one.asked)
    shown = shortened(_name(one), _LONGEST_NAME)
    return removable_html(shown, turn(query, "without", one.asked), action=action)


def _town_links(ranking: Ranking) -> Iterator[str]:
    """The way to the page of each town that the query names, and to compare two of them."""
    towns = {
        one.filters.organisation_ids[0]: one
        for one in _applied(ranking)
        if one.kind is NameKind.ORGANISATION and len(one.filters.organisation_ids) == 1
    }
    if len(towns) == _COMPARED:
        target = address(COMPARE, dict(zip(("left", "right"), towns, strict=True)))
        yield link_html(say(search_labels.COMPARE_TOWNS), target, kind="small")
    for identifier, one in list(towns.items())[:_MOST_TOWNS]:
        text = say(search_labels.PAGE_OF_TOWN, name=shortened(_name(one), _LONGEST_NAME))
        yield link_html(text, address(TOWN, {"id": identifier}), kind="small")


def _choices_html(query: UrlValues, one: UnderstoodName) -> Iterator[str]:
    """Links to the same question with one reading typed in place of the ambiguous name."""
    text = " ".join(str(query["q"]).split())
    for choice in one.choices:
        target = changed(query, q=text.replace(one.asked, choice, 1))
        yield link_html(shortened(choice, _LONGEST_NAME), target, kind="small stay")


def _name(one: UnderstoodName) -> str:
    """What was read, in the screen's language where there is a name in it."""
    if one.kind is NameKind.TYPE:
        kinds = map(OrganisationType, one.filters.types)
        return " / ".join(say(kit_labels.TYPE_LABELS[kind]) for kind in kinds)
    if language() == "th":
        return one.name
    if one.kind is NameKind.INDICATOR:
        return " / ".join(map(indicator_name, one.filters.indicators))
    if one.kind is NameKind.ORGANISATION and (english := english_town_name(one.name)):
        return english
    name = english_name(one)
    return name[:1].upper() + name[1:]

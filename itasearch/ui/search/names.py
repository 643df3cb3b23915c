"""What names and years of a query were read as: chips that a click makes words again."""

from collections.abc import Iterator, Sequence

from itasearch.domain.places import regions
from itasearch.model.ranking import NameKind, Ranking, UnderstoodName
from itasearch.model.records import OrganisationType
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import indicator_name, province_name
from itasearch.ui.kit.html import link_html, quiet_html, shortened
from itasearch.ui.kit.state import UrlValues, language, say
from itasearch.ui.search import labels as search_labels
from itasearch.ui.search.query import changed, chips_html, removable_html, turn, values_of

_LONGEST_NAME = 60
"""Most code points of a name on a chip."""


def understood_html(query: UrlValues, ranking: Ranking, *, off: Sequence[UnderstoodName]) -> str:
    """The names that narrow an answer, those to choose from, and those of no report.

    Args:
        query: of the view.
        ranking: the answer.
        off: names that were made words again.
    """
    lines = []
    if ranking.understood:
        chips = [_chip_html(query, one) for one in ranking.understood]
        lines.append(chips_html(say(search_labels.UNDERSTOOD), *chips))
    for one in ranking.understood:
        if one.choices:
            label = say(search_labels.WHICH_ONE, asked=shortened(one.asked, _LONGEST_NAME))
            lines.append(chips_html(label, *_choices_html(query, one)))
    for one in off:
        text = say(search_labels.USE_AS_FILTER, asked=shortened(one.asked, _LONGEST_NAME))
        href = turn(query, "without", one.asked).href
        lines.append(f'<p class="ita-respelt">{link_html(text, href, kind="small stay")}</p>')
    for name in ranking.not_held:
        text = say(search_labels.NOT_HELD, name=shortened(name, _LONGEST_NAME))
        lines.append(f'<div role="status">{quiet_html(text)}</div>')
    return "".join(lines)


def as_words(query: UrlValues, ranking: Ranking) -> tuple[str, str] | None:
    """The way to the same question without its names as filters: (words, address)."""
    if not ranking.understood:
        return None
    without = (*values_of(query, "without"), *(one.asked for one in ranking.understood))
    return say(search_labels.TRY_WITHOUT_NAMES), changed(query, without=without)


def switched_off(query: UrlValues, bare: Ranking) -> list[UnderstoodName]:
    """Names of the question (`bare` is its answer without switches) that are words now."""
    without = values_of(query, "without")
    return [one for one in bare.understood if one.asked in without]


def _chip_html(query: UrlValues, one: UnderstoodName) -> str:
    action = say(search_labels.AS_WORDS, asked=one.asked)
    shown = shortened(_name(one), _LONGEST_NAME)
    return removable_html(shown, turn(query, "without", one.asked), action=action)


def _choices_html(query: UrlValues, one: UnderstoodName) -> Iterator[str]:
    """Links to the same question with one reading typed in place of the ambiguous name."""
    text = " ".join(str(query["q"]).split())
    for choice in one.choices:
        address = changed(query, q=text.replace(one.asked, choice, 1))
        yield link_html(shortened(choice, _LONGEST_NAME), address, kind="small stay")


def _name(one: UnderstoodName) -> str:
    """What was read, in the screen's language where there is a name in it."""
    if one.kind is NameKind.TYPE:
        kinds = map(OrganisationType, one.filters.types)
        return " / ".join(say(kit_labels.TYPE_LABELS[kind]) for kind in kinds)
    if language() == "th":
        return one.name
    if one.kind is NameKind.PROVINCE:
        return " / ".join(map(province_name, one.filters.provinces))
    if one.kind is NameKind.REGION:
        return next((known.english for known in regions() if known.thai == one.name), one.name)
    if one.kind is NameKind.INDICATOR:
        return " / ".join(map(indicator_name, one.filters.indicators))
    return one.name.removeprefix("ปี ") if one.kind is NameKind.YEAR else one.name

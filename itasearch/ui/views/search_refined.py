"""Above the answer: what was added to a question and what refined it; each can be undone."""

from collections.abc import Sequence

from itasearch.errors import ItaSearchError
from itasearch.model.ranking import AddedName, Addition
from itasearch.store.base import StoredMeasure
from itasearch.ui import strings_search as f
from itasearch.ui.asked import changed, judged, toggled, turn, values_of
from itasearch.ui.cards import measure_title
from itasearch.ui.chips import chips_html, removable_html, switch_html
from itasearch.ui.markup import details_html, link_html, shortened, text_html
from itasearch.ui.state import UrlValues, say, workspace

_TITLE, _WORD, _MOST = 70, 60, 12
"""Most code points of a title and of a word on a chip; most chips of words that stand open."""


def judged_html(asked: UrlValues) -> str:
    """The measures that the answer shall be like, or not like."""
    lines = [
        chips_html(say(label), *(_measure_chip(asked, name, one) for one in values_of(asked, name)))
        for name, label in (("like", f.LIKE_CHIPS), ("unlike", f.UNLIKE_CHIPS))
        if values_of(asked, name)
    ]
    if asked["q"] and values_of(asked, "like"):
        lines.append(link_html(say(f.ONLY_LIKE), changed(asked, q="", without=()), kind="small"))
    return "".join(lines)


def title_of(measure_id: str) -> str:
    """Title of a measure, or that it is gone."""
    try:
        found = workspace().show(measure_id)
    except ItaSearchError:
        return say(f.GONE)
    return measure_title(found.measure) if isinstance(found, StoredMeasure) else say(f.GONE)


def _measure_chip(asked: UrlValues, name: str, measure_id: str) -> str:
    title = shortened(title_of(measure_id), _TITLE)
    taken_off = judged(asked, measure_id, name=name)
    return removable_html(title, taken_off, said=say(f.TAKE_OFF, name=title))


def added_html(asked: UrlValues, offered: Sequence[AddedName]) -> str:
    """The words that are searched beside the question's own, by what they stand for."""
    respelt = [one for one in offered if one.kind is Addition.RESPELLING]
    others = [one for one in offered if one.kind is not Addition.RESPELLING]
    lines = [_respelt_html(asked, one) for one in respelt]
    lines += _words_html(asked, others)
    return "".join(lines)


def _respelt_html(asked: UrlValues, one: AddedName) -> str:
    off = one.name in values_of(asked, "without")
    said, other = (f.RESPELT_ONLY, f.RESPELT_ON) if off else (f.RESPELT, f.RESPELT_OFF)
    values = {"name": shortened(one.name, _WORD), "asked": shortened(one.asked, _WORD)}
    way = link_html(say(other, **values), toggled(asked, "without", one.name), kind="small stay")
    return f'<p class="ita-respelt">{text_html(say(said, **values))} · {way}</p>'


def _words_html(asked: UrlValues, added: Sequence[AddedName]) -> list[str]:
    if not added:
        return []
    shown, hidden = added[:_MOST], added[_MOST:]
    body = _groups_html(asked, shown)
    if hidden:
        off = values_of(asked, "without")
        more = say(f.ADDED_MORE, count=len(hidden))
        is_open = any(one.name in off for one in hidden)
        body += details_html(more, _groups_html(asked, hidden), kind="more", is_open=is_open)
    name = say(f.ADDED_WORDS)
    return [chips_html(name, f'<div class="groups">{body}</div>')]


def _groups_html(asked: UrlValues, added: Sequence[AddedName]) -> str:
    """Each group of words behind the query's words that it stands for."""
    off, groups = values_of(asked, "without"), dict[str, list[str]]()
    for one in added:
        chip = switch_html(
            shortened(one.name, _WORD),
            turn(asked, "without", one.name),
            on=one.name not in off,
            tip=say(f.ADDED_HELP),
        )
        groups.setdefault(one.asked, []).append(chip)
    return "".join(
        f'<span class="group"><span class="asked">{text_html(shortened(asked_words, _WORD))} →'
        f"</span>{''.join(chips)}</span>"
        for asked_words, chips in groups.items()
    )

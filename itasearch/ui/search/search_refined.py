"""Above the answer: what was added to a question and what refined it; each can be undone."""

from collections.abc import Sequence

from itasearch.errors import ItaSearchError
from itasearch.model.ranking import AddedName, Addition
from itasearch.store.base import StoredMeasure
from itasearch.ui.icons import Icon, icon_html
from itasearch.ui.kit.cards import measure_title
from itasearch.ui.kit.html import details_html, link_html, shortened, text_html
from itasearch.ui.kit.state import UrlValues, say, workspace
from itasearch.ui.search import labels as f
from itasearch.ui.search.asked import changed, judged, toggled, turn, values_of
from itasearch.ui.search.chips import chips_html, removable_html, switch_html

_TITLE, _WORD = 70, 60
"""Most code points of a title and of a word on a chip."""

_MOST, _LEAST, _GROUPS = 4, 3, 4
"""Most chips of words that stand open, fewest of each group, most groups that stand open."""


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
    groups = dict[str, list[AddedName]]()
    for one in added:
        groups.setdefault(one.asked, []).append(one)
    first = max(_LEAST, _MOST // len(groups))
    parts = [_group_html(asked, name, words, first=first) for name, words in groups.items()]
    body = "".join(parts[:_GROUPS])
    if rest := list(groups.values())[_GROUPS:]:
        hidden = [one for words in rest for one in words]
        body += _more_html(asked, hidden, "".join(parts[_GROUPS:]))
    name = say(f.ADDED_WORDS)
    return [chips_html(name, f'<div class="groups">{body}</div>')]


def _group_html(asked: UrlValues, name: str, words: Sequence[AddedName], *, first: int) -> str:
    """Words behind those of the query that they stand for; the rest of many opens."""
    if len(words) == first + 1:  # "1 more" takes the place of the word itself
        first += 1
    chips = [_word_html(asked, one) for one in words]
    body = "".join(chips[:first])
    if hidden := words[first:]:
        body += _more_html(asked, hidden, "".join(chips[first:]))
    for_what = (
        f'<span class="asked">{text_html(shortened(name, _WORD))}</span>{icon_html(Icon.RIGHT)}'
    )
    return f'<span class="group">{for_what}{body}</span>'


def _more_html(asked: UrlValues, hidden: Sequence[AddedName], body: str) -> str:
    """Hidden words (markup) behind their number; open when one of them is switched off."""
    off = values_of(asked, "without")
    is_open = any(one.name in off for one in hidden)
    more = say(f.ADDED_MORE, count=len(hidden))
    return details_html(more, f'<div class="groups">{body}</div>', kind="more", is_open=is_open)


def _word_html(asked: UrlValues, one: AddedName) -> str:
    return switch_html(
        shortened(one.name, _WORD),
        turn(asked, "without", one.name),
        on=one.name not in values_of(asked, "without"),
        tip=say(f.ADDED_HELP),
    )


def unliked_html(asked: UrlValues, measure_id: str) -> str:
    """In place of a hit that was marked as unlike: that it is gone, and the way back."""
    title = shortened(title_of(measure_id), _TITLE)
    undo = judged(asked, measure_id, name="unlike").href
    link = link_html(say(f.UNLIKED_UNDO), undo, kind="small stay")
    said = text_html(say(f.UNLIKED, title=title))
    return f'<p class="ita-unliked" role="status">{said} · {link}</p>'

"""What is said when nothing answers: that it is so, and what can be tried, each as one click."""

import re
from collections.abc import Sequence

import streamlit as st

from itasearch.model.ranking import AddedName, Ranking
from itasearch.ui.kit.html import link_html, plain_markdown, quiet_html, shortened, text_html
from itasearch.ui.kit.state import SEARCH, UrlValues, address, say
from itasearch.ui.search import labels as f
from itasearch.ui.search import search_refined
from itasearch.ui.search.asked import FILTERS, changed, cleared, values_of

_LEFT_OUT = re.compile(r"(?<!\S)-(?:[\"“„«][^\"”»]*[\"”»]|\S+)")
_SIGNS = re.compile(r"[\"“”„«»]|(?<!\S)[^\s:]{1,40}:(?=\S)")
_QUERY = 200


def show(asked: UrlValues, ranking: Ranking, *, offered: Sequence[AddedName]) -> None:
    """Draw that nothing answers, and the ways on; the nearest hits follow."""
    text = str(asked["q"])
    said = say(f.NO_ANSWER, query=shortened(text, _QUERY)) if text else say(f.NO_ANSWER_CHOSEN)
    st.warning(plain_markdown(said), icon=":material/search_off:")
    words = search_refined.added_html(asked, offered)
    st.html(words + _ways_html(asked, offered))
    if ranking.nearest:
        st.subheader(say(f.NEAREST), anchor=False)


def _ways_html(asked: UrlValues, offered: Sequence[AddedName]) -> str:
    ways = "".join(
        f"<li>{link_html(text, href, kind='small')}</li>" for text, href in _ways(asked, offered)
    )
    other = f"<li>{text_html(say(f.TRY_OTHER_WORDS))}</li>" if asked["q"] else ""
    return quiet_html(say(f.TRY)) + f'<ul class="ita-ways">{ways}{other}</ul>'


def _ways(asked: UrlValues, offered: Sequence[AddedName]) -> list[tuple[str, str]]:
    """What can be tried with this question: (words, address)."""
    ways = []
    if count := sum(len(values_of(asked, name)) for name in FILTERS):
        ways.append((say(f.TRY_NO_FILTERS, count=count), cleared(asked, *FILTERS)))
    if asked["q"] and (asked["like"] or asked["unlike"]):
        ways.append((say(f.TRY_UNREFINED), cleared(asked, "like", "unlike")))
    names = tuple(dict.fromkeys(one.name for one in offered))
    if off := set(names) & set(values_of(asked, "without")):
        ways.append((say(f.TRY_ADDED), cleared(asked, "without")))
    if len(off) < len(names):
        ways.append((say(f.TRY_AS_TYPED), changed(asked, without=names)))
    if asked["mode"]:
        ways.append((say(f.TRY_ALL_WAYS), cleared(asked, "mode")))
    plain = " ".join(_SIGNS.sub(" ", _LEFT_OUT.sub(" ", str(asked["q"]))).split())
    if plain and plain != asked["q"]:
        text = say(f.TRY_PLAIN, text=shortened(plain, _QUERY))
        ways.append((text, changed(asked, q=plain)))
    ways.append((say(f.TRY_TOPICS), address(SEARCH)))
    return ways

"""What a measure is about, as HTML: topics and indicator, guesses told apart from what is known.

A guess stands behind the words "guessed from the text" and has a dashed frame; how sure it
is, is its tip. Imports the model, domain (names of the topics) and its neighbours.
"""

from dataclasses import replace

from itasearch.domain.topics import topic
from itasearch.model.classification import Classification, IndicatorMark, Origin, TopicMark
from itasearch.model.ranking import Hit
from itasearch.ui.icons import Icon
from itasearch.ui.kit import strings as s
from itasearch.ui.kit.cards import indicator_name
from itasearch.ui.kit.html import badge_html
from itasearch.ui.kit.state import language, say
from itasearch.ui.search import labels as f


def topic_name(identifier: str) -> str:
    """A topic in the screen's language; the id of one that no list knows any more."""
    known = topic(identifier)
    if known is None:
        return identifier
    return known.english if language() == "en" else known.thai


def indicator_of(hit: Hit) -> IndicatorMark | None:
    """The indicator of a hit: as classified, else as its report states it."""
    if hit.classification.indicator is not None:
        return hit.classification.indicator
    if hit.measure.indicator is None:
        return None
    origin = Origin.CORRECTED if hit.measure.indicator_corrected else Origin.STATED
    return IndicatorMark(number=hit.measure.indicator, confidence=1.0, origin=origin)


def about_html(hit: Hit, *, correct: str) -> str:
    """Topics and indicator of a hit in a line, then `correct` (markup)."""
    found = replace(hit.classification, indicator=indicator_of(hit))
    return classified_html(found, after=correct)


def classified_html(found: Classification, *, after: str = "") -> str:
    """What is known of topics and indicator, what is guessed, then `after` (markup).

    "" where there is none of these.
    """
    indicator = [] if found.indicator is None else [found.indicator]
    marks = [_topic_html(mark) for mark in found.topics if _is_known(mark)]
    marks += [_indicator_html(mark) for mark in indicator if _is_known(mark)]
    guessed = [_topic_html(mark) for mark in found.topics if not _is_known(mark)]
    guessed += [_indicator_html(mark) for mark in indicator if not _is_known(mark)]
    if guessed:
        marks += [f'<span class="guess">{say(f.GUESSED)}</span>', *guessed]
    body = "".join([*marks, after])
    return f'<p class="ita-meta ita-about">{body}</p>' if body else ""


def _is_known(mark: TopicMark | IndicatorMark) -> bool:
    return mark.origin is not Origin.GUESSED


def _topic_html(mark: TopicMark) -> str:
    name = topic_name(mark.topic)
    return _mark_html(name, mark, tip=name)


def _indicator_html(mark: IndicatorMark) -> str:
    name = indicator_name(mark.number)
    return _mark_html(say(s.INDICATOR, number=mark.number), mark, tip=name)


def _mark_html(text: str, mark: TopicMark | IndicatorMark, *, tip: str) -> str:
    if mark.origin is Origin.GUESSED:
        sure = say(f.GUESSED_TIP, percent=round(100 * mark.confidence))
        said = sure if tip == text else f"{tip} · {sure}"
        return badge_html(text, kind="guessed", tip=said)
    if mark.origin is Origin.CORRECTED:
        said = say(f.CORRECTED_TIP)
        return badge_html(
            f"{text} · {say(f.CORRECTED_MARK)}",
            tip=said if tip == text else f"{tip} · {said}",
            icon=Icon.CHECK,
        )
    return badge_html(text, tip=say(f.STATED_TIP, name=tip))

"""Names of what is watched, its news in a line, and the mail of all news, in Thai and English."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal
from urllib.parse import urlencode

from itasearch.domain.english_names import in_both_languages
from itasearch.domain.indicators import indicator
from itasearch.model.ranking import Filters, Query
from itasearch.model.records import OrganisationType, report_of
from itasearch.model.towns import ScoreBand
from itasearch.model.watches import (
    LONGEST_WATCH_NAME,
    News,
    NewsCount,
    NewsKind,
    NewsSubject,
    Watch,
)
from itasearch.wording.label import Label, data_label, shortened
from itasearch.wording.language import Language, language, phrase, say
from itasearch.wording.names import TYPES, province_name, topic_name

NEWS_KINDS = {NewsKind.NEW: Label("new", "watches"), NewsKind.CHANGED: Label("changed", "watches")}
NEWS_SUBJECTS = {
    NewsSubject.MEASURE: Label("measure"),
    NewsSubject.PLAN: Label("plan"),
    NewsSubject.RESULTS: Label("results"),
    NewsSubject.GUIDELINES: Label("guidelines"),
    NewsSubject.ITA_SCORES: Label("ITA scores", "watches"),
}
CHANGED_COUNT = Label("{count:,} changed")
_YEAR = Label("fiscal year {year}")
_WHY = Label("Sent by itasearch of what is watched; to end it: itasearch watch remove ID ({ids})")

MOST_SENT = 20  # news of one watch
_TITLE_LENGTH = 200  # code points of a title in a line


def query_name(query: Query, *, organisations: Sequence[str], like: Sequence[str]) -> str:
    """A search in a few words: what was typed, then its filters, named in the language."""
    parts = [query.text, *(phrase("like “{title}”", title=title) for title in like)]
    parts += [_town_name(organisation) for organisation in organisations]
    parts += _filter_names(query.filters)
    parts.append(band_name(query.refinement.arrangement.band))
    return shortened(" · ".join(filter(None, parts)), LONGEST_WATCH_NAME)


def _town_name(name: str) -> str:
    return in_both_languages(name) if language() == "en" else name


def _filter_names(filters: Filters) -> Iterator[str]:
    yield from (phrase("topic: {name}", name=topic_name(name)) for name in filters.topics)
    for number in filters.indicators:
        yield say(data_label(indicator(number).name, f"indicator {number}"))
    yield from (say(_YEAR, year=year) for year in filters.fiscal_years)
    yield from (say(TYPES[OrganisationType(kind)]) for kind in filters.types)
    yield from map(province_name, filters.provinces)


def band_name(band: ScoreBand) -> str:
    """The band of ITA totals in words; "" for every total."""
    if band.least is None:
        return "" if band.most is None else phrase("ITA up to {most:g}", most=band.most)
    if band.most is None:
        return phrase("ITA {least:g} or more", least=band.least)
    return phrase("ITA {least:g} to {most:g}", least=band.least, most=band.most)


def counts_text(count: NewsCount) -> str:
    """How much is new and changed; "" for nothing."""
    parts = ((Label("{count:,} new"), count.new), (CHANGED_COUNT, count.changed))
    return " · ".join(say(label, count=number) for label, number in parts if number)


def news_title(news: News) -> str:
    """What is new in a line: the measure's title, or the kind of report with its file."""
    if news.subject is NewsSubject.MEASURE:
        return shortened(news.title, _TITLE_LENGTH)
    name = say(NEWS_SUBJECTS[news.subject])
    return shortened(f"{name}: {news.title}" if news.title else name, _TITLE_LENGTH)


def news_facts(news: News) -> tuple[str, ...]:
    """Whether it is new or changed, of which town and which year, as far as known."""
    year = say(_YEAR, year=news.fiscal_year_be) if news.fiscal_year_be else ""
    town = shortened(_town_name(news.organisation), _TITLE_LENGTH)
    return tuple(filter(None, (say(NEWS_KINDS[news.kind]), town, year)))


@dataclass(frozen=True, slots=True)
class NewsPlace:
    """A view of the app, by its address below the app's, and its query parameters."""

    view: Literal["", "town", "library"]
    values: Mapping[str, str | tuple[str, ...]]

    def address(self, language: Language | None = None) -> str:
        """Relative to the app's; without a language the view has that of its browser."""
        spoken = {} if language is None else {"lang": language}
        return f"{self.view}?{urlencode({**self.values, **spoken}, doseq=True)}"


def watch_place(watch: Watch) -> NewsPlace:
    """Where what is watched is in the app."""
    return NewsPlace("" if watch.query is not None else "town", watch.address)


def news_place(watch: Watch, news: News) -> NewsPlace:
    """Where what is new is in the app: a report, or a row beside the search that it answers."""
    place = watch_place(watch)
    if news.subject is NewsSubject.MEASURE:
        return NewsPlace(place.view, {**place.values, "see": news.item_id})
    if news.subject is NewsSubject.ITA_SCORES:
        return place
    return NewsPlace("library", {"report": report_of(news.item_id)})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsMail:
    """A mail of all news: one text, plain and as HTML."""

    subject: str
    plain: str
    html: str


def news_mail(by_watch: Mapping[Watch, Sequence[News]], *, app_url: str) -> NewsMail:
    """The mail of news by watch, the newest first; `app_url` "" makes it without links."""
    counts = counts_text(NewsCount.of([item.kind for news in by_watch.values() for item in news]))
    plain, html = [], []
    for watch, news in by_watch.items():
        count = NewsCount.of([item.kind for item in news])
        head = f"{watch.name} ({counts_text(count)})"
        plain.append(head)
        html.append(
            f"<h2>{_linked(head, app_url, watch_place(watch).address(language()))}</h2><ul>"
        )
        for item in reversed(news[-MOST_SENT:]):
            title, facts = news_title(item), " · ".join(news_facts(item))
            address = news_place(watch, item).address(language())
            plain.append(f"- {title}\n  {facts}" + (f"\n  {app_url}/{address}" if app_url else ""))
            html.append(f"<li>{_linked(title, app_url, address)}<br>{escape(facts)}</li>")
        html.append("</ul>")
        if rest := len(news[:-MOST_SENT]):
            plain.append(phrase("and {count:,} more", count=rest))
            html.append(f"<p>{escape(plain[-1])}</p>")
        plain.append("")
    why = say(_WHY, ids=", ".join(watch.id for watch in by_watch))
    return NewsMail(
        subject=phrase("itasearch: {counts} of what is watched", counts=counts),
        plain="\n".join([*plain, "-- ", why, ""]),
        html=f'<!doctype html><html lang="{language()}"><meta charset="utf-8"><body>'
        f"{''.join(html)}<hr><p>{escape(why)}</p></body></html>",
    )


def _linked(text: str, app_url: str, address: str) -> str:
    target = escape(f"{app_url}/{address}")
    return f'<a href="{target}">{escape(text)}</a>' if app_url else escape(text)

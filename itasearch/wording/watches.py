"""Names of saved searches, and what is new of them in a line, in Thai and English."""

from collections.abc import Iterator, Sequence

from itasearch.domain.english_names import in_both_languages
from itasearch.domain.indicators import indicator
from itasearch.model.ranking import Filters, Hit, Query
from itasearch.model.records import OrganisationType
from itasearch.model.towns import ScoreBand
from itasearch.model.watches import LONGEST_WATCH_NAME
from itasearch.wording.label import Label, data_label, shortened
from itasearch.wording.language import language, phrase, say
from itasearch.wording.names import TYPES, province_name, topic_name, town_name

_YEAR = Label("fiscal year {year}")
_TITLE_LENGTH = 200  # code points of a title or name in a line


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


def hit_title(hit: Hit) -> str:
    """The numbered title of a hit's measure, in a line."""
    return shortened(hit.measure.numbered_title, _TITLE_LENGTH)


def hit_facts(hit: Hit) -> str:
    """Organisation with its mark, as of a sample, and fiscal year of a hit, as far as known."""
    year = say(_YEAR, year=hit.fiscal_year_be) if hit.fiscal_year_be else ""
    town = town_name(hit.organisation, reworded=hit.measure.source.reworded)
    return " · ".join(filter(None, (shortened(town, _TITLE_LENGTH), year)))

"""Where a file may begin another town's or year's report: titles on a page or between tables.

One in the midst of a page, below a table, must name its town. These are proposals: whether
what follows is a report of its own is told by its measures and cover (`extract.split`).
Imports the domain and its neighbours.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from itasearch.domain.organisations import expand_abbreviation
from itasearch.extract.cover.names import find_owner, named_organisations
from itasearch.extract.extracted import TextBlockLine
from itasearch.extract.tables.judge import announces_measures, is_about_integrity
from itasearch.extract.tables.segments import Stream, TableSegment
from itasearch.text.dates.fiscal_year import be_years

_TITLE_LINES = 14
_AROUND = 5
"""So many lines a title takes above and below its organisation's name."""
_BELOW = 3
_MOST_BETWEEN = 60
_LONGEST_TITLE = 300
_SAME_NAME = 85
_OWN_WEIGHT = 3.0
"""Below it a name is mentioned in passing (`extract.names`)."""
_BEGINS_NAME = re.compile(r"^\W*(?:ประกาศ|ของ)?\s*$")
_PARTNER = re.compile(r"(?:ร่วมกับ|ศึกษาดูงาน|ณ|จาก|เช่น|ต้นแบบ|ไปยัง)\s*$")

_Told = tuple[frozenset[str], frozenset[int]]
"""Towns and years that a title names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Title:
    """A title among lines: where it begins, the town and the latest year that it names."""

    start: int
    name: str
    year: int | None


def cut_at_titles(stream: Stream) -> list[Stream]:
    """The stream cut before each title that names another town or year than the one before."""
    starts = [0]
    page: int | None = None
    told: _Told | None = None
    before: list[_Title] = []
    for index, item in enumerate(stream):
        number = item.source.page_number
        if number is not None and number != page:
            page = number
            own = _told_above(stream, index)
            if told is not None and own is not None and own != told:
                starts.append(index)
            told = own or told
        if isinstance(item, TextBlockLine) and (
            not index or isinstance(stream[index - 1], TableSegment)
        ):
            for title in _titles(_lines_from(stream, index)):
                starts += [index + title.start] if index and _is_other(title, before) else []
                before.append(title)
    return [stream[a:b] for a, b in pairwise([*sorted(set(starts)), len(stream)])]


def _told_above(stream: Stream, start: int) -> _Told | None:
    """What the lines above the first table of the page that begins at `start` tell.

    None unless they announce measures of a town or year. A running head does so, too, and
    tells the same on every page.
    """
    page = stream[start].source.page_number
    lines: list[TextBlockLine] = []
    for item in stream[start : start + _TITLE_LINES]:
        if item.source.page_number != page or isinstance(item, TableSegment):
            break
        lines.append(item)
    texts = [line.text for line in lines]
    if not announces_measures(texts):
        return None
    told = named_organisations(lines), frozenset(year for text in texts for year in be_years(text))
    return told if any(told) else None


def _lines_from(stream: Stream, start: int) -> list[TextBlockLine]:
    """The lines from `start` on to the next table."""
    lines: list[TextBlockLine] = []
    for item in stream[start : start + _MOST_BETWEEN]:
        if isinstance(item, TableSegment):
            break
        lines.append(item)
    return lines


def _titles(lines: Sequence[TextBlockLine]) -> Iterator[_Title]:
    """Titles among lines: names of towns on lines of their own where integrity is the topic."""
    for index, line in enumerate(lines):
        name = _title_name(line)
        if name is None:
            continue
        first = max(0, index - _AROUND)
        if is_about_integrity(other.text for other in lines[first : index + _AROUND]):
            above = [n for n in range(first, index) if is_about_integrity([lines[n].text])]
            start = min([*above, index])
            near = lines[start : index + _BELOW]
            years = [year for other in near for year in be_years(other.text)]
            yield _Title(start=start, name=name, year=max(years, default=None))


def _title_name(line: TextBlockLine) -> str | None:
    """The town that a line of a title names: it begins with the name, or announces measures."""
    text = expand_abbreviation(line.text)
    if line.aside or len(text) > _LONGEST_TITLE:
        return None
    owned = find_owner([line], ()) if named_organisations([line]) else None
    if owned is None or max(mention.weight for mention in owned.mentions) < _OWN_WEIGHT:
        return None
    before = text[: max(0, text.find(owned.mentions[0].name))]
    if _PARTNER.search(before):
        return None
    titled = bool(_BEGINS_NAME.match(before)) or announces_measures([text])
    return owned.organisation.name if titled else None


def _is_other(title: _Title, before: Sequence[_Title]) -> bool:
    """Whether a title names a town not named before, or the same one's other year."""
    if not any(fuzz.ratio(title.name, other.name) >= _SAME_NAME for other in before):
        return True
    return None not in {title.year, before[-1].year} and title.year != before[-1].year

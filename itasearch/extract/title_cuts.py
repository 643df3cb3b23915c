"""Where a file may begin another town's or year's report: titles on a page or between tables.

A title that opens a page may differ in town or year; one in the midst of a page, below a
table, must name another town. These are proposals: whether what follows is a report of its
own is told by its measures and cover (`extract.split`). Imports the domain and its neighbours.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from itasearch.domain.organisations import expand_abbreviation
from itasearch.extract.drafts import Line
from itasearch.extract.judge import announces_measures, is_about_integrity
from itasearch.extract.names import find_owner, named_organisations
from itasearch.extract.segments import Segment, Stream
from itasearch.text.fiscal_year import be_years

_TITLE_LINES = 14
_AROUND = 5
"""So many lines a title takes above and below its organisation's name."""
_MOST_BETWEEN = 60
_LONGEST_TITLE = 300
_SAME_NAME = 85
_OWN_WEIGHT = 3.0
"""Below it a name is mentioned in passing (`extract.names`)."""
_BEGINS_NAME = re.compile(r"^\W*(?:ประกาศ|ของ)?\s*$")

_Told = tuple[frozenset[str], frozenset[int]]
"""Towns and years that a title names."""


def cut_at_titles(stream: Stream) -> list[Stream]:
    """The stream cut before each title that names another town or year than the one before."""
    starts = [0]
    page: int | None = None
    told: _Told | None = None
    named: frozenset[str] = frozenset()
    for index, item in enumerate(stream):
        number = item.source.page_number
        if number is not None and number != page:
            page = number
            own = _told_above(stream, index)
            if told is not None and own is not None and own != told:
                starts.append(index)
            told = own or told
        if isinstance(item, Line) and (not index or isinstance(stream[index - 1], Segment)):
            titles = list(_titles(_lines_from(stream, index)))
            starts += [index + at for at, name in titles if index and _is_other(name, named)]
            named |= {name for _, name in titles}
    return [stream[a:b] for a, b in pairwise([*sorted(set(starts)), len(stream)])]


def _told_above(stream: Stream, start: int) -> _Told | None:
    """What the lines above the first table of the page that begins at `start` tell.

    None unless they announce measures of a town or year. A running head does so, too, and
    tells the same on every page.
    """
    page = stream[start].source.page_number
    lines: list[Line] = []
    for item in stream[start : start + _TITLE_LINES]:
        if item.source.page_number != page or isinstance(item, Segment):
            break
        lines.append(item)
    texts = [line.text for line in lines]
    if not announces_measures(texts):
        return None
    told = named_organisations(lines), frozenset(year for text in texts for year in be_years(text))
    return told if any(told) else None


def _lines_from(stream: Stream, start: int) -> list[Line]:
    """The lines from `start` on to the next table."""
    lines: list[Line] = []
    for item in stream[start : start + _MOST_BETWEEN]:
        if isinstance(item, Segment):
            break
        lines.append(item)
    return lines


def _titles(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """(where it begins, town) of each title among lines: names where measures are announced."""
    for index, line in enumerate(lines):
        name = _title_name(line)
        if name is None:
            continue
        first = max(0, index - _AROUND)
        near = [other.text for other in lines[first : index + _AROUND]]
        if announces_measures(near):
            above = [n for n in range(first, index) if is_about_integrity([lines[n].text])]
            yield min([*above, index]), name


def _title_name(line: Line) -> str | None:
    """The town that a line of a title names: it begins with the name, or announces measures."""
    text = expand_abbreviation(line.text)
    if line.aside or len(text) > _LONGEST_TITLE:
        return None
    owned = find_owner([line], ()) if named_organisations([line]) else None
    if owned is None or max(mention.weight for mention in owned.mentions) < _OWN_WEIGHT:
        return None
    before = text[: max(0, text.find(owned.mentions[0].name))]
    titled = bool(_BEGINS_NAME.match(before)) or announces_measures([text])
    return owned.organisation.name if titled else None


def _is_other(name: str, known: frozenset[str]) -> bool:
    return all(fuzz.ratio(name, other) < _SAME_NAME for other in known)

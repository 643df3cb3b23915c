"""What a town has and another may not: its units, and the places that its measures are about.

Town halls have the same units under names that end in their own kind: "สำนักปลัดเทศบาล" is
"สำนักปลัด อบต." elsewhere. A place is a facility or a landform ("ตลาดสด", "ดอย"), which any
measure may name, or has a name or number of its own ("ถนนหนองโน", "หมู่ที่ 5").
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from itasearch.domain.word_lists import word_pattern, words
from itasearch.domain.words import segmenter
from itasearch.enrich.copies.own_details import without_own_names
from itasearch.model.records import Organisation, OrganisationType, Report
from itasearch.text.thai.normalize import normalize, squash
from itasearch.text.thai.view import View
from itasearch.text.thai.words import WordSpan

_LONGEST_WITH_DUTY = 30  # code points of a unit whose name holds the word for a duty; by hand

_LONGEST_UNIT = 60
"""Code points of a unit's name; what is longer is a sentence and names none. Chosen by hand,
not measured."""

_BEFORE = re.compile(r"^[\s.:–—-]*(?:\d{1,2}\s?[.)]\s*)?[\s.:–—-]*")


_BEGINS = r"(?=(?:<unit_words.kinds>)\s?[ก-ฮเ-ไ])"
# "งาน" continues these posts though a blank is before it.
_UNIT = rf"(?<!นักจัดการ)(?<!เจ้าพนักงาน)\s+{_BEGINS}"
# Not within the name of a post that an OCR tore apart.
_POST = r"(?<!สำนัก)(?<!สำนักงาน)(?<!รอง)(?<!ช่วย)(?<!ผู้)\s+(?=นัก[ก-ฮ]|<unit_words.posts>)"
_between = word_pattern(
    rf"[\n,;/•●()\[\]]+|{_UNIT}|{_POST}|(?<=\S)\s*(?:<unit_words.joins>)\s*{_BEGINS}"
    r"|\s+(?:<unit_words.joins>)\s+|(?:^|\s)[-–—]\s*|\s+(?=\d{1,2}\s?[.)])"
)
_clerk_office = word_pattern("^(?:<unit_words.clerk_offices>)")
_of_every = word_pattern(
    r"(ทุก(?:<unit_words.of_every>)\s*/\s*)(?=(?:<unit_words.of_every>)(?![ก-๎]))"
)
# From here on a sentence describes what a unit does. "งานเผยแพร่และประชาสัมพันธ์" is a unit, so
# possible duties count only behind a blank or in a long text.
_duty = word_pattern("(?:<unit_words.duties>).*$")
_duty_behind_blank = word_pattern(r"\s(?:<unit_words.possible_duties>).*$")
_duty_at_length = word_pattern("(?<=.)(?:<unit_words.possible_duties>).*$")
_kind = word_pattern(r"(?:<unit_words.organisations>)(?:<unit_words.levels>)?\.?")


def units(text: str, organisation: Organisation | None) -> Mapping[str, str]:
    """The units that a responsible-field names: what they are known by, and as printed.

    A part in brackets is a unit of its own; of a sentence only the unit that it begins
    with is taken.
    """
    found: dict[str, str] = {}
    for part in _between().split(_of_every().sub(r"\1ทุก", normalize(text))):
        printed = _name(_BEFORE.sub("", part))
        # Without the town's name and its kind's.
        key = _kind().sub("", without_own_names(printed, organisation))
        key = _clerk_office().sub(words("unit_words", "clerk_offices")[0], key).strip(".-")
        if key and len(key) <= _LONGEST_UNIT:
            found.setdefault(key, printed)
    return found


def _name(part: str) -> str:
    """The unit that a part begins with, without what it does."""
    name = _duty_behind_blank().sub("", _duty().sub("", part))
    if len(name) > _LONGEST_WITH_DUTY:
        name = _duty_at_length().sub("", name)
    return name.strip(" .:-–—")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """A place in a text.

    Attributes:
        start, end: offsets in the text of its View.
        has_name: whether it is one place by its name or number, and not any of its kind.
    """

    start: int
    end: int
    has_name: bool


_facility = word_pattern("<place_words.facilities>")
_numbered = word_pattern(r"(?:<place_words.numbered>)\s?[0-9]{1,2}(?![0-9])")
_kind_of_place = word_pattern(r"(?:<place_words.named_kinds>)(?:สาย)?[ ]?(?=[ก-ฮเ-ไ])")
_SHORTEST_NAME = 3  # code points of an unknown word that is taken for a name


def places(view: View) -> Iterator[PlaceName]:
    """The places in a text, in order of their beginnings; of a name one or two words are taken."""
    yield from sorted(_places(view), key=lambda one: one.start)


def _places(view: View) -> Iterator[PlaceName]:
    for match in _numbered().finditer(view.text):
        yield PlaceName(start=match.start(), end=match.end(), has_name=True)
    found = [*_facility().finditer(view.text), *_kind_of_place().finditer(view.text)]
    if not found:
        return
    spans = {span.start: span for span in segmenter().spans(view.text)}
    ends = {span.end for span in spans.values()}
    for match in _facility().finditer(view.text):
        # The letters of a short one are those of "รายละเอียดอย่างไร".
        if match.start() in spans or match.end() in ends:
            yield PlaceName(start=match.start(), end=match.end(), has_name=False)
    for match in _kind_of_place().finditer(view.text):
        end = _name_end(spans, match.start(), match.end())
        if end is not None:
            yield PlaceName(start=match.start(), end=end, has_name=True)


def _name_end(spans: Mapping[int, WordSpan], kind: int, name: int) -> int | None:
    """Where a place's name ends that begins behind its kind: "ถนนหนองโน"; None if none does."""
    first = spans.get(name)
    if first is None:
        return None
    if first.word in words("place_words", "beginning"):
        second = spans.get(first.end)
        return None if second is None else second.end
    is_word = len(first.word) < _SHORTEST_NAME or segmenter().is_word(first.word)
    return None if is_word or kind not in spans else first.end


_LARGE = frozenset(
    {
        OrganisationType.CITY_MUNICIPALITY,
        OrganisationType.PROVINCIAL_ADMINISTRATIVE_ORGANISATION,
        OrganisationType.SPECIAL_ADMINISTRATIVE_AREA,
    }
)
"""Kinds with bureaus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalNames:
    """What a town's own reports name.

    Attributes:
        units: keys as `units` gives them.
        text: all titles and steps, squashed.
        is_large: whether it is a city or a province, which have other units everywhere.
    """

    units: frozenset[str]
    text: str
    is_large: bool = False

    def has_unit(self, key: str) -> bool:
        """Whether all towns have the unit or this one names it, one of them by a longer name."""
        large, small = words("unit_words", "everywhere_large"), words("unit_words", "everywhere")
        every = (*(large if self.is_large else small), *self.units)
        return any(one.startswith(key) or f"{key}และ".startswith(f"{one}และ") for one in every)

    def has_place(self, name: str) -> bool:
        """Whether its reports name the place, or any of this kind."""
        return squash(name) in self.text


def local_names(reports: Iterable[Report], organisation: Organisation | None) -> LocalNames:
    """What these reports of an organisation name."""
    measures = [measure for report in reports for measure in report.measures]
    return LocalNames(
        units=frozenset(
            unit for one in measures for unit in units(one.text("responsible"), organisation)
        ),
        text=squash(" ".join(f"{one.title} {one.text('steps')}" for one in measures)),
        is_large=organisation is not None and organisation.type in _LARGE,
    )

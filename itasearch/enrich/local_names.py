"""What a town has and another may not: units that a field names, and places in a text.

Town halls have the same units under names that end in their own kind ("สำนักปลัดเทศบาล",
"สำนักปลัด อบต."). A place is a facility or a landform, or has a name or number of its own
("ถนนหนองโน", "หมู่ที่ 5").
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from itasearch.domain.loader import Patterns, any_of, words
from itasearch.domain.organisations import TOWN_NAME
from itasearch.domain.words import segmenter
from itasearch.enrich.copies import own_names, without_own_names
from itasearch.model.records import Organisation, OrganisationType, Report
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.finding import View
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.words import WordSpan

_LONGEST_WITH_DUTY = 30  # code points of a unit whose name holds the word for a duty; by hand
_LONGEST_UNIT = 60  # code points of a unit's name; longer ones are sentences; by hand
_BEFORE = re.compile(r"^[\s.:–—-]*(?:\d{1,2}\s?[.)]\s*)?[\s.:–—-]*")
_ABBREVIATED = re.compile(r"(?<![ก-๎.])(?:[ก-ฮ]{1,4}\.)+$")  # "สำนักปลัด อบต.", "จ.ส.อ."


_patterns = Patterns("copy_patterns")


def units(text: str, organisation: Organisation | None) -> Mapping[str, str]:
    """The units that a responsible-field names: what they are known by, and as printed.

    A part in brackets is a unit of its own; of a sentence only the unit that it begins
    with is taken.
    """
    names: dict[str, str] = {}
    for part in _patterns.between.split(_patterns.of_every.sub(r"\1ทุก", canonical(text))):
        # The unit that the part begins with, without what it does.
        printed = _patterns.duty_behind_blank.sub("", _patterns.duty.sub("", _BEFORE.sub("", part)))
        if len(printed) > _LONGEST_WITH_DUTY:
            printed = _patterns.duty_at_length.sub("", printed)
        stop = "." if _ABBREVIATED.search(printed.rstrip(" :-–—")) else ""
        printed = printed.strip(" .:-–—") + stop
        # Without the town's name and its kind's.
        key = _patterns.kind.sub("", without_own_names(printed, organisation))
        key = _patterns.clerk_office.sub(words("unit_words", "clerk_offices")[0], key).strip(".-")
        if key and len(key) <= _LONGEST_UNIT:
            names.setdefault(key, printed)
    return names


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """A place in the text of a View."""

    start: int
    end: int
    has_name: bool  #: it is one place by its name or number, and not any of its kind


_SHORTEST_NAME = 3  # code points of an unknown word that is taken for a name


def places(view: View) -> Iterator[PlaceName]:
    """The places in a text, in order of their beginnings; of a name one or two words are taken."""
    yield from sorted(_places(view), key=lambda place_name: place_name.start)


def _places(view: View) -> Iterator[PlaceName]:
    for match in _patterns.numbered.finditer(view.text):
        yield PlaceName(start=match.start(), end=match.end(), has_name=True)
    facilities = [*_patterns.facility.finditer(view.text)]
    kinds = [*_patterns.kind_of_place.finditer(view.text)]
    if not facilities and not kinds:
        return
    spans = {span.start: span for span in segmenter().spans(view.text)}
    ends = {span.end for span in spans.values()}
    for match in facilities:
        # The letters of a short one are those of "รายละเอียดอย่างไร".
        if match.start() in spans or match.end() in ends:
            yield PlaceName(start=match.start(), end=match.end(), has_name=False)
    for match in kinds:
        end = _name_end(spans, match.start(), match.end())
        # The last letter of an unknown name is cut off in "โคกกุ|ง|ด้วย".
        if end in spans and _patterns.lone_letter.fullmatch(spans[end].word):
            end = spans[end].end
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
    """What a town's own reports name."""

    units: Mapping[str, Sequence[str]]  #: as printed, by key
    text: str  #: the titles and steps, squashed, a line a measure
    own_names: Sequence[str] = ()  #: the town's, squashed
    is_large: bool = False  #: it is a city or a province, which have other units everywhere

    def has_unit(self, key: str) -> bool:
        """Whether all towns have the unit, or this one names it, by a longer name or in steps."""
        every = (*self._everywhere, *self.units)
        return any(
            unit.startswith(key) or unit.endswith(key) or f"{key}และ".startswith(f"{unit}และ")
            for unit in every
        ) or self._names_in_text(key)

    def _names_in_text(self, unit: str) -> bool:
        """Whether a title or step has the unit, in words of its own, and not as another town's."""
        others = rf"(?:ของ)?(?!{any_of(self.own_names)}){TOWN_NAME}"
        for line in self.text.split("\n") if unit in self.text else ():
            matches = [*re.finditer(rf"{re.escape(unit)}(?!{others})", line)]
            spans = segmenter().spans(line) if matches else ()
            starts, ends = {it.start for it in spans}, {it.end for it in spans}
            # "ของกอง" and "หน่วยงาน" are words, too.
            starts |= {it.end() for it in re.finditer("ของ(?=กอง)|หน่วย(?=งาน)", line)}
            if any(it.start() in starts and it.end() in ends for it in matches):
                return True
        return False

    def our_name(self, key: str, *printed: str) -> str | None:
        """The name of a unit in our reports, to be printed in place of another town's.

        Of `printed` the first that is one of our names; without one, our only name. Where we have
        several names: the first if some are `printed`, else None. None: we do not name the unit.
        """
        names = self.units.get(key, ())
        if ours := next((it for it in printed if it in names), None):
            return ours
        is_one = len({*map(squash, names)}) == 1
        return names[0] if names and (printed or is_one) else None

    def of_another_rank(self, key: str) -> str | None:
        """Our unit of the name, as printed, that is a division in place of a bureau, or the other
        way: "กองช่าง" for "สำนักการช่าง"."""
        named = {unit: printed[0] for unit, printed in self.units.items()}
        every = named | {it: it for it in self._everywhere if it not in named}
        name = _patterns.rank.sub("", key)
        units_of_it = (it for it in every if it != key and _patterns.rank.sub("", it) == name)
        ours = next(units_of_it, None) if named and name != key else None
        return every[ours] if ours else None

    @property
    def _everywhere(self) -> Sequence[str]:
        return words("unit_words", "everywhere_large" if self.is_large else "everywhere")

    @property
    def has_bureaus(self) -> bool:
        """Whether it is divided into bureaus, or names one besides the clerk's; no "สำนักงาน"."""
        offices = (*words("unit_words", "clerk_offices"), "สำนักงาน")
        named = (unit for unit in self.units if unit.startswith("สำนัก"))
        return self.is_large or any(not unit.startswith(offices) for unit in named)

    def has_place(self, name: str) -> bool:
        """Whether its reports name the place, or any of this kind."""
        return squash(name) in self.text


def local_names(reports: Iterable[Report], organisation: Organisation | None) -> LocalNames:
    """What these reports of an organisation name."""
    reports = tuple(reports)
    measures = [measure for report in reports for measure in report.measures]
    by_key: dict[str, list[str]] = {}
    for measure in measures:
        for key, printed in units(measure.text("responsible"), organisation).items():
            by_key.setdefault(key, []).append(printed)
    return LocalNames(
        units=by_key,
        text="\n".join(squash(f"{m.title} {m.text('steps')}") for m in measures),
        own_names=[it for it in own_names(organisation) if it not in own_names(None)],
        is_large=organisation is not None and organisation.type in _LARGE,
    )

"""What a fiscal year's ITA asks for, which parts of its form a measure has, and addresses that an
office hands in for its items."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from itasearch.model.records import OrganisationType, ReportKind, numbered
from itasearch.text.thai.normalize import squash


class Part(StrEnum):
    """Required parts of a measure, in the order of the form."""

    STEPS = "steps"
    TIMEFRAME = "timeframe"
    RESPONSIBLE = "responsible"
    FOLLOW_UP = "follow_up"
    RESULTS = "results"


class Standing(StrEnum):
    """Where a part was found. A cell without words ("-", "……", "«…»") is empty."""

    THERE = "there"
    ELSEWHERE = "elsewhere"
    IN_PLAN = "in_plan"
    MISSING = "missing"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCheck:
    """One part of one measure."""

    part: Part
    #: THERE; ELSEWHERE: another field; IN_PLAN: of results, in the row of the year's plan;
    #: MISSING: required; NOT_ASKED: not so
    standing: Standing
    field: str | None = None  #: where it was found, one of records.TEXT_FIELDS
    start: int = 0  #: code points [start, end) of what states it; THERE: all of the field
    end: int = 0  #: see `start`


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureCheck:
    """All parts of one measure, in the order of Part."""

    measure_id: str
    number: str | None
    title: str
    parts: tuple[PartCheck, ...]

    @property
    def numbered_title(self) -> str:
        """Title with its number, as Measure.numbered_title."""
        return numbered(self.number, self.title)

    @property
    def missing(self) -> tuple[Part, ...]:
        """Required parts that were found nowhere."""
        return tuple(part.part for part in self.parts if part.standing is Standing.MISSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCheck:
    """A report, or a draft, by the rules of its fiscal year."""

    fiscal_year_be: int | None
    rules_year_be: int  #: of the rules: own, else the nearest; the newest for an unknown year
    kind: ReportKind  #: of the report; nothing is required of guidelines
    measures: tuple[MeasureCheck, ...]  #: in the report's order
    item: str | None = None  #: the item (OIT) that it belongs to in that year ("O42"); or None
    confirmed: bool = False  #: whether the rules of that year were confirmed in a primary source
    #: of a results report: what the next plan must have besides, and how many lack it
    lacking_in_plan: Mapping[Part, int] = field(default_factory=dict)
    plan_year_be: int | None = None  #: the year of that plan

    @property
    def lacking(self) -> tuple[MeasureCheck, ...]:
        """The measures of which a required part was found nowhere."""
        return tuple(measure for measure in self.measures if measure.missing)


SHORTEST_TITLE = 20  # letters; ข่าวประชาสัมพันธ์ and E-Service are words like others. By hand
_EACH_YEAR = re.compile("ประจำปี(?:งบประมาณ)?$")


class Period(StrEnum):
    """Which fiscal year a disclosed document is about, seen from the year of the assessment."""

    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    EITHER_YEAR = "either_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureItem:
    """One item of the disclosure instrument (OIT) in one fiscal year."""

    number: int
    id: str  #: the same in every year, so that former numbers and names are known
    title: str  #: as the year's list has it
    indicator: int  #: ITA indicator, 9 or 10
    topic: str | None = None  #: id of the topic of measures for it; None: no topic fits
    names: tuple[str, ...] = ()  #: other names that people use
    period: Period | None = None  #: which year the document is of; None: not known, or any
    shows: tuple[str, ...] = ()  #: parts that the page must show
    evidence: tuple[str, ...] = ()  #: what makes a document count
    bodies: tuple[OrganisationType, ...] = ()  #: organisations that must disclose it; () for all
    confirmed: bool = False  #: whether number and title were found in a primary source
    source: str | None = None  #: what number and title were taken from; None: the pack's.

    @property
    def label(self) -> str:
        """As officers write its number: "O42"."""
        return f"O{self.number}"

    def years(self, fiscal_year_be: int) -> tuple[int, ...]:
        """Of which years its document may be, in the assessment of a year."""
        this, last = fiscal_year_be, fiscal_year_be - 1
        if self.period in {None, Period.EITHER_YEAR}:
            return this, last
        return (this,) if self.period is Period.THIS_YEAR else (last,)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRules:
    """Which parts the tables of measures must have."""

    required: Mapping[ReportKind, tuple[Part, ...]]  #: in the order of the form; () for none
    confirmed: bool  #: whether parts and numbers were found in a primary source
    source: str
    thai_source: str | None = None
    follows_from_results: bool = False  #: the plan says what follows from each indicator's score
    plan: int | None = None  #: number of the item that such a report belongs to; None: not known
    results: int | None = None  #: likewise

    @property
    def numbers(self) -> Mapping[ReportKind, int]:
        """The number of the item that reports of a kind belong to, where it is known."""
        numbers = {ReportKind.PLAN: self.plan, ReportKind.RESULTS: self.results}
        return {kind: number for kind, number in numbers.items() if number is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """What the assessment asks for until when, in words."""

    what: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """The rules of one fiscal year."""

    fiscal_year_be: int
    source: str  #: what the items were taken from, in English
    form: FormRules
    items: tuple[DisclosureItem, ...]  #: the known ones, by number
    thai_source: str | None = None  #: the same in Thai
    item_count: int | None = None  #: how many items the year's list has; None: not known
    calendar: tuple[Deadline, ...] = ()  #: () where no date is known
    is_own: bool = False  #: whether a file of the home has replaced or added it

    @property
    def is_complete(self) -> bool:
        """Whether all items of the year are known."""
        return len({item.number for item in self.items}) == self.item_count

    @property
    def required(self) -> Mapping[ReportKind, tuple[Part, ...]]:
        """See FormRules."""
        return self.form.required

    def items_for(self, body: OrganisationType | None) -> tuple[DisclosureItem, ...]:
        """The items that this kind of organisation must disclose; None for all items."""
        return tuple(
            item for item in self.items if body is None or not item.bodies or body in item.bodies
        )

    def item_of(
        self, kind: ReportKind, body: OrganisationType | None = None
    ) -> DisclosureItem | None:
        """The item that reports of a kind belong to; None where it is not known."""
        number = self.form.numbers.get(kind)
        return next((item for item in self.items_for(body) if item.number == number), None)

    def kind_of(self, item: DisclosureItem) -> ReportKind | None:
        """The kind of report that belongs to an item; None of an item that asks for no measures."""
        numbers = self.form.numbers.items()
        return next((kind for kind, number in numbers if number == item.number), None)


@dataclass(frozen=True)
class RuleBook:
    """The packs in force, by fiscal year."""

    packs: Mapping[int, RulePack]

    def pack(self, fiscal_year_be: int | None) -> RulePack:
        """The rules of a fiscal year (None: the newest), else of the nearest; of two the newer."""
        year = max(self.packs) if fiscal_year_be is None else fiscal_year_be
        return self.packs[min(self.packs, key=lambda pack: (abs(pack - year), -pack))]

    def numbered(
        self, number: int, fiscal_year_be: int | None = None
    ) -> tuple[tuple[int, DisclosureItem], ...]:
        """The items of a number with their years, newest first; of one year alone if given.

        A year in which items of different topics have the number is left out.
        """
        years = (
            self.packs.keys() if fiscal_year_be is None else self.packs.keys() & {fiscal_year_be}
        )
        numbers = []
        for year in sorted(years, reverse=True):
            items = [item for item in self.packs[year].items if item.number == number]
            if len({item.topic for item in items}) == 1:
                numbers.append((year, items[0]))
        return tuple(numbers)

    def titled(
        self, text: str, fiscal_year_be: int | None = None
    ) -> tuple[int, DisclosureItem] | None:
        """The item of a topic with this title or name, not of common words, else the newest."""
        year, item = self._newest_by_title.get(title_key(text), (0, None))
        if item is None:
            return None
        pack = self.packs.get(fiscal_year_be or year, self.packs[year])
        same = next((other for other in pack.items if other.id == item.id and other.topic), None)
        return (year, item) if same is None else (pack.fiscal_year_be, same)

    def former(self, item: DisclosureItem, year: int) -> tuple[tuple[int, DisclosureItem], ...]:
        """What an item of `year` was in earlier years: each number and name once, newest first."""
        pairs: list[tuple[int, DisclosureItem]] = []
        last = (item.number, item.title)
        for earlier in sorted(self.packs, reverse=True):
            for other in self.packs[earlier].items if earlier < year else ():
                if other.id == item.id and (other.number, other.title) != last:
                    last = (other.number, other.title)
                    pairs.append((earlier, other))
        return tuple(pairs)

    @cached_property
    def _newest_by_title(self) -> Mapping[str, tuple[int, DisclosureItem]]:
        pairs: dict[str, tuple[int, DisclosureItem]] = {}
        for year in sorted(self.packs, reverse=True):
            for item in self.packs[year].items:
                if self.packs[year].kind_of(item):
                    continue
                for name in (item.title, *item.names):
                    key = title_key(name)
                    if item.topic is not None and len(key) >= SHORTEST_TITLE:
                        pairs.setdefault(key, (year, item))
        return pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRules:
    """The packs in force, the newest first, or the one that is applied to a fiscal year."""

    packs: tuple[RulePack, ...]
    year: int | None = None  #: the fiscal year in question; None for all.
    #: of that year, by an item's id, what it was before; see RuleBook.former.
    former: Mapping[str, tuple[tuple[int, DisclosureItem], ...]] = field(default_factory=dict)


def title_key(text: str) -> str:
    """A title as it is compared: squashed, without "of the year"."""
    return _EACH_YEAR.sub("", squash(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceEntry:
    """An address of the list; "" for a row that names an item and has none."""

    address: str
    number: int | None = None  #: of the disclosure item, from 1; None where the row names none
    name: str = ""  #: the rest of the row


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedEvidence:
    """An entry, and what opening its address showed."""

    entry: EvidenceEntry
    item: DisclosureItem | None = None  #: of the year's rules; None if they have no such number
    final_address: str = ""  #: where redirects led; "" where nothing was reached
    media_type: str = ""  #: of the file; "" where none was read
    years: tuple[int, ...] = ()  #: fiscal years (BE) that its beginning names, most named first
    fault: str = ""  #: why it could not be opened or read (Thai)

    def due(self, fiscal_year_be: int) -> tuple[int, ...]:
        """The fiscal years of which the document may be, in the assessment of a year."""
        if self.item is None:
            return fiscal_year_be, fiscal_year_be - 1
        return self.item.years(fiscal_year_be)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCheck:
    """A list of addresses, opened, in its order."""

    fiscal_year_be: int  #: of the assessment
    rows: tuple[CheckedEvidence, ...]

    @property
    def opened(self) -> int:
        """How many of the addresses could be opened."""
        return sum(bool(row.final_address) for row in self.rows)

"""Texts of generated measures: sample rows taken apart and put together anew.

A wording is a number: `Composer.row` makes the same texts of it each time, so a corpus keeps
numbers only and a copied row costs four integers. A variant of a wording is a near copy: other
figures, a step more or less, another time or unit.

What depends on a report (its organisation, kind of organisation, fiscal year) is one private
character in the text of a wording, filled in by `Row.filled`.

New vocabulary comes with size as in nature: names of villages, roads and systems are numbers
drawn from a Pareto distribution of shape NAME_SHAPE, so that of n draws about
n ** (1 / (1 + NAME_SHAPE)) are distinct (Heaps' law); compounds
of three words ("ตู้คำขอริมทาง") and the pairing of doings with things add to it.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from random import Random
from types import MappingProxyType

from itasearch.config import ReadLimits
from itasearch.domain.organisations import organisation_types
from itasearch.domain.words import segmenter
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.records import Measure, Organisation, OrganisationType, Report, ReportKind
from itasearch.text.dates.months import MONTHS
from itasearch.text.thai.normalize import arabic_digits

NAME_SHAPE = 0.45  #: Shape of the distribution of invented names: smaller is more distinct ones

RESULTS_FIELDS = ("title", "steps", "timeframe", "responsible", "results", "outcomes")
PLAN_FIELDS = ("title", "steps", "timeframe", "responsible", "follow_up")
FIELDS: Mapping[ReportKind, tuple[str, ...]] = MappingProxyType(
    {ReportKind.RESULTS: RESULTS_FIELDS, ReportKind.PLAN: PLAN_FIELDS}
)
"""The text fields of a measure, by the kind of its report, in the order of `Row.filled`."""

_CORPUS = Path(__file__).resolve().parents[1] / "corpus"
_BETWEEN_FIELDS = "\x1f"

_NAME, _BARE_NAME, _LONG_KIND, _SHORT_KIND, _HEAD, _LAW = map(chr, range(0xE000, 0xE006))
_OF_TOWN = frozenset({_NAME, _BARE_NAME})
_OF_KIND = frozenset({_LONG_KIND, _SHORT_KIND, _HEAD, _LAW})
_OFFSETS = range(-2, 3)
_YEAR = {offset: chr(0xE012 + offset) for offset in _OFFSETS}
_SHORT_YEAR = {offset: chr(0xE022 + offset) for offset in _OFFSETS}
_OF_YEAR = frozenset({*_YEAR.values(), *_SHORT_YEAR.values()})
_COUNT = "\uf000"
"""Before a number that counts items or quarters, so that no other takes its place."""
_THAI_STYLE = 0x100  #: Added to the code of a year's character where its digits are Thai
_ALL_OF_YEAR = _OF_YEAR | {chr(ord(mark) + _THAI_STYLE) for mark in _OF_YEAR}
_MARKS = re.compile("[\ue000-\ue1ff]")

_TO_THAI = {ord(digit): chr(0x0E50 + int(digit)) for digit in "0123456789"} | {
    ord(mark): chr(ord(mark) + _THAI_STYLE) for mark in _OF_YEAR
}
_FULL_YEAR_TEXT = re.compile(r"(?<![\d,.])25\d\d(?![\d,])")
_SHORT_MONTHS = "|".join(re.escape(short) for _, short in MONTHS)
_SHORT_YEAR_TEXT = re.compile(rf"(?P<month>{_SHORT_MONTHS})(?P<blank>\s?)(?P<year>\d\d)(?!\d)")
_FIGURE = re.compile(
    r"(?<![A-Za-z/\d.,\uf000-])\d[\d,]*(?:\.\d+)?(?![\d/A-Za-z]|\s?(?:เดือน|ไตรมาส|ปี|ชั่วโมง|\.\d))"
)
_ITEM = re.compile(r"\n|\s[-•]\s|(?:(?<=\s)|^)(?:\d{1,2}\s?[.)]|\d{1,2}(?:\.\d{1,2})+)\s?(?=\D)")
_ITEM_MARK = re.compile(r"^[\s\-•]+|^\d{1,2}(?:\.\d{1,2})*\s?[.)]\s*")
_SHORTEST_ITEM, _LONGEST_ITEM = 6, 160
_LONGEST_TITLE = 150

_RELATED = 8  #: How many samples with the most title words in common lend a sample their lines

_THAI_DIGITS = 0.3  #: Share of wordings with Thai digits

_BULLETS = 0.35  #: Share of wordings whose items have bullets, not numbers

_OWN_ITEM, _BORROWED_ITEM = 0.7, 0.35
"""How likely an item of the sample stays, and one of a related sample joins it."""

_NAMED_ITEM, _NAMED_TITLE, _LATIN_NAME = 0.3, 0.3, 0.35
"""Shares of fields with an invented name, of such title endings, and of names in Latin letters."""

_TITLE_KEPT, _TITLE_OF_THING = 0.45, 0.4
"""Shares of titles of the samples, and of a doing with a thing; the rest are compounds."""

_COMMON_NAMES = 20  #: About as many names as this make up the quarter that is used most

_MOST_NAMES = 60_000_000  #: Invented names there are; five syllables at most

_CACHED_ROWS = 16_384  #: Rows kept as composed; the most copied ones are asked for again and again


@cache
def word_lists() -> Mapping[str, Mapping[str, list[str]]]:
    """The lists of generate_words.toml, by section and name."""
    path = Path(__file__).with_name("generate_words.toml")
    return MappingProxyType(tomllib.loads(path.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What a measure of the sample corpus lends: its title and the items of its cells, marked."""

    title: str
    steps: tuple[str, ...]
    results: tuple[str, ...]
    outcomes: tuple[str, ...]
    follow_up: tuple[str, ...]
    responsible: tuple[str, ...]


@cache
def samples() -> tuple[Sample, ...]:
    """The measures of corpus/examples and corpus/real, as the product's own reader gives them."""
    files = sorted(
        path
        for name in ("examples", "real")
        for path in (_CORPUS / name).iterdir()
        if path.is_file()
    )
    reports = [one for path in files for one in parse_file(path, limits=ReadLimits()).reports]
    return tuple(_sample(measure, report) for report in reports for measure in report.measures)


def _sample(measure: Measure, report: Report) -> Sample:
    def items(text: str | None) -> tuple[str, ...]:
        marked = marked_text(text or "", report.organisation, report.fiscal_year_be or 0)
        found = (_ITEM_MARK.sub("", part).strip() for part in _ITEM.split(marked))
        return tuple(one for one in found if _SHORTEST_ITEM <= len(one) <= _LONGEST_ITEM)

    title = marked_text(measure.title, report.organisation, report.fiscal_year_be or 0)
    return Sample(
        title=" ".join(title.split()),
        steps=items(measure.steps),
        results=items(measure.results),
        outcomes=items(measure.outcomes),
        follow_up=items(measure.follow_up),
        responsible=items(measure.responsible),
    )


def has_marks(text: str) -> bool:
    """Whether a text lacks what only a report can fill in."""
    return _MARKS.search(text) is not None


def marked_text(text: str, owner: Organisation | None, fiscal_year_be: int) -> str:
    """A text with marks for all that names its report's organisation, its kind and its years."""
    text = arabic_digits(text)
    prefixes = [kind.prefix for kind in organisation_types() if not kind.whole]
    kinds = "|".join(sorted(prefixes, key=len, reverse=True))
    if owner is not None:
        bare = re.sub(f"^(?:{kinds})", "", owner.name)
        text = re.sub(rf"(?:{kinds})\s?{bare}", _NAME, text).replace(bare, _BARE_NAME)
    text = re.sub(r"นายกเทศมนตรี(?:ตำบล|เมือง|นคร)?|นายก\s?(?:อบต\.|อบจ\.)", _HEAD, text)
    text = re.sub(kinds, _LONG_KIND, text)
    text = re.sub(r"อบต\.|อบจ\.|ท[ตมน]\.|เทศบาล", _SHORT_KIND, text)
    text = re.sub("เทศบัญญัติ|ข้อบัญญัติ", _LAW, text)
    text = re.sub(rf"(?<=[ก-๙])\s(?=[{_NAME}-{_LAW}])", "", text)  # most kinds join the word before

    def full(found: re.Match[str]) -> str:
        return _YEAR.get(int(found[0]) - fiscal_year_be, found[0])

    def short(found: re.Match[str]) -> str:
        mark = _SHORT_YEAR.get(2500 + int(found["year"]) - fiscal_year_be)
        return found[0] if mark is None else found["month"] + found["blank"] + mark

    return _SHORT_YEAR_TEXT.sub(short, _FULL_YEAR_TEXT.sub(full, text))


def fills(owner: Organisation, fiscal_year_be: int) -> Mapping[str, str]:
    """What an organisation's report of a fiscal year has in place of each mark."""
    kind = next(one for one in organisation_types() if owner.name.startswith(one.prefix))
    short, head, law = _WORDS_OF_TYPE.get(owner.type, ("เทศบาล", "นายกเทศมนตรี", "เทศบัญญัติ"))
    found = {
        _NAME: owner.name,
        _BARE_NAME: owner.name.removeprefix(kind.prefix),
        _LONG_KIND: kind.prefix,
        _SHORT_KIND: short,
        _HEAD: head,
        _LAW: law,
    }
    for marks, form in ((_YEAR, "{:04}"), (_SHORT_YEAR, "{:02}")):
        for offset, mark in marks.items():
            year = fiscal_year_be + offset
            digits = form.format(year if marks is _YEAR else year % 100)
            found[mark] = digits
            found[chr(ord(mark) + _THAI_STYLE)] = digits.translate(_TO_THAI)
    return found


_WORDS_OF_TYPE = {
    OrganisationType.SUBDISTRICT_ADMINISTRATIVE_ORGANISATION: ("อบต.", "นายก อบต.", "ข้อบัญญัติ"),
    OrganisationType.PROVINCIAL_ADMINISTRATIVE_ORGANISATION: ("อบจ.", "นายก อบจ.", "ข้อบัญญัติ"),
}
"""Short kind, title of the head, and name of its law; municipalities have others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The texts of one measure, marks in them."""

    text: str
    marks: tuple[str, ...]  #: all that are in it
    of_year: bool
    of_town: bool
    of_kind: bool

    @property
    def reads_anywhere(self) -> bool:
        """Whether its texts name neither year nor town nor kind."""
        return not (self.of_year or self.of_town or self.of_kind)

    def filled(self, texts_of_marks: Mapping[str, str]) -> tuple[str, ...]:
        """The texts without marks, one for each field of the report's kind."""
        text = self.text
        for mark in self.marks:
            text = text.replace(mark, texts_of_marks[mark])
        return tuple(text.split(_BETWEEN_FIELDS))


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A row while it is composed."""

    title: str
    steps: list[str]
    results: list[str]
    outcomes: list[str]
    follow_up: list[str]
    responsible: str
    timeframe: str
    base: int
    thai_digits: bool = False
    bullet: bool = False


class Composer:
    """Makes rows of numbers; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._samples = samples()
        self._related = _related_samples()
        lists = word_lists()
        self._titles, self._texts, self._names = lists["titles"], lists["texts"], lists["names"]
        self._things = things()
        self.row = lru_cache(maxsize=_CACHED_ROWS)(self._row)
        """The row of a wording (from 0), its variant (0: as first written) and a kind."""

    def _row(self, wording: int, variant: int, kind: ReportKind) -> Row:
        chance = Random(f"{self._seed}/{wording}")
        draft = self._first(chance)
        if variant:
            chance = Random(f"{self._seed}/{wording}/{variant}")
            self._vary(draft, chance)
        figures = Random(f"{self._seed}/{wording}/{variant}/f")
        is_plan = kind is ReportKind.PLAN
        last = (draft.follow_up,) if is_plan else (draft.results, draft.outcomes)
        text = _BETWEEN_FIELDS.join(
            [
                draft.title,
                _items(draft.steps, bullet=draft.bullet),
                draft.timeframe,
                draft.responsible,
                *(_items(each, bullet=draft.bullet) for each in last),
            ]
        )
        text = _FIGURE.sub(lambda found: _other_figure(found, figures), text)
        text = text.replace(_COUNT, "")
        if draft.thai_digits:
            text = text.translate(_TO_THAI)
        marks = frozenset(_MARKS.findall(text))
        return Row(
            text=text,
            marks=tuple(sorted(marks)),
            of_year=any(mark in marks for mark in _ALL_OF_YEAR),
            of_town=not marks.isdisjoint(_OF_TOWN),
            of_kind=not marks.isdisjoint(_OF_KIND),
        )

    def _first(self, chance: Random) -> _Draft:
        base = chance.randrange(len(self._samples))
        sample = self._samples[base]
        return _Draft(
            title=self._title(sample, chance),
            steps=self._lines(base, "steps", chance, most=5, least=2),
            results=self._lines(base, "results", chance, most=3, least=1),
            outcomes=self._lines(base, "outcomes", chance, most=2, least=1),
            follow_up=self._lines(base, "follow_up", chance, most=2, least=1),
            responsible=self._responsible(sample, chance),
            timeframe=self._timeframe(chance),
            base=base,
            thai_digits=chance.random() < _THAI_DIGITS,
            bullet=chance.random() < _BULLETS,
        )

    def _vary(self, draft: _Draft, chance: Random) -> None:
        """Change one thing for certain, and others perhaps."""
        changes = chance.sample(range(4), k=chance.choice((1, 1, 2)))
        if 0 in changes:
            other = self._samples[chance.choice(self._related[draft.base])].steps
            item = chance.choice(other or self._texts["steps"])
            draft.steps[chance.randrange(len(draft.steps))] = self._named(item, chance, always=True)
        if 1 in changes:
            item = chance.choice(self._texts["steps"])
            draft.steps.append(self._named(item, chance, always=True))
        if 2 in changes:
            draft.responsible = self._responsible(self._samples[draft.base], chance)
            draft.timeframe = self._timeframe(chance)
        if 3 in changes:
            draft.title = self._tailed(draft.title, chance)

    def _lines(self, base: int, name: str, chance: Random, *, most: int, least: int) -> list[str]:
        """Items of a field: of the sample, of related samples, and of the list of all."""
        own = getattr(self._samples[base], name)
        other = getattr(self._samples[chance.choice(self._related[base])], name)
        chosen = [one for one in own if chance.random() < _OWN_ITEM][:most]
        for one in other:
            if len(chosen) < most and chance.random() < _BORROWED_ITEM:
                chosen.append(one)
        while len(chosen) < least:
            chosen.append(chance.choice(self._texts[name]))
        chosen = list(dict.fromkeys(chosen))
        place = chance.randrange(len(chosen))
        chosen[place] = self._named(chosen[place], chance)
        return chosen

    def _named(self, text: str, chance: Random, *, always: bool = False) -> str:
        """A text with an invented name behind it, now and then."""
        if not always and chance.random() > _NAMED_ITEM:
            return text
        names = self._names
        number = min(int(_COMMON_NAMES * chance.paretovariate(NAME_SHAPE)), _MOST_NAMES)
        if chance.random() < _LATIN_NAME:
            name = _spelt(number, names["latin"])
            return text + chance.choice(names["latin_bearers"]).format(name)
        name = _spelt(number, names["syllables"])
        return text + chance.choice(names["bearers"]).format(name)

    def _title(self, sample: Sample, chance: Random) -> str:
        way = chance.random()
        if way < _TITLE_KEPT:
            return self._tailed(sample.title, chance) if chance.random() < 0.5 else sample.title
        doing = chance.choice(self._titles["doings"])
        if way < _TITLE_KEPT + _TITLE_OF_THING:
            return self._tailed(doing + chance.choice(self._things), chance)
        heads, things, tails = (
            self._titles[f"compound_{part}"] for part in ("heads", "things", "tails")
        )
        made = f"{chance.choice(heads)}{chance.choice(things)}{chance.choice(tails)}"
        return self._tailed(doing + made, chance)

    def _tailed(self, title: str, chance: Random) -> str:
        """A title with for whom and by what, or with a name."""
        if chance.random() < _NAMED_TITLE:
            tailed = self._named(title, chance, always=True)
        else:
            lists = chance.choice((("for_whom",), ("by_what",), ("for_whom", "by_what")))
            tailed = "".join([title, *(chance.choice(self._titles[each]) for each in lists)])
        return tailed if len(tailed) <= _LONGEST_TITLE else title

    def _responsible(self, sample: Sample, chance: Random) -> str:
        if sample.responsible and chance.random() < _OWN_ITEM:
            return chance.choice(sample.responsible)
        first, second = chance.sample(self._texts["responsible"], k=2)
        return f"{first}และ{second}" if chance.random() < 0.25 else first

    def _timeframe(self, chance: Random) -> str:
        first, last = sorted(chance.sample(range(12), k=2))  # months of the fiscal year
        months = [MONTHS[(9 + month) % 12] for month in (first, last)]
        years = [-1 if month < 3 else 0 for month in (first, last)]
        return chance.choice(self._texts["timeframes"]).format(
            a=months[0][0],
            s=months[0][1],
            e=months[1][1],
            ya=_YEAR[years[0]],
            ys=_SHORT_YEAR[years[0]],
            ye=_SHORT_YEAR[years[1]],
            q=_COUNT + str(chance.randint(1, 4)),
            y=_YEAR[0],
            z=_YEAR[-1],
        )


@cache
def _related_samples() -> tuple[tuple[int, ...], ...]:
    """Of each sample, those whose titles share the most words with its own."""
    words = [frozenset(segmenter().words(_MARKS.sub("", one.title))) for one in samples()]
    return tuple(
        tuple(
            sorted(
                (other for other in range(len(words)) if other != one),
                key=lambda other: (-len(words[one] & words[other]), other),
            )[:_RELATED]
        )
        for one in range(len(words))
    )


@cache
def things() -> tuple[str, ...]:
    """What titles of the samples are about: titles without their doing, marks in them."""
    beginnings = "|".join(
        sorted(map(re.escape, word_lists()["titles"]["beginnings"]), key=len, reverse=True)
    )
    begins = re.compile(f"(?:{beginnings})")
    found = dict.fromkeys(
        begins.sub("", one.title, count=1) for one in samples() if begins.match(one.title)
    )
    return tuple(one.strip() for one in found if re.match("[ก-ฮเ-ไ]", one.strip()))


def _items(items: Sequence[str], *, bullet: bool) -> str:
    if len(items) == 1:
        return items[0]
    return "\n".join(
        f"- {item}" if bullet else f"{_COUNT}{number}. {item}"
        for number, item in enumerate(items, 1)
    )


def _other_figure(found: re.Match[str], chance: Random) -> str:
    """A figure of the same size and form."""
    text = found[0]
    value = float(text.replace(",", "").rstrip(".") or 0)
    if "." in text:
        value = value * chance.uniform(0.85, 1.1)
        places = len(text.partition(".")[2])
        return f"{min(value, 99.0) if value <= 110 else value:.{places}f}"
    other = max(1, round(value * chance.lognormvariate(0, 0.35)))
    if value <= 100 < other:
        other = round(value)
    return f"{other:,}" if "," in text or other >= 10_000 else str(other)


def _spelt(number: int, syllables: Sequence[str]) -> str:
    """The invented word of a number from 1, two syllables at least; no two numbers share one.

    Its digits in the base of the syllables, each moved on by the one before, so that numbers
    in a row give words unlike each other.
    """
    word, moved, rest = "", 0, number + len(syllables)
    while rest:
        moved = (rest + 7 * moved) % len(syllables)
        word += syllables[moved]
        rest //= len(syllables)
    return word

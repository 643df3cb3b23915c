"""Generated corpora of any size, up to those of a nation, the same ones for the same seed.

    python -m bench.generate --measures 100000 --seed 1 --files FOLDER
    python -m bench.generate --measures 100000 --seed 1 --home HOME

`--files` writes CSV reports that the product reads as they were meant; `--home` puts the same
reports into the store of HOME without any file (`itasearch reread` finds no originals there).
From Python: `reports`, `as_csv` and `queries`.

Every organisation, district, village and person is invented: names are put together of words
and syllables (generate_words.toml) and belong to no place. Provinces are the real 77. The texts
are those of the sample corpus, recombined: see bench.generated_texts.

Reports have about ten measures (4 to 16), towns a plan and a results report for half of their
possible years: a corpus has measures / 80 towns, at most TOWNS. Kinds of town come in the shares
of the country. Of all measures DISTINCT_SHARE (40 %, an assumption: no count of the nation is
known) have texts that none before them has; half of these are new wordings, half near copies with
other figures, months, units, or a step more. The others are exact copies by Simon's process: of
the town's last report, else of any earlier measure, so that uses of a text have a power law (at
100,000 measures the text used most has 663 uses). A text that names its year, town or kind is
copied exactly only where they agree. Reports come by fiscal year, as a library grows.

A third of each kind of `queries` is of the judged sets (tests/data/eval, those without an answer
included), as long as there are any of the kind; misspelled ones also of tests/data/
misspellings.tsv. The others are composed: of what titles of the sample corpus are about, of the
glossary's English terms, of frames of questions, and with the usual mistakes of typing. Judged
queries repeat in a long list, composed ones hardly.

Memory is bounded: 15 bytes a measure and a cache of rows (1,000,000 measures: 100 MB above what
the samples take).
"""

import argparse
import csv
import hashlib
import io
import sys
import time
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from random import Random
from types import MappingProxyType

from bench.generated_texts import FIELDS, Composer, fills, has_marks, samples, things, word_lists
from itasearch.config import load_settings
from itasearch.domain.glossary import glossary
from itasearch.domain.organisations import organisation_types
from itasearch.domain.places import provinces
from itasearch.evaluate import read_queries
from itasearch.ingest.batch import READING_VERSION
from itasearch.model.evaluation import JudgedQuery
from itasearch.model.library import no_progress
from itasearch.model.records import (
    Extraction,
    Measure,
    Organisation,
    OrganisationType,
    Report,
    ReportKind,
    measure_id,
    report_id,
)
from itasearch.model.source import SourceRef
from itasearch.workspace.parts import Parts
from itasearch.workspace.writer_lock import writing

_DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
_JUDGED = 1 / 3
_LONG = 25  #: Letters from which a Thai query is a long one


class QueryKind(StrEnum):
    """What a query is written like."""

    THAI_SHORT = "thai short"
    THAI_LONG = "thai long"
    ENGLISH = "english"
    MIXED = "mixed"
    MISSPELLED = "misspelled"


KIND_SHARES: Mapping[QueryKind, float] = MappingProxyType(
    {
        QueryKind.THAI_SHORT: 0.4,
        QueryKind.THAI_LONG: 0.25,
        QueryKind.ENGLISH: 0.1,
        QueryKind.MIXED: 0.1,
        QueryKind.MISSPELLED: 0.15,
    }
)
"""Shares of the kinds; chosen, for no log of queries is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedQuery:
    """A query and what it is written like."""

    text: str
    kind: QueryKind


def queries(seed: int, n: int) -> Iterator[GeneratedQuery]:
    """`n` queries; those of a smaller n come first."""
    chance = Random(f"{seed}/queries")
    kinds, weights = list(KIND_SHARES), list(KIND_SHARES.values())
    for _ in range(n):
        kind = chance.choices(kinds, weights=weights)[0]
        judged = _judged()[kind]
        text = chance.choice(judged) if chance.random() < _JUDGED else _composed(kind, chance)
        yield GeneratedQuery(text=text, kind=kind)


@cache
def _judged() -> Mapping[QueryKind, Sequence[str]]:
    by_kind: dict[QueryKind, dict[str, None]] = {kind: {} for kind in QueryKind}
    for path in sorted((_DATA / "eval").glob("*/*.queries.tsv")):
        for query in read_queries(path):
            by_kind[_kind(query)][query.text] = None
    for line in (_DATA / "misspellings.tsv").read_text(encoding="utf-8").splitlines():
        typed, _, meant = line.partition("\t")
        if meant and not line.startswith("#"):
            by_kind[QueryKind.MISSPELLED][typed] = None
    return {kind: tuple(texts) for kind, texts in by_kind.items()}


def _kind(query: JudgedQuery) -> QueryKind:
    if query.type == "misspelled":
        return QueryKind.MISSPELLED
    thai = QueryKind.THAI_LONG if len(query.text) >= _LONG else QueryKind.THAI_SHORT
    return {"en": QueryKind.ENGLISH, "mixed": QueryKind.MIXED}.get(query.language, thai)


def _composed(kind: QueryKind, chance: Random) -> str:
    frames = word_lists()["queries"]
    match kind:
        case QueryKind.THAI_SHORT:
            return _thai(chance)
        case QueryKind.THAI_LONG:
            doing = chance.choice(word_lists()["titles"]["doings"])
            return chance.choice(frames["questions"]).format(doing + chance.choice(_things()))
        case QueryKind.ENGLISH:
            return chance.choice(frames["english"]).format(chance.choice(_names("english")))
        case QueryKind.MIXED:
            frame = chance.choice(frames["mixed"])
            return frame.format(english=chance.choice(_names("english")), thai=_thai(chance))
        case QueryKind.MISSPELLED:
            return _misspelled(chance)


def _thai(chance: Random) -> str:
    """A few words: a name of a concept, or two, or of what a title is about."""
    names = _names("thai")
    way = chance.random()
    if way < 0.4:
        return chance.choice(names)
    if way < 0.6:
        return " ".join(chance.sample(names, k=2))
    return chance.choice([thing for thing in _things() if len(thing) < _LONG])


@cache
def _things() -> tuple[str, ...]:
    return tuple(thing for thing in things() if not has_marks(thing))


@cache
def _names(language: str) -> tuple[str, ...]:
    """Names of the glossary's concepts, "thai" or "english"."""
    concepts = glossary().concepts
    return tuple(name for one in concepts for name in getattr(one, language))


def _misspelled(chance: Random) -> str:
    """A Thai query with one mistake that it can have."""
    mistakes: Sequence[Sequence[str]] = word_lists()["queries"]["mistakes"]
    while True:
        text = _thai(chance)
        fitting = [(meant, typed) for meant, typed in mistakes if meant in text]
        if fitting:
            meant, typed = chance.choice(fitting)
            return text.replace(meant, typed, 1)


TOWNS = 8_000  #: Organisations at most

YEARS = range(2561, 2569)  #: Fiscal years of the reports

DISTINCT_SHARE = 0.4  #: Share of measures whose texts no earlier measure has

OWN_COPY = 0.45  #: How likely a copy is of the town's own last report

MEASURES_PER_REPORT = 10  #: On average

_NEW_WORDINGS = 0.5  #: Share of new wordings among distinct texts; the others are near copies

_DEVIATION = 4  #: How many measures more or less than on average a report has at most

_SINGLE_IS_RESULTS = 0.75  #: Share of results reports where a town has one report in a year

_STEERING = 100.0
"""Measures within which the share of distinct texts comes back to what was asked for."""

_TRIES = 12
"""How often another measure is looked for, to be copied, before a near copy is made instead."""

_TRIES_OF_ALL = 6
"""How many of these are among all measures; then among those that read the same anywhere."""

SHARES: Mapping[OrganisationType, float] = MappingProxyType(
    {
        OrganisationType.SUBDISTRICT_ADMINISTRATIVE_ORGANISATION: 0.675,
        OrganisationType.SUBDISTRICT_MUNICIPALITY: 0.286,
        OrganisationType.TOWN_MUNICIPALITY: 0.025,
        OrganisationType.PROVINCIAL_ADMINISTRATIVE_ORGANISATION: 0.010,
        OrganisationType.CITY_MUNICIPALITY: 0.004,
    }
)
"""Kinds of local government, as Thailand's 7,850 are."""

_MEDIA_TYPE = "text/csv"
_HEADER_ROW = 4
_TITLES: Mapping[ReportKind, str] = MappingProxyType(
    {
        ReportKind.RESULTS: "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส",
        ReportKind.PLAN: "มาตรการส่งเสริมคุณธรรมและความโปร่งใส",
    }
)


def organisations(seed: int, count: int) -> Iterator[Organisation]:
    """Invented organisations, no two of one name; those of a smaller count come first."""
    chance = Random(f"{seed}/organisations")
    names = word_lists()["names"]
    prefixes = {kind.type: kind.prefix for kind in organisation_types()}
    kinds, shares = list(SHARES), list(SHARES.values())
    of_land = list(provinces())
    chance.shuffle(of_land)
    weights = [chance.lognormvariate(0, 0.7) for _ in of_land]
    used: set[str] = set()
    for number in range(count):
        while (name := _place_name(chance, names)) in used:
            pass
        used.add(name)
        is_left = number < len(kinds)
        kind = kinds[number] if is_left else chance.choices(kinds, weights=shares)[0]
        is_left = number < len(of_land)
        province = of_land[number] if is_left else chance.choices(of_land, weights=weights)[0]
        yield Organisation(
            name=prefixes[kind] + name,
            type=kind,
            district=_place_name(chance, names),
            province=province.name,
        )


def _place_name(chance: Random, names: Mapping[str, Sequence[str]]) -> str:
    return "".join(chance.choice(names[part]) for part in ("heads", "middles", "tails"))


def reports(*, seed: int, measures: int) -> Iterator[Report]:
    """Reports with `measures` measures in all, as the product reads them of `as_csv`."""
    return _Nation(seed=seed, measures=measures).reports()


@dataclass(frozen=True, slots=True)
class _Slot:
    """What a measure's texts are made of."""

    wording: int
    variant: int
    year: int
    town: int


class _History:
    """All measures so far of one kind of report, in arrays: at most 15 bytes each."""

    def __init__(self) -> None:
        self.wordings, self.variants = array("I"), array("I")
        self.years, self.towns = array("B"), array("H")
        #: places of those whose texts name neither year nor town nor kind
        self.anywhere = array("I")

    def __len__(self) -> int:
        return len(self.wordings)

    def __getitem__(self, place: int) -> _Slot:
        return _Slot(
            self.wordings[place], self.variants[place], YEARS[self.years[place]], self.towns[place]
        )

    def append(self, slot: _Slot, *, anywhere: bool) -> None:
        """Add a measure."""
        if anywhere:
            self.anywhere.append(len(self))
        self.wordings.append(slot.wording)
        self.variants.append(slot.variant)
        self.years.append(slot.year - YEARS[0])
        self.towns.append(slot.town)


class _Nation:
    """The state of one corpus while it is generated."""

    def __init__(self, *, seed: int, measures: int) -> None:
        self._measures = measures
        self._count = max(1, round(measures / MEASURES_PER_REPORT))
        self._chance = Random(f"{seed}/corpus")
        self._composer = Composer(seed)
        towns = min(TOWNS, -(-self._count // len(YEARS)))
        self._towns = tuple(organisations(seed, towns))
        self._history = {kind: _History() for kind in FIELDS}
        self._last: dict[int, tuple[ReportKind, tuple[_Slot, ...]]] = {}
        self._made = self._distinct = self._wordings = self._variants = 0

    def reports(self) -> Iterator[Report]:
        """Reports by fiscal year."""
        for number, (year, town, kind) in enumerate(self._plan()):
            yield self._report(number, year, town, kind)

    def _plan(self) -> Iterator[tuple[int, int, ReportKind]]:
        """Which reports there are: as many as wanted, each place as likely as any other."""
        left, places = self._count, 2 * len(YEARS) * len(self._towns)
        for year in YEARS:
            for town in range(len(self._towns)):
                chosen = 0
                for _ in range(2):
                    taken = self._chance.random() * places < left
                    chosen, left, places = chosen + taken, left - taken, places - 1
                if chosen == 2:
                    yield year, town, ReportKind.PLAN
                    yield year, town, ReportKind.RESULTS
                elif chosen:
                    single = self._chance.random() < _SINGLE_IS_RESULTS
                    yield year, town, ReportKind.RESULTS if single else ReportKind.PLAN

    def _report(self, number: int, year: int, town: int, kind: ReportKind) -> Report:
        owner = self._towns[town]
        texts_of_marks = fills(owner, year)
        slots: list[_Slot] = []
        rows: list[tuple[str, ...]] = []
        for position in range(self._size(self._count - number)):
            slot = self._slot(kind, year, town, position, {one.wording for one in slots})
            slots.append(slot)
            row = self._composer.row(slot.wording, slot.variant, kind)
            rows.append((str(position + 1), *row.filled(texts_of_marks)))
        for slot in slots:
            row = self._composer.row(slot.wording, slot.variant, kind)
            self._history[kind].append(slot, anywhere=row.reads_anywhere)
        self._last[town] = (kind, tuple(slots))
        columns = [word_lists()["headers"][name] for name in ("number", *FIELDS[kind])]
        headers = [spellings[town % len(spellings)] for spellings in columns]
        return _report(f"generated/{year}/{number:06}.csv", owner, year, kind, headers, rows)

    def _size(self, reports_left: int) -> int:
        left = self._measures - self._made
        if reports_left == 1:
            return left
        mean = left / reports_left
        size = round(mean + self._chance.triangular(-_DEVIATION, _DEVIATION))
        return max(1, min(size, left - reports_left + 1))

    def _slot(self, kind: ReportKind, year: int, town: int, position: int, used: set[int]) -> _Slot:
        """What the next measure is: new, a near copy, or an exact one."""
        self._made += 1
        # Steers towards the share, so that it holds in small corpora, too.
        lacking = DISTINCT_SHARE * self._made - self._distinct
        if self._chance.random() >= DISTINCT_SHARE + lacking / _STEERING:
            copied = self._exact(kind, year, town, position, used)
            if copied is not None:
                return copied
        self._distinct += 1
        if self._chance.random() >= _NEW_WORDINGS and len(self._history[kind]):
            source = self._source(kind, town, position)
            for _ in range(_TRIES):
                if source.wording not in used:
                    self._variants += 1
                    return _Slot(source.wording, self._variants, year, town)
                source = self._source(kind, town, None)
        self._wordings += 1
        return _Slot(self._wordings - 1, 0, year, town)

    def _source(
        self, kind: ReportKind, town: int, position: int | None, *, exact: bool = False
    ) -> _Slot:
        """A measure to copy; an exact copy of a plan's row is in a plan."""
        if position is not None and self._chance.random() < OWN_COPY:
            last_kind, last = self._last.get(town, (kind, ()))
            if position < len(last) and not (exact and last_kind is not kind):
                return last[position]
        history = self._history[kind]
        return history[self._chance.randrange(len(history))]

    def _exact(
        self, kind: ReportKind, year: int, town: int, position: int, used: set[int]
    ) -> _Slot | None:
        """A measure that reads the same in this report; None if none is found."""
        history = self._history[kind]
        for attempt in range(_TRIES):
            if attempt < _TRIES_OF_ALL and len(history):
                source = self._source(kind, town, None if attempt else position, exact=True)
            elif len(history.anywhere):
                source = history[self._chance.choice(history.anywhere)]
            else:
                return None
            if source.wording not in used and self._reads_the_same(source, kind, year, town):
                return source
        return None

    def _reads_the_same(self, source: _Slot, kind: ReportKind, year: int, town: int) -> bool:
        row = self._composer.row(source.wording, source.variant, kind)
        types = {self._towns[each].type for each in (source.town, town)}
        return (
            (source.year == year or not row.of_year)
            and (source.town == town or not row.of_town)
            and (len(types) == 1 or not row.of_kind)
        )


def _report(
    path: str,
    owner: Organisation,
    year: int,
    kind: ReportKind,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> Report:
    sha256 = hashlib.sha256(_csv(owner, year, kind, headers, rows)).hexdigest()
    identifier = report_id(sha256)
    measures = []
    line = _HEADER_ROW
    for number, cells in enumerate(rows, 1):
        place = SourceRef(
            path=path,
            sha256=sha256,
            line_number=line + 1,
            table_number=1,
            row_number=_HEADER_ROW + number,
        )
        line += 1 + sum(cell.count("\n") for cell in cells)
        title, *texts = cells[1:]
        measure = Measure(
            id=measure_id(identifier, place),
            report_id=identifier,
            title=title,
            source=place,
            number=cells[0],
            raw_cells=tuple(zip(headers, cells, strict=True)),
            **dict(zip(FIELDS[kind][1:], texts, strict=True)),  # type: ignore[arg-type]
        )
        measures.append(measure)
    return Report(
        id=identifier,
        source=SourceRef(path=path, sha256=sha256),
        media_type=_MEDIA_TYPE,
        organisation=owner,
        fiscal_year_be=year,
        kind=kind,
        measures=tuple(measures),
        completeness=1.0,
    )


def as_csv(report: Report) -> bytes:
    """The file of a generated report, of which its ids are made."""
    owner, year = report.organisation, report.fiscal_year_be
    if owner is None or year is None or not report.measures:
        raise ValueError(f"report {report.id!r} was not generated: it lacks a fact or measures")
    headers = [header for header, _ in report.measures[0].raw_cells]
    rows = [[text for _, text in measure.raw_cells] for measure in report.measures]
    return _csv(owner, year, report.kind, headers, rows)


def _csv(
    owner: Organisation,
    year: int,
    kind: ReportKind,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    blank = [""] * (len(headers) - 1)
    writer.writerow([f"{_TITLES[kind]} {owner.name}", *blank])
    writer.writerow([f"อำเภอ{owner.district} จังหวัด{owner.province} ปีงบประมาณ พ.ศ. {year}", *blank])
    writer.writerow(["", *blank])
    writer.writerow(headers)
    writer.writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def write_files(folder: Path, generated: Iterator[Report]) -> Iterator[Report]:
    """Write each report as a CSV file below `folder`, in a folder of its year; yield it then."""
    for report in generated:
        path = folder.joinpath(*Path(report.source.path).parts[1:])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_csv(report))
        yield report


def store_all(home: Path, generated: Iterator[Report]) -> Iterator[Report]:
    """Add each report to the store of `home`, as `itasearch add` does; yield it then.

    Raises:
        LibraryMissingError: the store is gone or empty, and the home had reports.
    """
    settings = load_settings(home)
    with closing(Parts(settings)) as parts:
        for report in generated:
            with writing(settings.lock, no_progress):
                parts.store.intake.add(
                    Extraction(reports=(report,), media_type=_MEDIA_TYPE),
                    report.source,
                    media_type=_MEDIA_TYPE,
                    reading_version=READING_VERSION,
                )
            yield report


def main(arguments: Sequence[str]) -> None:
    """Generate as asked, and print how much and how fast."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--measures", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument("--files", type=Path, metavar="FOLDER")
    target.add_argument("--home", type=Path)
    given = parser.parse_args(arguments)
    samples()  # read once, whatever the size
    began, processor = time.perf_counter(), time.process_time()
    generated = reports(seed=given.seed, measures=given.measures)
    done = write_files(given.files, generated) if given.files else store_all(given.home, generated)
    count = measures = 0
    for report in done:
        count, measures = count + 1, measures + len(report.measures)
    seconds, processor = time.perf_counter() - began, time.process_time() - processor
    print(
        f"{count} reports, {measures} measures in {seconds:.1f} s, {processor:.1f} s of processor "
        f"({measures / seconds:.0f} measures a second)"
    )


if __name__ == "__main__":
    main(sys.argv[1:])

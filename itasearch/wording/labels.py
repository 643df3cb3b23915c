"""Names of things for people: fields, owners with their marks, places in files, corrections."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from math import floor
from pathlib import PurePosixPath
from urllib.parse import unquote

from itasearch.clock import local_time
from itasearch.domain.english_names import english_province, english_town_name, in_both_languages
from itasearch.domain.organisations import organisation_types
from itasearch.domain.places import provinces, regions
from itasearch.domain.topics import topic
from itasearch.model.comparison import MonthSpan
from itasearch.model.drafts import RESULT_FIELDS
from itasearch.model.ranking import NameKind, UnderstoodName
from itasearch.model.records import Measure, Organisation, OrganisationType, Quotation
from itasearch.model.source import SourceRef
from itasearch.text.dates.months import MONTHS
from itasearch.wording.document_words import TICKED, TICKS
from itasearch.wording.label import Label, data_label, quoted, shortened
from itasearch.wording.language import language, phrase, say

FIELD_NAMES: Mapping[str, Label] = {
    "title": Label("Measure"),
    "steps": Label("Steps", "labels"),
    "timeframe": Label("Timeframe", "labels"),
    "responsible": Label("Responsible unit"),
    "follow_up": Label("Follow-up"),
    "results": Label("Results"),
    "outcomes": Label("Outcomes"),
    "problems": Label("Problems"),
    "recommendations": Label("Recommendations"),
    "budget": Label("Budget"),
    "evidence": Label("Evidence and notes"),
    "row": Label("Whole row"),
}
"""Name by field: records.TEXT_FIELDS, and "row" for the whole measure."""


UNCHECKED = Label("reading not checked")  #: of a report, see SourceRef
NAMES_OF_BOTH: Mapping[str, Label] = {
    "results": Label("Results/problems (as the report heads the column)"),
    "outcomes": Label("Outcomes/problems (as the report heads the column)"),
    "recommendations": Label("Problems/recommendations"),
}
"""Name of a field that a report has in one column with problems."""


def field_label(measure: Measure, name: str) -> Label:
    """Name of a field of TEXT_FIELDS of a measure: of results that are expected, that they are, and
    of what is in one column with problems, that it is both."""
    from itasearch.domain.headers import is_of_both  # help and version load no list of words

    is_expected = name in RESULT_FIELDS and measure.is_expected(name)
    return column_label(name, of_both=is_of_both(measure, name), is_expected=is_expected)


def column_label(name: str, *, of_both: bool = False, is_expected: bool = False) -> Label:
    """Name of a field's column; `of_both`: it has problems, too."""
    if is_expected:
        return Label("Expected outcomes")
    return NAMES_OF_BOTH.get(name, FIELD_NAMES[name]) if of_both else FIELD_NAMES[name]


_ENGLISH_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
MONTH_NAMES = tuple(
    data_label(thai, english) for (_, thai), english in zip(MONTHS, _ENGLISH_MONTHS, strict=True)
)
"""Short names, January first."""

_SENTENCE_NAMES = {
    "title": Label("the title"),
    "responsible": Label("the unit responsible"),
    "outcomes": Label("the outcomes"),
    "evidence": Label("the evidence"),
    "row": Label("the whole measure"),
}

_DIGEST = re.compile(r"^[0-9a-f]{12}-(?=.)")  # before the name of a copy in the library
_OWN_COPY = re.compile(rf"^corpus/added/{_DIGEST.pattern[1:]}")
"""Prefix of the copies that the library keeps of added files."""


class WordingMark(StrEnum):
    """The mark of a report that is not what the named organisation wrote, in Thai."""

    SAMPLE = "ตัวอย่าง"  #: The organisation is invented
    REWORDED = "เรียบเรียงใหม่"  #: The organisation is real; the words are itasearch's, shortened


def month_names(year_month: str) -> Label:
    """Name of a month such as "2565-10": "ต.ค. 2565" and "Oct 2565"."""
    year, number = year_month.split("-")
    return Label("{month} {year}").filled(month=MONTH_NAMES[int(number) - 1], year=year)


_RECURRENCES = {
    "monthly": Label("every month"),
    "quarterly": Label("every quarter"),
    "half-yearly": Label("every six months"),
    "yearly": Label("every year"),
    "continuous": Label("continuously"),
}


def months_text(span: MonthSpan) -> str:
    """The months of a timeframe and how often, in words, with warnings about them."""
    texts = [_span_text(span)]
    if span.recurrence:
        label = _RECURRENCES.get(span.recurrence)
        texts.append(say(label) if label else span.recurrence)
    if span.leaves_fiscal_year:
        texts.append(phrase("! leaves the report's fiscal year"))
    if span.is_unsure:
        texts.append(phrase("? months read without certainty"))
    return " · ".join(texts)


def _span_text(span: MonthSpan) -> str:
    if span.start and span.end:
        ends = (dict.fromkeys((run.start, run.end)) for run in span.stretches or (span,))
        *first, last = [" – ".join(say(month_names(end)) for end in pair if end) for pair in ends]
        both = " และ " if language() == "th" else " and "
        return both.join(filter(None, (", ".join(first), last)))
    if span.end:
        return phrase("by {end}", end=month_names(span.end))
    if span.start:
        return phrase("from {start} on, no end stated", start=month_names(span.start))
    return phrase("No months stated")


def mark_of(organisation: Organisation | None, *, reworded: bool) -> WordingMark | None:
    """The mark beside an organisation's name, or of a `reworded` report; None for a real one."""
    if reworded:
        return WordingMark.REWORDED
    return WordingMark.SAMPLE if organisation is not None and organisation.sample else None


def owner_text(organisation: Organisation, *, reworded: bool, province: str = " จังหวัด{}") -> str:
    """An organisation's name, its province in "{}" of `province`, and the mark of a report."""
    place = province.format(organisation.province) if organisation.province else ""
    return organisation.name + place + mark_text(organisation, reworded=reworded)


def mark_text(organisation: Organisation | None, *, reworded: bool) -> str:
    """The mark of a report that is not the organisation's own, to append to its name, or ""."""
    mark = mark_of(organisation, reworded=reworded)
    return f" ({mark})" if mark else ""


def marked_year(year: str, source: SourceRef | None) -> str:
    """A report's fiscal year in words, with the mark of one that a person must still check."""
    is_unsure = source is not None and source.year_unsure
    return f"{year} ({say(Label('unsure', 'year'))})" if is_unsure else year


def field_in_sentence(field: str) -> Label:
    """Name of a field within a sentence, such as "the steps"."""
    if (own := _SENTENCE_NAMES.get(field)) is not None:
        return own
    name = FIELD_NAMES.get(field) or data_label(field, field)
    return data_label(name.th, f"the {name.en.lower()}")


def file_text(path: str) -> str:
    """A file by the name the person knows, also for the copy in the library."""
    return _OWN_COPY.sub("", path)


_THAI_ESCAPES = re.compile("(?:%E0%B[89]%[89AB][0-9A-F])+", re.IGNORECASE)


def file_name(path: str) -> str:
    """The name alone of a file or of what an address leads to, as the person knows it."""
    return address_text(_DIGEST.sub("", PurePosixPath(path).name))


def address_text(address: str) -> str:
    """A web address as browsers show it: Thai letters as letters, all else as it is."""
    return _THAI_ESCAPES.sub(lambda escapes: unquote(escapes[0]), address)


def place_text(
    source: SourceRef,
    *,
    bears: str | None = None,
    number: Callable[[str], str] = str,
    is_thai: bool = True,
) -> str:
    """Sheet, page, table, row, line, and the number that a measure `bears`, by `number`; and
    whether a person must still check the rows."""
    line = ("paragraph", "ย่อหน้าที่") if source.is_of_paragraph else ("line", "บรรทัด")
    numbers = (
        (("page", "หน้า"), source.page_number),
        (("table", "ตาราง"), source.table_number),
        (("row", "แถว"), source.row_number),
        (line, source.line_apart),
        (("number", "ลำดับที่"), bears),
    )
    found = [f"{names[is_thai]} {number(str(at))}" for names, at in numbers if at is not None]
    if source.sheet:
        found.insert(0, f"{'แผ่นงาน' if is_thai else 'sheet'} {source.sheet}")
    place = (" " if is_thai else ", ").join(found)
    unchecked = UNCHECKED.th if is_thai else UNCHECKED.en
    return f"{place} ({unchecked})".lstrip() if source.unchecked else place


def known_share(share: float) -> float:
    """A share rounded down to a thousandth: 0.9995 is not the whole, which alone is 1."""
    return floor(share * 1000 + 1e-6) / 1000


def percent_text(share: float) -> str:
    """A share in percent, rounded as `known_share`, with a decimal where it has one: "99.9"."""
    return f"{100 * known_share(share):.1f}".removesuffix(".0")


def score_text(score: float) -> str:
    """A score with two decimals, half a hundredth rounded up: 90.625 is "90.63"."""
    return str(Decimal(str(round(score, 6))).quantize(Decimal("0.01"), ROUND_HALF_UP))


def printed_change(score: float, before: float) -> float:
    """By how much a score is higher than one before it, as both are printed: two decimals."""
    return round(float(score_text(score)) - float(score_text(before)), 2)


def time_text(moment: datetime) -> str:
    """When something was done, by the clock of the installation, in the Buddhist Era."""
    from itasearch.text.dates.fiscal_year import CE_OFFSET  # not for `itasearch --help`

    local = local_time(moment)
    year, hour = local.year + CE_OFFSET, f"{local:%H:%M}"
    if language() == "en":
        return f"{local.day} {_ENGLISH_MONTHS[local.month - 1]} {year} BE, {hour}"
    return f"{local:%d/%m/}{year} {hour}"


def year_in_both_eras(year: int) -> str:
    """A fiscal year, to be found by either number."""
    from itasearch.text.dates.fiscal_year import CE_OFFSET

    return phrase("{year} (CE {ce})", year=year, ce=year - CE_OFFSET)


def lacking_text(name: str, of_reports: Label) -> str:
    """Why a name of a query is no filter: an unknown disclosure item, else `of_reports`."""
    item = _LACKING_ITEM.fullmatch(name)
    if item is None:
        spoken = name if language() == "th" else english_names_in(name)
        return say(of_reports, name=shortened(spoken, _LONGEST_NAME))
    if not item["year"]:
        return phrase(
            "the disclosure item {name} (OIT) is not known, or is about something else than the"
            " query; it is no filter",
            name=name,
        )
    text = phrase("{year} has no {item}, only the items {items}", **item.groupdict())
    if item["same"]:
        more = Label("what it is in other years is in {year}: {same}")
    else:
        more = Label("no known item of {year} is what it is in other years")
    return f"{text}; {say(more, year=item['year'], same=item['same'])}"


_LONGEST_NAME = 60  # code points of a name in a sentence
_LACKING_ITEM = re.compile(
    r"(?P<item>O\d+(?:–O\d+)?)(?: ปี (?P<year>\d+) \((?P<items>.+?)\)(?:: (?P<same>.+))?)?"
)


def english_name(one: UnderstoodName) -> str:
    """What a name or year of a query was read as, in English; towns in Thai, too."""
    if one.kind is NameKind.YEAR:
        return f"fiscal year {one.name.removeprefix('ปี ')}"
    if one.kind is NameKind.ITEM:
        item, _, of = one.name.partition(":")[0].partition(" ปี ")
        year, _, doubt = of.partition(" ")
        about = ", ".join(known.english for name in one.filters.topics if (known := topic(name)))
        return f"{item} of {year}{' (not confirmed)' if doubt else ''}: {about}"
    if one.kind is NameKind.INDICATOR:
        return "indicator " + ", ".join(map(str, one.filters.indicators))
    if one.kind is NameKind.TYPE:
        kinds = {kind.type: kind.english[0] for kind in organisation_types() if not kind.whole}
        return " / ".join(kinds[kind] for kind in map(OrganisationType, one.filters.types))
    if one.kind is NameKind.PROVINCE:
        return " / ".join(english_province(name) or name for name in one.filters.provinces)
    if one.kind is NameKind.REGION:
        return next((known.english for known in regions() if known.thai == one.name), one.name)
    return in_both_languages(one.name)


def english_names_in(text: str) -> str:
    """Names and years of a query, one after the other, in English where they have such names."""
    words = re.sub(r"ปี (?=\d)", "fiscal year ", text).split(" ")
    announced = {f"จังหวัด{province.name}": province.english for province in provinces()}
    return " ".join(english_town_name(word) or announced.get(word, word) for word in words)


LONGEST_QUOTATION = 240  # code points of a quotation on one line; by hand


def quotation_lines(
    quotations: Iterable[Quotation], *, of: str = "", length: int = LONGEST_QUOTATION
) -> Iterator[str]:
    """A line for each quotation: the name of its column and the text in quotation marks.

    Args:
        quotations: what reports say was done for a measure.
        of: id of the measure that is shown; a quotation of another row is followed by its source.
        length: code points of a text; the rest is cut off with "…".
    """
    for quotation in quotations:
        head = say(column_label(quotation.field, of_both=quotation.of_both))
        mark = f" {say(TICKED)}" if quotation.text in TICKS else ""
        source, place = quotation.source, ""
        if quotation.measure_id != of:
            position = place_text(source, is_thai=language() != "en")
            place = f" ({f'{file_name(source.path)} {position}'.strip()})"
        yield f"{head}: “{quoted(quotation.text, length)}”{mark}{place}"

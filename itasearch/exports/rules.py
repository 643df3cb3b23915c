"""Rule packs as tables: all years, or one year's items."""

from collections.abc import Iterator, Sequence

from itasearch.exports.words import (
    INDICATOR,
    TOPIC,
    UNKNOWN,
    YEAR,
    grid_of,
    language,
    nearest_rules_notes,
    phrase,
    say,
    titled,
    topic_text,
    type_text,
    year_text,
)
from itasearch.model.form_check import FormRules, KnownRules, Period, RulePack
from itasearch.model.records import ReportKind
from itasearch.model.tables import AnswerTable, TableFile
from itasearch.wording.label import Label
from itasearch.wording.names import KINDS

_ITEM, _TITLE, _SOURCE = Label("Item", "disclosure"), Label("Title"), Label("Source of this")
_YES, _NO = Label("yes"), Label("no")
PERIODS = {
    Period.THIS_YEAR: Label("this fiscal year"),
    Period.LAST_YEAR: Label("last fiscal year"),
    Period.EITHER_YEAR: Label("this or last fiscal year"),
}


def rules_tables(found: KnownRules) -> TableFile:
    """All years, or the items of one."""
    return (_years_tables if found.year is None else _items_tables)(found)


def _years_tables(found: KnownRules) -> TableFile:
    columns = [
        (YEAR, 1.0),
        (Label("Items"), 1.2),
        (KINDS[ReportKind.PLAN], 1.0),
        (KINDS[ReportKind.RESULTS], 1.0),
        (Label("Form confirmed"), 1.0),
        (_SOURCE, 4.0),
    ]
    kinds = (ReportKind.PLAN, ReportKind.RESULTS)
    rows = (
        (
            year_text(pack.fiscal_year_be),
            _count_text(pack),
            *(item.label if item else UNKNOWN for item in map(pack.item_of, kinds)),
            say(_YES if pack.form.confirmed else _NO),
            _source_text(pack),
        )
        for pack in found.packs
    )
    name = phrase("What the ITA asks for, by fiscal year")
    return TableFile(
        title=titled(name),
        notes=(phrase("the items of one year: itasearch rules YEAR"),),
        tables=(AnswerTable(name=name, grid=grid_of(columns, rows, empty=UNKNOWN)),),
    )


def _items_tables(found: KnownRules) -> TableFile:
    """A row a disclosure item, with what the year is not sure of above."""
    (pack,) = found.packs
    columns = [
        (_ITEM, 0.7),
        (_TITLE, 3.5),
        (Label("Formerly"), 2.5),
        (INDICATOR, 0.7),
        (TOPIC, 1.5),
        (Label("About", "fiscal year"), 1.2),
        (Label("Must show"), 3.0),
        (Label("Counts if"), 2.5),
        (Label("Confirmed"), 0.8),
    ]
    name = phrase("Disclosure items (OIT) of fiscal year {year}", year=pack.fiscal_year_be)
    tables = [
        AnswerTable(
            name=name,
            grid=grid_of(columns, _item_rows(found), empty=UNKNOWN),
            notes=tuple(_notes(found)),
        )
    ]
    if pack.calendar:
        dates = [(one.what, one.until) for one in pack.calendar]
        heads = [(Label("What", "deadline"), 3.0), (Label("Until", "deadline"), 2.0)]
        tables.append(
            AnswerTable(name=phrase("Calendar"), grid=grid_of(heads, dates, empty=UNKNOWN))
        )
    return TableFile(title=titled(name), notes=(), tables=tuple(tables))


def _item_rows(found: KnownRules) -> Iterator[Sequence[str]]:
    for item in found.packs[0].items:
        former, before = [], item.title
        for year, one in found.former.get(item.id, ()):
            former.append(f"{year}: {one.label}" + ("" if one.title == before else f" {one.title}"))
            before = one.title
        title = item.title
        if item.bodies:
            title += f" ({', '.join(type_text(one) for one in item.bodies)})"
        yield (
            item.label,
            title,
            "\n".join(former) or UNKNOWN,
            str(item.indicator),
            topic_text(item.topic) if item.topic else UNKNOWN,
            say(PERIODS[item.period]) if item.period else UNKNOWN,
            "\n".join(item.shows) or UNKNOWN,
            "\n".join(item.evidence) or UNKNOWN,
            say(_YES if item.confirmed else _NO),
        )


def _notes(found: KnownRules) -> Iterator[str]:
    (pack,) = found.packs
    yield from nearest_rules_notes(found.year, pack)
    if not pack.is_complete:
        yield phrase("not all items are known: {count}", count=_count_text(pack))
    if any(not one.confirmed for one in pack.items):
        yield phrase(
            "numbers and titles without confirmation were not found in a primary source; "
            "check them in the handbook of NACC"
        )
    if not pack.calendar:
        yield phrase("no date of its calendar is known")
    yield phrase("source: {source}", source=_source_text(pack))
    yield phrase("source of the form: {source}", source=_source_text(pack.form))


def _count_text(pack: RulePack) -> str:
    known = len({one.number for one in pack.items})
    if pack.item_count is None:
        return str(known)
    return phrase("{known} of {count}", known=known, count=pack.item_count)


def _source_text(of: RulePack | FormRules) -> str:
    source = (of.thai_source if language() == "th" else None) or of.source
    if isinstance(of, FormRules) or not of.is_own:
        return source
    of_library = Label("{source} (rules/{year}.toml of this library)")
    return say(of_library, source=source, year=of.fiscal_year_be)

"""Rule packs as tables, all years or one year's items; what is at addresses of evidence."""

from collections.abc import Iterator, Sequence

from itasearch.exports import words
from itasearch.model.form_check import (
    CheckedEvidence,
    EvidenceCheck,
    FormRules,
    KnownRules,
    Period,
    RulePack,
)
from itasearch.model.records import ReportKind
from itasearch.model.tables import TableFile
from itasearch.wording.evidence import DOES_NOT_OPEN, OPENS, item_text, opened_text, to_check
from itasearch.wording.label import Label
from itasearch.wording.labels import address_text
from itasearch.wording.language import language, phrase, say
from itasearch.wording.names import KINDS, topic_name
from itasearch.wording.review import media_label

_ITEM, _TITLE, _SOURCE = (
    Label("Item", "disclosure"),
    Label("Title", "disclosure"),
    Label("Source of this"),
)
_YES, _NO = Label("yes"), Label("no")
PERIODS = {
    Period.THIS_YEAR: Label("this fiscal year"),
    Period.LAST_YEAR: Label("last fiscal year"),
    Period.EITHER_YEAR: Label("this or last fiscal year"),
}

_EVIDENCE_COLUMNS = (
    (Label("Item by the rules"), 2.5),
    (Label("Address"), 3.0),
    (Label("Opens", "evidence"), 1.0),
    (Label("Type of file"), 1.2),
    (Label("Fiscal years in it"), 1.2),
    (Label("What to check", "evidence"), 3.0),
)


def rules_tables(rules: KnownRules) -> TableFile:
    """All years, or the items of one."""
    if rules.year is not None:
        return _items_tables(rules)
    kinds = (ReportKind.PLAN, ReportKind.RESULTS)
    columns = [
        (words.YEAR, 1.0),
        (Label("Items"), 1.2),
        *((KINDS[kind], 1.0) for kind in kinds),
        (Label("Form confirmed"), 1.0),
        (_SOURCE, 4.0),
    ]
    rows = (
        (
            words.year_text(pack.fiscal_year_be),
            _count_text(pack),
            *(item.label if item else words.UNKNOWN for item in map(pack.item_of, kinds)),
            say(_YES if pack.form.confirmed else _NO),
            _source_text(pack),
        )
        for pack in rules.packs
    )
    name = phrase("What the ITA asks for, by fiscal year")
    return words.file_of(
        name,
        (phrase("the items of one year: itasearch rules YEAR"),),
        words.table_of(name, columns, rows, empty=words.UNKNOWN),
    )


def _items_tables(rules: KnownRules) -> TableFile:
    (pack,) = rules.packs
    columns = [
        (_ITEM, 0.7),
        (_TITLE, 3.5),
        (Label("Formerly"), 2.5),
        (words.INDICATOR, 0.7),
        (words.TOPIC, 1.5),
        (Label("About", "fiscal year"), 1.2),
        (Label("Must show"), 3.0),
        (Label("Counts if"), 2.5),
        (Label("Confirmed"), 0.8),
    ]
    name = phrase("Disclosure items (OIT) of fiscal year {year}", year=pack.fiscal_year_be)
    tables = [
        words.table_of(name, columns, _item_rows(rules), notes=_notes(rules), empty=words.UNKNOWN)
    ]
    if pack.calendar:
        dates = [(event.what, event.until) for event in pack.calendar]
        heads = [(Label("What", "deadline"), 3.0), (Label("Until", "deadline"), 2.0)]
        tables.append(words.table_of(Label("Calendar"), heads, dates, empty=words.UNKNOWN))
    return words.file_of(name, (), *tables)


def _item_rows(rules: KnownRules) -> Iterator[Sequence[str]]:
    for item in rules.packs[0].items:
        former, before = [], item.title
        for year, old in rules.former.get(item.id, ()):
            former.append(f"{year}: {old.label}" + ("" if old.title == before else f" {old.title}"))
            before = old.title
        title = item.title
        if item.bodies:
            title += f" ({', '.join(words.type_text(kind) for kind in item.bodies)})"
        yield (
            item.label,
            title,
            "\n".join(former) or words.UNKNOWN,
            str(item.indicator),
            topic_name(item.topic) if item.topic else words.UNKNOWN,
            say(PERIODS[item.period]) if item.period else words.UNKNOWN,
            "\n".join(item.shows) or words.UNKNOWN,
            "\n".join(item.evidence) or words.UNKNOWN,
            say(_YES if item.confirmed else _NO),
        )


def _notes(rules: KnownRules) -> Iterator[str]:
    (pack,) = rules.packs
    yield from words.nearest_rules_notes(rules.year, pack)
    if not pack.is_complete:
        yield phrase("not all items are known: {count}", count=_count_text(pack))
    if any(not item.confirmed for item in pack.items):
        yield phrase(
            "numbers and titles without confirmation were not found in a primary source; "
            "check them in the handbook of NACC"
        )
    if not pack.calendar:
        yield phrase("no date of its calendar is known")
    yield phrase("source: {source}", source=_source_text(pack))
    yield phrase("source of the form: {source}", source=_source_text(pack.form))


def _count_text(pack: RulePack) -> str:
    numbers = len({item.number for item in pack.items})
    if pack.item_count is None:
        return str(numbers)
    return phrase("{known} of {count}", known=numbers, count=pack.item_count)


def _source_text(of: RulePack | FormRules) -> str:
    source = (of.thai_source if language() == "th" else None) or of.source
    if isinstance(of, FormRules) or not of.is_own:
        return source
    of_library = Label("{source} (rules/{year}.toml of this library)")
    return say(of_library, source=source, year=of.fiscal_year_be)


def evidence_tables(check: EvidenceCheck) -> TableFile:
    """All entries of the list, in its order."""
    name = phrase("Evidence {year}", year=check.fiscal_year_be)
    rows = [_evidence_row(row, check.fiscal_year_be) for row in check.rows]
    table = words.table_of(name, _EVIDENCE_COLUMNS, rows, empty=words.UNKNOWN)
    return words.file_of(name, [opened_text(check)], table)


def _evidence_row(row: CheckedEvidence, fiscal_year_be: int) -> Sequence[str]:
    number = "" if row.entry.number is None else f"O{row.entry.number}"
    addresses = dict.fromkeys((row.entry.address, row.final_address))
    return (
        item_text(row.item) if row.item else row.entry.name or number,
        "\n".join(map(address_text, filter(None, addresses))),
        say(OPENS if row.final_address else DOES_NOT_OPEN),
        say(media_label(row.media_type)) if row.media_type else "",
        ", ".join(map(str, row.years)),
        "\n".join(to_check(row, fiscal_year_be)),
    )

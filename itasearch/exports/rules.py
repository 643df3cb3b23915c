"""Rule packs as tables, all years or one year's items, and the evidence checked by them."""

from collections.abc import Iterator, Sequence
from itertools import chain

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
from itasearch.wording.evidence import IN_ORDER, OTHER_LIST, finding_text, item_text, remedy_text
from itasearch.wording.label import Label
from itasearch.wording.labels import address_text
from itasearch.wording.language import language, phrase, say
from itasearch.wording.names import KINDS, topic_name

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
    (Label("Address"), 2.5),
    (Label("Finding", "evidence"), 3.0),
    (Label("What to do"), 3.0),
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
    """All entries in the list's order; in a file behind the list's own columns, as they were."""
    name = phrase(
        "Evidence of {organisation}, {year}",
        organisation=check.organisation,
        year=check.fiscal_year_be,
    )
    clear = sum(not row.findings for row in check.rows)
    rules_year, year = check.pack.fiscal_year_be, check.list_year_be
    notes = [
        *([say(OTHER_LIST, year=year, asked=rules_year)] if year != rules_year else []),
        phrase(
            "nothing speaks against {clear} of {count:entries}", clear=clear, count=len(check.rows)
        ),
        *words.nearest_rules_notes(check.fiscal_year_be, check.pack),
    ]
    if not all(row.item is None or row.item.confirmed for row in check.rows):
        notes.append(phrase("numbers or titles of some items are not confirmed"))
    cells = [dict(row.entry.cells) for row in check.rows]
    filled = {head for row in cells for head, text in row.items() if text}
    heads = [head for head in dict.fromkeys(chain.from_iterable(cells)) if head in filled]
    columns: list[words.Column] = [(head, 1.5, words.ON_PAGES) for head in heads]
    rows = [
        (*(own.get(head, "") for head in heads), *_evidence_row(row))
        for own, row in zip(cells, check.rows, strict=True)
    ]
    columns += _EVIDENCE_COLUMNS
    of_year = phrase("Evidence {year}", year=check.fiscal_year_be)
    return words.file_of(name, notes, words.table_of(of_year, columns, rows, empty=words.UNKNOWN))


def _evidence_row(row: CheckedEvidence) -> Sequence[str]:
    number = "" if row.entry.number is None else f"O{row.entry.number}"
    addresses = dict.fromkeys((row.entry.address, row.document))
    return (
        item_text(row.item) if row.item else row.entry.name or number,
        "\n".join(map(address_text, filter(None, addresses))),
        "\n".join(finding_text(finding) for finding in row.findings) or say(IN_ORDER),
        "\n".join(dict.fromkeys(remedy_text(finding) for finding in row.findings)),
    )

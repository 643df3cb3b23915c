"""Checked evidence as a table: a row an entry, what speaks against it and what to do."""

from collections.abc import Sequence
from itertools import chain

from itasearch.exports import words
from itasearch.model.form_check import CheckedEvidence, EvidenceCheck
from itasearch.model.tables import AnswerTable, TableFile
from itasearch.wording.evidence import IN_ORDER, OTHER_LIST, finding_text, item_text, remedy_text
from itasearch.wording.label import Label
from itasearch.wording.labels import address_text
from itasearch.wording.language import phrase, say

_COLUMNS = (
    (Label("Item by the rules"), 2.5),
    (Label("Address"), 2.5),
    (Label("Finding", "evidence"), 3.0),
    (Label("What to do"), 3.0),
)


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
        (*(own.get(head, "") for head in heads), *_row(row))
        for own, row in zip(cells, check.rows, strict=True)
    ]
    grid = words.grid_of([*columns, *_COLUMNS], rows, empty=words.UNKNOWN)
    return words.file_of(
        name,
        notes,
        AnswerTable(name=phrase("Evidence {year}", year=check.fiscal_year_be), grid=grid),
    )


def _row(row: CheckedEvidence) -> Sequence[str]:
    number = "" if row.entry.number is None else f"O{row.entry.number}"
    addresses = dict.fromkeys((row.entry.address, row.document))
    return (
        item_text(row.item) if row.item else row.entry.name or number,
        "\n".join(map(address_text, filter(None, addresses))),
        "\n".join(finding_text(finding) for finding in row.findings) or say(IN_ORDER),
        "\n".join(dict.fromkeys(remedy_text(finding) for finding in row.findings)),
    )

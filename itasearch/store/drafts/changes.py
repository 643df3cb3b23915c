"""Changes of a draft, as functions that take a draft and return the changed draft.

None of these functions reads or writes the store, so a change can be applied to whatever the draft
is when the change is written. A row is named by the id of its measure. UnknownRowError is raised
for a row that the draft does not have.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from itasearch.errors import UnknownRowError
from itasearch.model.drafts import Decision, Draft, DraftItem, FieldPiece, Verdict
from itasearch.model.records import TEXT_FIELDS


def add_rows(draft: Draft, rows: Sequence[DraftItem]) -> Draft:
    """Add rows at the end, except for measures that the draft has, alone or in a merged row."""
    # A measure that was added twice would be there twice after its merged row is split.
    present = {leaf.measure.id for row in draft.items for leaf in row.leaves}
    new = {row.measure.id: _copied(row) for row in rows if row.measure.id not in present}
    return replace(draft, items=(*draft.items, *new.values()))


def _copied(row: DraftItem) -> DraftItem:
    """A row as a draft keeps it: the id of its organisation may change, its name does not."""
    owner = row.organisation and replace(row.organisation, id="")
    return replace(row, organisation=owner, parts=tuple(map(_copied, row.parts)))


def remove_row(draft: Draft, row_id: str) -> Draft:
    """Take a row out. The draft stays as it is if it has no such row."""
    return replace(draft, items=tuple(row for row in draft.items if row.measure.id != row_id))


def move_row(draft: Draft, row_id: str, *, to: str) -> Draft:
    """Put a row in the place of the row `to`; the rows between the two places move by one."""
    rows, place = [*draft.items], _place(draft, to)
    rows.insert(place, rows.pop(_place(draft, row_id)))
    return replace(draft, items=tuple(rows))


def edit_field(draft: Draft, row_id: str, *, field: str, text: str | None) -> Draft:
    """Write `text` over a field of a row; None puts the borrowed text back."""
    if field not in TEXT_FIELDS:
        raise ValueError(f"no text field {field!r}; one of {', '.join(TEXT_FIELDS)}")
    row = draft.items[_place(draft, row_id)]
    texts: dict[str, str | None] = {**dict(row.edits), field: text}
    in_order = ((name, texts.get(name)) for name in TEXT_FIELDS)
    edits = tuple((name, edit) for name, edit in in_order if edit is not None)
    return _with_row(draft, replace(row, edits=edits))


def decide(draft: Draft, row_id: str, *, piece: FieldPiece, verdict: Verdict | None) -> Draft:
    """Keep a person's verdict on a piece of a row's text; None takes the verdict back."""
    row = draft.items[_place(draft, row_id)]
    decisions = [decision for decision in row.decisions if decision.piece != piece]
    if verdict is not None:
        decisions.append(Decision(piece=piece, verdict=verdict))
    return _with_row(draft, replace(row, decisions=tuple(decisions)))


def merge_rows(draft: Draft, row_id: str, *, other: str) -> Draft:
    """Make one row of two, in the place of the first; both stay in the new row as its parts."""
    if row_id == other:
        raise ValueError(f"row {row_id!r} cannot be merged with itself")
    first, second = (draft.items[_place(draft, each)] for each in (row_id, other))
    merged = replace(
        first,
        edits=(),
        decisions=(*first.decisions, *second.decisions),
        parts=(first, second),
    )
    return _with_row(remove_row(draft, other), merged)


def split_row(draft: Draft, row_id: str) -> Draft:
    """Put the parts of a merged row in its place; what was written over the merged row is lost."""
    place = _place(draft, row_id)
    before, row, after = draft.items[:place], draft.items[place], draft.items[place + 1 :]
    if not row.parts:
        raise ValueError(f"row {row_id!r} was not merged")
    others = {other.measure.id for other in (*before, *after)}
    parts = (part for part in row.parts if part.measure.id not in others)
    return replace(draft, items=(*before, *parts, *after))


def set_options(draft: Draft, options: Mapping[str, str | bool | None]) -> Draft:
    """Change `name` or `grouped`; None leaves a value as it is.

    Raises ValueError: the name is empty.
    """
    values: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
    if "name" in values:
        values["name"] = " ".join(values["name"].split())
        if not values["name"]:
            raise ValueError("a draft needs a name")
    return replace(draft, **values)


def _place(draft: Draft, row_id: str) -> int:
    for place, row in enumerate(draft.items):
        if row.measure.id == row_id:
            return place
    raise UnknownRowError(identifier=row_id)


def _with_row(draft: Draft, changed: DraftItem) -> Draft:
    rows = (changed if row.measure.id == changed.measure.id else row for row in draft.items)
    return replace(draft, items=tuple(rows))

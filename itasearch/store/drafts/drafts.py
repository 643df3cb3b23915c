"""The part of the SQL store that keeps drafts; each method is one transaction.

Nothing is written but what a step names, so two people in one draft do not lose each other's rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime

from sqlalchemy import RowMapping, delete, func, select

from itasearch.domain.organisations import full_name
from itasearch.errors import UnknownRowError
from itasearch.model.drafts import (
    Decision,
    Draft,
    DraftItem,
    DraftOptions,
    DraftSummary,
    FieldPiece,
    Party,
    StepKind,
    Verdict,
)
from itasearch.model.people import Right, needs
from itasearch.model.records import TEXT_FIELDS, Report, report_of
from itasearch.store.db.rows import (
    ReadRow,
    Row,
    measure_of,
    measure_row,
    named,
    organisation_of,
    place_of,
    rows_of,
    update_row,
)
from itasearch.store.db.schema import draft, draft_item, report, typed
from itasearch.store.drafts.opening import IS_LIVE, SqlOwnedDrafts, owned_by
from itasearch.store.drafts.steps import HEAD, OpenDraft
from itasearch.store.organisations import SqlOrganisations
from itasearch.store.reports.queries import SqlReports, report_rows
from itasearch.text.dates.fiscal_year import check_fiscal_year

_COPIED = HEAD[2:]  # what a copy of a draft has of it, besides its rows
_OF_THE_DRAFT = ("draft_id", "position")  # columns that a part of a merged row does not have
_AS_STORED = ("edits", "found_by", "decisions")  # of an item, columns of the same names


class SqlDrafts(SqlOwnedDrafts):
    """Several named drafts; each change of one is a step that can be undone.

    A row is a copy: changed reports change no text of it; whose it is, and of which year, follows
    what a person corrects. `draft_id` None is the oldest draft, which the first writing makes.
    Raises UnknownDraftError, UnknownRowError, with nothing changed.
    """

    def all(self) -> tuple[DraftSummary, ...]:
        """All drafts but deleted ones, the one that was changed last first."""
        rows = select(func.count()).where(draft_item.c.draft_id == draft.c.id).scalar_subquery()
        visible = select(draft, rows.label("rows")).where(IS_LIVE, owned_by(self.person))
        return tuple(
            DraftSummary(**{name: row[name] for name in DraftSummary.__slots__})
            for row in self._read(visible.order_by(draft.c.changed_at.desc().nulls_last()))
        )

    def get(self, draft_id: str | None = None) -> Draft:
        """A draft with its rows in order; for None an empty one when there is none at all."""
        with self._database.reading() as connection:
            identifier = self._existing(connection, draft_id)
            if identifier is None:
                return Draft()
            this = select(draft).where(draft.c.id == identifier)
            head = connection.execute(this).mappings().one()
            opened = OpenDraft(connection, identifier)
            undo, redo = opened.steps()
            items = [_item_of(row) for row in opened.rows()]
            ids = [*map(report_of, _ids_of(items))]
            rows = rows_of(connection, report_rows(), report.c.id, ids)
            reports = {row["id"]: row for row in rows}
            return Draft(
                items=tuple(_as_corrected(item, reports) for item in items),
                id=identifier,
                created_at=head["created_at"],
                changed_at=head["changed_at"],
                undo=undo,
                redo=redo,
                **{name: head[name] for name in HEAD},
            )

    @needs(Right.DRAFT)
    def new(
        self,
        name: str = "",
        *,
        maker: str | None = None,
        organisation: str | None = None,
        fiscal_year_be: int | None = None,
        copy_of: str | None = None,
    ) -> str:
        """Make a draft, or a copy without steps; returns its id. A copy keeps its target.

        `organisation` as in `set_target`.
        """
        head = self._target(organisation, fiscal_year_be)
        with self._database.writing(reports=False) as connection:
            if copy_of is None:
                return self._insert(connection, name, maker=maker, head=head)
            original = OpenDraft(connection, self._owned(connection, copy_of))
            columns = select(*(draft.c[key] for key in _COPIED)).where(draft.c.id == original.id)
            head = dict(connection.execute(columns).mappings().one())
            copy = OpenDraft(connection, self._insert(connection, name, maker=maker, head=head))
            if rows := original.rows():
                copy.insert([dict(row) for row in rows])
            return copy.id

    @needs(Right.DRAFT)
    def keep(self, made: Draft) -> str:
        """Store a draft made elsewhere, with or without a name, as one step; returns its new id."""
        head = {name: getattr(made, name) for name in _COPIED}
        with self._database.writing(reports=False) as connection:
            identifier = self._insert(connection, made.name, maker=made.maker, head=head)
            _append(OpenDraft(connection, identifier), made.items)
            return identifier

    @needs(Right.DRAFT)
    def delete(self, draft_id: str) -> None:
        """Put a draft away. Deleting twice is no error."""
        self._set_deleted(draft_id, datetime.now(UTC))

    @needs(Right.DRAFT)
    def restore(self, draft_id: str) -> None:
        """Bring a deleted draft back unchanged; no error when it was not deleted."""
        self._set_deleted(draft_id, None)

    def _set_deleted(self, draft_id: str, moment: datetime | None) -> None:
        with self._database.writing(reports=False) as connection:
            identifier = self._owned(connection, draft_id, deleted=True)
            update_row(connection, draft, identifier, deleted_at=moment)

    @needs(Right.DRAFT)
    def set_options(self, options: DraftOptions, *, draft_id: str | None = None) -> None:
        """Change name, maker or settings. Raises ValueError for an empty name."""
        values = {name: value for name, value in asdict(options).items() if value is not None}
        with self._opened(draft_id) as opened:
            if options.name is not None:
                values["name"] = " ".join(options.name.split())
                if not values["name"]:
                    raise ValueError("a draft needs a name")
            if values:
                opened.set_head(StepKind.OPTIONS, values)

    @needs(Right.DRAFT)
    def set_target(
        self, *, organisation: str | None, fiscal_year_be: int | None, draft_id: str | None = None
    ) -> None:
        """Set the organisation and year that the document is for; None: not yet known.

        `organisation`: an id or a full name; a name that the library does not have is kept as
        given. Raises AmbiguousOrganisationError: several organisations have the name.
        """
        if fiscal_year_be is not None:
            check_fiscal_year(fiscal_year_be)
        target = self._target(organisation, fiscal_year_be)
        with self._opened(draft_id) as opened:
            opened.set_head(StepKind.TARGET, target)

    def _target(self, organisation: str | None, fiscal_year_be: int | None) -> Row:
        towns = SqlOrganisations(self._database)
        town = towns.find_in_full(organisation) if organisation else None
        return {
            "organisation": full_name(organisation) if town is None else town.name,
            "organisation_id": None if town is None else town.id,
            "fiscal_year_be": fiscal_year_be,
        }

    @needs(Right.DRAFT)
    def add(
        self,
        identifiers: Sequence[str],
        *,
        draft_id: str | None = None,
        found_by: str | None = None,
    ) -> int:
        """Copy measures to the end of a draft, without those in it, alone or in a merged row.

        Ids are of measures, or of reports for all their measures; with an unknown one nothing is
        added. `found_by`: the search text to show with their source. Returns how many rows are new.
        """
        return self.append([*items_of(self._reports, identifiers, found_by)], draft_id=draft_id)

    @needs(Right.DRAFT)
    def append(self, items: Sequence[DraftItem], *, draft_id: str | None = None) -> int:
        """As `add`, rows of whatever origin. A measure that is there stays, edits and all."""
        with self._opened(draft_id) as opened:
            return _append(opened, items)

    @needs(Right.DRAFT)
    def remove(self, measure_id: str, *, draft_id: str | None = None) -> None:
        """Take a row out. Removing twice is no error."""
        with self._database.writing(reports=False) as connection:
            identifier = self._existing(connection, draft_id)
            if identifier is None:
                return
            opened = OpenDraft(connection, identifier)
            row = opened.find(measure_id)
            if row is not None:
                with opened.step(StepKind.REMOVE, subject=_title_of(row), row_ids=[row["id"]]):
                    opened.delete(measure_id)

    @needs(Right.DRAFT)
    def clear(self, *, draft_id: str | None = None) -> None:
        """Take all rows out; the target stays."""
        with self._database.writing(reports=False) as connection:
            identifier = self._existing(connection, draft_id)
            if identifier is not None:
                with OpenDraft(connection, identifier).step(StepKind.CLEAR):
                    connection.execute(
                        delete(draft_item).where(draft_item.c.draft_id == identifier)
                    )

    @needs(Right.DRAFT)
    def move(self, measure_id: str, *, to: str, draft_id: str | None = None) -> None:
        """Put a row in the place of the row `to`; that one and those between move by one."""
        with self._opened(draft_id) as opened:
            row = opened.row(measure_id)
            ids = opened.row_ids()
            if to not in ids:
                raise UnknownRowError(identifier=to)
            position = ids.index(to)
            ids.remove(row["id"])
            ids.insert(position, row["id"])
            with opened.step(StepKind.MOVE, subject=_title_of(row)):
                opened.renumber(ids)

    @needs(Right.DRAFT)
    def edit(
        self, measure_id: str, *, field: str, text: str | None, draft_id: str | None = None
    ) -> None:
        """Write `text` over a field of a row; the borrowed text stays."""
        with self._opened(draft_id) as opened:
            if field not in TEXT_FIELDS:
                raise ValueError(f"no text field {field!r}; one of {', '.join(TEXT_FIELDS)}")
            row = opened.row(measure_id)
            edits = {name: edit for name, edit in row["edits"] if name != field}
            if text is not None:
                edits[field] = text
            ordered = [[name, edits[name]] for name in TEXT_FIELDS if name in edits]
            kind = StepKind.UNEDIT if text is None else StepKind.EDIT
            with opened.step(kind, subject=_title_of(row), field=field, row_ids=[row["id"]]):
                opened.update(measure_id, edits=ordered)

    @needs(Right.DRAFT)
    def decide(
        self,
        measure_id: str,
        *,
        piece: FieldPiece,
        verdict: Verdict | None,
        draft_id: str | None = None,
    ) -> None:
        """Keep a person's verdict on a piece of a row's text; None takes it back."""
        made = [] if verdict is None else [Decision(piece=piece, verdict=verdict)]
        with self._opened(draft_id) as opened:
            row = opened.row(measure_id)
            decisions = [other for other in row["decisions"] if other.piece != piece] + made
            with opened.step(
                StepKind.DECIDE, subject=_title_of(row), field=piece.field, row_ids=[row["id"]]
            ):
                opened.update(measure_id, decisions=decisions)

    @needs(Right.DRAFT)
    def merge(self, measure_id: str, *, other: str, draft_id: str | None = None) -> None:
        """Make one row of two, in the place of the first; both stay in it as its parts."""
        with self._opened(draft_id) as opened:
            if measure_id == other:
                raise ValueError(f"row {measure_id!r} cannot be merged with itself")
            first, second = opened.row(measure_id), opened.row(other)
            ids = [first["id"], second["id"]]
            with opened.step(StepKind.MERGE, subject=_title_of(first), row_ids=ids):
                opened.delete(other)
                opened.update(
                    measure_id,
                    edits=[],
                    decisions=[*first["decisions"], *second["decisions"]],
                    parts=[
                        {name: value for name, value in row.items() if name not in _OF_THE_DRAFT}
                        for row in (first, second)
                    ],
                )

    @needs(Right.DRAFT)
    def split(self, measure_id: str, *, draft_id: str | None = None) -> None:
        """Make the rows again that a merged row was made of; what was written over that goes."""
        with self._opened(draft_id) as opened:
            row = opened.row(measure_id)
            if not row["parts"]:
                raise ValueError(f"row {measure_id!r} was not merged")
            ids = opened.row_ids()
            position = ids.index(row["id"])
            others = {*ids} - {row["id"]}
            parts = {part["id"]: part for part in row["parts"] if part["id"] not in others}
            with opened.step(StepKind.SPLIT, subject=_title_of(row)):
                opened.delete(measure_id)
                opened.insert([part | {"position": 0} for part in parts.values()])
                opened.renumber([*ids[:position], *parts, *ids[position + 1 :]])

    @needs(Right.DRAFT)
    def undo(self, step: int | None = None, *, draft_id: str | None = None) -> None:
        """Take back the newest step in force, whoever made it; at most KEPT_STEPS are kept."""
        with self._opened(draft_id) as opened:
            opened.go(step, back=True)

    @needs(Right.DRAFT)
    def redo(self, step: int | None = None, *, draft_id: str | None = None) -> None:
        """Do the step again that was undone last; a new step ends that."""
        with self._opened(draft_id) as opened:
            opened.go(step, back=False)


def items_of(
    reports: SqlReports, identifiers: Sequence[str], found_by: str | None = None
) -> Iterator[DraftItem]:
    """The measures with these ids, a report's all, in their order. Raises UnknownReportError."""
    stored = reports.measures(identifiers)
    for identifier in identifiers:
        owner = stored.get(identifier) or reports.get(identifier)
        for measure in owner.measures if isinstance(owner, Report) else (owner.measure,):
            yield DraftItem(
                measure=measure,
                organisation=owner.organisation,
                fiscal_year_be=owner.fiscal_year_be,
                found_by=found_by,
            )


def _append(opened: OpenDraft, items: Sequence[DraftItem]) -> int:
    rows = opened.rows()
    # A measure in a merged row is there: added a second time, its row would be in the
    # way of the part with its edits when the merged row is split.
    present = {measure_id for row in rows for measure_id in _measures_of(row)}
    new = {item.measure.id: item for item in items if item.measure.id not in present}
    if new:
        first = 1 + max((row["position"] for row in rows), default=0)
        with opened.step(StepKind.ADD, subject=next(iter(new.values())).measure.title):
            opened.insert(
                [_item_row(item) | {"position": n} for n, item in enumerate(new.values(), first)]
            )
    return len(new)


def _item_row(item: DraftItem) -> Row:
    source = item.measure.source
    row = measure_row(item.measure, item.measure.report_id, ordinal=0)
    del row["ordinal"]
    return row | {
        "path": source.path,
        "sha256": source.sha256,
        "source_organisation": item.organisation and replace(item.organisation, id=""),
        "source_fiscal_year_be": item.fiscal_year_be,
        "parts": [_item_row(part) for part in item.parts],
        **named(item, _AS_STORED),
    }


def _item_of(row: ReadRow) -> DraftItem:
    return DraftItem(
        measure=measure_of(row),
        organisation=row["source_organisation"],
        fiscal_year_be=row["source_fiscal_year_be"],
        parts=tuple(_item_of(typed(draft_item, part)) for part in row["parts"]),
        **{name: row[name] for name in _AS_STORED},
    )


def _ids_of(items: Iterable[DraftItem]) -> Iterator[str]:
    for item in items:
        yield item.measure.id
        yield from _ids_of(item.parts)


def _as_corrected(item: DraftItem, reports: Mapping[str, RowMapping]) -> DraftItem:
    row = reports.get(report_of(item.measure.id))
    if row is None:
        return item
    now = place_of(row)
    own = item.measure.source
    source = replace(
        own, year_unsure=now.year_unsure, unchecked=now.unchecked, media_type=now.media_type
    )
    item = replace(
        item,
        measure=replace(item.measure, source=source),
        parts=tuple(_as_corrected(part, reports) for part in item.parts),
    )
    owner, year = organisation_of(row), row["fiscal_year_be"]
    is_same = (item.organisation and item.organisation.name) == (owner and owner.name)
    if is_same and item.fiscal_year_be == year:
        return item
    return replace(
        item,
        organisation=item.organisation if is_same else owner,
        fiscal_year_be=year,
        before=Party(organisation=item.organisation, fiscal_year_be=item.fiscal_year_be),
    )


def _measures_of(row: RowMapping) -> Iterator[str]:
    yield row["id"]
    for part in row["parts"]:
        yield from _measures_of(part)


def _title_of(row: RowMapping) -> str:
    return str(dict(row["edits"]).get("title", row["title"]))

"""Corrections as rows, and what is in force of a report: what was read, with these applied.

`reapply` works it out in the caller's writing transaction after any change of either: corrections
of columns first, then those of rows in their order. A newer reading may have moved, renamed or lost
a row: it is found by id if its title is still alike, else by the title; without its row a
correction has no effect.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias, get_args

from rapidfuzz import fuzz
from sqlalchemy import Connection, RowMapping, Table, select

from itasearch.model.corrections import (
    ConfirmDoubt,
    Correction,
    EditCell,
    JoinMeasure,
    JudgePair,
    MadeCorrection,
    MarkColumn,
    MarkTitles,
    OfRow,
    Prefer,
    RemoveMeasure,
    SetColumn,
    SetFiscalYear,
    SetOrganisation,
    SetTopics,
    SplitMeasure,
)
from itasearch.model.library import ReportStatus
from itasearch.model.records import TEXT_FIELDS, Measure, Report, report_of
from itasearch.store.columns import report_columns, with_columns
from itasearch.store.db.rows import Row, content_digest, measure_of, measure_row, update_row
from itasearch.store.db.schema import (
    correction,
    from_json,
    ita_result,
    measure,
    read_measure,
    report,
    source_file,
)
from itasearch.text.thai.normalize import squash

# Both chosen by hand on the fixtures; not measured.
LEAST_LIKENESS_OF_SAME_ID = 40.0  #: 0–100, of a title then and now, at the same id
LEAST_LIKENESS_OF_OTHER_ID = 75.0  #: the same at another id; and of a line of a field


def kind_name(made: type[Correction]) -> str:
    """Name of a kind in the table: SetFiscalYear is "set_fiscal_year"."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", made.__name__).lower()


_Setting: TypeAlias = (
    SetColumn | MarkColumn | SetOrganisation | SetFiscalYear | EditCell | SetTopics | JudgePair
)
"""Kinds of which only the last of one subject has effect; the others add to those before."""

_AS_STORED = tuple(name for name in MadeCorrection.__slots__ if name in correction.c)
"""Columns of a correction that hold what its fields do."""

_KINDS: Mapping[str, type[Correction]] = {kind_name(kind): kind for kind in get_args(Correction)}


def made_of(row: RowMapping) -> MadeCorrection:
    """The correction in a row."""
    correction = from_json(row["content"], _KINDS[row["kind"]])
    return MadeCorrection(correction=correction, **{name: row[name] for name in _AS_STORED})


def load_made(connection: Connection, report_id: str) -> list[MadeCorrection]:
    """All corrections of a report, undone ones too, oldest first."""
    rows = select(correction).where(correction.c.report_id == report_id).order_by(correction.c.id)
    made = [*map(made_of, connection.execute(rows).mappings())]
    last = {
        subject_of(each.correction): each.id
        for each in made
        if isinstance(each.correction, _Setting) and each.undone_at is None and each.placed
    }
    return [
        replace(
            each,
            replaced=isinstance(each.correction, _Setting)
            and each.undone_at is None
            and last.get(subject_of(each.correction), 0) > each.id,
        )
        for each in made
    ]


def subject_of(made: Correction) -> tuple[str, ...]:
    """What a correction is of: of all of one subject the last decides."""
    match made:
        case SetOrganisation():
            return ("organisation",)
        case SetFiscalYear():
            return ("fiscal_year_be",)
        case ConfirmDoubt(doubt=doubt):
            return (doubt,)
        case Prefer():
            return ("version",)
        case SetColumn(header=header) | MarkColumn(header=header):
            return kind_name(type(made)), squash(header)
        case MarkTitles(titles=titles):
            return "titles", *map(squash, titles)
        case SetTopics(measure_id=measure_id):
            return "topics", measure_id
        case EditCell(measure_id=measure_id, field=name):
            return "cell", measure_id, name
        case JudgePair(measure_id=measure_id, other_id=other_id):
            return "pair", *sorted((measure_id, other_id))
        case SplitMeasure(measure_id=measure_id):
            return "split", measure_id
        case JoinMeasure(measure_id=measure_id) | RemoveMeasure(measure_id=measure_id):
            return "row", measure_id


def load_in_force(connection: Connection, report_id: str) -> list[MadeCorrection]:
    """The corrections of a report that are in force, oldest first."""
    return [made for made in load_made(connection, report_id) if made.undone_at is None]


def changes_measures(made: Correction) -> bool:
    """Whether a correction changes the measures of its report, not only its facts."""
    return isinstance(made, SetColumn | OfRow)


@dataclass(slots=True, kw_only=True)
class _Facts:
    owner: str | None
    year: int | None
    sure: set[str] = field(default_factory=set)
    preferred_at: datetime | None = None

    def apply(self, made: MadeCorrection) -> None:
        match made.correction:
            case SetOrganisation() | ConfirmDoubt(doubt="organisation"):
                # What was confirmed stays, also when a newer reading differs.
                self.owner = made.organisation_id
                self.sure.add("organisation")
            case SetFiscalYear(fiscal_year_be=year):
                self.year = year
                self.sure.add("fiscal_year_be")
            case ConfirmDoubt(doubt=doubt):
                if doubt == "fiscal_year_be":
                    self.year = made.anchor.fiscal_year_be
                self.sure.add(doubt)
            case Prefer():
                self.preferred_at = made.made_at


def reapply(connection: Connection, report_id: str) -> None:
    """Apply the corrections of a report to what was read of it."""
    row = connection.execute(select(report).where(report.c.id == report_id)).mappings().one()
    corrections = load_in_force(connection, report_id)
    facts = _Facts(owner=row["read_organisation_id"], year=row["read_fiscal_year_be"])
    for made in corrections:
        facts.apply(made)
    update_row(connection, report, report_id, **_columns(row["read_missing"], facts))
    connection.execute(
        ita_result.update()
        .where(ita_result.c.report_id == report_id)
        .values(organisation_id=facts.owner)
    )
    corrections = [made for made in corrections if changes_measures(made.correction)]
    as_read = measures_in(connection, read_measure, report_id)
    if not corrections and not as_read:
        return
    read = as_read or measures_in(connection, measure, report_id)
    measures, unplaced = apply_corrections(read, corrections)
    forget_measures(connection, report_id)
    write_measures(connection, measure, report_id, measures)
    if corrections:
        write_measures(connection, read_measure, report_id, read)
    facts_of_rows = {"measure_count": len(measures), "content_digest": content_digest(measures)}
    update_row(connection, report, report_id, **facts_of_rows)
    for made in corrections:
        update_row(connection, correction, made.id, placed=made.id not in unplaced)


def columns_as_read(read: Report, *, owner: str | None) -> Row:
    """The columns of what is in force, for a report that has no corrections yet."""
    return _columns(read.missing, _Facts(owner=owner, year=read.fiscal_year_be))


def _columns(read_missing: Sequence[str], facts: _Facts) -> Row:
    lacking = {"organisation": facts.owner is None, "fiscal_year_be": facts.year is None}
    first = [name for name, unknown in lacking.items() if unknown or name in read_missing]
    rest = [name for name in dict.fromkeys(read_missing) if name not in lacking]
    missing = [name for name in (*first, *rest) if name not in facts.sure]
    return {
        "organisation_id": facts.owner,
        "fiscal_year_be": facts.year,
        "missing": missing,
        "complete": not missing,
        "preferred_at": facts.preferred_at,
    }


def measures_as_read(connection: Connection, report_id: str) -> tuple[Measure, ...]:
    """The measures of a report as its file gave them."""
    as_read = measures_in(connection, read_measure, report_id)
    return as_read or measures_in(connection, measure, report_id)


def measures_in(connection: Connection, table: Table, report_id: str) -> tuple[Measure, ...]:
    """The measures of a report in one of the two tables, in order."""
    return measures_of(connection, table, [report_id]).get(report_id, ())


def measures_of(
    connection: Connection, table: Table, report_ids: Sequence[str]
) -> Mapping[str, tuple[Measure, ...]]:
    """Measures of some reports, by the report's id; those without measures are left out."""
    rows = connection.execute(
        select(table, *source_file.c["path", "sha256", "media_type"], report.c.missing)
        .join(report, report.c.id == table.c.report_id)
        .join(source_file, source_file.c.sha256 == report.c.sha256)
        .where(table.c.report_id.in_(report_ids))
        .order_by(table.c.report_id, table.c.ordinal)
    )
    measures: dict[str, list[Measure]] = {}
    for row in rows.mappings():
        measures.setdefault(row["report_id"], []).append(measure_of(row))
    return {name: tuple(measures) for name, measures in measures.items()}


def forget_measures(connection: Connection, report_id: str) -> None:
    """Delete a report's measures, as read and in force."""
    for table in (measure, read_measure):
        connection.execute(table.delete().where(table.c.report_id == report_id))


def write_measures(
    connection: Connection, table: Table, report_id: str, measures: Sequence[Measure]
) -> None:
    """Add the measures of a report, in their order."""
    if measures:
        rows = [measure_row(measure, report_id, ordinal=n) for n, measure in enumerate(measures, 1)]
        connection.execute(table.insert(), rows)


def apply_corrections(
    read: Sequence[Measure], corrections: Sequence[MadeCorrection]
) -> tuple[Sequence[Measure], Collection[int]]:
    """Measures as read with corrections applied, oldest first; ids of those without effect."""
    meanings: dict[str, str | None] = {}
    unplaced: set[int] = set()
    headers = {squash(column.header) for column in report_columns(read)} if corrections else set()
    for force in corrections:
        if isinstance(force.correction, SetColumn):
            key = squash(force.correction.header)
            if key in headers:
                meanings[key] = force.correction.field
            else:
                unplaced.add(force.id)
    rows = _Rows(read, with_columns(read, meanings) if meanings else tuple(read))
    for force in corrections:
        if isinstance(force.correction, OfRow) and not rows.apply(force):
            unplaced.add(force.id)
    return rows.measures, unplaced


class _Rows:
    def __init__(self, read: Sequence[Measure], measures: Sequence[Measure]) -> None:
        self._titles = {measure.id: squash(measure.title) for measure in read}
        self.measures = list(measures)

    def apply(self, made: MadeCorrection) -> bool:
        position, rows = self._position(made), self.measures
        if position is None:
            return False
        match made.correction:
            case EditCell() as edit:
                rows[position] = edited(rows[position], edit)
            case SetTopics(topics=topics):
                rows[position] = replace(rows[position], topics=topics)
            case SplitMeasure() as split if parts := split_in_two(rows[position], split, made):
                rows[position : position + 1] = parts
            case JoinMeasure() if position > 0:
                rows[position - 1] = joined(rows[position - 1], rows.pop(position))
            case RemoveMeasure():
                del rows[position]
            case _:
                return False
        return True

    def _position(self, made: MadeCorrection) -> int | None:
        target = made.correction
        if not isinstance(target, OfRow):
            return None
        places = {measure.id: position for position, measure in enumerate(self.measures)}
        title, now = squash(made.anchor.title), self._titles.get(target.measure_id)
        # A row that was not read is the second part of a split one.
        is_same = target.measure_id in places if now is None else _is_alike(title, now)
        identifier: str | None = target.measure_id
        if not is_same:
            # The measure with the title as read that is most like this one.
            scored = [(fuzz.ratio(title, now), key) for key, now in self._titles.items()]
            best, nearest = max(scored, key=lambda pair: pair[0], default=(0.0, None))
            identifier = nearest if best >= LEAST_LIKENESS_OF_OTHER_ID else None
        return None if identifier is None else places.get(identifier)


def edited(measure: Measure, edit: EditCell) -> Measure:
    """A measure with one field written over."""
    match edit.field:
        case "title":
            return replace(measure, title=edit.text)
        case "indicator":
            number = int(edit.text) if edit.text else None
            # What the report states anyway is no less stated because a person agrees.
            is_stated = number == measure.indicator and not measure.indicator_corrected
            corrected = number is None or not is_stated
            return replace(measure, indicator=number, indicator_corrected=corrected)
        case field:
            return measure.with_texts({field: edit.text or None})


def joined(first: Measure, second: Measure) -> Measure:
    """Two rows as one measure: texts under each other, equal ones once."""
    texts = {
        name: _together(first.text(name), second.text(name), between="\n") or None
        for name in TEXT_FIELDS
        if name != "title"
    }
    stating = first if first.indicator is not None else second
    return replace(
        first.with_texts(texts),
        title=_together(first.title, second.title, between=" "),
        number=first.number or second.number,
        indicator=stating.indicator,
        indicator_corrected=stating.indicator_corrected,
        topics=first.topics or second.topics,
        raw_cells=(*first.raw_cells, *second.raw_cells),
        doubtful_words=(*first.doubtful_words, *second.doubtful_words),
    )


def _together(upper: str, lower: str, *, between: str) -> str:
    if not upper or not lower or squash(upper) == squash(lower):
        return upper or lower
    return f"{upper}{between}{lower}"


def split_in_two(
    measure: Measure, split: SplitMeasure, made: MadeCorrection
) -> tuple[Measure, Measure] | None:
    """The two measures of one row; None when a line or a title is missing."""
    lines = {name: measure.text(name).split("\n") for name in TEXT_FIELDS}
    going: dict[str, list[int]] = {}
    for (name, number), text in zip(split.lines, made.anchor.lines, strict=False):
        position = _line(lines[name], number - 1, text)
        if position is None:
            return None
        going.setdefault(name, []).append(position)
    first = {
        n: _chosen(lines[n], [i for i in range(len(lines[n])) if i not in going[n]]) for n in going
    }
    second = {n: _chosen(lines[n], sorted(set(places))) for n, places in going.items()}
    title = (split.title or "").strip() or second.get("title")
    if not title or not first.get("title", measure.title):
        return None
    bare = {name: None for name in TEXT_FIELDS if name != "title"}
    other = measure.with_texts(bare | second | {"title": title})
    # Topics were given to the row as a whole; what this part is about is another question.
    return measure.with_texts(first), replace(other, id=made.anchor.part, number=None, topics=())


def _chosen(lines: Sequence[str], places: Sequence[int]) -> str | None:
    return "\n".join(lines[position] for position in places) or None


def _line(lines: Sequence[str], position: int, text: str) -> int | None:
    before = squash(text)
    if position < len(lines) and squash(lines[position]) == before:
        return position
    scored = [(fuzz.ratio(before, squash(line)), -index) for index, line in enumerate(lines)]
    best, index = max(scored, default=(0.0, 0))
    return -index if best >= LEAST_LIKENESS_OF_OTHER_ID else None


def _is_alike(title: str, now: str) -> bool:
    """Whether the title, squashed, of a measure then and now may be of the same measure."""
    return not title or title == now or fuzz.ratio(title, now) >= LEAST_LIKENESS_OF_SAME_ID


def is_in_force(connection: Connection, report_id: str, new: Correction) -> bool:
    """Whether an equal correction has effect, with none after it; never of a split of lines."""
    if isinstance(new, SplitMeasure) and new.lines:
        return False
    if isinstance(new, JudgePair):
        sides = (new.measure_id, new.other_id)
        judged = judged_pairs(connection, [report_of(side) for side in sides])
        return judged.get(frozenset(sides)) is new.same
    # A row that was split or joined may have other texts since it was edited.
    reshaping = (SplitMeasure, JoinMeasure) if isinstance(new, EditCell) else ()
    decisive = [
        each
        for each in load_in_force(connection, report_id)
        if each.placed
        and (
            subject_of(each.correction) == subject_of(new) or isinstance(each.correction, reshaping)
        )
    ]
    if not decisive:
        return False
    last = decisive[-1]
    if isinstance(new, SetOrganisation) and isinstance(last.correction, SetOrganisation):
        return new.name in {last.correction.name, last.organisation_id}
    if not isinstance(new, Prefer) or last.correction != new:
        return last.correction == new
    # Another version may have come since this one was preferred.
    status = select(report.c.status).where(report.c.id == report_id)
    return bool(connection.execute(status).scalar_one() == ReportStatus.ACTIVE)


def judged_pairs(
    connection: Connection, report_ids: Collection[str]
) -> Mapping[frozenset[str], bool]:
    """Whether two measures of these reports do the same thing, by their ids; the latest judgement.

    Without effect while a newer reading has another measure, or none, at one of the ids.
    """
    question = (
        select(correction)
        .where(correction.c.report_id.in_(report_ids))
        .where(correction.c.kind == kind_name(JudgePair))
        .where(correction.c.undone_at.is_(None))
        .order_by(correction.c.id)
    )
    judgements = [
        (made.correction, made.anchor)
        for made in map(made_of, connection.execute(question).mappings())
        if isinstance(made.correction, JudgePair)
    ]
    sides = {side for pair, _ in judgements for side in (pair.measure_id, pair.other_id)}
    titles = titles_as_read(connection, sides)
    return {
        frozenset((pair.measure_id, pair.other_id)): pair.same
        for pair, anchor in judgements
        if pair.measure_id in titles
        and pair.other_id in titles
        and _is_alike(squash(anchor.title), squash(titles[pair.measure_id]))
        and _is_alike(squash(anchor.other), squash(titles[pair.other_id]))
    }


def titles_as_read(connection: Connection, measure_ids: Collection[str]) -> Mapping[str, str]:
    """Titles, as read, of measures in force, by id."""
    titles: dict[str, str] = {}
    for table in (measure, read_measure) if measure_ids else ():
        rows = connection.execute(
            select(table.c.id, table.c.title).where(table.c.id.in_(measure_ids))
        )
        titles |= {row.id: row.title for row in rows if table is measure or row.id in titles}
    return titles

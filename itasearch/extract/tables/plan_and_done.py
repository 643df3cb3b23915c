"""Tables in which a row of what was planned and one of what was done take turns."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from itasearch.domain.headers import Field
from itasearch.extract.extracted import BodyRow, Column, SegmentPart
from itasearch.extract.headers.columns import is_done, says_plan_or_done
from itasearch.extract.tables.segments import padded


def with_rows_done(part: SegmentPart) -> SegmentPart:
    """`part`; where a column says which rows are of the plan and which of what was done (แผน, ผล,
    แผน, ผล …), what the latter have in place of the plan's steps is the result, or their times."""
    rows, columns = part.segment.rows, part.header.columns
    of_plans = (c for c in columns if says_plan_or_done(t for row in rows if (t := row.text(c))))
    mark_column = next(of_plans, None)
    if mark_column is None:
        return part
    texts = part.header.all(Field.STEPS) or tuple(
        c
        for c in part.header.all(Field.RESULTS)
        # One result for both rows is none of a plan.
        if any(
            is_done(b.text(mark_column)) and b.text(c) not in {"", a.text(c)}
            for a, b in pairwise(rows)
        )
    )
    times = part.header.all(Field.TIMEFRAME)
    width = len(columns)
    read: list[BodyRow] = []
    planned: Sequence[str] = ()
    for row in rows:
        cells = [*row.cells]
        cells[mark_column.index] = ""
        done = is_done(row.text(mark_column))
        own = {c for c in (*texts, *times) if done and c.index not in row.held and row.text(c)}
        again = {c for c in own if row.text(c) in planned}
        own -= again & {*texts}
        # The plan's time again is a result only where nothing else is.
        own -= again if own & {*texts} else set()
        results = ["\n".join(row.text(c) for c in texts if c in own)]
        results += [row.text(c) if c in own else "" for c in times]
        for column in (*texts, *times) if done else ():
            cells[column.index] = ""
        planned = planned if done else row.cells
        read.append(replace(row, cells=padded(tuple(cells), width, *results)))
    header = part.header.with_field(Field.STEPS, texts)
    made = [Column(index=width, field=Field.RESULTS, header="", score=1.0, strength=1.0)]
    made += [replace(c, index=width + at, field=Field.RESULTS) for at, c in enumerate(times, 1)]
    header = replace(header, columns=(*header.columns, *made))
    return replace(part, segment=replace(part.segment, rows=tuple(read)), header=header)

"""Own questions by towns or years, each answered by a search over all columns together."""

from collections.abc import Sequence
from dataclasses import replace

from itasearch.compare.towns.questions import cells_of
from itasearch.errors import Message, QueryError
from itasearch.model.ranking import MOST_SORTED, Filters, Query
from itasearch.model.towns import (
    MOST_COLUMNS,
    MOST_QUESTIONS,
    QuestionCell,
    QuestionColumn,
    QuestionRow,
    QuestionTable,
)
from itasearch.workspace.parts import Verbs
from itasearch.workspace.search import answer_to
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames, resolve

_MOST_SEARCHES = 3
"""Searches for a question: each next one is among the columns that the ones before have no answer
of. What a column says is judged next to fewer others then, as a search of it alone would."""


class QuestionVerbs(Verbs):
    """The verb that asks several questions of several towns or years."""

    def questions(
        self,
        questions: Sequence[str],
        *,
        filters: FilterNames = NO_FILTER_NAMES,
        by_years: bool = False,
    ) -> QuestionTable:
        """What answers each question in each town, or in each fiscal year.

        Args:
            questions: as texts of `search`; empty ones are left out.
            filters: the columns are the organisations named here, else all that have reports
                inside; of `by_years` the years named, else all inside.
            by_years: whether columns are years of all these organisations together.

        Raises:
            QueryError: no question, more than MOST_QUESTIONS, more than MOST_COLUMNS columns, or a
                question as `search`.
        """
        texts = [text.strip() for text in questions if text.strip()]
        if not texts:
            raise QueryError(Message("the query is empty; type what to look for"))
        if len(texts) > MOST_QUESTIONS:
            most = Message(
                "{count} questions; ask {most} at most", count=len(texts), most=MOST_QUESTIONS
            )
            raise QueryError(most)
        among = resolve(filters, self._parts.store)
        columns = self._columns(among, by_years=by_years)
        if len(columns) > MOST_COLUMNS:
            raise QueryError(
                Message(
                    "{count} organisations; name {most} at most, or a province",
                    count=len(columns),
                    most=MOST_COLUMNS,
                )
            )
        rows = (self._row(text, columns, among, by_years=by_years) for text in texts)
        return QuestionTable(columns=columns, rows=tuple(rows) if columns else ())

    def _columns(self, among: Filters, *, by_years: bool) -> tuple[QuestionColumn, ...]:
        reports = self._parts.store.reports.all(among)
        if by_years:
            years = {one.fiscal_year_be for one in reports if one.fiscal_year_be is not None}
            return tuple(QuestionColumn(fiscal_year_be=year) for year in sorted(years))
        towns = {one.organisation.id: one.organisation for one in reports if one.organisation}
        named = [*dict.fromkeys(among.organisation_ids)]
        if named:
            held = self._parts.store.organisations.of(named)
            towns = {one.organisation.id: one.organisation for one in held}
        return tuple(
            QuestionColumn(organisation=towns[one]) for one in named or towns if one in towns
        )

    def _row(
        self, text: str, columns: Sequence[QuestionColumn], among: Filters, *, by_years: bool
    ) -> QuestionRow:
        cells: dict[str, QuestionCell] = {}
        not_held: tuple[str, ...] = ()
        left = columns
        for _ in range(_MOST_SEARCHES):
            years = tuple(one.fiscal_year_be for one in left if one.fiscal_year_be is not None)
            towns = tuple(one.organisation.id for one in left if one.organisation is not None)
            inside = (
                replace(among, fiscal_years=years)
                if by_years
                else replace(among, organisation_ids=towns)
            )
            found = answer_to(self._parts, Query(text=text, k=MOST_SORTED, filters=inside))
            not_held = not_held or found.not_held
            cells |= cells_of(found, inside, by_years=by_years)
            rest = [one for one in left if one.key not in cells]
            if not rest or found.unsure or len(rest) == len(left):
                break
            left = rest
        return QuestionRow(
            question=text,
            cells=tuple(cells.get(one.key, QuestionCell()) for one in columns),
            not_held=not_held,
        )

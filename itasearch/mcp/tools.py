"""The tools: what each takes, and which verbs of Workspace answer it.

Descriptions are read by assistants: the docstrings of tools, and of the fields of their arguments.
"""

import json
from collections.abc import Callable, Sequence
from typing import Annotated, Literal, TypeAlias

from mcp.server.mcpserver import Context
from mcp_types import CallToolResult, TextContent
from pydantic import BaseModel, ConfigDict, Field

from itasearch.errors import EmptyDraftError, UnknownReportError
from itasearch.mcp import answers, labels
from itasearch.mcp.faults import ArgumentError
from itasearch.model.documents import Digits, SourcesPlace
from itasearch.model.drafts import DocumentChoice, DocumentKind, ExportFormat
from itasearch.model.people import KEY_PREFIX, Right
from itasearch.model.records import StoredMeasure
from itasearch.wording.label import shortened
from itasearch.wording.language import phrase, say
from itasearch.wording.names import FILTERS
from itasearch.wording.objects import ShownMeasure
from itasearch.workspace import FilterNames, Workspace, fiscal_year
from itasearch.workspace.access import check_right

Call: TypeAlias = Context[object, object]  #: one call of a tool: the request that it came by

LONGEST_QUERY = 10_000  # code points of a query that is taken; what is searched is shorter
LONGEST_NAME = 300  # code points of a name or id; the longest at hand has 60
MOST_VALUES = 20  # values of one filter; by hand
MOST_HITS = 20  # hits of one answer: what an assistant can weigh up; by hand
MOST_PLACES = 50  # entries of each list of a comparison; by hand
MOST_ROWS = 50  # rows of a draft that are listed beside its document
MOST_DRAFTED = 50  # measures, and rows, of a draft that is made by one call; by hand

Name = Annotated[str, Field(max_length=LONGEST_NAME)]
Names = Annotated[list[Name], Field(max_length=MOST_VALUES)]
Year = Annotated[
    int | Name, Field(description="Fiscal year, Buddhist Era or CE, such as 2566 or 2023.")
]
Spoken = Annotated[
    Literal["th", "en"] | None,
    Field(
        description="Language of the answer's own words; without it Thai if the arguments have"
        " any Thai, else English. Quoted texts stay as they are."
    ),
]
MeasureId = Annotated[
    Name, Field(description="Id of a measure, from an answer, such as r3f2a9c0d1e4b-t1r7.")
]
HitLimit = Annotated[int, Field(ge=1, le=MOST_HITS, description="Hits at most.")]
Town = Annotated[
    Name, Field(description="Organisation by its full or short name or id, such as ทต.แม่กา.")
]


def _filter(name: str) -> object:
    return Field(max_length=MOST_VALUES, description=FILTERS[name])


class MeasureFilters(BaseModel):
    """Restrictions of a search; values of one kind are alternatives, kinds must all hold."""

    model_config = ConfigDict(frozen=True)

    organisations: Annotated[list[Name], _filter("organisation")] = []
    types: Annotated[list[Name], _filter("type")] = []
    provinces: Annotated[list[Name], _filter("province")] = []
    fiscal_years: Annotated[list[int | Name], _filter("year")] = []
    indicators: Annotated[list[int], _filter("indicator")] = []
    topics: Annotated[list[Name], _filter("topic")] = []

    @property
    def names(self) -> FilterNames:
        """What Workspace takes."""
        return FilterNames(**{name: tuple(getattr(self, name)) for name in type(self).model_fields})


Filtering = Annotated[MeasureFilters | None, Field(description="Which measures; null for all.")]


_ALL = MeasureFilters()


class AssistantTools:
    """The tools over a library, for whoever makes each call.

    Every tool raises errors of itasearch; the server makes sentences of them.
    """

    def __init__(self, library: Callable[[Call], Workspace]) -> None:
        self._library = library

    def search(
        self,
        call: Call,
        *,
        query: Annotated[
            str,
            Field(max_length=LONGEST_QUERY, description="What to look for, in Thai or English."),
        ],
        limit: HitLimit = 5,
        filters: Filtering = None,
        literal: Annotated[
            bool, Field(description="Take names and years in the query as words, not as filters.")
        ] = False,
        language: Spoken = None,
    ) -> CallToolResult:
        """Search integrity measures (มาตรการ) in ITA reports of Thai local governments by meaning.

        Names of towns and places, fiscal years and indicators in the query become filters;
        `understood` has which. Where nothing answers, `no_match` is true and `nearest` has what
        is closest: say that nothing was found, and do not give it as an answer.

        Example: query "งดรับของขวัญ เทศบาลในพะเยา ปี 2566".
        """
        workspace = self._library(call)
        notes = _refreshed(workspace)
        ranking = workspace.search(query, k=limit, filters=(filters or _ALL).names, literal=literal)
        return _result(answers.search_answer(ranking, notes))

    def similar(
        self,
        call: Call,
        *,
        measure_id: MeasureId,
        limit: HitLimit = 5,
        filters: Filtering = None,
        language: Spoken = None,
    ) -> CallToolResult:
        """Find measures that are like one measure, in reports of any organisation.

        Example: measure_id "r3f2a9c0d1e4b-t1r7", filters {"types": ["เทศบาลตำบล"]}.
        """
        workspace = self._library(call)
        notes = _refreshed(workspace)
        of = _measure(workspace, measure_id)
        ranking = workspace.similar(measure_id, k=limit, filters=(filters or _ALL).names)
        return _result(answers.search_answer(ranking, notes, like=of))

    def show(self, call: Call, *, measure_id: MeasureId, language: Spoken = None) -> CallToolResult:
        """Read one measure in full: steps, timeframe, unit responsible, results and source.

        Example: measure_id "r3f2a9c0d1e4b-t1r7".
        """
        workspace = self._library(call)
        stored = _measure(workspace, measure_id)
        measure = ShownMeasure(stored, workspace.index.about(measure_id))
        cited = answers.citations([stored])
        return _result(answers.MeasureAnswer(measure=measure, citations=cited))

    def compare(
        self,
        call: Call,
        *,
        left: Annotated[
            Name, Field(description="Organisation, organisation@year or report id: ทต.แม่กา@2566.")
        ],
        right: Annotated[Name, Field(description="The other side, named in the same way.")],
        year: Annotated[
            Year | None,
            Field(description="Fiscal year of sides without one; null: the latest of both."),
        ] = None,
        topics: Annotated[Names | None, Field(description="Only these topics; null: all.")] = None,
        differences_only: Annotated[
            bool, Field(description="Leave out what is the same; the biggest difference first.")
        ] = False,
        limit: Annotated[
            int, Field(ge=1, le=MOST_PLACES, description="Entries of each list at most.")
        ] = 15,
        language: Spoken = None,
    ) -> CallToolResult:
        """Compare two reports: measures that do the same thing, and what only one of them has.

        Two years of one organisation are compared as "ทต.แม่กา@2566" and "ทต.แม่กา@2567".

        Example: left "ทต.แม่กา@2566", right "ทต.ขามทะเลสอ".
        """
        workspace = self._library(call)
        comparison = workspace.exports.narrow(
            workspace.compare(left, right, year=_year(year)),
            topics=topics or (),
            differences_only=differences_only,
        )
        return _result(answers.comparison_answer(comparison, limit=limit))

    def coverage(
        self,
        call: Call,
        *,
        organisation: Town,
        year: Annotated[
            Year | None, Field(description="Fiscal year of its reports; null: the newest.")
        ] = None,
        language: Spoken = None,
    ) -> CallToolResult:
        """Find what most similar organisations do and this one does not, with examples to borrow.

        Also which of its measures lack parts of the official form. It is advice, no verdict.

        Example: organisation "ทต.แม่กา", year 2566.
        """
        workspace = self._library(call)
        notes = _refreshed(workspace)
        coverage = workspace.towns.coverage(organisation, year=_year(year))
        return _result(answers.coverage_answer(coverage, notes))

    def draft(
        self,
        call: Call,
        *,
        measure_ids: Annotated[
            Annotated[list[Name], Field(max_length=MOST_DRAFTED)] | None,
            Field(description="Measures to borrow, in the order of the table."),
        ] = None,
        organisation: Annotated[
            Name | None,
            Field(description="In whose name; it need not be in the library. Such as ทต.แม่กา."),
        ] = None,
        year: Annotated[Year | None, Field(description="Fiscal year of the draft.")] = None,
        draft_id: Annotated[
            Name | None,
            Field(description="A draft of one's own to read or add to; null makes a new one."),
        ] = None,
        name: Annotated[Name, Field(description="Of a new draft, in words.")] = "",
        language: Spoken = None,
    ) -> CallToolResult:
        """Make a draft (แม่แบบ) of measures in an organisation's own name, and give back its text.

        The draft is kept in the library; people work on it in the app. Names, places and dates
        of the sources are adapted; «…» marks what is to be filled in, questions are for a person
        to decide. With draft_id alone an existing draft is read.

        Example: measure_ids ["r3f2a9c0d1e4b-t1r7"], organisation "ทต.แม่กา", year 2570.
        """
        workspace = self._library(call)
        if organisation is not None and not any(map(str.isalnum, organisation)):
            raise ArgumentError(labels.NO_NAME, typed=shortened(organisation, LONGEST_NAME))
        target = organisation and shortened(organisation, LONGEST_NAME), _year(year)
        if not draft_id or measure_ids or target != (None, None):
            ids = measure_ids or ()
            draft_id = _drafted(workspace, ids, target, draft_id=draft_id, name=name)
        return _draft_result(workspace, draft_id)


def _result(answer: answers.CitedAnswer) -> CallToolResult:
    """The object of an answer, and the same as text for programs that read no objects."""
    made = answers.answer_object(answer)
    text = json.dumps(made, ensure_ascii=False)
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=made)


def _refreshed(workspace: Workspace) -> list[str]:
    if not workspace.index.refresh():
        return [say(labels.INDEX_BEHIND)]
    return [] if workspace.library.report_count() else [say(labels.EMPTY_LIBRARY)]


def _measure(workspace: Workspace, measure_id: str) -> StoredMeasure:
    stored = workspace.show(measure_id)
    if not isinstance(stored, StoredMeasure):
        raise UnknownReportError(identifier=measure_id)
    return stored


def _year(year: int | str | None) -> int | None:
    if year is None:
        return None
    number = fiscal_year(year)
    if number is None:
        raise ArgumentError(labels.NO_YEAR, typed=shortened(str(year), LONGEST_NAME))
    return number


def _drafted(
    workspace: Workspace,
    measure_ids: Sequence[str],
    target: tuple[str | None, int | None],
    *,
    draft_id: str | None,
    name: str,
) -> str:
    check_right(workspace.person, Right.DRAFT)
    if not draft_id and not measure_ids:
        raise EmptyDraftError(name=name)
    for measure_id in measure_ids:
        _measure(workspace, measure_id)
    items = workspace.drafts.get(draft_id).items if draft_id else ()
    if (count := len({*measure_ids, *(item.measure.id for item in items)})) > MOST_DRAFTED:
        raise ArgumentError(labels.TOO_FULL, count=count, most=MOST_DRAFTED)
    made = draft_id or workspace.drafts.new(shortened(name, LONGEST_NAME))
    organisation, year = target
    if target != (None, None):
        draft = workspace.drafts.get(made)
        workspace.drafts.set_target(
            organisation=organisation or draft.target,
            fiscal_year_be=year or draft.fiscal_year_be,
            draft_id=made,
        )
    if measure_ids:
        workspace.drafts.add(measure_ids, draft_id=made)
    return made


def _draft_result(workspace: Workspace, draft_id: str) -> CallToolResult:
    choice = DocumentChoice(
        kind=DocumentKind.PLAN,
        file_format=ExportFormat.MD,
        sources=SourcesPlace.INSIDE,
        digits=Digits.ARABIC,
    )
    adapted = workspace.exports.adapted_draft(draft_id)
    document = workspace.exports.render_adapted(adapted, choice).decode("utf-8")
    app_url = workspace.settings.app_url
    # A key's draft is its own: nobody who follows a link in a browser could open it.
    of_key = workspace.person.id.startswith(KEY_PREFIX)
    draft, count = adapted.with_rows(adapted.items[:MOST_ROWS]), len(adapted.items)
    left = workspace.exports.document(adapted, choice).remaining
    notes = []
    if len(document) > answers.WHOLE_TEXT:
        cut = phrase(
            "The document is cut at {most:,} characters; the app has the whole, or: itasearch "
            "export --draft {id}",
            most=answers.WHOLE_TEXT,
            id=draft_id,
        )
        notes.append(cut)
    if count > MOST_ROWS:
        notes.append(say(labels.ROWS_LEFT_OUT, shown=MOST_ROWS, count=count))
    answer = answers.DraftAnswer(
        draft_id=draft_id,
        name=adapted.name,
        link=f"{app_url}/template?draft={draft_id}" if app_url and not of_key else None,
        draft=workspace.exports.draft_object(draft),
        missing={
            str(number): [part.value for part in row.check.missing]
            for number, row in enumerate(draft.items, start=1)
            if row.check is not None and row.check.missing
        },
        blanks=left.blanks,
        open_questions=left.questions,
        document=document[: answers.WHOLE_TEXT],
        citations=answers.citations(answers.sources_of(draft.items)),
        notes=notes,
    )
    return _result(answer)

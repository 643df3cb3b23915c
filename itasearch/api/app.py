"""The addresses of the API, and the document that describes them.

Every address only reads; what a person may do besides, such as adding reports, is not here.
"""

from collections.abc import Callable
from functools import partial
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, NamedTuple

from fastapi import FastAPI, Query
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from itasearch import __version__
from itasearch.api import parameters, problems
from itasearch.api.answering import Answering, ListRequest
from itasearch.api.asking import Asking
from itasearch.api.page import page_html
from itasearch.api.responses import (
    DOCUMENT_TYPES,
    components,
    described,
    documents,
    listing,
    objects,
)
from itasearch.errors import ItaSearchError
from itasearch.model.comparison import Comparison
from itasearch.model.documents import SourcesPlace
from itasearch.model.drafts import DocumentChoice
from itasearch.model.form_check import RulePack
from itasearch.model.library import OrganisationSummary, ReportSummary
from itasearch.model.ranking import MOST_SORTED, HitOrder, Ranking
from itasearch.model.records import Report, report_of
from itasearch.model.towns import Coverage
from itasearch.wording.objects import (
    AdaptedText,
    AnsweredQuestion,
    FoundHit,
    JsonObject,
    MatrixLine,
    NoMatch,
    ShownMeasure,
    YearItem,
    as_object,
    matrix_objects,
    question_objects,
    ranking_lines,
    rules_objects,
)
from itasearch.workspace import Workspace, fiscal_year

_ABOUT = (
    "Search, compare and borrow the integrity measures of Thai local governments. Objects are "
    "those that `itasearch … --json` writes; errors are problem details (RFC 9457). A key is "
    "given as `Authorization: Bearer SECRET`; keys are listed in ITASEARCH_API_KEYS."
)


def api_of(library: Callable[[], Workspace], asking: Asking) -> FastAPI:
    """The API over a library."""
    api = FastAPI(
        title="itasearch",
        version=__version__,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers={
            RequestValidationError: _on_wrong_parameter,
            **dict.fromkeys((HTTPException, ItaSearchError, Exception), problems.on_error),
        },
    )
    answering = Answering(library, asking)
    for address in _ADDRESSES:
        _add(api, answering, address)
    _describe(api)
    return api


class _Address(NamedTuple):
    path: str
    work: Callable[..., JsonObject | Response]
    """Gets the request's library, and the parameters that it names."""
    answers: dict[int | str, dict[str, Any]]
    method: str = "GET"
    follows_index: bool = False


def _add(api: FastAPI, answering: Answering, address: _Address) -> None:
    work = address.work

    async def endpoint(request: Request, **arguments: object) -> Response:
        call = partial(work, **arguments)
        return await answering(request, call, follows_index=address.follows_index)

    typed = [
        each.replace(kind=Parameter.KEYWORD_ONLY)
        for each in list(signature(work).parameters.values())[1:]
    ]
    request = Parameter("request", Parameter.KEYWORD_ONLY, annotation=Request)
    endpoint.__dict__["__signature__"] = Signature([request, *typed])
    endpoint.__name__, endpoint.__doc__ = work.__name__, work.__doc__
    api.add_api_route(
        address.path,
        endpoint,
        methods=[address.method],
        responses=address.answers,
        response_class=Response,
    )


def search(of: ListRequest, query: Annotated[parameters.SearchParameters, Query()]) -> JsonObject:
    """Search measures in Thai or English.

    Names of towns and places, years and indicators in `q` become filters, unless `literal`.
    A query that nothing answers has one object with `no_match` and what is nearest.
    """
    ask = partial(
        of.library.search,
        query.q,
        mode=query.mode,
        filters=query.names,
        refinement=query.refinement,
        literal=query.literal,
    )
    return _hits(of, query, ask)


def similar(
    of: ListRequest, id: parameters.PathId, query: Annotated[parameters.HitList, Query()]
) -> JsonObject:
    """Measures that are like a measure, the most similar first."""
    ask = partial(of.library.similar, id, filters=query.names, arrangement=query.arrangement)
    return _hits(of, query, ask)


def _hits(of: ListRequest, query: parameters.HitList, ask: Callable[..., Ranking]) -> JsonObject:
    # Of more than are sorted, hits of two pages would mix.
    most = parameters.MOST_HITS if query.order is HitOrder.RELEVANCE else MOST_SORTED
    return of.page(query, lambda first, k: ranking_lines(ask(k=min(first + k, most)))[first:])


def show(of: ListRequest, id: parameters.PathId) -> JsonObject:
    """A measure in full, with its source and what it is about."""
    item = of.library.show(id)
    if isinstance(item, Report):
        raise problems.Problem(404, f"{id} is a report; it is at reports/{id}", kind="unknown-id")
    return as_object(ShownMeasure(item, of.library.index.about(id)))


def report(of: ListRequest, id: parameters.PathId) -> JsonObject:
    """A report with its measures."""
    if report_of(id) != id:
        raise problems.Problem(404, f"{id} is no report; try measures/{id}", kind="unknown-id")
    return as_object(of.library.library.report(id))


def reports(of: ListRequest, query: Annotated[parameters.OfTowns, Query()]) -> JsonObject:
    """Reports in use, by province, organisation, then newest fiscal year first."""
    listed = partial(of.library.library.some_reports, query.names)
    return of.page(query, lambda first, most: listed(first=first, most=most).reports)


def organisations(
    of: ListRequest, query: Annotated[parameters.OrganisationList, Query()]
) -> JsonObject:
    """Organisations that have reports or ITA results, by name."""
    named = partial(of.library.library.organisations_named, query.q)
    return of.page(query, lambda first, most: named(first=first, most=most))


def compare(of: ListRequest, query: Annotated[parameters.TwoSides, Query()]) -> JsonObject:
    """Two reports side by side: like measures, and what only one has."""
    return as_object(of.library.compare(query.left, query.right, year=_year(query.year)))


def matrix(of: ListRequest, query: Annotated[parameters.MatrixList, Query()]) -> JsonObject:
    """Organisations by topics or indicators: which measures each has there."""
    counted = partial(
        of.library.towns.matrix,
        axis=query.axis,
        filters=query.names,
        band=query.band,
        order=query.order,
        like=query.like,
    )
    return of.page(query, lambda first, most: [*matrix_objects(counted(most=first + most))][first:])


def questions(of: ListRequest, query: Annotated[parameters.QuestionList, Query()]) -> JsonObject:
    """Questions by organisations: the measure of each that answers best."""
    table = of.library.towns.questions(query.q, filters=query.names)
    return {"items": [*question_objects(table)]}


def coverage(of: ListRequest, query: Annotated[parameters.OneTown, Query()]) -> JsonObject:
    """What most organisations like one do and it does not, and what its measures lack."""
    year = _year(query.year)
    return as_object(of.library.towns.coverage(query.organisation, year=year, most=query.similar))


def rules(of: ListRequest) -> JsonObject:
    """What the ITA asks for, the newest fiscal year first: how much is known, and where from."""
    return {"items": [*rules_objects(of.library.towns.rules())]}


def rules_of_year(of: ListRequest, year: parameters.PathId) -> JsonObject:
    """The disclosure items (OIT) of a fiscal year, or of the nearest one whose rules are known."""
    return {"items": [*rules_objects(of.library.towns.rules(_year(year)))]}


def adapt(of: ListRequest, body: parameters.TextCells) -> JsonObject:
    """Texts in another organisation's name: what was changed, and what a person must decide."""
    cells = [cell.model_dump(mode="json") for cell in body.cells]
    return {"items": list(of.library.exports.adapted_texts(cells))}


def export(of: ListRequest, order: parameters.DocumentOrder) -> Response:
    """Measures as a document of one's own organisation, with their sources."""
    kind = order.format
    sources = SourcesPlace.INSIDE if order.sources else SourcesPlace.NONE
    exports = of.library.exports
    adapted = exports.adapted_measures(
        order.ids,
        organisation=order.organisation,
        fiscal_year_be=order.fiscal_year_be,
        most=parameters.MOST_EXPORTED,
    )
    document = order.document or exports.usual_kind(adapted)
    choice = DocumentChoice(kind=document, file_format=kind, sources=sources, digits=order.digits)
    written = exports.render_adapted(adapted, choice)
    name = {"Content-Disposition": f'attachment; filename="measures.{kind.value}"'}
    return Response(written, media_type=DOCUMENT_TYPES[kind], headers=name)


_HITS = described(listing(FoundHit, NoMatch), 404, 410)
_ADDRESSES = (
    _Address("/search", search, _HITS, follows_index=True),
    _Address("/measures/{id}/similar", similar, _HITS, follows_index=True),
    _Address("/measures/{id}", show, described(ShownMeasure, 404)),
    _Address("/reports/{id}", report, described(Report, 404)),
    _Address("/reports", reports, described(listing(ReportSummary), 410)),
    _Address("/organisations", organisations, described(listing(OrganisationSummary), 410)),
    _Address("/compare", compare, described(Comparison, 404)),
    _Address("/matrix", matrix, described(listing(MatrixLine), 410), follows_index=True),
    _Address("/questions", questions, described(objects(AnsweredQuestion)), follows_index=True),
    _Address("/coverage", coverage, described(Coverage, 404), follows_index=True),
    _Address("/rules", rules, described(objects(RulePack))),
    _Address("/rules/{year}", rules_of_year, described(objects(YearItem))),
    _Address("/adapt", adapt, described(objects(AdaptedText), posted=True), "POST"),
    _Address("/export", export, documents(), "POST"),
)


def _year(typed: str | None) -> int | None:
    if typed is None:
        return None
    year = fiscal_year(typed)
    if year is None:
        raise problems.Problem(422, f"{typed!r} is no year in BE or CE", kind="wrong-parameter")
    return year


async def _on_wrong_parameter(_request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    faults = [
        {"place": [*map(str, each["loc"])], "message": str(each["msg"])} for each in error.errors()
    ]
    places = ", ".join(dict.fromkeys(".".join(each["place"]) for each in faults))
    detail = f"not as described: {places}; see the description of the API (docs)"
    return problems.problem_response(
        problems.Problem(422, detail, kind="wrong-parameter", members={"errors": faults})
    )


def _describe(api: FastAPI) -> None:
    def document() -> dict[str, Any]:
        if api.openapi_schema is None:
            made = get_openapi(
                title=api.title, version=api.version, description=api.description, routes=api.routes
            )
            parts = made.setdefault("components", {})
            parts["schemas"] = {**parts.get("schemas", {}), **components()}
            parts["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
            # Without a key whoever asks is a visitor, or at the library's own computer.
            made["security"] = [{}, {"key": []}]
            api.openapi_schema = made
        return api.openapi_schema

    api.openapi = document  # type: ignore[method-assign]

    @api.get("/docs", include_in_schema=False)
    async def docs() -> Response:
        policy = (
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )
        return HTMLResponse(page_html(document()), headers={"Content-Security-Policy": policy})

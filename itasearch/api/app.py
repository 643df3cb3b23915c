"""The addresses of the API, and the document that describes them.

Every address only reads; what a person may do besides, such as adding reports, is not here.
"""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import FastAPI, Query
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from itasearch import __version__
from itasearch.api.answering import Answering, ListRequest
from itasearch.api.asking import Asking
from itasearch.api.page import page_html
from itasearch.api.parameters import (
    MOST_EXPORTED,
    DocumentOrder,
    HitList,
    MatrixList,
    OfTowns,
    OneTown,
    OrganisationList,
    PathId,
    SearchParameters,
    TextCells,
    TwoSides,
)
from itasearch.api.problems import (
    Problem,
    on_fault,
    on_http_error,
    on_library_error,
    problem_response,
)
from itasearch.api.responses import (
    DOCUMENT_TYPES,
    components,
    described,
    documents,
    listing,
    objects,
    one,
)
from itasearch.errors import ItaSearchError
from itasearch.model.classification import UNCLASSIFIED
from itasearch.model.documents import SourcesPlace
from itasearch.model.drafts import DocumentChoice, Party
from itasearch.model.records import Report, report_of
from itasearch.wording.objects import (
    JsonObject,
    as_object,
    matrix_objects,
    measure_object,
    ranking_objects,
)
from itasearch.workspace import Workspace, fiscal_year

_ABOUT = (
    "Search, compare and borrow the integrity measures of Thai local governments. Objects are "
    "those that `itasearch … --json` writes; errors are problem details (RFC 9457). A key is "
    "given as `Authorization: Bearer SECRET`; `itasearch keys make` makes one."
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
            HTTPException: on_http_error,
            RequestValidationError: _on_wrong_parameter,
            ItaSearchError: on_library_error,
            Exception: on_fault,
        },
    )
    answering = Answering(library, asking)
    _add_searches(api, answering)
    _add_records(api, answering)
    _add_lists(api, answering)
    _add_towns(api, answering)
    _add_borrowing(api, answering)
    _describe(api)
    return api


def _add_searches(api: FastAPI, answering: Answering) -> None:
    hits = listing("FoundHit", "NoMatch")

    @api.get("/search", responses=described(hits, 404, 410), response_class=Response)
    async def search(request: Request, given: Annotated[SearchParameters, Query()]) -> Response:
        """Search measures in Thai or English.

        Names of towns and places, years and indicators in `q` become filters, unless `literal`.
        A query that nothing answers has one object with `no_match` and what is nearest.
        """

        def work(of: ListRequest) -> JsonObject:
            def fetch(first: int, most: int) -> list[JsonObject]:
                found = of.library.search(
                    given.q,
                    k=min(first + most, given.most_hits),
                    mode=given.mode,
                    filters=given.names,
                    refinement=given.refinement,
                    literal=given.literal,
                )
                return ranking_objects(found)[first:]

            return of.page(given.cursor, given.limit, fetch, most=given.most_hits)

        return await answering(request, work, follows_index=True)

    @api.get("/measures/{id}/similar", responses=described(hits, 404, 410), response_class=Response)
    async def similar(
        request: Request,
        id: PathId,
        given: Annotated[HitList, Query()],
    ) -> Response:
        """Measures that are like a measure, the most similar first."""

        def work(of: ListRequest) -> JsonObject:
            def fetch(first: int, most: int) -> list[JsonObject]:
                found = of.library.similar(
                    id,
                    k=min(first + most, given.most_hits),
                    filters=given.names,
                    arrangement=given.arrangement,
                )
                return ranking_objects(found)[first:]

            return of.page(given.cursor, given.limit, fetch, most=given.most_hits)

        return await answering(request, work, follows_index=True)


def _add_records(api: FastAPI, answering: Answering) -> None:
    @api.get(
        "/measures/{id}", responses=described(one("ShownMeasure"), 404), response_class=Response
    )
    async def show(request: Request, id: PathId) -> Response:
        """A measure in full, with its source and what it is about."""

        def work(of: ListRequest) -> JsonObject:
            found = of.library.show(id)
            if isinstance(found, Report):
                raise Problem(404, f"{id} is a report; it is at reports/{id}", kind="unknown-id")
            about = of.library.classifications([id]).get(id, UNCLASSIFIED)
            party = Party(organisation=found.organisation, fiscal_year_be=found.fiscal_year_be)
            return measure_object(found.measure, party, about)

        return await answering(request, work)

    @api.get("/reports/{id}", responses=described(one("Report"), 404), response_class=Response)
    async def report(request: Request, id: PathId) -> Response:
        """A report with its measures."""

        def work(of: ListRequest) -> JsonObject:
            if report_of(id) != id:
                raise Problem(404, f"{id} is no report; try measures/{id}", kind="unknown-id")
            return as_object(of.library.report(id))

        return await answering(request, work)


def _add_lists(api: FastAPI, answering: Answering) -> None:
    @api.get(
        "/reports", responses=described(listing("ReportSummary"), 410), response_class=Response
    )
    async def reports(request: Request, given: Annotated[OfTowns, Query()]) -> Response:
        """Reports in use, by province, organisation, then newest fiscal year first."""

        def work(of: ListRequest) -> JsonObject:
            def fetch(first: int, most: int) -> list[JsonObject]:
                page = of.library.some_reports(given.names, first=first, most=most)
                return [*map(as_object, page.reports)]

            return of.page(given.cursor, given.limit, fetch)

        return await answering(request, work)

    @api.get(
        "/organisations",
        responses=described(listing("OrganisationSummary"), 410),
        response_class=Response,
    )
    async def organisations(
        request: Request, given: Annotated[OrganisationList, Query()]
    ) -> Response:
        """Organisations that have reports or ITA results, by name."""

        def work(of: ListRequest) -> JsonObject:
            def fetch(first: int, most: int) -> list[JsonObject]:
                found = of.library.organisations_named(given.q, first=first, most=most)
                return [*map(as_object, found)]

            return of.page(given.cursor, given.limit, fetch)

        return await answering(request, work)


def _add_towns(api: FastAPI, answering: Answering) -> None:
    @api.get("/compare", responses=described(one("Comparison"), 404), response_class=Response)
    async def compare(request: Request, given: Annotated[TwoSides, Query()]) -> Response:
        """Two reports side by side: like measures, and what only one has."""

        def work(of: ListRequest) -> JsonObject:
            return as_object(of.library.compare(given.left, given.right, year=_year(given.year)))

        return await answering(request, work)

    @api.get("/matrix", responses=described(listing("MatrixLine"), 410), response_class=Response)
    async def matrix(request: Request, given: Annotated[MatrixList, Query()]) -> Response:
        """Organisations by topics or indicators: which measures each has there."""

        def work(of: ListRequest) -> JsonObject:
            def fetch(first: int, most: int) -> list[JsonObject]:
                found = of.library.matrix(
                    axis=given.axis,
                    filters=given.names,
                    band=given.band,
                    order=given.order,
                    like=given.like,
                    most=first + most,
                )
                return [*matrix_objects(found)][first:]

            return of.page(given.cursor, given.limit, fetch)

        return await answering(request, work, follows_index=True)

    @api.get("/coverage", responses=described(one("Coverage"), 404), response_class=Response)
    async def coverage(request: Request, given: Annotated[OneTown, Query()]) -> Response:
        """What most organisations like one do and it does not, and what its measures lack."""

        def work(of: ListRequest) -> JsonObject:
            year = _year(given.year)
            return as_object(of.library.coverage(given.organisation, year=year, most=given.similar))

        return await answering(request, work, follows_index=True)


def _add_borrowing(api: FastAPI, answering: Answering) -> None:
    @api.post(
        "/adapt", responses=described(objects("AdaptedText"), posted=True), response_class=Response
    )
    async def adapt(request: Request, given: TextCells) -> Response:
        """Texts in another organisation's name: what was changed, and what a person must decide."""

        def work(of: ListRequest) -> JsonObject:
            cells = [one.model_dump(mode="json") for one in given.cells]
            return {"items": list(of.library.adapted_texts(cells))}

        return await answering(request, work)

    @api.post("/export", responses=documents(), response_class=Response)
    async def export(request: Request, given: DocumentOrder) -> Response:
        """Measures as a document of one's own organisation, with their sources."""

        def work(of: ListRequest) -> Response:
            kind = given.format
            choice = DocumentChoice(
                kind=given.document,
                file_format=kind,
                sources=SourcesPlace.INSIDE if given.sources else SourcesPlace.NONE,
                digits=given.digits,
            )
            written = of.library.render_measures(
                given.ids,
                organisation=given.organisation,
                fiscal_year_be=given.fiscal_year_be,
                document=choice,
                most=MOST_EXPORTED,
            )
            name = {"Content-Disposition": f'attachment; filename="measures.{kind.value}"'}
            return Response(written, media_type=DOCUMENT_TYPES[kind], headers=name)

        return await answering(request, work)


def _year(typed: str | None) -> int | None:
    if typed is None:
        return None
    found = fiscal_year(typed)
    if found is None:
        raise Problem(422, f"{typed!r} is no year in BE or CE", kind="wrong-parameter")
    return found


async def _on_wrong_parameter(_request: Request, error: Exception) -> Response:
    """What is wrong with which parameter; its value is not repeated."""
    if not isinstance(error, RequestValidationError):
        raise error
    found = [
        {"place": [*map(str, each["loc"])], "message": str(each["msg"])} for each in error.errors()
    ]
    places = ", ".join(dict.fromkeys(".".join(each["place"]) for each in found))
    detail = f"not as described: {places}; see the description of the API (docs)"
    return problem_response(Problem(422, detail, kind="wrong-parameter", members={"errors": found}))


def _describe(api: FastAPI) -> None:
    def document() -> dict[str, Any]:
        if api.openapi_schema is None:
            made = get_openapi(
                title=api.title,
                version=api.version,
                description=api.description,
                routes=api.routes,
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
        """The description as a page."""
        policy = (
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )
        return HTMLResponse(page_html(document()), headers={"Content-Security-Policy": policy})

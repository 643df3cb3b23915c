"""Model objects as JSON-ready objects, in exactly the shapes that programs rely on.

A dataclass that `SHAPES` does not name is written with all its fields, in their order. Every
key is always there; what a report does not say is null, or an empty array. A change of a
shape is a breaking change: it goes into CHANGELOG.md.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, partial
from itertools import compress
from operator import attrgetter
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    NotRequired,
    TypeAlias,
    TypedDict,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)
from urllib.parse import urlencode

from itasearch.model import comparison as compared, form_check, records, towns
from itasearch.model.classification import Classification
from itasearch.model.corrections import MadeCorrection, Review
from itasearch.model.drafts import Adaptation, Borrowed, OpenQuestion
from itasearch.model.form_check import CheckedEvidence, EvidenceCheck
from itasearch.model.library import OrganisationSummary, Outcome, ReportSummary
from itasearch.model.plan import Plan, PlanRow
from itasearch.model.ranking import Hit, Ranking, SameText
from itasearch.model.source import SourceRef
from itasearch.model.watches import NewHit, Watch, search_address
from itasearch.model.work import WorkJob
from itasearch.wording.checks import Check
from itasearch.wording.evidence import to_check
from itasearch.wording.language import written_in
from itasearch.wording.review import correction_label, correction_state

if TYPE_CHECKING:
    from cattrs import Converter

JsonValue: TypeAlias = (
    str | int | float | bool | Sequence["JsonValue"] | Mapping[str, "JsonValue"] | None
)
JsonObject: TypeAlias = dict[str, JsonValue]
Value = TypeVar("Value", str, int)


def as_object(value: object) -> JsonObject:
    """A dataclass of the model, or a mapping of such; enums as values, times in ISO 8601."""
    json_object: JsonObject = _converter().unstructure(value)
    return json_object


class Understood(TypedDict):
    """What the names, years and numbers of a query were read as, by the filters they became."""

    organisations: list[str]
    types: list[str]
    provinces: list[str]
    fiscal_years: list[int]
    indicators: list[int]
    topics: list[str]
    not_applied: NotRequired[list[str]]


class QueryNotes(TypedDict, total=False):
    """How a query was read, and whether its hits may be no answer; only what there is to say."""

    unsure: Literal[True]
    understood: Understood
    not_held: list[str]


@dataclass(frozen=True, slots=True)
class FoundHit:
    """A hit with its query."""

    query: str
    hit: Hit
    reading: QueryNotes


@dataclass(frozen=True, slots=True)
class NoMatch:
    """That nothing answers a query, and what is nearest."""

    query: str
    nearest: Sequence[FoundHit]
    reading: QueryNotes
    no_match: Literal[True] = True


def ranking_lines(ranking: Ranking) -> Sequence[FoundHit | NoMatch]:
    """A line a hit, each with what names were read as, or the one for a query without an answer."""
    query, reading = ranking.query.text, _reading(ranking)
    if ranking.no_match:
        return [NoMatch(query, [FoundHit(query, hit, {}) for hit in ranking.nearest], reading)]
    if ranking.unsure:
        reading = {"unsure": True, **reading}
    return [FoundHit(query, hit, reading) for hit in ranking.hits]


def _reading(ranking: Ranking) -> QueryNotes:
    reading: QueryNotes = {}
    if ranking.understood:
        applied = [name for name in ranking.understood if name.applied]
        filters = [name.filters for name in applied]
        understood: Understood = {
            "organisations": _unique(name.organisations for name in applied),
            "types": _unique(each.types for each in filters),
            "provinces": _unique(each.provinces for each in filters),
            "fiscal_years": _unique(each.fiscal_years for each in filters),
            "indicators": _unique(each.indicators for each in filters),
            "topics": _unique(each.topics for each in filters),
        }
        if len(applied) < len(ranking.understood):
            left = [name.asked for name in ranking.understood if not name.applied]
            understood["not_applied"] = left
        reading["understood"] = understood
    if ranking.not_held:
        reading["not_held"] = list(ranking.not_held)
    return reading


def _unique(groups: Iterable[Sequence[Value]]) -> list[Value]:
    return list(dict.fromkeys(value for group in groups for value in group))


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """A row of a matrix; every row has every column."""

    row: towns.MatrixRow
    cells: Mapping[towns.Axis, Mapping[str, towns.MatrixCell]]


def matrix_objects(matrix: towns.Matrix) -> Iterator[JsonObject]:
    """The rows of a matrix, one object each."""
    for row in matrix.rows:
        cells = dict(zip(matrix.columns, row.cells, strict=True))
        yield as_object(MatrixLine(row, {matrix.axis: cells}))


@dataclass(frozen=True, slots=True)
class AdaptedText:
    """A text that was adapted, by the id that it came with."""

    id: str | None
    adaptation: Adaptation


@dataclass(frozen=True, slots=True)
class AnsweringTown:
    """A town, and what answers there."""

    town: records.Organisation
    answer: towns.QuestionCell


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question with the towns of its table, each with its cell."""

    question: str
    towns: tuple[AnsweringTown, ...]
    not_held: tuple[str, ...]


def question_objects(table: towns.QuestionTable) -> Iterator[JsonObject]:
    """The questions of a table, one object each; every question has every town."""
    for row in table.rows:
        towns = tuple(map(AnsweringTown, table.towns, row.cells))
        yield as_object(AnsweredQuestion(row.question, towns, row.not_held))


def watch_object(saved: Watch, news: Sequence[NewHit]) -> JsonObject:
    """A saved search with its new hits, each with when its report was added."""
    new = [{**as_object(item.hit), "added_at": as_object(item.added_at)} for item in news]
    return {**as_object(saved), "news": new}


def plan_objects(plan: Plan) -> Iterator[JsonObject]:
    """The rows of a plan as objects, the lowest score first."""
    for row in plan.rows:
        yield {
            "organisation": as_object(plan.organisation),
            "fiscal_year_be": plan.fiscal_year_be,
            "similar_towns": plan.towns,
            "sample_towns": plan.sample_towns,
            **as_object(row),
        }


Reader = str | Callable[..., object]
Shape = Mapping[str, Reader]


def _typed(kind: object, read: Callable[[Any], object]) -> Reader:
    """A reader in a shape, with the type of what it gives: schemas have it."""
    read.__annotations__["return"] = kind
    return read


class _File(TypedDict):
    path: str
    sha256: str
    media_type: str


def _file(report: records.ReportHead) -> _File:
    source = report.source
    return {"path": source.path, "sha256": source.sha256, "media_type": report.media_type}


def _filled(field: str) -> Reader:
    return _typed(str | None, lambda measure: measure.text(field) or None)


class _RawCell(TypedDict):
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadMeasure:
    """A measure as it was read, before corrections."""

    measure: records.Measure


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """A stored measure with what it is about."""

    stored: records.StoredMeasure
    about: Classification

    @property
    def measure(self) -> records.Measure:
        """The measure itself."""
        return self.stored.measure


def _raw_cells(of: ShownMeasure | ReadMeasure) -> list[_RawCell]:
    return [{"column": column, "text": text} for column, text in of.measure.raw_cells]


@dataclass(frozen=True, slots=True)
class LoneMeasure:
    """A measure without a sure counterpart, with the most similar one of the other report."""

    measure: records.Measure
    nearest: compared.NearestMeasure | None


def _alone(side: str) -> Reader:
    return _typed(
        list[LoneMeasure],
        lambda of: [LoneMeasure(each, of.nearest.get(each.id)) for each in getattr(of, side)],
    )


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """Which parts of the form the measures of a report have."""

    check: form_check.FormCheck
    report_id: str


def _doubtful_words(review: Review) -> list[JsonObject]:
    return [
        {
            "measure_id": measure.id,
            "field": name,
            "word": measure.text(name)[start:end],
            "start": start,
        }
        for measure in review.report.measures
        for name in records.TEXT_FIELDS
        for start, end in measure.doubtful_places(name)
    ]


def _by_field(pair: compared.Pair) -> dict[str, compared.FieldDifference]:
    return {difference.field: difference for difference in pair.differences}


def _changes(pair: compared.Pair | None) -> dict[str, object] | None:
    if pair is None:
        return None
    return {"similarity": pair.similarity, "differences": _by_field(pair)}


@dataclass(frozen=True, slots=True)
class FormerItem:
    """What an item was in an earlier year."""

    fiscal_year_be: int
    item: form_check.DisclosureItem


@dataclass(frozen=True, slots=True, kw_only=True)
class YearItem:
    """An item of the rules that are applied to a year."""

    year: int
    pack: form_check.RulePack
    item: form_check.DisclosureItem
    former: Sequence[FormerItem]


def _item_label(kind: records.ReportKind) -> Reader:
    return _typed(str | None, lambda pack: (item := pack.item_of(kind)) and item.label)


def _shape(keys: str, **read: Reader) -> Shape:
    """The JSON keys of a class, in order, and what each is read from.

    "key" is that attribute, "key=path" another one (dots lead into its parts), a key of `read` is
    made by that function; "key_" is all keys of that part.
    """
    named = (word.partition("=") for word in keys.split())
    return {key: read.get(key, path or key.rstrip("_")) for key, _, path in named}


SHAPES: Mapping[type, Shape] = {
    Check: _shape(
        "name status message remedy thai_message thai_remedy",
        thai_message=lambda check: check.what.text("th"),
        thai_remedy=lambda check: check.to_do.text("th"),
    ),
    SourceRef: _shape("path page_number line_number sheet table_number row_number"),
    records.UnreadLine: _shape("cells source"),
    # An unknown organisation is an object of nulls.
    records.Organisation: _shape(
        "name type district province aliases",
        name=_typed(str | None, lambda organisation: organisation.name),
        type=_typed(records.OrganisationType | None, lambda organisation: organisation.type),
    ),
    records.Measure: _shape(
        "id number title indicator steps timeframe responsible follow_up results outcomes"
        " problems recommendations budget evidence source",
        # An empty text is null, like one that the report lacks.
        **{name: _filled(name) for name in records.TEXT_FIELDS if name != "title"},
    ),
    ShownMeasure: _shape(
        "measure_ report_id=measure.report_id organisation=stored.organisation"
        " fiscal_year_be=stored.fiscal_year_be classification=about raw_cells"
        " reworded=measure.source.reworded",
        raw_cells=_raw_cells,
    ),
    ReadMeasure: _shape("measure_ raw_cells", raw_cells=_raw_cells),
    LoneMeasure: _shape("measure_ nearest"),
    records.Report: _shape(
        "outcome id source organisation fiscal_year_be kind ita_scores=ita_result measures"
        " warnings confidence reworded=source.reworded",
        outcome=_typed(
            Literal["read", "needs_review"],
            lambda report: "needs_review" if report.missing else "read",
        ),
        source=_file,
    ),
    Outcome: _shape(
        "path outcome=kind report_id organisation fiscal_year_be measures reason missing warnings"
        " reworded"
    ),
    ReportSummary: _shape(
        "id status source organisation fiscal_year_be kind measures missing warnings"
        " confidence added_at replaced_by reworded=source.reworded",
        source=_file,
    ),
    OrganisationSummary: _shape(
        "id=organisation.id organisation_ sample=organisation.sample fiscal_years reports measures"
    ),
    Review: _shape(
        "report=summary completeness=summary.completeness columns measures=report.measures"
        " unread=report.unread read doubtful_words corrections versions",
        read=lambda review: list(map(ReadMeasure, review.read)),
        doubtful_words=_doubtful_words,
    ),
    MadeCorrection: _shape(
        "id report_id correction state made_at undone_at",
        correction=lambda made: written_in("en", lambda: correction_label(made.correction)),
        state=lambda made: written_in("en", lambda: correction_state(made)),
    ),
    Hit: _shape(
        "rank score signals measure organisation fiscal_year_be passage reason same_text"
        " more_copies source=measure.source reworded=measure.source.reworded total"
        " total_year_be quotations",
        signals=_typed(dict[str, float], lambda hit: dict(hit.signals)),
    ),
    FoundHit: _shape("query hit_ reading_"),
    NoMatch: _shape("query no_match nearest reading_"),
    SameText: _shape("measure_id organisation fiscal_year_be source reworded=source.reworded"),
    compared.Comparison: _shape(
        "left right pairs covers maybe only_left only_right quotations",
        only_left=_alone("only_left"),
        only_right=_alone("only_right"),
    ),
    compared.MaybePair: _shape("left=left.id right=right.id similarity"),
    compared.NearestMeasure: _shape("id=measure.id similarity"),
    records.ReportHead: _shape(
        "organisation fiscal_year_be source reworded=source.reworded", source=_file
    ),
    compared.Pair: _shape("left right similarity differences", differences=_by_field),
    compared.FieldDifference: _shape(
        "left right kind of_plan expected compared=common",
        expected=_typed(list[str], lambda it: [*compress(("left", "right"), it.expected)]),
    ),
    compared.Cover: _shape(
        "left right similarity",
        left=_typed(list[str], lambda cover: [it.id for it in cover.left]),
        right=_typed(list[str], lambda cover: [it.id for it in cover.right]),
    ),
    compared.YearsComparison: _shape("organisation years threads"),
    compared.TownYear: _shape(
        "fiscal_year_be plan results ita_scores=ita kept changed new resumed dropped maybe"
    ),
    compared.Thread: _shape(
        "dropped_in entries maybe", maybe=lambda thread: thread.maybe and thread.maybe.measure.id
    ),
    compared.YearEntry: _shape(
        "fiscal_year_be change plan result quotations plan_to_result since_last",
        plan_to_result=lambda entry: _changes(entry.done),
        since_last=lambda entry: _changes(entry.before),
    ),
    MatrixLine: _shape(
        "organisation=row.organisation fiscal_year_be=row.fiscal_year_be"
        " report_ids=row.report_ids total=row.total total_year_be=row.total_year_be"
        " likeness=row.likeness covered=row.covered cells_ reworded=row.reworded"
        " unplaced=row.unplaced"
    ),
    AdaptedText: _shape("id adaptation_"),
    towns.MatrixCell: _shape("measures=measure_ids depth guessed"),
    towns.QuestionCell: _shape(
        "measure_id title organisation fiscal_year_be source near=is_near quotations reworded"
    ),
    towns.SimilarTowns: _shape(
        "organisation fiscal_year_be ita_scores=result neighbours weak reworded"
    ),
    towns.SimilarTown: _shape(
        "organisation fiscal_year_be ita_scores=result likeness reasons reworded"
    ),
    towns.BetterExample: _shape("example_ why score score_year_be later guessed likeness"),
    records.StoredMeasure: _shape(
        "measure organisation fiscal_year_be quotations reworded=measure.source.reworded"
    ),
    towns.Coverage: _shape(
        "organisation fiscal_year_be touched gaps neighbours checks notes reworded",
        checks=_typed(
            list[ReportCheck],
            lambda coverage: list(map(ReportCheck, coverage.checks, coverage.report_ids)),
        ),
    ),
    ReportCheck: _shape("report_id check_"),
    towns.TownOverview: _shape(
        "organisation=record.organisation reports=record.reports ita_results=record.results"
        " measures topics=record.topics similar=similar.neighbours weak=similar.weak"
        " gaps=coverage.gaps notes=coverage.notes copies reworded=record.reworded",
        measures=lambda town: len(town.record.measures),
    ),
    towns.YearTopics: _shape("fiscal_year_be topics"),
    towns.TownCopies: _shape("texts shared earlier later earlier_towns later_towns cut"),
    towns.CopyTown: _shape("organisation texts measure_id fiscal_year_be copy_id copy_year_be"),
    PlanRow: _shape(
        "kind indicator guessed measure=measure.measure owner=measure.organisation"
        " owner_year_be=measure.fiscal_year_be quotations=measure.quotations topic towns of score"
        " score_year_be source=measure.measure.source"
    ),
    WorkJob: _shape("job=id kind state name attempts report_ids reason"),
    Watch: _shape(
        "id name maker made_at address",
        address=lambda saved: f"?{urlencode(search_address(saved.query), doseq=True)}",
        maker=lambda saved: saved.maker or None,
    ),
    form_check.FormCheck: _shape(
        "fiscal_year_be kind rules_year_be item confirmed measures lacking_in_plan"
    ),
    OpenQuestion: _shape("start end text question"),
    form_check.MeasureCheck: _shape(
        "id=measure_id number title missing parts",
        parts=_typed(
            dict[form_check.Part, form_check.PartCheck],
            lambda check: {part.part: part for part in check.parts},
        ),
    ),
    form_check.PartCheck: _shape("standing field start end"),
    form_check.RulePack: _shape(
        "fiscal_year_be complete=is_complete source of_this_library=is_own items item_count"
        " required plan results form_confirmed=form.confirmed form_source=form.source calendar",
        items=_typed(int, lambda pack: len(pack.items)),
        plan=_item_label(records.ReportKind.PLAN),
        results=_item_label(records.ReportKind.RESULTS),
    ),
    YearItem: _shape(
        "asked_year=year fiscal_year_be=pack.fiscal_year_be complete=pack.is_complete"
        " source=pack.source of_this_library=pack.is_own item=item.label id=item.id"
        " title=item.title indicator=item.indicator topic=item.topic period=item.period"
        " shows=item.shows evidence=item.evidence bodies=item.bodies confirmed=item.confirmed"
        " item_source former",
        item_source=_typed(str, lambda of: of.item.source or of.pack.source),
    ),
    FormerItem: _shape("fiscal_year_be item=item.label title=item.title"),
    Borrowed: _shape(
        "measure_id=measure.id report_id=measure.report_id source_ place_=measure.source"
        " sha256=measure.source.sha256 reworded=measure.source.reworded"
    ),
}


def _to_check(row: CheckedEvidence, check: EvidenceCheck) -> str:
    return "\n".join(to_check(row, check.fiscal_year_be))


def evidence_objects(check: EvidenceCheck) -> Iterator[JsonObject]:
    """An entry a line."""
    for row in check.rows:
        yield {
            "fiscal_year_be": check.fiscal_year_be,
            "item": None if row.item is None else row.item.label,
            "title": None if row.item is None else row.item.title,
            "address": row.entry.address,
            "final_address": row.final_address or None,
            "media_type": row.media_type or None,
            "fiscal_years": [*row.years],
            "reason": row.fault or None,
            "to_check": written_in("en", partial(_to_check, row, check)).splitlines(),
        }


def rules_objects(rules: form_check.KnownRules) -> Iterator[JsonObject]:
    """A year a line; of one year an item a line."""
    if rules.year is None:
        yield from map(as_object, rules.packs)
        return
    (pack,) = rules.packs
    for item in pack.items:
        former = [FormerItem(*it) for it in rules.former.get(item.id, ())]
        yield as_object(YearItem(year=rules.year, pack=pack, item=item, former=former))


def type_of_key(kind: type, read: Reader) -> Any:
    """The type of what a key is read from: of an attribute, or of what a function returns."""
    if callable(read):
        return get_type_hints(read)["return"]
    for name in read.split("."):
        hints = get_type_hints(kind)
        kind = hints[name] if name in hints else get_type_hints(getattr(kind, name).fget)["return"]
    return kind


@cache
def _converter() -> "Converter":
    from cattrs.preconf.json import make_converter  # only where JSON is written: 35 ms

    converter = make_converter(unstruct_collection_overrides={Sequence: list})
    unknown: JsonObject = dict.fromkeys(SHAPES[records.Organisation])
    unknown["aliases"] = []
    # An organisation is an object even when it is unknown: readers need no special case.
    converter.register_unstructure_hook(
        records.Organisation | None,
        lambda organisation: (
            unknown if organisation is None else converter.unstructure(organisation)
        ),
    )
    for kind, shape in SHAPES.items():
        converter.register_unstructure_hook(kind, _hook(converter, kind, shape))
    return converter


def _hook(converter: "Converter", kind: type, shape: Shape) -> Callable[[object], JsonObject]:
    hints = get_type_hints(kind)
    parts = [
        (key, read, None) if callable(read) else (key, attrgetter(read), hints.get(read))
        for key, read in shape.items()
    ]

    def encode(value: object) -> JsonObject:
        made: JsonObject = {}
        for key, read, declared in parts:
            part = converter.unstructure(read(value), unstructure_as=declared)
            made |= part if key.endswith("_") else {key: part}
        return made

    return encode


_SIMPLE: dict[object, JsonObject] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    NoneType: {"type": "null"},
    object: {},
}


class Schemas:
    """Schemas by the names of their classes, each made when it is first referred to."""

    def __init__(self, *, place: str = "#/components/schemas/", partial: bool = False) -> None:
        """Begin without any; references lead to `place`; `partial`: any key may be left out."""
        self.found: dict[str, JsonObject] = {}
        self._place = place
        self._partial = partial

    def of(self, kind: object) -> JsonObject:
        """The schema of what is written for a value of a type: of a dataclass a reference."""
        if kind in _SIMPLE:
            return dict(_SIMPLE[kind])
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {"enum": [member.value for member in kind]}
        if is_typeddict(kind):
            return self._object(*self._keys(kind))
        if isinstance(kind, type) and is_dataclass(kind):
            if kind.__name__ not in self.found:
                self.found[kind.__name__] = {}  # a class may refer to itself
                self.found[kind.__name__] = self._object(*self._keys(kind))
            return {"$ref": f"{self._place}{kind.__name__}"}
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is NotRequired:
            return self.of(arguments[0])
        if origin is Annotated:
            return {**self.of(arguments[0]), "description": arguments[1]}
        if origin not in (Union, UnionType):
            return self._container(origin, arguments)
        if set(arguments) == {records.Organisation, NoneType}:
            return self.of(records.Organisation)  # an unknown one is an object of nulls
        schemas = [self.of(part) for part in arguments]
        if all(schema.keys() == {"type"} for schema in schemas):
            return {"type": [schema["type"] for schema in schemas]}
        return {"anyOf": schemas}

    def _container(self, origin: object, arguments: Sequence[Any]) -> JsonObject:
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin is tuple and arguments[-1] is not Ellipsis:
            items = [self.of(kind) for kind in arguments]
            return {
                "type": "array",
                "prefixItems": items,
                "minItems": len(items),
                "maxItems": len(items),
            }
        if isinstance(origin, type) and issubclass(origin, Mapping):
            keys, values = arguments[0], self.of(arguments[1])
            if isinstance(keys, type) and issubclass(keys, Enum):
                return self._object({key.value: values for key in keys}, ())
            return {"type": "object", "additionalProperties": values}
        if isinstance(origin, type) and issubclass(origin, Sequence):
            return {"type": "array", "items": self.of(arguments[0])}
        raise TypeError(f"no schema is known of {origin}[{arguments}]")

    def _keys(self, kind: Any) -> tuple[Mapping[str, JsonObject], Collection[str]]:
        """The keys of a class's object with their schemas, and those that are always there."""
        if is_typeddict(kind):
            hints = get_type_hints(kind, include_extras=True)
            return {key: self.of(part) for key, part in hints.items()}, kind.__required_keys__
        if get_origin(kind) is not None:
            by_member: Any = self.of(kind)  # of a mapping by the members of an enum
            return by_member["properties"], ()
        keys: dict[str, JsonObject] = {}
        required: list[str] = []
        for key, read in (SHAPES.get(kind) or {key: key for key in get_type_hints(kind)}).items():
            part = type_of_key(kind, read)
            merged, always = (
                self._keys(part) if key.endswith("_") else ({key: self.of(part)}, [key])
            )
            keys |= merged
            required += always
        return keys, required

    def _object(self, keys: Mapping[str, JsonObject], required: Collection[str]) -> JsonObject:
        schema: JsonObject = {"type": "object", "properties": keys, "additionalProperties": False}
        if required and not self._partial:
            schema["required"] = sorted(required)
        return schema

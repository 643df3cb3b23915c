"""Model objects as JSON-ready objects, in exactly the shapes that programs rely on.

A dataclass that `SHAPES` does not name is written with all its fields, in their order. Every
key is always there; what a report does not say is null, or an empty array. A change of a
shape is a breaking change: it goes into CHANGELOG.md.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias, get_type_hints

from itasearch.model.classification import Classification
from itasearch.model.comparison import (
    Comparison,
    Cover,
    FieldDifference,
    MaybePair,
    NearestMeasure,
    Pair,
    Thread,
    TownYear,
    YearEntry,
    YearsComparison,
)
from itasearch.model.corrections import MadeCorrection, Review
from itasearch.model.drafts import Borrowed, Party
from itasearch.model.effects import Effect
from itasearch.model.form_check import FormCheck, MeasureCheck, PartCheck
from itasearch.model.library import OrganisationSummary, Outcome, ReportSummary
from itasearch.model.plan import Plan, PlanProposal
from itasearch.model.ranking import Hit, Ranking, SameText
from itasearch.model.records import (
    TEXT_FIELDS,
    Measure,
    Organisation,
    Report,
    ReportHead,
    StoredMeasure,
)
from itasearch.model.source import SourceRef
from itasearch.model.town import CopyTown, TownCopies, TownOverview, YearTopics
from itasearch.model.towns import (
    BetterExample,
    Coverage,
    Matrix,
    MatrixCell,
    MatrixRow,
    SimilarTown,
    SimilarTowns,
)
from itasearch.model.watch.news import News
from itasearch.model.watch.watches import Watch
from itasearch.wording.labels import correction_label, correction_state
from itasearch.wording.plan import reason_texts

if TYPE_CHECKING:
    from cattrs import Converter

JsonValue: TypeAlias = (
    str | int | float | bool | Sequence["JsonValue"] | Mapping[str, "JsonValue"] | None
)
JsonObject: TypeAlias = dict[str, JsonValue]


def as_object(value: object) -> JsonObject:
    """A dataclass of the model, or a mapping of such, as a JSON-ready object.

    Enum members become their values, times ISO 8601, tuples lists.
    """
    found: JsonObject = _converter().unstructure(value)
    return found


def ranking_objects(ranking: Ranking) -> list[JsonObject]:
    """The lines of a ranking: its hits, or the one line for a query without an answer.

    Only a query with names, years or indicators has what they were read as, on each line.
    """
    query, read = ranking.query.text, _understood(ranking)
    if ranking.no_match:
        nearest = [{"query": query, **as_object(hit)} for hit in ranking.nearest]
        return [{"query": query, "no_match": True, "nearest": nearest, **read}]
    unsure: JsonObject = {"unsure": True} if ranking.unsure else {}
    return [{"query": query, **as_object(hit), **unsure, **read} for hit in ranking.hits]


def _understood(ranking: Ranking) -> JsonObject:
    found: JsonObject = {}
    if ranking.understood:
        applied = [one for one in ranking.understood if one.applied]
        filters = [one.filters for one in applied]
        read: JsonObject = {
            "organisations": _unique(one.organisations for one in applied),
            "types": _unique(one.types for one in filters),
            "provinces": _unique(one.provinces for one in filters),
            "fiscal_years": _unique(one.fiscal_years for one in filters),
            "indicators": _unique(one.indicators for one in filters),
            "topics": _unique(one.topics for one in filters),
        }
        if len(applied) < len(ranking.understood):
            read["not_applied"] = [one.asked for one in ranking.understood if not one.applied]
        found["understood"] = read
    if ranking.not_held:
        found["not_held"] = list(ranking.not_held)
    return found


def _unique(groups: Iterable[Sequence[str] | Sequence[int]]) -> list[JsonValue]:
    return list(dict.fromkeys(value for group in groups for value in group))


def matrix_objects(matrix: Matrix) -> Iterator[JsonObject]:
    """The rows of a matrix, one object each; every row has every column."""
    for row in matrix.rows:
        cells = as_object(dict(zip(matrix.columns, row.cells, strict=True)))
        renamed = {"cells": (matrix.axis.value, cells)}
        yield dict(renamed.get(key, (key, value)) for key, value in as_object(row).items())


def plan_objects(plan: Plan) -> Iterator[JsonObject]:
    """The proposals of a plan, one object each, the weakest indicators first.

    `reason` is in Thai; `reasons` has its figures.
    """
    for one in plan.proposals:
        yield {
            "organisation": as_object(plan.organisation),
            "fiscal_year_be": plan.fiscal_year_be,
            "similar_towns": plan.towns,
            "sample_towns": plan.sample_towns,
            **as_object(one),
            "reason": "; ".join(reason_texts(one)),
        }


def measure_object(measure: Measure, party: Party, about: Classification) -> JsonObject:
    """A measure with what it does not hold itself: whose it is, and its classification."""
    return as_object(
        {
            **as_object(measure),
            "report_id": measure.report_id,
            **as_object(party),
            "classification": about,
            "raw_cells": _raw_cells(measure),
            "reworded": measure.source.reworded,
        }
    )


def _file(report: ReportHead) -> JsonObject:
    source = report.source
    return {"path": source.path, "sha256": source.sha256, "media_type": report.media_type}


def _texts(measure: Measure) -> JsonObject:
    """An empty text is null, like one that the report lacks."""
    return {name: measure.text(name) or None for name in TEXT_FIELDS if name != "title"}


def _raw_cells(measure: Measure) -> list[JsonObject]:
    return [{"column": column, "text": text} for column, text in measure.raw_cells]


def _read_measures(review: Review) -> list[JsonObject]:
    return [{**as_object(one), "raw_cells": _raw_cells(one)} for one in review.read]


def _doubtful_words(review: Review) -> list[JsonObject]:
    return [
        {"measure_id": one.id, "field": name, "word": one.text(name)[start:end], "start": start}
        for one in review.report.measures
        for name in TEXT_FIELDS
        for start, end in one.doubtful_places(name)
    ]


def _alone(measure: Measure, found: Comparison) -> JsonObject:
    """A measure without a sure counterpart, with the most similar one of the other report."""
    nearest = found.nearest.get(measure.id)
    return {**as_object(measure), "nearest": None if nearest is None else as_object(nearest)}


def _by_field(pair: Pair) -> dict[str, FieldDifference]:
    return {one.field: one for one in pair.differences}


def _changes(pair: Pair | None) -> dict[str, object] | None:
    if pair is None:
        return None
    return {"similarity": pair.similarity, "differences": _by_field(pair)}


def _checks(found: Coverage) -> list[JsonObject]:
    checked = zip(found.report_ids, found.checks, strict=True)
    return [{"report_id": name, **as_object(check)} for name, check in checked]


Shape = tuple[str, Mapping[str, Callable[..., object]]]


def _median_change(effect: Effect) -> JsonObject | None:
    found = effect.contrast
    if found is None:
        return None
    return {"adopters": found.adopters_change, "others": found.others_change}


def _of_contrast(name: str) -> Callable[[Effect], object]:
    """Reads a number of the contrast; null where there are too few towns."""
    return lambda effect: effect.contrast and getattr(effect.contrast, name)


def _shape(keys: str, **made: Callable[..., object]) -> Shape:
    """The JSON keys of a class, in order.

    Args:
        keys: "key" for the attribute of that name, "key=path" for another one (dots lead
            into its parts), "**path" for all keys of that part. "reworded" is the object's
            own mark, else that of its measure's or its own place.
        made: keys, or names after "**", whose value a function makes of the whole object.
    """
    return keys, made


SHAPES = {
    SourceRef: _shape("path page_number line_number sheet table_number row_number"),
    Organisation: _shape("name type district province aliases"),
    Measure: _shape("id number title indicator **texts source", texts=_texts),
    Report: _shape(
        "outcome id source organisation fiscal_year_be kind ita_scores=ita_result measures"
        " warnings confidence reworded",
        outcome=lambda report: "needs_review" if report.missing else "read",
        source=_file,
    ),
    Outcome: _shape(
        "path outcome=kind report_id organisation fiscal_year_be measures reason missing reworded"
    ),
    ReportSummary: _shape(
        "id status source organisation fiscal_year_be kind measures missing warnings confidence"
        " added_at replaced_by same_year reworded",
        source=_file,
    ),
    OrganisationSummary: _shape(
        "id=organisation.id **organisation sample=organisation.sample fiscal_years reports measures"
    ),
    Review: _shape(
        "report=summary completeness=summary.completeness columns measures=report.measures read"
        " doubtful_words corrections versions",
        read=_read_measures,
        doubtful_words=_doubtful_words,
    ),
    MadeCorrection: _shape(
        "id report_id correction state made_at undone_at",
        correction=lambda made: correction_label(made.correction),
        state=correction_state,
    ),
    Hit: _shape(
        "rank score signals measure organisation fiscal_year_be passage reason same_text"
        " more_copies source=measure.source reworded total total_year_be",
        signals=lambda hit: dict(hit.signals),
    ),
    SameText: _shape("measure_id organisation fiscal_year_be source reworded"),
    Comparison: _shape(
        "left right pairs covers maybe only_left only_right",
        only_left=lambda found: [_alone(one, found) for one in found.only_left],
        only_right=lambda found: [_alone(one, found) for one in found.only_right],
    ),
    MaybePair: _shape("left=left.id right=right.id similarity"),
    NearestMeasure: _shape("id=measure.id similarity"),
    ReportHead: _shape("organisation fiscal_year_be source reworded", source=_file),
    Pair: _shape("left right similarity differences", differences=_by_field),
    FieldDifference: _shape("left right kind"),
    Cover: _shape(
        "left right similarity",
        left=lambda cover: [one.id for one in cover.left],
        right=lambda cover: [one.id for one in cover.right],
    ),
    YearsComparison: _shape("organisation years threads"),
    TownYear: _shape(
        "fiscal_year_be plan results ita_scores=ita kept changed new resumed dropped maybe"
    ),
    Thread: _shape(
        "dropped_in entries maybe", maybe=lambda one: one.maybe and one.maybe.measure.id
    ),
    YearEntry: _shape(
        "fiscal_year_be change plan result plan_to_result since_last",
        plan_to_result=lambda entry: _changes(entry.done),
        since_last=lambda entry: _changes(entry.before),
    ),
    MatrixRow: _shape(
        "organisation fiscal_year_be report_ids total total_year_be likeness covered cells reworded"
        " doubled"
    ),
    MatrixCell: _shape("measures=measure_ids depth guessed"),
    SimilarTowns: _shape("organisation fiscal_year_be ita_scores=result neighbours weak reworded"),
    SimilarTown: _shape(
        "organisation fiscal_year_be ita_scores=result likeness reasons reworded doubled"
    ),
    BetterExample: _shape("**example why score score_year_be later guessed likeness"),
    StoredMeasure: _shape("measure organisation fiscal_year_be reworded"),
    Coverage: _shape(
        "organisation fiscal_year_be touched gaps neighbours checks notes reworded doubled",
        checks=_checks,
    ),
    TownOverview: _shape(
        "organisation=record.organisation reports=record.reports ita_results=record.results"
        " measures topics=record.topics similar=similar.neighbours weak=similar.weak"
        " gaps=coverage.gaps notes=coverage.notes copies reworded=record.reworded",
        measures=lambda town: len(town.record.measures),
    ),
    YearTopics: _shape("fiscal_year_be topics"),
    TownCopies: _shape("texts shared earlier later earlier_towns later_towns cut"),
    CopyTown: _shape("organisation texts measure_id fiscal_year_be copy_id copy_year_be"),
    PlanProposal: _shape(
        "indicator guessed action ticked measure=measure.measure owner=measure.organisation"
        " owner_year_be=measure.fiscal_year_be counterpart fills reasons source"
    ),
    Effect: _shape(
        "topic measure_id indicator adopters others unmatched enough median_change difference"
        " interval p_value q_value beyond_chance",
        median_change=_median_change,
        difference=_of_contrast("difference"),
        interval=lambda effect: effect.contrast and [effect.contrast.low, effect.contrast.high],
        p_value=_of_contrast("p_value"),
        q_value=_of_contrast("q_value"),
        beyond_chance=lambda effect: bool(effect.contrast and effect.contrast.beyond_chance),
    ),
    Watch: _shape(
        "id name town owner maker made_at checked_at",
        town=lambda watch: watch.town or None,
        owner=lambda watch: watch.owner or None,
        maker=lambda watch: watch.maker or None,
    ),
    News: _shape("number subject id=item_id title organisation fiscal_year_be found_at"),
    FormCheck: _shape("fiscal_year_be kind rules_year_be item confirmed measures"),
    MeasureCheck: _shape(
        "id=measure_id number title missing parts",
        parts=lambda check: {one.part.value: one for one in check.parts},
    ),
    PartCheck: _shape("standing field start end"),
    Borrowed: _shape(
        "measure_id=measure.id report_id=measure.report_id **source **measure.source"
        " sha256=measure.source.sha256 found_by reworded"
    ),
}


@cache
def _converter() -> "Converter":
    from cattrs.preconf.json import make_converter  # only where JSON is written: 35 ms

    converter = make_converter(unstruct_collection_overrides={Sequence: list})
    unknown: JsonObject = dict.fromkeys(SHAPES[Organisation][0].split())
    unknown["aliases"] = []
    # An organisation is an object even when it is unknown: readers need no special case.
    converter.register_unstructure_hook(
        Organisation | None,
        lambda one: unknown if one is None else converter.unstructure(one),
    )
    for kind, shape in SHAPES.items():
        converter.register_unstructure_hook(kind, _hook(converter, kind, shape))
    return converter


def _hook(converter: "Converter", kind: type, shape: Shape) -> Callable[[object], JsonObject]:
    hints = get_type_hints(kind)
    parts: list[tuple[str, Callable[[object], object], object]] = []
    keys, made_by = shape
    for word in keys.split():
        key, _, path = word.partition("=")
        path = path or key.removeprefix("**")
        if path == "reworded" and path not in hints:
            path = "measure.source.reworded" if "measure" in hints else "source.reworded"
        made = made_by.get(path)
        if made is None and not hasattr(kind, path.partition(".")[0]):
            raise AttributeError(f"{kind.__name__} has no {path!r}; mend its shape")
        parts.append((key, made or attrgetter(path), None if made else hints.get(path)))

    def encode(value: object) -> JsonObject:
        found: JsonObject = {}
        for key, read, declared in parts:
            part = converter.unstructure(read(value), unstructure_as=declared)
            found |= part if key.startswith("**") else {key: part}
        return found

    return encode

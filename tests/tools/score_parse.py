"""Scores a parsed report against a gold one: pairs by title, then similarity of each field.

White space, digits' script and bullets do not count. F1 is over paired
measures; `fields` is the mean similarity over all gold fields, a missed measure
counting 0; `meta` the share of organisation, place, year and ITA scores that
are right.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from itasearch.model.records import TEXT_FIELDS, Measure, Report
from itasearch.text.thai.normalize import squash

MINIMUM_TITLE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseScore:
    """F1, fields and meta, each 0–1; `low` names what fell short."""

    f1: float
    fields: float
    meta: float
    low: tuple[str, ...]


def score_parse(gold: Mapping[str, object], report: Report) -> ParseScore:
    """Score `report` against `gold` (form of tests/data/gold)."""
    wanted = gold["measures"]
    assert isinstance(wanted, list)
    pairs = _pairs(wanted, report.measures)
    found = len(pairs)
    f1 = 2 * found / (len(wanted) + len(report.measures)) if wanted or report.measures else 1.0
    similarities = list(_field_similarities(wanted, pairs))
    low = [f"{name}: {score:.2f}" for name, score in similarities if score < 0.95]
    facts = list(_meta(gold, report))
    low += [name for name, right in facts if not right]
    return ParseScore(
        f1=f1,
        fields=sum(score for _, score in similarities) / len(similarities),
        meta=sum(right for _, right in facts) / len(facts),
        low=tuple(low),
    )


def _pairs(gold: Sequence[Mapping[str, str]], parsed: Sequence[Measure]) -> dict[int, Measure]:
    free = dict(enumerate(squash(m.title) for m in parsed))
    pairs = {}
    for i, measure in enumerate(gold):
        best = process.extractOne(
            squash(measure["title"]), free, scorer=fuzz.ratio, score_cutoff=100 * MINIMUM_TITLE
        )
        if best is not None:
            pairs[i] = parsed[best[2]]
            del free[best[2]]
    return pairs


def _field_similarities(
    gold: Sequence[Mapping[str, str]], pairs: Mapping[int, Measure]
) -> Iterator[tuple[str, float]]:
    for i, measure in enumerate(gold):
        for name in TEXT_FIELDS:
            left = squash(measure.get(name) or "")
            right = squash(pairs[i].text(name)) if i in pairs else ""
            if left or right:
                yield f"{i + 1}.{name}", fuzz.ratio(left, right) / 100


def _meta(gold: Mapping[str, object], report: Report) -> Iterator[tuple[str, bool]]:
    wanted = gold["organisation"]
    assert isinstance(wanted, dict)
    for name in ("name", "type", "district", "province"):
        yield name, getattr(report.organisation, name, None) == (wanted.get(name) or None)
    yield "fiscal_year_be", report.fiscal_year_be == gold["fiscal_year_be"]
    scores = gold.get("ita_scores")
    if isinstance(scores, dict):
        result = report.ita_result
        yield "total", result is not None and result.total == scores["total"]
        yield "grade", result is not None and result.grade == scores["grade"]
        found = {i.number: i.score for i in result.indicators} if result else {}
        for indicator in scores["indicators"]:
            yield (
                f"indicator {indicator['number']}",
                found.get(indicator["number"]) == indicator["score"],
            )

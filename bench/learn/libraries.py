"""Libraries drawn from the material: of each query it is known whether they answer it.

A stranger's query is new to the adapter and the concepts. So are these: of each part of the
material libraries are drawn, with what was learned of the other parts.
"""

import math
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from random import Random

import numpy as np

from bench.learn import adapter
from bench.learn.evidence import MATERIAL, Case, case_of
from bench.learn.material import FOLDER, Record, records
from itasearch.backends.local.backend import create_local_backend
from itasearch.domain.words import segmenter
from itasearch.encoders.base import KeptVectors, Vectors
from itasearch.encoders.use import UseEncoder, adapted
from itasearch.indexing import recipe, update
from itasearch.model.ranking import Filters, SameText
from itasearch.model.records import Measure, Report, ReportKind, StoredMeasure
from itasearch.model.source import SourceRef
from itasearch.search.learned import mean_vectors
from itasearch.search.searcher import Searcher, SubjectFinders

PARTS = 4
LIBRARIES = 10
"""Drawn of each part; .949 of the area under the curve is reached with 10 and with 20."""
SIZES = (80, 480)
NEAR_MISSES = 0.4
"""Share of the measures of a library that answer no query."""
QUERIES = 150
"""Of a library, with an answer, and as many without one."""
OUTSIDE = 30
"""Of a library, about what no town does."""
_REPORT = 15  # measures of a report


class _KeepingEncoder(UseEncoder):
    """Encodes each passage once."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[str, Vectors] = {}

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        self._kept |= zip(new, super().encode_passages(new), strict=True)
        return np.stack([self._kept[text] for text in texts])


class _Store:
    """The reports of one library, as indexing and search read them."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = {report.id: report for report in reports}
        self._measures = {one.id: of.stored(one) for of in reports for one in of.measures}

    def indexable(self, report_ids: Sequence[str]) -> Iterator[tuple[Report, str]]:
        return ((self._reports[name], name) for name in report_ids)

    def unindexable(self) -> Mapping[str, str]:
        return {}

    def keep_fault(self, report_id: str, *args: object, **also: object) -> None:
        raise AssertionError(f"{report_id}: {args} {also}")

    def measures(self, measure_ids: Sequence[str]) -> Mapping[str, StoredMeasure]:
        return {name: self._measures[name] for name in measure_ids}

    def revision(self) -> str:
        return ""

    def fingerprints(self) -> Mapping[str, str]:
        return dict.fromkeys(self._reports, "")

    def first_measures(self, filters: Filters, *, most: int) -> Sequence[str]:  # noqa: ARG002
        return list(self._measures)[:most]

    def copy_heads(self, measure_ids: Sequence[str]) -> Mapping[str, SameText]:
        return {
            name: SameText(
                measure_id=name,
                organisation=None,
                fiscal_year_be=None,
                source=self._measures[name].measure.source,
            )
            for name in measure_ids
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Records to draw from, and what was learned of all others."""

    records: Sequence[Record]
    finders: SubjectFinders


def drawn_cases() -> list[Case]:
    """Cases of all parts; some minutes on two cores."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as workers:
        return list(chain.from_iterable(workers.map(_cases_of_part, range(PARTS))))


def _cases_of_part(number: int) -> list[Case]:
    encoder = _KeepingEncoder()
    part = _part(number, encoder)
    outside = (FOLDER / "outside" / "queries.txt").read_text(encoding="utf-8").splitlines()
    near_misses = [miss for record in part.records for miss in record.near_misses]
    cases: list[Case] = []
    for library in range(LIBRARIES):
        random = Random(LIBRARIES * number + library)
        size = math.exp(random.uniform(*map(math.log, SIZES)))
        held = random.sample(part.records, round((1 - NEAR_MISSES) * size))
        concepts, ids = {one.concept for one in held}, {one.measure.id for one in held}
        queries = {
            True: [text for one in held for _, text in one.queries],
            False: [
                text
                for one in part.records
                if one.measure.id not in ids and one.concept not in concepts
                for _, text in one.queries
            ],
        }
        measures = [one.measure for one in held] + random.sample(
            near_misses, round(NEAR_MISSES * size)
        )
        random.shuffle(measures)
        with _library(measures, encoder, part.finders) as searcher:
            for is_answered, texts in queries.items():
                chosen = random.sample(texts, min(QUERIES, len(texts)))
                if not is_answered:
                    chosen += random.sample(outside, OUTSIDE)
                for text in chosen:
                    case = case_of(searcher, text, source=MATERIAL, is_answered=is_answered)
                    cases += [case] if case else []
    return cases


def _part(number: int, encoder: UseEncoder) -> _Part:
    every = records()
    others = [one for place, one in enumerate(every) if place % PARTS != number]
    given = adapter.encoded(others, encoder)
    weights = adapter.learned(given)
    concepts = mean_vectors(given.candidates[: len(others)], [one.concept for one in others])

    def encode_queries(texts: Sequence[str]) -> Vectors:
        return adapted(weights, encoder.encode_passages(texts), encoder.tokens(texts))

    finders = SubjectFinders(concepts=concepts, queries=KeptVectors(encode_queries))
    return _Part(records=every[number::PARTS], finders=finders)


@contextmanager
def _library(
    measures: Sequence[Measure], encoder: UseEncoder, finders: SubjectFinders
) -> Iterator[Searcher]:
    starts = range(0, len(measures), _REPORT)
    store = _Store([_report(f"r{start}", measures[start : start + _REPORT]) for start in starts])
    with tempfile.TemporaryDirectory() as folder:
        built = recipe(encoder, segmenter=segmenter(), vector_index="Flat")
        with create_local_backend(Path(folder) / "index", recipe=built) as backend:
            update(store, backend, encoder, segmenter=segmenter())
            yield Searcher(store, backend, finders, segmenter=segmenter()).at_last_commit()


def _report(identifier: str, measures: Sequence[Measure]) -> Report:
    return Report(
        id=identifier,
        kind=ReportKind.RESULTS,
        organisation=None,
        fiscal_year_be=None,
        source=SourceRef(path="", sha256=""),
        media_type="text/plain",
        measures=tuple(
            replace(one, id=f"{identifier}-{number}", report_id=identifier)
            for number, one in enumerate(measures)
        ),
    )

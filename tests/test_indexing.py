"""Passages and vector of a measure, and the index following the store."""

import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, strategies as st

from itasearch import indexing
from itasearch.backends.base import IndexRecipe, SearchBackend, Vectors
from itasearch.backends.local import LocalBackend, create_local_backend, nearest
from itasearch.backends.local.generations import current_name, read_manifest
from itasearch.domain.words import segmenter
from itasearch.enrich.passages import ROW_LENGTH, cut_passages, field_passages, measure_vector
from itasearch.errors import EncoderError
from itasearch.indexing import Classify, contents
from itasearch.model.classification import Classification, IndicatorMark, Origin, TopicMark
from itasearch.model.library import ProgressEvent, Stage
from itasearch.model.passages import PASSAGE_LENGTH, ROW_FIELD, IndexEntry, Limits, Passage
from itasearch.model.ranking import Filters
from itasearch.model.records import (
    TEXT_FIELDS,
    Measure,
    Organisation,
    OrganisationType,
    Report,
    ReportKind,
    StoredMeasure,
)
from itasearch.model.source import SourceRef
from itasearch.store.reports.queries import SqlReports
from tests.search.fakes import AS_STATED, CountingEncoder, MemoryBackend
from tests.tools.raising import raising

_SOURCE = SourceRef(path="แผน.txt", sha256="0" * 64)
recipe = partial(indexing.recipe, classify=AS_STATED)
update = partial(indexing.update, classify=AS_STATED)
_TOWN = Organisation(
    id="o1", name="เทศบาลตำบลธารทอง", type=OrganisationType.SUBDISTRICT_MUNICIPALITY, province="ตาก"
)


def _measure(number: int = 1, /, **fields: str) -> Measure:
    named = Measure(id=f"r1-l{number}", report_id="r1", title="", source=_SOURCE, indicator=9)
    return replace(named, **fields)  # type: ignore[arg-type]


def _report(report_id: str, *measures: Measure) -> Report:
    return Report(
        id=report_id,
        source=_SOURCE,
        media_type="text/plain",
        organisation=_TOWN,
        fiscal_year_be=2566,
        kind=ReportKind.RESULTS,
        measures=tuple(replace(m, id=f"{report_id}-{m.id}", report_id=report_id) for m in measures),
    )


class MemoryStore(SqlReports):
    """The verbs of a store that indexing uses."""

    def __init__(self, *reports: Report) -> None:
        self.kept = {report.id: report for report in reports}
        self.read: list[str] = []
        self.kept_faults: dict[str, tuple[str, str]] = {}

    def revision(self) -> str:
        return str(sorted(self.fingerprints().items()))

    def fingerprints(self) -> Mapping[str, str]:
        return {name: str(hash(report)) for name, report in self.kept.items()}

    def indexable(self, report_ids: Sequence[str]) -> Iterator[tuple[Report, str]]:
        for report_id in report_ids:
            self.read.append(report_id)
            yield self.kept[report_id], self.fingerprints()[report_id]

    def unindexable(self) -> Mapping[str, str]:
        return {report_id: fingerprint for report_id, (_, fingerprint) in self.kept_faults.items()}

    def keep_fault(
        self, report_id: str, stage: Stage, error: str, *, fingerprint: str | None = None
    ) -> None:
        assert stage is Stage.INDEX
        self.kept_faults[report_id] = error, fingerprint or ""

    def measures(self, measure_ids: Sequence[str]) -> Mapping[str, StoredMeasure]:
        return {
            item.id: StoredMeasure(
                measure=item, organisation=report.organisation, fiscal_year_be=report.fiscal_year_be
            )
            for report in self.kept.values()
            for item in report.measures
            if item.id in measure_ids
        }


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def backend(tmp_path: Path, encoder: CountingEncoder) -> SearchBackend:
    made = recipe(encoder, segmenter=segmenter(), vector_index="Flat")
    return create_local_backend(tmp_path / "search", recipe=made)


# Cutting

_TITLES = st.text(alphabet="กาเ่ \nab1", max_size=900)
_STEPS = st.text(alphabet="ขำแ้ \n-๑", max_size=900)


@given(title=_TITLES, steps=_STEPS)
def test_pieces_cover_every_field(title: str, steps: str) -> None:
    measure = _measure(title=title, steps=steps)
    passages = field_passages(measure)

    for name in ("title", "steps"):
        pieces = [passage for passage in passages if passage.field == name]
        text = measure.text(name)
        assert "".join("".join(p.text for p in pieces).split()) == "".join(text.split())
        assert all(len(p.text) <= PASSAGE_LENGTH for p in pieces)


@given(title=_TITLES, steps=_STEPS)
def test_the_title_s_pieces_and_the_row_are_encoded(title: str, steps: str) -> None:
    measure = _measure(title=title, steps=steps)

    passages = cut_passages(measure)

    of_title = [piece for piece in field_passages(measure) if piece.field == "title"]
    if title.strip() or steps.strip():
        assert list(passages[:-1]) == of_title
        assert passages[-1].field == ROW_FIELD
    else:
        assert passages == ()


@given(st.lists(st.text(alphabet="กา่ \nab", max_size=700), min_size=11, max_size=11))
def test_the_row_is_bounded_and_has_a_share_of_every_field(texts: list[str]) -> None:
    measure = _measure(**dict(zip(TEXT_FIELDS, texts, strict=True)))

    rows = [passage for passage in cut_passages(measure) if passage.field == ROW_FIELD]

    filled = [text.strip() for text in texts if text.strip()]
    assert len(rows) == bool(filled)
    for row in rows:
        assert len(row.text) <= ROW_LENGTH
        assert all(text[:1] in row.text for text in filled)


# The vector of a measure


def _vector_of(measure: Measure, vectors: Sequence[Sequence[float]]) -> Vectors:
    return measure_vector(cut_passages(measure), np.asarray(vectors, dtype=np.float32))


def test_a_vector_is_its_row_s_with_a_quarter_of_its_title_s() -> None:
    titled = _measure(title="งดรับของขวัญ", steps="ติดประกาศ")

    vector = _vector_of(titled, [[1, 0, 0], [0, 1, 0]])

    np.testing.assert_allclose(vector, np.array([0.25, 1, 0]) / np.hypot(0.25, 1), atol=1e-6)
    assert vector.shape == (3,)
    assert vector.dtype == np.float32


def test_a_measure_without_text_has_no_entry_and_no_vector() -> None:
    report = _report("r1", _measure(1), _measure(2, title=" \n"), _measure(3, title="อบรม"))

    backend = _indexed(report)

    assert [entry.measure_id for entry in backend.entries] == ["r1-r1-l3"]
    assert backend.vectors.shape == (1, 8)


def test_an_index_gets_the_vector_of_title_and_row() -> None:
    measure = _measure(title="งดรับของขวัญ", steps="ติดประกาศ")
    encoder = CountingEncoder()
    passages = cut_passages(measure)

    (vector,) = _indexed(_report("r1", measure)).vectors

    expected = measure_vector(passages, encoder.encode_passages([one.text for one in passages]))
    np.testing.assert_allclose(vector, expected, atol=1e-6)


class RecordingBackend(SearchBackend):
    """Remembers what was committed."""

    def __init__(self) -> None:
        parts = {"encoder": "", "segmenter": "", "vector_index": "Flat"}
        super().__init__(IndexRecipe(**parts, dim=8, schema=1))
        self.entries: list[IndexEntry] = []
        self.vectors: Vectors = np.zeros((0, 8), dtype=np.float32)

    def reader(self) -> MemoryBackend:
        return MemoryBackend(self.entries, self.vectors)

    def commit(self, *, more: bool = False) -> None:
        for report in self._added.values():
            self.entries += report.entries
            self.vectors = np.concatenate([self.vectors, report.vectors])
        self._added = {}

    def confirmed_revision(self) -> str:
        return ""

    def confirm(self, fingerprints: Mapping[str, str], *, revision: str) -> bool:
        return False


def _indexed(*reports: Report, classify: Classify = AS_STATED) -> RecordingBackend:
    """What an index is given of these reports."""
    backend = RecordingBackend()
    store = MemoryStore(*reports)
    update(store, backend, CountingEncoder(), segmenter=segmenter(), classify=classify)
    return backend


def test_entries_carry_words_and_facets() -> None:
    measure = _measure(title="จัดซื้อจัดจ้าง", results="ประกาศแล้ว")
    (found,) = _indexed(_report("r7", measure)).entries

    assert found.measure_id == "r7-r1-l1"
    assert {name: "".join(words) for name, words in found.words.items()} == {
        "title": "จัดซื้อจัดจ้าง",
        "results": "ประกาศแล้ว",
    }
    assert (found.facets.report_id, found.facets.organisation_id) == ("r7", "o1")
    assert (found.facets.type, found.facets.province) == ("subdistrict_municipality", "ตาก")
    assert (found.facets.fiscal_year_be, found.facets.indicator) == (2566, 9)


def test_full_text_of_a_long_row_holds_what_its_passage_leaves_out() -> None:
    steps = "จัดประชุมทุกเดือน\n" * 200 + "แจกพวงกุญแจ"
    measure = _measure(title="ประชุม", steps=steps)
    (found,) = _indexed(_report("r1", measure)).entries

    assert "พวงกุญแจ" not in cut_passages(measure)[-1].text
    assert "พวงกุญแจ" in "".join(found.words["steps"])


class GiftClassifier:
    """Everything is about gifts; remembers which passages and vectors came together."""

    version = "gifts@1"

    def __init__(self) -> None:
        self.shapes: list[tuple[int, int]] = []

    def classify(
        self, measure: Measure, vectors: Vectors, passages: Sequence[Passage]
    ) -> Classification:
        self.shapes.append((len(vectors), len(passages)))
        return GIFTS


GIFTS = Classification(
    topics=(TopicMark(topic="no_gift", confidence=0.8),),
    indicator=IndicatorMark(number=4, confidence=0.6),
)


def test_what_is_guessed_is_kept_and_can_be_filtered() -> None:
    classifier = GiftClassifier()
    report = _report("r1", _measure(1, title="งดของขวัญ"), _measure(2), _measure(3, title="ก\nข"))

    backend = _indexed(report, classify=classifier)

    assert classifier.shapes == [(2, 2), (2, 2)]  # a measure without text is not asked
    assert [item.measure_id for item in backend.entries] == ["r1-r1-l1", "r1-r1-l3"]
    assert {item.classification for item in backend.entries} == {GIFTS}
    assert {(e.facets.topics, e.facets.indicator) for e in backend.entries} == {(("no_gift",), 4)}


def test_without_a_classifier_what_people_say_counts() -> None:
    given = replace(_measure(title="อบรม"), topics=("hr",))

    (kept,) = _indexed(_report("r1", given)).entries

    assert kept.classification == Classification(
        topics=(TopicMark(topic="hr", confidence=1.0, origin=Origin.CORRECTED),),
        indicator=IndicatorMark(number=9, confidence=1.0, origin=Origin.STATED),
    )


# Following the store


def test_update_indexes_what_the_store_has(
    backend: SearchBackend, encoder: CountingEncoder
) -> None:
    store = MemoryStore(_report("r1", _measure(title="อบรมจริยธรรม", results="อบรมแล้ว")))
    events: list[ProgressEvent] = []

    done = update(store, backend, encoder, segmenter=segmenter(), progress=events.append)

    assert (done.added, done.removed, done.passages) == (1, 0, 2)
    assert backend.reader().measure_count() == 1
    query = {segmenter().words("จริยธรรม")[0]: 1.0}
    assert backend.reader().search_text(
        query, k=5, limits=Limits(filters=Filters(provinces=("ตาก",)))
    )
    assert [(event.stage, event.done, event.total) for event in events] == [("index", 1, 1)]


def test_nothing_to_do_touches_neither_encoder_nor_reports(
    backend: SearchBackend, encoder: CountingEncoder
) -> None:
    store = MemoryStore(_report("r1", _measure(title="อบรม")))
    update(store, backend, encoder, segmenter=segmenter())
    encoder.texts.clear()
    store.read.clear()

    done = update(store, backend, encoder, segmenter=segmenter())

    assert (done.added, done.removed, done.passages) == (0, 0, 0)
    assert (encoder.texts, store.read) == ([], [])


def test_only_what_changed_is_done_again(backend: SearchBackend, encoder: CountingEncoder) -> None:
    reports = [_report(f"r{n}", _measure(n, title=f"มาตรการ {n}")) for n in range(4)]
    store = MemoryStore(*reports)
    update(store, backend, encoder, segmenter=segmenter())
    store.read.clear()

    del store.kept["r0"]
    store.kept["r2"] = _report("r2", _measure(2, title="ฉบับแก้ไข"))
    store.kept["r9"] = _report("r9", _measure(9, title="รายงานใหม่"))
    done = update(store, backend, encoder, segmenter=segmenter())

    assert (done.added, done.removed) == (2, 1)
    assert store.read == ["r2", "r9"]
    assert backend.reader().fingerprints() == store.fingerprints()
    assert backend.reader().measure_count() == 4
    terms = dict.fromkeys(segmenter().words("มาตรการ ฉบับแก้ไข"), 1.0)
    hits = backend.reader().search_text(terms, k=9)
    assert sorted(hit.measure_id for hit in hits) == ["r1-r1-l1", "r2-r1-l2", "r3-r1-l3"]


def test_an_update_of_few_seconds_leaves_the_rest_to_the_next_one(
    backend: SearchBackend, encoder: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_BATCH_PASSAGES", 1)
    store = MemoryStore(*(_report(f"r{n}", _measure(n, title=f"มาตรการ {n}")) for n in range(9)))

    first = update(store, backend, encoder, segmenter=segmenter(), seconds=0)
    rest = update(store, backend, encoder, segmenter=segmenter())

    assert (first.added, rest.added) == (1, 8)
    assert backend.confirmed_revision() == store.revision()


def test_a_store_that_changes_while_it_is_read_has_no_revision() -> None:
    class Changing(MemoryStore):
        def fingerprints(self) -> Mapping[str, str]:
            found = super().fingerprints()
            self.changes += 1
            return found

        def revision(self) -> str:
            return str(self.changes)

        changes = 0

    store = Changing(_report("r1", _measure(title="ตรวจรับพัสดุ")))

    stored, revision = contents(store)

    assert (set(stored), revision) == ({"r1"}, "")


def test_a_killed_update_is_continued_from_its_last_commit(
    tmp_path: Path, encoder: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = recipe(encoder, segmenter=segmenter(), vector_index="Flat")
    monkeypatch.setattr(indexing, "_BATCH_PASSAGES", 2)
    monkeypatch.setattr(indexing, "_MOST_STAGED_PASSAGES", 4)
    store = MemoryStore(*(_report(f"r{n}", _measure(n, title=f"แผน {n}")) for n in range(9)))

    def stop(event: ProgressEvent) -> None:
        if event.done == 5:
            raise KeyboardInterrupt

    with (
        create_local_backend(tmp_path / "i", recipe=made) as first,
        pytest.raises(KeyboardInterrupt),
    ):
        update(store, first, encoder, segmenter=segmenter(), progress=stop)
    with LocalBackend(tmp_path / "i", recipe=made) as second:
        assert second.confirmed_revision() == ""
        done = update(store, second, encoder, segmenter=segmenter())

        assert done.added == 5
        assert second.reader().fingerprints() == store.fingerprints()


def test_the_next_update_finishes_what_was_killed_before_its_last_commit(
    tmp_path: Path, encoder: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = recipe(encoder, segmenter=segmenter(), vector_index="HNSW4")
    monkeypatch.setattr(nearest, "_LEAST_BEHIND", 10)
    monkeypatch.setattr(indexing, "_BATCH_PASSAGES", 2)
    monkeypatch.setattr(indexing, "_LEAST_SECONDS_BETWEEN_COMMITS", 3_600.0)
    measures = [_measure(n, title=f"แผนที่ {n}") for n in range(200)]
    few, many = _report("r1", *measures[:20]), _report("r2", *measures)

    def covered() -> int:
        return read_manifest(path / current_name(path)).nearest.rows

    path = tmp_path / "i"
    with create_local_backend(path, recipe=made) as backend:
        update(MemoryStore(many), backend, encoder, segmenter=segmenter())
        assert covered() == 200
        monkeypatch.setattr(indexing, "_MOST_STAGED_PASSAGES", 1)
        with pytest.raises(KeyboardInterrupt):
            update(
                MemoryStore(few, many),
                backend,
                encoder,
                segmenter=segmenter(),
                progress=raising(KeyboardInterrupt()),
            )
        assert (backend.reader().measure_count(), covered()) == (220, 200)

        update(MemoryStore(few, many), backend, encoder, segmenter=segmenter())

        assert covered() == 220


def test_memory_holds_a_bounded_number_of_measures_between_commits(
    backend: SearchBackend, encoder: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_LEAST_SECONDS_BETWEEN_COMMITS", 3_600.0)
    monkeypatch.setattr(indexing, "_BATCH_PASSAGES", 4)
    monkeypatch.setattr(indexing, "_MOST_STAGED_PASSAGES", 20)
    staged: list[int] = [0]
    add, commit = backend.add, backend.commit

    def counted(
        report_id: str, fingerprint: str, entries: Sequence[IndexEntry], vectors: Vectors
    ) -> None:
        staged[-1] += len(entries)
        add(report_id, fingerprint, entries, vectors)

    def committed(*, more: bool = False) -> None:
        staged.append(0)
        commit(more=more)

    monkeypatch.setattr(backend, "add", counted)
    monkeypatch.setattr(backend, "commit", committed)
    reports = [_report(f"r{n}", _measure(1, title=f"มาตรการที่ {n}")) for n in range(100)]

    update(MemoryStore(*reports), backend, encoder, segmenter=segmenter())

    assert sum(staged) == backend.reader().measure_count() == 100
    assert max(staged) <= (20 + 4) / 2  # a title and a row each


def test_what_the_encoder_raises_ends_the_update_in_the_callers_thread(
    backend: SearchBackend, encoder: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_BATCH_PASSAGES", 2)
    encode = encoder.encode_passages

    def failing(texts: Sequence[str]) -> Vectors:
        if any("ที่ 3" in text for text in texts):
            raise EncoderError("ทดสอบ")
        return encode(texts)

    monkeypatch.setattr(encoder, "encode_passages", failing)
    reports = [_report(f"r{n}", _measure(1, title=f"มาตรการที่ {n}")) for n in range(6)]
    threads: set[str] = set()

    def progress(_event: ProgressEvent) -> None:
        threads.add(threading.current_thread().name)

    with pytest.raises(EncoderError, match="ทดสอบ"):
        update(MemoryStore(*reports), backend, encoder, segmenter=segmenter(), progress=progress)

    assert threads == {threading.current_thread().name}
    assert sys.getswitchinterval() == pytest.approx(0.005)


def test_an_update_that_is_stopped_leaves_no_thread(
    backend: SearchBackend, encoder: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_BATCH_PASSAGES", 2)
    reports = [_report(f"r{n}", _measure(1, title=f"มาตรการที่ {n}")) for n in range(6)]
    threads = threading.active_count()

    with pytest.raises(KeyboardInterrupt) as stopped:
        update(
            MemoryStore(*reports),
            backend,
            encoder,
            segmenter=segmenter(),
            progress=raising(KeyboardInterrupt()),
        )

    assert stopped.tb is not None  # its frames are still there
    assert threading.active_count() == threads
    assert sys.getswitchinterval() == pytest.approx(0.005)


class CountingClassify:
    """Classifies nothing, and counts how often it is asked."""

    version = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def classify(self, measure: Measure, vectors: Vectors, passages: object) -> Classification:
        self.asked.append(measure.id)
        return Classification()


def test_copies_are_classified_and_encoded_once(tmp_path: Path, encoder: CountingEncoder) -> None:
    classify = CountingClassify()
    made = recipe(encoder, segmenter=segmenter(), vector_index="Flat", classify=classify)
    backend = create_local_backend(tmp_path / "counted", recipe=made)
    copied = _measure(1, title="งดรับของขวัญ", steps="ประกาศนโยบายแก่บุคลากร")
    others = (
        replace(copied, indicator=3),
        replace(copied, indicator_corrected=True),
        replace(copied, topics=("hr",)),
        replace(copied, raw_cells=(("มาตรการ", "งดรับของขวัญ"),)),
    )
    reports = [_report(f"r{n}", it) for n, it in enumerate((copied, copied, *others), 1)]

    update(MemoryStore(*reports), backend, encoder, segmenter=segmenter(), classify=classify)

    assert classify.asked == [f"r{n}-r1-l1" for n in (1, 3, 4, 5, 6)]
    assert len(encoder.texts) == len(set(encoder.texts)) == 2
    assert len(backend.reader().copies(["r1-r1-l1"])["r1-r1-l1"].listed) == 6


def test_a_text_that_was_withdrawn_while_it_was_indexed_goes_with_the_next_update(
    tmp_path: Path,
) -> None:
    """A correction is undone between reading the fingerprints and confirming the index."""
    report = _report("r1", _measure(title="งดรับของขวัญ"))
    corrected = _report("r1", _measure(title="ชื่อที่ถูกถอนแล้ว"))

    class Corrected(MemoryStore):
        def indexable(self, report_ids: Sequence[str]) -> Iterator[tuple[Report, str]]:
            self.kept = {"r1": corrected}
            yield from list(super().indexable(report_ids))
            self.kept = {"r1": report}

    built = recipe(CountingEncoder(), segmenter=segmenter(), vector_index="Flat")
    with create_local_backend(tmp_path, recipe=built) as backend:
        update(Corrected(report), backend, CountingEncoder(), segmenter=segmenter())
        store = MemoryStore(report)
        done = update(store, backend, CountingEncoder(), segmenter=segmenter())

        assert done.added == 1
        assert backend.reader().fingerprints() == store.fingerprints()

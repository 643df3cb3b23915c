"""What every SearchBackend must do; an implementation's test subclasses BackendContract.

Vectors are four-dimensional and made by hand; each entry's words are given, so
neither encoder nor segmenter takes part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from itasearch.backends.base import IndexRecipe, SearchBackend, Vectors
from itasearch.errors import IndexMismatchError, IndexMissingError
from itasearch.model.classification import (
    Classification,
    FacetCounts,
    IndicatorMark,
    Origin,
    ReportSubjects,
    TopicMark,
)
from itasearch.model.passages import (
    CopyMark,
    Facets,
    IndexEntry,
    Limits,
    Match,
    SquashedText,
    TextCopies,
    WordFilter,
)
from itasearch.model.ranking import NO_FILTERS, Filters
from tests.cases import cases, literal, made

RECIPE = IndexRecipe(encoder="hand@1", dim=4, segmenter="given", vector_index="Flat", schema=1)
MAE_SAI = Facets(
    report_id="r1",
    organisation_id="o1",
    type="subdistrict_municipality",
    province="เชียงราย",
    fiscal_year_be=2566,
    indicator=10,
    topics=("no_gift", "participation", "ethics"),
)
PAK_NAM = replace(
    MAE_SAI, report_id="r2", organisation_id="o2", type="town_municipality", province="ระนอง",
    fiscal_year_be=2567, indicator=1, topics=("no_gift",),
)  # fmt: skip
UNKNOWN = Facets(
    report_id="r3", organisation_id=None, type=None, province=None, fiscal_year_be=None,
    indicator=None,
)  # fmt: skip


_OWN_FIELD = "follow_up"  # of a word that no other measure has


def entry(facets: Facets, number: int, words: str, field: str = "steps") -> IndexEntry:
    """The entry of measure `number` of a report, the words of one field separated by spaces."""
    return fields_entry(facets, number, {field: words} if words else {})


def fields_entry(
    facets: Facets, number: int, texts: Mapping[str, str], *, is_copied: bool = False
) -> IndexEntry:
    """As `entry`, with the words of several fields; copied ones may say the same word for word."""
    words = {name: tuple(text.split()) for name, text in texts.items()}
    name = f"{facets.report_id}-m{number:03d}"
    own = {} if is_copied else {_OWN_FIELD: (f"#{name}",)}
    return IndexEntry(measure_id=name, facets=facets, words=words | own)


def copied_entry(facets: Facets, number: int, words: str) -> IndexEntry:
    """As `entry`; equal words are a text that is equal word for word."""
    return fields_entry(facets, number, {"steps": words}, is_copied=True)


def vectors(*rows: Sequence[float]) -> Vectors:
    """Unit rows in the directions given."""
    array = np.asarray(rows, dtype=np.float32).reshape(-1, 4)
    unit: Vectors = array / np.linalg.norm(array, axis=1, keepdims=True)
    return unit


TOWARDS_FIRST = vectors([1, 0, 0, 0])


def words(*texts: str) -> dict[str, float]:
    """A query for any of these words."""
    return dict.fromkeys(texts, 1.0)


def measures(hits: Sequence[Match]) -> list[str]:
    """Measure ids of hits, in order."""
    return [hit.measure_id for hit in hits]


def by_text(backend: SearchBackend, *texts: str, k: int = 9, **limits: Any) -> list[str]:
    """Measures with any of these words, best first."""
    return measures(backend.reader().search_text(words(*texts), k=k, limits=Limits(**limits)))


def by_vector(
    backend: SearchBackend, towards: Vectors = TOWARDS_FIRST, *, k: int = 9, **limits: Any
) -> list[str]:
    """Measures nearest to one vector, best first."""
    hits = backend.reader().search_vector(towards, k=k, limits=Limits(**limits))
    return measures(hits)


def put(
    backend: SearchBackend, report_id: str, *entries: IndexEntry, rows: Vectors = TOWARDS_FIRST
) -> None:
    """Commit a report; one row for all its entries, or one for each."""
    each = np.repeat(rows, len(entries), axis=0) if len(rows) == 1 else rows
    backend.add(report_id, "f", entries, each)
    backend.commit()


def remove(backend: SearchBackend, *report_ids: str) -> None:
    """Commit a library without these reports."""
    backend.remove(report_ids)
    backend.commit()


def fill(backend: SearchBackend) -> None:
    """Three reports: two measures of แม่สาย, one of ปากน้ำ, one of nobody known."""
    backend.add(
        "r1",
        "f1",
        [entry(MAE_SAI, 1, "ประกาศ นโยบาย งด ของขวัญ"), entry(MAE_SAI, 2, "เผยแพร่ แผน พัสดุ")],
        vectors([1, 0, 0, 0], [0, 1, 0, 0]),
    )
    backend.add("r2", "f2", [entry(PAK_NAM, 1, "อบรม นโยบาย ของขวัญ")], vectors([1, 0.2, 0, 0]))
    backend.add("r3", "f3", [entry(UNKNOWN, 1, "ของขวัญ ปีใหม่")], vectors([0.9, 0.5, 0, 0]))
    backend.commit()


CONDITIONS: Sequence[Any] = cases("backend", "conditions and measures that meet them", literal, str)
"""Of words, field and presence, and which measures of `add_worded` meet them."""


def add_worded(backend: SearchBackend) -> None:
    """Four measures a–d, a report each, with words in two fields."""
    texts = {
        "a": {"title": "งด ของขวัญ", "steps": "นโยบาย"},
        "b": {"title": "นโยบาย อบรม", "steps": "มอบ ของขวัญ"},
        "c": {"title": "นโยบาย", "steps": "พัสดุ และ ของขวัญ"},
        "d": {"title": "พัสดุ", "steps": "นโยบาย"},
    }
    for name, fields in texts.items():
        plain = fields_entry(replace(MAE_SAI, report_id=f"r{name}"), 0, fields)
        backend.add(f"r{name}", "f", [replace(plain, measure_id=f"r{name}-{name}")], TOWARDS_FIRST)
    backend.commit()


def add_copies(backend: SearchBackend) -> None:
    """The measures of `fill`; the first of each report has the same text."""
    fill(backend)
    marks = {
        "r1": CopyMark(group="r1-m001", key=1, bands=(1, 2)),
        "r2": CopyMark(group="r1-m001", key=2**64 - 1, bands=(0, 2**32 - 1)),
        "r3": CopyMark(group="r1-m001", key=3, bands=(3, 2)),
    }
    entries = {
        "r1": [entry(MAE_SAI, 1, "งด ของขวัญ"), entry(MAE_SAI, 2, "แผน")],
        "r2": [entry(PAK_NAM, 1, "อบรม ของขวัญ")],
        "r3": [entry(UNKNOWN, 1, "ของขวัญ")],
    }
    for name, (first, *others) in entries.items():
        put(backend, name, replace(first, mark=marks[name]), *others)


def add_titled(backend: SearchBackend, report_id: str, *titles: str) -> None:
    """A report with these titles, blanks left out."""
    facets = replace(MAE_SAI, report_id=report_id)
    entries = [
        replace(
            entry(facets, number, title), text=SquashedText(title.replace(" ", ""), "ทำ", "ทุกเดือน")
        )
        for number, title in enumerate(titles)
    ]
    put(backend, report_id, *entries)


class BackendContract:
    """Subclass it and override `create` and `reopen`."""

    def create(self, recipe: IndexRecipe = RECIPE) -> SearchBackend:
        """An empty index in place of whatever is there."""
        raise NotImplementedError

    def reopen(self, recipe: IndexRecipe = RECIPE) -> SearchBackend:
        """The index that is there, through a second object."""
        raise NotImplementedError

    @pytest.fixture
    def backend(self) -> SearchBackend:
        return self.create()

    @pytest.fixture
    def filled(self, backend: SearchBackend) -> SearchBackend:
        fill(backend)
        return backend

    @pytest.fixture
    def copied(self, backend: SearchBackend) -> SearchBackend:
        add_copies(backend)
        return backend

    @pytest.fixture
    def worded(self, backend: SearchBackend) -> SearchBackend:
        add_worded(backend)
        return backend

    # Empty, opened, mismatched

    def test_an_empty_index_answers_with_nothing(self, backend: SearchBackend) -> None:
        assert backend.recipe == RECIPE
        assert backend.reader().measure_count() == 0
        assert not backend.reader().fingerprints()
        assert backend.reader().search_vector(TOWARDS_FIRST, k=3) == []
        assert backend.reader().search_text(words("ของขวัญ"), k=3) == []
        assert backend.reader().document_frequency("ของขวัญ") == 0
        assert backend.reader().measure_vectors(["r1-m001"]).tolist() == [[0, 0, 0, 0]]
        assert backend.reader().titled(["ก"], most=9) == []
        assert backend.reader().facet_counts(Limits(filters=Filters(topics=("no_gift",)))) == (
            FacetCounts(topics={}, indicators={}, fiscal_years={}, types={}, provinces={})
        )
        marks = backend.reader().copy_marks()
        assert (marks.keys.shape, marks.bands.shape) == ((0,), (0, 0))

    def test_opening_where_no_index_is_says_so(self) -> None:
        with pytest.raises(IndexMissingError, match="itasearch build"):
            self.reopen()

    def test_opening_with_another_recipe_names_what_differs(self, filled: SearchBackend) -> None:
        with pytest.raises(IndexMismatchError) as caught:
            self.reopen(replace(RECIPE, segmenter="newmm@6", schema=2))

        assert "segmenter given" in caught.value.built_with
        assert "segmenter newmm@6" in caught.value.opened_with
        assert "encoder" not in caught.value.opened_with

    def test_what_was_committed_is_there_after_reopening(self, filled: SearchBackend) -> None:
        expected = filled.reader().search_text(words("ของขวัญ", "แผน"), k=9)
        filled.close()

        again = self.reopen()

        assert again.reader().search_text(words("ของขวัญ", "แผน"), k=9) == expected
        assert again.reader().fingerprints() == {"r1": "f1", "r2": "f2", "r3": "f3"}

    # Staging and committing

    def test_uncommitted_changes_are_not_visible(self, filled: SearchBackend) -> None:
        filled.add("r4", "f4", [entry(replace(MAE_SAI, report_id="r4"), 1, "ใหม่")], TOWARDS_FIRST)
        filled.remove(["r1"])

        assert filled.reader().measure_count() == 4
        assert filled.reader().search_text(words("ใหม่"), k=3) == []
        assert set(filled.reader().fingerprints()) == {"r1", "r2", "r3"}

    def test_closing_drops_what_is_staged(self, filled: SearchBackend) -> None:
        filled.remove(["r1"])
        filled.close()

        assert self.reopen().reader().measure_count() == 4

    def test_removed_reports_are_found_no_more(self, filled: SearchBackend) -> None:
        remove(filled, "r1", "no such report")

        assert filled.reader().measure_count() == 2
        assert set(filled.reader().fingerprints()) == {"r2", "r3"}
        assert by_vector(filled) == sorted(by_text(filled, "ของขวัญ")) == ["r2-m001", "r3-m001"]
        assert filled.reader().document_frequency("แผน") == 0
        assert not filled.reader().measure_vectors(["r1-m001", "r1-m002"]).any()

    def test_measures_of_a_report_that_is_added_again_are_found_once(
        self, filled: SearchBackend
    ) -> None:
        for number in range(1, 4):
            same = [entry(MAE_SAI, 1, "งด ของขวัญ"), entry(MAE_SAI, 2, "แผน")]
            rows = vectors([0, 0, number, 1], [1, 0, 0, number])
            filled.add("r1", f"f1-{number}", same, rows)
            filled.commit()

            assert sorted(by_vector(filled)) == ["r1-m001", "r1-m002", "r2-m001", "r3-m001"]
            assert by_text(filled, "งด", "แผน").count("r1-m001") == 1
            assert filled.reader().document_frequency("แผน") == 1
            np.testing.assert_allclose(
                filled.reader().measure_vectors(["r1-m001", "r1-m002"]), rows
            )

    def test_the_last_of_several_stagings_counts(self, filled: SearchBackend) -> None:
        filled.add("r1", "draft", [entry(MAE_SAI, 8, "ร่าง")], TOWARDS_FIRST)
        filled.remove(["r1"])
        filled.remove(["r2"])
        filled.add("r2", "last", [entry(PAK_NAM, 9, "ฉบับจริง")], TOWARDS_FIRST)
        filled.commit()

        assert filled.reader().fingerprints() == {"r2": "last", "r3": "f3"}
        assert filled.reader().document_frequency("ร่าง") == 0
        assert filled.reader().document_frequency("ฉบับจริง") == 1

    def test_a_report_without_entries_keeps_its_fingerprint(self, backend: SearchBackend) -> None:
        put(backend, "r9")

        assert backend.reader().fingerprints() == {"r9": "f"}
        assert backend.reader().measure_count() == 0

    def test_an_open_reader_sees_the_next_commit(self, filled: SearchBackend) -> None:
        reader = self.reopen()
        assert reader.reader().measure_count() == 4

        remove(filled, "r1")

        assert reader.reader().measure_count() == 2
        assert set(reader.reader().fingerprints()) == {"r2", "r3"}

    def test_a_revision_is_confirmed_by_equal_fingerprints_only(
        self, filled: SearchBackend
    ) -> None:
        there = {"r1": "f1", "r2": "f2", "r3": "f3"}

        assert not filled.confirm({**there, "r2": "other"}, revision="a")
        assert not filled.confirm({"r1": "f1"}, revision="a")
        assert filled.confirmed_revision() == ""
        assert filled.confirm(there, revision="a")
        assert filled.confirmed_revision() == self.reopen().confirmed_revision() == "a"
        assert filled.confirm(there, revision="b")
        assert self.reopen().confirmed_revision() == "b"

    def test_a_commit_is_of_no_revision_until_it_is_confirmed(self, filled: SearchBackend) -> None:
        reader = self.reopen()
        filled.confirm({"r1": "f1", "r2": "f2", "r3": "f3"}, revision="a")

        remove(filled, "r1")

        assert filled.confirmed_revision() == reader.confirmed_revision() == ""

    def test_two_writers_keep_each_other_s_commits(self, filled: SearchBackend) -> None:
        second = self.reopen()
        filled.add("r4", "f4", [entry(replace(MAE_SAI, report_id="r4"), 1, "ก")], TOWARDS_FIRST)
        second.add("r5", "f5", [entry(replace(MAE_SAI, report_id="r5"), 1, "ข")], TOWARDS_FIRST)

        filled.commit()
        second.commit()

        assert set(filled.reader().fingerprints()) == {"r1", "r2", "r3", "r4", "r5"}

    def test_vectors_that_do_not_fit_are_refused(self, backend: SearchBackend) -> None:
        with pytest.raises(ValueError, match="do not fit"):
            backend.add("r1", "f1", [entry(MAE_SAI, 1, "ก")], np.zeros((2, 4), dtype=np.float32))
        with pytest.raises(ValueError, match="do not fit"):
            backend.add("r1", "f1", [entry(MAE_SAI, 1, "ก")], np.zeros((1, 3), dtype=np.float32))

    def test_an_entry_of_another_report_is_refused(self, backend: SearchBackend) -> None:
        own = entry(MAE_SAI, 1, "งด ของขวัญ")

        for other in (entry(PAK_NAM, 2, "แผน"), replace(own, measure_id="r2-m002")):
            with pytest.raises(ValueError, match="another report"):
                backend.add("r1", "f1", [own, other], np.repeat(TOWARDS_FIRST, 2, axis=0))
        backend.commit()

        assert backend.reader().measure_count() == 0
        assert not backend.reader().fingerprints()

    # Vectors

    def test_nearest_measures_come_first_with_their_cosine(self, filled: SearchBackend) -> None:
        hits = filled.reader().search_vector(TOWARDS_FIRST, k=4)

        assert measures(hits) == ["r1-m001", "r2-m001", "r3-m001", "r1-m002"]
        assert hits[0].score == pytest.approx(1, abs=1e-4)
        assert hits[2].score == pytest.approx(0.9 / np.hypot(0.9, 0.5), abs=1e-4)

    def test_vectors_of_measures_come_back_in_order_with_zeros_for_unknown_ones(
        self, filled: SearchBackend
    ) -> None:
        unknown = ("r1-m003", "r9-m001", "r1", "")
        found = filled.reader().measure_vectors(
            ["r1-m002", *unknown, "r2-m001", "r1-m001", "r1-m002"]
        )

        zeros = np.zeros((len(unknown), 4))
        expected = [[0, 1, 0, 0], *zeros, *vectors([1, 0.2, 0, 0]), [1, 0, 0, 0], [0, 1, 0, 0]]
        np.testing.assert_allclose(found, expected, atol=1e-2)
        assert found.dtype == np.float32
        assert not found[1:5].any()
        assert filled.reader().measure_vectors([]).shape == (0, 4)

    # Text

    def test_rare_words_weigh_more_than_common_ones(self, filled: SearchBackend) -> None:
        hits = filled.reader().search_text(words("ของขวัญ", "ปีใหม่"), k=2)

        assert measures(hits)[0] == "r3-m001"
        assert hits[0].score > hits[1].score > 0

    def test_a_weight_lifts_its_term(self, filled: SearchBackend) -> None:
        def first(weight: float) -> str:
            terms = {"อบรม": 1.0, "ประกาศ": weight}
            return filled.reader().search_text(terms, k=1)[0].measure_id

        assert (first(0.1), first(10.0)) == ("r2-m001", "r1-m001")

    def test_a_phrase_needs_its_words_adjacent_and_in_order(self, filled: SearchBackend) -> None:
        def found(*phrase: str) -> list[str]:
            limit = (WordFilter(words=phrase),)
            return by_text(filled, phrase[0], words=limit)

        assert found("นโยบาย", "ของขวัญ") == ["r2-m001"]
        assert found("นโยบาย", "งด", "ของขวัญ") == ["r1-m001"]
        assert found("ของขวัญ", "นโยบาย") == []
        assert sorted(found("นโยบาย")) == ["r1-m001", "r2-m001"]

    @pytest.mark.parametrize("field", [None, "title", "steps"])
    def test_a_phrase_never_spans_two_fields(
        self, backend: SearchBackend, field: str | None
    ) -> None:
        apart = {"title": "ประกาศ งด", "steps": "ของขวัญ ปีใหม่"}
        together = {"title": "ประกาศ", "steps": "ปีใหม่ งด ของขวัญ"}
        entries = [fields_entry(MAE_SAI, 1, apart), fields_entry(MAE_SAI, 2, together)]
        put(backend, "r1", *entries)

        def found(*, present: bool) -> list[str]:
            limit = (WordFilter(words=("งด", "ของขวัญ"), field=field, present=present),)
            return sorted(by_text(backend, "งด", words=limit))

        inside = [] if field == "title" else ["r1-m002"]
        assert found(present=True) == inside
        assert found(present=False) == sorted({"r1-m001", "r1-m002"} - {*inside})

    def test_words_of_all_fields_count_together(self, worded: SearchBackend) -> None:
        hits = worded.reader().search_text(words("งด", "นโยบาย"), k=9)

        assert measures(hits)[0] == "ra-a"
        assert hits[0].score > hits[1].score
        assert sorted(measures(hits)) == ["ra-a", "rb-b", "rc-c", "rd-d"]

    def test_other_words_of_a_filter_count_as_well(self, filled: SearchBackend) -> None:
        def found(*, present: bool) -> list[str]:
            limit = WordFilter(words=("ไม่มีคำนี้",), others=(("อบรม",),), present=present)
            return by_text(filled, "นโยบาย", words=(limit,))

        assert found(present=True) == ["r2-m001"]
        assert found(present=False) == ["r1-m001"]

    def test_a_query_without_terms_finds_nothing(self, filled: SearchBackend) -> None:
        assert filled.reader().search_text({}, k=3) == []
        assert filled.reader().search_text(words("ไม่มีคำนี้"), k=3) == []

    def test_words_may_hold_any_character(self, backend: SearchBackend) -> None:
        odd = ("no gift policy", "a\tb", "a\nb", '"(+-:~*', "\ue000", "\x00", "ก" * 300, "😀")
        plain = entry(MAE_SAI, 1, "")
        put(backend, "r1", replace(plain, words={"steps": odd}))

        for word in odd:
            assert len(by_text(backend, word)) == 1, word
        assert by_text(backend, "gift") == []
        limit = (WordFilter(words=odd[:2]),)
        assert len(by_text(backend, odd[0], words=limit)) == 1

    def test_document_frequency_counts_measures(self, filled: SearchBackend) -> None:
        often = {"title": "งด ของขวัญ", "steps": "คืน ของขวัญ", "results": "ของขวัญ"}
        filled.add("r1", "f1b", [fields_entry(MAE_SAI, 1, often), entry(MAE_SAI, 2, "แผน")],
                   vectors([1, 0, 0, 0], [0, 1, 0, 0]))  # fmt: skip
        filled.commit()

        assert filled.reader().document_frequency("ของขวัญ") == 3
        assert filled.reader().document_frequency("แผน") == 1
        assert filled.reader().document_frequency("ไม่มีคำนี้") == 0

    # Filters and k

    def test_filters_hold_for_both_retrievers(self, filled: SearchBackend) -> None:
        for filters, reports in cases("backend", "filters and reports", made(Filters), literal):
            near = by_vector(filled, filters=filters)
            text = by_text(filled, "ของขวัญ", "แผน", filters=filters)

            assert {name.split("-")[0] for name in near} == reports, filters
            assert {name.split("-")[0] for name in text} == reports, filters

    def test_k_measures_come_though_a_filter_hides_the_nearest(
        self, backend: SearchBackend
    ) -> None:
        put(backend, "r1", *(entry(MAE_SAI, number, "ของขวัญ") for number in range(300)))
        few = [entry(PAK_NAM, number, "ของขวัญ " + "อื่น " * 30) for number in range(5)]
        put(backend, "r2", *few, rows=vectors([0, 0, 0, 1]))
        filters = Filters(organisation_ids=("o2",))

        near = by_vector(backend, k=4, filters=filters)
        text = by_text(backend, "ของขวัญ", k=4, filters=filters)

        assert near == text == [f"r2-m{number:03d}" for number in range(4)]

    def test_equal_scores_are_ordered_by_measure(self, backend: SearchBackend) -> None:
        for report in ("r7", "r5", "r6"):
            facets = replace(MAE_SAI, report_id=report)
            put(backend, report, *(entry(facets, number, "สำนักปลัด") for number in range(20)))

        near = by_vector(backend, k=3)
        text = by_text(backend, "สำนักปลัด", k=3)

        assert near == text == ["r5-m000", "r5-m001", "r5-m002"]

    def test_k_below_one_is_refused(self, filled: SearchBackend) -> None:
        with pytest.raises(ValueError, match="k is 0"):
            filled.reader().search_vector(TOWARDS_FIRST, k=0)
        with pytest.raises(ValueError, match="k is 0"):
            filled.reader().search_text(words("ของขวัญ"), k=0)

    # Words that measures must have, or must not

    def test_word_filters_speak_of_whole_measures(self, worded: SearchBackend) -> None:
        for conditions, expected in CONDITIONS:
            limits = tuple(
                WordFilter(words=tuple(text.split()), field=field, present=present)
                for text, field, present in conditions
            )
            near = by_vector(worded, k=99, words=limits)
            text = by_text(worded, "นโยบาย", k=99, words=limits)
            counts = worded.reader().facet_counts(Limits(words=limits))

            assert {name.split("-")[1] for name in near} == set(expected), conditions
            assert {name.split("-")[1] for name in text} == set(expected), conditions
            assert sum(counts.indicators.values()) == len(expected), conditions

    def test_word_filters_do_not_cost_places(self, backend: SearchBackend) -> None:
        many = [entry(MAE_SAI, n, "ของขวัญ" + " อบรม" * (n % 300 != 7)) for n in range(3000)]
        put(backend, "r1", *many)
        without = (WordFilter(words=("อบรม",), present=False),)

        text = by_text(backend, "ของขวัญ", k=10, words=without)
        near = by_vector(backend, k=10, words=without)
        having = (replace(without[0], present=True),)
        rest = by_text(backend, "ของขวัญ", k=3000, words=having)

        expected = sorted(f"r1-m{n:03d}" for n in range(7, 3000, 300))
        assert text == near == expected
        assert len(rest) == 2990

    @pytest.mark.parametrize("present", [True, False])
    def test_word_filters_see_nothing_of_removed_measures(
        self, backend: SearchBackend, present: bool
    ) -> None:
        put(backend, "r2", *(entry(PAK_NAM, number, "แผน พัสดุ") for number in range(40)))
        for version in ("ของขวัญ อบรม", "ของขวัญ", "ของขวัญ อบรม"):
            put(backend, "r1", entry(MAE_SAI, 1, version))
        limit = (WordFilter(words=("อบรม",), present=present),)

        near = by_vector(backend, k=99, words=limit)
        counts = backend.reader().facet_counts(Limits(words=limit))

        assert by_text(backend, "ของขวัญ", words=limit) == (["r1-m001"] if present else [])
        assert ("r1-m001" in near) is present
        assert counts.indicators == ({10: 1} if present else {1: 40})

    # What measures are about

    def test_classifications_come_back_as_added(self, backend: SearchBackend) -> None:
        about = Classification(
            topics=(
                TopicMark(topic="no_gift", confidence=0.85),
                TopicMark(topic="risk", confidence=1.0, origin=Origin.CORRECTED),
            ),
            indicator=IndicatorMark(number=10, confidence=1.0, origin=Origin.STATED),
        )
        entries = [entry(MAE_SAI, 1, "ก"), entry(MAE_SAI, 2, "ข")]
        entries[0] = replace(entries[0], classification=about)
        put(backend, "r1", *entries)

        for reader in (backend, self.reopen()):
            assert reader.reader().classifications(["r1-m001", "r1-m002", "r9-m001"]) == {
                "r1-m001": about,
                "r1-m002": Classification(),
            }

    def test_what_a_report_is_about_is_summed_over_its_measures(
        self, backend: SearchBackend
    ) -> None:
        entries = [entry(MAE_SAI, 1, "ก"), entry(MAE_SAI, 2, "ข")]
        gift, risk = (TopicMark(topic=one, confidence=0.85) for one in ("no_gift", "risk"))
        stated = IndicatorMark(number=10, confidence=1.0, origin=Origin.STATED)
        about = Classification(topics=(gift, risk), indicator=stated)
        entries[0] = replace(entries[0], classification=about)
        entries[1] = replace(entries[1], classification=Classification(topics=(gift,)))
        put(backend, "r3", entry(UNKNOWN, 1, "ค"))
        put(backend, "r1", *entries)

        for reader in (backend, self.reopen()):
            assert reader.reader().subjects(["r1", "r9", "r3"]) == {
                "r1": ReportSubjects(
                    topics={"no_gift": 1.7, "risk": 0.85}, indicators=frozenset({10})
                ),
                "r3": ReportSubjects(topics={}, indicators=frozenset()),
            }
            assert reader.reader().subjects([]) == {}

    def test_facets_count_measures_of_the_last_commit(self, filled: SearchBackend) -> None:
        put(filled, "r1", fields_entry(MAE_SAI, 1, {"title": "ก", "steps": "ก"}))

        assert filled.reader().facet_counts() == FacetCounts(
            topics={"no_gift": 2, "participation": 1, "ethics": 1},
            indicators={10: 1, 1: 1},
            fiscal_years={2566: 1, 2567: 1},
            types={"subdistrict_municipality": 1, "town_municipality": 1},
            provinces={"เชียงราย": 1, "ระนอง": 1},
        )
        inside = filled.reader().facet_counts(
            Limits(filters=Filters(topics=("no_gift",), fiscal_years=(2567,)))
        )
        assert (inside.topics, inside.fiscal_years) == ({"no_gift": 1}, {2567: 1})
        assert inside.provinces == {"ระนอง": 1}

    def test_a_pinned_index_answers_as_of_its_commit(self, backend: SearchBackend) -> None:
        fill(backend)
        pinned = backend.reader()
        before = by_text(backend, "ของขวัญ")
        remove(backend, "r1", "r2")

        assert measures(pinned.search_text(words("ของขวัญ"), k=9)) == before
        assert by_text(backend, "ของขวัญ") != before

    # Titles

    def test_titles_are_found_by_their_beginnings_then_inside(self, backend: SearchBackend) -> None:
        add_titled(backend, "r1", "งดรับของขวัญ", "ของขวัญปีใหม่", "จัดซื้อจัดจ้าง")

        for reader in (backend, self.reopen()):
            assert reader.reader().titled(["ของขวั"], most=9) == ["r1-m001", "r1-m000"]
            assert reader.reader().titled(["จัดจ้าง", "จัดซื้อ"], most=9) == ["r1-m002"]
            assert reader.reader().titled(["ของขวั"], most=1) == ["r1-m001"]
            assert reader.reader().titled(["ฮ"], most=9) == []

    def test_equal_titles_are_one_and_the_most_frequent_comes_first(
        self, backend: SearchBackend
    ) -> None:
        add_titled(backend, "r1", "อบรม ก", "อบรม ข", "อบรม ข", "อบรม" + "ค" * 200)

        assert backend.reader().titled(["อบรม"], most=9) == ["r1-m001", "r1-m000"]

    def test_titles_of_removed_measures_are_not_found(self, backend: SearchBackend) -> None:
        add_titled(backend, "r1", "งดรับของขวัญ")
        add_titled(backend, "r2", "งดรับของขวัญ", "รับ")
        remove(backend, "r2")

        assert backend.reader().titled(["รับ"], most=9) == ["r1-m000"]

    def test_titles_beyond_thai_and_ascii_are_found(self, backend: SearchBackend) -> None:
        add_titled(backend, "r1", "ตรวจ😀สอบ", "พัสดุ")

        assert backend.reader().titled(["😀ส"], most=9) == ["r1-m000"]

    # The same text

    def test_of_equal_texts_the_oldest_inside_the_filters_is_found(
        self, backend: SearchBackend
    ) -> None:
        for facets in (UNKNOWN, PAK_NAM, MAE_SAI):
            put(backend, facets.report_id, copied_entry(facets, 1, "งด ของขวัญ"))

        def found(filters: Filters) -> list[list[str]]:
            near = by_vector(backend, filters=filters)
            text = by_text(backend, "ของขวัญ", filters=filters)
            return [near, text]

        assert found(NO_FILTERS) == [["r1-m001"]] * 2
        assert found(Filters(provinces=(str(PAK_NAM.province),))) == [["r2-m001"]] * 2
        remove(backend, "r1", "r2")
        assert found(NO_FILTERS) == [["r3-m001"]] * 2

    def test_equal_texts_are_copies_though_they_have_no_mark(self, backend: SearchBackend) -> None:
        for facets in (UNKNOWN, PAK_NAM, MAE_SAI):
            backend.add(facets.report_id, "f", [copied_entry(facets, 1, "งด")], TOWARDS_FIRST)
        backend.commit()

        found = backend.reader().copies(["r1-m001"])["r1-m001"]

        assert [one.measure_id for one in found.listed] == ["r1-m001", "r2-m001", "r3-m001"]
        assert len({one.text for one in found.listed}) == 1

    def test_a_family_comes_back_oldest_year_first(self, copied: SearchBackend) -> None:
        found = copied.reader().copies(["r2-m001", "r1-m002", "no such"])

        listed = found["r2-m001"].listed
        assert [copy.measure_id for copy in listed] == ["r1-m001", "r2-m001", "r3-m001"]
        first = listed[0]
        assert (first.report_id, first.organisation_id, first.fiscal_year_be) == ("r1", "o1", 2566)
        assert listed[2].fiscal_year_be is None
        assert found["r1-m002"] == found["no such"] == TextCopies()

    def test_all_copies_are_counted_however_few_are_listed(self, copied: SearchBackend) -> None:
        found = copied.reader().copies(["r2-m001"], most=1)["r2-m001"]

        assert [copy.measure_id for copy in found.listed] == ["r1-m001"]
        assert (found.count, found.organisations) == (3, 2)  # one of them is unknown
        assert [copy.measure_id for copy in found.own] == ["r2-m001"]
        assert found.own_years == (2567,)

    def test_places_say_which_measures_are_copies_of_each_other(
        self, copied: SearchBackend
    ) -> None:
        found = copied.reader().copy_places(["r2-m001", "r1-m001", "r1-m002", "r3-m001", "no such"])

        second, first, other, unknown, missing = found.groups.tolist()
        assert second == first == unknown
        assert first != other
        assert other == missing == -1
        assert found.reports[1] == found.reports[2] != found.reports[0]
        assert (found.reports.tolist()[-1], found.years.tolist()[-2:]) == (-1, [-1, -1])
        assert found.years.tolist()[:3] == [2567, 2566, 2566]

    def test_texts_come_back_as_added(self, backend: SearchBackend) -> None:
        fill(backend)
        thai = SquashedText("งดรับของขวัญ", "ประกาศ\nลงชื่อ", "สำนักปลัด")
        other = SquashedText("naïve “ก” ①", "", "ሰ")
        first, second = entry(MAE_SAI, 1, "ก"), entry(MAE_SAI, 2, "ข")
        put(backend, "r1", replace(first, text=thai), replace(second, text=other))

        for reader in (backend, self.reopen()):
            found = reader.reader().texts(["r1-m002", "no such", "r1-m001"])
            assert found == {"r1-m001": thai, "r1-m002": other}

    def test_filters_hold_for_families(self, copied: SearchBackend) -> None:
        def inside(**limits: Any) -> list[str]:
            found = copied.reader().copies(["r2-m001"], limits=Limits(**limits))
            return [copy.measure_id for copy in found["r2-m001"].listed]

        assert inside(filters=Filters(provinces=("เชียงราย",))) == ["r1-m001"]
        assert inside(filters=Filters(topics=("no_gift",))) == ["r1-m001", "r2-m001"]
        without = (WordFilter(words=("อบรม",), present=False),)
        assert inside(words=without) == ["r1-m001", "r3-m001"]

    def test_removed_measures_leave_their_family(self, copied: SearchBackend) -> None:
        remove(copied, "r1")

        marks, left = copied.reader().copy_marks(), ["r2-m001", "r3-m001"]

        copies = copied.reader().copies(["r2-m001"])["r2-m001"].listed
        assert [copy.measure_id for copy in copies] == left
        assert sorted(map(marks.measure_id, range(len(marks.keys)))) == left
        assert {*map(marks.group, range(len(marks.keys)))} == {"r1-m001"}

    def test_copy_marks_come_back_as_added(self, copied: SearchBackend) -> None:
        for reader in (copied, self.reopen()):
            marks = reader.reader().copy_marks()
            names = [marks.measure_id(number) for number in range(len(marks.keys))]
            assert names == ["r1-m001", "r2-m001", "r3-m001"]
            assert marks.keys.tolist() == [1, 2**64 - 1, 3]
            assert marks.bands.tolist() == [[1, 2], [0, 2**32 - 1], [3, 2]]

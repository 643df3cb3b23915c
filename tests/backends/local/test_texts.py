"""Measures of one text share its number and its full-text document."""

from pathlib import Path

import pytest

from itasearch.backends.local import LocalBackend, create_local_backend, fulltext
from itasearch.model.ranking import Filters
from tests.contracts.backend_contract import (
    MAE_SAI,
    PAK_NAM,
    RECIPE,
    TOWARDS_FIRST,
    UNKNOWN,
    by_text,
    copied_entry,
    entry,
    put,
)

_COPIED = "ประกาศ นโยบาย งด ของขวัญ"
_IN_RANONG = Filters(provinces=("ระนอง",))


@pytest.fixture
def copies(tmp_path: Path) -> LocalBackend:
    """Three reports with one text, and a fourth measure of another."""
    backend = create_local_backend(tmp_path / "search", recipe=RECIPE)
    for facets in (MAE_SAI, PAK_NAM, UNKNOWN):
        backend.add(facets.report_id, "f", [copied_entry(facets, 1, _COPIED)], TOWARDS_FIRST)
    put(backend, "r1", copied_entry(MAE_SAI, 1, _COPIED), entry(MAE_SAI, 2, "อบรม ของขวัญ"))
    return backend


def test_a_text_has_a_document_until_its_last_measure_goes(copies: LocalBackend) -> None:
    counts = [copies.reader().text.text_count]
    for gone in ([MAE_SAI.report_id], [PAK_NAM.report_id, UNKNOWN.report_id]):
        copies.remove(gone)
        copies.commit()
        counts.append(copies.reader().text.text_count)

    put(copies, "r1", copied_entry(MAE_SAI, 1, _COPIED))

    assert counts == [2, 1, 0]
    assert by_text(copies, "นโยบาย") == ["r1-m001"]


def test_a_report_that_is_replaced_keeps_the_texts_that_it_still_has(copies: LocalBackend) -> None:
    copies.remove([PAK_NAM.report_id, UNKNOWN.report_id])

    put(copies, "r1", copied_entry(MAE_SAI, 1, _COPIED), entry(MAE_SAI, 3, "ตรวจสอบ ภายใน"))

    assert copies.reader().text.text_count == 2
    assert by_text(copies, "นโยบาย") == ["r1-m001"]


def test_texts_are_ranked_until_a_filter_has_let_enough_through(tmp_path: Path) -> None:
    backend = create_local_backend(tmp_path / "search", recipe=RECIPE)
    number = 300
    for facets, extra in ((MAE_SAI, 0), (PAK_NAM, number)):  # the longer, the lower the score
        texts = [f"ของขวัญ {'แผน ' * (extra + n)}" for n in range(number)]
        put(backend, facets.report_id, *(entry(facets, n, text) for n, text in enumerate(texts)))

    found = by_text(backend, "ของขวัญ", filters=_IN_RANONG)

    assert len(found) == 9
    assert {name.split("-")[0] for name in found} == {PAK_NAM.report_id}


def test_a_common_word_counts_removed_measures_for_a_while_and_a_rare_one_never(
    copies: LocalBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies.remove(["r1"])
    copies.commit()

    rare = copies.reader().document_frequency("นโยบาย")
    monkeypatch.setattr(fulltext, "_FEW_DOCUMENTS", 1)
    common = copies.reader().document_frequency("งด")

    assert (rare, common) == (2, 3)

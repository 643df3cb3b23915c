"""Every statement of a written comparison is true of the reports that it compares."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings, strategies as st

from itasearch import open_workspace
from itasearch.compare.reports import compare_reports
from itasearch.exports import comparison
from itasearch.exports.comparison import render
from itasearch.model.comparison import Comparison
from itasearch.model.comparison_shown import ALL_SUBJECTS, ComparisonFormat, narrowed
from itasearch.model.documents import Digits
from itasearch.model.records import TEXT_FIELDS, Measure, Report
from itasearch.wording.comparison import FieldState, side_names
from itasearch.workspace import Workspace
from tests.compare.samples import TOWN, VILLAGE, measure, report
from tests.exports.statements import Case, faults, read_sheet, read_word

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
READERS = {ComparisonFormat.DOCX: read_word, ComparisonFormat.XLSX: read_sheet}


def faults_of(found: Comparison, left: Report, right: Report) -> list[str]:
    shown = narrowed(found, {}, subjects=ALL_SUBJECTS)
    names = side_names(found, language="th")
    case = Case(comparison=found, reports=(left, right), names=names)
    return [
        f"{kind}: {fault}"
        for kind, read in READERS.items()
        for fault in faults(read(render(shown, kind, digits=Digits.ARABIC, now=NOW)), case)
    ]


@pytest.fixture(scope="module")
def library(library_home: Path) -> Iterator[Workspace]:
    with open_workspace(library_home) as workspace:
        yield workspace


@pytest.mark.slow
def test_all_pairs_of_sample_reports_give_true_documents(library: Workspace) -> None:
    reports = [library.library.report(one.id) for one in library.library.reports()]

    wrong = {}
    for left, right in combinations(reports, 2):
        if found := faults_of(library.compare(left.id, right.id), left, right):
            wrong[left.source.path, right.source.path] = found[:3]

    assert not wrong


def test_a_plan_next_to_results_gives_true_documents(library: Workspace) -> None:
    found = library.compare("ทต.ธารจันทร์หอม@2566", "ทต.หนองบัวสามกลีบ@2566")
    left, right = library.library.report(found.left.id), library.library.report(found.right.id)

    assert not faults_of(found, left, right)


def test_a_field_that_is_wrongly_called_the_same_is_noticed(
    library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = library.compare("ทต.ธารจันทร์หอม@2566", "ทต.หนองบัวสามกลีบ@2566")
    left, right = library.library.report(found.left.id), library.library.report(found.right.id)
    monkeypatch.setattr(comparison, "field_state", lambda _: FieldState.IDENTICAL)

    assert any("ข้อความตรงกัน" in fault for fault in faults_of(found, left, right))


TEXTS = st.one_of(
    st.just(""),
    st.sampled_from(
        ["✓", "/", "-", "–", "กองคลัง", "ต.ค. ๖๕ - ก.ย. ๖๖", "๑. ลงนาม\n๒. ปิดประกาศ", "😀"]
    ),
    st.text(alphabet="กขคงจ ๑๒/-✓\n", max_size=30),
    st.builds(
        lambda text, count: text * count, st.sampled_from(["ประกาศ ", "ตรวจรับพัสดุ"]), st.just(900)
    ),
)
TITLES = st.sampled_from(
    ["ประกาศนโยบายไม่รับของขวัญ", "ตรวจนับครุภัณฑ์", "เปิดเผยแผนจัดซื้อจัดจ้าง", "✓", "รับเรื่องร้องเรียน ๑"]
)
MEASURES = st.builds(
    lambda title, texts: measure(title).with_texts(
        {name: text or None for name, text in texts.items()}
    ),
    TITLES,
    st.fixed_dictionaries(dict.fromkeys(TEXT_FIELDS[1:8], TEXTS)),
)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(MEASURES, min_size=1, max_size=4), st.lists(MEASURES, min_size=1, max_size=4))
def test_any_measures_give_true_documents(lefts: list[Measure], rights: list[Measure]) -> None:
    left = report("a", *lefts, organisation=TOWN)
    right = report("b", *rights, organisation=VILLAGE, year=2567)

    assert not faults_of(compare_reports(left, right, meanings=None), left, right)

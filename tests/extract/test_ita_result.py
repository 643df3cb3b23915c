"""Last year's ITA result inside a report, and files of results."""

from pathlib import Path

import pytest

from itasearch.domain.indicators import indicators
from itasearch.errors import NotAReportError
from itasearch.extract.report import extract
from itasearch.model.records import ItaResult
from itasearch.model.source import Block
from tests.cases import examples, optional, yes
from tests.extract.documents import HEAD, document, extract_text, line, on_page, report_of, table

NAMES = [known.name for known in indicators()]
SCORES = [91.2, 85.11, 88.0, 84.52, 86.9, 90.03, 82.77, 83.15, 89.95, 100.0]
MEASURES = table(HEAD, ("1. อบรม", "เชิญวิทยากร", "สำนักปลัด", "ม.ค. 66"), number=2)


def result_of(*blocks: Block) -> ItaResult:
    result = report_of(*blocks, MEASURES).ita_result
    assert result is not None
    return result


def test_a_score_table_by_rows_with_total_and_grade() -> None:
    rows = [("ที่", "ตัวชี้วัด", "คะแนน", "ระดับ")]
    rows += [
        (str(i), n, f"{s:.2f}", "A") for i, (n, s) in enumerate(zip(NAMES, SCORES, strict=True), 1)
    ]

    result = result_of(table(*rows, ("", "คะแนนรวม", "86.91", "A")))

    assert [score.score for score in result.indicators] == SCORES
    assert (result.total, result.grade) == (86.91, "A")


@pytest.mark.parametrize("header", ["คะแนนเฉลี่ยระดับประเทศ", "คะแนนเต็ม", "ค่าเป้าหมาย"])
def test_a_column_of_what_holds_for_all_is_not_the_towns(header: str) -> None:
    rows = [("ตัวชี้วัด", header, "คะแนน")]
    rows += [(name, "93.25", f"{score:.2f}") for name, score in zip(NAMES, SCORES, strict=True)]

    assert [score.score for score in result_of(table(*rows)).indicators] == SCORES


@examples("ita_result", "numbers beside measures are scores by name", str, str, yes)
def test_numbers_beside_measures_are_scores_by_name(header: str, cell: str, is_score: bool) -> None:
    rows = [
        (f"{number} {name}", f"ทำงานที่ {number}", "ประชุม", cell)
        for number, name in enumerate(NAMES, 1)
    ]

    result = report_of(table(("ตัวชี้วัด", "มาตรการ", "ขั้นตอน", header), *rows)).ita_result

    assert (result is not None) is is_score


def test_a_score_table_by_columns() -> None:
    result = result_of(table((*NAMES, "คะแนนรวม"), (*map(str, SCORES), "86.91")))

    assert [score.number for score in result.indicators] == list(range(1, 11))
    assert result.total == 86.91


def test_a_score_table_goes_on_over_the_page_end() -> None:
    rows = [
        (f"{number}. {name}", f"{score:.2f}")
        for number, (name, score) in enumerate(zip(NAMES, SCORES, strict=True), 1)
    ]
    upper = on_page(table(("ตัวชี้วัด", "คะแนน"), *rows[:8]), 1)
    lower = on_page(table(*rows[8:], number=3), 2)

    assert [score.score for score in result_of(upper, lower).indicators] == SCORES


def test_a_total_that_did_not_pass_has_no_grade_of_another_year_or_of_a_goal() -> None:
    result = result_of(
        line("ผลการประเมิน ITA ปี ๒๕๖๔ ได้คะแนนรวม ๘๘.๑๐ คะแนน ระดับผ่าน"),
        line("ปี ๒๕๖๕ ได้คะแนนรวม ๗๙.๒๕ คะแนน ระดับไม่ผ่าน"),
        line("เป้าหมายผลการประเมิน ITA ปีหน้าคือระดับผ่าน"),
    )

    assert (result.total, result.grade) == (79.25, None)


def test_of_two_years_the_later_column_counts() -> None:
    rows = [("ตัวชี้วัด", "ปี 2564", "ปี 2565")]
    rows += [(name, "70.00", f"{score:.2f}") for name, score in zip(NAMES, SCORES, strict=True)]

    result = result_of(table(*rows, ("ระดับผลการประเมิน", "C", "A"), ("คะแนนรวม", "70.00", "")))

    assert [score.score for score in result.indicators] == SCORES
    assert (result.fiscal_year_be, result.total, result.grade) == (2565, None, "A")


def test_a_file_of_scores_of_two_years_gives_a_result_of_each() -> None:
    # A whole number in the later column makes the earlier one more like a column of scores.
    later = ["86", *map(str, SCORES[1:])]
    rows = zip(NAMES, map(str, SCORES), later, ["0.10"] * 10, strict=True)
    scores = table(("ตัวชี้วัด", "คะแนน 2565", "คะแนน 2566", "เพิ่ม/ลด"), *rows)
    blocks = (line("ผลการประเมิน ITA"), line("เทศบาลตำบลหนองแวงนาง"), scores)

    results = [found.result for found in extract(document(*blocks)).ita_results]
    report = report_of(scores, MEASURES)

    assert [(r.fiscal_year_be, r.indicators[0].score) for r in results] == [
        (2566, 86),
        (2565, 91.2),
    ]
    assert report.ita_result == results[0]
    assert any("ไม่ได้นำเข้าปี 2565" in warning for warning in report.warnings)


def test_a_report_of_scores_alone_is_the_organisations_result() -> None:
    blocks = (
        line("ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2566"),
        line("เทศบาลตำบลหนองแวงนาง"),
        table(("ตัวชี้วัด", "คะแนน"), *[(n, str(s)) for n, s in zip(NAMES, SCORES, strict=True)]),
    )

    (found,) = extract(document(*blocks)).ita_results

    assert found.organisation.name == "เทศบาลตำบลหนองแวงนาง"
    assert len(found.result.indicators) == 10


def test_a_file_of_results_gives_one_per_organisation_and_year(tmp_path: Path) -> None:
    heads = ["หน่วยงาน", "จังหวัด", "ปีงบประมาณ", *(f"ตัวชี้วัดที่ {i} {n}" for i, n in enumerate(NAMES, 1))]
    rows = [[*heads, "คะแนนรวม", "ระดับ"]]
    rows += [
        [town, "เลย", "2567", *map(str, SCORES), total, "ผ่าน"]
        for town, total in (("ทต.บ้านไผ่งาม", "86.91"), ("อบต.หนองปลาดุก", ""))
    ]
    text = "\n".join("\t".join(row) for row in rows)

    first, second = extract_text(text, tmp_path, name="results.txt").ita_results

    assert first.organisation.name == "เทศบาลตำบลบ้านไผ่งาม"
    assert (first.organisation.province, first.result.total) == ("เลย", 86.91)
    assert (second.result.fiscal_year_be, second.result.grade) == (2567, "ผ่าน")
    assert second.result.total is None
    assert [score.score for score in second.result.indicators] == SCORES


def test_a_share_is_the_total_of_towns_only(tmp_path: Path) -> None:
    heads = "หน่วยงาน\tร้อยละ\tระดับ\n"
    towns = f"{heads}ทต.บ้านไผ่งาม\t86.91\tA\nอบต.หนองปลาดุก\t91.2\tA\n"

    first, _ = extract_text(towns, tmp_path, name="results.txt").ita_results

    assert first.result.total == 86.91
    with pytest.raises(NotAReportError):
        extract_text(f"{heads}กองคลัง\t90\tดี\nกองช่าง\t80\tดี\n", tmp_path, name="units.txt")


@examples("ita_result", "sentences and the total in them", str, optional(float))
def test_only_a_sentence_on_ita_states_the_total(sentence: str, total: float | None) -> None:
    found = report_of(line("มาตรการส่งเสริมคุณธรรมและความโปร่งใส"), line(sentence), MEASURES)

    assert (found.ita_result.total if found.ita_result else None) == total


def test_an_unnamed_score_below_the_measures_is_no_total() -> None:
    title = line("รายงานผลการประเมิน ITA และมาตรการส่งเสริมคุณธรรมและความโปร่งใส")

    assert report_of(title, MEASURES, line("ได้คะแนนเฉลี่ย 89.00 ระดับ A")).ita_result is None


def test_measures_on_three_indicators_state_no_scores_of_them() -> None:
    lines = [
        line("การปฏิบัติหน้าที่: ผู้รับบริการพึงพอใจ ร้อยละ 95.20"),
        line("การใช้งบประมาณ: เบิกจ่าย ร้อยละ 88.10"),
        line("การใช้อำนาจ: บุคลากรผ่านการทดสอบ ร้อยละ 90.30"),
    ]

    assert report_of(*lines, MEASURES).ita_result is None

"""A town's measures through its years: what became of each, plan beside result."""

from dataclasses import replace

from itasearch.compare.years import YearReports, compare_years
from itasearch.model.comparison import YearsComparison
from itasearch.model.records import ReportKind
from itasearch.ui.compare.years import counts_html, groups, reported, summary_text, thread_html
from tests.compare.samples import TOWN, measure, report
from tests.ui.shown import shown

GIFT, LOAN, QUEUE, ROAD = (
    "ประกาศนโยบายไม่รับของขวัญ",
    "จัดทำแนวทางการยืมทรัพย์สินของราชการ",
    "ติดตั้งบัตรคิวในงานทะเบียน",
    "ซ่อมถนนลูกรังสายบ้านเหนือ",
)


def _found() -> YearsComparison:
    first = report(
        "p2565",
        measure(GIFT, steps="ผู้บริหารลงนาม"),
        measure(LOAN, steps="ใช้ใบยืม"),
        QUEUE,
        organisation=TOWN,
        year=2565,
    )
    second = report(
        "p2566",
        measure(GIFT, steps="ผู้บริหารลงนาม"),
        measure(LOAN, steps="ยืมออนไลน์"),
        ROAD,
        organisation=TOWN,
        year=2566,
    )
    done = report("r2566", measure(GIFT, results="ติด ๔ แห่ง"), organisation=TOWN, year=2566)
    years = (
        YearReports(fiscal_year_be=2565, plan=first, results=None),
        YearReports(
            fiscal_year_be=2566, plan=second, results=replace(done, kind=ReportKind.RESULTS)
        ),
    )
    return compare_years(TOWN, years, ita={}, meanings=None)


def test_the_summary_tells_what_the_last_year_did() -> None:
    told = summary_text(_found().years, name=TOWN.name)

    assert told.startswith("ปีงบฯ 2566")
    assert (
        "ทำต่อเหมือนเดิม 1 · ทำต่อแต่ปรับ 1 · เพิ่มใหม่ 1 · กลับมาทำ 0 · อาจเป็นเรื่องเดียวกับปีก่อน 0 · ไม่มีแล้ว 1"
    ) in told


def test_threads_are_grouped_by_what_became_of_them() -> None:
    found = {label.th: some for label, some in groups(_found().threads, first=2565)}

    assert {
        name: [one.entries[0].measure.title for one in some] for name, some in found.items()
    } == {
        "ทำต่อแต่ปรับ": [LOAN],
        "เพิ่มใหม่": [ROAD],
        "ทำต่อเหมือนเดิม": [GIFT],
        "ไม่มีแล้ว": [QUEUE],
    }


def test_a_result_stands_beside_the_plan_of_its_year() -> None:
    found = _found()

    view = shown(thread_html(found.threads[0], found.years))

    assert "แผนของปี 2566 เทียบกับผลของปีเดียวกัน" in view.text
    assert "ติด ๔ แห่ง" in view.text
    assert "2565 เริ่มนับ" in view.text


def test_a_change_shows_its_words_and_an_end_its_year() -> None:
    found = _found()

    changed = thread_html(found.threads[1], found.years)
    dropped = thread_html(found.threads[2], found.years)

    assert "ต่างจากปี 2565 อย่างไร" in changed
    assert "มีในแผน ไม่พบในรายงานผล" in changed
    assert "2566 ไม่มีแล้ว" in dropped


def test_the_first_year_stands_to_no_other_in_the_table() -> None:
    html = counts_html(reported(_found().years))

    assert "3 (เริ่มนับ)" in html
    assert "p2565.md</a>" in html


def test_hostile_titles_stay_text() -> None:
    bad = report("p2566", measure("<script>x</script>"), organisation=TOWN, year=2566)
    years = (YearReports(fiscal_year_be=2566, plan=bad, results=None),)
    found = compare_years(TOWN, years, ita={}, meanings=None)

    html = thread_html(found.threads[0], found.years)

    assert "<script" not in html
    assert "มีรายงานเพียงปีเดียว" in summary_text(found.years, name=TOWN.name)


def test_what_the_latest_year_changed_stands_open() -> None:
    found = _found()
    (changed,) = (one for one in found.threads if one.entries[-1].measure.title == LOAN)

    opened = thread_html(changed, found.years).partition(
        '<details class="ita-details action" open>'
    )

    assert opened[2].startswith("<summary>ต่างจากปี 2565 อย่างไร</summary>")

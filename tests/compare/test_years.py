from dataclasses import replace

import pytest

from itasearch.compare.years import YearReports, compare_years
from itasearch.exports.towns import years_tables
from itasearch.model.comparison import YearsComparison
from itasearch.model.documents import cell_text
from itasearch.model.records import TEXT_FIELDS, ItaResult, Measure, Report, ReportKind
from itasearch.wording.comparison import thread_texts
from itasearch.wording.objects import as_object
from tests.compare.samples import TOWN, WordMeanings, measure, report

GIFT, LOAN, QUEUE, ROAD = (
    "ประกาศนโยบายไม่รับของขวัญ",
    "จัดทำแนวทางการยืมทรัพย์สินของราชการ",
    "ติดตั้งบัตรคิวในงานทะเบียน",
    "ซ่อมถนนลูกรังสายบ้านเหนือ",
)


def plan(year: int, *measures: Measure | str) -> Report:
    return report(f"p{year}", *measures, organisation=TOWN, year=year)


SUPPLIES = ("ตรวจสอบพัสดุประจำปีโดยคนนอกกอง", "หมุนเวียนคนตรวจรับพัสดุ")
ONLINE = ("ให้บริการออนไลน์", "เปิดนัดหมายออนไลน์")
CARS = ("ตรวจเช็ครถยนต์", "ตรวจสภาพและบำรุงรักษารถยนต์ส่วนกลาง")
IN_DOUBT = WordMeanings([*SUPPLIES, *ONLINE], share=0.3)


def followed(*years: YearReports, ita: dict[int, ItaResult] | None = None) -> YearsComparison:
    return compare_years(TOWN, years, ita=ita or {}, meanings=IN_DOUBT)


def of(year: int, plan: Report | None = None, results: Report | None = None) -> YearReports:
    return YearReports(fiscal_year_be=year, plan=plan, results=results)


def told(found: YearsComparison) -> dict[str, list[tuple[int, str]]]:
    return {
        thread.entries[0].measure.title: [
            (entry.fiscal_year_be, entry.change.value) for entry in thread.entries
        ]
        for thread in found.threads
    }


def test_measures_are_kept_changed_new_and_dropped() -> None:
    first = plan(2565, measure(GIFT, steps="ผู้บริหารลงนาม"), measure(LOAN, steps="ใช้ใบยืม"), QUEUE)
    loan = measure(f"{LOAN}แบบใหม่", steps="ยืมออนไลน์")
    second = plan(2566, measure(GIFT, steps="ผู้บริหารลงนาม"), loan, ROAD)

    found = followed(of(2565, first), of(2566, second))

    assert told(found) == {
        GIFT: [(2565, "new"), (2566, "kept")],
        LOAN: [(2565, "new"), (2566, "changed")],
        QUEUE: [(2565, "new")],
        ROAD: [(2566, "new")],
    }
    assert [getattr(found.years[1], it) for it in ("kept", "changed", "new", "dropped")] == [1] * 4
    texts = [text for one in found.threads for text in thread_texts(one, (2565, 2566))]
    assert sum("ขั้นตอนหรือวิธีการปฏิบัติ (“ใช้ใบยืม” กับ “ยืมออนไลน์”)" in it for it in texts) == 1
    assert sum(f"ปรับมาตรการเดิม จาก “{LOAN}” · ชื่อมาตรการและขั้นตอน" in it for it in texts) == 1
    assert [thread.dropped_in for thread in found.threads] == [None, None, 2566, None]


def test_the_first_year_without_a_measure_says_so_also_where_it_comes_again() -> None:
    years = [of(2565, plan(2565, GIFT, LOAN)), of(2566, plan(2566, GIFT, ROAD))]
    years += [of(2567, plan(2567, GIFT, LOAN)), of(2568, plan(2568, GIFT, LOAN))]

    found = followed(*years)

    texts = [thread_texts(one, (2565, 2566, 2567, 2568)) for one in found.threads]
    gone = sum(text[1:2].count("ไม่พบในแผนหรือรายงานแล้ว") for text in texts)
    assert (gone, [year.dropped for year in found.years]) == (1, [0, 1, 1, 0])


def test_what_may_be_a_measure_of_the_year_before_is_neither_new_nor_gone() -> None:
    alike = (ROAD, LOAN, QUEUE, GIFT)
    plans = [plan(year, *alike, row) for year, row in zip((2565, 2566), CARS, strict=True)]

    found = followed(*(of(it.fiscal_year_be or 0, it) for it in plans))

    assert told(found)[CARS[1]] == [(2566, "maybe")]
    last, (ended, begun) = found.years[1], found.threads[-2:]
    assert (last.new, last.dropped, last.maybe) == (0, 0, 1)
    assert (ended.dropped_in, ended.maybe) == (None, begun.entries[0])
    assert [thread_texts(it, (2565, 2566)) for it in (ended, begun)] == [
        ("มีในแผน", f"อาจเป็นเรื่องเดียวกับ “5. {CARS[1]}”"),
        ("", f"อาจเป็นเรื่องเดียวกับ “5. {CARS[0]}” (แผน)"),
    ]
    file = years_tables(found)
    rows = [[*map(cell_text, row)] for row in file.tables[0].grid.rows]
    assert [row[0] for row in rows] == [*alike, CARS[1]]
    assert rows[-1][1] == f"“5. {CARS[0]}” (อาจเป็นเรื่องเดียวกับข้อของปีถัดไป) · มีในแผน"
    counts = file.notes[0].partition("· ")[2]
    assert counts == "5–6 มาตรการ ใน 2 ปี เพราะ 1 คู่อาจเป็นเรื่องเดียวกัน"


def test_the_result_of_each_year_is_quoted() -> None:
    def done(year: int, result: str) -> Report:
        row = measure(GIFT, results=result, problems="ขาดคน" if year == 2568 else None)
        made = report(f"r{year}", row, organisation=TOWN, year=year)
        return replace(made, kind=ReportKind.RESULTS)

    found = followed(
        of(2567, results=done(2567, "เผยแพร่ครบ 12 เดือน")), of(2568, results=done(2568, "ยกเลิก"))
    )

    assert thread_texts(found.threads[0], (2567, 2568)) == (
        "มีในรายงานผล · ผลการดำเนินการ: “เผยแพร่ครบ 12 เดือน”",
        "มาตรการเดิม · ผลการดำเนินการ: “ยกเลิก” · ปัญหาและอุปสรรค: “ขาดคน” (รายงานผล)",
    )


def test_what_was_done_otherwise_is_the_measure_of_its_title() -> None:
    title, kind = "ระบบนัดหมายช่างผ่านอินเทอร์เน็ต", ReportKind.RESULTS
    texts = {2567: ("จัดหาระบบ", "ชะลอไว้ก่อน"), 2568: ("เขียนโปรแกรมแล้วทดลอง", "ไม่ได้เขียน ใช้สมุดนัดแทน")}
    rows = {it: measure(title, steps=steps, results=came) for it, (steps, came) in texts.items()}

    found = followed(
        *(of(it, results=replace(plan(it, row, GIFT), kind=kind)) for it, row in rows.items())
    )

    assert told(found)[title] == [(2567, "new"), (2568, "changed")]


def test_a_pair_hardly_alike_is_no_certain_thread_and_nothing_new() -> None:
    first, second = (
        plan(year, measure(row, indicator=8), GIFT, LOAN, QUEUE, ROAD)
        for year, row in zip((2567, 2568), ONLINE, strict=True)
    )

    found = followed(of(2567, first), of(2568, second))

    assert told(found)[ONLINE[1]] == [(2568, "maybe")]
    year = found.years[1]
    assert (year.new, year.dropped, year.kept + year.changed) == (0, 0, 4)


def test_a_measure_that_comes_back_is_resumed() -> None:
    found = followed(
        of(2564, plan(2564, GIFT, GIFT)),
        of(2565, plan(2565, GIFT, ROAD)),
        of(2566, plan(2566, GIFT)),
        of(2567, plan(2567, ROAD)),
    )

    entries = [
        [(it.fiscal_year_be, it.change.value) for it in one.entries] for one in found.threads
    ]
    of_last = [(2564, "new"), (2565, "kept"), (2566, "kept")]
    assert entries == [of_last, [(2564, "new")], [(2565, "new"), (2567, "resumed")]]
    assert [year.resumed for year in found.years] == [0, 0, 0, 1]


def test_what_is_in_doubt_may_be_a_measure_of_the_last_year_with_reports_alone() -> None:
    alike, (one, other) = (ROAD, LOAN, QUEUE, GIFT), SUPPLIES
    rows = {2564: other, 2565: "ล้างท่อ", 2566: one, 2567: other, 2568: one}

    found = followed(*(of(year, plan(year, *alike, row)) for year, row in rows.items()))

    assert told(found)[one] == [(2566, "new"), (2568, "resumed")]
    assert told(found)[other] == [(2564, "new"), (2567, "resumed")]
    assert not any(thread.maybe for thread in found.threads[4:])
    assert [thread.dropped_in for thread in found.threads[4:]] == [2568, 2566, None]


@pytest.mark.parametrize("name", TEXT_FIELDS)
def test_a_measure_is_changed_by_its_own_fields_not_by_what_came_of_it(name: str) -> None:
    texts = GIFT, f"{GIFT}ทุกปีงบประมาณ"
    first, second = (
        plan(year, measure(**{"title": GIFT, name: text}))
        for year, text in zip((2565, 2566), texts, strict=True)
    )

    found = followed(of(2565, first), of(2566, second))

    own = {"title", "steps", "timeframe", "responsible", "follow_up"}
    assert found.threads[0].entries[1].change.value == ("changed" if name in own else "kept")


def test_a_measure_of_plans_is_changed_by_what_these_say() -> None:
    def year(number: int, *, done: str, planned: str = "ผู้บริหารลงนามในประกาศ") -> YearReports:
        rows = measure(GIFT, steps=planned), measure(GIFT, steps=done, results=f"ทำแล้วปี {number}")
        planned_rows, reported = (plan(number, row, LOAN, ROAD) for row in rows)
        return of(number, planned_rows, replace(reported, id=f"r{number}", kind=ReportKind.RESULTS))

    found = followed(
        year(2565, done="ลงนามวันที่ 1 ตุลาคม"),
        year(2566, done="ปิดประกาศที่ศาลาประชาคมทุกหมู่บ้าน"),
        year(2567, done="ปิดประกาศที่ศาลาประชาคมทุกหมู่บ้าน", planned="อ่านนโยบายในที่ประชุมสภา"),
    )

    assert told(found)[GIFT] == [(2565, "new"), (2566, "kept"), (2567, "changed")]


def test_the_result_of_a_year_stands_beside_its_plan() -> None:
    results = report(
        "r2566", measure(GIFT, results="ปิดประกาศ ๔ แห่ง"), ROAD, organisation=TOWN, year=2566
    )

    found = followed(of(2566, plan(2566, GIFT, LOAN), results))

    entries = [thread.entries[0] for thread in found.threads]
    sides = [(one.plan is not None, one.result is not None) for one in entries]
    assert sides == [(True, True), (True, False), (False, True)]
    assert entries[0].done is not None
    assert entries[0].done.right.results == "ปิดประกาศ ๔ แห่ง"
    rows = years_tables(found).tables[0].grid.rows
    files = [[file for file in ("p2566.md", "r2566.md") if file in str(row)] for row in rows]
    assert files == [["p2566.md", "r2566.md"], ["p2566.md"], ["r2566.md"]]


def test_ita_results_stand_by_their_year_also_without_a_report() -> None:
    ita = {2566: ItaResult(fiscal_year_be=2566, total=88.5, grade="A")}

    found = followed(of(2565, plan(2565, GIFT)), ita=ita)

    assert [(year.fiscal_year_be, year.ita, year.dropped) for year in found.years] == [
        (2565, None, 0),
        (2566, ita[2566], 0),
    ]


def test_json_tells_years_and_threads() -> None:
    changed = measure(GIFT, steps="ลงนามและปิดประกาศ")
    found = followed(
        of(2565, plan(2565, measure(GIFT, steps="ลงนาม"))), of(2566, plan(2566, changed))
    )

    shown = as_object(found)

    threads = shown["threads"]
    assert isinstance(threads, list)
    assert list(shown) == ["organisation", "years", "threads"]
    assert isinstance(threads[0], dict)
    assert threads[0]["dropped_in"] is None


def test_two_measures_of_one_indicator_with_other_subjects_are_two_threads() -> None:
    first = plan(2565, measure("จัดเวทีรับฟังความเห็นเรื่องงบประมาณ", indicator=2), QUEUE)
    second = plan(2566, measure("เผยแพร่แผนใช้จ่ายงบประมาณ", indicator=2), QUEUE)

    found = followed(of(2565, first), of(2566, second))

    begun = [(2565, "new")]
    assert [*told(found).values()] == [begun, [*begun, (2566, "kept")], [(2566, "new")]]

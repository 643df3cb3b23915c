"""The view of what is lacking: gaps with examples to take, and the form check of each measure."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch.exports.towns import gaps_table
from itasearch.model.documents import cell_text
from itasearch.model.form_check import FormCheck, MeasureCheck, Part, PartCheck, Standing
from itasearch.model.records import ReportKind
from itasearch.model.towns import Axis, Coverage, CoverageNote, Gap, Touched
from itasearch.ui.towns.coverage import check_html, notes_html, part_text, touched_html
from itasearch.workspace import Workspace
from tests.cases import examples
from tests.ui.conftest import in_url, opened, shown_by
from tests.ui.shown import shown
from tests.ui.towns import placed, town

TOWN = "เทศบาลตำบลธารจันทร์หอม"
"""A town with several years, and with similar ones of its own kind."""


def _view(home: Path, **parameters: str) -> AppTest:
    return opened("coverage", home, parameters)


def test_each_gap_tells_its_share_and_gives_examples_to_take(
    library_home: Path, shared: Workspace
) -> None:
    town = "เทศบาลตำบลบางลำพูแดง"  # where indicators of examples are guesses
    app = _view(library_home, org=town)
    gaps = shared.towns.coverage(town).gaps

    for gap in gaps:
        share = f"{gap.towns}\u00a0จาก {gap.of}\u00a0แห่งที่คล้ายกันมี"
        assert any(one.proto.text.startswith(share) for one in app.get("progress"))
    assert len(app.button) == len({one.measure.id for gap in gaps for one in gap.examples})
    assert 0 < len(shown_by(app).all(".ita-badge.guessed")) <= sum(len(it.guesses) for it in gaps)
    assert any("เพียงข้อเดียวก็นับว่ามีเรื่องนั้น" in one.value for one in app.caption)


def test_an_example_is_taken_into_the_draft(own_home: Path, own: Workspace) -> None:
    app = _view(own_home, org=TOWN)
    app.button[0].click().run()

    taken = own.towns.coverage(TOWN).gaps[0].examples[0].measure.id
    assert [item.measure.id for item in own.drafts.get().items] == [taken]
    assert app.button[0].label.startswith("อยู่ในแม่แบบแล้ว")


def test_another_year_can_be_chosen(library_home: Path) -> None:
    app = _view(library_home, org=TOWN)
    app.selectbox(key="coverage.year").set_value(2565).run()

    assert in_url(app, "year") == ["2565"]
    assert any("รายงานปีงบฯ 2565" in one.value for one in app.caption)


GAP = Gap(axis=Axis.TOPICS, key="no_gift", towns=8, of=10, examples=(placed(),))
NOTHING = Coverage(
    organisation=town(),
    fiscal_year_be=2567,
    report_ids=("r1",),
    touched=(),
    gaps=(),
    neighbours=(),
    checks=(),
)


def test_a_table_of_gaps_doubles_no_word_of_a_topics_name() -> None:
    gaps = (replace(GAP, key="complaints"), replace(GAP, axis=Axis.INDICATORS, key="4"))

    assert [cell_text(row[0]) for row in gaps_table(replace(NOTHING, gaps=gaps)).grid.rows] == [
        "เรื่องร้องเรียนร้องทุกข์",
        "ตัวชี้วัด 4 การใช้ทรัพย์สินของราชการ",
    ]


def test_what_we_have_stands_with_its_counts() -> None:
    ethics = Touched(axis=Axis.TOPICS, key="ethics", measures=3)
    duty = Touched(axis=Axis.INDICATORS, key="1", measures=12)
    coverage = replace(NOTHING, touched=(ethics, duty))

    assert "จริยธรรมและวินัย · 3" in shown(touched_html(coverage)).text
    assert "1 การปฏิบัติหน้าที่ · 12" in shown(touched_html(coverage)).text
    assert touched_html(NOTHING) == ""


@pytest.mark.parametrize("note", CoverageNote)
def test_it_is_said_why_nothing_is_told(note: CoverageNote) -> None:
    coverage = replace(NOTHING, report_ids=(), notes=(note,))

    assert notes_html(coverage).startswith('<p class="ita-quiet">')
    assert notes_html(NOTHING) == ""


LACKING = MeasureCheck(
    measure_id="r1-t1r2",
    number="2",
    title="จัดทำคู่มือบริการประชาชน",
    parts=(
        PartCheck(part=Part.STEPS, standing=Standing.THERE, field="steps", end=20),
        PartCheck(part=Part.TIMEFRAME, standing=Standing.MISSING),
        PartCheck(part=Part.RESPONSIBLE, standing=Standing.THERE, field="responsible", end=9),
        PartCheck(part=Part.FOLLOW_UP, standing=Standing.ELSEWHERE, field="steps", end=9),
        PartCheck(part=Part.RESULTS, standing=Standing.NOT_ASKED),
    ),
)
WHOLE = MeasureCheck(
    measure_id="r1-t1r3",
    number=None,
    title="เผยแพร่แผนจัดซื้อจัดจ้าง",
    parts=tuple(PartCheck(part=part, standing=Standing.THERE, field="steps") for part in Part),
)


def _check(
    *measures: MeasureCheck, kind: ReportKind = ReportKind.PLAN, rules: int = 2566
) -> FormCheck:
    return FormCheck(
        fiscal_year_be=2566, rules_year_be=rules, kind=kind, measures=measures, item="O42"
    )


@examples("views", "each standing has its sign and its words", int, str)
def test_each_standing_has_its_sign_and_its_words(place: int, told: str) -> None:
    assert part_text(LACKING.parts[place]) == told


def test_of_a_whole_report_it_is_said_and_by_whose_rules() -> None:
    whole, older = (shown(check_html(_check(WHOLE, rules=year))).text for year in (2566, 2565))
    guidelines = shown(check_html(_check(WHOLE, kind=ReportKind.GUIDELINES))).text

    assert "ทั้ง 1 มาตรการเขียนครบ" in whole
    assert "ตามข้อกำหนดปี 2566 (O42)" in whole
    assert ("ใช้ปีที่ใกล้ที่สุด" in whole, "ใช้ปีที่ใกล้ที่สุด" in older) == (False, True)
    assert ("ไม่มีตาราง" in guidelines, "ยังมีส่วนที่ไม่พบ" in guidelines) == (True, False)


def test_what_was_found_elsewhere_is_quoted() -> None:
    steps = "ปิดประกาศหน้าสำนักงาน แล้วรายงานนายกทุกไตรมาส"
    found = PartCheck(
        part=Part.FOLLOW_UP,
        standing=Standing.ELSEWHERE,
        field="steps",
        start=steps.index("รายงาน"),
        end=len(steps),
    )
    measure = replace(placed().measure, steps=steps)
    one = MeasureCheck(measure_id=measure.id, number=None, title=measure.title, parts=(found,))

    assert "“รายงานนายกทุกไตรมาส”" in shown(check_html(_check(one), [measure])).text
    assert "“" not in shown(check_html(_check(one))).text

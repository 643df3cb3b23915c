"""A row that is nearly another town's is told; names, years and the order of lines are no work."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from itasearch.borrow.adapt.rows import target_of
from itasearch.borrow.advice import (
    LEAST_COPIED_SHARE,
    SHORTEST,
    copy_note,
    share_of,
    with_copy_notes,
)
from itasearch.borrow.document.cells import field_cell
from itasearch.borrow.document.form import form_of
from itasearch.model.documents import TextMark
from itasearch.model.drafts import (
    BORROWED_FIELDS,
    AdaptedRow,
    CopyNote,
    Decision,
    DraftItem,
    Party,
    Verdict,
)
from itasearch.wording.document_words import BLANK
from tests.borrow.examples import SOURCE, TARGET, TARGET_YEAR, YEAR, a_template, an_item

STEPS = (
    "๑. แต่งตั้งคณะทำงานของเทศบาลตำบลบ้านดงตามคำสั่งที่ ๑๒/๒๕๖๖",
    "๒. ประชุมชี้แจงเจ้าหน้าที่ทุกกองให้เข้าใจแนวทางเดียวกัน",
    "๓. ปิดประกาศที่จุดบริการและเผยแพร่ทางเว็บไซต์ประจำปี ๒๕๖๖",
    "๔. สำรวจความเห็นผู้รับบริการแล้วรายงานนายกเทศมนตรี",
)
OWN_WORDS = (
    "ทีมสภากาแฟเดินเคาะประตูบ้านทุกวันพุธ ฟังปัญหาน้ำเสียจากโรงงานปลากระป๋อง แล้วลงสมุดเล่มเขียวให้ช่างประปาตามแก้"
)


def note_of(row: DraftItem) -> CopyNote | None:
    (item,) = a_template(row).items
    return copy_note(item, target_of(TARGET, TARGET_YEAR))


def test_a_row_that_only_the_adapter_changed_is_the_sources() -> None:
    note = note_of(an_item(steps="\n".join(STEPS)))

    assert note is not None
    assert note.similarity == pytest.approx(1.0)
    assert (note.organisation, note.fiscal_year_be) == (SOURCE, YEAR)


def test_the_note_on_a_reworded_source_has_its_mark() -> None:
    row = an_item(steps="\n".join(STEPS))
    source = replace(row.measure.source, reworded=True)

    note = note_of(replace(row, measure=replace(row.measure, source=source)))

    assert note is not None
    assert note.reworded


def test_our_own_last_plan_is_nobodys_to_be_adapted() -> None:
    (item,) = a_template(an_item(steps="\n".join(STEPS))).items

    assert copy_note(item, Party(organisation=SOURCE, fiscal_year_be=TARGET_YEAR)) is None


def test_what_ours_and_anothers_print_alike_is_ours_though_theirs_fills_a_cell() -> None:
    ours = an_item(1, steps="\n".join(STEPS))
    theirs = replace(an_item(2, steps="\n".join(STEPS), follow_up="รายงานปลัด"), organisation=None)
    fills = replace(theirs, edits=(("steps", ""), ("timeframe", ""), ("title", "")))
    (item,) = a_template(replace(ours, parts=(ours, fills))).items

    assert copy_note(item, Party(organisation=SOURCE, fiscal_year_be=TARGET_YEAR)) is None
    assert note_of(replace(ours, parts=(ours, fills))) is not None


def test_half_of_ones_own_is_enough() -> None:
    edited = "\n".join((*STEPS[:2], OWN_WORDS))

    assert note_of(an_item(steps="\n".join(STEPS), edits=[("steps", edited)])) is None


def test_a_short_row_is_everybodys() -> None:
    assert note_of(an_item(title="ประกาศนโยบายงดรับของขวัญ", steps="ประกาศ")) is None


@pytest.mark.parametrize("steps", ["\n".join(STEPS), "ประกาศ"])
def test_the_sources_say_that_a_short_row_beside_a_copied_one_is_not_measured(steps: str) -> None:
    rows = (an_item(1, steps="\n".join(STEPS)), an_item(2, title="งดรับของขวัญ", steps=steps))

    noted = with_copy_notes(a_template(*rows), towns=lambda _ids: {})

    assert any("แถวที่มีข้อความสั้นไม่ได้วัด" in note for note in form_of(noted).notes) is (
        steps == "ประกาศ"
    )


def test_of_a_merged_row_the_nearest_measure_is_told() -> None:
    first, second = an_item(1, steps="\n".join(STEPS)), an_item(2, steps=OWN_WORDS)
    merged = DraftItem(
        measure=first.measure,
        edits=(("steps", OWN_WORDS), ("title", second.measure.title)),
        parts=(first, second),
    )

    note = note_of(merged)

    assert note is not None and note.measure_id == second.measure.id


def test_towns_are_asked_once_and_for_copied_rows_only() -> None:
    asked: list[Sequence[str]] = []
    copied = an_item(1, steps="\n".join(STEPS))
    own = an_item(2, edits=[("steps", OWN_WORDS), ("title", "สภากาแฟ")])

    def towns(ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        asked.append(ids)
        return {copied.measure.id: ("เทศบาลตำบลบ้านดง", "เทศบาลเมืองทุ่งฝ้าย")}

    noted = with_copy_notes(a_template(copied, own), towns=towns)

    assert asked == [[copied.measure.id]]
    assert [towns_of(item) for item in noted.items] == [2, None]


def test_a_copied_row_is_clean_on_paper_when_all_that_is_asked_of_it_is_checked() -> None:
    steps = "\n".join((*STEPS, "๕. อบรมพนักงาน ๖๐ คน แล้วตอบกลับภายใน ๓ วันทำการ"))
    row = an_item(steps=steps, timeframe="ตลอดปีงบประมาณ", responsible="กองคลัง")

    def noted(item: DraftItem) -> AdaptedRow:
        (shown,) = with_copy_notes(a_template(item), towns=lambda _ids: {}).items
        assert shown.copied is not None
        return shown

    def marks(shown: AdaptedRow) -> list[str]:
        cells = (field_cell(shown.field(name)) for name in BORROWED_FIELDS)
        pieces = (piece for cell in cells for piece in cell if piece.mark is TextMark.NOTICE)
        return [piece.text for piece in pieces if piece.text != BLANK]

    shown = noted(row)
    asked = [(field, it) for field in shown.fields for it in field.adapted.open]
    blanks = ["«เลขที่คำสั่ง»"]
    assert marks(shown) == [*blanks, "๖๐ คน", "ภายใน ๓ วันทำการ", STEPS[-1].removeprefix("๔. ")]
    checked = (
        Decision(piece=field.piece(question), verdict=Verdict.CHECKED) for field, question in asked
    )
    assert marks(noted(replace(row, decisions=tuple(checked)))) == blanks


def towns_of(item: AdaptedRow) -> int | None:
    return None if item.copied is None else len(item.copied.towns)


def test_long_text_is_all_of_itself_and_short_text_of_nobody() -> None:
    assert share_of(OWN_WORDS, (OWN_WORDS,)) == 1 > LEAST_COPIED_SHARE
    assert share_of(OWN_WORDS[: SHORTEST // 2], (OWN_WORDS,)) == 0

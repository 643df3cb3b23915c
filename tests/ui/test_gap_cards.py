"""What is lacking, in words: the share of similar towns, what we have, why nothing is told."""

from dataclasses import replace

import pytest

from itasearch.exports.towns import gaps_table
from itasearch.model.documents import cell_text
from itasearch.model.towns import Axis, Coverage, CoverageNote, Gap, Touched
from itasearch.ui.towns.coverage import notes_html, touched_html
from tests.ui.shown import shown
from tests.ui.towns import placed, town

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

    table = gaps_table(replace(NOTHING, gaps=gaps))

    assert [cell_text(row[0]) for row in table.grid.rows] == [
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

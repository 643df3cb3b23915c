"""What a comparison tells of itself."""

from dataclasses import replace

from itasearch.model.comparison import Comparison, Cover, Pair
from itasearch.model.records import Measure, ReportHead, ReportKind
from itasearch.model.source import SourceRef

SOURCE = SourceRef(path="corpus/a.md", sha256="a")
SIDE = ReportHead(
    id="r",
    organisation=None,
    fiscal_year_be=2566,
    kind=ReportKind.PLAN,
    source=SOURCE,
    media_type="text/markdown",
)
WHOLE = Measure(id="a-1", report_id="a", title="เปิดเผยการจัดหาพัสดุ", source=SOURCE)
PLAN = replace(WHOLE, id="b-1", report_id="b", title="ลงแผนจัดหาพัสดุ")
REPORT = replace(WHOLE, id="b-2", report_id="b", title="ลงสรุปผลจัดหาพัสดุ")


def comparison(*covers: Cover, pairs: tuple[Pair, ...] = ()) -> Comparison:
    return Comparison(
        left=SIDE, right=SIDE, pairs=pairs, covers=covers, only_left=(), only_right=()
    )


def test_a_cover_of_equal_parts_adds_all_of_them() -> None:
    cover = Cover(left=(PLAN, REPORT), right=(WHOLE,), similarity=0.6)

    assert (cover.single, cover.parts, cover.added) == (WHOLE, (PLAN, REPORT), (PLAN, REPORT))


def test_a_cover_that_extends_a_pair_adds_the_parts_but_the_main_one() -> None:
    cover = Cover(left=(WHOLE,), right=(PLAN, REPORT), similarity=0.6, main=PLAN)

    assert (cover.single, cover.parts, cover.added) == (WHOLE, (PLAN, REPORT), (REPORT,))

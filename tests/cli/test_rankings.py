"""What is written of a hit and of the words beside the query."""

from dataclasses import replace

from itasearch.exports.answer import answer_tables
from itasearch.exports.words import written_in
from itasearch.model.ranking import AddedName, Addition, Hit, Query, Ranking, SameText, Snippet
from itasearch.model.records import Measure
from itasearch.model.source import SourceRef
from itasearch.wording.reasons import added_lines

SOURCE = SourceRef(path="corpus/added/0123456789ab-แผน.docx", sha256="0" * 64, row_number=3)
HIT = Hit(
    rank=1,
    score=1.0,
    signals=(),
    measure=Measure(id="r1-t1r3", report_id="r1", title="ยืมเต็นท์", source=SOURCE),
    organisation=None,
    fiscal_year_be=2568,
    passage=Snippet(field="title", text="ยืมเต็นท์"),
    reason="พบคำ “ยืม”",
)


def copy_of(year: int) -> SameText:
    return SameText(
        measure_id=f"r{year}-t1r3", organisation=None, fiscal_year_be=year, source=SOURCE
    )


def rows_of(*hits: Hit, answering: int = 1) -> list[list[str]]:
    ranking = Ranking(
        query=Query(text="ยืม"), hits=hits, weights={"words": 1.0}, answering=answering
    )
    with written_in("en", as_lines=True):
        made = answer_tables(ranking, about={}, names={})
    return [*made.tables[0].grid.texts()][1:]


def test_a_hit_tells_since_when_it_stands_and_where_else() -> None:
    copies = tuple(map(copy_of, (2564, 2565, 2566, 2567)))

    ((_, what, where),) = rows_of(
        replace(HIT, same_text=copies, more_copies=40, unchanged_since=2567)
    )

    assert "unchanged since 2567" in what
    assert "The same text in: Unknown organisation 2564; " in what
    assert what.endswith("2566; and 41 more reports")
    assert "แผน.docx\nrow 3" in where
    assert "corpus/added" not in where


def test_added_names_stand_by_the_words_that_they_are_beside() -> None:
    lines = added_lines(
        (
            AddedName(name="เต็นท์", asked="เต็น", kind=Addition.RESPELLING),
            AddedName(name="tent", asked="เต็นท์", kind=Addition.TRANSLATION),
            AddedName(name="borrow", asked="ยืม", kind=Addition.TRANSLATION),
            AddedName(name="ผืนนั้น", asked="เต็นท์", kind=Addition.SYNONYM),
        ),
        language="en",
    )

    assert list(lines) == [
        "respelled: เต็น → เต็นท์",
        "added for เต็นท์: tent, ผืนนั้น",
        "added for ยืม: borrow",
    ]
    assert list(added_lines((), language="en")) == []


def test_thai_names_are_added_by_their_meaning_in_english() -> None:
    names = ("เสียงตามสาย", "ปิดประกาศ", "หอกระจายข่าว", "ลำโพงเก่าเก็บ")
    added = [AddedName(name=one, asked="speaker", kind=Addition.TRANSLATION) for one in names]

    assert [*added_lines(added, language="en")] == [
        "added for speaker: village loudspeaker (เสียงตามสาย, หอกระจายข่าว), "
        "notice board (ปิดประกาศ), ลำโพงเก่าเก็บ"
    ]
    assert "loudspeaker" not in "".join(added_lines(added, language="th"))

"""What is written of a hit and of the words beside the query."""

from dataclasses import replace

import pytest

from itasearch.cli.search import added_lines, write_ranking
from itasearch.model.ranking import (
    AddedName,
    Addition,
    Hit,
    Query,
    Ranking,
    SameText,
    Snippet,
)
from itasearch.model.records import Measure
from itasearch.model.source import SourceRef

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


def written(hit: Hit, capsys: pytest.CaptureFixture[str]) -> str:
    ranking = Ranking(query=Query(text="ยืม"), hits=(hit,))
    write_ranking(ranking, as_json=False, titled=False)
    return capsys.readouterr().out


def test_a_hit_tells_since_when_it_stands_and_where_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    copies = tuple(map(copy_of, (2564, 2565, 2566, 2567)))

    out = written(replace(HIT, same_text=copies, unchanged_since=2567), capsys)

    assert "unchanged since 2567" in out
    assert "same text: 4 more, oldest first: 2564 –; 2565 –; 2566 –; …" in out
    assert "แผน.docx, row 3" in out
    assert "corpus/added" not in out


def test_hits_that_are_only_near_are_marked(capsys: pytest.CaptureFixture[str]) -> None:
    hits = (HIT, replace(HIT, rank=2, score=0.1))
    ranking = Ranking(query=Query(text="ยืม"), hits=hits, weights={"words": 1.0}, answering=1)

    write_ranking(ranking, as_json=False, titled=False)

    ranks = [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()]
    assert ranks == ["1", "~2"]


def test_a_hit_that_stands_once_tells_neither(capsys: pytest.CaptureFixture[str]) -> None:
    out = written(HIT, capsys)

    assert "same text" not in out
    assert "unchanged" not in out


def test_added_names_stand_by_the_words_that_they_are_beside() -> None:
    lines = added_lines(
        (
            AddedName(name="เต็นท์", asked="เต็น", kind=Addition.RESPELLING),
            AddedName(name="tent", asked="เต็นท์", kind=Addition.TRANSLATION),
            AddedName(name="borrow", asked="ยืม", kind=Addition.TRANSLATION),
            AddedName(name="ผ้าใบ", asked="เต็นท์", kind=Addition.SYNONYM),
        )
    )

    assert list(lines) == [
        "respelled: เต็น → เต็นท์",
        "added for เต็นท์: tent, ผ้าใบ",
        "added for ยืม: borrow",
        'to leave one out: --without "NAME"',
    ]
    assert list(added_lines(())) == []

from pathlib import Path

import pytest

from tests.cli.conftest import run

ASKED = "งดรับของขวัญ"


@pytest.fixture
def judged(library: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Judgements that call the first hit right, and a query that nothing answers."""
    (first, *_) = run("search", ASKED, "--home", library, "--json").objects
    qrels, queries = tmp_path / "qrels", tmp_path / "queries.tsv"
    lines = [f"q1 0 {first['measure']['id']} 3", "q2 0 elsewhere 0"]
    qrels.write_text("\n".join(lines), encoding="utf-8")
    queries.write_text(f"q1\t{ASKED}\tth\twords\nq2\tzeppelin\ten\tnone\n", encoding="utf-8")
    return qrels, queries


@pytest.mark.slow
def test_a_written_run_stands_beside_the_next_one(
    library: Path, judged: tuple[Path, Path], tmp_path: Path
) -> None:
    qrels, queries = judged
    written = tmp_path / "first.run"
    run("eval", qrels, "--queries", queries, "--run", written, "--home", library)

    ran = run("eval", qrels, "--queries", queries, "--compare", written, "--home", library)

    assert "hybrid\tfirst.run\t+0.000\t0\t0\t–" in ran.out
    assert "fewer than two queries" in ran.err


@pytest.mark.slow
def test_relevant_measures_that_the_library_lacks_are_told(
    library: Path, judged: tuple[Path, Path]
) -> None:
    qrels, queries = judged
    with qrels.open("a", encoding="utf-8") as file:
        file.writelines(f"\nq1 0 nosuch{number} 2" for number in range(4))

    ran = run("eval", qrels, "--queries", queries, "--home", library)

    assert "4 of the relevant measures are not in this library" in ran.err
    assert "nosuch0, nosuch1, nosuch2, …" in ran.err
    assert "elsewhere" not in ran.err


def test_a_file_of_another_form_is_told(library: Path, tmp_path: Path) -> None:
    qrels = tmp_path / "qrels"
    qrels.write_text("not judgements", encoding="utf-8")

    ran = run("eval", qrels, "--queries", qrels, "--home", library)

    assert ran.code == 1
    assert "line 1" in ran.err

"""Hits marked as what was sought or not: kept with the question, read by eval, exported."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from itasearch.errors import EvaluationError, UnknownReportError
from itasearch.evaluate import read_qrels, read_queries
from itasearch.model.evaluation import LONGEST_QUESTION, ExportedJudgements
from itasearch.workspace import Workspace

GIFTS, WORKS = "งดรับของขวัญ", "อบรม e-GP"


def hits(own: Workspace, question: str = GIFTS) -> list[str]:
    return [hit.measure.id for hit in own.search(question, k=3).hits]


def test_a_mark_is_kept_with_the_question_whatever_its_blanks(own: Workspace) -> None:
    first, second, third = hits(own)
    own.judgements.judge(f"  {GIFTS}\n", first, sought=True)
    own.judgements.judge(GIFTS, second, sought=False)
    own.judgements.judge(GIFTS, third, sought=True)
    own.judgements.judge(GIFTS, third, sought=None)

    assert own.judgements.judged(GIFTS, [first, second, third]) == {
        first: True,
        second: False,
    }
    (kept,) = (one for one in own.judgements.all() if one.sought)
    assert kept.question == GIFTS
    assert kept.title == own.library.measures([first])[0].measure.title


def test_what_cannot_be_kept_is_refused(own: Workspace) -> None:
    with pytest.raises(UnknownReportError, match="nowhere"):
        own.judgements.judge(GIFTS, "nowhere", sought=True)
    with pytest.raises(ValueError, match="501 characters; at most 500"):
        own.judgements.judge("ก" * (LONGEST_QUESTION + 1), hits(own)[0], sought=True)
    with pytest.raises(ValueError, match="empty"):
        own.judgements.judge(" ", hits(own)[0], sought=True)

    own.judgements.note_unanswered("ก" * (LONGEST_QUESTION + 1))
    assert own.judgements.judged(" ", hits(own)) == {}
    assert (own.judgements.all(), own.judgements.unanswered()) == ((), ())


def test_exported_files_hold_what_was_judged_as_eval_reads_it(
    own: Workspace, tmp_path: Path
) -> None:
    first, second, _ = hits(own)
    own.judgements.judge(GIFTS, first, sought=True)
    own.judgements.judge(GIFTS, second, sought=False)
    own.judgements.judge(WORKS, first, sought=True)
    own.judgements.judge("เลี้ยงสุนัข", second, sought=False)
    qrels, queries = tmp_path / "qrels.txt", tmp_path / "queries.tsv"

    written = own.judgements.export(qrels, queries=queries)

    assert written == ExportedJudgements(questions=2, judgements=3, left_out=1)
    texts = {one.text: one for one in read_queries(queries)}
    assert {one.text: one.language for one in texts.values()} == {GIFTS: "th", WORKS: "mixed"}
    grades = read_qrels(qrels)
    assert grades[texts[GIFTS].id] == {first: 1, second: 0}
    assert grades[texts[WORKS].id] == {first: 1}
    with ZipFile(BytesIO(own.judgements.render())) as archive:
        assert archive.read("qrels.txt") == qrels.read_bytes()
        assert archive.read("queries.tsv") == queries.read_bytes()


def test_eval_reads_the_marks_of_the_library_as_it_reads_their_files(
    own: Workspace, tmp_path: Path
) -> None:
    own.judgements.judge(GIFTS, hits(own)[1], sought=True)
    qrels, queries = tmp_path / "qrels.txt", tmp_path / "queries.tsv"
    own.judgements.export(qrels, queries=queries)

    of_the_library = own.judgements.evaluate()

    assert of_the_library == own.judgements.evaluate(qrels, queries=queries)
    assert 0 < of_the_library.groups[0].scores.mrr_10 < 1


def test_without_a_hit_that_was_sought_there_is_nothing_to_measure(
    own: Workspace, tmp_path: Path
) -> None:
    own.judgements.judge(GIFTS, hits(own)[0], sought=False)
    qrels, queries = tmp_path / "qrels.txt", tmp_path / "queries.tsv"

    with pytest.raises(EvaluationError, match="no hit is marked"):
        own.judgements.evaluate()
    with pytest.raises(EvaluationError, match="no hit is marked"):
        own.judgements.export(qrels, queries=queries)
    with pytest.raises(ValueError, match="give both files"):
        own.judgements.evaluate(qrels)
    assert not qrels.exists()
    assert not queries.exists()

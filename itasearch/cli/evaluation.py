"""The verb that measures the search on judged queries: eval."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from itasearch.cli.labels import messages, tables
from itasearch.cli.language import say
from itasearch.cli.options import Home, Reranker, opened, readable_file
from itasearch.cli.output import write_message, write_table
from itasearch.cli.progress import shown_progress
from itasearch.model.evaluation.runs import Evaluation, GroupScores
from itasearch.model.ranking import SearchMode

_SHOWN_LOSSES = 20
"""Queries in the table of those that lose, worst first; further ones are left out."""
_SHOWN_UNKNOWN = 3
"""Ids of relevant measures the library lacks that the note names; "…" says there are more."""
_SHOWN_UNSEEN = 5
"""Relevant measures not among the first ten that a query of that table names."""
_METRICS = (tables.SYSTEM, tables.QUERIES, "n", "nDCG@10", "recall@10", "recall@50", "MRR@10")
_LOSSES = (tables.LOSES, tables.QUERY, "nDCG@10", tables.NOT_AMONG_FIRST)
_DIFFERENCES = (
    tables.SYSTEM,
    tables.AGAINST,
    "nDCG@10",
    tables.BETTER_ON,
    tables.WORSE_ON,
    "p",
)


def evaluate(
    qrels: Annotated[
        Path | None,
        typer.Argument(
            metavar="[QRELS]",
            help="TREC judgements over measure ids: qid 0 id grade "
            "(default: the library's own, see judgements).",
            callback=readable_file,
        ),
    ] = None,
    queries: Annotated[
        Path | None,
        typer.Option(
            "--queries",
            metavar="FILE.tsv",
            help="Queries: qid, text, language, type between tabs.",
            callback=readable_file,
        ),
    ] = None,
    mode: Annotated[
        SearchMode, typer.Option("--mode", help="The search that is judged.")
    ] = SearchMode.HYBRID,
    reranker: Reranker = None,
    run: Annotated[
        Path | None, typer.Option("--run", metavar="OUT", help="Write the rankings as a TREC run.")
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            "--compare",
            metavar="RUN",
            help="A TREC run to compare with.",
            callback=readable_file,
        ),
    ] = None,
    home: Home = None,
) -> None:
    """Measure the search on judged queries, and words, vectors and their rank fusion with it.

    Example: itasearch eval qrels.txt --queries queries.tsv --run today.run
    """
    if (qrels is None) != (queries is None):
        raise typer.BadParameter(say(messages.BOTH_OR_NEITHER, one="QRELS"))
    with opened(home, reranker=reranker) as workspace, shown_progress() as progress:
        found = workspace.evaluate(
            qrels, queries=queries, mode=mode, compare=compare, run_file=run, progress=progress
        )
    _write(found)


def _write(found: Evaluation) -> None:
    if found.unknown:
        more = ", …" if len(found.unknown) > _SHOWN_UNKNOWN else ""
        ids = ", ".join(found.unknown[:_SHOWN_UNKNOWN]) + more
        unknown = say(messages.UNKNOWN_RELEVANT, count=len(found.unknown), ids=ids)
        write_message(say(messages.NOTE, note=unknown))
    if not found.groups:
        write_message(say(messages.NOTE, note=say(messages.NOTHING_TO_SCORE)))
    write_table(_METRICS, map(_group_cells, found.groups), headed=True)
    if found.differences:
        write_table(_DIFFERENCES, _difference_rows(found), headed=True)
        if any(one.p_value is None for one in found.differences):
            write_message(say(messages.NOTE, note=say(messages.NOT_TESTED)))
    if found.losses:
        write_table(_LOSSES, _loss_rows(found), headed=True)
    counts = found.unanswered
    of = {"recognised": counts.recognised, "without": counts.without_answer}
    denied = {"denied": counts.denied, "answerable": counts.answerable}
    write_message(say(messages.UNANSWERED_OF, **of, **denied))


def _group_cells(group: GroupScores) -> tuple[str, ...]:
    scores = group.scores
    numbers = (scores.ndcg_10, scores.recall_10, scores.recall_50, scores.mrr_10)
    return (group.system, group.group, str(group.queries), *(f"{one:.3f}" for one in numbers))


def _difference_rows(found: Evaluation) -> Iterator[tuple[str, ...]]:
    for one in found.differences:
        counts = (str(one.better), str(one.worse))
        p_value = "–" if one.p_value is None else f"{one.p_value:.4f}"
        yield one.system, one.other, f"{one.mean:+.3f}", *counts, p_value


def _loss_rows(found: Evaluation) -> Iterator[tuple[str, ...]]:
    for loss in found.losses[:_SHOWN_LOSSES]:
        unseen = ", ".join(loss.unseen[:_SHOWN_UNSEEN])
        yield loss.query.id, loss.query.text, f"{loss.scores.ndcg_10:.3f}", unseen

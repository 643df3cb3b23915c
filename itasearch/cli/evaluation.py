"""The verbs eval, on judged queries, and note, on a measure."""

from pathlib import Path
from typing import Annotated

from itasearch.cli import labels, options, output as out
from itasearch.cli.options import argument, option
from itasearch.cli.progress import shown_progress
from itasearch.model import evaluation as evaluation_model
from itasearch.model.ranking import SearchMode
from itasearch.wording.label import Label

_SHOWN_LOSSES = 20  # queries in the table of those that lose, worst first
_SHOWN_UNKNOWN = 3  # ids of relevant measures the library lacks; "…" says there are more
_SHOWN_UNSEEN = 5  # relevant measures not among the first ten, of a query of that table
_METRICS: out.Columns[evaluation_model.GroupScores] = (
    (labels.SYSTEM, lambda group: group.system),
    (Label("Queries"), lambda group: group.group),
    ("n", lambda group: str(group.queries)),
    ("nDCG@10", lambda group: f"{group.scores.ndcg_10:.3f}"),
    ("recall@10", lambda group: f"{group.scores.recall_10:.3f}"),
    ("recall@50", lambda group: f"{group.scores.recall_50:.3f}"),
    ("MRR@10", lambda group: f"{group.scores.mrr_10:.3f}"),
)
_LOSSES: out.Columns[evaluation_model.Loss] = (
    (Label("Loses"), lambda loss: loss.query.id),
    (labels.QUERY, lambda loss: loss.query.text),
    ("nDCG@10", lambda loss: f"{loss.scores.ndcg_10:.3f}"),
    (Label("Not among the first ten"), lambda loss: ", ".join(loss.unseen[:_SHOWN_UNSEEN])),
)
_DIFFERENCES: out.Columns[evaluation_model.Difference] = (
    (labels.SYSTEM, lambda difference: difference.system),
    (Label("Against"), lambda difference: difference.other),
    ("nDCG@10", lambda difference: f"{difference.mean:+.3f}"),
    (Label("better"), lambda difference: str(difference.better)),
    (Label("worse"), lambda difference: str(difference.worse)),
    ("p", lambda difference: "–" if difference.p_value is None else f"{difference.p_value:.4f}"),
)


def evaluate(
    qrels: Annotated[
        Path,
        argument(
            "QRELS",
            "TREC judgements over measure ids: qid 0 id grade.",
            callback=options.readable_file,
        ),
    ],
    queries: Annotated[
        Path,
        option(
            "--queries FILE.tsv",
            "Queries: qid, text, language, type between tabs.",
            callback=options.readable_file,
        ),
    ],
    mode: Annotated[SearchMode, option("--mode", "The search that is judged.")] = SearchMode.HYBRID,
    reranker: options.Reranker = None,
    run: Annotated[Path | None, option("--run OUT", "Write the rankings as a TREC run.")] = None,
    compare: Annotated[
        Path | None,
        option("--compare RUN", "A TREC run to compare with.", callback=options.readable_file),
    ] = None,
) -> None:
    """Measure the search on judged queries, and words, vectors and their rank fusion with it.

    Example: itasearch eval qrels.txt --queries queries.tsv --run today.run
    """
    with options.opened(reranker=reranker) as workspace, shown_progress() as progress:
        evaluation = workspace.evaluation.evaluate(
            qrels, queries, mode=mode, compare=compare, run_file=run, progress=progress
        )
    _write(evaluation)


def _write(evaluation: evaluation_model.Evaluation) -> None:
    if evaluation.unknown:
        more = ", …" if len(evaluation.unknown) > _SHOWN_UNKNOWN else ""
        ids = ", ".join(evaluation.unknown[:_SHOWN_UNKNOWN]) + more
        unknown = labels.UNKNOWN_RELEVANT.filled(count=len(evaluation.unknown), ids=ids)
        out.write_message(labels.NOTE, note=unknown)
    if not evaluation.groups:
        out.write_message(labels.NOTE, note=labels.NOTHING_TO_SCORE)
    out.write_list(evaluation.groups, _METRICS, headed=True)
    if evaluation.differences:
        out.write_list(evaluation.differences, _DIFFERENCES, headed=True)
        if any(difference.p_value is None for difference in evaluation.differences):
            out.write_message(labels.NOTE, note=labels.NOT_TESTED)
    if evaluation.losses:
        out.write_list(evaluation.losses[:_SHOWN_LOSSES], _LOSSES, headed=True)
    counts = evaluation.unanswered
    of = {"recognised": counts.recognised, "without": counts.without_answer}
    denied = {"denied": counts.denied, "answerable": counts.answerable}
    out.write_message(labels.UNANSWERED_OF, **of, **denied)


def note(
    identifier: Annotated[str, argument("ID", "Id of the measure.")],
    text: Annotated[str | None, argument("[TEXT]", 'The new note; "" removes it.')] = None,
) -> None:
    """Show the note of the measure ID, or write TEXT as its note.

    Example: itasearch note r3f2a9c0d1e4b-t1r7 "ถามกองคลังก่อนใช้"
    """
    with options.opened() as workspace, options.wrong_usage("TEXT"):
        if text is not None:
            workspace.notes.write(identifier, text)
        note = workspace.notes.texts([identifier]).get(identifier, "")
    out.write_objects([{"measure_id": identifier, "note": note or None}])
    if not out.is_json() and note:
        out.write_line(note)

"""Verbs on judged queries and noted measures: eval, judge, judgements, note, tag, notes."""

from pathlib import Path
from typing import Annotated

from itasearch.cli import labels, options, output as out
from itasearch.cli.options import argument, option
from itasearch.cli.progress import shown_progress
from itasearch.clock import local_time
from itasearch.model import evaluation as evaluation_model
from itasearch.model.library import Note
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
        Path | None,
        argument(
            "[QRELS]",
            "TREC judgements over measure ids: qid 0 id grade (default: the library's own, see "
            "judgements).",
            callback=options.readable_file,
        ),
    ] = None,
    queries: Annotated[
        Path | None,
        option(
            "--queries FILE.tsv",
            "Queries: qid, text, language, type between tabs.",
            callback=options.readable_file,
        ),
    ] = None,
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
    if (qrels is None) != (queries is None):
        raise options.wrong(labels.BOTH_OR_NEITHER, one="QRELS")
    with options.opened(reranker=reranker) as workspace, shown_progress() as progress:
        evaluation = workspace.judgements.evaluate(
            qrels, queries=queries, mode=mode, compare=compare, run_file=run, progress=progress
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


def judge(
    text: Annotated[str, argument("TEXT", "The query, as it was typed.")],
    identifier: Annotated[str, argument("ID", "Id of the measure.")],
    turned_down: Annotated[bool, option("--not", "It is not what was sought.")] = False,
    undo: Annotated[bool, option("--undo", "Take the mark back.")] = False,
) -> None:
    """Mark a measure as what the query TEXT sought, or not; the last mark counts.

    Example: itasearch judge "งดรับของขวัญ" r000-t1r1 --not
    """
    if turned_down and undo:
        raise options.wrong(Label("--not and --undo exclude each other"))
    try:
        question = evaluation_model.folded_question(text)
    except ValueError as error:
        longest = evaluation_model.LONGEST_QUESTION
        raise options.wrong(labels.NO_QUESTION, "TEXT", longest=longest) from error
    with options.opened() as workspace:
        workspace.judgements.judge(question, identifier, sought=None if undo else not turned_down)


def judgements(
    export: Annotated[
        Path | None, option("--export QRELS", "Write them as TREC judgements.")
    ] = None,
    queries: Annotated[
        Path | None, option("--queries FILE.tsv", "With --export: write the queries.")
    ] = None,
    clear: Annotated[
        bool, option("--clear", "Delete all judgements and unanswered queries.")
    ] = False,
) -> None:
    """List hits marked as what was sought or not, and queries that nothing answered.

    They are in the library's database only, without names of persons.

    Example: itasearch judgements --export qrels.txt --queries queries.tsv
    """
    if (export is None) != (queries is None):
        raise options.wrong(labels.BOTH_OR_NEITHER, one="--export")
    if clear and (out.is_json() or export is not None):
        raise options.wrong(Label("--clear goes with no other option"))
    with options.opened() as workspace:
        if clear:
            out.write_message(Label("deleted: {count}"), count=workspace.judgements.clear())
            return
        if export is not None and queries is not None:
            written = workspace.judgements.export(export, queries=queries)
            counts = {"queries": written.questions, "judgements": written.judgements}
            label = Label("written: {queries} queries, {judgements} judgements")
            out.write_message(label, **counts)
            if written.left_out:
                out.write_message(labels.ONLY_TURNED_DOWN, count=written.left_out)
            return
        judgements, unanswered = workspace.judgements.all(), workspace.judgements.unanswered()
    out.write_objects((*judgements, *unanswered))
    if out.is_json():
        return
    if not judgements and not unanswered:
        out.write_message(Label("no hit was marked, and every query put in the app was answered"))
    if judgements:
        out.write_list(judgements, _JUDGEMENTS, headed=True)
    if unanswered:
        out.write_list(unanswered, _UNANSWERED, headed=True)


_JUDGEMENTS: out.Columns[evaluation_model.Judgement] = (
    (Label("Sought"), lambda mark: out.cell_label(labels.YES if mark.sought else labels.NO)),
    (labels.QUERY, lambda judgement: judgement.question),
    (labels.MEASURE, lambda judgement: judgement.measure_id),
    (labels.TITLE, lambda judgement: judgement.title),
)
_UNANSWERED: out.Columns[evaluation_model.UnansweredQuestion] = (
    (Label("Nothing answers"), lambda question: question.question),
    (Label("Times"), lambda question: str(question.times)),
    (Label("Last"), lambda question: f"{local_time(question.last_at):%Y-%m-%d}"),
)


_Measure = Annotated[str, argument("ID", "Id of the measure.")]


def note(identifier: _Measure, text: Annotated[str, argument("TEXT", "What to note.")]) -> None:
    """Note TEXT on the measure ID; it is the office's own.

    Example: itasearch note r3f2a9c0d1e4b-t1r7 "ถามกองคลังก่อนใช้"
    """
    with options.opened() as workspace, options.wrong_usage("TEXT"):
        made = workspace.notes.add(identifier, text)
    out.write_objects([made])


def tag(
    identifier: _Measure, tags: Annotated[list[str], argument("TAG…", "Words, each a tag.")]
) -> None:
    """Give the measure ID tags, to find it by: itasearch search --tag TAG.

    Example: itasearch tag r3f2a9c0d1e4b-t1r7 ปี70 ตัวอย่างดี
    """
    with options.opened() as workspace, options.wrong_usage("TAG…"):
        made = workspace.notes.tag(identifier, tags)
    out.write_objects(made)


def notes(
    identifier: Annotated[str | None, argument("ID", "Only those of this measure.")] = None,
    remove: Annotated[int | None, option("--remove NUMBER", "Delete this one instead.")] = None,
) -> None:
    """List notes and tags of measures with their numbers, or delete one.

    Example: itasearch notes --remove 3
    """
    with options.opened() as workspace:
        if remove is not None:
            removed = workspace.notes.remove(remove)
            out.write_message(Label("removed: {text}"), text=removed.text)
            return
        notes = workspace.notes.all(None if identifier is None else [identifier])
    columns: out.Columns[Note] = (
        (Label("No."), lambda note: str(note.number)),
        (
            labels.KIND,
            lambda note: out.cell_label(Label("tag") if note.is_tag else Label("note", "notes")),
        ),
        (labels.TEXT, lambda note: note.text),
        (labels.TITLE, lambda note: note.title),
        (labels.IDENTIFIER, lambda note: note.measure_id),
    )
    out.write_list(notes, columns)

"""Verbs over hits that were what was sought or not: judge and judgements."""

from pathlib import Path
from typing import Annotated

import typer

from itasearch.cli.labels import messages, tables
from itasearch.cli.language import say
from itasearch.cli.options import Home, Json, opened
from itasearch.cli.output import cell_label, write_message, write_objects, write_table
from itasearch.model.evaluation.judgements import (
    LONGEST_QUESTION,
    Judgement,
    UnansweredQuestion,
    folded_question,
)


def judge(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The query, as it was typed.")],
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Id of the measure.")],
    turned_down: Annotated[bool, typer.Option("--not", help="It is not what was sought.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the mark back.")] = False,
    home: Home = None,
) -> None:
    """Mark a measure as what the query TEXT sought, or not; the last mark counts.

    Example: itasearch judge "งดรับของขวัญ" r000-t1r1 --not
    """
    if turned_down and undo:
        raise typer.BadParameter(say(messages.NOT_OR_UNDO))
    try:
        question = folded_question(text)
    except ValueError as error:
        message = say(messages.NO_QUESTION, longest=LONGEST_QUESTION)
        raise typer.BadParameter(message, param_hint="TEXT") from error
    with opened(home) as workspace:
        workspace.judge(question, identifier, sought=None if undo else not turned_down)


def judgements(
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="QRELS", help="Write them as TREC judgements."),
    ] = None,
    queries: Annotated[
        Path | None,
        typer.Option("--queries", metavar="FILE.tsv", help="With --export: write the queries."),
    ] = None,
    clear: Annotated[
        bool, typer.Option("--clear", help="Delete all judgements and unanswered queries.")
    ] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """List hits marked as what was sought or not, and queries that nothing answered.

    They are in the library's database only, without names of persons.

    Example: itasearch judgements --export qrels.txt --queries queries.tsv
    """
    if (export is None) != (queries is None):
        raise typer.BadParameter(say(messages.BOTH_OR_NEITHER, one="--export"))
    if clear and (as_json or export is not None):
        raise typer.BadParameter(say(messages.CLEAR_ALONE))
    with opened(home) as workspace:
        if clear:
            write_message(say(messages.DELETED, count=workspace.clear_judgements()))
            return
        if export is not None and queries is not None:
            written = workspace.export_judgements(export, queries=queries)
            counts = {"queries": written.questions, "judgements": written.judgements}
            write_message(say(messages.JUDGEMENTS_WRITTEN, **counts))
            if written.left_out:
                write_message(say(messages.ONLY_TURNED_DOWN, count=written.left_out))
            return
        kept, unanswered = workspace.judgements(), workspace.unanswered()
    if as_json:
        write_objects((*kept, *unanswered))
        return
    _write(kept, unanswered)


def _write(kept: tuple[Judgement, ...], unanswered: tuple[UnansweredQuestion, ...]) -> None:
    if not kept and not unanswered:
        write_message(say(messages.NOTHING_MARKED))
    if kept:
        rows = [
            (
                cell_label(tables.YES if one.sought else tables.NO),
                one.question,
                one.measure_id,
                one.title,
            )
            for one in kept
        ]
        headers = (tables.SOUGHT, tables.QUERY, tables.MEASURE, tables.TITLE)
        write_table(headers, rows, headed=True)
    if unanswered:
        times = [(one.question, str(one.times), f"{one.last_at:%Y-%m-%d}") for one in unanswered]
        columns = (tables.WITHOUT_ANSWER, tables.TIMES, tables.LAST)
        write_table(columns, times, headed=True)

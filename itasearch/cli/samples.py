"""Verb on the samples: load them to try itasearch with, or empty the library of them."""

from collections import Counter
from typing import Annotated

import typer

from itasearch.cli.labels import messages, tables
from itasearch.cli.language import say
from itasearch.cli.options import Home, Json, opened, opened_or_new
from itasearch.cli.output import (
    cell_label,
    write_line,
    write_message,
    write_objects,
)
from itasearch.cli.progress import shown_progress
from itasearch.model.library import OutcomeKind


def sample(
    empty: Annotated[
        bool, typer.Option("--empty", help="Remove the samples instead; your reports stay.")
    ] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Load the sample reports to try itasearch with; --empty takes them out again.

    Samples are of invented towns or reworded, and marked so; other reports are never touched.

    Example: itasearch sample --empty
    """
    opening = opened(home, changes=True) if empty else opened_or_new(home)
    with opening as workspace, shown_progress(bars=not as_json) as progress:
        if empty:
            removed = workspace.remove_samples(progress=progress)
            if as_json:
                write_objects([{"removed": removed}])
            else:
                write_line(cell_label(tables.SAMPLES_REMOVED, count=removed))
            return
        outcomes = workspace.load_samples(progress=progress)
    if as_json:
        write_objects(outcomes)
    else:
        counts = Counter(one.kind for one in outcomes)
        parts = ((cell_label(tables.OUTCOMES[kind]), counts[kind]) for kind in OutcomeKind)
        count = tables.OUTCOME_COUNT
        write_line(", ".join(cell_label(count, name=name, count=of) for name, of in parts))
        write_message(say(messages.NOTE, note=say(messages.SAMPLES_MARKED)))
    if any(one.kind is OutcomeKind.REFUSED for one in outcomes):
        raise typer.Exit(1)

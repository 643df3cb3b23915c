"""The command `itasearch`: one verb per method of Workspace.

Data goes to stdout, progress and errors to stderr. Exit codes: 0 done (nothing
found and needs review included), 1 something was refused or failed (a filter
value that the library does not have, too), 2 wrong usage. What itasearch or the
disk refuses is a message here, never a traceback.
"""

import errno
from collections.abc import Callable
from functools import wraps
from typing import Annotated, ParamSpec

import typer

from itasearch import __version__
from itasearch.cli import compare, draft, evaluation, health, library, review, search, towns
from itasearch.cli.options import Home
from itasearch.cli.output import prepare_streams, write_line, write_message
from itasearch.errors import ItaSearchError, UnknownValueError

Arguments = ParamSpec("Arguments")

_DISK_IS_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def reporting_errors(verb: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """The verb with its expected errors made into a message on stderr and exit code 1."""

    @wraps(verb)
    def reporting(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        try:
            verb(*args, **kwargs)
        except ItaSearchError as error:
            write_message(f"error: {error}{_topic_advice(error)}")
            raise typer.Exit(1) from error
        except OSError as error:
            # A reader that closed the pipe is no fault; typer ends quietly for it.
            if error.errno == errno.EPIPE:
                raise
            write_message(f"error: {error}{_disk_advice(error)}")
            raise typer.Exit(1) from error

    return reporting


def _disk_advice(error: OSError) -> str:
    """What to do about a full disk."""
    if error.errno not in _DISK_IS_FULL:
        return ""
    disk = "its disk" if error.filename else "the disk of the home, or of temporary files (TMPDIR)"
    return f"; make room on {disk} and run the command again"


def _topic_advice(error: ItaSearchError) -> str:
    if isinstance(error, UnknownValueError) and error.field == "topic":
        return "; all topics: itasearch topics"
    return ""


app = typer.Typer(
    name="itasearch", no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None
)
for verb in (
    library.add,
    library.remove,
    library.parse,
    library.build,
    search.search,
    search.similar,
    search.show,
    compare.compare,
    towns.matrix,
    towns.neighbours,
    towns.coverage,
    draft.drafts,
    draft.export,
    draft.adapt,
    review.review,
    review.correct,
    review.undo,
    review.reread,
    library.reports,
    library.organisations,
    library.stats,
    search.topics,
    health.doctor,
    health.backup,
    health.serve,
):
    app.command()(reporting_errors(verb))
app.command("eval")(reporting_errors(evaluation.evaluate))


def _show_version(shown: bool) -> None:
    if shown:
        write_line(f"itasearch {__version__}")
        raise typer.Exit


@app.callback()
def itasearch(
    context: typer.Context,
    home: Home = None,
    _version: Annotated[
        bool,
        typer.Option("--version", help="Show it.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Search, compare and borrow the measures of Thai ITA reports."""
    context.obj = home


def main() -> None:
    """Entry point of the command."""
    prepare_streams()
    app()

"""The command `itasearch`: one verb per method of Workspace.

Data goes to stdout, progress and errors to stderr. Exit codes: 0 done (nothing
found and needs review included), 1 something was refused or failed (a filter
value that the library does not have, too), 2 wrong usage. What itasearch or the
disk refuses is a message here, and so is what nobody foresaw, never a traceback.
"""

import errno
from collections.abc import Callable, Mapping
from functools import wraps
from inspect import Parameter, getdoc, signature
from typing import Annotated, TypeAlias

import typer

from itasearch import __version__
from itasearch.cli import (
    draft,
    evaluation,
    health,
    library,
    review,
    search,
    sharing,
    towns,
    watch,
    web,
)
from itasearch.cli.faults import SpokenGroup, faults_written, write_errors_to_file
from itasearch.cli.labels import ALL_TOPICS, ERROR, FREE_SPACE, HOME_DISK, ITS_DISK, TO_WRITE_AT
from itasearch.cli.options import Home, Json, Lang, option, option_parameters, with_groups
from itasearch.cli.output import prepare_streams, write_as_json, write_line, write_message
from itasearch.disk import IS_CLOSED, IS_FULL
from itasearch.errors import ItaSearchError, UnknownValueError
from itasearch.wording.errors import error_label
from itasearch.wording.language import language, say
from itasearch.wording.messages import refused_at_computer

_Verbs: TypeAlias = Mapping[str, Callable[..., None]]
# Behind each verb, not only in front: people add them to the end of a line. What is typed is
# kept for the run in output.py: as_json and home; the language, chosen before.
_OF_ALL = {
    name: Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
    for name, default, annotation in (
        ("as_json", False, Json),
        ("home", None, Home),
        ("lang", None, Lang),
    )
}
_NO_OBJECTS = (*(evaluation.evaluate, draft.export, health.serve, sharing.mcp, watch.remove),)
_LACKING = {draft.adapt: ("as_json", "home"), **dict.fromkeys(_NO_OBJECTS, ("as_json",))}


def reporting_errors(verb: Callable[..., None]) -> Callable[..., None]:
    """The verb as typer is given it: with the options that all have, those of groups by themselves.

    Its expected errors are a message on stderr and exit code 1.
    """

    @wraps(verb)
    def reporting(**values: object) -> None:
        write_as_json(bool(values.get("as_json")))
        for name in _OF_ALL.keys() & values.keys():
            del values[name]
        try:
            with faults_written():
                verb(**with_groups(verb, values))
        except ItaSearchError as error:
            is_topic = isinstance(error, UnknownValueError) and error.field == "topic"
            text = f"{say(error_label(error))}{say(ALL_TOPICS) if is_topic else ''}"
            write_message(ERROR, message=text)
            raise typer.Exit(1) from error
        except OSError as error:
            # A reader that closed the pipe is no fault; typer ends quietly for it.
            if error.errno == errno.EPIPE:
                raise
            write_message(ERROR, message=_refusal_text(error))
            raise typer.Exit(1) from error

    lacking = _LACKING.get(verb, ())
    parameters = [*option_parameters(verb), *(_OF_ALL[it] for it in _OF_ALL if it not in lacking)]
    reporting.__dict__["__signature__"] = signature(verb).replace(parameters=parameters)
    reporting.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return reporting


def _refusal_text(error: OSError) -> str:
    text, file = str(error), str(error.filename or "")
    if language() == "th":
        text = refused_at_computer(error)
        text = text if file in text else f"{file}: {text}"
    if error.errno in IS_CLOSED:
        return text + say(TO_WRITE_AT)
    if error.errno not in IS_FULL:
        return text
    return text + say(FREE_SPACE, disk=say(ITS_DISK if file else HOME_DISK))


app = typer.Typer(
    name="itasearch", cls=SpokenGroup, pretty_exceptions_enable=False, rich_markup_mode=None
)
for verb in (
    *(library.add, web.gather, web.evidence, library.work),
    *(library.remove, library.parse, library.build),
    *(search.search, search.questions, search.suggest, search.similar, search.show),
    *(towns.compare, towns.town, towns.matrix, towns.similar_towns, towns.coverage),
    towns.plan,
    *(evaluation.note, draft.drafts, draft.export, draft.adapt),
    *(review.review, review.correct, review.undo, review.reread),
    *(library.sample, library.reports, library.organisations, library.stats),
    *(search.topics, search.rules),
    *(health.doctor, health.backup, health.dump, health.restore, health.move, health.serve),
    *(sharing.mcp, sharing.log),
):
    app.command()(reporting_errors(verb))
app.command("eval")(reporting_errors(evaluation.evaluate))
_WATCH: _Verbs = {"add": watch.add, "remove": watch.remove}
_GROUPS: Mapping[str, tuple[str | Callable[..., None], _Verbs]] = {
    "watch": (watch.watch, _WATCH),
}
"""Of each group its help, or what it does without a verb, and its verbs."""
for name, (whole, parts) in _GROUPS.items():
    text = whole if isinstance(whole, str) else getdoc(whole)
    group = typer.Typer(cls=SpokenGroup, rich_markup_mode=None, help=text)
    if callable(whole):
        group.callback(invoke_without_command=True)(reporting_errors(whole))
    for part, run in parts.items():
        group.command(part)(reporting_errors(run))
    app.add_typer(group, name=name)


def _show_version(value: bool) -> None:
    if value:
        write_line(f"itasearch {__version__}")
        raise typer.Exit


@app.callback()
def itasearch(
    _home: Home = None,
    _lang: Lang = None,
    _version: Annotated[
        bool, option("--version", "Show it.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Search, compare and borrow the measures of Thai ITA reports."""


def main() -> None:
    """Entry point of the command."""
    prepare_streams()
    write_errors_to_file()
    app()

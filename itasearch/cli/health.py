"""Verbs that check, save and serve a home: doctor, backup, serve."""

import errno
import os
import socket
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itasearch.cli.labels import messages, tables
from itasearch.cli.language import Language, language, say
from itasearch.cli.options import Home, Json, Reranker, opened
from itasearch.cli.output import (
    cell_label,
    data_language,
    models_label,
    write_line,
    write_message,
    write_objects,
    write_table,
)
from itasearch.cli.progress import shown_progress
from itasearch.config import (
    HOME_VARIABLE,
    HOSTS_VARIABLE,
    RERANKER_VARIABLE,
    HostNameError,
    allowed_hosts,
    load_settings,
)

if TYPE_CHECKING:
    from itasearch.workspace import Check

_FIRST_PORT = 8501
"""Of the app, by default."""


def doctor(as_json: Json = False, home: Home = None) -> None:
    """Check that all that itasearch needs is there and fits together.

    Example: itasearch doctor
    """
    from itasearch.workspace import CheckStatus

    with opened(home) as workspace:
        checks = workspace.doctor()
    if as_json:
        write_objects(checks)
    else:
        rows = (
            (cell_label(tables.CHECKS[one.status]), one.name, *_found(one, data_language()))
            for one in checks
        )
        write_table((tables.STATUS, tables.CHECK, tables.FOUND, tables.WHAT_TO_DO), rows)
    if any(check.status is CheckStatus.FAIL for check in checks):
        raise typer.Exit(1)


def _found(check: "Check", spoken: Language) -> tuple[str, str]:
    """What a check found, and what to do about it."""
    if spoken is Language.THAI:
        return check.thai_message, check.thai_remedy
    return check.message, check.remedy


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="ZIP file to write.")],
    home: Home = None,
) -> None:
    """Write corpus/ and the store to FILE; unzip it into an empty home, then: itasearch build.

    Example: itasearch backup library.zip
    """
    with opened(home) as workspace, shown_progress() as progress:
        originals = workspace.backup(file, progress=progress)
    write_line(str(file))
    write_message(say(messages.BACKED_UP, count=originals))


def serve(
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, help="Port of the app.")
    ] = _FIRST_PORT,
    lan: Annotated[
        bool, typer.Option("--lan", help="Let other computers of this network in, too.")
    ] = False,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host",
            metavar="NAME",
            help="Answer to this name, too: of a reverse proxy or in DNS; repeatable. Without it "
            "only localhost and, with --lan, this computer's names and addresses open the app "
            f"(default: {HOSTS_VARIABLE}, separated by commas).",
        ),
    ] = None,
    reranker: Reranker = None,
    home: Home = None,
) -> None:
    """Serve the app at http://localhost:8501 until Ctrl-C.

    Example: itasearch serve --port 8600
    """
    settings = load_settings(home)
    try:
        allowed_hosts(listens_on=None, more=allow_host or None)
    except HostNameError as error:
        message = say(messages.NO_HOST, name=error.name)
        raise typer.BadParameter(message, param_hint=error.variable or "--allow-host") from error
    _check_port(port, lan=lan)
    with opened(home, reranker=reranker) as workspace:
        workspace.stats()  # a store that cannot be opened is an error here, not in every view
        models, gaps = workspace.models, workspace.reading_gaps()
    if lan:
        write_message(say(messages.LAN_WARNING))
    environment = {**os.environ, HOME_VARIABLE: str(settings.home)}
    if allow_host:
        environment[HOSTS_VARIABLE] = ",".join(allow_host)
    if reranker is not None:
        environment[RERANKER_VARIABLE] = reranker
    write_message(say(messages.SERVING, home=settings.home, url=f"http://localhost:{port}"))
    write_message(say(messages.SEARCHING_WITH, models=models_label(models)))
    if gaps:
        named = "; ".join(": ".join(_found(gap, language())) for gap in gaps)
        write_message(say(messages.WARNING, text=named))
    command = streamlit_command(port=port, lan=lan)
    if os.name == "posix":
        # The app takes this process' place: signals reach it and none is left behind.
        os.execve(command[0], command, environment)
    raise typer.Exit(subprocess.run(command, env=environment, check=False).returncode)


def _check_port(port: int, *, lan: bool) -> None:
    """Exit with what to do if the app cannot listen on this port."""
    try:
        _listen(port, lan=lan)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            label = messages.PORT_TAKEN
        elif error.errno == errno.EACCES:
            label = messages.PORT_FORBIDDEN
        else:
            raise
        message = say(label, port=port, other=_free_port(port, lan=lan))
        write_message(say(messages.ERROR, message=message))
        raise typer.Exit(1) from error


def _free_port(taken: int, *, lan: bool) -> int:
    """The next port from 8501 on that is free; that one if a hundred are taken."""
    for port in range(max(taken, _FIRST_PORT) + 1, min(taken + 100, 65535) + 1):
        try:
            _listen(port, lan=lan)
        except OSError:
            continue
        return port
    return _FIRST_PORT


def _listen(port: int, *, lan: bool) -> None:
    """Listen on a port as the app will, and stop. Raises OSError if that cannot be."""
    with socket.socket() as probe:
        if os.name == "posix":  # else a server that was just stopped would hold the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("" if lan else "localhost", port))
        probe.listen(1)


def streamlit_command(*, port: int, lan: bool) -> list[str]:
    """The command that serves the app; by default Streamlit listens on all addresses."""
    ui = files("itasearch").joinpath("ui")
    options = {
        "server.headless": "true",
        "server.address": "0.0.0.0" if lan else "localhost",
        "server.port": str(port),
        "server.enableStaticServing": "true",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": "false",
        "server.fileWatcherType": "none",
        "theme.base": str(ui.joinpath("theme.toml")),
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    # -P: a file of this folder that is called like a library is not run in its place.
    python = [sys.executable, "-P", "-m"]
    return [*python, "itasearch.ui.launch", "run", str(ui.joinpath("server.py")), *flags]

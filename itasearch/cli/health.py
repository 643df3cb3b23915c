"""Verbs that check, save and serve a home: doctor, backup, serve."""

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from itasearch.cli.options import Home, Json, Reranker, opened
from itasearch.cli.output import models_label, write_line, write_message, write_objects, write_table
from itasearch.cli.progress import shown_progress
from itasearch.config import (
    HOME_VARIABLE,
    HOSTS_VARIABLE,
    RERANKER_VARIABLE,
    allowed_hosts,
    load_settings,
)


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
        rows = ((check.status.value, check.name, check.message, check.remedy) for check in checks)
        write_table(("Status", "Check", "Found", "What to do"), rows)
    if any(check.status is CheckStatus.FAIL for check in checks):
        raise typer.Exit(1)


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
    write_message(f"the store and {originals} files of corpus/ written")


LAN_WARNING = (
    "warning: everyone on this network can open the app, and may add and remove reports; "
    "there is no login. Stop it with Ctrl-C."
)


def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port of the app.")] = 8501,
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
    except ValueError as error:
        raise typer.BadParameter(
            str(error), param_hint="--allow-host" if allow_host else HOSTS_VARIABLE
        ) from error
    with opened(home, reranker=reranker) as workspace:
        workspace.stats()  # a store that cannot be opened is an error here, not in every view
        models, gaps = workspace.models, workspace.reading_gaps()
    if lan:
        write_message(LAN_WARNING)
    environment = {**os.environ, HOME_VARIABLE: str(settings.home)}
    if allow_host:
        environment[HOSTS_VARIABLE] = ",".join(allow_host)
    if reranker is not None:
        environment[RERANKER_VARIABLE] = reranker
    write_message(f"serving {settings.home} at http://localhost:{port}")
    write_message(f"searching with {models_label(models)}")
    if gaps:
        write_message(f"warning: {'; '.join(f'{gap.message}: {gap.remedy}' for gap in gaps)}")
    command = streamlit_command(port=port, lan=lan)
    if os.name == "posix":
        # The app takes this process' place: signals reach it and none is left behind.
        os.execve(command[0], command, environment)
    raise typer.Exit(subprocess.run(command, env=environment, check=False).returncode)


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

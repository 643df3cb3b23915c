"""Verbs that check, save, move and serve a home: doctor, backup, dump, restore, move, serve."""

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itasearch import config
from itasearch.cli import labels, options, output as out
from itasearch.cli.options import argument, option
from itasearch.cli.progress import at_work, shown_progress
from itasearch.errors import MissingExtraError
from itasearch.model.library import Outcome, OutcomeKind
from itasearch.temporary import system_folder_name
from itasearch.wording.label import Label
from itasearch.wording.language import say
from itasearch.wording.messages import (
    NEEDS_OCR,
    NEEDS_OFFICE,
    NO_SPACE,
    NOT_WRITABLE,
    OWN_NETWORK,
)

if TYPE_CHECKING:
    from itasearch.workspace import Check, Workspace

_NEEDS = {"office": (NEEDS_OFFICE,), "ocr": (NEEDS_OCR,)}
"""By the name of a check: first words of what readers say where the program is missing."""

_FIRST_PORT = 8501  # of the app, by default


def doctor(
    repair: Annotated[
        bool, option("--repair", "First make a damaged index anew from the store.")
    ] = False,
) -> None:
    """Check that store, originals, index and programs are there and fit together.

    Reads the whole database, all originals and the whole index. Exit code 1: a check failed.

    Example: itasearch doctor --repair
    """
    from itasearch.workspace import CheckStatus

    with options.opened(changes=repair) as workspace:
        if repair:
            with shown_progress() as progress:
                workspace.care.repair(progress=progress)
        named = out.named_home() is not None or bool(os.environ.get(config.HOME_VARIABLE))
        checks = workspace.care.doctor(wants_library=named)
    columns: out.Columns[Check] = (
        (labels.STATUS, lambda check: out.cell_label(labels.CHECKS[check.status])),
        (Label("Check"), lambda check: check.name),
        (Label("Found"), lambda check: out.with_home(say(check.what))),
        (Label("What to do"), lambda check: out.with_home(say(check.to_do))),
    )
    out.write_list(checks, columns)
    out.fail_if(any(check.status is CheckStatus.FAIL for check in checks))


def _sentence(gap: "Check") -> str:
    return f"{say(gap.what)}: {say(gap.to_do)}"


def write_private(reasons: Iterable[str]) -> None:
    """Name the option that opens addresses of the own network, where one was refused."""
    if any(OWN_NETWORK in reason for reason in reasons):
        out.write_message(Label("addresses of the own network are opened with: --allow-private"))


def write_gaps(workspace: "Workspace", outcomes: Sequence[Outcome]) -> None:
    """Say once which program is missing that files needed, and that the disk took no more."""
    gaps = {gap.name: gap for gap in workspace.care.reading_gaps()}
    refused = [outcome.reason or "" for outcome in outcomes if outcome.kind is OutcomeKind.REFUSED]
    if any(words in reason for reason in refused for words in (NO_SPACE, NOT_WRITABLE)):
        places = {"home": workspace.settings.home, "temporary": system_folder_name()}
        out.write_message(labels.NOT_ALL_STORED, **places)
    write_private(refused)
    for outcome in outcomes:
        if not gaps:
            return
        reasons = outcome.reason or ""
        if outcome.report_id is not None and outcome.measures:
            reasons = " ".join((reasons, *workspace.library.report(outcome.report_id).warnings))
        for name in [name for name in gaps if any(words in reasons for words in _NEEDS[name])]:
            out.write_message(labels.GAP, gap=_sentence(gaps.pop(name)))


def backup(
    file: Annotated[Path, argument("FILE", "ZIP file to write.")],
) -> None:
    """Write the store and the originals to FILE; put it back with: itasearch restore FILE.

    Exit code 1 with a backup that is written: originals are lost or were changed, and named.

    Example: itasearch backup library.zip
    """
    from itasearch.workspace import CheckStatus

    options.clear_beside(file)
    with at_work() as (workspace, progress):
        files = workspace.care.backup(file, progress=progress)
        originals = workspace.care.check_originals()
    out.write_objects([{"path": str(file), "files": files}])
    out.write_line(str(file))
    if not out.is_json():
        out.write_message(Label("the store and {count:files} of corpus/ written"), count=files)
    if originals.status is CheckStatus.FAIL:
        out.write_message(originals.what)
        out.write_message(originals.to_do)
        raise typer.Exit(1)


def dump(
    file: Annotated[Path, argument("FILE", "File to write: .parquet or .sqlite.")],
    filters: options.TownFilters,
) -> None:
    """Write all measures of the library to FILE, for data tools and Datasette.

    SQLite also has the ITA scores of the organisations, and what each column means. To keep the
    originals and all work, and to put them back, use: itasearch backup

    Example: itasearch dump library.sqlite
    """
    options.clear_beside(file)
    with options.opened() as workspace, shown_progress() as progress:
        count = workspace.exports.dump(file, filters=filters.names, progress=progress)
    out.write_objects([{"path": str(file), "measures": count}])
    out.write_line(str(file))
    if not out.is_json():
        out.write_message(Label("{count:,measures} written"), count=count)


def restore(
    file: Annotated[Path, argument("FILE", "ZIP file of itasearch backup.")],
    build: Annotated[bool, option("--build/--no-build", "Index what was restored at once.")] = True,
) -> None:
    """Put the library of FILE into a home without a library, and index it.

    Exit code 1 with a restored library: FILE lacked originals, which are named.

    Example: itasearch restore library.zip --home /srv/ita
    """
    with at_work() as (workspace, progress):
        path = options.readable_file(file) or file
        done = workspace.care.restore(path, progress=progress)
        home = workspace.settings.home
        out.write_objects([{"path": str(home), **asdict(done)}])
        out.write_line(say(labels.RESTORED, home=home, **asdict(done)))
        for name in done.absent:
            out.write_message(Label("not in the backup: {name}"), name=name)
        if build:
            workspace.build(progress=progress)
    out.fail_if(bool(done.absent))


def move(
    to: Annotated[
        str,
        option(
            "--to URL", "Where to: postgresql+psycopg://USER:PASSWORD@HOST/NAME, or a SQLite file."
        ),
    ],
) -> None:
    """Copy the store into an empty database, checked row by row; this one stays as it is.

    Set ITASEARCH_DATABASE_URL to it afterwards; without it corpus/library.db is the store.

    Example: itasearch move --to postgresql+psycopg://itasearch@localhost/itasearch
    """
    target = to if "://" in to else Path(to)
    with at_work() as (workspace, progress):
        moved = workspace.care.move(target, progress=progress)
    columns: out.Columns[tuple[str, int]] = (
        (Label("Table"), lambda table: table[0]),
        (labels.ROWS, lambda table: str(table[1])),
    )
    if out.is_json():
        out.write_objects({"table": name, "rows": rows} for name, rows in moved.items())
        return
    out.write_list(moved.items(), columns)
    out.write_message(labels.MOVED, count=sum(moved.values()))


def serve(
    port: Annotated[int, option("--port", "Port of the app.", min=1, max=65535)] = _FIRST_PORT,
    lan: Annotated[bool, option("--lan", "Let other computers of this network in, too.")] = False,
    open_to_all: Annotated[
        bool,
        option(
            "--open",
            "Let whoever reaches the app add, correct and remove reports and see all drafts, "
            "without signing in. Without it other computers only read.",
        ),
    ] = False,
    allow_host: Annotated[
        list[str] | None,
        option(
            "--allow-host NAME",
            "Answer to this name, too: of a reverse proxy or in DNS; repeatable. Without it "
            "only localhost and, with --lan, this computer's names and addresses open the app "
            f"(default: {config.HOSTS_VARIABLE}, separated by commas).",
        ),
    ] = None,
    log: Annotated[
        config.LogFormat | None,
        option(
            "--log",
            "How to log: text, warnings and errors on stderr; json, an object a line on "
            "stdout for each request too, without queries, names and addresses of people "
            f"(default: {config.LOG_VARIABLE}, else text).",
        ),
    ] = None,
    reranker: options.Reranker = None,
) -> None:
    """Serve the app at http://localhost:8501 until Ctrl-C.

    Example: itasearch serve --port 8600
    """
    settings = config.load_settings(out.named_home())
    try:
        config.allowed_hosts(listens_on=None, more=allow_host or None)
    except config.HostNameError as error:
        at = error.variable or "--allow-host"
        raise options.wrong(labels.NO_HOST, at, name=error.name) from error
    with options.wrong_usage(config.LOG_VARIABLE):
        log = log or config.log_format()
    with options.wrong_usage(config.KEYS_VARIABLE):
        config.api_keys()
    with options.wrong_usage(config.METRICS_VARIABLE):
        config.networks(config.METRICS_VARIABLE)
    _check_port(port, lan=lan)
    with options.opened_or_new(reranker=reranker, in_folder=True) as workspace:
        workspace.library.stats()  # a store that cannot be opened is an error here, no view's
        models = workspace.index.models
        gaps = (*workspace.care.reading_gaps(), *workspace.care.shared_folder())
    _write_who_may(lan=lan, open_to_all=open_to_all)
    environment = {**os.environ, config.HOME_VARIABLE: str(settings.home)}
    environment[config.OPEN_VARIABLE] = "1" if open_to_all else ""
    environment[config.LOG_VARIABLE] = log.value
    if allow_host:
        environment[config.HOSTS_VARIABLE] = ",".join(allow_host)
    if reranker is not None:
        environment[config.RERANKER_VARIABLE] = reranker
    out.write_message(labels.SERVING, home=settings.home, url=f"http://localhost:{port}")
    out.write_message(Label("searching with {models}"), models=out.models_label(models))
    if gaps:
        out.write_message(Label("warning: {text}"), text="; ".join(map(_sentence, gaps)))
    command = streamlit_command(port=port, lan=lan, log=log)
    if os.name == "posix":
        # The app takes this process' place: signals reach it and none is left behind.
        os.execve(command[0], command, environment)
    raise typer.Exit(subprocess.run(command, env=environment, check=False).returncode)


def _write_who_may(*, lan: bool, open_to_all: bool) -> None:
    with options.wrong_usage(config.PROXIES_VARIABLE):
        proxies = config.networks(config.PROXIES_VARIABLE)
    provider = config.sign_in_provider()
    if open_to_all:
        out.write_message(labels.OPEN_WARNING)
    elif provider:
        if find_spec("authlib") is None:
            raise MissingExtraError(extra="server", needed_for="signing in")
        if not os.environ.get(config.APP_URL_VARIABLE):
            raise options.wrong(labels.SIGN_IN_NEEDS_URL, config.APP_URL_VARIABLE)
        out.write_message(labels.SIGN_IN_BY, url=provider["server_metadata_url"])
    elif proxies:
        out.write_message(labels.SIGN_IN_BY, url=", ".join(map(str, proxies)))
    elif lan:
        out.write_message(labels.LAN_READS)


def _check_port(port: int, *, lan: bool) -> None:
    try:
        with socket.socket() as probe:
            if os.name == "posix":  # else a server that was just stopped would hold the port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("" if lan else "localhost", port))
            probe.listen(1)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            label = Label(
                "port {port} is taken (by an itasearch that runs already? "
                "http://localhost:{port}); choose another: itasearch serve --port {other}"
            )
        elif error.errno == errno.EACCES:
            label = Label(
                "port {port} may not be used; choose another: itasearch serve --port {other}"
            )
        else:
            raise
        other = port + 1 if _FIRST_PORT <= port < 65535 else _FIRST_PORT
        out.write_message(labels.ERROR, message=label.filled(port=port, other=other))
        raise typer.Exit(1) from error


def streamlit_command(
    *, port: int, lan: bool, log: config.LogFormat = config.LogFormat.TEXT
) -> list[str]:
    """The command that serves the app; by default Streamlit listens on all addresses."""
    package = files("itasearch")
    set_to = {
        "server.headless": "true",
        "server.address": "0.0.0.0" if lan else "localhost",
        "server.port": str(port),
        "server.enableStaticServing": "true",
        # Whatever a config.toml of this user or folder says.
        "server.enableXsrfProtection": "true",
        "server.enableAgentApi": "false",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": "false",
        "server.fileWatcherType": "none",
        # Else each run ends with a full collection, which takes longer the more sessions there are.
        "runner.postScriptGC": "false",
        # Else it prints its address among the lines of JSON.
        "logger.hideWelcomeMessage": str(log is config.LogFormat.JSON).lower(),
        "theme.base": str(package.joinpath("ui", "theme.toml")),
    }
    # -P: a file of this folder that is called like a library is not run in its place.
    launch = [sys.executable, "-P", "-m", "itasearch.server.launch", "run"]
    flags = (f"--{name}={value}" for name, value in set_to.items())
    return [*launch, str(package.joinpath("server", "entry.py")), *flags]

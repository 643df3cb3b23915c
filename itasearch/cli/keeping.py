"""The verb that keeps the library safe: backup."""

from pathlib import Path
from typing import Annotated

import typer

from itasearch.cli.context import opened
from itasearch.cli.options import Home
from itasearch.cli.output import tell, write_line
from itasearch.cli.progress import shown_progress


def backup(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="ZIP file to write.", show_default=False),
    ],
    home: Home = None,
) -> None:
    """Write corpus/ and the store to FILE; unzip it into an empty home, then: itasearch build.

    Example: itasearch backup library.zip
    """
    with opened(context, home) as workspace, shown_progress() as progress:
        originals = workspace.backup(file, progress=progress)
    write_line(str(file))
    tell(f"the store and {originals} files of corpus/ written")

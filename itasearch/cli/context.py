"""Opens the workspace that a verb works on: `--home` behind the verb goes before one in front.

The workspace is imported when a verb runs, so that help and completion come at once.
"""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from itasearch.errors import ExportError

if TYPE_CHECKING:
    from itasearch.workspace import FilterNames, Workspace

Format = TypeVar("Format", bound=StrEnum)


def chosen_home(context: typer.Context, home: Path | None) -> Path | None:
    """The home that was named on the command line; None if none was."""
    in_front = context.obj
    return home or (in_front if isinstance(in_front, Path) else None)


def opened(
    context: typer.Context, home: Path | None, *, reranker: str | None = None
) -> "Workspace":
    """The workspace of the home that was named, else of ITASEARCH_HOME, else of this folder."""
    from itasearch.workspace import open_workspace

    return open_workspace(chosen_home(context, home), reranker=reranker)


def typed_year(year: str | None) -> int | None:
    """A fiscal year as BE, typed in BE or CE, in Thai or Arabic digits.

    Raises:
        BadParameter: it is no year.
    """
    if year is None:
        return None
    from itasearch.text.dates.fiscal_year import be_years

    found = be_years(year)
    if len(found) != 1:
        raise typer.BadParameter(f"{year!r} is no fiscal year, such as 2566", param_hint="--year")
    return found[0]


def typed_format(output: Path, formats: type[Format]) -> Format:
    """The format that the ending of --output names.

    Raises:
        BadParameter: it names none of `formats`.
    """
    from itasearch.documents.files import format_of

    try:
        return format_of(output, formats)
    except ExportError as error:
        raise typer.BadParameter(error.reason, param_hint="--output") from error


def typed_organisation(name: str | None) -> str | None:
    """An organisation's name as typed.

    Raises:
        BadParameter: it has no letter.
    """
    from itasearch.text.thai.normalize import squash

    if name is not None and not squash(name):
        raise typer.BadParameter(f"{name!r} is no name", param_hint="--organisation")
    return name


def filter_names(
    organisations: list[str] | None,
    types: list[str] | None,
    provinces: list[str] | None,
    years: list[str] | None,
    *,
    indicators: list[str] | None = None,
    topics: list[str] | None = None,
) -> "FilterNames":
    """The filters of one command line."""
    from itasearch.workspace import FilterNames

    return FilterNames(
        organisations=tuple(organisations or ()),
        types=tuple(types or ()),
        provinces=tuple(provinces or ()),
        fiscal_years=tuple(years or ()),
        indicators=tuple(indicators or ()),
        topics=tuple(topics or ()),
    )

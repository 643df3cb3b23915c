"""Options that several verbs share, and typed values made into arguments of Workspace.

`--home` after the verb goes before one in front of it. The workspace is imported when a verb
runs, so that help and completion come at once.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypeVar

import typer

from itasearch.errors import ExportError
from itasearch.model.documents import FileFormat

if TYPE_CHECKING:
    from itasearch.workspace import FilterNames, Workspace


def _chosen_home(context: typer.Context, home: Path | None) -> Path | None:
    """The home named behind the verb, else in front of it; None if none was."""
    in_front = context.obj
    return home or (in_front if isinstance(in_front, Path) else None)


Home: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        help="Folder of corpus/ and index/ (default: ITASEARCH_HOME, else here).",
        file_okay=False,
        callback=_chosen_home,
    ),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]
Paths: TypeAlias = Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files or folders.")]
PathsAndAddresses: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…", help="Files, folders, ZIP archives, web addresses or lists of them."
    ),
]
Limit: TypeAlias = Annotated[int, typer.Option("--limit", "-k", min=1, help="Hits to show.")]
Organisations: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--organisation",
        metavar="NAME",
        help="Only this organisation: name, ทต./อบต. form or id; repeatable.",
    ),
]
Types: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--type",
        metavar="TYPE",
        help="Only this type, such as town_municipality or เทศบาลเมือง; repeatable.",
    ),
]
Provinces: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--province", metavar="NAME", help="Only this province, in Thai or English; repeatable."
    ),
]
Years: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--year", metavar="YEAR", help="Only this fiscal year, BE or CE; repeatable."),
]
Indicators: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--indicator",
        metavar="1-10",
        help="Only measures that state, or seem to serve, this ITA indicator; repeatable.",
    ),
]
Topics: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--topic",
        metavar="NAME",
        help="Only measures about this topic (see: itasearch topics); repeatable.",
    ),
]
Reranker: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--reranker",
        metavar="NAME",
        help="For this run, a model that reads the first 50 hits again; none for none.",
    ),
]
Literal: TypeAlias = Annotated[
    bool,
    typer.Option("--literal", help="Take names and years in TEXT as words, not as filters."),
]
Without: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="WORDS",
        help="A name that this search would add or respell to, to leave out, or words of TEXT"
        " that it would take as a filter; repeatable.",
    ),
]
Like: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--like", metavar="ID", help="More like this measure; repeatable."),
]
Unlike: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--unlike", metavar="ID", help="Less like this measure; repeatable."),
]


Format = TypeVar("Format", bound=FileFormat)


def opened(home: Path | None, *, reranker: str | None = None) -> "Workspace":
    """The workspace of the home that was named, else of ITASEARCH_HOME, else of this folder."""
    from itasearch.workspace import open_workspace

    return open_workspace(home, reranker=reranker)


def typed_year(year: str | None) -> int | None:
    """A fiscal year as BE, typed in BE or CE, in Thai or Arabic digits.

    Raises:
        BadParameter: it is no year.
    """
    if year is None:
        return None
    from itasearch.workspace import fiscal_year

    found = fiscal_year(year)
    if found is None:
        raise typer.BadParameter(f"{year!r} is no fiscal year, such as 2566", param_hint="--year")
    return found


def typed_format(output: Path, formats: type[Format]) -> Format:
    """The format that the ending of --output names.

    Raises:
        BadParameter: it names none of `formats`.
    """
    try:
        return formats.of(output)
    except ExportError as error:
        raise typer.BadParameter(error.reason, param_hint="--output") from error


def typed_organisation(name: str | None) -> str | None:
    """An organisation's name as typed.

    Raises:
        BadParameter: it has no letter.
    """
    if name is not None and not any(map(str.isalnum, name)):
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

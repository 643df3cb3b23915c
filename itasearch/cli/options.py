"""Options that several verbs share, with one meaning each. Imports typer."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Home: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        help="Folder of corpus/ and index/ (default: ITASEARCH_HOME, else here).",
        file_okay=False,
        show_default=False,
    ),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]
Paths: TypeAlias = Annotated[
    list[Path], typer.Argument(metavar="PATH…", help="Files or folders.", show_default=False)
]
PathsAndAddresses: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
        help="Files, folders, ZIP archives, web addresses or lists of them.",
        show_default=False,
    ),
]
Limit: TypeAlias = Annotated[int, typer.Option("--limit", "-k", min=1, help="Hits to show.")]
Organisations: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--organisation",
        metavar="NAME",
        help="Only this organisation: name, ทต./อบต. form or id; repeatable.",
        show_default=False,
    ),
]
Types: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--type",
        metavar="TYPE",
        help="Only this type, such as town_municipality or เทศบาลเมือง; repeatable.",
        show_default=False,
    ),
]
Provinces: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--province",
        metavar="NAME",
        help="Only this province, in Thai or English; repeatable.",
        show_default=False,
    ),
]
Years: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        help="Only this fiscal year, BE or CE; repeatable.",
        show_default=False,
    ),
]
Indicators: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--indicator",
        metavar="1-10",
        help="Only measures that state, or seem to serve, this ITA indicator; repeatable.",
        show_default=False,
    ),
]
Topics: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--topic",
        metavar="NAME",
        help="Only measures about this topic (see: itasearch topics); repeatable.",
        show_default=False,
    ),
]
Reranker: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--reranker",
        metavar="NAME",
        help="For this run, a model that reads the first 50 hits again; none for none.",
        show_default=False,
    ),
]
Without: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="WORDS",
        help="A name that this search would add or respell to, to leave out; repeatable.",
        show_default=False,
    ),
]
Like: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--like", metavar="ID", help="More like this measure; repeatable.", show_default=False
    ),
]
Unlike: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--unlike", metavar="ID", help="Less like this measure; repeatable.", show_default=False
    ),
]

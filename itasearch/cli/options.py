"""Options that several verbs share, and typed values made into arguments of Workspace.

`--home` after the verb goes before one in front of it. The workspace is imported when a verb
runs, so that help and completion come at once.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypeVar

import typer
from typer.core import TyperGroup

from itasearch.cli.labels import messages
from itasearch.cli.language import Language, say
from itasearch.cli.output import name_home, write_message
from itasearch.config import Settings
from itasearch.errors import ExportError
from itasearch.model.documents import Digits, FileFormat
from itasearch.model.library import Leftovers
from itasearch.model.ranking import MOST_SORTED, Arrangement, HitOrder, Refinement, SearchMode
from itasearch.model.towns import ScoreBand
from itasearch.temporary import delete_abandoned

if TYPE_CHECKING:
    from itasearch.model.tables import TableFormat
    from itasearch.workspace import FilterNames, Workspace


def _chosen_home(context: typer.Context, home: Path | None) -> Path | None:
    """The home named behind the verb, else in front of it; None if none was."""
    if home is not None and home.is_file():
        raise typer.BadParameter(say(messages.NO_FOLDER, file=home), param_hint="--home")
    in_front = context.obj
    chosen = home or (in_front if isinstance(in_front, Path) else None)
    name_home(chosen, verbs=_verbs(context))
    return chosen


def _verbs(context: typer.Context) -> Iterable[str]:
    root = context.find_root()
    return root.command.list_commands(root) if isinstance(root.command, TyperGroup) else ()


def readable_file(file: Path | None) -> Path | None:
    """A file or pipe that a verb reads, as typed.

    Raises:
        BadParameter: it is a folder, not there, or may not be read.
    """
    if file is not None and (not os.access(file, os.R_OK) or file.is_dir()):
        raise typer.BadParameter(say(messages.NO_FILE, file=file))
    return file


Home: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        help="Folder of corpus/ and index/ (default: ITASEARCH_HOME, else here).",
        callback=_chosen_home,
    ),
]
Lang: TypeAlias = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        help="Language of messages and tables (default: Thai if LC_ALL or LANG is, else English).",
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
Mode: TypeAlias = Annotated[SearchMode, typer.Option("--mode", help="How to look.")]
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


Order: TypeAlias = Annotated[
    HitOrder,
    typer.Option(
        "--order",
        help="How the hits are sorted; another way than by relevance sorts the first"
        f" {MOST_SORTED} that answer.",
    ),
]
LeastTotal: TypeAlias = Annotated[
    float | None, typer.Option("--least", min=0, max=100, help="Least ITA total of a town.")
]
MostTotal: TypeAlias = Annotated[
    float | None, typer.Option("--most-total", min=0, max=100, help="Most ITA total of a town.")
]
TableOutput: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write the answer with its sources, as tables, to FILE.xlsx or FILE.csv.",
    ),
]

_UPLOADS_NAMED = 10
"""Most names of uploads that were lost."""

Format = TypeVar("Format", bound=FileFormat)


def opened(home: Path | None, *, reranker: str | None = None, changes: bool = False) -> "Workspace":
    """The workspace of the home that was named, else of ITASEARCH_HOME, else of this folder.

    A folder that is no library stays none: see LibraryAbsentError.

    Args:
        changes: whether the verb changes the library: then what runs that were killed left there
            is cleared away first, with a message.
    """
    from itasearch.workspace import open_workspace, refuse_new

    workspace = open_workspace(home, reranker=reranker, when_new=refuse_new)
    if changes:
        write_leftovers(workspace.clear_leftovers())
    return workspace


def opened_or_new(
    home: Path | None, *, reranker: str | None = None, in_folder: bool = False
) -> "Workspace":
    """The same for verbs that change the library, and make one where there is none, and say so.

    Args:
        in_folder: whether its folder must be there.
    """
    from itasearch.workspace import make_anywhere, make_in_folder, open_workspace

    may_make = make_in_folder if in_folder else make_anywhere

    def announce(settings: Settings, store: str) -> None:
        may_make(settings, store)
        write_message(say(messages.NEW_LIBRARY, home=settings.home))

    workspace = open_workspace(home, reranker=reranker, when_new=announce)
    write_leftovers(workspace.clear_leftovers())
    return workspace


def clear_beside(output: Path) -> None:
    """Delete what killed runs left in the folder of a file that is to be written, and say so.

    `typed_format` does; a verb that writes a file of another format calls this.
    """
    write_leftovers(Leftovers(deleted=delete_abandoned(output.parent)))


def write_leftovers(found: Leftovers) -> None:
    """Say what was left and what to do about it; nothing where nothing was."""
    if found.deleted:
        folders = ", ".join(map(str, found.deleted))
        write_message(say(messages.LEFTOVERS, folders=folders))
    if found.uploads:
        named = ", ".join(found.uploads[:_UPLOADS_NAMED])
        more = len(found.uploads) - _UPLOADS_NAMED
        if more > 0:
            named += say(messages.AND_MORE, count=more)
        write_message(say(messages.LOST_UPLOADS, names=named))
    if found.stopped_build:
        write_message(say(messages.STOPPED_BUILD))


DigitsOfDocument = Annotated[
    Digits, typer.Option("--digits", help="Digits of a written document; not of .json.")
]


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
        raise typer.BadParameter(say(messages.NO_YEAR, year=year), param_hint="--year")
    return found


def typed_format(output: Path, kind: type[Format], *, option: str = "--output") -> Format:
    """The format that the ending of a file to be written names.

    Raises:
        BadParameter: it names none of this kind.
    """
    clear_beside(output)
    try:
        return kind.of(output)
    except ExportError as error:
        known = ", ".join(f".{one.value}" for one in kind)
        message = say(messages.NO_FORMAT, ending=output.suffix, known=known)
        raise typer.BadParameter(message, param_hint=option) from error


def table_format(output: Path | None) -> "TableFormat | None":
    """The format that the ending of --output names; None without --output.

    Raises:
        BadParameter: it names none.
    """
    from itasearch.model.tables import TableFormat  # not for `itasearch --help`

    return None if output is None else typed_format(output, TableFormat)


def typed_organisation(name: str | None) -> str | None:
    """An organisation's name as typed.

    Raises:
        BadParameter: it has no letter.
    """
    if name is not None and not any(map(str.isalnum, name)):
        raise typer.BadParameter(say(messages.NO_NAME, name=name), param_hint="--organisation")
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionGroup:
    """Options that several verbs have, which a verb takes as one argument without a default.

    Each field is an option, annotated as an argument of a verb is.
    """


def option_parameters(verb: Callable[..., object]) -> list[Parameter]:
    """The parameters that typer makes options of; of a group its fields, in the group's place."""
    found = []
    for one in signature(verb).parameters.values():
        group = _group_of(one)
        found += [one.replace(kind=Parameter.KEYWORD_ONLY)] if group is None else _fields_of(group)
    return found


def with_groups(verb: Callable[..., object], values: Mapping[str, object]) -> dict[str, object]:
    """The arguments of a verb, of the values of its `option_parameters`."""
    found = dict(values)
    for name, one in signature(verb).parameters.items():
        group = _group_of(one)
        if group is not None:
            found[name] = group(**{field.name: found.pop(field.name) for field in fields(group)})
    return found


def _group_of(parameter: Parameter) -> type[OptionGroup] | None:
    """The group that a parameter of a verb is; None: an option or argument by itself."""
    kind = parameter.annotation
    return kind if isinstance(kind, type) and issubclass(kind, OptionGroup) else None


def _fields_of(group: type[OptionGroup]) -> list[Parameter]:
    return [
        Parameter(one.name, Parameter.KEYWORD_ONLY, default=one.default, annotation=one.type)
        for one in fields(group)
    ]


_FILTER_NAMES = {
    "organisation": "organisations",
    "type_": "types",
    "province": "provinces",
    "year": "fiscal_years",
    "indicator": "indicators",
    "topic": "topics",
}
"""Fields of FilterNames by those of the groups of filters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TownFilters(OptionGroup):
    """Filters by whose report it is, and of which year."""

    organisation: Organisations = None
    type_: Types = None
    province: Provinces = None
    year: Years = None

    @property
    def names(self) -> "FilterNames":
        """What was typed for each."""
        from itasearch.workspace import FilterNames

        typed = {_FILTER_NAMES[one.name]: getattr(self, one.name) or () for one in fields(self)}
        return FilterNames(**{name: tuple(values) for name, values in typed.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFilters(TownFilters):
    """Those, and by the indicator of a measure."""

    indicator: Indicators = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllFilters(IndicatorFilters):
    """Those, and by its topic: all filters."""

    topic: Topics = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalBand(OptionGroup):
    """Bounds of a town's ITA total."""

    least: LeastTotal = None
    most_total: MostTotal = None

    @property
    def band(self) -> ScoreBand:
        """The band of totals.

        Raises:
            BadParameter: its least is above its most.
        """
        least, most = self.least, self.most_total
        if least is not None and most is not None and least > most:
            message = say(messages.ABOVE, least=least, most=most)
            raise typer.BadParameter(message, param_hint="--least")
        return ScoreBand(least=least, most=most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refining(TotalBand):
    """Those, and what the hits are to be like, or without."""

    without: Without = None
    like: Like = None

    def refinement(self, order: HitOrder = HitOrder.RELEVANCE) -> Refinement:
        """All that refines a query beside its filters. Raises BadParameter as `band`."""
        return Refinement(
            without=tuple(self.without or ()),
            like=tuple(self.like or ()),
            arrangement=Arrangement(order=order, band=self.band),
        )

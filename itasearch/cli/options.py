"""Options that several verbs share, and typed values made into arguments of Workspace.

`--home` after the verb goes before one in front of it. The workspace is imported when a verb
runs, so that help and completion come at once.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypedDict, TypeVar, Unpack

import typer
from typer.core import TyperGroup
from typer.models import ArgumentInfo, OptionInfo

from itasearch.cli import labels
from itasearch.cli.output import name_home, named_home, write_message
from itasearch.config import Settings
from itasearch.errors import ExportError
from itasearch.model.documents import Digits, FileFormat
from itasearch.model.ranking import MOST_SORTED, Arrangement, HitOrder, Refinement, SearchMode
from itasearch.model.towns import ScoreBand
from itasearch.temporary import delete_abandoned
from itasearch.wording.label import Label
from itasearch.wording.language import Language, say
from itasearch.wording.names import FILTERS

if TYPE_CHECKING:
    from itasearch.workspace import FilterNames, Workspace

Format = TypeVar("Format", bound=FileFormat)


class _Limits(TypedDict, total=False):
    min: float
    max: float
    callback: Callable[..., object]
    is_eager: bool


def option(declared: str, help_text: str, **more: Unpack[_Limits]) -> OptionInfo:
    """An option of a verb: its names, then that of its value, if it has one: "--limit -k N"."""
    words = declared.split()
    value = " ".join(word for word in words if not word.startswith("-"))
    names = [word for word in words if word.startswith("-")]
    made: OptionInfo = typer.Option(*names, metavar=value or None, help=help_text, **more)
    return made


def argument(value: str, help_text: str, **more: Unpack[_Limits]) -> ArgumentInfo:
    """An argument of a verb, by the name of its value."""
    made: ArgumentInfo = typer.Argument(metavar=value, help=help_text, **more)
    return made


def _choose_home(context: typer.Context, home: Path | None) -> None:
    """Take the home named behind the verb, else in front of it, for this run."""
    if home is not None and home.is_file():
        raise wrong(labels.NO_FOLDER, "--home", file=home)
    context.obj = home or context.obj  # verbs of a group begin with that of their group
    root = context.find_root()
    group = root.command
    name_home(context.obj, verbs=group.list_commands(root) if isinstance(group, TyperGroup) else ())


def readable_file(file: Path | None) -> Path | None:
    """A file or pipe that a verb reads. Raises BadParameter for a folder, or what is not there."""
    if file is not None and (not os.access(file, os.R_OK) or file.is_dir()):
        raise wrong(Label("there is no file {file} that can be read"), file=file)
    return file


def table_file(output: Path | None) -> Path | None:
    """A file of tables to be written. Raises BadParameter for an ending of no such format."""
    from itasearch.model.tables import TableFormat  # not for `itasearch --help`

    if output is not None:
        typed_format(output, TableFormat)
    return output


def typed_format(output: Path, kind: type[Format], *, option: str = "--output") -> Format:
    """The format that the ending of a file to be written names. Raises BadParameter."""
    clear_beside(output)
    try:
        return kind.of(output)
    except ExportError as error:
        endings = ", ".join(f".{format.value}" for format in kind)
        raise wrong(labels.NO_FORMAT, option, ending=output.suffix, known=endings) from error


Home: TypeAlias = Annotated[
    Path | None,
    option(
        "--home DIR",
        "Folder of corpus/ and index/ (default: ITASEARCH_HOME, else here).",
        callback=_choose_home,
    ),
]
Lang: TypeAlias = Annotated[
    Language | None,
    option(
        "--lang",
        "Language of messages and tables (default: Thai if LC_ALL or LANG is, else English).",
    ),
]
Json: TypeAlias = Annotated[bool, option("--json", "One JSON object per line.")]
Paths: TypeAlias = Annotated[list[Path], argument("PATH…", "Files or folders.")]
Mode: TypeAlias = Annotated[SearchMode, option("--mode", "How to look.")]
Limit: TypeAlias = Annotated[int, option("--limit -k", "Hits to show.", min=1)]


def _filter(name: str, metavar: str = "NAME") -> OptionInfo:
    return option(f"--{name} {metavar}", f"{FILTERS[name]}; repeatable.")


Indicators: TypeAlias = Annotated[list[str] | None, _filter("indicator", "1-10")]
Topics: TypeAlias = Annotated[list[str] | None, _filter("topic")]
Reranker: TypeAlias = Annotated[
    str | None,
    option(
        "--reranker NAME",
        "For this run, a model that reads the first 50 hits again; none for none.",
    ),
]
AllowPrivate: TypeAlias = Annotated[
    bool, option("--allow-private", "Visit addresses of the own network, too.")
]
Owner: TypeAlias = Annotated[
    str | None,
    option(
        "--organisation NAME", "Whose report it is, where a file does not say (or says it wrongly)."
    ),
]
OwnYear: TypeAlias = Annotated[str | None, option("--year YEAR", "The same for its fiscal year.")]
Build: TypeAlias = Annotated[bool, option("--build/--no-build", "Index what was added at once.")]
WithNotes: TypeAlias = Annotated[bool, option("--notes", "With the notes of the measures.")]
Literal: TypeAlias = Annotated[
    bool, option("--literal", "Take names and years in TEXT as words, not as filters.")
]
Order: TypeAlias = Annotated[
    HitOrder,
    option(
        "--order",
        "How the hits are sorted; another way than by relevance sorts the first"
        f" {MOST_SORTED} that answer.",
    ),
]
TableOutput: TypeAlias = Annotated[
    Path | None,
    option(
        "--output -o FILE",
        "Write the answer with its sources, as tables, to FILE.xlsx or FILE.csv.",
        callback=table_file,
    ),
]


def opened(*, reranker: str | None = None, changes: bool = False) -> "Workspace":
    """The workspace of the home that was named, else of ITASEARCH_HOME, else of this folder.

    A folder that is no library stays none: see LibraryAbsentError. Before the library `changes`,
    what killed runs left there is cleared away, with a message.
    """
    from itasearch.workspace import open_workspace, refuse_new

    workspace = open_workspace(named_home(), reranker=reranker, when_new=refuse_new)
    if changes:
        write_leftovers(workspace.care.clear_leftovers())
    return workspace


def opened_or_new(*, reranker: str | None = None, in_folder: bool = False) -> "Workspace":
    """The same for verbs that change the library, which say so where they make a new one.

    `in_folder`: only in a folder that exists.
    """
    from itasearch.workspace import make_anywhere, make_in_folder, open_workspace

    may_make = make_in_folder if in_folder else make_anywhere

    def announce(settings: Settings, store: str) -> None:
        may_make(settings, store)
        write_message(Label("a new library is made in {home}"), home=settings.home)

    workspace = open_workspace(named_home(), reranker=reranker, when_new=announce)
    write_leftovers(workspace.care.clear_leftovers())
    return workspace


def wrong(label: Label, at: str | None = None, /, **values: object) -> typer.BadParameter:
    """What is wrong with an option or argument (`at`), or with the line as a whole."""
    return typer.BadParameter(say(label, **values), param_hint=at)


@contextmanager
def wrong_usage(hint: str | None = None) -> Iterator[None]:
    """Make a ValueError of this block, of a value that was typed, wrong usage of the verb."""
    try:
        yield
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=hint) from error


def clear_beside(output: Path) -> None:
    """Delete what killed runs left in the folder of a file that is to be written, and say so."""
    write_leftovers(delete_abandoned(output.parent))


def write_leftovers(deleted: Sequence[Path]) -> None:
    """Say what was left and is deleted; nothing where nothing was."""
    if deleted:
        write_message(labels.LEFTOVERS, folders=", ".join(map(str, deleted)))


DigitsOfDocument = Annotated[
    Digits, option("--digits", "Digits of a written document; not of .json.")
]


def typed_year(year: str | None) -> int | None:
    """A fiscal year as BE, typed in BE or CE, in Thai or Arabic digits. Raises BadParameter."""
    if year is None:
        return None
    from itasearch.workspace import fiscal_year

    number = fiscal_year(year)
    if number is None:
        raise wrong(labels.NO_YEAR, "--year", year=year)
    return number


def typed_organisation(name: str | None) -> str | None:
    """An organisation's name as typed. Raises BadParameter for one without a letter."""
    if name is not None and not any(map(str.isalnum, name)):
        raise wrong(labels.NO_NAME, "--organisation", name=name)
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionGroup:
    """Options that a verb takes as one argument: each field is one, annotated as arguments are."""


def option_parameters(verb: Callable[..., object]) -> list[Parameter]:
    """The parameters that typer makes options of: those of a group are its fields."""
    parameters = []
    for parameter in signature(verb).parameters.values():
        group = _group_of(parameter)
        if group is None:
            parameters.append(parameter.replace(kind=Parameter.KEYWORD_ONLY))
            continue
        parameters += [
            Parameter(part.name, Parameter.KEYWORD_ONLY, default=part.default, annotation=part.type)
            for part in fields(group)
        ]
    return parameters


def with_groups(verb: Callable[..., object], values: Mapping[str, object]) -> dict[str, object]:
    """The arguments of a verb, of the values of its `option_parameters`."""
    typed = dict(values)
    for name, parameter in signature(verb).parameters.items():
        group = _group_of(parameter)
        if group is not None:
            typed[name] = group(**{field.name: typed.pop(field.name) for field in fields(group)})
    return typed


def _group_of(parameter: Parameter) -> type[OptionGroup] | None:
    """The group that a parameter of a verb is; None: an option or argument by itself."""
    kind = parameter.annotation
    return kind if isinstance(kind, type) and issubclass(kind, OptionGroup) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TownFilters(OptionGroup):
    """Filters by whose report it is, and of which year."""

    organisation: Annotated[list[str] | None, _filter("organisation")] = None
    type: Annotated[list[str] | None, _filter("type", "TYPE")] = None
    province: Annotated[list[str] | None, _filter("province")] = None
    year: Annotated[list[str] | None, _filter("year", "YEAR")] = None

    @property
    def names(self) -> "FilterNames":
        """What was typed for each."""
        from itasearch.workspace import FILTER_FIELDS, FilterNames

        typed = {field: getattr(self, name, None) or () for name, field in FILTER_FIELDS.items()}
        return FilterNames(**{field: tuple(values) for field, values in typed.items()})


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

    least: Annotated[
        float | None, option("--least", "Least ITA total of a town.", min=0, max=100)
    ] = None
    most_total: Annotated[
        float | None, option("--most-total", "Most ITA total of a town.", min=0, max=100)
    ] = None

    @property
    def band(self) -> ScoreBand:
        """The band of totals. Raises BadParameter where its least is above its most."""
        least, most = self.least, self.most_total
        if least is not None and most is not None and least > most:
            raise wrong(Label("{least:g} is above {most:g}"), "--least", least=least, most=most)
        return ScoreBand(least=least, most=most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refining(TotalBand):
    """Those, and what the hits are to be like, or without."""

    without: Annotated[
        list[str] | None,
        option(
            "--without WORDS",
            "A name that this search would add or respell to, to leave out, or words of TEXT "
            "that it would take as a filter; repeatable.",
        ),
    ] = None
    like: Annotated[
        list[str] | None, option("--like ID", "More like this measure; repeatable.")
    ] = None

    def refinement(self, order: HitOrder = HitOrder.RELEVANCE) -> Refinement:
        """All that refines a query beside its filters. Raises BadParameter as `band`."""
        return Refinement(
            without=tuple(self.without or ()),
            like=tuple(self.like or ()),
            arrangement=Arrangement(order=order, band=self.band),
        )

"""Every error itasearch raises on purpose, in one tree.

    ItaSearchError
    ├── ReadError (of a file), StoreError (of the SQL store), BackendError (of the search index)
    ├── EncoderError, RulesError, NotAllowedError
    ├── MissingExtraError, ConfigurationError: subclasses are errors of what they are about, too
    └── ReaderUnavailableError, OriginalsError, ExportError, BackupError,
        EmptyDraftError, TooManyMeasuresError, SamplesMissingError, QueryError, EvaluationError,
        ComparisonError, EmptyPlanError

A message says what is wrong, with which value, and what to do next. It is a Message: English in
the code, its Thai in the catalogue (wording/errors.py); the reason of a ReadError is a Thai
sentence for the officer, shown unchanged. Wrong arguments of a function are ValueError.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, dataclass_transform


class Message:
    """An English sentence with values for its placeholders; the catalogue has its Thai.

    A value may be a message, too. `str` gives the English.
    """

    def __init__(self, english: str = "", /, **values: object) -> None:
        self.english = english
        self.values = values

    def __str__(self) -> str:
        return self.english.format(**self.values)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


class ItaSearchError(Exception):
    """Base of all errors that itasearch raises on purpose.

    A class has its message as `text`, or as `_text()` where the words depend on attributes, with
    these as values; else it is given as Message, as sentence and values, or as a str without Thai.
    """

    text: ClassVar[Message] = Message()
    way_out: ClassVar[Message] = Message()  #: What to do, where that can be shown by itself

    def __init__(self, message: str | Message = "", /, **values: object) -> None:
        super().__init__(Message(str(message), **values) if values else message)

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments do not survive pickling between processes by themselves.
        return (_rebuild, (type(self), self.args, vars(self)))

    def _text(self) -> Message:
        return self.text

    @property
    def message(self) -> str | Message:
        """What is wrong, without the remedy."""
        text = self._text()
        if text.english:
            return Message(text.english, **{**vars(self), **text.values})
        given: str | Message = self.args[0] if self.args else ""
        return given

    @property
    def remedy(self) -> Message | None:
        """What to do; None where the message says it."""
        way_out = self.way_out.english
        return Message(way_out, **vars(self)) if way_out else None

    def __str__(self) -> str:
        remedy = self.remedy
        return f"{self.message}; {remedy}" if remedy else str(self.message)


@dataclass_transform(kw_only_default=True, eq_default=False)
class DetailedError(ItaSearchError):
    """An error with data as attributes: its subclasses are dataclasses, by keyword only."""

    def __init_subclass__(cls) -> None:
        dataclass(kw_only=True, eq=False)(cls)


def _rebuild(
    kind: type[ItaSearchError], args: tuple[object, ...], values: dict[str, object]
) -> ItaSearchError:
    error = kind.__new__(kind, *args)
    vars(error).update(values)
    return error


class ReadError(DetailedError):
    """A file cannot be read; `path` names it, `reason` says why in one Thai sentence."""

    path: str
    reason: str
    text = Message("{path}: {reason}")


class UnsupportedFormatError(ReadError):
    """No reader takes this format (yet)."""


class DamagedFileError(ReadError):
    """The format is known, but the file is broken, encrypted or empty."""


class LimitExceededError(ReadError):
    """Reading would go, or went, beyond a limit of size, depth, time or memory."""


class NotAReportError(ReadError):
    """The file was read and holds neither measures nor ITA results."""


class StoreError(ItaSearchError):
    """The SQL store refuses or cannot be used."""


class StoreFailedError(DetailedError, StoreError):
    """The database of a library, at `path`, fails; `reason` in words of its own or the system's."""

    path: str
    reason: str


class StoreUnwritableError(StoreFailedError):
    """The store cannot be written: read-only, else full or failing; what was begun is undone."""

    is_read_only: bool

    def _text(self) -> Message:
        if self.is_read_only:
            return Message(
                "the library's database {path} cannot be written ({reason}); nothing was changed; "
                "the folder can only be read: searching, comparing and exporting work; to change "
                "the library mend the rights of the folder, then run the command again"
            )
        return Message(
            "the library's database {path} cannot be written ({reason}); nothing was changed; "
            "make room on its disk or mend the rights of its folder, then run the command again"
        )


class StoreUnreadableError(StoreFailedError):
    """The store's file is there, and the disk or share does not give what it holds."""

    text = Message(
        "the library's database {path} cannot be read ({reason}): its disk or network share "
        "fails; check that, copy the folder away while it can be read, then run the command "
        "again, or put a backup on another disk: itasearch restore FILE --home DIR"
    )


class StoreUnreachableError(StoreFailedError):
    """The database server does not answer, or is starting just now; nothing is lost."""

    text = Message(
        "the library's database {path} cannot be reached ({reason}); start its server, then "
        "run the command again"
    )


class StoreBusyError(StoreFailedError):
    """Another process has been writing to the store for longer than this one waits."""

    text = Message(
        "another itasearch has been writing to the library's database {path} for a minute "
        "({reason}), such as move or add; nothing was changed; let it end, then run the "
        "command again"
    )


class LibraryGoneError(DetailedError, StoreError):
    """The store's file was there when it was opened and is gone; none is made in its place."""

    path: str
    text = Message(
        "the library's store {path} was open and is no longer there, nothing was made in its place"
    )
    way_out = Message(
        "if it is on a network share or a disk that was taken away, connect that again and go "
        "on; if the file was deleted, put a backup into the home: itasearch restore FILE"
    )


class LibraryAbsentError(DetailedError, StoreError):
    """There is no library, and what was called makes none.

    `path`: the SQLite file, or the database's URL without its password.
    """

    home: Path
    path: str
    text = Message("there is no library in {home}: {path} is not there, and nothing was made")
    way_out = Message(
        "correct --home (or ITASEARCH_HOME) if the library is elsewhere, connect its disk or "
        "network share, or make one: itasearch add PATH… --home {home}, or to try it out: "
        "itasearch sample --home {home}"
    )


class LibraryDamagedError(StoreFailedError):
    """The store's file, or something in it, was changed. `path` as in LibraryAbsentError."""

    text = Message("the library's store {path} is damaged ({reason})")
    way_out = Message(
        "copy the folder it is in before anything else, then put a backup into an empty folder: "
        "itasearch restore FILE --home DIR"
    )


class LibraryPresentError(DetailedError, StoreError):
    """A library is where a backup is to be restored; nothing was changed."""

    home: Path
    text = Message(
        "{home} holds a library already; nothing was changed. Name an empty folder: "
        "itasearch restore FILE --home DIR"
    )


class AnotherComputerError(DetailedError, StoreError):
    """Another computer is writing to the library; nothing was begun."""

    computer: str
    text = Message(
        "the computer {computer} is writing to this library; run the command again when it is done"
    )


class UnknownReportError(DetailedError, StoreError):
    """No report or measure has this id."""

    identifier: str
    text = Message("no report or measure has the id {identifier!r}; run: itasearch reports")


class UnknownCorrectionError(DetailedError, StoreError):
    """A report has no such correction in force; `correction_id` None: it has none at all."""

    report_id: str
    correction_id: int | None

    def _text(self) -> Message:
        if self.correction_id is None:
            return Message(
                "no correction of report {report_id} is in force; run: itasearch review {report_id}"
            )
        return Message(
            "no correction {correction_id} of report {report_id} is in force; run: itasearch "
            "review {report_id}"
        )


class UnknownDraftError(DetailedError, StoreError):
    """No draft has this id, or it was deleted."""

    identifier: str
    text = Message("no draft has the id {identifier!r}; run: itasearch drafts")


class UnknownRowError(DetailedError, StoreError):
    """A draft has no row of this id; somebody may have taken it out meanwhile."""

    identifier: str
    text = Message("the draft has no row {identifier!r}; look at it as it is now")


class UnknownStepError(DetailedError, StoreError):
    """The change to undo or redo is another one by now, or there is none."""

    draft_id: str
    text = Message(
        "draft {draft_id!r} has no such change to undo or redo; look at the draft as it is now"
    )


class UnknownWatchError(DetailedError, StoreError):
    """No search is saved under this id; somebody may have removed it."""

    identifier: str
    text = Message("no saved search has the id {identifier!r}; run: itasearch watch list")


class TooManyWatchesError(DetailedError, StoreError):
    """The person has as many saved searches as may be kept."""

    most: int
    text = Message(
        "{most} searches are saved, which is the most; remove one: itasearch watch remove ID"
    )


class UnknownValueError(DetailedError, StoreError):
    """A filter names a value that nothing in the library has."""

    field: str
    value: str
    nearest: Sequence[str]

    def __post_init__(self) -> None:
        self.nearest = tuple(self.nearest)

    def _text(self) -> Message:
        if not self.nearest:
            return Message("no {field} {value!r} in the library")
        names = ", ".join(self.nearest)
        return Message("no {field} {value!r} in the library; nearest: {names}", names=names)


class AmbiguousOrganisationError(DetailedError, StoreError):
    """A name fits several organisations."""

    name: str
    candidates: Sequence[str]

    def __post_init__(self) -> None:
        self.candidates = tuple(self.candidates)

    def _text(self) -> Message:
        if not self.candidates:
            return Message("{name!r} fits several organisations: ")
        return Message(
            "{name!r} fits several organisations: {names}",
            names="; ".join(self.candidates),
            choices=", ".join(self.candidates),
        )


class BackendError(ItaSearchError):
    """The search index cannot be used."""


class IndexMissingError(DetailedError, BackendError):
    """There is no index yet."""

    path: str
    text = Message("there is no index at {path}; run: itasearch build")


class IndexMismatchError(DetailedError, BackendError):
    """The index on disk was built by another encoder, segmenter or schema."""

    built_with: str
    opened_with: str
    text = Message(
        "index was built with {built_with!r}, settings name {opened_with!r}; "
        "run: itasearch build --rebuild"
    )


class IndexDamagedError(DetailedError, BackendError):
    """Files of the index were changed; it can be built again from the store."""

    path: str
    reason: str | Message
    text = Message(
        "the index is damaged: {path} {cause}; no report is lost, the index is made anew "
        "by: itasearch doctor --repair (or itasearch build --rebuild)"
    )

    @property
    def cause(self) -> Message:
        """Why, in brackets."""
        if isinstance(self.reason, Message):
            return Message("({reason})", reason=self.reason)
        return Message("({detail})", detail=self.reason)

    def _text(self) -> Message:
        return Message(self.text.english, cause=self.cause)


class IndexUnwritableError(DetailedError, BackendError):
    """The index cannot be written; what was begun is deleted, and the older index stays."""

    path: str
    reason: str
    text = Message(
        "the index at {path} cannot be written ({reason}); make room on its disk or mend "
        "the rights of the folder, then run: itasearch build"
    )


class IndexUnreachableError(DetailedError, BackendError):
    """The index is on a server that does not answer, or in a file that does not open."""

    address: str
    reason: str
    text = Message(
        "the index at {address} cannot be reached ({reason}); start Milvus there, or correct "
        "ITASEARCH_INDEX_URL"
    )


class EncoderError(ItaSearchError):
    """An encoder cannot be opened or used."""


class MissingExtraError(DetailedError):
    """An extra of pyproject.toml is not installed; `otherwise`: what to do without it."""

    extra: str
    needed_for: str
    otherwise: str = ""
    text = Message("{needed_for} needs: pip install 'itasearch[{extra}]'{instead}")

    def _text(self) -> Message:
        return Message(self.text.english, instead=f"; {self.otherwise}" if self.otherwise else "")


class MissingModelsError(MissingExtraError, EncoderError):
    """What runs sentence-transformers models is not installed."""

    extra: str = "models"


class MissingMilvusError(MissingExtraError, BackendError):
    """What speaks to Milvus is not installed."""

    extra: str = "cluster"
    needed_for: str = "an index in Milvus"
    otherwise: str = "or unset ITASEARCH_INDEX_URL for an index in the home"


class MissingDriverError(MissingExtraError, StoreError):
    """What speaks to PostgreSQL is not installed."""

    extra: str = "postgres"
    needed_for: str = "a library in PostgreSQL"
    otherwise: str = "or unset ITASEARCH_DATABASE_URL for a library in the home"


class ConfigurationError(DetailedError):
    """A setting has a value (shown without password) that cannot be used; `reason` ends "it …"."""

    setting: str
    value: str
    reason: str
    example: str
    text = Message("{setting} is {value!r}: it {reason}; set it to one such as {example}")

    def __post_init__(self) -> None:
        self.value = re.sub(r"://.*@", "://…@", self.value)


class DatabaseUrlError(ConfigurationError, StoreError):
    """The address of the store is none."""


class IndexUrlError(ConfigurationError, BackendError):
    """The address of the index is none."""


class RulesError(DetailedError):
    """A rule pack of the home cannot be used; `path` names it, `reason` what is wrong where."""

    path: str
    reason: object
    text = Message("{path} holds no rules of a year: {reason}")
    way_out = Message(
        "correct the file, or move it elsewhere to use the rules that itasearch brings; "
        "docs/rules.md has every key"
    )


class ReaderUnavailableError(DetailedError):
    """The process that reads files cannot start: no file is at fault, and none can be read."""

    reason: str
    text = Message(
        "no file can be read, the reading process does not start ({reason}); "
        "the installation is broken or the disk of temporary files (TMPDIR) is full, "
        "run: itasearch doctor"
    )


class OriginalsError(DetailedError):
    """Originals cannot be kept in their bucket or fetched from it; nothing stored is lost."""

    url: str
    reason: str
    text = Message(
        "originals in {url}: {reason}; nothing that is stored is lost. Check "
        "ITASEARCH_ORIGINALS_URL, the AWS_… variables and the network, then run: "
        "itasearch doctor"
    )


class OriginalsUrlError(ConfigurationError, OriginalsError):
    """The address of the originals' bucket is none; `url` is it, too."""

    url: str = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.url = self.value


class ExportError(DetailedError):
    """A file cannot be written."""

    path: str
    reason: str | Message

    def _text(self) -> Message:
        detail = Message("{detail}", detail=self.reason)
        why = self.reason if isinstance(self.reason, Message) else detail
        return Message("{file}: {why}", file=self.path, why=why)


class BackupError(DetailedError):
    """A file is no backup, or not a whole one; nothing was restored."""

    path: Path
    reason: str
    text = Message(
        "{path} cannot be restored: {reason}; take an older backup, and check it with: "
        "itasearch backup --check FILE"
    )


class EmptyDraftError(DetailedError):
    """A draft, or what was chosen for a document, has no measures; `name` is the draft's or ""."""

    name: str = ""
    text = Message(
        "{what} no measures, so nothing was written; add some in the app with "
        "“Add to template” at a hit, make a draft with: itasearch plan ORG --draft NAME, "
        "or name measures: itasearch export ID…"
    )

    def _text(self) -> Message:
        what = Message("what was chosen has")
        if self.name:
            what = Message("the draft {name!r} has", name=self.name)
        return Message(self.text.english, what=what)


class TooManyMeasuresError(DetailedError):
    """A document would have more measures than it may; `most` is how many it may have."""

    most: int
    text = Message(
        "one file has {most} measures at most; name fewer measures or reports, and export "
        "the others into another file"
    )


class SamplesMissingError(DetailedError):
    """No files of samples are there to be loaded."""

    looked_in: Path
    text = Message(
        "there are no samples in {looked_in} and none in itasearch itself; install it again: "
        "pip install --force-reinstall --no-deps itasearch"
    )


class QueryError(ItaSearchError):
    """A query that cannot be answered: empty, too long, or with filters that contradict."""


class EvaluationError(DetailedError):
    """A file of judgements, queries or a run cannot be used; names the line if it is one."""

    path: Path
    line: int | None
    reason: str
    text = Message("{where}: {reason}")

    def _text(self) -> Message:
        line = Message("{path}, line {line}", path=self.path, line=self.line)
        return Message(self.text.english, where=line if self.line else self.path)


class ComparisonError(ItaSearchError):
    """Two things that cannot be compared: no report, the same one twice, several."""


class EmptyPlanError(ItaSearchError):
    """A plan of which nothing is chosen makes no draft and no file."""


class NotAllowedError(DetailedError):
    """The person may not do this; nothing was changed."""

    right: str  #: what it needs, a value of Right
    signed_in: bool = True
    text = Message("this needs the right to {right}; {instead}")

    def _text(self) -> Message:
        instead = (
            Message("ask whoever runs this library for it")
            if self.signed_in
            else Message("sign in, or use itasearch on the computer that the library is on")
        )
        return Message(self.text.english, instead=instead)

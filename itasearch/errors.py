"""Every error itasearch raises on purpose, in one tree.

    ItaSearchError
    ├── ReadError                    a file cannot be read
    │   ├── UnsupportedFormatError   a format no reader takes (yet)
    │   ├── DamagedFileError         the right format, but broken, encrypted or empty
    │   ├── LimitExceededError       beyond a limit of size, time or memory
    │   └── NotAReportError          read, but holds neither measures nor ITA results
    ├── StoreError                   the SQL store
    │   ├── StoreUnwritableError     a full disk, a home that can only be read
    │   ├── StoreUnreachableError    its server does not answer
    │   ├── StoreBusyError           another process writes to it for too long
    │   ├── StoreUnreadableError     the disk does not give what the file holds
    │   ├── LibraryMissingError      it is gone or empty, but the home had reports
    │   ├── LibraryGoneError         it was open, and its file is no longer there
    │   ├── LibraryAbsentError       a verb that only reads, in a folder that is no library
    │   ├── LibraryDamagedError      its file is damaged
    │   ├── LibraryPresentError      a library is where another one is to be restored
    │   ├── AnotherComputerError     another computer writes to it, and is not waited for
    │   ├── UnknownReportError       no report or measure has that id
    │   ├── UnknownCorrectionError   no such correction is in force
    │   ├── UnknownDraftError        no draft has that id, or it was deleted, or is another's
    │   ├── UnknownShareError        a link to a draft opens nothing (any more)
    │   ├── UnknownRowError          a draft has no such row (any more)
    │   ├── UnknownStepError         no such step of a draft is there to be undone or redone
    │   ├── UnknownWatchError        nothing is watched under that id
    │   ├── UnknownKeyError          no key has that id
    │   ├── TooManyWatchesError      the library has as many as it may
    │   ├── UnknownValueError        a filter names a value that nothing has
    │   └── AmbiguousOrganisationError
    ├── BackendError                 the search index
    │   ├── IndexMissingError
    │   ├── IndexMismatchError
    │   ├── IndexDamagedError        files of it are not as they were written
    │   ├── IndexUnwritableError     a full disk, a folder without rights
    │   └── IndexUnreachableError    a Milvus server that does not answer
    ├── EncoderError
    ├── MissingExtraError            an optional dependency is not installed
    │   ├── MissingModelsError       for an encoder or reranker; also an EncoderError
    │   ├── MissingMilvusError       for an index in Milvus; also a BackendError
    │   └── MissingDriverError       for a store in PostgreSQL; also a StoreError
    ├── ConfigurationError           a setting has a value that cannot be used
    │   ├── DatabaseUrlError         also a StoreError
    │   ├── IndexUrlError            also a BackendError
    │   └── OriginalsUrlError        also an OriginalsError
    ├── ReaderUnavailableError       the process that reads files cannot start
    ├── OriginalsError               originals in a bucket cannot be kept or fetched
    ├── RolesError                   the environment names a wrong role
    ├── ExportError                  a draft or comparison cannot be written to a file
    ├── BackupError                  a file is no whole backup
    ├── EmptyDraftError              there is no measure to write to a file
    ├── TooManyMeasuresError         more measures than whoever asks may have in one file
    ├── SamplesMissingError          no files of samples to load
    ├── QueryError                   an empty or contradictory query
    ├── EvaluationError              a file of judgements, queries or a run has another format
    ├── MailError                    a mail is not set up, or the server does not take it
    ├── ComparisonError              two reports that cannot be compared
    ├── NotAllowedError              the person who asks may not do this
    │   └── OthersDraftError         a draft that its maker shared for less than this
    └── EmptyPlanError               a plan of which nothing is chosen

A message says what is wrong, with which value, and what to do next. It is
English, but for the reason of a ReadError: that is a Thai sentence for the
officer, shown unchanged. Wrong arguments of a function are ValueError.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path


class ItaSearchError(Exception):
    """Base of all errors that itasearch raises on purpose."""


class ReadError(ItaSearchError):
    """A file cannot be read; `path` names it, `reason` says why in one Thai sentence."""

    def __init__(self, *, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments do not survive pickling between processes by themselves.
        return (_rebuild_read_error, (type(self), self.path, self.reason))


def _rebuild_read_error(kind: type[ReadError], path: str, reason: str) -> ReadError:
    return kind(path=path, reason=reason)


class UnsupportedFormatError(ReadError):
    """No reader takes this format (yet)."""


class DamagedFileError(ReadError):
    """The format is known, but the file is broken, encrypted or empty."""


class LimitExceededError(ReadError):
    """Reading would go, or went, beyond a limit of size, depth, time or memory."""


class NotAReportError(ReadError):
    """The file was read and holds neither measures nor ITA results."""


class StoreError(ItaSearchError):
    """The SQL store refuses or cannot be used.

    `thai` is the message in Thai; "" where its class has it, or only its English is known.
    """

    thai = ""

    def __init__(self, message: str = "", *, thai: str = "") -> None:
        self.thai = thai
        super().__init__(message)


class StoreUnwritableError(StoreError):
    """The store cannot be written; what was begun is undone, and what it holds can be read.

    Attributes:
        is_read_only: whether its folder can only be read; else its disk is full or fails.
    """

    def __init__(self, *, path: str, reason: str, is_read_only: bool) -> None:
        self.path = path
        self.reason = reason
        self.is_read_only = is_read_only
        remedy = (
            "the folder can only be read: searching, comparing and exporting work; to change the "
            "library mend the rights of the folder"
            if is_read_only
            else "make room on its disk or mend the rights of its folder"
        )
        super().__init__(
            f"the library's database {path} cannot be written ({reason}); nothing was changed; "
            f"{remedy}, then run the command again"
        )


class StoreUnreadableError(StoreError):
    """The store's file is there, and the disk or share does not give what it holds."""

    def __init__(self, *, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"the library's database {path} cannot be read ({reason}): its disk or network share "
            "fails; check that, copy the folder away while it can be read, then run the command "
            "again, or put a backup on another disk: itasearch restore FILE --home DIR"
        )


class StoreUnreachableError(StoreError):
    """The database server does not answer, or is starting just now; nothing is lost."""

    def __init__(self, *, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"the library's database {path} cannot be reached ({reason}); start its server, then "
            "run the command again",
            thai=f"ติดต่อฐานข้อมูลของคลัง {path} ไม่ได้ โปรดเปิดเครื่องแม่ข่ายของฐานข้อมูล แล้วลองอีกครั้ง "
            f"(รายละเอียด: {reason})",
        )


class StoreBusyError(StoreError):
    """Another process has been writing to the store for longer than this one waits."""

    def __init__(self, *, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"another itasearch has been writing to the library's database {path} for a minute "
            f"({reason}), such as move or add; nothing was changed; let it end, then run the "
            "command again"
        )


class Emptiness(StrEnum):
    """Why a store holds no report; the value continues "the library's store PATH …"."""

    NO_FILE = "is not there"
    NO_BYTES = "is an empty file (0 bytes)"
    NO_TABLES = "holds no tables of itasearch"
    NO_REPORTS = "holds no report, not even a removed one"


class LibraryMissingError(StoreError):
    """The store holds nothing, but the home shows that it held reports.

    Raised before anything is created or changed: an empty store taken for the truth would
    empty the index, too.

    Attributes:
        path: the SQLite file, or the database's URL without its password.
        originals_in: where they are: corpus/added, or a bucket.
        indexed: from how many reports the search index was built.
    """

    def __init__(
        self,
        *,
        path: str,
        emptiness: Emptiness,
        home: Path,
        originals: int,
        originals_in: str,
        indexed: int,
    ) -> None:
        self.path = path
        self.emptiness = emptiness
        self.home = home
        self.originals = originals
        self.originals_in = originals_in
        self.indexed = indexed
        added, index = originals_in, str(home / "index")
        held = {
            added: f"{added} holds {originals} original files" if originals else "",
            index: f"the index in {index} was built from {indexed} reports" if indexed else "",
        }
        self.evidence = " and ".join(text for text in held.values() if text)
        restore = "restore this database from a backup, or correct ITASEARCH_DATABASE_URL"
        if path == str(home / "corpus" / "library.db"):
            restore = (
                "put it back: itasearch restore FILE --replace, with a file of `itasearch backup` "
                f"(or unzip that into {home} after deleting {path}-wal and {path}-shm); or set "
                "ITASEARCH_DATABASE_URL if the library is in another database"
            )
        moved = " and ".join(place for place, text in held.items() if text)
        self.remedy = (
            f"{restore}; to start anew, without corrections and drafts, move {moved} to another "
            "place and run `itasearch add` on the original files"
        )
        super().__init__(
            f"the library's store {path} {emptiness.value}, but {self.evidence}; "
            f"nothing was changed; {self.remedy}"
        )


class LibraryGoneError(StoreError):
    """The store's file was there when it was opened and is gone; none is made in its place."""

    def __init__(self, *, path: str) -> None:
        self.path = path
        self.remedy = (
            "if it is on a network share or a disk that was taken away, connect that again and go "
            "on; if the file was deleted, run: itasearch restore FILE --replace, with a file of "
            "itasearch backup"
        )
        super().__init__(
            f"the library's store {path} was open and is no longer there, nothing was made in its "
            f"place; {self.remedy}"
        )


class LibraryAbsentError(StoreError):
    """There is no library, and what was called makes none; nothing was created.

    Attributes:
        path: the SQLite file, or the database's URL without its password.
    """

    def __init__(self, *, home: Path, path: str) -> None:
        self.home = home
        self.path = path
        self.remedy = (
            "correct --home (or ITASEARCH_HOME) if the library is elsewhere, connect its disk or "
            f"network share, or make one: itasearch add PATH… --home {home}, or to try it out: "
            f"itasearch sample --home {home}"
        )
        super().__init__(
            f"there is no library in {home}: {path} is not there, and nothing was made; "
            f"{self.remedy}"
        )


class LibraryDamagedError(StoreError):
    """The store's file, or something in it, is not as it was written.

    Attributes:
        path: the SQLite file, or the database's URL without its password.
    """

    def __init__(self, *, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        self.remedy = (
            "copy the folder it is in before anything else, run: itasearch doctor --repair, and "
            "if that does not mend it: itasearch restore FILE --replace, with a file of itasearch "
            "backup"
        )
        super().__init__(f"the library's store {path} is damaged ({reason}); {self.remedy}")


class LibraryPresentError(StoreError):
    """A library is where a backup is to be restored; nothing was changed."""

    def __init__(self, *, home: Path) -> None:
        self.home = home
        super().__init__(
            f"{home} holds a library already; nothing was changed. Name another folder with "
            "--home, or replace it with --replace: what it holds is kept beside"
        )


class AnotherComputerError(StoreError):
    """Another computer is writing to the library; nothing was begun."""

    def __init__(self, *, computer: str) -> None:
        self.computer = computer
        super().__init__(
            f"the computer {computer} is writing to this library; run the command again when it "
            "is done",
            thai=f"คอมพิวเตอร์ {computer} กำลังเขียนคลังนี้อยู่ โปรดใช้คำสั่งเดิมอีกครั้งเมื่อเครื่องนั้นทำเสร็จ",
        )


class UnknownReportError(StoreError):
    """No report or measure has this id."""

    def __init__(self, *, identifier: str) -> None:
        self.identifier = identifier
        super().__init__(f"no report or measure has the id {identifier!r}; run: itasearch reports")


class UnknownCorrectionError(StoreError):
    """A report has no such correction in force; `correction_id` None: it has none at all."""

    def __init__(self, *, report_id: str, correction_id: int | None) -> None:
        self.report_id = report_id
        self.correction_id = correction_id
        which = "correction" if correction_id is None else f"correction {correction_id}"
        super().__init__(
            f"no {which} of report {report_id} is in force; run: itasearch review {report_id}"
        )


class UnknownDraftError(StoreError):
    """No draft has this id, or it was deleted."""

    def __init__(self, *, identifier: str) -> None:
        self.identifier = identifier
        super().__init__(f"no draft has the id {identifier!r}; run: itasearch drafts")


class UnknownShareError(StoreError):
    """A link to a draft opens nothing: it was taken back, or the draft was deleted."""

    def __init__(self) -> None:
        super().__init__(
            "this link opens no draft: its maker took it back or deleted the draft; ask for a new "
            "link"
        )


class UnknownRowError(StoreError):
    """A draft has no row of this id; somebody may have taken it out meanwhile."""

    def __init__(self, *, identifier: str) -> None:
        self.identifier = identifier
        super().__init__(f"the draft has no row {identifier!r}; look at it as it is now")


class UnknownStepError(StoreError):
    """The step that was to be undone, or redone, is not the next one; `step` None: there is none.

    Somebody else may have worked on the draft meanwhile.
    """

    def __init__(self, *, draft_id: str, step: int | None) -> None:
        self.draft_id = draft_id
        self.step = step
        which = "no step" if step is None else f"step {step} is not the next one"
        super().__init__(
            f"{which} of draft {draft_id!r} to undo or redo; look at the draft as it is now"
        )


class UnknownWatchError(StoreError):
    """Nothing is watched under this id; somebody may have removed the watch."""

    def __init__(self, *, identifier: str) -> None:
        self.identifier = identifier
        super().__init__(f"no watch has the id {identifier!r}; run: itasearch watch list")


class UnknownKeyError(StoreError):
    """No key has this id."""

    def __init__(self, *, identifier: str) -> None:
        self.identifier = identifier
        super().__init__(f"no key has the id {identifier!r}; run: itasearch keys list")


class TooManyWatchesError(StoreError):
    """The library has as many watches as it may have."""

    def __init__(self, *, most: int) -> None:
        self.most = most
        super().__init__(
            f"{most} searches and towns are watched, which is the most; "
            "remove one: itasearch watch remove ID"
        )


class UnknownValueError(StoreError):
    """A filter names a value that nothing in the library has."""

    def __init__(self, *, field: str, value: str, nearest: Sequence[str]) -> None:
        self.field = field
        self.value = value
        self.nearest = tuple(nearest)
        hint = f"; nearest: {', '.join(self.nearest)}" if self.nearest else ""
        super().__init__(f"no {field} {value!r} in the library{hint}")


class AmbiguousOrganisationError(StoreError):
    """A name fits several organisations."""

    def __init__(self, *, name: str, candidates: Sequence[str]) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        super().__init__(f"{name!r} fits several organisations: {'; '.join(self.candidates)}")


class BackendError(ItaSearchError):
    """The search index cannot be used."""


class IndexMissingError(BackendError):
    """There is no index yet."""

    def __init__(self, *, path: str) -> None:
        self.path = path
        super().__init__(f"there is no index at {path}; run: itasearch build")


class IndexMismatchError(BackendError):
    """The index on disk was built by another encoder, segmenter or schema."""

    def __init__(self, *, built_with: str, opened_with: str) -> None:
        self.built_with = built_with
        self.opened_with = opened_with
        super().__init__(
            f"index was built with {built_with!r}, settings name {opened_with!r}; "
            "run: itasearch build --rebuild"
        )


class IndexDamagedError(BackendError):
    """Files of the index are not as they were written; it is made anew from the store.

    Attributes:
        thai: the same in Thai; "" where only the English of another program is known.
    """

    def __init__(self, *, path: str, reason: str, thai: str = "") -> None:
        self.path = path
        self.reason = reason
        self.thai = thai
        super().__init__(
            f"the index is damaged: {path} ({reason}); no report is lost, the index is made anew "
            "by: itasearch doctor --repair (or itasearch build --rebuild)"
        )


class IndexUnwritableError(BackendError):
    """The index cannot be written; what was begun is deleted, and the older index stays."""

    def __init__(self, *, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"the index at {path} cannot be written ({reason}); make room on its disk or mend "
            "the rights of the folder, then run: itasearch build"
        )


class IndexUnreachableError(BackendError):
    """The index is on a server that does not answer, or in a file that does not open."""

    def __init__(self, *, address: str, reason: str) -> None:
        self.address = address
        self.reason = reason
        super().__init__(
            f"the index at {address} cannot be reached ({reason}); start Milvus there, or correct "
            "ITASEARCH_INDEX_URL"
        )


class EncoderError(ItaSearchError):
    """An encoder cannot be opened or used."""


class MissingExtraError(ItaSearchError):
    """An optional part of itasearch is not installed.

    Attributes:
        extra: its name, of those in pyproject.toml.
        otherwise: what to do without it; "" for nothing.
    """

    def __init__(self, *, extra: str, needed_for: str, otherwise: str = "") -> None:
        self.extra = extra
        self.needed_for = needed_for
        self.otherwise = otherwise
        way_out = f"; {otherwise}" if otherwise else ""
        super().__init__(f"{needed_for} needs: pip install 'itasearch[{extra}]'{way_out}")


class MissingModelsError(MissingExtraError, EncoderError):
    """What runs sentence-transformers models is not installed."""

    def __init__(self, *, needed_for: str, otherwise: str) -> None:
        super().__init__(extra="models", needed_for=needed_for, otherwise=otherwise)


class MissingMilvusError(MissingExtraError, BackendError):
    """What speaks to Milvus is not installed."""

    def __init__(self) -> None:
        super().__init__(
            extra="cluster",
            needed_for="an index in Milvus",
            otherwise="or unset ITASEARCH_INDEX_URL for an index in the home",
        )


class MissingDriverError(MissingExtraError, StoreError):
    """What speaks to PostgreSQL is not installed."""

    def __init__(self) -> None:
        super().__init__(
            extra="postgres",
            needed_for="a library in PostgreSQL",
            otherwise="or unset ITASEARCH_DATABASE_URL for a library in the home",
        )


class ConfigurationError(ItaSearchError):
    """A setting of the environment, or an option, has a value that cannot be used.

    Attributes:
        value: what it has, without name and password.
        reason: what is wrong with it, as the end of "it …".
    """

    def __init__(self, *, setting: str, value: str, reason: str, example: str) -> None:
        self.setting = setting
        self.value = re.sub(r"://.*@", "://…@", value)
        self.reason = reason
        self.example = example
        # Not by super: of an error that is two things the other one may take other arguments.
        ItaSearchError.__init__(
            self, f"{setting} is {self.value!r}: it {reason}; set it to one such as {example}"
        )


class DatabaseUrlError(ConfigurationError, StoreError):
    """The address of the store is none."""


class IndexUrlError(ConfigurationError, BackendError):
    """The address of the index is none."""


class ReaderUnavailableError(ItaSearchError):
    """The process that reads files cannot start: no file is at fault, and none can be read."""

    def __init__(self, *, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"no file can be read, the reading process does not start ({reason}); "
            "the installation is broken or the disk of temporary files (TMPDIR) is full, "
            "run: itasearch doctor"
        )


class OriginalsError(ItaSearchError):
    """Originals cannot be kept in their bucket or fetched from it; nothing stored is lost."""

    def __init__(self, *, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(
            f"originals in {url}: {reason}; nothing that is stored is lost. Check "
            "ITASEARCH_ORIGINALS_URL, the AWS_… variables and the network, then run: "
            "itasearch doctor"
        )


class OriginalsUrlError(ConfigurationError, OriginalsError):
    """The address of the originals' bucket is none; `url` is it, too."""

    def __init__(self, *, setting: str, value: str, reason: str, example: str) -> None:
        super().__init__(setting=setting, value=value, reason=reason, example=example)
        self.url = self.value


class RolesError(ItaSearchError):
    """Who has which role cannot be read: nobody gets one until it is put right."""

    def __init__(self, *, place: str, reason: str) -> None:
        self.place = place
        self.reason = reason
        super().__init__(f"{place}: {reason}")


class ExportError(ItaSearchError):
    """A file cannot be written.

    Attributes:
        thai: the same in Thai; "" where it is another program's.
    """

    def __init__(self, *, path: str, reason: str, thai: str = "") -> None:
        self.path = path
        self.reason = reason
        self.thai = thai
        super().__init__(f"{path}: {reason}")


class BackupError(ItaSearchError):
    """A file is no backup, or not a whole one; nothing was restored."""

    def __init__(self, *, path: Path, reason: str, thai: str) -> None:
        self.path = path
        self.reason = reason
        self.thai = thai
        super().__init__(
            f"{path} cannot be restored: {reason}; take an older backup, and check it with: "
            "itasearch backup --check FILE"
        )


class EmptyDraftError(ItaSearchError):
    """A draft, or what was chosen for a document, has no measures; `name` is the draft's or ""."""

    def __init__(self, *, name: str = "") -> None:
        self.name = name
        what = f"the draft {name!r} has" if name else "what was chosen has"
        super().__init__(
            f"{what} no measures, so nothing was written; add some in the app with "
            "“Add to template” at a hit, make a draft with: itasearch plan ORG --draft NAME, "
            "or name measures: itasearch export ID…"
        )


class TooManyMeasuresError(ItaSearchError):
    """A document would have more measures than it may; `most` is how many it may have."""

    def __init__(self, *, most: int) -> None:
        self.most = most
        super().__init__(
            f"one file has {most} measures at most; name fewer measures or reports, and export "
            "the others into another file"
        )


class SamplesMissingError(ItaSearchError):
    """No files of samples are there to be loaded."""

    def __init__(self, *, looked_in: Path) -> None:
        self.looked_in = looked_in
        super().__init__(
            f"there are no samples in {looked_in} and none in itasearch itself; install it again: "
            "pip install --force-reinstall --no-deps itasearch"
        )


class QueryError(ItaSearchError):
    """A query that cannot be answered: empty, too long, or with filters that contradict.

    `thai` is the message in Thai; "" where only its English is known.
    """

    def __init__(self, message: str, *, thai: str = "") -> None:
        self.thai = thai
        super().__init__(message)


class EvaluationError(ItaSearchError):
    """A file of judgements, queries or a run cannot be used; names the line if it is one."""

    def __init__(self, *, path: Path, line: int | None, reason: str) -> None:
        self.path = path
        self.line = line
        self.reason = reason
        where = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{where}: {reason}")


class MailError(ItaSearchError):
    """A mail cannot be sent: settings are missing or wrong, or the mail server refuses.

    `thai` is the message in Thai.
    """

    def __init__(self, message: str, *, thai: str) -> None:
        self.thai = thai
        super().__init__(message)


class ComparisonError(ItaSearchError):
    """Two things that cannot be compared: no report, the same one twice, several.

    `thai` is the message in Thai, without ids; "" where only its English is known.
    """

    def __init__(self, message: str, *, thai: str = "") -> None:
        self.thai = thai
        super().__init__(message)


class EmptyPlanError(ItaSearchError):
    """A plan of which nothing is chosen makes no draft and no file.

    `thai` is the message in Thai.
    """

    def __init__(self, message: str, *, thai: str) -> None:
        self.thai = thai
        super().__init__(message)


class NotAllowedError(ItaSearchError):
    """The person who asks may not do this; nothing was changed.

    Attributes:
        right: what it needs, a value of Right.
        organisation: of whose reports; None where it is not known, or no matter of one.
        of_others: whether the person has the right, but for other organisations' reports.
    """

    def __init__(
        self,
        *,
        right: str,
        organisation: str | None = None,
        of_others: bool = False,
        signed_in: bool = True,
    ) -> None:
        self.right = right
        self.organisation = organisation
        self.of_others = of_others
        self.signed_in = signed_in
        whose = f" for {organisation or 'reports of no known organisation'}" if of_others else ""
        remedy = (
            "ask an administrator of this library for it"
            if signed_in
            else "sign in, or use itasearch on the computer that the library is on"
        )
        super().__init__(f"this needs the right to {right}{whose}; {remedy}")


class OthersDraftError(NotAllowedError):
    """The draft is another person's, who did not share it for this; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(right="draft")
        self.args = (
            "this draft is another person's, who did not share it for this; make a copy of it, or "
            "ask for a link to write",
        )

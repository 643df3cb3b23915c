"""Words of the command line that several verbs share or that are long, in Thai and English.

Names of verbs, options and fields are the same in both languages: they are typed.
"""

from itasearch.model import library
from itasearch.model.classification import Origin
from itasearch.model.work import JobKind, JobState
from itasearch.wording.label import Label

# Heads and cells of tables: English on a pipe
REPORT = Label("Report")
MEASURE = Label("Measure")
MEASURES = Label("Measures")
ORGANISATION = Label("Organisation")
YEAR = Label("Year", "cli")
KIND = Label("Kind")
TEXT = Label("Text")
IDENTIFIER = Label("Id")
WHAT = Label("What")
FIELD = Label("Field")
NUMBER = Label("No.", "cli")
TITLE = Label("Title")
TOPIC = Label("Topic", "cli")
QUERY = Label("Query")
STATUS = Label("Status")
OUTCOME_COUNT = Label("{count} {name}")
NAME = Label("Name")
YES = Label("yes")
NO = Label("no")
CONFIDENCE = Label("confidence {confidence:.2f}")
OF_TABLES = Label("{share} of the text")
TAKEN_IN = Label("{share} of the text is in the measures")
MISSING = Label("missing: {names}")
NOTES = Label("{count:notes}")
MEASURE_COUNT = Label("{count} measures")
ORIGINS = {
    Origin.STATED: Label("in the town's reports"),
    Origin.GUESSED: Label("guessed"),
    Origin.CORRECTED: Label("corrected"),
}
STATUSES = {
    library.ReportStatus.ACTIVE: Label("active"),
    library.ReportStatus.SUPERSEDED: Label("superseded"),
    library.ReportStatus.REMOVED: Label("removed"),
}

USED_INSTEAD = Label("{report} is used instead")
SAME_REPORT = Label("{report} is the same report ({file})")
SYSTEM = Label("System")
SAMPLES_REMOVED = Label("removed {count} samples; to bring them back: itasearch sample")
FOR = Label("For")
ROWS = Label("Rows")
CHECKS = {"ok": Label("ok"), "warn": Label("warn"), "fail": Label("fail")}

JOB_STATES = {
    JobState.WAITING: Label("waiting"),
    JobState.TAKEN: Label("taken"),
    JobState.DONE: Label("done", "cli"),
    JobState.FAILED: Label("failed", "cli"),
}
JOB_KINDS = {JobKind.READ: Label("read", "cli"), JobKind.INDEX: Label("index")}

# Notes, errors and progress, in the language of the run
ERROR = Label("error: {message}")
UNFORESEEN = Label(
    "itasearch failed in a way that nobody foresaw ({error}); the details are in {log}: send it "
    "to the developers"
)
FREE_SPACE = Label("; make room on {disk} and run the command again")
ITS_DISK = Label("its disk")
HOME_DISK = Label("the disk of the home, or of temporary files (TMPDIR)")
TO_WRITE_AT = Label(
    "; mend the rights of the folder or name one that can be written, then run the command again"
)
NOT_ALL_STORED = Label(
    "the library at {home}, or temporary files in {temporary} (TMPDIR), could not be written, what "
    "was stored before stays; make room on the disk or mend the rights of the folder, then run the "
    "command again"
)
GAP = Label("warning: {gap}; then add these files again (or itasearch reread REPORT)")
LEFTOVERS = Label("deleted what an itasearch that was stopped had left: {folders}")
ALL_TOPICS = Label("; all topics: itasearch topics")
NO_YEAR = Label("{year!r} is no fiscal year, such as 2566")
NO_FOLDER = Label("{file} is a file, no folder")
NO_FORMAT = Label("its ending {ending!r} names no format; use {known}")
NO_HOST = Label(
    "{name!r} is no host name; give the name alone, such as ita.example.go.th, "
    "without http:// and path"
)
NO_SITE = Label("{text} is neither a web address nor a list of them (.csv, .xlsx, .txt)")
NO_NAME = Label("{name!r} is no name")
QUEUED = Label("{count:files} left to workers: itasearch work")
NOT_QUEUED = Label("it does not go with {option}")
NOT_CSV = Label("{report} does not end in .csv")
IN_ADDED = Label("{report} lies in what is added")
REMOVED = Label("removed {report}: {what}")
REMOVED_REPORT = Label("{organisation} {year}, {measures:measures}")
REMOVED_BEFORE = Label("{report} was removed before; add its file again to bring it back")
INDEXED = Label("indexed {added:reports} ({passages} passages), took out {removed}")
STAGES = {
    library.READING: Label("read"),
    library.GATHERING: Label("visit", "cli"),
    library.PAGE: Label("page"),
    library.INDEXING: Label("index"),
    library.BACKUP: Label("backup"),
    library.RESTORING: Label("restore"),
    library.MOVE: Label("move"),
    library.WRITING: Label("write"),
}

AS_WORDS = Label('to search them as words: --literal, or --without "WORDS" for one of them')
LEFT_NOTHING_OUT = Label("note: --without {name!r} left nothing out: no such name was added")
TEXT_OR_QUERIES = Label("give TEXT, a filter or --queries FILE, and not both TEXT and FILE")
NO_REPORTS = Label(
    "note: there are no reports in {home}; "
    "add some with: itasearch add FILE… (or name another home: --home DIR)"
)
INDEX_BEHIND = Label(
    "note: the index is behind the library and cannot be written just now; "
    "these hits are from the index as it was"
)
WAS_REMOVED = Label("note: {report} was removed; add its file again to bring it back")
IS_REPLACED = Label("note: {report} is not used; {better} is the better version of it")
NOTE = Label("note: {note}")
YEARS_OF_ONE = Label("--years takes one organisation and all of its years; it is not narrowed")
TWO_SIDES = Label("two sides are compared, or one with --years")
ALL_IN_JSON = Label("--json gives all of a comparison, not its differences only")
NOTHING_WATCHED = Label("no search is saved; begin with: itasearch watch add TEXT")
LEFT_TO_DO = Label(
    "left to do: {blanks:marked blanks}, {questions:marked matters}, "
    "{cells} empty cells (yellow in .docx and .xlsx)"
)
NAMES_STAY = Label(
    "note: without --organisation and --year, or a draft that has both, "
    "the sources' names and years stay in"
)
RESTORED = Label("restored into {home}: {reports:reports}, {measures:,measures}")
MOVED = Label("{count:,} rows copied and checked; set ITASEARCH_DATABASE_URL to use the copy")
LAN_READS = Label(
    "everyone on this network can open the app to search, compare and make drafts for a day, and "
    "changes nothing in the library; commands on this computer do. To let everyone do "
    "everything: --open. Stop it with Ctrl-C."
)
OPEN_WARNING = Label(
    "warning: everyone who reaches the app may add, correct and remove reports, and sees "
    "everyone's drafts; there is no sign-in. Stop it with Ctrl-C."
)
SIGN_IN_BY = Label(
    "editors (ITASEARCH_EDITORS) change the library, others read; signing in is by {url}"
)
SIGN_IN_NEEDS_URL = Label(
    "name the address of the app, to which people come back after signing in, such as "
    "https://ita.example.go.th"
)
SERVING = Label("serving {home} at {url}")
PAGE_COUNT = Label("{count} pages")
SORTED = Label("sorted by “{order}”: the first {shown} of {count} that answer best")
NO_QUESTIONS = Label("give questions, or --queries FILE")
ONE_ANSWER = Label("one answer is written, of one TEXT")
LIKE_WHICH = Label("likeness to which organisation? name it")
IS_MEASURE = Label("{id} is a measure; name its report {report} instead")
IS_REPORT = Label("{id} is a report; name one of its measures instead")
NO_OTHER_VERSION = Label("report {report} has no other version")
HAS_NO_MEASURE = Label("report {report} has no measure {id}")
UNDONE = Label("undone: {correction}")
UNDONE_BEFORE = Label("correction {correction} was undone before; nothing was changed")
UNKNOWN_RELEVANT = Label(
    "{count} of the relevant measures are not in this library and count as not found: {ids}"
)
NOTHING_TO_SCORE = Label(
    "no query has a relevant measure (grade 1 or more); there is nothing to score"
)
NOT_TESTED = Label("a difference is not tested (p) with fewer than two queries")
UNANSWERED_OF = Label(
    "without answer: said of {recognised} of {without}; answerable: denied {denied} of {answerable}"
)
SAMPLES_MARKED = Label("samples carry a mark; to remove them: itasearch sample --empty")
IS_DRAFT = Label("{id} is a draft; write --draft {id}")
DRAFT_OR_IDS = Label("it takes the place of ID…; name one of them")
DRAFT_HAS_OWN = Label("a draft has its own organisation and year; change them in the app")

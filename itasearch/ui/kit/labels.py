"""Labels of the whole app: the search box, the library and uploads.

A short text of one place is written there, as language.phrase; the Thai of Streamlit's own words is
in static/streamlit.json.
"""

from itasearch.model.ranking import SearchMode
from itasearch.wording.label import Label

APP_NAME = Label("itasearch")
APP_PURPOSE = Label(
    "Find ITA measures of Thai local governments, compare them, take a plan along in Word"
)
NAV_SEARCH = Label("Search")
NAV_COMPARE = Label("Compare")
NAV_OUR_TOWN = Label("Our town", "menu")
NAV_TOWNS = Label("Many towns")
NAV_EVIDENCE = Label("Evidence", "menu")
NAV_LIBRARY = Label("Library")
TO_LIGHT = Label("Switch to light colours")
CANCEL = Label("Cancel")
MORE = Label("Show more")
UNDO = Label("Undo")
DONE = Label("Done")
NAME_HINT = Label("Type a name to choose")
CHOOSE_YEAR = Label("Choose a year")
FISCAL_YEAR = Label("Fiscal year", "kit")

# Requests that the server does not answer: host_check.py, page_headers.py
REQUEST_FAILED = Label(
    "The server failed at this request. Try again; if it fails again, tell who runs it: its log "
    "has the cause."
)
FOREIGN_HOST = Label(
    "The app does not answer to the name {host}.\n"
    "On the computer that runs it: open {address}.\n"
    "From another computer of the network: use that computer's IP address instead of a name.\n"
    "If {host} is a name of this app: whoever runs it adds --allow-host {host} to the itasearch "
    "serve command in use, or sets the variable {variable}={host}."
)

# Search
FILTER_ORGANISATION = Label("Organisation")
FILTER_TYPE = Label("Type", "kit")
FILTER_PROVINCE = Label("Province")
FILTER_YEAR = Label("Fiscal year (BE)")
FILTER_INDICATOR = Label("Indicator, stated or guessed")
EXAMPLE_QUERIES = (
    Label("No Gift Policy"),
    Label("whistleblower protection"),
    Label("E-Service"),
    Label("borrowing official property"),
    Label("procurement disclosure"),
    Label("conflict of interest"),
)
LIBRARY_SAMPLES = Label(
    "{samples:,} of {organisations:,} organisations are invented, to try itasearch with"
)
LIBRARY_REWORDED = Label(
    "{reworded:,} of {reports:,} reports are shortened versions reworded by itasearch,"
    " not the organisations' own words"
)
LIBRARY_EMPTY = Label("The library is empty: add a first report, then search")
GO_TO_LIBRARY = Label("Add reports")
OPEN_REPORT = Label("Open the report")
YEAR = Label("FY {year} BE")
YEAR_UNKNOWN = Label("Fiscal year unknown")
PROVINCE = Label("{name}")

INDEX_BEHIND = Label("Reports are being added just now; the newest may be missing from this answer")

# Library
UPLOAD_HELP = Label(
    "Drop files here or choose them: PDF, scans, Word, Excel, LibreOffice, web pages, text and ZIP"
)
UPLOAD_SCANS = Label(
    "A scanned page takes a few seconds to read; go on with something else meanwhile"
)
UPLOAD_BUTTON = Label("Add to the library ({count})")
OUTCOME_SUMMARY = Label(
    "{added} added · {unchanged} unchanged · {needs_review} need review · {refused} refused"
)
FILL_IN = Label("Check and fill in")
REVIEW_TITLE = Label("Waiting for review ({count})")
REVIEW_HELP = Label("These reports can be found, but their files leave something in doubt")
FIND_ROWS = Label("Search in this report")
LIST_FILTER = Label("Filter: organisation, province, year or file")
LIST_EMPTY = Label("No reports yet. Drop files above to begin")
COLUMN_MEASURES = Label("Measures")
COLUMN_FILE = Label("File")
STATUS_REVIEW = Label("Needs review")
SEE_ORIGINAL = Label("See the original")
REPORT_MEASURES = Label("Measures of the report ({count:,})")
REMOVE = Label("Remove from the library")
REMOVE_CONFIRM = Label(
    "Take the report of {organisation}, {year}, out of search? The file and its history stay"
)

MODE_LABELS = {
    SearchMode.HYBRID: Label("Meaning and words"),
    SearchMode.SEMANTIC: Label("Meaning"),
    SearchMode.WORDS: Label("Words"),
    SearchMode.PHRASE: Label("Exact phrase"),
}

# What a view shows, as a file
TAKE_ALONG = Label("Download {format}")
DOWNLOAD_FAILED = Label("The download failed: {why} · Try again, or load this page anew")

UPLOAD_TOO_LARGE = Label(
    "This file is too large, or too many files are waiting in the app just now: add fewer at a "
    "time, or try again later."
)
SECONDS_PASSED = Label("Going on for {count:seconds}")
LIST_FILLING = Label("Files are being added; the reports show here then")

# Who asks
READS = Label(
    "You are not signed in: search and compare; whoever signed in makes drafts, editors add and "
    "correct reports."
)
ADDING_IS_FOR_EDITORS = Label(
    "Reports are added and corrected by editors; whoever runs this library lists you as one."
)
LOADING = Label("Comparing with others in the library…")
COMPARE_SIMILAR = Label("Similar towns")
COMPARE_LACKING = Label("What is lacking")
COMPARE_PLAN = Label("Next plan")
COMPARE_QUESTIONS = Label("Questions", "compare")
LIBRARY_SOURCES = Label("Web pages", "library")
LIBRARY_EVIDENCE = Label("Check ITA evidence")
FILTER_TOPIC = Label("Topic")

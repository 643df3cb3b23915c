"""Labels of uploads, sources and evidence."""

from itasearch.wording.label import Label

NEW = Label("New")
UPLOAD_WAITING = Label("Waiting")
UPLOADS_OPEN = Label(
    "{waiting} waiting · {taken} being read · this page may be closed: what was sent is kept"
)
UPLOAD_NOT_QUEUED = Label(
    "Cause: {cause}. The chosen files are kept: try again, or ask the administrator", "library"
)

# Sources
NO_SOURCES = Label(
    "Give a town’s web site: the ITA reports on it are shown, and added when you agree"
)
PLACE = Label("Place", "sources")
PLACE_HINT = Label("https://www.example.go.th, a folder, or a list of addresses (.xlsx, .csv)")
FOUND_NOTHING = Label(
    "No report was found. Give the address of a page further in, such as that of the ITA items"
)
FILE = Label("File or page")
PAGE_OF_FILE = Label("Page that it is on")
GONE = Label("No longer there; their reports stay ({count})")
FORGET = Label("Forget ({count})")

# Evidence
NO_ENTRIES = Label("No item (O12) with an address was found in “{text}”")
EVIDENCE_SUMMARY = Label("{clear:,} of {count:,} in order · {faulty:,} to mend")

"""Labels of the review of a report and its corrections."""

from itasearch.wording.label import Label

NOTHING_WAITS = Label("No report waits for review")

DOUBTS = Label("Please check ({count})")

# Rows and their pages
NO_ROWS_ON_PAGE = Label("No measure begins on this page. If the picture shows one, it was not read")
AS_READ = Label("As read from the file: {text}")
AS_READ_EMPTY = Label("Read from the file as empty")
SPLIT = Label("Split in two")
SPLIT_HELP = Label(
    "Choose from which line on each field belongs to the new row. If a text is one line still,"
    " break it in its field first"
)

# Corrections and versions
UNDONE = Label("Undone")
SAVED = Label("Saved")
SUPERSEDED = Label("Search does not use this version; another one replaces it: {file}")
IS_REMOVED = Label("This report was removed from the library. Add its file again to bring it back.")
NOT_YOURS = Label("reports are checked and corrected by editors")

NOTE = Label("Note", "measure")

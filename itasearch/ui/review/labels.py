"""Labels of the review of a report and its corrections."""

from itasearch.ui.kit.labels import Label

# How well a report was read
COLUMN_COMPLETENESS = Label("Text taken in")

CHECK = Label("Check and correct")
BACK_TO_REPORT = Label("Back to the report")
NOTHING_WAITS = Label("No report waits for review")

# What is doubtful, in plain words
DOUBTS = Label("Please check ({count})")

# Rows and their pages
COLUMNS = Label("Meaning of the columns ({count})")
ROWS = Label("Rows as read ({count:,})")
NO_ROWS_ON_PAGE = Label("No measure begins on this page. If the picture shows one, it was not read")
INDICATOR = Label("Indicator that the report states")
NO_INDICATOR = Label("None", "review")
AS_READ = Label("As read from the file: {text}")
AS_READ_EMPTY = Label("Read from the file as empty")
SPLIT = Label("Split in two")
DROP = Label("No measure")
SPLIT_HELP = Label(
    "Choose from which line on each field belongs to the new row. If a text is one line still,"
    " break it in its field first"
)

# Corrections and versions
UNDONE = Label("Undone")
NOT_PLACED = Label("No effect: the row is no longer there")
SAVED = Label("Saved")
IN_FORCE_ALREADY = Label("This was corrected already; nothing was changed")
VERSIONS = Label("Other versions of this report")
SUPERSEDED = Label("Search does not use this version; another one replaces it: {file}")
IS_REMOVED = Label("This report was removed from the library. Add its file again to bring it back.")
SAME_YEAR = Label("{count} of this year")
SAME_YEAR_HELP = Label(
    "The library has {count:reports} of this organisation, year and kind; all of them are searched"
    " and counted. If two are one report, take one out; if the year or organisation is wrong,"
    " correct it on the review page"
)
IN_USE = Label("In use")
NOT_YOURS = Label(
    "this report is checked and corrected by editors of its organisation and administrators"
)

# Notes and tags
NOTES = Label("Note and tags")

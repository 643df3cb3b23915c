"""Labels of the original: the panel, turning pages, the search inside it."""

from itasearch.ui.kit.labels import Label

TITLE = Label("The original")
CLOSE = Label("Close the original")
ROW_GONE = Label(
    "The library has no such row any more; its report may have been read anew or corrected."
    " Close this panel and search again"
)
LOST = Label(
    "The original is gone from {path}. Put the same file back there from a backup, under the same"
    " name, then open this panel again. All that was read from it can still be searched"
)
CHANGED = Label(
    "This file was changed after it was read, so the row shown may be another one. To use it as it"
    " is now, add it to the library"
)

# Turning
PAGE = Label("Page")
PART = Label("Part")
OPENING = Label("Opening the original…")

# The search inside
WORDS = Label("Search inside")
ROWS_ONLY = Label("On pages that are pictures only the rows that were read can be searched")

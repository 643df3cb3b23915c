"""Words of answers and errors in Thai and English."""

from itasearch.wording.label import Label

EMPTY_LIBRARY = Label("The library has no reports yet; add some with: itasearch add FILE…")
INDEX_BEHIND = Label(
    "The index is behind the library and cannot be written just now: "
    "this answer is from it as it was"
)
LEFT_OUT = Label("{shown} of {count} {what} are shown; a higher limit has more")

INCOMPLETE = Label("Measures that lack parts of the form")

ROWS_LEFT_OUT = Label("Of the rows {shown} of {count} are listed; the document has them all")

NOTHING_TO_DRAFT = Label(
    "The draft would have no measures; name measure_ids, or the draft_id of one that has"
)
TOO_FULL = Label(
    "The draft would have {count} rows, and this tool makes at most {most}; choose fewer measures"
)
NO_NAME = Label("“{typed}” is no organisation's name; use a full or short one, such as ทต.แม่กา")
NO_YEAR = Label("“{typed}” is no fiscal year; use the Buddhist Era or CE, such as 2566 or 2023")
TOO_LONG = Label("{name} is too long; it takes at most {most:,} characters, make it shorter")
WRONG_VALUE = Label("the value of {name} cannot be used ({reason}); mend it by the tool's schema")
NO_SUCH_TOOL = Label("there is no tool {name}; there are: {names}")
LIBRARY_FAULT = Label(
    "the library or its index cannot be used just now; report it to its administrator"
)

"""Labels of comparisons: two reports, the years of one organisation, months and times."""

from itasearch.model.comparison import DifferenceKind, SpanKind
from itasearch.wording.label import Label

PURPOSE = Label("Two organisations side by side")
LIBRARY_TOO_SMALL = Label("It takes two reports in the library to compare: add reports first")
SAME_TWICE = Label(
    "Both sides are the same organisation: choose two different years, or another organisation"
)
ONE_REPORT = Label(
    "{name} has one report only and cannot be compared with itself: choose another organisation"
)
NARROWED = Label("Only what passes the filters is shown; the number after “of” is without them")
FILTERS_HELP = Label(
    "The numbers count cards of this view, a pair as one. Few reports state an indicator:"
    " others are guessed from the text, and each card says so.\n"
    "Several values in one row are alternatives; both rows must hold"
)
COVER = Label("One measure of {one} beside {count} of {other}")
WE_HAVE = Label("We have, not found in their report")
THEY_HAVE = Label("They have, not found in our report")
ONLY = Label("{which} · only {name} ({count})")

STEPS_ONLY = {
    DifferenceKind.ONLY_LEFT: Label("not found in that of {other}: {count}"),
    DifferenceKind.ONLY_RIGHT: Label("{other}: {count} more"),
}
SPAN_SIGNS = {SpanKind.SAME: "", SpanKind.REMOVED: "[−]", SpanKind.ADDED: "[+]"}
"""Before a stretch of words: only the first side has it, only the second; in brackets, so that
before a figure they are no minus and plus."""


CHOOSE = Label(
    "Choose an organisation above, to see which measures the reports of each year have or lack"
)
SUMMARY = Label("Fiscal year {year} BE against the report before: {counts}")
ONE_YEAR = Label(
    "{name} has reports of one fiscal year only ({year} BE): there is no other to compare with"
)
OF_YEAR = Label("{year}")
PLAN_OF = Label("Plan {year}")
RESULT_OF = Label("Result {year}")

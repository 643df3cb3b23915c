"""Labels of the view of scores where towns took something up; none says what caused a change."""

from itasearch.ui.kit.labels import Label

TITLE = Label("Scores after towns took something up, against towns that did not")
NO_CAUSE = Label(
    "**This table does not say that what was taken up caused a change of scores.** Towns chose"
    " themselves what to take up, and other things changed in the same year. Use it to see whose"
    " reports to read, not as proof."
)
FOUND = Label(
    "{towns:,} towns have reports and ITA results of two years in a row (up to {years})"
    " · {enough:,topics} and texts can be compared on this score · {few:,} have too few towns"
)
LOOKED_AT = Label(
    "{count:,} pairs were looked at, over all scores. Even if nothing went with scores, up to"
    " {chance:.0f} in 100 intervals would miss 0 by chance. “{mark}” is therefore given only to"
    " those that remain after adjusting for as many looks (now {marked:,}, over all scores)."
)
NONE_OF_SCORE = Label("Too few towns took anything up to compare this score: choose another one")

# Too few towns
NO_STEPS = Label("Nothing can be compared yet")
TOO_FEW = Label(
    "Too few: {towns:,} towns have reports and ITA results of two years in a row, but there is"
    " nothing that at least {fewest} of them took up and at least {fewest} with near earlier"
    " scores did not"
)
NO_TOWNS = Label(
    "No organisation in the library has both reports and ITA results of two years in a row"
)
NEEDED = Label(
    "What is needed: reports and ITA results of two years in a row, of some dozens of towns, of"
    " which at least {fewest} took the same thing up. ITA results can be added as a table of"
    " scores (XLSX or CSV) of a province or the whole country."
)

# The table
WHAT = Label("Topic or text", "effects")
DIFFERENCE = Label("Difference (95 % interval)")
BEYOND_CHANCE = Label("more than chance")

# How to read it
LIMITS = (
    Label(
        "Took it up: that year's report has a measure on it, the year before's has none, and the"
        " ITA results of both years are known"
    ),
    Label("Changes are medians of that year's score less the year before's"),
    Label(
        "Each is compared with at most {most:towns} that did not, of the same years, an earlier"
        " score within {widest:g} points, and an earlier total in the same band of {band:g}: a"
        " score that is low by chance rises by itself. Those"
        " without such a match are not counted"
    ),
    Label(
        "They are matched by the earlier score alone, not by size, budget, leadership or whatever"
        " else was taken up at the same time"
    ),
    Label(
        "What a measure is about is mostly guessed from its text, and what a report lists need not"
        " have been done"
    ),
    Label("With fewer than {fewest:towns} on either side no numbers are shown"),
)

"""Labels of the search view beyond its box: filters, topics, copies, scores, advice."""

from itasearch.wording.label import Label

# Names and years of the query
NOT_APPLIED = Label("Nothing of {name} surely answers; “{asked}” is searched as words")
NOT_HELD = Label("The library has no report of {name}; what it lacks is no filter")

# Filters, likes and the topics to browse
FACETS_OF_ANSWER = Label(
    "The numbers count the best {count:measures}; a text of several organisations counts for the "
    "province, type and year of each.\n"
    "Several values of one kind are alternatives; all kinds must hold"
)
SORTED_OVER = Label("sorted by “{order}” over the {count:,} that answer best")
LIKE = Label("More like this")
BROWSE = Label("Look by topic")

# How to type a query
HELP_WORDS = Label(
    "Type words or a whole question, in Thai, English or both. These signs narrow it"
)
HELP_QUOTED = Label("words in quotation marks are found together, in this order")
HELP_NAMES = Label(
    "towns, districts, provinces, regions, years and indicators become filters;"
    " press × to search them as words"
)
FIELD_PREFIXES = {
    "title": Label("title"),
    "steps": Label("steps"),
    "responsible": Label("responsible"),
    "timeframe": Label("timeframe"),
    "follow_up": Label("follow_up"),
    "results": Label("results", "search"),
    "problems": Label("problems"),
}
"""Names of fields before a colon; the query parser knows these and others."""

# What a measure is about
ABOUT_HELP = Label(
    "Save when all that is shown here is right: topics and indicator then count as checked"
    " and take the place of the guess"
)
ABOUT_SAVED = Label("Saved. The same window or the report’s review can undo it")

# Copies in other reports
COPIES_PLACES = Label("The same measure in {count:places}, {reports:reports}")
COPY_NUMBER = Label("{field} ({there} instead of {here})")

# How much answers
FOUND = Label("{count:,measures} in {organisations:,organisations}")
FOUND_TOP = Label(
    "{count:,measures}, the best {hits:,} shown; these are in {organisations:,organisations}"
)

# No good answer
NEAREST = Label("The nearest measures, perhaps not what was asked")

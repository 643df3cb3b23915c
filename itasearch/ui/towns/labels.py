"""Labels of the matrix, of similar towns and of what a town lacks."""

from itasearch.model.towns import Axis, MatrixOrder
from itasearch.wording.label import Label

OWN_TOWN = Label("Our organisation")
NO_REPORTS = Label("The library has no reports yet: add some, then compare")
LIKENESS = Label("{percent} % alike")
COMPARE_WITH_OURS = Label("Compare with ours")
GUESSED = Label("guessed from the text")

NO_SUCH_YEAR = Label("It has no report of {year}: its newest year is shown")

# The matrix
AXIS = Label("Columns")
AXES = {Axis.TOPICS: Label("Topics"), Axis.INDICATORS: Label("ITA indicators")}
ORDERS = {
    MatrixOrder.COVERAGE: Label("Covers most first"),
    MatrixOrder.LIKENESS: Label("Most like ours first"),
    MatrixOrder.NAME: Label("Name", "towns"),
    MatrixOrder.TOTAL: Label("Highest ITA total first"),
}
ORDER_NEEDS_TOWN = Label("Choose our organisation, to sort by likeness to it")
FILTERS = Label("Which towns")
SHOWN = Label("{towns:,organisations}")
LEFT_OUT = Label("{count:,} more organisations are not shown: narrow the filters to see them")
NONE_FIT = Label("No organisation fits these filters")
LEGEND = Label(
    "Numbers count the measures of the year's report, in their column as the"
    " report states or its text says · press one for them · darker: more of them, in more detail"
)
CELL_CLOSE = Label("× Close this list")

# Similar towns
CHOOSE_SIMILAR = Label(
    "Choose our organisation, to see similar towns, and their scores where ours are low"
)
WEAK = Label("{indicator} · ours {score} ({year})")
HIGHER = Label("↑ higher: theirs {scores} · ours {ours} ({our_year})")
ROSE = Label("↑ rose the year after: theirs {scores} · ours {ours} ({our_year})")

# What is lacking
CHOOSE_LACKING = Label(
    "Choose our organisation, to see what most similar towns do and we lack,"
    " and what our measures leave unsaid"
)
SAME_EXAMPLES = Label("The examples are measures that are shown above")
TOUCHED = Label("On these we have a measure at least ({count})")
# The form check
FORM = Label("What our measures leave unsaid")
ADVICE = Label("Advice, no verdict: it goes by the text of the report alone")
GUIDELINES = Label("These are numbered guidelines without a table, so no column is asked for")
FORM_COMPLETE = Label("All {count:,} measures say what is asked for")
FORM_LACKS = Label("{lacking:,} of {count:,} measures leave something unsaid")
FORM_LACKING = Label("Measures that leave something unsaid ({count:,})")
FORM_REST = Label("Measures that say all ({count:,})")

# Own questions
QUESTIONS_HELP = Label("Each question is asked of all these towns; at most {most} questions")

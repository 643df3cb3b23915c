"""Labels of the desk and of the welcome."""

from itasearch.ui.kit.labels import Label

CHOOSE_TOWN_HELP = Label(
    "Choose once, and this page becomes your town's desk; only this browser remembers it"
)

NO_REPORTS = Label("The library has no report of ours yet: add one, to compare it with others")
OUR_PAGE = Label("All that is known of us")
NEWS_NONE = Label("No new report since {when}")
DRAFT_ROW = Label("{rows:,measures} · changed {when}")
NO_DRAFTS = Label("No draft yet: press “Add to template” at any measure to begin one")
WEAK = Label("Our weakest indicators, and who does better")
GAPS = Label("What similar towns do and we do not")

TOUR_SEARCH = Label("Read what others do, and press “Add” at what suits your town")
TOUR_COMPARE = Label("Compare two towns: what both do, what only one does; add from there, too")
TOUR_DRAFT = Label("Choose your organisation and year, check what is marked, download it as Word")

EMPTY_HELP = Label(
    "Takes the sample reports and scores out for everyone; your own reports stay, and the samples"
    " can be loaded again"
)
LOAD_HELP = Label(
    "Adds reports of invented towns to try itasearch with; they can be removed at any time"
)

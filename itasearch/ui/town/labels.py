"""Labels of the page of one town."""

from itasearch.ui.kit.labels import Label

CHOOSE = Label("Organisation to look at")
CHOOSE_HELP = Label(
    "Choose an organisation, to see its reports, ITA results, topics and similar towns on one page"
)

NO_REPORTS = Label("The library has no report of it yet, only ITA results")

TREND = Label("Trend")

TOPICS_HELP = Label(
    "How many measures are about each topic, as read from their text; a number leads to them"
)

NO_SUCH_YEAR = Label("It has no measures of {year}; the newest year that it has is shown")

ROSE = Label("Rose the year after: {scores}")
COPIES_COUNT = Label("{shared:,} of {texts:,} texts are in reports of others, too")
COPIES_HELP = Label(
    "By the years of reports in the library: the true source may be outside; no fault is meant"
)
COPIES_CUT = Label(
    "There are very many measures or copies, of which a part was looked at: there may be more"
)
COPY_ROW = Label("{texts:,texts} · theirs {theirs} · here {ours}")

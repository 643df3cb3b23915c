"""Labels of next year's plan."""

from itasearch.ui.kit.labels import Label

CHOOSE = Label(
    "Choose our organisation, to see by indicator what its next plan may keep, improve and borrow,"
    " with reasons and sources"
)
NO_SUCH_YEAR = Label("“{year}” is no fiscal year: the next one is shown")
MADE_FROM = Label(
    "Plan for fiscal year {year} BE · ITA result: {result} · our report: {report}"
    " · compared with {towns:similar towns}"
)
ADVICE = Label(
    "Every text comes from a measure of the library, no sentence is made up."
    " Tick what to take, then make a template and put it into our words"
)
PLANNED = Label("Already in this year’s plan: {title}")
CHOSEN = Label("{count} of {of:measures} chosen")

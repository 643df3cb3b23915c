"""The shapes of answers: the output schemas of the tools.

The docstrings of classes and fields are what assistants read about them. Keys that an object of
`--json` has, too, have the same names and meanings here.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from itasearch.model.towns import Axis


class AnswerPart(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class CitedPlace(AnswerPart):
    """Where in which file a measure is; numbers count from 1, null where there is none."""

    path: str
    """File, as the library names it."""
    page_number: int | None
    sheet: str | None
    """Name of the sheet in a workbook."""
    table_number: int | None
    row_number: int | None
    """Row of that table or sheet, header rows included."""
    line_number: int | None


class CitedOrganisation(AnswerPart):
    """A local government or agency."""

    name: str
    """Full Thai name."""
    english: str | None
    """The name in English, with the province."""
    type: str
    district: str | None
    province: str | None


class CitedMeasure(AnswerPart):
    """One measure (มาตรการ), a row of a report. Title and texts are quoted from the report."""

    id: str
    """Measure id, for show, similar and draft."""
    report_id: str
    organisation: CitedOrganisation | None
    """Null where the report does not name it."""
    fiscal_year_be: int | None
    """Fiscal year in the Buddhist Era: 2566 is 1 October 2022 to 30 September 2023."""
    source: CitedPlace
    mark: Literal["sample", "reworded"] | None
    """sample: the organisation is invented, for trying out. reworded: the organisation is real,
    the words are not its own. Say so when you cite it."""
    citation: str
    """Organisation, year, file and place in one line, to cite."""
    number: str | None
    """As printed in the report."""
    title: str
    texts: dict[str, str]
    """Texts of the row by field: steps, timeframe, responsible, follow_up, results, outcomes,
    problems, recommendations, budget, evidence; only those that are there and were asked for."""
    cut: list[str]
    """Fields whose text is longer than given here; show has the whole."""


class CitedHit(AnswerPart):
    """A measure that was found, in place of all its copies."""

    rank: int
    """From 1, the best first."""
    score: float
    """Higher is better; compares within one answer only."""
    sure: bool
    """False: it is only near, and may not be what was asked."""
    reason: str
    """Why it was found."""
    measure: CitedMeasure
    copies: int
    """How many other measures have the same text."""
    copy_places: list[str]
    """Organisations and years of some of these copies, the oldest first."""


class UnderstoodWords(AnswerPart):
    """Words of the query that were read as a name, a year or a number."""

    typed: str
    read_as: str
    kind: str
    """organisation, type, district, province, region, year, indicator or item."""
    is_filter: bool
    """Whether only measures of it were searched; false: it hid what answers, so that the words
    were searched as words."""
    choices: list[str]
    """Words that name one of several readings each, to use instead; empty where there is one."""


class SearchAnswer(AnswerPart):
    """Hits of a search, or that nothing answers."""

    query: str
    no_match: bool
    """True: nothing in the library answers; `nearest` has what is closest, which is no answer."""
    unsure: bool
    """True: the hits are what is closest and may not be what was asked."""
    understood: list[UnderstoodWords]
    not_held: list[str]
    """Names and years of the query of which the library has no report."""
    added: list[str]
    """Other names that were searched for words of the query."""
    hits: list[CitedHit]
    nearest: list[CitedHit]
    notes: list[str]


class SimilarAnswer(AnswerPart):
    """Measures like one measure."""

    measure: CitedMeasure
    hits: list[CitedHit]
    notes: list[str]


class AboutTopic(AnswerPart):
    """A topic or an ITA indicator."""

    axis: Axis
    key: str
    """Id of the topic, or number of the indicator: a value of the filters."""
    name: str


class MeasureAnswer(AnswerPart):
    """One measure in full, and what it is about."""

    measure: CitedMeasure
    about: list[AboutTopic]
    """Stated by the report or guessed."""


class ComparedReport(AnswerPart):
    """One side of a comparison."""

    id: str
    organisation: CitedOrganisation | None
    fiscal_year_be: int | None
    kind: str
    """plan, results or guidelines."""
    path: str
    """File of the report."""


class ComparedField(AnswerPart):
    """A field in which the measures of a pair differ."""

    field: str
    kind: str
    """changed, only_left or only_right."""
    left: str | None
    right: str | None


class MaybeSame(AnswerPart):
    """Two measures that may do the same thing: too unsure for a pair."""

    left: CitedMeasure
    right: CitedMeasure
    similarity: float
    """0–1; 1: the same text."""


class ComparedPair(MaybeSame):
    """Two measures that do the same thing."""

    differences: list[ComparedField]
    """Empty: they say the same."""


class ComparedCover(AnswerPart):
    """One measure of one side, and those of the other that together do what it does."""

    left: list[CitedMeasure]
    right: list[CitedMeasure]
    similarity: float


class NearestTitle(AnswerPart):
    """The most similar measure of the other report, too unlike to be the same."""

    id: str
    title: str
    similarity: float
    """0–1."""


class CitedLoneMeasure(CitedMeasure):
    """A measure that the other report surely lacks."""

    nearest: NearestTitle | None
    """None: the other report has no measure."""


class ComparisonSizes(AnswerPart):
    """How many there are in all; the lists may be shorter."""

    pairs: int
    covers: int
    maybe: int
    only_left: int
    only_right: int


class ComparisonAnswer(AnswerPart):
    """Two reports side by side."""

    left: ComparedReport
    right: ComparedReport
    sizes: ComparisonSizes
    pairs: list[ComparedPair]
    covers: list[ComparedCover]
    maybe: list[MaybeSame]
    """Their measures are in no other list."""
    only_left: list[CitedLoneMeasure]
    """Measures that the right report surely lacks."""
    only_right: list[CitedLoneMeasure]
    notes: list[str]
    """How the reports were chosen, and what is left out here."""


class LackingSubject(AboutTopic):
    """A topic or indicator that most similar organisations touch and this one does not."""

    towns: int
    """How many of the similar organisations touch it."""
    of: int
    """How many were compared."""
    examples: list[CitedMeasure]
    """Measures to borrow."""


class TouchedSubject(AboutTopic):
    """A topic or indicator that the organisation's measures touch."""

    measures: int


class CitedTown(AnswerPart):
    """A similar organisation."""

    organisation: CitedOrganisation
    fiscal_year_be: int | None
    likeness: float
    """0–1."""


class IncompleteMeasure(AnswerPart):
    """A measure that lacks parts which the form requires."""

    id: str
    title: str
    missing: list[str]
    """Of steps, timeframe, responsible, follow_up, results."""


class CoverageAnswer(AnswerPart):
    """What an organisation's reports of one year cover and lack. Advice, never a verdict."""

    organisation: CitedOrganisation
    fiscal_year_be: int | None
    report_ids: list[str]
    gaps: list[LackingSubject]
    touched: list[TouchedSubject]
    similar_towns: list[CitedTown]
    incomplete: list[IncompleteMeasure]
    notes: list[str]
    """Why there may be no gaps, and what is left out here."""


class DraftedChange(AnswerPart):
    """A piece of a borrowed text that was replaced."""

    field: str
    old: str
    new: str
    """«…» is a blank to be filled in."""
    kind: str


class DraftedQuestion(AnswerPart):
    """A piece that a person must decide."""

    field: str
    text: str
    question: str
    """In Thai."""


class DraftedRow(AnswerPart):
    """A row of a draft, in the target's name, and the measures that it was made from."""

    id: str
    texts: dict[str, str]
    """Adapted texts by field; «…» is a blank to be filled in."""
    changes: list[DraftedChange]
    questions: list[DraftedQuestion]
    missing: list[str]
    """Parts that the form requires and the row lacks."""
    sources: list[CitedMeasure]


class DraftAnswer(AnswerPart):
    """A draft, as it is kept in the library."""

    draft_id: str
    name: str
    organisation: str | None
    fiscal_year_be: int | None
    link: str | None
    """Address of the draft in the app; null of a key's draft, which no browser opens, and where
    the app's address is not known."""
    rows: list[DraftedRow]
    blanks: int
    """«…» that are to be filled in."""
    open_questions: int
    document: str
    """The draft as a document in Markdown, with its sources, in Thai."""
    notes: list[str]

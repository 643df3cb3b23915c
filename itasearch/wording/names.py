"""Names of what the model has as values: kinds, types, marks, indicators, changes over years."""

from collections import Counter
from collections.abc import Iterator, Mapping

from itasearch.domain.english_names import (
    english_place_name,
    english_province,
    english_town_name,
    in_both_languages,
)
from itasearch.domain.indicators import grade_words, indicator
from itasearch.domain.organisations import organisation_types, short_name
from itasearch.domain.places import regions
from itasearch.domain.topics import topic
from itasearch.model import towns
from itasearch.model.comparison import YearChange
from itasearch.model.form_check import FormCheck, PartCheck, Standing
from itasearch.model.library import OutcomeKind
from itasearch.model.people import Action, ActionKind, Role
from itasearch.model.ranking import HitOrder
from itasearch.model.records import LEAST_INDICATORS, Organisation, OrganisationType, ReportKind
from itasearch.model.source import SourceRef
from itasearch.wording.label import Label, data_label
from itasearch.wording.labels import (
    FIELD_NAMES,
    WordingMark,
    mark_of,
    marked_year,
    place_text,
    quotation_lines,
    score_text,
)
from itasearch.wording.language import language, phrase, say

LONGEST_RESULT = 120  #: Code points of the results in a cell

KINDS: Mapping[ReportKind, Label] = {
    ReportKind.PLAN: Label("Plan"),
    ReportKind.RESULTS: Label("Results", "names"),
    ReportKind.GUIDELINES: Label("Guidelines"),
}
_DRAFT = Label("Draft {number}")
TYPES: Mapping[OrganisationType, Label] = {
    OrganisationType.CITY_MUNICIPALITY: Label("City municipality"),
    OrganisationType.TOWN_MUNICIPALITY: Label("Town municipality"),
    OrganisationType.SUBDISTRICT_MUNICIPALITY: Label("Subdistrict municipality"),
    OrganisationType.SUBDISTRICT_ADMINISTRATIVE_ORGANISATION: Label(
        "Subdistrict administrative organisation"
    ),
    OrganisationType.PROVINCIAL_ADMINISTRATIVE_ORGANISATION: Label(
        "Provincial administrative organisation"
    ),
    OrganisationType.SPECIAL_ADMINISTRATIVE_AREA: Label("Special administrative area"),
    OrganisationType.OTHER: Label("Other"),
}
MARKS: Mapping[WordingMark, Label] = {
    WordingMark.SAMPLE: Label("Sample"),
    WordingMark.REWORDED: Label("Reworded"),
}
MARK_MEANINGS: Mapping[WordingMark, Label] = {
    WordingMark.SAMPLE: Label("An invented organisation to try itasearch with"),
    WordingMark.REWORDED: Label(
        "A shortened version reworded by itasearch, not the organisation's own words"
    ),
}
CHANGES: Mapping[YearChange, Label] = {
    YearChange.KEPT: Label("kept"),
    YearChange.CHANGED: Label("changed"),
    YearChange.NEW: Label("new"),
    YearChange.RESUMED: Label("found again"),
    YearChange.MAYBE: Label("maybe the same as before"),
}
"""In the order of their columns."""
FIRST_REPORT = Label("first report")
DROPPED = Label("not found any more")
IN_NO_COLUMN = Label("In no column")
COVERAGE_NOTES: Mapping[towns.CoverageNote, Label] = {
    towns.CoverageNote.NO_REPORT: Label(
        "It has no report with measures, so nothing is compared with others"
    ),
    towns.CoverageNote.ALONE: Label(
        "The library has no reports of other organisations of our kind, so what is lacking is not"
        " known"
    ),
    towns.CoverageNote.FEW_NEIGHBOURS: Label(
        "Fewer than {fewest} similar organisations of our kind have measures in the library, so"
        " what most of them do is not known; others of another kind do not count"
    ).filled(fewest=towns.FEWEST_SIMILAR_TOWNS),
    towns.CoverageNote.NO_GAP: Label(
        "No topic or indicator was found that most similar organisations have and ours has not."
        " Only topics were compared, not the measures one by one"
    ),
}
"""Why there are no gaps."""
QUESTION_LEGEND = Label(
    "A cell has the measure with the highest score, and quotes what its report says of it; ~ before"
    " it: only near, perhaps not the answer; –: none was found, though a report may say it in other"
    " words"
)
NEW_LINK, STORED_LINK = Label("new", "gather"), Label("has it")
COPIES_COUNT = Label("{shared:,} of {texts:,texts} are in reports of others too")
COPIES_HELP = Label(
    "By the years of the library's reports alone: the text may come from elsewhere, and sharing it"
    " is no fault"
)
COPIES_CUT = Label("Of so many measures or copies only some were looked at: there may be more")
NO_PROOF = Label(
    "A higher score does not prove that this measure is the cause: scores rise and fall for many"
    " reasons. Read it as an example"
)
TOPICS_COUNTED = Label(
    "Topics are read from the text: one measure on a topic counts as having it, though others may"
    " do something else on it, and ours may do what was not found in other words: compare and read"
)

STANDINGS: Mapping[Standing, Label] = {
    Standing.THERE: Label("in its column"),
    Standing.ELSEWHERE: Label("found elsewhere"),
    Standing.IN_PLAN: Label("in the plan of the year"),
    Standing.MISSING: Label("not found"),
    Standing.NOT_ASKED: Label("not asked for"),
}
QUESTION = Label("Question")
SOURCE = Label("Source")
UNKNOWN_OWNER = Label("Unknown organisation")


def name_in_language(name: str) -> str:
    """A local government's name in one language; another organisation's as it is."""
    return english_town_name(name) or name if language() == "en" else name


def full_town_name(name: str) -> str:
    """A local government's name; in English behind its English one."""
    return in_both_languages(name) if language() == "en" else name


def owner_name(organisation: Organisation | None, *, reworded: bool, province: bool = True) -> str:
    """An organisation with its province if asked for, and the mark of a report not its own."""
    if organisation is None:
        return say(UNKNOWN_OWNER)
    name = name_in_language(organisation.name)
    place = organisation.province if province else None
    if language() == "th":
        name += f" จังหวัด{place}" if place else ""
    elif place and not name.startswith(place := province_name(place)):
        name += f", {place}"
    mark = mark_of(organisation, reworded=reworded)
    return f"{name} ({say(MARKS[mark])})" if mark else name


def town_name(organisation: Organisation | None, *, reworded: bool) -> str:
    """A town with its province and its mark; in English also by its Thai name."""
    name = owner_name(organisation, reworded=reworded)
    thai = "" if organisation is None else organisation.name
    return name if thai in name else f"{name} · {thai}"


def question_cell_text(cell: towns.QuestionCell) -> str:
    """The title of a cell's measure with its year, "~ " before a near one, and what its town
    reports of it; "–" without a measure."""
    if cell.title is None:
        return "–"
    lines = quotation_lines(cell.quotations, of=cell.measure_id or "", length=LONGEST_RESULT)
    year = marked_year(str(cell.fiscal_year_be or "–"), cell.source)
    return " – ".join((f"{'~ ' * cell.is_near}{cell.title} ({year})", *lines))


def short_owner_name(organisation: Organisation | None) -> str:
    """An organisation as text names it again: its type abbreviated, in English left out."""
    if organisation is None:
        return say(UNKNOWN_OWNER)
    name = organisation.name
    short = short_name(name)
    if language() == "en" and short is not None:
        prefix = next(it.prefix for it in organisation_types() if name.startswith(it.prefix))
        return english_place_name(name.removeprefix(prefix))
    return short or name


def draft_name(name: str) -> str:
    """A draft's name; in the language one that nobody has chosen, which is stored in Thai."""
    number = name.removeprefix(_DRAFT.th.format(number=""))
    return say(_DRAFT, number=number) if number.isdecimal() else name


def indicator_name(number: int) -> str:
    """Number and name of an indicator."""
    of = indicator(number)
    return of.numbered if language() == "th" else f"{number} {of.english}"


def topic_name(identifier: str) -> str:
    """Name of the topic with this id; the id itself where no topic has it."""
    known = topic(identifier)
    return identifier if known is None else (known.english if language() == "en" else known.thai)


def column_name(axis: towns.Axis, column: str) -> str:
    """What a column of a matrix is about."""
    return topic_name(column) if axis is towns.Axis.TOPICS else indicator_name(int(column))


def province_name(province: str) -> str:
    """A province's name; one that no list knows as it was read."""
    return province if language() == "th" else english_province(province) or province


def grade_name(grade: str | None) -> str:
    """A grade of the ITA total; a dash for none."""
    names = {word.thai: word.english for word in grade_words()} if language() == "en" else {}
    return names.get(grade or "", grade or "–")


def likeness_text(reason: towns.SimilarTownReason, *, most_topics: int | None = None) -> str:
    """Why a town is similar; of topics in common `most_topics` are named, or all."""
    value = reason.value
    match reason.kind:
        case towns.Alike.TYPE:
            return phrase("both {name}", name=TYPES[OrganisationType(value)])
        case towns.Alike.PROVINCE:
            return phrase("both in {name}", name=province_name(value))
        case towns.Alike.REGION:
            names = {region.id: data_label(region.thai, region.english) for region in regions()}
            return phrase("both in the {name} (of six regions)", name=names.get(value, value))
        case towns.Alike.TOTAL:
            apart = score_text(towns.TOTALS_APART * (1 - reason.share))
            return phrase("totals {apart} points apart, {score}", apart=apart, score=value)
        case towns.Alike.PLAN:
            topics = [topic_name(it) for it in value.split()]
            listed = ", ".join(topics[:most_topics])
            listed += "…" if topics[:most_topics] != topics else ""
            label = Label("{count:topics} in both reports: {names}")
            return say(label, count=len(topics), names=listed)


def standing_text(check: PartCheck) -> str:
    """Whether a row has a part of the form, or in which other field it was found."""
    if check.standing is not Standing.ELSEWHERE:
        return say(STANDINGS[check.standing])
    return phrase("in {field}", field=FIELD_NAMES[check.field or "row"])


def rules_text(check: FormCheck) -> str:
    """By which year's rules something was checked, and what is not sure of them."""
    year, item = check.rules_year_be, check.item
    rules = Label("by the rules of {year} ({item})") if item else Label("by the rules of {year}")
    parts = [say(rules, year=year, item=item)]
    if year != check.fiscal_year_be:
        parts.append(phrase("the nearest known to its year"))
    if not check.confirmed:
        parts.append(phrase("not confirmed in a document of the NACC"))
    return " · ".join(parts)


def in_plan_texts(check: FormCheck) -> Iterator[str]:
    """What of a results report the plan of its year alone states; what the next plan must have that
    such a report need not, if any lack it."""
    parts = (it for row in check.measures for it in row.parts if it.standing is Standing.IN_PLAN)
    in_plan = Label("{part}: {stated} of {count} measures state it in the plan of that year alone")
    for part, stated in Counter(it.part for it in parts).items():
        yield say(in_plan, part=FIELD_NAMES[part], stated=stated, count=len(check.measures))
    label = Label("A plan of {year} must have: {part} – {lacking} of {count} measures state none")
    for part, lacking in check.lacking_in_plan.items():
        year, count, name = check.plan_year_be, len(check.measures), FIELD_NAMES[part]
        yield say(label, year=year, part=name, lacking=lacking, count=count)


def place_name(source: SourceRef) -> str:
    """Sheet, page, table, row and line of a file as far as they are known, and whether a person
    must still check its rows."""
    return place_text(source, is_thai=language() != "en")


BETTER = Label("Towns with a higher score (by at least {margin:g} points)").filled(
    margin=towns.BETTER_MARGIN
)
MOST_IMPROVED = Label(
    "Who improved most (by at least {margin:g} points the year after the measure)"
).filled(margin=towns.BETTER_MARGIN)
_NO_SCORES = Label(
    "The library has no dated ITA scores by indicator of {town}, so its weak indicators are not"
    " known"
)
_FEW_SCORES = Label(
    "Of {town} the library has the ITA scores of these indicators alone: {scores}. Which ones are"
    " the weakest is not known"
)
NOBODY_BETTER = Label(
    "no town of our kind that scores at least {margin:g} points higher has measures in the library"
    " that state this indicator, or seem to be for it"
).filled(margin=towns.BETTER_MARGIN)


def why_none_weak(town: str, scores: Mapping[int, float]) -> str:
    """Why the weakest indicators of a town with these scores are not known, or that it has none
    below the full score; "" where they are known."""
    label = _FEW_SCORES if scores else _NO_SCORES
    if len(scores) >= LEAST_INDICATORS:
        if min(scores.values()) < towns.FULL_SCORE:
            return ""
        label = Label("No indicator of {town} with a score in the library is below 100")
    return say(label, town=town, scores=numbers_with_scores(scores))


def numbers_with_scores(scores: Mapping[int, float]) -> str:
    """Indicators by number with their scores, such as "4 (78.15), 9 (80)"."""
    return ", ".join(f"{number} ({score_text(score)})" for number, score in scores.items())


def scores_of_example(example: towns.BetterExample) -> str:
    """Their score, the later one of a rise, and the measure's year, marked if it is later."""
    text = phrase("{score} in {year}", score=score_text(example.score), year=example.score_year_be)
    last = example.score_year_be
    if example.later is not None:
        last += 1
        text += phrase(", then {score} in {year}", score=score_text(example.later), year=last)
    year = example.example.fiscal_year_be
    if year is not None:
        text += phrase(" · measure of {year}", year=year)
        text += phrase(", after this score") if year > last else ""
    return text


FILTERS = {
    "organisation": "Only this organisation: name, ทต./อบต. form or id",
    "type": "Only this type, such as town_municipality or เทศบาลเมือง",
    "province": "Only this province, in Thai or English",
    "year": "Only this fiscal year, BE or CE",
    "indicator": "Only measures that state, or seem to serve, this ITA indicator (1–10)",
    "topic": "Only measures about this topic, by id, Thai or English name",
}
"""What the filters of the command line, the API and assistants take, in English."""

OUTCOMES = {
    OutcomeKind.ADDED: Label("Added"),
    OutcomeKind.UNCHANGED: Label("Unchanged"),
    OutcomeKind.NEEDS_REVIEW: Label("Needs review"),
    OutcomeKind.REFUSED: Label("Refused"),
}
HIT_ORDERS = {
    HitOrder.RELEVANCE: Label("Relevance"),
    HitOrder.YEAR: Label("Newest year"),
    HitOrder.TOTAL: Label("ITA total of the town"),
    HitOrder.DETAIL: Label("Most detailed"),
}

ROLES = {
    Role.READER: Label("reader"),
    Role.EDITOR: Label("editor"),
}

ACTIONS = {
    ActionKind.UPLOAD: Label("uploaded files"),
    ActionKind.ADD: Label("added", "people"),
    ActionKind.REMOVE: Label("removed", "people"),
    ActionKind.CORRECT: Label("corrected", "people"),
    ActionKind.UNDO: Label("undid a correction"),
    ActionKind.REREAD: Label("read again"),
    ActionKind.EXPORT: Label("exported"),
    ActionKind.BUILD: Label("built the index"),
    ActionKind.BACKUP: Label("backed up"),
    ActionKind.RESTORE: Label("restored a backup"),
}


def detail_text(action: Action) -> str:
    """What a line of the log has besides the deed: files, a format; or ""."""
    return str(action.count) if action.kind is ActionKind.UPLOAD else action.detail

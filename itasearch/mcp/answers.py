"""Answers as objects: those of `--json`, bounded in size, with a citation of each measure.

Keys that say nothing or that only programs need are left out. Texts of reports lose invisible
characters: what a person does not see an assistant must not read.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from itasearch.mcp import labels
from itasearch.model.comparison import Comparison
from itasearch.model.comparison_shown import ShownComparison
from itasearch.model.drafts import AdaptedRow, Party
from itasearch.model.ranking import Hit, Ranking
from itasearch.model.records import TEXT_FIELDS, Measure, ReportHead, StoredMeasure
from itasearch.model.source import SourceRef
from itasearch.model.towns import Coverage
from itasearch.wording import objects
from itasearch.wording.comparison import note_text
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import file_text, marked_year
from itasearch.wording.language import phrase, say
from itasearch.wording.names import place_name, town_name

WHOLE_TEXT = 20_000  # code points of a field of a whole measure; the longest at hand has 6,000
PART_OF_TEXT = 600  # code points of a text where several measures are given; by hand
_FULL_TEXTS = 4  # so long, of an object: 20 hits have 48,000 code points; by hand
_TITLE = 300  # code points of a title in a citation; by hand
_NAME = 120  # code points of a name of an organisation, file or sheet: too few for a story; by hand
_COPIES = 5  # copies of a hit that are listed
_INCOMPLETE = 30  # measures of a report that lack parts which are listed

_FOR_PROGRAMS = frozenset({"aliases", "parts", "passage", "raw_cells", "sha256", "signals"})
_BUT_TITLES = frozenset(TEXT_FIELDS) - {"title"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedAnswer:
    """What every answer has: measures by id as they are cited, and what there is to note."""

    citations: Mapping[str, str]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer(CitedAnswer):
    """The lines of a ranking; of the hits the first ones are `sure`, the others only near."""

    like: StoredMeasure | None = None
    items: Sequence[objects.FoundHit | objects.NoMatch]
    sure: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureAnswer(CitedAnswer):
    """A measure in full."""

    measure: objects.ShownMeasure


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonAnswer(CitedAnswer):
    """Two reports side by side, lists cut at the limit, and how many there are in all."""

    comparison: Comparison
    sizes: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageAnswer(CitedAnswer):
    """What an organisation's reports cover and lack; of its measures those that lack parts."""

    coverage: Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAnswer(CitedAnswer):
    """A draft as JSON, its document in Markdown, and what is left to do.

    `link` is null of a key's draft, and where the app's address is not known. `missing` are parts
    of the form that a row lacks, by its number.
    """

    draft_id: str
    name: str
    link: str | None
    draft: Mapping[str, object]
    missing: Mapping[str, Sequence[str]]
    blanks: int
    open_questions: int
    document: str


def answer_object(answer: CitedAnswer) -> objects.JsonObject:
    """The object of an answer, whose own keys are always there."""
    whole = {"document"} | ({"measure"} if isinstance(answer, MeasureAnswer) else set())
    without = _FOR_PROGRAMS | (_BUT_TITLES if isinstance(answer, ComparisonAnswer) else set())
    made = objects.as_object(answer)
    for key in made.keys() - {"citations", "notes"}:
        longest = WHOLE_TEXT if key in whole else PART_OF_TEXT
        made[key] = _bounded(made[key], longest=longest, without=without)
    return made


def answer_schema(kind: type[CitedAnswer]) -> objects.JsonObject:
    """The schema of such objects."""
    schemas = objects.Schemas(place="#/$defs/", partial=True)
    schemas.of(kind)
    return {**schemas.found.pop(kind.__name__), "$defs": schemas.found}


def _bounded(
    value: objects.JsonValue, *, longest: int, without: Collection[str]
) -> objects.JsonValue:
    if isinstance(value, str):
        return _visible(value, longest)
    if isinstance(value, Mapping):
        bounded: objects.JsonObject = {}
        left = longest * _FULL_TEXTS
        for key, part in value.items():
            if key in _FOR_PROGRAMS or (key in without and isinstance(part, str)):
                continue
            short = _bounded(part, longest=min(longest, left), without=without)
            left -= len(short) if isinstance(short, str) else 0
            if short is not None and short not in ("", [], {}):
                bounded[key] = short
        return bounded
    if isinstance(value, Sequence):
        return [_bounded(part, longest=longest, without=without) for part in value]
    return value


def _visible(text: str, longest: int) -> str:
    """The lines without invisible characters, cut at `longest` code points in all."""
    lines: list[str] = []
    for line in text.splitlines():
        whole = shortened(line, len(line))
        visible = shortened(line, longest)
        lines.append(visible)
        longest -= len(visible)
        if visible != whole:
            break
    return "\n".join(lines)


def citation(stored: StoredMeasure) -> str:
    """Title, organisation with its mark, year, file and place in one line, to cite."""
    source = stored.measure.source
    town = town_name(stored.organisation, reworded=source.reworded)
    parts = (
        f"“{shortened(stored.measure.numbered_title, _TITLE)}”",
        shortened(town, _TITLE),
        year_label(stored.fiscal_year_be, source),
        shortened(file_text(source.path), _NAME),
        shortened(place_name(source), _NAME),
    )
    return ", ".join(filter(None, parts))


def citations(measures: Iterable[StoredMeasure]) -> dict[str, str]:
    """Measures by id as they are cited."""
    return {each.measure.id: citation(each) for each in measures}


def year_label(year: int | None, source: SourceRef | None = None) -> str:
    """A fiscal year in words, marked if that of the report is unsure, or that it is not known."""
    if year is None:
        return phrase("fiscal year not known")
    return marked_year(phrase("fiscal year {year} BE", year=year), source)


def stored_measure(measure: Measure, owner: Hit | ReportHead | Party) -> StoredMeasure:
    """A measure with whose it is and of which year."""
    return StoredMeasure(
        measure=measure, organisation=owner.organisation, fiscal_year_be=owner.fiscal_year_be
    )


def sources_of(rows: Iterable[AdaptedRow]) -> list[StoredMeasure]:
    """The measures that rows of a draft were made from."""
    return [stored_measure(each.measure, each.source) for row in rows for each in row.sources]


def search_answer(
    ranking: Ranking, notes: Sequence[str], *, like: StoredMeasure | None = None
) -> SearchAnswer:
    """The hits of a search, or that nothing answers, and how the query was understood."""

    def few_copies(hit: Hit) -> Hit:
        first, others = hit.same_text[:_COPIES], hit.same_text[_COPIES:]
        return replace(hit, same_text=first, more_copies=hit.more_copies + len(others))

    hits, nearest = (tuple(map(few_copies, hits)) for hits in (ranking.hits, ranking.nearest))
    measures = [stored_measure(hit.measure, hit) for hit in (*hits, *nearest)]
    return SearchAnswer(
        like=like,
        items=objects.ranking_lines(replace(ranking, hits=hits, nearest=nearest)),
        sure=ranking.sure,
        citations=citations([*measures, *([] if like is None else [like])]),
        notes=notes,
    )


def comparison_answer(comparison: ShownComparison, *, limit: int) -> ComparisonAnswer:
    """Two reports side by side, so many of each list at most."""
    whole = comparison.comparison
    # Of a pair the fields that differ.
    pairs = tuple(
        replace(pair, differences=tuple(it for it in pair.differences if it.differs))
        for pair in comparison.shown_pairs()
    )
    lists: Mapping[str, tuple[Label, Sequence[object]]] = {
        "pairs": (Label("Measures that do the same thing"), pairs),
        "covers": (Label("One measure that covers several"), whole.covers),
        "maybe": (Label("These may do the same thing"), whole.maybe),
        "only_left": (Label("Only left"), whole.missing_right),
        "only_right": (Label("Only right"), whole.missing_left),
    }
    cut = replace(
        whole,
        pairs=pairs[:limit],
        covers=whole.covers[:limit],
        maybe=whole.maybe[:limit],
        only_left=whole.missing_right[:limit],
        only_right=whole.missing_left[:limit],
    )
    heads = {head.id: head for head in (whole.left, whole.right)}
    alone = (*cut.only_left, *cut.only_right)
    paired = (it for pair in (*cut.pairs, *cut.maybe) for it in (pair.left, pair.right))
    covered = (it for cover in cut.covers for it in (*cover.left, *cover.right))
    measures = [stored_measure(it, heads[it.report_id]) for it in (*alone, *paired, *covered)]
    notes = [note_text(note) for note in whole.notes]
    for what, each in lists.values():
        if len(each) > limit:
            notes.append(say(labels.LEFT_OUT, shown=limit, count=len(each), what=what))
    sizes, cited = {name: len(each) for name, (_, each) in lists.items()}, citations(measures)
    return ComparisonAnswer(comparison=cut, sizes=sizes, citations=cited, notes=notes)


def coverage_answer(whole: Coverage, notes: Sequence[str]) -> CoverageAnswer:
    """What an organisation's reports cover and lack."""
    cut = [
        say(labels.LEFT_OUT, shown=_INCOMPLETE, count=len(check.lacking), what=labels.INCOMPLETE)
        for check in whole.checks
        if len(check.lacking) > _INCOMPLETE
    ]
    checks = tuple(replace(it, measures=it.lacking[:_INCOMPLETE]) for it in whole.checks)
    examples = [example for gap in whole.gaps for example in gap.examples]
    return CoverageAnswer(
        coverage=replace(whole, checks=checks), citations=citations(examples), notes=[*notes, *cut]
    )

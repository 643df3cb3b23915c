"""Answers made of what Workspace returns, bounded in size.

Texts of reports lose invisible characters: what a person does not see an assistant must not read.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from itasearch.domain.indicators import indicator
from itasearch.mcp import labels
from itasearch.mcp.answers import (
    AboutTopic,
    CitedHit,
    CitedLoneMeasure,
    CitedMeasure,
    CitedOrganisation,
    CitedPlace,
    CitedTown,
    ComparedCover,
    ComparedField,
    ComparedPair,
    ComparedReport,
    ComparisonAnswer,
    ComparisonSizes,
    CoverageAnswer,
    DraftAnswer,
    DraftedChange,
    DraftedQuestion,
    DraftedRow,
    IncompleteMeasure,
    LackingSubject,
    MaybeSame,
    MeasureAnswer,
    NearestTitle,
    SearchAnswer,
    SimilarAnswer,
    TouchedSubject,
    UnderstoodWords,
)
from itasearch.model.classification import Classification
from itasearch.model.comparison import Pair
from itasearch.model.comparison_shown import ShownComparison
from itasearch.model.documents import Remaining
from itasearch.model.drafts import AdaptedDraft, AdaptedRow, Party
from itasearch.model.ranking import Hit, Ranking
from itasearch.model.records import TEXT_FIELDS, Measure, Organisation, ReportHead, StoredMeasure
from itasearch.model.source import SourceRef
from itasearch.model.towns import Axis, Coverage
from itasearch.wording.comparison import note_text
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import WordingMark, english_name, english_owner, file_text, mark_of
from itasearch.wording.names import COVERAGE_NOTES, place_name, topic_name, town_name
from itasearch.wording.reasons import Language, reason_text

WHOLE_TEXT = 20_000  # code points of a field of a whole measure; the longest at hand has 6,000
_PART_OF_TEXT = 600  # code points of a field where several measures are given; by hand
_FULL_FIELDS = 4  # so long, of a measure: 20 hits have 48,000 code points; by hand
_TITLE = 300  # code points of a title; by hand
_NAME = 120  # code points of a name of an organisation, file or sheet: too few for a story; by hand
_COPY_PLACES = 5  # places of copies that are named
_INCOMPLETE = 30  # measures with missing parts that are listed
_ROWS = 50  # rows of a draft that are listed beside its document

_TEXTS = tuple(name for name in TEXT_FIELDS if name != "title")


def cited(
    stored: StoredMeasure,
    language: Language,
    *,
    fields: Sequence[str] = _TEXTS,
    longest: int = _PART_OF_TEXT,
) -> CitedMeasure:
    """A measure with its source; `longest` is of one field, four times as much of all together."""
    measure, source = stored.measure, stored.measure.source
    mark = mark_of(stored.organisation, reworded=source.reworded)
    texts, cut, left = {}, [], longest * _FULL_FIELDS
    for name in fields:
        text, is_cut = visible(measure.text(name), min(longest, left))
        left -= len(text)
        if is_cut:
            cut.append(name)
        if text:
            texts[name] = text
    return CitedMeasure(
        id=measure.id,
        report_id=measure.report_id,
        organisation=_organisation_or_null(stored.organisation),
        fiscal_year_be=stored.fiscal_year_be,
        source=_place(source),
        mark=None if mark is None else _MARKS[mark],
        citation=_citation(stored, language),
        number=measure.number,
        title=shortened(measure.title, _TITLE),
        texts=texts,
        cut=cut,
    )


_MARKS: dict[WordingMark, Literal["sample", "reworded"]] = {
    WordingMark.SAMPLE: "sample",
    WordingMark.REWORDED: "reworded",
}


def visible(text: str, longest: int) -> tuple[str, bool]:
    """The lines of a text without invisible characters, and whether its end was cut off.

    `longest` is of all lines together, in code points without line ends.
    """
    lines: list[str] = []
    for line in text.splitlines():
        whole = shortened(line, len(line))
        shown = shortened(line, longest)
        lines.append(shown)
        longest -= len(shown)
        if shown != whole:
            return "\n".join(lines), True
    return "\n".join(lines), False


def _organisation_or_null(organisation: Organisation | None) -> CitedOrganisation | None:
    return None if organisation is None else _organisation(organisation)


def _organisation(organisation: Organisation) -> CitedOrganisation:
    return CitedOrganisation(
        name=shortened(organisation.name, _NAME),
        english=english_owner(organisation) or None,
        type=organisation.type.value,
        district=_short(organisation.district),
        province=_short(organisation.province),
    )


def _short(name: str | None) -> str | None:
    return name and shortened(name, _NAME)


def _place(source: SourceRef) -> CitedPlace:
    return CitedPlace(
        path=shortened(file_text(source.path), _TITLE),
        page_number=source.page_number,
        sheet=_short(source.sheet),
        table_number=source.table_number,
        row_number=source.row_number,
        line_number=source.line_number,
    )


def _citation(stored: StoredMeasure, language: Language) -> str:
    source = stored.measure.source
    town = town_name(stored.organisation, reworded=source.reworded, language=language)
    parts = (
        shortened(town, _TITLE),
        year_label(stored.fiscal_year_be, language),
        shortened(file_text(source.path), _NAME),
        shortened(place_name(source, language=language), _NAME),
    )
    return ", ".join(filter(None, parts))


def year_label(year: int | None, language: Language) -> str:
    """A fiscal year in words, or that it is not known."""
    if year is None:
        return Label("fiscal year not known").text(language)
    return Label("fiscal year {year} BE").text(language, year=year)


def search_answer(ranking: Ranking, language: Language, notes: Iterable[str]) -> SearchAnswer:
    """The hits of a search, or that nothing answers, and how the query was understood."""
    return SearchAnswer(
        query=ranking.query.text,
        no_match=ranking.no_match,
        unsure=ranking.unsure,
        understood=[
            UnderstoodWords(
                typed=one.asked,
                read_as=one.name if language == "th" else english_name(one),
                kind=one.kind.value,
                is_filter=one.applied,
                choices=list(one.choices) if one.applied else [],
            )
            for one in ranking.understood
        ],
        not_held=list(ranking.not_held),
        added=[one.name for one in ranking.added],
        hits=_hits(ranking.hits, language, sure=ranking.sure),
        nearest=_hits(ranking.nearest, language, sure=0),
        notes=list(notes),
    )


def similar_answer(
    of: StoredMeasure, ranking: Ranking, language: Language, notes: Iterable[str]
) -> SimilarAnswer:
    """A measure and those like it."""
    return SimilarAnswer(
        measure=cited(of, language),
        hits=_hits(ranking.hits, language, sure=ranking.sure),
        notes=list(notes),
    )


def _hits(hits: Sequence[Hit], language: Language, *, sure: int) -> list[CitedHit]:
    return [
        CitedHit(
            rank=hit.rank,
            score=hit.score,
            sure=place < sure,
            reason=shortened(reason_text(hit.why, language=language), _TITLE),
            measure=cited(_stored(hit.measure, hit), language),
            copies=len(hit.same_text) + hit.more_copies,
            copy_places=[
                shortened(f"{town}, {year_label(copy.fiscal_year_be, language)}", _TITLE)
                for copy in hit.same_text[:_COPY_PLACES]
                for town in [
                    town_name(copy.organisation, reworded=copy.source.reworded, language=language)
                ]
            ],
        )
        for place, hit in enumerate(hits)
    ]


def _stored(measure: Measure, owner: Hit | ReportHead | Party) -> StoredMeasure:
    return StoredMeasure(
        measure=measure, organisation=owner.organisation, fiscal_year_be=owner.fiscal_year_be
    )


def measure_answer(
    stored: StoredMeasure, about: Classification, language: Language
) -> MeasureAnswer:
    """A measure in full."""
    keys = [(Axis.TOPICS, mark.topic) for mark in about.topics]
    if about.indicator is not None:
        keys.append((Axis.INDICATORS, str(about.indicator.number)))
    subjects = [
        AboutTopic(axis=axis, key=key, name=_subject_name(axis, key, language))
        for axis, key in keys
    ]
    return MeasureAnswer(measure=cited(stored, language, longest=WHOLE_TEXT), about=subjects)


def _subject_name(axis: Axis, key: str, language: Language) -> str:
    if axis is Axis.INDICATORS:
        return indicator(int(key)).name
    return topic_name(key, language=language)


def comparison_answer(
    shown: ShownComparison, language: Language, *, limit: int
) -> ComparisonAnswer:
    """Two reports side by side, so many of each list at most."""
    comparison = shown.comparison

    def titled(measure: Measure) -> CitedMeasure:
        is_left = measure.report_id == comparison.left.id
        head = comparison.left if is_left else comparison.right
        return cited(_stored(measure, head), language, fields=())

    nearest = {
        identifier: NearestTitle(
            id=near.measure.id,
            title=visible(near.measure.title, _TITLE)[0],
            similarity=near.similarity,
        )
        for identifier, near in comparison.nearest.items()
    }

    def alone(measures: Sequence[Measure]) -> list[CitedLoneMeasure]:
        return [
            CitedLoneMeasure(**dict(titled(each)), nearest=nearest.get(each.id))
            for each in measures[:limit]
        ]

    pairs, covers = shown.shown_pairs(), shown.lone_covers()
    left, right = comparison.missing_right, comparison.missing_left
    notes = [note_text(one, language=language) for one in comparison.notes]
    notes += left_out(
        (
            (Label("Measures that do the same thing"), len(pairs)),
            (Label("One measure that covers several"), len(covers)),
            (Label("These may do the same thing"), len(comparison.maybe)),
            (Label("Only left"), len(left)),
            (Label("Only right"), len(right)),
        ),
        language,
        limit=limit,
    )
    return ComparisonAnswer(
        left=_report(comparison.left),
        right=_report(comparison.right),
        sizes=ComparisonSizes(
            pairs=len(pairs),
            covers=len(covers),
            maybe=len(comparison.maybe),
            only_left=len(left),
            only_right=len(right),
        ),
        pairs=[
            ComparedPair(
                left=titled(one.left),
                right=titled(one.right),
                similarity=one.similarity,
                differences=_differences(one),
            )
            for one in pairs[:limit]
        ],
        covers=[
            ComparedCover(
                left=[*map(titled, one.left)],
                right=[*map(titled, one.right)],
                similarity=one.similarity,
            )
            for one in covers[:limit]
        ],
        maybe=[
            MaybeSame(left=titled(one.left), right=titled(one.right), similarity=one.similarity)
            for one in comparison.maybe[:limit]
        ],
        only_left=alone(left),
        only_right=alone(right),
        notes=notes,
    )


def left_out(sizes: Iterable[tuple[Label, int]], language: Language, *, limit: int) -> list[str]:
    """Sentences on lists that are longer than the limit."""
    return [
        labels.LEFT_OUT.text(language, shown=limit, count=count, what=what.text(language))
        for what, count in sizes
        if count > limit
    ]


def _report(head: ReportHead) -> ComparedReport:
    return ComparedReport(
        id=head.id,
        organisation=_organisation_or_null(head.organisation),
        fiscal_year_be=head.fiscal_year_be,
        kind=head.kind.value,
        path=shortened(file_text(head.source.path), _TITLE),
    )


def _differences(pair: Pair) -> list[ComparedField]:
    return [
        ComparedField(
            field=one.field,
            kind=one.kind.value,
            left=None if one.left is None else visible(one.left, _PART_OF_TEXT)[0],
            right=None if one.right is None else visible(one.right, _PART_OF_TEXT)[0],
        )
        for one in pair.differences
        if one.differs
    ]


def coverage_answer(found: Coverage, language: Language, notes: Iterable[str]) -> CoverageAnswer:
    """What an organisation's reports cover and lack."""
    incomplete = [
        IncompleteMeasure(
            id=one.measure_id,
            title=shortened(one.numbered_title, _TITLE),
            missing=[part.value for part in one.missing],
        )
        for check in found.checks
        for one in check.measures
        if one.missing
    ]
    why = [COVERAGE_NOTES[one].text(language) for one in found.notes]
    why += left_out(((labels.INCOMPLETE, len(incomplete)),), language, limit=_INCOMPLETE)
    return CoverageAnswer(
        organisation=_organisation(found.organisation),
        fiscal_year_be=found.fiscal_year_be,
        report_ids=list(found.report_ids),
        gaps=[
            LackingSubject(
                axis=one.axis,
                key=one.key,
                name=_subject_name(one.axis, one.key, language),
                towns=one.towns,
                of=one.of,
                examples=[cited(example, language) for example in one.examples],
            )
            for one in found.gaps
        ],
        touched=[
            TouchedSubject(
                axis=one.axis,
                key=one.key,
                name=_subject_name(one.axis, one.key, language),
                measures=one.measures,
            )
            for one in found.touched
        ],
        similar_towns=[
            CitedTown(
                organisation=_organisation(one.organisation),
                fiscal_year_be=one.fiscal_year_be,
                likeness=one.likeness,
            )
            for one in found.neighbours
        ],
        incomplete=incomplete[:_INCOMPLETE],
        notes=[*notes, *why],
    )


def draft_answer(
    draft_id: str,
    adapted: AdaptedDraft,
    remaining: Remaining,
    document: str,
    language: Language,
    *,
    link: str | None,
) -> DraftAnswer:
    """A draft, its rows and its document in Markdown."""
    notes = []
    if len(document) > WHOLE_TEXT:
        notes.append(labels.DOCUMENT_CUT.text(language, most=WHOLE_TEXT, id=draft_id))
    if (count := len(adapted.items)) > _ROWS:
        notes.append(labels.ROWS_LEFT_OUT.text(language, shown=_ROWS, count=count))
    return DraftAnswer(
        draft_id=draft_id,
        name=adapted.name,
        organisation=adapted.organisation,
        fiscal_year_be=adapted.fiscal_year_be,
        link=link,
        rows=[_row(one, language) for one in adapted.items[:_ROWS]],
        blanks=remaining.blanks,
        open_questions=remaining.questions,
        document=document[:WHOLE_TEXT],
        notes=notes,
    )


def _row(row: AdaptedRow, language: Language) -> DraftedRow:
    texts = {one.name: row.text(one.name) for one in row.fields}
    return DraftedRow(
        id=row.measure.id,
        texts={name: visible(text, _PART_OF_TEXT)[0] for name, text in texts.items() if text},
        changes=[
            DraftedChange(field=one.name, old=change.old, new=change.new, kind=change.kind.value)
            for one in row.fields
            for change in one.adapted.changes
        ],
        questions=[
            DraftedQuestion(field=one.name, text=question.text, question=question.question)
            for one in row.fields
            for question in one.adapted.open
        ],
        missing=[] if row.check is None else [part.value for part in row.check.missing],
        sources=[
            cited(_stored(one.measure, one.source), language, fields=()) for one in row.sources()
        ],
    )

"""Answers as text to read: Markdown, in the language of the question.

What a report says is in block quotes, line by line, so that none of it can pass for words of the
server.
"""

from collections.abc import Iterable, Iterator, Sequence

from itasearch.domain.english_names import in_both_languages
from itasearch.mcp import labels
from itasearch.mcp.answers import (
    CitedHit,
    CitedMeasure,
    CitedOrganisation,
    ComparedCover,
    ComparedPair,
    ComparedReport,
    ComparisonAnswer,
    CoverageAnswer,
    DraftAnswer,
    LackingSubject,
    LoneMeasure,
    MaybeSame,
    MeasureAnswer,
    SearchAnswer,
    SimilarAnswer,
    UnderstoodWords,
)
from itasearch.mcp.making import year_label
from itasearch.model.comparison import percent_of
from itasearch.wording.label import Label
from itasearch.wording.labels import FIELD_NAMES
from itasearch.wording.names import MARK_MEANINGS
from itasearch.wording.reasons import Language


def search_text(answer: SearchAnswer, language: Language) -> str:
    """The hits of a search, or that nothing answers with what is closest."""
    head = labels.PERHAPS if answer.unsure else labels.FOUND
    head = labels.NO_MATCH if answer.no_match else head
    sure = sum(hit.sure for hit in answer.hits)
    lines = [head.text(language, query=answer.query, sure=sure, near=len(answer.hits) - sure)]
    for one in answer.understood:
        lines += _understood_lines(one, language)
    lines += [labels.NOT_HELD.text(language, name=one) for one in answer.not_held]
    if answer.added:
        lines.append(labels.ADDED.text(language, names=", ".join(answer.added)))
    lines += answer.notes
    for hit in answer.hits:
        lines += _hit_lines(hit, language)
    if answer.nearest:
        lines += ["", labels.NEAREST.text(language)]
        for hit in answer.nearest:
            lines += _hit_lines(hit, language)
    return _joined(lines, [*answer.hits, *answer.nearest], language)


def _understood_lines(words: UnderstoodWords, language: Language) -> Iterator[str]:
    label = labels.READ_AS if words.is_filter else labels.SEARCHED_AS_WORDS
    yield label.text(language, typed=words.typed, name=words.read_as)
    if words.choices:
        yield labels.WHICH_ONE.text(language, choices=" | ".join(words.choices))


def _joined(lines: Iterable[str], hits: Sequence[CitedHit], language: Language) -> str:
    return "\n".join([*lines, *_closing_lines([one.measure for one in hits], language)])


def _closing_lines(measures: Sequence[CitedMeasure], language: Language) -> Iterator[str]:
    if not measures:
        return
    yield ""
    marks = {one.mark for one in measures}
    for mark, meaning in MARK_MEANINGS.items():
        if mark.name.lower() in marks:
            yield f"“({mark})”: {meaning.text(language)}"
    yield labels.CITE.text(language)


def _hit_lines(hit: CitedHit, language: Language) -> Iterator[str]:
    near = "" if hit.sure else f" {labels.ONLY_NEAR.text(language)}"
    yield ""
    yield f"{hit.rank}.{near} {_source_line(hit.measure, language)}"
    if hit.reason:
        yield labels.WHY.text(language, reason=hit.reason)
    yield from quoted_measure(hit.measure, language)
    if hit.copies:
        places = "; ".join(hit.copy_places)
        yield labels.COPIES.text(language, count=hit.copies, places=places)


def _source_line(measure: CitedMeasure, language: Language) -> str:
    source = labels.SOURCE.text(language, citation=measure.citation)
    return f"{source} · {labels.IDENTIFIER.text(language, id=measure.id)}"


def quoted_measure(measure: CitedMeasure, language: Language) -> Iterator[str]:
    """Title and texts of a measure as a block quote."""
    number = f"{measure.number}. " if measure.number else ""
    yield f"> **{number}{measure.title}**"
    for field, text in measure.texts.items():
        first, *more = text.splitlines() or [""]
        yield f"> {_field_name(field, language)}: {first}"
        yield from (f"> {line}" for line in more)
    if measure.cut:
        yield labels.CUT.text(language)


def _field_name(field: str, language: Language) -> str:
    thai, english = FIELD_NAMES.get(field, (field, field))
    return thai if language == "th" else english


def similar_text(answer: SimilarAnswer, language: Language) -> str:
    """A measure, and those like it."""
    head = labels.LIKE if answer.hits else labels.NOTHING_LIKE
    lines = [head.text(language, count=len(answer.hits), id=answer.measure.id), *answer.notes]
    lines += quoted_measure(answer.measure, language)
    for hit in answer.hits:
        lines += _hit_lines(hit, language)
    return _joined(lines, answer.hits, language)


def measure_text(answer: MeasureAnswer, language: Language) -> str:
    """One measure in full."""
    lines = [_source_line(answer.measure, language)]
    if answer.about:
        names = (_subject_name(one.axis, one.key, one.name, language) for one in answer.about)
        lines.append(labels.ABOUT.text(language, names=", ".join(names)))
    lines += quoted_measure(answer.measure, language)
    return "\n".join([*lines, *_closing_lines([answer.measure], language)])


def _subject_name(axis: str, key: str, name: str, language: Language) -> str:
    label = labels.TOPIC if axis == "topics" else labels.INDICATOR
    return label.text(language, key=key, name=name)


def comparison_text(answer: ComparisonAnswer, language: Language) -> str:
    """Two reports side by side."""
    sides = {"left": _side(answer.left, language), "right": _side(answer.right, language)}
    lines = [labels.COMPARED.text(language, **sides)]
    lines.append(labels.SIZES.text(language, **answer.sizes.model_dump()))
    lines += answer.notes
    lines += _section(labels.PAIRS, language, (_pair_lines(one, language) for one in answer.pairs))
    lines += _section(
        labels.COVERS, language, (_cover_lines(one, language) for one in answer.covers)
    )
    lines += _section(labels.MAYBE, language, (_maybe_lines(one, language) for one in answer.maybe))
    alone = ((labels.ONLY_LEFT, answer.only_left), (labels.ONLY_RIGHT, answer.only_right))
    for label, measures in alone:
        lines += _section(label, language, (_lone_lines(one, language) for one in measures))
    both: tuple[ComparedPair | MaybeSame, ...] = (*answer.pairs, *answer.maybe)
    of_pairs = [side for one in both for side in (one.left, one.right)]
    shown = [*of_pairs, *answer.only_left, *answer.only_right]
    return "\n".join([*lines, *_closing_lines(shown, language)])


def _side(report: ComparedReport, language: Language) -> str:
    return f"{_name(report.organisation, language)}, {year_label(report.fiscal_year_be, language)}"


def _name(organisation: CitedOrganisation | None, language: Language) -> str:
    if organisation is None:
        return labels.UNKNOWN_OWNER.text(language)
    if language == "en" and organisation.english:
        return f"{organisation.english} · {organisation.name}"
    return organisation.name


def _section(label: Label, language: Language, parts: Iterable[Iterable[str]]) -> Iterator[str]:
    headed = False
    for part in parts:
        if not headed:
            yield from ("", f"## {label.text(language)}")
            headed = True
        yield ""
        yield from part


def _pair_lines(pair: ComparedPair, language: Language) -> Iterator[str]:
    yield labels.ALIKE.text(language, percent=percent_of(pair.similarity))
    for label, measure in ((labels.LEFT, pair.left), (labels.RIGHT, pair.right)):
        yield f"{label.text(language)}: {_source_line(measure, language)}"
        yield from quoted_measure(measure, language)
    if not pair.differences:
        yield labels.SAME.text(language)
    for one in pair.differences:
        for label, text in ((labels.LEFT, one.left), (labels.RIGHT, one.right)):
            side = f"{_field_name(one.field, language)}, {label.text(language)}"
            yield f"{side}: {'' if text else labels.NOTHING.text(language)}".rstrip()
            yield from (f"> {line}" for line in (text or "").splitlines())


def _maybe_lines(pair: MaybeSame, language: Language) -> Iterator[str]:
    yield labels.ALIKE.text(language, percent=percent_of(pair.similarity))
    for label, measure in ((labels.LEFT, pair.left), (labels.RIGHT, pair.right)):
        yield f"{label.text(language)}:"
        yield from _titled_lines(measure, language)


def _lone_lines(measure: LoneMeasure, language: Language) -> Iterator[str]:
    yield from _titled_lines(measure, language)
    if measure.nearest is not None:
        percent = percent_of(measure.nearest.similarity)
        yield f"{labels.NEAREST_OF_OTHER.text(language, percent=percent)} [{measure.nearest.id}]:"
        yield f"> {measure.nearest.title}"


def _cover_lines(cover: ComparedCover, language: Language) -> Iterator[str]:
    for label, measures in ((labels.LEFT, cover.left), (labels.RIGHT, cover.right)):
        yield f"{label.text(language)}:"
        for measure in measures:
            yield from _titled_lines(measure, language)


def _titled_lines(measure: CitedMeasure, language: Language) -> Iterator[str]:
    yield from quoted_measure(measure, language)
    yield _source_line(measure, language)


def coverage_text(answer: CoverageAnswer, language: Language) -> str:
    """What an organisation covers and lacks."""
    head = labels.COVERED.text(
        language,
        owner=_name(answer.organisation, language),
        year=year_label(answer.fiscal_year_be, language),
        count=len(answer.similar_towns),
    )
    lines = [head, *answer.notes]
    lines += _section(labels.GAPS, language, (_gap_lines(one, language) for one in answer.gaps))
    if answer.touched:
        names = (_subject_name(one.axis, one.key, one.name, language) for one in answer.touched)
        lines += ["", labels.TOUCHES.text(language, names=", ".join(names))]
    if answer.similar_towns:
        towns = (
            f"{_name(one.organisation, language)} ({one.likeness:.2f})"
            for one in answer.similar_towns
        )
        lines.append(labels.SIMILAR_TOWNS.text(language, names="; ".join(towns)))
    incomplete = (
        (f"> {one.title}", f"{one.id}: {_fields(one.missing, language)}")
        for one in answer.incomplete
    )
    lines += _section(labels.INCOMPLETE, language, incomplete)
    examples = [example for one in answer.gaps for example in one.examples]
    return "\n".join([*lines, *_closing_lines(examples, language)])


def _fields(names: Iterable[str], language: Language) -> str:
    return ", ".join(_field_name(one, language) for one in names)


def _gap_lines(gap: LackingSubject, language: Language) -> Iterator[str]:
    name = _subject_name(gap.axis, gap.key, gap.name, language)
    yield labels.GAP.text(language, name=name, towns=gap.towns, of=gap.of)
    for example in gap.examples:
        yield from _titled_lines(example, language)


def draft_text(answer: DraftAnswer, language: Language) -> str:
    """A draft: what is left to do, and its document."""
    lines = [
        labels.DRAFTED.text(
            language,
            name=answer.name,
            id=answer.draft_id,
            owner=_draft_owner(answer, language),
            rows=len(answer.rows),
            blanks=answer.blanks,
            questions=answer.open_questions,
        )
    ]
    if answer.link is not None:
        lines.append(labels.DRAFT_LINK.text(language, link=answer.link))
    lines += answer.notes
    questions = [one for row in answer.rows for one in row.questions]
    if questions:
        lines += ["", labels.QUESTIONS.text(language)]
        lines += dict.fromkeys(f"> {one.text} — {one.question}" for one in questions)
    lines += ["", *(f"> {line}".rstrip() for line in answer.document.splitlines())]
    sources = [one for row in answer.rows for one in row.sources]
    return "\n".join([*lines, *_closing_lines(sources, language)])


def _draft_owner(answer: DraftAnswer, language: Language) -> str:
    if answer.organisation is None:
        return labels.NO_TARGET.text(language)
    name = answer.organisation if language == "th" else in_both_languages(answer.organisation)
    year = answer.fiscal_year_be
    return name if year is None else f"{name}, {year_label(year, language)}"

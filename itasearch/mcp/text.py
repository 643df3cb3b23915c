"""Answers as text to read, in the language of the question: the tables that lines have, and quotes.

What a report says is in block quotes, line by line, so that none of it can pass for words of the
server.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from itasearch.domain.english_names import in_both_languages
from itasearch.domain.indicators import indicator
from itasearch.mcp import answers, labels
from itasearch.model.drafts import AdaptedDraft
from itasearch.model.ranking import Ranking
from itasearch.model.records import TEXT_FIELDS, Measure, StoredMeasure
from itasearch.model.tables import AnswerTable, TableFile
from itasearch.model.towns import Axis
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import FIELD_NAMES, mark_of
from itasearch.wording.names import MARK_MEANINGS, MARKS, topic_name
from itasearch.wording.objects import ShownMeasure
from itasearch.wording.reasons import Language, added_lines, query_lines

_CELL = 600  # code points of a cell; by hand
_NOTE = 300  # code points of a note or head, which may name organisations; by hand


def tables_text(tables: Iterable[AnswerTable], *, most: int) -> Iterator[str]:
    """Rows as block quotes, a line for each cell with its head.

    Args:
        most: rows of a table that begin with the same cell.
    """
    for table in tables:
        heads, *rows = table.grid.texts()
        counts: Counter[str] = Counter()
        if rows:
            yield from ("", f"## {shortened(table.name, _NOTE)}")
        for row in rows:
            counts[row[0]] += 1
            if counts[row[0]] <= most:
                yield ""
                for head, cell in zip(heads, row, strict=True):
                    if lines := answers.visible(cell, _CELL)[0].splitlines():
                        yield f"> {shortened(head, _NOTE)}: {lines[0]}"
                        yield from (f"> {line}" for line in lines[1:])


def _with_tables(lines: Iterable[str], made: TableFile, language: Language, *, most: int) -> str:
    notes = (shortened(note, _NOTE) for note in made.notes)
    written = [*dict.fromkeys([*lines, *notes]), *tables_text(made.tables, most=most)]
    return "\n".join([*written, "", labels.CITE.text(language)])


def search_text(ranking: Ranking, made: TableFile, language: Language, notes: Iterable[str]) -> str:
    """The hits of a search, or that nothing answers with what is closest."""
    head = labels.PERHAPS if ranking.unsure else labels.FOUND
    if ranking.no_match:
        head = Label("No match: nothing in the library answers “{query}”")
    near = len(ranking.hits) - ranking.sure
    lines = [
        head.text(language, query=ranking.query.text, sure=ranking.sure, near=near),
        *query_lines(ranking, language=language),
        *added_lines(ranking.added, language=language),
        *notes,
    ]
    return _with_tables(lines, made, language, most=len(ranking.shown))


def similar_text(
    like: StoredMeasure,
    ranking: Ranking,
    made: TableFile,
    language: Language,
    notes: Iterable[str],
) -> str:
    """A measure, and those like it."""
    head = Label("{count:measures} like {id}") if ranking.hits else Label("Nothing is like {id}")
    lines = [head.text(language, count=len(ranking.hits), id=like.measure.id), *notes]
    lines += quoted_measure(like.measure, language, longest=answers.PART_OF_TEXT)
    return _with_tables(lines, made, language, most=len(ranking.hits))


def comparison_text(
    answer: answers.ComparisonAnswer, made: TableFile, language: Language, *, limit: int
) -> str:
    """Two reports side by side."""
    lines = [
        shortened(made.title, _NOTE),
        labels.SIZES.text(language, **answer.sizes),
        *answer.notes,
    ]
    return _with_tables(lines, made, language, most=limit)


def coverage_text(answer: answers.CoverageAnswer, made: TableFile, language: Language) -> str:
    """What an organisation covers and lacks."""
    lines = [shortened(made.title, _NOTE), *answer.notes]
    if touched := answer.coverage.touched:
        names = _subjects(((each.axis, each.key) for each in touched), language)
        lines.append(Label("With a measure at least on: {names}").text(language, names=names))
    return _with_tables(lines, made, language, most=_MOST_ROWS)


_MOST_ROWS = 30  # rows that begin with the same cell, such as those of one report; by hand


def measure_text(measure: ShownMeasure, language: Language) -> str:
    """One measure in full."""
    stored, about = answers.stored_measure(measure.measure, measure.party), measure.about
    source = Label("Source: {citation}").text(language, citation=answers.citation(stored, language))
    identifier = Label("Id: {id}").text(language, id=measure.measure.id)
    lines = [f"{source} · {identifier}"]
    subjects = [(Axis.TOPICS, mark.topic) for mark in about.topics]
    if about.indicator is not None:
        subjects.append((Axis.INDICATORS, str(about.indicator.number)))
    if subjects:
        lines.append(labels.ABOUT.text(language, names=_subjects(subjects, language)))
    lines += quoted_measure(measure.measure, language, longest=answers.WHOLE_TEXT)
    return "\n".join([*lines, *_closing_lines([stored], language)])


def _subjects(subjects: Iterable[tuple[Axis, str]], language: Language) -> str:
    return ", ".join(
        Label("topic {name}").text(language, name=topic_name(key, language=language))
        if axis is Axis.TOPICS
        else Label("indicator {key} {name}").text(language, key=key, name=indicator(int(key)).name)
        for axis, key in subjects
    )


def _closing_lines(measures: Sequence[StoredMeasure], language: Language) -> Iterator[str]:
    if not measures:
        return
    yield ""
    marks = {mark_of(each.organisation, reworded=each.measure.source.reworded) for each in measures}
    for mark, meaning in MARK_MEANINGS.items():
        if mark in marks:
            yield f"“({MARKS[mark].text(language)})”: {meaning.text(language)}"
    yield labels.CITE.text(language)


def quoted_measure(measure: Measure, language: Language, *, longest: int) -> Iterator[str]:
    """Title and texts of a measure as a block quote, each text so long at most."""
    number = f"{measure.number}. " if measure.number else ""
    yield f"> **{number}{shortened(measure.title, _NOTE)}**"
    is_cut = False
    for field in TEXT_FIELDS:
        text, is_shortened = answers.visible(measure.text(field), longest)
        if field != "title" and text:
            is_cut |= is_shortened
            first, *more = text.splitlines()
            yield f"> {FIELD_NAMES[field].text(language)}: {first}"
            yield from (f"> {line}" for line in more)
    if is_cut:
        yield Label("(cut; show has the whole)").text(language)


def draft_text(answer: answers.DraftAnswer, adapted: AdaptedDraft, language: Language) -> str:
    """A draft of these rows: what is left to do, and its document."""
    owner = Label("(no organisation chosen yet)").text(language)
    if adapted.organisation is not None:
        name = adapted.organisation
        owner = name if language == "th" else in_both_languages(name)
        if adapted.fiscal_year_be is not None:
            owner += f", {answers.year_label(adapted.fiscal_year_be, language)}"
    head = Label(
        "Draft “{name}” ({id}) for {owner}: {rows:rows}, {blanks:blanks} to fill in, "
        "{questions:questions} to decide"
    )
    lines = [
        head.text(
            language,
            name=answer.name,
            id=answer.draft_id,
            owner=owner,
            rows=len(adapted.items),
            blanks=answer.blanks,
            questions=answer.open_questions,
        )
    ]
    if answer.link is not None:
        lines.append(Label("In the app: {link}").text(language, link=answer.link))
    lines += answer.notes
    fields = (field for row in adapted.items for field in row.fields)
    if questions := [each for field in fields for each in field.adapted.open]:
        lines += ["", Label("Questions for a person to decide").text(language)]
        lines += dict.fromkeys(f"> {each.text} — {each.question}" for each in questions)
    lines += ["", *(f"> {line}".rstrip() for line in answer.document.splitlines())]
    return "\n".join([*lines, *_closing_lines(answers.sources_of(adapted.items), language)])

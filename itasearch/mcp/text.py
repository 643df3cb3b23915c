"""Answers as text to read, in the language of the question: the tables that lines have, and quotes.

What a report says is in block quotes, line by line, so that none of it can pass for words of the
server.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from itasearch.domain.english_names import in_both_languages
from itasearch.mcp import labels
from itasearch.mcp.answers import (
    AboutTopic,
    CitedMeasure,
    ComparisonAnswer,
    CoverageAnswer,
    DraftAnswer,
    MeasureAnswer,
    SearchAnswer,
    SimilarAnswer,
)
from itasearch.mcp.making import visible, year_label
from itasearch.model.ranking import Ranking
from itasearch.model.tables import AnswerTable, TableFile
from itasearch.model.towns import Axis
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import FIELD_NAMES
from itasearch.wording.names import MARK_MEANINGS
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
                    if lines := visible(cell, _CELL)[0].splitlines():
                        yield f"> {shortened(head, _NOTE)}: {lines[0]}"
                        yield from (f"> {line}" for line in lines[1:])


def _with_tables(lines: Iterable[str], made: TableFile, language: Language, *, most: int) -> str:
    notes = (shortened(note, _NOTE) for note in made.notes)
    written = [*dict.fromkeys([*lines, *notes]), *tables_text(made.tables, most=most)]
    return "\n".join([*written, "", labels.CITE.text(language)])


def search_text(answer: SearchAnswer, ranking: Ranking, made: TableFile, language: Language) -> str:
    """The hits of a search, or that nothing answers with what is closest."""
    head = labels.PERHAPS if answer.unsure else labels.FOUND
    head = Label("No match: nothing in the library answers “{query}”") if answer.no_match else head
    lines = [
        head.text(
            language, query=answer.query, sure=ranking.sure, near=len(ranking.hits) - ranking.sure
        ),
        *query_lines(ranking, language=language),
        *added_lines(ranking.added, language=language),
        *answer.notes,
    ]
    return _with_tables(lines, made, language, most=len(ranking.shown))


def similar_text(answer: SimilarAnswer, made: TableFile, language: Language) -> str:
    """A measure, and those like it."""
    head = Label("{count:measures} like {id}") if answer.hits else Label("Nothing is like {id}")
    lines = [head.text(language, count=len(answer.hits), id=answer.measure.id), *answer.notes]
    lines += quoted_measure(answer.measure, language)
    return _with_tables(lines, made, language, most=len(answer.hits))


def comparison_text(
    answer: ComparisonAnswer, made: TableFile, language: Language, *, limit: int
) -> str:
    """Two reports side by side."""
    lines = [
        shortened(made.title, _NOTE),
        labels.SIZES.text(language, **answer.sizes.model_dump()),
        *answer.notes,
    ]
    return _with_tables(lines, made, language, most=limit)


def coverage_text(answer: CoverageAnswer, made: TableFile, language: Language) -> str:
    """What an organisation covers and lacks."""
    lines = [shortened(made.title, _NOTE), *answer.notes]
    if answer.touched:
        lines.append(labels.TOUCHES.text(language, names=_subjects(answer.touched, language)))
    return _with_tables(lines, made, language, most=_MOST_ROWS)


_MOST_ROWS = 30  # rows that begin with the same cell, such as those of one report; by hand


def measure_text(answer: MeasureAnswer, language: Language) -> str:
    """One measure in full."""
    source = Label("Source: {citation}").text(language, citation=answer.measure.citation)
    identifier = Label("Id: {id}").text(language, id=answer.measure.id)
    lines = [f"{source} · {identifier}"]
    if answer.about:
        lines.append(labels.ABOUT.text(language, names=_subjects(answer.about, language)))
    lines += quoted_measure(answer.measure, language)
    return "\n".join([*lines, *_closing_lines([answer.measure], language)])


def _subjects(subjects: Iterable[AboutTopic], language: Language) -> str:
    names = (
        (
            Label("topic {name}") if one.axis is Axis.TOPICS else Label("indicator {key} {name}")
        ).text(language, key=one.key, name=one.name)
        for one in subjects
    )
    return ", ".join(names)


def _closing_lines(measures: Sequence[CitedMeasure], language: Language) -> Iterator[str]:
    if not measures:
        return
    yield ""
    marks = {measure.mark for measure in measures}
    for mark, meaning in MARK_MEANINGS.items():
        if mark.name.lower() in marks:
            yield f"“({mark})”: {meaning.text(language)}"
    yield labels.CITE.text(language)


def quoted_measure(measure: CitedMeasure, language: Language) -> Iterator[str]:
    """Title and texts of a measure as a block quote."""
    number = f"{measure.number}. " if measure.number else ""
    yield f"> **{number}{measure.title}**"
    for field, text in measure.texts.items():
        first, *more = text.splitlines() or [""]
        yield f"> {FIELD_NAMES[field].text(language)}: {first}"
        yield from (f"> {line}" for line in more)
    if measure.cut:
        yield Label("(cut; show has the whole)").text(language)


def draft_text(answer: DraftAnswer, language: Language) -> str:
    """A draft: what is left to do, and its document."""
    owner = Label("(no organisation chosen yet)").text(language)
    if answer.organisation is not None:
        name = answer.organisation
        owner = name if language == "th" else in_both_languages(name)
        if answer.fiscal_year_be is not None:
            owner += f", {year_label(answer.fiscal_year_be, language)}"
    lines = [
        Label(
            "Draft “{name}” ({id}) for {owner}: {rows:rows}, {blanks:blanks} to fill in, "
            "{questions:questions} to decide"
        ).text(
            language,
            name=answer.name,
            id=answer.draft_id,
            owner=owner,
            rows=len(answer.rows),
            blanks=answer.blanks,
            questions=answer.open_questions,
        )
    ]
    if answer.link is not None:
        lines.append(Label("In the app: {link}").text(language, link=answer.link))
    lines += answer.notes
    if questions := [question for row in answer.rows for question in row.questions]:
        lines += ["", Label("Questions for a person to decide").text(language)]
        lines += dict.fromkeys(f"> {one.text} — {one.question}" for one in questions)
    lines += ["", *(f"> {line}".rstrip() for line in answer.document.splitlines())]
    sources = [source for row in answer.rows for source in row.sources]
    return "\n".join([*lines, *_closing_lines(sources, language)])

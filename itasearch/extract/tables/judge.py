"""Which tables hold measures: a title column that says so, and how, when, who or results.

Lists of documents with links, budgets, purchases, scores and time tables have columns
much like those of measures; they are kept out here.
"""

from collections.abc import Iterable, Sequence
from enum import Enum, auto

from itasearch.domain.headers import Field, header_key
from itasearch.domain.topics import topics_named
from itasearch.domain.word_lists import word_pattern, words
from itasearch.extract.extracted import BODY_FIELDS, Column, Header, TextBlockLine
from itasearch.text.thai.normalize import squash

_PURCHASE = frozenset(map(header_key, words("reading_words", "purchases")))
_TOPIC = word_pattern("<reading_words.integrity>")
_MEASURE = word_pattern("<reading_words.measures>")
_OTHER_TOPICS = frozenset(words("reading_words", "other_topics"))
_LEAST_TOPIC_SHARE = 0.5  # of titles that name a topic: 11 of 14, other plans 7 of 30; by hand
_LEAST_TOPICS = 4  # different topics that titles name together. By hand, as above: 9 against 5
_MANUAL = word_pattern(r"^\W*(?:\d+\W*)?(?:<reading_words.manuals>)")
_OTHER_DOCUMENT = word_pattern(r"^\W*(?:ร่าง)?(?:<reading_words.other_documents>)")
_FIRST_LINES = 6  # lines of a document that say what it is; by hand


class TableKind(Enum):
    """What a table is, by its header.

    PROBABLE is like measures, in a document about integrity; LISTED has little but a
    title that says มาตรการ or แนวทาง, and counts in a document that announces them.
    """

    MEASURES = auto()
    DISCLOSURE = auto()
    PROBABLE = auto()
    LISTED = auto()
    SCORES = auto()
    OTHER = auto()


def table_kind(header: Header | None) -> TableKind:
    """What a table under `header` is."""
    title = header.first(Field.TITLE) if header else None
    if header is None or title is None or _is_purchase(header):
        return TableKind.OTHER
    if _is_score_table(header, title):
        return TableKind.SCORES
    if _is_disclosure(header):
        return TableKind.DISCLOSURE
    body = header.fields & BODY_FIELDS
    named = not header.guessed and title.strength == 1.0
    if named and (body or (header.has(Field.BUDGET) and "มาตรการ" in title.header)):
        return TableKind.MEASURES
    if len(body) >= 2:
        return TableKind.PROBABLE
    listed = header.has(Field.INDICATOR, Field.NUMBER, Field.STEPS)
    measures = header_key(title.header).startswith(("มาตรการ", "แนวทาง"))
    return TableKind.LISTED if listed and measures else TableKind.OTHER


def _is_disclosure(header: Header) -> bool:
    """Whether the table lists what must be published: ข้อมูล and รายละเอียดที่เผยแพร่."""
    title, steps = header.first(Field.TITLE), header.first(Field.STEPS)
    if title is None or steps is None or header.fields & (BODY_FIELDS - {Field.STEPS}):
        return False
    return header_key(title.header).startswith("ข้อมูล") or "รายการข้อมูล" in title.header


def is_manual(lines: Iterable[TextBlockLine]) -> bool:
    """Whether the document's first lines call it a manual, a form or an assessment guide."""
    return any(_MANUAL().match(squash(line.text)) for line in list(lines)[:_FIRST_LINES])


def is_other_document(lines: Iterable[TextBlockLine]) -> bool:
    """Whether the first lines call the document minutes, an ordinance, a tender or the like."""
    return any(_OTHER_DOCUMENT().match(squash(line.text)) for line in list(lines)[:_FIRST_LINES])


def is_about_integrity(texts: Iterable[str]) -> bool:
    """Whether texts name ITA, integrity, transparency or corruption at all."""
    return any(_TOPIC().search(squash(text[:2000])) for text in texts)


def names_topics(titles: Sequence[str]) -> bool:
    """Whether most titles name topics of measures, and together many different ones.

    A plan of roads or feasts names few, one of purchases or courses always the same.
    """
    named = [topics_named(title) - _OTHER_TOPICS for title in titles]
    share = sum(map(bool, named)) / max(1, len(named))
    return share >= _LEAST_TOPIC_SHARE and len(frozenset().union(*named)) >= _LEAST_TOPICS


def announces_measures(texts: Iterable[str]) -> bool:
    """Whether title lines announce measures or guidelines on integrity."""
    keys = [squash(text[:600]) for text in texts]
    return all(any(map(found().search, keys)) for found in (_MEASURE, _TOPIC))


def _is_purchase(header: Header) -> bool:
    keys = [header_key(column.header) for column in header.named]
    return sum(any(key.startswith(word) for word in _PURCHASE) for key in keys) >= 2


def _is_score_table(header: Header, title: Column) -> bool:
    """Scores of indicators or questions, with nothing on what is done about them."""
    scored = header.has(Field.SCORE, Field.TOTAL, Field.GRADE)
    return scored and title.strength < 1.0 and not header.fields & BODY_FIELDS

"""The passages of a measure that are embedded and indexed: stretches of its fields, and its row.

A word deep inside a cell is found by its stretch, a query spread over the cells by the row.
"""

from itasearch.model.passages import PASSAGE_LENGTH, ROW_FIELD, Passage
from itasearch.model.records import TEXT_FIELDS, Measure
from itasearch.text.thai.stretches import shortened, stretches

ROW_LENGTH = 1_000
"""Most code points of the passage of a whole row; every field gets its share of them."""


def cut_passages(measure: Measure) -> tuple[Passage, ...]:
    """The passages of a measure: those of its fields in order, then the one of its row.

    Passages of a field are stretches of at most PASSAGE_LENGTH code points, whole
    items as long as they fit; together they hold all of the field but white space
    at their edges. A measure without any text has none.
    """
    passages = field_passages(measure)
    if not passages:
        return ()
    row = Passage(measure_id=measure.id, field=ROW_FIELD, ordinal=0, text=_row_text(measure))
    return (*passages, row)


def field_passages(measure: Measure) -> tuple[Passage, ...]:
    """The passages of a measure's fields, in order."""
    return tuple(
        Passage(measure_id=measure.id, field=name, ordinal=ordinal, text=text[a:b], start=a)
        for name in TEXT_FIELDS
        for text in (measure.text(name),)
        for ordinal, (a, b) in enumerate(stretches(text, limit=PASSAGE_LENGTH))
    )


def texts_of(measure: Measure) -> list[str]:
    """The texts of a measure's fields that have any, in order."""
    return [text for name in TEXT_FIELDS if (text := measure.text(name).strip())]


def _row_text(measure: Measure) -> str:
    """All fields, each on lines of its own; shares of the long ones when they are too long.

    Cutting at the end instead would lose the outcomes, which come last.
    """
    texts = texts_of(measure)
    rest = ROW_LENGTH - len(texts) + 1
    shares: dict[int, int] = {}
    for rank, number in enumerate(sorted(range(len(texts)), key=lambda i: len(texts[i]))):
        shares[number] = min(len(texts[number]), rest // (len(texts) - rank))
        rest -= shares[number]
    return "\n".join(shortened(text, limit=shares[i]) for i, text in enumerate(texts))

"""What a question is about, without how it is put.

"ขอตัวอย่างมาตรการของเทศบาลอื่นที่ … หน่อยครับ", "Could you show me how other towns …": greetings,
wishes and question words (data/asking_words.toml) would count as rare words in a small library.
"""

from dataclasses import replace

from itasearch.domain.indicators import indicator
from itasearch.domain.loader import Patterns
from itasearch.domain.topics import topic
from itasearch.model.ranking import Filters
from itasearch.search.query.expand import is_everyday
from itasearch.search.query.parse import ParsedQuery
from itasearch.search.query.vocabulary import topical
from itasearch.text.thai.words import Segmenter

_patterns = Patterns("query_patterns")


def subject_of(query: ParsedQuery, segmenter: Segmenter) -> ParsedQuery:
    """`query` without how it is put; the same where no word with a topic is left then."""
    text = " ".join(_patterns.frame.sub(" ", query.text).split())
    if text == query.text:
        return query
    spans = tuple(segmenter.spans(text))
    if all(map(is_everyday, topical(span.word for span in spans))):
        return query
    return replace(query, text=text, spans=spans)


def subject_text(filters: Filters) -> str:
    """The query of topics and indicators without words: their names."""
    named = [subject.thai for one in filters.topics if (subject := topic(one))]
    return " ".join([*named, *(indicator(number).name for number in filters.indicators)])

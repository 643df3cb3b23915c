"""What a question is about, without how it is put.

"ขอตัวอย่างมาตรการของเทศบาลอื่นที่ … หน่อยครับ", "Could you show me how other towns …": greetings,
wishes and question words (data/asking_words.toml) would count as rare words in a small library.
"""

import re
from dataclasses import replace

from itasearch.domain.indicators import indicator
from itasearch.domain.loader import word_pattern
from itasearch.domain.topics import topic
from itasearch.model.ranking import Filters
from itasearch.search.query.expand import is_everyday
from itasearch.search.query.parse import ParsedQuery
from itasearch.search.query.vocabulary import topical
from itasearch.text.thai.words import Segmenter

# A vowel or a mark behind a frame belongs to its last letter: the frame is part of a word.
_END = r"(?![\u0e30-\u0e3a\u0e45\u0e47-\u0e4e])"
_POLITE = r"(?:<asking_words.polite>)?"
_OTHERS = (
    r"(?:มี)?(?:ของ|จาก)?(?:<asking_words.others>)\s?(?:<asking_words.which>)"
    r"(?:เขา)?(?:มี)?(?:\s?บ้าง)?(?:ที่)?"
)
_WISH = (
    r"(?<!\S)(?:<asking_words.wishers>)?(?:<asking_words.wishes>)"
    r"(?:\s?(?:<asking_words.wished_for>))+(?:<asking_words.links>)?"
)
_HOW = (
    r"(?:ควร|จะ|ต้อง)*(?:<asking_words.doing>)?(?:กัน)?(?:<asking_words.fillers>)?"
    rf"(?:<asking_words.how>)(?:ดี|ได้|บ้าง)*{_POLITE}"
)
_THAI = (
    rf"(?<!\S)(?:<asking_words.greetings>){_POLITE}",
    _WISH,
    _OTHERS,
    _HOW,
    rf"(?:ได้)?(?:<asking_words.whether>){_POLITE}",
    r"(?:<asking_words.polite>)(?=\s|$)",
    r"(?:<asking_words.fillers>)",
)
_QUESTION = r"(?:<asking_words.interrogatives>)(?:\s(?:<asking_words.auxiliaries>)\b)"
_WHO = r"(?:\s(?:<asking_words.askers>)\b)"
_ENGLISH = (
    r"(?:<asking_words.openings>)(?:\s(?:<asking_words.wanted>)\b)*",
    rf"{_QUESTION}?{_WHO}+(?:\s(?:<asking_words.auxiliaries>|<asking_words.done>)\b)*(?:\sto\b)?",
    _QUESTION,
    rf"other{_WHO}",
    rf"(?:<asking_words.phrases>){_WHO}*(?:\sthat\b)?",
)
_frame = word_pattern(
    rf"(?:{'|'.join(_THAI)}){_END}|\b(?:{'|'.join(_ENGLISH)})\b", flags=re.IGNORECASE
)


def subject_of(query: ParsedQuery, segmenter: Segmenter) -> ParsedQuery:
    """`query` without how it is put; the same where no word with a topic is left then."""
    text = " ".join(_frame().sub(" ", query.text).split())
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

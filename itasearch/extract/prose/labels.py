"""Labels at the beginnings of lines, such as "ผู้รับผิดชอบ: กองคลัง": the field and its text.

A label stands before a colon, alone on its line, or is the first word of a line where it names
one field only. What names no field of a measure, such as "วัตถุประสงค์: …", is a label, too, where
several lines begin with it: its text is none of the field above.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from itasearch.domain.headers import Field, header_key, sure_header
from itasearch.domain.indicators import stated_indicator
from itasearch.domain.loader import words
from itasearch.extract.cells import LOOKS, is_state
from itasearch.extract.extracted import MEASURE_FIELDS, PLAIN_FIELDS, TextBlockLine
from itasearch.extract.numbering import read_marker, unmarked
from itasearch.text.thai.normalize import arabic_digits

_COLON = re.compile(
    r"^\W*(?P<label>[^:：=\n]{2,60}?)\s*(?:[:：](?!//)|=)\s*(?P<text>.*)$", re.DOTALL
)
_FIRST_WORD = re.compile(r"^\W*(?!และ)(?P<label>\S{5,40})\s+(?P<text>\S.*)$", re.DOTALL)
_LETTERED = re.compile(r"^\s*\(?[ก-ฮ][.)]\s*")  # ก. before a label
_DASH = re.compile(r"^(?:[-–—;]|คือ|ได้แก่|ปรากฏว่า)\s+(?=\S)")  # in place of a colon
_LEADING = re.compile(r"(?:มี|เป็น)?(?:รายละเอียด)?(?:ดังนี้|ดังต่อไปนี้|ได้แก่)\W*")
_INNER = re.compile(r"(?<=[\s(|;,/])\(?(?P<label>[ก-๎][^\s|;,():：]{3,40})\s*[:：]")
_SPOKEN_INSIDE = re.compile(r"(?<=\S\s)(?P<label>[ก-๎]\S{4,40})(?=\s+(?!และ|หรือ)[^\s:：])")
_SERVED = re.compile(
    r"^(?:สอดคล้อง|เชื่อมโยง|ตอบสนอง|ตอบ)(?:กับ|ต่อ|โจทย์)?(?=\s?ตัวชี้วัด)"
    r"|\s*(?:\bITA\b\s*)?(?:(?:ที่)?\s*\d[\d.]*|ที่เกี่ยวข้อง)?$"
)
"""Around the name of an indicator: "ตอบตัวชี้วัด ITA ที่ ๓"."""
_SPOKEN = frozenset({Field.TIMEFRAME, Field.RESPONSIBLE, Field.BUDGET})
"""Fields that a first word names without any sign: "ผู้รับผิดชอบ กองคลัง"."""
_NO_FIELDS = frozenset({Field.INDICATOR, Field.OTHER})
_LONGEST_BARE = 60  # code points of a line that is nothing but a label
_LEAST_ALIKE = 2  # lines with one unknown label; one may be a sentence
_DAY = "วันที่"  # in a sentence: "เปิดใช้ วันที่ 3 มีนาคม"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLabel:
    """A field named at the beginning of a line."""

    field: Field
    text: str  #: what is behind it; "" when it is alone on its line
    words: str  #: the label itself
    closed: bool = False  #: in brackets, so that the next line does not belong to it


class LabelReader:
    """Reads the labels of one document's lines.

    `recurring`: fields that two or more lines are labelled with.
    """

    def __init__(self, lines: Iterable[TextBlockLine]) -> None:
        lines = tuple(lines)
        texts = [line.text for line in lines]
        bodies = [_body(text) for text in texts]
        colons = [match for body in bodies if (match := _colon_label(body))]
        firsts = [match for body in bodies if (match := _FIRST_WORD.match(body))]
        self._known: dict[str, FieldLabel | None] = {}
        self._bare = Counter(header_key(body) for body in bodies if len(body) <= _LONGEST_BARE)
        self._firsts = Counter(header_key(match["label"]) for match in firsts)
        self._colons = Counter(header_key(match["label"]) for match in colons)
        self._guessed = self._guesses(colons)
        fields = Counter(label.field for text in texts if (label := self.read_text(text)))
        self.recurring = frozenset(field for field, count in fields.items() if count > 1)

    def read(self, line: TextBlockLine) -> FieldLabel | None:
        """The label that `line` begins with (a list marker before it aside), else None."""
        return self.read_text(line.text)

    def read_text(self, text: str) -> FieldLabel | None:
        """The label that a line of this text begins with, else None."""
        if text not in self._known:
            label = self._read(text)
            if label and _LEADING.fullmatch("".join(label.text.split())):
                label = replace(label, text="")
            self._known[text] = label
        return self._known[text]

    def _read(self, text: str) -> FieldLabel | None:
        body = _body(text)
        if colon := _colon_label(body):
            words = colon["label"]
            field = named_label(words) or self._guessed.get(header_key(words))
            if field:
                behind = colon["text"].strip()
                is_closed = behind.endswith(")") and behind.count("(") < behind.count(")")
                behind = behind.removesuffix(")") if is_closed else behind
                return FieldLabel(field=field, text=behind, words=words, closed=is_closed)
        name = body.strip(" .…_-:")
        if 0 < len(name) <= _LONGEST_BARE and not is_state(name):
            is_repeated = self._bare[header_key(body)] > 1
            field = named_label(name, weak=is_repeated and body == text)
            if field is None and is_repeated:
                field = _other_field(name)
            if field:
                return FieldLabel(field=field, text="", words=name)
        return self._first_word(text, body)

    def _first_word(self, text: str, body: str) -> FieldLabel | None:
        match = _FIRST_WORD.match(body)
        if match is None:
            return None
        field = named_label(match["label"], weak=False)
        if field is Field.TITLE and not match["label"].startswith("ชื่อ"):
            return None
        key = header_key(match["label"])
        is_repeated = self._firsts[key] > 1 and not self._colons[key]
        if field is None and is_repeated:
            named = named_label(match["label"]) if is_state(match["text"]) else None
            is_heading = stated_indicator(text) is not None or read_marker(text) is not None
            field = named or (None if is_heading else _other_field(match["label"]))
        # "- กำหนดเวลา SLA ของทุกงาน" is a step.
        is_label = is_repeated or (field in _SPOKEN and read_marker(text) is None)
        if field is None or not is_label:
            return None
        behind = _DASH.sub("", match["text"].strip())
        return FieldLabel(field=field, text=behind, words=match["label"])

    def _guesses(self, colons: Sequence[re.Match[str]]) -> Mapping[str, Field]:
        """Fields of labels before a colon that name none for sure, by key; OTHER where unclear."""
        texts: defaultdict[str, list[str]] = defaultdict(list)
        known: Counter[Field] = Counter()
        names: dict[str, str] = {}
        for match in colons:
            if field := named_label(match["label"]):
                known[field] += 1
            else:
                key = header_key(match["label"])
                texts[key].append(match["text"].strip())
                names[key] = match["label"]
        guessed: dict[str, Field] = {}
        for key, own in texts.items():
            other = _other_field(names[key])
            is_unknown = len(own) >= _LEAST_ALIKE and not re.search(r"\d", arabic_digits(key))
            is_unknown &= not any(LOOKS[field](names[key]) for field in PLAIN_FIELDS)
            if other and len(own) > 1:
                guessed[key] = other
            elif is_unknown and not other:
                guessed[key] = Field.OTHER
        for field in PLAIN_FIELDS - {*known, *guessed.values()}:
            unknown = [key for key, own in guessed.items() if own is Field.OTHER]
            keys = [key for key in unknown if all(map(LOOKS[field], texts[key]))]
            guessed |= dict.fromkeys(keys, field) if len(keys) == 1 else {}
        return guessed


def split_labels(line: TextBlockLine) -> Iterator[TextBlockLine]:
    """A line as several, cut before each label inside it; the first has what was read."""
    colon = _colon_label(line.text)
    end = len(line.text) - len(colon["text"]) if colon and named_label(colon["label"]) else 0
    matches = [*_INNER.finditer(line.text, end)] if ":" in line.text or "：" in line.text else []
    first = _FIRST_WORD.match(_body(line.text))
    own = named_label(first["label"], weak=False) if first else None
    if own in _SPOKEN and not colon:
        spoken = _SPOKEN_INSIDE.finditer(line.text)
        matches = [m for m in spoken if named_label(m["label"], weak=False) in _SPOKEN - {own}]
    begins = [m.start() for m in matches if named_label(m["label"], weak=False)]
    begins = [at for at in begins if line.text[at:].split()[0] != _DAY and _body(line.text[:at])]
    texts = [
        line.text[a:b].strip(" |;,") for a, b in zip([0, *begins], [*begins, None], strict=True)
    ]
    for index, text in enumerate(filter(None, texts)):
        yield replace(line, text=text, raw="" if index else line.raw)


def named_label(label: str, *, weak: bool = True) -> Field | None:
    """The field that a label names beyond doubt; `weak`: also one that other fields share."""
    if header_key(label) in map(header_key, words("reading_words", "title_labels")):
        return Field.TITLE
    best = sure_header(label)
    if best is None or best.field not in MEASURE_FIELDS:
        return None
    return best.field if weak or best.strength == 1 else None


def named_before_colon(text: str) -> Field | None:
    """The field that a text names before a colon, its title included, else None."""
    colon = _colon_label(unmarked(text))
    return named_label(colon["label"]) or _other_field(colon["label"]) if colon else None


def _other_field(label: str) -> Field | None:
    """INDICATOR or OTHER where a label surely names what is no text of a measure."""
    best = sure_header(_SERVED.sub("", arabic_digits(label)))
    return best.field if best is not None and best.field in _NO_FIELDS else None


def _colon_label(text: str) -> re.Match[str] | None:
    return _COLON.match(text) if any(sign in text for sign in ":：=") else None


def _body(text: str) -> str:
    """A line without the marker before it, ก. included."""
    return _LETTERED.sub("", unmarked(text))


def stated_in(label: FieldLabel) -> int | None:
    """The indicator that a label "ตัวชี้วัดที่ ๓: …" or its text states."""
    return stated_indicator(label.text) or stated_indicator(f"{label.words} {label.text}")

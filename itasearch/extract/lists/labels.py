"""Labels in lists, such as "ผู้รับผิดชอบ: กองคลัง": which field a label names, and its text.

A label is before a colon, alone on its line, or a first word that begins several lines of the
document (readers drop bold type, an OCR drops colons). Steps below a label may be numbered
in the same way as the measures themselves: lines that count up from one after a label are
its text, until the next label or a number that does not count on.

"ตัวชี้วัด: …" is a field of the card above it, or heads the measures below it; targets and aims
("เป้าหมาย: …") are no field of a measure. Both are labels only where they recur.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from itasearch.domain.headers import Field, header_key, header_matches, sure_header
from itasearch.domain.indicators import stated_indicator
from itasearch.domain.word_lists import words
from itasearch.extract.cells import LOOKS, looks_like_time, looks_like_unit
from itasearch.extract.extracted import MEASURE_FIELDS, Stream, TextBlockLine
from itasearch.extract.headers.columns import LEAST_NAME_LIKENESS
from itasearch.extract.lists.outline import Section, is_item
from itasearch.extract.numbering import read_marker, unmarked
from itasearch.text.thai.normalize import arabic_digits

_COLON = re.compile(
    r"^\W*(?P<label>[^:：=\n]{2,60}?)\s*(?:[:：](?!//)|=)\s*(?P<text>.*)$", re.DOTALL
)
_INNER = re.compile(r"(?<=[\s(|;,/])\(?(?P<label>[ก-๎][^\s|;,():：]{3,40})\s*[:：]")
_WORD_INSIDE = re.compile(r"(?<=\S\s)\s*(?P<label>[ก-๎]\S{4,40})(?=\s+[^\s:：])")
_COUNTED = re.compile(r"\s*(?:ที่)?\s*\d[\d.]*\s*$|ที่เกี่ยวข้อง\s*$")
"""Behind a label: its number, or what says that it is the measure's."""
_LONGEST_CUT = 2_000
"""Code points of a line that is cut before its labels; a longer one keeps them inside, as looking
for them would take too long. Chosen by hand."""
_IN_CHARGE = re.compile(
    r"(?:^|\s)(?:ทั้งนี้\s?)?(?:โดย|และ)?(?:มอบหมาย|มอบ|กำหนด)?ให้(?P<unit>[^:]{3,60}?)เป็น(?:ผู้|หน่วยงาน|หน่วย)รับผิดชอบ"
    r"(?:หลัก|ดำเนินการ|ในการดำเนินการ)?(?P<time>[^:]{0,90})$"
)
"""The end of a paragraph, or a line, that says who does it and by when: "ให้กองคลังเป็นผู้รับผิดชอบ …"."""
_LETTERED = re.compile(r"^\s*\(?[ก-ฮ][.)]\s*")  # ก. before a label
_LETTER = re.compile(r"[ก-ฮa-z]", re.IGNORECASE)
_FIRST_WORD = re.compile(r"^\W*(?P<label>\S{5,40})\s+(?P<text>\S.*)$", re.DOTALL)
_IS = re.compile(r"^\W*(?P<label>ปัญหา[ก-๎]{0,12}?)(?:คือ|ได้แก่)\s*(?P<text>\S.*)$", re.DOTALL)
"""A sentence on the problem, before what is done about it: "ปัญหาเดิมคือ…"."""
_DASH = re.compile(r"^[-–—]\s+(?=\S)")  # between a label and its text, in place of a colon
_SPOKEN = frozenset({Field.TIMEFRAME, Field.RESPONSIBLE, Field.FOLLOW_UP, Field.BUDGET})
_TITLES = frozenset(map(header_key, words("reading_words", "title_labels")))
CARD_FIELDS = frozenset({Field.INDICATOR, Field.OTHER})
"""Fields of a card that are none of a measure's texts."""
_GUESSED = frozenset({Field.TIMEFRAME, Field.RESPONSIBLE})
"""Fields that a text shows without its label."""
_LEAST_ALIKE = 3  # lines with one unknown label whose texts show its field; by hand
_LONGEST_BARE = 60  # code points of a line that is nothing but a label without any sign after it


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLabel:
    """A field named at the beginning of a line, and the text after it ("" when it is alone).

    Attributes:
        closed: it is in brackets, so that the next line does not belong to it.
    """

    field: Field
    text: str
    closed: bool = False


class LabelReader:
    """Reads the labels of one document's lines.

    Attributes:
        recurring: fields that two or more lines are labelled with.
    """

    def __init__(self, lines: Iterable[TextBlockLine]) -> None:
        lines = tuple(lines)
        self._known: dict[str, FieldLabel | None] = {}
        words = Counter(key for line in lines if (key := _first_key(line.text)))
        words.update(key for line in lines if (key := _card_key(line.text)))
        self._repeated = frozenset(key for key, count in words.items() if count >= 2)
        bare = Counter(header_key(unmarked(line.text[: 2 * _LONGEST_BARE])) for line in lines)
        self._bare = frozenset(key for key, count in bare.items() if count >= _LEAST_ALIKE)
        self._guessed: Mapping[str, Field] = {}
        self._guessed = self._guesses(lines)
        self._known.clear()
        fields = Counter(label.field for line in lines if (label := self.read(line)))
        self.recurring = frozenset(field for field, count in fields.items() if count >= 2)

    def read(self, line: TextBlockLine) -> FieldLabel | None:
        """The label that `line` begins with (a list marker before it aside), else None."""
        if line.text not in self._known:
            body = _LETTERED.sub("", unmarked(line.text))
            self._known[line.text] = self._card_label(line.text) or self._read(body)
        return self._known[line.text]

    def _card_label(self, text: str) -> FieldLabel | None:
        """A label of a card that is no field of a measure: "ตัวชี้วัดที่ 3: …", "เป้าหมาย: …"."""
        colon = _colon(text)
        if not (key := _card_key(text)) or key not in self._repeated:
            return None
        if colon is None:
            return FieldLabel(field=Field.INDICATOR, text="")
        value = colon["text"].strip()
        if _card_field(colon["label"]) is not Field.INDICATOR:
            return FieldLabel(field=Field.OTHER, text=value)
        return FieldLabel(field=Field.INDICATOR, text=value if stated_indicator(value) else text)

    def _guesses(self, lines: Iterable[TextBlockLine]) -> dict[str, Field]:
        """Fields of unknown labels that recur, by how they begin or what their texts look like.

        A field that a known label names is never guessed.
        """
        named: set[Field] = set()
        texts: defaultdict[str, list[str]] = defaultdict(list)
        for line in lines:
            colon = _colon(unmarked(line.text))
            if label := self.read(line):
                named.add(label.field)
            elif colon and colon["text"].strip():
                texts[header_key(colon["label"])].append(colon["text"])
        recurring = {key: found for key, found in texts.items() if len(found) >= _LEAST_ALIKE}
        guessed: dict[str, Field] = {}
        for key in recurring:
            best = next(iter(header_matches(key)), None)
            if best and best.strength == 1 and best.likeness >= LEAST_NAME_LIKENESS:
                is_open = best.field in MEASURE_FIELDS and best.field not in named
                guessed |= {key: best.field} if is_open else {}
        named |= {*guessed.values()}
        for field in _GUESSED - named:
            keys = [key for key, found in recurring.items() if all(map(LOOKS[field], found))]
            # Of two such labels none is the field's for sure.
            guessed |= dict.fromkeys(keys, field) if len(keys) == 1 else {}
        return guessed

    def _read(self, body: str) -> FieldLabel | None:
        colon = _colon(body)
        label = colon["label"] if colon else ""
        if colon and (found := _named(label) or self._guessed.get(header_key(label))):
            text = colon["text"].strip()
            opened = body.lstrip().startswith("(") or text.count(")") > text.count("(")
            closed = opened and text.endswith(")")
            return FieldLabel(
                field=found, text=text.removesuffix(")") if closed else text, closed=closed
            )
        if len(body) <= _LONGEST_BARE:
            weak = header_key(body) in self._bare
            if found := _named(body.strip(" .-:"), weak=weak):
                return FieldLabel(field=found, text="")
        if problem := _IS.match(body):
            return FieldLabel(field=Field.PROBLEMS, text=problem["text"], closed=True)
        return self._spoken(body)

    def _spoken(self, body: str) -> FieldLabel | None:
        """A label without any sign after it: ผู้รับผิดชอบ กองคลัง."""
        match = _FIRST_WORD.match(body)
        found = _named(match["label"], weak=False) if match else None
        if match is None or found is None or found is Field.TITLE:
            return None
        trusted = found in _SPOKEN or header_key(match["label"]) in self._repeated
        text = match["text"].strip()
        return FieldLabel(field=found, text=_DASH.sub("", text)) if trusted else None


def _colon(text: str) -> re.Match[str] | None:
    """The label before a colon and the text behind it; most lines have no such sign."""
    return _COLON.match(text) if any(sign in text for sign in ":：=") else None


def _named(label: str, *, weak: bool = True) -> Field | None:
    """The field that a label names beyond doubt; weak names only where a sign follows them."""
    if header_key(label) in _TITLES:
        return Field.TITLE
    best = sure_header(label)
    if best is None or best.field not in MEASURE_FIELDS:
        return None
    return best.field if weak or best.strength == 1 else None


def _card_field(label: str) -> Field | None:
    best = sure_header(_COUNTED.sub("", arabic_digits(label)))
    return best.field if best is not None and best.field in CARD_FIELDS else None


def _card_key(text: str) -> str:
    """Key of a label that names an indicator or no field of a measure, else "".

    It is before a colon; that of an indicator may be alone on its line, or behind a bullet.
    """
    colon = _colon(text)
    label = colon["label"] if colon else text.strip()
    field = _card_field(label) if len(label) <= _LONGEST_BARE else None
    marker = read_marker(text) if field is not None else None
    if field is None or (marker is not None and (marker.number or field is Field.OTHER)):
        return ""
    if colon is None and field is Field.OTHER:
        return ""
    return header_key(_COUNTED.sub("", arabic_digits(label)))


def _first_key(text: str) -> str:
    """Key of the first word where that is a sure and strong name of a field, else ""."""
    match = _FIRST_WORD.match(unmarked(text[:200]))
    if match is None:
        return ""
    best = sure_header(match["label"])
    return header_key(match["label"]) if best and best.strength == 1 else ""


def named_before_colon(text: str) -> Field | None:
    """The field of a measure, its title included, that a text names before a colon, else None."""
    colon = _colon(unmarked(text))
    return _named(colon["label"]) or _card_field(colon["label"]) if colon else None


def named_above_text(text: str) -> Field | None:
    """The field that the first line of a text is the label of, where no header of two lines."""
    label, _, rest = text.strip().partition("\n")
    return _named(label, weak=False) if rest.strip() and sure_header(text) is None else None


def one_label_a_line(stream: Stream) -> Stream:
    """The stream, lines of several labels cut before each: "ระยะเวลา: … ผู้รับผิดชอบ: …".

    A sentence that says who is responsible and by when becomes such lines, too; as the end of a
    paragraph it stays there.
    """
    again = _recurring_label(item for item in stream if isinstance(item, TextBlockLine))
    return tuple(
        piece
        for item in stream
        for piece in (_pieces(item, again) if isinstance(item, TextBlockLine) else (item,))
    )


def _recurring_label(lines: Iterable[TextBlockLine]) -> re.Pattern[str] | None:
    """Labels that begin two lines or more, at any place of a line: a PDF may glue two lines."""
    found = (_colon(unmarked(line.text)) for line in lines)
    counts = Counter(
        m["label"].strip()
        for m in found
        if m and (_named(m["label"], weak=False) or _card_field(m["label"]) is Field.INDICATOR)
    )
    again = [re.escape(label) for label, count in counts.items() if count >= 2]
    return re.compile(rf"(?P<label>{'|'.join(again)})\s*[:：]") if again else None


def _in_charge(line: TextBlockLine) -> tuple[TextBlockLine, ...]:
    """What a line says of who does it and by when, as labelled lines; () where it is not sure."""
    match = _IN_CHARGE.search(line.text) if "รับผิดชอบ" in line.text else None
    time = match["time"].strip(" .") if match else ""
    if not match or not looks_like_unit(match["unit"]) or (time and not looks_like_time(time)):
        return ()
    texts = [f"(ผู้รับผิดชอบ: {match['unit'].strip()})", *([f"(ระยะเวลา: {time})"] if time else [])]
    labels = [replace(line, text=text, raw="") for text in texts]
    if match.start():
        return (line, *labels)
    return (replace(labels[0], raw=line.raw), *labels[1:])


def _pieces(line: TextBlockLine, again: re.Pattern[str] | None) -> tuple[TextBlockLine, ...]:
    if in_charge := _in_charge(line):
        return in_charge
    if len(line.text) > _LONGEST_CUT:
        return (line,)
    starts = _spoken_inside(line.text)
    if ":" in line.text or "：" in line.text:
        starts += [
            m
            for m in _INNER.finditer(line.text)
            if _named(m["label"], weak=False) or _card_field(m["label"]) is Field.INDICATOR
        ]
        starts += [m for m in (again.finditer(line.text) if again else ()) if _is_glued(m, line)]
    # A bullet or ก. alone before a label is no line of its own.
    before = {m.start(): _LETTERED.sub("", line.text[: m.start()]) for m in starts}
    places = {place for place, text in before.items() if _LETTER.search(text)}
    cuts = [0, *sorted(places), len(line.text)]
    texts = [line.text[a:b].strip() for a, b in pairwise(cuts)]
    if len(texts) == 1:
        return (line,)
    bare = [text.strip(" |;,/") for text in texts]
    return tuple(
        replace(line, text=text, raw=line.raw if index == 0 else "")
        for index, text in enumerate(bare)
        if text
    )


def _spoken_inside(text: str) -> list[re.Match[str]]:
    """Labels without any sign inside a line that begins with one: ระยะเวลา ม.ค. ผู้รับผิดชอบ กองคลัง."""
    body = unmarked(text)
    own = _FIRST_WORD.match(body)
    colon = _colon(body)
    first = (own and _named(own["label"], weak=False)) or (colon and _named(colon["label"]))
    if not first:
        return []
    inside = [(m, _named(m["label"], weak=False)) for m in _WORD_INSIDE.finditer(text)]
    return [m for m, field in inside if field in _SPOKEN and field is not first]


def _is_glued(found: re.Match[str], line: TextBlockLine) -> bool:
    """Whether a label is behind other words, and is not the end of the line's own label."""
    own = _colon(unmarked(line.text))
    before = line.text[: found.start()]
    return bool(_LETTER.search(before)) and not (own and _named(own["label"]) and ":" not in before)


def labelled_lists(section: Section, style: str, labels: LabelReader) -> frozenset[int]:
    """Indices of the section's lines with a marker of `style` that are not items.

    Only labels that recur in the document count: one alone may head the items themselves.
    """
    read = [_label(section, index, style, labels) for index in range(len(section.lines))]
    inner: set[int] = set()
    expected: int | None = None
    lead: Field | None = None
    inside = False
    for index, line in enumerate(section.lines):
        label, marker = read[index], read_marker(line.text)
        if label is not None:
            lead = lead or label.field
            expected = _first_expected(label, style) if inside else None
        elif marker is not None and marker.number and is_item(marker, section, style):
            following = read[index + 1] if index + 1 < len(read) else None
            heads = following is not None and following.field is lead and expected != 1
            if marker.parts[-1] == expected and not line.heading and not heads:
                inner.add(index)
                expected += 1
            else:
                expected, lead, inside = None, None, True
    return frozenset(inner)


def _label(section: Section, index: int, style: str, labels: LabelReader) -> FieldLabel | None:
    """The label of a line that is no item itself."""
    line = section.lines[index]
    marker = read_marker(line.text)
    if marker is not None and marker.number and is_item(marker, section, style):
        return None
    label = labels.read(line)
    known = label is not None and label.field is not Field.TITLE
    return label if known and label and label.field in labels.recurring else None


def _first_expected(label: FieldLabel, style: str) -> int | None:
    """The number that the next line of the label's list has; None where it begins no list."""
    if not label.text:
        return 1
    marker = read_marker(label.text)
    return 2 if marker is not None and marker.style == style and marker.parts == (1,) else None

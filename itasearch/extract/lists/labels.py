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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from itertools import chain, pairwise, takewhile, zip_longest

from rapidfuzz.distance import Levenshtein

from itasearch.domain.headers import (
    Field,
    first_synonyms,
    header_key,
    header_matches,
    header_synonyms,
    named_field,
    sure_header,
)
from itasearch.domain.indicators import stated_indicator
from itasearch.domain.loader import word_pattern, words
from itasearch.domain.words import segmenter
from itasearch.extract.cells import (
    BEFORE_NOUN,
    LOOKS,
    is_state,
    leading_time,
    looks_like_time,
    looks_like_unit,
    with_label_apart,
)
from itasearch.extract.extracted import MEASURE_FIELDS, Stream, TableSegment, TextBlockLine
from itasearch.extract.headers.columns import LEAST_NAME_LIKENESS, STATES
from itasearch.extract.headers.content import counts_of_deeds, field_of_texts
from itasearch.extract.headers.likely import likely_fields
from itasearch.extract.lists.outline import (
    NAMED_STYLES,
    Section,
    begins_outer_chapter,
    dominant_style,
    is_end,
    is_heading,
    is_item,
)
from itasearch.extract.mending import join_cut
from itasearch.extract.numbering import bare_number, leading_number, read_marker, unmarked
from itasearch.extract.tables.headers_and_footers import (
    is_page_number_row,
    signature_lines,
    without_signature,
)
from itasearch.text.thai.normalize import arabic_digits, squash

_COLON = re.compile(
    r"^\W*(?P<label>[^:：=\n]{2,60}?)\s*(?:[:：](?!//)|=)\s*(?P<text>.*)$", re.DOTALL
)
_INNER = re.compile(r"(?<=[\s(|;,/])\(?(?P<label>[ก-๎][^\s|;,():：]{3,40})\s*[:：]")
_WORD_INSIDE = re.compile(r"(?<=\S\s)\s*(?P<label>[ก-๎]\S{4,40})(?=\s+[^\s:：])")
_COUNTED = re.compile(r"\s*(?:ที่)?\s*\d[\d.]*\s*$|ที่เกี่ยวข้อง\s*$")
"""Behind a label: its number, or what says that it is the measure's."""
_LONGEST_CUT = 2_000  # code points of a line that is cut before its labels, for time; by hand
_IN_CHARGE = re.compile(
    r"(?:^|\s)(?:ทั้งนี้\s?)?(?:โดย|และ)?(?:มอบหมาย|มอบ|กำหนด)?ให้(?P<unit>[^:]{3,60}?)เป็น(?:ผู้|หน่วยงาน|หน่วย)รับผิดชอบ"
    r"(?:หลัก|ดำเนินการ|ในการดำเนินการ)?(?:\s?ตาม(?:มาตรการ|ประกาศ|แนวทาง|นโยบาย)(?:นี้|ดังกล่าว)?)?(?P<time>[^:]{0,90})$"
)
"""The end of a paragraph, or a line, that says who does it and by when: "ให้กองคลังเป็นผู้รับผิดชอบ …"."""
_MADE_RESPONSIBLE = re.compile(
    r"\s(?:(?:มอบหมาย|มอบ|กำหนด)?ให้|มอบหมาย|มอบ)\s*(?P<unit>(?:(?!มอบ|ให้)[^:]){3,60}?)"
    r"\s*เป็น\s*(?:ผู้|หน่วยงาน|หน่วย)\s*รับผิดชอบ\W*$"
)
"""The same at the end of a numbered paragraph of several lines: "มอบ กองคลัง เป็นผู้รับผิดชอบ"."""
_ASSIGNED = word_pattern(
    r"^\s*(?:มติ|ที่ประชุม).{0,90}(?:(?P<noun>(?:ผู้รับผิดชอบ|เจ้าของเรื่อง|เจ้าภาพ)(?:หลัก)?(?:\s*(?:[:：]|คือ)|\s))"
    r"|(?:ให้|มอบหมาย|มอบ))\s*(?P<unit>(?:(?(noun)|(?!<unit_words.possible_duties>))[^:]){3,60}?)\s*(?(noun)$|"
    r"(?<!การ)(?<!และ)(?<!ผู้)(?<!เร่ง)(?:รับไป|ไป|เป็น(?:ผู้|หน่วยงาน|หน่วย)?)?"
    r"(?:รับผิดชอบ|ดำเนินการ|เจ้าภาพ)(?:หลัก|ต่อไป)?)(?P<time>[^:]{0,90})$"
)
"""The same of what a meeting decides: "มติที่ประชุม เห็นชอบ มอบหมายให้กองคลังดำเนินการ"."""
_LETTERED = re.compile(r"^\s*\(?[ก-ฮ][.)]\s*")  # ก. before a label
_REPORTED = re.compile(r"^\W*[^:\n]{3,80}?(?:รายงาน|แจ้ง|ชี้แจง|นำเสนอ|กล่าว|เรียน)ว่า\s+(?=[ก-๎])")
"""Who reports, in minutes, before a label: "หัวหน้าสำนักปลัดรายงานว่า วิธีดำเนินการ คือ …"."""
_REPORTER = word_pattern(
    r"^\W*(?:ฝ่าย|เลขา|ประธาน|<unit_words.posts>)[^:\n]{0,60}?(?=รายงานผล(?:การ[ก-๎]{0,20})?\s*:)"
)
"""Who reports a result, before the label: "เลขานุการรายงานผล: …"."""
_HOW = re.compile(r"^\W*(?:วิธี|ขั้นตอน|รายละเอียด)")
_LETTER = re.compile(r"[ก-ฮa-z]", re.IGNORECASE)
_FIRST_WORD = re.compile(r"^\W*(?P<label>\S{5,40})\s+(?P<text>\S.*)$", re.DOTALL)
_NAME = "ชื่อ"
_NO_LABEL = re.compile(r"(?!)(?P<label>)")
_DASH = re.compile(r"^(?:[-–—]|คือ|ได้แก่)\s+(?=\S)")
"""Between a label and its text, in place of a colon."""
_QUESTION = re.compile(
    r"\W*(?P<mark>(?:(?:คำ)?ถาม(?:ที่\s?[\d๐-๙]+|\s*[:：]|(?=\s))|Q\s?\d*\s*[:：.])\s*)?"
    r"(?:(?:หน่วยงาน)?(?:ของ)?ท่าน|หน่วยงาน(?=มี)|(?:อบต\.?|อบจ\.?|เทศบาล)\s*(?=มี|ดำเนิน|ทำ|ใช้|จะ))?(?:มี(?=.*(?:ไหม|หรือไม่|อย่างไร|อะไร|บ้าง)))?"
    r"(?P<text>[^:：]+?)(?:(?:ไหม|หรือไม่|อะไร|บ้าง|(?<=แนะ)อย่างไร|เป็นอย่างไร)*[\s?]*)$"
)
_ANSWER = re.compile(
    r"\W*(?:(?:คำ)?ตอบ(?:\s*[:：]\s*|\s+(?=\S))|A\s?\d*\s*[:：.]\s*)(?P<text>.*)$", re.DOTALL
)
_LEAST_ANSWERS = 3  # lines that begin with ตอบ, of a form of questions
_OF_ICONS = {"unit": "ผู้รับผิดชอบ", "time": "ระยะเวลา", "money": "งบประมาณ"}
_ANY_ICON = "<reading_words.unit_icons>|<reading_words.time_icons>|<reading_words.money_icons>"
_MARKED_BY_ICON = word_pattern(
    "|".join(
        rf"(?:<reading_words.{name}_icons>)\ufe0f?\s*(?P<{name}>(?:(?!{_ANY_ICON}).)+)"
        for name in _OF_ICONS
    )
)
"""A picture of a person, a calendar or money, and what is behind it up to the next."""
_GLUED = re.compile(
    r"(?<=\S)(?<!คำ)(?<!สอบ)(?<!ข้อ)(?<!ซัก)(?<!โต้)(?<!ไต่)(?<!ผู้)(?<!การ)\s*(?=(?:คำ)?(?:ถาม|ตอบ)\s*[:：])"
)
_WHICH = re.compile(r"(?:มาตรการ|กิจกรรม|โครงการ)\S{0,20}[^:]{0,40}(?:ชื่อ(?:ว่า)?|คือ|ได้แก่)$")
"""What asks for the title of a measure."""
_ASKING = re.compile(
    "^(?:มี|เกิด|ได้|จะ)+(?=ผล|วิธี|ขั้นตอน|ปัญหา|ประโยชน์)|(?:เป็น)?อย่างไร|อะไร|บ้าง|(?:แค่|ที่)ไหน"
)
"""Words that make the name of a field a question: "เกิดผลลัพธ์อะไรกับประชาชน"."""
_SPOKEN = frozenset({Field.TIMEFRAME, Field.RESPONSIBLE, Field.FOLLOW_UP, Field.BUDGET})
_LAST = frozenset({Field.PROBLEMS, Field.RECOMMENDATIONS})
"""Fields that may be about all measures where they stand once, behind the last."""
_LEAST_GLUED = 5  # letters of labels glued to a text: "ผล" ends many words; by hand
_LEAST_LAST = 10  # letters of their labels without any sign: "ปัญหา" begins a sentence
_CONTINUES = re.compile(
    r"[\d๐-๙]|ใน|จาก|ที่|ของ|ต่อ|ต่าง|และ|หรือ|ดังกล่าว|จำนวน|เพื่อ|ทั้ง|โดย|ผ่าน|ทาง(?!เทศบาล)|เสนอ|รายงาน|นำ"
)
"""What goes on behind a word of a sentence that is like a label."""
_ADVISES = word_pattern(r"ให้|<reading_words.advice>")
_TITLES = frozenset(map(header_key, words("reading_words", "title_labels")))
CARD_FIELDS = frozenset({Field.INDICATOR, Field.OTHER})
"""Fields of a card that are none of a measure's texts."""
_LEAST_REREAD = 8  # letters of a label, of which one may be misread; by hand
_GUESSED = frozenset({Field.TIMEFRAME, Field.RESPONSIBLE})
"""Fields that a text shows without its label."""
_LEAST_TITLE = 0.8  # strength of an unknown label that may be of titles: กิจกรรม, no การดำเนินการ
_SURE = 0.9  # how likely texts are a unit's or a time's of which not all look so; by hand
_FIGURE = re.compile(r"[\d๐-๙.,]+\s?\S{0,10}")  # with what it counts: "3 ครั้ง"
_BARE_NAME = re.compile(r"[ก-๎/]{2,40}[:：]?")
_WORD = re.compile(r"[ก-๎]{2}|\d{2}")
_LEAST_TOGETHER = 3  # fields that labels name, so that what their texts are like counts; by hand
_LEAST_ALIKE = 3  # lines with one unknown label whose texts show its field; by hand
_MOST_BELOW = 9  # lines from a label on that tell what it is of; by hand
_LONGEST_BARE = 60  # code points of a line that is nothing but a label without any sign after it


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLabel:
    """A field named at the beginning of a line."""

    field: Field
    text: str  #: what is behind it; "" when it is alone
    closed: bool = False  #: in brackets, so that the next line does not belong to it
    last: bool = False  #: named once, without a sign, behind all labels that recur


class LabelReader:
    """Reads the labels of one document's lines.

    `recurring`: fields that two or more lines are labelled with.
    """

    def __init__(self, lines: Iterable[TextBlockLine]) -> None:
        lines = tuple(lines)
        self._known: dict[str, FieldLabel | None] = {}
        words = Counter(key for line in lines if (key := _first_key(line.text)))
        words.update(key for line in lines if (key := _card_key(line.text)))
        self._repeated = frozenset(key for key, count in words.items() if count >= 2)
        firsts = [match for line in lines if (match := _FIRST_WORD.match(_body(line.text)))]
        recurring = Counter(header_key(match["label"]) for match in firsts)
        # "๔) สถานะ …" is a label where each form has it with that number.
        numbered = Counter(map(_numbered_key, lines))
        again = {key for (number, key), count in numbered.items() if number and count >= 2}
        self._alike = {key for number, key in numbered if numbered[number, key] == recurring[key]}
        self._words = frozenset(
            key for key, count in recurring.items() if count >= _LEAST_ALIKE or key in again
        )
        bare = Counter(header_key(unmarked(line.text[: 2 * _LONGEST_BARE])) for line in lines)
        # "ผู้รับผิดชอบ กองคลัง" of several measures is a label and its text.
        texts = {
            key
            for match in firsts
            if (key := header_key(match[0])) and recurring[header_key(match["label"])] > bare[key]
            if any(
                name.likeness >= LEAST_NAME_LIKENESS and name.strength == 1
                for name in header_matches(match["label"])
            )
        }
        self._bare = frozenset(k for k, n in bare.items() if n >= _LEAST_ALIKE and k not in texts)
        colons = [_colon(unmarked(line.text)) for line in lines]
        self._before_colon = Counter(header_key(match["label"]) for match in colons if match)
        named = Counter(named_label(match["label"]) for match in colons if match)
        self._with_colons = frozenset(field for field, count in named.items() if count >= 2)
        self._guessed: Mapping[str, Field] = {}
        self._others: Mapping[str, Field] = {}
        self._last: frozenset[str] = frozenset()
        self._guessed = self._guesses(lines)
        self._known.clear()
        self._others = self._other_fields(lines)
        self._known.clear()
        fields = Counter(label.field for line in lines if (label := self.read(line)))
        self.recurring = frozenset(field for field, count in fields.items() if count >= 2)
        read = map(self.read, lines)
        places = [i for i, label in enumerate(read) if label and label.field in self.recurring]
        self._last = frozenset(line.text for line in lines[max(places, default=len(lines)) + 1 :])
        self._known.clear()

    def read(self, line: TextBlockLine) -> FieldLabel | None:
        """The label that `line` begins with (a list marker before it aside), else None."""
        if line.text not in self._known:
            label = self._card_label(line.text) or self._read(line.text)
            other = self._others.get(_key_of(line.text, label)) if label and self._others else None
            self._known[line.text] = replace(label, field=other) if label and other else label
        return self._known[line.text]

    def unknown(self, line: TextBlockLine) -> FieldLabel | None:
        """A label of no known field that begins several lines: of steps where it is alone."""
        match = _colon(unmarked(line.text))
        key = header_key(match["label"]) if match else ""
        if not match or self._before_colon[key] < 2 or re.search(r"\d", arabic_digits(key)):
            return None
        # "ตุลาคม: ประชุม", "กองคลัง: ตรวจนับ" are steps.
        if looks_like_time(match["label"]) or looks_like_unit(match["label"]):
            return FieldLabel(field=Field.STEPS, text=line.text)
        text = match["text"].strip()
        return FieldLabel(field=Field.OTHER if text else Field.STEPS, text=text)

    def _card_label(self, text: str) -> FieldLabel | None:
        """A label of a card that is no field of a measure: "ตัวชี้วัดที่ 3: …", "เป้าหมาย: …"."""
        body = _body(text)
        first = _FIRST_WORD.match(body)
        # "ตัวชี้วัด การใช้อำนาจ" heads measures.
        is_value = body.startswith("ตัวชี้วัด") and stated_indicator(body) is None
        named = card_field(first["label"]) if first else None
        # "วัตถุประสงค์ เพื่อ…", but no bullet.
        is_other = named is Field.OTHER and read_marker(text) is None
        again = self._words if body != text or is_other else self._repeated if is_value else ()
        if first and named and header_key(first["label"]) in again:
            # "๑. ตัวชี้วัดที่ ๓ …" heads measures, with the same number in each form it is a label.
            heads = first["text"][0].isdecimal() and header_key(first["label"]) not in self._alike
            stated = next(filter(stated_indicator, (first["text"], body)), "") * (not heads)
            field = named if stated else Field.OTHER
            return FieldLabel(field=field, text=stated or first["text"])
        colon = _colon(_unnumbered(text))
        if not (key := _card_key(text)) or key not in self._repeated:
            return None
        if colon is None:
            field = card_field(_unnumbered(text)) or Field.OTHER
            return FieldLabel(field=field, text=text if stated_indicator(text) else "")
        value = colon["text"].strip()
        if card_field(colon["label"]) is not Field.INDICATOR:
            return FieldLabel(field=Field.OTHER, text=value)
        return FieldLabel(field=Field.INDICATOR, text=value if stated_indicator(value) else text)

    def _guesses(self, lines: Sequence[TextBlockLine]) -> dict[str, Field]:
        """Fields of unknown labels that recur, by beginning or text; none that a label names.

        Alone on their lines, or before a sign, also by what is learned of the texts below.
        """
        counts: Counter[Field] = Counter()
        texts: defaultdict[str, list[str]] = defaultdict(list)
        below_titles: set[str] = set()
        above_labels: Counter[str] = Counter()  # "กิจกรรม: …" above "วิธีการ: …"
        signed: defaultdict[str, list[str]] = defaultdict(list)
        order: list[str] = []
        above: TextBlockLine | None = None
        for index, (line, below) in enumerate(zip_longest(lines, lines[1:])):
            if _CAPTION.match(line.text):
                continue
            body = unmarked(line.text)
            colon = _colon(body)
            split = colon or self._first_word(body)
            # The same in each card, "ผู้ตรวจ: กองคลัง" is a label with its text.
            is_bare = self._is_bare(body) and not (colon and colon["text"].strip())
            word, text = (split["label"], split["text"]) if split else (body, "")
            if is_bare and below:
                word, text = body, below.text
            if label := self.read(line):
                counts[label.field] += 1
            elif text.strip():
                key = header_key(word)
                order.append(key)
                texts[key].append(text)
                if body == line.text and (is_bare or colon or _DASH.match(text)):
                    more = takewhile(self._is_text, lines[index + 1 : index + _MOST_BELOW])
                    own = () if is_bare else (_DASH.sub("", text),)
                    signed[key].append("\n".join((*own, *(line.text for line in more))))
                titled = above and (above.rank or leading_number(above.text))
                below_titles |= {key} if above and titled and not self.read(above) else set()
                best = next(iter(header_matches(key)), None)
                is_title = best and best.field is Field.TITLE and best.strength >= _LEAST_TITLE
                after = lines[index + 1 + is_bare : index + 2 + is_bare]
                # A card's badge "ดำเนินการแล้ว" is only like a title's name.
                is_title = is_title and best and (best.likeness == 1 or not is_bare)
                above_labels[key] += bool(is_title and any(map(self.read, after)))
            above = above if label and label.field in CARD_FIELDS else line
        recurring = {key: own for key, own in texts.items() if len(own) >= _LEAST_ALIKE}
        # "การดำเนินการ (✓) แล้วเสร็จ" of each form says what became of it.
        states = {key for key, own in recurring.items() if all(map(is_state, own))}
        recurring = {key: own for key, own in recurring.items() if key not in states}
        # "ส่วนราชการ" of a letter's head is of no measure.
        named = {field for field, count in counts.items() if count > 1}
        guessed = {} if {Field.TITLE, Field.STEPS} & named else _title_and_steps(recurring, order)
        for key in recurring.keys() - guessed.keys():
            matches = [m for m in header_matches(key) if m.likeness >= LEAST_NAME_LIKENESS]
            if matches and matches[0].strength < 1 and key in below_titles:
                # "การดำเนินการ" below a title is what is done.
                matches = [m for m in matches if m.field is Field.STEPS]
            best = next(iter(matches), None)
            if best and (best.strength == 1 or key in below_titles):
                is_open = best.field in MEASURE_FIELDS and best.field not in named
                guessed |= {key: best.field} if is_open else {}
        recurring_titles = recurring.keys() - below_titles - guessed.keys()
        heads = [key for key in recurring_titles if above_labels[key] == len(recurring[key])]
        if Field.TITLE not in {*named, *guessed.values()} and len(heads) == 1:
            guessed |= dict.fromkeys(heads, Field.TITLE)
        named |= {*guessed.values()}
        for field in _GUESSED - named:
            keys = [key for key, own in recurring.items() if all(map(LOOKS[field], own))]
            likely = (k for k, own in recurring.items() if likely_fields(own)[field] >= _SURE)
            keys = keys or [*likely]
            # Of two such labels none is the field's for sure.
            guessed |= dict.fromkeys(keys, field) if len(keys) == 1 else {}
        # Labels of measures are about as many as those that name their fields.
        least = max(_LEAST_ALIKE, max(counts.values(), default=0) / 2)
        unknown = {
            key: own
            for key, own in signed.items()
            if len(own) >= least and key not in guessed and not all(map(_FIGURE.fullmatch, own))
        }
        guessed |= _likely_labels(unknown, named | {*guessed.values()})
        return guessed | dict.fromkeys(states, Field.RESULTS)

    def _is_text(self, line: TextBlockLine) -> bool:
        text = line.text
        is_label = self.read(line) or self._is_bare(text) or self._first_word(text) or _colon(text)
        return not (line.rank or is_label or _CAPTION.match(text))

    def _other_fields(self, lines: Sequence[TextBlockLine]) -> dict[str, Field]:
        """Of labels of one field below each other, the field that the first may be of, too.

        "ผลที่เกิดขึ้น" above "ผลลัพธ์" is the result, where nothing else is.
        """
        read = [(line, label) for line in lines if (label := self.read(line))]
        keys = [(_key_of(line.text, label), label.field) for line, label in read]
        named = {field for key, field in keys if not key.startswith(STATES)}
        pairs = Counter(a[0] for a, b in pairwise(keys) if a[1] is b[1] and a[0] != b[0])
        fields = {
            key: {m.field for m in header_matches(key) if m.likeness == 1 and m.field not in named}
            for key, count in pairs.items()
            if count > 1
        }
        if Field.RESULTS not in named:
            # Or "ผลที่ได้" alone, by its figures.
            texts: defaultdict[str, list[str]] = defaultdict(list)
            for line, below in zip_longest(lines, lines[1:]):
                label = self.read(line)
                if label and label.field is Field.OUTCOMES:
                    texts[_key_of(line.text, label)].append(label.text or (below or line).text)
            fields |= {k: {Field.RESULTS} for k, own in texts.items() if counts_of_deeds(k, own)}
        return {key: f for key, own in fields.items() for f in MEASURE_FIELDS if own == {f}}

    def _is_bare(self, body: str) -> bool:
        """Whether several lines are these few words and nothing else."""
        return len(body) <= _LONGEST_BARE and header_key(body) in self._bare

    def _first_word(self, body: str) -> re.Match[str] | None:
        """The first word of a line, if so many lines begin with it that it may be a label."""
        match = _FIRST_WORD.match(body)
        return match if match and header_key(match["label"]) in self._words else None

    def _read(self, line: str) -> FieldLabel | None:
        body = _body(line)
        colon = _colon(body)
        label = colon["label"] if colon else ""
        if colon and (field := named_label(label) or self._guessed.get(header_key(label))):
            text = colon["text"].strip()
            opened = body.lstrip().startswith("(") or text.count(")") > text.count("(")
            closed = opened and text.endswith(")")
            text = text.removesuffix(")") if closed else text
            return FieldLabel(field=field, text=text, closed=closed)
        name, weak = body.strip(" .…_-:"), self._is_bare(body)
        bare = named_label(name, weak=weak) if len(name) <= _LONGEST_BARE else None
        if bare := bare or (self._guessed.get(header_key(body)) if weak else None):
            return FieldLabel(field=bare, text="")
        match = _FIRST_WORD.match(body)
        states = bool(match and is_state(match["text"]))  # "สถานะ แล้วเสร็จ"
        field = named_label(match["label"], weak=states) if match else None
        if match and field is None and self._first_word(body):
            field = named_label(match["label"]) or self._guessed.get(header_key(match["label"]))
        if match is None or field is None:
            return None
        # "มาตรการ …" begins a sentence, "ชื่อมาตรการ …" a form's first line.
        named = match["label"].startswith(_NAME)
        if field is Field.TITLE and not (named or field in self._guessed.values()):
            return None
        # "ไตรมาส ๒ ตรวจครบ" says what was done then.
        weak = named_label(match["label"], weak=False) is None
        if weak and match["text"][0].isdecimal() and leading_time(body) not in {"", body}:
            return None
        # Without any sign behind it: ผู้รับผิดชอบ กองคลัง.
        # "- กำหนดเวลา SLA ของทุกงาน" is a step where times are labelled with a colon.
        spoken = _SPOKEN - (self._with_colons if read_marker(line) else frozenset())
        spoken |= {Field.RESULTS} if states else frozenset()
        spoken |= {Field.RECOMMENDATIONS} if _ADVISES().match(match["text"]) else frozenset()
        is_name = len(match["label"]) >= _LEAST_LAST and not _CONTINUES.match(match["text"])
        is_bare = unmarked(line) == line or bool(leading_number(line))
        is_last = line in self._last and is_name and is_bare and field in _LAST
        spoken |= _LAST if is_last else frozenset()
        trusted = field in spoken or header_key(match["label"]) in self._repeated | self._words
        text = _DASH.sub("", match["text"].strip())
        return FieldLabel(field=field, text=text, last=is_last) if trusted else None


def _colon(text: str) -> re.Match[str] | None:
    """The label before a colon and the text behind it; most lines have no such sign."""
    return _COLON.match(text) if any(sign in text for sign in ":：=") else None


def named_label(label: str, *, weak: bool = True) -> Field | None:
    """The field that a label names beyond doubt; weak names only where a sign follows them."""
    if header_key(label) in _TITLES:
        return Field.TITLE
    best = sure_header(label)
    if best is None or best.field not in MEASURE_FIELDS:
        return None
    return best.field if weak or best.strength == 1 else None


def card_field(label: str) -> Field | None:
    """The field of a card, but of no measure, that a label names beyond doubt."""
    best = sure_header(_COUNTED.sub("", arabic_digits(label)))
    return best.field if best is not None and best.field in CARD_FIELDS else None


def _card_key(text: str) -> str:
    """Key of a label of no field of a measure, before a colon or alone; else "".

    A numbered one ("๒. วัตถุประสงค์", "๓.๑.๒ …") is one where each form has it with that number.
    """
    body = _unnumbered(text)
    colon = _colon(body)
    label = colon["label"] if colon else body.strip()
    field = card_field(label) if len(label) <= _LONGEST_BARE else None
    bullet = read_marker(text) is not None and body == text
    if field is None or (field is Field.OTHER and bullet):
        return ""
    number = (leading_number(text) or "").rpartition(".")[2]
    return number + header_key(_COUNTED.sub("", arabic_digits(label)))


def _numbered_key(line: TextBlockLine) -> tuple[str, str]:
    """Last part of a line's number, "" without one, and key of the first word behind it."""
    first = _FIRST_WORD.match(_body(line.text))
    number = (leading_number(line.text) or "").rpartition(".")[2]
    return number, header_key(first["label"]) if first else ""


def _body(text: str) -> str:
    """A line without the marker before it, ก. included, and without who reports it."""
    body = _LETTERED.sub("", unmarked(text))
    body = _REPORTER().sub("", body) if "รายงานผล" in body else body
    return _REPORTED.sub("", body) if "ว่า" in body else body


def _unnumbered(text: str) -> str:
    return unmarked(text) if leading_number(text) else text


def _first_label(text: str) -> str:
    """What a line has before a colon, else its first word."""
    body = _body(text)
    match = _colon(body) or _FIRST_WORD.match(body)
    return match["label"] if match else body.strip()


def _first_key(text: str) -> str:
    """Key of the first word where that is a sure and strong name of a field, else ""."""
    match = _FIRST_WORD.match(_body(text[:200]))
    if match is None:
        return ""
    best = sure_header(match["label"])
    return header_key(match["label"]) if best and best.strength == 1 else ""


def named_before_colon(text: str) -> Field | None:
    """The field of a measure, its title included, that a text names before a colon, else None."""
    colon = _colon(unmarked(text))
    return named_label(colon["label"]) or card_field(colon["label"]) if colon else None


def one_label_a_line(stream: Stream) -> Stream:
    """The stream, lines of several labels cut before each: "ระยะเวลา: … ผู้รับผิดชอบ: …".

    A sentence that says who is responsible and by when becomes such lines, too; as the end of a
    paragraph it stays there.
    """
    stream = tuple(
        replace(item, text=_with_whole_label(item.text))
        if isinstance(item, TextBlockLine)
        else item
        for item in _with_prose_apart(stream)
    )
    stream = _with_labels_reread(_questions_as_labels(_icons_as_labels(stream)))
    stream = _with_labels_apart(_with_indicators_of_titles(stream))
    glued = _glued(item.text for item in stream if isinstance(item, TextBlockLine))
    return tuple(
        piece
        for item in stream
        for piece in (_pieces(item, glued) if isinstance(item, TextBlockLine) else (item,))
    )


def _with_indicators_of_titles(stream: Stream) -> Stream:
    """The stream; "ตัวชี้วัดที่ 4 …", each below a title, as a field of it and not as a heading."""
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    stated = [
        (above, line)
        for above, line in pairwise(lines)
        if line.text.startswith("ตัวชี้วัด") and not _colon(line.text)
        if stated_indicator(line.text)
    ]
    labels = LabelReader(lines if len(stated) > 1 else ())
    read = ((labels.read(above), read_marker(above.text)) for above, _ in stated)
    titled = [
        (label and label.field is Field.TITLE) or (marker and marker.style in NAMED_STYLES)
        for label, marker in read
    ]
    if len(stated) < _LEAST_CARDS or not all(titled):
        return stream
    fields = {id(line) for _, line in stated}
    return tuple(
        replace(item, text=f"ตัวชี้วัด: {item.text}")
        if isinstance(item, TextBlockLine) and id(item) in fields
        else item
        for item in stream
    )


def _with_prose_apart(stream: Stream) -> Stream:
    """The stream, numbered paragraphs of wrapped lines cut before the names of fields within them.

    Most have the same names without any sign: "๑. มาตรการ … ขั้นตอน … ระยะเวลา … ผู้รับผิดชอบ …".
    """
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    numbered = (m.style for line in lines if (m := read_marker(line.text)) and m.number)
    cuts = (_prose_cut(lines, s) for s in dict.fromkeys([dominant_style(lines), *numbered]) if s)
    cut = next(filter(None, cuts), {})
    return (
        tuple(chain.from_iterable(cut.get(id(item), (item,)) for item in stream)) if cut else stream
    )


def _prose_cut(
    lines: Sequence[TextBlockLine], style: str
) -> dict[int, tuple[TextBlockLine | TableSegment, ...]]:
    """What the lines of paragraphs of that style become, by identity; {} where there are none."""
    starts = [
        i for i, line in enumerate(lines) if (m := read_marker(line.text)) and m.style == style
    ]
    if len(starts) < _LEAST_ALIKE:
        return {}
    after = range(starts[-1] + 1, len(lines))
    ends = (i for i in after if is_end(lines[i].text) or begins_outer_chapter(lines[i]))
    items = [lines[a:b] for a, b in pairwise([*starts, next(ends, len(lines))])]
    texts = ["\n".join([unmarked(first.text), *(i.text for i in rest)]) for first, *rest in items]
    texts = [_MADE_RESPONSIBLE.sub(_with_label, text) for text in texts]
    named = [_names_inside(text) for text in texts]
    order = max(map(tuple, named), key=len, default=())
    named = [own if [f for f in order if f in own] == [*own] else {} for own in named]
    # Behind "ก." a name begins its line.
    inside = [
        bool(_WORD.search(text[:begin].rsplit("\n", 1)[-1]))
        for text, own in zip(texts, named, strict=True)
        for begin, _ in own.values()
    ]
    is_prose = sum(len(own) >= _LEAST_TOGETHER for own in named) >= _LEAST_ALIKE
    if not is_prose or 2 * sum(inside) <= len(inside):
        return {}
    cut: dict[int, tuple[TextBlockLine | TableSegment, ...]] = {}
    for item, text, own in zip(items, texts, named, strict=True):
        if not own:
            continue
        for begin, end in reversed(own.values()):
            name = "".join(text[begin:end].split()).rstrip(":：")
            # "๑. มาตรการ การลดขั้นตอน": the number is the title's.
            label = "" if not begin and named_label(name) is Field.TITLE else f"{name}: "
            text = f"{text[:begin]}\0{label}{text[end:].lstrip()}"
        pieces = (piece.split("\n") for piece in map(str.strip, text.split("\0")) if piece)
        text = "\n".join(reduce(partial(join_cut, paged=True), piece) for piece in pieces)
        text = item[0].text.removesuffix(unmarked(item[0].text)) + text
        cut |= {id(line): () for line in item}
        raw = "\n".join(line.raw for line in item)
        cut[id(item[0])] = tuple(_lines_of(replace(item[0], text=text, raw=raw)))
    return cut


def _with_label(match: re.Match[str]) -> str:
    """Who is responsible at the end of a paragraph, behind the label; else the text as it is."""
    unit = match["unit"]
    return f" ผู้รับผิดชอบ {unit}" if looks_like_unit("".join(unit.split())) else match[0]


def _names_inside(text: str) -> dict[Field, tuple[int, int]]:
    """Begin and end of the first name of each field, a word or two between blanks."""
    names: dict[Field, tuple[int, int]] = {}
    beginnings = {synonym.key[:3] for synonym in header_synonyms()}
    for word, below in pairwise(re.finditer(r"\S+", text)):
        if word[0][:3] in beginnings and _BARE_NAME.fullmatch(word[0]):
            best = sure_header(f"{word[0]}{below[0]}")
            is_cut = best is not None and best.likeness == best.strength == 1
            name, end = (f"{word[0]}{below[0]}", below.end()) if is_cut else (word[0], word.end())
            field = named_label(name, weak=False)
            if field and (field is not Field.TITLE or not word.start()):
                names.setdefault(field, (word.start(), end))
    return names


def _with_whole_label(text: str) -> str:
    """A line without the blanks that an OCR put into its label: "ผู้รับ ผิดชอบ กองคลัง"."""
    body = unmarked(text)
    words = body[:_LONGEST_BARE].split(" ")
    for count in range(2, min(4, len(words))):
        name = "".join(words[:count])
        best = sure_header(name)
        if best and best.likeness == best.strength == 1 and header_key(name) == name:
            rest = body.split(" ", count)[count]
            return f"{text[: len(text) - len(body)]}{name} {rest}"
        if sure_header(words[0]):
            break
    return text


def _icons_as_labels(stream: Stream) -> Stream:
    """The stream, pictures that several units, times and amounts have before them as labels.

    "👤 กองคลัง 📅 ตลอดปี" as "ผู้รับผิดชอบ: กองคลัง", "ระยะเวลา: ตลอดปี".
    """
    lines = [item.text for item in stream if isinstance(item, TextBlockLine)]
    marked = [m for text in lines for m in _MARKED_BY_ICON().finditer(text)]
    values = [m[m.lastgroup or 0].strip() for m in marked]
    # A picture may as well be before a label.
    if len(values) < _LEAST_ALIKE or any(map(sure_header, values)):
        return stream
    if any(named_before_colon(value) or _first_key(value) for value in values):
        return stream
    labelled: list[TextBlockLine | TableSegment] = []
    for item in stream:
        pieces = [*_MARKED_BY_ICON().finditer(item.text)] if isinstance(item, TextBlockLine) else []
        if isinstance(item, TableSegment) or not pieces or pieces[0].start():
            labelled.append(item)
            continue
        for number, piece in enumerate(pieces):
            text = f"{_OF_ICONS[piece.lastgroup or '']}: {piece[piece.lastgroup or 0].strip()}"
            labelled.append(replace(item, text=text, raw="" if number else item.raw))
    return tuple(labelled)


def _questions_as_labels(stream: Stream) -> Stream:
    """The stream, a question and the answer below it as one line: "ใครรับผิดชอบ: กองคลัง".

    A question above a list without a mark of an answer is the list's label.
    """
    lines: list[TextBlockLine | TableSegment] = []
    unnamed: list[int] = []
    pieces = tuple(chain.from_iterable(map(_questions_apart, stream)))
    texts = (item.text for item in pieces if isinstance(item, TextBlockLine))
    if (answers := sum(map(bool, map(_ANSWER.match, texts)))) < _LEAST_ANSWERS:
        return stream
    for item in pieces:
        above, answer = lines[-1] if lines else None, None
        if isinstance(item, TextBlockLine) and isinstance(above, TextBlockLine):
            answer, question = _ANSWER.match(item.text), _QUESTION.match(above.text)
            label = _WHICH.sub("มาตรการ", question["text"].strip()) if question else ""
            name = _field_name(label) if question and (answer or question["mark"]) else ""
            if name and not answer:  # a list is below
                lines[-1] = replace(above, text=f"{name}:")
            if answer and question:
                text = f"{name or label}: {answer['text']}".strip()
                unnamed += [len(lines) - 1] if question["mark"] and not name else []
                lines[-1] = replace(above, text=text, raw=f"{above.raw}\n{item.raw}")
                continue
        lines.append(item)
    # Among questions on measures others are on the office, or on why there are measures.
    dropped = unnamed if 2 * len(unnamed) < answers else ()
    return tuple(line for index, line in enumerate(lines) if index not in dropped)


def _field_name(label: str) -> str:
    """The name of a field that a question, or what it asks for, is; "" for other questions."""
    bare = _ASKING.sub("", label).strip()
    if name := next((text for text in (label, bare) if named_label(text) or sure_header(text)), ""):
        return name
    best = next((m.field for m in header_matches(bare) if m.likeness >= LEAST_NAME_LIKENESS), None)
    return first_synonyms()[best] if best in MEASURE_FIELDS else ""


def _questions_apart(item: TextBlockLine | TableSegment) -> Iterator[TextBlockLine | TableSegment]:
    """A line, cut where a question or an answer is glued to the one before it."""
    texts = _GLUED.split(item.text) if isinstance(item, TextBlockLine) else []
    if isinstance(item, TableSegment) or len(texts) < 2:
        yield item
        return
    for number, text in enumerate(texts):
        yield replace(item, text=text, raw="" if number else item.raw)


def above_labels(
    lines: Sequence[TextBlockLine], labels: LabelReader
) -> tuple[int, Mapping[Field, str]]:
    """How many of `lines` are above the labelled ones that they end with, and the texts of these.

    No line is above them where the labelled ones are none, or all.
    """
    texts: dict[Field, str] = {}
    for count in range(len(lines), 0, -1):
        line = lines[count - 1]
        pieces = [piece.text for piece in _pieces(line)]
        read = [(text, labels.read(replace(line, text=text))) for text in pieces]
        # "หน่วยงาน: …" may be of the document.
        own = {
            label.field: label.text
            for text, label in read
            if label and label.text and named_field(_label_of(text, label))
        }
        if len(own) < len(read) or not own.keys() <= frozenset(MEASURE_FIELDS) - texts.keys():
            return (count, texts) if texts else (0, {})
        texts = own | texts
    return 0, {}


def _key_of(text: str, label: FieldLabel) -> str:
    return header_key(_label_of(text, label))


def _label_of(text: str, label: FieldLabel) -> str:
    """The words of a label that a line begins with."""
    body = _body(text)
    return body[: len(body) - len(label.text)].strip(" (:：=-–")


def _with_labels_apart(stream: Stream) -> Stream:
    """The stream; a first word that is a label is cut off the line above that it was glued to.

    Twice or more it is below the label above it, and above that below it, which never are next to
    each other but here.
    """
    labels = LabelReader(item for item in stream if isinstance(item, TextBlockLine))
    read: list[tuple[int, str]] = []  # labels by their lines
    for index, item in enumerate(stream):
        label = labels.read(item) if isinstance(item, TextBlockLine) else None
        if isinstance(item, TextBlockLine) and label is not None:
            body = unmarked(item.text)
            read.append((index, body[: len(body) - len(label.text)].strip()))
    names = [name for _, name in read]
    pairs = Counter(pairwise(names))
    cut = [*stream]
    for (index, above), (end, below) in pairwise([*read, (len(stream), "")]):
        between = [
            n for n in {*names} if pairs[above, n] > 1 and (pairs[n, below] > 1 or not below)
        ]
        if pairs[above, below] > 1 or len(between) != 1:
            continue
        for at in range(index, end):
            item = stream[at]
            if isinstance(item, TextBlockLine):
                cut[at] = replace(item, text=with_label_apart(item.text, between[0]))
    return tuple(chain.from_iterable(map(_lines_of, cut)))


def _with_labels_reread(stream: Stream) -> Stream:
    """The stream, labels of which an OCR misread a letter as most lines have them."""
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    labels = {id(line): _first_label(line.text) for line in lines}
    counts = Counter(labels.values())
    often = [label for label in counts if counts[label] > 1 and named_label(label)]
    misread = {
        label: right
        for label in counts
        if len(label) >= _LEAST_REREAD and not sure_header(label) and not re.search(r"\d", label)
        for right in often
        if Levenshtein.distance(label, right, score_cutoff=1) == 1
    }
    return tuple(
        replace(item, text=item.text.replace(label, misread[label], 1))
        if isinstance(item, TextBlockLine) and (label := labels[id(item)]) in misread
        else item
        for item in stream
    )


def _lines_of(item: TextBlockLine | TableSegment) -> Iterator[TextBlockLine | TableSegment]:
    """A line that was cut as several, the first with the words as read; a table as it is."""
    if isinstance(item, TableSegment):
        yield item
        return
    for number, text in enumerate(item.text.split("\n")):
        yield replace(item, text=text, raw="" if number else item.raw)


def _in_charge(line: TextBlockLine) -> tuple[TextBlockLine, ...]:
    """What a line says of who does it and by when, as labelled lines; () where it is not sure."""
    match = _IN_CHARGE.search(line.text) if "รับผิดชอบ" in line.text else None
    decided = _ASSIGNED().search(line.text) if "มติ" in line.text else None
    match = decided or match
    time = match["time"].strip(" .") if match else ""
    if not match or not looks_like_unit(match["unit"]) or (time and not looks_like_time(time)):
        return ()
    texts = [f"(ผู้รับผิดชอบ: {match['unit'].strip()})", *([f"(ระยะเวลา: {time})"] if time else [])]
    labels = [replace(line, text=text, raw="") for text in texts]
    if decided:  # above the end of what the meeting heard of the measure
        return (*labels, line)
    if match.start():
        return (line, *labels)
    return (replace(labels[0], raw=line.raw), *labels[1:])


def _glued(texts: Iterable[str]) -> re.Pattern[str]:
    """Pattern of labels before a colon that begin several lines, glued to a text before them."""
    colons = [_colon(_body(text)) for text in texts]
    counts = Counter(match["label"] for match in colons if match)
    long = {m["label"] for m in colons if m and len(m["label"]) >= _LEAST_GLUED}
    often = [label for label in long if counts[label] > 1 and _LETTER.search(label)]
    labels = "|".join(map(re.escape, sorted(often, key=len, reverse=True)))
    return re.compile(rf"(?<=[ก-๎\d)])(?P<label>{labels})\s*[:：](?!//)") if often else _NO_LABEL


def _pieces(line: TextBlockLine, glued: re.Pattern[str] = _NO_LABEL) -> tuple[TextBlockLine, ...]:
    if in_charge := _in_charge(line):
        return in_charge
    if len(line.text) > _LONGEST_CUT:
        return (line,)
    starts = _spoken_inside(line.text)
    if ":" in line.text or "：" in line.text:
        # "มาตรการ/โครงการ/กิจกรรม: …" is one label.
        own = _colon(line.text)
        end = len(line.text) - len(own["text"]) if own and named_label(own["label"]) else 0
        starts += [
            m
            for m in _INNER.finditer(line.text, end)
            if named_label(m["label"], weak=False) or card_field(m["label"]) is Field.INDICATOR
        ]
        # "หน่วยงานผู้รับผิดชอบ:" is one label, too.
        starts += [
            m
            for m in (glued.finditer(line.text, end) if end else ())
            if not sure_header(line.text[: m.end("label")].split()[-1])
            and _is_apart(line.text, m.start("label"))
        ]
    # A bullet or ก. alone before a label is no line of its own.
    before = {m.start(): _LETTERED.sub("", line.text[: m.start()]) for m in starts}
    begins = {start for start, text in before.items() if _LETTER.search(text)}
    cuts = [0, *sorted(begins), len(line.text)]
    texts = [line.text[a:b].strip() for a, b in pairwise(cuts)]
    if len(texts) == 1:
        return (line,)
    bare = [_ICON_BEHIND.sub("", text.strip(" |;,/")) for text in texts]
    return tuple(
        piece
        for index, text in enumerate(bare)
        if text
        for piece in _pieces(replace(line, text=text, raw=line.raw if index == 0 else ""), glued)
    )


def _is_apart(text: str, start: int) -> bool:
    """Whether the word at `start` is none of the sentence before it: ปี|งบประมาณ, แจ้ง|ผลการ…."""
    spans = segmenter().spans(text)
    return start in {span.start for span in spans} and not BEFORE_NOUN().search(text[:start])


def _spoken_inside(text: str) -> list[re.Match[str]]:
    """Labels without any sign inside a line that begins with one: ระยะเวลา ม.ค. ผู้รับผิดชอบ กองคลัง.

    Or inside an item, who does it, a unit, and when: "๓.๑ จัดประชุม ผู้รับผิดชอบ กองคลัง ระยะเวลา ม.ค.".
    """
    body = unmarked(text)
    own = _FIRST_WORD.match(body)
    colon = _colon(body)
    first = own and named_label(own["label"], weak=False)
    first = first or (colon and named_label(colon["label"]))
    if not first and body == text:
        return []
    inside = [(m, named_label(m["label"], weak=False)) for m in _WORD_INSIDE.finditer(text)]
    # "เปิดใช้ วันที่ 3 มีนาคม" says when within a sentence.
    spoken = _SPOKEN - {first}
    inside = [(m, field) for m, field in inside if field in spoken and m["label"] != "วันที่"]
    ends = [*(m.start() for m, _ in inside[1:]), len(text)]
    texts = {f: text[m.end() : end].strip() for (m, f), end in zip(inside, ends, strict=False)}
    is_sentence = texts.keys() >= _GUESSED and looks_like_unit(texts[Field.RESPONSIBLE])
    return [m for m, _ in inside] if first or is_sentence else []


def labelled_lists(section: Section, style: str, labels: LabelReader) -> frozenset[int]:
    """Indices of lines with a marker of `style` that count up below a recurring label.

    Above all items of that style only where the label has the first, "วิธีการ: ๑. …", or a title.
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
            begins = inside or label.text or (index and _is_titled(index, section.lines, read))
            expected = _first_expected(label, style) if begins else None
        elif marker is not None and marker.number and marker.style != style and expected == 1:
            expected = None  # the list below the label has other numbers
        elif marker is not None and marker.number and is_item(marker, section, style):
            following = read[index + 1] if index + 1 < len(read) else None
            heads = following is not None and following.field is lead and expected != 1
            if marker.parts[-1] == expected and not line.heading and not heads:
                inner.add(index)
                expected += 1
            else:
                expected, lead, inside = None, None, True
    return frozenset(inner)


def _is_titled(
    index: int, lines: Sequence[TextBlockLine], read: Sequence[FieldLabel | None]
) -> bool:
    """Whether a label "วิธีการ", "ขั้นตอน …" is below a line that may be a measure's title."""
    above = lines[index - 1]
    is_text = read[index - 1] is None and read_marker(above.text) is None
    return is_text and bool(_HOW.search(lines[index].text)) and not is_heading(above)


def _label(section: Section, index: int, style: str, labels: LabelReader) -> FieldLabel | None:
    line = section.lines[index]
    marker = read_marker(line.text)
    if marker is not None and marker.number and is_item(marker, section, style):
        return None
    label = labels.read(line)
    is_field = label is not None and label.field is not Field.TITLE
    return label if is_field and label and label.field in labels.recurring else None


def _first_expected(label: FieldLabel, style: str) -> int | None:
    """The number that the next line of the label's list has; None where it begins no list."""
    if not label.text:
        return 1
    marker = read_marker(label.text)
    return 2 if marker is not None and marker.style == style and marker.parts == (1,) else None


# Measures as cards. The line "ตัวชี้วัด : …" of a card is a field, where in other documents it heads
# the measures below it.
_LINES_TO_LABEL = 2  # lines below "การ์ดที่ 1" among which a label is: the title may be between
_LINES_TO_TITLE = 6  # the same where that label is the title's; by hand
_OF_THE_PAGE = word_pattern(
    r"^\W*(?:<reading_words.closings>|ทั้งนี้.{2,60}ตามประกาศ(?:นี้)?$|ผู้(?:เข้า)?ชม|(?:เปิด)?อ่าน\d+ครั้ง|#(?!\d)\w"
    r"|ให้.{2,80}ตาม(?:แนวทาง|มาตรการ|ประกาศ|คำสั่ง)(?:ฉบับ)?นี้"
    r"|(?:แชร์|ขอบ(?:พระ)?คุณ(?:มาก|ครับ|ค่ะ|ทุกท่าน)*|แหล่งที่มา|ย้อนกลับ)(?![ก-๎])"
    r"|ผู้(?:<reading_words.making>)(?:ข้อมูล|รายงาน)?[:(]|(?:<reading_words.making>)(?:ข้อมูล|รายงาน)?(?:"
    r"โดย(?=\W|<reading_words.units>|นาง|เทศบาล|อบต|องค์การ|แอดมิน|admin|ผู้ดูแล)"
    r"|(?:ล่าสุด|เมื่อ|ณ|วันที่|:)+\W*\d{1,2}(?!\d|ของ|ทุก)\D{1,20}\d{2,4}(?:เวลา|$|[^\dก-๙]))"
    r"|(?:ได้รับ|ผ่าน)?(?:การ|ความ|ให้ความ)?(?:<reading_words.approving>)(?:แผน|มาตรการ|แล้ว)*"
    r"(?:โดย|จาก|ของ)(?:<reading_words.units>|ที่ประชุม|สภา|นาง).{0,60}\d{1,2}\D{1,20}25\d\d$"
    r"|(?:<reading_words.contacting>)(?:(?:ข้อมูล|รายละเอียด)?(?:เพิ่มเติม)?(?:ได้ที่|:|(?<=เพิ่มเติม)$)"
    r"|.{0,40}?(?:[0๐][\d-]{7}|www|https?:|@))"
    r"|(?:(?:ที่ทำการ|สำนักงาน)(?:<unit_words.organisations>))?.{0,40}?"
    r"(?:<contact_words.telephone_labels>)\W*[\d-]{3}"
    r"|ประกาศณ(?:ที่ทำการ|สำนักงาน)?(?:<unit_words.organisations>)(?:<unit_words.levels>)?[ก-๎]{2,40}$"
    r"|.{0,40}?(?:เว็บไซต์|เพจ|หน้านี้).{0,20}?ติดต่อ(?:ผู้ดูแล|แอดมิน|admin|webmaster)"
    r"|(?:ติดต่อ)?สอบถาม(?:ข้อมูล|รายละเอียด)?(?:เพิ่มเติม)?ที่|(?:<contact_words.chats>|<contact_words.facebook>)\W*[:@])"
)
"""A squashed line behind the last measure: of the page, of who made it, or about all measures."""
_SUMMARY = word_pattern(
    r"^\W*(?:(?:ส่วนที่|บทที่|ตอนที่)?\d+\W*)?(?:<reading_words.summaries>"
    r"|(?=.*(?:ภาพรวม|(?P<step>สรุป|ปี\S*(?:ถัดไป|ต่อไป|หน้า))))(?:\W*(?:<reading_words.summary_words>|\d{4}))+)\W*$"
)
_NEWS = word_pattern(r"^\W*(?:<reading_words.news>)\W*$")
_ICON = "(?:[\U0001f000-\U0001faff]|[\u2600-\u2610\u2614-\u2712\u2719-\u27bf]\ufe0f)"
_ICON_BEHIND = re.compile(rf"(?:\s*{_ICON})+\ufe0f?$")
_CAPTION = re.compile(
    r"^\W*(?:ภาพ|รูป)(?:(?:ภาพ|ถ่าย|กิจกรรม|ประกอบ)?\s*(?:ที่\s*)?\d|\s*[:：])|^\W{3,}$"
    r"|^\s*[(\[]\s*(?:ภาพ|รูป)[^()\[\]]+[)\]]\s*$|^\s*[(\[]\s*(?:ตรายาง|ตราประทับ|ประทับตรา)\s*[)\]]"
    rf"|^{_ICON}\W?$"
)
"""Of a picture or a stamp: "(ภาพการอบรม)", "(ตรายาง) รับแล้ว"; or "* * *" between measures, or it
alone."""
_MOST_CLOSING_LINES = 3  # at the end of a document without labels; by hand
_LEAST_CARDS = 2  # with a number alone above their titles, or of one or two rows with same labels
_COUNT = re.compile(r"^\W*(?P<name>[^\d\n:]{3,30}?)\s*(?P<number>\d{1,3})(?:\s*/\s*\d{1,3})?\W*$")
"""A line that is a word and a number: "การ์ดที่ 1", "ใบที่ 1/5"."""


def indicators_of_cards(
    lines: Sequence[TextBlockLine], labels: LabelReader
) -> frozenset[TextBlockLine]:
    """Lines "ตัวชี้วัด: …" that are a field of the card above them; () for headings."""
    read = [labels.read(line) for line in lines]
    firsts = [i for i, label in enumerate(read) if label and label.field is Field.INDICATOR]
    if not firsts:
        return frozenset()
    fields = {Field.OTHER, *MEASURE_FIELDS}
    others = [label is not None and label.field in fields for label in read]
    # The text of a label that is alone is below it.
    ends = [i + 1 + (not label.text) for i in firsts if (label := read[i])]
    inside = sum(any(others[end : end + 1]) for end in ends)
    if 2 * inside <= len(firsts) and not any(others[: firsts[0]]):
        return frozenset()
    return frozenset(
        line for first, end in zip(firsts, ends, strict=True) for line in lines[first:end]
    )


_LEAST_LISTED = 3  # numbered lines with labels below each that are a list of measures


def labelled_items(
    lines: Sequence[TextBlockLine], labels: LabelReader
) -> tuple[tuple[TextBlockLine, ...], ...]:
    """Numbered lines, each with those below it, that count on and have the same few labels below.

    None of them is labelled มาตรการ, and no label is twice below one of them.
    """
    items: list[tuple[TextBlockLine, ...]] = []
    read = [(i, m) for i, line in enumerate(lines) if (m := read_marker(line.text)) and m.number]
    for style in sorted({marker.style for _, marker in read}):
        runs: list[list[int]] = []
        above: tuple[int, ...] = ()
        for index, parts in ((i, m.parts) for i, m in read if m.style == style):
            if not above or parts != (*above[:-1], above[-1] + 1):
                runs.append([])
            runs[-1].append(index)
            above = parts
        for run in (run for run in runs if len(run) >= _LEAST_LISTED):
            longest = max(b - a for a, b in pairwise(run))
            bodies = [tuple(lines[a:b]) for a, b in pairwise([*run, run[-1] + longest])]
            items += bodies if all(_is_labelled(body[1:], labels) for body in bodies) else []
    return tuple(items)


def _is_labelled(body: Iterable[TextBlockLine], labels: LabelReader) -> bool:
    fields = [label.field for line in body if (label := labels.read(line))]
    own = {*fields} & {*MEASURE_FIELDS}
    return len({*fields}) == len(fields) and len(own) >= 2 and {*fields} <= own | CARD_FIELDS


def with_card_numbers(stream: Stream, labels: LabelReader) -> Stream:
    """The stream, numbers 1, 2, 3 … alone above the titles of all cards put before the titles.

    A title is the line above the label that each card begins with. Behind the numbers may be
    badges that recur: "1 ต่อเนื่อง".
    """
    read = [labels.read(item) if isinstance(item, TextBlockLine) else None for item in stream]
    lead = next((label.field for label in read if label and label.field in labels.recurring), None)
    titles = [
        index
        for index, label in enumerate(read[1:])
        if index and label and label.field is lead and read[index] is None
    ]
    numbered = [*stream]
    badges: set[str] = set()
    for number, index in enumerate(titles, start=1):
        title, above = stream[index], stream[index - 1]
        if isinstance(title, TableSegment) or isinstance(above, TableSegment):
            return stream
        count, _, badge = above.text.partition(" ")
        if bare_number(count).lstrip("0") != str(number):
            return stream
        badges.add(badge)
        numbered[index] = replace(title, text=f"มาตรการที่ {number} {unmarked(title.text)}")
    is_counted = len(titles) >= max(_LEAST_CARDS, 2 * len(badges - {""}))
    counted = {index - 1 for index in titles} if is_counted else set()
    return tuple(item for i, item in enumerate(numbered) if i not in counted) if counted else stream


def card_count(text: str) -> re.Match[str] | None:
    """The name and the number of a line that is nothing else."""
    return _COUNT.match(arabic_digits(text))


def card_numbers(lines: Sequence[TextBlockLine]) -> dict[int, str]:
    """Numbers of lines, by identity, that only count their cards: "การ์ดที่ 1", "แบบที่ 2".

    "มาตรการที่ 1" does above "ชื่อมาตรการ …". Lines from there to the label of the title, such as
    the problem below "ประเด็นที่ 1", are of no measure and have the number, too.
    """
    labels = LabelReader(lines)
    counts = {i: count for i, line in enumerate(lines) if (count := card_count(line.text))}
    heads: Counter[str] = Counter()
    above: dict[int, int] = {}  # how many lines a card has above its title, its count included
    for index, count in counts.items():
        read = map(labels.read, lines[index + 1 :][:_LINES_TO_TITLE])
        first, label = next(((i, label) for i, label in enumerate(read) if label), (0, None))
        is_titled = label is not None and label.field is Field.TITLE
        is_titled &= not is_page_number_row([lines[index].text])
        is_card = label and first < _LINES_TO_LABEL and read_marker(count[0]) is None
        heads[count["name"]] += bool(is_titled or is_card)
        above[index] = 1 + first * is_titled
    return {
        id(line): count["number"]
        for index, count in counts.items()
        if heads[count["name"]] > 1 and labels.read(lines[index]) is None
        for line in lines[index : index + above[index]]
        if stated_indicator(line.text) is None
    }


def is_of_page(text: str) -> bool:
    """Whether a line behind the last measure is of the page, or about who made it."""
    return bool(_OF_THE_PAGE().match(squash(text)))


def without_signatures(stream: Stream, labels: LabelReader) -> Stream:
    """The stream without signatures in or below cards, captions, rules, who made it, news, and what
    a summary behind the last label that recurs says of all.

    Of the last signature the first line stays: it ends the measures.
    """
    cut: list[TextBlockLine | TableSegment] = []
    for item in stream:
        text, signed = without_signature(item.text) if isinstance(item, TextBlockLine) else ("", "")
        if isinstance(item, TextBlockLine) and signed:
            cut += [replace(item, text=text), replace(item, text=signed, raw="")]
        else:
            cut.append(item)
    lines = [item for item in cut if isinstance(item, TextBlockLine)]
    signatures = signature_lines([line.text for line in lines])
    read = [None if i in signatures else labels.read(line) for i, line in enumerate(lines)]
    # The text of a label that is alone is below it, and is no heading.
    labelled = [
        i + (not label.text and not any(line.rank for line in lines[i + 1 : i + 2]))
        for i, label in enumerate(read)
        if label
    ]
    last = max(labelled, default=-1)
    markers = [read_marker(line.text) for line in lines]
    counted = [i + 1 for i, marker in enumerate(markers) if marker and marker.number]
    least = 0 if labelled else len(lines) - _MOST_CLOSING_LINES
    after = range(max(last + 1, least, *counted), len(lines))
    steps = {marker.style for marker in markers[: after.start] if marker}

    def is_listed(index: int) -> bool:
        marker = markers[index]
        return marker is not None and marker.style in steps

    own = (i for i in after if is_of_page(lines[i].text) and not is_listed(i))
    signatures |= {*range(next(own, len(lines)), len(lines))}
    fields = [i for i, label in enumerate(read) if label and label.field in labels.recurring]
    below = range(max(fields, default=len(lines)) + 1, len(lines))
    # "สรุปผลการดำเนินงาน" may be the last step, and a label of each measure.
    has_steps = any(label.field is Field.STEPS for i in fields[-1:] if (label := read[i]))
    keys = [arabic_digits(squash(line.text)) for line in lines]
    summaries = (
        i
        for i in below
        if (heading := _SUMMARY().match(keys[i]))
        and not (heading["step"] and (is_listed(i) or has_steps or keys.count(keys[i]) > 1))
    )
    signatures |= {*range(next(summaries, len(lines)), len(lines))}
    # Who is to do what is of a measure, whatever it is called.
    who = {Field.STEPS, Field.RESPONSIBLE}
    duties = [i for i in fields if (label := read[i]) and label.field in who]
    news = (
        i
        for i in range(max(duties, default=len(lines)), len(lines))
        if lines[i].rank and _NEWS().match(squash(lines[i].text))
    )
    signatures |= {*range(next(news, len(lines)), len(lines))}
    ends = [i for i in signatures if i > last and is_end(lines[i].text)]
    signatures |= {i for i, line in enumerate(lines) if _CAPTION.match(line.text)}
    dropped = {id(lines[i]) for i in signatures if i != min(ends, default=None)}
    return tuple(item for item in cut if id(item) not in dropped)


def _title_and_steps(keys: Mapping[str, Sequence[str]], order: Sequence[str]) -> dict[str, Field]:
    """Fields of the one pair of unknown labels, always below each other, that may both be either.

    "แนวทาง: …" above "การดำเนินการ: …".
    """
    both = {Field.TITLE, Field.STEPS}
    weak = {k for k in keys if {m.field for m in header_matches(k) if m.likeness == 1} >= both}
    pairs = Counter(pairwise(order))
    sure = [
        (above, below)
        for above, below in pairs
        if {above, below} <= weak and pairs[above, below] == len(keys[above]) == len(keys[below])
    ]
    return dict(zip(sure[0], (Field.TITLE, Field.STEPS), strict=True)) if len(sure) == 1 else {}


def _likely_labels(
    texts: Mapping[str, Sequence[str]], named: Collection[Field]
) -> dict[str, Field]:
    """Fields of unknown labels by what was learned of their texts, each of one label alone."""
    likely: dict[str, Field] = {}
    for key, own in texts.items():
        by_name = {m.field for m in header_matches(key) if m.likeness >= LEAST_NAME_LIKENESS}
        field = field_of_texts(own)
        fits = field not in {None, Field.TITLE} and by_name <= {field}
        likely |= {key: field} if field and fits else {}
    fields = Counter(likely.values())
    sure = {key: f for key, f in likely.items() if fields[f] == 1 and f not in named}
    together = {*named, *sure.values()} & {*MEASURE_FIELDS}
    return sure if len(together) >= _LEAST_TOGETHER else {}

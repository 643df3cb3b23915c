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
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile, zip_longest

from itasearch.domain.headers import Field, header_key, header_matches, sure_header
from itasearch.domain.indicators import stated_indicator
from itasearch.domain.loader import Patterns, words
from itasearch.extract.cells import LOOKS, is_state, leading_time, looks_like_time, looks_like_unit
from itasearch.extract.extracted import MEASURE_FIELDS, PLAIN_FIELDS, TextBlockLine
from itasearch.extract.headers.columns import LEAST_NAME_LIKENESS, STATES
from itasearch.extract.headers.content import counts_of_deeds, field_of_texts
from itasearch.extract.headers.likely import likely_fields
from itasearch.extract.lists.outline import Section, is_heading, is_item
from itasearch.extract.numbering import leading_number, read_marker, unmarked
from itasearch.text.thai.normalize import arabic_digits

_patterns = Patterns("reading_patterns")
LETTERED = re.compile(r"^\s*\(?[ก-ฮ][.)]\s*")  # ก. before a label
_TIME = "เวลา"  # a label only where it recurs, and of no clock
FIRST_WORD = re.compile(
    rf"^\W*(?!และ)(?P<label>\S{{5,40}}|{_TIME}(?!\s+[\d๐-๙]+[.:]))\s+(?P<text>\S.*)$", re.DOTALL
)
_NAME = "ชื่อ"
SPOKEN_FIELDS = frozenset({Field.TIMEFRAME, Field.RESPONSIBLE, Field.FOLLOW_UP, Field.BUDGET})
_LAST = frozenset({Field.PROBLEMS, Field.RECOMMENDATIONS})
"""Fields that may be about all measures where they stand once, behind the last."""
_LEAST_LAST = 10  # letters of their labels without any sign: "ปัญหา" begins a sentence
_TITLES = frozenset(map(header_key, words("reading_words", "title_labels")))
CARD_FIELDS = frozenset({Field.INDICATOR, Field.OTHER})
"""Fields of a card that are none of a measure's texts."""
_LEAST_TITLE = 0.8  # strength of an unknown label that may be of titles: กิจกรรม, no การดำเนินการ
_SURE = 0.9  # how likely texts are a unit's or a time's of which not all look so; by hand
LEAST_TOGETHER = 3  # fields that labels name, so that what their texts are like counts; by hand
LEAST_ALIKE = 3  # lines with one unknown label whose texts show its field; by hand
_MOST_BELOW = 9  # lines from a label on that tell what it is of; by hand
LONGEST_BARE = 60  # code points of a line that is nothing but a label without any sign after it
ICON = "(?:[\U0001f000-\U0001faff]|[\u2600-\u2610\u2614-\u2712\u2719-\u27bf]\ufe0f)"
CAPTION = re.compile(
    r"^\W*(?:ภาพ|รูป)(?:(?:ภาพ|ถ่าย|กิจกรรม|ประกอบ)?\s*(?:ที่\s*)?\d|\s*[:：])|^\W{3,}$"
    r"|^\s*[(\[]\s*(?:ภาพ|รูป)[^()\[\]]+[)\]]\s*$|^\s*[(\[]\s*(?:ตรายาง|ตราประทับ|ประทับตรา)\s*[)\]]"
    rf"|^{ICON}\W?$"
)
"""Of a picture or a stamp: "(ภาพการอบรม)", "(ตรายาง) รับแล้ว"; or "* * *" between measures, or it
alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLabel:
    """A field named at the beginning of a line."""

    field: Field
    text: str  #: what is behind it; "" when it is alone
    closed: bool = False  #: in brackets, so that the next line does not belong to it
    last: bool = False  #: named once, without a sign, behind all labels that recur

    @property
    def badge(self) -> bool:
        """Whether it is a state below a title: "(สถานะ: แล้วเสร็จ)"."""
        return self.closed and self.field is Field.RESULTS and is_state(self.text)


class LabelReader:
    """Reads the labels of one document's lines.

    `recurring`: fields that two or more lines are labelled with.
    """

    def __init__(self, lines: Iterable[TextBlockLine]) -> None:
        lines = tuple(line for line in lines if not _patterns.caption.match(line.text))
        self._known: dict[str, FieldLabel | None] = {}
        words = Counter(key for line in lines if (key := first_word_key(line.text)))
        words.update(key for line in lines if (key := _card_key(line.text)))
        self._repeated = frozenset(key for key, count in words.items() if count >= 2)
        firsts = [match for line in lines if (match := FIRST_WORD.match(label_body(line.text)))]
        recurring = Counter(header_key(match["label"]) for match in firsts)
        # "๔) สถานะ …" is a label where each form has it with that number.
        numbered: Counter[tuple[str, str]] = Counter()
        for line in lines:
            first = FIRST_WORD.match(label_body(line.text))
            last_part = (leading_number(line.text) or "").rpartition(".")[2]
            numbered[last_part, header_key(first["label"]) if first else ""] += 1
        again = {key for (number, key), count in numbered.items() if number and count >= 2}
        self._alike = {key for number, key in numbered if numbered[number, key] == recurring[key]}
        self._words = frozenset(
            key for key, count in recurring.items() if count >= LEAST_ALIKE or key in again
        )
        bare = Counter(header_key(unmarked(line.text[: 2 * LONGEST_BARE])) for line in lines)
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
        self._bare = frozenset(k for k, n in bare.items() if n >= LEAST_ALIKE and k not in texts)
        colons = [colon_label(unmarked(line.text)) for line in lines]
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
            is_aside = _patterns.of_newsletter.fullmatch(line.text) is not None
            aside = FieldLabel(field=Field.OTHER, text=line.text, closed=True) if is_aside else None
            label = self._card_label(line.text) or self._read(line.text) or aside
            other = self._others.get(_key_of(line.text, label)) if label and self._others else None
            self._known[line.text] = replace(label, field=other) if label and other else label
        return self._known[line.text]

    def unknown(self, line: TextBlockLine, *, signed: bool) -> FieldLabel | None:
        """A label of no known field that begins several lines: of steps where it is alone.

        If not `signed` also without any sign, but for units and times: "วัดจากอะไร จำนวนเรื่อง".
        """
        body = unmarked(line.text)
        match = colon_label(body)
        key = header_key(match["label"]) if match else ""
        if self._before_colon[key] < 2 or re.search(r"\d", arabic_digits(key)):
            # "ร่วมกับ ผู้นำชุมชน" goes on.
            is_text = signed or looks_like_time(body) or looks_like_unit(body)
            is_text |= _patterns.goes_on.match(body) is not None
            match = None if is_text else self._first_word(body)
        if match is None:
            return None
        # "ตุลาคม: ประชุม", "กองคลัง: ตรวจนับ" are steps.
        if looks_like_time(match["label"]) or looks_like_unit(match["label"]):
            return FieldLabel(field=Field.STEPS, text=line.text)
        text = match["text"].strip()
        return FieldLabel(field=Field.OTHER if text else Field.STEPS, text=text)

    def _card_label(self, text: str) -> FieldLabel | None:
        """A label of a card that is no field of a measure: "ตัวชี้วัดที่ 3: …", "เป้าหมาย: …"."""
        body = label_body(text)
        first = FIRST_WORD.match(body)
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
        colon = colon_label(_unnumbered(text))
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
        is_of_card = False
        for index, (line, below) in enumerate(zip_longest(lines, lines[1:])):
            if CAPTION.match(line.text):
                continue
            body = unmarked(line.text)
            colon = colon_label(body)
            split = colon or self._first_word(body)
            # The same in each card, "ผู้ตรวจ: กองคลัง" is a label with its text.
            is_bare = self._is_bare(body) and not (colon and colon["text"].strip())
            word, text = (split["label"], split["text"]) if split else (body, "")
            if is_bare and below:
                word, text = body, below.text
            if label := self.read(line):
                counts[label.field] += not label.badge
            elif text.strip():
                key = header_key(word)
                order.append(key)
                texts[key].append(text)
                is_of_heading = above is not None and is_heading(above)  # and of no measure
                is_signed = is_bare or colon or _patterns.dash.match(text)
                if body == line.text and is_signed and not is_of_heading:
                    more = takewhile(self._is_text, lines[index + 1 : index + _MOST_BELOW])
                    own = () if is_bare else (_patterns.dash.sub("", text),)
                    signed[key].append("\n".join((*own, *(line.text for line in more))))
                titled = bool(above and (above.rank or leading_number(above.text)))
                named_above = self.read(above) if above else None
                titled = named_above.badge if named_above else titled
                below_titles |= {key} if titled else set()
                best = next(iter(header_matches(key)), None)
                is_title = best and best.field is Field.TITLE and best.strength >= _LEAST_TITLE
                # A card's badge "กิจกรรมต่อเนื่อง" is only like a title's name.
                is_title = is_title and best and (best.likeness == 1 or not is_bare)
                after = lines[index + 1 + is_bare : index + 2 + is_bare]
                is_above = any(self.read(line) or colon_label(line.text) for line in after)
                above_labels[key] += bool(is_title and is_above)
            # The text of a card's label that is alone is below it.
            of_card = label and label.field in CARD_FIELDS
            above = above if of_card or is_of_card else line
            is_of_card = bool(label and of_card and not label.text)
        recurring = {key: own for key, own in texts.items() if len(own) >= LEAST_ALIKE}
        # "การดำเนินการ (✓) แล้วเสร็จ" of each form says what became of it.
        states = {key for key, own in recurring.items() if all(map(is_state, own))}
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
        for field in PLAIN_FIELDS - named:
            keys = [key for key, own in recurring.items() if all(map(LOOKS[field], own))]
            likely = (k for k, own in recurring.items() if likely_fields(own)[field] >= _SURE)
            keys = keys or [*likely]
            # Of two such labels none is the field's for sure.
            guessed |= dict.fromkeys(keys, field) if len(keys) == 1 else {}
        # Labels of measures are about as many as those that name their fields.
        least = max(LEAST_ALIKE, max(counts.values(), default=0) / 2)
        unknown = {
            key: own
            for key, own in signed.items()
            if len(own) >= least
            and key not in guessed
            and not all(map(_patterns.labels_figure.fullmatch, own))
        }
        guessed |= _likely_labels(unknown, named | {*guessed.values()})
        return guessed | dict.fromkeys(states, Field.RESULTS)

    def _is_text(self, line: TextBlockLine) -> bool:
        text = line.text
        is_label = (
            self.read(line) or self._is_bare(text) or self._first_word(text) or colon_label(text)
        )
        return not (line.rank or is_label or CAPTION.match(text))

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
        return len(body) <= LONGEST_BARE and header_key(body) in self._bare

    def _first_word(self, body: str) -> re.Match[str] | None:
        """The first word of a line, if so many lines begin with it that it may be a label."""
        match = FIRST_WORD.match(body)
        return match if match and header_key(match["label"]) in self._words else None

    def _read(self, line: str) -> FieldLabel | None:
        body = label_body(line)
        colon = colon_label(body)
        label = colon["label"] if colon else ""
        if colon and (field := named_label(label) or self._guessed.get(header_key(label))):
            text = colon["text"].strip()
            opened = body.lstrip().startswith("(") or text.count(")") > text.count("(")
            closed = opened and text.endswith(")")
            text = text.removesuffix(")") if closed else text
            return FieldLabel(field=field, text=text, closed=closed)
        name, weak = body.strip(" .…_-:"), self._is_bare(body)
        bare = named_label(name, weak=weak) if len(name) <= LONGEST_BARE else None
        bare = bare or (self._guessed.get(header_key(body)) if weak else None)
        # "แล้วเสร็จ" of each form, of what was ticked, is no label.
        if bare and not (bare is Field.RESULTS and body == name and is_state(name)):
            return FieldLabel(field=bare, text="")
        match = FIRST_WORD.match(body)
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
        # "- กำหนดเวลา SLA ของทุกงาน", "แล้วเสร็จ 9 จุด" are texts where times have a colon.
        is_text = read_marker(line) or not self._before_colon[header_key(match["label"])]
        spoken = SPOKEN_FIELDS - (self._with_colons if is_text else frozenset())
        spoken |= {Field.RESULTS} if states else frozenset()
        spoken |= {Field.RECOMMENDATIONS} if _patterns.advises.match(match["text"]) else frozenset()
        is_name = len(match["label"]) >= _LEAST_LAST and not _patterns.continues.match(
            match["text"]
        )
        is_bare = unmarked(line) == line or bool(leading_number(line))
        is_last = line in self._last and is_name and is_bare and field in _LAST
        spoken |= _LAST if is_last else frozenset()
        spoken -= {Field.TIMEFRAME} if match["label"] == _TIME else frozenset()
        trusted = field in spoken or header_key(match["label"]) in self._repeated | self._words
        text = _patterns.dash.sub("", match["text"].strip())
        return FieldLabel(field=field, text=text, last=is_last) if trusted else None


def colon_label(text: str) -> re.Match[str] | None:
    """The label before a colon and the text behind it; most lines have no such sign."""
    return _patterns.colon.match(text) if any(sign in text for sign in ":：=") else None


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
    best = sure_header(_patterns.labels_counted.sub("", arabic_digits(label)))
    return best.field if best is not None and best.field in CARD_FIELDS else None


def _card_key(text: str) -> str:
    """Key of a label of no field of a measure, before a colon or alone; else "".

    A numbered one ("๒. วัตถุประสงค์", "๓.๑.๒ …") is one where each form has it with that number.
    """
    body = _unnumbered(text)
    colon = colon_label(body)
    label = colon["label"] if colon else body.strip()
    field = card_field(label) if len(label) <= LONGEST_BARE else None
    bullet = read_marker(text) is not None and body == text
    if field is None or (field is Field.OTHER and bullet):
        return ""
    number = (leading_number(text) or "").rpartition(".")[2]
    return number + header_key(_patterns.labels_counted.sub("", arabic_digits(label)))


def label_body(text: str) -> str:
    """A line without the marker before it, ก. included."""
    return LETTERED.sub("", unmarked(text))


def _unnumbered(text: str) -> str:
    return unmarked(text) if leading_number(text) else text


def first_word_key(text: str) -> str:
    """Key of the first word where that is a sure and strong name of a field, else ""."""
    match = FIRST_WORD.match(label_body(text[:200]))
    if match is None:
        return ""
    best = sure_header(match["label"])
    return header_key(match["label"]) if best and best.strength == 1 else ""


def named_before_colon(text: str) -> Field | None:
    """The field of a measure, its title included, that a text names before a colon, else None."""
    colon = colon_label(unmarked(text))
    return named_label(colon["label"]) or card_field(colon["label"]) if colon else None


def _key_of(text: str, label: FieldLabel) -> str:
    return header_key(label_words(text, label))


def label_words(text: str, label: FieldLabel) -> str:
    """The words of a label that a line begins with."""
    body = label_body(text)
    return body[: len(body) - len(label.text)].strip(" (:：=-–")


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
            above = section.lines[index - 1]
            # "วิธีการ", "ขั้นตอน …" below what may be a measure's title.
            is_other = read[index - 1] or read_marker(above.text) or is_heading(above)
            is_below = index and not is_other and _patterns.how.search(line.text)
            begins = inside or label.text or is_below
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
    return sure if len(together) >= LEAST_TOGETHER else {}

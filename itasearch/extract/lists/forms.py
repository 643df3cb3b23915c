"""Forms, announcements or fallen rows, one for each measure, as measures with labels.

Forms have labels that count up from 1 and are the same in each of them.

"๑. ชื่อโครงการ …", "๒. หลักการและเหตุผล", "๓. วิธีดำเนินการ" with steps ๑, ๒, ๓ below it: only that they
come again distinguishes such labels from steps. What no list of names knows is of the field
that its texts are of, as learned.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile

from itasearch.domain.headers import Field, first_synonyms, header_key, header_matches
from itasearch.domain.indicators import named_indicator
from itasearch.domain.loader import Patterns
from itasearch.extract.cells import LOOKS
from itasearch.extract.extracted import MEASURE_FIELDS, Stream, TableSegment, TextBlockLine
from itasearch.extract.headers.columns import LEAST_NAME_LIKENESS
from itasearch.extract.headers.likely import likely_fields
from itasearch.extract.lists.cards import card_count
from itasearch.extract.lists.labels import card_field, named_label
from itasearch.extract.lists.outline import is_end
from itasearch.extract.numbering import begins_part, leading_number, read_marker
from itasearch.model.source import Block, Table
from itasearch.text.thai.normalize import arabic_digits

_LEAST_LABELS = 3  # of a form
_LEAST_FIELDS = 2  # of a measure that a form's labels name
_LEAST_TABLE_FIELDS = 4  # of a measure, its title included, that labels in tables name
_NAMED = frozenset({Field.TITLE, *MEASURE_FIELDS})
CAME_OF_IT = frozenset({Field.RESULTS, Field.OUTCOMES})
_LEAST_LIKELY = 0.45  # of a field by what is below a label of no known name; by hand
_MOST_LINES = 9  # below a label that tell what it is of; by hand
_WORD = re.compile(r"\W*(?P<label>[^\s:：]+)\s*[:：]?\s*(?P<text>.*)", re.DOTALL)

_LEAST_MEASURES = 3  # announcements, or rows that fell to lines
_patterns = Patterns("reading_patterns")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    """A numbered label, and the text behind it."""

    number: int
    name: str
    text: str

    @property
    def key(self) -> str:
        """What the label of the same name in another form has, too."""
        return header_key(self.name)


def with_form_labels(stream: Stream) -> Stream:
    """The stream, numbered labels of forms with a colon and without their numbers.

    What each form has above its first label is left out but for its number.
    """
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    labels = _labels(lines)
    fields = _fields(_texts(lines, labels))
    own = {*fields.values()}
    if Field.TITLE not in own or len(own & {*MEASURE_FIELDS}) < _LEAST_FIELDS:
        return stream
    names = first_synonyms()
    made: list[TextBlockLine | TableSegment] = []
    masked = Counter(map(_masked, lines))
    below = 0
    for item in stream:
        label = labels.get(id(item))
        if label is None or isinstance(item, TableSegment):
            made.append(item)
            continue
        # The line below a label is its text.
        count: list[TextBlockLine | TableSegment] = []
        while label.number == 1 and len(made) > below + 1 and masked[_masked(made[-1])] > 1:
            head = made.pop()
            count = [head] if isinstance(head, TextBlockLine) and card_count(head.text) else count
        made += count
        below = len(made) + 1
        field = fields.get(label.key, Field.OTHER)
        is_named = field in {named_label(label.key), card_field(label.key)}
        name = label.key if is_named else names[field]
        text = f"{name}: {label.text}"
        made.append(replace(item, text=text))
    return tuple(made)


def _masked(item: TextBlockLine | TableSegment) -> str:
    """What lines alike but for their numbers share."""
    text = item.text if isinstance(item, TextBlockLine) else ""
    return re.sub(r"\d", "0", arabic_digits(text))


def _labels(lines: Sequence[TextBlockLine]) -> Mapping[int, _Label]:
    """The labels of forms by the identity of their lines; {} where none count up alike again."""
    numbered = [(line, m) for line in lines if (m := read_marker(line.text)) and len(m.parts) == 1]
    bodies = [line.text[marker.end :] for line, marker in numbered]
    firsts = [match["label"] if (match := _WORD.match(body)) else body for body in bodies]
    common = Counter((m.number, header_key(w)) for (_, m), w in zip(numbered, firsts, strict=True))
    wholes = Counter((m.number, header_key(b)) for (_, m), b in zip(numbered, bodies, strict=True))
    words: list[_Label] = []
    for (_, marker), first, body in zip(numbered, firsts, bodies, strict=True):
        often = wholes[marker.number, header_key(body)] == common[marker.number, header_key(first)]
        name = body if often and (named_label(body) or not named_label(first)) else first
        text = body[body.index(name) + len(name) :].strip(" :：")
        words.append(_Label(number=marker.parts[0], name=name, text=text))
    counts = Counter((label.number, label.key) for label in words)
    keys = {number: key for (number, key), _ in reversed(counts.most_common())}
    forms = counts[1, keys.get(1, "")]
    keys = {number: key for number, key in keys.items() if 2 * counts[number, key] > max(forms, 2)}
    labels = {
        id(line): label
        for (line, _), label in zip(numbered, words, strict=True)
        if keys.get(label.number) == label.key
    }
    numbers = [label.number for label in labels.values()]
    begun = sum(below <= above for above, below in pairwise([0, *numbers])) + 1
    return labels if forms > 1 and begun == forms and len(keys) >= _LEAST_LABELS else {}


def table_labels(blocks: Iterable[Block]) -> Mapping[str, str]:
    """Names of the fields of labels, by their keys, in forms that are tables, one each.

    The labels are in the first column, and the same in several tables, the texts beside them.
    """
    tables = [block for block in blocks if isinstance(block, Table)]
    again = Counter(key for t in tables for key in {header_key(row[0]) for row in t.rows if row})
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for label, *values in (row for table in tables for row in table.rows if row):
        if again[key := header_key(label)] > 1 and not key.isdecimal():
            texts[key] += (v for v in dict.fromkeys(values) if v.strip(" :：") and v != label)
    fields = _fields({key: own for key, own in texts.items() if key and own})
    own = {*fields.values()} & _NAMED
    if len(own) < _LEAST_TABLE_FIELDS or not own & {Field.TIMEFRAME, Field.RESPONSIBLE}:
        return {}
    names = first_synonyms()
    return {
        key: names[field]
        for key, field in fields.items()
        if all(match.likeness < LEAST_NAME_LIKENESS for match in header_matches(key))
    }


def _texts(lines: Sequence[TextBlockLine], labels: Mapping[int, _Label]) -> dict[str, list[str]]:
    """What is behind or below each label, by its key."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for index, line in enumerate(lines):
        if label := labels.get(id(line)):
            below = takewhile(lambda other: id(other) not in labels, islice(lines, index + 1, None))
            own = (label.text,) if label.text else (o.text for o in islice(below, _MOST_LINES))
            texts[label.key].append("\n".join(own))
    return texts


def _fields(texts: Mapping[str, Sequence[str]]) -> dict[str, Field]:
    """The fields of a form's labels that name one, or by what is learned of their texts."""
    fields = {key: field for key in texts if (field := named_label(key) or card_field(key))}
    of_indicators = (key for key, own in texts.items() if own and all(map(named_indicator, own)))
    fields = dict.fromkeys(of_indicators, Field.INDICATOR) | fields  # "สนอง ITA" is no title
    likely = {key: likely_fields(own) for key, own in texts.items() if key not in fields}
    pairs = [(share, k, field) for k, shares in likely.items() for field, share in shares.items()]
    for came_of_it in (False, True):
        # Above the steps is why they are taken.
        has_steps = came_of_it and Field.STEPS in fields.values()
        above = {*takewhile(lambda key: fields.get(key) is not Field.STEPS, texts)}
        for share, key, field in sorted(pairs, reverse=True):
            is_open = key not in fields and field in _NAMED and share >= _LEAST_LIKELY
            is_open &= (field in CAME_OF_IT) is came_of_it and not (has_steps and key in above)
            if is_open and field not in fields.values():
                fields[key] = field
    if Field.TITLE not in fields.values():
        fields.setdefault(next(iter(texts), ""), Field.TITLE)
    return fields


def with_announcements(stream: Stream) -> Stream:
    """The stream, several announcements "ประกาศ … เรื่อง มาตรการ …" as measures, clauses as steps."""
    made: list[TextBlockLine | TableSegment] = []
    titles: list[int] = []
    above, inside = "", True
    for item in stream:
        text = item.text if isinstance(item, TextBlockLine) else ""
        # A reader may take the line above for a running head.
        is_below = above.lstrip().startswith("ประกาศ") or (titles and not inside)
        title = _patterns.announced.match(text) if is_below else None
        above, marker = text, read_marker(text)
        inside &= not (titles and (is_end(text) or text.startswith("ประกาศ")))
        inside |= bool(marker and marker.number == "1") and titles[-1:] == [len(made) - 1]
        if title and isinstance(item, TextBlockLine):
            titles.append(len(made))
            item, inside = replace(item, text=f"มาตรการที่ {len(titles)} {title['title']}"), False
        elif marker and "รับผิดชอบ" in text and _patterns.charges.match(body := text[marker.end :]):
            # The last clause only says who does it.
            item = replace(item, text=body) if titles and isinstance(item, TextBlockLine) else item
        made += [item] if inside or title or isinstance(item, TableSegment) else []
    filled = sum(below > title + 1 for title, below in pairwise([*titles, len(made)]))
    return tuple(made) if filled == len(titles) >= _LEAST_MEASURES else stream


def with_fallen_rows(stream: Stream) -> Stream:
    """The stream; a time and a unit next to each other, of rows of a table that fell to lines
    without its head, as labels. Above each two are steps, or a numbered title of steps below."""
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    kinds = [*map(_kind, lines)]
    pairs = [i for i, (a, b) in enumerate(pairwise(kinds)) if a and b and a is not b]
    rows = [range(above + 2, pair) for above, pair in pairwise([-2, *pairs])]
    marked = [next((i for i in row if begins_part(lines[i].text)), -1) for row in rows]
    firsts = {lines[i].text.split()[0] for i in pairs}
    # "หน่วยที่ติดตาม นิติกร" of each is a label and its text.
    is_labelled = len(firsts) < 2 and len({lines[i].text for i in pairs}) > 1
    if is_labelled or -1 in marked or len(lines) < len(stream) or len(pairs) < _LEAST_MEASURES:
        return stream
    names = first_synonyms()
    labels = [f"{names[kind]}: " if kind else "" for kind in kinds]
    if all(leading_number(lines[pair - 1].text) == str(n) for n, pair in enumerate(pairs, start=1)):
        for i in {pair + 2 for pair in pairs} - {len(lines), *(pair - 1 for pair in pairs)}:
            labels[i] = f"{names[Field.STEPS]}: " * begins_part(lines[i].text)
    elif marked[0] and all(i == row.start + 1 for i, row in zip(marked[1:], rows[1:], strict=True)):
        for number, i in enumerate(marked, start=1):
            labels[i - 1] = f"มาตรการที่ {number} "
    return tuple(replace(it, text=own + it.text) for it, own in zip(lines, labels, strict=True))


def _kind(line: TextBlockLine) -> Field | None:
    """The field, time or unit, that a line without any sign shows to be of; else None."""
    if read_marker(line.text) or any(map(named_label, (line.text, *line.text.split()[:1]))):
        return None
    return next((f for f in (Field.TIMEFRAME, Field.RESPONSIBLE) if LOOKS[f](line.text)), None)

"""Measures as cards: their numbers, indicators and labels, and what is of the page around them.

The line "ตัวชี้วัด : …" of a card is a field, where in other documents it heads the measures below it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from itasearch.domain.headers import Field, header_key, sure_header
from itasearch.domain.indicators import stated_indicator
from itasearch.domain.loader import Patterns, words
from itasearch.extract.cells import is_state
from itasearch.extract.extracted import MEASURE_FIELDS, Stream, TableSegment, TextBlockLine
from itasearch.extract.lists.labels import CAPTION, CARD_FIELDS, LabelReader, label_body
from itasearch.extract.lists.outline import is_end
from itasearch.extract.numbering import bare_number, read_marker, unmarked
from itasearch.extract.tables.headers_and_footers import (
    is_page_number_row,
    signature_lines,
    without_signature,
)
from itasearch.extract.tables.kinds import is_of_agenda, is_of_talk
from itasearch.text.thai.normalize import arabic_digits, squash

_SHORT = frozenset({Field.RESPONSIBLE, Field.TIMEFRAME})  # with no text below them
_LINES_TO_LABEL = 2  # lines below "การ์ดที่ 1" among which a label is: the title may be between
_LINES_TO_TITLE = 6  # the same where that label is the title's; by hand
_patterns = Patterns("reading_patterns")
_MOST_CLOSING_LINES = 5  # above the signature of a document without labels; by hand
_LEAST_CARDS = 2  # with a number alone above their titles, or of one or two rows with same labels


def indicators_of_cards(
    lines: Sequence[TextBlockLine], labels: LabelReader
) -> frozenset[TextBlockLine]:
    """Lines "ตัวชี้วัด: …" that are a field of the card above them; () for headings.

    They are where other labels are above or below them, or each is below a title.
    """
    read = [labels.read(line) for line in lines]
    firsts = [i for i, label in enumerate(read) if label and label.field is Field.INDICATOR]
    if not firsts:
        return frozenset()
    fields = {Field.OTHER, *MEASURE_FIELDS}
    others = [label is not None and label.field in fields for label in read]
    # The text of a label that is alone is below it.
    ends = [i + 1 + (not label.text) for i in firsts if (label := read[i])]
    inside = sum(any(others[end : end + 1]) for end in ends)
    above = (read[i - 1] for i in firsts if i)
    below_titles = sum(label is not None and label.field is Field.TITLE for label in above)
    if below_titles < len(firsts) and 2 * inside <= len(firsts) and not any(others[: firsts[0]]):
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
            ends = [*run, run[-1] + longest]
            bodies = [(*_without_talk(lines[a:b], labels),) for a, b in pairwise(ends)]
            items += bodies if all(_is_labelled(body[1:], labels) for body in bodies) else []
    return tuple(items)


def _without_talk(body: Sequence[TextBlockLine], labels: LabelReader) -> Iterator[TextBlockLine]:
    """Lines up to the next item of an agenda or the decision behind the last label, without
    decisions above labels and the talk of the meeting before these."""
    decided = [bool(_patterns.decision.match(line.text)) for line in body]
    ends = (i for i, line in enumerate(body) if is_of_agenda(line.text) and not decided[i])
    end = next(ends, len(body))
    last = max((i for i, line in enumerate(body[:end]) if labels.read(line)), default=0)
    # What a decision says of who does it, and by when, is above it.
    assigns = any(_patterns.assigned.search(line.text) for line in body[last + 1 : last + 2])
    talked = last + 2 if assigns else last
    is_talk = below_short = False
    for index, line in enumerate(body[:end]):
        label = labels.read(line)
        below_short = label.field in _SHORT if label else below_short
        if decided[index] and index > last:
            return
        speaks = bool(_patterns.speaker.match(line.text)) and any(decided[index:talked])
        leads = line.text.endswith("ดังนี้")
        is_talk |= speaks or (below_short and is_of_talk(line.text) and not leads)
        is_talk &= not (decided[index] or label or read_marker(line.text))
        if not (is_talk or decided[index]):
            yield line


def _is_labelled(body: Iterable[TextBlockLine], labels: LabelReader) -> bool:
    fields = [label.field for line in body if (label := labels.read(line))]
    own = {*fields} & {*MEASURE_FIELDS}
    return len({*fields}) == len(fields) and len(own) >= 2 and {*fields} <= own | CARD_FIELDS


def with_card_numbers(stream: Stream, labels: LabelReader) -> Stream:
    """The stream, numbers 1, 2, 3 … alone above the titles of all cards put before the titles.

    A title is the line above the label that each card begins with. Behind the numbers may be
    badges that recur, "1 ต่อเนื่อง", or the titles: "1 เปิดรับคำขอทางไลน์".
    """
    read = [labels.read(item) if isinstance(item, TextBlockLine) else None for item in stream]
    lead = next((label.field for label in read if label and label.field in labels.recurring), None)
    titles = [
        index
        for index, label in enumerate(read[1:])
        if index and label and label.field is lead and read[index] is None
    ]
    numbered = [*stream]
    badges, counted = set[str](), set[int]()
    for number, index in enumerate(titles, start=1):
        title, above = stream[index], stream[index - 1]
        if isinstance(title, TableSegment) or isinstance(above, TableSegment):
            return stream
        count, _, text = title.text.partition(" ")
        if text and arabic_digits(count).lstrip("0") == str(number):
            numbered[index] = replace(title, text=f"มาตรการที่ {number} {text}")
            continue
        count, _, badge = above.text.partition(" ")
        if bare_number(count).lstrip("0") != str(number):
            return stream
        badges.add(badge)
        counted.add(index - 1)
        numbered[index] = replace(title, text=f"มาตรการที่ {number} {unmarked(title.text)}")
    is_counted = len(titles) >= max(_LEAST_CARDS, 2 * len(badges - {""}))
    return (
        tuple(item for i, item in enumerate(numbered) if i not in counted) if is_counted else stream
    )


def with_badges(stream: Stream) -> Stream:
    """The stream, states alone below titles of cards, each above the same label, in brackets."""
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    keys: dict[int, str] = {}
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        # "สถานะ แล้วเสร็จ" is a label with its text.
        alone = all(map(is_state, (line.text, *line.text.split()[:1])))
        if alone and not (read_marker(line.text) or sure_header(label_body(above.text))):
            keys[id(line)] = header_key(below.text.partition(":")[0])
    counts = Counter(keys.values())
    badges = {
        id(line): replace(line, text=f"(สถานะ: {line.text})")
        for line in lines
        if id(line) in keys and counts[keys[id(line)]] >= _LEAST_LISTED
    }
    return tuple(badges.get(id(item), item) for item in stream)


def card_count(text: str) -> tuple[str, str] | None:
    """The name and the number, in digits, of a line that is nothing else."""
    count = _patterns.card_count.match(arabic_digits(text))
    if count is None:
        return None
    number, in_words = count["number"], words("number_words", "one_to_nine")
    return count["name"], str(1 + in_words.index(number)) if number in in_words else number


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
        is_card = label and first < _LINES_TO_LABEL and read_marker(lines[index].text) is None
        heads[count[0]] += bool(is_titled or is_card)
        above[index] = 1 + first * is_titled
    return {
        id(line): count[1]
        for index, count in counts.items()
        if heads[count[0]] > 1 and labels.read(lines[index]) is None
        for line in lines[index : index + above[index]]
        if stated_indicator(line.text) is None
    }


def is_of_page(text: str) -> bool:
    """Whether a line behind the last measure is of the page, or about who made it."""
    return bool(_patterns.of_the_page.match(squash(text)))


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
    closing = (i for i in range(max(counted, default=0), len(lines)) if is_end(lines[i].text))
    least = 0 if labelled else next(closing, len(lines)) - _MOST_CLOSING_LINES
    after = range(max(last + 1, least, *counted), len(lines))
    steps = {marker.style for marker in markers[: after.start] if marker}

    def is_listed(index: int) -> bool:
        marker = markers[index]
        return marker is not None and marker.style in steps

    # A paragraph may be of two lines.
    texts = {i: (lines[i].text, "".join(line.text for line in lines[i : i + 2])) for i in after}
    own = (i for i in after if any(map(is_of_page, texts[i])) and not is_listed(i))
    signatures |= {*range(next(own, len(lines)), len(lines))}
    fields = [i for i, label in enumerate(read) if label and label.field in labels.recurring]
    below = range(max(fields, default=len(lines)) + 1, len(lines))
    # "สรุปผลการดำเนินงาน" may be the last step, and a label of each measure.
    has_steps = any(label.field is Field.STEPS for i in fields[-1:] if (label := read[i]))
    keys = [arabic_digits(squash(line.text)) for line in lines]
    summaries = (
        i
        for i in below
        if (heading := _patterns.summary.match(keys[i]))
        and not (heading["step"] and (markers[i] or has_steps or keys.count(keys[i]) > 1))
    )
    signatures |= {*range(next(summaries, len(lines)), len(lines))}
    # Who is to do what is of a measure, whatever it is called.
    who = {Field.STEPS, Field.RESPONSIBLE}
    duties = [i for i in fields if (label := read[i]) and label.field in who]
    news = (
        i
        for i in range(max(duties, default=len(lines)), len(lines))
        if lines[i].rank and _patterns.news.match(squash(lines[i].text))
    )
    signatures |= {*range(next(news, len(lines)), len(lines))}
    ends = [i for i in signatures if i > last and is_end(lines[i].text)]
    signatures |= {i for i, line in enumerate(lines) if CAPTION.match(line.text)}
    dropped = {id(lines[i]) for i in signatures if i != min(ends, default=None)}
    return tuple(item for item in cut if id(item) not in dropped)

"""Records of lines "label: text": their indicators, lines that count them, the page around them.

The line "ตัวชี้วัด : …" of a record is a field; in other documents it heads the measures below it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from itasearch.domain.headers import Field
from itasearch.domain.indicators import stated_indicator
from itasearch.domain.loader import Patterns, words
from itasearch.extract.extracted import MEASURE_FIELDS, Stream, TableSegment, TextBlockLine
from itasearch.extract.lists.labels import CAPTION, CARD_FIELDS, LabelReader
from itasearch.extract.lists.outline import is_end
from itasearch.extract.numbering import read_marker
from itasearch.extract.tables.headers_and_footers import (
    is_page_number_row,
    signature_lines,
    without_signature,
)
from itasearch.text.thai.normalize import arabic_digits, squash

_LINES_TO_LABEL = 2  # lines below "การ์ดที่ 1" among which a label is: the title may be between
_LINES_TO_TITLE = 6  # the same where that label is the title's; by hand
_patterns = Patterns("reading_patterns")
_MOST_CLOSING_LINES = 5  # above the signature of a document without labels; by hand


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
            bodies = [tuple(lines[a:b]) for a, b in pairwise(ends)]
            items += bodies if all(_is_labelled(body[1:], labels) for body in bodies) else []
    return tuple(items)


def _is_labelled(body: Iterable[TextBlockLine], labels: LabelReader) -> bool:
    fields = [label.field for line in body if (label := labels.read(line))]
    own = {*fields} & {*MEASURE_FIELDS}
    return len({*fields}) == len(fields) and len(own) >= 2 and {*fields} <= own | CARD_FIELDS


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

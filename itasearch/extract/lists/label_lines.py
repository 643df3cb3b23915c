"""Lines of lists with one label each: what one line, or a paragraph, says of several fields is cut.

Sentences, questions and pictures that name a field become labels, too: "มอบกองคลังเป็นผู้รับผิดชอบ",
"ใครทำ", a calendar before a time.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial, reduce
from itertools import chain, pairwise, takewhile

from rapidfuzz.distance import Levenshtein

from itasearch.domain.headers import (
    Field,
    first_synonyms,
    header_key,
    header_synonyms,
    named_field,
    sure_header,
)
from itasearch.domain.indicators import stated_indicator
from itasearch.domain.loader import Patterns
from itasearch.domain.words import segmenter
from itasearch.extract.cells import BEFORE_NOUN, leading_time, looks_like_time, looks_like_unit
from itasearch.extract.extracted import (
    MEASURE_FIELDS,
    PLAIN_FIELDS,
    Stream,
    TableSegment,
    TextBlockLine,
)
from itasearch.extract.lists.items import Item, begins_part_above
from itasearch.extract.lists.labels import (
    FIRST_WORD,
    ICON,
    LEAST_ALIKE,
    LEAST_TOGETHER,
    LETTERED,
    LONGEST_BARE,
    SPOKEN_FIELDS,
    LabelReader,
    card_field,
    colon_label,
    first_word_key,
    label_body,
    label_words,
    named_before_colon,
    named_label,
)
from itasearch.extract.lists.outline import (
    NAMED_STYLES,
    begins_outer_chapter,
    dominant_style,
    is_end,
)
from itasearch.extract.mending import join_cut
from itasearch.extract.numbering import last_number, leading_number, read_marker, unmarked
from itasearch.text.repair.spaces import PAGE_WIDTH, is_wrapped

_patterns = Patterns("reading_patterns")
_LONGEST_CUT = 2_000  # code points of a line that is cut before its labels, for time; by hand
_NO_LABEL = re.compile(r"(?!)(?P<label>)")
_DAY = "วันที่"  # says when within a sentence: "เปิดใช้ วันที่ 3 มีนาคม"
_LEAST_GLUED = 5  # letters of labels glued to a text: "ผล" ends many words; by hand
_LEAST_REREAD = 8  # letters of a label, of which one may be misread; by hand
_ICON_BEHIND = re.compile(rf"(?:\s*{ICON})+\ufe0f?$")


def one_label_a_line(stream: Stream) -> Stream:
    """The stream, lines of several labels cut before each: "ระยะเวลา: … ผู้รับผิดชอบ: …".

    A sentence that says who is responsible and by when becomes such lines, too; as the end of a
    paragraph it stays there.
    """
    stream = _joined(_joined(_with_clauses_apart(stream), _whole_clause), _whole_label)
    stream = _with_prose_apart(_joined(stream, _whole_charge))
    stream = with_texts(stream, lambda it: _with_whole_label(_patterns.views.sub(r"\1", it.text)))
    stream = _with_labels_reread(stream)
    stream = _with_indicators_of_titles(stream)
    glued = _glued(item.text for item in stream if isinstance(item, TextBlockLine))
    return tuple(
        piece
        for item in stream
        for piece in (_pieces(item, glued) if isinstance(item, TextBlockLine) else (item,))
    )


def _with_clauses_apart(stream: Stream) -> Stream:
    """The stream; a clause that those around it skip is cut off the text that it is glued to."""
    read = (read_marker(item.text) for item in stream if isinstance(item, TextBlockLine))
    numbers = [marker.parts[-1] for marker in read if marker and marker.style == "ข้อ"]
    lost = {above + 1 for above, below in pairwise(numbers) if below == above + 2}

    def cut(match: re.Match[str]) -> str:
        return f"\n{match[0]}" if int(match["number"]) in lost else match[0]

    if not lost:
        return stream
    return with_texts(stream, lambda line: _patterns.clause_inside.sub(cut, line.text))


def with_whole_brackets(stream: Stream) -> Stream:
    """The stream; a line end between brackets, "(ตัวชี้วัดที่ ๔" above "การใช้…)", is none."""

    def whole(above: TextBlockLine, below: TextBlockLine) -> str:
        is_cut = _patterns.opened.search(above.text) and _patterns.closed.match(below.text)
        return join_cut(above.text, below.text, paged=True) if is_cut else ""

    return _joined(stream, whole)


def _whole_label(above: TextBlockLine, below: TextBlockLine) -> str:
    """A line that ends in a label, or within it, with the one below, where more follows; or ""."""
    text, blank, word = above.text.rpartition(" ")
    first, _, _ = below.text.partition(" ")
    is_named = _patterns.named_as.match(f" {below.text}", 1)
    starts = is_named and [span.start for span in segmenter().spans(word)]
    whole = (named_label(word[at:] + first, weak=False) for at in starts or [0])
    is_rest = _patterns.bare_name.fullmatch(first) and not named_label(first, weak=False)
    if blank and first != below.text and is_rest and any(whole):
        return f"{above.text}{below.text}"
    labels = (m["label"] for m in _patterns.word_inside.finditer(below.text))
    inside = {named_label(label, weak=False) for label in labels}
    is_label = blank and named_label(word, weak=False) in SPOKEN_FIELDS
    return f"{text}\n{word} {below.text}" if is_label and inside & SPOKEN_FIELDS else ""


def _whole_clause(above: TextBlockLine, below: TextBlockLine) -> str:
    """The lines of an order's clause "ข้อ ๓ ให้กองคลัง…", each but the last as wide as the page."""
    text, last = below.text, above.raw.rsplit("\n", 1)[-1]
    # "…และกำหนด" above "แล้วเสร็จ โดยใช้ป้าย…" is of one sentence.
    named = first_word_key(text) and not _patterns.joins.match(text.partition(" ")[2])
    heads = (named_before_colon, read_marker, is_end, _patterns.caption.match)
    ends = named or below.rank or any(head(text) for head in heads)
    is_wide = len(last) >= PAGE_WIDTH and _patterns.clause_of_order.match(above.text)
    return join_cut(above.text, text, paged=True) if is_wide and not ends else ""


def _joined(stream: Stream, whole: Callable[[TextBlockLine, TextBlockLine], str]) -> Stream:
    """The stream; a line and the one below it are one where `whole` gives its text, not ""."""
    items: list[TextBlockLine | TableSegment] = [*stream[:1]]
    for item in stream[1:]:
        above = items[-1]
        if not isinstance(above, TextBlockLine) or not isinstance(item, TextBlockLine):
            items.append(item)
        elif text := whole(above, item):
            items[-1] = replace(above, text=text, raw=f"{above.raw}\n{item.raw}")
        else:
            items.append(item)
    return tuple(chain.from_iterable(map(_lines_of, items)))


def _whole_charge(above: TextBlockLine, below: TextBlockLine) -> str:
    """Two lines that say only together who does it, by when and who hears of it; else ""."""
    if below.rank or read_marker(below.text) or not _patterns.charging.search(above.text):
        return ""
    is_whole = bool(_in_charge(above))
    continues = _patterns.charged_with.match(below.text) or is_wrapped(above.text, below.text)
    if is_whole and not continues:
        return ""
    text = join_cut(above.text, below.text, paged=not is_whole)
    is_one = not (is_end(below.text) or _in_charge(below))
    return text if is_one and _in_charge(replace(above, text=text)) else ""


def with_texts(stream: Stream, text_of: Callable[[TextBlockLine], str]) -> Stream:
    """The stream with other texts of its lines, cut where these have line ends."""
    items = (
        replace(item, text=text_of(item)) if isinstance(item, TextBlockLine) else item
        for item in stream
    )
    return tuple(chain.from_iterable(map(_lines_of, items)))


def _with_indicators_of_titles(stream: Stream) -> Stream:
    """The stream; "ตัวชี้วัดที่ 4 …", each below a title, as a field of it and not as a heading."""
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    stated = [
        (above, line)
        for above, line in pairwise(lines)
        if _patterns.of_indicator.match(line.text) and not colon_label(line.text)
        if stated_indicator(line.text)
    ]
    labels = LabelReader(lines if len(stated) > 1 else ())
    read = ((labels.read(above), read_marker(above.text)) for above, _ in stated)
    titled = [
        (label and label.field is Field.TITLE) or (marker and marker.style in NAMED_STYLES)
        for label, marker in read
    ]
    if len(stated) < 2 or not all(titled):
        return stream
    fields = {id(line) for _, line in stated}
    return with_texts(stream, lambda it: f"{'ตัวชี้วัด: ' * (id(it) in fields)}{it.text}")


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
    if len(starts) < LEAST_ALIKE:
        return {}
    after = range(starts[-1] + 1, len(lines))
    ends = (i for i in after if is_end(lines[i].text) or begins_outer_chapter(lines[i]))
    longest = max(b - a for a, b in pairwise(starts))
    end = starts[-1] + 1 if longest == 1 else next(ends, len(lines))
    whole = (lines[a:b] for a, b in pairwise([*starts, end]))
    # "๓. ข้อพิจารณา" below ๒.๔ is none of it.
    items = [[item[0], *takewhile(partial(_is_within, item), item[1:])] for item in whole]
    texts = ["\n".join([unmarked(first.text), *(i.text for i in rest)]) for first, *rest in items]
    texts = [_patterns.named_as.sub(_bare_name, text) for text in texts]
    texts = [_patterns.made_responsible.sub(_with_labels, text) for text in texts]
    timed = [(text, Field.TIMEFRAME in _names_inside(text)) for text in texts]
    texts = [text if own else _patterns.done_when.sub(_with_time, text) for text, own in timed]
    named = [_names_inside(text) for text in texts]
    # A word of a sentence may be a name; with a sign it is one in any order.
    bare = [
        [field for field, (_, end) in own.items() if text[end - 1] != ":"]
        for text, own in zip(texts, named, strict=True)
    ]
    order = max(bare, key=len, default=[])
    named = [
        own if [f for f in order if f in names] == names else {}
        for own, names in zip(named, bare, strict=True)
    ]
    # Behind "ก.", "๑.๒" a name begins its line.
    inside = [
        bool(_patterns.word.search(unmarked(text[:begin].rsplit("\n", 1)[-1])))
        for text, own in zip(texts, named, strict=True)
        for begin, _ in own.values()
    ]
    is_prose = sum(len(own) >= LEAST_TOGETHER for own in named) >= LEAST_ALIKE
    if not is_prose or 2 * sum(inside) <= len(inside):
        return {}
    cut: dict[int, tuple[TextBlockLine | TableSegment, ...]] = {}
    for item, text, own in zip(items, texts, named, strict=True):
        if not own:
            continue
        leading = leading_number(item[0].text) or ""
        before_labels = (text[:begin] for begin, _ in own.values())
        befores = [*_without_next_numbers(before_labels, leading)]
        for (begin, end), before in zip(reversed(own.values()), reversed(befores), strict=True):
            name = "".join(text[begin:end].split()).rstrip(":：")
            # "๑. มาตรการ การลดขั้นตอน": the number is the title's.
            label = "" if not begin and named_label(name) is Field.TITLE else f"{name}: "
            text = f"{before}\0{label}{_patterns.dash.sub('', text[end:].lstrip())}"
        pieces = (piece.split("\n") for piece in map(str.strip, text.split("\0")) if piece)
        text = "\n".join(reduce(partial(join_cut, paged=True), piece) for piece in pieces)
        text = item[0].text.removesuffix(unmarked(item[0].text)) + text
        cut |= {id(line): () for line in item}
        raw = "\n".join(line.raw for line in item)
        cut[id(item[0])] = tuple(_lines_of(replace(item[0], text=text, raw=raw)))
    return cut


def _is_within(item: Sequence[TextBlockLine], line: TextBlockLine) -> bool:
    """Whether a line of a paragraph, or below it, is of it."""
    above = Item(number=None, lines=tuple(item))
    return not (begins_outer_chapter(line) or begins_part_above(line, None, above))


def _with_time(match: re.Match[str]) -> str:
    """When, behind the label; as it is where more than the time may be in it."""
    is_time = looks_like_time(match["time"]) or not _patterns.joins.search(match["time"])
    return f" ระยะเวลา: {match['time']}" if is_time else match[0]


def _with_labels(match: re.Match[str]) -> str:
    """Who does it, how, when and who hears of it, behind labels; in the middle of a sentence, and
    where it is not sure, as it is."""
    unit, how, time, report, behind = map(str.strip, match.groups(""))
    is_end = not behind or named_label(behind, weak=False)
    # More than the time may be in it.
    is_time = looks_like_time(time) or not _patterns.joins.search(time)
    if not (is_end and is_time and looks_like_unit(unit)):
        return match[0]
    texts = {"ผู้รับผิดชอบ": unit, "วิธีดำเนินการ": how, "ระยะเวลา": time, "การติดตาม": report}
    return "".join(f" {name}: {text}" for name, text in texts.items() if text)


def _bare_name(match: re.Match[str]) -> str:
    text, before = match["name"], match.string[: match.start()].rstrip()
    starts = (span.start for span in segmenter().spans(text))
    start = next((at for at in starts if named_label(text[at:], weak=False)), None)
    if start is None:
        return match[0]
    # A line end before it was lost: "ปีงบประมาณมีวิธีการ คือ", "๔ แห่งผลลัพธ์ คือ".
    above = text[:start].removesuffix("มี")
    is_apart = above != text[:start] or before[-1:].isdigit() or not BEFORE_NOUN().search(above)
    return f"{above} {text[start:]}:" if not start or is_apart else match[0]


def _names_inside(text: str) -> dict[Field, tuple[int, int]]:
    """Begin and end of the first name of each field, a word or two between blanks."""
    names: dict[Field, tuple[int, int]] = {}
    beginnings = {synonym.key[:3] for synonym in header_synonyms()}
    for word, below in pairwise(re.finditer(r"\S+", text)):
        if word[0][:3] in beginnings and _patterns.bare_name.fullmatch(word[0]):
            best = sure_header(f"{word[0]}{below[0]}") if "(" not in below[0] else None
            is_cut = best is not None and best.likeness == best.strength == 1
            name, end = (f"{word[0]}{below[0]}", below.end()) if is_cut else (word[0], word.end())
            field = named_label(name, weak=False)
            if field and (field is not Field.TITLE or not word.start()) and name != _DAY:
                is_sure = name.endswith(":") and field in names and text[names[field][1] - 1] != ":"
                names = {f: span for f, span in names.items() if not (is_sure and f is field)}
                names.setdefault(field, (word.start(), end))
    return names


def _with_whole_label(text: str) -> str:
    """A line without the blanks that an OCR put into its label: "ผู้รับ ผิดชอบ กองคลัง".

    Nor those in the number before it: "๖. ๒ ระยะเวลา".
    """
    torn = _patterns.torn_number.match(text)
    if torn and first_word_key(rest := _with_whole_label(text[torn.end() :])):
        return f"{torn['above']}.{torn['last']} {rest}"
    body = unmarked(text)
    words = body[:LONGEST_BARE].split(" ")
    for count in range(2, min(4, len(words))):
        name = "".join(words[:count])
        best = sure_header(name)
        if best and best.likeness == best.strength == 1 and header_key(name) == name:
            rest = body.split(" ", count)[count]
            return f"{text[: len(text) - len(body)]}{name} {rest}"
        if sure_header(words[0]):
            break
    return text


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
            if label and label.text and named_field(label_words(text, label))
        }
        if len(own) < len(read) or not own.keys() <= frozenset(MEASURE_FIELDS) - texts.keys():
            return (count, texts) if texts else (0, {})
        texts = own | texts
    return 0, {}


def _with_labels_reread(stream: Stream) -> Stream:
    """The stream, labels of which an OCR misread a letter as most lines have them."""
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    inner = [[m["label"] for m in _patterns.inner.finditer(line.text)] for line in lines]
    labels = {
        id(line): dict.fromkeys([first["label"] if first else body.strip(), *own])
        for line, own in zip(lines, inner, strict=True)
        for body in [label_body(line.text)]
        for first in [colon_label(body) or FIRST_WORD.match(body)]
    }
    counts = Counter(chain.from_iterable(labels.values()))
    often = [label for label in counts if counts[label] > 1 and named_label(label)]
    misread = {
        label: right
        for label in counts
        if len(label) >= _LEAST_REREAD and not sure_header(label) and not re.search(r"\d", label)
        for right in often
        if Levenshtein.distance(label, right, score_cutoff=1) == 1
    }

    def reread(line: TextBlockLine) -> str:
        text = line.text
        for label in filter(misread.get, labels[id(line)]):
            text = text.replace(label, misread[label], 1)
        return text

    return with_texts(stream, reread)


def _lines_of(item: TextBlockLine | TableSegment) -> Iterator[TextBlockLine | TableSegment]:
    """A line that was cut as several, the first with the words as read; a table as it is."""
    if isinstance(item, TableSegment):
        yield item
        return
    for number, text in enumerate(item.text.split("\n")):
        yield replace(item, text=text, raw="" if number else item.raw)


def _in_charge(line: TextBlockLine) -> tuple[TextBlockLine, ...]:
    """What a line says of who does it, by when and who hears of it, as labelled lines.

    () where it is not sure.
    """
    match = _patterns.in_charge.search(line.text)
    if not match or not looks_like_unit(match["unit"]):
        return ()
    time, marker = (match["time"] or "").strip(" ."), read_marker(line.text)
    begins = leading_time(time) or _patterns.begins_time.match(time)
    is_time = not time or (begins and looks_like_time(time)) or _patterns.due.fullmatch(time)
    number = marker.parts if marker and match.start() <= marker.end else ()
    if not is_time or (number and _patterns.of_all.search(line.text)):
        return ()
    report = match.groupdict().get("report") or ""
    texts = {Field.RESPONSIBLE: match["unit"], Field.TIMEFRAME: time, Field.FOLLOW_UP: report}
    labels = [
        replace(line, text=f"({first_synonyms()[field]}: {text.strip(' .')})", raw="")
        for field, text in texts.items()
        if text
    ]
    done = _patterns.done_then.fullmatch(line.text[: match.start()].rstrip())
    if done and looks_like_time(done["time"]) and not time:  # "มาตรการนี้ดำเนินการในเดือนมีนาคม โดยมี…"
        when = f"({first_synonyms()[Field.TIMEFRAME]}: {done['time']})"
        return (replace(line, text=when), *labels)
    if match.start() and len(number) <= 1:  # a step that says no more is of the one above
        end = match.start() if match.groupdict().get("by") else None
        return (replace(line, text=line.text[:end]), *labels)
    return (replace(labels[0], raw=line.raw), *labels[1:])


def _glued(texts: Iterable[str]) -> re.Pattern[str]:
    """Pattern of labels before a colon that begin several lines, glued to a text before them."""
    colons = [colon_label(label_body(text)) for text in texts]
    counts = Counter(match["label"] for match in colons if match)
    long = {m["label"] for m in colons if m and len(m["label"]) >= _LEAST_GLUED}
    often = [label for label in long if counts[label] > 1 and _patterns.letter.search(label)]
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
        own = colon_label(line.text)
        end = len(line.text) - len(own["text"]) if own and named_label(own["label"]) else 0
        starts += [
            m
            for m in _patterns.inner.finditer(line.text, end)
            if named_label(m["label"], weak=False) or card_field(m["label"]) is Field.INDICATOR
        ]
        # "หน่วยงานผู้รับผิดชอบ:" is one label, too.
        starts += [
            m
            for m in glued.finditer(line.text, end)
            if not sure_header(line.text[: m.end("label")].split()[-1])
            and _is_apart(line.text, m.start("label"))
        ]
    # A bullet or ก. alone before a label is no line of its own.
    before = {m.start(): LETTERED.sub("", line.text[: m.start()]) for m in starts}
    begins = {start for start, text in before.items() if _patterns.letter.search(text)}
    cuts = [0, *sorted(begins), len(line.text)]
    texts = [line.text[a:b].strip() for a, b in pairwise(cuts)]
    if len(texts) == 1:
        return (line,)
    bare = [_ICON_BEHIND.sub("", text.strip(" |;,/")) for text in texts]
    bare[:-1] = _without_next_numbers(bare[:-1], leading_number(line.text) or "")
    return tuple(
        piece
        for index, text in enumerate(bare)
        if text
        for piece in _pieces(replace(line, text=text, raw=line.raw if index == 0 else ""), glued)
    )


def _without_next_numbers(texts: Iterable[str], leading: str) -> Iterator[str]:
    """Texts before labels without the number of the next part, its break lost.

    "๘. …  ๘.๑", "ขั้นตอน … ๘.๒": each is the one behind the number before; a figure is not.
    """
    for text in texts:
        before, number = last_number(text) or (text, "")
        of_part, _, part = leading.rpartition(".")
        follows = {f"{leading}.1", f"{of_part}.{int(part) + 1}" if of_part else ""}
        if number and leading and number in follows:
            text, leading = before.rstrip(), number
        yield text


def _is_apart(text: str, start: int) -> bool:
    """Whether the word at `start` is none of the sentence before it: ปี|งบประมาณ, แจ้ง|ผลการ…."""
    spans = segmenter().spans(text)
    return start in {span.start for span in spans} and not BEFORE_NOUN().search(text[:start])


def _spoken_inside(text: str) -> list[re.Match[str]]:
    """Labels without any sign inside a line that begins with one: ระยะเวลา ม.ค. ผู้รับผิดชอบ กองคลัง.

    Or inside an item, who does it, a unit, and when: "๓.๑ จัดประชุม ผู้รับผิดชอบ กองคลัง ระยะเวลา ม.ค.".
    """
    body = unmarked(text)
    own = FIRST_WORD.match(body)
    colon = colon_label(body)
    first = own and named_label(own["label"], weak=False)
    first = first or (colon and named_label(colon["label"]))
    if not first and body == text:
        return []
    inside = [
        (m, named_label(m["label"], weak=False)) for m in _patterns.word_inside.finditer(text)
    ]
    spoken = SPOKEN_FIELDS - {first}
    inside = [(m, field) for m, field in inside if field in spoken and m["label"] != _DAY]
    ends = [*(m.start() for m, _ in inside[1:]), len(text)]
    texts = {f: text[m.end() : end].strip() for (m, f), end in zip(inside, ends, strict=False)}
    is_sentence = texts.keys() >= PLAIN_FIELDS and looks_like_unit(texts[Field.RESPONSIBLE])
    return [m for m, _ in inside] if first or is_sentence else []

"""Finds what a written comparison states and checks it against the reports themselves.

It knows the words of the document and the raw measures, and nothing of how either side of a
field was compared: texts are compared letter by letter here.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import docx
import openpyxl
from docx.table import Table
from rapidfuzz import fuzz

from itasearch.model.comparison import Comparison, Pair
from itasearch.model.records import TEXT_FIELDS, Measure, Report
from itasearch.text.thai.normalize import arabic_digits, squash
from itasearch.wording.labels import FIELD_NAMES, field_in_sentence

FIELDS = {FIELD_NAMES[name].th: name for name in TEXT_FIELDS}
SENTENCE_FIELDS = {field_in_sentence(name).th: name for name in TEXT_FIELDS}
KINDS = {"plan": "แผน", "results": "รายงานผล", "guidelines": "แนวทาง"}
ONLY_SECTION = re.compile(r"พบเฉพาะในรายงานของ ?(.+) จำนวน (\d+) มาตรการ")
TAKE_SECTION = re.compile(r"มาตรการของ ?(.+) ที่ .+ อาจพิจารณานำมาใช้ จำนวน (\d+) มาตรการ")
OTHER_YEAR_SECTION = re.compile(
    r"มาตรการของ ?(.+) ที่รายงานฉบับอื่นของ ?.+ มีหรือมีข้อใกล้เคียง จำนวน (\d+) มาตรการ โปรดดูฉบับนั้นก่อน"
)
MAYBE_SECTION = re.compile(r"อาจเป็นเรื่องเดียวกัน ต้องอ่านเทียบก่อน (\d+) คู่")
MOST_LISTED, MOST_DIFFERENT = 12, 3
FIELDS_OF_MENTIONS = ("title", "steps", "results", "outcomes")
NO_MATTER = re.compile("ปี ?งบประมาณ|ไม่(มี|ใช้)[ก-๎]{0,20}|กอง[ก-๎]+และงบประมาณ")
SAME_TITLE = "อีกฉบับมีมาตรการชื่อนี้ด้วย ต้องอ่านเทียบก่อน"


def key(text: str) -> str:
    """Without blanks, kinds of digits and the commas of thousands."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", "".join(arabic_digits(text).split()))


def of(name: str) -> str:
    """Whose it is, as Thai writes it: with a blank before names, without one before years."""
    return f"ของ {name}".replace("ของ ปีงบประมาณ", "ของปีงบประมาณ")


@dataclass(frozen=True, kw_only=True)
class Case:
    """A comparison, its whole reports, and what its document calls the two."""

    comparison: Comparison
    reports: tuple[Report, Report]
    names: tuple[str, str]

    def has(self, side: int, field: str) -> bool:
        return any(one.text(field).strip() for one in self.reports[side].measures)

    def alone(self, side: int) -> list[Measure]:
        """Measures that no pair, cover or maybe names."""
        found = self.comparison
        named = {(one.left, one.right)[side].id for one in found.pairs}
        named |= {(one.left, one.right)[side].id for one in found.maybe}
        named |= {one.id for cover in found.covers for one in (cover.left, cover.right)[side]}
        return [one for one in self.reports[side].measures if one.id not in named]


@dataclass(frozen=True, kw_only=True)
class Written:
    """A document: sections of prose by heading, rows of both sides by part or pair.

    `alone` has the rows of tables of one side by their heading; None: it has no such tables.
    """

    prose: dict[str, list[str]]
    rows: list[tuple[str, ...]]
    alone: dict[str, list[tuple[str, ...]]] | None = None


def read_word(content: bytes) -> Written:
    document = docx.Document(io.BytesIO(content))
    prose: dict[str, list[str]] = {}
    rows: list[tuple[str, ...]] = []
    alone: dict[str, list[tuple[str, ...]]] = {}
    heading = ""
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            texts = [tuple(cell.text for cell in row.cells) for row in item.rows]
            if texts[0][-1] == "ผลการเปรียบเทียบ":
                rows += texts
            else:
                alone[heading] = texts[1:]
        elif item.style is not None and str(item.style.name).startswith("Heading"):
            heading = item.text
            if item.style.name == "Heading 2":
                prose[heading] = []
        elif heading in prose:
            prose[heading].append(item.text.removeprefix("–\u00a0"))
    return Written(prose=prose, rows=rows, alone=alone)


def read_sheet(content: bytes) -> Written:
    book = openpyxl.load_workbook(io.BytesIO(content))
    overview, table = book.worksheets
    prose = {
        str(head): str(text or "").split("\n")
        for head, text in overview.iter_rows(min_row=5, values_only=True, max_col=2)
    }
    rows: list[tuple[str, ...]] = []
    for row in table.iter_rows(values_only=True, max_col=4):
        texts = tuple("" if one is None else str(one) for one in row)
        if any(texts):  # a tall row goes over several rows of the sheet
            rows.append((texts[0],) * 4 if not any(texts[1:]) else texts)
    return Written(prose=prose, rows=rows)


def faults(written: Written, case: Case) -> list[str]:
    """What the document states and the reports do not bear out; [] for a true one."""
    checks = (_reports, _pairs, _most_different, _alone, _alone_tables, _maybe, _notes)
    return [f"{check.__name__}: {fault}" for check in checks for fault in check(written, case)]


def _reports(written: Written, case: Case) -> Iterator[str]:
    lines = written.prose["รายงานที่นำมาเทียบ"]
    for line, report, name in zip(lines, case.reports, case.names, strict=True):
        if f"จำนวน {len(report.measures)} มาตรการ" not in line:
            yield f"number of measures: {line}"
        if f" {KINDS[report.kind]} " not in line or f"“{name}”" not in line:
            yield f"kind or name: {line}"
        if report.fiscal_year_be is not None and str(report.fiscal_year_be) not in line:
            yield f"year: {line}"


def _pairs(written: Written, case: Case) -> Iterator[str]:
    """Every field of every pair is there, with both texts whole and a true outcome."""
    pairs = case.comparison.pairs
    (heading,) = (one for one in written.prose if "มาตรการเรื่องเดียวกัน" in one and "สองฉบับ" in one)
    none = "ไม่พบมาตรการเรื่องเดียวกันในสองฉบับนี้"
    if heading != (f"มาตรการเรื่องเดียวกันหรือใกล้เคียงกันในทั้งสองฉบับ {len(pairs)} คู่" if pairs else none):
        yield heading
    pair: Pair | None = None
    seen: set[tuple[int, str]] = set()
    for row in written.rows:
        if len(set(row)) == 1:
            match = re.match(r"คู่ที่ (\d+) (.+)", row[0])
            pair = pairs[int(match[1]) - 1] if match else None
            if pair is not None and match is not None:
                yield from _relation(match[2], pair, case)
        elif pair is not None and row[3] == "ไม่ได้ระบุทั้งสองฉบับ":
            empty = [FIELDS[name] for name in row[0].split(", ")]
            texts = [side.text(name) for side in (pair.left, pair.right) for name in empty]
            if "".join(texts).strip():
                yield f"{row}: {texts}"
        elif pair is not None and row[0] in FIELDS:
            seen.add((pairs.index(pair), FIELDS[row[0]]))
            yield from _field(row, FIELDS[row[0]], pair, case)
        elif row[0].startswith(("กลุ่มที่", "พบเฉพาะใน")):
            pair = None
    for number, one in enumerate(pairs):
        fields = {
            name for name in TEXT_FIELDS if (one.left.text(name) + one.right.text(name)).strip()
        }
        lacking = fields - {name for at, name in seen if at == number}
        if lacking:
            yield f"pair {number + 1} lacks {lacking}"


def _field(row: Sequence[str], field: str, pair: Pair, case: Case) -> Iterator[str]:
    texts = (pair.left.text(field), pair.right.text(field))
    for side, (cell, text) in enumerate(zip(row[1:3], texts, strict=True)):
        known = key(text) if text.strip() else key(_missing(case, side, field))
        number = key(f"{(pair.left, pair.right)[side].number}.") if field == "title" else ""
        if key(cell).removeprefix(number) != known:
            yield f"text of {field}: {cell!r} for {text!r}"
    if row[3] not in _outcomes(field, texts, case):
        yield f"outcome {row[3]!r} of {field}: {texts}"


def _missing(case: Case, side: int, field: str) -> str:
    none = "(“-” หรือไม่ได้ระบุ)" if field == "budget" else "(ไม่ได้ระบุ)"
    return none if case.has(side, field) else "(ไม่มีมาตรการใดในรายงานนี้ระบุ)"


def _outcomes(field: str, texts: tuple[str, str], case: Case) -> set[str]:
    """The outcomes that are true of two texts."""
    for side in (0, 1):
        if not texts[side].strip():
            if case.has(side, field):
                return {f"ระบุไว้เฉพาะ {case.names[1 - side]}"}
            return {f"ไม่มีมาตรการใดในรายงาน{of(case.names[side])} ระบุหัวข้อนี้"}
    if key(texts[0]) == key(texts[1]):
        return {"ข้อความตรงกัน"}
    # Times and units are the same by what they name; other texts but for names and spelling.
    alike = squash(texts[0]) == squash(texts[1])
    alike |= fuzz.ratio(key(texts[0]), key(texts[1])) > 80 or field in ("timeframe", "responsible")
    return {"สาระตรงกัน", "ต่างกัน"} if alike else {"ต่างกัน"}


def _relation(text: str, pair: Pair, case: Case) -> Iterator[str]:
    common = [one for one in TEXT_FIELDS if case.has(0, one) and case.has(1, one)]
    texts = [(key(pair.left.text(one)), key(pair.right.text(one))) for one in common]
    same = all(left == right for left, right in texts)
    if (text == "ข้อความตรงกันทุกหัวข้อที่ทั้งสองฉบับระบุ") != same:
        yield f"{text}: {texts}"
    if text == "สาระตรงกันทุกหัวข้อที่ทั้งสองฉบับระบุ" and any(
        bool(left) != bool(right) for left, right in texts
    ):
        yield f"{text}: {texts}"
    steps = (key(pair.left.text("steps")), key(pair.right.text("steps")))
    if text.startswith("จับคู่จากความหมาย") and any(a == b != "" for a, b in (texts[0], steps)):
        yield f"{text}: {texts}"
    if text == "เรื่องเดียวกัน แต่ขั้นตอนเขียนต่างกัน" and (not all(steps) or fuzz.ratio(*steps) > 90):
        yield f"{text}: {steps}"


def _most_different(written: Written, case: Case) -> Iterator[str]:
    of_pairs = (
        lines for head, lines in written.prose.items() if head.startswith("มาตรการเรื่องเดียวกัน")
    )
    close = [one.split(" – ")[0] for lines in of_pairs for one in lines if "– ใกล้เคียงกันมาก" in one]
    if "ต่างกันมากที่สุด" in written.prose and len(case.comparison.pairs) <= MOST_DIFFERENT:
        yield "the list of pairs again"
    for line in written.prose.get("ต่างกันมากที่สุด", ()):
        if line.split(" – ")[0] in close:
            yield f"{line}: very close"
        titles, _, told = line.partition("” – ")
        pairs = [one for one in case.comparison.pairs if _names_pair(f"{titles}”", one)]
        if titles != line and not any(_differs_as_told(told, one, case) for one in pairs):
            yield line


def _differs_as_told(told: str, pair: Pair, case: Case) -> bool:
    """What differs is stated by both sides, and not alike; the rest by the side that is named."""
    name = "|".join(map(re.escape, SENTENCE_FIELDS))
    alone = re.compile(rf"(?:^| ส่วน)((?:{name})(?:, (?:{name}))*) ระบุไว้เฉพาะ (.+?)(?= ส่วน|$)")
    stated = [
        (case.names.index(one[2]), SENTENCE_FIELDS[field])
        for one in alone.finditer(told)
        for field in one[1].split(", ")
    ]
    both = alone.sub("", told).removeprefix("ต่างกันที่")
    fields = [SENTENCE_FIELDS[one] for one in re.findall(rf"(?:^|, )({name})(?= \(|,|$)", both)]

    def text(side: int, field: str) -> str:
        return key((pair.left, pair.right)[side].text(field))

    return (
        bool(stated or fields)
        and all(text(0, one) and text(1, one) and text(0, one) != text(1, one) for one in fields)
        and all(
            text(side, one) and not text(1 - side, one) and case.has(1 - side, one)
            for side, one in stated
        )
    )


def _names_pair(titles: str, pair: Pair) -> bool:
    quotes = titles.removeprefix("“").removesuffix("”").split("” กับ “")
    return _is_title(quotes[0], pair.left) and _is_title(quotes[-1], pair.right)


def _is_title(quote: str, measure: Measure) -> bool:
    """Whether a quote is a measure's title, with or without its number, or the beginning of it."""
    begun = key(quote.removesuffix("…"))
    return any(
        key(one) == begun or (quote.endswith("…") and key(one).startswith(begun))
        for one in (measure.title, measure.numbered_title)
    )


def _alone(written: Written, case: Case) -> Iterator[str]:
    stated: dict[int, int] = {}
    for heading, lines in written.prose.items():
        known = OTHER_YEAR_SECTION.fullmatch(heading)
        take = TAKE_SECTION.fullmatch(heading)
        match = known or take or ONLY_SECTION.fullmatch(heading)
        if match is None:
            continue
        side = case.names.index(match[1])
        alone, other = case.alone(side), case.reports[1 - side]
        if known or take:  # what another report of the other town has is listed apart
            elsewhere = case.comparison.in_other_reports
            alone = [one for one in alone if (one.id in elsewhere) is bool(known)]
        stated[side] = stated.get(side, 0) + int(match[2])
        titles = {key(one.title) for one in other.measures}
        quoted = [line for line in lines if line.startswith("“")]
        by_indicator = [re.search(r": (\d+) มาตรการ เช่น “", line) for line in lines]
        listed = len(quoted) + sum(int(match[1]) for match in by_indicator if match)
        if listed != len(alone) or len(quoted) > MOST_LISTED:
            yield f"{heading}: {listed} listed"
        for line in quoted:
            quote = line.removeprefix("“").partition(f" – {case.names[1 - side]} กล่าวถึง")[0]
            quote = re.split(" – รายงาน(?:ของ ?|ปี )", quote)[0].rpartition("”")[0]
            named = [one for one in alone if _is_title(quote, one)]
            yield from _mention(line, other, named)
            if not named:
                yield f"{heading}: {line}"
            elif (SAME_TITLE in line) not in {key(one.title) in titles for one in named}:
                yield f"{heading}, and the other report has it: {line}"
    if stated != {side: len(case.alone(side)) for side in (0, 1) if case.alone(side)}:
        yield f"counts: {stated}"
    yield from _alone_rows(written, case)


def _mention(line: str, other: Report, measures: Sequence[Measure]) -> Iterator[str]:
    """The term is in a title of `measures` and, as quoted, in what the other's measure does."""
    match = re.search(r"กล่าวถึง “(.+?)” ไว้ในมาตรการ “(.+)”", line)
    if match is None:
        return
    term = key(match[1])
    in_title = any(term.casefold() in key(one.title).casefold() for one in measures)
    if not in_title or not any(
        _is_title(match[2], one)
        and term in key(NO_MATTER.sub("", "\n".join(map(one.text, FIELDS_OF_MENTIONS))))
        for one in other.measures
    ):
        yield f"mention: {line}"


def _alone_tables(written: Written, case: Case) -> Iterator[str]:
    """Every measure alone has a row with all that it says; rows of the same text are counted."""
    if written.alone is None:
        return
    lacking = {0, 1} - {side for side in (0, 1) if not case.alone(side)}
    for heading, rows in written.alone.items():
        match = ONLY_SECTION.fullmatch(heading)
        side = case.names.index(match[1]) if match else 0
        alone = case.alone(side)
        lacking -= {side}
        if match is None or int(match[2]) != len(alone):
            yield heading
        groups = [re.fullmatch(r"(.+) \((\d+)\)", one[0]) for one in rows if len({*one}) == 1]
        counts = [int(group[2]) for group in groups if group]
        if groups and (len(counts) != len(groups) or sum(counts) != len(alone)):
            yield f"{heading}, in groups: {counts} of {len(alone)}"
        lines = {line for of_one in written.prose.values() for line in of_one}
        for group in groups:
            told = group and f"{group[1]}: {group[2]} มาตรการ เช่น “"
            # Listed in two sections, each may be short enough to name every title.
            is_split = any(one.id in case.comparison.in_other_reports for one in alone)
            if not is_split and (not told or not any(line.startswith(told) for line in lines)):
                yield f"{heading}, in groups: {group and group[0]} is not on the page of prose"
        listed = 0
        for row in (one for one in rows if len({*one}) > 1 or not groups):
            again = re.search(r"\n\(มีข้อความเดียวกันที่ (.+) ด้วย\)$", row[0])
            title = row[0][: again.start()] if again else row[0]
            named = [one for one in alone if key(one.numbered_title) == key(title)]
            whole = [one for one in named if _says_all(row, one)]
            listed += len(again[1].split(", ")) + 1 if again else 1
            if not whole:
                yield f"{heading}: {row}"
            yield from _mention("\n".join(row), case.reports[1 - side], named)
        if listed != len(alone):
            yield f"{heading}: {listed} of {len(alone)} in the table"
    if lacking:
        yield f"no table of side {lacking}"


def _says_all(row: Sequence[str], measure: Measure) -> bool:
    cells = [key(cell) for cell in row]
    return all(any(key(measure.text(one)) in cell for cell in cells) for one in TEXT_FIELDS)


def _alone_rows(written: Written, case: Case) -> Iterator[str]:
    for row in written.rows:
        match = re.fullmatch(r"พบเฉพาะใน (.+) ที่ (\d+)", row[0])
        if match:
            side = case.names.index(match[1])
            measure = case.alone(side)[int(match[2]) - 1]
            if key(measure.title) not in key(row[1 + side]):
                yield f"{row[0]}: {row[1 + side]}"
            titles = {key(one.title) for one in case.reports[1 - side].measures}
            none = f"ไม่พบมาตรการที่กำหนดเรื่องนี้ไว้โดยเฉพาะในรายงาน{of(case.names[1 - side])}"
            yield from _mention(row[3], case.reports[1 - side], [measure])
            outcome = re.sub(
                rf"^({re.escape(none)}) – (?:.+ กล่าวถึง “|รายงานปี ).+",
                r"\1",
                row[3],
                flags=re.DOTALL,
            )
            if outcome != (SAME_TITLE if key(measure.title) in titles else none):
                yield row[3]
            near = re.match(r"ที่ใกล้ที่สุดของ ?(.+?): (.+)", row[2 - side])
            known = case.comparison.nearest.get(measure.id)
            is_near = known is not None and known.is_near
            if bool(near) != is_near or (
                known and is_near and key(known.measure.title) not in key(row[2 - side])
            ):
                yield f"nearest: {row[2 - side]}"


def _maybe(written: Written, case: Case) -> Iterator[str]:
    unsure = {(key(one.left.title), key(one.right.title)): one for one in case.comparison.maybe}
    sections = [one for one in written.prose if MAYBE_SECTION.fullmatch(one)]
    if bool(sections) != bool(unsure):
        yield f"maybe: {sections}"
    for heading in sections:
        match = MAYBE_SECTION.fullmatch(heading)
        if match is None or int(match[1]) != len(case.comparison.maybe):
            yield heading
    for one in case.comparison.maybe:
        paired = {pair.left.id for pair in case.comparison.pairs}
        if one.left.id in paired:
            yield f"maybe and a pair: {one.left.title}"


def _notes(written: Written, case: Case) -> Iterator[str]:
    (lines,) = (lines for heading, lines in written.prose.items() if heading == "ข้อควรทราบ")
    kinds_differ = case.reports[0].kind is not case.reports[1].kind
    if any("จึงต่างกันอยู่แล้ว" in line for line in lines) != kinds_differ:
        yield "kinds"
    years_differ = case.reports[0].fiscal_year_be != case.reports[1].fiscal_year_be
    if any("คนละปีงบประมาณ" in line for line in lines) != years_differ:
        yield "years"
    for line in lines:
        if told := re.match(r"(.+) ยังมีรายงานของ(.+) อีก \d+ ฉบับ", line):
            year = case.reports[case.names.index(told[1])].fiscal_year_be
            if told[2] != (f"ปีงบประมาณ {year}" if year else "ไม่ทราบปีงบประมาณ"):
                yield line
        match = re.match(r"ไม่มีมาตรการใดในรายงานของ ?(.+) ระบุหัวข้อ (.+) จึงไม่นับ", line)
        if match:
            side = case.names.index(match[1])
            for name in match[2].split(", "):
                if case.has(side, FIELDS[name]) or not case.has(1 - side, FIELDS[name]):
                    yield line

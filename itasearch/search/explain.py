"""Why a hit is in the ranking, in one Thai sentence that a person can check.

Said is only what can be seen in the text shown: its words, the glossary's other
names of what was asked, else nearness in meaning. Imports model, domain and its
neighbour expand.
"""

from collections.abc import Sequence

from itasearch.model.ranking import Snippet
from itasearch.search.expand import Bridge
from itasearch.text.normalize import squash

FIELD_NAMES = {
    "title": "ชื่อมาตรการ",
    "steps": "ขั้นตอนหรือวิธีการปฏิบัติ",
    "timeframe": "ระยะเวลาดำเนินการ",
    "responsible": "หน่วยงานรับผิดชอบ",
    "follow_up": "การกำกับติดตาม",
    "results": "ผลการดำเนินการ",
    "outcomes": "ผลลัพธ์",
    "problems": "ปัญหาและอุปสรรค",
    "recommendations": "ข้อเสนอแนะ",
    "budget": "งบประมาณ",
    "evidence": "หลักฐาน",
    "row": "ทั้งมาตรการ",
}
_MOST_WORDS = 5
_LONGEST_TITLE = 80


def reason(snippet: Snippet, *, own: Sequence[str], bridges: Sequence[Bridge]) -> str:
    """One sentence about a hit.

    Args:
        snippet: what is shown of it.
        own: words of the query itself that stand in the snippet, as written there.
        bridges: concepts that the query names.
    """
    where = FIELD_NAMES.get(snippet.field, snippet.field)
    parts = []
    if own:
        parts.append(f"พบคำ {_quoted(own)}")
    bridged = _bridged(snippet.text, bridges)
    if bridged:
        parts.append(bridged if not own else f"และ{bridged}")
    if not parts and snippet.highlights:
        marked = dict.fromkeys(snippet.text[start:end] for start, end in snippet.highlights)
        parts.append(f"พบคำที่เกี่ยวข้อง {_quoted(tuple(marked))}")
    if not parts:
        return f"ความหมายใกล้เคียงกับคำค้น ดูจาก{where}"
    return f"{' '.join(parts)} ใน{where}"


def kindred_reason(title: str) -> str:
    """One sentence about a measure found because it is like the one with this title."""
    first = title.split("\n", 1)[0]
    short = first if len(first) <= _LONGEST_TITLE else f"{first[:_LONGEST_TITLE]}…"
    return f"เนื้อหาใกล้เคียงกับมาตรการ “{short}”"


def _bridged(text: str, bridges: Sequence[Bridge]) -> str:
    """The first other name of an asked concept that stands in `text`, "" if none does."""
    key = squash(text)
    for bridge in bridges:
        for name in bridge.added:
            if squash(name) in key:
                return f"พบ “{name}” ซึ่งตรงกับ “{bridge.asked}”"
    return ""


def _quoted(words: Sequence[str]) -> str:
    return " ".join(f"“{word}”" for word in words[:_MOST_WORDS])

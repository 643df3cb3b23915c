"""Words for who does better: by how much a score is higher, and who improved most."""

from itasearch.model.towns import BETTER_MARGIN
from itasearch.wording.label import Label

_THAI = f"สูงกว่าอย่างน้อย {BETTER_MARGIN:g} คะแนน"
_ENGLISH = f"at least {BETTER_MARGIN:g} points higher"

BETTER = Label(f"ใครทำได้ดีกว่า ({_THAI})", f"Who does it better ({_ENGLISH})")
MOST_IMPROVED = Label(
    f"ใครดีขึ้นมากที่สุด (เพิ่มขึ้นอย่างน้อย {BETTER_MARGIN:g} คะแนนในปีถัดจากมาตรการ)",
    f"Who improved most (by at least {BETTER_MARGIN:g} points the year after the measure)",
)
NOBODY_BETTER = Label(
    f"ไม่พบแห่งที่คล้ายกันซึ่งได้คะแนน{_THAI}และมีมาตรการในคลัง",
    f"no similar town that scores {_ENGLISH} has measures for this in the library",
)

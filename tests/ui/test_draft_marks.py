"""A field's text with its marks: nothing lost, nothing run, no sign by colour alone."""

from hypothesis import given, strategies as st

from itasearch.model.drafts import (
    Adaptation,
    AdaptedField,
    Change,
    ChangeKind,
    OpenQuestion,
    TextPart,
)
from itasearch.ui.draft.rows import marked_html
from tests.ui.shown import shown

TEXTS = st.text(max_size=20)
TEXT = "ทต.สวนดอก อบรม ๗๐ คน ปี ๒๕๖๖"


def a_change(old: str, new: str, *, kind: ChangeKind = ChangeKind.NAME, text: str = TEXT) -> Change:
    start = text.index(old)
    return Change(start=start, end=start + len(old), old=old, new=new, kind=kind)


def a_question(old: str) -> OpenQuestion:
    start = TEXT.index(old)
    return OpenQuestion(start=start, end=start + len(old), text=old, question="ใช่ของเราหรือไม่")


def a_field(
    *,
    text: str = TEXT,
    changes: tuple[Change, ...] = (),
    kept: tuple[Change, ...] = (),
    asked: tuple[OpenQuestion, ...] = (),
) -> AdaptedField:
    part = TextPart(start=0, end=len(text), measure_id="m", offset=0)
    return AdaptedField(
        name="steps",
        adapted=Adaptation(adapted=text, changes=changes, open=asked),
        original=text,
        parts=(part,),
        kept=kept,
    )


def test_a_change_shows_the_new_words_and_says_why_and_what_was_there() -> None:
    field = shown(marked_html(a_field(changes=(a_change("ทต.สวนดอก", "อบต.ของเรา"),)), row="m"))

    change = field.one(".ita-change")
    assert change.text == "อบต.ของเรา"
    assert change.tip.startswith("ชื่อ · เดิม “ทต.สวนดอก”")
    assert field.text.endswith(" อบรม ๗๐ คน ปี ๒๕๖๖")


def test_a_change_that_was_taken_back_says_so_and_is_pressed_by_the_same_button() -> None:
    change = a_change("ทต.สวนดอก", "อบต.ของเรา")
    made, kept = (
        shown(marked_html(field, row="m")).one(".ita-change")
        for field in (a_field(changes=(change,)), a_field(kept=(change,)))
    )

    assert ("kept" in made.kinds, "kept" in kept.kinds) == (False, True)
    assert kept["data-press"] == made["data-press"] != ""
    assert (kept.text, "คงตามต้นฉบับ" in kept.tip) == ("ทต.สวนดอก", True)


def test_a_question_stands_behind_its_piece_and_with_the_change_that_it_is_about() -> None:
    field = a_field(
        changes=(a_change("๒๕๖๖", "๒๕๖๙", kind=ChangeKind.YEAR),),
        asked=(a_question("๗๐ คน"), a_question("๒๕๖๖")),
    )

    alone, changed = field.marks

    assert (alone.change, len(alone.questions), len(changed.questions)) == (None, 1, 1)
    marked = shown(marked_html(field, row="m"))
    assert marked.texts(".ita-ask summary") == ["๗๐ คน ?", "? ตรวจ"]
    assert marked.text.count("ใช่ของเราหรือไม่") == 2


def test_a_blank_is_marked_where_it_stands_and_where_it_came() -> None:
    field = a_field(
        text="โทร. ๐๕๔ หรือ «อีเมล»",
        changes=(a_change("๐๕๔", "«โทรศัพท์»", kind=ChangeKind.CONTACT, text="โทร. ๐๕๔ หรือ «อีเมล»"),),
    )

    assert len(shown(marked_html(field, row="m")).all(".ita-blank")) == 2


@given(TEXTS, st.text(min_size=1, max_size=20), TEXTS)
def test_hostile_text_stays_text_in_every_mark(before: str, old: str, new: str) -> None:
    text = f"{before}<b>{old}"
    change = Change(
        start=len(before), end=len(text), old=f"<b>{old}", new=new, kind=ChangeKind.NAME
    )

    for field in (a_field(text=text, changes=(change,)), a_field(text=text, kept=(change,))):
        assert not shown(marked_html(field, row="<i>")).all("b, i")

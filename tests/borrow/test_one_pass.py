"""What holds of every adaptation: places, one change each, nothing within a longer word, and
work that grows no faster than the text."""

import pytest
from hypothesis import given, settings, strategies as st

from itasearch.borrow.adapt.one_pass import adapt_text
from itasearch.model.drafts import Party
from itasearch.model.records import Organisation, OrganisationType
from tests.borrow.examples import party
from tests.cases import cases, examples, literal
from tests.counting import growth

SOURCE = party(
    "เทศบาลตำบลทุ่งหินขาว",
    2566,
    district="เมืองแพร่",
    province="แพร่",
    aliases=("Thung Hin Khao Municipality", "เทศบาลตำบลทุ่งหิ่นขาว"),
)
TARGET = party("องค์การบริหารส่วนตำบลโคกสะอาดดี", 2568, district="บ้านไผ่", province="ขอนแก่น")
PIECES = [str(piece) for (piece,) in cases("one_pass", "pieces", literal)]
HOSTILE_PIECES = [str(piece) for (piece,) in cases("one_pass", "hostile pieces", literal)]
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.text(max_size=80))


@settings(deadline=None)
@given(TEXTS)
def test_changes_and_questions_stand_where_they_say(text: str) -> None:
    made = adapt_text(text, SOURCE, TARGET)

    rebuilt, at = "", 0
    for change in made.changes:
        assert at <= change.start < change.end
        assert text[change.start : change.end] == change.old != change.new
        rebuilt += text[at : change.start] + change.new
        at = change.end
    assert made.adapted == rebuilt + text[at:]
    assert all(text[one.start : one.end] == one.text for one in made.open)


@settings(deadline=None)
@given(TEXTS)
def test_what_is_the_targets_own_stays(text: str) -> None:
    made = adapt_text(text, SOURCE, TARGET).adapted

    assert adapt_text(made, TARGET, TARGET).adapted == made


@settings(deadline=None)
@given(TEXTS)
def test_only_blanks_of_the_text_and_of_changes_are_marks(text: str) -> None:
    made = adapt_text(text, SOURCE, TARGET)

    new = sum(change.new.count("«") for change in made.changes)
    old = sum(change.old.count("«") for change in made.changes)
    assert made.adapted.count("«") == text.count("«") + new - old


@settings(deadline=None)
@given(st.lists(st.integers(2563, 2569), min_size=1, max_size=6))
def test_each_year_moves_once(years: list[int]) -> None:
    text = " และ ".join(f"ปี {year}" for year in years)

    made = adapt_text(text, SOURCE, TARGET).adapted

    assert made == " และ ".join(f"ปี {year + 2}" for year in years)


@examples("one_pass", "nothing within a longer word changes")
def test_nothing_within_a_longer_word_changes(text: str) -> None:
    assert adapt_text(text, SOURCE, TARGET).changes == ()


@pytest.mark.parametrize("piece", HOSTILE_PIECES)
def test_work_on_hostile_text_grows_no_faster_than_the_text(piece: str) -> None:
    def text(letters: int) -> str:
        return piece * (letters // len(piece))

    assert growth(lambda given: adapt_text(given, SOURCE, TARGET), text, 5_000) < 2.5


@settings(max_examples=20, deadline=None)
@given(st.text(min_size=1, max_size=40), st.text(max_size=200))
def test_any_name_is_a_name_and_no_pattern(name: str, text: str) -> None:
    organisation = Organisation(name=name, type=OrganisationType.TOWN_MUNICIPALITY, aliases=(name,))

    made = adapt_text(text, Party(organisation=organisation, fiscal_year_be=2566), TARGET)

    assert made.adapted or made.changes or not text


def test_figures_of_ones_own_last_plan_are_not_asked_about() -> None:
    own = Party(organisation=SOURCE.organisation, fiscal_year_be=2568)
    text = "ติดเครื่องติดตามตำแหน่งรถ 14 คัน ในปีงบประมาณ 2566"

    carried_on, borrowed = adapt_text(text, SOURCE, own), adapt_text(text, SOURCE, TARGET)

    assert carried_on.adapted.endswith("2568")
    assert carried_on.open == ()
    assert [one.text for one in borrowed.open] == ["14 คัน"]

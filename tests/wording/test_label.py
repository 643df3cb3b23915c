"""Labels: Thai by the catalogue, values, numbers with what they count."""

from collections.abc import Sequence
from threading import Thread

from itasearch.wording.label import DataLabel, Label, data_label
from itasearch.wording.labels import lacking_text
from itasearch.wording.language import in_language, label_of, language, phrase, set_fallback
from itasearch.wording.pace import Pace
from tests.cases import examples, literal, optional

FOUND = DataLabel("{count:,new measures} in {towns:towns}", thai="พบ {count:,} มาตรการ")


@examples("label", "what is counted is singular for one in english", int, int, str)
def test_what_is_counted_is_singular_for_one_in_english(count: int, towns: int, text: str) -> None:
    assert FOUND.text("en", count=count, towns=towns) == text


@examples("label", "how long the rest takes", literal, int, optional(float))
def test_the_rest_takes_as_long_as_the_last_minute_says(
    noted: Sequence[tuple[int, float]], total: int, left: float | None
) -> None:
    pace = Pace()
    for done, now in noted:
        pace.note(done, now=now)

    assert pace.seconds_left(total) == left


@examples("label", "what is no filter")
def test_what_a_query_names_and_is_not_there_is_explained(name: str, why: str) -> None:
    assert lacking_text(name, DataLabel("", thai="ไม่มีรายงานของ {name}")) == why


def test_thai_has_one_form() -> None:
    assert FOUND.text("th", count=1, towns=1) == "พบ 1 มาตรการ"


def test_other_formats_are_those_of_python() -> None:
    label = Label("{a:.2f} {b:,} {c} {d!r:>5}")

    assert label.text("en", a=0.25, b=1000, c="{x}", d="ก") == "0.25 1,000 {x}   'ก'"


@examples("label", "whose file it is")
def test_of_a_year_is_written_without_a_blank(name: str, written: str) -> None:
    assert written in Label("File of {name}: {file}").text("th", name=name, file="ก.docx")


def test_the_catalogue_has_the_thai() -> None:
    label = Label("Organisation")

    assert (label.th, label.text("th"), label.text("en")) == ("หน่วยงาน", "หน่วยงาน", "Organisation")


def test_a_context_tells_two_meanings_of_one_english_text_apart() -> None:
    assert Label("Part").th != Label("Part", "original").th


def test_no_text_is_none_in_thai_and_what_the_catalogue_lacks_is_english() -> None:
    assert Label("").text("th") == ""
    assert Label("no entry has this").text("th") == "no entry has this"


def test_a_label_as_value_is_in_the_same_language() -> None:
    label = DataLabel("in {where}", thai="ใน{where}")

    assert label.text("th", where=Label("Organisation")) == "ในหน่วยงาน"
    assert label.text("en", where=Label("Organisation")) == "in Organisation"


def test_values_given_before_are_filled_in() -> None:
    label = DataLabel("{fewest} of {all}", thai="{fewest} จาก {all}").filled(fewest=3)

    assert label.text("en", all=5) == "3 of 5"
    assert label.text("th", all=5) == "3 จาก 5"


def test_nothing_in_a_label_of_data_is_a_placeholder() -> None:
    assert data_label("ก {x}", "a {y}").text("en") == "a {y}"


MEASURE = ("มาตรการ", "Measure")


def test_a_block_speaks_its_language_and_the_one_around_it_is_back_after_it() -> None:
    with in_language("en"):
        with in_language("th"):
            inside = phrase("Measure")
        after = phrase("Measure")

    assert (inside, after, phrase("Measure")) == (*MEASURE, MEASURE[0])


def test_what_is_written_in_each_language_is_a_label() -> None:
    label = label_of(lambda: f"{phrase('Measure')} {{1}}")

    assert (label.text("th"), label.text("en")) == tuple(f"{word} {{1}}" for word in MEASURE)


def test_a_block_is_of_its_thread_and_the_process_speaks_in_all_others() -> None:
    spoken: list[str] = []
    set_fallback(lambda: "en")

    with in_language("th"):
        thread = Thread(target=lambda: spoken.append(language()))
        thread.start()
        thread.join()

    assert spoken == ["en"]


def test_a_quoted_text_is_filled_in_as_it_is() -> None:
    quoted = "แผนของ ปีงบประมาณ ๒๕๖๗ และของ ปีงบประมาณ ๒๕๖๘"

    assert DataLabel("", thai="ระบุว่า “{text}”").text("th", text=quoted) == f"ระบุว่า “{quoted}”"

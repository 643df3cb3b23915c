"""What several views share: cards, labels, progress, kept answers."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html import unescape
from threading import Event, Thread
from types import SimpleNamespace

import pytest
import streamlit as st
from hypothesis import given, strategies as made

from itasearch.model.drafts import ChangeKind
from itasearch.model.library import INDEXING, OutcomeKind, ProgressEvent
from itasearch.model.passages import ROW_FIELD
from itasearch.model.ranking import SearchMode
from itasearch.model.records import TEXT_FIELDS, Organisation, OrganisationType, ReportKind
from itasearch.ui.draft import labels as draft_labels
from itasearch.ui.kit import html, labels as kit_labels, markdown, state
from itasearch.ui.kit.cards import organisation_name
from itasearch.ui.kit.language import in_one_language
from itasearch.ui.kit.progress import RunProgress, stage_text
from itasearch.ui.sessions import Turns
from itasearch.wording.labels import FIELD_NAMES
from itasearch.wording.language import Language, in_language
from itasearch.wording.names import (
    KINDS,
    OUTCOMES,
    TYPES,
    name_in_language,
)
from tests.cases import examples, literal
from tests.ui.shown import shown


def test_an_english_screen_has_the_english_name_beside_the_thai_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town = Organisation(name="เทศบาลตำบลห้วยแก้ว", type=OrganisationType.SUBDISTRICT_MUNICIPALITY)
    agency = replace(town, name="สำนักงานสถิติแห่งชาติ", type=OrganisationType.OTHER)

    for language, expected in (
        ("th", (town.name, town.name, agency.name)),
        (
            "en",
            (
                f"Huai Kaeo Subdistrict Municipality · {town.name}",
                "Huai Kaeo Subdistrict Municipality",
                agency.name,
            ),
        ),
    ):
        monkeypatch.setattr("streamlit.query_params", {"lang": language})
        with in_one_language():
            names = organisation_name(town), name_in_language(town.name), organisation_name(agency)
        assert names == expected


def test_every_value_that_is_shown_has_a_label() -> None:
    assert set(FIELD_NAMES) == {*TEXT_FIELDS, ROW_FIELD}
    assert set(TYPES) == set(OrganisationType)
    assert set(KINDS) == set(ReportKind)
    assert set(kit_labels.MODE_LABELS) == set(SearchMode)
    assert set(OUTCOMES) == set(OutcomeKind)
    assert set(draft_labels.CHANGE_KINDS) == set(ChangeKind)


def test_a_files_name_stays_text() -> None:
    event = ProgressEvent(stage="read", done=0, total=1, detail="**แผน** $x$.txt")

    assert "\\*\\*แผน\\*\\* \\$x\\$" in stage_text(event)


def test_many_files_show_their_pace_and_the_time_left() -> None:
    so_far = RunProgress(began=100.0)
    for second in range(30):
        event = ProgressEvent(stage=INDEXING, done=400 + 5 * second, total=1_000)
        so_far.take(event, now=130.0 + second)

    assert so_far.seconds_left() == pytest.approx((600 - 5 * 29) / 5)
    assert "เหลืออีกประมาณ 2\u00a0นาที · วินาทีละ 5\u00a0ฉบับ" in so_far.text(now=160.0)


def test_an_answer_is_found_again_once_the_library_has_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library_state = ["first"]
    found: list[str] = []
    monkeypatch.setattr(st, "session_state", {})
    opened = SimpleNamespace(state=lambda: library_state[0])
    monkeypatch.setattr(state, "workspace", lambda: opened)

    def find() -> int:
        found.append(library_state[0])
        return len(found)

    answers = [state.kept_answer("question", find), state.kept_answer("question", find)]
    library_state[0] = "second"

    assert [*answers, state.kept_answer("question", find)] == [1, 1, 2]


_PATIENCE = 20.0


def test_two_runs_do_not_overlap() -> None:
    turns, under_way, most = Turns(longest=_PATIENCE), list[int](), list[int]()

    def run(number: int) -> None:
        with turns.turn():
            under_way.append(number)
            most.append(len(under_way))
            sum(range(20_000))
            under_way.remove(number)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(run, range(64)))

    assert most == [1] * 64


def test_a_run_that_has_had_its_time_has_the_next_beside_it() -> None:
    turns, entered = Turns(longest=0.01), Event()

    def run() -> None:
        with turns.turn():
            entered.set()

    with ThreadPoolExecutor(1) as threads, turns.turn():
        threads.submit(run)

        assert entered.wait(_PATIENCE)


def test_a_run_that_fails_gives_its_turn_back() -> None:
    turns, entered = Turns(longest=10 * _PATIENCE), Event()

    def run() -> None:
        with turns.turn():
            entered.set()

    with pytest.raises(ValueError, match="ลองใหม่"), turns.turn():
        raise ValueError("ลองใหม่")
    Thread(target=run, daemon=True).start()

    assert entered.wait(_PATIENCE)


HOSTILE = '<script>alert("งดรับของขวัญ")</script><img src=x onerror=alert(1)>\'"'
THAI = made.text(alphabet="กขคาิ่้๑2ำเแ <&>\n", max_size=40)


@pytest.mark.parametrize(
    ("language", "marked"), [("en", ["เทศบาลตำบลธารจันทร์หอม", "ปี ๒๕๖๖"]), ("th", [])]
)
def test_thai_is_marked_on_english_screens_alone(language: Language, marked: list[str]) -> None:
    text = "Than Chan Hom · เทศบาลตำบลธารจันทร์หอม (Sample) ปี ๒๕๖๖ <b>"

    with in_language(language):
        made = f"<p>{html.words(text)}</p>"

    assert [one.text for one in shown(made).all("[lang=th]")] == marked
    assert unescape(re.sub("</?(?:span[^>]*|p)>", "", made)) == text


def test_every_function_escapes_text() -> None:
    made = [
        html.badge(HOSTILE, kind=HOSTILE, tip=HOSTILE),
        html.details(HOSTILE, "", kind=HOSTILE),
        html.field(HOSTILE, HOSTILE),
        html.highlighted(HOSTILE, [(0, 8)]),
        html.link(HOSTILE, HOSTILE, kind=HOSTILE),
        html.passage(HOSTILE, ""),
        html.source_line(HOSTILE, "", HOSTILE, tip=HOSTILE),
        html.quiet(HOSTILE),
        html.section_title(HOSTILE),
        html.status(HOSTILE),
        html.subject(HOSTILE, level=3),
        html.table([HOSTILE], [[""]], caption=HOSTILE, kind=HOSTILE),
    ]

    assert not any(shown(one).all("script, img") for one in made)
    assert not any(HOSTILE[-2:] in one for one in made)


def test_a_highlight_marks_its_words() -> None:
    assert html.highlighted("นโยบายงดรับของขวัญ", [(6, 18)]) == "นโยบาย<mark>งดรับของขวัญ</mark>"


@given(THAI, made.lists(made.tuples(made.integers(0, 45), made.integers(0, 45)), max_size=5))
def test_highlighting_keeps_the_text(text: str, ranges: list[tuple[int, int]]) -> None:
    made = html.highlighted(text, ranges)

    assert unescape(re.sub(r"</?mark>", "", made).replace("<br>", "\n")) == text


@examples("kit", "a text and its label", literal, literal)
def test_a_text_and_its_label(text: str, label: str) -> None:
    assert markdown.plain(text) == label


@given(made.text(alphabet="ก`*_{}[]()#+-.!|<>$:~ a\n", max_size=30))
def test_markdown_has_nothing_left_to_interpret(text: str) -> None:
    plain = markdown.plain(text)

    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]#<>$:~|]", plain)
    assert re.sub(r"\\(.)", r"\1", plain) == " ".join(text.split())

"""What measures are about, guessed, stated and corrected; phrases found whatever the spaces."""

from collections.abc import Sequence
from dataclasses import replace
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, strategies as st

from itasearch.domain.topics import classification_weights
from itasearch.encoders.base import Encoder, Vectors
from itasearch.encoders.use import UseEncoder
from itasearch.enrich.passages import cut_passages
from itasearch.enrich.topics import (
    SIGNS,
    Classifier,
    Phrases,
    SignFinder,
    as_given,
    of_one_title,
    phrase_key,
)
from itasearch.model.classification import MOST_TOPICS, Classification, IndicatorMark, Origin
from itasearch.model.records import GROUP_ROW, Measure, Organisation, OrganisationType
from tests.cases import cases, examples, literal
from tests.counting import growth
from tests.search.fakes import measure


class DeafEncoder:
    """Gives every text a vector of its own that says nothing of its meaning."""

    name, dim = "deaf@1", 64

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        rows = [np.random.default_rng(crc32(text.encode())).normal(size=self.dim) for text in texts]
        found = np.array(rows, dtype=np.float32)
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


ENCODERS: dict[str, Encoder] = {"use": UseEncoder(), "deaf": DeafEncoder()}
CLASSIFIERS = {name: Classifier(encoder) for name, encoder in ENCODERS.items()}

TOLD = cases("signals", "a title that names its topic", str, str, int)


def about(item: Measure, name: str = "use") -> Classification:
    passages = cut_passages(item)
    vectors = ENCODERS[name].encode_passages([one.text for one in passages])
    return CLASSIFIERS[name].classify(item, vectors, passages)


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize(("title", "topic", "number"), TOLD)
def test_a_title_naming_its_topic_has_it(encoder: str, title: str, topic: str, number: int) -> None:
    found = about(measure("r1-t1r1", title), encoder)

    assert found.topics[0].topic == topic
    assert found.topics[0].origin is Origin.GUESSED
    assert found.indicator is not None and found.indicator.number == number


@examples(
    "signals", "a title below a heading that lists indicators is of one of them", str, str, int
)
def test_a_heading_lists_what_a_guess_is_made_among(title: str, above: str, number: int) -> None:
    found = about(replace(measure("r1-t1r1", title), raw_cells=((GROUP_ROW, above),)))

    assert found.indicator is not None and found.indicator.number == number


@examples("signals", "a title with a word of what it is not about", str, str, int)
def test_one_word_makes_no_topic(title: str, topic: str, number: int) -> None:
    found = about(measure("r1-t1r1", title))

    assert topic not in [mark.topic for mark in found.topics]
    assert found.indicator is None or found.indicator.number != number


@pytest.mark.parametrize("encoder", ENCODERS)
def test_a_measure_has_few_topics_the_surest_first(encoder: str) -> None:
    title = "อบรมจัดซื้อจัดจ้าง ความเสี่ยง จริยธรรม งบประมาณ ของขวัญ และการมีส่วนร่วมของประชาชน"

    marks = about(measure("r1-t1r1", title), encoder).topics

    assert 1 < len(marks) <= MOST_TOPICS
    assert [one.confidence for one in marks] == sorted((m.confidence for m in marks), reverse=True)
    assert all(0 < one.confidence <= 1 for one in marks)


def test_words_that_say_nothing_give_no_guess_that_is_sure() -> None:
    found = about(measure("r1-t1r1", "ข้อ ๓"), "deaf")

    assert all(one.confidence < 0.5 for one in found.topics)
    assert found.indicator is None or found.indicator.confidence < 0.5


def test_a_measure_without_any_text_is_unclassified_or_unsure() -> None:
    empty = measure("r1-t1r1", "")

    found = CLASSIFIERS["use"].classify(empty, np.zeros((0, 512), dtype=np.float32), ())

    assert found.topics == ()


def test_what_the_report_states_is_stated() -> None:
    found = about(replace(measure("r1-t1r1", "งดรับของขวัญ"), indicator=4))

    assert found.indicator is not None
    assert (found.indicator.number, found.indicator.confidence) == (4, 1.0)
    assert found.indicator.origin is Origin.STATED


def test_what_a_person_said_is_corrected() -> None:
    said = replace(
        measure("r1-t1r1", "งดรับของขวัญ"),
        topics=("hr", "ethics"),
        indicator=3,
        indicator_corrected=True,
    )

    found = about(said)

    assert [(one.topic, one.confidence) for one in found.topics] == [("hr", 1.0), ("ethics", 1.0)]
    assert {one.origin for one in found.topics} == {Origin.CORRECTED}
    assert found.indicator is not None and found.indicator.origin is Origin.CORRECTED


def test_topics_that_a_person_gave_speak_for_the_indicator() -> None:
    said = replace(measure("r1-t1r1", "กิจกรรมประจำปี"), topics=("asset_use",))

    found = about(said)

    assert found.indicator is not None and found.indicator.number == 4


def test_a_given_topic_that_is_no_longer_known_is_left_to_a_guess() -> None:
    said = replace(measure("r1-t1r1", "งดรับของขวัญ"), topics=("gone",))

    assert about(said).topics[0].topic == "no_gift"


def test_the_version_changes_with_the_weights_but_not_with_the_encoder() -> None:
    weights = classification_weights()
    other = Classifier(DeafEncoder(), weights=replace(weights, topic_threshold=0.9))

    assert CLASSIFIERS["use"].version == CLASSIFIERS["deaf"].version
    assert other.version != CLASSIFIERS["deaf"].version


@pytest.mark.parametrize(("encoder", "trusted"), [("use", True), ("deaf", False)])
def test_an_encoder_without_thai_is_not_listened_to(encoder: str, trusted: bool) -> None:
    finder: SignFinder = CLASSIFIERS[encoder]._topic_signs

    assert (finder.trust > 0.5) is trusted


def test_rows_under_a_header_of_disclosure_are_about_it() -> None:
    item = replace(
        measure("r1-t1r1", "แผนผังองค์กร"),
        raw_cells=(("ข้อมูล", "แผนผังองค์กร"), ("รายละเอียดที่เผยแพร่", "ผังกองต่าง ๆ")),
    )
    passages = cut_passages(item)
    vectors = ENCODERS["use"].encode_passages([one.text for one in passages])

    signs = CLASSIFIERS["use"]._topic_signs.signs(item, vectors, passages)

    assert signs[:, SIGNS.index("headers")].sum() == 1
    assert about(item).topics[0].topic == "disclosure"


def test_hostile_texts_are_no_more_work_than_others() -> None:
    row = np.zeros((1, 512), dtype=np.float32)
    passages = cut_passages(measure("r1-t1r1", "ร้องเรียน"))[:1]

    def classified(item: Measure) -> Classification:
        return CLASSIFIERS["use"].classify(item, row, passages)

    def endless(times: int) -> Measure:
        return measure("r1-t1r1", "ร้องเรียนการทุจริต" * times, steps="ร้องเรียนทุจริต" * times)

    assert growth(classified, endless, 100) < 1.1
    assert classified(endless(20_000)).topics[0].topic == "whistleblowing"


KNOWN = ("ร้องเรียน", "ร้องเรียน+ทุจริต", "ita", "one stop service", "ช่องทาง", "ช่องทาง+ร้องเรียน+สินบน")


@examples("phrases", "phrases of a text", literal, str, literal)
def test_phrases_are_found_once_at_their_first_place_but_within_longer_ones(
    phrases: Sequence[str], text: str, expected: object
) -> None:
    key = phrase_key(text)

    found = Phrases(phrases).find(key)

    told = [(one.phrase, [key[a:b] for a, b in one.parts], one.start) for one in found]
    assert told == expected


@given(st.text(alphabet="ร้องเียนทุจิตกั ita\n-๑", max_size=60))
def test_every_place_found_is_a_part_of_the_key(text: str) -> None:
    key = phrase_key(text)

    for one in Phrases(KNOWN).find(key):
        parts = one.phrase.split("+")
        assert [key[start:end] for start, end in one.parts] == [phrase_key(p) for p in parts]
    assert phrase_key(key) == key


TOWN = Organisation(name="เทศบาลตำบลหนองสรวง", type=OrganisationType.SUBDISTRICT_MUNICIPALITY)


# What the rows of 2568, 2568 and 2567 state, what is guessed, what each of them has.
@examples("signals", "a title has one indicator in a town and year", literal, literal, literal)
def test_a_title_has_one_indicator_in_a_town_and_year(
    stated: Sequence[int | None],
    guessed: Sequence[tuple[int, float] | None],
    numbers: Sequence[int | None],
) -> None:
    rows = [
        replace(measure(f"r{at}-t1r1", title), indicator=number)
        for at, (title, number) in enumerate(
            zip(("แจ้งเตือน คืนพัสดุ", "แจ้งเตือนคืนพัสดุ", "แจ้งเตือนคืนพัสดุ"), stated, strict=True)
        )
    ]
    guesses = (it and IndicatorMark(number=it[0], confidence=it[1]) for it in guessed)
    known = {
        row.id: Classification(indicator=as_given(row).indicator or guess)
        for row, guess in zip(rows, guesses, strict=True)
    }
    reports = [(TOWN, year, [row]) for year, row in zip((2568, 2568, 2567), rows, strict=True)]

    about = of_one_title(reports, known)

    marks = [about[row.id].indicator for row in rows]
    assert [mark and mark.number for mark in marks] == [*numbers]


def test_undated_reports_share_no_indicator() -> None:
    rows = [replace(measure(f"r{at}-t1r1", "แจ้งเตือน"), indicator=at or None) for at in (0, 4)]
    known = {row.id: as_given(row) for row in rows}

    for years in (None, None), (None, 2568), (2568, None):
        reports = [(TOWN, year, [row]) for year, row in zip(years, rows, strict=True)]
        assert of_one_title(reports, known) == known

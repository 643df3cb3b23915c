"""What several views show alike."""

from dataclasses import replace

import pytest

from itasearch.domain.indicators import grade_words
from itasearch.model.records import Organisation, OrganisationType
from itasearch.ui.kit.cards import (
    grade_name,
    name_in_text,
    organisation_name,
    short_town_name,
)
from itasearch.ui.kit.state import in_one_language
from itasearch.wording.reasons import Language


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
            names = organisation_name(town), name_in_text(town), organisation_name(agency)
        assert names == expected


@pytest.mark.parametrize(
    ("name", "kind", "thai"),
    [
        ("เทศบาลตำบลห้วยแก้ว", OrganisationType.SUBDISTRICT_MUNICIPALITY, "ทต.ห้วยแก้ว"),
        (
            "องค์การบริหารส่วนตำบลห้วยแก้ว",
            OrganisationType.SUBDISTRICT_ADMINISTRATIVE_ORGANISATION,
            "อบต.ห้วยแก้ว",
        ),
    ],
)
def test_the_short_name_of_a_town_is_without_its_kind_in_english(
    name: str, kind: OrganisationType, thai: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, expected in (("th", thai), ("en", "Huai Kaeo")):
        monkeypatch.setattr("streamlit.query_params", {"lang": language})
        with in_one_language():
            assert short_town_name(Organisation(name=name, type=kind)) == expected


@pytest.mark.parametrize("shown", ["th", "en"])
def test_a_grade_in_words_is_in_the_screen_s_language_and_a_letter_stays(
    shown: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("itasearch.ui.kit.cards.language", lambda: shown)

    for one in grade_words():
        assert grade_name(one.thai) == (one.thai if shown == "th" else one.english)
    assert [grade_name(one) for one in ("AA", None)] == ["AA", "–"]

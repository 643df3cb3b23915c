"""Who signs in, and what they are by the settings; keys of programs."""

from pathlib import Path

import pytest

from itasearch.config import EDITORS_VARIABLE, KEYS_FILE_VARIABLE, KEYS_VARIABLE, api_keys
from itasearch.model.people import Person, Right, Role
from itasearch.workspace import Workspace, person_by_claims, person_of_key, signed_in_person

CLAIMS = {"sub": "u1", "name": "สมชาย", "email": "Somchai@maeka.go.th"}
SECRET = "ความลับ-0123456789abcdef"


def test_the_state_of_a_library_changes_with_its_own_rules(filled: Workspace) -> None:
    before = filled.state()
    rules = filled.settings.home / "rules"
    rules.mkdir()
    (rules / "2570.toml").write_text("like = 2569\n", encoding="utf-8")

    assert filled.state() != before


@pytest.mark.parametrize(
    ("editors", "role"),
    [
        ("", Role.READER),
        ("other@maeka.go.th", Role.READER),
        ("other@maeka.go.th, somchai@MAEKA.go.th", Role.EDITOR),
        ("u1", Role.EDITOR),
        ("*", Role.EDITOR),
    ],
)
def test_an_editor_is_listed_in_the_settings(
    editors: str, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(EDITORS_VARIABLE, editors)

    found = person_by_claims(CLAIMS | {"email_verified": True})

    assert found == Person(id="u1", name="สมชาย", role=role)
    assert (Right.EDIT in found.rights) is (role is Role.EDITOR)
    assert Right.ADMINISTER not in found.rights


@pytest.mark.parametrize("verified", [None, False, "true"])
def test_an_address_that_was_not_verified_makes_no_editor(
    verified: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(EDITORS_VARIABLE, "somchai@maeka.go.th")
    claims = CLAIMS | {"email_verified": verified}

    assert person_by_claims(claims) == Person(id="u1", name="สมชาย")


def test_a_proxy_names_an_editor_by_the_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EDITORS_VARIABLE, "somchai@maeka.go.th")

    assert signed_in_person("somchai@maeka.go.th").role is Role.EDITOR
    assert signed_in_person("somying@maeka.go.th").role is Role.READER


def test_nobody_signs_in_without_an_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EDITORS_VARIABLE, "*")

    with pytest.raises(ValueError, match="1 to 255 letters"):
        signed_in_person("")


@pytest.mark.parametrize("subject", ["x" * 256, "key:เว็บไซต์", " ", 7])
def test_claims_of_a_name_that_nobody_can_have_name_nobody(subject: object) -> None:
    assert person_by_claims({"sub": subject}) is None


def test_a_key_of_the_settings_or_of_their_file_is_a_reader_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "keys"
    file.write_text(f"# ของระบบอื่น\nสารบรรณ = {SECRET}2\n\n", encoding="utf-8")
    monkeypatch.setenv(KEYS_VARIABLE, f"เว็บไซต์={SECRET}1")
    monkeypatch.setenv(KEYS_FILE_VARIABLE, str(file))

    found = person_of_key(f"{SECRET}2")

    assert found == Person(id="key:สารบรรณ", name="สารบรรณ")
    assert found.rights == {Right.DRAFT}
    assert person_of_key(f"{SECRET}1") == Person(id="key:เว็บไซต์", name="เว็บไซต์")
    assert person_of_key(SECRET) is person_of_key("") is None


@pytest.mark.parametrize("keys", ["เว็บไซต์=สั้น", f"={SECRET}", SECRET, f"ก={SECRET},ก={SECRET}2"])
def test_keys_that_cannot_be_used_are_refused(keys: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEYS_VARIABLE, keys)

    with pytest.raises(ValueError, match="NAME=SECRET"):
        api_keys()

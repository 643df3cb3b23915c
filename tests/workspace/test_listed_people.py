"""Roles by a list of people in a file, and by names of a provider's roles."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.config import PEOPLE_VARIABLE, ROLE_NAMES_VARIABLE, load_settings
from itasearch.errors import ListedPersonError, RolesError
from itasearch.model.people import Role
from itasearch.workspace import Check, CheckStatus, Workspace, role_names
from itasearch.workspace.people.roles import listed_people
from tests.workspace.conftest import CITY, TOWN

GOOD = f"""
# ผู้ดูแลและผู้แก้ไข
[[person]]
id = "a@example.go.th"
role = "administrator"

[[person]]
id = "e@example.go.th"
role = "editor"
organisations = ["ทต.สวนดอกไม้", "{CITY}"]

[[person]]
id = "all@example.go.th"
role = "editor"
organisations = "all"

[[person]]
id = "r@example.go.th"
role = "reader"
"""
Listed = Callable[[str], Workspace]


@pytest.fixture
def listed(filled: Workspace, tmp_path: Path) -> Listed:
    """The library with a list of people, written anew with each call."""
    file = tmp_path / "people.toml"

    def library(text: str) -> Workspace:
        file.write_text(text, encoding="utf-8")
        filled._parts.settings = replace(filled.settings, people_file=file)
        return filled

    return library


def entry(**values: str) -> str:
    return "\n".join(["[[person]]", *(f"{key} = {value}" for key, value in values.items()), ""])


def roles_check(workspace: Workspace) -> Check:
    (found,) = [check for check in workspace.doctor() if check.name == "roles"]
    return found


def test_who_signs_in_is_what_the_file_says(listed: Listed) -> None:
    library = listed(GOOD)
    towns = {library.find_organisation(name).id for name in (TOWN, CITY)}

    people = {name: library.sign_in(f"{name}@example.go.th") for name in ("a", "e", "all", "r")}

    assert people["a"].role is Role.ADMINISTRATOR
    assert (people["e"].role, {*people["e"].organisation_ids}) == (Role.EDITOR, towns)
    assert not people["e"].edits_all
    assert people["all"].edits_all
    assert people["r"].role is Role.READER
    assert library.sign_in("other@example.go.th").role is Role.READER


def test_it_counts_over_the_library_s_and_the_provider_s_word(listed: Listed) -> None:
    library = listed(
        entry(id='"u1"', role='"reader"')
        + entry(id='"u2"', role='"editor"', organisations='["ทต.สวนดอกไม้"]')
    )
    library._parts.store.set_role("u1", Role.ADMINISTRATOR)

    assert library.sign_in("u1").role is Role.READER
    assert library.sign_in("u1", role=Role.ADMINISTRATOR).role is Role.READER
    assert library.sign_in("u2", role=Role.EDITOR, organisation_ids=()).edits_all is False
    known = {one.id: (one.role, len(one.organisation_ids)) for one in library.people()}
    assert known == {"u1": (Role.READER, 0), "u2": (Role.EDITOR, 1)}
    with pytest.raises(ListedPersonError, match=r"entry 1 \(line 1\)"):
        library.set_role("u1", Role.ADMINISTRATOR)


def test_a_change_counts_at_the_next_sign_in_and_leaves_nothing_behind(listed: Listed) -> None:
    administrator = entry(id='"u1"', role='"administrator"')
    assert listed(administrator).sign_in("u1").role is Role.ADMINISTRATOR

    library = listed(entry(id='"u2"', role='"reader"'))

    assert library.sign_in("u1").role is Role.READER


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "at least one"),
        ("[[people]]", "'people'"),
        ("person = 3", "at least one"),
        ("person = [3]", "entry 1: it has no id"),
        ("[[person]]\nid = \n", "line 2"),
        (entry(role='"reader"'), r"entry 1 \(line 1\): id is"),
        (entry(id='" "', role='"reader"'), "entry 1.*id is"),
        (entry(id='"u"'), "entry 1.*role is one of"),
        (entry(id='"u"', role='"boss"'), "entry 1.*not 'boss'"),
        (entry(id='"u"', role='"reader"') * 2, r"entry 2 \(line 4\): 'u' is there already"),
        (entry(id='"u"', role='"reader"', rolle='"x"'), "'rolle' is none of"),
        (entry(id='"u"', role='"editor"'), 'organisations = "all"'),
        (entry(id='"u"', role='"editor"', organisations="[]"), 'organisations = "all"'),
        (entry(id='"u"', role='"editor"', organisations="[3]"), 'organisations = "all"'),
        (entry(id='"u"', role='"reader"', organisations='["ทต.ก"]'), "only an editor"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_makes_all_readers(
    text: str, place: str, listed: Listed, caplog: pytest.LogCaptureFixture
) -> None:
    library = listed(text)
    library._parts.store.set_role("u", Role.ADMINISTRATOR)

    with pytest.raises(RolesError, match=place):
        library.check_roles()
    with caplog.at_level(logging.ERROR):
        person = library.sign_in("u", role=Role.ADMINISTRATOR)

    assert (person.role, person.organisation_ids) == (Role.READER, ())
    assert "whoever signs in is a reader" in caplog.text


def test_a_file_that_is_gone_or_no_text_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(RolesError, match="No such file"):
        listed_people(tmp_path / "people.toml")
    (tmp_path / "people.toml").write_bytes("[[person]]\nid='ก'".encode("cp874"))
    with pytest.raises(RolesError, match="UTF-8"):
        listed_people(tmp_path / "people.toml")


def test_a_file_as_notepad_writes_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "people.toml"
    file.write_text(GOOD.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")

    assert [one.place for one in listed_people(file).values()][1] == "entry 2 (line 7)"


def test_an_organisation_that_the_library_lacks_gives_no_right_and_is_named(
    listed: Listed,
) -> None:
    library = listed(entry(id='"u1"', role='"editor"', organisations='["ทต.ไม่มี"]'))

    assert library.sign_in("u1").role is Role.READER
    (found,) = library.check_roles()
    assert found.status is CheckStatus.WARN
    assert "entry 1 (line 1), u1: ทต.ไม่มี" in found.message


def test_doctor_says_whose_word_counts(
    filled: Workspace, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert roles_check(filled).status is CheckStatus.OK
    assert "4 persons" in roles_check(listed(GOOD)).message
    monkeypatch.setenv(ROLE_NAMES_VARIABLE, "ita-admins=boss")

    found = roles_check(filled)

    assert (found.status, "'ita-admins=boss'" in found.message) == (CheckStatus.FAIL, True)


@pytest.mark.parametrize("value", ["ita-admins=boss", "ita-admins", "=reader", "a=reader,b="])
def test_names_that_give_no_role_are_named_with_the_roles(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ROLE_NAMES_VARIABLE, value)

    with pytest.raises(RolesError, match="reader, editor, administrator"):
        role_names()


def test_names_of_roles_are_added_to_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ROLE_NAMES_VARIABLE, " ita-admins = administrator, ita-editors=editor,")

    names = role_names()

    assert (names["ita-admins"], names["editor"]) == (Role.ADMINISTRATOR, Role.EDITOR)


def test_the_file_is_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(PEOPLE_VARIABLE, "people.toml")

    assert load_settings(tmp_path).people_file == (tmp_path / "people.toml").resolve()

"""Two people sign in by a local OpenID Connect provider: what each may do and see."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Page, expect

from itasearch import open_workspace
from itasearch.config import EDITORS_VARIABLE
from tests.e2e.conftest import set_provider, settled, until
from tests.tools.server import free_port, served

TOWN = "เทศบาลตำบลแม่กา"
PEOPLE = {"reader": "สมชาย", "editor": "สมหญิง"}


@pytest.fixture(scope="module")
def people_home(library_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that is shared."""
    return Path(shutil.copytree(library_home, tmp_path_factory.mktemp("people") / "home"))


@pytest.fixture(scope="module")
def provider_url() -> Iterator[str]:
    """Address of a provider of the two people."""
    users = [User(sub=sub, claims={"name": name}) for sub, name in PEOPLE.items()]
    with run_server_in_thread(user_claims=users) as provider:
        yield f"http://localhost:{provider.server_port}"


@pytest.fixture(scope="module")
def people_url(people_home: Path, provider_url: str) -> Iterator[str]:
    """Address of `itasearch serve` with that provider."""
    port = free_port()
    with pytest.MonkeyPatch.context() as patch:
        set_provider(patch, provider_url, app_url=f"http://localhost:{port}")
        patch.setenv(EDITORS_VARIABLE, "editor")
        with served(people_home, port=port) as url:
            yield url


@pytest.fixture
def as_person(page: Page, people_url: str) -> "SignedIn":
    return SignedIn(page, people_url)


class SignedIn:
    """Opens a window for one person after the other."""

    def __init__(self, page: Page, url: str) -> None:
        self._page, self.url = page, url

    def __call__(self, sub: str) -> Page:
        """The app's library in the window of this person."""
        self.sign_in(self._page, sub)
        return self._page

    def sign_in(self, page: Page, sub: str) -> None:
        """Open the app's library in this window as this person."""
        page.goto(f"{self.url}/library")
        page.locator("[class*=st-key-who]").first.wait_for()
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        page.get_by_role("button", name=sub).click()
        page.get_by_text(PEOPLE[sub]).first.wait_for()
        page.goto(f"{self.url}/library")
        page.get_by_text(PEOPLE[sub]).first.wait_for()
        settled(page)

    def sign_out(self, page: Page) -> None:
        """Press the button, and wait until the browser has left the app."""
        page.get_by_role("button", name="ออกจากระบบ").click()
        page.wait_for_url(lambda url: not url.startswith(self.url))  # the provider's page


def report_of(home: Path, *, own: bool) -> str:
    """A report of the editor's town, or of another."""
    with open_workspace(home) as workspace:
        return next(
            one.id
            for one in workspace.library.reports()
            if one.organisation is not None and (one.organisation.name == TOWN) is own
        )


def opened(page: Page, url: str, path: str, *, shows: str) -> Page:
    """The page at this path, once it shows a text that it has for everybody."""
    page.goto(f"{url}/{path}")
    page.get_by_text(shows).first.wait_for()
    settled(page)
    return page


def test_a_sign_in_is_no_scripts_to_read_and_no_other_sites_to_send(as_person: SignedIn) -> None:
    page = as_person("reader")

    cookies = {str(one.get("name")): one for one in page.context.cookies(as_person.url)}

    signed = [one for name, one in cookies.items() if name.startswith("_streamlit_user")]
    assert signed
    assert {(one.get("httpOnly"), one.get("sameSite")) for one in signed} == {(True, "Lax")}
    ours = "".join(
        f"{name}={cookies[name].get('value')} " for name in cookies if "itasearch" in name
    )
    assert "reader" not in ours


def test_who_signs_out_is_out_in_every_tab(as_person: SignedIn, people_home: Path) -> None:
    report = report_of(people_home, own=True)
    page = as_person("editor")
    other = page.context.new_page()
    opened(other, as_person.url, f"library?report={report}", shows="ตรวจและแก้")

    as_person.sign_out(page)

    opened(other, as_person.url, f"library?report={report}", shows="รายงาน")
    expect(other.get_by_text("ตรวจและแก้")).to_have_count(0)
    assert not [one for one in page.context.cookies() if one.get("name") == "_streamlit_user"]


def test_nothing_of_one_person_is_left_in_the_browser_for_the_next(
    as_person: SignedIn, people_home: Path
) -> None:
    report = report_of(people_home, own=True)
    page = as_person("reader")
    page.goto(f"{as_person.url}/?q=งดรับของขวัญ")
    page.get_by_role("button", name=re.compile("^เพิ่มในแม่แบบ$")).first.click()
    page.get_by_role("link", name="แม่แบบ (1)").wait_for()
    # Her draft is remembered for her alone.
    until(page, "document.cookie.includes('itasearch_draft_')")

    as_person.sign_out(page)
    as_person.sign_in(page, "editor")

    opened(page, as_person.url, f"library?report={report}", shows="รายงาน")
    expect(page.get_by_role("link", name="แม่แบบ (1)")).to_have_count(0)
    opened(page, as_person.url, "template", shows="แม่แบบใหม่")
    expect(page.get_by_role("link", name="แม่แบบ 1")).to_have_count(0)
    page.goto(as_person.url)
    field = page.locator(".st-key-search-query input")
    field.wait_for()
    settled(page)
    field.focus()
    field.press("ArrowDown")
    expect(page.get_by_role("option", name="งดรับของขวัญ")).to_have_count(0)


def test_what_the_provider_says_of_a_person_applies_at_the_next_sign_in(
    as_person: SignedIn, provider_url: str
) -> None:
    page = as_person("reader")
    as_person.sign_out(page)
    answer = page.request.put(f"{provider_url}/users/reader", data={"name": "สมชาย คนใหม่"})
    assert answer.ok

    as_person.sign_in(page, "reader")

    page.get_by_text("สมชาย คนใหม่").first.wait_for()
    page.request.put(f"{provider_url}/users/reader", data={"name": PEOPLE["reader"]})

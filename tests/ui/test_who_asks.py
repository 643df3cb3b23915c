"""How a request came: only the server says it, whatever a client writes."""

from collections.abc import Iterator
from ipaddress import ip_network
from urllib.parse import unquote

import pytest
import streamlit as st
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from itasearch.config import PROXIES_VARIABLE
from itasearch.model.people import NOBODY, THIS_COMPUTER, Person
from itasearch.server.who_asks import AccessRules, WhoAsks, sender, who_asks
from itasearch.ui.kit import who
from tests.cases import examples, listed
from tests.ui.conftest import TIMEOUT

OWN = AccessRules(own_computer=True)
LAN = AccessRules(own_computer=False)
OPEN = AccessRules(own_computer=False, everyone=True)
PROXIED = AccessRules(
    own_computer=False, proxies=(ip_network("10.0.0.0/24"),), header="x-forwarded-user"
)
PROXY, STRANGER = "10.0.0.7", "10.0.1.7"


@pytest.fixture(autouse=True)
def _unguarded() -> Iterator[None]:
    """The middleware guards this process for good, as a server: other tests have none."""
    yield
    who._is_guarded = False


async def _echo(scope: Scope, _receive: Receive, send: Send) -> None:
    found = [value for name, value in scope["headers"] if name == who.ACCESS_HEADER.encode()]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"|".join(found)})


def access(rules: AccessRules, headers: dict[str, str] | None = None, *, peer: str = "127.0.0.1",
           host: str = "localhost:8501") -> str:  # fmt: skip
    app: ASGIApp = WhoAsks(_echo, rules)
    client = TestClient(app, base_url=f"http://{host}", client=(peer, 50000))
    return unquote(client.get("/", headers=headers or {}).text)


def test_the_own_computer_may_do_all_under_its_own_name_only() -> None:
    assert access(OWN) == "computer"
    assert access(OWN, host="127.0.0.1:8501") == "computer"
    assert access(OWN, host="ita.example.go.th") == "visitor"
    assert access(OWN, {"X-Forwarded-For": "1.2.3.4"}) == "visitor"
    assert access(OWN, {"X-Forwarded-Proto": "https"}) == "visitor"
    assert access(OWN, {"Forwarded": "for=1.2.3.4"}) == "visitor"


def test_other_computers_read_unless_the_server_is_open() -> None:
    assert access(LAN) == "visitor"
    assert access(OPEN, peer=STRANGER) == "computer"


@pytest.mark.parametrize("rules", [OWN, LAN, PROXIED])
def test_a_client_cannot_say_itself_how_it_came(rules: AccessRules) -> None:
    for forged in ("computer", "proxy admin"):
        found = access(rules, {"X-Itasearch-Access": forged}, peer=STRANGER, host="evil.example")

        assert found == "visitor"


def test_the_person_is_taken_from_a_trusted_proxy_only() -> None:
    named = {"X-Forwarded-User": "somchai@maeka.go.th"}

    assert access(PROXIED, named, peer=PROXY) == "proxy somchai@maeka.go.th"
    assert access(PROXIED, named, peer=f"::ffff:{PROXY}") == "proxy somchai@maeka.go.th"
    assert access(PROXIED, named, peer=STRANGER) == "visitor"
    assert access(PROXIED, named, peer="127.0.0.1") == "visitor"
    assert access(PROXIED, {}, peer=PROXY) == "visitor"
    assert access(PROXIED, {"X-Forwarded-User": " "}, peer=PROXY) == "visitor"


def test_two_names_of_a_proxy_are_none() -> None:
    scope: Scope = {
        "type": "http",
        "client": (PROXY, 1),
        "headers": [(b"x-forwarded-user", b"admin"), (b"x-forwarded-user", b"somchai")],
    }

    assert PROXIED.access(scope) == (who.Access.VISITOR, "")


@examples("addresses", "requests of a proxy that hides the name that browsers open", str, listed)
def test_a_proxy_that_hides_the_name_that_browsers_open_is_seen(
    version: str, headers: list[str]
) -> None:
    scope = _scope("http", headers)
    scope["http_version"] = version

    assert OWN.access(scope) == (who.Access.VISITOR, "")


def _scope(kind: str, headers: list[str]) -> Scope:
    """A request to this computer by its own address, with these headers."""
    lines = [one.encode().split(b": ") for one in ("host: 127.0.0.1:8501", *headers)]
    found = {"headers": [(name, value) for name, value in lines], "client": ("127.0.0.1", 1)}
    return {"type": kind, "http_version": "1.1", **found}


@examples("addresses", "requests of a browser of this computer", str, listed)
def test_a_browser_of_this_computer_is_no_proxy(kind: str, headers: list[str]) -> None:
    assert OWN.access(_scope(kind, headers)) == (who.Access.COMPUTER, "")


@pytest.mark.parametrize("name", ["x" * 256, "key:0123456789abcdef"])
def test_a_name_that_nobody_can_have_is_a_visitor_s_and_logged(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert access(PROXIED, {"X-Forwarded-User": name}, peer=PROXY) == "visitor"
    assert "a proxy names nobody" in caplog.text


def test_no_proxy_is_trusted_where_a_client_may_write_the_peer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(PROXIES_VARIABLE, PROXY)
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)

    with pytest.raises(ValueError, match="itasearch serve"):
        who_asks()


def _person_shown() -> None:
    import streamlit as st

    from itasearch.ui.kit.state import workspace

    st.text(repr(workspace().person))


def test_what_came_past_the_middleware_is_no_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(who, "_is_guarded", True)

    app = AppTest.from_function(_person_shown, default_timeout=TIMEOUT).run()

    assert app.text[0].value == repr(NOBODY)


def test_what_a_browser_began_is_done_as_it_came_also_when_it_has_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    headers = {who.ACCESS_HEADER: "computer"}
    monkeypatch.setattr(who, "_is_guarded", True)
    monkeypatch.setattr(type(st.context), "headers", property(lambda _context: headers))
    app = AppTest.from_function(_person_shown, default_timeout=TIMEOUT).run()
    headers.clear()

    assert app.run().text[0].value == repr(THIS_COMPUTER)
    headers[who.ACCESS_HEADER] = "visitor"
    assert app.run().text[0].value == repr(NOBODY)
    headers.clear()
    assert app.run().text[0].value == repr(NOBODY)


async def _set_cookies(_scope: Scope, _receive: Receive, send: Send) -> None:
    cookies = [(b"Set-Cookie", b"a=secure; HttpOnly"), (b"set-cookie", b"b=1; Secure")]
    await send({"type": "http.response.start", "status": 200, "headers": cookies})
    await send({"type": "http.response.body", "body": b""})


@pytest.mark.parametrize("by_https", [False, True])
def test_cookies_of_an_app_that_is_opened_by_https_go_by_https_alone(by_https: bool) -> None:
    app = WhoAsks(_set_cookies, LAN, by_https=by_https)

    found = TestClient(app).get("/").headers.get_list("set-cookie")

    assert found == ["a=secure; HttpOnly" + "; Secure" * by_https, "b=1; Secure"]


def _a_session() -> None:
    """A session that remembers a town, and shows what it finds of an earlier run."""
    import streamlit as st

    from itasearch.ui.kit.who import browser_name, follow_person, recalled, remember, to_remember

    follow_person()
    st.text(f"{recalled('town')} {st.session_state.get('typed', '')}")
    st.caption(f"{browser_name()} {sorted(to_remember())}")
    if not recalled("town"):
        remember("town", "o1")
    st.session_state["typed"] = "ลับ"


def test_a_session_that_comes_back_as_another_person_has_nothing_of_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = {"a": Person(id="u1"), "b": Person(id="u2"), "visitor": NOBODY}
    asks = "a"
    monkeypatch.setattr(who, "person_in_session", lambda: people[asks])
    app = AppTest.from_function(_a_session, default_timeout=TIMEOUT).run().run()
    assert app.text[0].value == "o1 ลับ"
    browser = app.caption[0].value.split()[0]

    for asks in ("b", "visitor", "a"):
        app.run()

        assert app.text[0].value.strip() == "", asks
        assert app.caption[0].value == f"{browser} []"


def _downloads() -> None:
    import streamlit as st

    from itasearch.errors import NotAllowedError
    from itasearch.ui.kit.downloads import download_button
    from itasearch.ui.kit.who import _signed_out, browser_name

    made = []
    st.download_button = lambda _label, make, **_options: made.append(make)  # type: ignore
    download_button("แม่แบบ", lambda: b"secret", file_name="a.md", key="a")
    st.text(made[0]().decode())
    _signed_out()[browser_name()] = float("inf")
    try:
        made[0]()
    except NotAllowedError as error:
        st.caption(str(error))


def test_no_file_is_made_once_the_person_has_signed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "download_button", st.download_button)

    app = AppTest.from_function(_downloads, default_timeout=TIMEOUT).run()

    assert app.text[0].value == "secret"
    assert "sign in" in app.caption[0].value


@examples("addresses", "the sender is whom a trusted proxy names last", str, listed, str)
def test_the_sender_is_whom_a_trusted_proxy_names_last(
    peer: str, forwarded: list[str], found: str
) -> None:
    headers = [(b"x-forwarded-for", one.encode()) for one in forwarded]

    assert (
        sender({"client": (peer, 1), "headers": headers, "type": "http"}, PROXIED.proxies) == found
    )
    assert sender({"client": None, "headers": headers, "type": "http"}, PROXIED.proxies) == ""


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200), (None, 200)]
)
def test_a_link_of_another_site_signs_nobody_out(site: str | None, status: int) -> None:
    client = TestClient(WhoAsks(_echo, LAN))
    headers = {"Sec-Fetch-Site": site} if site else {}

    assert client.get("/auth/logout", headers=headers).status_code == status

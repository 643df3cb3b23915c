"""Opens views as AppTest does: wrapped in a function, with the shared workspace reset."""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import streamlit as st
from markdown_it import MarkdownIt
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import (
    AlertBase,
    Dataframe,
    Element,
    HeadingBase,
    Markdown,
    Table,
)

from bench.views import MODULES
from itasearch import open_workspace
from itasearch.model.drafts import Draft
from itasearch.ui.kit import state
from itasearch.ui.kit.drop_zone import uploads_route
from itasearch.ui.kit.language import language_of_page
from itasearch.wording.language import set_fallback
from itasearch.workspace import Workspace
from tests.ui.shown import Shown, shown
from tests.workspace.conftest import ReaderHere, parsing_with

TIMEOUT = 120.0


@pytest.fixture(autouse=True)
def _fresh_workspace() -> Iterator[None]:
    # st.cache_resource survives from one AppTest to the next.
    state.library.clear()
    with patch.dict(os.environ):
        yield
    state.library.clear()


@pytest.fixture(autouse=True)
def _in_language_of_page(_in_thai: None) -> None:
    # As from the first run on: views are drawn alone here.
    set_fallback(language_of_page)


@pytest.fixture(autouse=True)
def _no_run_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every run of every view end without an exception."""
    run = AppTest._run

    def checked(app: AppTest, *args: Any, **options: Any) -> AppTest:
        run(app, *args, **options)
        assert not app.exception
        return app

    monkeypatch.setattr(AppTest, "_run", checked)


@pytest.fixture(scope="session", autouse=True)
def _one_look_for_components() -> Iterator[None]:
    # Streamlit reads the metadata of all installed packages for each AppTest: 0.1 s each time.
    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda: found)
        yield


@pytest.fixture(autouse=True)
def _no_cookies(monkeypatch: pytest.MonkeyPatch) -> None:
    # AppTest has a mock for every cookie; a browser that comes for the first time has none.
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _context: {}))


@pytest.fixture(scope="session")
def shared(library_home: Path) -> Iterator[Workspace]:
    """The sample library that tests share; they only read it."""
    with open_workspace(library_home) as workspace:
        yield workspace


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home without a library."""
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def own(own_home: Path) -> Iterator[Workspace]:
    """The library of the test's own."""
    with open_workspace(own_home) as workspace:
        yield workspace


def town_id(home: Path, name: str) -> str:
    """Id of an organisation of a home."""
    with open_workspace(home) as workspace:
        return workspace.library.find_organisation(name).id


def send_cookies(monkeypatch: pytest.MonkeyPatch, cookies: Mapping[str, str]) -> None:
    """Let the browser send these cookies."""
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _context: cookies))


def added(home: Path, text: str) -> str:
    """Id of the report that this text gives, stored in a home."""
    path = home / "doubtful.txt"
    path.write_text(text, encoding="utf-8")
    with open_workspace(home) as workspace, parsing_with(ReaderHere()):
        (outcome,) = workspace.add([path])
    return outcome.report_id or ""


_MARKDOWN = MarkdownIt("js-default", {"html": False})
_BADGE = re.compile(r":\w+-badge\[((?:\\.|[^\]\\])*)\]")


def _markdown_html(text: str, *, tag: str = "p") -> str:
    """Markdown of Streamlit as HTML; its badges have the app's own class."""
    html = _MARKDOWN.renderInline(_BADGE.sub("\N{LEFT CEILING}\\1\N{RIGHT CEILING}", text))
    opened = html.replace("\N{LEFT CEILING}", '<span class="ita-badge">')
    return f"<{tag}>{opened.replace(chr(0x2309), '</span>')}</{tag}>"


def _element_html(element: Element) -> str:
    if element.type == "html":
        return str(element.proto.body)
    if isinstance(element, Table | Dataframe):
        frame = element.value
        names = "".join(_markdown_html(str(name), tag="th") for name in frame.columns)
        rows = (
            "".join(_markdown_html(str(cell), tag="td") for cell in row)
            for row in frame.itertuples(index=False)
        )
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"
    if element.type == "link_button":
        return _markdown_html(f"[{element.proto.label}]({element.proto.url})")
    is_text = isinstance(element, Markdown | HeadingBase | AlertBase)
    tip = f' title="{escape(getattr(element.proto, "help", ""))}"'
    return f"<div{tip}>{_markdown_html(str(element.value))}</div>" if is_text else ""


def html_of(app: AppTest) -> str:
    """All texts of the app as HTML, in order: its own HTML, Markdown, tables and links."""
    parts = (_element_html(one) for one in app._tree if isinstance(one, Element))
    return "\n".join(filter(None, parts))


def shown_by(app: AppTest) -> Shown:
    """All HTML of the app as a person has it."""
    return shown(html_of(app))


def send(app: AppTest, name: str, content: bytes, *, zone: str = "library.files") -> AppTest:
    """Run the app after its drop zone was sent a file; AppTest has no browser that sends it."""
    client = TestClient(Starlette(routes=[uploads_route()]))
    path = f"/uploads/{app.session_state[f'{zone}.zone']}"
    client.post(path, params={"name": name}, content=content)
    return app.run()


def in_url(app: AppTest, name: str) -> list[str]:
    """Values of a query parameter; AppTest gives those that a view wrote as lists only."""
    value: str | list[str] = app.query_params.get(name, [])
    return [value] if isinstance(value, str) else value


VIEWS = MODULES
"""The module of each view within itasearch.ui, by the view's address."""


def view_of(address: str, home: Path) -> AppTest:
    """A view, by its address, of a home, not yet run."""
    os.environ["ITASEARCH_HOME"] = str(home)
    script = (
        "from itasearch.ui.kit.faults import faults_shown\n"
        f"from itasearch.ui.{VIEWS[address]} import render\n"
        "with faults_shown():\n    render()"
    )
    app = AppTest.from_string(script, default_timeout=TIMEOUT)
    app.session_state[f"{address}_filters"] = True  # the menu is open, so its widgets are drawn
    return app


def opened(
    view: str,
    home: Path,
    parameters: Mapping[str, str | Sequence[str]],
    *,
    draft: str | None = None,
) -> AppTest:
    """A view, by its address, opened on a home by a link with parameters.

    `draft` is the id of the draft that the session works in; None: it has none yet.
    """
    app = view_of(view, home)
    for name, value in parameters.items():
        app.query_params[name] = value if isinstance(value, str) else list(value)
    if draft is not None:
        app.session_state["drafts.current"] = draft
    return app.run()


def opened_at(address: str, home: Path) -> AppTest:
    """A view of a home by its address with a query, each part as it is typed."""
    view, _, query = address.partition("?")
    return opened(view, home, dict(part.split("=", 1) for part in query.split("&") if part))


def go(app: AppTest, **parameters: str | list[str]) -> AppTest:
    """Come by a link, or by Back."""
    app.query_params.clear()
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


@pytest.fixture
def draft_rows(own_home: Path) -> tuple[str, ...]:
    """Ids of three measures of a report, put into the draft of `own_home`."""
    with open_workspace(own_home) as workspace:
        found = next(r for r in workspace.library.reports() if "mae-ka" in r.source.path)
        ids = tuple(measure.id for measure in workspace.library.report(found.id).measures[:3])
        workspace.drafts.add(ids)
    return ids


@pytest.fixture
def draft_view(own_home: Path, draft_rows: tuple[str, ...]) -> AppTest:
    """The view แม่แบบ, opened by a link to the draft with those three rows, not yet run."""
    view = view_of("template", own_home)
    view.query_params["draft"] = current_draft(own_home).id
    return view


def report(app: AppTest, key: str, event: str, value: object) -> AppTest:
    """Run the app with what a component reports in the browser; AppTest has no action for it."""
    component = app.get_by_key(key)
    states = app._tree.get_widget_states()
    states.widgets.add(
        id=f"$$STREAMLIT_INTERNAL_KEY_{component.proto.id}__events",
        json_trigger_value=json.dumps([{"event": event, "value": value}]),
    )
    return app._run(states)


def current_draft(home: Path) -> Draft:
    """The draft as it is kept."""
    with open_workspace(home) as workspace:
        return workspace.drafts.get()


def order(home: Path) -> tuple[str, ...]:
    """Ids of its rows."""
    return tuple(item.measure.id for item in current_draft(home).items)

"""Each view in both languages in the states that a URL opens, and after clicks."""

import json
import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeAlias
from unittest.mock import patch

import streamlit as st
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button
from streamlit.util import calc_hash

from tests.tools.record.names import ENTRY, VIEWS, make_drafts, measure_ids
from tests.tools.record.place import Jobs, Place, run, slug
from tests.tools.record.trees import code_of, keys_of, tree_of

Url: TypeAlias = Mapping[str, str | list[str]]
State: TypeAlias = tuple[str, Url]
"""Name of an item, and the query parameters that open it."""

_TIMEOUT = 240.0
_LANGUAGES = ("th", "en")
_MAE_KA, _KHAM_BONG, _BUENG_KAEO = "r10f553287ea0", "r5f411290977d", "ra42f553b2a5d"
_MOST_CLICKS = 10
"""Buttons of a state that are clicked at most: the first of each label."""

_NOTHING: tuple[State, ...] = (("empty", {}),)


def _open(view: str, home: Path, url: Url) -> AppTest:
    """A view of a home, run once; the page is chosen as a browser does, by its URL path."""
    os.environ["ITASEARCH_HOME"] = str(home)
    # Faults are in the tree; Streamlit warns at each use outside of a server.
    logging.disable(logging.CRITICAL)
    # AppTest has no browser: its cookies are a mock that answers every question.
    patch.object(ContextProxy, "cookies", {}).start()
    app = AppTest.from_file(str(ENTRY), default_timeout=_TIMEOUT)
    # switch_page() takes files only; views of st.navigation are known by the hash of their path.
    app._page_hash = calc_hash(VIEWS[view])
    for name, value in url.items():
        app.query_params[name] = value
    return app.run()


def _write(place: Place, name: str, app: AppTest) -> None:
    normaliser = place.normaliser()
    place.write(f"{name}.tree", normaliser.text(tree_of(app)))
    place.write(f"{name}.keys", normaliser.text(keys_of(app)))


def _states(place: Place, view: str, home: Path, states: Iterator[State]) -> None:
    """Every state in both languages, and in one what each kind of button leads to."""
    for name, url in states:
        for language in _LANGUAGES:
            told = {**url, "lang": language} if language != "th" else url
            _write(place, f"{name}/{language}", _open(view, home, told))


def _clicks(place: Place, view: str, home: str, states: Iterator[State]) -> None:
    """What the first button of each label leads to, each in a fresh copy of the home."""
    for name, url in states:
        st.cache_resource.clear()
        for label in _labels(_open(view, place.own_home(home), url)):
            st.cache_resource.clear()
            app = _open(view, place.own_home(home), url)
            _button(app, label).click().run()
            _write(place, f"{name}/clicked/{slug(label)}", app)
    st.cache_resource.clear()


def _labels(app: AppTest) -> list[str]:
    """Labels of the buttons that can be clicked, in order; a number in one makes no other."""
    labels = [button.label for button in app.button if not button.disabled]
    return list(dict.fromkeys(labels))[:_MOST_CLICKS]


def _button(app: AppTest, label: str) -> Button:
    return next(one for one in app.button if one.label == label and not one.disabled)


def _organisations(home: Path) -> dict[str, str]:
    """Ids of organisations by name."""
    lines = run("--home", home, "organisations", "--json").out.splitlines()
    found = {}
    for line in lines:
        one = json.loads(line)
        town = one.get("organisation", one)
        found[str(town["name"])] = str(one.get("id", town.get("id")))
    return found


def _searched(home: Path) -> Iterator[State]:
    first, second = measure_ids(home, _MAE_KA)[:2]
    town = _organisations(home)["เทศบาลตำบลแม่กา"]
    yield "welcome", {}
    yield "results", {"q": "งดรับของขวัญ"}
    yield "english", {"q": "procurement transparency", "k": "40"}
    yield "semantic", {"q": "ร้องเรียนทุจริต", "mode": "semantic"}
    yield "words", {"q": "ร้องเรียนทุจริต", "mode": "words", "year": ["2566", "2567"]}
    yield "filters", {"q": "พัสดุ", "organisation": town, "type": "subdistrict_municipality"}
    yield "facets", {"q": "พัสดุ", "topic": "procurement", "indicator": "4"}
    yield "topic alone", {"topic": "no_gift"}
    yield "respelled", {"q": "รองเรียนการทุจริด"}
    yield "without", {"q": "งดรับของขวัญ", "without": "no gift policy"}
    yield "like", {"like": first}
    yield "like and words", {"q": "พัสดุ", "like": second}
    yield "about", {"q": "งดรับของขวัญ", "about": first}
    yield "source", {"q": "งดรับของขวัญ", "see": first}
    yield "conditions", {"q": 'ผู้รับผิดชอบ:กองคลัง พัสดุ -อบรม "ของราชการ"'}
    yield "only minus", {"q": "-อบรม"}
    yield "no answer", {"q": "hotel booking in Chiang Mai"}
    yield "nothing", {"q": "asdfghjkl", "province": "พะเยา"}
    yield "hostile", {"q": "<script>alert(1)</script> *b* `c`", "organisation": "<x>", "k": "-1"}


def search(place: Place) -> None:
    """Searching."""
    home = place.home("corpus")
    _states(place, "search", home, _searched(home))
    app = _open("search", home, {})
    place.write("code", place.normaliser().text(code_of(app)))
    typed = app.text_input[0].set_value("ยืมพัสดุ").run()
    _write(place, "typed/th", typed)


def search_clicks(place: Place) -> None:
    """What buttons of the search lead to."""
    states: tuple[State, ...] = (
        ("results", {"q": "งดรับของขวัญ"}),
        ("respelled", {"q": "รองเรียนการทุจริด"}),
    )
    _clicks(place, "search", "corpus", iter(states))


def _compared(home: Path) -> Iterator[State]:
    towns = _organisations(home)
    mae_ka, kham = towns["เทศบาลตำบลแม่กา"], towns["เทศบาลตำบลขามทะเลสอ"]
    bueng, than = towns["เทศบาลเมืองบึงแก้วมรกต"], towns["เทศบาลตำบลธารจันทร์หอม"]
    yield "empty", {}
    yield "left only", {"left": mae_ka}
    yield "pair", {"left": mae_ka, "right": kham}
    yield "differences", {"left": mae_ka, "right": kham, "differences": "1"}
    yield "years of both", {"left": bueng, "left_year": "2567", "right": than}
    yield "same town", {"left": bueng, "left_year": "2566", "right": bueng, "right_year": "2568"}
    yield "topic", {"left": mae_ka, "right": kham, "topic": "procurement"}
    yield "indicator", {"left": mae_ka, "right": kham, "indicator": "8"}
    yield "years", {"years": bueng}
    yield "years of another", {"years": than}
    yield "years of one", {"years": mae_ka}
    yield "years unknown", {"years": "o0000000000"}
    yield "unknown", {"left": "o0000000000", "right": "<script>", "right_year": "x"}


def compare(place: Place) -> None:
    """Two towns, and the years of one."""
    home = place.home("corpus")
    _states(place, "compare", home, _compared(home))


def compare_clicks(place: Place) -> None:
    """What buttons of a comparison lead to."""
    states = (one for one in _compared(place.home("corpus")) if one[0] in {"pair", "years"})
    _clicks(place, "compare", "corpus", states)


def _matrices(home: Path) -> Iterator[State]:
    mae_ka = _organisations(home)["เทศบาลตำบลแม่กา"]
    yield "topics", {}
    yield "indicators", {"axis": "indicators"}
    yield "like", {"like": mae_ka, "order": "likeness"}
    yield "filters", {"type": "subdistrict_municipality", "year": ["2566", "2567"]}
    yield "band", {"least": "80", "most": "95", "order": "total"}
    yield "none left", {"least": "99.9", "province": "พะเยา"}
    yield "cell", {"cell": f"{mae_ka}.no_gift"}
    yield "full cell", {"cell": f"{mae_ka}.procurement"}
    yield "no such cell", {"cell": "<script>.no_gift"}


def matrix(place: Place) -> None:
    """Many towns by topics or indicators."""
    home = place.home("corpus")
    _states(place, "matrix", home, _matrices(home))


def _towns(home: Path) -> Iterator[State]:
    towns = _organisations(home)
    yield "empty", {}
    for number, identifier in enumerate(sorted(towns.values())[::3]):
        yield f"town {number}", {"org": identifier}
    yield "year", {"org": towns["เทศบาลเมืองบึงแก้วมรกต"], "year": "2567"}
    yield "no such year", {"org": towns["เทศบาลตำบลแม่กา"], "year": "2501"}
    yield "unknown", {"org": "o0000000000"}


def of_town(place: Place, *, view: str) -> None:
    """A view of one town among others."""
    home = place.home("corpus")
    _states(place, view, home, _towns(home))


def _drafted(place: Place) -> tuple[Path, str, str, tuple[str, ...]]:
    """A home with two drafts: its folder, the drafts' ids, and rows of the first."""
    home = place.own_home("corpus", called="drafted")
    rows = (*measure_ids(home, _MAE_KA)[:4], *measure_ids(home, _KHAM_BONG)[:3])
    edited, bare = make_drafts(home, rows, ("เทศบาลตำบลคำบง", 2569))
    return home, edited, bare, rows


def template(place: Place) -> None:
    """The draft: none, several to choose from, with rows, edited, unknown."""
    _states(place, "template", place.home("corpus"), iter(_NOTHING))
    st.cache_resource.clear()
    home, edited, bare, rows = _drafted(place)
    states: tuple[State, ...] = (
        ("choice", {}),
        ("edited", {"draft": edited}),
        ("bare", {"draft": bare}),
        ("results", {"draft": edited, "doc": "results", "sources": "0"}),
        ("table", {"draft": bare, "doc": "table"}),
        ("row", {"draft": edited, "edit": rows[0]}),
        ("merged row", {"draft": edited, "edit": rows[2]}),
        ("bare row", {"draft": bare, "edit": rows[1]}),
        ("unknown", {"draft": "d000000000000"}),
        ("unknown row", {"draft": bare, "edit": "r0-t1r1", "page": "9"}),
    )
    _states(place, "template", home, iter(states))
    _states(place, "search", home, iter([("search beside a draft", {"q": "งดรับของขวัญ"})]))


def template_clicks(place: Place) -> None:
    """What buttons of a draft lead to, each in a fresh copy of the home."""
    home, edited, _, rows = _drafted(place)
    url = {"draft": edited, "edit": rows[0]}
    kept = place.work / "kept"
    home.rename(kept)
    for label in _labels(_open_copy(place, kept, "template", url)):
        app = _open_copy(place, kept, "template", url)
        _button(app, label).click().run()
        _write(place, f"clicked/{slug(label)}", app)
    st.cache_resource.clear()


def _open_copy(place: Place, home: Path, view: str, url: Url) -> AppTest:
    """A view of a fresh copy of a home."""
    st.cache_resource.clear()
    copy = place.work / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(home, copy)
    return _open(view, copy, url)


def library(place: Place) -> None:
    """The library: its list, reports, and what a doubtful one asks."""
    home = place.home("corpus")
    measure = measure_ids(home, _MAE_KA)[1]
    states: tuple[State, ...] = (
        ("list", {}),
        ("filtered", {"filter": "บึงแก้ว 2567"}),
        ("filtered to nothing", {"filter": "<b>ไม่มี</b>"}),
        ("none doubtful", {"doubtful": "1"}),
        ("report", {"report": _MAE_KA}),
        ("guidelines", {"report": _KHAM_BONG}),
        ("measure", {"report": _MAE_KA, "measure": measure}),
        ("check", {"report": _MAE_KA, "check": "1"}),
        ("check row", {"report": _MAE_KA, "check": "1", "row": measure}),
        ("check of a table", {"report": _BUENG_KAEO, "check": "1"}),
        ("unknown", {"report": "r000000000000"}),
        ("unknown check", {"report": "<script>", "check": "1"}),
    )
    _states(place, "library", home, iter(states))


def doubtful(place: Place) -> None:
    """A library whose reports wait for a person."""
    home = place.home("doubtful")
    listed = run("--home", home, "reports", "--needs-review", "--json").out.splitlines()
    reports = sorted(str(json.loads(line)["id"]) for line in listed)
    states: list[State] = [("list", {}), ("waiting", {"doubtful": "1"}), ("more", {"k": "100"})]
    for report in reports[::4]:
        states.append((f"report {report}", {"report": report}))
        states.append((f"check {report}", {"report": report, "check": "1"}))
    _states(place, "library", home, iter(states))


def library_clicks(place: Place) -> None:
    """What buttons of the library and of a review lead to."""
    row = measure_ids(place.home("corpus"), _MAE_KA)[1]
    states: tuple[State, ...] = (
        ("report", {"report": _MAE_KA}),
        ("check", {"report": _MAE_KA, "check": "1", "row": row}),
    )
    _clicks(place, "library", "corpus", iter(states))


def printed(place: Place) -> None:
    """Reports with pages: printed PDFs and scans."""
    if not place.has_home("printed"):
        return
    home = place.home("printed")
    listed = run("--home", home, "reports", "--json").out.splitlines()
    reports = sorted(str(json.loads(line)["id"]) for line in listed)
    states: list[State] = [("list", {})]
    for report in reports[::3]:
        row = next(iter(measure_ids(home, report)), "")
        states.append((f"report {report}", {"report": report}))
        states.append((f"page {report}", {"report": report, "check": "1", "page": "2"}))
        states.append((f"row {report}", {"report": report, "check": "1", "row": row}))
    _states(place, "library", home, iter(states))
    _states(place, "search", home, iter([("search", {"q": "งดรับของขวัญ", "k": "5"})]))


def empty(place: Place) -> None:
    """Every view of a home without reports, and of one whose store is damaged."""
    nothing, broken = place.work / "nothing", place.work / "broken"
    nothing.mkdir()
    (broken / "corpus").mkdir(parents=True)
    (broken / "corpus" / "library.db").write_bytes(b"this is no database" * 100)
    for home in (nothing, broken):
        st.cache_resource.clear()
        for view in VIEWS:
            states: list[State] = [("bare", {}), ("asked", {"q": "x", "left": "a", "org": "b"})]
            for name, url in states:
                for language in _LANGUAGES:
                    app = _open(view, home, {**url, "lang": language})
                    _write(place, f"{home.name}/{view}/{name}/{language}", app)


JOBS: Jobs = {
    "search-clicks": search_clicks,
    "template-clicks": template_clicks,
    "compare-clicks": compare_clicks,
    "library-clicks": library_clicks,
    "search": search,
    "compare": compare,
    "template": template,
    "library": library,
    "doubtful": doubtful,
    "printed": printed,
    "matrix": matrix,
    "neighbours": partial(of_town, view="neighbours"),
    "coverage": partial(of_town, view="coverage"),
    "empty": empty,
}

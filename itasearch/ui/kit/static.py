"""What browsers load of the app, and which scripts within a page they may run.

A script within a page runs only where the page's policy (ui/page_headers.py) names its hash: one
that somebody put into a page by a fault of the app does not. So the text of the page's own script
is the same for everybody; what differs is in its attributes.
"""

import json
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

from itasearch.ui.kit.routes import base_path

_SCRIPTS = ("static/page.js", "static/typed.js")
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def static_text(name: str) -> str:
    """A script or style sheet of the app, by its name below itasearch/ui."""
    return files("itasearch.ui").joinpath(name).read_text(encoding="utf-8")


def script_html(*, settings: str, person: str) -> str:
    """The script of the page.

    Args:
        person: by what the people of one browser are kept apart, for typed.js.
    """
    data = f'data-settings="{escape(settings)}" data-person="{escape(person)}"'
    return f"<script {data}>{_page_script()}</script>"


@cache
def page_html() -> str:
    """Streamlit's page with the address of its server, which it would seek below the view first."""
    page = files("streamlit").joinpath("static", "index.html").read_text(encoding="utf-8")
    base = json.dumps(base_path() or "/")
    server = (
        f"window.__streamlit = {{BACKEND_BASE_URL: new URL({base}, window.location.origin).href}}"
    )
    return page.replace("<head>", f"<head><script>{server}</script>", 1)


@cache
def script_hashes() -> Sequence[str]:
    """Of the scripts within a page, the app's and Streamlit's own, as a policy names them."""
    return [_hash(one) for one in (_page_script(), *_INLINE.findall(page_html()))]


@cache
def _page_script() -> str:
    return "".join(map(static_text, _SCRIPTS))


def _hash(script: str) -> str:
    digest = sha256(script.encode("utf-8")).digest()
    return f"'sha256-{b64encode(digest).decode('ascii')}'"

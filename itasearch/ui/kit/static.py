"""What browsers load of the app, and which scripts within a page they may run.

A script within a page runs only where the page's policy (server/page_headers.py) has its hash; one
that somebody put into a page by a fault of the app does not. So the text of the page's own script
is the same for everybody; what differs is in its attributes.
"""

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

from itasearch.ui.kit import html
from itasearch.ui.kit.routes import VIEWS, base_path

_STYLES = ("streamlit.css", "style.css", "towns.css", "draft.css", "print.css")
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def static_text(name: str) -> str:
    """A script or style sheet of the app, by its name below itasearch/ui."""
    return files("itasearch.ui").joinpath(name).read_text(encoding="utf-8")


@cache
def streamlit_words() -> Mapping[str, Mapping[str, str]]:
    """The Thai of Streamlit's own English, as page.js puts it in place; "…" is any text."""
    words: Mapping[str, Mapping[str, str]] = json.loads(static_text("static/streamlit.json"))
    return words


@cache
def page_script() -> str:
    """The script of the page: of originals first."""
    views = f"var itasearchViews = {json.dumps(['./', *VIEWS])};\n"
    return views + "".join(map(static_text, ("static/original.js", "static/page.js")))


def script_html(settings: str) -> str:
    """The script of the page as it comes with the bar, with its settings as JSON."""
    return f'<script data-settings="{escape(settings)}">{page_script()}</script>'


@cache
def style_html() -> str:
    """The style sheets of the app, with the colours of a light or dark scheme."""
    colours = static_text("colours.css")
    # A browser without light-dark() has the light ones.
    light = re.sub(r"light-dark\(([^,]+), .+\);", r"\1;", colours)
    both = f"@supports (color: light-dark(white, black)) {{{colours}}}"
    return f"<style>{html.icons_css() + light + both + ''.join(map(static_text, _STYLES))}</style>"


@cache
def scheme_colours(scheme: str) -> Mapping[str, str]:
    """The colours of the style sheets by name, for canvases; the scheme is "light" or "dark"."""
    tokens = re.findall(r"--ita-([\w-]+): light-dark\((.+), (.+)\);", static_text("colours.css"))
    return {name: dark if scheme == "dark" else light for name, light, dark in tokens}


@cache
def page_html() -> str:
    """Streamlit's page with the look of the app, so that nothing moves when the bar brings it, its
    letters, its script and its server's address. The style sheets are last: they win over
    Streamlit's.
    """
    page = files("streamlit").joinpath("static", "index.html").read_text(encoding="utf-8")
    base = json.dumps(base_path() or "/")
    server = (
        f"window.__streamlit = {{BACKEND_BASE_URL: new URL({base}, window.location.origin).href}}"
    )
    fonts = "".join(
        f'<link rel="preload" as="font" type="font/woff2" crossorigin'
        f' href="{base_path()}/app/static/sarabun-{letters}-{weight}-normal.woff2">'
        for letters in ("thai", "latin")
        for weight in (400, 700)
    )
    page = page.replace("<head>", f"<head><script>{server}</script>{fonts}", 1)
    return page.replace("</body>", f"<script>{page_script()}</script>{style_html()}</body>", 1)


@cache
def script_hashes() -> Sequence[str]:
    """Of the scripts within a page, the app's and Streamlit's own, as a policy names them."""
    digests = (sha256(script.encode("utf-8")).digest() for script in _INLINE.findall(page_html()))
    return [f"'sha256-{b64encode(digest).decode('ascii')}'" for digest in digests]

"""Pictures of the app for README.th.md and README.md, of the sample library.

    make screenshots            (python -m bench.screenshots docs/screenshots)

Serves the samples from a temporary home, opens each view in headless Chromium at a fixed size and
writes PNGs of 96 colours, so that each is below 150 KB. The same samples give the same pictures,
but for what a new Chromium or font draws otherwise.
"""

import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlencode

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from itasearch import open_workspace
from itasearch.ui.kit.who import TOWN_COOKIE
from tests.tools.render_pdf import chromium
from tests.tools.server import served

TOWN, OTHER = "ทต.ธารจันทร์หอม", "ทต.หนองบัวสามกลีบ"
_PATIENCE_MS = 60_000
_IS_WHOLE = """() => document.querySelector("[data-test-script-state=notRunning]")
    && !document.querySelector("[data-testid=stSkeleton], [data-testid=stSpinner]")"""
"""In JavaScript, whether Streamlit has drawn all of a view."""
_COLOURS = 96  #: Colours of a picture: the app's own are some thirty, the rest are edges of letters
_DESKTOP, _PHONE = (1280, 860), (390, 844)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One view, with its query parameters as `values`, in a file of its name."""

    name: str
    view: str
    shows: str  #: what is on the page when it is whole, as a CSS selector
    values: Mapping[str, str] = field(default_factory=dict)
    size: tuple[int, int] = _DESKTOP
    locale: str = "th-TH"
    is_ours: bool = False  #: the browser remembers TOWN as its own


def _pictures(town: str, other: str, row: str) -> tuple[Picture, ...]:
    hit, question = ".ita-card, .ita-title", {"q": "No Gift Policy"}
    return (
        Picture(name="search", view="", shows=hit, values=question),
        Picture(
            name="original",
            view="",
            shows=".ita-page .here, .here",
            values={"q": "งดรับของขวัญ", "see": row},
        ),
        Picture(name="desk", view="", shows=".ita-onward, .ita-section", is_ours=True),
        Picture(name="town", view="town", shows="table a", values={"id": town}),
        Picture(name="plan", view="plan", shows=".ita-field", values={"org": town}),
        Picture(
            name="compare",
            view="compare",
            shows=".ita-sides",
            values={"left": town, "right": other},
        ),
        Picture(name="phone", view="", shows=hit, values=question, size=_PHONE),
        Picture(name="search-en", view="", shows=hit, values=question, locale="en-US"),
    )


def main(folder: Path) -> None:
    """Write all pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        with open_workspace(home) as workspace:
            workspace.library.load_samples()
            town, other = (workspace.library.find_organisation(name).id for name in (TOWN, OTHER))
            row = workspace.search("งดรับของขวัญ", k=1).hits[0].measure.id
        with served(home) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            for picture in _pictures(town, other, row):
                written = folder / f"{picture.name}.png"
                written.write_bytes(_taken(browser, url, picture, town=town))
                print(f"{written}\t{written.stat().st_size // 1000} KB")
            browser.close()


def _taken(browser: Browser, url: str, picture: Picture, *, town: str) -> bytes:
    width, height = picture.size
    with browser.new_context(
        viewport={"width": width, "height": height}, locale=picture.locale, reduced_motion="reduce"
    ) as context:
        if picture.is_ours:
            context.add_cookies([{"name": TOWN_COOKIE, "value": quote(town), "url": url}])
        page = context.new_page()
        page.set_default_timeout(_PATIENCE_MS)
        page.goto(f"{url}/{picture.view}?{urlencode(picture.values)}")
        page.locator(picture.shows).first.wait_for(state="attached")
        page.wait_for_function(_IS_WHOLE)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready")
        taken = page.screenshot(animations="disabled", caret="hide")
    small = BytesIO()
    image = Image.open(BytesIO(taken)).convert("RGB")
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

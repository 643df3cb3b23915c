"""Where answers begin and how many controls lie before them, in Chromium on the sample library.

    python -m bench.layout [--clicks 5]

Positions are in pixels from the top of the window. They are found by the texts that the Python API
gives, not by the app's markup, so that two states of the app are measured alike.

Printed for Thai and English at 1440×900 and 390×844: the top of the first hit, of the first pair of
a comparison and of the first fact of a town's page; hits wholly on the first screen, for the
next begins there; controls of a hit; tab stops from the search box to the first "add"; the layout
shift (CLS) of search, comparison, town and drafts without and with a town, each loaded anew; and
the median seconds from a click to what it shows. These include Chromium and are worth something on
an idle machine only.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

from itasearch import open_workspace
from itasearch.domain.organisations import sample_files
from tests.tools.chromium import chromium
from tests.tools.server import ROOT, served

QUERY = "No Gift Policy"
TOWN, OTHER = "ทต.ธารจันทร์หอม", "ทต.หนองบัวสามกลีบ"
SIZES = {"1440": (1440, 900), "390": (390, 844)}
LOCALES = {"th": "th-TH", "en": "en-US"}
ADD = {"th": ("เพิ่ม",), "en": ("add", "Add")}
"""How the name of the control begins that takes a hit into a template."""
MOST_STOPS = 150
PATIENCE_MS = 60_000
_TICK, _MORE = "[class*=st-key-search-take-] button", ".st-key-search-more button"
_ORIGINAL = "[class*=st-key-hit_] a.see"

IS_WHOLE = """() => document.querySelector("[data-test-script-state=notRunning]")
    && !document.querySelector("[data-testid=stSkeleton], [data-testid=stSpinner]")"""
"""In JavaScript, whether Streamlit has drawn all of a view."""

# The smallest visible elements of the main part that hold a text, or are nothing but it, from the
# top.
_BOXES = """([text, alone]) => {
  const plain = value => value.normalize("NFC").replace(/\\s+/g, " ").trim();
  const wanted = plain(text);
  const holds = element => !element.closest("mark") && (alone
    ? plain(element.textContent) === wanted
    : plain(element.textContent).includes(wanted));
  const all = [...document.querySelectorAll("[data-testid=stMain] *")];
  return all
    .filter(one => holds(one) && ![...one.children].some(holds))
    .map(one => one.getBoundingClientRect())
    .filter(box => box.width > 1 && box.height > 1)
    .map(box => ({ top: box.top }))
    .sort((a, b) => a.top - b.top);
}"""

# Visible controls whose middle lies between two heights, right of the left edge of none.
_CONTROLS = """([top, bottom]) => {
  const kinds = "a[href], button, input, select, textarea, summary, [role=switch], [role=checkbox]";
  return [...document.querySelectorAll(`[data-testid=stMain] :is(${kinds})`)].filter(one => {
    const box = one.getBoundingClientRect();
    const middle = (box.top + box.bottom) / 2;
    return box.width > 1 && box.height > 1 && middle >= top && middle < bottom
      && !one.closest("[data-testid=stSidebar], .st-key-search_side")
      && one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  }).length;
}"""

_FOCUSED_NAME = """() => {
  const { ariaLabel, innerText } = document.activeElement;
  return (ariaLabel || innerText || "").trim();
}"""

_GO = """to => {
  history.pushState({}, "", to);
  dispatchEvent(new PopStateEvent("popstate"));
}"""

_SHIFTS = """() => {
  window.layoutShift = 0;
  new PerformanceObserver(list => {
    const unasked = list.getEntries().filter(entry => !entry.hadRecentInput);
    for (const entry of unasked) window.layoutShift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """What the library holds of what is looked at.

    Attributes:
        titles: of the hits of QUERY, in their order.
        pairs: titles of the left measures of the pairs of TOWN and OTHER.
        town, other: ids.
        draft: id of a draft with three measures, of no town yet: its settings are open.
        named: id of such a draft of TOWN.
    """

    titles: tuple[str, ...]
    pairs: tuple[str, ...]
    town: str
    other: str
    draft: str
    named: str


@dataclass(slots=True)
class Screen:
    """A page of a served app."""

    page: Page
    url: str

    def open(self, view: str, **values: str) -> None:
        """Go to a view and wait until all of it is drawn."""
        self.page.goto(f"{self.url}/{view}?{urlencode(values)}")
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run and nothing is loading."""
        self.page.wait_for_function(IS_WHOLE)
        self.page.wait_for_load_state("networkidle")

    def tops(self, texts: Sequence[str]) -> list[float]:
        """Top of the first place of each text that is on the page."""
        boxes = [self.page.evaluate(_BOXES, [text, False]) for text in texts]
        return [box[0]["top"] for box in boxes if box]

    def titles(self, texts: Sequence[str]) -> list[float]:
        """Top of each title, with nothing beside it, below the one before: quoted it is no hit."""
        tops: list[float] = []
        for text in texts:
            boxes = self.page.evaluate(_BOXES, [text, True])
            below = [box["top"] for box in boxes if not tops or box["top"] > tops[-1]]
            tops += below[:1]
        return tops

    def stops_before(self, names: Sequence[str]) -> int:
        """Tab presses from the search box to the first control whose name begins so."""
        self.page.locator(".st-key-search-query input").focus()
        for presses in range(1, MOST_STOPS):
            self.page.keyboard.press("Tab")
            name = self.page.evaluate(_FOCUSED_NAME)
            if any(line.startswith(tuple(names)) for line in name.split("\n")):
                return presses
        return MOST_STOPS

    def seconds(
        self,
        act: Callable[[], None],
        shows: Callable[[], None],
        *,
        times: int,
        prepare: Callable[[], None] = lambda: None,
    ) -> float:
        """Median seconds from an act to what it shows; `prepare` comes before each, not timed."""
        taken = []
        for _ in range(times):
            prepare()
            began = time.perf_counter()
            act()
            shows()
            taken.append(time.perf_counter() - began)
        return median(taken)


def fill(home: Path) -> None:
    """Read the samples into a home."""
    for path in sample_files():
        (home / "corpus" / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "corpus" / path, home / "corpus" / path)
    with open_workspace(home) as workspace:
        workspace.add([home / "corpus"])


def samples_of(home: Path) -> Samples:
    """What a filled home holds; a draft is made."""
    with open_workspace(home) as workspace:
        town, other = (workspace.library.find_organisation(name).id for name in (TOWN, OTHER))
        hits = workspace.search(QUERY, k=10).hits
        draft, named = workspace.drafts.new("bench"), workspace.drafts.new("bench of a town")
        for name in (draft, named):
            workspace.drafts.add([hit.measure.id for hit in hits[:3]], draft_id=name)
        workspace.drafts.set_target(organisation=TOWN, fiscal_year_be=2570, draft_id=named)
        compared = workspace.compare(town, other)
        return Samples(
            titles=tuple(hit.measure.title for hit in hits),
            pairs=tuple(pair.left.title for pair in compared.pairs),
            town=town,
            other=other,
            draft=draft,
            named=named,
        )


@contextmanager
def screen(browser: Browser, url: str, *, size: str, language: str) -> Iterator[Screen]:
    """A page of its own."""
    width, height = SIZES[size]
    with browser.new_context(
        viewport={"width": width, "height": height},
        locale=LOCALES[language],
        reduced_motion="reduce",
    ) as context:
        context.add_init_script(f"({_SHIFTS})()")
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        yield Screen(page, url)


def measured(
    window: Screen, samples: Samples, *, size: str, language: str
) -> Iterator[tuple[str, float]]:
    """Name and value of each figure of one size and language."""
    height = SIZES[size][1]
    window.open("", q=QUERY)
    hits = window.titles(samples.titles)
    yield "first hit, px", hits[0]
    yield "hits on the first screen", sum(top <= height for top in hits[1:])
    yield "controls of a hit", window.page.evaluate(_CONTROLS, [hits[0] - 8, hits[1] - 8])
    yield "layout shift, search", window.page.evaluate("window.layoutShift")
    yield "tab stops to add", window.stops_before(ADD[language])
    window.open("compare", left=samples.town, right=samples.other)
    yield "first pair, px", min(window.tops(samples.pairs))
    yield "layout shift, compare", window.page.evaluate("window.layoutShift")
    window.open("town", id=samples.town)
    yield "first fact of a town, px", min(window.tops(("92.95",)))
    yield "layout shift, town", window.page.evaluate("window.layoutShift")
    for name, draft in (("draft", samples.draft), ("draft of a town", samples.named)):
        window.open("template", draft=draft)
        yield f"layout shift, {name}", window.page.evaluate("window.layoutShift")


def timed(window: Screen, samples: Samples, *, times: int) -> Iterator[tuple[str, float]]:
    """Seconds of clicks and openings, warm."""
    page = window.page
    words = ("งดรับของขวัญ", "จัดซื้อจัดจ้าง", "ร้องเรียน", "ทรัพย์สิน", "รถยนต์", "อบรม")
    asked = iter(words * times)
    window.open("", q=QUERY)
    box = page.locator(".st-key-search-query input")

    def search() -> None:
        box.fill(next(asked))
        box.press("Enter")
        page.wait_for_timeout(20)

    yield "search", window.seconds(search, window.settle, times=times)

    def click(selector: str) -> None:
        page.locator(selector).first.click()
        page.wait_for_timeout(20)

    for name, selector in (("tick", _TICK), ("next page", _MORE), ("open original", _ORIGINAL)):
        yield (
            name,
            window.seconds(
                partial(click, selector),
                window.settle,
                times=times,
                prepare=partial(window.open, "", q=QUERY),
            ),
        )
    for name, view, values in (
        ("comparison", "compare", {"left": samples.town, "right": samples.other}),
        ("town", "town", {"id": samples.town}),
    ):
        target = f"{window.url}/{view}?{urlencode(values)}"

        def go(target: str = target) -> None:
            page.evaluate(_GO, target)
            page.wait_for_timeout(20)

        yield name, window.seconds(go, window.settle, times=times)


def main(arguments: Sequence[str]) -> None:
    """Print all figures as a table with tabs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--clicks", type=int, default=5)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        home = Path(temporary)
        fill(home)
        samples = samples_of(home)
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        with served(home) as url:
            for language in LOCALES:
                for size in SIZES:
                    with screen(browser, url, size=size, language=language) as window:
                        for name, value in measured(window, samples, size=size, language=language):
                            sys.stdout.write(f"{language}\t{size}\t{name}\t{value:.3g}\n")
            with screen(browser, url, size="1440", language="th") as window:
                for name, value in timed(window, samples, times=options.clicks):
                    sys.stdout.write(f"th\t1440\tseconds, {name}\t{value:.2f}\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])

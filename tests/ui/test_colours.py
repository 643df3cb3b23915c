"""Colours by name, light and dark; every character that the app itself draws is in its font.

What comes from a report may hold any character; it is not looked at here.
"""

import re
import tomllib
import unicodedata
from functools import cache
from html import unescape
from itertools import product
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import itasearch
from itasearch.ui.kit import html
from itasearch.ui.kit.static import static_text
from release.catalogue import PO, thai_by_text

PACKAGE = Path(itasearch.__file__).parent
UI = PACKAGE / "ui"
STYLES = sorted(UI.glob("*.css"))
TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--ita-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", static_text("colours.css")
    )
}
INKS = ("ink", "ink-soft", "quiet", "faint", "accent", "deep")
GROUNDS = ("paper", "tint", "hover", "chosen")
PAIRS = [
    *product(INKS, GROUNDS),
    *product(("ink", "amber-ink"), ("amber", "amber-pale", "mark")),
    *product(("ink", "red-ink"), ("red",)),
    *product(("ink", "green-ink"), ("green",)),
    ("violet-ink", "violet"),
    ("ink", "found"),
    ("on-fill", "fill"),
]


def _luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21, as WCAG 2.2 has it."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground_it_is_put_on(scheme: int) -> None:
    pale = {
        (ink, ground): round(found, 2)
        for ink, ground in PAIRS
        if (found := contrast(TOKENS[ink][scheme], TOKENS[ground][scheme])) < 4.5
    }

    assert pale == {}


@pytest.mark.parametrize("sheet", STYLES, ids=lambda sheet: sheet.name)
def test_a_style_sheet_takes_its_colours_by_name(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    known = set(re.findall(r"(--ita-[\w-]+):", static_text("colours.css")))
    own = set(re.findall(r"(--ita-[\w-]+):", text)) | {"--ita-icon"}
    used = {
        re.sub(r"^--ita-icon-.+", "--ita-icon", one) for one in re.findall(r"--ita-[\w-]+", text)
    }

    assert used <= known | own
    if sheet.name not in ("colours.css", "print.css"):  # paper is white
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", text) == []


def test_streamlit_has_the_same_ground_text_and_links() -> None:
    theme = tomllib.loads((UI / "theme.toml").read_text(encoding="utf-8"))["theme"]

    for scheme, name in enumerate(("light", "dark")):
        named = {
            "backgroundColor": "paper",
            "textColor": "ink",
            "primaryColor": "fill",
            "linkColor": "accent",
        }
        assert {key: theme[name][key] for key in named} == {
            key: TOKENS[token][scheme] for key, token in named.items()
        }


def test_private_names_in_styles_are_few_and_in_one_file() -> None:
    """The names that tests/e2e/test_browser_streamlit.py seeks in Streamlit's own scripts."""
    private = re.compile(r"data-testid=\"?(\w+)|\.(?!stApp\b)(st[A-Z]\w+)")
    files = (*UI.glob("*.css"), *UI.glob("static/*.js*"))
    texts = {file.name: file.read_text("utf-8") for file in files}
    names = {
        file: {"".join(groups) for groups in private.findall(text)} for file, text in texts.items()
    }

    # The script watches for one that the style hides.
    assert {file for file, found in names.items() if found} == {"streamlit.css", "downloads.js"}
    assert names["downloads.js"] < names["streamlit.css"]
    assert len(names["streamlit.css"]) <= 8


_UNSEEN = ("Cc", "Cf", "Cn", "Cs", "Zl", "Zp")


def _code_points(ranges: str) -> frozenset[int]:
    """Of a unicode-range."""
    found: set[int] = set()
    for one in ranges.split(","):
        first, _, last = one.strip().removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


def _face(url: str, ranges: str) -> frozenset[int]:
    """What a browser takes from a font: what it holds, within the range that the style gives."""
    with TTFont(UI / "static" / Path(url).name) as font:
        return frozenset(font.getBestCmap()) & _code_points(ranges)


@cache
def drawable() -> frozenset[int]:
    """What the theme's fonts hold in each of their weights."""
    theme = tomllib.loads((UI / "theme.toml").read_text(encoding="utf-8"))["theme"]
    weights: dict[int, set[int]] = {}
    for face in theme["fontFaces"]:
        weights.setdefault(face["weight"], set()).update(_face(face["url"], face["unicodeRange"]))
    assert set(weights) == {400, 700}
    return frozenset(set.intersection(*weights.values()))


def lacking(text: str) -> str:
    """The characters of a text that the font lacks, of those that are drawn."""
    shown = (one for one in unescape(text) if unicodedata.category(one) not in _UNSEEN)
    return "".join(sorted({one for one in shown if ord(one) not in drawable()}))


def test_every_thai_text_is_in_the_font() -> None:
    boxes = {text: lacking(text) for text in thai_by_text(PO.read_bytes()).values()}

    # The arrow is written to a terminal.
    assert {text: missing for text, missing in boxes.items() if missing.strip("→")} == {}


def test_an_icon_is_silent_unless_it_is_given_words() -> None:
    assert html.Icon.PLUS.html() == '<span class="ita-icon plus" aria-hidden="true"></span>'
    spoken = html.Icon.PLUS.html(spoken_label='เฉพาะ "ก"')
    assert 'role="img" aria-label="เฉพาะ &quot;ก&quot;"' in spoken

"""Light and dark have one set of colours: style sheets and views take them by name."""

import re
import tomllib
from itertools import product
from pathlib import Path

import pytest

from itasearch.model import tables
from itasearch.ui.kit.static import static_text
from tests.ui.test_symbols import STYLES, UI

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


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("colour", [tables.SCREEN_FILL, tables.SCREEN_FAINT])
def test_a_small_picture_can_be_seen_on_light_and_dark(colour: str, scheme: int) -> None:
    assert contrast(colour, TOKENS["paper"][scheme]) >= 3


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


def test_styles_and_scripts_stay_small() -> None:
    files = [*UI.glob("*.css"), *UI.glob("static/*.js")]

    assert sum(len(file.read_text("utf-8").splitlines()) for file in files) <= 900

"""What the page's script changes: Streamlit's own words, and nothing that a report says."""

import json
import re
from html import escape

import pytest
from playwright.sync_api import Page

from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.static import static_text

_WIDGET = """
<div class="stSelectbox"><label><p>{text}</p></label>
  <input placeholder="Choose an option" aria-label="{text}">
  <button aria-label="Open"></button></div>
<div data-testid="stFileUploaderDropzone" aria-label="{text}"><button>Upload</button>
  <div data-testid="stFileChipName" title="{text}">{text}</div></div>
<div class="stButton"><button aria-label="{text}">{text}</button></div>
<div data-testid="stMarkdownContainer"><p>{text}</p></div>
"""


def _shown(page: Page, text: str) -> str:
    """The page of widgets that bear `text`, once the script has run over it."""
    settings = {"language": "th", "words": kit_labels.STREAMLIT_WORDS, "views": []}
    script = static_text("static/page.js")
    data = escape(json.dumps(settings, ensure_ascii=False))
    body = _WIDGET.format(text=text)
    page.set_content(f'{body}<script data-settings="{data}">{script}</script>')
    return str(page.evaluate("document.body.innerHTML")).partition("<script")[0]


@pytest.mark.parametrize(
    "text",
    [
        "Connection with citizens",
        "Remove conflicts of interest in procurement",
        "Open",
        "Upload",
        "Add: x",
    ],
)
def test_what_a_report_says_is_never_translated(page: Page, text: str) -> None:
    shown = _shown(page, text)

    own = re.sub(
        r'data-testid="[^"]*"|placeholder="[^"]*"|<button aria-label="เปิดรายการ">|<button>เลือกไฟล์',
        "",
        shown,
    )
    assert own.count(text) == 8
    assert 'placeholder="เลือก"' in shown
    assert 'aria-label="เปิดรายการ"' in shown
    assert "<button>เลือกไฟล์</button>" in shown

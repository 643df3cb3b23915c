"""What axe finds on a page in the light, and of its colours in the dark; names of controls."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.conftest import settled, until

_GRAVE = ("moderate", "serious", "critical")
_LOOKS: tuple[tuple[Literal["light", "dark"], dict[str, list[str]]], ...] = (
    ("light", {}),
    ("dark", {"runOnly": ["color-contrast"]}),
)
"""Each scheme with what narrows the rules."""
_CONTROLS = frozenset(
    {
        *("button", "checkbox", "combobox", "DisclosureTriangle", "link", "listbox", "menuitem"),
        *("menuitemcheckbox", "option", "radio", "searchbox", "slider", "spinbutton", "switch"),
        *("tab", "textbox"),
    }
)
"""Roles of Chromium's accessibility tree that a person presses, types in or chooses from."""


def controls(page: Page) -> dict[str, list[str]]:
    """Markup of the controls that a screen reader meets, by their names; "" for those without."""
    settled(page)
    session = page.context.new_cdp_session(page)
    session.send("DOM.getDocument")
    found: dict[str, list[str]] = {}
    for node in session.send("Accessibility.getFullAXTree")["nodes"]:
        if node["ignored"] or node["role"]["value"] not in _CONTROLS:
            continue
        name = str(node.get("name", {}).get("value", "")).strip()
        markup = node["role"]["value"]
        if not name:
            element = {"backendNodeId": node["backendDOMNodeId"]}
            markup = session.send("DOM.getOuterHTML", element)["outerHTML"][:200]
        found.setdefault(name, []).append(markup)
    session.detach()
    return found


def barriers(page: Page, *, looks: int = len(_LOOKS)) -> list[str]:
    """Each moderate or worse finding: scheme, rule, element and why; the page has the last look."""
    settled(page)
    found = []
    for scheme, rules in _LOOKS[:looks]:
        page.emulate_media(color_scheme=scheme)
        until(
            page,
            "scheme => [document.documentElement, document.querySelector('.stApp')].every("
            "(one) => getComputedStyle(one).colorScheme === scheme)",
            scheme,
        )
        settled(page)
        result = Axe().run(page, options={"resultTypes": ["violations"], **rules})
        found += [
            f"{scheme} {one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
            for one in result.response["violations"]
            if one["impact"] in _GRAVE
            for node in one["nodes"][:3]
        ]
    return found

"""What axe finds on a page in the light, and of its colours in the dark."""

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


def barriers(page: Page) -> list[str]:
    """Each moderate or worse finding: scheme, rule, element and why; the page is dark then."""
    settled(page)
    found = []
    for scheme, rules in _LOOKS:
        page.emulate_media(color_scheme=scheme)
        until(
            page,
            "scheme => getComputedStyle(document.querySelector('.stApp')).colorScheme === scheme",
            scheme,
        )
        result = Axe().run(page, options={"resultTypes": ["violations"], **rules})
        found += [
            f"{scheme} {one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
            for one in result.response["violations"]
            if one["impact"] in _GRAVE
            for node in one["nodes"][:3]
        ]
    return found

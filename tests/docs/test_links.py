"""Links of the pages lead somewhere, to headings too."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.pages import PAGES, headings, links, name_of


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_of_a_page_lead_to_files_and_headings(page: Path) -> None:
    lost = [target for target in links(page) if not _is_there(page, target)]

    assert lost == []


def _is_there(page: Path, target: str) -> bool:
    path, _, heading = unquote(target).partition("#")
    file = (page.parent / path).resolve() if path else page
    return file.exists() and (not heading or heading in headings(file))

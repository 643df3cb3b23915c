"""The documentation site, built by `make docs` from this folder; nothing is fetched for it.

Pages are Markdown (MyST), so that they read the same in the repository. Commands and the Python
API are made from the program itself: `_extensions/`.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_extensions"))

from itasearch import __version__

project = "itasearch"
release = __version__
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "commands",
    "links",
    "thai",
    "verbs",
]
exclude_patterns = ["_extensions"]

myst_heading_anchors = 4  # links to headings of a page, as in the repository

myst_enable_extensions = ["html_image"]  # <img width=…>, as GitHub takes it too

toc_object_entries = False  # else each page has all methods in its navigation
default_role = "code"  # docstrings write `names` as Markdown does
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
napoleon_use_ivar = True
napoleon_use_rtype = False

html_theme = "furo"
html_title = f"itasearch {release}"
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_show_sphinx = False
html_show_search_summary = False  # a browser does not fetch pages that are opened as files
html_use_index = False
html_domain_indices = False

"""The app of one computer, where no package for a shared library is installed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.server import ROOT

EXTRAS = (
    *("authlib", "fastapi", "mcp", "mcp_types"),
    *("psycopg", "pymilvus", "grpc", "s3fs", "fsspec", "botocore"),
)
"""Packages that the extras server, mcp, postgres and cluster bring."""

_SEARCHING = """
import sys
sys.modules.update(dict.fromkeys(sys.argv[1:]))  # to import one fails as if it were not there
import streamlit as st
from streamlit.testing.v1 import AppTest
type(st.context).cookies = {}  # AppTest has a mock for every cookie
app = AppTest.from_file("app.py", default_timeout=120)
app.query_params["q"] = "งดรับของขวัญ"
app.run()
wrong = [str(one.value) for one in (*app.exception, *app.error, *app.warning)]
found = sum("see=" in str(one.proto.body) for one in app.get("html"))
print(wrong, found > 0)
"""


@pytest.mark.slow
def test_a_search_is_answered(library_home: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _SEARCHING, *EXTRAS],
        cwd=ROOT,
        env={**os.environ, "ITASEARCH_HOME": str(library_home)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[-1] == "[] True", ran.stderr

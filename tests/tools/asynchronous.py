"""Runs coroutines beside a browser: Playwright leaves its own event loop running in the thread."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

_Found = TypeVar("_Found")


def run_apart(coroutine: Coroutine[Any, Any, _Found]) -> _Found:
    """What a coroutine returns, run in a thread of its own."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, coroutine).result()

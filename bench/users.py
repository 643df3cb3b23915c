"""Many people in one running app: how long each waits for a search.

    python -m bench.users --measures 10000,100000 --work DIR [--users 1,8,32] [--each 10]
        [--pause SECONDS]

The libraries are those of bench.scale (DIR/SIZE, indexed if they are not). `itasearch serve`
runs on each; every user is a WebSocket session of its own, as a browser opens it, and asks
other queries of bench.generate, one after another: the next as soon as the answer is whole. A
run is one change of the address (`?q=`): the script of the app from its first line to its last,
the search in it, and all of its messages received. The first, empty page of each session is
not counted. The clients are one process, whose work is on the same machine.

Without `--pause` nobody reads what was found: as many runs as users are always under way, and
as Python computes in one thread, each waits for all others. With it, each user waits after an
answer, half to one and a half times so many seconds, as people who read.

An error is a session that ends, an exception or an alert of kind "error" on the page, a script
that does not finish, or a page without an answer: neither hits nor the line that says that
there are none. Processor time is that of the server (Linux, macOS; needs psutil).
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

import numpy as np
import psutil
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from bench.generate import queries
from bench.scale import SEED, build, is_indexed, libraries, numbers, sized_options
from tests.tools.server import served

_PATIENCE = 300.0  #: Seconds without an answer after which a run has failed
_LARGEST_MESSAGE = 64 * 2**20
_WARMING = 5  #: Queries of one user before any that counts
_MOST_QUERIES = 100_000
_PROTOCOL = Subprotocol("streamlit")
_CARD = 'class="ita-card'


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What so many users at once found."""

    users: int
    runs: int
    p50: float  #: milliseconds of a run, as the next two
    p95: float
    longest: float
    rate: float  #: runs a second of all users together
    processor: float  #: milliseconds of the server's processor time a run
    sent: float  #: mean bytes of the messages of a run
    errors: Sequence[str]  #: what went wrong, each once a run


class Session:
    """One user's connection to the app."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._kept: set[str] = set()

    async def run(self, text: str) -> tuple[int, str | None]:
        """Bytes received until the script has finished, and what was wrong with the page."""
        size, found, wrong = 0, False, None
        asked = BackMsg()
        asked.rerun_script.query_string = urlencode({"q": text} if text else {})
        asked.rerun_script.cached_message_hashes.extend(self._kept)
        await self._connection.send(asked.SerializeToString())
        message = ForwardMsg()
        while message.WhichOneof("type") != "script_finished":
            received = await asyncio.wait_for(self._connection.recv(), _PATIENCE)
            assert isinstance(received, bytes)
            message = ForwardMsg.FromString(received)
            size += len(received)
            if message.metadata.cacheable and message.hash:
                self._kept.add(message.hash)
            wrong = wrong or fault(message)
            found = found or _is_answer(message)
        return size, wrong or (None if found or not text else "a page without an answer")


def fault(message: ForwardMsg) -> str | None:
    """What is wrong with the page by this message."""
    if (
        message.WhichOneof("type") == "script_finished"
        and message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY
    ):
        return f"script finished with status {message.script_finished}"
    element = message.delta.new_element
    if element.HasField("exception"):
        return f"{element.exception.type}: {element.exception.message}"
    if element.HasField("alert") and element.alert.format == Alert.ERROR:
        return element.alert.body
    return None


def _is_answer(message: ForwardMsg) -> bool:
    """Whether it brings the first hit, or the note that nothing answers."""
    element = message.delta.new_element
    if element.HasField("html"):
        return _CARD in element.html.body
    return element.HasField("alert") and element.alert.format == Alert.WARNING


@asynccontextmanager
async def session_at(url: str) -> AsyncIterator[Session]:
    """A session of the app, which shows its first, empty page."""
    address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    async with connect(address, subprotocols=[_PROTOCOL], max_size=_LARGEST_MESSAGE) as connection:
        session = Session(connection)
        await session.run("")
        yield session


async def load(
    url: str, texts: Iterator[str], *, users: int, each: int, pause: float = 0.0
) -> Load:
    """Let so many users ask so many queries each, `pause` seconds after an answer on average."""
    process = server()
    begin = asyncio.Event()
    opened = asyncio.Semaphore(0)
    chance = Random(f"{SEED}/pauses")
    tasks = []
    for _ in range(users):
        asked = [(pause * chance.uniform(0.5, 1.5), next(texts)) for _ in range(each)]
        tasks.append(asyncio.create_task(_user(url, asked, begin, opened)))
    for _ in tasks:
        await opened.acquire()
    processor, began = processor_seconds(process), time.perf_counter()
    begin.set()
    runs = [run for runs in await asyncio.gather(*tasks) for run in runs]
    took, processor = time.perf_counter() - began, processor_seconds(process) - processor
    walls = [wall for wall, _, _ in runs]
    p50, p95 = np.percentile(walls, (50, 95)).tolist()
    return Load(
        users=users,
        runs=len(runs),
        p50=p50,
        p95=p95,
        longest=max(walls),
        rate=len(runs) / took,
        processor=1000 * processor / len(runs),
        sent=float(np.mean([size for _, size, _ in runs])),
        errors=[wrong for _, _, wrong in runs if wrong],
    )


async def _user(
    url: str, asked: Sequence[tuple[float, str]], begin: asyncio.Event, opened: asyncio.Semaphore
) -> list[tuple[float, int, str | None]]:
    """Milliseconds, bytes and fault of each run; the last one is where the session ended.

    Args:
        asked: queries, and the seconds before each.
    """
    runs: list[tuple[float, int, str | None]] = []
    async with session_at(url) as session:
        opened.release()
        await begin.wait()
        for before, text in asked:
            await asyncio.sleep(before)
            began = time.perf_counter()
            ended = False
            try:
                size, wrong = await session.run(text)
            except (ConnectionClosed, TimeoutError) as error:
                ended, size, wrong = True, 0, f"{type(error).__name__}: {error}"
            runs.append((1000 * (time.perf_counter() - began), size, wrong))
            if ended:
                break
    return runs


def server() -> psutil.Process:
    """The one child of this process that runs the app."""
    (found,) = psutil.Process().children()
    return found


def processor_seconds(process: psutil.Process) -> float:
    """Seconds, those of its children included."""
    times = process.cpu_times()
    return times.user + times.system


async def _loads(url: str, counts: Sequence[int], each: int, pause: float) -> list[Load]:
    texts = (one.text for one in queries(SEED, _MOST_QUERIES))
    warmed = await load(url, texts, users=1, each=_WARMING)
    if warmed.errors:
        raise SystemExit(f"the app does not answer: {warmed.errors[0]}")
    return [await load(url, texts, users=count, each=each, pause=pause) for count in counts]


def main(arguments: Sequence[str]) -> None:
    """Measure each size."""
    parser = sized_options(__doc__, "10000")
    parser.add_argument("--users", type=numbers, default="1,8,32", metavar="N,N…")
    parser.add_argument("--each", type=int, default=10, help="queries of each user")
    parser.add_argument("--pause", type=float, default=0.0, help="mean seconds of reading")
    given = parser.parse_args(arguments)
    for size, home in libraries(given.work, given.measures):
        if not is_indexed(home):
            build(home)
        with served(home) as url:
            loads = asyncio.run(_loads(url, given.users, given.each, given.pause))
        _print(size, loads)


def _print(size: int, loads: Sequence[Load]) -> None:
    print(f"\n{size:,} measures\n")
    print("| users | runs | p50 ms | p95 | longest | p95 ratio | runs/s | CPU ms | KiB | errors |")
    print("|---" * 10 + "|")
    for one in loads:
        print(
            f"| {one.users} | {one.runs} | {one.p50:.0f} | {one.p95:.0f} | {one.longest:.0f} "
            f"| {one.p95 / loads[0].p95:.1f} | {one.rate:.2f} | {one.processor:.0f} "
            f"| {one.sent / 1024:.0f} | {len(one.errors)} |"
        )
    for wrong in {wrong for one in loads for wrong in one.errors}:
        print(f"error: {wrong}")


if __name__ == "__main__":
    main(sys.argv[1:])

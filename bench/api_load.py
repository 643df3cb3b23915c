"""Many clients at once on the HTTP API of a running server.

    ITASEARCH_KEY=SECRET python -m bench.api_load --url http://localhost:8501
        [--requests 1000] [--clients 16] [--json]

The key is one with a high rate (`itasearch keys make bench --per-minute 100000`); without one the
server must be this computer's own. Each client keeps a connection and asks the next address of a
fixed round: searches, lists, a measure, the matrix, a comparison of two organisations. Exit code 1
if any answer is an error.
"""

import argparse
import json
import os
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from statistics import quantiles
from urllib.parse import quote

import httpx

QUERIES = ("งดรับของขวัญ", "No Gift Policy", "ร้องเรียนการทุจริต", "จัดซื้อจัดจ้าง", "อบรมจริยธรรม")


def addresses(client: httpx.Client) -> list[str]:
    """A round of addresses, of measures and organisations that the library has."""
    found = client.get("search", params={"q": QUERIES[0]}).raise_for_status().json()["items"]
    towns = client.get("organisations", params={"limit": 2}).raise_for_status().json()["items"]
    measure = found[0]["measure"]["id"]
    names = [quote(one["id"]) for one in towns]
    compared = [f"compare?left={names[0]}&right={names[1]}"] if len(names) == 2 else []
    return [
        *(f"search?q={quote(query)}" for query in QUERIES),
        "reports?limit=50",
        "organisations?limit=50",
        f"measures/{measure}",
        f"measures/{measure}/similar",
        "matrix?limit=20",
        *compared,
    ]


def main() -> None:
    """Ask, and print how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://localhost:8501")
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    key = os.environ.get("ITASEARCH_KEY")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    base, own = f"{options.url.rstrip('/')}/api/v1/", threading.local()

    def client() -> httpx.Client:
        if not hasattr(own, "client"):
            own.client = httpx.Client(base_url=base, headers=headers, timeout=120)
        made: httpx.Client = own.client
        return made

    def ask(address: str) -> tuple[int, float]:
        began = time.perf_counter()
        status = client().get(address).status_code
        return status, time.perf_counter() - began

    places = list(islice(cycle(addresses(client())), options.requests))
    began = time.perf_counter()
    with ThreadPoolExecutor(options.clients) as pool:
        answers = list(pool.map(ask, places))
    seconds = time.perf_counter() - began
    statuses = Counter(status for status, _ in answers)
    cuts = quantiles([taken for _, taken in answers], n=20)
    found = {
        "requests": len(answers),
        "clients": options.clients,
        "statuses": dict(statuses),
        "per_second": round(len(answers) / seconds, 1),
        "median_ms": round(1000 * cuts[9]),
        "p95_ms": round(1000 * cuts[18]),
    }
    print(json.dumps(found) if options.json else found)
    sys.exit(0 if set(statuses) == {200} else 1)


if __name__ == "__main__":
    main()

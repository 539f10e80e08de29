"""Times search on a small corpus and on a large one, and counts its queries; run by `make bench`, on either database.

Timings on a shared machine are noise: read the ratio of the large corpus to the small one, and the query counts, which
are exact. Writes benchmarks/results/search-speed-<database>.json. TEST_DATABASE=postgresql times PostgreSQL.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.db import connection  # noqa: E402 (Django first)
from django.test import Client  # noqa: E402

from benchmarks.search import corpus  # noqa: E402
from benchmarks.search.database import own_database  # noqa: E402

SIZES = (int(os.environ.get("BENCH_SMALL", "500")), int(os.environ.get("BENCH_LARGE", "10000")))
WORDS = int(os.environ.get("BENCH_WORDS", "400"))
ADDRESSES = {
    "all cases": "/cases/",
    "a rare word": "/cases/?q=sepsis",
    "a word that many have": "/cases/?q=vendor",
    "a word that nearly all have": "/cases/?q=the",
    "three words": "/cases/?q=the+vendor+said",
    "a phrase": "/cases/?q=%22the+vendor%22",
    "a misspelt word": "/cases/?q=autentication",
    "narrowed thrice": "/cases/?topic=health&topic=work&jurisdiction=US&year=2020",
    "a word, narrowed": "/cases/?q=vendor&jurisdiction=US",
    "page 50": "/cases/?q=the&page=50",
    "suggestions": "/cases/suggest?q=off",
}
ROUNDS = 5


def measure(client: Client, address: str) -> dict[str, float]:
    client.get(address)
    queries: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        answer = client.get(address)
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(address)
        took.append((time.perf_counter() - began) * 1000)
    return {
        "status": answer.status_code,
        "queries": len(queries),
        "median_ms": round(statistics.median(took), 1),
        "bytes": len(answer.content),
    }


def main() -> None:
    client, report, written = Client(), {}, 0
    with own_database():
        vendor = connection.vendor
        for size in SIZES:
            fresh = list(corpus.asked_for()) if not written else []
            documents = list(corpus.around(size, words=WORDS))[max(0, written - 24) : size - 24]
            written += corpus.write([*fresh, *documents])
            if vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
            report[f"{written} cases"] = {name: measure(client, address) for name, address in ADDRESSES.items()}
    small, large = report.values()
    report["large to small"] = {
        name: round(large[name]["median_ms"] / small[name]["median_ms"], 1) for name in ADDRESSES
    }
    text = json.dumps({"database": vendor, "words a case": WORDS, **report}, indent=2) + "\n"
    (HERE / "results" / f"search-speed-{vendor}.json").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()

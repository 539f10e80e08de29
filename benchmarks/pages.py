"""Times the pages and the API, and counts their queries, at two sizes of corpus; run by `make bench`.

In one process, without a server, on a database of its own. Timings on a shared machine are noise: read the ratio of
the large corpus to the small one, and the query counts, which are exact. Writes benchmarks/results/pages.json.
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
from django.conf import settings

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 (Django first)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

# The smaller one fills a list of a hundred, so that the ratio tells what the size costs and not what the items do.
SIZES = (int(os.environ.get("BENCH_SMALL", "100")), int(os.environ.get("BENCH_LARGE", "500")))
ADDRESSES = (
    "/healthz",
    "/",
    "/cases/",
    "/timeline/",
    "/places/",
    "/frameworks/synthetic-framework-1/",
    "/cases/synthetic-1/",
    "/cases/synthetic-1/editions/1/",
    "/api/v1/case-studies/?limit=20",
    "/api/v1/case-studies/?limit=100&fields=*",
    "/api/v1/case-studies/?limit=100&format=ninjs",
    "/api/v1/case-studies/?limit=20&sort=title",
    "/api/v1/case-studies/?limit=20&q=synthetic",
    "/api/v1/case-studies/synthetic-1/",
    "/api/v1/case-studies/synthetic-1.ninjs",
    "/api/v1/case-studies/synthetic-1/statements/",
    "/api/v1/topics/",
    "/api/v1/sources/",
    "/api/v1/classifications/?limit=100",
    "/api/v1/changes/?limit=100",
)
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "30"))


def measure(client: Client, address: str) -> dict[str, float]:
    client.get(address)
    queries: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(address)
        took.append((time.perf_counter() - began) * 1000)
    return {"queries": len(queries), "median_ms": round(statistics.median(took), 2), "bytes": len(answer.content)}


def main() -> None:
    settings.DATABASES["default"]["NAME"] = str(settings.DATA_DIR / "bench.sqlite3")
    call_command("migrate", verbosity=0)
    client = Client()
    report: dict[str, dict[str, dict[str, float]]] = {}
    for size in SIZES:
        call_command("generate_cases", str(size))
        report[f"{size} cases"] = {address: measure(client, address) for address in ADDRESSES}
    small, large = (report[f"{size} cases"] for size in SIZES)
    report["large to small"] = {
        address: {"time": round(large[address]["median_ms"] / small[address]["median_ms"], 2)} for address in ADDRESSES
    }
    (HERE / "results" / "pages.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()

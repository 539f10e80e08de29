"""Asks search what readers ask, of a corpus with known answers; run by `make prove`, on either database.

Writes success at 1 and at 5 and the mean reciprocal rank, over all queries and by kind, into
benchmarks/results/search-quality-<database>.json. TEST_DATABASE=postgresql asks PostgreSQL.
"""

import json
import os
import sys
from collections import defaultdict
from pathlib import Path

import django

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 (Django first)
from django.db import connection  # noqa: E402

from benchmarks.search import corpus  # noqa: E402
from benchmarks.search.database import own_database  # noqa: E402
from benchmarks.search.quality import ranks, summary  # noqa: E402

AROUND = int(os.environ.get("BENCH_AROUND", "1000"))


def main() -> None:
    with own_database():
        call_command("seed", verbosity=0)
        written = corpus.write([*corpus.asked_for(), *corpus.around(AROUND)])
        found = ranks(corpus.answers())
        vendor = connection.vendor
    by_kind = defaultdict(list)
    for query, rank in found:
        by_kind[query["kind"]].append(rank)
    report = {
        "database": vendor,
        "cases": written + 1,
        "all": summary([rank for _, rank in found]),
        "by kind": {kind: summary(of_kind) for kind, of_kind in sorted(by_kind.items())},
        "not first": [{"q": query["q"], "rank": rank} for query, rank in found if rank != 1],
    }
    text = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    (HERE / "results" / f"search-quality-{vendor}.json").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()

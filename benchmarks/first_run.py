"""Times `make run` as a stranger meets it: a fresh clone, the first start, Ctrl-C, the second start.

Run by `make prove`; writes benchmarks/results/first_run.json. Limits, in seconds: 180 for the first start until the
health check and the Sora page answer, 10 for the second.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
PORT = os.environ.get("BENCH_PORT", "8765")
PAGES = ("/healthz", "/cases/sora-leak-2024/")
LIMITS = {"first_start": 180.0, "second_start": 10.0}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="casebook-clone-") as folder:
        clone = Path(folder) / "casebook"
        subprocess.run(["git", "clone", "--quiet", HERE.parent, clone], check=True)
        figures = {"first_start": start_and_stop(clone), "second_start": start_and_stop(clone)}
    report = {
        "seconds": {name: round(seconds, 1) for name, seconds in figures.items()},
        "limits": LIMITS,
        "cores": os.cpu_count(),
        "python": sys.version.split()[0],
    }
    (HERE / "results" / "first_run.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))
    late = [name for name, seconds in figures.items() if seconds > LIMITS[name]]
    return f"Too slow: {', '.join(late)}" if late else 0


def start_and_stop(clone: Path) -> float:
    """Seconds from `make run` to the last of PAGES answering; then stops it with Ctrl-C and sees that it went."""
    kept = ("PATH", "HOME", "LANG", "PIP_INDEX_URL", "PIP_CONFIG_FILE", "PIP_CERT", "SSL_CERT_FILE")
    env = {name: os.environ[name] for name in kept if name in os.environ} | {"PORT": PORT}
    began = time.monotonic()
    run = subprocess.Popen(["make", "run"], cwd=clone, env=env, start_new_session=True)
    try:
        for page in PAGES:
            wait_for(f"http://127.0.0.1:{PORT}{page}", run)
        return time.monotonic() - began
    finally:
        os.killpg(run.pid, signal.SIGINT)
        run.wait(timeout=60)


def wait_for(url: str, run: subprocess.Popen, patience: float = 600.0) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if run.poll() is not None:
            raise SystemExit(f"`make run` ended with code {run.returncode} before {url} answered.")
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise SystemExit(f"{url} did not answer within {patience:.0f} seconds.")


if __name__ == "__main__":
    sys.exit(main())

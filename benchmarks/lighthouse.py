"""Asks Lighthouse about the public pages, on its phone profile, served as in production; run by `make prove`.

Lighthouse comes from npm into .data/lighthouse, the newest that this machine's Node runs; the browser is the machine's
own Chromium. The site is one of its own: the seed with a second edition, and generated cases. Performance is the
median of three runs, and on a busy machine it is noise: read it on a quiet one. Writes
benchmarks/results/lighthouse.json. Fails where a page misses a target; without npm or Chromium it says so and ends,
unless REQUIRE_ALL=1.
"""

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
TOOLS = ROOT / ".data" / "lighthouse"
# The oldest Node that each version of Lighthouse runs on, the newest first.
VERSIONS = (((22, 19), "13"), ((18, 16), "12"))
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"
CASE = "/cases/sora-leak-2024/"
PAGES = {
    "home": "/",
    "list": "/cases/",
    "search": "/cases/?q=leak",
    "case": CASE,
    "compare": f"{CASE}editions/1..2/",
    "teach": f"{CASE}teach/",
}
UNLISTED = ("search",)  # Asks search engines to leave it out, which costs a third of what they are asked about.
GENERATED = 40
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
ATTEMPTS = 3
WHOLE = {"accessibility": 100, "best-practices": 100, "seo": 100}
LEAST_PERFORMANCE = 98
MOST_BYTES = 60_000  # of the case page over the wire, without pictures
PATIENCE = 60.0


def main() -> str | int:
    if reason := what_is_missing():
        if os.environ.get("REQUIRE_ALL") == "1":
            return f"Lighthouse did not run: {reason}"
        print(f"Left out: {reason}")
        return 0
    lighthouse = install_lighthouse()
    with tempfile.TemporaryDirectory(prefix="casebook-lighthouse-") as folder:
        origin = prepare_site(Path(folder))
        server = serve(origin)
        try:
            pages = {name: ask(lighthouse, f"{origin}{address}", Path(folder)) for name, address in PAGES.items()}
        finally:
            server.terminate()
            server.wait(timeout=30)
    report = {
        "lighthouse": version_of(lighthouse),
        "node": node_version(),
        "runs": RUNS,
        "cores": os.cpu_count(),
        "pages": pages,
        "targets": WHOLE | {"performance": LEAST_PERFORMANCE, "layout_shift": 0, "case_bytes": MOST_BYTES},
    }
    (HERE / "results" / "lighthouse.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))
    missed = [words for name, page in pages.items() for words in misses(name, page)]
    return "\n".join(missed) if missed else 0


def what_is_missing() -> str:
    """Why Lighthouse cannot run here; empty when it can."""
    if not shutil.which("npm") or not shutil.which("node"):
        return "npm and Node are not installed."
    if not chromium():
        return "no Chromium is installed; the package is `chromium`."
    if not lighthouse_for(node_version()):
        return f"Node {node_version()} is older than any Lighthouse that is looked after."
    return ""


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def node_version() -> str:
    said = subprocess.run(["node", "--version"], check=True, capture_output=True, text=True)
    return said.stdout.strip().removeprefix("v")


def lighthouse_for(node: str) -> str | None:
    there = tuple(map(int, node.split(".")[:2]))
    return next((lighthouse for least, lighthouse in VERSIONS if there >= least), None)


def install_lighthouse() -> Path:
    """The program, installed where Git does not look; nothing is asked of npm when it is there already."""
    wanted = lighthouse_for(node_version())
    program = TOOLS / f"v{wanted}" / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        print(f"Installing Lighthouse {wanted} into {program.parents[2]}: once, about half a minute.")
        program.parents[2].mkdir(parents=True, exist_ok=True)
        install = ["npm", "install", "--prefix", str(program.parents[2]), "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run([*install, f"lighthouse@{wanted}"], check=True)
    return program


def version_of(lighthouse: Path) -> str:
    return subprocess.run([lighthouse, "--version"], check=True, capture_output=True, text=True).stdout.strip()


def prepare_site(folder: Path) -> str:
    """Migrate, collect and fill a site in the folder; its origin. What follows runs in its environment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    for name in ("DATABASE_URL", "SITE_URL", "BEHIND_PROXY", "CSRF_TRUSTED_ORIGINS", "CACHE_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "DATA_DIR": str(folder),
        "SECRET_KEY": "only-for-lighthouse-only-for-lighthouse-only-for-lighthouse",
        "ALLOWED_HOSTS": "127.0.0.1",
        "PORT": str(port),
        "DEBUG": "0",
        "LOG_LEVEL": "ERROR",
    }
    subprocess.run([sys.executable, HERE / "lighthouse_site.py", str(GENERATED)], check=True, cwd=ROOT)
    return f"http://127.0.0.1:{port}"


def serve(origin: str) -> subprocess.Popen[bytes]:
    """The web server of production, without its worker and ticker, once it answers."""
    command = [sys.executable, "-m", "granian", "cms.wsgi:application", "--interface", "wsgi", "--no-ws"]
    server = subprocess.Popen([*command, "--port", origin.rpartition(":")[2], "--no-log"], cwd=ROOT)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{origin}/healthz", timeout=5):
                return server
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    server.terminate()
    raise SystemExit("The site did not answer.")


def ask(lighthouse: Path, url: str, folder: Path) -> dict[str, Any]:
    """The scores of a page, what it loads, and what Lighthouse has to say against it."""
    with urllib.request.urlopen(url, timeout=PATIENCE):
        pass  # The first visit fills caches that every later one finds.
    said = [one_run(lighthouse, url, folder / "report.json") for _ in range(RUNS)]
    scores = {name: min(score(run, name) for run in said) for name in WHOLE}
    performances = [score(run, "performance") for run in said]
    loaded = said[0]["audits"]["network-requests"]["details"]["items"]
    origin = "/".join(url.split("/")[:3])
    return scores | {
        "performance": round(statistics.median(performances)),
        "performance_runs": performances,
        "layout_shift": max(run["audits"]["cumulative-layout-shift"]["numericValue"] for run in said),
        "milliseconds": {
            short: round(statistics.median(run["audits"][long]["numericValue"] for run in said))
            for short, long in (
                ("first_paint", "first-contentful-paint"),
                ("largest_paint", "largest-contentful-paint"),
                ("blocked", "total-blocking-time"),
                ("speed_index", "speed-index"),
            )
        },
        "requests": len(loaded),
        "bytes": sum(each["transferSize"] for each in loaded if each.get("resourceType") != "Image"),
        "from_elsewhere": [each["url"] for each in loaded if not each["url"].startswith((f"{origin}/", "data:"))],
        "against": sorted({name for run in said for name in failed(run)}),
    }


def one_run(lighthouse: Path, url: str, path: Path) -> dict[str, Any]:
    command = [
        str(lighthouse),
        url,
        "--quiet",
        "--output=json",
        f"--output-path={path}",
        f"--chrome-flags={CHROMIUM_FLAGS}",
    ]
    categories = ",".join(["performance", *WHOLE])
    environment = os.environ | {"CHROME_PATH": chromium() or ""}
    command.append(f"--only-categories={categories}")
    for attempt in range(1, ATTEMPTS + 1):  # On a busy machine it loses the browser now and then.
        ended = subprocess.run(command, check=attempt == ATTEMPTS, env=environment)
        if ended.returncode == 0:
            break
    result = json.loads(path.read_text(encoding="utf-8"))
    if error := result.get("runtimeError"):
        raise SystemExit(f"Lighthouse could not look at {url}: {error['message']}")
    return dict(result)


def score(run: dict[str, Any], category: str) -> int:
    return round(100 * (run["categories"][category]["score"] or 0))


def failed(run: dict[str, Any]) -> list[str]:
    """The audits that cost a whole score."""
    weighed = (each["id"] for name in WHOLE for each in run["categories"][name]["auditRefs"] if each["weight"])
    return [name for name in weighed if run["audits"][name]["score"] not in (None, 1)]


def misses(name: str, page: dict[str, Any]) -> list[str]:
    """What the page misses of its targets, in words."""
    wanted = WHOLE | {"performance": LEAST_PERFORMANCE}
    if name in UNLISTED:
        del wanted["seo"]
    said = [f"{name}: {what} {page[what]}, not {least}" for what, least in wanted.items() if page[what] < least]
    if page["layout_shift"]:
        said.append(f"{name}: its layout shifts by {page['layout_shift']}")
    if page["from_elsewhere"]:
        said.append(f"{name}: loads {', '.join(page['from_elsewhere'])}")
    if name == "case" and page["bytes"] > MOST_BYTES:
        said.append(f"{name}: {page['bytes']} bytes over the wire, more than {MOST_BYTES}")
    return said


if __name__ == "__main__":
    sys.exit(main())

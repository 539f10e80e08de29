"""Keep a folder of case studies as they are published: run it again whenever you like, stop it whenever you must.

One file a case study, named by its UUID. What is withdrawn, or no longer yours to carry, is taken away. The state is
written after the files it speaks of, so that a run that was killed is simply gone on with. A folder belongs to one
partner's keys, or to none: what each may read differs.

    CASEBOOK_KEY=cbk_live_… python mirror.py folder
"""

import argparse
import json
import os
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path

API = "{{ api }}"


def ask(address):
    """Status and body of an answer. Waits where the API says so, and tries again where it is out of order."""
    headers = {"Accept": "application/json", "User-Agent": "mirror/1"}
    if key := os.environ.get("CASEBOOK_KEY"):
        headers["Authorization"] = f"Bearer {key}"
    pauses = iter((1, 4, 16, 60))
    while True:
        pause = next(pauses, None)
        try:
            with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            if error.code not in (429, 500, 502, 503, 504) or pause is None:
                return error.code, error.read()
            time.sleep(float(error.headers.get("Retry-After") or pause))
        except (OSError, HTTPException) as error:
            if pause is None:
                raise SystemExit(f"{address} cannot be read: {error}") from error
            time.sleep(pause)


def detail(body):
    """What the API says is wrong: a problem in JSON."""
    try:
        return json.loads(body)["detail"]
    except (ValueError, LookupError, TypeError):
        return repr(body[:500])


def write(path, content):
    """Whole or not at all."""
    fresh = path.with_suffix(".new")
    fresh.write_bytes(content)
    fresh.replace(path)


def fetch(address):
    """What stands there now; None where nothing does any more: the change that says so is still to come."""
    status, body = ask(address)
    if status not in (200, 404, 410):
        raise SystemExit(f"{address} answers {status}: {detail(body)}")
    return body if status == 200 else None


def languages(text):
    """The same text in other languages, as a copy names it: UUID and address of each."""
    found = json.loads(text) if text else {}
    others = [*found.get("translations", ()), *filter(None, [found.get("translation_of")])]
    return {other["uuid"]: other["links"]["api"] for other in others}


def follow(change, folder):
    """Make one case study what it is now, and what says so in other languages. To do so twice does no harm."""
    copy = folder / f"{change['case_study']['uuid']}.json"
    is_gone = change["tombstone"] and change["tombstone"]["why"] != "redacted"
    body = None if is_gone else fetch(change["links"]["api"])
    before = copy.read_bytes() if copy.exists() else b""
    for uuid, address in (languages(before) | languages(body)).items():
        other = folder / f"{uuid}.json"
        if other.exists() and (text := fetch(address)):
            write(other, text)
    if body:
        write(copy, body)
    else:
        copy.unlink(missing_ok=True)


def mirror(folder):
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "state"
    # `seen` is what the log named since its beginning, until its end is reached; then it is null.
    state = json.loads(file.read_text()) if file.exists() else {"cursor": "", "seen": []}
    while True:
        status, body = ask(f"{API}changes/?limit=500" + (f"&cursor={state['cursor']}" if state["cursor"] else ""))
        if status == 410:  # another installation, or a restored backup: begin again
            state = {"cursor": "", "seen": []}
            continue
        if status == 400 and state["cursor"]:
            raise SystemExit(
                f"The place in {file} is not this key’s, or is damaged: {folder} is left as it is. "
                f"(The API says: {detail(body)})\n"
                f"Set CASEBOOK_KEY as it was for {folder}, or name another folder. To turn {folder} into what this key "
                f"may read, delete {file} and run again."
            )
        if status != 200:
            raise SystemExit(f"The changes answer {status}: {detail(body)}")
        page = json.loads(body)
        public = [change for change in page["results"] if not (change["release"] or change["holding"])]
        last = {change["case_study"]["uuid"]: change for change in public}
        for change in last.values():  # of several changes of one case study, the last one decides
            follow(change, folder)
        state["cursor"] = page["cursor"]
        if state["seen"] is not None:
            state["seen"] = sorted({*state["seen"], *last})
            if not page["has_more"]:
                for copy in folder.glob("*.json"):
                    if copy.stem not in state["seen"]:
                        copy.unlink()
                state["seen"] = None
        write(file, json.dumps(state).encode())
        if not page["has_more"]:
            return


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("casebook"), help="else “casebook”")
    folder = parser.parse_args().folder
    try:
        mirror(folder)
    except OSError as error:
        raise SystemExit(f"{folder} cannot be written: {error.strerror}.") from error
    except KeyboardInterrupt:
        raise SystemExit("Stopped. The next run goes on from here.") from None

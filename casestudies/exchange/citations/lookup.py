"""Asks the web what stands at an address or under a DOI. Goes to the network: never call it in a transaction."""

import json
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from casestudies.errors import CasebookError
from casestudies.exchange.citations.csl_json import read_csl_json
from casestudies.exchange.citations.entry import Entry
from casestudies.exchange.citations.web_page import read_web_page
from casestudies.queries.source_twins import plain_doi
from casestudies.webhooks.http import Answer, FetchFailed, Limits, fetch

DOI_SERVICE = "https://doi.org/"
CSL = "application/vnd.citationstyles.csl+json"
PAGE = Limits(connect=5, read=8, total=15, size=1_500_000)
_CHARSET = re.compile(rb"""<meta[^>]{0,80}charset=["']?\s*([\w-]+)""", re.IGNORECASE)


def look_up_all(addresses: Iterable[str]) -> list[Entry]:
    """An entry for each address or DOI, in order, asked for side by side."""
    addresses = list(addresses)
    with ThreadPoolExecutor(max_workers=5) as pool:
        return list(pool.map(look_up, addresses))


def look_up(address: str) -> Entry:
    """What is known then holds at least the address; `problem` says what went wrong, if it did."""
    doi = plain_doi(address)
    try:
        return Entry(address, _by_doi(doi) if doi else _by_address(address))
    except CasebookError as error:
        known = {"type": "webpage"} | ({"DOI": doi} if doi else {"URL": _with_scheme(address)})
        return Entry(address, known, str(error))


def _by_doi(doi: str) -> dict[str, object]:
    answer = fetch(DOI_SERVICE + quote(doi, safe="/:;()._-"), headers={"Accept": CSL}, limits=PAGE)
    if answer.status == 404:
        raise FetchFailed(f"doi.org knows no {doi}.")
    _refuse_failure(answer)
    try:
        json.loads(answer.body)
        [found] = list(read_csl_json(answer.body.decode("utf-8", errors="replace")))
    except (ValueError, CasebookError) as error:
        raise FetchFailed("The DOI’s agency did not answer with a description of the work.") from error
    return {**found.csl, "DOI": doi} if not found.problem else {"DOI": doi}


def _by_address(address: str) -> dict[str, object]:
    answer = fetch(_with_scheme(address), headers={"Accept": "text/html, */*;q=0.5"}, limits=PAGE, cut=True)
    _refuse_failure(answer)
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in ("", "text/html", "application/xhtml+xml"):
        raise FetchFailed(f"There is a file of type {kind[:60]} at this address, which cannot be read here.")
    return read_web_page(_decoded(answer), answer.url)


def _refuse_failure(answer: Answer) -> None:
    if answer.status >= 400:
        raise FetchFailed(f"The address answered with status {answer.status}.")


def _decoded(answer: Answer) -> str:
    named = re.search(r"charset=[\"']?([\w-]+)", answer.headers.get("content-type", ""))
    inside = _CHARSET.search(answer.body[:2048])
    charset = named[1] if named else inside[1].decode() if inside else "utf-8"
    try:
        return answer.body.decode(charset, errors="replace")
    except LookupError:
        return answer.body.decode("utf-8", errors="replace")


def _with_scheme(address: str) -> str:
    return address if re.match(r"https?://", address, re.IGNORECASE) else f"https://{address}"

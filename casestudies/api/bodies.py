"""The body of a request: a JSON object whose members are all known and of the right kind, or a problem."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig

from casestudies.api.json_faults import NotTaken, fault_in
from casestudies.api.parameters import did_you_mean, nearest
from casestudies.api.problem_kinds import BAD_REQUEST, INVALID_BODY, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE
from casestudies.api.problems import Problem, only_json

LARGEST = 100_000  # bytes
LONGEST_NUMBER = 1_000  # digits
KINDS = {str: "a string", int: "a whole number", bool: "true or false", list: "a list"}


def read_object(request, members: Mapping[str, type], nullable: Collection[str] = ()) -> dict[str, Any]:
    """The members that were given. Raises Problem: 415, 413, or 422 that names each member that is not understood.

    A `nullable` one that is null is taken as left out.
    """
    has_body(request)
    media_type = (request.content_type or "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise Problem(UNSUPPORTED_MEDIA_TYPE, only_json(media_type))
    if request.content_params.get("charset", "").lower() not in ("", "utf-8", "utf8"):
        raise Problem(
            UNSUPPORTED_MEDIA_TYPE, "The body of “application/json” is read in UTF-8, and in no other charset."
        )
    if request.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise Problem(UNSUPPORTED_MEDIA_TYPE, "Send the body as it is: the header “Content-Encoding” is not read.")
    given = {name: _whole(value, members.get(name)) for name, value in _parse(_bytes(request)).items()}
    given = {name: value for name, value in given.items() if value is not None or name not in nullable}
    errors = [error for name, value in given.items() if (error := _error(name, value, members))]
    if errors:
        raise refused(errors)
    return given


def has_body(request) -> bool:
    """Whether a body was sent. Raises Problem for one whose length is not said: it would be taken for none."""
    if request.headers.get("Transfer-Encoding"):
        raise Problem(BAD_REQUEST, "Say how long the body is, in “Content-Length”; a body in chunks is not read.")
    return request.META.get("CONTENT_LENGTH") not in (None, "", "0")


def refused(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """422 with what is wrong, member by member: `{"pointer": "/edition", "detail": sentence}`."""
    return Problem(INVALID_BODY, " ".join(error["detail"] for error in errors), errors=errors)


def _bytes(request) -> bytes:
    try:
        body = request.body if hasattr(request, "_body") else request.read(LARGEST + 1)
    except RequestDataTooBig:
        body = b"x" * (LARGEST + 1)
    if len(body) > LARGEST:
        raise Problem(TOO_LARGE, f"The body may have {LARGEST:,} bytes.")
    return body


def _parse(body: bytes) -> dict[str, Any]:
    try:
        # Decoded here: by itself the parser takes UTF-16 and UTF-32 too.
        given = json.loads(body.decode(), parse_int=_number, parse_constant=_no_constant, object_pairs_hook=_once_each)
    except (ValueError, RecursionError) as error:
        raise refused([fault_in(body, error)]) from None
    if not isinstance(given, dict):
        raise refused([{"pointer": "", "detail": "The body has to be a JSON object."}])
    return given


def _no_constant(name: str) -> Any:
    raise ValueError(f"it has no number “{name}”.")


def _number(text: str) -> int:
    digits = len(text.removeprefix("-"))
    if digits > LONGEST_NUMBER:
        raise NotTaken(f"it has a number of {digits:,} digits.")
    return int(text)


def _once_each(members: list[tuple[str, Any]]) -> dict[str, Any]:
    given = dict(members)
    if len(given) < len(members):
        twice = next(name for name, times in Counter(name for name, _ in members).items() if times > 1)
        shown = "" if _is_no_text(twice) else f" “{twice[:60]}”"
        raise NotTaken(f"the member{shown} stands in one object twice.")
    return given


def _whole(value: Any, wanted: type | None) -> Any:
    """JSON knows no difference between 24 and 24.0."""
    return int(value) if wanted is int and isinstance(value, float) and value.is_integer() else value


def _error(name: str, value: Any, members: Mapping[str, type]) -> dict[str, str] | None:
    if _is_no_text(name):
        return {"pointer": "", "detail": "The name of a member holds a character that no text has."}
    pointer = "/" + name[:60].replace("~", "~0").replace("/", "~1")
    wanted = members.get(name)
    if wanted is None:
        near = nearest(name.lower(), members)
        known = f" Known are {', '.join(members)}." if members else " This address takes none."
        detail = f"There is no member “{name[:60]}” here.{did_you_mean(near) or known}"
        return {"pointer": pointer, "detail": detail, **({"suggestion": near} if near else {})}
    is_right = isinstance(value, wanted) and not (wanted is int and isinstance(value, bool))
    if not is_right:
        return {"pointer": pointer, "detail": f"“{name}” has to be {KINDS[wanted]}."}
    if isinstance(value, str) and _is_no_text(value):
        return {"pointer": pointer, "detail": f"“{name}” holds a character that no text has."}
    return None


def _is_no_text(value: str) -> bool:
    """Whether it holds what neither a database nor UTF-8 can: a null, or half of a pair of surrogates."""
    return "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value)

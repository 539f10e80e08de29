"""Resumption tokens: a signed note of what was asked for and how far it got. Nothing is kept here."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing

from casestudies.public.oai.arguments import OaiError
from casestudies.queries.harvest import Position, Selection

SALT = "casebook.oai"


@dataclass(frozen=True)
class Token:
    """`cursor`: how many records came before; `total`: how many there were when the list was begun."""

    verb: str
    selection: Selection
    after: Position
    cursor: int
    total: int


def write_token(token: Token) -> str:
    selection, after = token.selection, token.after
    parts = [
        token.verb,
        _iso(selection.since),
        _iso(selection.before),
        selection.topic,
        _iso(after.changed_at),
        after.id,
        token.cursor,
        token.total,
    ]
    return signing.dumps(parts, salt=SALT)


def read_token(text: str, verb: str) -> Token:
    """Raises OaiError: badResumptionToken."""
    try:
        was, since, before, topic, changed_at, row, cursor, total = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise OaiError("badResumptionToken", "This token is not one of ours. Begin the list again.") from error
    if was != verb:
        raise OaiError("badResumptionToken", f"This token goes on with {was}, not with {verb}.")
    selection = Selection(_moment(since), _moment(before), topic)
    return Token(verb, selection, Position(datetime.fromisoformat(changed_at), row), cursor, total)


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

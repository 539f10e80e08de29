"""What a checker's form asks for, done by the actions; the same for accounts and for those asked by e-mail."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.actions.check_statement import (
    MOST_NOTE,
    ask_about_statement,
    clear_verdict,
    dispute_statement,
    tick_statement,
)
from casestudies.actions.quote_passage import quote_passage
from casestudies.errors import CasebookError, NotAllowed, NotReady, StaleDraft


@dataclass(frozen=True)
class Answer:
    """What became of a form: what was done in a sentence, or why nothing was.

    `key` is the statement it was about, `typed` what would be lost if the page did not show it again.
    """

    status: int = 200
    said: str = ""
    refusal: str = ""
    key: str = ""
    do: str = ""
    typed: dict[str, str] = field(default_factory=dict)


def act(post, draft, checker) -> Answer:
    """Do what the form's button says."""
    do, key = post.get("do", ""), post.get("key", "")
    if do not in ACTS:
        return Answer(status=400, refusal=_("This page did not say what to do. Load it again."))
    typed = {name: post.get(name, "") for name in ("note", "words", "locator", "source")}
    given = {"key": key, "do": do, "typed": typed}
    if "\0" in key + "".join(typed.values()) or len(typed["note"]) > MOST_NOTE:
        refusal = _("Write no more than 4,000 characters, and none that cannot be shown.")
        return Answer(status=400, refusal=refusal, **given)
    try:
        said = ACTS[do](draft, key, post, by=checker, now=timezone.now())
    except NotReady as error:
        return Answer(status=400, refusal=str(error), **given)
    except StaleDraft as error:
        return Answer(status=409, refusal=str(error), **given)
    except NotAllowed as error:
        return Answer(status=403, refusal=str(error), **given)
    except CasebookError as error:
        return Answer(status=409, refusal=str(error), **given)
    return Answer(said=str(said), key=key, do=do)


def _tick(draft, key, post, **who):
    tick_statement(draft, key, seen=post.get("seen"), **who)
    return _("Ticked.")


def _dispute(draft, key, post, **who):
    dispute_statement(draft, key, note=post.get("note", ""), seen=post.get("seen"), **who)
    return _("Disputed. Those who work on the text are told.")


def _ask(draft, key, post, **who):
    ask_about_statement(draft, key, note=post.get("note", ""), seen=post.get("seen"), **who)
    return _("Asked. Those who work on the text are told.")


def _clear(draft, key, post, **who):
    clear_verdict(draft, key, seen=post.get("seen"), **who)
    return _("Taken back. The statement is open again.")


def _passage(draft, key, post, **who):
    kept = quote_passage(
        draft,
        key,
        source_key=post.get("source", ""),
        words=post.get("words", ""),
        locator=post.get("locator", ""),
        **who,
    )
    return _("The passage is kept.") if kept else _("No passage is kept.")


ACTS = {"tick": _tick, "dispute": _dispute, "ask": _ask, "clear": _clear, "passage": _passage}

"""Every verb that an action writes has its sentence: read from the source, so that a new one cannot be forgotten."""

import ast
import re
from pathlib import Path

import pytest

from casestudies.admin.audit.verbs import RECORDS, SENTENCES, SUBJECTS, done_in_words, template_of
from casestudies.enums import ChangeEvent, ReportState, Verdict

SOURCE = Path(__file__).parents[3] / "casestudies"
RECORD_VERBS = {f"{record}.{done}" for record in RECORDS for done in ("created", "changed", "deleted")}
# What stands in place of a plain string where an entry is written, and every verb that it can come to.
WORKED_OUT = {
    "f'statement.{verdict}'": {f"statement.{verdict}" for verdict in Verdict.values},
    "f'report.{state}'": {f"report.{state}" for state in set(ReportState) - {ReportState.NEW}},
    "f'role.{verb}'": {"role.created", "role.changed", "role.deleted"},
    "f'{record._meta.model_name}.{verb}'": RECORD_VERBS,
    "f'{model._meta.model_name}.{verb}'": RECORD_VERBS,
    "event": {ChangeEvent.WITHDRAWN, ChangeEvent.REINSTATED},
    "ChangeEvent.MOVED": {ChangeEvent.MOVED},
    "LOOKED_AT": {"audit.looked_at"},
    "verb": set(),  # handed on: by `audit` and its like themselves, or chosen by a conditional that is read below
}


def expressions():
    """What is written as the verb of an audit entry, wherever one is written."""
    for path in SOURCE.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
                if name in ("audit", "audit_partner", "audit_source"):
                    yield from choices(node.args[0])
                elif name.endswith(("AuditEntry.objects.create", "AuditEntry")):
                    yield from (found for word in node.keywords if word.arg == "verb" for found in choices(word.value))
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "verb":
                yield from (
                    found for found in choices(node.value) if isinstance(found, ast.Constant) and "." in found.value
                )


def choices(node):
    """Both ends of a conditional, and of those in it."""
    if isinstance(node, ast.IfExp):
        yield from choices(node.body)
        yield from choices(node.orelse)
    else:
        yield node


def written():
    verbs = set()
    for node in expressions():
        if isinstance(node, ast.Constant):
            verbs.add(node.value)
        else:
            expression = ast.unparse(node)
            assert expression in WORKED_OUT, f"Say in WORKED_OUT which verbs `{expression}` can be."
            verbs |= {str(verb) for verb in WORKED_OUT[expression]}
    return verbs


def test_every_verb_that_is_written_has_a_sentence_and_every_sentence_its_verb():
    known = written()

    assert len(known) > 50
    assert known - set(SENTENCES) == set()
    assert set(SENTENCES) - known == set()


def test_every_kind_of_record_that_is_written_about_has_a_name():
    assert set(RECORDS) < set(SUBJECTS)


@pytest.mark.parametrize("verb", SENTENCES)
def test_sentence_names_who_and_what(verb):
    template = template_of(verb)

    assert {"{who}", "{on}"} <= set(re.findall(r"\{\w+\}", template))
    assert "{" not in done_in_words(verb)


def test_verb_that_nobody_knows_is_shown_as_it_stands():
    assert template_of("odd.{verb}").format(who="Ana", on="x") == "odd.verb: Ana, x"

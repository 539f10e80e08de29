"""Carry the words that checkers quoted over to another source, and to the statements as they are then known."""

from collections.abc import Sequence

from casestudies.models import CaseStudy, Passage, Source
from casestudies.publication.statements import CitedStatement

LONGEST_LOCATOR = 200


def move_passages(gone: Source, stays: Source) -> None:
    """Words quoted from the one are words of the other."""
    for passage in Passage.objects.filter(source=gone).order_by("pk"):
        passage.source = stays
        _put(passage)


def rename_statements(draft: CaseStudy, before: Sequence[CitedStatement], after: Sequence[CitedStatement]) -> None:
    """Give passages the keys that their statements have now; both lists are of one text, before and after a merge."""
    renamed = {
        old.key: new.key
        for old, new in zip(before, after, strict=False)
        if (old.place, old.text) == (new.place, new.text) and old.key != new.key
    }
    for passage in Passage.objects.filter(case_study=draft, statement_key__in=renamed).order_by("pk"):
        passage.statement_key = renamed[passage.statement_key]
        _put(passage)


def _put(passage: Passage) -> None:
    """Save it where it belongs now; the words that are quoted there already come first."""
    place = {"case_study": passage.case_study, "statement_key": passage.statement_key, "source": passage.source}
    there = Passage.objects.filter(**place).exclude(pk=passage.pk).first()
    if there is None:
        passage.save()
        return
    if passage.words not in there.words:
        there.words = f"{there.words}\n\n{passage.words}"
        locator = "; ".join(dict.fromkeys(filter(None, (there.locator, passage.locator))))
        there.locator = locator if len(locator) <= LONGEST_LOCATOR else there.locator
    there.at = max(there.at, passage.at)
    there.save()
    passage.delete()

"""Delete a source from the library so that it can be brought back, and bring it back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from casestudies.actions.lock_row import lock, lock_to_delete
from casestudies.actions.note_link_check import audit_source
from casestudies.actions.save_library import check_record, plain_fields
from casestudies.errors import NotAllowed, NotReady, Problem, WrongStage
from casestudies.models import Account, CaseStudy, CheckRequest, DeletedSource, Passage, Source, SourceAuthor
from casestudies.permissions import can_delete_source, can_edit_library

AUTHOR = ("family", "given", "literal")


def delete_source(source: Source, *, by: Account, now: datetime) -> DeletedSource:
    """Raises NotAllowed, and WrongStage when it is gone already or a case study has it among its references."""
    if not can_delete_source(by):
        raise NotAllowed("You may not delete sources.")
    with transaction.atomic():
        row = lock_to_delete(Source.objects.all()).filter(pk=source.pk).first()
        if row is None:
            raise WrongStage("This source is not there any more: somebody deleted it.")
        if row.references.exists():
            raise WrongStage("A case study uses this source. Take it out there first, or merge it into another.")
        deleted = keep_deleted(row, by=by, now=now)
        audit_source("source.deleted", row, {"key": row.key}, by=by, now=now)
        Passage.objects.filter(source=row).delete()
        row.delete()
        return deleted


def keep_deleted(source: Source, *, by: Account, now: datetime) -> DeletedSource:
    """Write down all of a source that is about to go; part of the transaction in which it goes."""
    fields = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in plain_fields(source).items()
    }
    authors = [{name: getattr(author, name) for name in AUTHOR} for author in source.authors.all()]
    passages = [_kept(passage) for passage in source.passages.select_related("case_study", "by", "request")]
    record = {"uuid": str(source.uuid), "fields": fields, "authors": authors, "passages": passages}
    return DeletedSource.objects.create(
        key=source.key, title=source.title, record=record, deleted_by=by, deleted_at=now
    )


def restore_source(deleted: DeletedSource, *, by: Account, now: datetime) -> Source:
    """Put a deleted source back under its key. Raises NotAllowed, WrongStage, NotReady where the key was given anew."""
    if not can_edit_library(by):
        raise NotAllowed("You may not change the library.")
    with transaction.atomic():
        row = lock(DeletedSource.objects.all()).get(pk=deleted.pk)
        if row.restored_at is not None:
            raise WrongStage("This source is back in the library already.")
        if Source.objects.filter(key=row.key).exists():
            raise NotReady([Problem(f"Another source has the key “{row.key}” by now, so this one cannot come back.")])
        source = Source(uuid=row.record["uuid"], **_fields(row.record["fields"]))
        check_record(source)
        source.save()
        SourceAuthor.objects.bulk_create(
            SourceAuthor(source=source, position=position, **author)
            for position, author in enumerate(row.record["authors"], start=1)
        )
        _quote_again(source, row.record.get("passages", ()))
        row.restored_at = now
        row.save(update_fields=["restored_at"])
        audit_source("source.restored", source, {"key": source.key}, by=by, now=now)
        return source


def _kept(passage: Passage) -> dict[str, Any]:
    return {
        "case_study": str(passage.case_study.uuid),
        "statement_key": passage.statement_key,
        "words": passage.words,
        "locator": passage.locator,
        "by": str(passage.by.uuid) if passage.by else None,
        "request": str(passage.request.uuid) if passage.request else None,
        "at": passage.at.isoformat(),
    }


def _quote_again(source: Source, kept: Sequence[Mapping[str, Any]]) -> None:
    """The passages of case studies that are still there; whoever quoted one may be gone."""
    cases = _there(CaseStudy, kept, "case_study")
    accounts, requests = _there(Account, kept, "by"), _there(CheckRequest, kept, "request")
    Passage.objects.bulk_create(
        Passage(
            source=source,
            case_study_id=cases[row["case_study"]],
            statement_key=row["statement_key"],
            words=row["words"],
            locator=row["locator"],
            by_id=accounts.get(row["by"]),
            request_id=requests.get(row["request"]),
            at=datetime.fromisoformat(row["at"]),
        )
        for row in kept
        if row["case_study"] in cases
    )


def _there(model: type[Model], kept: Sequence[Mapping[str, Any]], name: str) -> dict[str, int]:
    """The row ids of those that are named, by UUID."""
    named = {row[name] for row in kept if row[name]}
    return {str(uuid): pk for uuid, pk in model._default_manager.filter(uuid__in=named).values_list("uuid", "pk")}


def _fields(kept: dict[str, Any]) -> dict[str, Any]:
    """Fields that the model has lost since are left; a day is a day again."""
    known = {field.attname for field in Source._meta.concrete_fields}
    fields = {name: value for name, value in kept.items() if name in known}
    if fields.get("archived_on"):
        fields["archived_on"] = date.fromisoformat(fields["archived_on"])
    return fields

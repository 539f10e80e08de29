"""The texts of many drafts as they stand now, at the cost of a few queries."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Subquery

from casestudies.models import CaseStudy, Party, Revision, Source
from casestudies.publication import snapshot_rows as rows
from casestudies.publication.canonical import normalise
from casestudies.publication.web_addresses import followable


def latest_documents(case_studies: Iterable[CaseStudy]) -> dict[int, dict[str, Any]]:
    """The documents that drafts were last saved with, by the row id of the case study.

    Their sources, and the names of their parties, are put in as the library has them now: a statement's key is made
    of those. Four queries.
    """
    last = Revision.objects.filter(case_study=OuterRef("case_study")).order_by("-number").values("pk")[:1]
    revisions = Revision.objects.filter(case_study__in=[one.pk for one in case_studies], pk=Subquery(last))
    documents = {pk: json.loads(content) for pk, content in revisions.values_list("case_study", "content")}
    sources, names = _sources_now(documents.values()), _party_names_now(documents.values())
    for document in documents.values():
        document["sources"] = [sources.get(row["key"], row) for row in document["sources"]]
        for party in document["parties"]:
            party["name"] = names.get(party["key"], party["name"])
    return documents


def _sources_now(documents: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    keys = {row["key"] for document in documents for row in document["sources"]}
    there = Source.objects.filter(key__in=keys).prefetch_related("authors")
    library = normalise(followable({"sources": [rows.source(source) for source in there]}))
    return {row["key"]: row for row in library["sources"]}


def _party_names_now(documents: Iterable[dict[str, Any]]) -> dict[str, str]:
    keys = {row["key"] for document in documents for row in document["parties"]}
    return {key: normalise(name) for key, name in Party.objects.filter(key__in=keys).values_list("key", "name")}

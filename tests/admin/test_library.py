"""The shared library in the admin: impossible values are named at their field, records in use stay."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casestudies.models import AuditEntry, Framework, FrameworkTerm, Party, PolicyInstrument, Source, Topic
from tests.admin.forms import add_row, errors_at, fields_of, text_of
from tests.factories import make_source
from tests.worlds import world

pytestmark = pytest.mark.django_db


def change(model, record):
    return reverse(f"admin:casestudies_{model}_change", args=[record.pk])


def add(model):
    return reverse(f"admin:casestudies_{model}_add")


@world
def wiggers():
    return make_source("wiggers2024")


@world
def empty_source(desk):
    """The form of a new source as it is opened."""
    return fields_of(desk.get(add("source")), "source_form")


def test_new_source_is_kept_with_its_authors_and_noted(desk, editor, empty_source):
    fields = empty_source | {
        "key": "okonkwo2024",
        "title": "On leaks",
        "year": "2024",
        "month": "2",
        "unconfirmed": "page\nissue",
    }
    add_row(fields, "authors", family="Okonkwo", given="Maria", position="1")
    add_row(fields, "authors", literal="Institute of Tests", position="2")

    assert desk.post(add("source"), fields).status_code == 302
    source = Source.objects.get(key="okonkwo2024")
    assert [str(author) for author in source.authors.all()] == ["Okonkwo, Maria", "Institute of Tests"]
    assert source.unconfirmed == ["page", "issue"]
    entry = AuditEntry.objects.get(verb="source.created")
    assert (entry.actor, entry.subject_id) == (editor.uuid, str(source.uuid))


@pytest.mark.rows
@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"key": "Not A Key"}, "id_key", "Use small letters, digits"),
        ({"key": "wiggers2024"}, "id_key", "Source with this Key already exists."),
        ({"title": ""}, "id_title", "This field is required."),
        ({"url": "javascript:alert(1)"}, "id_url", "Enter a valid URL."),
        ({"url": "file:///etc/passwd"}, "id_url", "Enter a valid URL."),
        ({"doi": "https://doi.org/10.1000/1"}, "id_doi", "A DOI looks like 10.1000/182"),
        ({"year": "20244"}, "id_year", "Give a year between 1 and 9999."),
        ({"year": "99999999999"}, "id_year", "Give a year between 1 and 9999."),
        ({"year": "2024", "month": "13"}, "id_month", "A month is a number from 1 to 12."),
        ({"month": "2"}, "id_year", "A month needs its year."),
        ({"year": "2024", "day": "2"}, "id_month", "A day needs its month."),
        ({"year": "2023", "month": "2", "day": "29"}, "id_day", "There is no such day in that month."),
        ({"archived_on": "2024-01-01"}, "id_archived_url", "An archive date needs the archived copy’s address."),
        ({"archived_on": "yesterday"}, "id_archived_on", "Enter a valid date."),
        ({"extra": "{not json"}, "id_extra", "Enter a valid JSON."),
        ({"extra": "[1]"}, "id_extra", "Write CSL fields as"),
    ],
)
def test_bad_source_is_named_at_its_field_and_loses_nothing(desk, wiggers, empty_source, typed, field, message):
    fields = empty_source | {"key": "okonkwo2024", "title": "On leaks", "provenance": "Read in full."} | typed

    response = desk.post(add("source"), fields)

    assert response.status_code == 200
    assert any(message in found for found in errors_at(response, field)), errors_at(response, field)
    assert fields_of(response, "source_form")["provenance"].strip() == "Read in full."
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("author", "field", "message"),
    [
        ({"given": "Maria"}, "family", "Give a family name, or an organisation."),
        ({"family": "Okonkwo", "literal": "Institute"}, "literal", "not both"),
    ],
)
def test_bad_author_is_named_at_its_field(desk, author, field, message):
    source = make_source()
    fields = fields_of(desk.get(change("source", source)), "source_form")
    index = add_row(fields, "authors", **author)

    response = desk.post(change("source", source), fields)

    assert any(message in found for found in errors_at(response, f"id_authors-{index}-{field}"))


def test_key_of_a_source_stays(desk):
    source = make_source("wiggers2024")
    fields = fields_of(desk.get(change("source", source)), "source_form") | {"key": "renamed", "title": "Mended"}

    assert desk.post(change("source", source), fields).status_code == 302
    source.refresh_from_db()
    assert (source.key, source.title) == ("wiggers2024", "Mended")


@pytest.mark.parametrize(
    ("model", "find"),
    [
        ("source", lambda: Source.objects.get(key="wiggers2024")),
        ("topic", Topic.objects.first),
        ("party", Party.objects.first),
        ("policyinstrument", PolicyInstrument.objects.first),
        ("framework", Framework.objects.first),
    ],
)
def test_record_in_use_is_not_deleted_and_says_where_it_is_used(desk, model, find, case_study):
    record = find()

    response = desk.post(reverse(f"admin:casestudies_{model}_delete", args=[record.pk]), {"post": "yes"}, follow=True)

    assert response.redirect_chain == [(change(model, record), 302)]
    assert f"“{case_study.title}”. Take it out there first." in text_of(response)
    assert type(record).objects.filter(pk=record.pk).exists()


def test_record_that_nobody_uses_is_deleted_and_noted(desk, editor):
    source = make_source("lonely2024")

    assert desk.post(reverse("admin:casestudies_source_delete", args=[source.pk]), {"post": "yes"}).status_code == 302
    assert not Source.objects.filter(key="lonely2024").exists()
    assert AuditEntry.objects.get(verb="source.deleted").subject_label.startswith("Title of lonely2024")


def test_source_page_says_where_it_is_used(desk, case_study):
    text = text_of(desk.get(change("source", Source.objects.get(key="wiggers2024"))))

    assert case_study.title in text


def test_source_list_costs_the_same_with_3_and_with_30(desk, case_study):
    page = reverse("admin:casestudies_source_changelist")
    desk.get(page)
    with CaptureQueriesContext(connection) as few:
        desk.get(page)
    for number in range(27):
        make_source(f"more{number}")
    with CaptureQueriesContext(connection) as many:
        desk.get(page)

    assert len(few) == len(many)


def test_instrument_whose_days_run_backwards_is_named_at_the_day(desk):
    fields = fields_of(desk.get(add("policyinstrument")), "policyinstrument_form")
    fields |= {"key": "act", "title": "Act", "kind": "law", "jurisdiction": "EU"}

    response = desk.post(add("policyinstrument"), fields | {"adopted_on": "2024-06-01", "in_force_on": "2024-05-01"})

    assert errors_at(response, "id_in_force_on") == ["This day is before the one above it."]


@world
def framework():
    framework = Framework.objects.create(key="risks", version="1", name="Risks")
    one = FrameworkTerm.objects.create(framework=framework, key="1", name="One", position=1)
    FrameworkTerm.objects.create(framework=framework, key="1.1", name="Below", parent=one, position=2)
    return framework


def test_framework_terms_are_added_below_others(desk, framework):
    page = change("framework", framework)
    fields = fields_of(desk.get(page), "framework_form")
    add_row(fields, "terms", key="1.2", name="Second", parent=fields["terms-0-id"])

    assert desk.post(page, fields).status_code == 302
    assert framework.terms.get(key="1.2").parent.key == "1"


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"terms-1-key": "1"}, "id_terms-1-key", "The framework already has a term with this key."),
        ({"terms-0-parent": "below"}, "id_terms-0-parent", "A term cannot stand below itself."),
        ({"terms-0-DELETE": "on"}, "id_terms-1-parent", "That term is being removed. Choose another."),
    ],
)
def test_impossible_term_is_named_at_its_field(desk, framework, typed, field, message):
    page = change("framework", framework)
    fields = fields_of(desk.get(page), "framework_form")
    typed = {name: fields["terms-1-id"] if value == "below" else value for name, value in typed.items()}

    response = desk.post(page, fields | typed)

    assert response.status_code == 200
    assert message in errors_at(response, field)


def test_term_that_classifies_a_case_study_is_not_removed(desk, case_study):
    page = change("framework", Framework.objects.get())
    fields = fields_of(desk.get(page), "framework_form") | {"terms-0-DELETE": "on"}

    response = desk.post(page, fields)

    assert response.status_code == 200
    assert "Case studies are classified under" in text_of(response)
    assert FrameworkTerm.objects.count() == 1


@pytest.mark.parametrize(
    ("model", "field", "term", "found"),
    [
        ("reference", "source", "wigg", "wiggers2024 — Title of wiggers2024 (2024)"),
        ("classification", "term", "devaluation", "MIT AI Risk Repository (2025-04)"),
        ("caseparty", "party", "openai", "OpenAI"),
        ("contribution", "person", "caseb", "Casebook"),
    ],
)
def test_search_finds_records_under_labels_that_tell_them_apart(desk, model, field, term, found, case_study):
    response = desk.get(
        reverse("admin:casestudies_search"),
        {"app_label": "casestudies", "model_name": model, "field_name": field, "term": term},
    )

    assert any(found in result["text"] for result in response.json()["results"])


def test_stale_save_of_a_source_is_refused_and_keeps_what_was_typed(desk):
    source = make_source("shared2024")
    opened = fields_of(desk.get(change("source", source)), "source_form")
    assert desk.post(change("source", source), opened | {"provenance": "Read by the first."}).status_code == 302

    refused = desk.post(change("source", source), opened | {"title": "Typed by the second"})
    source.refresh_from_db()
    assert (source.provenance, source.title) == ("Read by the first.", "Title of shared2024")
    assert refused.status_code == 200
    assert "nothing was saved" in text_of(refused)
    typed = fields_of(refused, "source_form")
    assert typed["title"] == "Typed by the second"

    assert desk.post(change("source", source), typed).status_code == 302
    source.refresh_from_db()
    assert (source.title, source.provenance) == ("Typed by the second", "Read by the first.")


def test_both_texts_stand_side_by_side_and_each_field_is_chosen(desk):
    instrument = PolicyInstrument.objects.create(key="act", title="An act", kind="law", jurisdiction="US")
    page = change("policyinstrument", instrument)
    opened = fields_of(desk.get(page), "policyinstrument_form")
    theirs = {"title": "Their title", "kind": "standard", "adopted_on": "2024-03-01", "short_title": "Theirs"}
    mine = {"title": "My title", "url": "https://example.org/act", "short_title": "Mine"}
    desk.post(page, opened | theirs)

    refused = desk.post(page, opened | mine)

    chosen = {
        one.name: (one.mine, one.theirs, one.choice, one.is_open)
        for one in refused.context["adminform"].form.differences
    }
    assert chosen == {
        "title": ("My title", "Their title", "mine", True),
        "short_title": ("Mine", "Theirs", "mine", True),
        "kind": ("Law", "Standard", "theirs", False),
        "adopted_on": ("", "2024-03-01", "theirs", False),
        "url": ("https://example.org/act", "", "mine", False),
    }
    assert "Both of you changed this." in text_of(refused)
    desk.post(page, fields_of(refused, "policyinstrument_form") | {"stands-title": "theirs"})
    instrument.refresh_from_db()
    assert (instrument.title, instrument.short_title, instrument.kind) == ("Their title", "Mine", "standard")
    assert (instrument.adopted_on, instrument.url) == (date(2024, 3, 1), "https://example.org/act")


def test_choice_counts_for_the_text_that_was_shown_alone(desk):
    topic = Topic.objects.create(slug="work", name="Work", description="A")
    page = change("topic", topic)
    opened = fields_of(desk.get(page), "topic_form")
    desk.post(page, opened | {"description": "B"})
    refused = desk.post(page, opened | {"description": "Mine"})
    desk.post(page, fields_of(refused, "topic_form") | {"description": "C"})

    again = desk.post(page, fields_of(refused, "topic_form") | {"stands-description": "theirs"})

    (one,) = again.context["adminform"].form.differences
    assert (one.mine, one.theirs) == ("Mine", "C")
    topic.refresh_from_db()
    assert topic.description == "C"


@pytest.mark.parametrize("base", ["", "x", "[]", '{"name": 1}', "null"])
def test_what_a_form_began_from_may_be_anything(desk, base):
    topic = Topic.objects.create(slug="work", name="Work")
    page = change("topic", topic)
    opened = fields_of(desk.get(page), "topic_form")
    desk.post(page, opened | {"name": "Theirs"})

    refused = desk.post(page, opened | {"name": "Mine", "base_values": base})

    assert refused.status_code == 200
    assert [one.is_open for one in refused.context["adminform"].form.differences] == [True]

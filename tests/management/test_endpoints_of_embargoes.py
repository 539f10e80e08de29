"""After the update an endpoint is told of texts under embargo if its partner has a key for them that works."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from casestudies.models import ApiKey, Endpoint
from tests.factories import make_account, make_partner

keep_telling = import_module("casestudies.migrations.0035_endpoints_of_embargoes").keep_telling


@pytest.mark.django_db
def test_only_a_key_that_works_keeps_an_endpoint_told_of_embargoes():
    now, by = timezone.now(), make_account().uuid
    before, after = now - timedelta(days=1), now + timedelta(days=1)
    facts = {
        "works": {},
        "ends later": {"expires_at": after, "revoked_at": after},
        "no embargo": {"scopes": ["webhooks"]},
        "sandbox": {"is_sandbox": True},
        "revoked": {"revoked_at": before},
        "expired": {"expires_at": before},
    }
    for number, (name, given) in enumerate(facts.items()):
        partner = make_partner(name)
        ApiKey.objects.create(
            partner=partner,
            key_id=f"k{number}",
            created_at=before,
            created_by=by,
            **{"scopes": ["webhooks", "embargo"], **given},
        )
        Endpoint.objects.create(partner=partner, url="https://partner.example/", created_at=before)

    keep_telling(apps, None)

    told = Endpoint.objects.filter(releases=True).order_by("pk")
    assert [endpoint.partner.name for endpoint in told] == ["works", "ends later"]

"""A partner and its program, for the tests that look at them from outside."""

from casestudies.enums import Scope
from tests.api.asking import client_for
from tests.factories import make_partner
from tests.worlds import world


@world
def partner():
    return make_partner(contact_name="Ida Quay", contact_email="ida@partner.example")


@world
def client(partner):
    return client_for(partner, Scope.HOLDINGS, Scope.READ)

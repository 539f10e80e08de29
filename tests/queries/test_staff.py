"""How people are called in sentences, and who holds a permission."""

import pytest

from casestudies.models import Account
from casestudies.queries.staff import name_of, names_of, who_may
from tests.factories import make_account, make_member


@pytest.mark.parametrize(
    ("account", "name"),
    [
        (Account(username="ada", first_name="Ada", last_name="King"), "Ada King"),
        (Account(username="ada"), "ada"),
        (None, "Somebody"),
    ],
)
def test_name_of(account, name):
    assert name_of(account) == name


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ("", ""),
        ("a", "a"),
        ("a b", "a and b"),
        ("a b c", "a, b and c"),
        ("a b c d e", "a, b, c, d and e"),
        ("a b c d e f g", "a, b, c, d, e and 2 more"),
    ],
)
def test_names_of(names, sentence):
    assert names_of([Account(username=name) for name in names.split()]) == sentence


@pytest.mark.django_db
def test_who_may_holds_the_permission_and_can_act():
    root, editor = make_account(username="root"), make_member("Editor", username="eve")
    make_member("Author")
    make_member("Editor", is_active=False)
    system = make_member("Editor", is_staff=False)
    Account.objects.filter(pk=system.pk).update(is_system=True)

    assert list(who_may("review_casestudy")) == [editor, root]

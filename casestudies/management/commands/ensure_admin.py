"""Makes the first superuser, so that somebody can sign in to a new site."""

import os
import secrets
from typing import Any

from django.core.management.base import BaseCommand

from casestudies.models import Account

USERNAME = "admin"


class Command(BaseCommand):
    help = (
        "Make the superuser `admin` if there is no superuser yet. The password is CASEBOOK_ADMIN_PASSWORD, "
        "or one made up and printed this once."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if Account.objects.filter(is_superuser=True).exists():
            return
        if Account.objects.filter(username=USERNAME).exists():
            self.stdout.write(f"There is an account named {USERNAME} already, and no superuser: use createsuperuser.")
            return
        given = os.environ.get("CASEBOOK_ADMIN_PASSWORD", "")
        password = given or secrets.token_urlsafe(12)
        Account.objects.create_superuser(USERNAME, password=password)
        shown = "the password in CASEBOOK_ADMIN_PASSWORD" if given else f"the password {password} (shown only now)"
        self.stdout.write(f"First login: {USERNAME} with {shown}.")

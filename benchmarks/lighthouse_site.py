"""Fills the site that lighthouse.py asks about: the seed, a second edition of it, and as many generated cases as told.

Its own process, so that the settings see the environment which lighthouse.py made.
"""

import sys
from datetime import timedelta
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parent.parent))
django.setup()

from django.core.management import call_command  # noqa: E402 (Django first)
from django.utils import timezone  # noqa: E402

from casestudies.actions.publish import publish  # noqa: E402
from casestudies.actions.save_draft import settle_draft  # noqa: E402
from casestudies.actions.write_draft import write_draft  # noqa: E402
from casestudies.enums import EditionKind  # noqa: E402
from casestudies.exchange.synthetic import PREFIX, make_library, synthetic_document  # noqa: E402
from casestudies.models import Account, CaseStudy, Person  # noqa: E402

SLUG = "sora-leak-2024"


def main(generated: int) -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["redoc", "rest_framework"])
    call_command("seed", verbosity=0)
    desk = Account.objects.create(username="lighthouse", is_staff=True, is_superuser=True)
    make_library()
    Person.objects.get_or_create(key=f"{PREFIX}desk", defaults={"name": "Synthetic desk", "kind": "organisation"})
    for number in range(1, generated + 1):
        document = synthetic_document(number)
        draft = write_draft(document, teaching={}, slug=f"{PREFIX}{number}", by=desk, now=timezone.now())
        show(draft, desk, EditionKind.INITIAL, "First edition.")
    correct(CaseStudy.objects.get(slug=SLUG), desk)


def correct(case_study: CaseStudy, desk: Account) -> None:
    """The second edition: a sentence more in each of the first sections."""
    for section in case_study.sections.order_by("position")[:3]:
        section.prose = section.prose.replace("<p>", "<p>This sentence stands in the second edition alone. ", 1)
        section.save()
    settle_draft(case_study, by=desk, now=timezone.now() + timedelta(seconds=1))
    show(case_study, desk, EditionKind.CORRECTION, "A sentence was missing from the record.")


def show(case_study: CaseStudy, desk: Account, kind: EditionKind, note: str) -> None:
    now = timezone.now() + timedelta(seconds=2)
    publish(case_study, by=desk, now=now, kind=kind, change_note=note, override_reason="For Lighthouse.")


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""`python -m tests.translations`"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.translations.catalogue import main  # noqa: E402 (the settings come first)

main()

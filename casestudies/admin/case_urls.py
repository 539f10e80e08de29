"""The addresses under a case study's form.

To add yours: give your module `urls(model_admin) -> list[URLPattern]`, with paths such as `<int:pk>/compare/` under
`/admin/casestudies/casestudy/`, each view wrapped in `model_admin.admin_site.admin_view`, and name it in MODULES.
A panel beside the form is added in panels.py, its stylesheet and script in case_assets.py.
"""

from casestudies.admin import (
    autocomplete,
    cite,
    compare,
    history,
    import_word,
    notes,
    readiness_panel,
    releases,
    restore,
    translations,
    workflow,
)
from casestudies.admin.bulk import page as bulk
from casestudies.admin.checking import screen
from casestudies.admin.front import told
from casestudies.admin.preview import links, live
from casestudies.admin.together import presence, session, working_copy

MODULES = [
    autocomplete,
    bulk,
    cite,
    compare,
    history,
    import_word,
    links,
    live,
    notes,
    presence,
    readiness_panel,
    releases,
    restore,
    screen,
    session,
    told,
    translations,
    workflow,
    working_copy,
]


def case_urls(model_admin):
    return [pattern for module in MODULES for pattern in module.urls(model_admin)]

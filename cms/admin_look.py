"""How the admin looks and what its menu holds: data for Unfold, in the product's colours and words."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

# Warm paper to ink. Unfold reads 50 to 400 on light pages' surfaces and dark pages' text, 600 to 950 the other way.
BASE = {
    "50": "#f8f6f0",
    "100": "#f1ede2",
    "200": "#ddd7c9",
    "300": "#cbc4b4",
    "400": "#bfb8aa",
    "500": "#5f594e",
    "600": "#47423a",
    "700": "#4b4a44",
    "800": "#33342f",
    "900": "#191a18",
    "950": "#131412",
}

# The accent. 600 carries white text and is the link on paper; 500 is the link on ink, hence the step between them.
PRIMARY = {
    "50": "#eef4f3",
    "100": "#e1ecea",
    "200": "#c3dbd9",
    "300": "#a5d3d3",
    "400": "#84cdd0",
    "500": "#84cdd0",
    "600": "#0a4a52",
    "700": "#083e45",
    "800": "#14302f",
    "900": "#0d2928",
    "950": "#081d1d",
}


def may_view(model: str) -> Callable[[HttpRequest], bool]:
    """Whether somebody may see a model's list: `case_study` rows only appear in menus of those who may open them."""

    def permitted(request: HttpRequest) -> bool:
        app, name = model.split(".")
        return request.user.has_perm(f"{app}.view_{name}") or request.user.has_perm(f"{app}.change_{name}")

    return permitted


def entry(title: Any, icon: str, model: str) -> dict[str, Any]:
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{model.replace('.', '_')}_changelist"),
        "permission": may_view(model),
    }


NAVIGATION = [
    {
        "items": [
            {"title": _("Desk"), "icon": "inbox", "link": reverse_lazy("admin:index")},
            entry(_("Case studies"), "article", "casestudies.casestudy"),
            entry(_("Sources"), "menu_book", "casestudies.source"),
            entry(_("Pictures"), "image", "casestudies.mediafile"),
            {
                "title": _("Reports from readers"),
                "icon": "flag",
                "link": reverse_lazy("admin:casestudies_errorreport_changelist"),
                "permission": may_view("casestudies.casestudy"),
            },
            # Everybody sees what they asked for.
            {"title": _("Jobs"), "icon": "pending_actions", "link": reverse_lazy("admin:casestudies_job_changelist")},
        ],
    },
    {
        "title": _("Vocabularies"),
        "separator": True,
        "items": [
            entry(_("Topics"), "sell", "casestudies.topic"),
            entry(_("Parties"), "groups", "casestudies.party"),
            entry(_("Policy instruments"), "gavel", "casestudies.policyinstrument"),
            entry(_("Frameworks"), "account_tree", "casestudies.framework"),
            entry(_("People"), "badge", "casestudies.person"),
        ],
    },
    {
        "title": _("The record"),
        "separator": True,
        "items": [
            entry(_("Editions"), "library_books", "casestudies.edition"),
            entry(_("Corrections"), "edit_note", "casestudies.correction"),
            entry(_("Withdrawals"), "block", "casestudies.withdrawal"),
            entry(_("Revisions"), "history", "casestudies.revision"),
            entry(_("Audit entries"), "fact_check", "casestudies.auditentry"),
        ],
    },
    {
        "title": _("Partners"),
        "separator": True,
        "items": [
            entry(_("Partners"), "handshake", "casestudies.partner"),
            entry(_("What they carry"), "inventory_2", "casestudies.holding"),
            entry(_("Webhook log"), "send", "casestudies.delivery") | {"permission": may_view("casestudies.endpoint")},
        ],
    },
    {
        "title": _("Classroom"),
        "separator": True,
        "items": [entry(_("Teacher passes"), "school", "casestudies.teacherpass")],
    },
    {
        "title": _("Publication"),
        "separator": True,
        "items": [
            entry(_("Settings"), "tune", "casestudies.publicationsettings"),
            entry(_("Accounts"), "person", "casestudies.account"),
            entry(_("Roles"), "group", "auth.group"),
        ],
    },
]

ADMIN_LOOK: dict[str, Any] = {
    "SITE_TITLE": "casestudies.admin.site.site_name",
    "SITE_HEADER": "casestudies.admin.site.site_name",
    "SITE_SUBHEADER": _("Editors’ desk"),
    "SITE_URL": "/",
    "SITE_ICON": lambda request: static("icons/favicon.svg"),
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("icons/favicon.svg")},
    ],
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": True,
    "BORDER_RADIUS": "4px",
    "COLORS": {
        "base": BASE,
        "primary": PRIMARY,
        "font": {
            "subtle-light": "#5f594e",
            "subtle-dark": "#bfb8aa",
            "default-light": "#47423a",
            "default-dark": "#d5cfc2",
            "important-light": "#1b1915",
            "important-dark": "#ebe6da",
        },
    },
    "STYLES": [
        lambda request: static("admin_casebook/desk.css"),
        lambda request: static("css/colours.css"),
        lambda request: static("css/edition_line.css"),
        lambda request: static("desk/list.css"),
    ],
    "SCRIPTS": [
        lambda request: static("admin_casebook/desk.js"),
        lambda request: static("desk/icons.js"),
        lambda request: static("desk/labels.js"),
    ],
    "ACCOUNT": {
        "navigation": [
            {"title": _("My preferences"), "link": reverse_lazy("preferences")},
            {"title": _("Change password"), "link": reverse_lazy("admin:password_change")},
        ]
    },
    "DASHBOARD_CALLBACK": "casestudies.admin.front.page.desk_context",
    "SIDEBAR": {"show_search": False, "show_all_applications": False, "navigation": NAVIGATION},
}

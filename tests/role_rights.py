"""What each role may do as the migrations leave it, by codename."""

from importlib import import_module

FIRST = import_module("casestudies.migrations.0003_roles").ROLES
# The migrations that gave more, with `RIGHTS`, `give_rights` and `take_rights`.
LATER = [
    import_module(f"casestudies.migrations.{name}")
    for name in (
        "0010_partner_rights",
        "0017_teacher_rights",
        "0022_key_rights",
        "0026_webhook_rights",
        "0039_redaction_rights",
    )
]
RIGHTS = {
    name: [*codenames, *(right for migration in LATER for right in migration.RIGHTS.get(name, []))]
    for name, codenames in FIRST.items()
}

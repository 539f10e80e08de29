"""What each role may do as the migrations leave it, by codename."""

from importlib import import_module

FIRST = import_module("casestudies.migrations.0003_roles").ROLES
PARTNERS = import_module("casestudies.migrations.0010_partner_rights").RIGHTS
TEACHERS = import_module("casestudies.migrations.0017_teacher_rights").RIGHTS

RIGHTS = {name: [*codenames, *PARTNERS.get(name, []), *TEACHERS.get(name, [])] for name, codenames in FIRST.items()}

"""The change log learns what its entries were about: the address now, and the topics of each edition's card."""

from django.db import migrations


def fill(apps, schema_editor):
    using = schema_editor.connection.alias
    entries, subjects, topics, states, renderings = (
        apps.get_model("casestudies", name)._default_manager.using(using)
        for name in ("ChangeLogEntry", "ChangeSubject", "ChangeTopic", "PublicState", "Rendering")
    )
    slugs = dict(states.values_list("uuid", "slug"))
    carried = {}
    for entry in entries.filter(subject=None).order_by("sequence").iterator(500):
        if entry.case_uuid not in slugs:
            continue
        of_edition = renderings.filter(edition__edition_digest=entry.edition_digest).values_list("card", flat=True)
        card = of_edition.first()
        before = carried.get(entry.case_uuid, frozenset())
        now = frozenset(topic["slug"] for topic in card["topics"]) if card else before
        carried[entry.case_uuid] = now
        subjects.create(entry=entry, slug=slugs[entry.case_uuid])
        for slug in sorted(now | before):
            topics.create(entry=entry, slug=slug, is_left=slug not in now)


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0027_statements_as_data")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

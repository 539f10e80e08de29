"""Let drafts that were there before be found by their text: from the last revision of each."""

import json

from django.db import migrations

from casestudies.publication.draft_text import folded, passages


def fill(apps, schema_editor):
    using = schema_editor.connection.alias
    revisions = apps.get_model("casestudies", "Revision").objects.using(using)
    texts = apps.get_model("casestudies", "DraftText").objects.using(using)
    for pk in apps.get_model("casestudies", "CaseStudy").objects.using(using).values_list("pk", flat=True):
        last = revisions.filter(case_study=pk).order_by("-number").first()
        if last is not None:
            found = passages(json.loads(last.content), json.loads(last.teaching)["notes"])
            texts.create(case_study_id=pk, folded=folded(found), passages=found)


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0007_draft_text")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

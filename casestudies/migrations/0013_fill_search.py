"""Let what was published before be found: the search entries of live editions, from their snapshots."""

import json
from collections import Counter
from datetime import datetime

from django.db import migrations

from casestudies.publication.search_entry import search_entry
from casestudies.publication.search_facets import facet_values
from casestudies.publication.search_words import grams, stem, vocabulary


def fill(apps, schema_editor):
    using = schema_editor.connection.alias

    def rows(name):
        return apps.get_model("casestudies", name).objects.using(using)

    # The words are made by today's code, which may know of more columns than this table has yet.
    known = {field.name for field in apps.get_model("casestudies", "SearchEntry")._meta.get_fields()}
    cases = Counter()
    live = rows("PublicState").filter(
        status="live", edition__redaction=None, edition__payload__isnull=False, edition__rendering__isnull=False
    )
    for state in live.select_related("edition__payload", "edition__rendering").iterator(50):
        document, rendering = json.loads(state.edition.payload.content), state.edition.rendering
        columns = search_entry(document, rendering.contents)
        columns = {name: value for name, value in columns.items() if name in known}
        corrected = datetime.fromisoformat(state.corrections[0]["at"]) if state.corrections else None
        rows("SearchEntry").create(state=state, corrected_at=corrected, **columns)
        facet = apps.get_model("casestudies", "SearchFacet")
        values = facet_values(document, rendering.card)
        rows("SearchFacet").bulk_create(facet(state=state, **value._asdict()) for value in values)
        cases.update(vocabulary(columns))
    word, gram = (apps.get_model("casestudies", name) for name in ("SearchWord", "SearchGram"))
    rows("SearchWord").bulk_create(
        (word(word=one, stem=stem(one), cases=number) for one, number in sorted(cases.items())), batch_size=500
    )
    pieces = (
        gram(word_id=pk, gram=piece) for pk, one in rows("SearchWord").values_list("pk", "word") for piece in grams(one)
    )
    rows("SearchGram").bulk_create(pieces, batch_size=2_000)


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0012_search_index")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

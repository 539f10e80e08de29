"""A case study as large as the desk has to bear: for tests that count queries, and for the measurement of the form."""

from uuid import uuid4

from casestudies.actions.write_draft import write_draft
from casestudies.enums import SectionKind
from casestudies.models import Account, CaseStudy, Source, SourceAuthor
from tests.factories import NOW, cite, document, make_library

SENTENCE = (
    "The form let visitors make short videos from a description, under a token that had been issued to testers, until "
    "the company paused early access for everybody, which took three hours."
)


def make_big_case(*, by: Account, sections: int = 100, references: int = 200, slug: str = "large") -> CaseStudy:
    """A draft of so many sections, each with one cited statement, and so many references."""
    keys = [f"large{number:03}" for number in range(references)]
    Source.objects.bulk_create(
        (
            Source(
                key=key, title=f"The title of {key}, of ordinary length", year=2024, url=f"https://example.org/{key}"
            )
            for key in keys
        ),
        ignore_conflicts=True,
    )
    sources = Source.objects.filter(key__in=keys, authors=None)
    SourceAuthor.objects.bulk_create(SourceAuthor(source=source, family="Wiggers", given="Kyle") for source in sources)
    per_section = [keys[number::sections] or keys[:1] for number in range(sections)]
    make_library()
    content = document(seed=slug) | {
        "sections": [
            {
                "uuid": str(uuid4()),
                "anchor": f"section-{number}",
                "heading": f"Section {number}: what the testers said",
                "kind": SectionKind.RECORD,
                "prose": f"<p>{SENTENCE} It was number {number}.{cite(*cited)}</p>",
            }
            for number, cited in enumerate(per_section)
        ],
        "questions": [],
    }
    return write_draft(content, teaching={}, slug=slug, by=by, now=NOW)

"""What the library and the fact-checkers know of a draft's sources and statements."""

from casestudies.models import CaseStudy, Passage, Source, Verification
from casestudies.publication.evidence import Evidence
from casestudies.queries.translations import original_of


def evidence_of(case_study: CaseStudy) -> Evidence:
    """The evidence beside a draft as last saved. Three queries, and one of a translation."""
    sources = list(
        Source.objects.filter(references__case_study=case_study)
        .order_by()
        .values_list("key", "link_state", "standing", "standing_note")
    )
    quoted: dict[str, list[str]] = {}
    for key, words in Passage.objects.filter(case_study=case_study).order_by().values_list("source__key", "words"):
        quoted.setdefault(key, []).append(words)
    verdicts = Verification.objects.filter(case_study=case_study).order_by()
    return Evidence(
        links={key: state for key, state, _standing, _note in sources},
        standings={key: (standing, note) for key, _state, standing, note in sources},
        quoted={key: tuple(words) for key, words in quoted.items()},
        verdicts=dict(verdicts.values_list("statement_key", "verdict")),
        original=original_of(case_study),
    )

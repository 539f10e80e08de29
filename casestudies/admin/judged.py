"""What blocks a text and what is known beside it, asked once a request: the panel shows it, the buttons go by it."""

from casestudies.actions.publication_checks import blocking
from casestudies.errors import Problem
from casestudies.models import CaseStudy
from casestudies.publication.evidence import Evidence
from casestudies.publication.snapshot import Snapshot
from casestudies.queries.evidence import evidence_of


def judged(request, draft: CaseStudy, snapshot: Snapshot) -> tuple[list[Problem], Evidence]:
    """The problems and the evidence of the draft as it stands in this snapshot."""
    known = getattr(request, "judged", None)
    if known is None or known[0] is not snapshot:
        evidence = evidence_of(draft)
        known = request.judged = (snapshot, blocking(draft, snapshot, evidence), evidence)
    return known[1], known[2]

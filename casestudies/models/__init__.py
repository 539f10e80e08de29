"""The data. Each model says in its docstring what it is and whether it changes."""

from casestudies.models.case_parts import CaseInstrument, CaseParty, Classification, Figure
from casestudies.models.case_study import (
    CaseStudy,
    Contribution,
    DiscussionQuestion,
    LearningObjective,
    OldSlug,
    Section,
    TimelineEvent,
)
from casestudies.models.edition import (
    ChangeLogEntry,
    Edition,
    EditionMedia,
    EditionPayload,
    PublicState,
    PublishedTerm,
    Rendering,
    SearchEntry,
)
from casestudies.models.evidence import Reference, Source, SourceAuthor
from casestudies.models.history import AuditEntry, Revision
from casestudies.models.media import MediaFile
from casestudies.models.notices import Correction, Redaction, Withdrawal
from casestudies.models.outbox import OutboxEvent
from casestudies.models.people import Account, Person
from casestudies.models.publication import PublicationSettings
from casestudies.models.vocabulary import Framework, FrameworkTerm, Party, PolicyInstrument, Topic

__all__ = [
    "Account",
    "AuditEntry",
    "CaseInstrument",
    "CaseParty",
    "CaseStudy",
    "ChangeLogEntry",
    "Classification",
    "Contribution",
    "Correction",
    "DiscussionQuestion",
    "Edition",
    "EditionMedia",
    "EditionPayload",
    "Figure",
    "Framework",
    "FrameworkTerm",
    "LearningObjective",
    "MediaFile",
    "OldSlug",
    "OutboxEvent",
    "Party",
    "Person",
    "PolicyInstrument",
    "PublicState",
    "PublicationSettings",
    "PublishedTerm",
    "Redaction",
    "Reference",
    "Rendering",
    "Revision",
    "SearchEntry",
    "Section",
    "Source",
    "SourceAuthor",
    "TimelineEvent",
    "Topic",
    "Withdrawal",
]

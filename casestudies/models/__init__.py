"""The data. Each model says in its docstring what it is and whether it changes."""

from casestudies.models.api_key import ApiKey, ApiUsage
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
from casestudies.models.change_subject import ChangeSubject, ChangeTopic
from casestudies.models.checking import Checker, CheckRequest, Passage, Verification
from casestudies.models.deleted import DeletedSource
from casestudies.models.desk import Note, Presence, PreviewLink, WorkingCopy
from casestudies.models.draft_text import DraftText
from casestudies.models.edition import (
    ChangeLogEntry,
    Edition,
    EditionMedia,
    EditionPayload,
    PublicState,
    PublishedTerm,
    Rendering,
)
from casestudies.models.error_report import ErrorReport
from casestudies.models.evidence import Reference, Source, SourceAuthor
from casestudies.models.history import AuditEntry, Revision
from casestudies.models.holding_step import HoldingStepTaken
from casestudies.models.jobs import Job
from casestudies.models.media import MediaFile
from casestudies.models.notices import Correction, Redaction, Withdrawal
from casestudies.models.notification import Notification
from casestudies.models.outbox import OutboxEvent
from casestudies.models.partner import Holding, Partner
from casestudies.models.partner_change import CoverageSpan, PartnerChange
from casestudies.models.people import Account, Person
from casestudies.models.publication import PublicationSettings, RunningSoftware
from casestudies.models.redaction_request import RedactionRequest
from casestudies.models.related import RelatedCase, RelationMark
from casestudies.models.release import Release, ReleaseRecipient
from casestudies.models.schedule import Schedule
from casestudies.models.search import SearchEntry, SearchFacet, SearchGram, SearchStem, SearchWord
from casestudies.models.signature import EditionSignature, SigningKey
from casestudies.models.teacher_pass import TeacherPass
from casestudies.models.vocabulary import Framework, FrameworkTerm, Party, PolicyInstrument, Topic
from casestudies.models.webhook import Delivery, DeliveryAttempt, Endpoint, EndpointLetter, EndpointSecret

__all__ = [
    "Account",
    "ApiKey",
    "ApiUsage",
    "AuditEntry",
    "CaseInstrument",
    "CaseParty",
    "CaseStudy",
    "ChangeLogEntry",
    "ChangeSubject",
    "ChangeTopic",
    "CheckRequest",
    "Checker",
    "Classification",
    "Contribution",
    "Correction",
    "CoverageSpan",
    "DeletedSource",
    "Delivery",
    "DeliveryAttempt",
    "DiscussionQuestion",
    "DraftText",
    "Edition",
    "EditionMedia",
    "EditionPayload",
    "EditionSignature",
    "Endpoint",
    "EndpointLetter",
    "EndpointSecret",
    "ErrorReport",
    "Figure",
    "Framework",
    "FrameworkTerm",
    "Holding",
    "HoldingStepTaken",
    "Job",
    "LearningObjective",
    "MediaFile",
    "Note",
    "Notification",
    "OldSlug",
    "OutboxEvent",
    "Partner",
    "PartnerChange",
    "Party",
    "Passage",
    "Person",
    "PolicyInstrument",
    "Presence",
    "PreviewLink",
    "PublicState",
    "PublicationSettings",
    "PublishedTerm",
    "Redaction",
    "RedactionRequest",
    "Reference",
    "RelatedCase",
    "RelationMark",
    "Release",
    "ReleaseRecipient",
    "Rendering",
    "Revision",
    "RunningSoftware",
    "Schedule",
    "SearchEntry",
    "SearchFacet",
    "SearchGram",
    "SearchStem",
    "SearchWord",
    "Section",
    "SigningKey",
    "Source",
    "SourceAuthor",
    "TeacherPass",
    "TimelineEvent",
    "Topic",
    "Verification",
    "Withdrawal",
    "WorkingCopy",
]

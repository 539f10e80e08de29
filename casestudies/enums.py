"""The product's closed vocabularies: stages, public states, kinds and roles, with the words readers see."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """Where the next text of a case study stands; says nothing about what the public sees now."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")


class ScheduleState(TextChoices):
    WAITING = "waiting", _("Waiting")
    FAILED = "failed", _("Not published")


class PublicStatus(TextChoices):
    """What the public sees now. A case study without a public state was never published."""

    LIVE = "live", _("Live")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class EditionKind(TextChoices):
    INITIAL = "initial", _("First edition")
    UPDATE = "update", _("Update")
    CORRECTION = "correction", _("Correction")


class SectionKind(TextChoices):
    """How much evidence a section owes its reader."""

    RECORD = "record", _("Record: what happened; every block cites a source")
    ANALYSIS = "analysis", _("Analysis: what it means; facts cite a source")
    OTHER = "other", _("Other: no citation is asked for")


class DatePrecision(TextChoices):
    YEAR = "year", _("Year")
    MONTH = "month", _("Month")
    DAY = "day", _("Day")
    TIME = "time", _("Time of day")


class FigureKind(TextChoices):
    IMAGE = "image", _("Image")
    VIDEO = "video", _("Link to a video")


class PartyKind(TextChoices):
    ORGANISATION = "organisation", _("Organisation")
    PERSON = "person", _("Person")
    GROUP = "group", _("Group")
    PUBLIC_BODY = "public_body", _("Public body")


class PartyRole(TextChoices):
    DEVELOPER = "developer", _("Developer")
    DEPLOYER = "deployer", _("Deployer")
    AFFECTED = "affected", _("Affected")
    PROTESTER = "protester", _("Protester or complainant")
    REGULATOR = "regulator", _("Regulator")
    HOST = "host", _("Platform or host")
    FUNDER = "funder", _("Funder")
    EXPERT = "expert", _("Expert")


class ResponseState(TextChoices):
    """What became of asking a party for its side."""

    NOT_SOUGHT = "not_sought", _("Not sought")
    SOUGHT = "sought", _("Sought")
    NO_ANSWER = "no_answer", _("No answer")
    DECLINED = "declined", _("Declined to answer")
    RECEIVED = "received", _("Received")


class SourceCheck(TextChoices):
    """How far somebody got in checking that a source says what it is cited for."""

    READ = "read", _("Read")
    URL_CORROBORATED = "url_corroborated", _("Address corroborated, text not read")
    SECONDHAND = "secondhand", _("Read second-hand")
    NOT_CHECKED = "not_checked", _("Not checked")


class LinkState(TextChoices):
    UNCHECKED = "unchecked", _("Not checked yet")
    OK = "ok", _("Answers")
    REDIRECTED = "redirected", _("Redirects")
    DEAD = "dead", _("Dead")
    DANGEROUS = "dangerous", _("Dangerous")


class SourceStanding(TextChoices):
    """What the source's own publisher did with it since."""

    STANDS = "stands", _("Stands")
    CORRECTED = "corrected", _("Corrected by its publisher")
    RETRACTED = "retracted", _("Retracted by its publisher")


class InstrumentKind(TextChoices):
    LAW = "law", _("Law")
    REGULATION = "regulation", _("Regulation")
    DIRECTIVE = "directive", _("Directive")
    COURT_DECISION = "court_decision", _("Court decision")
    AGENCY_REPORT = "agency_report", _("Agency report")
    CONSULTATION = "consultation", _("Consultation")
    STANDARD = "standard", _("Standard")
    CODE_OF_PRACTICE = "code_of_practice", _("Code of practice")
    COMPANY_POLICY = "company_policy", _("Company policy")


class InstrumentStatus(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ADOPTED = "adopted", _("Adopted")
    IN_FORCE = "in_force", _("In force")
    REPEALED = "repealed", _("Repealed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PersonKind(TextChoices):
    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")


class ContributorRole(TextChoices):
    """The 14 roles of the Contributor Role Taxonomy (CRediT, ANSI/NISO Z39.104-2022) and two of ours."""

    CONCEPTUALIZATION = "conceptualization", _("Conceptualization")
    DATA_CURATION = "data-curation", _("Data curation")
    FORMAL_ANALYSIS = "formal-analysis", _("Formal analysis")
    FUNDING_ACQUISITION = "funding-acquisition", _("Funding acquisition")
    INVESTIGATION = "investigation", _("Investigation")
    METHODOLOGY = "methodology", _("Methodology")
    PROJECT_ADMINISTRATION = "project-administration", _("Project administration")
    RESOURCES = "resources", _("Resources")
    SOFTWARE = "software", _("Software")
    SUPERVISION = "supervision", _("Supervision")
    VALIDATION = "validation", _("Validation")
    VISUALIZATION = "visualization", _("Visualization")
    WRITING_ORIGINAL_DRAFT = "writing-original-draft", _("Writing – original draft")
    WRITING_REVIEW_EDITING = "writing-review-editing", _("Writing – review & editing")
    EDITING = "editing", _("Editing")
    FACT_CHECKING = "fact-checking", _("Fact-checking")


AUTHOR_ROLES = frozenset({ContributorRole.WRITING_ORIGINAL_DRAFT, ContributorRole.WRITING_REVIEW_EDITING})


class Licence(TextChoices):
    """SPDX identifiers where SPDX has one."""

    CC_BY = "CC-BY-4.0", _("Creative Commons Attribution 4.0")
    CC_BY_SA = "CC-BY-SA-4.0", _("Creative Commons Attribution-ShareAlike 4.0")
    CC_BY_NC = "CC-BY-NC-4.0", _("Creative Commons Attribution-NonCommercial 4.0")
    CC_BY_NC_SA = "CC-BY-NC-SA-4.0", _("Creative Commons Attribution-NonCommercial-ShareAlike 4.0")
    CC_BY_ND = "CC-BY-ND-4.0", _("Creative Commons Attribution-NoDerivatives 4.0")
    CC0 = "CC0-1.0", _("CC0 1.0 (public domain dedication)")
    ALL_RIGHTS_RESERVED = "all-rights-reserved", _("All rights reserved")
    QUOTED = "quoted", _("Used under a right to quote")


LICENCE_URLS = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.CC_BY_NC_SA: "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    Licence.CC_BY_ND: "https://creativecommons.org/licenses/by-nd/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


class TermKind(TextChoices):
    """What a published projection row stands for."""

    TOPIC = "topic", _("Topic")
    PARTY = "party", _("Party")
    JURISDICTION = "jurisdiction", _("Jurisdiction")
    FRAMEWORK_TERM = "framework_term", _("Framework term")
    INSTRUMENT = "instrument", _("Policy instrument")
    SOURCE = "source", _("Source")
    MEDIA = "media", _("Media file")


class NoticeKind(TextChoices):
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REINSTATED = "reinstated", _("Reinstated")


class ChangeEvent(TextChoices):
    """What the site-wide change log and the outbox can say happened."""

    PUBLISHED = "case_study.published", _("Published")
    UPDATED = "case_study.updated", _("Updated")
    CORRECTED = "case_study.corrected", _("Corrected")
    WITHDRAWN = "case_study.withdrawn", _("Withdrawn")
    REINSTATED = "case_study.reinstated", _("Reinstated")
    MOVED = "case_study.moved", _("Moved to another address")


EVENT_OF_KIND = {
    EditionKind.INITIAL: ChangeEvent.PUBLISHED,
    EditionKind.UPDATE: ChangeEvent.UPDATED,
    EditionKind.CORRECTION: ChangeEvent.CORRECTED,
}


class OutboxState(TextChoices):
    PENDING = "pending", _("Pending")
    DONE = "done", _("Done")
    DEAD = "dead", _("Given up")


class SourceType(TextChoices):
    """The CSL 1.0.2 item types that a desk meets; the value is CSL's own."""

    ARTICLE = "article", _("Article (preprint)")
    ARTICLE_JOURNAL = "article-journal", _("Journal article")
    ARTICLE_MAGAZINE = "article-magazine", _("Magazine article")
    ARTICLE_NEWSPAPER = "article-newspaper", _("News article")
    BILL = "bill", _("Bill")
    BOOK = "book", _("Book")
    BROADCAST = "broadcast", _("Broadcast")
    CHAPTER = "chapter", _("Chapter")
    DATASET = "dataset", _("Dataset")
    HEARING = "hearing", _("Hearing")
    INTERVIEW = "interview", _("Interview")
    LEGAL_CASE = "legal_case", _("Court decision")
    LEGISLATION = "legislation", _("Legislation")
    MOTION_PICTURE = "motion_picture", _("Film or video")
    PAPER_CONFERENCE = "paper-conference", _("Conference paper")
    PERSONAL_COMMUNICATION = "personal_communication", _("Personal communication")
    POST = "post", _("Social media post")
    POST_WEBLOG = "post-weblog", _("Blog post")
    REGULATION = "regulation", _("Regulation")
    REPORT = "report", _("Report")
    SOFTWARE = "software", _("Software")
    SPEECH = "speech", _("Speech")
    STANDARD = "standard", _("Standard")
    THESIS = "thesis", _("Thesis")
    WEBPAGE = "webpage", _("Web page")
    DOCUMENT = "document", _("Other document")


class Verdict(TextChoices):
    """What a fact-checker says of a statement."""

    CHECKED = "checked", _("Checked")
    DISPUTED = "disputed", _("Disputed")
    ASKED = "asked", _("Asked")


class MailChoice(TextChoices):
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    NEVER = "never", _("Not at all")


class NotificationKind(TextChoices):
    """What somebody is told about."""

    SUBMITTED = "submitted", _("Submitted for review")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")
    LAPSED = "lapsed", _("Approval or schedule lapsed")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    NOT_PUBLISHED = "not_published", _("Scheduled publication failed")
    WITHDRAWN = "withdrawn", _("Withdrawn or reinstated")
    ASSIGNED = "assigned", _("Assigned")
    MENTIONED = "mentioned", _("Mentioned in a note")
    REPLIED = "replied", _("Reply to a note")
    DISPUTED = "disputed", _("Statement disputed or asked about")
    CHECKED = "checked", _("Fact-check finished")
    REVIEW_DUE = "review_due", _("Review date due")
    SOURCE_CHANGED = "source_changed", _("Source corrected, retracted or dead")
    JOB_ENDED = "job_ended", _("Job ended")


class JobKind(TextChoices):
    IMPORT_SOURCES = "import_sources", _("Import of sources")
    CHECK_LINKS = "check_links", _("Check of links")
    BULK = "bulk", _("Bulk action")


class JobState(TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")

"""What the shared records can say: sources, links, instruments, parties, people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartyKind(TextChoices):
    ORGANISATION = "organisation", _("Organisation")
    PERSON = "person", _("Person")
    GROUP = "group", _("Group")
    PUBLIC_BODY = "public_body", _("Public body")


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

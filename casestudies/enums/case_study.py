"""What a case study is made of: stages, kinds of parts, roles, licences."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """Where the next text of a case study stands; says nothing about what the public sees now."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")


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


class ContributorRole(TextChoices):
    """The 14 roles of the Contributor Role Taxonomy (CRediT, ANSI/NISO Z39.104-2022) and three of ours."""

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
    TRANSLATION = "translation", _("Translation")


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

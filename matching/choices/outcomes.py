from django.db import models
from django.utils.translation import gettext_lazy as _


class OutcomeCategory(models.TextChoices):
    """Where graduates go, in the categories the Ministry of Education counts by.

    Source: 教育部办公厅, 高校毕业生就业去向登记 and the annual 就业质量年度报告.
    """

    AGREEMENT = "agreement", _("Employed by tripartite agreement")
    CONTRACT = "contract", _("Employed by labour contract")
    OTHER_EMPLOYMENT = "other_work", _("Other employment with proof")
    PROJECT = "project", _("National or local grassroots project")
    RESEARCH_ASSISTANT = "research", _("Research or administrative assistant")
    SERVICE = "service", _("Military service")
    STARTUP = "startup", _("Own business")
    FREELANCE = "freelance", _("Freelance")
    STUDY = "study", _("Further study in China")
    STUDY_ABROAD = "abroad", _("Further study abroad")
    SEEKING = "seeking", _("Looking for work")
    PREPARING = "preparing", _("Preparing for further study")
    NOT_SEEKING = "not_seeking", _("Not looking for work")


C = OutcomeCategory
PLACED = (
    C.AGREEMENT,
    C.CONTRACT,
    C.OTHER_EMPLOYMENT,
    C.PROJECT,
    C.RESEARCH_ASSISTANT,
    C.SERVICE,
    C.STARTUP,
    C.FREELANCE,
    C.STUDY,
    C.STUDY_ABROAD,
)
"""What counts into the destination rate (毕业去向落实率)."""


class OutcomeMonth(models.IntegerChoices):
    """Months after graduation at which a graduate is asked."""

    AT_GRADUATION = 0, _("At graduation")
    HALF_A_YEAR = 6, _("After 6 months")
    A_YEAR = 12, _("After 12 months")
    THREE_YEARS = 36, _("After 36 months")


class OutcomeSource(models.TextChoices):
    GRADUATE = "graduate", _("The graduate")
    CAREER_OFFICE = "office", _("The career office")
    PORTAL = "portal", _("A hiring in this portal")


class TripartiteState(models.TextChoices):
    """The employment agreement between graduate, employer and university (三方协议)."""

    NOT_ISSUED = "none", _("Not issued")
    ISSUED = "issued", _("Issued to the graduate")
    SIGNED = "signed", _("Signed by graduate and employer")
    REGISTERED = "registered", _("Registered by the university")
    DISSOLVED = "dissolved", _("Dissolved")

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    NOBODY = "nobody", _("Nobody")
    APPLIED = "applied", _("Companies I apply to")
    PARK_COMPANIES = "park_companies", _("Verified companies of my parks, as a candidate")


class GrantReason(models.TextChoices):
    APPLICATION = "application", _("Application")
    INVITATION = "invitation", _("Accepted invitation")


class DisclosureKind(models.TextChoices):
    PROFILE = "profile", _("Profile opened")
    DOCUMENT = "document", _("Document downloaded")
    DOWNLOAD = "download", _("Downloaded in a list")


class ClaimSource(models.TextChoices):
    SELF = "self", _("Said by the person")
    ROSTER = "roster", _("University roster")
    ASSESSED = "assessed", _("Assessed")
    CERTIFICATE = "certificate", _("Certificate")


class DocumentKind(models.TextChoices):
    CV = "cv", _("CV")
    OTHER = "other", _("Other document")

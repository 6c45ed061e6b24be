from django.db import models
from django.utils.translation import gettext_lazy as _


class CompanyKind(models.TextChoices):
    DRUG_MAKER = "drug_maker", _("Drug maker")
    BIOTECH = "biotech", _("Biotech")
    CRO = "cro", _("Contract research (CRO)")
    CDMO = "cdmo", _("Contract development and manufacturing (CDMO)")
    DEVICES = "devices", _("Medical devices")
    DIAGNOSTICS = "diagnostics", _("Diagnostics")
    SUPPLIER = "supplier", _("Instruments and supplies")
    SERVICES = "services", _("Services")


class GrowthStage(models.TextChoices):
    STARTUP = "startup", _("Start-up")
    GROWING = "growing", _("Growing")
    LISTED = "listed", _("Listed")
    ESTABLISHED = "established", _("Established")

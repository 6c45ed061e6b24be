from django.db import models
from django.utils.translation import gettext_lazy as _


class SkillKind(models.TextChoices):
    METHOD = "method", _("Method")
    TOOL = "tool", _("Instrument or system")
    SOFTWARE = "software", _("Software")
    KNOWLEDGE = "knowledge", _("Field of knowledge")
    REGULATION = "regulation", _("Regulation or standard")
    GENERAL = "general", _("General competence")
    LANGUAGE = "language", _("Language")
    CERTIFICATE = "certificate", _("Certificate or licence")


class SkillRelationKind(models.TextChoices):
    """What holding one skill says about another that is asked for."""

    NARROWER = "narrower", _("A special case of it")
    RELATED = "related", _("Close to it")


class TermLanguage(models.TextChoices):
    CHINESE = "zh", _("Chinese")
    ENGLISH = "en", _("English")


class AliasUse(models.TextChoices):
    """What an alias is good for: some words are too ambiguous to be found in free text."""

    TEXT = "text", _("Found in text, in any case")
    EXACT = "exact", _("Found in text, only in this case")
    BESIDE = "beside", _("Found in text, in this case, near another skill of its group")
    SEARCH = "search", _("Serves search only")


class DisciplineScheme(models.TextChoices):
    FAMILY = "family", _("Family across schemes")
    UNDERGRADUATE = "undergraduate", _("Undergraduate catalogue")
    GRADUATE = "graduate", _("Graduate catalogue")
    VOCATIONAL = "vocational", _("Vocational catalogue")


class RegionLevel(models.IntegerChoices):
    PROVINCE = 1, _("Province")
    PREFECTURE = 2, _("Prefecture")
    COUNTY = 3, _("County")


class VocabularyKind(models.TextChoices):
    """What a text matcher can be asked to find."""

    SKILL = "skill", _("Skills")
    DISCIPLINE = "discipline", _("Disciplines")
    DEGREE = "degree", _("Degree levels")
    REGION = "region", _("Regions")
    OCCUPATION = "occupation", _("Occupations")

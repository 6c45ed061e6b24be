from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models import Opening
from talent.models import Profile


class Terms(models.Model):
    """The words of a text as numbers, kept so that a run need not read all texts again.

    `terms` are little-endian int32 in ascending order, `counts` one byte each; `digest` is the
    SHA-256 of the text they were made from.
    """

    digest = models.BinaryField(_("digest"), max_length=32)
    terms = models.BinaryField(_("terms"))
    counts = models.BinaryField(_("counts"))

    class Meta:
        abstract = True


class ProfileTerms(Terms):
    profile = models.OneToOneField(
        Profile,
        models.CASCADE,
        primary_key=True,
        related_name="match_terms",
        verbose_name=_("profile"),
    )

    class Meta:
        verbose_name = _("terms of a profile")
        verbose_name_plural = _("terms of profiles")

    def __str__(self) -> str:
        return str(self.pk)


class OpeningTerms(Terms):
    opening = models.OneToOneField(
        Opening,
        models.CASCADE,
        primary_key=True,
        related_name="match_terms",
        verbose_name=_("opening"),
    )

    class Meta:
        verbose_name = _("terms of an opening")
        verbose_name_plural = _("terms of openings")

    def __str__(self) -> str:
        return str(self.pk)

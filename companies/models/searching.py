from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .openings import Opening


class OpeningIndex(models.Model):
    """What the search reads of one opening: its segmented text and its facets, in one row.

    Triggers note openings whose row is out of date (`is_stale`); a worker writes it anew. Arrays
    hold ids, `disciplines` and `regions` with all that stands above them.
    """

    opening = models.OneToOneField(
        Opening,
        models.CASCADE,
        related_name="search_index",
        verbose_name=_("opening"),
        primary_key=True,
    )
    is_stale = models.BooleanField(_("out of date"), default=True)
    changed_at = models.DateTimeField(_("noted on"), auto_now=True)
    is_on_offer = models.BooleanField(_("on offer"), default=False)
    vector = SearchVectorField(_("words"), null=True)
    title = models.TextField(_("title and company, folded"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    park_id = models.BigIntegerField(_("park"), null=True)
    company_id = models.BigIntegerField(_("company"), null=True)
    degree_id = models.BigIntegerField(_("least degree"), null=True)
    chain_stage_id = models.BigIntegerField(_("chain stage"), null=True)
    career_channel = models.CharField(_("career channel"), max_length=12, blank=True)
    regions = ArrayField(models.BigIntegerField(), verbose_name=_("places"), default=list)
    disciplines = ArrayField(models.BigIntegerField(), verbose_name=_("disciplines"), default=list)
    skills = ArrayField(models.BigIntegerField(), verbose_name=_("skills"), default=list)
    pay_from = models.PositiveIntegerField(_("least pay per month in CNY"), null=True)
    pay_to = models.PositiveIntegerField(_("most pay per month in CNY"), null=True)
    starts_by = models.DateField(_("start no later than"), null=True)
    closes_on = models.DateField(_("apply until"), null=True)
    published_at = models.DateTimeField(_("published on"), null=True)

    class Meta:
        verbose_name = _("search entry of an opening")
        verbose_name_plural = _("search entries of openings")
        indexes = (
            GinIndex("vector", condition=models.Q(is_on_offer=True), name="openings_by_word"),
            GinIndex(OpClass("title", "gin_trgm_ops"), name="openings_by_trigram"),
            models.Index(
                fields=("-published_at", "-opening"),
                condition=models.Q(is_on_offer=True),
                name="openings_on_offer_by_time",
            ),
            models.Index(
                fields=("changed_at",),
                condition=models.Q(is_stale=True),
                name="openings_to_index",
            ),
        )

    def __str__(self) -> str:
        return str(self.opening_id)

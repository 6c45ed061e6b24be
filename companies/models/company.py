from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from companies.choices.company import CompanyKind, GrowthStage
from parks.access import Viewer
from parks.models import ChainStage, Membership, Organisation, OrganisationQuerySet


class CompanyQuerySet(OrganisationQuerySet):
    def with_place(self) -> Self:
        return self.select_related("park", "region")

    def named(self, words: str) -> Self:
        """Return the companies whose name holds these words, in either language."""
        return self.filter(models.Q(name_zh__icontains=words) | models.Q(name_en__icontains=words))

    def visible_rows(self, viewer: Viewer) -> models.Q:
        """A company that the park entered and nobody claimed yet is as public as a verified one."""
        members = Membership.objects.live().filter(organisation=models.OuterRef("pk"))
        return super().visible_rows(viewer) | models.Q(~models.Exists(members))


class Company(Organisation):
    """An enterprise that looks for people."""

    company_kind = models.CharField(
        _("kind of company"), max_length=20, choices=CompanyKind, blank=True
    )
    growth_stage = models.CharField(
        _("growth stage"), max_length=20, choices=GrowthStage, blank=True
    )
    chain_stages = models.ManyToManyField(
        ChainStage, verbose_name=_("chain stages"), related_name="companies", blank=True
    )
    trusted = models.BooleanField(
        _("trusted"),
        default=False,
        help_text=_("Postings of a trusted company are published without review."),
    )

    anonymous_screening = models.BooleanField(
        _("anonymous first screen"),
        default=False,
        help_text=_("Names and contact data stay hidden until somebody is shortlisted."),
    )

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")

    def get_absolute_url(self) -> str:
        return reverse("companies:company", args=[self.slug])

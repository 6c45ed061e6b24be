from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parks.access import ScopedQuerySet, Viewer
from parks.choices.agreements import (
    IN_FORCE,
    AgreementKind,
    AgreementState,
    ObligationState,
    PartySide,
)
from parks.language import in_language

from .bilingual import Named
from .organisations import Organisation
from .places import Park
from .taxonomy import DegreeLevel, Discipline


def agreement_path(agreement: "Agreement", filename: str) -> str:
    """Return where the signed file is kept: by id, so that its name says nothing."""
    return f"agreements/{agreement.uuid.hex[:2]}/{agreement.uuid}"


class AgreementQuerySet(ScopedQuerySet):
    def in_force(self) -> Self:
        return self.filter(state__in=IN_FORCE)

    def visible_rows(self, viewer: Viewer) -> models.Q:
        party = models.Exists(
            AgreementParty.objects.filter(
                agreement=models.OuterRef("pk"), organisation__in=viewer.organisation_ids
            )
        )
        return models.Q(party) | models.Q(park__in=viewer.steward_of)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(park__in=viewer.steward_of)


class Agreement(Named):
    """What universities, companies and the park sign together, with places for each year."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    park = models.ForeignKey(
        Park, models.PROTECT, related_name="agreements", verbose_name=_("park")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=AgreementKind)
    name_zh = models.CharField(_("name (Chinese)"), max_length=200, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    number = models.CharField(_("number"), max_length=40, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=AgreementState, default=AgreementState.DRAFT
    )
    disciplines = models.ManyToManyField(
        Discipline, related_name="+", verbose_name=_("disciplines"), blank=True
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    starts_on = models.DateField(_("in force from"))
    ends_on = models.DateField(_("in force until"))
    ended_because = models.TextField(_("why it was terminated"), blank=True)
    file = models.FileField(_("signed file"), upload_to=agreement_path, blank=True)
    filename = models.CharField(_("file name"), max_length=200, blank=True)
    renews = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="renewed_by",
        verbose_name=_("renews"),
        null=True,
        blank=True,
    )
    told_days = models.PositiveSmallIntegerField(
        _("last told so many days before the end"), null=True, blank=True, editable=False
    )
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(name_zh="", name_en=""),
                name="an_agreement_has_a_name",
                violation_error_message=_("Give a name in Chinese or in English."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")),
                name="an_agreement_ends_after_it_starts",
                violation_error_message=_("The last day comes after the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=AgreementState.DRAFT) | models.Q(signed_on__isnull=False),
                name="a_signed_agreement_has_its_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=AgreementState.TERMINATED, ended_because=""),
                name="a_terminated_agreement_says_why",
            ),
            models.UniqueConstraint(
                fields=("park", "number"),
                condition=~models.Q(number=""),
                name="one_agreement_per_number_of_a_park",
                violation_error_message=_("An agreement with this number is here already."),
            ),
        )
        indexes = (models.Index(fields=("park", "ends_on"), name="agreements_by_end"),)

    def get_absolute_url(self) -> str:
        return reverse("matching:agreement", args=[self.uuid])


class AgreementParty(models.Model):
    """An organisation that signs an agreement, and what it brings."""

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="parties", verbose_name=_("agreement")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="parties", verbose_name=_("organisation")
    )
    side = models.CharField(_("side"), max_length=10, choices=PartySide)
    signatory = models.CharField(_("signed by"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("party of an agreement")
        verbose_name_plural = _("parties of agreements")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "organisation"),
                name="an_organisation_signs_an_agreement_once",
                violation_error_message=_(
                    "This organisation is a party already. Leave this row out."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_side_display()}"


class OfAgreementQuerySet(ScopedQuerySet):
    """Read by the parties, changed by the park office."""

    def visible_rows(self, viewer: Viewer) -> models.Q:
        party = AgreementParty.objects.filter(organisation__in=viewer.organisation_ids)
        mine = models.Q(agreement__in=party.values("agreement"))
        return mine | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(agreement__park__in=viewer.steward_of)


class Quota(models.Model):
    """Places of an agreement in a year for a degree level; `used` is counted in the same
    transaction that takes or gives back a place."""

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="quotas", verbose_name=_("agreement")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    degree = models.ForeignKey(
        DegreeLevel, models.PROTECT, related_name="+", verbose_name=_("degree")
    )
    discipline = models.ForeignKey(
        Discipline,
        models.PROTECT,
        related_name="+",
        verbose_name=_("discipline"),
        null=True,
        blank=True,
        help_text=_("Empty: any of the agreement."),
    )
    places = models.PositiveIntegerField(_("places"))
    used = models.PositiveIntegerField(_("used"), default=0, editable=False)

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "year", "degree", "discipline"),
                name="one_quota_per_year_degree_and_discipline",
                nulls_distinct=False,
                violation_error_message=_(
                    "There is a row for this year, degree and discipline already."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(used__lte=models.F("places")),
                name="no_more_places_are_used_than_there_are",
                violation_error_message=_("More places than this are used already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.agreement} {self.year} {self.degree}: {self.used}/{self.places}"

    @property
    def free(self) -> int:
        return self.places - self.used


class Obligation(models.Model):
    """What a party has promised, by when."""

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="obligations", verbose_name=_("agreement")
    )
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="obligations", verbose_name=_("who")
    )
    text_zh = models.CharField(_("what (Chinese)"), max_length=300, blank=True)
    text_en = models.CharField(_("what (English)"), max_length=300, blank=True)
    due_on = models.DateField(_("due on"))
    state = models.CharField(
        _("state"), max_length=8, choices=ObligationState, default=ObligationState.OPEN
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("settled by"),
        null=True,
        blank=True,
    )
    settled_at = models.DateTimeField(_("settled on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(text_zh="", text_en=""),
                name="an_obligation_says_what",
                violation_error_message=_("Say what is to be done, in Chinese or in English."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=ObligationState.OPEN) | models.Q(settled_at__isnull=False),
                name="a_settled_obligation_has_its_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.owner}: {self.text}"

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)

from uuid import uuid4

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parks.access import ScopedQuerySet, Viewer
from parks.choices.agreements import AgreementKind, BaseState
from parks.language import in_language

from .agreements import Agreement, AgreementParty
from .bilingual import Named
from .organisations import Organisation


class BaseQuerySet(ScopedQuerySet):
    """A base is a public fact once it is accredited; its host and its parties always see it."""

    def visible_rows(self, viewer: Viewer) -> models.Q:
        party = AgreementParty.objects.filter(organisation__in=viewer.organisation_ids)
        shown = models.Q(state=BaseState.ACCREDITED) | models.Q(
            agreement__in=party.values("agreement")
        )
        return shown | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(agreement__park__in=viewer.steward_of)


class Base(Named):
    """Where students of an agreement learn and work: at one host, with a number of places."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="bases", verbose_name=_("agreement")
    )
    host = models.ForeignKey(
        Organisation, models.PROTECT, related_name="bases", verbose_name=_("host")
    )
    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=[
            (kind.value, kind.label)
            for kind in (
                AgreementKind.TRAINING_BASE,
                AgreementKind.PRACTICE_BASE,
                AgreementKind.POSTDOC_STATION,
            )
        ],
    )
    name_zh = models.CharField(_("name (Chinese)"), max_length=200, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=BaseState, default=BaseState.APPLIED
    )
    accredited_by = models.CharField(_("accredited by"), max_length=160, blank=True)
    accredited_on = models.DateField(_("accredited on"), null=True, blank=True)
    accredited_until = models.DateField(_("accredited until"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("places at a time"), validators=[MinValueValidator(1)])

    objects = BaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("base")
        verbose_name_plural = _("bases")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(name_zh="", name_en=""),
                name="a_base_has_a_name",
                violation_error_message=_("Give a name in Chinese or in English."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=BaseState.ACCREDITED, accredited_on=None),
                name="an_accredited_base_has_its_day",
            ),
        )


class OfBaseQuerySet(ScopedQuerySet):
    """Read by all parties of the agreement, written by the host and the park office."""

    def visible_rows(self, viewer: Viewer) -> models.Q:
        party = AgreementParty.objects.filter(organisation__in=viewer.organisation_ids)
        return models.Q(base__agreement__in=party.values("agreement")) | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        mine = models.Q(base__host__in=viewer.organisation_ids)
        return mine | models.Q(base__agreement__park__in=viewer.steward_of)


class Mentor(models.Model):
    """An expert of the enterprise who looks after students at a base."""

    base = models.ForeignKey(Base, models.CASCADE, related_name="mentors", verbose_name=_("base"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    field_zh = models.CharField(_("field (Chinese)"), max_length=160, blank=True)
    field_en = models.CharField(_("field (English)"), max_length=160, blank=True)
    students_at_most = models.PositiveSmallIntegerField(_("students at most"), default=3)
    since = models.DateField(_("since"))
    until = models.DateField(pgettext_lazy("a period", "until"), null=True, blank=True)

    objects = OfBaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentor")
        verbose_name_plural = _("mentors")
        constraints = (
            models.UniqueConstraint(fields=("base", "user"), name="one_mentor_per_base_and_person"),
        )

    def __str__(self) -> str:
        return str(self.user)

    @property
    def field(self) -> str:
        return in_language(self.field_zh, self.field_en)


class BaseVisit(models.Model):
    """Somebody looked at a base, and what they found."""

    base = models.ForeignKey(Base, models.CASCADE, related_name="visits", verbose_name=_("base"))
    visited_on = models.DateField(_("day"))
    visitor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("visitor")
    )
    note = models.TextField(_("what was found"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
    )

    objects = OfBaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit of a base")
        verbose_name_plural = _("visits of bases")

    def __str__(self) -> str:
        return f"{self.base} {self.visited_on}"

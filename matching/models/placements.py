from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from matching.choices.enrolments import HiredThrough
from parks.access import ScopedQuerySet, Viewer
from parks.choices.work import CareerChannel
from parks.models import Agreement, Base, Mentor, Quota
from talent.models import Profile

from .applications import Application
from .enrolments import Enrolment


class BaseStayQuerySet(ScopedQuerySet):
    def visible_rows(self, viewer: Viewer) -> models.Q:
        mine = models.Q(profile__user=viewer.user_id, profile__isnull=False)
        return mine | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        host = models.Q(base__host__in=viewer.organisation_ids)
        return host | models.Q(base__agreement__park__in=viewer.steward_of)


class BaseStay(models.Model):
    """A student at a base, with the mentor who looks after them and the place it uses up."""

    base = models.ForeignKey(Base, models.PROTECT, related_name="stays", verbose_name=_("base"))
    profile = models.ForeignKey(
        Profile, models.PROTECT, related_name="stays", verbose_name=_("profile")
    )
    mentor = models.ForeignKey(
        Mentor,
        models.SET_NULL,
        related_name="stays",
        verbose_name=_("mentor"),
        null=True,
        blank=True,
    )
    quota = models.ForeignKey(
        Quota,
        models.PROTECT,
        related_name="stays",
        verbose_name=_("place of an agreement"),
        null=True,
        blank=True,
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(pgettext_lazy("a period", "until"), null=True, blank=True)
    result = models.TextField(_("result"), blank=True)

    objects = BaseStayQuerySet.as_manager()

    class Meta:
        verbose_name = _("stay at a base")
        verbose_name_plural = _("stays at bases")
        constraints = (
            models.UniqueConstraint(
                fields=("base", "profile"),
                condition=models.Q(ends_on=None),
                name="one_open_stay_per_person_and_base",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="a_stay_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        """The office of the park reads this: it says nobody's name."""
        return f"{self.base} · {self.starts_on}"


class PlacementQuerySet(ScopedQuerySet):
    def visible_rows(self, viewer: Viewer) -> models.Q:
        mine = models.Q(application__profile__user=viewer.user_id)
        company = models.Q(application__opening__company__in=viewer.organisation_ids)
        return mine | company | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(application__opening__park__in=viewer.steward_of)


class Placement(models.Model):
    """Somebody was hired, and through what; written in the transaction that hires."""

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="placement", verbose_name=_("application")
    )
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        related_name="placements",
        verbose_name=_("agreement"),
        null=True,
        blank=True,
    )
    quota = models.ForeignKey(
        Quota,
        models.PROTECT,
        related_name="placements",
        verbose_name=_("place of an agreement"),
        null=True,
        blank=True,
    )
    enrolment = models.ForeignKey(
        Enrolment,
        models.SET_NULL,
        related_name="placements",
        verbose_name=_("training"),
        null=True,
        blank=True,
    )
    through = ArrayField(
        models.CharField(max_length=10, choices=HiredThrough), verbose_name=_("through")
    )
    hired_on = models.DateField(_("hired on"))

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(through__len=0), name="a_placement_says_through_what"
            ),
        )

    def __str__(self) -> str:
        """The office of the park reads this: it says nobody's name."""
        return f"{self.application.opening} · {self.hired_on}"

    @property
    def ways(self) -> list[str]:
        """Through what somebody was hired, in words."""
        return [str(HiredThrough(each).label) for each in self.through]


class PlacementCheck(models.Model):
    """Whether somebody placed is still there so many months later, and what became of them."""

    placement = models.ForeignKey(
        Placement, models.CASCADE, related_name="checks", verbose_name=_("placement")
    )
    months = models.PositiveSmallIntegerField(_("months after"))
    is_there = models.BooleanField(_("still there"))
    is_promoted = models.BooleanField(_("promoted"), default=False)
    channel = models.CharField(
        _("career channel"), max_length=12, choices=CareerChannel, blank=True
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
    )
    recorded_at = models.DateTimeField(_("recorded on"), auto_now=True)

    class Meta:
        verbose_name = _("look back at a placement")
        verbose_name_plural = _("looks back at placements")
        constraints = (
            models.UniqueConstraint(
                fields=("placement", "months"), name="one_look_back_per_placement_and_time"
            ),
            models.CheckConstraint(
                condition=models.Q(months__in=(6, 12, 36)), name="looks_back_are_at_6_12_36"
            ),
        )

    def __str__(self) -> str:
        return f"{self.placement}: {self.months}"

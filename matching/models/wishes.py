from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models import Opening
from matching.choices.wishes import AlertPeriod, DismissalReason
from parks.access import ScopedQuerySet, Viewer
from talent.models import Profile


class OfProfileQuerySet(ScopedQuerySet):
    """Rows of the person of a profile, which nobody else reads or changes."""

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(profile__user=viewer.user_id)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(profile__user=viewer.user_id)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class SavedOpening(models.Model):
    """An opening that somebody put aside to come back to."""

    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="saved_openings", verbose_name=_("profile")
    )
    opening = models.ForeignKey(
        Opening, models.CASCADE, related_name="+", verbose_name=_("opening")
    )
    created_at = models.DateTimeField(_("saved on"), auto_now_add=True)

    objects = OfProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved opening")
        verbose_name_plural = _("saved openings")
        constraints = (
            models.UniqueConstraint(fields=("profile", "opening"), name="an_opening_is_saved_once"),
        )

    def __str__(self) -> str:
        return str(self.opening)


class Dismissal(models.Model):
    """A person does not want an opening among their matches, and says why."""

    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="dismissals", verbose_name=_("profile")
    )
    opening = models.ForeignKey(
        Opening, models.CASCADE, related_name="+", verbose_name=_("opening")
    )
    reason = models.CharField(_("reason"), max_length=8, choices=DismissalReason)
    created_at = models.DateTimeField(_("said on"), auto_now_add=True)

    objects = OfProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("dismissed opening")
        verbose_name_plural = _("dismissed openings")
        constraints = (
            models.UniqueConstraint(
                fields=("profile", "opening"), name="an_opening_is_dismissed_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.opening)


class SavedSearch(models.Model):
    """A search to run again, and how often its new openings come by mail.

    `query` is the address of the search after the question mark. Only openings published after
    `alerts_since` are told of.
    """

    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="saved_searches", verbose_name=_("profile")
    )
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(_("search"), max_length=1000, blank=True)
    period = models.CharField(
        _("mail"), max_length=6, choices=AlertPeriod, default=AlertPeriod.DAILY
    )
    alerts_since = models.DateTimeField(_("alerts since"))
    created_at = models.DateTimeField(_("saved on"), auto_now_add=True)

    objects = OfProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = (
            models.UniqueConstraint(
                fields=("profile", "query"),
                name="a_search_is_saved_once",
                violation_error_message=_("You have saved this search already."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Alert(models.Model):
    """The one alert mail of a person for one period, which begins on `day`."""

    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="alerts", verbose_name=_("profile")
    )
    period = models.CharField(_("period"), max_length=6, choices=AlertPeriod)
    day = models.DateField(_("first day"))
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    objects = OfProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = (
            models.UniqueConstraint(
                fields=("profile", "period", "day"), name="one_alert_per_person_and_period"
            ),
        )

    def __str__(self) -> str:
        return f"{self.profile} {self.day}"


class AlertedOpening(models.Model):
    """An opening that a person was told of; the database lets nobody be told twice."""

    alert = models.ForeignKey(
        Alert, models.CASCADE, related_name="openings", verbose_name=_("alert")
    )
    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="+", verbose_name=_("profile")
    )
    opening = models.ForeignKey(
        Opening, models.CASCADE, related_name="+", verbose_name=_("opening")
    )

    class Meta:
        verbose_name = _("opening in an alert")
        verbose_name_plural = _("openings in alerts")
        constraints = (
            models.UniqueConstraint(
                fields=("profile", "opening"), name="an_opening_is_alerted_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.opening_id)

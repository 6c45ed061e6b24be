from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parks.access import Viewer
from parks.choices.consortium import Choice, Majority, ResolutionState
from parks.language import in_language

from .consortium import Consortium, ConsortiumMembership, OfConsortiumQuerySet

WITHOUT_TITLE = pgettext_lazy("a meeting", "Give a title in Chinese or in English.")


class Meeting(models.Model):
    """A meeting of a consortium, with its agenda and, afterwards, its minutes; or called off."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    consortium = models.ForeignKey(
        Consortium, models.CASCADE, related_name="meetings", verbose_name=_("consortium")
    )
    title_zh = models.CharField(
        pgettext_lazy("a meeting", "title (Chinese)"), max_length=160, blank=True
    )
    title_en = models.CharField(
        pgettext_lazy("a meeting", "title (English)"), max_length=160, blank=True
    )
    starts_at = models.DateTimeField(
        _("begins"),
        help_text=_("A meeting of the past is entered for its minutes: nobody is invited."),
    )
    place = models.CharField(_("place or link"), max_length=300, blank=True)
    agenda = models.TextField(_("agenda"), blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    minutes_at = models.DateTimeField(_("minutes published"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("called off on"), null=True, blank=True)
    cancelled_because = models.TextField(_("why it was called off"), blank=True)

    objects = OfConsortiumQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(title_zh="", title_en=""),
                name="a_meeting_has_a_title",
                violation_error_message=WITHOUT_TITLE,
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at=None) | ~models.Q(cancelled_because=""),
                name="a_meeting_called_off_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at=None) | models.Q(minutes_at=None),
                name="a_meeting_called_off_has_no_minutes",
            ),
        )

    def __str__(self) -> str:
        return in_language(self.title_zh, self.title_en)


class ResolutionQuerySet(OfConsortiumQuerySet):
    def open(self) -> Self:
        return self.filter(state=ResolutionState.OPEN)


class Resolution(models.Model):
    """What the members decide; how many may vote is fixed when the vote is opened."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    consortium = models.ForeignKey(
        Consortium, models.CASCADE, related_name="resolutions", verbose_name=_("consortium")
    )
    meeting = models.ForeignKey(
        Meeting,
        models.SET_NULL,
        related_name="resolutions",
        verbose_name=_("meeting"),
        null=True,
        blank=True,
    )
    title_zh = models.CharField(
        pgettext_lazy("a meeting", "title (Chinese)"), max_length=200, blank=True
    )
    title_en = models.CharField(
        pgettext_lazy("a meeting", "title (English)"), max_length=200, blank=True
    )
    text_zh = models.TextField(pgettext_lazy("a meeting", "text (Chinese)"), blank=True)
    text_en = models.TextField(pgettext_lazy("a meeting", "text (English)"), blank=True)
    majority = models.CharField(
        _("majority"), max_length=10, choices=Majority, default=Majority.SIMPLE
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ResolutionState, default=ResolutionState.DRAFT
    )
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    closed_at = models.DateTimeField(pgettext_lazy("a vote", "closed"), null=True, blank=True)
    voters = models.PositiveIntegerField(_("members who may vote"), default=0)
    quorum = models.PositiveIntegerField(_("votes needed"), default=0)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(title_zh="", title_en=""),
                name="a_resolution_has_a_title",
                violation_error_message=WITHOUT_TITLE,
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ResolutionState.OPEN, opened_at=None),
                name="an_open_resolution_has_its_time",
            ),
        )

    def __str__(self) -> str:
        return in_language(self.title_zh, self.title_en)


class VoteQuerySet(OfConsortiumQuerySet):
    def visible_rows(self, viewer: Viewer) -> models.Q:
        own = models.Q(member__organisation__in=viewer.organisation_ids)
        return own | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(resolution__consortium__lead__in=viewer.steward_of)


class Vote(models.Model):
    """One member's vote; cast once."""

    resolution = models.ForeignKey(
        Resolution, models.CASCADE, related_name="votes", verbose_name=_("resolution")
    )
    member = models.ForeignKey(
        ConsortiumMembership, models.PROTECT, related_name="votes", verbose_name=_("member")
    )
    choice = models.CharField(_("vote"), max_length=8, choices=Choice)
    cast_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("cast by"),
        null=True,
        blank=True,
    )
    cast_at = models.DateTimeField(_("cast on"), auto_now_add=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = (
            models.UniqueConstraint(
                fields=("resolution", "member"),
                name="one_vote_per_member",
                violation_error_message=_("This member has voted already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.member}: {self.get_choice_display()}"

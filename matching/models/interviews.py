from datetime import datetime
from typing import Self
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from companies.models import Opening
from matching.choices.applications import NOT_WITH_THE_COMPANY
from matching.choices.interviews import INTERVIEW_MOVES, LIVE, InterviewState, OfferState
from parks.access import ScopedQuerySet, Viewer
from parks.validators import validate_time_zone
from talent.models import Profile

from .applications import Application


class SlotQuerySet(ScopedQuerySet):
    """Slots are their company's; an applicant sees those of their interview through it."""

    def free(self, now: datetime) -> Self:
        """Return the slots that lie ahead and that nobody has taken."""
        taken = Interview.objects.filter(slot=models.OuterRef("pk"), state__in=LIVE)
        return self.filter(~models.Exists(taken), starts_at__gt=now, is_withdrawn=False)

    def on_offer(self, now: datetime) -> Self:
        """Return what lies ahead and is not withdrawn, free or taken."""
        return self.filter(ends_at__gt=now, is_withdrawn=False)

    def past(self, now: datetime) -> Self:
        return self.filter(models.Q(ends_at__lte=now) | models.Q(is_withdrawn=True))

    def earliest_first(self) -> Self:
        return self.order_by("starts_at", "pk")

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(opening__company__in=viewer.organisation_ids)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(opening__company__in=viewer.organisation_ids)


class InterviewSlot(models.Model):
    """A time at which a company would interview one applicant of an opening."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    opening = models.ForeignKey(
        Opening, models.CASCADE, related_name="slots", verbose_name=_("opening")
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    time_zone = models.CharField(
        _("time zone"), max_length=40, default="Asia/Shanghai", validators=[validate_time_zone]
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    video_url = models.URLField(_("video link"), max_length=400, blank=True)
    note = models.CharField(_("what to bring, whom to ask for"), max_length=400, blank=True)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("offered by"),
        null=True,
        blank=True,
    )
    buffer_minutes = models.PositiveSmallIntegerField(
        _("minutes kept free before and after"), default=0
    )
    is_withdrawn = models.BooleanField(_("no longer offered"), default=False)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("interview slot")
        verbose_name_plural = _("interview slots")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")),
                name="a_slot_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=~models.Q(place="", video_url=""),
                name="a_slot_says_where",
                violation_error_message=_("Say where: a place or a video link."),
            ),
        )
        indexes = (models.Index(fields=("opening", "starts_at"), name="slots_by_opening"),)

    def __str__(self) -> str:
        return f"{self.local_start:%Y-%m-%d %H:%M} {self.time_zone}"

    @property
    def local_start(self) -> datetime:
        """The beginning in the time zone of the slot."""
        return self.starts_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.time_zone))


class OfApplicationQuerySet(ScopedQuerySet):
    """Seen by the applicant, and by the company while the application is with it."""

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(application__profile__user=viewer.user_id) | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        sent = ~models.Q(application__state__in=NOT_WITH_THE_COMPANY)
        return models.Q(application__opening__company__in=viewer.organisation_ids) & sent

    def of(self, profile: Profile) -> Self:
        return self.filter(application__profile=profile)


class InterviewQuerySet(OfApplicationQuerySet):
    def live(self) -> Self:
        return self.filter(state__in=LIVE)

    def ahead(self, now: datetime) -> Self:
        """Return what still waits for its applicant: a time to choose, or a time to come."""
        to_come = models.Q(state=InterviewState.SCHEDULED, slot__ends_at__gt=now)
        return self.filter(models.Q(state=InterviewState.INVITED) | to_come)

    def past(self, now: datetime) -> Self:
        over = models.Q(state=InterviewState.SCHEDULED, slot__ends_at__lte=now)
        ended = models.Q(state__in=(InterviewState.HELD, InterviewState.CANCELLED))
        return self.filter(over | ended)

    def in_calendars(self) -> Self:
        """Return what a calendar was told of: it had a time, whatever came of it."""
        return self.filter(slot__isnull=False).exclude(state=InterviewState.INVITED)

    def with_people(self) -> Self:
        """Add all that a page, a mail or a calendar entry says about an interview."""
        return self.select_related(
            "slot__offered_by", "application__profile__user", "application__opening__company"
        )


class Interview(models.Model):
    """An applicant is asked to choose among the free slots of the opening, and chooses.

    `sequence` counts what calendars were told, as iCalendar's SEQUENCE does; the `uuid` is its UID.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, models.CASCADE, related_name="interviews", verbose_name=_("application")
    )
    slot = models.ForeignKey(
        InterviewSlot,
        models.PROTECT,
        related_name="interviews",
        verbose_name=_("slot"),
        null=True,
        blank=True,
    )
    state = models.CharField(
        _("state"), max_length=9, choices=InterviewState, default=InterviewState.INVITED
    )
    message = models.TextField(_("message of the company"), blank=True)
    reason = models.CharField(_("reason of the cancellation"), max_length=300, blank=True)
    cancelled_by_applicant = models.BooleanField(_("cancelled by the applicant"), default=False)
    sequence = models.PositiveSmallIntegerField(_("sequence"), default=0)
    created_at = models.DateTimeField(_("invited on"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        constraints = (
            models.UniqueConstraint(
                fields=("slot",),
                condition=models.Q(state__in=LIVE),
                name="a_slot_is_taken_once",
            ),
            models.UniqueConstraint(
                fields=("application",),
                condition=models.Q(state__in=LIVE),
                name="one_live_interview_per_application",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=(InterviewState.SCHEDULED, InterviewState.HELD))
                | models.Q(slot__isnull=False),
                name="a_scheduled_interview_has_its_slot",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("matching:interview", args=[self.uuid])

    @property
    def next_sequence(self) -> int:
        """What calendars hear next: 0 with the first time, then one more with every change."""
        return 0 if self.is_new_to_calendars else self.sequence + 1

    @property
    def is_new_to_calendars(self) -> bool:
        return self.slot_id is None and self.sequence == 0

    def require_move(self, wanted: InterviewState) -> None:
        """Raise IllegalMoveError unless this interview may take the state wanted."""
        INTERVIEW_MOVES.require(self.state, wanted)

    def has_begun(self, now: datetime) -> bool:
        """Whether its time has come; its slot must have been read along."""
        return self.slot is not None and self.slot.starts_at <= now


class OfferQuerySet(OfApplicationQuerySet):
    def waiting(self) -> Self:
        return self.filter(state=OfferState.OPEN)


class Offer(models.Model):
    """What a company offers an applicant, to be answered by a day."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, models.CASCADE, related_name="offers", verbose_name=_("application")
    )
    state = models.CharField(_("state"), max_length=10, choices=OfferState, default=OfferState.OPEN)
    terms = models.TextField(_("what is offered"))
    salary = models.PositiveIntegerField(_("pay per month in CNY"), null=True, blank=True)
    starts_on = models.DateField(_("first day of work"), null=True, blank=True)
    reply_by = models.DateField(_("answer until"))
    answer = models.TextField(_("answer"), blank=True)
    made_at = models.DateTimeField(_("made on"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = (
            models.UniqueConstraint(
                fields=("application",),
                condition=models.Q(state=OfferState.OPEN),
                name="one_open_offer_per_application",
            ),
            models.CheckConstraint(
                condition=models.Q(state=OfferState.OPEN) | models.Q(answered_at__isnull=False),
                name="a_closed_offer_has_its_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application}: {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == OfferState.OPEN


class CalendarFeed(models.Model):
    """A private address at which a calendar reads a person's interviews; a new one ends the old."""

    profile = models.OneToOneField(
        Profile, models.CASCADE, related_name="calendar_feed", verbose_name=_("profile")
    )
    token = models.CharField(_("secret"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("made on"), auto_now_add=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return str(self.profile)

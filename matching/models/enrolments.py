from typing import Self
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models import Session, SessionMeeting
from matching.choices.enrolments import (
    HOLDS_A_PLACE,
    LIVE,
    AssessmentPart,
    Attendance,
    EnrolmentState,
)
from parks.access import ScopedQuerySet, Viewer
from parks.models import Quota
from talent.models import Certificate, Profile

TO_100 = (MinValueValidator(0), MaxValueValidator(100))


class EnrolmentQuerySet(ScopedQuerySet):
    def live(self) -> Self:
        return self.filter(state__in=LIVE)

    def holding_a_place(self) -> Self:
        return self.filter(state__in=HOLDS_A_PLACE)

    def waiting_in_turn(self) -> Self:
        return self.filter(state=EnrolmentState.WAITING).order_by("enrolled_at", "pk")

    def visible_rows(self, viewer: Viewer) -> models.Q:
        mine = models.Q(profile__user=viewer.user_id, profile__isnull=False)
        return mine | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        organiser = models.Q(session__programme__organiser__in=viewer.organisation_ids)
        return organiser | models.Q(session__programme__park__in=viewer.steward_of)


class Enrolment(models.Model):
    """A person in a session, or on its waiting list in the order of enrolment."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    session = models.ForeignKey(
        Session, models.PROTECT, related_name="enrolments", verbose_name=_("session")
    )
    profile = models.ForeignKey(
        Profile, models.PROTECT, related_name="enrolments", verbose_name=_("profile")
    )
    state = models.CharField(_("state"), max_length=10, choices=EnrolmentState)
    enrolled_at = models.DateTimeField(_("enrolled on"), auto_now_add=True)
    quota = models.ForeignKey(
        Quota,
        models.PROTECT,
        related_name="enrolments",
        verbose_name=_("place of an agreement"),
        null=True,
        blank=True,
    )
    certificate = models.OneToOneField(
        Certificate,
        models.PROTECT,
        related_name="enrolment",
        verbose_name=_("certificate"),
        null=True,
        blank=True,
    )
    reason = models.TextField(_("why it was taken off"), blank=True)
    rating = models.PositiveSmallIntegerField(_("rating, 1 to 5"), null=True, blank=True)
    feedback = models.TextField(_("feedback"), blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = (
            models.UniqueConstraint(
                fields=("session", "profile"),
                condition=models.Q(state__in=LIVE),
                name="one_live_enrolment_per_person_and_session",
                violation_error_message=_("You are enrolled already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=EnrolmentState.REMOVED, reason=""),
                name="an_enrolment_taken_off_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(rating=None) | models.Q(rating__range=(1, 5)),
                name="a_rating_of_a_session_is_1_to_5",
            ),
        )
        indexes = (models.Index(fields=("session", "state", "enrolled_at"), name="in_turn"),)

    def __str__(self) -> str:
        return f"{self.profile} · {self.session}"

    @property
    def has_a_place(self) -> bool:
        """Whether it is more than a wait or a memory: then its links are shown."""
        return self.state in HOLDS_A_PLACE


class AttendanceMark(models.Model):
    """Whether somebody was at a meeting of their session."""

    enrolment = models.ForeignKey(
        Enrolment, models.CASCADE, related_name="attendance", verbose_name=_("enrolment")
    )
    meeting = models.ForeignKey(
        SessionMeeting, models.CASCADE, related_name="attendance", verbose_name=_("meeting")
    )
    mark = models.CharField(_("attendance"), max_length=8, choices=Attendance)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("marked by"),
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = (
            models.UniqueConstraint(
                fields=("enrolment", "meeting"), name="one_mark_per_person_and_meeting"
            ),
        )

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.get_mark_display()}"


class Assessment(models.Model):
    """An examination of one part; a resit is a further row. The examiner is none of the trainers,
    which the action checks under lock."""

    enrolment = models.ForeignKey(
        Enrolment, models.CASCADE, related_name="assessments", verbose_name=_("enrolment")
    )
    part = models.CharField(_("part"), max_length=8, choices=AssessmentPart)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    points = models.PositiveSmallIntegerField(_("points of 100"), validators=TO_100)
    examiner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("examiner")
    )
    note = models.TextField(_("note"), blank=True)
    assessed_at = models.DateTimeField(_("assessed on"), auto_now_add=True)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = (
            models.UniqueConstraint(
                fields=("enrolment", "part", "attempt"), name="one_assessment_per_part_and_attempt"
            ),
            models.CheckConstraint(
                condition=models.Q(points__lte=100), name="points_of_an_assessment_end_at_100"
            ),
        )

    def __str__(self) -> str:
        return f"{self.enrolment} {self.get_part_display()}: {self.points}"

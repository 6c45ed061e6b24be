from datetime import UTC, date, datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from companies.choices.training import LONGEST_SESSION, PUBLIC_SESSIONS, SessionState, is_online
from parks.access import ScopedQuerySet, Viewer
from parks.choices.work import SkillLevel
from parks.language import in_language
from parks.models import Agreement, CertificateScheme, Discipline, Organisation, Park, Skill
from parks.models.bilingual import Named

THIS_CENTURY = (date(2000, 1, 1), date(2099, 12, 31))
"""Whoever counts on from a day near the ends of the calendar falls off it."""


class ProgrammeQuerySet(ScopedQuerySet):
    def listed(self) -> Self:
        return self.filter(listed=True)

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(listed=True) | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        own = models.Q(organiser__in=viewer.organisation_ids)
        return own | models.Q(park__in=viewer.steward_of)


class Programme(Named):
    """What is taught, by whom, and which certificate it leads to; held in sessions."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    park = models.ForeignKey(
        Park, models.PROTECT, related_name="programmes", verbose_name=_("park")
    )
    organiser = models.ForeignKey(
        Organisation, models.PROTECT, related_name="programmes_held", verbose_name=_("organiser")
    )
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        related_name="programmes",
        verbose_name=_("agreement"),
        null=True,
        blank=True,
        help_text=_("Enrolments use up its places."),
    )
    scheme = models.ForeignKey(
        CertificateScheme,
        models.PROTECT,
        related_name="programmes",
        verbose_name=_("certificate"),
        null=True,
        blank=True,
    )
    name_zh = models.CharField(_("name (Chinese)"), max_length=200, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    text_zh = models.TextField(pgettext_lazy("a programme", "text (Chinese)"), blank=True)
    text_en = models.TextField(pgettext_lazy("a programme", "text (English)"), blank=True)
    disciplines = models.ManyToManyField(
        Discipline, related_name="+", verbose_name=_("disciplines"), blank=True
    )
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)
    seats = models.PositiveIntegerField(
        _("usual places of a session"), default=20, help_text=_("What the gap planner counts with.")
    )
    cost = models.PositiveIntegerField(_("usual cost of a session in CNY"), null=True, blank=True)
    listed = models.BooleanField(_("shown to the public"), default=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("training programme")
        verbose_name_plural = _("training programmes")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(name_zh="", name_en=""), name="a_programme_has_a_name"
            ),
        )

    def get_absolute_url(self) -> str:
        return reverse("matching:programme", args=[self.uuid])

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)


class TaughtSkill(models.Model):
    """A skill a programme teaches, and to which level; what the gap advice counts with."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="skills", verbose_name=_("programme")
    )
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+", verbose_name=_("skill"))
    level = models.PositiveSmallIntegerField(_("level"), choices=SkillLevel)

    class Meta:
        verbose_name = _("skill taught")
        verbose_name_plural = _("skills taught")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "skill"), name="a_programme_teaches_a_skill_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.skill} {self.get_level_display()}"


class SessionQuerySet(ScopedQuerySet):
    def public(self) -> Self:
        return self.filter(state__in=PUBLIC_SESSIONS, programme__listed=True)

    def visible_rows(self, viewer: Viewer) -> models.Q:
        public = models.Q(state__in=PUBLIC_SESSIONS, programme__listed=True)
        named = models.Q()
        for role in (Session.trainers, Session.examiners):
            theirs = role.through.objects.filter(user=viewer.user_id or 0)
            named |= models.Q(pk__in=theirs.values("session"))
        return public | named | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        own = models.Q(programme__organiser__in=viewer.organisation_ids)
        return own | models.Q(programme__park__in=viewer.steward_of)


class Session(models.Model):
    """A programme held once, with its days and its places; `taken` is counted in the same
    transaction that gives or frees a place."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="sessions", verbose_name=_("programme")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=SessionState, default=SessionState.DRAFT
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    enrol_by = models.DateField(_("enrolment until"))
    place = models.CharField(_("place or link"), max_length=300, blank=True)
    capacity = models.PositiveIntegerField(_("places"))
    taken = models.PositiveIntegerField(_("places taken"), default=0, editable=False)
    price = models.PositiveIntegerField(_("price in CNY"), default=0)
    subsidy = models.PositiveIntegerField(_("subsidy in CNY"), default=0)
    trainers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("trainers"), blank=True
    )
    examiners = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("examiners"), blank=True
    )
    pass_mark = models.PositiveSmallIntegerField(_("points to pass, of 100"), default=60)
    attendance_percent = models.PositiveSmallIntegerField(
        _("meetings to attend, per cent"), default=80
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("training session")
        verbose_name_plural = _("training sessions")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(taken__lte=models.F("capacity")),
                name="no_more_places_are_taken_than_a_session_has",
                violation_error_message=_("More places than this are taken already."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="a_session_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(enrol_by__lte=models.F("ends_on")),
                name="enrolment_ends_before_the_session",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__lte=models.F("starts_on") + LONGEST_SESSION),
                name="a_session_lasts_two_years_at_most",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__range=THIS_CENTURY, enrol_by__gte=THIS_CENTURY[0]),
                name="a_session_lies_in_this_century",
            ),
            models.CheckConstraint(
                condition=models.Q(subsidy__lte=models.F("price")),
                name="a_subsidy_is_no_more_than_the_price",
            ),
            models.CheckConstraint(
                condition=models.Q(pass_mark__lte=100, attendance_percent__lte=100),
                name="marks_and_shares_of_a_session_end_at_100",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} · {self.starts_on}"

    def get_absolute_url(self) -> str:
        return reverse("matching:session", args=[self.uuid])

    @property
    def is_online(self) -> bool:
        """Whether the place is a link: for those who hold a place alone."""
        return is_online(self.place)

    @property
    def free_places(self) -> int:
        return self.capacity - self.taken

    @property
    def fee(self) -> int:
        """What a participant pays, in CNY."""
        return self.price - self.subsidy


class SessionMeeting(models.Model):
    """One day or lesson of a session; `sequence` counts its changes, as that of iCalendar does."""

    session = models.ForeignKey(
        Session, models.CASCADE, related_name="meetings", verbose_name=_("session")
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    place = models.CharField(_("place or link"), max_length=300, blank=True)
    sequence = models.PositiveSmallIntegerField(_("sequence"), default=0, editable=False)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("meeting of a session")
        verbose_name_plural = _("meetings of sessions")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="a_meeting_of_a_session_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    starts_at__gte=datetime(2000, 1, 1, tzinfo=UTC),
                    ends_at__lt=datetime(2103, 1, 1, tzinfo=UTC),
                ),
                name="a_meeting_of_a_session_lies_in_this_century",
            ),
        )

    def __str__(self) -> str:
        return f"{self.session} · {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def is_online(self) -> bool:
        return is_online(self.place)

from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.access import ScopedQuerySet, Viewer
from parks.models import DegreeLevel, Discipline, ImportJob, Region
from talent.choices.university import Sex

from .university import StudyProgramme, University


class RosterEntryQuerySet(ScopedQuerySet):
    """A roster is its university's; the person it is about reads their own line."""

    def claimed(self) -> Self:
        return self.exclude(user=None)

    def unclaimed(self) -> Self:
        return self.filter(user=None, left_at=None)

    def enrolled(self) -> Self:
        return self.filter(left_at=None)

    def vouching(self) -> Self:
        """Return the entries whose facts are those of a person: claimed, and still on the roster.

        The highest degree comes first: the facts of the profile are taken from it.
        """
        rows = self.claimed().enrolled().select_related("university", "degree", "programme")
        rows = rows.select_related("discipline", "programme__discipline")
        return rows.order_by("-degree__rank", "-graduates_on", "pk")

    def by_number(self) -> Self:
        return self.order_by("student_number", "pk")

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(user=viewer.user_id, user__isnull=False) | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(university__in=viewer.organisation_ids)


class RosterEntry(models.Model):
    """A student as their university knows them; whoever claims it gets its facts as verified ones.

    A claim is made through a mail to the university's address of the student, or with a code that
    the career office hands out; of the code only the digest is kept.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    university = models.ForeignKey(
        University, models.CASCADE, related_name="roster", verbose_name=_("university")
    )
    student_number = models.CharField(_("student number"), max_length=40)
    full_name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex, blank=True)
    home_region = models.ForeignKey(
        Region,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("home region"),
        null=True,
        blank=True,
    )
    programme = models.ForeignKey(
        StudyProgramme,
        models.PROTECT,
        related_name="roster",
        verbose_name=_("study programme"),
        null=True,
        blank=True,
    )
    programme_text = models.CharField(_("programme, as written"), max_length=160, blank=True)
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
    )
    cohort = models.PositiveSmallIntegerField(_("year of entry"), null=True, blank=True)
    graduates_on = models.DateField(_("graduation date"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="roster_entries",
        verbose_name=_("person"),
        null=True,
        blank=True,
    )
    claimed_at = models.DateTimeField(_("claimed on"), null=True, blank=True)
    code_digest = models.CharField(_("SHA-256 of the code"), max_length=64, blank=True)
    code_sent_at = models.DateTimeField(_("code sent on"), null=True, blank=True)
    shares_progress = models.BooleanField(
        _("the career office may see my progress"),
        default=False,
        help_text=_("Whether I have a profile, applied, was interviewed and was hired."),
    )
    imported_by = models.ForeignKey(
        ImportJob,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("import"),
        null=True,
        blank=True,
    )
    left_at = models.DateTimeField(_("no longer on the roster since"), null=True, blank=True)
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)

    objects = RosterEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("student on a roster")
        verbose_name_plural = _("rosters")
        constraints = (
            models.UniqueConstraint(
                fields=("university", "student_number"),
                name="one_student_per_number_of_a_university",
                violation_error_message=_("A student with this number is on the roster already."),
            ),
            models.UniqueConstraint(
                fields=("university", "user"),
                condition=models.Q(user__isnull=False),
                name="a_person_is_on_a_roster_once",
            ),
            models.CheckConstraint(
                condition=models.Q(user=None) | models.Q(claimed_at__isnull=False),
                name="a_claimed_student_has_their_time",
            ),
        )
        indexes = (
            models.Index(fields=("university", "graduates_on"), name="roster_by_graduation"),
        )

    def __str__(self) -> str:
        return f"{self.student_number} {self.full_name}"

    @property
    def study(self) -> str:
        """What is studied: the programme, else as the university wrote it."""
        return str(self.programme or self.programme_text)

    @property
    def taught(self) -> Discipline | None:
        """The discipline: as the roster says, else that of the programme."""
        return self.discipline or (self.programme.discipline if self.programme else None)

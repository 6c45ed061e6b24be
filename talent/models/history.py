from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from parks.access import ScopedQuerySet, Viewer
from parks.models import DegreeLevel, Discipline
from talent.choices.profiles import DocumentKind

from .profiles import Profile, ProfileGrant
from .roster import RosterEntry
from .university import StudyProgramme, University


class HistoryQuerySet(ScopedQuerySet):
    """What a person did belongs to the person; others read it with the profile."""

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(profile__user=viewer.user_id)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(profile__user=viewer.user_id)

    def newest_first(self) -> Self:
        """Return what goes on first, then the rest from its end backwards."""
        ended = models.F("ended_on").desc(nulls_first=True)
        return self.order_by(ended, models.F("started_on").desc(nulls_last=True), "-pk")


class EducationQuerySet(HistoryQuerySet):
    def with_vouched(self) -> Self:
        """Add `is_vouched`: the university says exactly this, and only it changes the row."""
        nothing = models.Value(0)
        discipline = Coalesce("discipline_id", "programme__discipline_id", nothing)
        said = RosterEntry.objects.alias(taught_id=discipline).filter(
            user=models.OuterRef("profile__user"),
            left_at=None,
            university=models.OuterRef("university"),
            degree=models.OuterRef("degree"),
            graduates_on=models.OuterRef("ended_on"),
            taught_id=Coalesce(models.OuterRef("discipline_id"), nothing),
        )
        return self.annotate(is_vouched=models.Exists(said))


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


class Education(models.Model):
    """One stay at a school; `university` is set when the school is known to the portal."""

    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="educations", verbose_name=_("profile")
    )
    university = models.ForeignKey(
        University,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("university"),
        null=True,
        blank=True,
    )
    school = models.CharField(_("school"), max_length=200, blank=True)
    programme = models.ForeignKey(
        StudyProgramme,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("study programme"),
        null=True,
        blank=True,
    )
    degree = models.ForeignKey(
        DegreeLevel,
        models.PROTECT,
        related_name="+",
        verbose_name=_("degree"),
        null=True,
        blank=True,
    )
    discipline = models.ForeignKey(
        Discipline,
        models.PROTECT,
        related_name="+",
        verbose_name=_("discipline"),
        null=True,
        blank=True,
    )
    discipline_text = models.CharField(_("discipline, as written"), max_length=200, blank=True)
    started_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("to"), null=True, blank=True)

    objects = EducationQuerySet.as_manager()

    class Meta:
        verbose_name = _("education")
        verbose_name_plural = _("educations")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(started_on=None)
                | models.Q(ended_on=None)
                | models.Q(started_on__lte=models.F("ended_on")),
                name="education_dates_in_order",
                violation_error_message=_("The end lies before the beginning."),
            ),
        )

    def __str__(self) -> str:
        return self.school or self.discipline_text

    @property
    def study(self) -> str:
        """What was studied: in the person's own words, else as the vocabulary calls it."""
        return self.discipline_text or str(self.programme or self.discipline or "")

    @property
    def sameness(self) -> tuple[object, ...]:
        """Equal for two rows that say the same, whatever the case of the letters."""
        words = (self.school.casefold(), self.study.casefold())
        return (*words, self.degree_id, self.started_on, self.ended_on)

    def tells_of(self, other: "Education") -> bool:
        """Say whether both may be one stay: at one school, and for no two degrees."""
        is_one_school = bool(self.school) and _plain(self.school) == _plain(other.school)
        degrees = {self.degree_id, other.degree_id} - {None}
        return is_one_school and len(degrees) < 2


class Experience(models.Model):
    """One piece of work, paid or not."""

    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="experiences", verbose_name=_("profile")
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    employer = models.CharField(_("employer"), max_length=200, blank=True)
    started_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("to"), null=True, blank=True)
    text = models.TextField(_("what I did"), blank=True)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("experience")
        verbose_name_plural = _("experiences")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(started_on=None)
                | models.Q(ended_on=None)
                | models.Q(started_on__lte=models.F("ended_on")),
                name="experience_dates_in_order",
                violation_error_message=_("The end lies before the beginning."),
            ),
        )

    def __str__(self) -> str:
        return self.title or self.employer

    @property
    def sameness(self) -> tuple[object, ...]:
        """Equal for two rows that say the same, whatever the case of the letters."""
        words = (self.title.casefold(), self.employer.casefold())
        return (*words, self.text, self.started_on, self.ended_on)

    def tells_of(self, other: "Experience") -> bool:
        """Say whether both may be one piece of work: the same title with the same employer."""
        mine, others = (_plain(self.title), _plain(self.employer)), (other.title, other.employer)
        return any(mine) and mine == tuple(_plain(words) for words in others)


def document_path(document: "Document", filename: str) -> str:
    """Return where a private file is kept: by id, so that no name of a person is in the path."""
    return f"documents/{document.uuid.hex[:2]}/{document.uuid}"


class DocumentQuerySet(ScopedQuerySet):
    def visible_rows(self, viewer: Viewer) -> models.Q:
        """A company opens the files that were sent to it, and no other ones of the person."""
        grants = ProfileGrant.objects.live().filter(
            documents=models.OuterRef("pk"), organisation__in=viewer.organisation_ids
        )
        return models.Q(profile__user=viewer.user_id) | models.Q(models.Exists(grants))

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(profile__user=viewer.user_id)


class Document(models.Model):
    """A private file of a person; it leaves the portal only through the checked view."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="documents", verbose_name=_("profile")
    )
    kind = models.CharField(_("kind"), max_length=5, choices=DocumentKind, default=DocumentKind.CV)
    file = models.FileField(_("file"), upload_to=document_path)
    filename = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    text = models.TextField(_("text"), blank=True)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = (
            models.UniqueConstraint(
                fields=("profile", "sha256"), name="one_row_per_file_of_a_person"
            ),
        )

    def __str__(self) -> str:
        return self.filename

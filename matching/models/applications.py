from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from companies.choices.openings import QuestionKind
from companies.models import Opening, OpeningQuestion
from matching.choices.applications import (
    APPLICATION_MOVES,
    ENDED_WITHOUT_HIRING,
    NOT_WITH_THE_COMPANY,
    TIME_TO_ANSWER,
    YES_OR_NO,
    ApplicationSource,
    ApplicationState,
    RefusalReason,
)
from parks.access import ScopedQuerySet, Viewer
from talent.models import Document, Profile


class ApplicationQuerySet(ScopedQuerySet):
    """The applicant sees every state; the company what was sent to it and not taken back."""

    def live(self) -> Self:
        return self.exclude(state__in=ENDED_WITHOUT_HIRING)

    def withdrawable(self) -> Self:
        """Return what was sent and can still be taken back; a draft is not among them."""
        moves = APPLICATION_MOVES.table.items()
        states = [state for state, wanted in moves if ApplicationState.WITHDRAWN in wanted]
        return self.filter(state__in=states)

    def with_opening(self) -> Self:
        return self.select_related("opening__company", "opening__park", "opening__region")

    def with_contents(self) -> Self:
        """Fetch along what was written and sent: the answers with their questions, the files."""
        answers = Answer.objects.select_related("question").order_by("question__position", "pk")
        documents = Document.objects.order_by("filename", "pk")
        return self.select_related("profile__user").prefetch_related(
            models.Prefetch("answers", answers), models.Prefetch("documents", documents)
        )

    def newest_first(self) -> Self:
        return self.order_by("-changed_at", "-pk")

    def sent_to(self, organisation_ids: Iterable[int]) -> Self:
        return self.filter(opening__company__in=organisation_ids).exclude(
            state__in=NOT_WITH_THE_COMPANY
        )

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(profile__user=viewer.user_id) | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        sent = ~models.Q(state__in=NOT_WITH_THE_COMPANY)
        return models.Q(opening__company__in=viewer.organisation_ids) & sent


class Application(models.Model):
    """One person asks for one opening."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="applications", verbose_name=_("profile")
    )
    opening = models.ForeignKey(
        Opening, models.PROTECT, related_name="applications", verbose_name=_("opening")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ApplicationState, default=ApplicationState.DRAFT
    )
    source = models.CharField(
        _("came through"),
        max_length=10,
        choices=ApplicationSource,
        default=ApplicationSource.ELSEWHERE,
    )
    message = models.TextField(_("message to the company"), blank=True)
    documents = models.ManyToManyField(
        Document, related_name="+", verbose_name=_("documents"), blank=True
    )
    refusal_reason = models.CharField(
        _("reason of the refusal"), max_length=15, choices=RefusalReason, blank=True
    )
    refusal_message = models.TextField(_("message to the applicant"), blank=True)
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)
    drafted_at = models.DateTimeField(_("draft saved on"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted on"), null=True, blank=True)
    changed_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = (
            models.UniqueConstraint(
                fields=("profile", "opening"),
                condition=~models.Q(state__in=ENDED_WITHOUT_HIRING),
                name="one_live_application_per_opening",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ApplicationState.REFUSED, refusal_reason=""),
                name="a_refusal_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=(ApplicationState.DRAFT, ApplicationState.WITHDRAWN))
                | models.Q(submitted_at__isnull=False),
                name="a_sent_application_has_its_time",
            ),
        )
        indexes = (models.Index(fields=("opening", "state"), name="applications_by_state"),)

    def __str__(self) -> str:
        return f"{self.profile} → {self.opening}"

    def get_absolute_url(self) -> str:
        return reverse("matching:application", args=[self.uuid])

    @property
    def answer_by(self) -> datetime | None:
        """When it lapses unless the company answers; nothing once that has happened."""
        waits = self.state == ApplicationState.SUBMITTED and self.submitted_at is not None
        return self.submitted_at + TIME_TO_ANSWER if waits else None

    def require_move(self, wanted: ApplicationState) -> None:
        """Raise IllegalMoveError unless this application may take the state wanted."""
        APPLICATION_MOVES.require(self.state, wanted)


class Answer(models.Model):
    """What an applicant answers to a question of the opening, as it was asked then."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="answers", verbose_name=_("application")
    )
    question = models.ForeignKey(
        OpeningQuestion, models.PROTECT, related_name="+", verbose_name=_("question")
    )
    text = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to questions")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "question"), name="one_answer_per_question"
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def shown(self) -> str:
        """The answer as people read it: the choice between yes and no in their language."""
        if self.question.kind != QuestionKind.YES_NO:
            return self.text
        return str(YES_OR_NO.get(self.text, self.text))

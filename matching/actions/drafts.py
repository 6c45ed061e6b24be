"""An application that is being written: kept, and seen by nobody but its writer."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from companies.models import Opening
from matching.actions.steps import note_step
from matching.choices.applications import ApplicationSource, ApplicationState
from matching.models import Answer, Application
from parks.actions.trail import record
from parks.models import User
from talent.models import Document, Profile

Answers = Mapping[int, str]
"""What is answered, by id of the question."""


@transaction.atomic
def save_draft(
    profile: Profile,
    *,
    opening: Opening,
    message: str = "",
    documents: Iterable[Document] = (),
    answers: Answers | None = None,
    source: ApplicationSource = ApplicationSource.ELSEWHERE,
) -> Application:
    """Keep what is written so far; a live application that was sent is returned unchanged.

    `source` is how the person came to the opening; what is known of that already stays.
    """
    Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    application = live_application(profile, opening)
    if application is not None and application.state != ApplicationState.DRAFT:
        return application
    is_new = application is None
    application = application or Application(profile=profile, opening=opening)
    application.message, application.drafted_at = message, timezone.now()
    note_source(application, source)
    application.save()
    set_contents(application, documents, answers or {})
    if is_new:
        note_step(application, ApplicationState.DRAFT, by=profile.user)
    return application


@transaction.atomic
def discard_draft(application: Application, *, by: User) -> None:
    """Delete a draft with its answers; raise IllegalMoveError for what was sent meanwhile."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if application.state != ApplicationState.DRAFT:
        application.require_move(ApplicationState.DRAFT)
    record(application, "draft discarded", by=by)
    application.delete()


def live_application(profile: Profile, opening: Opening) -> Application | None:
    """Return the one application of this person for this opening that has not ended, if any."""
    return Application.objects.live().filter(profile=profile, opening=opening).first()


def note_source(application: Application, source: ApplicationSource) -> None:
    """Set how somebody came to the opening, unless that is known: the first way counts."""
    if application.source == ApplicationSource.ELSEWHERE:
        application.source = source


def set_contents(application: Application, documents: Iterable[Document], answers: Answers) -> None:
    """Replace the files chosen and the answers; answers to other openings' questions are left."""
    application.documents.set(documents)
    application.answers.all().delete()
    asked = application.opening.questions.filter(pk__in=answers).order_by("pk")
    Answer.objects.bulk_create(
        Answer(application=application, question=question, text=answers[question.pk])
        for question in asked
        if answers[question.pk]
    )

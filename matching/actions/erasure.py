"""Leaving for good: the person goes, rows without a name stay for statistics."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from companies.actions.reports import forget_reporter
from matching.actions.applications import withdraw_application
from matching.actions.assessments import forget_notes, lock_training_of
from matching.actions.base_stays import forget_stays
from matching.actions.data_exports import delete_exports
from matching.actions.drafts import discard_draft
from matching.actions.enrolments import forget_feedback, leave_training
from matching.actions.interviews import cancel_interviews_of
from matching.actions.outcomes import forget_destinations
from matching.actions.panels import forget_interviewer
from matching.actions.placement_checks import forget_answers
from matching.actions.traces import remove_traces, traces_of
from matching.choices.applications import ApplicationState
from matching.models import (
    Alert,
    Answer,
    Application,
    ApplicationStep,
    BaseStay,
    CalendarFeed,
    CandidateNote,
    Dismissal,
    Enrolment,
    GraduateMatches,
    Interview,
    InvitationToApply,
    Offer,
    PoolEntry,
    ProfileTerms,
    SavedOpening,
    SavedSearch,
    Scorecard,
)
from matching.queries.privacy import may_be_withdrawn
from parks.actions.bases import forget_mentor
from parks.actions.leaving import anonymise_account, forget_mails
from parks.actions.organisations import leave_organisation
from parks.actions.quotas import lock_places
from parks.actions.seats import forget_seats
from parks.actions.trail import record
from parks.models import DataExport, Membership, User
from parks.queue import enqueue
from talent.actions.announcements import forget_reader
from talent.actions.leaving import anonymise_profile
from talent.actions.roster_claims import leave_rosters
from talent.models import Profile

OF_THE_PERSON = (
    Alert,
    CalendarFeed,
    CandidateNote,
    Dismissal,
    GraduateMatches,
    InvitationToApply,
    PoolEntry,
    ProfileTerms,
    SavedOpening,
    SavedSearch,
)


class ErasureError(Exception):
    """This account cannot be erased by its owner; says why."""


@transaction.atomic
def erase_account(user: User, *, now: datetime) -> None:
    """Erase a person, at once and for good; what stays names nobody.

    Live applications are withdrawn and their companies told. The row of the account stays closed,
    under an address that is nobody's; the profile keeps degree, discipline, year of graduation
    and kinds wanted, applications their states and days. Raises ErasureError for an operator, and
    OrganisationError for the last administrator of an organisation; then nothing is changed.
    """
    user = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    if not user.is_active:  # a second click waited for the first
        return
    if user.is_superuser:
        raise ErasureError(_("An operator's account is closed by another operator."))
    address, language = user.email, user.language
    forget_interviewer(user)
    for membership in Membership.objects.live().filter(user=user).order_by("pk"):
        leave_organisation(membership, by=user)
    lock_training_of(user)  # before the profile, as whoever enrols or examines does
    profile = Profile.objects.select_for_update(of=("self",)).filter(user=user).first()
    lock_places_of(profile)
    leave_training(user)
    delete_exports(list(DataExport.objects.select_for_update().filter(user=user)))
    forget_destinations(user)
    forget_answers(user)
    forget_reader(user)
    leave_rosters(user)
    if profile is None:
        anonymise_account(user)
    else:
        _leave(profile, user, now)
    forget_reporter(user)
    forget_seats(user)
    forget_mentor(user)
    forget_mails(user, address=address)
    record(user, "erased", by=user)
    enqueue("matching.send_farewell", address=address, language=language)


def lock_places_of(profile: Profile | None) -> None:
    """Hold every agreement of which a person may give a place back, in one order for everybody."""
    trained = Enrolment.objects.filter(profile=profile).order_by()
    stayed = BaseStay.objects.filter(profile=profile).order_by()
    ids = {
        *trained.values_list("session__programme__agreement", flat=True),
        *trained.values_list("quota__agreement", flat=True),
        *stayed.values_list("base__agreement", flat=True),
    }
    for agreement_id in sorted(ids - {None}) if profile else ():
        lock_places(agreement_id)


def _leave(profile: Profile, user: User, now: datetime) -> None:
    """Companies are told after the name is gone, so that it is written nowhere again."""
    traces = traces_of(profile)
    anonymise_account(user)
    remove_traces(traces, instead=user.full_name)
    for application in Application.objects.filter(profile=profile).order_by("pk"):
        _end(application, user, now)
    _clear_applications(profile)
    forget_notes(profile)
    forget_feedback(profile)
    forget_stays(profile, by=user)
    for model in OF_THE_PERSON:
        model.objects.filter(profile=profile).delete()
    anonymise_profile(profile, now=now)


def _end(application: Application, user: User, now: datetime) -> None:
    if application.state == ApplicationState.DRAFT:
        discard_draft(application, by=user)
        return
    if may_be_withdrawn(application):
        withdraw_application(application, by=user)
    cancel_interviews_of(application, by=user, now=now)


def _clear_applications(profile: Profile) -> None:
    """States and days stay; what either side wrote goes."""
    mine = {"application__profile": profile}
    Answer.objects.filter(**mine).delete()
    ApplicationStep.objects.filter(**mine).update(message="")
    Interview.objects.filter(**mine).update(message="", reason="")
    Scorecard.objects.filter(**mine, submitted_at=None).delete()
    Scorecard.objects.filter(**mine).update(text="")
    Offer.objects.filter(**mine).update(terms="", answer="", salary=None, starts_on=None)
    Application.objects.filter(profile=profile).update(message="", refusal_message="")


def send_farewell(address: str, language: str) -> None:
    """Confirm to the former address that the account is gone; the outbox would keep the address.

    Raises OSError while the mail server is down; the task tries again.
    """
    with translation.override(language):
        text = render_to_string("matching/mail/account_erased.txt").strip()
    subject, _sign, body = text.partition("\n")
    connection = get_connection(settings.EMAIL_DELIVERY_BACKEND)
    EmailMultiAlternatives(subject, body.strip(), to=[address], connection=connection).send()

"""What the graduate behind the sign-in button has applied for, by the real actions."""

from datetime import date

from django.db import transaction

from companies.choices.openings import OpeningState
from companies.models import Opening
from matching.actions.applications import (
    advance_application,
    refuse_application,
    submit_application,
    withdraw_application,
)
from matching.actions.offers import make_offer
from matching.choices.applications import ApplicationState, RefusalReason
from matching.demo.companies import Standing
from matching.demo.days import after, between, midnight
from matching.demo.opening_plans import OpeningPlan, flagships, opening_uuid, plan_opening
from matching.demo.reading import parks, words
from matching.demo.store.offers import offer_terms, offered_pay
from matching.demo.store.steps import date_steps
from matching.demo.store.world import GRADUATE
from matching.models import Application, Offer
from parks.choices.accounts import Language
from parks.choices.organisations import MembershipRole
from parks.choices.work import OpeningKind
from parks.models import Membership, User
from talent.models import Profile, ProfileGrant

# With the recruiter of the demo, by number of the opening; the others stay open as matches.
FLAGSHIPS = {3: ApplicationState.INTERVIEWING, 5: ApplicationState.SUBMITTED}
ELSEWHERE = (
    ApplicationState.SHORTLISTED,
    ApplicationState.OFFERED,
    ApplicationState.REFUSED,
    ApplicationState.WITHDRAWN,
    ApplicationState.DRAFT,
)
INTERVIEWED = (ApplicationState.SHORTLISTED, ApplicationState.INTERVIEWING)
STEPS = {
    ApplicationState.SHORTLISTED: (ApplicationState.SHORTLISTED,),
    ApplicationState.INTERVIEWING: INTERVIEWED,
    ApplicationState.OFFERED: INTERVIEWED,
}
DAYS_TO_ANSWER = 6
LOOKS_AT = 400  # openings
# Work near her own, so that what suits her best stays among her matches
ROLES = ("downstream", "viral_vector", "molecular_biology", "qc_bioassay", "antibody_discovery")


def put_own_applications(seed: int, openings: int, today: date) -> None:
    """Apply where the persona has not applied yet, with what came of it; needs the openings."""
    profile = Profile.objects.get(user__email=GRADUATE)
    for index, state in own_applications(seed, openings):
        opening = Opening.objects.get(uuid=opening_uuid(seed, index))
        applied = Application.objects.filter(profile=profile, opening=opening).exists()
        if not applied and _is_open(opening, today):
            _apply(profile, opening, state, today)


def own_applications(seed: int, openings: int) -> list[tuple[int, ApplicationState]]:
    """Return the numbers of the openings the persona applied for, and how far it went."""
    flagship = [(index, state) for index, state in FLAGSHIPS.items() if index < openings]
    numbers = range(flagships(), min(openings, LOOKS_AT))
    fitting = [index for index in numbers if _fits(plan_opening(seed, index))]
    return [*flagship, *zip(fitting, ELSEWHERE, strict=False)]


def _fits(opening: OpeningPlan) -> bool:
    return (
        opening.state == OpeningState.PUBLISHED
        and opening.company.standing == Standing.VERIFIED
        and opening.company.park == parks()[0].slug
        and opening.role.code in ROLES
        and opening.kind in (OpeningKind.JOB, OpeningKind.INTERNSHIP)
        and not opening.senior
    )


def _is_open(opening: Opening, today: date) -> bool:
    still = opening.closes_on is None or opening.closes_on >= today
    return opening.state == OpeningState.PUBLISHED and still


@transaction.atomic
def _apply(profile: Profile, opening: Opening, state: ApplicationState, today: date) -> None:
    message = "\n".join(words("phrases")["application"]["messages"][0])
    if state == ApplicationState.DRAFT:
        draft = Application.objects.create(profile=profile, opening=opening, message=message)
        began_at = midnight(today)
        Application.objects.filter(pk=draft.pk).update(
            created_at=began_at, changed_at=began_at, drafted_at=began_at
        )
        return
    application = submit_application(profile, opening=opening, message=message, today=today)
    _bring_to(application, state, today)
    _stamp(application, state, today)


def _bring_to(application: Application, state: ApplicationState, today: date) -> None:
    recruiter = _recruiter(application.opening)
    for step in STEPS.get(state, ()):
        advance_application(application, state=step, by=recruiter)
    if state == ApplicationState.OFFERED:
        _make_offer(application, recruiter, today)
    if state == ApplicationState.REFUSED:
        refusal = words("phrases")["application"]["refusals"][0]
        reason, message = RefusalReason(refusal["reason"]), "\n".join(refusal["message"])
        refuse_application(application, reason=reason, message=message, by=recruiter)
    if state == ApplicationState.WITHDRAWN:
        withdraw_application(application, by=application.profile.user)


def _make_offer(application: Application, recruiter: User, today: date) -> None:
    terms = "\n".join(offer_terms(0, language) for language in Language.values)
    make_offer(
        application,
        terms=terms,
        salary=offered_pay(application.opening),
        reply_by=after(today, DAYS_TO_ANSWER),
        by=recruiter,
        today=today,
    )


def _recruiter(opening: Opening) -> User:
    administrators = Membership.objects.live().filter(
        organisation=opening.company_id, role=MembershipRole.ADMIN
    )
    return User.objects.filter(memberships__in=administrators).order_by("pk")[0]


def _stamp(application: Application, state: ApplicationState, today: date) -> None:
    """The actions said “now”; the story says some time since the opening was published."""
    answered = state != ApplicationState.SUBMITTED
    submitted_at = between(application.opening.published_at, midnight(today), 0.5)
    changed_at = between(submitted_at, midnight(today), 0.5) if answered else submitted_at
    Application.objects.filter(pk=application.pk).update(
        created_at=submitted_at, submitted_at=submitted_at, changed_at=changed_at
    )
    application.submitted_at, application.changed_at = submitted_at, changed_at
    date_steps(application)
    Offer.objects.filter(application=application).update(made_at=changed_at)
    ProfileGrant.objects.filter(reference=application.uuid).update(granted_at=submitted_at)

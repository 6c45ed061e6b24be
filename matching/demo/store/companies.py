"""Companies with their recruiters, chain stages and verification."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from companies.models import Company
from matching.demo.companies import CompanyPlan, Standing, company_count, plan_company
from matching.demo.days import after, midnight
from matching.demo.progress import Progress
from matching.demo.reading import words
from matching.demo.store.accounts import new_user
from matching.demo.store.verifications import new_verification, put_verifications
from matching.demo.store.world import RECRUITER, officers_by_park, park_ids
from matching.demo.terms import Terms
from parks.choices.organisations import MembershipRole, OrganisationKind, VerificationState
from parks.models import Membership, User

CHUNK = 100
STATES = {
    Standing.VERIFIED: VerificationState.APPROVED,
    Standing.PENDING: VerificationState.PENDING,
    Standing.IN_REVIEW: VerificationState.IN_REVIEW,
    Standing.DECLINED: VerificationState.DECLINED,
}


def put_companies(openings: int, today: date, terms: Terms, progress: Progress) -> None:
    """Create the companies that a demo of this many openings has and that are not there yet."""
    for chunk in progress.chunks("companies", company_count(openings), CHUNK):
        put_company_plans([plan_company(index) for index in chunk], today, terms)


def put_company_plans(plans: Sequence[CompanyPlan], today: date, terms: Terms) -> None:
    """Create those that are not there yet."""
    slugs = [plan.slug for plan in plans]
    there = set(Company.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    missing = [plan for plan in plans if plan.slug not in there]
    if missing:
        _put(missing, today, terms)


def company_ids() -> Mapping[str, int]:
    return dict(Company.objects.order_by("pk").values_list("slug", "pk"))


@transaction.atomic
def _put(plans: Sequence[CompanyPlan], today: date, terms: Terms) -> None:
    parks = park_ids()
    pairs = [(plan, _company(plan, parks, terms)) for plan in plans]
    Company.chain_stages.through.objects.bulk_create(
        Company.chain_stages.through(company=company, chainstage_id=terms.stages[stage].id)
        for plan, company in pairs
        for stage in plan.stages
    )
    _put_claims([pair for pair in pairs if pair[0].standing != Standing.UNCLAIMED], today)


def _put_claims(pairs: Sequence[tuple[CompanyPlan, Company]], today: date) -> None:
    """Give each company the recruiter who claimed it, and the request to be verified."""
    officers, recruiters = officers_by_park(), _recruiters([plan for plan, _ in pairs], today)
    Membership.objects.bulk_create(
        Membership(user=user, organisation=company, role=MembershipRole.ADMIN)
        for (_, company), user in zip(pairs, recruiters, strict=True)
    )
    verifications = [
        new_verification(
            company,
            STATES[plan.standing],
            submitted_by=user,
            officer=officers[plan.park],
            today=today,
        )
        for (plan, company), user in zip(pairs, recruiters, strict=True)
    ]
    put_verifications(verifications, today)


def _company(plan: CompanyPlan, parks: Mapping[str, int], terms: Terms) -> Company:
    note = words("companies")["note"]
    return Company.objects.create(
        kind=OrganisationKind.COMPANY,
        slug=plan.slug,
        name_zh=plan.name[0],
        name_en=plan.name[1],
        summary_zh=plan.summary[0] + note[0],
        summary_en=f"{plan.summary[1]} {note[1]}",
        company_kind=plan.kind,
        growth_stage=plan.growth_stage,
        park_id=parks[plan.park],
        region_id=terms.regions[plan.region].id,
        email_domain=plan.domain,
    )


def _recruiters(plans: Sequence[CompanyPlan], today: date) -> list[User]:
    """Return the recruiter of each company; that of the first is a person of the demo."""
    joined_at = midnight(after(today, -150))
    users = [
        new_user(f"hr@{plan.domain}", plan.recruiter.full_name, joined_at)
        for plan in plans
        if plan.index
    ]
    created = User.objects.bulk_create(users)
    first = [User.objects.get(email=RECRUITER)] if plans and plans[0].index == 0 else []
    return first + created

"""Who works at the company of the demo's recruiter, and what they have prepared."""

from datetime import date
from typing import NamedTuple

from django.db import transaction

from companies.models import Company
from matching.demo.companies import plan_company
from matching.demo.days import after, midnight
from matching.demo.reading import words
from matching.demo.store.accounts import new_user
from matching.demo.store.world import RECRUITER
from matching.models import MessageTemplate
from parks.actions.organisations import join_organisation
from parks.choices.organisations import MembershipRole
from parks.models import User

HERS = 0  # the number of the recruiter's company


class Team(NamedTuple):
    company: Company
    recruiter: User
    colleague: User
    interviewer: User


@transaction.atomic
def put_team(today: date) -> Team:
    """Create what is missing of the people and of their messages; the company must be there."""
    plan = plan_company(HERS)
    company = Company.objects.get(slug=plan.slug)
    recruiter = User.objects.get(email=RECRUITER)
    facts = words("desk")["colleague"]
    address = f"{facts['handle']}@{plan.domain}"
    colleague = User.objects.filter(email=address).first()
    if colleague is None:
        colleague = new_user(address, facts["full_name"], midnight(after(today, -150)))
        colleague.save()
    interviewer = User.objects.get(email=words("desk")["interviewer"])
    join_organisation(company, user=colleague, role=MembershipRole.MEMBER, by=recruiter)
    join_organisation(company, user=interviewer, role=MembershipRole.INTERVIEWER, by=recruiter)
    _put_templates(company)
    return Team(company, recruiter, colleague, interviewer)


def _put_templates(company: Company) -> None:
    MessageTemplate.objects.bulk_create(
        (
            MessageTemplate(company=company, state=state, text_zh=chinese, text_en=english)
            for state, (chinese, english) in words("desk")["templates"].items()
        ),
        ignore_conflicts=True,
    )

"""Offers of the demo: whoever was offered a place has it in writing."""

from collections.abc import Sequence
from datetime import date

from companies.choices.openings import SalaryPeriod
from companies.models import Opening
from matching.choices.applications import ApplicationState
from matching.choices.interviews import OfferState
from matching.demo.application_plans import ApplicationPlan
from matching.demo.days import after, between
from matching.demo.reading import words
from matching.models import Application, Offer
from parks.choices.accounts import Language

STATES = {
    ApplicationState.OFFERED: OfferState.OPEN,
    ApplicationState.ACCEPTED: OfferState.ACCEPTED,
    ApplicationState.HIRED: OfferState.ACCEPTED,
}
DAYS_TO_ANSWER = (4, 10)


def put_offers(plans: Sequence[ApplicationPlan], rows: Sequence[Application], today: date) -> None:
    """Create the offers of applications that were just stored, with the times of their story."""
    offers = [
        _offer(plan, row, today)
        for plan, row in zip(plans, rows, strict=True)
        if row.state in STATES
    ]
    Offer.objects.bulk_create(offers)
    for offer in offers:
        application = offer.application
        offer.made_at = between(application.submitted_at, application.changed_at, 0.8)
    Offer.objects.bulk_update(offers, ["made_at"])


def _offer(plan: ApplicationPlan, row: Application, today: date) -> Offer:
    state = STATES[row.state]
    shortest, longest = DAYS_TO_ANSWER
    days = shortest + plan.message % (longest - shortest + 1)
    answered_at = None if state == OfferState.OPEN else row.changed_at
    return Offer(
        application=row,
        state=state,
        terms=offer_terms(plan.message, Language.CHINESE),
        salary=offered_pay(row.opening),
        reply_by=after(today if answered_at is None else answered_at.date(), days),
        answered_at=answered_at,
    )


def offer_terms(number: int, language: str) -> str:
    """Return the words of an offer, in the language its company writes in."""
    texts = words("phrases")["application"]["offers"]
    return texts[number % len(texts)][int(language == Language.ENGLISH)]


def offered_pay(opening: Opening) -> int | None:
    """Return what an opening pays at least per month in CNY, where it says so."""
    monthly = opening.salary_period == SalaryPeriod.MONTH and opening.salary_currency == "CNY"
    return opening.salary_min if monthly else None

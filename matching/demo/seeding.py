"""Making a demo of a given size, or topping one up to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import models

from companies.actions.indexing import index_openings
from companies.models import Company, Opening
from matching.demo.progress import Progress
from matching.demo.reading import parks
from matching.demo.store.agreements import put_agreements, put_base
from matching.demo.store.applications import put_applications
from matching.demo.store.companies import put_companies
from matching.demo.store.consortium import put_consortium
from matching.demo.store.desk import put_desk
from matching.demo.store.earlier_hirings import put_earlier_hirings, put_looks_back
from matching.demo.store.graduates import put_graduates
from matching.demo.store.licences import put_licences
from matching.demo.store.offices import put_offices
from matching.demo.store.openings import put_openings
from matching.demo.store.own_applications import put_own_applications
from matching.demo.store.personas import put_graduate
from matching.demo.store.placements import put_placements
from matching.demo.store.programmes import put_programmes
from matching.demo.store.roster import put_roster
from matching.demo.store.team import put_team
from matching.demo.store.training import put_sessions
from matching.demo.store.world import put_world
from matching.demo.terms import read_terms
from matching.models import Application, Enrolment
from parks.actions.trail import record
from parks.models import Park, User
from talent.models import Profile, SkillClaim, University

NOUNS: Mapping[str, type[models.Model]] = {
    "parks": Park,
    "universities": University,
    "companies": Company,
    "openings": Opening,
    "graduates": Profile,
    "skills held": SkillClaim,
    "applications": Application,
    "places in training": Enrolment,
    "accounts": User,
}


@dataclass(frozen=True)
class Order:
    """What is wanted: how many graduates and openings, from which seed, counted from which day."""

    graduates: int
    openings: int
    seed: int
    today: date


@dataclass(frozen=True)
class Count:
    noun: str
    created: int
    there: int


def seed_demo(order: Order, progress: Progress) -> list[Count]:
    """Create what the order asks for and is not there yet; what is there is not touched.

    The people of the demo are always created, so one graduate is there when none is asked
    for. Every chunk is a transaction: a run that was cut off is completed by the next one.
    Raises DemoError when the vocabulary lacks what the content names.
    """
    before = _count()
    terms = read_terms()
    put_world(terms, order.today)
    put_companies(order.openings, order.today, terms, progress)
    put_consortium(order.today, terms)
    put_agreements(order.today, terms)
    put_programmes(terms)
    put_openings(order.openings, order.seed, order.today, terms, progress)
    put_graduate(order.today, terms)
    put_graduates(order.graduates, order.seed, order.today, terms, progress)
    put_roster(order.graduates, order.seed, order.today, terms, progress)
    put_applications(order.graduates, order.openings, order.seed, order.today, progress)
    put_earlier_hirings(order.graduates, order.seed, order.today, terms)
    put_own_applications(order.seed, order.openings, order.today)
    team = put_team(order.today)
    put_desk(order.graduates, order.openings, order.seed, order.today, team)
    put_licences()
    put_offices(order.openings, order.seed, order.today)
    put_base(order.graduates, order.seed, order.today, team)
    put_sessions(order.graduates, order.seed, order.today, progress)
    put_placements()
    put_looks_back(order.today)
    index_openings()
    counts = [Count(noun, there - before[noun], there) for noun, there in _count().items()]
    if any(count.created for count in counts):
        _record(order)
    return counts


def _record(order: Order) -> None:
    """The trail says what really happened: not every made-up step, but that they were made up."""
    for park in Park.objects.filter(slug__in=[place.slug for place in parks()]).order_by("pk"):
        record(
            park,
            "demo data added",
            by=None,
            park_id=park.pk,
            graduates=order.graduates,
            openings=order.openings,
            seed=order.seed,
        )


def _count() -> dict[str, int]:
    return {noun: model.objects.count() for noun, model in NOUNS.items()}

"""Openings are written, checked, published and closed."""

from itertools import product

import pytest
from django.utils import timezone

from companies.actions.openings import (
    OpeningError,
    Requirement,
    create_opening,
    move_opening,
    set_requirements,
)
from companies.choices.openings import Importance, OpeningState
from companies.models import Opening, OpeningSkill
from parks.choices.work import SkillLevel
from parks.models import LogEntry, OutboxMail
from parks.workflow import IllegalMoveError
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.parks import SkillFactory, UserFactory
from tests.factories.vocabulary import DisciplineFactory

pytestmark = pytest.mark.django_db

MOVES = {
    ("draft", "submitted"),
    ("draft", "published"),
    ("draft", "closed"),
    ("submitted", "published"),
    ("submitted", "returned"),
    ("submitted", "draft"),
    ("submitted", "closed"),
    ("returned", "submitted"),
    ("returned", "published"),
    ("returned", "closed"),
    ("published", "paused"),
    ("published", "closed"),
    ("published", "expired"),
    ("published", "submitted"),
    ("paused", "published"),
    ("paused", "closed"),
    ("paused", "expired"),
    ("paused", "submitted"),
    ("closed", "draft"),
    ("expired", "draft"),
}


def opening_in(state: str) -> Opening:
    return OpeningFactory(state=state, published_at=timezone.now(), review_comment="Before")


def everything() -> list[list[dict]]:
    nouns = (Opening, OpeningSkill, LogEntry, OutboxMail)
    return [list(noun.objects.order_by("pk").values()) for noun in nouns]


def test_an_opening_starts_as_a_draft_with_its_requirements_and_disciplines():
    company, user = CompanyFactory(), UserFactory()
    elisa, gmp, family = SkillFactory(), SkillFactory(), DisciplineFactory()

    opening = create_opening(
        company=company,
        park=company.park,
        title_en="Analyst",
        requirements=[Requirement(elisa, Importance.MUST, SkillLevel.EXPERT), Requirement(gmp)],
        disciplines=[family],
        by=user,
    )

    assert (opening.state, opening.published_at) == ("draft", None)
    assert list(opening.disciplines.all()) == [family]
    columns = ("skill", "importance", "level", "position")
    assert list(opening.requirements.order_by("position").values_list(*columns)) == [
        (elisa.pk, "must", 4, 0),
        (gmp.pk, "wanted", 1, 1),
    ]
    entry = LogEntry.objects.about(opening).get()
    assert (entry.verb, entry.actor) == ("created", user)
    assert (entry.organisation_id, entry.park_id) == (company.pk, company.park_id)


def test_an_opening_that_cannot_be_written_leaves_nothing_behind():
    company, skill = CompanyFactory(), SkillFactory()
    twice = [Requirement(skill), Requirement(skill, Importance.MUST)]

    with pytest.raises(Exception, match="one_row_per_skill_of_an_opening"):
        create_opening(
            company=company, park=company.park, title_en="Analyst", requirements=twice, by=None
        )

    assert not Opening.objects.exists()
    assert not LogEntry.objects.exists()


def test_requirements_are_replaced_as_a_whole():
    opening = OpeningFactory()
    old, new = SkillFactory(), SkillFactory()
    set_requirements(opening, [Requirement(old), Requirement(new)])

    set_requirements(opening, (Requirement(skill, level=SkillLevel.EXPERT) for skill in [new]))

    assert list(opening.requirements.values_list("skill", "level")) == [(new.pk, 4)]


@pytest.mark.parametrize(("present", "wanted"), sorted(MOVES))
def test_an_opening_moves_along_the_table(present, wanted):
    opening, user = opening_in(present), UserFactory()

    moved = move_opening(opening, state=OpeningState(wanted), comment=" Now. ", by=user)

    assert (moved.state, moved.review_comment) == (wanted, "Now.")
    assert Opening.objects.get().state == wanted
    entry = LogEntry.objects.get()
    assert (entry.verb, entry.actor, entry.organisation_id) == (wanted, user, opening.company_id)


@pytest.mark.parametrize(
    ("present", "wanted"),
    [pair for pair in product(OpeningState.values, repeat=2) if pair not in MOVES],
)
def test_an_opening_makes_no_move_out_of_turn(present, wanted):
    opening = opening_in(present)
    before = everything()

    with pytest.raises(IllegalMoveError):
        move_opening(opening, state=OpeningState(wanted), comment="Now", by=UserFactory())

    assert everything() == before


@pytest.mark.parametrize("comment", ["", " \n"])
def test_returning_an_opening_needs_a_comment(comment):
    opening = opening_in("submitted")
    before = everything()

    with pytest.raises(OpeningError):
        move_opening(opening, state=OpeningState.RETURNED, comment=comment, by=UserFactory())

    assert everything() == before


def test_a_returned_opening_is_mended_and_sent_again():
    opening = opening_in("submitted")
    returned = move_opening(
        opening, state=OpeningState.RETURNED, comment="Name the pay.", by=UserFactory()
    )

    again = move_opening(returned, state=OpeningState.SUBMITTED, by=UserFactory())

    assert (again.state, again.review_comment) == ("submitted", "")


def test_publishing_notes_the_time_and_pausing_keeps_it():
    opening = OpeningFactory()
    before = timezone.now()

    published = move_opening(opening, state=OpeningState.PUBLISHED, by=None)
    paused = move_opening(published, state=OpeningState.PAUSED, by=None)

    assert before <= published.published_at <= timezone.now()
    assert paused.published_at == published.published_at


def test_the_state_is_read_anew_before_it_is_decided_on():
    opening = opening_in("published")
    Opening.objects.update(state=OpeningState.CLOSED)

    with pytest.raises(IllegalMoveError):
        move_opening(opening, state=OpeningState.PAUSED, by=UserFactory())

    assert Opening.objects.get().state == "closed"

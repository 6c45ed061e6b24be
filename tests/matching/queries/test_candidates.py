"""The list of an opening as its company may see it today, and what it can be filtered by."""

from datetime import date

import pytest
from django.utils import timezone, translation

from companies.models import Opening
from matching.queries.candidates import (
    Wanted,
    candidates_of,
    chosen,
    facets_of,
    name_of,
    standing_of,
    with_asked,
)
from parks.queries.viewers import viewer_of
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.matching import (
    ApplicationFactory,
    CandidateNoteFactory,
    DismissalFactory,
    InvitationToApplyFactory,
    PoolEntryFactory,
)
from tests.factories.parks import SkillFactory
from tests.factories.talent import ProfileFactory, ProfileGrantFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True)


@pytest.fixture
def candidate(park):
    """Make somebody who shows themselves to the company."""

    def made(**fields):
        found = ProfileFactory(visibility="park_companies", **fields)
        found.parks.add(park)
        return found

    return made


def found(opening, recruiter, *profiles):
    return candidates_of(opening, viewer_of(recruiter), [profile.pk for profile in profiles])


def test_people_come_in_the_order_of_the_list(opening, recruiter, candidate):
    people = [candidate() for _number in range(3)]

    assert found(opening, recruiter, *reversed(people)) == people[::-1]


def test_who_hides_opts_out_or_is_not_interested_is_gone_at_once(opening, recruiter, candidate):
    shown = candidate()
    hidden = candidate()
    type(hidden).objects.filter(pk=hidden.pk).update(visibility="nobody")
    out = candidate(in_matching=False)
    bored = candidate()
    DismissalFactory(profile=bored, opening=opening)

    assert found(opening, recruiter, shown, hidden, out, bored) == [shown]


def test_not_interested_in_another_opening_stays(opening, recruiter, candidate):
    person = candidate()
    DismissalFactory(profile=person, opening=OpeningFactory(company=opening.company))

    assert found(opening, recruiter, person) == [person]


@pytest.mark.parametrize("state", ["sent", "accepted", "expired", "taken_back", "declined"])
def test_an_invitation_stands_between_them_in_words(state, opening, recruiter, candidate):
    person = candidate()
    InvitationToApplyFactory(
        opening=opening, profile=person, state=state, answered_at=timezone.now()
    )

    (row,) = found(opening, recruiter, person)

    assert row.invited_as == state
    assert standing_of(row) == ("declined" if state == "declined" else "invited")


@pytest.mark.parametrize(
    ("state", "standing"), [("draft", "new"), ("withdrawn", "new"), ("submitted", "applied")]
)
def test_only_what_was_sent_and_lies_with_the_company_counts_as_applied(
    state, standing, opening, recruiter, candidate
):
    person = candidate()
    ApplicationFactory(profile=person, opening=opening, state=state)

    (row,) = found(opening, recruiter, person)

    assert standing_of(row) == standing


def test_pool_and_notes_are_those_of_this_company(opening, recruiter, candidate):
    ours, others = candidate(), candidate()
    for company, person in ((opening.company, ours), (CompanyFactory(), others)):
        PoolEntryFactory(company=company, profile=person)
        CandidateNoteFactory(company=company, profile=person)

    rows = found(opening, recruiter, ours, others)

    assert [(row.in_pool, row.has_notes) for row in rows] == [(True, True), (False, False)]


def test_a_name_is_there_with_a_grant_and_a_code_without(opening, recruiter, candidate):
    known, unknown = candidate(user__full_name="Ann Li"), candidate(user__full_name="Bo Wu")
    ProfileGrantFactory(profile=known, organisation=opening.company)

    names = [str(name_of(row, opening)) for row in found(opening, recruiter, known, unknown)]

    assert names[0] == "Ann Li"
    assert names[1].startswith("Candidate ")


def test_facets_are_what_somebody_in_the_list_has_in_the_language_of_the_reader(
    opening, recruiter, candidate
):
    region = RegionFactory(label_en="Suzhou", label_zh="苏州")
    skill = SkillFactory(label_en="Cell culture", label_zh="细胞培养")
    OpeningSkillFactory(opening=opening, skill=skill)
    degree, discipline = DegreeLevelFactory(), DisciplineFactory()
    first = candidate(degree=degree, graduates_on=date(2027, 6, 30))
    first.wanted_places.create(region=region)
    second = candidate(degree=degree, discipline=discipline)
    people = found(opening, recruiter, first, second)
    asked = with_asked(Opening.objects.filter(pk=opening.pk)).get()

    english = facets_of(asked, people)
    with translation.override("zh-hans"):
        chinese = facets_of(asked, people)

    assert english.degrees == [(str(degree.pk), str(degree))]
    assert english.disciplines == [(str(discipline.pk), str(discipline))]
    assert english.years == [("2027", "2027")]
    assert english.places == [(str(region.pk), "Suzhou")]
    assert english.skills == [(str(skill.pk), "Cell culture")]
    assert (chinese.places[0][1], chinese.skills[0][1]) == ("苏州", "细胞培养")


def test_without_a_choice_everybody_stays_but_who_declined(opening, recruiter, candidate):
    stays, declined = candidate(), candidate()
    InvitationToApplyFactory(
        opening=opening, profile=declined, state="declined", answered_at=timezone.now()
    )
    people = found(opening, recruiter, stays, declined)

    assert chosen(people, Wanted(), {}) == [stays]
    assert chosen(people, Wanted(standing="declined"), {}) == [declined]


def test_every_skill_that_is_chosen_must_be_met(opening, recruiter, candidate):
    both, one = candidate(), candidate()
    met = {both.pk: {"ELISA", "GMP"}, one.pk: {"ELISA"}}
    people = found(opening, recruiter, both, one)

    assert chosen(people, Wanted(skills=["ELISA", "GMP"]), met) == [both]


@pytest.mark.parametrize("people", [1, 3])
def test_all_of_it_is_one_query(people, opening, recruiter, candidate, django_assert_num_queries):
    rows, viewer = [candidate() for _number in range(people)], viewer_of(recruiter)

    with django_assert_num_queries(1):
        listed = candidates_of(opening, viewer, [row.pk for row in rows])
        assert [str(each.user) for each in listed] == [str(each.user) for each in rows]

"""What training promises a pair, and the certificate that then stands behind the skill."""

from datetime import timedelta

import pytest
from django.utils import timezone

from companies.models import Opening
from matching import engine
from matching.actions.gap_planner import kept_input, plan_gaps
from matching.actions.nights import night_at
from matching.actions.runs import run_park
from matching.loading.lines import CertificateLine, PairExplanation, SessionLine
from matching.loading.pairs import explain_pair, explain_pairs
from matching.models import MatchRun
from matching.queries.training_gaps import teaching_for, with_teaching
from parks.access import ANONYMOUS
from talent.actions.certificates import write_certificate
from talent.models import Profile
from tests.factories.certificates import CertificateSchemeFactory, GrantedSkillFactory
from tests.factories.training import (
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    TaughtSkillFactory,
)
from tests.matching.markets import BOB_ANALYST, small_market
from tests.matching.random_markets import random_market

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def market(park):
    return small_market(park)


def course(park, *taught, certified=True, days=30):
    """An open session that teaches these skills at their levels, and its scheme if it has one."""
    scheme = CertificateSchemeFactory(issuer__park=park, name_en="Assays") if certified else None
    programme = ProgrammeFactory(park=park, scheme=scheme)
    for skill, level in taught:
        TaughtSkillFactory(programme=programme, skill=skill, level=level)
        if scheme:
            GrantedSkillFactory(scheme=scheme, skill=skill, level=level)
    return SessionFactory(
        programme=programme, starts_on=timezone.localdate() + timedelta(days=days)
    )


def told(profile: Profile, opening: Opening, **options) -> PairExplanation:
    people = Profile.objects.for_explaining()
    rows = with_teaching(Opening.objects.with_company().with_requirements(), ANONYMOUS)
    opening = rows.get(pk=opening.pk)
    return explain_pair(
        people.get(pk=profile.pk), opening, teaching=teaching_for(opening), **options
    )


def test_the_promise_of_a_session_is_kept_when_its_certificate_is_issued(market, park):
    both = course(park, (market.elisa, 3), (market.gmp, 1))
    before = told(market.bob, market.analyst)

    elisa, gmp = before.skills
    write_certificate(market.bob, scheme=both.programme.scheme, by=None, now=timezone.now())
    after = told(market.bob, market.analyst)

    (line,) = elisa.sessions
    assert (line.name, line.starts_on) == (str(both.programme), both.starts_on)
    assert line.address == both.get_absolute_url()
    # All musts, both skills whole, and the evidence of both: 2048 + 403 + 128.
    assert line.gain == 2579 == after.points - before.points
    assert gmp.sessions == before.steps[0].sessions == elisa.sessions
    assert after.points == BOB_ANALYST + line.gain
    assert [skill.sessions for skill in after.skills] == [(), ()]


def test_the_planner_counts_for_a_graduate_what_their_own_advice_promises(park):
    market = random_market(park, seed=1, people=40, openings=30)
    session = course(park, (market.skills[0], 4), (market.skills[1], 3))
    run_park(park, night=night_at(park, timezone.now()))
    planned = plan_gaps(park.pk, now=timezone.now()).figures["programmes"][0]
    person = helped_most(park, session.programme)
    for other in Profile.objects.exclude(pk=person.pk):
        EnrolmentFactory(session=session, profile=other)

    alone = plan_gaps(park.pk, now=timezone.now()).figures["programmes"][0]
    told_pairs = [told(person, opening) for opening in market.openings]

    gains = [
        line.gain
        for pair in told_pairs
        for line in {line.address: line for step in pair.skills for line in step.sessions}.values()
        if line.address == session.get_absolute_url() and is_unlocked(pair, line)
    ]
    assert planned["graduates"] > alone["graduates"] == 1
    assert len(gains) == alone["gain"] > 0
    assert alone["points"] == round(sum(gains) / len(gains), 1)


def helped_most(park, programme) -> Profile:
    """Whom the planner would give the only place of a session."""
    run = MatchRun.objects.published().get(park=park)
    planner = kept_input(run)
    found = engine.unlocked(planner.loaded.market, engine.Weights(), planner.taught(programme))
    (row,) = found.best_graduates(1)
    return Profile.objects.get(pk=planner.loaded.profile_ids[row])


def is_unlocked(pair: PairExplanation, line: SessionLine) -> bool:
    """Whether the advice says that the pair comes within reach: it is open, with half of all."""
    before = not pair.open_gates and pair.points >= engine.WITHIN_REACH
    after = (not pair.open_gates or line.opens) and pair.points + line.gain >= engine.WITHIN_REACH
    return after and not before


def test_the_sessions_that_help_most_come_first_and_those_that_do_not_are_left_out(market, park):
    weak = course(park, (market.elisa, 1))
    word = course(park, (market.elisa, 3), certified=False)
    proof = course(park, (market.elisa, 3), days=90)
    course(park, (market.culture, 4))

    elisa, gmp = told(market.bob, market.analyst).skills

    assert [line.address for line in elisa.sessions] == [
        proof.get_absolute_url(),
        word.get_absolute_url(),
    ]
    assert [line.gain for line in elisa.sessions] == [2048 + 268 + 85, 2048 + 268]
    assert weak.get_absolute_url() not in {line.address for line in elisa.sessions}
    assert gmp.sessions == ()


def test_in_brief_the_one_step_has_the_same_sessions(market, park):
    course(park, (market.elisa, 3))
    people = list(Profile.objects.for_explaining().filter(pk=market.bob.pk))
    rows = with_teaching(Opening.objects.with_company(), ANONYMOUS).order_by("pk")
    openings = list(rows.filter(pk=market.analyst.pk))
    teaching = {each.pk: teaching_for(each) for each in openings}

    brief = explain_pairs(people, openings, advising=True, teaching=teaching)

    steps = brief[market.bob.pk, market.analyst.pk].steps
    assert steps[0].sessions == told(market.bob, market.analyst).steps[0].sessions != ()


def test_a_skill_says_by_which_certificate_it_is_verified_as_far_as_the_reader_may_know(
    market, park, django_assert_num_queries
):
    session = course(park, (market.elisa, 4))
    scheme = session.programme.scheme
    certificate = write_certificate(market.ann, scheme=scheme, by=None, now=timezone.now())
    people = Profile.objects.for_explaining()
    offers = Opening.objects.with_company().with_requirements()
    ann, analyst = people.get(pk=market.ann.pk), offers.get(pk=market.analyst.pk)
    explain_pair(ann, analyst)

    with django_assert_num_queries(4):
        own = explain_pair(ann, analyst)
    with django_assert_num_queries(4):
        stranger = explain_pair(ann, analyst, quoting=False)

    elisa, gmp = own.skills
    assert elisa.source == "Certificate"
    assert elisa.certificate == CertificateLine(
        "Assays", certificate.serial, certificate.get_absolute_url()
    )
    assert stranger.skills[0].certificate == CertificateLine("Assays")
    assert gmp.certificate is stranger.skills[1].certificate is None


def test_a_higher_claim_of_the_persons_own_is_not_verified_by_a_lower_certificate(market, park):
    scheme = course(park, (market.elisa, 2)).programme.scheme
    write_certificate(market.ann, scheme=scheme, by=None, now=timezone.now())

    elisa = told(market.ann, market.analyst).skills[0]

    assert (elisa.held, elisa.source, elisa.certificate) == ("Expert", "Said by the person", None)


def test_a_claim_by_a_certificate_that_is_not_kept_here_names_none(market):
    operator = told(market.bob, market.operator).skills[0]

    assert (operator.source, operator.certificate) == ("Certificate", None)

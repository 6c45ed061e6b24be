"""What came of an agreement and of a programme, whole for the office and safe for the others."""

from datetime import date

import pytest
from django.utils import timezone

from companies.models import Programme, Session, TaughtSkill
from matching.choices.enrolments import HiredThrough
from matching.models import Enrolment
from matching.queries.agreement_results import (
    Look,
    Results,
    may_know_people,
    programme_results,
    results,
    without_small_groups,
)
from matching.queries.result_tables import result_tables
from parks.models import Agreement, AgreementParty, CertificateScheme
from parks.queries.viewers import viewer_of
from talent.models import Certificate
from tests.factories.companies import OpeningFactory, OpeningSkillFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.placements import PlacementCheckFactory, PlacementFactory
from tests.factories.talent import EducationFactory, ProfileFactory, RosterEntryFactory

H = HiredThrough
DAY = date(2026, 3, 1)


def figures_of(**changes) -> Results:
    whole = Results(
        enrolled=20,
        passed=15,
        certified=10,
        applied=12,
        hired=6,
        through={H.AGREEMENT: 6, H.TRAINING: 0, H.MATCH: 5, H.OPEN: 3},
        looks={6: Look(6, 6, 0), 12: Look(5, 5, 5), 36: Look(0, 0, 0)},
    )
    return whole._replace(**changes)


def test_groups_under_five_are_left_out_alone_and_by_subtraction():
    safe = without_small_groups(figures_of())
    few = without_small_groups(figures_of(enrolled=4, passed=4, certified=4, applied=3, hired=3))
    nearly = without_small_groups(figures_of(passed=16, certified=14))

    assert (safe.enrolled, safe.passed, safe.certified) == (20, 15, 10)
    # Hired and those who only applied are both safe: 6 of 12.
    assert (safe.applied, safe.hired) == (12, 6)
    assert safe.through == {H.AGREEMENT: 6, H.TRAINING: 0, H.MATCH: None, H.OPEN: None}
    # One of six is not known after a year, so nothing of that year is told.
    untold = Look(None, None, None, None, None)
    assert safe.looks == {6: Look(6, 6, 0), 12: untold, 36: Look(0, 0, 0)}
    assert few[:5] == (None, None, None, None, None)
    assert set(few.through.values()) == {None}
    assert set(few.looks.values()) == {untold}
    # 20 − 16 would be four people; 20 − 14 are six.
    assert (nearly.enrolled, nearly.passed, nearly.certified) == (20, None, 14)


class Trained:
    """Three people enrolled: the first certified, hired and there; the second passed and applied;
    the third failed. A fourth studies at the university and applied; a fifth is a stranger."""

    def __init__(self, company, university):
        self.agreement = Agreement.objects.create(
            park=company.park,
            kind="joint",
            name_en="Joint training",
            state="active",
            signed_on=DAY,
            starts_on=DAY,
            ends_on=date(2028, 3, 1),
        )
        for organisation in (company, university):
            AgreementParty.objects.create(
                agreement=self.agreement, organisation=organisation, side="employs"
            )
        self.opening = OpeningFactory(company=company, published=True)
        self.programme = Programme.objects.create(
            park=company.park, organiser=company, agreement=self.agreement, name_en="Filling"
        )
        skill = OpeningSkillFactory(opening=self.opening).skill
        TaughtSkill.objects.create(programme=self.programme, skill=skill, level=2)
        self.people = [ProfileFactory() for _number in range(5)]
        self.train(company)
        first, second, _third, fourth, fifth = self.people
        RosterEntryFactory(university=university, user=fourth.user, claimed_at=timezone.now())
        EducationFactory(profile=fifth)
        for person in (second, fourth, fifth):
            ApplicationFactory(profile=person, opening=self.opening)
        self.placement = PlacementFactory(
            application__profile=first,
            application__opening=self.opening,
            agreement=self.agreement,
            enrolment=Enrolment.objects.get(profile=first),
            through=["agreement", "training"],
        )
        for months, promoted in ((6, False), (12, True)):
            channel = "technical" if promoted else ""
            PlacementCheckFactory(
                placement=self.placement, months=months, is_promoted=promoted, channel=channel
            )

    def train(self, company):
        session = Session.objects.create(
            programme=self.programme,
            state="assessed",
            starts_on=DAY,
            ends_on=DAY,
            enrol_by=DAY,
            capacity=20,
        )
        scheme = CertificateScheme.objects.create(issuer=company, code="PPP", name_en="Filling")
        for number, state in enumerate(("passed", "passed", "failed", "withdrawn")):
            Enrolment.objects.create(
                session=session,
                profile=self.people[number],
                state=state,
                certificate=Certificate.objects.create(
                    scheme=scheme,
                    serial=f"PPP-{number}",
                    verify_code=f"code-{number}",
                    issued_on=DAY,
                    revoked_at=timezone.now() if number else None,
                    revoked_because="Cheating" if number else "",
                ),
            )


@pytest.mark.django_db
def test_an_agreement_and_its_programme_count_people_from_enrolment_to_years_later(
    company, university, recruiter, park_officer, django_assert_num_queries
):
    trained = Trained(company, university)

    with django_assert_num_queries(4):
        whole = results(trained.agreement, knows_people=True)
    with django_assert_num_queries(4):
        of_programme = programme_results(trained.programme, knows_people=True)

    assert whole == Results(
        enrolled=3,
        passed=2,
        certified=1,
        applied=3,
        hired=1,
        through={H.AGREEMENT: 1, H.TRAINING: 1, H.MATCH: 0, H.OPEN: 0},
        looks={6: Look(1, 1, 0), 12: Look(1, 1, 1, 0, 1), 36: Look(0, 0, 0)},
    )
    # Of the programme alone: the university's other student is none of its people.
    assert of_programme == whole._replace(applied=2)
    assert results(trained.agreement).enrolled is None

    assert may_know_people(trained.agreement, viewer_of(park_officer))
    assert not may_know_people(trained.programme, viewer_of(recruiter))


def test_of_those_promoted_a_channel_with_fewer_than_five_is_left_out_with_the_other():
    mixed = figures_of(hired=20, applied=20, looks={12: Look(20, 15, 9, 4, 5)})
    whole = figures_of(hired=20, applied=20, looks={12: Look(20, 15, 10, 5, 5)})

    assert without_small_groups(mixed).looks[12] == Look(20, 15, 9, None, None)
    assert without_small_groups(whole).looks[12] == Look(20, 15, 10, 5, 5)


@pytest.mark.usefixtures("english")
def test_the_tables_say_what_is_left_out_with_a_dash():
    course, through, looks = result_tables(without_small_groups(figures_of(passed=16)))

    assert [[cell.text for cell in row.cells] for row in course.rows] == [
        ["Enrolled", "20"],
        ["Passed", "—"],
        ["Certified", "10"],
        ["Applied", "12"],
        ["Hired", "6"],
    ]
    assert [row.cells[1].text for row in through.rows] == ["6", "0", "—", "—"]
    assert [[cell.text for cell in row.cells] for row in looks.rows] == [
        ["6 months", "6", "6", "100.0 %", "0", "0", "0"],
        ["12 months", "—", "—", "—", "—", "—", "—"],
        ["36 months", "0", "0", "—", "0", "0", "0"],
    ]

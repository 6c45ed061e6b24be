"""Through what somebody was hired, and whose place of an agreement that uses up."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from companies.models import Programme, Session, TaughtSkill
from matching.actions.applications import advance_application, submit_application
from matching.actions.enrolments import withdraw_enrolment
from matching.actions.erasure import erase_account
from matching.actions.placements import (
    PlacementError,
    give_place,
    place_hired,
    place_past_hirings,
)
from matching.choices.applications import APPLICATION_MOVES, ApplicationState
from matching.models import Application, BaseStay, Enrolment, Placement
from matching.queries.placements import studies_of
from parks.models import Agreement, AgreementParty, LogEntry, Notice, Quota
from parks.workflow import IllegalMoveError
from tests.factories.agreements import BaseFactory
from tests.factories.companies import OpeningFactory, OpeningSkillFactory
from tests.factories.matching import (
    ApplicationFactory,
    ApplicationStepFactory,
    GraduateMatchesFactory,
    MatchRunFactory,
    OpeningMatchesFactory,
)
from tests.factories.talent import EducationFactory, ProfileFactory, RosterEntryFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ACCEPTED = ApplicationState.ACCEPTED


@pytest.fixture
def master(db):
    return DegreeLevelFactory(code="master-here", rank=70)


@pytest.fixture
def agreement(park, company, university) -> Agreement:
    """Company and university have signed; it is in force."""
    row = Agreement.objects.create(
        park=park,
        kind="order_class",
        name_en="Order class for aseptic production",
        state="active",
        signed_on=TODAY - timedelta(days=40),
        starts_on=TODAY - timedelta(days=30),
        ends_on=TODAY + timedelta(days=700),
    )
    for organisation, side in ((company, "employs"), (university, "educates")):
        AgreementParty.objects.create(agreement=row, organisation=organisation, side=side)
    return row


@pytest.fixture
def quota(agreement, master) -> Quota:
    return Quota.objects.create(agreement=agreement, year=TODAY.year, degree=master, places=1)


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True, title_en="Filling operator")


def student_of(university, degree, **fields):
    profile = ProfileFactory(degree=degree, **fields)
    RosterEntryFactory(
        university=university, user=profile.user, claimed_at=timezone.now(), degree=degree
    )
    return profile


def hired(profile, opening, recruiter) -> Placement:
    application = ApplicationFactory(profile=profile, opening=opening, state=ACCEPTED)
    advance_application(application, state=ApplicationState.HIRED, by=recruiter)
    return Placement.objects.get(application=application)


def passed(profile, programme, **fields) -> Enrolment:
    session = Session.objects.create(
        programme=programme,
        state="assessed",
        starts_on=TODAY,
        ends_on=TODAY,
        enrol_by=TODAY,
        capacity=20,
    )
    return Enrolment.objects.create(session=session, profile=profile, state="passed", **fields)


def programme_of(company, skill, **fields) -> Programme:
    programme = Programme.objects.create(
        park=company.park, organiser=company, name_en="Aseptic filling", **fields
    )
    TaughtSkill.objects.create(programme=programme, skill=skill, level=2)
    return programme


def test_a_hiring_under_an_agreement_uses_up_a_place_and_the_next_one_tells_the_office(
    quota, agreement, university, master, opening, recruiter, park_officer
):
    first = hired(student_of(university, master), opening, recruiter)
    quota.refresh_from_db()
    told = Notice.objects.filter(user=park_officer)

    assert (first.through, first.agreement, first.quota) == (["agreement"], agreement, quota)
    assert (quota.used, first.hired_on, told.count()) == (1, TODAY, 0)
    entry = LogEntry.objects.about(first).get()
    assert (entry.verb, entry.actor, entry.details["place"]) == ("placed", recruiter, True)

    second = hired(student_of(university, master), opening, recruiter)
    quota.refresh_from_db()

    assert second.application.state == ApplicationState.HIRED
    assert (second.through, second.agreement, second.quota) == (["agreement"], agreement, None)
    assert quota.used == 1
    notice = told.get()
    assert "Order class for aseptic production" not in notice.text_en
    assert "without a place of the agreement: Filling operator" in notice.text_en
    assert notice.address == agreement.get_absolute_url()


def test_education_counts_like_a_roster_and_another_school_another_degree_or_time_do_not(
    quota, agreement, university, master, opening, recruiter
):
    by_education = ProfileFactory(degree=master)
    EducationFactory(profile=by_education, university=university)
    elsewhere, bachelor = ProfileFactory(degree=master), DegreeLevelFactory(code="b", rank=60)

    assert hired(by_education, opening, recruiter).quota == quota
    assert hired(elsewhere, opening, recruiter).through == ["open"]

    # Another degree: it came through the agreement, which has no place for it.
    other = hired(student_of(university, bachelor), opening, recruiter)
    assert (other.agreement, other.quota) == (agreement, None)

    Agreement.objects.update(state="expired")
    late = hired(student_of(university, master), opening, recruiter)
    assert (late.through, late.agreement) == (["open"], None)


def test_a_quota_of_a_family_of_disciplines_covers_its_majors(
    agreement, university, master, opening, recruiter
):
    family, law = DisciplineFactory(), DisciplineFactory()
    major = DisciplineFactory(parent=family)
    quota = Quota.objects.create(
        agreement=agreement, year=TODAY.year, degree=master, discipline=family, places=5
    )

    covered = hired(student_of(university, master, discipline=major), opening, recruiter)
    not_covered = hired(student_of(university, master, discipline=law), opening, recruiter)

    assert (covered.quota, not_covered.quota) == (quota, None)


def test_a_hiring_takes_over_the_place_somebody_holds_by_training(
    quota, agreement, company, university, master, opening, recruiter
):
    skill = OpeningSkillFactory(opening=opening).skill
    Quota.objects.update(used=1)
    profile = student_of(university, master)
    enrolment = passed(profile, programme_of(company, skill, agreement=agreement), quota=quota)

    placement = hired(profile, opening, recruiter)
    quota.refresh_from_db()

    assert placement.through == ["agreement", "training"]
    assert (placement.agreement, placement.enrolment) == (agreement, enrolment)
    enrolment.refresh_from_db()
    assert (placement.quota, enrolment.quota, quota.used) == (quota, None, 1)


def test_who_leaves_the_training_after_being_hired_gives_no_place_back(
    quota, agreement, company, university, master, opening, recruiter
):
    skill = OpeningSkillFactory(opening=opening).skill
    Quota.objects.update(used=1)
    profile = student_of(university, master)
    enrolment = passed(profile, programme_of(company, skill, agreement=agreement), quota=quota)
    Session.objects.update(state="running", taken=1)
    Enrolment.objects.update(state="enrolled")

    placement = hired(profile, opening, recruiter)
    withdraw_enrolment(enrolment=enrolment, by=profile.user)
    quota.refresh_from_db()

    assert (placement.quota, quota.used) == (quota, 1)
    assert Session.objects.get().taken == 0  # the seat in the room is free all the same


@pytest.mark.parametrize(("is_over", "taken_over"), [(False, True), (True, False)])
def test_a_hiring_takes_over_the_place_of_a_stay_that_is_not_over(
    is_over, taken_over, quota, agreement, company, university, master, opening, recruiter
):
    Quota.objects.update(used=1)
    profile = student_of(university, master)
    base = BaseFactory(agreement=agreement, host=company)
    days = {"starts_on": TODAY - timedelta(days=9)}
    days |= {"ends_on": TODAY - timedelta(days=1)} if is_over else {}
    stay = BaseStay.objects.create(base=base, profile=profile, quota=quota, **days)

    placement = hired(profile, opening, recruiter)
    stay.refresh_from_db()
    quota.refresh_from_db()

    assert (placement.quota == quota, stay.quota is None) == (taken_over, taken_over)
    assert (placement.agreement, quota.used) == (agreement, 1)


def test_training_counts_when_it_was_passed_and_teaches_what_the_opening_asks(
    company, opening, recruiter
):
    skill = OpeningSkillFactory(opening=opening).skill
    unasked = OpeningSkillFactory().skill
    trained, failed, aside = ProfileFactory(), ProfileFactory(), ProfileFactory()
    passed(trained, programme_of(company, skill))
    passed(aside, programme_of(company, unasked))
    passed(failed, programme_of(company, skill))
    Enrolment.objects.filter(profile=failed).update(state="failed")

    found = [hired(each, opening, recruiter).through for each in (trained, failed, aside)]

    assert found == [["training"], ["open"], ["open"]]


def test_a_list_of_either_side_counts_though_it_is_gone_when_somebody_is_hired(opening, recruiter):
    by_person, by_opening, by_link, by_chance = (ProfileFactory() for _number in range(4))
    run = MatchRunFactory(park=opening.park)
    mine = GraduateMatchesFactory(run=run, profile=by_person, opening_ids=[opening.pk], points=[9])
    theirs = OpeningMatchesFactory(
        run=run, opening=opening, profile_ids=[by_opening.pk], points=[9]
    )
    sources = {by_link: "matches"}

    for each in (by_person, by_opening, by_link, by_chance):
        submit_application(
            each, opening=opening, today=TODAY, source=sources.get(each, "elsewhere")
        )
    mine.delete()
    theirs.delete()
    Application.objects.update(state=ACCEPTED)
    for application in Application.objects.order_by("pk"):
        advance_application(application, state=ApplicationState.HIRED, by=recruiter)

    found = {row.application.profile: row.through for row in Placement.objects.all()}
    assert found == {
        by_person: ["match"],
        by_opening: ["match"],
        by_link: ["match"],
        by_chance: ["open"],
    }


def test_a_second_call_writes_nothing_and_nobody_comes_back_from_hired(
    quota, university, master, opening, recruiter
):
    placement = hired(student_of(university, master), opening, recruiter)
    entries = LogEntry.objects.count()

    again = place_hired(application=placement.application, by=recruiter)
    quota.refresh_from_db()

    assert (again, quota.used, LogEntry.objects.count()) == (placement, 1, entries)
    assert ApplicationState.HIRED in APPLICATION_MOVES.final()
    with pytest.raises(IllegalMoveError):
        advance_application(placement.application, state=ApplicationState.SHORTLISTED, by=recruiter)


def test_past_hirings_are_placed_once_by_their_own_day_and_use_up_no_place(
    quota, university, master, opening
):
    application = ApplicationFactory(
        profile=student_of(university, master),
        opening=opening,
        state=ApplicationState.HIRED,
        source="matches",
    )
    step = ApplicationStepFactory(application=application, state=ApplicationState.HIRED)
    type(step).objects.update(taken_at="2025-03-01T04:00Z")

    placed = [place_past_hirings(), place_past_hirings()]
    quota.refresh_from_db()

    row = Placement.objects.get()
    assert placed == [1, 0]
    assert (row.hired_on, row.through, row.agreement) == (date(2025, 3, 1), ["match"], None)
    assert quota.used == 0


def test_a_place_that_was_used_stays_used_when_the_person_leaves(
    quota, university, master, opening, recruiter
):
    placement = hired(student_of(university, master), opening, recruiter)
    person = placement.application.profile.user

    erase_account(person, now=timezone.now())
    quota.refresh_from_db()
    placement.refresh_from_db()

    assert (quota.used, placement.quota, placement.through) == (1, quota, ["agreement"])
    assert person.full_name not in str(placement)


def test_each_university_counts_once_the_roster_before_the_education(university, master):
    bachelor = DegreeLevelFactory(code="b", rank=60)
    profile = student_of(university, master)
    EducationFactory(profile=profile, university=university, degree=bachelor)
    other = EducationFactory(profile=profile, university=RosterEntryFactory().university)
    EducationFactory(profile=profile, school="Unknown")

    found = studies_of(profile)

    assert [(each.university_id, each.degree_id) for each in found] == [
        (university.pk, master.pk),
        (other.university_id, master.pk),
    ]


@pytest.mark.usefixtures("english")
def test_the_office_gives_a_hiring_its_place_once_there_is_one(
    quota, university, master, opening, recruiter, park_officer
):
    first, second = (
        hired(student_of(university, master), opening, recruiter) for _each in range(2)
    )
    with pytest.raises(PlacementError, match="no place left"):
        give_place(placement=second, by=park_officer)
    Quota.objects.filter(pk=quota.pk).update(places=2)

    give_place(placement=second, by=park_officer)

    second.refresh_from_db()
    quota.refresh_from_db()
    assert (second.quota, quota.used) == (quota, 2)
    assert LogEntry.objects.about(second).filter(verb="place given", actor=park_officer).exists()
    for placement in (first, second):
        with pytest.raises(PlacementError, match="has its place"):
            give_place(placement=placement, by=park_officer)


@pytest.mark.usefixtures("english")
def test_a_second_hiring_of_somebody_takes_no_second_place(
    quota, university, master, opening, company, recruiter, park_officer
):
    person = student_of(university, master)
    Quota.objects.filter(pk=quota.pk).update(places=5)
    hired(person, opening, recruiter)
    again = hired(person, OpeningFactory(company=company, published=True), recruiter)

    with pytest.raises(PlacementError, match="uses a place of the agreement already"):
        give_place(placement=again, by=park_officer)

    quota.refresh_from_db()
    assert quota.used == 1


def test_an_agreement_that_counts_no_places_lacks_none(
    agreement, university, master, opening, recruiter, park_officer
):
    placement = hired(student_of(university, master), opening, recruiter)

    assert (placement.agreement, placement.quota) == (agreement, None)
    assert not Notice.objects.filter(user=park_officer).exists()

"""Places of an agreement in its classes: one for a person, never more than the quota."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from companies.models import Session
from matching.actions.enrolments import (
    enrol,
    promote_all_waiting,
    remove_enrolment,
    withdraw_enrolment,
)
from matching.models import BaseStay, Enrolment
from matching.tasks import send_meeting_reminders
from parks.models import Agreement, OutboxMail, Quota
from talent.models import Profile
from tests.factories.agreements import BaseFactory, QuotaFactory
from tests.factories.parks import MembershipFactory, UserFactory
from tests.factories.placements import PlacementFactory
from tests.factories.talent import ProfileFactory
from tests.factories.training import SessionFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory
from tests.parks.brokers import broker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
YEAR = timezone.localdate().year


def quota_of(places: int, **facts) -> Quota:
    quota = QuotaFactory(places=places, year=YEAR, **facts)
    term = {"starts_on": f"{YEAR}-01-01", "ends_on": f"{YEAR}-12-31"}
    Agreement.objects.filter(pk=quota.agreement_id).update(**term)
    quota.agreement.refresh_from_db()
    return quota


def class_of(quota: Quota, **fields) -> Session:
    return SessionFactory(programme__agreement=quota.agreement, **fields)


def into(session: Session, person: Profile) -> Enrolment:
    return enrol(profile=person, session=session, by=person.user)


def used(quota: Quota) -> int:
    return Quota.objects.get(pk=quota.pk).used


def states(*rows: Enrolment) -> list[str]:
    return [Enrolment.objects.get(pk=row.pk).state for row in rows]


def test_who_states_no_degree_or_one_without_places_waits_until_the_quota_fits_them():
    quota = quota_of(1)
    session = class_of(quota)
    undecided, other = ProfileFactory(), ProfileFactory(degree=DegreeLevelFactory())
    fits = ProfileFactory(degree=quota.degree)

    rows = [into(session, person) for person in (undecided, other, fits)]
    before = states(*rows), used(quota)
    QuotaFactory(agreement=quota.agreement, year=YEAR, degree=other.degree, places=1)
    Quota.objects.filter(pk=quota.pk).update(places=2)
    undecided.degree = quota.degree
    undecided.save()
    moved = promote_all_waiting()

    assert before == (["waiting", "waiting", "enrolled"], 1)
    assert (moved, states(*rows), used(quota)) == (2, ["enrolled"] * 3, 2)


@pytest.mark.parametrize(
    "fields", [{"year": YEAR + 1}, {"discipline": "another"}, {"agreement": "ended"}]
)
def test_a_quota_that_is_not_for_somebody_gives_them_no_place(fields):
    facts = {"discipline": DisciplineFactory()} if "discipline" in fields else {}
    quota = quota_of(3, **facts)
    session, person = class_of(quota), ProfileFactory(degree=quota.degree)
    if "year" in fields:
        Quota.objects.update(year=YEAR + 1)
    if "agreement" in fields:
        Agreement.objects.update(state="expired")

    row = into(session, person)

    assert (states(row), used(quota)) == (["waiting"], 0)


def test_an_agreement_that_counts_no_places_holds_nobody_up():
    quota = quota_of(1)
    session = class_of(quota)
    quota.delete()

    assert states(into(session, ProfileFactory())) == ["enrolled"]


def test_one_person_uses_one_place_however_many_classes_and_the_last_one_gives_it_back():
    quota = quota_of(1)
    person = ProfileFactory(degree=quota.degree)
    first, second = (into(class_of(quota), person) for _class in range(2))
    after_both = states(first, second), used(quota)

    withdraw_enrolment(enrolment=first, by=person.user)
    after_one = used(quota)
    second.refresh_from_db()
    handed_on = second.quota
    withdraw_enrolment(enrolment=second, by=person.user)

    assert after_both == (["enrolled", "enrolled"], 1)
    assert (after_one, handed_on, used(quota)) == (1, quota, 0)


def test_a_place_given_back_in_one_class_goes_to_who_waits_in_another_before_the_next_reminder():
    quota = quota_of(1)
    first, second = (ProfileFactory(degree=quota.degree) for _person in range(2))
    held, waits = into(class_of(quota), first), into(class_of(quota), second)

    withdraw_enrolment(enrolment=held, by=first.user)
    before = states(waits)
    send_meeting_reminders()

    assert (before, states(waits), used(quota)) == (["waiting"], ["enrolled"], 1)


def test_who_was_hired_through_the_agreement_needs_no_second_place():
    quota = quota_of(1)
    person = ProfileFactory(degree=quota.degree)
    Quota.objects.update(used=1)
    PlacementFactory(application__profile=person, agreement=quota.agreement, quota=quota)

    row = into(class_of(quota), person)
    withdrawn = states(row), withdraw_enrolment(enrolment=row, by=person.user).state

    assert withdrawn == (["enrolled"], "withdrawn")
    assert used(quota) == 1


def test_a_stay_under_the_agreement_keeps_the_place_of_who_leaves_its_class():
    quota = quota_of(1)
    person = ProfileFactory(degree=quota.degree)
    row = into(class_of(quota), person)
    base = BaseFactory(agreement=quota.agreement)
    stay = BaseStay.objects.create(base=base, profile=person, starts_on=timezone.localdate())

    remove_enrolment(enrolment=row, by=UserFactory(), reason="Came to no meeting")

    stay.refresh_from_db()
    assert (stay.quota, used(quota)) == (quota, 1)


def test_those_whose_degree_has_none_left_hold_up_nobody_and_everybody_reads_why(sign_in):
    quota = quota_of(0)
    session = class_of(quota)
    waiting, comes = (
        ProfileFactory(degree=quota.degree),
        ProfileFactory(degree=DegreeLevelFactory()),
    )
    QuotaFactory(agreement=quota.agreement, year=YEAR, degree=comes.degree, places=1)
    organiser = MembershipFactory(organisation=session.programme.organiser).user

    rows = into(session, waiting), into(session, comes)

    assert states(*rows) == ["waiting", "enrolled"]
    why = "has no place for you"
    assert why in OutboxMail.objects.get(recipient=waiting.user.email).text
    assert why in sign_in(waiting.user).get(session.get_absolute_url()).text
    assert why in sign_in(waiting.user).get("/me/training/").text
    desk = sign_in(organiser).get(reverse("matching:desk_session", args=[session.uuid])).text
    assert "no place left for these people" in desk
    Session.objects.update(capacity=1)  # now it is full, and that is why they wait
    assert why not in sign_in(waiting.user).get(session.get_absolute_url()).text


@pytest.mark.parametrize("seed", range(4))
def test_whatever_people_do_in_several_classes_a_place_is_used_by_each_person_once(seed):
    random = Random(seed)  # noqa: S311 - draws a story, keeps no secret
    quota = quota_of(2)
    classes = [class_of(quota, capacity=2) for _class in range(2)]
    people = [ProfileFactory(degree=quota.degree) for _person in range(4)]

    for _step in range(12):
        person, session = random.choice(people), random.choice(classes)
        live = Enrolment.objects.live().filter(session=session, profile=person).first()
        if live is None:
            into(session, person)
        else:
            withdraw_enrolment(enrolment=live, by=person.user)

        inside = Enrolment.objects.holding_a_place()
        holders = inside.values("profile").distinct().count()
        assert used(quota) == holders == inside.exclude(quota=None).count() <= 2


@pytest.fixture
def two_classes(transactional_db) -> tuple[Quota, list[Session]]:
    quota = quota_of(6)
    return quota, [class_of(quota) for _class in range(2)]


def test_one_person_in_two_tabs_uses_one_place(two_classes):
    quota, classes = two_classes
    people = [ProfileFactory(degree=quota.degree) for _person in range(6)]

    def come_and_go(session: Session, person: Profile, stays: bool) -> None:
        try:
            row = into(session, person)
            if not stays:
                withdraw_enrolment(enrolment=row, by=person.user)
        finally:
            connection.close()

    jobs = [(each, one, one.pk % 2 == 0) for one in people for each in classes]
    with ThreadPoolExecutor(8) as pool, broker():
        list(pool.map(lambda job: come_and_go(*job), jobs))

    stay = sum(one.pk % 2 == 0 for one in people)
    assert Enrolment.objects.holding_a_place().count() == 2 * stay
    assert used(quota) == stay

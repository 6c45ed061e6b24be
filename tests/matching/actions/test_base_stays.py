"""Stays at bases: whom a base takes, what a stay uses up, and what it gives back."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from matching.actions.base_stays import (
    begin_stay,
    call_off_stay,
    change_mentor,
    end_mentor,
    end_stay,
    forget_stays,
)
from matching.forms.agreements import StayForm
from matching.models import BaseStay
from parks.actions.bases import (
    BaseError,
    accredit_base,
    add_mentor,
    end_base,
    forget_mentor,
    record_visit,
)
from parks.actions.organisations import leave_organisation
from parks.models import Membership, Notice, OutboxMail, Quota
from parks.queries.viewers import viewer_of
from parks.workflow import IllegalMoveError
from tests.factories.agreements import AgreementFactory, BaseFactory, MentorFactory, QuotaFactory
from tests.factories.base_stays import BaseStayFactory
from tests.factories.parks import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.talent import ProfileFactory
from tests.factories.vocabulary import DegreeLevelFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def day(number: int) -> date:
    """Return today and so many days more."""
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def degree():
    return DegreeLevelFactory()


@pytest.fixture
def base(degree):
    """A base for two, of an agreement with three places this year and next."""
    agreement = AgreementFactory(in_force=True, starts_on=day(-400), ends_on=day(400))
    for year in {day(-400).year, day(0).year, day(400).year}:
        QuotaFactory(agreement=agreement, degree=degree, year=year, places=3)
    return BaseFactory(agreement=agreement, capacity=2)


def stay(base, degree, first=0, last=None, **facts) -> BaseStay:
    profile = facts.pop("profile", None) or ProfileFactory(degree=degree)
    ends_on = None if last is None else day(last)
    return begin_stay(
        base=base, profile=profile, starts_on=day(first), ends_on=ends_on, by=UserFactory(), **facts
    )


def used(base) -> int:
    return sum(base.agreement.quotas.values_list("used", flat=True))


def test_a_stay_takes_a_place_of_the_base_and_of_the_agreement_and_the_student_is_told(
    base, degree
):
    mentor = MentorFactory(base=base, user__full_name="Dr Mentor")

    row = stay(base, degree, mentor=mentor)

    assert (row.quota.agreement, used(base)) == (base.agreement, 1)
    letter = OutboxMail.objects.get(user=row.profile.user)
    assert letter.subject == f"You have a place at {base}"
    assert "Dr Mentor looks after you" in letter.text
    assert Notice.objects.get(user=row.profile.user).address == "/me/stays/"


def test_a_base_gives_no_more_places_at_a_time_than_it_has(base, degree):
    stay(base, degree, 0, 9)
    stay(base, degree, 10, 19)  # follows the first: they are never there at once
    stay(base, degree, 5, 14)

    with pytest.raises(BaseError, match="All places of this base"):
        stay(base, degree, 12, 12)
    with pytest.raises(BaseError, match="All places of this base"):
        stay(base, degree, -3)
    assert BaseStay.objects.filter(base=base).count() == 3


def test_a_mentor_looks_after_no_more_students_at_a_time_than_agreed(base, degree):
    mentor = MentorFactory(base=base, students_at_most=1)
    other = MentorFactory(base=base, students_at_most=1)
    stay(base, degree, mentor=mentor)

    with pytest.raises(BaseError, match="as many students"):
        stay(base, degree, mentor=mentor)
    with pytest.raises(BaseError, match="no mentor of the base"):
        stay(base, degree, mentor=MentorFactory())
    second = stay(base, degree, mentor=other)
    with pytest.raises(BaseError, match="as many students"):
        change_mentor(stay=second, mentor=mentor, by=UserFactory())
    change_mentor(stay=second, mentor=None, by=UserFactory())

    second.refresh_from_db()
    assert second.mentor is None
    assert "changes" in OutboxMail.objects.filter(user=second.profile.user).latest("pk").subject


def test_the_agreement_has_to_have_a_place_left_but_one_person_uses_one_only(base, degree):
    Quota.objects.filter(agreement=base.agreement).update(places=1)
    first = stay(base, degree, 0, 3)

    with pytest.raises(BaseError, match="no place for this student"):
        stay(base, degree, 0, 3)
    again = stay(base, degree, 4, 6, profile=first.profile)

    assert (again.quota, used(base)) == (None, 1)


@pytest.mark.parametrize(
    ("of_base", "of_agreement", "why"),
    [
        ({"state": "suspended"}, {}, "Only an accredited base"),
        ({"state": "applied"}, {}, "Only an accredited base"),
        ({"accredited_until": day(-1)}, {}, "accreditation of this base ends"),
        ({}, {"state": "expired"}, "not in force"),
        ({}, {"ends_on": day(-1)}, "not in force"),
    ],
)
def test_a_base_that_takes_nobody_says_why(base, degree, of_base, of_agreement, why):
    type(base).objects.filter(pk=base.pk).update(**of_base)
    type(base.agreement).objects.filter(pk=base.agreement_id).update(**of_agreement)

    with pytest.raises(BaseError, match=why):
        stay(base, degree)

    assert (BaseStay.objects.count(), used(base)) == (0, 0)


def test_a_stay_that_ended_frees_the_base_and_one_called_off_the_agreement_as_well(base, degree):
    first, second = stay(base, degree, -9), stay(base, degree, -9)
    officer = UserFactory()

    with pytest.raises(BaseError, match="between the first day and today"):
        end_stay(stay=first, ends_on=day(1), result="", by=officer)
    ended = end_stay(stay=first, ends_on=day(-1), result="Ran 40 assays.", by=officer)
    after_end = used(base)
    call_off_stay(stay=second, reason="The laboratory moves.", by=officer)

    assert (ended.result, after_end, used(base)) == ("Ran 40 assays.", 2, 1)
    assert list(BaseStay.objects.all()) == [ended]
    letter = OutboxMail.objects.filter(user=second.profile.user).latest("pk")
    assert "The laboratory moves." in letter.text
    assert [stay(base, degree).pk for _turn in range(2)]
    for change in (
        lambda: end_stay(stay=first, ends_on=day(-1), result="", by=officer),
        lambda: call_off_stay(stay=first, reason="Late.", by=officer),
    ):
        with pytest.raises(BaseError, match="over already"):
            change()


def test_a_student_is_not_given_two_stays_at_once(base, degree):
    row = stay(base, degree, 0, 9)

    with pytest.raises(BaseError, match="on these days already"):
        stay(base, degree, 5, 20, profile=row.profile)
    with pytest.raises(BaseError, match="after the first"):
        stay(base, degree, 5, 4)
    with pytest.raises(BaseError, match="Say why"):
        call_off_stay(stay=row, reason=" ", by=UserFactory())


def test_somebody_who_leaves_the_portal_frees_the_places_and_nothing_of_them_is_kept(base, degree):
    here = stay(base, degree, -5)
    to_come = stay(base, degree, 30, 40)
    over = BaseStayFactory(profile=here.profile, ends_on=date(2026, 4, 1), result="Learned PCR.")

    forget_stays(here.profile, by=here.profile.user)
    forget_stays(to_come.profile, by=to_come.profile.user)

    here.refresh_from_db()
    over.refresh_from_db()
    assert (here.ends_on, over.result, used(base)) == (day(0), "", 1)
    assert not BaseStay.objects.filter(pk=to_come.pk).exists()


def test_a_base_is_accredited_and_ended_and_its_host_is_told(base):
    host = MembershipFactory(organisation=base.host, role="admin").user
    asked = BaseFactory(
        agreement=base.agreement, host=base.host, state="applied", accredited_on=None
    )
    officer = UserFactory()

    with pytest.raises(BaseError, match="ends after"):
        accredit_base(
            base=asked, by=officer, accredited_by="X", accredited_on=day(0), accredited_until=day(0)
        )
    taken = accredit_base(base=asked, by=officer, accredited_by="The city", accredited_on=day(0))
    with pytest.raises(BaseError, match="Say why"):
        end_base(base=taken, by=officer, reason="")
    ended = end_base(base=taken, by=officer, reason="The laboratory is sold.")

    assert (taken.accredited_by, taken.accredited_on, ended.state) == ("The city", day(0), "ended")
    letters = OutboxMail.objects.filter(user=host).order_by("pk")
    assert [row.subject for row in letters] == [f"{asked}: Accredited", f"{asked}: Ended"]
    assert "The laboratory is sold." in letters[1].text
    with pytest.raises(IllegalMoveError):
        accredit_base(base=ended, by=officer, accredited_by="X", accredited_on=day(0))


def test_mentors_work_at_the_host_and_visits_are_written_down_afterwards(base):
    expert, stranger = MembershipFactory(organisation=base.host).user, UserFactory()
    by, visitor = UserFactory(), OrganisationFactory()

    mentor = add_mentor(base=base, user=expert, by=by, students_at_most=2, field_en="Assays")
    visit = record_visit(base=base, visited_on=day(0), visitor=visitor, note=" All well. ", by=by)

    assert (mentor.user, mentor.field, mentor.students_at_most) == (expert, "Assays", 2)
    assert (visit.note, visit.recorded_by) == ("All well.", by)
    for change, why in (
        (lambda: add_mentor(base=base, user=stranger, by=by, students_at_most=2), "at the host"),
        (lambda: add_mentor(base=base, user=expert, by=by, students_at_most=2), "already"),
        (
            lambda: record_visit(base=base, visited_on=day(1), visitor=visitor, note="Soon", by=by),
            "has taken place",
        ),
    ):
        with pytest.raises(BaseError, match=why):
            change()


def test_who_states_no_degree_or_another_one_gets_no_stay_beside_the_places(base, degree):
    with pytest.raises(BaseError, match="no place"):
        stay(base, degree, profile=ProfileFactory(degree=None))
    with pytest.raises(BaseError, match="no place"):
        stay(base, degree, profile=ProfileFactory(degree=DegreeLevelFactory()))

    assert (used(base), BaseStay.objects.count()) == (0, 0)


def test_a_stay_is_called_off_once_however_often_one_clicks(base, degree):
    row = stay(base, degree)
    again = BaseStay.objects.get(pk=row.pk)
    call_off_stay(stay=row, reason="Ill.", by=UserFactory())

    with pytest.raises(BaseError, match="called off already"):
        call_off_stay(stay=again, reason="Ill.", by=UserFactory())

    assert used(base) == 0


def test_a_mentor_is_let_go_once_nobody_is_theirs_any_more(base, degree):
    mentor = MentorFactory(base=base)
    row = stay(base, degree, first=-5, mentor=mentor)
    with pytest.raises(BaseError, match="another mentor"):
        end_mentor(mentor=mentor, by=UserFactory())
    change_mentor(stay=row, mentor=None, by=UserFactory())

    ended = end_mentor(mentor=mentor, by=UserFactory())

    assert ended.until == day(0)
    with pytest.raises(BaseError, match="no mentor of the base on these days"):
        stay(base, degree, first=0, last=1, mentor=mentor)
    with pytest.raises(BaseError, match="no mentor here any more"):
        end_mentor(mentor=mentor, by=UserFactory())


def test_a_mentor_who_leaves_the_portal_is_none_any_more_and_their_field_is_not_kept(base):
    mentor = MentorFactory(base=base, field_zh="细胞治疗", field_en="Cell therapy")

    forget_mentor(mentor.user)

    mentor.refresh_from_db()
    assert (mentor.until, mentor.field_zh, mentor.field_en) == (day(0), "", "")


def test_nobody_is_given_a_place_after_they_have_left_the_portal(base, degree):
    gone = ProfileFactory(degree=degree, erased_at=timezone.now())

    with pytest.raises(BaseError, match="has left the portal"):
        stay(base, degree, profile=gone)

    assert not BaseStay.objects.exists()
    assert not Quota.objects.filter(used__gt=0).exists()


def test_a_mentor_who_works_at_the_host_no_more_is_given_nobody_new(base, degree):
    administrator = MembershipFactory(organisation=base.host, role="admin").user
    mentor = MentorFactory(base=base)
    leave_organisation(Membership.objects.get(user=mentor.user), by=administrator)
    viewer = viewer_of(administrator)

    offered = StayForm(base=base, viewer=viewer).fields["mentor"].queryset

    assert mentor not in offered
    with pytest.raises(BaseError, match="does not work at the host any more"):
        stay(base, degree, mentor=mentor)


def test_the_last_day_of_a_stay_is_over_by_the_clock_of_the_park(base, degree):
    here = base.agreement.park.day_at(timezone.now())
    row = stay(base, degree, first=-5)
    zones = ("Pacific/Kiritimati", "Pacific/Pago_Pago")  # never on the same day
    elsewhere = next(z for z in zones if timezone.localdate(timezone=ZoneInfo(z)) != here)

    with timezone.override(elsewhere):
        with pytest.raises(BaseError, match="between the first day and today"):
            end_stay(stay=row, ends_on=here + timedelta(days=1), result="", by=UserFactory())
        end_stay(stay=row, ends_on=here, result="", by=UserFactory())

    row.refresh_from_db()
    assert row.ends_on == here


def test_a_visit_of_before_a_renewal_is_written_down_and_a_slip_of_the_pen_is_not(base):
    renewal = AgreementFactory(in_force=True, signed_on=day(0), renews=base.agreement)
    base.agreement, base.accredited_on = renewal, day(-300)
    base.save()
    facts = {"visitor": base.host, "note": "Well kept.", "by": UserFactory()}

    with pytest.raises(BaseError, match="long before the base was accredited"):
        record_visit(base=base, visited_on=date(1800, 1, 1), **facts)

    assert record_visit(base=base, visited_on=day(-20), **facts).visited_on == day(-20)

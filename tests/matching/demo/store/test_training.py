from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.db import models

from companies.models import Programme, Session
from matching.demo.loop_plans import session_uuid
from matching.demo.progress import Progress
from matching.demo.seeding import seed_demo
from matching.models import Assessment, BaseStay, Enrolment, Placement, PlacementCheck
from matching.queries.agreement_results import programme_results, results
from matching.queries.targets import actuals
from parks.choices.agreements import MetricCode
from parks.models import (
    Agreement,
    AgreementParty,
    AnnualTarget,
    Consortium,
    ConsortiumMembership,
    Obligation,
    Quota,
    Resolution,
    Seat,
    Vote,
)
from talent.models import Certificate, Education, SkillClaim
from tests.matching.demo.conftest import TODAY

pytestmark = pytest.mark.django_db


def counted(rows: models.QuerySet, column: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(column).annotate(models.Count("pk")))


def test_the_consortium_has_the_published_members_and_targets(demo):
    consortium = Consortium.objects.get(slug="chongqing-biomedicine")
    members = ConsortiumMembership.objects.active().filter(consortium=consortium)

    kinds = counted(members, "organisation__kind")
    targets = AnnualTarget.objects.filter(consortium=consortium, year=TODAY.year)

    assert kinds == {
        "company": 30,
        "hospital": 16,
        "university": 5,
        "college": 11,
        "institute": 3,
        "association": 2,
    }
    rows = targets.values_list("metric", "value", "at_most")
    wanted = {metric: (value, at_most) for metric, value, at_most in rows}
    assert wanted["trained"] == (2000, None)
    assert (wanted["competitions"], wanted["forums"]) == ((1, None), (1, 3))
    assert {"agreements", "placements"} <= wanted.keys()


def test_the_council_has_all_offices_in_a_past_and_a_present_term(demo):
    present, past = Seat.objects.filter(until=None), Seat.objects.exclude(until=None)

    offices = counted(present, "role")

    assert offices == {"chair": 1, "exec_vice": 1, "vice": 8, "secretary": 1, "deputy": 3}
    assert counted(past, "role") == offices
    assert not past.filter(until__gte=TODAY).exists()


def test_resolutions_were_decided_by_the_votes_that_were_cast(demo):
    for row in Resolution.objects.all():
        cast = counted(Vote.objects.filter(resolution=row), "choice")

        has_quorum, carried = sum(cast.values()) >= row.quorum, cast["yes"] > cast.get("no", 0)
        decided = ("passed" if carried else "rejected") if has_quorum else "no_quorum"
        assert row.state in (decided, "open")
    assert Resolution.objects.open().count() == 1


def test_one_ceremony_binds_a_university_and_seven_companies(demo):
    ceremony = Agreement.objects.get(kind="training_base")
    sides = counted(AgreementParty.objects.filter(agreement=ceremony), "side")

    assert (sides["educates"], sides["employs"]) == (1, 7)
    assert Obligation.objects.filter(state="open", due_on__lt=TODAY).exists()
    ending = Agreement.objects.filter(state="expiring").order_by("ends_on")
    assert [(row.ends_on - TODAY).days for row in ending] == [7, 30, 60]
    stays = BaseStay.objects.filter(base__agreement=ceremony)
    assert stays.exists()
    for quota in Quota.objects.all():
        using = (quota.stays, quota.enrolments, quota.placements)
        assert quota.used == sum(rows.count() for rows in using)
    assert Placement.objects.filter(agreement=ceremony).exclude(quota=None).exists()
    assert stays.exclude(quota=None).exists()


def test_an_order_class_leads_from_its_agreement_over_its_places_to_certificates(demo):
    signed = Agreement.objects.get(kind="order_class", state="active")
    school = signed.parties.get(side="educates").organisation

    sessions = Session.objects.filter(programme__agreement=signed)
    people = Enrolment.objects.filter(session__in=sessions)

    assert {"closed", "open"} == {*sessions.values_list("state", flat=True)}
    assert people.filter(state="passed", certificate__isnull=False).count() >= 3
    assert {*people.values_list("quota__agreement", flat=True)} == {signed.pk}
    schools = Education.objects.filter(profile__in=people.values("profile"))
    assert {*schools.values_list("university", flat=True)} == {school.pk}
    assert signed.quotas.filter(year=TODAY.year, used__gt=0, used__lt=models.F("places")).exists()


def test_sessions_are_in_every_state_and_a_full_one_has_a_waiting_list(demo):
    states = {*Session.objects.values_list("state", flat=True)}
    full = Session.objects.get(uuid=session_uuid("biobay", "full"))

    assert states == {"draft", "planned", "open", "running", "assessed", "closed", "cancelled"}
    assert full.free_places == 0
    assert full.enrolments.waiting_in_turn().count() >= 2
    assert Programme.objects.count() == 10
    holders = {*Programme.objects.values_list("organiser__kind", flat=True)}
    assert holders == {"park_office", "company", "university", "training_centre"}
    assert not Session.objects.filter(trainers=None).exists()
    for session in Session.objects.all():
        assert session.taken == session.enrolments.holding_a_place().count()


def test_who_passed_a_session_that_is_over_has_a_signed_certificate_and_its_skills(demo):
    passed = Enrolment.objects.filter(state="passed", session__state="closed")
    waiting = Enrolment.objects.filter(state="passed", session__state="assessed")

    assert passed.count() > 20
    assert not passed.filter(certificate=None).exists()
    assert not Certificate.objects.filter(credential="").exists()
    assert waiting.exists()
    assert not waiting.exclude(certificate=None).exists()
    for each in passed.select_related("certificate__scheme"):
        granted = set(each.certificate.scheme.skills.values_list("skill", flat=True))
        claims = SkillClaim.objects.filter(profile=each.profile, source="certificate")
        assert granted <= set(claims.values_list("skill", flat=True))
    marks = Assessment.objects.filter(enrolment__in=passed)
    assert not marks.filter(points__lt=models.F("enrolment__session__pass_mark")).exists()
    assert not marks.filter(enrolment__session__trainers=models.F("examiner")).exists()


def test_the_graduate_of_the_demo_has_a_certificate_a_course_and_a_waiting_place(demo):
    hers = Enrolment.objects.filter(profile__user__email="graduate@demo.example")

    states = sorted(hers.values_list("state", "session__state"))

    assert states == [("enrolled", "running"), ("passed", "closed"), ("waiting", "open")]
    assert hers.get(state="passed").certificate.valid_until > TODAY


def test_hirings_of_earlier_years_are_looked_back_at_with_every_answer(demo):
    looked_at = Placement.objects.exclude(checks=None)
    checks = PlacementCheck.objects.select_related("placement")

    found = {(row.months, row.is_there, row.channel) for row in checks}

    assert {months for months, *_rest in found} == {6, 12, 36}
    assert {is_there for _months, is_there, _channel in found} == {True, False}
    assert {channel for *_rest, channel in found} == {"", "technical", "management"}
    old = Placement.objects.filter(hired_on__lt=TODAY - timedelta(days=184))
    assert looked_at.count() < old.count()  # not everybody has answered
    for row in checks:
        assert (TODAY - row.placement.hired_on).days >= 30 * row.months
        assert row.recorded_at.date() <= TODAY
    gone = checks.filter(is_there=False)
    later = PlacementCheck.objects.filter(
        placement__in=gone.values("placement"), is_there=True, months__gt=6
    )
    assert not any(gone.filter(placement=row.placement, months__lt=row.months) for row in later)


def test_results_of_agreements_and_programmes_of_the_demo_show_the_looks_back(demo):
    ceremony = Agreement.objects.get(kind="training_base")
    programmes = [programme_results(row, knows_people=True) for row in Programme.objects.all()]

    of_agreements = [results(row, knows_people=True) for row in Agreement.objects.all()]

    assert results(ceremony, knows_people=True).hired > 0
    for months in (6, 12, 36):
        assert any(figures.looks[months].known for figures in of_agreements)
    assert any(figures.looks[6].known for figures in programmes)
    after_training = Placement.objects.exclude(enrolment=None)
    assert not after_training.filter(hired_on__lt=models.F("enrolment__session__ends_on")).exists()


def test_everybody_hired_is_placed_and_the_year_of_the_consortium_counts_them(demo):
    consortium = Consortium.objects.get(slug="chongqing-biomedicine")

    numbers = actuals(consortium=consortium, year=TODAY.year)

    assert not Placement.objects.filter(through__len=0).exists()
    assert numbers[MetricCode.MEMBERS] == 67
    assert numbers[MetricCode.TRAINED] > 5
    assert numbers[MetricCode.CERTIFIED] > 5
    assert numbers[MetricCode.AGREEMENTS] >= 1


def test_a_second_seed_shares_the_sessions_to_come_and_oversells_none(demo):

    seed_demo(replace(demo, seed=8, graduates=30), Progress(StringIO()))

    assert not Session.objects.filter(taken__gt=models.F("capacity")).exists()
    hers = Certificate.objects.filter(profile__user__email="graduate@demo.example")
    assert hers.count() == 1

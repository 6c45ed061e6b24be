"""Open training that teaches what somebody lacks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from companies.models import Opening
from matching.queries.training_gaps import sessions_for_skills, teaching_for, with_teaching
from parks.access import ANONYMOUS
from parks.queries.viewers import viewer_of
from tests.factories.certificates import CertificateSchemeFactory, GrantedSkillFactory
from tests.factories.companies import OpeningFactory, OpeningSkillFactory
from tests.factories.parks import SkillFactory
from tests.factories.training import (
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    TaughtSkillFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def session_teaching(*skills, **fields):
    session = SessionFactory(**fields)
    for skill in skills:
        TaughtSkillFactory(programme=session.programme, skill=skill, level=2)
    return session


def test_sessions_that_anybody_may_still_enrol_in_are_found_by_skill_in_one_query(
    profile, django_assert_num_queries
):
    elisa, gmp, other = SkillFactory.create_batch(3)
    today = timezone.localdate()
    late = session_teaching(elisa, gmp, starts_on=today + timedelta(days=60))
    soon = session_teaching(elisa, starts_on=today + timedelta(days=9))
    for fields in (
        {"state": "draft"},
        {"state": "planned"},
        {"state": "running"},
        {"programme__listed": False},
        {"enrol_by": today - timedelta(days=1)},
    ):
        session_teaching(elisa, **fields)
    EnrolmentFactory(session=soon, profile=profile)
    EnrolmentFactory(session=late, profile=profile, state="withdrawn")
    viewer = viewer_of(profile.user)

    with django_assert_num_queries(1):
        found = sessions_for_skills([elisa.pk, gmp.pk, other.pk], viewer)

    assert found == {elisa.pk: [soon, late], gmp.pk: [late], other.pk: []}
    assert [each.standing for each in found[elisa.pk]] == ["enrolled", ""]
    assert sessions_for_skills([], viewer) == {}
    assert sessions_for_skills([gmp.pk], ANONYMOUS)[gmp.pk][0].standing == ""


def test_an_opening_has_beside_it_what_teaches_its_skills(profile, django_assert_num_queries):
    elisa, gmp, other = SkillFactory.create_batch(3)
    opening = OpeningFactory(published=True)
    OpeningSkillFactory(opening=opening, skill=elisa)
    plain = OpeningFactory(published=True)
    scheme = CertificateSchemeFactory()
    for skill, level in ((elisa, 3), (gmp, 2)):
        GrantedSkillFactory(scheme=scheme, skill=skill, level=level)
    certified = ProgrammeFactory(name_en="ELISA", scheme=scheme)
    session = session_teaching(elisa, gmp, programme=certified, capacity=1, taken=1)
    bare = session_teaching(elisa, starts_on=session.starts_on + timedelta(days=1))
    session_teaching(other)
    viewer = viewer_of(profile.user)

    with django_assert_num_queries(1):
        openings = list(with_teaching(Opening.objects.order_by("pk"), viewer))
        rows = {each.pk: teaching_for(each) for each in openings}

    assert rows[plain.pk] == []
    first, second = rows[opening.pk]
    assert first._asdict() == {
        "uuid": str(session.uuid),
        "name": "ELISA",
        "organiser": str(certified.organiser),
        "starts_on": session.starts_on,
        "skills": [(elisa.pk, 3), (gmp.pk, 2)],
        "is_certified": True,
        "is_full": True,
        "standing": "",
    }
    assert first.address == session.get_absolute_url()
    assert (second.uuid, second.is_certified, second.is_full) == (str(bare.uuid), False, False)


def test_of_a_programme_with_a_certificate_what_this_proves_counts_and_not_what_is_promised(
    profile,
):
    promised, granted = SkillFactory.create_batch(2)
    opening = OpeningFactory(published=True)
    for skill in (promised, granted):
        OpeningSkillFactory(opening=opening, skill=skill)
    scheme = GrantedSkillFactory(skill=granted, level=3).scheme
    session = session_teaching(promised, programme=ProgrammeFactory(scheme=scheme))
    viewer = viewer_of(profile.user)

    def counted():
        found = sessions_for_skills([promised.pk, granted.pk], viewer)
        (row,) = with_teaching(Opening.objects.all(), viewer)
        return found, [(each.skills, each.is_certified) for each in teaching_for(row)]

    while_issued = counted()
    scheme.is_current = False
    scheme.save()
    when_no_more = counted()

    assert while_issued == (
        {promised.pk: [], granted.pk: [session]},
        [([(granted.pk, 3)], True)],
    )
    assert when_no_more == (
        {promised.pk: [session], granted.pk: []},
        [([(promised.pk, 2)], False)],
    )

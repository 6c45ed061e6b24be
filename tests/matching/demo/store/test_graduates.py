from collections import Counter
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Model

from matching.demo.graduate_details import skills_held, wanted_places
from matching.demo.graduate_plans import graduate_uuid, plan_graduate
from matching.demo.progress import Progress
from matching.demo.store import graduates as store
from matching.demo.store.graduates import put_graduates
from matching.demo.store.world import GRADUATE, RECRUITER
from matching.demo.terms import read_terms
from matching.models import BaseStay, Enrolment, Placement
from parks.models import User
from parks.queries.viewers import viewer_of
from talent.choices.profiles import ClaimSource, Visibility
from talent.models import Certificate, Education, Experience, Profile, SkillClaim, WantedPlace
from tests.matching.demo.conftest import GRADUATES, SEED, TODAY

pytestmark = pytest.mark.django_db
CHILDREN = (SkillClaim, Education, Experience, WantedPlace)


def put(count: int) -> None:
    put_graduates(count, SEED, TODAY, read_terms(), Progress(StringIO()))


def profile(index: int) -> Profile:
    return Profile.objects.get(uuid=graduate_uuid(SEED, index))


def test_as_many_graduates_as_ordered_are_there_with_the_persona_as_the_first(demo):
    wanted = {graduate_uuid(SEED, index) for index in range(GRADUATES)}

    assert set(Profile.objects.values_list("uuid", flat=True)) == wanted


@pytest.mark.parametrize("model", [Profile, *CHILDREN])
def test_every_row_satisfies_the_rules_of_its_fields(demo, model: type[Model]):
    wrong = {}
    for row in model.objects.all():
        try:
            row.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            wrong[row.pk] = error.message_dict

    assert wrong == {}


def test_skills_are_those_of_the_plan(demo):
    rows = profile(1).skill_claims.order_by("skill__code")

    assert list(rows.values_list("skill__code", "level", "source")) == sorted(
        (held.skill, held.level, held.source.value) for held in skills_held(plan_graduate(SEED, 1))
    )


def test_places_stand_in_the_order_of_preference(demo):
    index = next(i for i in range(1, 50) if len(wanted_places(plan_graduate(SEED, i))) > 2)

    rows = profile(index).wanted_places.order_by("position")
    assert list(rows.values_list("region__code", flat=True)) == wanted_places(
        plan_graduate(SEED, index)
    )


def test_the_highest_degree_of_a_profile_is_that_of_its_latest_study(demo):
    latest = Education.objects.order_by("profile", "-ended_on").distinct("profile")

    others = Profile.objects.exclude(degree=None).exclude(user__email=GRADUATE)
    degrees = dict(others.values_list("pk", "degree"))
    found = {row.profile_id: row.degree_id for row in latest if row.profile_id in degrees}
    assert found == {pk: degrees[pk] for pk in found}
    assert len(found) > GRADUATES / 2


def test_everybody_belongs_to_a_park(demo):
    assert not Profile.objects.annotate(number=Count("parks")).filter(number=0).exists()


def test_some_profiles_say_hardly_anything(demo):
    sparse = Profile.objects.filter(headline="", graduates_on=None)

    assert 0.05 < sparse.count() / GRADUATES < 0.25


def test_whoever_is_seen_by_nobody_is_not_matched(demo):
    hidden = Profile.objects.filter(visibility=Visibility.NOBODY)

    assert hidden.exists()
    assert not hidden.filter(in_matching=True).exists()


def test_a_proof_names_what_it_is(demo):
    proved = SkillClaim.objects.exclude(source=ClaimSource.SELF)

    named = proved.exclude(profile__user__email=GRADUATE)
    assert named.exists()
    assert not named.filter(evidence="", certificate=None).exists()
    assert not SkillClaim.objects.filter(source=ClaimSource.SELF).exclude(evidence="").exists()


def test_profiles_are_as_old_as_the_accounts(demo):
    mass = Profile.objects.exclude(user__email=GRADUATE)

    assert not mass.exclude(created_at=F("user__joined_at")).exists()
    assert not mass.exclude(updated_at=F("user__joined_at")).exists()
    assert max(mass.values_list("created_at", flat=True)).date() < TODAY


def test_a_graduate_sees_no_profile_but_their_own(demo):
    for row in Profile.objects.select_related("user").order_by("pk")[:20]:
        seen = Profile.objects.visible_to(viewer_of(row.user))
        assert list(seen) == [row]


def test_a_recruiter_sees_unnamed_candidates_of_the_park_but_not_their_contacts(demo):
    viewer = viewer_of(User.objects.get(email=RECRUITER))

    candidates = Profile.objects.visible_to(viewer)
    granted = Profile.objects.granted_to(viewer)

    shown = Profile.objects.open_to_companies().filter(parks__slug="biobay")
    assert set(candidates) == set(shown) | set(granted)
    assert 0 < len(granted) < len(candidates)


def test_nobody_can_sign_in_with_a_password(demo):
    users = User.objects.exclude(password__startswith="!")

    assert not users.exists()


def test_people_write_in_the_language_they_use(demo):
    english = Profile.objects.filter(user__language="en").exclude(headline="")

    assert english.exists()
    assert [row.headline for row in english if not row.headline.isascii()] == []


def test_topping_up_leaves_the_first_graduates_alone(demo):
    before = list(Profile.objects.order_by("pk").values())
    claims = list(SkillClaim.objects.order_by("pk").values())

    put(GRADUATES + 15)

    assert Profile.objects.count() == GRADUATES + 15
    assert list(Profile.objects.order_by("pk").values()[:GRADUATES]) == before
    assert list(SkillClaim.objects.order_by("pk").values()[: len(claims)]) == claims


def forget_the_loop():
    """Let go what keeps a person from being deleted."""
    for model in (Placement, BaseStay, Enrolment, Certificate):
        model.objects.all().delete()


def test_a_graduate_who_was_deleted_comes_back_with_everything(demo):
    user = profile(5).user
    held = Counter(profile(5).skill_claims.values_list("skill__code", "level"))
    forget_the_loop()
    user.profile.applications.all().delete()
    user.delete()

    put(GRADUATES)

    again = profile(5)
    assert again.user.email == user.email
    assert Counter(again.skill_claims.values_list("skill__code", "level")) == held


@pytest.mark.parametrize("more", [2, 60])
def test_a_chunk_costs_the_same_however_many_are_in_it(demo, django_assert_num_queries, more):
    """Look, begin, parks, eleven universities, seven inserts, the stamps, end."""
    terms = read_terms()

    with django_assert_num_queries(23):
        put_graduates(GRADUATES + more, SEED, TODAY, terms, Progress(StringIO()))


def test_chunks_do_not_change_who_is_drawn(demo, monkeypatch):
    columns = ("uuid", "headline", "available_from", "user__email", "skill_claims__level")
    ordered = Profile.objects.order_by("uuid", "skill_claims__skill")
    whole = list(ordered.filter(user__email__startswith="a").values_list(*columns))
    forget_the_loop()
    User.objects.filter(email__in=ordered.values("user__email")).exclude(email=GRADUATE).delete()
    monkeypatch.setattr(store, "CHUNK", 7)

    put(GRADUATES)

    assert list(ordered.filter(user__email__startswith="a").values_list(*columns)) == whole

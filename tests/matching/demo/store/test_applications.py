from collections import Counter
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef

from companies.choices.openings import OpeningState
from companies.models import Company, Opening
from matching.choices.applications import NOT_WITH_THE_COMPANY, ApplicationState
from matching.demo.application_plans import plan_applications
from matching.demo.companies import plan_company
from matching.demo.days import midnight
from matching.demo.desk_plans import plan_desk
from matching.demo.earlier_hirings import earlier_openings
from matching.demo.progress import Progress
from matching.demo.store.applications import put_applications
from matching.demo.store.world import GRADUATE, RECRUITER
from matching.models import Application, InvitationToApply, Offer
from parks.choices.accounts import Language
from parks.models import User
from parks.queries.viewers import viewer_of
from talent.choices.profiles import GrantReason
from talent.models import Profile, ProfileGrant
from tests.matching.demo.conftest import GRADUATES, OPENINGS, SEED, TODAY

pytestmark = pytest.mark.django_db


def put(openings: int = OPENINGS) -> None:
    put_applications(GRADUATES, openings, SEED, TODAY, Progress(StringIO()))


def mass():
    """All but those of the persona, of the people on her desk, and of earlier years."""
    desk = [part.uuid for part in plan_desk(SEED).applicants]
    earlier = [plan.uuid for plan in earlier_openings()]
    rows = Application.objects.exclude(profile__user__email=GRADUATE).exclude(uuid__in=desk)
    return rows.exclude(opening__uuid__in=earlier)


def remove_mass() -> None:
    ProfileGrant.objects.filter(reference__in=mass().values("uuid")).delete()
    mass().delete()


def planned(openings: int = OPENINGS) -> dict:
    plans = [
        plan for index in range(GRADUATES) for plan in plan_applications(SEED, index, openings)
    ]
    return {plan.uuid: plan.state for plan in plans}


def test_the_graduates_have_applied_as_planned(demo):
    assert dict(mass().values_list("uuid", "state")) == planned()


def test_every_live_application_has_its_grant(demo):
    grants = ProfileGrant.objects.live().filter(
        reference=OuterRef("uuid"),
        profile=OuterRef("profile"),
        organisation=OuterRef("opening__company"),
        reason=GrantReason.APPLICATION,
    )
    live = Application.objects.live().exclude(state=ApplicationState.DRAFT)

    assert live.exists()
    assert not live.exclude(Exists(grants)).exists()


def test_whoever_was_offered_a_place_has_it_in_writing(demo):
    states = {"offered": "open", "accepted": "accepted", "hired": "accepted"}
    rows = Application.objects.filter(state__in=states).prefetch_related("offers")

    found = {row.pk: [offer.state for offer in row.offers.all()] for row in rows}

    assert found == {row.pk: [states[row.state]] for row in rows}
    assert Offer.objects.count() == len(found) > 0


def test_an_offer_is_made_between_the_application_and_its_answer(demo):
    for offer in Offer.objects.select_related("application"):
        application = offer.application
        assert application.submitted_at <= offer.made_at <= application.changed_at
        if offer.state == "open":
            assert offer.reply_by > TODAY
        else:
            assert offer.made_at < offer.answered_at <= application.changed_at


def test_no_grant_is_left_for_what_was_withdrawn_or_never_sent(demo):
    without = Application.objects.filter(
        state__in=(ApplicationState.WITHDRAWN, ApplicationState.DRAFT)
    )

    assert without.exists()
    assert not ProfileGrant.objects.filter(reference__in=without.values("uuid")).exists()


def test_there_is_no_grant_without_an_application_or_an_accepted_invitation(demo):
    applications = Application.objects.values("uuid")
    invitations = InvitationToApply.objects.filter(state="accepted").values("uuid")

    others = ProfileGrant.objects.exclude(reference__in=applications)
    assert not others.exclude(reference__in=invitations).exists()


def test_every_application_satisfies_the_rules_of_its_fields_and_the_database(demo):
    wrong = {}
    for row in Application.objects.all():
        try:
            row.full_clean()
        except ValidationError as error:
            wrong[row.pk] = error.message_dict

    assert wrong == {}


def test_every_refusal_has_a_reason_and_a_message(demo):
    refused = Application.objects.filter(state=ApplicationState.REFUSED)

    assert refused.exists()
    assert not refused.filter(refusal_message="").exists()
    assert (
        not Application.objects.exclude(state=ApplicationState.REFUSED)
        .exclude(refusal_reason="")
        .exists()
    )


def test_times_follow_each_other(demo):
    rows = mass()

    assert not rows.filter(submitted_at__lt=F("opening__published_at")).exists()
    assert not rows.exclude(created_at=F("submitted_at")).exists()
    assert not rows.filter(changed_at__lt=F("submitted_at")).exists()
    assert not rows.filter(changed_at__gt=midnight(TODAY)).exists()


def test_a_grant_is_as_old_as_its_application(demo):
    submitted = dict(Application.objects.values_list("uuid", "submitted_at"))

    assert [
        grant
        for grant in ProfileGrant.objects.filter(reason=GrantReason.APPLICATION)
        if grant.granted_at != submitted[grant.reference]
    ] == []


def test_applicants_write_in_the_language_they_use(demo):
    english = mass().filter(profile__user__language=Language.ENGLISH)
    chinese = mass().filter(profile__user__language=Language.CHINESE)

    assert [row.message for row in english if not row.message.isascii()] == []
    assert [row.message for row in chinese if row.message.isascii()] == []


def test_the_recruiter_sees_the_applications_to_her_company_and_no_others(demo):
    viewer = viewer_of(User.objects.get(email=RECRUITER))
    company = Company.objects.get(slug=plan_company(0).slug)

    seen = Application.objects.visible_to(viewer)

    hers = Application.objects.filter(opening__company=company)
    assert set(seen) == set(hers.exclude(state__in=NOT_WITH_THE_COMPANY))
    assert len(seen) >= 3


def test_a_graduate_sees_their_own_applications_and_no_others(demo):
    for row in Profile.objects.select_related("user").order_by("pk")[:20]:
        seen = Application.objects.visible_to(viewer_of(row.user))
        assert set(seen) == set(row.applications.all())


def test_a_second_time_changes_nothing(demo):
    before = list(Application.objects.order_by("pk").values())

    put()

    assert list(Application.objects.order_by("pk").values()) == before


def test_more_openings_bring_the_applications_that_wait_for_them(demo):
    whole = dict(mass().values_list("uuid", "state"))
    remove_mass()

    put(openings=8)
    few = dict(mass().values_list("uuid", "state"))
    put(OPENINGS)

    assert few == planned(8)
    assert 0 < len(few) < len(whole)
    assert dict(mass().values_list("uuid", "state")) == whole


def test_what_has_become_of_an_application_since_stays(demo):
    row = mass().filter(state=ApplicationState.SUBMITTED)[0]
    Application.objects.filter(pk=row.pk).update(state=ApplicationState.SHORTLISTED)

    put()

    assert Application.objects.get(pk=row.pk).state == ApplicationState.SHORTLISTED


def test_nobody_applies_for_what_was_taken_back_into_a_draft(demo):
    opening = mass()[0].opening
    remove_mass()
    Opening.objects.filter(pk=opening.pk).update(state=OpeningState.DRAFT, published_at=None)

    put()

    assert mass().exists()
    assert not mass().filter(opening=opening).exists()


def test_several_states_are_there_to_be_seen(demo):
    states = Counter(mass().values_list("state", flat=True))

    assert states[ApplicationState.SUBMITTED] > 1
    assert len(states) >= 4


def test_a_chunk_costs_the_same_however_many_have_applied(demo, django_assert_num_queries):
    """Look, begin, openings, applicants, two inserts, two stamps, offers and their stamp, end."""
    remove_mass()

    with django_assert_num_queries(14):
        put()


def test_most_came_through_their_matches_or_the_search(demo):
    sources = Counter(mass().values_list("source", flat=True))

    assert {source for source, _count in sources.most_common(2)} == {"matches", "market"}

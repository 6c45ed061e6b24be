"""The anonymous first screen: who is known to a company, and what it calls the others."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from matching.models import Application
from matching.queries.anonymity import (
    anonymous_rows,
    candidate_code,
    candidate_name,
    is_anonymous,
    masked,
    shown_name,
    shown_profile_name,
    with_known,
    with_shortlisted,
)
from parks.access import Viewer
from talent.models import Profile
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import (
    ApplicationFactory,
    ApplicationStepFactory,
    InvitationToApplyFactory,
)
from tests.factories.talent import ProfileFactory, ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
SWITCHES = ["company", "park"]


def switch_on(which: str, opening) -> None:
    row = getattr(opening, which)
    row.anonymous_screening = True
    row.save()


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True)


@pytest.fixture
def applied(opening, profile):
    """Apply in a state, with the grant and the steps that lead there."""

    def application(state: str, *, shortlisted: bool = False) -> Application:
        reason = "skills" if state == "refused" else ""
        row = ApplicationFactory(
            profile=profile, opening=opening, state=state, refusal_reason=reason
        )
        ApplicationStepFactory(application=row, state="submitted")
        if shortlisted:
            ApplicationStepFactory(application=row, state="shortlisted")
        ProfileGrantFactory(profile=profile, organisation=opening.company, reference=row.uuid)
        return row

    return application


def rules(application: Application) -> set[bool]:
    """What each way of asking says of an application; they must agree."""
    rows = Application.objects.filter(pk=application.pk)
    annotated = with_shortlisted(rows).get()
    return {
        is_anonymous(rows.get()),
        is_anonymous(annotated),
        rows.filter(anonymous_rows()).exists(),
        not rows.filter(~anonymous_rows()).exists(),
        shown_name(rows.get()) != str(application.profile),
    }


def known(profile: Profile, company, opening=None) -> bool:
    viewer = Viewer(organisation_ids=frozenset({company.pk}))
    return with_known(Profile.objects.filter(pk=profile.pk), viewer, opening).get().is_known


@pytest.mark.parametrize("which", SWITCHES)
@pytest.mark.parametrize(
    ("state", "shortlisted", "hidden"),
    [
        ("submitted", False, True),
        ("shortlisted", True, False),
        ("interviewing", True, False),
        ("offered", True, False),
        ("hired", True, False),
        ("refused", False, True),
        ("refused", True, False),
        ("lapsed", False, True),
        ("withdrawn", False, True),
        ("withdrawn", True, False),
    ],
)
def test_a_name_is_hidden_until_the_shortlist_and_stays_so_for_who_never_was_on_it(
    which, state, shortlisted, hidden, applied, opening
):
    application = applied(state, shortlisted=shortlisted)

    switch_on(which, opening)

    assert rules(application) == {hidden}


def test_without_the_switch_everybody_has_a_name(applied):
    assert rules(applied("submitted")) == {False}


def test_the_switch_of_another_park_or_company_changes_nothing(applied):
    application = applied("submitted")
    CompanyFactory(anonymous_screening=True, park__anonymous_screening=True)

    assert rules(application) == {False}


def test_on_a_list_the_rule_needs_no_query(applied, opening, django_assert_num_queries):
    switch_on("company", opening)
    applied("refused")
    rows = with_shortlisted(Application.objects.all()).with_opening()
    rows = list(rows.select_related("profile__user"))

    with django_assert_num_queries(0):
        assert [is_anonymous(row) for row in rows] == [True]


def test_a_code_is_steady_for_one_company_and_another_for_the_next(profile):
    first, second = CompanyFactory(), CompanyFactory()

    codes = [candidate_code(profile, pk) for pk in (first.pk, first.pk, second.pk)]

    assert codes[0] == codes[1] != codes[2]
    assert len(codes[0]) == 6
    assert set(codes[0]) <= set("0123456789ABCDEF")


def test_a_code_leads_back_to_nobody(profile, company, settings):
    code = candidate_code(profile, company.pk)

    settings.SECRET_KEY = "another secret of the portal"

    assert code not in profile.uuid.hex.upper()
    assert candidate_code(profile, company.pk) != code


def test_hundreds_of_people_have_codes_of_their_own(company):
    profiles = [Profile() for _number in range(300)]

    assert len({candidate_code(profile, company.pk) for profile in profiles}) > 298


def test_the_name_is_said_in_the_language_of_the_reader(profile, company):
    name = candidate_name(profile, company.pk)

    with translation.override("zh-hans"):
        chinese = str(name)

    code = candidate_code(profile, company.pk)
    assert str(name) == f"Candidate {code}"
    assert chinese.endswith(code)
    assert chinese != str(name)


def test_a_grant_makes_known_unless_its_application_is_anonymous(applied, opening, profile):
    applied("submitted")
    before = known(profile, opening.company)

    switch_on("company", opening)

    assert (before, known(profile, opening.company)) == (True, False)
    assert not known(profile, opening.company, opening)


def test_the_shortlist_makes_known(applied, opening, profile):
    switch_on("park", opening)
    applied("shortlisted", shortlisted=True)

    assert known(profile, opening.company)
    assert known(profile, opening.company, opening)


def test_for_another_opening_that_screens_the_shortlist_of_the_first_is_not_enough(
    applied, opening, profile
):
    switch_on("company", opening)
    applied("shortlisted", shortlisted=True)

    assert not known(profile, opening.company, OpeningFactory(company=opening.company))


def test_an_ended_grant_makes_unknown_also_after_the_shortlist(applied, opening, profile):
    applied("interviewing", shortlisted=True)
    profile.grants.update(until=timezone.now() - timedelta(seconds=1))

    assert not known(profile, opening.company)


@pytest.mark.parametrize(("screens", "expected"), [(False, True), (True, False)])
def test_an_accepted_invitation_makes_known_but_not_in_an_anonymous_screening(
    screens, expected, opening, profile
):
    invitation = InvitationToApplyFactory(opening=opening, profile=profile)
    ProfileGrantFactory(
        profile=profile,
        organisation=opening.company,
        reason="invitation",
        reference=invitation.uuid,
    )
    if screens:
        switch_on("company", opening)

    assert known(profile, opening.company) is expected
    assert known(profile, opening.company, opening) is expected


def test_one_is_always_known_to_oneself(profile):
    viewer = Viewer(user_id=profile.user_id)

    assert with_known(Profile.objects.filter(pk=profile.pk), viewer).get().is_known


def test_a_company_without_a_grant_reads_a_code(profile, company):
    name = shown_profile_name(profile, company)

    assert name == f"Candidate {candidate_code(profile, company.pk)}"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Lin Yue", "I am Lin Yue. Yours, Yue", "I am […]. Yours, […]"),
        ("Lin Yue", "lin yue or LIN", "[…] or […]"),
        ("Lin Yue", "Linear models of yuezhou", "Linear models of yuezhou"),
        ("欧阳若溪", "我是欧阳若溪，叫我若溪就好", "我是[…]，叫我[…]就好"),
        ("王芳", "王芳 敬上", "[…] 敬上"),
        ("Lin Yue", "Write to lin.y@example.org, please", "Write to […], please"),
        ("Lin Yue", "Call 139 1234 5678 or +86-139-1234-5678", "Call […] or […]"),
        ("Lin Yue", "See https://example.org/linyue?x=1 for more", "See […] for more"),
        ("Lin Yue", "2021-2024, 2021.09.01, 1,200 assays", "2021-2024, 2021.09.01, 1,200 assays"),
        ("Lin Yue", "I hold PPP-L1-2026-000012 and ISO-9001", "I hold […] and ISO-9001"),
        ("", "Nobody is named here", "Nobody is named here"),
    ],
)
def test_what_a_person_is_recognised_by_is_taken_out_of_a_text(name, text, expected):
    profile = ProfileFactory(user__full_name=name, user__email="q7@example.org")

    assert masked(text, profile) == expected


def test_the_first_part_of_the_address_and_the_telephone_of_the_profile_go_too():
    profile = ProfileFactory(user__email="moonlake88@example.org", phone="0512-6")

    assert masked("WeChat moonlake88, office 0512-6", profile) == "WeChat […], office […]"

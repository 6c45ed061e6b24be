"""Candidates of an opening: ranked, explained, and without a name until they apply."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import engine
from matching.actions.applications import submit_application, withdraw_application
from matching.actions.runs import run_park
from matching.loading.results import store_statistics
from matching.queries.anonymity import candidate_name
from parks.models import Skill
from talent.actions.certificates import write_certificate
from talent.models import Disclosure, Education, Experience, Profile
from tests.factories.certificates import CertificateSchemeFactory, GrantedSkillFactory
from tests.factories.companies import OpeningFactory, OpeningSkillFactory
from tests.factories.matching import OpeningMatchesFactory
from tests.factories.parks import MembershipFactory
from tests.factories.talent import DocumentFactory, ProfileFactory
from tests.matching.markets import SmallMarket, small_market

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NIGHT = date(2026, 11, 22)
DESK = reverse("matching:desk")
NAME, EMAIL, PHONE, SCHOOL, EMPLOYER = (
    "Ann",
    "ann.secret@example.org",
    "13800138000",
    "Soochow University",
    "Beta Pharma",
)
WHO_SHE_IS = (NAME, EMAIL, PHONE, SCHOOL, EMPLOYER)


@pytest.fixture
def market(park) -> SmallMarket:
    """The small market after a run, with a candidate who has everything to hide."""
    market = small_market(park)
    market.ann.user.email = EMAIL
    market.ann.user.save(update_fields=["email"])
    market.ann.phone = PHONE
    market.ann.summary = f"I am {NAME}, call {PHONE}"
    market.ann.save(update_fields=["phone", "summary"])
    quote = f"{NAME} {PHONE} {EMAIL} ran ELISA at {EMPLOYER}, {SCHOOL}"
    market.ann.skill_claims.filter(skill=market.elisa).update(evidence=quote)
    Education.objects.create(profile=market.ann, school=SCHOOL, discipline_text="Biotechnology")
    Experience.objects.create(profile=market.ann, employer=EMPLOYER, text=f"As {NAME}")
    run_park(park, night=NIGHT)
    return market


@pytest.fixture
def hr(market):
    """A recruiter of the company whose openings are in the market."""
    return MembershipFactory(organisation=market.analyst.company).user


def candidates_of(market: SmallMarket) -> str:
    return reverse("matching:candidates", args=[market.analyst.uuid])


def candidate_page(market: SmallMarket, profile: Profile) -> str:
    return reverse("matching:candidate", args=[market.analyst.uuid, profile.uuid])


def names(response) -> list[str]:
    return [candidate.name for candidate, _standing in response.context["candidates"]]


def code(market: SmallMarket, profile: Profile) -> str:
    """What the company calls somebody whose name it does not know."""
    return str(candidate_name(profile, market.analyst.company_id))


def told_about_her(text: str) -> list[str]:
    return [words for words in WHO_SHE_IS if re.search(rf"\b{re.escape(words)}\b", text)]


def test_candidates_come_best_first_under_a_pseudonym(market, hr, sign_in):
    response = sign_in(hr).get(candidates_of(market))

    assert names(response) == [code(market, market.ann), code(market, market.bob)]
    assert re.search("Candidate [0-9A-F]{6}", response.text)
    assert "ELISA · met" in response.text
    assert told_about_her(response.text) == []


def test_the_reasons_of_a_candidate_are_shown_and_the_person_is_not(market, hr, sign_in):
    response = sign_in(hr).get(candidate_page(market, market.ann))

    assert "2979 of 4096 points" in response.text
    assert "2587 of 3680" in response.text
    assert "asked: Bachelor or higher · profile: Master" in response.text
    assert "2316 points less without it" in response.text
    assert "Biotechnology" in response.text
    assert told_about_her(response.text) == []


def test_the_pay_a_candidate_wants_is_told_to_no_company(market, hr, sign_in):
    submit_application(market.ann, opening=market.analyst, today=NIGHT)
    Profile.objects.filter(pk=market.ann.pk).update(pay_wanted=10_007)

    text = sign_in(hr).get(candidate_page(market, market.ann)).text

    assert "72 of 96" in text
    assert not [figure for figure in ("10007", "10,007") if figure in text]


def test_what_would_change_a_candidate_is_shown_to_the_company_too(market, hr, sign_in):
    text = sign_in(hr).get(candidate_page(market, market.bob)).text

    assert "What would change it" in text
    assert "+2316 points" in text


def test_a_candidate_who_applied_is_shown_with_everything(market, hr, sign_in):
    submit_application(market.ann, opening=market.analyst, today=NIGHT)

    response = sign_in(hr).get(candidate_page(market, market.ann))

    assert told_about_her(response.text) == list(WHO_SHE_IS)
    assert f"mailto:{EMAIL}" in response.text


def test_after_withdrawing_the_person_is_a_stranger_again(market, hr, sign_in):
    application = submit_application(market.ann, opening=market.analyst, today=NIGHT)
    withdraw_application(application, by=market.ann.user)
    client = sign_in(hr)

    pages = [
        client.get(address).text
        for address in (
            DESK,
            candidates_of(market),
            candidate_page(market, market.ann),
            reverse("matching:applicants", args=[market.analyst.uuid]),
        )
    ]
    applicant = client.get(reverse("matching:applicant", args=[application.uuid]))

    assert [told_about_her(page) for page in pages] == [[], [], [], []]
    assert applicant.url == reverse("matching:applicants", args=[market.analyst.uuid])


def test_a_grant_to_another_company_shows_nothing_here(market, hr, sign_in):
    elsewhere = OpeningFactory(published=True)
    submit_application(market.ann, opening=elsewhere, today=NIGHT)

    text = sign_in(hr).get(candidate_page(market, market.ann)).text

    assert told_about_her(text) == []


@pytest.mark.parametrize("change", [{"visibility": "nobody"}, {"in_matching": False}])
def test_who_hides_after_the_run_disappears_at_once(change, market, hr, sign_in):
    Profile.objects.filter(pk=market.ann.pk).update(**change)
    client = sign_in(hr)

    response = client.get(candidates_of(market))

    assert names(response) == [code(market, market.bob)]
    assert client.get(candidate_page(market, market.ann)).status_code == 404


def test_who_leaves_the_park_disappears_at_once(market, hr, sign_in):
    market.ann.parks.clear()

    assert names(sign_in(hr).get(candidates_of(market))) == [code(market, market.bob)]


@pytest.mark.parametrize("state", ["pending", "in_review", "declined"])
def test_a_company_that_is_not_verified_sees_no_candidates(state, market, hr, sign_in):
    market.analyst.company.verifications.update(state=state, reason="Incomplete")
    client = sign_in(hr)

    response = client.get(candidates_of(market))

    assert names(response) == []
    assert "Candidates are shown to verified companies only." in response.text
    assert client.get(candidate_page(market, market.ann)).status_code == 404


def test_before_the_first_run_the_page_says_when_it_comes(company, recruiter, sign_in):
    opening = OpeningFactory(company=company, published=True)

    text = sign_in(recruiter).get(reverse("matching:candidates", args=[opening.uuid])).text

    assert "Matching runs every night at 02:00" in text


def test_opening_a_candidate_is_written_down_and_the_list_is_not(market, hr, sign_in):
    client = sign_in(hr)
    client.get(candidates_of(market))
    before = Disclosure.objects.count()

    client.get(candidate_page(market, market.ann))

    row = Disclosure.objects.get()
    assert before == 0
    assert (row.profile, row.user, row.kind) == (market.ann, hr, "profile")
    assert row.organisation_id == market.analyst.company_id


def test_opening_an_application_is_written_down(market, hr, sign_in):
    application = submit_application(market.ann, opening=market.analyst, today=NIGHT)

    sign_in(hr).get(reverse("matching:applicant", args=[application.uuid]))

    row = Disclosure.objects.get()
    assert (row.profile, row.user) == (market.ann, hr)
    assert row.organisation_id == market.analyst.company_id


def test_a_page_that_is_not_found_is_no_disclosure(market, stranger, sign_in):
    sign_in(stranger).get(candidate_page(market, market.ann))

    assert not Disclosure.objects.exists()


def test_only_the_documents_that_were_sent_are_listed(market, hr, sign_in):
    sent = DocumentFactory(profile=market.ann, filename="sent.pdf")
    DocumentFactory(profile=market.ann, filename="kept.pdf")
    client = sign_in(hr)
    before = client.get(candidate_page(market, market.ann)).text

    submit_application(market.ann, opening=market.analyst, today=NIGHT, documents=[sent])

    after = client.get(candidate_page(market, market.ann)).text
    assert ("sent.pdf" in before, "sent.pdf" in after) == (False, True)
    assert "kept.pdf" not in before + after


@pytest.mark.parametrize(
    "person", ["graduate", "stranger", "career_officer", "park_officer", "recruiter"]
)
def test_the_desk_of_another_company_is_not_found(person, market, sign_in, request):
    application = submit_application(market.ann, opening=market.analyst, today=NIGHT)
    client = sign_in(request.getfixturevalue(person))

    statuses = [
        client.get(address).status_code
        for address in (
            candidates_of(market),
            candidate_page(market, market.ann),
            reverse("matching:applicants", args=[market.analyst.uuid]),
            reverse("matching:applicant", args=[application.uuid]),
        )
    ]

    assert statuses == [404, 404, 404, 404]


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "\x00"])
def test_a_wrong_page_number_is_mended(number, market, hr, sign_in):
    response = sign_in(hr).get(candidates_of(market), {"page": number})

    assert response.context["page"].number == 1


def candidates_for(company, park, people: int):
    opening = OpeningFactory(company=company, published=True)
    OpeningSkillFactory(opening=opening)
    profiles = ProfileFactory.create_batch(people, visibility="park_companies")
    for profile in profiles:
        profile.parks.add(park)
    ids = [profile.pk for profile in profiles]
    matches = OpeningMatchesFactory(
        run__park=park, opening=opening, profile_ids=ids, points=[1] * people
    )
    store_statistics(matches.run, engine.Statistics.neutral(Skill.objects.count()))
    return opening, profiles


@pytest.mark.parametrize("people", [1, 3])
def test_the_candidates_cost_the_same_for_one_or_three(
    people, company, park, recruiter, sign_in, django_assert_num_queries
):
    opening, profiles = candidates_for(company, park, people)
    client, address = sign_in(recruiter), reverse("matching:candidates", args=[opening.uuid])
    client.get(address)

    with django_assert_num_queries(8):
        response = client.get(address)

    assert names(response) == [str(candidate_name(each, company.pk)) for each in profiles]


def test_many_candidates_come_ten_on_a_page(company, park, recruiter, sign_in):
    opening, profiles = candidates_for(company, park, 23)
    address = reverse("matching:candidates", args=[opening.uuid])

    last = sign_in(recruiter).get(address, {"page": 3})

    assert names(last) == [str(candidate_name(each, company.pk)) for each in profiles[20:]]
    assert len(last.content) < 60_000


def test_a_verified_skill_names_its_certificate_and_its_number_only_with_a_grant(
    market, hr, sign_in, django_assert_num_queries
):
    scheme = CertificateSchemeFactory(issuer__park=market.park, name_en="Assays")
    GrantedSkillFactory(scheme=scheme, skill=market.elisa, level=4)
    issued = write_certificate(market.ann, scheme=scheme, by=None, now=timezone.now())
    client, address = sign_in(hr), candidate_page(market, market.ann)
    client.get(address)

    with django_assert_num_queries(12):
        before = client.get(address).text
    scheme.issuer = market.analyst.company  # which has a list of those it has certified
    scheme.save()
    by_the_issuer = client.get(address).text
    submit_application(market.ann, opening=market.analyst, today=NIGHT)
    after = client.get(address).text

    assert "verified by certificate Assays" in before
    assert "verified by certificate" not in by_the_issuer
    assert issued.serial not in before
    assert issued.verify_code not in before
    assert f"verified by certificate Assays, {issued.serial}" in after
    assert "Training:" not in before + after


@pytest.mark.parametrize(("has_applied", "queries"), [(False, 11), (True, 15)])
def test_one_candidate_costs_eleven_queries_and_four_more_for_what_a_grant_opens(
    has_applied, queries, market, hr, sign_in, django_assert_num_queries
):
    if has_applied:
        submit_application(market.ann, opening=market.analyst, today=NIGHT)
    client, address = sign_in(hr), candidate_page(market, market.ann)
    client.get(address)

    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200

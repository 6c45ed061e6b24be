"""The talent pool and what a company keeps on one person; the person's right to object."""

import pytest
from django.urls import reverse

from matching.models import CandidateNote, PoolEntry
from matching.queries.anonymity import candidate_name
from parks.models import Notice
from talent.models import Disclosure, ProfileGrant
from tests.factories.matching import CandidateNoteFactory, PoolEntryFactory
from tests.factories.parks import MembershipFactory
from tests.factories.talent import ProfileFactory, ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def candidate(profile):
    profile.visibility = "park_companies"
    profile.save()
    return profile


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


def address(name: str, company, profile) -> str:
    return reverse(f"matching:{name}", args=[company.uuid, profile.uuid])


def pool_of(company) -> str:
    return reverse("matching:pool", args=[company.uuid])


def test_a_candidate_is_kept_with_tags_and_found_by_them(client, company, candidate):
    client.post(address("keep_in_pool", company, candidate), {"tags": "GMP， summer 2027, gmp,"})

    entry = PoolEntry.objects.get()
    by_tag = client.get(pool_of(company), {"tag": "GMP"}).text
    by_other = client.get(pool_of(company), {"tag": "nobody"}).text
    assert entry.tags == ["GMP", "summer 2027"]
    assert str(candidate_name(candidate, company.pk)) in by_tag
    assert "Nobody has this tag" in by_other


@pytest.mark.parametrize("tags", [",".join(f"tag {n}" for n in range(11)), "x" * 41])
def test_too_many_or_too_long_tags_are_refused_with_the_reason(tags, client, company, candidate):
    response = client.post(address("keep_in_pool", company, candidate), {"tags": tags})

    assert "At most ten tags" in response.text or "at most 40 characters" in response.text
    assert not PoolEntry.objects.exists()


def test_an_empty_pool_says_how_to_fill_it(client, company):
    text = client.get(pool_of(company)).text

    assert "Nobody is in your pool yet" in text


def test_revoking_takes_the_name_out_of_the_pool_at_once(client, company, profile, sign_in):
    PoolEntryFactory(company=company, profile=profile)
    grant = ProfileGrantFactory(profile=profile, organisation=company)
    before = client.get(pool_of(company)).text
    person = client.get(address("person", company, profile)).status_code

    sign_in(profile.user).post(reverse("matching:revoke", args=[grant.pk]))

    after = sign_in(company.memberships.get().user).get(pool_of(company)).text
    assert ("Lin Yue" in before, "Lin Yue" in after) == (True, False)
    assert "no longer shows themselves to you" in after
    assert (person, client.get(address("person", company, profile)).status_code) == (200, 404)


def test_somebody_the_company_does_not_see_cannot_be_kept_or_noted(client, company):
    hidden = ProfileFactory(visibility="nobody")

    for name, data in (("keep_in_pool", {"tags": ""}), ("note_on_person", {"text": "Hm."})):
        assert client.post(address(name, company, hidden), data).status_code == 404

    assert not PoolEntry.objects.exists()
    assert not CandidateNote.objects.exists()


def test_an_unverified_company_keeps_no_candidate(client, company, candidate):
    company.verifications.all().delete()

    response = client.post(address("keep_in_pool", company, candidate), {"tags": ""})

    assert response.status_code == 404


def test_the_look_at_a_person_is_written_down_and_the_pool_is_not(
    client, company, candidate, recruiter
):
    PoolEntryFactory(company=company, profile=candidate)
    client.get(pool_of(company))
    before = Disclosure.objects.count()

    client.get(address("person", company, candidate))

    look = Disclosure.objects.get()
    assert before == 0
    assert (look.profile, look.user, look.organisation_id) == (candidate, recruiter, company.pk)


def test_a_note_is_written_told_to_a_colleague_and_shown_with_the_candidate(
    client, company, candidate
):
    colleague = MembershipFactory(organisation=company, user__full_name="Mei Zhou").user
    data = {"text": "Ask about GMP.", "mentioned": [colleague.pk]}

    client.post(address("note_on_person", company, candidate), data)

    text = client.get(address("person", company, candidate)).text
    assert "Ask about GMP." in text
    assert "told Mei Zhou" in text
    assert Notice.objects.get().user == colleague


def test_an_empty_note_and_a_stranger_named_in_one_are_refused(
    client, company, candidate, stranger
):
    page = address("note_on_person", company, candidate)

    empty = client.post(page, {"text": "  "})
    foreign = client.post(page, {"text": "Hm.", "mentioned": [stranger.pk]})

    assert "This field is required" in empty.text
    assert "mentioned" in foreign.context["note_form"].errors
    assert not CandidateNote.objects.exists()


def test_only_its_author_deletes_a_note(client, company, candidate, recruiter):
    mine = CandidateNoteFactory(company=company, profile=candidate, author=recruiter)
    other = CandidateNoteFactory(company=company, profile=candidate)

    statuses = [
        client.post(reverse("matching:delete_note", args=[note.pk])).status_code
        for note in (mine, other)
    ]

    assert statuses == [302, 404]
    assert CandidateNote.objects.get() == other


def test_removing_somebody_needs_no_access_to_them(client, company, profile):
    entry = PoolEntryFactory(company=company, profile=profile)

    response = client.post(reverse("matching:remove_from_pool", args=[entry.pk]))

    assert response.url == pool_of(company)
    assert not PoolEntry.objects.exists()


def test_the_person_reads_who_keeps_them_and_objects(company, profile, sign_in):
    entry = PoolEntryFactory(company=company, profile=profile, tags=["secret tag"])
    mine = sign_in(profile.user)
    before = mine.get(reverse("matching:privacy")).text

    mine.post(reverse("matching:object_to_pool", args=[entry.pk]))

    after = mine.get(reverse("matching:privacy")).text
    assert "Who keeps me in mind" in before
    assert "Who keeps me in mind" not in after
    assert not PoolEntry.objects.exists()


def test_after_an_objection_the_company_is_told_that_it_cannot(client, company, candidate, sign_in):
    entry = PoolEntryFactory(company=company, profile=candidate)
    sign_in(candidate.user).post(reverse("matching:object_to_pool", args=[entry.pk]))
    hr = sign_in(company.memberships.get().user)

    text = hr.get(address("person", company, candidate)).text
    response = hr.post(address("keep_in_pool", company, candidate), {"tags": ""}, follow=True)

    assert "does not want to be kept" in text
    assert "does not want to be kept" in response.text
    assert not PoolEntry.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_the_pool_costs_the_same_for_one_or_three(
    people, client, company, park, django_assert_num_queries
):
    for _number in range(people):
        profile = ProfileFactory(visibility="park_companies")
        profile.parks.add(park)
        PoolEntryFactory(company=company, profile=profile, tags=["a"])
    client.get(pool_of(company))

    with django_assert_num_queries(8):
        assert len(client.get(pool_of(company)).context["members"]) == people


@pytest.mark.parametrize("notes", [1, 3])
def test_a_person_costs_the_same_for_one_note_or_three(
    notes, client, company, candidate, django_assert_num_queries
):
    CandidateNoteFactory.create_batch(notes, company=company, profile=candidate)
    client.get(address("person", company, candidate))

    with django_assert_num_queries(11):
        client.get(address("person", company, candidate))


def test_an_interviewer_has_no_pool(company, sign_in):
    person = MembershipFactory(organisation=company, role="interviewer").user

    assert sign_in(person).get(pool_of(company)).status_code == 404


def test_a_grant_shows_the_name_on_the_page_of_the_person(client, company, profile):
    ProfileGrant.objects.create(
        profile=profile, organisation=company, reason="invitation", reference=profile.uuid
    )

    assert "<h1>Lin Yue</h1>" in client.get(address("person", company, profile)).text

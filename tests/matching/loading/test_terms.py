"""Words of profiles and openings are read again when their texts have changed, and only then."""

import pytest
from django.db import connection

from companies.models import Opening
from matching.loading import terms
from matching.loading.terms import refresh_terms, refresh_terms_of
from matching.loading.words import pack_terms
from matching.models import OpeningTerms, ProfileTerms
from talent.models import Education, Experience, Profile
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.parks import ParkFactory, UserFactory
from tests.factories.talent import ProfileFactory

pytestmark = pytest.mark.django_db


def graduate_of(park, **fields) -> Profile:
    profile = ProfileFactory(**fields)
    profile.parks.add(park)
    return profile


def kept_of(profile: Profile) -> tuple[bytes, bytes]:
    row = ProfileTerms.objects.get(pk=profile.pk)
    return bytes(row.terms), bytes(row.counts)


def test_everything_a_graduate_writes_of_their_work_is_read(park):
    profile = graduate_of(park, headline="HPLC analyst", summary="细胞培养")
    Experience.objects.create(profile=profile, title="Trainee", text="ELISA and HPLC")
    Experience.objects.create(profile=profile, title="Assistant", text="western blot")
    Education.objects.create(profile=profile, discipline_text="药物分析")

    assert refresh_terms(park) == 1

    text = "HPLC analyst 细胞培养 Trainee ELISA and HPLC Assistant western blot 药物分析"
    assert kept_of(profile) == pack_terms(text)


def test_both_languages_of_an_opening_are_read(company, park):
    opening = OpeningFactory(
        company=company,
        published=True,
        title_zh="分析员",
        title_en="Analyst",
        text_zh="掌握高效液相色谱",
        text_en="HPLC and ELISA",
    )

    assert refresh_terms(park) == 1

    row = OpeningTerms.objects.get(pk=opening.pk)
    text = 3 * "分析员 Analyst " + "掌握高效液相色谱 HPLC and ELISA"
    assert (bytes(row.terms), bytes(row.counts)) == pack_terms(text)


def test_who_somebody_is_and_where_they_learnt_is_never_read(park):
    named = {"full_name": "Elisa Gmp", "email": "hplc.assay@example.org"}
    profile = graduate_of(park, user=UserFactory(**named), phone="13800000000", headline="ELISA")
    Education.objects.create(profile=profile, school="Bioreactor College")
    Experience.objects.create(profile=profile, employer="Western Blot Ltd", text="pipetting")

    refresh_terms(park)

    assert kept_of(profile) == pack_terms("ELISA pipetting")


def test_a_text_without_words_is_kept_as_one_so_that_it_is_not_read_again(park):
    profile = graduate_of(park)

    read = [refresh_terms(park), refresh_terms(park)]

    assert (read, kept_of(profile)) == ([1, 0], (b"", b""))


def test_texts_that_have_not_changed_are_not_read_again(company, park):
    graduate_of(park, headline="HPLC")
    OpeningFactory(company=company, published=True)
    refresh_terms(park)
    before = [list(model.objects.values()) for model in (ProfileTerms, OpeningTerms)]

    assert refresh_terms(park) == 0
    assert [list(model.objects.values()) for model in (ProfileTerms, OpeningTerms)] == before


@pytest.mark.parametrize(
    "change",
    [
        lambda profile: Profile.objects.filter(pk=profile.pk).update(headline="ELISA"),
        lambda profile: Profile.objects.filter(pk=profile.pk).update(summary="ELISA"),
        lambda profile: Experience.objects.create(profile=profile, title="ELISA"),
        lambda profile: Experience.objects.create(profile=profile, text="ELISA"),
        lambda profile: Education.objects.create(profile=profile, discipline_text="ELISA"),
    ],
    ids=range(5),
)
def test_whatever_text_has_changed_is_read_again_and_no_other(change, park):
    profile, other = graduate_of(park, phone="1"), graduate_of(park, headline="HPLC")
    refresh_terms(park)
    before = kept_of(other)

    change(profile)

    assert refresh_terms(park) == 1
    assert kept_of(profile) == pack_terms("ELISA")
    assert kept_of(other) == before


def test_words_that_moved_between_two_texts_are_noticed(park):
    first = graduate_of(park, headline="HPLC", summary="ELISA")
    refresh_terms(park)

    Profile.objects.filter(pk=first.pk).update(headline="HPLCELISA", summary="")

    assert refresh_terms(park) == 1
    assert kept_of(first) == pack_terms("HPLCELISA")


def test_another_edition_of_the_reading_reads_everything_again(park, monkeypatch):
    graduate_of(park, headline="HPLC")
    refresh_terms(park)

    monkeypatch.setattr(terms, "EDITION", "next")

    assert [refresh_terms(park), refresh_terms(park)] == [1, 0]


def test_only_the_market_of_the_park_is_read(company, park):
    graduate_of(ParkFactory())
    graduate_of(park, in_matching=False)
    OpeningFactory(company=company)
    OpeningFactory(company=CompanyFactory(park=ParkFactory()), published=True)

    assert refresh_terms(park) == 0
    assert not ProfileTerms.objects.exists()
    assert not OpeningTerms.objects.exists()


def test_some_can_be_read_by_their_ids_whatever_their_state():
    asked, other = ProfileFactory.create_batch(2)
    opening = OpeningFactory()

    read = refresh_terms_of([asked.pk, asked.pk, asked.pk + 10_000], [opening.pk])

    assert read == 2
    assert list(ProfileTerms.objects.values_list("pk", flat=True)) == [asked.pk]
    assert list(OpeningTerms.objects.values_list("pk", flat=True)) == [opening.pk]
    assert other.pk not in ProfileTerms.objects.values_list("pk", flat=True)


def test_nobodys_texts_are_read_without_a_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert refresh_terms_of([], []) == 0


def test_many_texts_are_read_in_chunks(park, monkeypatch):
    monkeypatch.setattr(terms, "IDS_AT_ONCE", 2)
    profiles = [graduate_of(park, headline=f"assay{number}") for number in range(5)]

    assert refresh_terms(park) == 5
    for number, profile in enumerate(profiles):
        assert kept_of(profile) == pack_terms(f"assay{number}")


def test_texts_with_any_signs_are_read_as_they_are(park):
    profile = graduate_of(park, summary="100 % \\ ' \" 细胞培养\r\n\tα-synuclein 𠮷")

    assert [refresh_terms(park), refresh_terms(park)] == [1, 0]
    assert kept_of(profile) == pack_terms(profile.summary)


def test_words_go_with_their_profile_and_opening(park, company):
    profile = graduate_of(park)
    opening = OpeningFactory(company=company, published=True)
    refresh_terms(park)

    profile.delete()
    opening.delete()

    assert not ProfileTerms.objects.exists()
    assert not OpeningTerms.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_text_that_is_being_read_cannot_be_changed_or_deleted_meanwhile():
    profile = ProfileFactory(headline="HPLC")
    other = connection.copy()
    rows = Profile.objects.filter(pk=profile.pk)

    refresh_terms_of([profile.pk], [])
    with other.cursor() as cursor:
        cursor.execute("UPDATE talent_profile SET headline = 'ELISA' WHERE id = %s", [profile.pk])
    other.close()

    assert rows.get().headline == "ELISA"
    assert refresh_terms_of([profile.pk], []) == 1
    assert kept_of(profile) == pack_terms("ELISA")


def test_the_market_of_an_empty_park_has_no_texts(park):
    assert refresh_terms(park) == 0
    assert not Opening.objects.exists()

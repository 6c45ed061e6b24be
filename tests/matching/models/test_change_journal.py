"""The database notes every change that matches rest on, whatever path the write took."""

import io
from collections.abc import Callable
from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection, models
from django.utils import timezone

from companies.models import Opening, OpeningSkill
from matching.models import Application, MatchChange
from parks.models import Organisation, Park
from talent.models import Education, Experience, Profile, SkillClaim, WantedPlace
from tests.factories.companies import OpeningFactory, OpeningSkillFactory
from tests.factories.matching import ApplicationFactory, DismissalFactory
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory

pytestmark = pytest.mark.django_db

JOURNAL = import_module("matching.migrations.0004_change_journal")
# What a match does not rest on: a change of these alone asks for nothing.
LEFT_OUT = {
    Profile: {"id", "uuid", "user", "phone", "created_at", "updated_at", "erased_at"},
    Opening: {
        "id",
        "uuid",
        "chain_stage",
        "grade",
        "submitted_at",
        "published_at",
        "review_comment",
        "source",
        "external_id",
        "is_template",
        "created_at",
        "updated_at",
    },
}


@pytest.fixture
def world() -> SimpleNamespace:
    """A person who applied and an opening, both with all that belongs to them; an empty journal."""
    profile, opening = ProfileFactory(), OpeningFactory(published=True)
    profile.parks.add(opening.park)
    region = RegionFactory()
    made = SimpleNamespace(
        profile=profile,
        opening=opening,
        other=OpeningFactory(published=True),
        park=opening.park,
        region=region,
        discipline=DisciplineFactory(),
        claim=SkillClaimFactory(profile=profile),
        asked=OpeningSkillFactory(opening=opening),
        place=WantedPlace.objects.create(profile=profile, region=region),
        education=Education.objects.create(profile=profile, school="School"),
        experience=Experience.objects.create(profile=profile, title="Trainee"),
        application=ApplicationFactory(profile=profile, opening=opening),
        dismissal=DismissalFactory(profile=profile),
    )
    opening.disciplines.add(made.discipline)
    MatchChange.objects.all().delete()
    return made


def journal() -> set[tuple[str, int]]:
    return set(MatchChange.objects.values_list("side", "row_id"))


Deed = Callable[[SimpleNamespace], object]
OF_A_PROFILE: dict[str, Deed] = {
    "a form is saved": lambda w: save(w.profile, summary="Fermentation"),
    "updated by a query": lambda w: Profile.objects.update(in_matching=False),
    "leaves a park": lambda w: w.profile.parks.clear(),
    "joins a park": lambda w: w.profile.parks.add(ParkFactory()),
    "claims a skill": lambda w: SkillClaimFactory(profile=w.profile),
    "claims in bulk": lambda w: SkillClaim.objects.bulk_create(
        [SkillClaim(profile=w.profile, skill=SkillFactory()) for _ in range(3)]
    ),
    "raises a claim": lambda w: save(w.claim, level=3),
    "withdraws a claim": lambda w: w.claim.delete(),
    "wants a place": lambda w: WantedPlace.objects.create(
        profile=w.profile, region=RegionFactory()
    ),
    "reorders places": lambda w: save(w.place, position=5),
    "gives up a place": lambda w: w.place.delete(),
    "adds a school": lambda w: Education.objects.create(profile=w.profile),
    "mends a school": lambda w: save(w.education, discipline_text="Pharmacy"),
    "drops a school": lambda w: w.education.delete(),
    "adds work": lambda w: Experience.objects.create(profile=w.profile),
    "mends work": lambda w: save(w.experience, text="ELISA"),
    "drops work": lambda w: w.experience.delete(),
    "is not interested": lambda w: DismissalFactory(profile=w.profile, opening=w.opening),
    "is interested again": lambda w: w.dismissal.delete(),
    "applies": lambda w: ApplicationFactory(profile=w.profile, opening=w.other),
    "is hired": lambda w: Application.objects.update(state="hired"),
    "an application is erased": lambda w: w.application.delete(),
}
OF_AN_OPENING: dict[str, Deed] = {
    "a form is saved": lambda w: save(w.opening, text_en="Purification"),
    "updated by a query": lambda w: Opening.objects.filter(pk=w.opening.pk).update(state="paused"),
    "asks for a skill": lambda w: OpeningSkillFactory(opening=w.opening),
    "asks in bulk": lambda w: OpeningSkill.objects.bulk_create(
        [OpeningSkill(opening=w.opening, skill=SkillFactory()) for _ in range(3)]
    ),
    "asks for more of it": lambda w: save(w.asked, level=4),
    "asks no longer": lambda w: w.asked.delete(),
    "accepts a discipline": lambda w: w.opening.disciplines.add(DisciplineFactory()),
    "accepts it no longer": lambda w: w.opening.disciplines.clear(),
    "its company moves": lambda w: Organisation.objects.filter(pk=w.opening.company_id).update(
        region=w.region
    ),
    "its park moves": lambda w: Park.objects.filter(pk=w.park.pk).update(region=w.region),
}
OF_NOTHING: dict[str, Deed] = {
    "a profile is saved as it was": lambda w: w.profile.save(),
    "a telephone number": lambda w: save(w.profile, phone="12345"),
    "an opening is saved as it was": lambda w: w.opening.save(),
    "a grade": lambda w: save(w.opening, grade="P5"),
    "a message to the company": lambda w: save(w.application, message="Hello"),
    "a name of the company": lambda w: Organisation.objects.update(name_en="Renamed"),
    "a name of the park": lambda w: Park.objects.update(name_en="Renamed"),
    "a statement that meets no row": lambda w: Profile.objects.filter(pk=0).update(summary="x"),
}


def save(row: models.Model, **fields: object) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


@pytest.mark.parametrize("deed", OF_A_PROFILE)
def test_what_a_person_changes_is_noted_for_the_profile_alone(deed, world):
    OF_A_PROFILE[deed](world)

    assert journal() == {("profile", world.profile.pk)}


@pytest.mark.parametrize("deed", OF_AN_OPENING)
def test_what_a_company_changes_is_noted_for_the_opening_alone(deed, world):
    OF_AN_OPENING[deed](world)

    assert journal() == {("opening", world.opening.pk)}


@pytest.mark.parametrize("deed", OF_NOTHING)
def test_what_no_match_rests_on_is_not_noted(deed, world):
    OF_NOTHING[deed](world)

    assert journal() == set()


def test_a_person_who_is_erased_is_noted(world):
    profile = world.profile.pk
    world.profile.user.delete()

    assert journal() == {("profile", profile)}


def test_an_opening_that_vanishes_is_noted(world):
    opening = world.opening.pk
    world.application.delete()
    MatchChange.objects.all().delete()

    world.opening.delete()

    assert journal() == {("opening", opening)}


def test_rows_that_come_by_copy_are_noted(world):
    others = [ProfileFactory().pk, ProfileFactory().pk]
    MatchChange.objects.all().delete()
    now = timezone.now().isoformat()
    lines = "".join(f"{pk}\t{world.claim.skill_id}\tself\t\t{now}\n" for pk in others)

    with connection.cursor() as cursor:
        cursor.copy_expert(
            "COPY talent_skillclaim (profile_id, skill_id, source, evidence, claimed_at)"
            " FROM STDIN",
            io.StringIO(lines),
        )

    assert journal() == {("profile", pk) for pk in others}


def test_a_second_change_renews_the_time_of_the_entry(world):
    save(world.claim, level=2)
    first = MatchChange.objects.get()

    save(world.profile, headline="Analyst")

    second = MatchChange.objects.get()
    assert second.pk == first.pk
    assert second.changed_at > first.changed_at


def test_a_claim_that_passes_to_another_person_is_noted_for_both(world):
    other = ProfileFactory()
    MatchChange.objects.all().delete()

    save(world.claim, profile=other)

    assert journal() == {("profile", world.profile.pk), ("profile", other.pk)}


VALUES = {
    "degree": DegreeLevelFactory,
    "discipline": DisciplineFactory,
    "min_degree": DegreeLevelFactory,
    "region": RegionFactory,
    "park": ParkFactory,
    "graduates_on": lambda: date(2027, 7, 1),
    "available_from": lambda: date(2027, 7, 1),
    "wanted_kinds": lambda: ["job"],
    "anywhere": lambda: True,
    "career_channel": lambda: "technical",
    "pay_wanted": lambda: 8000,
    "visibility": lambda: "park_companies",
    "in_matching": lambda: False,
    "kind": lambda: "internship",
    "state": lambda: "paused",
    "min_years": lambda: 2,
    "headcount": lambda: 2,
    "salary_min": lambda: 8000,
    "salary_max": lambda: 9000,
    "salary_currency": lambda: "USD",
    "salary_period": lambda: "year",
    "starts_by": lambda: date(2027, 7, 1),
    "closes_on": lambda: date(2027, 7, 1),
}


@pytest.mark.parametrize("column", JOURNAL.PROFILE)
def test_each_column_of_a_profile_that_counts_is_watched(column, world):
    name = column.removesuffix("_id")

    save(world.profile, **{name: VALUES.get(name, lambda: "words")()})

    assert journal() == {("profile", world.profile.pk)}


@pytest.mark.parametrize("column", sorted({*JOURNAL.OPENING} - {"company_id", "occupation_id"}))
def test_each_column_of_an_opening_that_counts_is_watched(column, world):
    name = column.removesuffix("_id")

    save(world.opening, **{name: VALUES.get(name, lambda: "words")()})

    assert journal() == {("opening", world.opening.pk)}


@pytest.mark.parametrize(
    ("model", "watched"), [(Profile, JOURNAL.PROFILE), (Opening, JOURNAL.OPENING)]
)
def test_for_every_column_it_was_decided_whether_it_counts(model, watched):
    columns = {field.attname for field in model._meta.concrete_fields}

    left_out = {model._meta.get_field(name).attname for name in LEFT_OUT[model]}

    assert columns - left_out == set(watched)
    assert left_out & set(watched) == set()

"""Only what a person confirms of a CV enters the profile."""

from datetime import date

import pytest

from parks.models import LogEntry
from talent.actions.proposals import propose
from talent.actions.reviews import accept_proposals
from talent.cv.values import (
    CvEducation,
    CvExperience,
    CvFields,
    CvPlaces,
    CvSkill,
    Found,
    PartialDate,
    Period,
)
from talent.models import Profile
from tests.factories.parks import SkillFactory
from tests.factories.talent import (
    DocumentFactory,
    EducationFactory,
    ProfileFactory,
    SkillClaimFactory,
)
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory

pytestmark = pytest.mark.django_db


def found(value: object) -> Found:
    return Found(value, 0, 1)


@pytest.fixture
def profile():
    return ProfileFactory(user__full_name="Lin")


@pytest.fixture
def fields(profile):
    """A CV with something of every sort."""
    DegreeLevelFactory(code="master")
    return CvFields(
        text="A text of a CV",
        name=found("Lin Yue"),
        phone=found("138"),
        highest_degree=found("master"),
        kinds=(found("job"),),
        places=CvPlaces(wanted=(found((RegionFactory().pk,)),)),
        educations=(CvEducation(found("Soochow"), found("master")),),
        experiences=(CvExperience(found("Analyst"), None, Period(), found("PCR")),),
        skills=(CvSkill(found(SkillFactory().pk), 3),),
    )


def everything(profile: Profile) -> list[object]:
    rows = (profile.educations, profile.experiences, profile.skill_claims, profile.wanted_places)
    facts = Profile.objects.filter(pk=profile.pk).values("degree", "phone", "wanted_kinds")
    return [*facts, *(list(manager.order_by("pk").values()) for manager in rows)]


def accept(profile: Profile, fields: CvFields, *taken: str, document=None) -> int:
    return accept_proposals(profile, fields=fields, taken=taken, document=document, by=profile.user)


def test_nothing_confirmed_changes_nothing(profile, fields):
    before = everything(profile)

    assert accept(profile, fields) == 0
    assert everything(profile) == before


def test_all_that_is_confirmed_enters(profile, fields):
    taken = [one.key for one in propose(profile, fields)]

    number = accept(profile, fields, *taken)

    profile.refresh_from_db()
    assert number == len(taken) == 8
    assert (profile.user.full_name, profile.phone) == ("Lin Yue", "138")
    assert (profile.degree.code, profile.wanted_kinds) == ("master", ["job"])
    assert profile.wanted_places.count() == 1
    assert profile.educations.get().school == "Soochow"
    assert profile.experiences.get().title == "Analyst"
    assert profile.skill_claims.get().level == 3
    assert propose(profile, fields) == []


@pytest.mark.parametrize(
    ("key", "others"),
    [("phone", ["degree", "wanted_kinds"]), ("degree", ["phone", "wanted_kinds"])],
)
def test_one_thing_confirmed_is_one_thing_changed(key, others, profile, fields):
    before = {name: getattr(profile, name) for name in others}

    assert accept(profile, fields, key) == 1

    profile.refresh_from_db()
    assert {name: getattr(profile, name) for name in others} == before
    assert not profile.educations.exists()


@pytest.mark.parametrize("key", ["user", "visibility", "skill-0", "education-7", "pk", ""])
def test_a_key_that_was_never_proposed_does_nothing(key, profile, fields):
    before = everything(profile)

    assert accept(profile, fields, key) == 0
    assert everything(profile) == before


def test_a_study_told_otherwise_gets_what_the_cv_says_and_keeps_the_rest(profile):
    discipline = DisciplineFactory()
    mine = EducationFactory(profile=profile, school="Soochow", discipline=discipline)
    period = Period(found(PartialDate(2023, 9)), found(PartialDate(2026, 6)))

    accept(
        profile,
        CvFields(text="x", educations=(CvEducation(found("soochow"), period=period),)),
        "education-0",
    )

    row = profile.educations.get()
    assert (row.pk, row.discipline) == (mine.pk, discipline)
    assert (row.started_on, row.ended_on) == (date(2023, 9, 1), date(2026, 6, 30))


def test_a_beginning_of_mine_after_the_end_of_the_cv_gives_way(profile):
    EducationFactory(profile=profile, school="Soochow", started_on=date(2024, 9, 1))
    study = CvEducation(found("Soochow"), period=Period(end=found(PartialDate(2020, 6))))

    accept(profile, CvFields(text="x", educations=(study,)), "education-0")

    row = profile.educations.get()
    assert (row.started_on, row.ended_on) == (None, date(2020, 6, 30))


def test_a_level_told_otherwise_replaces_mine_when_it_is_taken(profile):
    claim = SkillClaimFactory(profile=profile, level=1)
    fields = CvFields(text="x", skills=(CvSkill(found(claim.skill_id), 4),))

    accept(profile, fields)
    kept = profile.skill_claims.get().level
    accept(profile, fields, f"skill-{claim.skill_id}")

    assert (kept, profile.skill_claims.get().level) == (1, 4)


def test_the_trail_names_the_document_and_holds_nothing_of_it(profile, fields):
    document = DocumentFactory(profile=profile)

    accept(profile, fields, "phone", document=document)

    entry = LogEntry.objects.get(verb="cv saved")
    assert entry.details == {"document": str(document.uuid), "accepted": 1}
    assert entry.actor == profile.user

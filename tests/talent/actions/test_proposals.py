"""What a CV says beside what a profile holds: new, told otherwise, or left out as the same."""

from datetime import date

import pytest

from parks.choices.work import SkillLevel
from talent.actions.profiles import Claim
from talent.actions.proposals import Proposal, propose, quoted
from talent.choices.profiles import ClaimSource
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
from talent.models import WantedPlace
from tests.factories.parks import SkillFactory
from tests.factories.talent import (
    EducationFactory,
    ExperienceFactory,
    ProfileFactory,
    SkillClaimFactory,
)
from tests.factories.vocabulary import DegreeLevelFactory, RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

TEXT = "Lin Yue\nMaster of Science at Soochow.\nExpert in PCR and ELISA."


def at(words: str, value: object = None) -> Found:
    start = TEXT.index(words)
    return Found(words if value is None else value, start, start + len(words))


def said(**facts: object) -> CvFields:
    return CvFields(text=TEXT, **facts)


def keys(proposals: list[Proposal]) -> list[tuple[str, str, bool]]:
    return [(one.key, one.group, one.is_conflict) for one in proposals]


@pytest.fixture
def profile():
    return ProfileFactory(user__full_name="Lin Yue")


def test_a_cv_that_says_nothing_proposes_nothing(profile):
    assert propose(profile, said()) == []


def test_a_new_fact_is_proposed_with_the_words_it_was_read_from(profile):
    master = DegreeLevelFactory(code="master")

    (one,) = propose(profile, said(highest_degree=at("Master of Science", "master")))

    assert (one.key, one.new, one.mine) == ("degree", master, None)
    assert one.quote == ("", "Master of Science", " at Soochow.")


def test_a_fact_that_is_the_same_is_left_out(profile):
    profile.degree = DegreeLevelFactory(code="master")
    profile.save()

    fields = said(highest_degree=at("Master", "master"), name=at("Lin Yue"))

    assert propose(profile, fields) == []


def test_a_fact_told_otherwise_is_a_conflict_of_both_values(profile):
    DegreeLevelFactory(code="master")
    profile.degree = bachelor = DegreeLevelFactory(code="bachelor")

    (one,) = propose(profile, said(highest_degree=at("Master", "master")))

    assert (one.is_conflict, one.mine) == (True, bachelor)


def test_places_are_compared_in_their_order(profile):
    first, second = RegionFactory.create_batch(2)
    WantedPlace.objects.create(profile=profile, region=first)

    same = propose(profile, said(places=CvPlaces(wanted=(at("Yue", (first.pk,)),))))
    other = propose(profile, said(places=CvPlaces(wanted=(at("Yue", (second.pk,)),))))

    assert same == []
    assert [(one.mine, one.new) for one in other] == [([first], [second])]


def test_a_study_is_new_the_same_or_told_otherwise(profile):
    master = DegreeLevelFactory(code="master")
    mine = EducationFactory(profile=profile, school="Soochow", degree=master)
    period = Period(at("Yue", PartialDate(2023, 9)), at("Yue", PartialDate(2026, 6)))
    school, degree = at("Soochow"), at("Master", "master")

    same = propose(profile, said(educations=(CvEducation(school, degree),)))
    otherwise = propose(profile, said(educations=(CvEducation(school, degree, period=period),)))
    new = propose(profile, said(educations=(CvEducation(at("Lin")),)))

    assert (same, keys(new)) == ([], [("education-0", "educations", False)])
    assert [(one.mine, one.new.ended_on) for one in otherwise] == [(mine, date(2026, 6, 30))]


def test_two_degrees_of_one_school_are_two_studies(profile):
    DegreeLevelFactory(code="master")
    EducationFactory(profile=profile, school="Soochow", degree=DegreeLevelFactory(code="bachelor"))

    study = CvEducation(at("Soochow"), at("Master", "master"))

    assert keys(propose(profile, said(educations=(study,)))) == [
        ("education-0", "educations", False)
    ]


def test_one_row_of_mine_is_beside_one_row_of_the_cv_only(profile):
    EducationFactory(profile=profile, school="Soochow")
    ended = [Period(end=at("Yue", PartialDate(year))) for year in (2020, 2023)]
    studies = tuple(CvEducation(at("Soochow"), period=period) for period in ended)

    assert keys(propose(profile, said(educations=studies))) == [
        ("education-0", "educations", True),
        ("education-1", "educations", False),
    ]


def test_a_post_told_otherwise_has_the_same_title_and_employer(profile):
    mine = ExperienceFactory(profile=profile, title="Analyst", employer="Alpha")
    posts = [("ANALYST", "alpha "), ("Analyst", "Beta")]
    fields = said(
        experiences=tuple(
            CvExperience(Found(title, 0, 3), Found(employer, 0, 3), Period(), at("PCR"))
            for title, employer in posts
        )
    )

    assert [one.mine for one in propose(profile, fields)] == [mine, None]


def test_skills_languages_and_certificates_are_told_apart(profile):
    skills = [SkillFactory(kind=kind) for kind in ("method", "language", "certificate")]
    fields = said(skills=tuple(CvSkill(at("PCR", skill.pk), 4) for skill in skills))

    assert [one.group for one in propose(profile, fields)] == [
        "skills",
        "languages",
        "certificates",
    ]


@pytest.mark.parametrize(
    ("mine", "read", "is_proposed"),
    [(2, 4, True), (4, 4, False), (2, None, False), (None, 3, True)],
)
def test_a_skill_that_is_there_is_proposed_for_another_level_only(mine, read, is_proposed, profile):
    claim = SkillClaimFactory(profile=profile, level=mine)

    proposals = propose(profile, said(skills=(CvSkill(at("PCR", claim.skill_id), read),)))

    assert [(one.mine, one.new.level) for one in proposals] == (
        [(claim, SkillLevel(read))] if is_proposed else []
    )


def test_a_skill_that_somebody_verified_is_not_proposed(profile):
    claim = SkillClaimFactory(profile=profile, level=2, source=ClaimSource.ASSESSED)

    assert propose(profile, said(skills=(CvSkill(at("PCR", claim.skill_id), 4),))) == []


def test_a_skill_quotes_its_words(profile):
    skill = SkillFactory()

    (one,) = propose(profile, said(skills=(CvSkill(at("PCR", skill.pk), 4),)))

    assert one.new == Claim(skill, SkillLevel.EXPERT, " ".join(TEXT.split()))
    assert one.quote == ("Expert in ", "PCR", " and ELISA.")


@pytest.mark.parametrize(
    ("text", "words", "quote"),
    [
        ("a\nPCR\nb", "PCR", ("", "PCR", "")),
        ("  熟悉  PCR，", "PCR", ("熟悉 ", "PCR", "，")),
        ("x" * 90 + "PCR" + "y" * 90, "PCR", ("x" * 36, "PCR", "y" * 36)),
    ],
)
def test_a_quote_stays_in_its_line_and_is_short(text, words, quote):
    start = text.index(words)

    assert quoted(text, start, start + len(words)) == quote

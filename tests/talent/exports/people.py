"""A person with something of everything, whole as the exports read them."""

from datetime import date

from parks.choices.work import SkillLevel
from parks.models import User
from talent.choices.profiles import ClaimSource
from talent.models import Profile, WantedPlace
from talent.queries.profiles import whole_profiles
from tests.factories.parks import UserFactory
from tests.factories.talent import (
    EducationFactory,
    ExperienceFactory,
    ProfileFactory,
    SkillClaimFactory,
    StudyProgrammeFactory,
    UniversityFactory,
)
from tests.factories.vocabulary import (
    DegreeLevelFactory,
    DisciplineFactory,
    RegionFactory,
    skill_called,
)

POST = "负责CHO细胞培养与上游工艺开发。\n• HPLC and ELISA, 30 runs a week\n• Wrote two SOPs"


def make_person() -> Profile:
    """Save a profile with every part filled."""
    degrees = {
        code: DegreeLevelFactory(code=code, label_en=label, label_zh=chinese, rank=rank)
        for code, label, chinese, rank in (
            ("bachelor", "Bachelor's degree", "本科", 30),
            ("master", "Master's degree", "硕士", 40),
        )
    }
    discipline = DisciplineFactory(code="gr:0836", label_en="Bioengineering", label_zh="生物工程")
    university = UniversityFactory(name_en="Soochow University", name_zh="苏州大学")
    programme = StudyProgrammeFactory(
        university=university,
        degree=degrees["master"],
        discipline=discipline,
        name_zh="生物与医药",
        name_en="Biology and medicine",
    )
    profile = ProfileFactory(
        user=UserFactory(full_name="林悦", email="lin.yue@example.org"),
        phone="+86 138 0000 1234",
        headline="Cell culture graduate",
        summary="Careful and quick.\n动手能力强。",
        degree=degrees["master"],
        discipline=discipline,
        graduates_on=date(2026, 6, 15),
        available_from=date(2026, 7, 6),
        wanted_kinds=["postdoc", "job"],
        anywhere=True,
        career_channel="technical",
        pay_wanted=12_345,
    )
    for position, region in enumerate(RegionFactory.create_batch(2)):
        WantedPlace.objects.create(profile=profile, region=region, position=position)
    EducationFactory(
        profile=profile,
        university=university,
        school="苏州大学",
        programme=programme,
        degree=degrees["master"],
        discipline=discipline,
        discipline_text="生物与医药",
        started_on=date(2023, 9, 4),
        ended_on=date(2026, 6, 15),
    )
    EducationFactory(
        profile=profile,
        school="Example College",
        degree=degrees["bachelor"],
        discipline_text="Applied things",
        ended_on=date(2023, 6, 30),
    )
    ExperienceFactory(
        profile=profile,
        title="细胞培养工程师",
        employer="上海示例生物技术有限公司",
        started_on=date(2025, 7, 1),
        text=POST,
    )
    ExperienceFactory(profile=profile, title="QC intern", employer="Sample Pharma", text="")
    _claim(profile, "method", SkillLevel.EXPERT, "cell culture", "细胞培养")
    _claim(profile, "method", None, "ELISA", "酶联免疫吸附试验")
    _claim(profile, "language", SkillLevel.PROFICIENT, "English", "英语")
    _claim(profile, "certificate", SkillLevel.AWARE, "GCP training certificate", "GCP培训证书")
    return profile


def _claim(profile: Profile, kind: str, level: SkillLevel | None, *names: str) -> None:
    skill = skill_called(*names)
    skill.kind = kind
    skill.save()
    SkillClaimFactory(profile=profile, skill=skill, level=level)


def verify(profile: Profile, name: str, level: SkillLevel) -> None:
    """Let an assessment say how well the person has a skill."""
    skill = profile.skill_claims.get(skill__label_en=name).skill
    SkillClaimFactory(profile=profile, skill=skill, level=level, source=ClaimSource.ASSESSED)


def whole(profile: Profile) -> Profile:
    return whole_profiles().get(pk=profile.pk)


def facts_of(user: User) -> dict[str, object]:
    """Return all that a profile says, for a comparison of two."""
    profile = Profile.objects.get(user=user)
    names = (
        "phone headline summary degree discipline graduates_on available_from wanted_kinds"
        " anywhere career_channel"
    )
    studies = "university school programme degree discipline discipline_text started_on ended_on"
    posts = "title employer started_on ended_on text"
    return {
        "name": profile.user.full_name,
        "facts": [getattr(profile, name) for name in names.split()],
        "places": list(profile.wanted_places.order_by("position").values_list("region")),
        "educations": set(profile.educations.values_list(*studies.split())),
        "experiences": set(profile.experiences.values_list(*posts.split())),
        "skills": set(profile.skill_claims.values_list("skill", "level", "source")),
    }

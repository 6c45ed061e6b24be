"""The least valid row of each reference table, and small trees of them."""

import factory

from parks.models import ChainStage, DegreeLevel, Discipline, Region, Skill, SkillAlias
from parks.vocabulary.folding import fold_term
from tests.factories.parks import SkillFactory


class DegreeLevelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DegreeLevel

    code = factory.Sequence(lambda number: f"degree-{number}")
    rank = factory.Sequence(lambda number: 1 + number % 100)
    label_en = factory.Sequence(lambda number: f"Degree {number}")
    label_zh = factory.Sequence(lambda number: f"学位{number}")


class DisciplineFactory(factory.django.DjangoModelFactory):
    """A family; with `parent` something below it."""

    class Meta:
        model = Discipline

    code = factory.Sequence(lambda number: f"D{number:06}")
    scheme = "family"
    parent = None
    path = factory.LazyAttribute(
        lambda row: (row.parent.path if row.parent else "") + f"{row.code}/"
    )
    depth = factory.LazyAttribute(lambda row: row.parent.depth + 1 if row.parent else 0)
    label_en = factory.Sequence(lambda number: f"Discipline {number}")
    label_zh = factory.Sequence(lambda number: f"学科{number}")


class RegionFactory(factory.django.DjangoModelFactory):
    """A province; with `parent` a prefecture of it."""

    class Meta:
        model = Region

    parent = None
    code = factory.Sequence(lambda number: f"{10 + number % 90:02}0000")
    level = factory.LazyAttribute(lambda row: row.parent.level + 1 if row.parent else 1)
    label_en = factory.Sequence(lambda number: f"Region {number}")
    label_zh = factory.Sequence(lambda number: f"地区{number}")


class ChainStageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ChainStage

    code = factory.Sequence(lambda number: f"stage-{number}")
    position = factory.Sequence(lambda number: number)
    label_en = factory.Sequence(lambda number: f"Stage {number}")
    label_zh = factory.Sequence(lambda number: f"环节{number}")


def skill_called(*names: str) -> Skill:
    """A skill that the matcher finds by any of these names, English and Chinese."""
    english = next((name for name in names if name.isascii()), names[0])
    chinese = next((name for name in names if not name.isascii()), names[0])
    skill = SkillFactory(label_en=english, label_zh=chinese)
    for name in names:
        SkillAlias.objects.create(
            skill=skill,
            language="en" if name.isascii() else "zh",
            text=name,
            folded=fold_term(name),
        )
    return skill

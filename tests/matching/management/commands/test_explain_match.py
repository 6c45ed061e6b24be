"""The whole reasoning of a pair on the terminal, and the training that would help."""

import json
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from matching.loading.pairs import explain_pair
from parks.models import SkillRelation
from talent.actions.certificates import write_certificate
from talent.models import Profile
from tests.factories.certificates import CertificateSchemeFactory, GrantedSkillFactory
from tests.factories.companies import OpeningSkillFactory
from tests.factories.parks import SkillFactory
from tests.matching.markets import ANN_ANALYST, SmallMarket, small_market

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(park) -> SmallMarket:
    return small_market(park)


def explain(*arguments: object) -> list[str]:
    out = StringIO()
    call_command("explain_match", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def offered(tmp_path):
    """Write offers into a file and hand back its path."""

    def written(*offers: dict):
        path = tmp_path / "offers.json"
        path.write_text(json.dumps(offers), encoding="utf-8")
        return path

    return written


def test_the_certificate_behind_a_skill_is_named(market):
    scheme = CertificateSchemeFactory(issuer__park=market.park, name_en="Assays")
    GrantedSkillFactory(scheme=scheme, skill=market.elisa, level=4)
    issued = write_certificate(market.ann, scheme=scheme, by=None, now=timezone.now())

    lines = explain(market.ann.uuid, market.analyst.uuid)

    (elisa,) = [line for line in lines if "ELISA, Required" in line]
    assert f"; verified by certificate Assays, {issued.serial}" in elisa


def test_the_whole_reasoning_of_a_pair_is_printed(market):
    lines = explain(market.ann.uuid, market.analyst.uuid)

    assert lines == [
        f"{market.ann.pseudonym} × Analyst ({market.analyst.company})",
        "2979 / 4096 = 72 %",
        "Fit for the company: 2587 / 3680",
        "  Skills asked for: 403 / 403",
        "  Every required skill is met: 2048 / 2048",
        "  Evidence of skills: 28 / 128",
        "  Discipline: 72 / 96",
        "  Degree: 36 / 48",
        "  Topics and words in common: 0 / 957",
        "Fit for the graduate: 392 / 416",
        "  Kind of opening: 96 / 96",
        "  Place: 160 / 160",
        "  Career channel: 64 / 64",
        "  Pay: 72 / 96",
        "Skills",
        "  [met] ELISA, Required, Proficient | Expert (Said by the person); 268 / 268; "
        "Evidence of skills 0 / 85; 2316 points less without it; “ran ELISA for two years”",
        "  [met] GMP, Wanted, Aware | Familiar (Assessed); 135 / 135; "
        "Evidence of skills 28 / 43; 163 points less without it",
        "Conditions",
        "  [met] Kind of opening: Job | Job",
        "  [met] Place: Suzhou | Suzhou",
        "  [met] Degree: Bachelor or higher | Master",
        "  [met] Discipline: Biology | Biotechnology",
        "  [met] Start date: any | from 1 Jul 2026",
        "  [met] Certificates and licences: none | –",
        "  [met] Open to matching",
        "  [met] Not dealt with yet",
    ]


def test_what_would_change_it_is_printed_with_its_gain(market):
    lines = explain(market.bob.uuid, market.analyst.uuid)

    at = lines.index("What would change it")
    assert lines[at + 1 : at + 3] == ["  +2316: ELISA, Proficient", "  +135: GMP, Aware"]


def test_a_certificate_that_opens_the_pair_says_so(market):
    licence = SkillFactory(kind="certificate", label_en="GSP licence")
    OpeningSkillFactory(opening=market.operator, skill=licence, importance="must", level=1)

    lines = explain(market.bob.uuid, market.operator.uuid)

    assert "  +0: GSP licence [all conditions met]" in lines
    assert "  [not known] Certificates and licences: GSP licence | not stated" in lines


def test_a_skill_held_through_a_related_one_says_through_which(market):
    SkillRelation.objects.create(
        held=market.culture, asked=market.elisa, kind="related", quarters=3
    )

    lines = explain(market.bob.uuid, market.analyst.uuid)

    # Three quarters of two levels of three: 48 × ¾ × ⅔ = 24 of 48.
    partly = "  [partly] ELISA, Required, Proficient | –; 134 / 268; Evidence of skills 0 / 85; "
    assert f"{partly}partly, through Cell culture" in lines


def test_what_is_not_known_says_so(market):
    lines = explain(market.silent.uuid, market.analyst.uuid)

    assert lines[1] == "0 / 4096 = 0 %"
    assert "  [not known] Degree: Bachelor or higher | not stated" in lines
    assert (
        "  [missing] ELISA, Required, Proficient | –; 0 / 268; Evidence of skills 0 / 85" in lines
    )


def test_nobody_is_named(market):
    assert "Ann" not in "\n".join(explain(market.ann.uuid, market.analyst.uuid))


def test_the_reasoning_comes_in_chinese_too(market):
    lines = explain(market.ann.uuid, market.analyst.uuid, "--language", "zh-hans")

    assert "分析员" in lines[0]
    assert any("酶联免疫" in line for line in lines)
    assert not any("Degree" in line for line in lines)


def test_the_best_plan_of_at_most_two_offers_is_printed_with_its_promise(market, offered):
    path = offered(
        {"name": "Cells", "skills": [{"skill": "Cell culture", "level": 4}]},
        {"name": "Bench", "skills": [{"skill": "elisa", "level": 3}], "evidence": "certificate"},
        {"name": "Rules", "skills": [{"skill": "药品生产质量管理", "level": 2}]},
        {"name": "Half", "skills": [{"skill": market.elisa.code, "level": 1}]},
    )

    lines = explain(market.bob.uuid, market.analyst.uuid, "--offers", path)

    # 536 as he is; ELISA 268, with its certificate 85, all musts 2048, GMP 135.
    assert lines[-2:] == [
        "Training that helps most",
        "  Bench + Rules: 536 + 2536 = 3072 / 4096 [all conditions met]",
    ]


def test_the_printed_promise_holds_when_the_training_is_done(market, offered):
    path = offered(
        {"name": "Bench", "skills": [{"skill": "ELISA", "level": 3}], "evidence": "assessed"}
    )

    promised = explain(market.bob.uuid, market.analyst.uuid, "--offers", path)[-1]
    market.bob.skill_claims.create(skill=market.elisa, level=3, source="assessed")

    told = explain_pair(Profile.objects.for_explaining().get(pk=market.bob.pk), market.analyst)
    assert f"= {told.points} / 4096" in promised


def test_offers_that_change_nothing_are_told_so(market, offered):
    path = offered({"name": "Cells", "skills": [{"skill": "Cell culture"}]})

    lines = explain(market.bob.uuid, market.analyst.uuid, "--offers", path)

    assert lines[-1] == "  None of these trainings would change anything."
    assert explain(market.bob.uuid, market.analyst.uuid, "--offers", offered())[-1] == lines[-1]


def test_a_wrong_file_of_offers_is_told_in_one_sentence(market, tmp_path, offered):
    missing, wrong = tmp_path / "none.json", offered({"name": "Foo", "skills": [{"skill": "bar"}]})

    with pytest.raises(CommandError, match=f"{missing} cannot be read: No such file"):
        explain(market.ann.uuid, market.analyst.uuid, "--offers", missing)
    with pytest.raises(CommandError, match="Offer 1, Foo: there is no skill “bar”"):
        explain(market.ann.uuid, market.analyst.uuid, "--offers", wrong)


def test_a_pair_that_does_not_exist_is_told_in_one_sentence(market):
    missing = uuid4()

    with pytest.raises(CommandError, match=f"There is no profile {missing}."):
        explain(missing, market.analyst.uuid)
    with pytest.raises(CommandError, match=f"There is no opening {missing}."):
        explain(market.ann.uuid, missing)


@pytest.mark.parametrize("arguments", [(), ("x", "y"), ("1",)])
def test_wrong_arguments_are_refused(arguments):
    with pytest.raises(CommandError, match="Error"):
        explain(*arguments)


def test_the_points_are_those_of_the_page(market):
    assert explain(market.ann.uuid, market.analyst.uuid)[1].startswith(f"{ANN_ANALYST} / 4096")

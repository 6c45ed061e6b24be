"""The profile form: places in order, choices that exist, and nothing else."""

from datetime import date

import pytest

from parks.access import ANONYMOUS, Viewer
from talent.forms.profile import (
    ProfileForm,
    discipline_groups,
    initial_of,
    place_groups,
)
from talent.models import WantedPlace
from tests.factories.parks import ParkFactory
from tests.factories.talent import ProfileFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

LEAST = {"visibility": "applied"}


def filled(viewer: Viewer = ANONYMOUS, **answers) -> ProfileForm:
    return ProfileForm(LEAST | answers, viewer=viewer)


def facts(**answers) -> dict:
    form = filled(**answers)
    assert form.is_valid(), form.errors
    return form.facts()


@pytest.fixture
def jiangsu():
    return RegionFactory(code="320000", label_en="Jiangsu")


@pytest.fixture
def suzhou(jiangsu):
    return RegionFactory(code="320500", parent=jiangsu, label_en="Suzhou")


@pytest.fixture
def wuxi(jiangsu):
    return RegionFactory(code="320200", parent=jiangsu, label_en="Wuxi")


def test_a_profile_may_say_next_to_nothing():
    said = facts()

    assert list(said.pop("parks")) == []
    assert said == {
        "headline": "",
        "degree": None,
        "discipline_id": None,
        "graduates_on": None,
        "available_from": None,
        "wanted_kinds": [],
        "places": [],
        "anywhere": False,
        "career_channel": "",
        "pay_wanted": None,
        "phone": "",
        "summary": "",
        "visibility": "applied",
        "in_matching": False,
    }


def test_a_profile_may_say_everything(jiangsu, suzhou, wuxi):
    park, degree = ParkFactory(), DegreeLevelFactory()
    discipline = DisciplineFactory()

    said = facts(
        headline="Analyst",
        degree=degree.pk,
        discipline=discipline.pk,
        graduates_on="2026-07-01",
        available_from="2026-09-01",
        wanted_kinds=["job", "postdoc"],
        first_kind="postdoc",
        first_place=suzhou.pk,
        second_place=jiangsu.pk,
        third_place=wuxi.pk,
        anywhere="on",
        parks=[park.pk],
        career_channel="technical",
        pay_wanted="12000",
        phone="13800138000",
        summary="I like cells.",
        visibility="park_companies",
        in_matching="on",
    )

    assert list(said.pop("parks")) == [park]
    assert said == {
        "headline": "Analyst",
        "degree": degree,
        "discipline_id": discipline.pk,
        "graduates_on": date(2026, 7, 1),
        "available_from": date(2026, 9, 1),
        "wanted_kinds": ["postdoc", "job"],
        "places": [suzhou, jiangsu, wuxi],
        "anywhere": True,
        "career_channel": "technical",
        "pay_wanted": 12000,
        "phone": "13800138000",
        "summary": "I like cells.",
        "visibility": "park_companies",
        "in_matching": True,
    }


def test_places_keep_their_order_and_come_once(suzhou, wuxi):
    assert facts(first_place=wuxi.pk, second_place=suzhou.pk, third_place=wuxi.pk)["places"] == [
        wuxi,
        suzhou,
    ]


@pytest.mark.parametrize("field", ["first_place", "second_place", "third_place"])
def test_a_single_place_may_stand_in_any_of_the_three_boxes(field, suzhou):
    assert facts(**{field: suzhou.pk})["places"] == [suzhou]


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        ("degree", "999999"),
        ("degree", "master"),
        ("discipline", "999999"),
        ("discipline", "1 OR 1=1"),
        ("first_place", "999999"),
        ("first_place", "-1"),
        ("wanted_kinds", ["slavery"]),
        ("first_kind", "slavery"),
        ("pay_wanted", "-1"),
        ("pay_wanted", "10000001"),
        ("pay_wanted", "9.5"),
        ("pay_wanted", "much"),
        ("parks", ["999999"]),
        ("parks", ["x"]),
        ("career_channel", "acting"),
        ("visibility", "everybody"),
        ("visibility", ""),
        ("graduates_on", "soon"),
        ("graduates_on", "2026-02-30"),
        ("headline", "x" * 161),
        ("headline", "\x00"),
        ("phone", "1" * 41),
        ("summary", "x" * 4001),
    ],
)
def test_an_answer_that_is_no_choice_is_refused_at_its_field(field, answer):
    form = filled(**{field: answer})

    assert list(form.errors) == [field]


def test_a_park_that_is_not_listed_is_no_choice():
    hidden = ParkFactory(listed=False)

    assert list(filled(parks=[hidden.pk]).errors) == ["parks"]
    assert filled(Viewer(1, steward_of=frozenset({hidden.pk})), parks=[hidden.pk]).is_valid()


def test_a_county_is_too_small_a_place_to_choose(suzhou):
    county = RegionFactory(code="320505", parent=suzhou, label_en="Huqiu")

    assert list(filled(first_place=county.pk).errors) == ["first_place"]


def test_a_kind_that_is_sent_twice_is_wanted_once():
    assert facts(wanted_kinds=["job", "job", "postdoc", "job"])["wanted_kinds"] == [
        "job",
        "postdoc",
    ]


@pytest.mark.parametrize(
    ("first", "ticked", "wanted"),
    [
        ("", ["job", "internship"], ["job", "internship"]),
        ("internship", ["job", "internship"], ["internship", "job"]),
        ("job", ["job", "internship"], ["job", "internship"]),
        ("postdoc", ["job"], ["postdoc", "job"]),
        ("postdoc", [], ["postdoc"]),
        ("", [], []),
    ],
)
def test_the_kind_one_would_like_most_comes_first_and_is_wanted_too(first, ticked, wanted):
    assert facts(first_kind=first, wanted_kinds=ticked)["wanted_kinds"] == wanted


@pytest.mark.parametrize(("answer", "said"), [("", None), ("0", 0), ("10000000", 10_000_000)])
def test_no_pay_stated_and_any_pay_are_two_answers(answer, said):
    assert facts(pay_wanted=answer)["pay_wanted"] == said


def test_disciplines_are_grouped_under_their_family():
    family = DisciplineFactory(code="BIO", label_en="Biology")
    major = DisciplineFactory(
        code="071001", parent=family, label_en="Life science", moe_code="071001"
    )
    other = DisciplineFactory(code="PHARM", label_en="Pharmacy")

    assert dict(discipline_groups()) == {
        "Biology": [(family.pk, "Biology"), (major.pk, "\u2003Life science (071001)")],
        "Pharmacy": [(other.pk, "Pharmacy")],
    }


def test_prefectures_are_grouped_under_their_province_which_stands_first(suzhou, wuxi, jiangsu):
    beijing = RegionFactory(code="110000", label_en="Beijing")

    assert list(place_groups()) == [
        ("Beijing", [(beijing.pk, "Beijing")]),
        ("Jiangsu", [(jiangsu.pk, "Jiangsu"), (wuxi.pk, "Wuxi"), (suzhou.pk, "Suzhou")]),
    ]


def test_the_form_shows_what_the_profile_says(suzhou, wuxi):
    park = ParkFactory()
    profile = ProfileFactory(headline="Analyst", wanted_kinds=["job"], visibility="nobody")
    profile.parks.add(park)
    for position, region in enumerate((wuxi, suzhou)):
        WantedPlace.objects.create(profile=profile, region=region, position=position)

    shown = initial_of(profile)

    assert (shown["headline"], shown["wanted_kinds"], shown["visibility"]) == (
        "Analyst",
        ["job"],
        "nobody",
    )
    assert (shown["first_place"], shown["second_place"]) == (wuxi.pk, suzhou.pk)
    assert "third_place" not in shown
    assert shown["parks"] == [park]


@pytest.mark.parametrize(
    ("kinds", "first"), [([], ""), (["job"], "job"), (["postdoc", "job"], "postdoc")]
)
def test_the_form_shows_the_kind_that_stands_first(kinds, first):
    shown = initial_of(ProfileFactory(wanted_kinds=kinds, pay_wanted=0))

    assert (shown["wanted_kinds"], shown["first_kind"], shown["pay_wanted"]) == (kinds, first, 0)


def test_a_form_that_is_sent_back_as_it_was_shown_changes_nothing():
    profile = ProfileFactory(
        wanted_kinds=["postdoc", "job"], pay_wanted=0, career_channel="management"
    )
    shown = {name: value for name, value in initial_of(profile).items() if value is not None}

    said = facts(**shown)

    names = ("wanted_kinds", "pay_wanted", "career_channel", "visibility", "in_matching")
    assert {name: said[name] for name in names} == {name: getattr(profile, name) for name in names}


def test_who_has_no_profile_yet_is_matched_and_shown_only_where_they_apply():
    assert initial_of(None) == {"visibility": "applied", "in_matching": True}

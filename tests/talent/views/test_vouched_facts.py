"""What a university says of a student stands against every way of editing a profile."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from talent.actions.cvs import save_cv
from talent.actions.history import save_education
from talent.actions.profiles import change_profile
from talent.actions.roster import save_entry
from talent.actions.roster_claims import claim_entry
from talent.actions.vouching import VouchedError
from talent.cv.files import read_cv
from talent.models import Education, Profile
from talent.queries.vouched import vouched_of
from talent.recognition import read_cv_text
from tests.factories.admin import address
from tests.factories.parks import VerificationFactory
from tests.factories.talent import EducationFactory, RosterEntryFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory
from tests.talent.actions.test_roster_claims import NOW

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

GRADUATION = date(2046, 6, 30)
"""Years away: the facts are fixed until then."""
CV = b"""Lin Yue
Education
2023.09-2049.06 Fudan University, Doctor of Science in Biology
2042.09-2046.06 Soochow University, Bachelor of Science
"""
RESUME = {
    "basics": {"name": "Lin Yue"},
    "education": [
        {"institution": "Fudan University", "studyType": "Doctor", "endDate": "2049-06-30"},
        {"institution": "Soochow University", "studyType": "Bachelor", "endDate": "2046-06-30"},
    ],
}
FILES = {"cv.txt": CV, "resume.json": json.dumps(RESUME).encode()}


@pytest.fixture
def degrees():
    names = ("bachelor", "master", "doctor")
    return {code: DegreeLevelFactory(code=code, rank=rank) for rank, code in enumerate(names, 3)}


@pytest.fixture
def entry(university, graduate, degrees):
    VerificationFactory(organisation=university)
    row = RosterEntryFactory(
        university=university,
        degree=degrees["bachelor"],
        discipline=DisciplineFactory(),
        graduates_on=GRADUATION,
    )
    return claim_entry(row, by=graduate, shares_progress=False, now=NOW)


@pytest.fixture
def study(entry, graduate) -> Education:
    return graduate.profile.educations.get()


def facts_of(entry) -> tuple[object, ...]:
    profile = Profile.objects.get(user=entry.user)
    row = profile.educations.with_vouched().get(university=entry.university)
    return profile.degree, profile.discipline, profile.graduates_on, row.is_vouched, row.ended_on


def said(entry) -> tuple[object, ...]:
    return entry.degree, entry.discipline, entry.graduates_on, True, entry.graduates_on


def test_the_form_of_the_profile_shows_the_facts_and_takes_no_others(
    entry, graduate, degrees, sign_in
):
    client = sign_in(graduate)
    form = client.get(reverse("talent:profile")).context["form"]

    answer = {"degree": degrees["doctor"].pk, "discipline": "", "graduates_on": "2031-01-01"}
    client.post(reverse("talent:profile"), {**answer, "headline": "New", "visibility": "applied"})

    fixed = {name for name, field in form.fields.items() if field.disabled}
    assert fixed == {"degree", "discipline", "graduates_on"}
    assert "only its career office" in str(form.fields["degree"].help_text)
    assert facts_of(entry) == said(entry)
    assert Profile.objects.get(user=graduate).headline == "New"


def test_the_action_refuses_other_facts_whatever_form_they_come_from(entry, graduate, degrees):
    for facts in (
        {"degree": degrees["doctor"]},
        {"degree_id": degrees["doctor"].pk},
        {"discipline_id": None},
        {"graduates_on": None},
    ):
        with pytest.raises(VouchedError):
            change_profile(graduate, **facts)
    change_profile(graduate, degree=entry.degree, discipline_id=entry.discipline_id)

    assert facts_of(entry) == said(entry)


def test_the_study_is_neither_edited_nor_removed_nor_written_a_second_time(
    entry, study, graduate, sign_in
):
    client = sign_in(graduate)
    own = EducationFactory(profile=graduate.profile)

    edited = client.get(reverse("talent:education", args=[study.pk]))
    posted = client.post(reverse("talent:education", args=[study.pk]), {"school": "Mine"})
    removed = client.post(reverse("talent:delete_education", args=[study.pk]), follow=True)
    same = {"university": entry.university, "degree": entry.degree, "ended_on": entry.graduates_on}

    assert edited.status_code == posted.status_code == 302
    assert "only its career office" in removed.text
    assert removed.text.count("From your university</span>") == 1
    for row in (None, own, study):
        with pytest.raises(VouchedError):
            save_education(graduate.profile, education=row, by=graduate, **same)
    assert facts_of(entry) == said(entry)
    assert graduate.profile.educations.count() == 2


@pytest.mark.parametrize("name", FILES)
def test_a_cv_or_a_json_resume_brings_other_studies_and_leaves_these_facts(
    name, entry, graduate, sign_in, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    client = sign_in(graduate)

    review = client.post(reverse("talent:cv"), {"file": SimpleUploadedFile(name, FILES[name])}).url
    fields = client.get(review).context["form"].fields
    everything = {
        key: "take" if hasattr(field, "choices") else "on" for key, field in fields.items()
    }
    client.post(review, everything)

    assert everything
    assert not {"degree", "discipline", "graduates_on"} & set(fields)
    assert facts_of(entry) == said(entry)
    others = graduate.profile.educations.exclude(university=entry.university)
    assert [row.school for row in others] == ["Fudan University"]


def test_an_import_of_cvs_that_nobody_reviews_leaves_the_facts(entry, graduate):
    fields = read_cv_text(read_cv(CV, "cv.txt"))

    save_cv(graduate.profile, fields=fields, document=None, by=None)

    assert fields.highest_degree.value == "doctor"
    assert facts_of(entry) == said(entry)


@pytest.mark.usefixtures("unfold")
def test_the_operator_changes_them_on_the_roster_alone(
    entry, study, graduate, degrees, operator, sign_in, submit
):
    client = sign_in(operator)

    submit(client, address(graduate.profile, "change"), degree=degrees["doctor"].pk, headline="Yes")
    client.post(address(study, "change"), {"school": "Other", "ended_on": "2031-01-01"})

    assert Profile.objects.get(user=graduate).headline == "Yes"
    assert facts_of(entry) == said(entry)


def test_a_row_that_only_resembles_the_roster_is_not_shown_as_the_universitys(entry, graduate):
    facts = {"university": entry.university, "degree": entry.degree, "ended_on": date(2046, 6, 29)}
    near = EducationFactory(profile=graduate.profile, **facts)

    rows = graduate.profile.educations.with_vouched()

    assert {row.pk: row.is_vouched for row in rows}[near.pk] is False
    vouched = vouched_of(graduate.pk)
    assert [vouched.says(row) for row in rows.order_by("pk")] == [True, False]


@pytest.fixture
def graduated(entry, graduate):
    """The same student, after graduation."""
    return save_entry(entry.university, entry=entry, by=graduate, graduates_on=date(2026, 6, 30))


def test_after_graduation_a_higher_degree_may_be_stated_and_nothing_else(
    graduated, graduate, degrees, sign_in
):
    client, form = sign_in(graduate), {"visibility": "applied", "discipline": ""}
    for answer in (
        {"degree": degrees["bachelor"].pk, "graduates_on": "2029-06-30"},
        {"degree": "", "graduates_on": ""},
    ):
        refused = client.post(reverse("talent:profile"), form | answer)
        assert "only its career office" in refused.text
    before = facts_of(graduated)
    higher = {"degree": degrees["master"].pk, "graduates_on": "2029-06-30"}
    client.post(reverse("talent:profile"), form | higher)
    after = facts_of(graduated)
    change = save_entry(graduated.university, entry=graduated, by=graduate, cohort=2022)

    assert before == said(graduated)
    assert after == (degrees["master"], None, date(2029, 6, 30), True, graduated.graduates_on)
    assert facts_of(change) == after


def test_a_claim_of_a_former_study_leaves_the_higher_degree_of_a_profile(
    graduate, university, degrees
):
    VerificationFactory(organisation=university)
    change_profile(graduate, degree=degrees["master"], graduates_on=date(2029, 6, 30))
    row = RosterEntryFactory(university=university, degree=degrees["bachelor"])

    claim_entry(row, by=graduate, shares_progress=False, now=NOW)

    profile = Profile.objects.get(user=graduate)
    assert (profile.degree, profile.graduates_on) == (degrees["master"], date(2029, 6, 30))
    assert profile.educations.with_vouched().get().is_vouched

"""Erasing one's account: it says what goes, asks for the password and the word, and is done."""

import pytest
from django.urls import reverse
from django.utils import translation

from matching.forms.privacy import ErasureForm
from matching.models import Application
from parks.models import User
from tests.factories.matching import ApplicationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ERASE = reverse("matching:erase")
PASSWORD = "cell-culture-2026"
ANSWERS = {"password": PASSWORD, "word": "erase"}


@pytest.fixture(autouse=True)
def unlimited(settings):
    """Tries are counted by person, and people of tests share their numbers with earlier runs."""
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def leaver(graduate) -> User:
    graduate.set_password(PASSWORD)
    graduate.save()
    return graduate


def test_the_page_says_what_goes_what_stays_and_what_will_be_withdrawn(leaver, profile, sign_in):
    ApplicationFactory(profile=profile, opening__title_en="Alive")
    ApplicationFactory(profile=profile, opening__title_en="Hired for", state="hired")

    response = sign_in(leaver).get(ERASE)

    assert [str(row.opening) for row in response.context["live"]] == ["Alive"]
    assert "What goes" in response.text
    assert "degree, discipline, year of graduation" in response.text
    assert reverse("matching:data_export") in response.text


def test_password_and_word_erase_the_account_and_sign_out(leaver, profile, sign_in):
    ApplicationFactory(profile=profile)
    client = sign_in(leaver)

    response = client.post(ERASE, ANSWERS, follow=True)

    leaver.refresh_from_db()
    assert not leaver.is_active
    assert Application.objects.get().state == "withdrawn"
    assert response.redirect_chain[0][0] == reverse("home")
    assert "Your account is erased" in response.text
    assert not response.wsgi_request.user.is_authenticated


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"password": "wrong", "word": "erase"}, "password"),
        ({"password": PASSWORD, "word": "yes"}, "word"),
        ({"password": PASSWORD}, "word"),
        ({"word": "erase"}, "password"),
    ],
)
def test_without_both_nothing_happens(answers, field, leaver, sign_in):
    response = sign_in(leaver).post(ERASE, answers)

    assert list(response.context["form"].errors) == [field]
    assert User.objects.get(pk=leaver.pk).full_name == "Lin Yue"


def test_case_and_spaces_of_the_word_do_not_matter(leaver):
    assert ErasureForm({"password": PASSWORD, "word": " Erase "}, user=leaver).is_valid()


def test_in_chinese_the_word_is_chinese(leaver):
    with translation.override("zh-hans"):
        form = ErasureForm({"password": PASSWORD, "word": "注销"}, user=leaver)
        is_valid, label = form.is_valid(), str(form.fields["word"].label)

    assert is_valid
    assert "注销" in label


def test_the_last_administrator_reads_why_not(recruiter, sign_in):
    recruiter.set_password(PASSWORD)
    recruiter.save()

    response = sign_in(recruiter).post(ERASE, ANSWERS)

    assert "Make somebody else an administrator" in response.text
    assert User.objects.get(pk=recruiter.pk).is_active


def test_guessing_the_password_is_stopped(leaver, sign_in, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reauthenticate": "2/m/user"}
    client = sign_in(leaver)
    for _try in range(3):
        client.post(ERASE, {"password": "wrong", "word": "erase"})

    response = client.post(ERASE, ANSWERS, follow=True)

    assert "Too many tries" in response.text
    assert User.objects.get(pk=leaver.pk).is_active


@pytest.mark.parametrize("applications", [1, 3])
def test_the_page_costs_the_same_for_one_or_three_applications(
    applications, leaver, profile, sign_in, django_assert_num_queries
):
    ApplicationFactory.create_batch(applications, profile=profile)
    client = sign_in(leaver)

    with django_assert_num_queries(3):
        response = client.get(ERASE)

    assert len(response.context["live"]) == applications

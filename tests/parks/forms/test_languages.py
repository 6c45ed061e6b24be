import pytest

from parks.forms.languages import LanguageForm

pytestmark = pytest.mark.usefixtures("english")


def form(data=None, **initial) -> LanguageForm:
    return LanguageForm(data, initial={"language": "en", "time_zone": "Asia/Shanghai"} | initial)


def test_a_zone_that_is_not_offered_any_more_stays_possible_for_who_has_it():
    answers = {"language": "en", "time_zone": "UTC"}

    assert not form(answers).is_valid()
    assert form(answers, time_zone="UTC").is_valid()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_two_languages_are_offered(language):
    assert form({"language": language, "time_zone": "Asia/Shanghai"}).is_valid()

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from parks.models import Park, ParkHonour
from tests.factories.parks import ParkFactory

pytestmark = pytest.mark.django_db


def test_a_listed_park_is_public_and_its_office_changes_it(park, readers, editors):
    assert readers(park) == {
        "graduate",
        "recruiter",
        "career_officer",
        "park_officer",
        "stranger",
        "operator",
        "signed out",
    }
    assert editors(park) == {"park_officer", "operator"}


def test_a_park_that_is_not_listed_is_seen_by_its_office_alone(park, readers):
    park.listed = False
    park.save(update_fields=["listed"])

    assert readers(park) == {"park_officer", "operator"}
    assert not Park.objects.listed().filter(pk=park.pk).exists()


def test_the_address_of_a_park_is_its_own():
    ParkFactory(slug="biobay")

    with pytest.raises(IntegrityError, match="slug"), transaction.atomic():
        ParkFactory(slug="biobay")

    assert Park.objects.filter(slug="biobay").count() == 1


@pytest.mark.parametrize(
    ("language", "name", "summary"), [("zh-hans", "生物湾", "一个园区"), ("en", "BioBAY", "A park")]
)
def test_a_park_speaks_the_readers_language(language, name, summary):
    park = ParkFactory.build(
        name_zh="生物湾", name_en="BioBAY", summary_zh="一个园区", summary_en="A park"
    )

    with translation.override(language):
        assert (str(park), park.summary) == (name, summary)


def test_an_honour_tells_its_year(park):
    honour = ParkHonour.objects.create(park=park, name_zh="国家级", name_en="National", year=2024)

    with translation.override("en"):
        assert str(honour) == "National (2024)"


def test_the_address_of_a_park_leads_to_its_page(park):
    assert park.get_absolute_url() == "/parks/biobay/"

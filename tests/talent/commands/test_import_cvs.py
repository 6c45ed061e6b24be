import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from parks.models import Park, User
from talent.cv import limits
from talent.models import Document, Profile
from tests.factories.parks import ParkFactory
from tests.factories.vocabulary import RegionFactory
from tests.talent.cv.builders import docx, pdf, scanned_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def park(settings, tmp_path_factory) -> Park:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    return ParkFactory(slug="biobay")


@pytest.fixture
def folder(tmp_path) -> Path:
    """Three CVs, one below another folder, and two files that are none."""
    (tmp_path / "2026 届").mkdir()
    (tmp_path / "2026 届" / "林悦的简历.pdf").write_bytes(pdf("林悦\nlin@example.org\n细胞培养"))
    (tmp_path / "chen.docx").write_bytes(docx("Chen Hao\nchen@example.org\nGMP auditing"))
    (tmp_path / "wu.txt").write_text("Wu Min\nwu@example.org\nHPLC")
    (tmp_path / "scan.pdf").write_bytes(scanned_pdf())
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / ".DS_Store").write_bytes(b"\x00")
    (tmp_path / "~$chen.docx").write_bytes(b"\x00")
    return tmp_path


def run(*paths: object, **options: object) -> str:
    out = StringIO()
    where = {} if "place" in options else {"anywhere": True}
    options = {"park": "biobay", "wanted": "job"} | where | options
    call_command("import_cvs", *map(str, paths), **options, stdout=out)
    return out.getvalue()


def refusal(*paths: object, **options: object) -> CommandError:
    with pytest.raises(CommandError) as error:
        run(*paths, **options)
    return error.value


def test_a_folder_is_walked_and_every_refusal_has_its_file_and_reason(folder):
    report = json.loads(run(folder, json=True))

    assert (report["created"], report["changed"], report["unchanged"]) == (3, 0, 0)
    assert report["dry_run"] is False
    assert [Path(refused["file"]).name for refused in report["refused"]] == [
        "picture.png",
        "scan.pdf",
    ]
    assert [list(refused) for refused in report["refused"]] == [["file", "reason"]] * 2
    assert report["refused"][0]["reason"].startswith("This is a picture.")
    assert report["refused"][1]["reason"].startswith("This PDF holds pictures but no text")
    assert Document.objects.filter(filename="林悦的简历.pdf").exists()


def test_the_report_in_words_ends_with_the_counts(folder):
    lines = run(folder).splitlines()

    assert [line.split(":")[0] for line in lines[:-1]] == ["Refused", "Refused"]
    assert lines[-1] == "3 created, 0 changed, 0 unchanged, 2 refused."


def test_a_second_time_nothing_changes(folder):
    run(folder)

    assert run(folder).splitlines()[-1] == "0 created, 0 changed, 3 unchanged, 2 refused."


def test_a_dry_run_says_so_first_and_last_and_writes_nothing(folder):
    lines = run(folder, dry_run=True).splitlines()

    assert lines[0] == "DRY RUN: nothing will be written."
    assert lines[-1].startswith("DRY RUN: nothing was written. 3 would be created")
    assert (User.objects.count(), Document.objects.count()) == (0, 0)


def test_single_files_are_taken_in_the_order_given(folder):
    report = run(folder / "wu.txt", folder / "chen.docx")

    assert report == "2 created, 0 changed, 0 unchanged, 0 refused.\n"
    emails = User.objects.order_by("pk").values_list("email", flat=True)
    assert list(emails) == ["wu@example.org", "chen@example.org"]


def test_several_kinds_are_wanted_each_once(folder):
    run(folder / "wu.txt", wanted="internship, job,internship")

    assert Profile.objects.get().wanted_kinds == ["internship", "job"]


def test_places_are_given_by_their_codes_best_first(folder):
    suzhou, shanghai = RegionFactory(code="320000"), RegionFactory(code="310000")

    run(folder / "wu.txt", place=["310000", "320000", "310000"])

    profile = Profile.objects.get()
    places = profile.wanted_places.order_by("position").values_list("region", flat=True)
    assert (profile.anywhere, list(places)) == (False, [shanghai.pk, suzhou.pk])


@pytest.mark.parametrize("wanted", ["boss", "job,boss", "", ","])
def test_an_unknown_kind_is_a_wrong_argument(folder, wanted):
    error = refusal(folder, wanted=wanted)

    assert "job, internship, training_place, postdoc" in str(error)
    assert error.returncode == 2
    assert not User.objects.exists()


def test_an_unknown_place_is_a_wrong_argument(folder):
    error = refusal(folder, place=["999999"])

    assert str(error) == "No region has the GB/T 2260 code 999999."
    assert error.returncode == 2


def test_people_look_either_anywhere_or_somewhere(folder):
    with pytest.raises(CommandError, match=r"not allowed with argument"):
        call_command(
            "import_cvs", str(folder), "--park=biobay", "--wanted=job", "--anywhere", "--place=1"
        )


def test_an_unknown_park_is_refused(folder):
    assert str(refusal(folder, park="x")) == "There is no park “x”; the parks are: biobay."


def test_a_missing_path_is_refused_before_anything_is_written(folder):
    error = refusal(folder, folder / "nothing")

    assert str(error) == f"There is no file or folder “{folder / 'nothing'}”."
    assert not User.objects.exists()


def test_a_relative_path_is_looked_for_in_the_folder_of_real_input(folder, monkeypatch):
    monkeypatch.setenv("REAL_INPUT_DIR", str(folder))

    assert run("chen.docx") == "1 created, 0 changed, 0 unchanged, 0 refused.\n"


def test_an_over_large_file_is_refused_without_being_read(tmp_path):
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(200 * limits.FILE_BYTES)

    report = json.loads(run(path, json=True))

    assert "and the limit is 10 MB" in report["refused"][0]["reason"]


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "empty.txt"
    path.touch()

    assert "This file is empty" in run(path)


def test_a_name_with_damaged_bytes_can_still_be_told(tmp_path):
    path = tmp_path / "broken\udcff.pdf"
    path.write_bytes(b"")

    assert json.loads(run(tmp_path, json=True))["refused"][0]["file"].endswith("broken?.pdf")


def test_an_empty_folder_imports_nothing(tmp_path):
    assert run(tmp_path) == "0 created, 0 changed, 0 unchanged, 0 refused.\n"


@pytest.mark.real_input
def test_every_real_cv_goes_in_and_a_second_time_nothing_changes(real_input):
    call_command("load_vocabulary", stdout=StringIO())

    first = json.loads(run(real_input / "cvs", json=True))
    second = json.loads(run(real_input / "cvs", json=True))

    files = [path for path in (real_input / "cvs").rglob("*") if path.is_file()]
    no_cvs = {"index.json", "jsonresume-schema.json", "segments_biopharma.json"}
    assert {Path(refused["file"]).name for refused in first["refused"]} == no_cvs
    assert first["created"] + first["changed"] == len(files) - len(no_cvs)
    assert (second["created"], second["changed"]) == (0, 0)
    assert second["unchanged"] == len(files) - len(no_cvs)
    assert first["created"] == User.objects.count()
    skilled = Profile.objects.filter(skill_claims__isnull=False).distinct()
    assert skilled.count() == Profile.objects.count()
    assert Profile.objects.exclude(degree=None).count() > Profile.objects.count() / 2

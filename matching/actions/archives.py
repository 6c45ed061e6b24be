"""One person's data as a ZIP archive: the rows as JSON, the files under their names, a README."""

import json
import zipfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import PurePosixPath
from typing import IO, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string
from django.utils import timezone, translation

from matching.models import Outcome
from matching.queries.personal_data import personal_data
from parks.models import User
from talent.actions.cvs import safe_name
from talent.models import Document

FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789"),
}


class Kept(NamedTuple):
    """A file about a person, with the name it came under."""

    name: str
    file: FieldFile

    @property
    def is_there(self) -> bool:
        return bool(self.file) and self.file.storage.exists(self.file.name)


def write_archive(user: User, file: IO[bytes]) -> None:
    """Write everything about a person into a ZIP archive, in their language.

    Files whose bytes are gone from the store are named in the README and left out.
    """
    files = _files_of(user)
    there = [each for each in files if each.is_there]
    named = dict(zip(unique_names(each.name for each in there), there, strict=True))
    with translation.override(user.language), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("README.txt", _readme(user, [each for each in files if each not in there]))
        z.writestr("data.json", _json(user))
        for name, each in named.items():
            _copy(each.file, z, f"files/{name}")


def _files_of(user: User) -> list[Kept]:
    """Return what the person uploaded, then what their career office keeps as evidence."""
    documents = Document.objects.filter(profile__user=user).order_by("pk")
    outcomes = Outcome.objects.filter(entry__user=user).exclude(evidence="").order_by("pk")
    return [
        *(Kept(row.filename, row.file) for row in documents),
        *(Kept(row.evidence_name, row.evidence) for row in outcomes),
    ]


def _readme(user: User, lost: list[Kept]) -> str:
    values = {"user": user, "now": timezone.now(), "lost": lost}
    return render_to_string("matching/data_export_readme.txt", values)


def _json(user: User) -> str:
    return json.dumps(personal_data(user), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _copy(file: FieldFile, archive: zipfile.ZipFile, name: str) -> None:
    with closing(file.open("rb")) as source, archive.open(name, "w") as target:
        for chunk in source.chunks():
            target.write(chunk)


def unique_names(filenames: Iterable[str]) -> list[str]:
    """Return a safe name for each file, none twice on a disk that ignores case.

    No name leads out of its folder or is one that Windows keeps for itself; a second `cv.pdf`
    becomes `cv (2).pdf`.
    """
    taken: set[str] = set()
    return [_unused(_plain(filename), taken) for filename in filenames]


def _plain(filename: str) -> str:
    name = safe_name(filename).translate(FORBIDDEN).strip(". ") or "file"
    return f"_{name}" if name.split(".")[0].strip().casefold() in RESERVED else name


def _unused(name: str, taken: set[str]) -> str:
    path, number, free = PurePosixPath(name), 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{path.stem} ({number}){path.suffix}"
    taken.add(free.casefold())
    return free

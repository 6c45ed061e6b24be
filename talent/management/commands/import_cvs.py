from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path

from parks.choices.work import OpeningKind
from parks.imports.errors import ImportFileError
from parks.imports.reports import ImportReport, RefusedFile
from parks.imports.terminal import Error, ImportCommand, find_input, park_of, progress_bar
from parks.models import Region
from talent.actions.cv_imports import CvImport, Wishes
from talent.actions.cvs import check_size
from talent.cv.errors import CvError

HIDDEN = (".", "~$")
"""How the names of files begin that programs leave behind: .DS_Store, ~$cv.docx."""


class Command(ImportCommand):
    help = "Import CVs (PDF, DOCX, TXT, JSON Resume) as people with a profile in a park."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="files, or folders of files")
        super().add_arguments(parser)
        kinds = ",".join(OpeningKind.values)
        parser.add_argument("--wanted", required=True, metavar="KINDS", help=f"some of {kinds}")
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("--anywhere", action="store_true", help="any place suits these people")
        place.add_argument("--place", nargs="+", metavar="CODE", help="GB/T 2260 codes, best first")

    def run(self, **options) -> ImportReport:
        wishes = Wishes(
            kinds=_kinds(options["wanted"]),
            anywhere=options["anywhere"],
            places=_places(options["place"] or ()),
        )
        work = CvImport(park_of(options["park"]), wishes, dry_run=options["dry_run"])
        files = [file for path in options["paths"] for file in _files(find_input(path))]
        report = ImportReport(dry_run=options["dry_run"])
        with progress_bar(len(files), "file") as progress:
            for number, file in enumerate(files, start=1):
                _take(work, file, report)
                progress(number)
        return report


def _take(work: CvImport, file: Path, report: ImportReport) -> None:
    """Bring in one file and count what became of it."""
    try:
        check_size(file.stat().st_size)
        outcome = work.take(file.read_bytes(), file.name).value
    except CvError as error:
        report.refused.append(RefusedFile(_printable(file), str(error)))
    except OSError as error:
        report.refused.append(RefusedFile(_printable(file), f"The file cannot be read: {error}."))
    else:
        setattr(report, outcome, getattr(report, outcome) + 1)


def _files(path: Path) -> Iterator[Path]:
    """Yield the file, or those in the folder and below it in the order of their names."""
    if path.is_dir():
        yield from (file for file in sorted(path.rglob("*")) if _is_meant(file, path))
    elif path.exists():
        yield path
    else:
        raise ImportFileError(f"There is no file or folder “{_printable(path)}”.")


def _is_meant(file: Path, folder: Path) -> bool:
    parts = file.relative_to(folder).parts
    plain = file.is_file() and not file.is_symlink()
    return plain and not any(part.startswith(HIDDEN) for part in parts)


def _printable(path: Path) -> str:
    """Return the path with a question mark for every byte that is no character."""
    return str(path).encode("utf-8", "replace").decode()


def _kinds(words: str) -> list[OpeningKind]:
    wanted = [word.strip() for word in words.split(",") if word.strip()]
    unknown = [word for word in wanted if word not in OpeningKind.values]
    if unknown or not wanted:
        known = ", ".join(OpeningKind.values)
        raise Error(f"--wanted takes some of {known}, not “{words}”.", returncode=2)
    return [OpeningKind(word) for word in dict.fromkeys(wanted)]


def _places(codes: Iterable[str]) -> list[Region]:
    """Return the regions of these codes in their order; raise Error for one that is not there."""
    wanted = list(dict.fromkeys(codes))
    regions = {region.code: region for region in Region.objects.filter(code__in=wanted)}
    unknown = [code for code in wanted if code not in regions]
    if unknown:
        raise Error(f"No region has the GB/T 2260 code {', '.join(unknown)}.", returncode=2)
    return [regions[code] for code in wanted]

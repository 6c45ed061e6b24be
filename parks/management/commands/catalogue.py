"""`catalogue update` after changing texts, `compile` for Django, `check` before a commit."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from parks.catalogues import compile_catalogue, problems, texts, update_catalogue


class Command(BaseCommand):
    help = "Keep the Chinese translations: update | compile | check."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("task", choices=("update", "compile", "check"))

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, options["task"])()

    def update(self) -> None:
        catalogue = update_catalogue(settings.BASE_DIR)
        open_ones = [m for m in catalogue if m.id and not all(texts(m.string))]
        self.stdout.write(f"{len(catalogue)} messages, {len(open_ones)} to translate")
        compile_catalogue(settings.BASE_DIR)

    def compile(self) -> None:
        compile_catalogue(settings.BASE_DIR)

    def check(self) -> None:
        found = problems(settings.BASE_DIR)
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("Every message is translated.")

from django.core.management.base import BaseCommand

from matching.api.document import written


class Command(BaseCommand):
    help = (
        "Print the OpenAPI document of the interface for machines, as docs/openapi.json keeps it."
    )

    def handle(self, **options: object) -> None:
        self.stdout.write(written(), ending="")

import json
from io import StringIO

from django.core.management import call_command

from matching.api.document import document


def test_the_command_prints_the_document_and_nothing_else():
    out = StringIO()

    call_command("openapi", stdout=out)

    assert json.loads(out.getvalue()) == document()

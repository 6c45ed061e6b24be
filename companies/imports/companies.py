"""Companies as a park office imports them: those of its own park, unverified and unclaimed."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.actions.postings import LOCK
from companies.models import Company
from parks.access import Viewer
from parks.actions.import_trail import REVERTED, note_rows
from parks.choices.organisations import OrganisationKind
from parks.imports.headings import Headings
from parks.imports.kinds import Choice
from parks.imports.snapshots import Part, Snapshots
from parks.imports.tables import Table
from parks.models import ImportJob, Organisation, User
from parks.queue import enqueue

from .company_fields import FIELDS, READ
from .company_importing import CompanyImporter
from .company_writing import Link
from .uses import COMPANIES

ENTER = "enter"


class CompanyRows:
    """See parks.imports.kinds.RowKind."""

    fields = FIELDS
    snapshots = Snapshots(
        Organisation, (Part(Company, "organisation_ptr_id"), Part(Link, "company_id"))
    )
    question = gettext_lazy("What becomes of new rows")
    needs_park = True

    def headings(self, chosen: Mapping[str, str | None]) -> Headings:
        return Headings(READ, chosen=chosen)

    def owners(self, viewer: Viewer) -> QuerySet[Organisation]:
        """Officers import for their own office, operators for any."""
        offices = Organisation.objects.filter(
            kind=OrganisationKind.PARK_OFFICE, park__isnull=False
        ).select_related("park")
        mine = offices if viewer.is_operator else offices.filter(pk__in=viewer.organisation_ids)
        return mine.order_by("pk")

    def choices(self, organisation: Organisation) -> Sequence[Choice]:
        return (
            Choice(
                ENTER,
                _("Enter them for the park"),
                _(
                    "They stay unverified until their own people come and you have seen their "
                    "papers."
                ),
            ),
        )

    def lock(self, job: ImportJob) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, job.park_id])
        ours = Organisation.objects.filter(park=job.park_id, company__isnull=False).order_by("pk")
        list(ours.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))

    def importer(self, job: ImportJob, table: Table, *, now: datetime.datetime) -> CompanyImporter:
        return CompanyImporter(job, table)

    def in_use(self, ids: Iterable[int], *, since: datetime.datetime | None) -> dict[int, str]:
        return COMPANIES.of(ids, since=since) if since is None else {}

    def remove(self, ids: Sequence[int]) -> None:
        Company.objects.filter(pk__in=ids).delete()

    def wrote(self, job: ImportJob) -> None:
        enqueue("companies.index_openings")

    def took_back(self, job: ImportJob, ids: Sequence[int], *, by: User | None) -> None:
        note_rows(Company, ids, REVERTED, job=job, by=by)

    def names(self, ids: Iterable[int]) -> dict[int, str]:
        rows = Organisation.objects.filter(pk__in=ids).only("name_zh", "name_en").order_by("pk")
        return {row.pk: row.name for row in rows}

    def address(self, job: ImportJob) -> str:
        return reverse("admin:companies_company_changelist")

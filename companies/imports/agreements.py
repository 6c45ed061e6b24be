"""Agreements as a park office imports them: the sheet of a ceremony becomes drafts."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parks.access import Viewer
from parks.actions.import_trail import REVERTED, note_rows
from parks.choices.organisations import OrganisationKind
from parks.imports.headings import Headings
from parks.imports.kinds import Choice
from parks.imports.snapshots import Part, Snapshots
from parks.imports.tables import Table
from parks.imports.uses import Uses
from parks.models import (
    Agreement,
    AgreementParty,
    ImportJob,
    Obligation,
    Organisation,
    Park,
    Quota,
    User,
)

from .agreement_fields import FIELDS, READ
from .agreement_importing import AgreementImporter

DRAFT = "draft"
PARTS = (AgreementParty, Quota, Obligation, Agreement.disciplines.through)
USES = Uses(Agreement, parts=PARTS)


class AgreementRows:
    """See parks.imports.kinds.RowKind."""

    fields = FIELDS
    snapshots = Snapshots(Agreement, [Part(part, "agreement_id") for part in PARTS])
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
                DRAFT,
                _("Enter them as drafts"),
                _("You look at each and note that it is signed; then its places count."),
            ),
        )

    def lock(self, job: ImportJob) -> None:
        """One import at a time for a park; its agreements stay as they are meanwhile."""
        parks = Park.objects.filter(pk=job.park_id).select_for_update(of=("self",), no_key=True)
        list(parks.values_list("pk", flat=True))
        ours = Agreement.objects.filter(park=job.park_id).order_by("pk")
        list(ours.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))

    def importer(
        self, job: ImportJob, table: Table, *, now: datetime.datetime
    ) -> AgreementImporter:
        return AgreementImporter(job, table)

    def in_use(self, ids: Iterable[int], *, since: datetime.datetime | None) -> dict[int, str]:
        return USES.of(ids, since=since) if since is None else {}

    def remove(self, ids: Sequence[int]) -> None:
        Agreement.objects.filter(pk__in=ids).delete()

    def wrote(self, job: ImportJob) -> None:
        """Nothing has to follow: a draft gives no places and is told to nobody."""

    def took_back(self, job: ImportJob, ids: Sequence[int], *, by: User | None) -> None:
        """Several lines are of one agreement: it is written about once."""
        note_rows(Agreement, sorted(set(ids)), REVERTED, job=job, by=by)

    def names(self, ids: Iterable[int]) -> dict[int, str]:
        rows = Agreement.objects.filter(pk__in=ids).only("name_zh", "name_en").order_by("pk")
        return {row.pk: row.name for row in rows}

    def address(self, job: ImportJob) -> str:
        return reverse("admin:parks_agreement_changelist")

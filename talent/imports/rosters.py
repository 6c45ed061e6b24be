"""Students as a university imports them: its own roster alone, with or without a park."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parks.access import Viewer
from parks.actions.import_trail import REVERTED, note_rows
from parks.imports.headings import Headings
from parks.imports.kinds import Choice
from parks.imports.snapshots import Snapshot, Snapshots
from parks.imports.tables import Table
from parks.imports.uses import Uses
from parks.models import ImportJob, Organisation, User
from talent.models import RosterEntry

from .fields import FIELDS, READ
from .importing import RosterImporter
from .writing import Target, carry_all

KEEP, MARK = "keep", "mark"
USES = Uses(RosterEntry)


class RosterSnapshots(Snapshots):
    """Entries put back take the facts of whoever has claimed them back with them."""

    def put_back(self, snapshots: Mapping[int, Snapshot]) -> None:
        before = _claimed(snapshots)
        super().put_back(snapshots)
        after = _claimed(snapshots)
        carry_all(Target(entry, before[pk]) for pk, entry in after.items() if pk in before)


class RosterRows:
    """See parks.imports.kinds.RowKind."""

    fields = FIELDS
    snapshots = RosterSnapshots(RosterEntry)
    question = gettext_lazy("Students who are not in the file")
    needs_park = False

    def headings(self, chosen: Mapping[str, str | None]) -> Headings:
        return Headings(READ, chosen=chosen)

    def owners(self, viewer: Viewer) -> QuerySet[Organisation]:
        mine = Organisation.objects.filter(pk__in=viewer.organisation_ids, university__isnull=False)
        return mine.select_related("park").order_by("pk")

    def choices(self, organisation: Organisation) -> Sequence[Choice]:
        return (
            Choice(KEEP, _("They stay as they are")),
            Choice(
                MARK,
                _("Mark them as no longer on the roster"),
                _(
                    "Only those of a degree and a year of graduation that the file lists; nobody "
                    "is deleted."
                ),
            ),
        )

    def lock(self, job: ImportJob) -> None:
        owner = Organisation.objects.filter(pk=job.organisation_id)
        list(owner.select_for_update(of=("self",), no_key=True).values_list("pk"))
        ours = RosterEntry.objects.filter(university=job.organisation_id).order_by("pk")
        list(ours.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))

    def importer(self, job: ImportJob, table: Table, *, now: datetime.datetime) -> RosterImporter:
        return RosterImporter(job, table, marks=job.mapping.get("choice") == MARK, now=now)

    def in_use(self, ids: Iterable[int], *, since: datetime.datetime | None) -> dict[int, str]:
        return USES.of(ids, since=since) if since is None else {}

    def remove(self, ids: Sequence[int]) -> None:
        RosterEntry.objects.filter(pk__in=ids).delete()

    def wrote(self, job: ImportJob) -> None:
        """Nothing has to follow: pages read the roster itself, figures are computed at night."""

    def took_back(self, job: ImportJob, ids: Sequence[int], *, by: User | None) -> None:
        note_rows(RosterEntry, ids, REVERTED, job=job, by=by)

    def names(self, ids: Iterable[int]) -> dict[int, str]:
        rows = RosterEntry.objects.filter(pk__in=ids).only("student_number", "full_name")
        return {entry.pk: str(entry) for entry in rows.order_by("pk")}

    def address(self, job: ImportJob) -> str:
        return reverse("matching:roster", args=[job.organisation.uuid])


def _claimed(ids: Iterable[int]) -> dict[int, RosterEntry]:
    return RosterEntry.objects.claimed().filter(pk__in=list(ids)).in_bulk()

"""The steps that the log knows of become rows of their own."""

from django.db import migrations

NOUN = "matching.application"


def write_steps(apps, schema_editor):
    log = apps.get_model("parks", "LogEntry")
    application = apps.get_model("matching", "Application")
    step = apps.get_model("matching", "ApplicationStep")
    states = dict(step._meta.get_field("state").choices)
    entries = log.objects.filter(noun=NOUN, verb__in=states).order_by("pk")
    there = set(application.objects.values_list("pk", flat=True))
    refusals = dict(
        application.objects.filter(state="refused").values_list("pk", "refusal_reason")
    )
    messages = dict(
        application.objects.filter(state="refused").values_list("pk", "refusal_message")
    )
    step.objects.bulk_create(
        (
            step(
                application_id=entry.row_id,
                state=entry.verb,
                reason=_reason(entry, refusals),
                message=messages.get(entry.row_id, "") if entry.verb == "refused" else "",
                taken_by_id=entry.actor_id,
                taken_at=entry.happened_at,
            )
            for entry in entries.iterator()
            if entry.row_id in there
        ),
        batch_size=1000,
    )


def _reason(entry, refusals):
    if entry.verb == "refused":
        return refusals.get(entry.row_id, "")
    return entry.details.get("reason", "")


class Migration(migrations.Migration):
    dependencies = [("matching", "0010_desks_of_companies"), ("parks", "0005_joining_and_machines")]

    operations = [migrations.RunPython(write_steps, migrations.RunPython.noop)]

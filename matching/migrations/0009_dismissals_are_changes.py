"""What a person does not want changes their matches, so the journal of changes notes it."""

from importlib import import_module

from django.db import migrations

journal = import_module("matching.migrations.0004_change_journal")
DISMISSALS = journal.Watched("matching_dismissal", "profile", "profile_id")


class Migration(migrations.Migration):
    dependencies = [("matching", "0008_applying_and_answering")]
    operations = [
        migrations.RunSQL(journal.create(DISMISSALS, event), journal.drop(DISMISSALS, event))
        for event in DISMISSALS.events
    ]

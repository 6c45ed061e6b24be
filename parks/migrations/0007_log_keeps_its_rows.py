"""The log cannot be emptied either: TRUNCATE passes by the triggers of rows."""

from django.db import migrations

REFUSE = """
CREATE TRIGGER log_keeps_its_rows BEFORE TRUNCATE ON parks_logentry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();
"""
ALLOW = "DROP TRIGGER log_keeps_its_rows ON parks_logentry;"


class Migration(migrations.Migration):
    dependencies = [("parks", "0006_queues_and_filters")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]

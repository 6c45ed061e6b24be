"""The database itself refuses to change or delete what is in the log."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The log is append-only: % refused.', TG_OP;
END $$;
CREATE TRIGGER log_is_append_only BEFORE UPDATE OR DELETE ON parks_logentry
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log();
"""
ALLOW = """
DROP TRIGGER log_is_append_only ON parks_logentry;
DROP FUNCTION refuse_change_of_log();
"""


class Migration(migrations.Migration):
    dependencies = [("parks", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]

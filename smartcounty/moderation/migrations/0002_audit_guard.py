from django.db import migrations

GUARD = """
CREATE FUNCTION moderation_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_rows_stay BEFORE UPDATE OR DELETE ON moderation_auditentry
    FOR EACH ROW EXECUTE FUNCTION moderation_audit_is_append_only();
CREATE TRIGGER audit_table_stays BEFORE TRUNCATE ON moderation_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION moderation_audit_is_append_only();
"""
UNGUARD = """
DROP TRIGGER audit_table_stays ON moderation_auditentry;
DROP TRIGGER audit_rows_stay ON moderation_auditentry;
DROP FUNCTION moderation_audit_is_append_only();
"""


class Migration(migrations.Migration):
    """The database itself refuses to change, delete or empty the audit, whoever asks and by whatever way."""

    dependencies = [("moderation", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]

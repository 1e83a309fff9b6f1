from django.db import migrations

FORWARDS = """
CREATE FUNCTION accounts_refuse_consent_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A consent is never changed; record a new one';
END
$$;
CREATE TRIGGER consent_never_changed BEFORE UPDATE ON accounts_consent
    FOR EACH ROW EXECUTE FUNCTION accounts_refuse_consent_change();
"""
BACKWARDS = """
DROP TRIGGER consent_never_changed ON accounts_consent;
DROP FUNCTION accounts_refuse_consent_change();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="schedule",
            name="location",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: the same at each of its places.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="schedules",
                to="services.location",
            ),
        ),
    ]

"""Training centres are organisations of a kind of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parks", "0008_agreements_and_consortium"),
    ]

    operations = [
        migrations.AlterField(
            model_name="organisation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("park_office", "Park office"),
                    ("company", "Company"),
                    ("hospital", "Hospital"),
                    ("university", "Undergraduate university"),
                    ("college", "Vocational college"),
                    ("institute", "Research institute"),
                    ("association", "Association"),
                    ("training_centre", "Training centre"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("talent", "0007_certificates")]

    operations = [
        migrations.AddField(
            model_name="certificate",
            name="reissued_because",
            field=models.TextField(blank=True, verbose_name="why it was issued again"),
        ),
    ]

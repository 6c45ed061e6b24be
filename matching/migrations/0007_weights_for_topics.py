from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0006_weights_retuned"),
    ]

    operations = [
        migrations.AlterField(
            model_name="matchweights",
            name="skills",
            field=models.PositiveSmallIntegerField(default=384, verbose_name="skills asked for"),
        ),
        migrations.AlterField(
            model_name="matchweights",
            name="text",
            field=models.PositiveSmallIntegerField(
                default=912, verbose_name="topics and words in common"
            ),
        ),
    ]

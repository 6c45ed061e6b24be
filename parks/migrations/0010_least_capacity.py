"""A base has a place at least."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parks', '0009_training_centres'),
    ]

    operations = [
        migrations.AlterField(
            model_name='base',
            name='capacity',
            field=models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='places at a time'),
        ),
    ]

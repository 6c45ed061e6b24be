"""Targets are 1 or more, of a year that has a page; others were slips of the pen and go."""

import django.core.validators
from django.db import migrations, models

DELETE = "DELETE FROM parks_annualtarget WHERE year NOT BETWEEN 2000 AND 2099 OR value < 1"


class Migration(migrations.Migration):

    dependencies = [
        ('parks', '0013_meetings_called_off'),
    ]

    operations = [
        migrations.RunSQL(DELETE, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='annualtarget',
            name='value',
            field=models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1, 'A target is 1 or more.')], verbose_name='target'),
        ),
        migrations.AlterField(
            model_name='annualtarget',
            name='year',
            field=models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000, 'A target is for a year from 2000 to 2099.'), django.core.validators.MaxValueValidator(2099, 'A target is for a year from 2000 to 2099.')], verbose_name='year'),
        ),
        migrations.AddConstraint(
            model_name='annualtarget',
            constraint=models.CheckConstraint(condition=models.Q(('year__range', (2000, 2099))), name='a_target_is_for_a_year_of_this_century', violation_error_message='A target is for a year from 2000 to 2099.'),
        ),
        migrations.AddConstraint(
            model_name='annualtarget',
            constraint=models.CheckConstraint(condition=models.Q(('value__gte', 1)), name='a_target_is_one_at_least', violation_error_message='A target is 1 or more.'),
        ),
    ]

"""Seats know which one they took over; a term lasts ten years at most, mistyped ones are cut."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

CUT = """
UPDATE parks_councilterm SET ends_on = starts_on + interval '10 years' - interval '1 day'
WHERE ends_on >= starts_on + interval '3653 days'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('parks', '0011_schemes_signed_and_shared'),
    ]

    operations = [
        migrations.AddField(
            model_name='seat',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaced_by', to='parks.seat', verbose_name='takes over the seat of'),
        ),
        migrations.RunSQL(CUT, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='councilterm',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__lt', django.db.models.expressions.CombinedExpression(models.F('starts_on'), '+', models.Value(datetime.timedelta(days=3653))))), name='a_term_lasts_ten_years_at_most', violation_error_message='A term lasts ten years at most. Check the years.'),
        ),
    ]

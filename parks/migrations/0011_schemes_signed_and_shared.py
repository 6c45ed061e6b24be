"""Which park signs the certificates of a scheme: so far the one in which its issuer sits."""

import django.db.models.deletion
from django.db import migrations, models

TAKE_OVER = """
UPDATE parks_certificatescheme AS scheme SET park_id = issuer.park_id
FROM parks_organisation AS issuer WHERE issuer.id = scheme.issuer_id AND scheme.park_id IS NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('parks', '0010_least_capacity'),
    ]

    operations = [
        migrations.AddField(
            model_name='certificatescheme',
            name='is_shared',
            field=models.BooleanField(default=False, help_text='Whoever has signed an agreement with the issuer certifies in its name.', verbose_name='partners may issue it'),
        ),
        migrations.AddField(
            model_name='certificatescheme',
            name='park',
            field=models.ForeignKey(blank=True, help_text='Its key signs the certificates. Empty: the park in which the issuer sits.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='schemes', to='parks.park', verbose_name='park that signs'),
        ),
        migrations.RunSQL(TAKE_OVER, migrations.RunSQL.noop),
    ]

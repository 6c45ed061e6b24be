"""Meetings that do not take place: when that was said, and why."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parks', '0012_seats_taken_over'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='cancelled_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='called off on'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='cancelled_because',
            field=models.TextField(blank=True, verbose_name='why it was called off'),
        ),
        migrations.AlterField(
            model_name='meeting',
            name='starts_at',
            field=models.DateTimeField(help_text='A meeting of the past is entered for its minutes: nobody is invited.', verbose_name='begins'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('cancelled_at', None), models.Q(('cancelled_because', ''), _negated=True), _connector='OR'), name='a_meeting_called_off_says_why'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('cancelled_at', None), ('minutes_at', None), _connector='OR'), name='a_meeting_called_off_has_no_minutes'),
        ),
    ]

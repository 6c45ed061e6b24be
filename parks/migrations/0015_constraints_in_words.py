"""What forms say of a row that breaks a rule; the rules stay as they are."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parks', '0014_targets_of_this_century'),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='agreementparty',
            name='an_organisation_signs_an_agreement_once',
            constraint=models.UniqueConstraint(fields=('agreement', 'organisation'), name='an_organisation_signs_an_agreement_once', violation_error_message='This organisation is a party already. Leave this row out.'),
        ),
        migrations.AlterConstraint(
            model_name='annualtarget',
            name='one_target_per_year_and_metric',
            constraint=models.UniqueConstraint(fields=('consortium', 'year', 'metric'), name='one_target_per_year_and_metric', violation_error_message='This year has such a target already: change that one.'),
        ),
        migrations.AlterConstraint(
            model_name='annualtarget',
            name='a_range_of_a_target_ends_after_it_begins',
            constraint=models.CheckConstraint(condition=models.Q(('at_most', None), ('at_most__gte', models.F('value')), _connector='OR'), name='a_range_of_a_target_ends_after_it_begins', violation_error_message='“At most” is no less than the target, or empty.'),
        ),
        migrations.AlterConstraint(
            model_name='base',
            name='a_base_has_a_name',
            constraint=models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_zh', ''), _negated=True), name='a_base_has_a_name', violation_error_message='Give a name in Chinese or in English.'),
        ),
        migrations.AlterConstraint(
            model_name='certificatescheme',
            name='one_scheme_per_code_of_an_issuer',
            constraint=models.UniqueConstraint(fields=('issuer', 'code'), name='one_scheme_per_code_of_an_issuer', violation_error_message='This code is taken by a scheme of the issuer. Choose another.'),
        ),
        migrations.AlterConstraint(
            model_name='certificatescheme',
            name='a_scheme_has_a_name',
            constraint=models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_zh', ''), _negated=True), name='a_scheme_has_a_name', violation_error_message='Give a name in Chinese or in English.'),
        ),
        migrations.AlterConstraint(
            model_name='consortium',
            name='a_quorum_is_a_share',
            constraint=models.CheckConstraint(condition=models.Q(('quorum_percent__range', (1, 100))), name='a_quorum_is_a_share', violation_error_message='The quorum is 1 to 100 per cent of the members.'),
        ),
        migrations.AlterConstraint(
            model_name='councilterm',
            name='a_term_ends_after_it_starts',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='a_term_ends_after_it_starts', violation_error_message='A term ends after it begins.'),
        ),
        migrations.AlterConstraint(
            model_name='grantedskill',
            name='a_scheme_grants_a_skill_once',
            constraint=models.UniqueConstraint(fields=('scheme', 'skill'), name='a_scheme_grants_a_skill_once', violation_error_message='The scheme grants this skill already. Leave this row out.'),
        ),
        migrations.AlterConstraint(
            model_name='meeting',
            name='a_meeting_has_a_title',
            constraint=models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_zh', ''), _negated=True), name='a_meeting_has_a_title', violation_error_message='Give a title in Chinese or in English.'),
        ),
        migrations.AlterConstraint(
            model_name='obligation',
            name='an_obligation_says_what',
            constraint=models.CheckConstraint(condition=models.Q(('text_en', ''), ('text_zh', ''), _negated=True), name='an_obligation_says_what', violation_error_message='Say what is to be done, in Chinese or in English.'),
        ),
        migrations.AlterConstraint(
            model_name='quota',
            name='one_quota_per_year_degree_and_discipline',
            constraint=models.UniqueConstraint(fields=('agreement', 'year', 'degree', 'discipline'), name='one_quota_per_year_degree_and_discipline', nulls_distinct=False, violation_error_message='There is a row for this year, degree and discipline already.'),
        ),
        migrations.AlterConstraint(
            model_name='resolution',
            name='a_resolution_has_a_title',
            constraint=models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_zh', ''), _negated=True), name='a_resolution_has_a_title', violation_error_message='Give a title in Chinese or in English.'),
        ),
    ]

import json

from parks.imports.reports import ImportReport, RefusedFile, RefusedRow


def test_a_report_of_rows_is_json_with_line_column_and_reason():
    report = ImportReport(dry_run=True, created=2, changed=1, unchanged=3)
    report.refused.append(RefusedRow(7, "发布日期", "is not a date"))

    assert json.loads(json.dumps(report.as_json())) == {
        "created": 2,
        "changed": 1,
        "unchanged": 3,
        "refused": [{"line": 7, "column": "发布日期", "reason": "is not a date"}],
        "dry_run": True,
    }


def test_a_report_of_files_is_json_with_file_and_reason():
    report = ImportReport(dry_run=False, refused=[RefusedFile("简历.pdf", "is empty")])

    assert report.as_json()["refused"] == [{"file": "简历.pdf", "reason": "is empty"}]


def test_a_refused_row_reads_with_its_place():
    assert str(RefusedRow(7, "posted", "is not a date")) == "line 7, posted: is not a date"


def test_a_row_refused_as_a_whole_names_no_column():
    assert str(RefusedRow(7, "", "has too many cells")) == "line 7: has too many cells"


def test_a_refused_file_reads_with_its_name():
    assert str(RefusedFile("简历.pdf", "is empty")) == "简历.pdf: is empty"

import pytest

from matching.evaluation.lines import BrokenCollectionError, Line, read_lines


def line(**cells) -> Line:
    return Line("people.jsonl", 7, cells)


def written(path, words: str | bytes):
    file = path / "people.jsonl"
    file.write_bytes(words if isinstance(words, bytes) else words.encode())
    return file


def test_objects_come_with_their_file_and_line_and_blank_lines_do_not_count(tmp_path):
    file = written(tmp_path, '{"id": "a"}\n\n  \n{"id": "b"}\r\n')

    found = list(read_lines(file))

    assert found == [Line("people.jsonl", 1, {"id": "a"}), Line("people.jsonl", 4, {"id": "b"})]


def test_a_mark_of_byte_order_and_odd_line_separators_inside_texts_do_no_harm(tmp_path):
    file = written(tmp_path, '\ufeff{"text": "one\u2028two"}\n')

    assert [one.cells for one in read_lines(file)] == [{"text": "one\u2028two"}]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "people.jsonl is empty."),
        ("\n \n", "people.jsonl is empty."),
        ('{"id": 1}\n{"id": \n', "people.jsonl, line 2 is not JSON."),
        ("[1, 2]\n", "people.jsonl, line 1 is not a JSON object."),
        ("[" * 100_000, "people.jsonl, line 1 is not JSON."),
        ('{"id": "é"}'.encode("latin-1"), "people.jsonl is not UTF-8: byte 8 cannot be read."),
    ],
)
def test_a_file_that_is_no_list_of_objects_is_refused_in_one_sentence(tmp_path, words, sentence):
    file = written(tmp_path, words)

    with pytest.raises(BrokenCollectionError) as refusal:
        list(read_lines(file))

    assert str(refusal.value) == sentence


def test_a_missing_file_and_a_folder_are_refused_by_their_name(tmp_path):
    with pytest.raises(BrokenCollectionError) as missing:
        list(read_lines(tmp_path / "nobody.jsonl"))
    with pytest.raises(BrokenCollectionError) as folder:
        list(read_lines(tmp_path))

    assert str(missing.value) == f"There is no file “{tmp_path / 'nobody.jsonl'}”."
    assert str(folder.value) == f"The file “{tmp_path}” cannot be read."


@pytest.mark.parametrize(("given", "read"), [("g-1", "g-1"), (" g 1 ", "g 1"), (12, "12")])
def test_an_id_is_a_text_or_a_whole_number(given, read):
    assert line(id=given).identifier("id") == read


@pytest.mark.parametrize("given", [None, "", "  ", 1.5, True, ["g"], "a\tb", "a\nb"])
def test_anything_else_is_no_id(given):
    with pytest.raises(BrokenCollectionError, match=r"^people\.jsonl, line 7, “id”: .+\.$"):
        line(id=given).identifier("id")


@pytest.mark.parametrize(
    ("tag", "language"), [("zh", "zh"), ("en", "en"), ("zh-Hans", "zh"), ("EN_us", "en")]
)
def test_of_a_language_tag_the_language_counts(tag, language):
    assert line(lang=tag).language("lang") == language


@pytest.mark.parametrize("tag", ["", "中文", "e", "x1", None, 3])
def test_what_is_no_language_is_refused(tag):
    with pytest.raises(BrokenCollectionError, match="line 7, “lang”"):
        line(lang=tag).language("lang")


def test_a_text_must_be_there_unless_it_may_be_empty():
    assert line(text=" words ").text("text") == " words "
    assert line(text="").text("text", may_be_empty=True) == ""

    for missing in (line(), line(text=None), line(text=5), line(text=" ")):
        with pytest.raises(BrokenCollectionError, match="“text”: there must be a text here"):
            missing.text("text")


def test_half_a_character_is_refused():
    with pytest.raises(BrokenCollectionError, match="“text”: it holds half of a character"):
        line(text="\ud83d").text("text")


@pytest.mark.parametrize("cells", [{}, {"degree": None}, {"degree": ""}, {"degree": " "}])
def test_an_optional_text_may_be_missing(cells):
    assert line(**cells).optional_text("degree") == ""
    assert line(**cells).names("degree") == ()


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (["PCR", " cell culture ", ""], ("PCR", "cell culture")),
        (["a, b"], ("a, b",)),
        ("PCR, HPLC；流式、ELISA", ("PCR", "HPLC", "流式", "ELISA")),
        ([], ()),
    ],
)
def test_names_are_a_list_or_a_text_with_separators(given, names):
    assert line(skills=given).names("skills") == names


@pytest.mark.parametrize("given", [5, {"PCR": 1}, [1], [["PCR"]]])
def test_anything_else_is_no_list_of_names(given):
    with pytest.raises(BrokenCollectionError, match="“skills”: there must be a list of texts"):
        line(skills=given).names("skills")

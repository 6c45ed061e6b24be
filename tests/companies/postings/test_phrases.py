import pytest

from companies.postings.phrases import PHRASES, Phrases
from tests.parks.test_vocabulary_tables import TABLES

CODES = {code: code for code in PHRASES}


def skills_in(text: str) -> set[str]:
    return {phrase.payload for phrase in Phrases(CODES).find(text)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Design and execute complex experiments", "GEN-02"), ("独立设计细胞实验", "GEN-02"),
        ("work closely with the clinic", "GEN-05"), ("work well as part of a small team", "GEN-05"),
        ("Lead a diverse team of experts", "GEN-06"), ("manages global teams", "GEN-06"),
        ("supervise junior technicians", "GEN-06"), ("带领10人的研发团队", "GEN-06"),
        ("resolving problems", "GEN-07"), ("Solve urgent technical issues", "GEN-07"),
        ("proposes new solutions", "GEN-07"), ("及时解决各种技术问题", "GEN-07"),
        ("present findings", "GEN-10"), ("presenting to executives", "GEN-10"),
        ("teaches new employees", "GEN-11"),
        ("provide on the job training for engineers", "GEN-11"),
        ("managing multiple complex projects", "GEN-12"), ("juggle competing demands", "GEN-12"),
        ("ability to quickly learn", "GEN-13"), ("learn new methods", "GEN-13"),
        ("recruiting, training and motivating", "GEN-23"), ("hire and develop people", "GEN-23"),
        ("analyze complex sequencing data", "BIO-15"), ("interpreting results", "BIO-15"),
        ("prepare high quality reports", "REG-18"), ("撰写项目技术文档", "REG-18"),
        ("developing and validating assays", "ANA-21"), ("validating assays", "ANA-22"),
        ("method qualification", "ANA-22"), ("Maintain laboratory equipment", "ANA-33"),
        ("repair of analytical instruments", "ANA-33"), ("gene and cell therapy", "CEL-09"),
        ("cell/gene therapies", "CEL-10"), ("cell and molecular biology", "CEL-17"),
        ("Molecular and Cellular Biology", "MOL-05"), ("immuno-oncology", "ANT-07"),
        ("immunooncology", "CLI-23"),
    ],
)  # fmt: skip
def test_a_deed_names_its_skill(text, code):
    assert code in skills_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "a leading biotech team", "manage relationships with teams", "manage team owned systems",
        "utilizing design of experiments", "solve the hardest scientific problems",
        "progress reports", "misanalyze data", "a redesign of experiments", "the leading team",
        "prepare status reports", "write safety reports", "our data",
        "develop cell-based assays", "validate statistical methods", "the present data model",
        "multiple choices", "learn", "gene therapy", "cell therapy", "molecular biology", "",
        "设计实验室", "解决方案", "lead\nteam",
    ],
)  # fmt: skip
def test_words_that_only_look_like_it_name_none(text):
    assert skills_in(text) == set()


def test_a_phrase_tells_where_it_stands_in_the_text_as_written():
    text = "You will LEAD A TEAM of four."

    [phrase] = Phrases({"GEN-06": 7}).find(text)

    assert (phrase.payload, text[phrase.start : phrase.end]) == (7, "LEAD A TEAM")


def test_a_code_that_is_not_in_the_vocabulary_is_left_out():
    assert list(Phrases({"PCR": 1}).find("lead a team and analyze data")) == []


def test_every_code_is_one_of_the_reference_tables():
    assert PHRASES.keys() <= {row["code"] for row in TABLES["skills"]}

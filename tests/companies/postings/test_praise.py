import pytest

from companies.postings.praise import Praise


def is_praise(sentence: str, text: str = "") -> bool:
    return Praise(text or sentence).holds(sentence.lower())


@pytest.mark.parametrize(
    "sentence",
    [
        "We are using the power of next-generation sequencing",
        "Our mission is to bring CAR-T to all",
        "At Alpha, our platform combines NGS and AI",
        "As automation and machine learning converge, we are building a cloud",
        "For over 20 years we have worked at the front of synthetic biology",
        "It specializes in antibody-drug conjugates",
        "Alpha is a leading provider of gene therapy",
        "Alpha Bio is a clinical-stage biopharmaceutical company",
        "Founded in 1987, Alpha makes devices",
        "Alpha is committed to cell therapy",
    ],
)
def test_what_a_company_says_of_itself_is_praise(sentence):
    assert is_praise(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Alpha is an equal opportunity employer", "without regard to genetics or race",
        "We offer a 401(k) and training", "The base salary depends on experience with PCR",
        "Our benefits include health and wellness programs", "Please read our privacy notice",
        "we provide our employees with training in GMP", "公司提供五险一金和GMP培训等福利",
        "享受具有竞争力的薪酬",
    ],
)  # fmt: skip
def test_offers_and_legal_words_are_praise(sentence):
    assert is_praise(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "公司成立于2005年，专注抗体药物研发", "我们是一家流式平台公司", "本集团致力于细胞治疗",
        "课题组主要从事干细胞研究", "北京某某科技有限公司是国内领先的测序企业",
    ],
)  # fmt: skip
def test_a_chinese_company_says_what_it_is(sentence):
    assert is_praise(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "We are looking for a scientist with PCR", "You will run PCR", "Run PCR for our clients",
        "We are seeking somebody who knows GMP", "Our ideal candidate knows PCR",
        "We require experience with HPLC", "This role is a leading position in PCR",
        "Provide mentorship in PCR across the site as we grow", "PCR knowledge is an asset",
        "我们需要熟悉PCR的人", "公司招聘细胞培养研究员", "负责公司PCR平台", "熟悉公司产品注册",
    ],
)  # fmt: skip
def test_a_sentence_about_the_work_or_the_person_is_no_praise(sentence):
    assert not is_praise(sentence)


@pytest.mark.parametrize("name_given_in", ["Join Rubix now.", "About Rubix", "At Rubix, we care."])
def test_a_name_that_the_text_gives_begins_praise_elsewhere(name_given_in):
    text = f"{name_given_in}\nRubix develops CAR-T."

    assert is_praise("Rubix develops CAR-T", text)
    assert not is_praise("Rubix develops CAR-T")


def test_a_company_introduced_by_its_trade_is_known_by_name():
    text = "Rubix is a global biotechnology company. Rubix has a robust preclinical pipeline."

    assert is_praise("Rubix has a robust preclinical pipeline", text)


@pytest.mark.parametrize(
    "sentence",
    ["Rubix is changing how PCR is done", "Our platform has helped Rubix with CAR-T",
     "Alongside, Rubix also has a pipeline"],
)  # fmt: skip
def test_a_company_known_by_its_name_speaks_of_itself(sentence):
    assert Praise(sentence, "Rubix").holds(sentence.lower())
    assert not Praise(sentence).holds("run pcr")


@pytest.mark.parametrize("sentence", ["You will run PCR for Rubix", "Validate PCR at Rubix"])
def test_work_for_a_company_known_by_its_name_is_no_praise(sentence):
    assert not Praise(sentence, "Rubix").holds(sentence.lower())


@pytest.mark.parametrize(
    "sentence",
    [
        "The AI team in the Oncology group is where we develop algorithms",
        "The team uses PCR every day", "This department delivers new medicines",
        "Examples of projects include machine learning models",
        "We welcome you to join us on our mission to shape clinical development",
        "And were industry-leading in immunology",
    ],
)  # fmt: skip
def test_what_a_team_does_already_is_praise(sentence):
    assert is_praise(sentence)


@pytest.mark.parametrize(
    "sentence", ["The team is looking for PCR experience", "Lead the team that uses PCR"]
)
def test_whom_a_team_seeks_or_who_leads_it_is_no_praise(sentence):
    assert not is_praise(sentence)


def test_an_article_or_pronoun_is_no_name_of_a_company():
    assert not is_praise("The work spans PCR", "At The Lab. The work spans PCR.")

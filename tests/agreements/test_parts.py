"""How a template is read: Markdown, and lines that are fields."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisalli.agreements.parts import MOST_FIELDS, Fault, Field, Text, fault_of, fields_of, parts_of
from kisalli.agreements.templates import standard
from kisalli.core.i18n import LANGUAGES
from kisalli.programmes.mentee_word import BRACKETED, in_its_words


def test_a_line_of_its_own_is_a_field_and_everything_else_is_text() -> None:
    assert parts_of("# A\n\n[[Goals]]\n  [[ How often |  Once a month ]]  \nIn [[a]] line\n[[x]] y\n") == [
        Text("# A"),
        Field("1", "Goals", ""),
        Field("2", "How often", "Once a month"),
        Text("In [[a]] line\n[[x]] y"),
    ]
    assert parts_of("") == []


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("[[Goals]", Fault(1, "unclosed")),
        ("a\n[[Goals]] too", Fault(2, "unclosed")),
        ("[[Go]als]]", Fault(1, "unclosed")),
        ("[[ | begin]]", Fault(1, "unnamed")),
        ("[[]]", Fault(1, "unnamed")),
        (f"[[{'x' * 201}]]", Fault(1, "long_name")),
        ("[[Goals]]\n\n[[ goals |x]]", Fault(3, "twice")),
        ("\n".join(f"[[{number}]]" for number in range(MOST_FIELDS + 1)), Fault(MOST_FIELDS + 1, "too_many")),
    ],
)
def test_what_is_meant_as_a_field_and_is_none_is_found(template: str, fault: Fault) -> None:
    assert fault_of(template) == fault


def test_a_good_template_has_no_fault() -> None:
    assert fault_of("Text only, with [[a field]] in words") is None
    assert fault_of("\n".join(f"[[{number}]]" for number in range(MOST_FIELDS))) is None


@given(st.text(alphabet="[]|ab \n", max_size=60))
def test_nothing_of_a_text_is_lost_and_fields_are_numbered(template: str) -> None:
    parts = parts_of(template)
    said = "".join(part.markdown if isinstance(part, Text) else part.label + part.beginning for part in parts)
    letters = [sum(each in "ab" for each in text) for text in (said, template)]
    assert letters[0] == letters[1]
    assert [each.key for each in fields_of(template)] == [str(number + 1) for number in range(len(fields_of(template)))]
    assert not any(isinstance(one, Text) and isinstance(other, Text) for one, other in pairwise(parts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_standard_template_is_good_and_asks_the_same_in_every_language(language: str) -> None:
    assert fault_of(standard(language)) is None
    ours, english = fields_of(standard(language)), fields_of(standard("en"))
    assert [bool(each.beginning) for each in ours] == [bool(each.beginning) for each in english]
    assert len(ours) == 8
    assert len(BRACKETED.findall(standard(language).replace("[[", "").replace("]]", ""))) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_standard_template_says_the_usual_word_or_the_programmes_own(language: str) -> None:
    usual = in_its_words(standard(language), {}, language)
    assert len(BRACKETED.findall(usual.replace("[[", "").replace("]]", ""))) == 0


def test_the_programmes_own_word_has_the_form_and_the_capital_of_the_sentence() -> None:
    forms = {"nominative": "ohjattava", "genitive": "ohjattavan", "partitive": "ohjattavaa", "allative": "ohjattavalle"}
    forms |= {"plural_nominative": "ohjattavat", "plural_partitive": "ohjattavia"}
    assert in_its_words("[Aktori] kysyy, [aktorin] [puolesta]", forms, "fi") == "Ohjattava kysyy, ohjattavan [puolesta]"
    assert in_its_words("[Aktori] kysyy", {"nominative": "ohjattava"}, "fi") == "Aktori kysyy", "a set with a gap is left aside"

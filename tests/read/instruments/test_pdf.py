from collections.abc import Sequence

import pytest
from pypdf.generic import DictionaryObject

from tests.read.instruments.made import (
    COMB,
    MULTILINE,
    PUSH,
    RADIO,
    READ_ONLY,
    REQUIRED,
    field,
    group,
    pdf,
    words,
)
from timetax.catalogue.counted import CountedForm
from timetax.read.instruments.counting import count
from timetax.read.instruments.kind import NoFormError


def counted(fields: Sequence[DictionaryObject], text: str = "Some words") -> CountedForm:
    return count("form.pdf", pdf([(text, fields)]))


def kinds(*fields: DictionaryObject) -> dict[str, int]:
    return dict(counted(fields).by_kind)


def test_words_pages_and_fields_are_counted() -> None:
    made = count("f.pdf", pdf([(words(123), [field("a")]), (words(77), [field("b")])]))
    assert (made.pages, made.words, len(made.questions), made.fields) == (2, 200, 2, 2)
    assert [each.page for each in made.questions] == [1, 2]


def test_leaders_are_no_words() -> None:
    assert counted([field("a")], "Wages . . . . . . 1a\n______ (first-class) veteran's").words == 4


def test_each_kind_of_field_is_its_kind_of_question() -> None:
    fields = (
        field("text"),
        field("more", flags=MULTILINE),
        field("tick", "Btn"),
        field("list", "Ch"),
        field("sign", "Sig"),
        field("born", label="Date of birth"),
        field("day", script="AFDate_FormatEx('mm/dd/yyyy')"),
        field("money", script="AFNumber_Format(2)"),
    )
    assert kinds(*fields) == {
        "short_text": 1,
        "long_text": 1,
        "number": 1,
        "date": 2,
        "tick": 1,
        "choice": 1,
        "signature": 1,
    }


def test_read_only_fields_push_buttons_and_hidden_fields_are_no_questions() -> None:
    made = counted(
        [
            field("asked"),
            field("told", flags=READ_ONLY),
            field("print", "Btn", flags=PUSH),
            field("hidden", hidden=True),
        ]
    )
    assert [each.name for each in made.questions] == ["asked"]


def test_a_radio_group_is_one_question() -> None:
    parent = field("married", "Btn", flags=RADIO, label="Are you married?")
    made = counted(group(parent, [field(None, None) for _ in range(3)]))
    assert [(each.kind, each.label, each.fields) for each in made.questions] == [
        ("choice", "Are you married?", 1)
    ]


def test_type_flags_and_label_are_inherited() -> None:
    asked = group(field("above", "Tx", flags=MULTILINE | REQUIRED), [field("below", None)])
    told = group(field("silent", "Tx", flags=READ_ONLY), [field("below", None)])
    (question,) = counted([*asked, *told]).questions
    assert (question.name, question.kind, question.required) == ("above.below", "long_text", True)


def test_a_field_on_several_pages_is_asked_once() -> None:
    made = count("f.pdf", pdf([("one", [field("name")]), ("two", [field("name")])]))
    assert len(made.questions) == 1


@pytest.mark.parametrize(
    "parts",
    [
        [("SSN_FirstThree", 3), ("SSN_SecondTwo", 2), ("SSN_LastFour", 4)],
        [("ssn1", 3), ("ssn2", 2), ("ssn3", 4)],
        [("DOBmonth", 2), ("DOBday", 2), ("DOByear", 4)],
        [("Phone 1", 3), ("Phone 2", 3), ("Phone 3", 4)],
    ],
)
def test_a_number_in_boxes_is_one_question(parts: list[tuple[str, int]]) -> None:
    fields = [
        field(name, longest=most, rect=(50 + 60 * place, 50, 100 + 60 * place, 70))
        for place, (name, most) in enumerate(parts)
    ]
    made = counted(fields)
    assert [(len(made.questions), made.fields)] == [(1, 3)]
    assert made.questions[0].identity in ("id_number", "birth", "telephone")


def test_the_numbers_of_two_people_are_two_questions() -> None:
    fields = [
        field(f"SSN{place}", longest=most, rect=(50 + 60 * place, height, 100 + 60 * place, height))
        for height in (50, 300)
        for place, most in enumerate((3, 2, 4))
    ]
    names = [f"{'spouse' if place > 2 else 'own'}.SSN{place}" for place in range(6)]
    for each, name in zip(fields, names, strict=True):
        each.update(field(name, longest=int(each["/MaxLen"]), rect=tuple(each["/Rect"])))
    assert len(counted(fields).questions) == 2


def test_a_comb_is_one_question_of_one_field() -> None:
    made = counted([field("ssn", longest=9, flags=COMB)])
    assert (len(made.questions), made.fields) == (1, 1)


def test_the_names_of_a_person_are_questions_each() -> None:
    names = ("FirstName", "MiddleInitial", "LastName")
    made = counted([field(name, longest=5) for name in names])
    assert [each.identity for each in made.questions] == ["name"] * 3


def test_six_hundred_fields_are_counted() -> None:
    assert counted([field(f"f{i}") for i in range(600)]).fields == 600


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf([("words", [field("a")])], password="secret"), "encrypted"),
        (pdf([(words(50), [field("a")])])[:400], "no PDF that can be read"),
        (pdf([("Please wait", [])], xfa=True), "XFA"),
        (pdf([("", [])]), "scan"),
        (pdf([(words(100), [])]), "no fields"),
        (pdf([("x", [field("a", flags=READ_ONLY)])]), "scan"),
        (b"%PDF-1.7\n", "no PDF that can be read"),
        (b"hello", "is no form"),
        (b"", "is empty"),
    ],
)
def test_what_cannot_be_counted_is_refused_by_name(data: bytes, why: str) -> None:
    with pytest.raises(NoFormError, match=why):
        count("form.pdf", data)


def test_parents_in_a_circle_come_to_an_end() -> None:
    one, other = field("a"), field("b", None)
    group(one, [other])
    made = counted([other])
    assert made.questions[0].name == "a.b"

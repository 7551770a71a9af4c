"""Forms as HTML pages and JSON Schemas: what is one question, and of which kind."""

import json
from typing import Any

import pytest

from timetax.read.instruments.kinds import html, json_schema


def asked(page: str) -> list[tuple[str, str, int]]:
    found = html.content(f"<html><form>{page}</form></html>".encode()).questions
    return [(each.kind, each.label, each.fields) for each in found]


def asked_by(**schema: Any) -> list[tuple[str, str]]:
    found = json_schema.content(json.dumps(schema).encode()).questions
    return [(each.kind, each.name) for each in found]


def test_what_a_list_offers_is_no_part_of_its_label() -> None:
    select = "<select><optgroup label=East><option>NY<option>MA</optgroup></select>"
    box = "<textarea>so far</textarea>"
    assert asked(f"<label>State {select}</label><label>More {box}</label>") == [
        ("choice", "State", 1),
        ("long_text", "More", 1),
    ]


def test_a_list_of_suggestions_ends_with_its_element() -> None:
    page = "<input list=d><datalist id=d><option>x</datalist><label>City <input></label>"
    assert asked(page)[1] == ("short_text", "City", 1)


def test_elements_are_questions_by_their_roles() -> None:
    page = (
        "<div role=textbox aria-label=More></div><div role=checkbox aria-label=Agree></div>"
        "<div role=radiogroup><div role=radio>a</div><div role=radio>b</div></div>"
        "<div role=radiogroup><input type=radio name=r><input type=radio name=r></div>"
        "<div role=spinbutton aria-label=Age></div><div role=textbox aria-readonly=true></div>"
    )
    assert [kind for kind, _, _ in asked(page)] == [
        *("short_text", "tick", "choice", "choice", "number")
    ]


def test_a_day_a_month_and_a_year_are_one_date() -> None:
    parts = "".join(f"<label for={x}>{x}</label><input id={x}>" for x in ("Day", "Month", "Year"))
    page = f"<fieldset><legend>When was it issued?</legend>{parts}</fieldset>"
    assert asked(page) == [("date", "When was it issued?", 3)]
    assert asked("<label>Year <input></label>") == [("short_text", "Year", 1)]


def test_a_number_in_several_boxes_is_one_question() -> None:
    boxes = "".join(f"<input name=ssn{i} maxlength={n}>" for i, n in ((1, 3), (2, 2), (3, 4)))
    assert asked(boxes) == [("number", "", 3)]


def test_what_depends_on_an_answer_is_asked_once() -> None:
    assert asked_by(
        properties={"married": {"type": "boolean"}, "age": {"type": "integer"}},
        **{"if": {"properties": {"married": {"const": True}}}},
        then={"properties": {"spouse": {"type": "string"}, "age": {"minimum": 18}}},
        dependentSchemas={"age": {"properties": {"born": {"format": "date"}}}},
    ) == [("tick", "married"), ("number", "age"), ("short_text", "spouse"), ("date", "born")]


@pytest.mark.parametrize(
    ("node", "questions"),
    [
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, [("short_text", "a")]),
        ({"anyOf": [{"type": "number"}, {"type": "string"}]}, [("number", "a")]),
        ({"oneOf": [{"const": "x"}, {"const": "y"}]}, [("choice", "a")]),
        (
            {"oneOf": [{"properties": {"b": {}}}, {"properties": {"c": {}}}]},
            [("choice", "a"), ("short_text", "a/b"), ("short_text", "a/c")],
        ),
    ],
)
def test_alternatives_are_a_choice_only_where_there_is_one(
    node: dict[str, Any], questions: list[tuple[str, str]]
) -> None:
    assert asked_by(properties={"a": node}) == questions

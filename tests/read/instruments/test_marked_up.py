"""Forms as HTML pages and JSON Schemas: what is one question, and of which kind."""

import json
from typing import Any

import pytest

from timetax.read.instruments.kind import NoFormError
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


@pytest.mark.parametrize(
    ("page", "labels"),
    [
        ("<b id=a>Given</b> <i id=b>name</i><input aria-labelledby='a b'>", ["Given name"]),
        ("<input aria-labelledby=z><p id=z>Later <i>on</i></p>", ["Later on"]),
        (
            "<div role=group aria-labelledby=h><h3 id=h>A pet?</h3>"
            "<label><input type=radio name=p>Yes</label><label><input type=radio name=p>No</label>",
            ["A pet?"],
        ),
        ("<label>Find</label><label>Name <input></label>", ["Name"]),
        ("<label>Old <input disabled></label><input>", [""]),
        (
            "<label for=i>Name</label><label for=i>as printed</label><input id=i>",
            ["Name as printed"],
        ),
        (
            "<table><tr><th>Kind<th>Amount<th>From<tr><th>Pay<td><input><td><input>"
            "<tr><td>Rent<td><input><td><input></table>",
            ["Pay Amount", "Pay From", "Rent Amount", "Rent From"],
        ),
        ("<table><tr><td>Name:<td><input><td>Age <input><td><input>", ["Name:", "Age", ""]),
    ],
)
def test_a_field_is_named_by_what_people_read_beside_it(page: str, labels: list[str]) -> None:
    assert [label for _, label, _ in asked(page)] == labels


def test_fields_belong_to_a_form_by_place_or_by_its_id() -> None:
    page = (
        "<html><input form=f name=a><label for=b>B</label><form id=f><input id=b name=b></form>"
        "<input form=none name=c><form role=search id=s><input name=d></form>"
        "<input form=s name=e><input name=g></html>"
    )
    found = html.content(page.encode()).questions
    assert [(each.name, each.label) for each in found] == [("a", ""), ("b", "B")]


def test_a_field_of_the_legend_of_a_fieldset_that_is_off_is_on() -> None:
    page = "<fieldset disabled><legend>Own <input type=checkbox></legend><input></fieldset>"
    assert [kind for kind, _, _ in asked(page)] == ["tick"]


def test_elements_of_a_design_system_are_questions_by_their_names() -> None:
    page = (
        "<va-text-input label=E-mail type=email required></va-text-input>"
        "<va-radio label=Married><va-radio-option label=Yes></va-radio-option></va-radio>"
        "<va-checkbox-group label=Which><va-checkbox label=A></va-checkbox></va-checkbox-group>"
        "<va-memorable-date label=Born></va-memorable-date><gcds-select legend=State></gcds-select>"
        "<x-field label=Own><input></x-field><va-button text=Go></va-button><div contenteditable>"
    )
    assert [(kind, label) for kind, label, _ in asked(page)] == [
        ("short_text", "E-mail"),
        ("choice", "Married"),
        ("tick", "A"),
        ("date", "Born"),
        ("choice", "State"),
        ("short_text", "Own"),
        ("long_text", ""),
    ]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><iframe src=/apply></iframe></html>", "in its frame as well: /apply"),
        ("<html><form><x-form></x-form></form></html>", "a script draws its <x-form>"),
    ],
)
def test_a_page_whose_form_is_elsewhere_says_where(page: str, reason: str) -> None:
    with pytest.raises(NoFormError, match=reason):
        html.content(page.encode())


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

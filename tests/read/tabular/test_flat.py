import pytest

from timetax.read.tabular.flat import (
    RECORD,
    document_of,
    document_of_columns,
    guarded,
    number,
    unguarded,
)

HEADER = [RECORD, "id", "title", "minutes_per_response_low", "minutes_per_response"]
HEADER += ["source_title", "life_events", "currency"]


def forms(header: list[str], *rows: list[str | None]) -> list[dict[str, object]]:
    value, _ = document_of([RECORD, *header], [["form", *row] for row in rows])
    found: list[dict[str, object]] = value["forms"]
    return found


def test_records_become_the_sections_of_a_file() -> None:
    rows = [
        ["catalogue", None, "Ours", None, None, None, None, "CAD"],
        ["form", "a", "A", "1", "2", "Notice", "x; y", ""],
        ["agency", "CITY"],
    ]
    value, _ = document_of(HEADER, rows)
    assert value == {
        "timetax": "1",
        "title": "Ours",
        "currency": "CAD",
        "forms": [
            {
                "id": "a",
                "title": "A",
                "minutes_per_response": {"likely": "2", "low": "1"},
                "source": {"title": "Notice"},
                "life_events": ["x", "y"],
            }
        ],
        "agencies": [{"id": "CITY"}],
    }


def test_a_place_is_the_cell_of_the_value_or_the_nearest_one() -> None:
    rows = [
        ["form", "a", "A", "1", "2", "Notice", "x: 1", ""],
        ["catalogue", None, "Ours"],
        ["form", "b", "B"],
    ]
    _, place = document_of(HEADER, rows)
    assert place(("forms", 0, "minutes_per_response", "low")) == (0, 3)
    assert place(("forms", 0, "minutes_per_response", "likely")) == (0, 4)
    assert place(("forms", 0, "source", "title")) == (0, 5)
    assert place(("forms", 0, "life_events", "x")) == (0, 6)
    assert place(("forms", 1, "title")) == (2, 2)
    assert place(("forms", 1, "agency")) == (2, 0)
    assert place(("forms", 1)) == (2, 0)
    assert place(("title",)) == (1, 2)
    assert place(("agencies", 0)) is None
    assert place(()) is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("a; b", ["a", "b"]),
        ("a;;b; ", ["a", "b"]),
        ("a:b", ["a:b"]),
        ("a: 0.4; b: 0.6", {"a": "0.4", "b": "0.6"}),
        ("a: 0.4; b", {"a": "0.4", "b": None}),
        ("a: 0.4; a: 0.5", [{"a": "0.4"}, {"a": "0.5"}]),
        ('["a; b", "c"]', ["a; b", "c"]),
        ('{"a: b": 0.4}', {"a: b": "0.4"}),
        ('{"a": 1, "a": 2}', [{"a": "1"}, {"a": "2"}]),
        ("[a; b", ["[a", "b"]),
        ("[" * 100_000, ["[" * 100_000]),
        ("'=a; b", ["=a", "b"]),
    ],
)
def test_a_list_or_mapping_is_read_from_one_cell(cell: str, value: object) -> None:
    assert forms(["life_events"], [cell]) == [{"life_events": value}]


def test_columns_stand_in_any_order() -> None:
    header = ["minutes_per_response_high", "minutes_per_response", "source_date", "source_title"]
    assert forms(header, ["9", "5", "2024", "N"]) == [
        {
            "minutes_per_response": {"likely": "5", "high": "9"},
            "source": {"date": "2024", "title": "N"},
        }
    ]


def test_numbers_stay_numbers_and_what_is_not_one_is_absent() -> None:
    columns = [["form"] * 3, [-0.0, float("nan"), None]]
    value, _ = document_of_columns([RECORD, "published_change"], columns)
    assert repr(value["forms"]) == "[{'published_change': -0.0}, {}, {}]"


def test_a_record_without_a_kind_is_a_form_and_an_empty_row_is_nothing() -> None:
    value, _ = document_of([RECORD, "id"], [["", "a"], ["", ""], [None, None], []])
    assert value == {"timetax": "1", "forms": [{"id": "a"}]}


def test_a_column_that_is_no_key_is_reported_once() -> None:
    header = [RECORD, "id", "minuts", "id"]
    rows = [["form", "a", "", ""], ["form", "b", "1", "x"], ["form", "c", "2", "y"]]
    value, place = document_of(header, rows)
    assert value["forms"] == [
        {"id": "a"},
        {"id": "b", "minuts": "1", "id (again)": "x"},
        {"id": "c"},
    ]
    assert place(("forms", 1, "minuts")) == (1, 2)
    assert place(("forms", 1, "id (again)")) == (1, 3)


def test_a_cell_beyond_the_header_is_reported() -> None:
    value, place = document_of([RECORD, "id"], [["form", "a", ""], ["form", "b", "", "x"]])
    assert value["forms"] == [{"id": "a"}, {"id": "b", "column 4": "x"}]
    assert place(("forms", 1, "column 4")) == (1, 3)


def test_records_of_no_known_kind_become_a_key_that_the_schema_reports() -> None:
    rows = [["catalogue", "A", ""], ["frm", "a", ""], ["catalogue", "B", ""], ["forms", "a", "x"]]
    value, place = document_of([RECORD, "title", "life_events"], rows)
    assert [*value] == [
        "timetax",
        "title",
        *(f"{RECORD}: {k}" for k in ("catalogue", "frm", "forms")),
    ]
    assert place((f"{RECORD}: frm",)) == (1, 0)
    assert place((f"{RECORD}: catalogue",)) == (2, 0)


def test_no_cell_of_the_catalogue_itself_passes_for_a_section() -> None:
    value, place = document_of([RECORD, "forms"], [["catalogue", "x"], ["form", ""]])
    assert value == {"timetax": "1", "catalogue: forms": "x", "forms": [{}]}
    assert place(("catalogue: forms",)) == (0, 1)


@pytest.mark.parametrize("text", ["=1", "+1", "-a", "@a", "'=1", "''", "'", "'a", "''=", "a", ""])
def test_a_guarded_text_is_no_formula_and_is_found_again(text: str) -> None:
    assert guarded(text)[:1] not in set("=+-@")
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (0.0, "0"),
        (-0.0, "-0.0"),
        (1e15, "1000000000000000"),
        (1e-7, "1e-07"),
        (0.1, "0.1"),
    ],
)
def test_a_number_has_no_more_digits_than_it_needs(value: float, text: str) -> None:
    assert number(value) == text

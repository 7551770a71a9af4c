import tracemalloc
from typing import Any

import pytest

from tests.read.tabular.tables import (
    column,
    csv_of,
    forms,
    mistakes,
    one_column,
    places,
    read_csv,
    read_xlsx,
    valid,
    xlsx_of,
)
from timetax.read.tabular.reading import TableReading

GOOD: list[list[Any]] = [
    ["Form No.", "Title", "Agency", "OMB #", "# of respondents", "Responses per respondent",
     "Annual responses", "Hours per response", "Total annual hours", "Obligation", "Year",
     "Expiration date", "Life events"],
    ["D-1", "Dog licence", "CLERK", "0503-0007", "12,000", "1/3", "4,000", "0.25", "1,000",
     "Mandatory", "2024", "2027-06-30", "pets"],
]  # fmt: skip
FAULTS: list[tuple[str, Any]] = [
    ("D2", "5030007"), ("E3", "~500"), ("F4", "twice"), ("G5", "-4"), ("H6", "2:15"),
    ("I7", "#REF!"), ("J8", "Maybe"), ("K9", "24"), ("L10", "soon"), ("M11", "a: 0.9; b: 0.2"),
    ("A12", "2024-05-01"), ("B13", ""), ("C14", ""), ("E15", "<1"), ("F16", "10-15"),
    ("G17", "25%"), ("H18", "$5"), ("I19", "2024-06-30"), ("G20", "none"), ("E21", "1.234,5"),
]  # fmt: skip


def faulty() -> list[list[Any]]:
    rows: list[list[Any]] = [GOOD[0]] + [list(GOOD[1]) for _ in range(20)]
    for number, (cell, text) in enumerate(FAULTS, start=1):
        rows[number][ord(cell[0]) - ord("A")] = text
    return rows


def test_a_table_becomes_what_a_yaml_catalogue_is() -> None:
    made = valid(read_csv(csv_of(GOOD)))
    (form,) = made.content.forms
    assert (form.id, form.title, form.agency) == ("d-1", "Dog licence", "CLERK")
    assert form.control_number == "0503-0007"
    assert (form.respondents, form.responses_per_respondent) == (12_000, 1 / 3)
    assert (form.responses, form.minutes_per_response, form.published_hours) == (4_000, 15, 1_000)
    assert (form.obligation, form.estimate_year, form.expires) == ("mandatory", 2024, "2027-06-30")
    assert form.life_events == (("pets", None),)


def test_twenty_typical_faults_are_twenty_findings_with_their_cells() -> None:
    assert len(FAULTS) == 20
    book = read_xlsx(xlsx_of(faulty()))
    assert places(book) == [f"book.xlsx:Sheet1!{cell}" for cell, _ in FAULTS]
    text = read_csv(csv_of(faulty()))
    assert places(text) == [
        f"forms.csv:{cell[1:]}:{ord(cell[0]) - ord('A') + 1}" for cell, _ in FAULTS
    ]
    assert [each.message for each in book.reading.findings] == [
        each.message for each in text.reading.findings
    ]


def test_going_on_a_cell_costs_itself_unless_the_hours_of_its_row_hang_on_it() -> None:
    rows = [*faulty()[:4], GOOD[1]]
    table = read_csv(csv_of(rows), keep_going=True)
    assert [form.get("control_number") for form in forms(table)] == [None, "0503-0007"]
    assert any(
        note.startswith("Control_number is taken as unknown at forms.csv:2:4")
        for note in table.notes
    )
    assert (
        "Left out as with mistakes: 2 rows: forms.csv:3 (lost: 1,000 hours); "
        "forms.csv:4 (lost: 1,000 hours)."
    ) in table.notes


def test_going_on_does_not_hide_a_mistake_in_the_headings() -> None:
    assert mistakes(one_column("Time per response", "5", keep_going=True))


def test_findings_of_the_schema_point_at_cells() -> None:
    data = 'Title,Agency,Responses,Unit\n"Dog\nlicence",CLERK,5,x\n\nCat,CLERK,6,y\n'
    table = read_csv(data)
    assert len(forms(table)) == 2
    file = table.reading.file
    assert file is not None
    assert str(file.position(("forms", 0, "responses"))) == "forms.csv:2:3"
    assert str(file.position(("forms", 1, "responses"))) == "forms.csv:5:3"
    assert str(file.position(("forms", 1, "life_events", 0))) == "forms.csv:5:1"
    assert str(file.key_position(("forms", 1, "agency"))) == "forms.csv:5:2"
    assert str(file.position(())) == "forms.csv:1:1"
    assert file.span(("forms", 1, "agency")) is None


def test_headings_may_stand_below_titles() -> None:
    rows = [["Inventory 2024"], [], ["as of June", "", ""], *GOOD]
    assert len(forms(read_csv(csv_of(rows)))) == 1
    assert len(forms(read_xlsx(xlsx_of(rows)))) == 1
    rows[-1] = ["D-1", "Dog licence", "CLERK", "0503-0007", "many"]
    assert places(read_csv(csv_of(rows))) == ["forms.csv:5:5"]
    assert places(read_xlsx(xlsx_of(rows))) == ["book.xlsx:Sheet1!E5"]


def test_a_table_without_known_headings_is_an_error_that_shows_them() -> None:
    (message,) = mistakes(read_csv("Colour,Size\nred,5\n"))
    assert "no heading is known" in message
    assert "'Colour', 'Size'" in message
    assert mistakes(read_csv("")) == ["forms.csv:1:1: error: the table is empty [heading]"]


def test_a_mapping_names_what_is_not_known() -> None:
    table = read_csv("Ding,Amt,n\nDog,Stadt,5\n",
                     mapping={"Ding": "title", "Amt": "agency", "n": "responses"})  # fmt: skip
    assert forms(table) == [{"title": "Dog", "agency": "Stadt", "responses": "5", "id": "dog"}]


def test_mistakes_in_a_mapping_are_reported_together() -> None:
    options = {"Titel": "title", "Agency": "agncy"}
    found = mistakes(read_csv("Title,Agency,Year\nA,B,2024\n", mapping=options))
    assert len(found) == 2
    assert "did you mean 'Title'?" in found[0]
    assert "did you mean 'agency'?" in found[1]


def test_two_headings_of_one_key_are_an_error() -> None:
    (message,) = mistakes(read_csv("Title,Agency,Responses,Annual responses\nA,B,1,2\n"))
    assert message.startswith("forms.csv:1:4: error: 'Responses' and 'Annual responses' are both")
    table = read_csv("Title,Agency,Responses,Annual responses\nA,B,1,2\n",
                     mapping={"Responses": "ignore"})  # fmt: skip
    assert column("responses", table) == ["2"]


@pytest.mark.parametrize(("missing", "heading"), [("title", "Agency"), ("agency", "Title")])
def test_a_missing_column_that_forms_need_is_an_error(missing: str, heading: str) -> None:
    (message,) = mistakes(read_csv(f"{heading},Responses,Year,Boss\nA,1,2024,x\n"))
    assert f"no column is the {missing}; name it with `--map Boss={missing}`" in message


def test_what_may_be_the_title_is_a_column_of_words_and_not_of_figures() -> None:
    found = mistakes(read_csv("Form number,Agency,Burden 2022,Colour\nDog,A,1,red\nCat,A,2,blue\n"))
    assert any("HEADING being one of 'Form number', 'Colour'" in message for message in found)
    found = mistakes(read_csv("Form number,Agency,Burden 2022\nDog,A,1\nCat,A,2\n"))
    assert any('name it with `--map "Form number"=title`' in message for message in found)


def test_headings_that_are_not_known_are_listed_in_a_note() -> None:
    table = read_csv("Title,Agency,Colour,Size,Year\nA,B,red,5,2024\n", mapping={"Size": "ignore"})
    assert table.notes[0].startswith("Columns of forms.csv left out: 'Colour' (--map")


def test_totals_are_left_out_and_said() -> None:
    rows = [["Title", "Agency", "Responses"], ["A", "X", "1"], ["Subtotal", "", "1"],
            ["Total disability discharge", "X", "2"], ["Grand Total:", "", "3"]]  # fmt: skip
    for table in (read_csv(csv_of(rows)), read_xlsx(xlsx_of(rows))):
        assert [form["title"] for form in forms(table)] == ["A", "Total disability discharge"]
    assert read_csv(csv_of(rows)).notes[1:4] == (
        "Left out as a total: 2 rows: forms.csv:3 'Subtotal' (Responses: 1); "
        "forms.csv:5 'Grand Total:' (Responses: 3).",
        "The file's own total of responses (forms.csv:3), 1, is the sum of the 1 row read.",
        "The file's own total of responses (forms.csv:5), 3, is the sum of the 2 rows read.",
    )


def test_a_total_in_the_column_of_agencies_is_one_too() -> None:
    table = read_csv("Agency,Title,Responses\nX,A,5\nTOTAL,,5\n")
    assert len(forms(table)) == 1


def test_repeated_headings_and_remarks_are_left_out_and_said() -> None:
    table = read_csv("Title,Agency,Year\nA,X,2024\nTitle,Agency,Year\nB,X,2024\n,,\nSource: us,,\n")
    assert [form["title"] for form in forms(table)] == ["A", "B"]
    assert table.notes[1:3] == (
        "Left out as a repeated heading: 1 row: forms.csv:3.",
        "Left out as a remark: 1 row: forms.csv:6 'Source: us'.",
    )


def test_a_column_in_which_nothing_can_be_read_is_one_finding() -> None:
    (message,) = mistakes(one_column("Respondents", *["Veterans"] * 50))
    assert message.startswith("forms.csv:1:3: error: Respondents: none of its 50 texts")


def test_ids_are_made_and_unique() -> None:
    data = "Form No.,Title,Agency\nD-1,A,X\n,B & C,X\nD-1,D,X\nNone,B c,X\n"
    table = read_csv(data)
    assert column("id", table) == ["d-1", "b-c", "d-1-2", "b-c-2"]
    assert "Ids were made from form numbers or titles." in table.notes
    assert column("id", read_csv("ID,Title,Agency\nq,A,X\n,Q,X\n")) == ["q", "q-2"]


def test_levels_of_agencies_become_agencies_with_parents() -> None:
    data = "Department,Bureau,Title\nState,Consular,A\nState,,B\nState,OIG,C\nLabor,OIG,D\n"
    table = read_csv(data, levels="none")
    made = valid(table)
    assert [(a.id, a.name, a.parent) for a in made.content.agencies] == [
        ("State", "State", None), ("Consular", "Consular", "State"),
        ("OIG (State)", "OIG", "State"), ("Labor", "Labor", None), ("OIG (Labor)", "OIG", "Labor"),
    ]  # fmt: skip
    assert column("agency", table) == ["Consular", "State", "OIG (State)", "OIG (Labor)"]
    assert str(made.file.position(("agencies", 3, "name"))) == "forms.csv:5:1"


def test_a_source_has_its_address() -> None:
    table = read_csv("Title,Agency,Source,URL\nA,X,Law 5,https://x.org\nB,X,,https://y.org\n")
    assert column("source", table) == [
        {"title": "Law 5", "url": "https://x.org"},
        {"title": "https://y.org", "url": "https://y.org"},
    ]
    valid(table)


def test_frequencies_in_words_give_responses_only_as_inferred() -> None:
    table = read_csv("Title,Agency,Respondents,Frequency\nA,X,5,Monthly\nB,X,6,On occasion\n")
    assert column("responses_per_respondent", table) == ["12", None]
    assert column("basis", table) == [{"responses_per_respondent": "inferred"}, None]
    assert any("'On occasion'" in note for note in table.notes)
    valid(table)


def test_a_row_with_too_many_cells_is_an_error_and_with_too_few_is_not() -> None:
    table = read_csv("Title,Agency,Year\nA,X,2024,red\nB\nC,X\nD,X,2024,,\n")
    assert places(table) == ["forms.csv:2:4"]


def big(rows: int) -> bytes:
    lines = [f"F-{i},Form {i},AG{i % 7},{i % 90:,},15" for i in range(rows)]
    return "\n".join(["Form,Title,Agency,Responses,Minutes per response", *lines]).encode()


def test_positions_in_a_big_table_take_little_memory() -> None:
    def read() -> TableReading:
        return read_csv(big(20_000))

    table = read()
    file = table.reading.file
    assert file is not None
    assert str(file.position(("forms", 19_999, "responses"))) == "forms.csv:20001:4"
    document = table.reading.document
    assert document is not None
    tracemalloc.start()
    try:
        again = read()
        assert again.reading.document is not None
        held = again.reading.document.value["forms"]
        before, _ = tracemalloc.get_traced_memory()
        del again, document
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(held) == 20_000
    assert before - after < 20_000 * 32

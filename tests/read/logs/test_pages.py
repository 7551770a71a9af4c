"""Tables of pages and the maps that give them to forms."""

from pathlib import Path

import pytest

from timetax.findings import InputError
from timetax.read.logs.columns import columns_of
from timetax.read.logs.files import headings_of_text, log_files
from timetax.read.logs.forms_map import load_forms_map
from timetax.read.logs.pages import read_pages
from timetax.tables.visits import FormVisits

MAP = """\
timetax: 1
forms:
  - form: a
    pages: "x.gov/a/*"
    last: "*/done"
    leave_out: ["*error*"]
"""


@pytest.fixture
def visits(tmp_path: Path):
    def read(table: str, forms: str = MAP) -> FormVisits:
        (tmp_path / "log.csv").write_text(table, encoding="utf-8")
        (tmp_path / "map.yaml").write_text(forms, encoding="utf-8")
        files = log_files([str(tmp_path / "log.csv")])
        columns = columns_of(headings_of_text(files.name, "csv"), files.name, {}, has_map=True)
        found, _ = read_pages(files, columns.columns, load_forms_map(tmp_path / "map.yaml"))
        return found[0]

    return read


def test_rows_of_one_page_are_added_before_anything_else(visits) -> None:
    table = "page,visits,avg_session_duration\n"
    made = visits(f"{table}x.gov/a/1,30,10\nx.gov/a/1,10,50\nhttps://x.gov/a/done,20,5\n")
    assert [(each.visits, each.seconds) for each in made.steps] == [(40, 20), (20, 5)]
    assert made.last_visits == 20


def test_schemes_and_white_space_make_no_other_page(visits) -> None:
    pages = ("x.gov/a/1,1", "HTTPS://x.gov/a/1,2", "app://x.gov/a/1,8", "  http://x.gov/a/1 ,4")
    rows = "".join(f"{each},9\n" for each in (*pages, "x.gov/a/done,7"))
    made = visits(f"page,visits,avg_session_duration\n{rows}")
    assert [(each.page, each.visits) for each in made.steps] == [
        ("x.gov/a/1", 15),
        ("x.gov/a/done", 7),
    ]


def test_a_folder_is_not_below_itself_and_waiting_pages_are_no_steps(visits) -> None:
    rows = (
        "a/",
        "a/form-saved",
        "a/form-saved/",
        "a/an-error-page",
        "b/1",
        "a/done",
        "a/done?next=login",
    )
    table = "".join(f"x.gov/{each},1,1\n" for each in rows)
    made = visits(f"page,visits,avg_session_duration\n{table}")
    assert [each.page for each in made.steps] == ["x.gov/a/done", "x.gov/a/done?next=login"]
    left_out = ("form-saved", "form-saved/", "an-error-page")
    assert [each.page for each in made.left_out] == [f"x.gov/a/{each}" for each in left_out]
    assert made.last_visits == 1


def test_a_form_without_its_last_page_is_not_measured_and_says_why(visits) -> None:
    made = visits("page,visits,avg_session_duration\nx.gov/a/1,3,1\n")
    assert made.why_not == "no page of the table is like its last, */done"


def test_a_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "log.xlsx").write_bytes(b"PK\x03\x04\x00")
    with pytest.raises(InputError, match="save the sheet of a workbook as CSV"):
        log_files([str(tmp_path / "log.xlsx")])


@pytest.mark.parametrize(
    ("table", "forms", "message"),
    [
        ("x.gov/a/1,-3,1\nx.gov/a/1,3,soon\n", MAP, "log.csv:2:1: error: visits: must be a number"),
        (f"x.gov/a/1,{'1' * 400},1\n", MAP, "log.csv:2:1: error: visits: must be a number"),
        ("x.gov/a/1,3,1\n", f"{MAP}  - {{form: b, pages: '*/1'}}\n", "gives x.gov/a/1 to 'a' and"),
        ("x.gov/a/1,3,1\n", f"{MAP}  - {{form: a, pages: '*/1'}}\n", "'a' is given twice"),
        ("x.gov/a/1,3,1\n", f"{MAP}  - {{form: c, page: '*/1'}}\n", "did you mean 'pages'"),
        ("x.gov/a/1,3,1\n", "timetax: 1\nforms: []\n", "names no form"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(visits, table: str, forms: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        visits(f"page,visits,avg_session_duration\n{table}", forms)
    assert message in str(error.value)

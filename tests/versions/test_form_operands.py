from pathlib import Path

import pytest

from tests.console import run
from timetax.findings import InputError
from timetax.versions.form_operands import are_forms

LAYOUT = "<table><tr><td>Name<td><input><tr><td>Born<td><input></table>"
TABLE = "<table><tr><th>Title<th>Agency<th>Responses<tr><td>Permit<td>A<td>60</table>"


@pytest.mark.parametrize(
    ("page", "is_form"),
    [
        (TABLE, False),
        (f"<form role=search><input></form>{TABLE}", False),
        (f"<form><input name=q><button>Find</button></form>{TABLE}", False),
        (f"<form>{LAYOUT}</form>", True),
        ("<form><input></form>", True),
        ("<p>Nothing", True),  # which is refused as a form, by what it lacks
    ],
)
def test_a_page_with_a_table_of_forms_and_no_form_but_a_search_is_a_version_of_a_catalogue(
    page: str, is_form: bool, tmp_path: Path
) -> None:
    for name in ("a.html", "b.HTM"):
        (tmp_path / name).write_text(f"<!doctype html><html><body>{page}</body></html>")
    assert are_forms([f"{tmp_path}/a.html", f"{tmp_path}/b.HTM"]) is is_form


def test_a_page_with_a_table_of_forms_and_a_form_is_asked_about(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(f"<html><body>{TABLE}<form>{LAYOUT}</form></body></html>")
    with pytest.raises(InputError, match="a form that asks 2 questions; `--input html` reads"):
        are_forms([str(page), str(page)])
    done = run(f"timetax diff {page} {page} --input html")
    assert done.returncode == 0

from pathlib import Path

import pytest

from timetax.versions.form_operands import are_forms

TABLE = "<table><tr><th>Title<th>Responses<tr><td>Permit<td>60</table>"


@pytest.mark.parametrize(
    ("page", "is_form"),
    [
        (TABLE, False),
        (f"<form action=/>{TABLE}<label>Name <input></label></form>", True),
        ("<form><input></form>", True),
        ("<p>Nothing", True),  # which is refused as a form, by what it lacks
    ],
)
def test_a_page_with_a_table_and_no_form_is_a_version_of_a_catalogue(
    page: str, is_form: bool, tmp_path: Path
) -> None:
    for name in ("a.html", "b.HTM"):
        (tmp_path / name).write_text(f"<!doctype html><html><body>{page}</body></html>")
    assert are_forms([f"{tmp_path}/a.html", f"{tmp_path}/b.HTM"]) is is_form

"""The list of forms keeps to a line or two a form, and says how many it leaves out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests import made
from tests.console import run

WORD = st.text(st.sampled_from("abc-"), min_size=1, max_size=30)
TITLES = st.lists(WORD, min_size=1, max_size=20).map(" ".join)


@given(titles=st.lists(TITLES, min_size=2, max_size=3), length=st.integers(1, 20))
def test_a_form_has_one_or_two_lines_in_a_terminal_of_80_columns(
    titles: list[str], length: int
) -> None:
    forms = [
        {"id": f"{place}{'x' * length}", "title": title, "responses": 60, "minutes_per_response": 1}
        for place, title in enumerate(titles)
    ]
    lines = timetax.format_report(timetax.list_forms(made.tables(forms))).splitlines()
    heading = next(place for place, line in enumerate(lines) if line.startswith("form "))
    listed = lines[heading + 2 : lines.index("", heading)]
    assert len(titles) <= len(listed) <= 2 * len(titles)
    assert all(len(line) <= 80 for line in listed)


def test_it_says_how_many_forms_it_leaves_out() -> None:
    report = timetax.list_forms(made.tables([{}] * 3), top=2)
    (section,) = report.sections
    assert report.headline == "3 forms."
    assert (len(section.rows), section.notes) == (2, ("1 more; --top 3 shows them.",))


def test_it_never_lists_no_form() -> None:
    with pytest.raises(timetax.InputError, match="must be 1 or more"):
        timetax.list_forms(made.tables([{}]), top=0)


def test_people_see_25_forms_and_programs_all() -> None:
    shown = run("timetax forms").stdout
    assert "388 more; --top 413 shows them." in shown
    assert "412 more; --top 413 shows them." in run("timetax forms --top 1").stdout
    listed = json.loads(run("timetax forms --format json").stdout)["sections"][0]
    assert len(listed["rows"]) == 413
    assert listed["notes"] == []

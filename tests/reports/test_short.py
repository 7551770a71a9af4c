"""The report that people see first fits a screen, and says what it leaves out."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests import made
from tests.console import run
from timetax.reports.report import Report
from timetax.reports.short import SECTIONS, short_report, with_counted_notes

LINES, WIDTH = 45, 80
WORDS = st.text(st.sampled_from("ab é"), min_size=1, max_size=90).filter(str.strip)


def report(count: int = 8, name: str = "A name", **about: str) -> Report:
    forms = [
        {
            "id": f"form-{each}",
            "title": f"{name} {each}",
            "agency": f"a{each}",
            "responses": 60,
            "minutes_per_response": each + 1,
            "life_events": [f"e{each}", "e0"] if each else ["e0"],
        }
        for each in range(count)
    ]
    agencies = [{"id": f"a{each}", "name": f"{name} {each}"} for each in range(count)]
    events = [{"id": f"e{each}", "name": f"{name} {each}"} for each in range(count)]
    tables = made.tables(forms, agencies=agencies, life_events=events, **about)
    return timetax.report_on(tables, top=5)


def lines(made: Report) -> list[str]:
    return timetax.format_report(made, width=WIDTH).splitlines()


@given(name=WORDS, description=WORDS, sentences=st.integers(1, 9), count=st.integers(1, 9))
def test_it_fits_a_screen_whatever_the_names_are(
    name: str, description: str, sentences: int, count: int
) -> None:
    about = {"title": name, "description": " ".join([f"{description}."] * sentences)}
    assert len(lines(short_report(report(count, name, **about)))) <= LINES


def test_the_bundled_report_fits_a_screen_and_the_full_one_has_the_rest() -> None:
    short, full = run("timetax report").stdout, run("timetax report --full").stdout
    assert len(short.splitlines()) <= LINES < len(full.splitlines())
    assert "Not shown: 9 tables and 3 notes; --full shows all." in short
    assert "The oldest estimates in the total" in full
    assert "--full" not in full


def test_it_has_each_figure_of_the_sections_that_it_keeps() -> None:
    whole = report()
    short = short_report(whole)
    assert [each.key for each in short.sections] == ["department", "life_event", "form"]
    for section in short.sections:
        (before,) = [each for each in whole.sections if each.key == section.key]
        assert section.rows == before.rows


@pytest.mark.parametrize("covers", [None, "us-federal-government"])
@pytest.mark.parametrize("form", [{}, {"responses": 60}, {"excluded": "counted elsewhere"}])
def test_it_is_the_same_if_the_sections_that_it_does_not_show_are_not_made(
    covers: str | None, form: dict[str, str | int]
) -> None:
    about = {"covers": covers} if covers else {}
    forms = [
        {"id": "f", "title": "F", "agency": "a", "minutes_per_response": 1, **form},
        *([] if form else [{"id": "g", "title": "G", "agency": "b", "life_events": ["e"]}]),
    ]
    tables = made.tables(forms, **about)
    whole = timetax.report_on(tables, top=1)
    assert short_report(timetax.report_on(tables, top=1, only=SECTIONS)) == short_report(whole)


@pytest.mark.parametrize(
    ("description", "shown"),
    [
        ("One. Two.", "One. Two."),
        (f"One. {'two ' * 60}end.", "One. ..."),
    ],
)
def test_of_a_long_description_it_has_the_first_sentences(description: str, shown: str) -> None:
    assert short_report(replace(report(), description=description)).description == shown


@pytest.mark.parametrize("notes", [2, 12])
def test_the_first_notes_on_how_files_were_read_are_shown_and_the_others_counted(
    notes: int,
) -> None:
    tables = replace(made.tables([{}]), notes=tuple(f"Note {each}." for each in range(notes)))
    whole = timetax.report_on(tables, ["agency"])
    shown = with_counted_notes(whole).notes
    counted = "Not shown: 9 notes on the files and how they were read; --full shows all."
    assert [each for each in shown if each.startswith("Note")] == [
        f"Note {each}." for each in range(min(notes, 3))
    ]
    assert (counted in shown) == (notes > 3)
    assert "Note 0." in short_report(whole).notes


def test_a_total_that_a_table_leaves_out_and_proves_is_told_at_once(tmp_path: Path) -> None:
    table = tmp_path / "forms.csv"
    rows = ("A,X,60,10", "B,X,30,10", "Total,,90,")
    table.write_text("\n".join(("title,agency,responses,minutes", *rows)))
    shown = " ".join(run(f"timetax report {table}").stdout.split())
    assert "Left out as a total: 1 row: " in shown
    assert "is the sum of the 2 rows read." in shown


def test_it_always_says_which_rows_of_a_file_could_not_be_read(tmp_path: Path) -> None:
    table = tmp_path / "forms.csv"
    table.write_text("id,title,agency,responses,minutes\na,A,X,6,10\nb,B,X,six,10\n")
    for options in ("", "--by agency"):
        shown = run(f"timetax report {table} --keep-going {options}").stdout
        assert " ".join(shown.split()).count("Left out as with mistakes: 1 row") == 1


def test_data_has_all_of_it_without_being_asked() -> None:
    assert "oldest" in run("timetax report --format json").stdout
    assert "oldest" in run("timetax report --format markdown").stdout

"""What no program of ours would write ends in one line with its place, and exit code 2."""

import json
from pathlib import Path

import pytest

import timetax
from tests import console
from tests.versions.repositories import forms
from timetax.read.inputs import Blob


def lines_of(command: str, folder: Path) -> str:
    done = console.run(f"timetax {command}", cwd=folder)
    assert "Traceback" not in done.stderr
    assert done.returncode == 2
    return done.stderr


def saved(folder: Path) -> str:
    (folder / "forms.yaml").write_text(forms(1))
    console.run("timetax report forms.yaml --by form -o saved.json", cwd=folder)
    return (folder / "saved.json").read_text()


@pytest.mark.parametrize("figure", ["1.7e308", "1e61", "5e-324", "-1", "1e999", "NaN", "9" * 5000])
def test_figures_in_a_saved_report_that_no_sum_could_hold_are_refused(
    tmp_path: Path, figure: str
) -> None:
    text = saved(tmp_path)
    tables = text.index('"tables"')
    row = text.index("60.0", tables)
    (tmp_path / "odd.json").write_text(text[:row] + figure + text[row + 4 :])
    assert lines_of("diff forms.yaml odd.json", tmp_path).startswith("odd.json")


def test_half_a_character_in_a_saved_report_is_refused_at_its_place(tmp_path: Path) -> None:
    text = saved(tmp_path).replace("Form 0", "Form \\ud800")
    (tmp_path / "odd.json").write_text(text)
    assert "half of a character" in lines_of("diff forms.yaml odd.json", tmp_path)


@pytest.mark.parametrize("half", ["\\ud800", "\\udfff x"])
@pytest.mark.parametrize(
    "row",
    [
        '{"id": "b", "title": "HALF", "agency": "A", "respondents": 1, "minutes_per_response": 1}',
        '{"id": "b", "title": "T", "agency": "A", "life_events": ["HALF"]}',
        '{"id": "b", "title": "T", "agency": "A", "source": {"title": "HALF"}}',
        '{"id": "b", "title": "T", "agency": "A", "HALF": 1}',
    ],
)
def test_half_a_character_in_json_rows_is_refused_at_its_line(
    tmp_path: Path, row: str, half: str
) -> None:
    first = '{"id": "a", "title": "T", "agency": "A", "respondents": 1, "minutes_per_response": 1}'
    (tmp_path / "odd.jsonl").write_text(f"{first}\n{row.replace('HALF', half)}\n")
    said = lines_of("report odd.jsonl", tmp_path)
    assert said.startswith("odd.jsonl:2:")
    assert "half of a character" in said
    (tmp_path / "odd.json").write_text(f"[{first},\n{row.replace('HALF', half)}]\n")
    assert lines_of("report odd.json", tmp_path).startswith("odd.json:2:")


def test_half_a_character_in_a_cell_of_a_table_stays_the_letters_that_stand_there() -> None:
    heading = "id,title,agency,respondents,minutes_per_response,source"
    table = f'{heading}\na,T,A,1,1,"{{""title"": ""\\ud800""}}"\n'
    read = timetax.tabulate(timetax.load(Blob("odd.csv", table.encode())))
    assert list(read.forms["source"]) == ['{"title": "\\ud800"}']


@pytest.mark.parametrize(
    "figure", ["5e-324", "1e-16", "1e-400", "1/99999999999999999", ".0" + "0" * 400 + "1"]
)
def test_a_figure_that_is_too_small_for_one_is_refused(figure: str) -> None:
    text = forms(1).replace("60", figure)
    with pytest.raises(timetax.InputError, match=r"below 1e-15|not a number"):
        timetax.load(Blob("forms", text.encode()))


@pytest.mark.parametrize("figure", ["0", "0.0", "0e5", "0/7", "1e-15"])
def test_zero_and_the_least_figure_are_figures(figure: str) -> None:
    timetax.load(Blob("forms", forms(1).replace("60", figure).encode()))


def titled(value: str) -> str:
    """Return the title that a catalogue has whose title is spelt so."""
    form = f"forms: [{{id: a, title: {value}, agency: A}}]"
    return timetax.load(Blob("forms", f"timetax: 1\n{form}\n".encode())).forms[0].title


@pytest.mark.parametrize("text", ["😀", "a 😀 b 🏳️‍🌈", "\U0010ffff\U00010000", "\\😀", "x"])
def test_json_s_escapes_beyond_u_ffff_are_read(text: str) -> None:
    assert titled(json.dumps(text)) == text


def test_what_looks_like_an_escape_outside_of_double_quotes_is_text() -> None:
    assert titled(r"'\ud83d\ude00'") == r"\ud83d\ude00"
    assert titled(r'"\\ud83d\\ude00"') == r"\ud83d\ude00"


@pytest.mark.parametrize("text", [r'"\ud83d"', r'"\ude00\ud83d"', r'"\ud83dx\ude00"'])
def test_half_of_a_character_is_no_text(text: str) -> None:
    with pytest.raises(timetax.InputError, match=r"YAML|escape"):
        titled(text)

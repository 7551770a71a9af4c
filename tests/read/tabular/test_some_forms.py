"""Some forms of a sheet that is read by its columns are those of the whole catalogue."""

from pathlib import Path

import pytest

import timetax
from tests.console import run
from timetax.read.options import AS_THEY_ARE
from timetax.read.to_tables import tables_at

PEOPLE = """Form,Agency,Respondents,Minutes per response,Source
A,Parks,10,30,A notice
1234-0001,Roads,20,6,
C,Parks,30,12,Another notice
D,Roads,30,12,
"""


@pytest.mark.parametrize("name", ["forms.csv", "flat.parquet"])
def test_they_say_what_they_say_and_stand_where_they_stand_in_all(
    name: str, tmp_path: Path
) -> None:
    path, plain = tmp_path / name, tmp_path / "forms.csv"
    plain.write_text(PEOPLE)
    if path != plain:
        assert run(f"timetax convert {plain} -o {path}").returncode == 0
    whole = timetax.load(path)
    wanted = [form.id for form in whole.forms][1:3]
    told = tables_at([str(path)], AS_THEY_ARE).catalogue
    assert told is not None
    some = told(wanted)
    assert list(some.forms) == [form for form in whole.forms if form.id in wanted]
    for each in wanted:
        assert some.position(each) == whole.position(each)
        assert some.department(some.forms[0].agency) == whole.department(some.forms[0].agency)

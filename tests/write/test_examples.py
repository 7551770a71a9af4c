from pathlib import Path

import pytest

from tests.console import ROOT, run
from tests.made import bundled, bundled_tables
from timetax.findings import InputError
from timetax.write.examples import write_examples

FILES = sorted(path.name for path in (ROOT / "examples").iterdir())


def test_the_examples_are_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    written = write_examples(tmp_path / "a" / "b")
    assert [path.name for path in written] == FILES
    for path in written:
        assert path.read_bytes() == (ROOT / "examples" / path.name).read_bytes()


def test_a_file_that_is_there_is_never_written_over_and_nothing_else_is_written(
    tmp_path: Path,
) -> None:
    (tmp_path / "city.yaml").write_text("mine", encoding="utf-8")
    (tmp_path / "permits.csv").symlink_to("nowhere")
    with pytest.raises(InputError) as error:
        write_examples(tmp_path)
    assert [str(each.position) for each in error.value.findings] == [
        str(tmp_path / "city.yaml"),
        str(tmp_path / "permits.csv"),
    ]
    assert (tmp_path / "city.yaml").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["city.yaml", "permits.csv"]


def test_a_folder_that_cannot_be_made_is_an_error_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in ("file", "file/inside"):
        done = run(f"timetax examples {folder}", cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.startswith(f"{folder}: error: cannot be made: ")


def test_the_command_names_what_it_wrote_and_fails_the_second_time(tmp_path: Path) -> None:
    first = run("timetax examples here", cwd=tmp_path)
    assert first.stdout.splitlines() == [str(Path("here", name)) for name in FILES]
    second = run("timetax examples here", cwd=tmp_path)
    assert (second.returncode, second.stdout) == (2, "")
    assert second.stderr.count("is there already, and nothing was written") == len(FILES)


def test_the_heaviest_forms_of_the_example_are_the_heaviest_forms() -> None:
    import timetax

    scenario = timetax.load_scenario(str(ROOT / "examples" / "ten-heaviest-halved.yaml"))
    tables = bundled_tables()
    heaviest = timetax.totals_by(tables, "form")["form"].head(10).tolist()
    comparison = timetax.compare(timetax.tabulate(bundled()), [scenario])
    changed = comparison.cases[0].tables.forms.set_index("form")["burden_hours"]
    before = tables.forms.set_index("form")["burden_hours"].loc[changed.index]
    assert sorted(changed.index[changed < before]) == sorted(heaviest)

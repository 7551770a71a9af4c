"""A project begins with one command, from nothing or from a spreadsheet, and nothing is lost."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.console import run
from timetax.write.project import SERVICES

TABLE = "Title,Agency,Responses,Time\nDog licence,City,1000,5\nCat licence,City,200,7\n"


def files(folder: Path) -> set[str]:
    return {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}


def test_from_nothing_the_catalogue_passes_the_strictest_check(tmp_path: Path) -> None:
    done = run("timetax init", cwd=tmp_path)
    assert done.returncode == 0
    assert files(tmp_path) == {"forms.yaml", "timetax.toml"}
    checked = run("timetax check --strict", cwd=tmp_path)
    assert (checked.returncode, checked.stdout) == (0, "No findings in 1 file.\n")
    assert "300 hours a year on 1 form" in run("timetax report", cwd=tmp_path).stdout


def test_the_catalogue_may_have_another_name_in_the_folder(tmp_path: Path) -> None:
    run("timetax init -c data/our-forms.yaml --ci azure --pre-commit", cwd=tmp_path)
    assert "data/our-forms.yaml" in files(tmp_path)
    for each in ("timetax.toml", "azure-pipelines.yml", ".pre-commit-config.yaml"):
        assert "data/our-forms.yaml" in (tmp_path / each).read_text(encoding="utf-8")
    assert run("timetax check --strict", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("name", ["../forms.yaml", "/tmp/x.yaml", "a b.yaml", "x.json", "a//b.yml"])
def test_a_name_that_is_no_path_in_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    done = run(f"timetax init -c '{name}'", cwd=tmp_path)
    assert done.returncode == 2
    assert "is no path within the folder" in done.stderr
    assert not files(tmp_path)


@pytest.mark.parametrize(("service", "path"), SERVICES.items())
def test_a_service_and_a_hook_are_written_where_they_are_looked_for(
    service: str, path: str, tmp_path: Path
) -> None:
    run(f"timetax init --ci {service} --pre-commit", cwd=tmp_path)
    assert files(tmp_path) == {"forms.yaml", "timetax.toml", path, ".pre-commit-config.yaml"}
    for each in (path, ".pre-commit-config.yaml"):
        assert "timetax check forms.yaml" in (tmp_path / each).read_text(encoding="utf-8")
        assert yaml.safe_load((tmp_path / each).read_text(encoding="utf-8"))


@pytest.mark.parametrize("there", ["forms.yaml", "timetax.toml", ".pre-commit-config.yaml"])
def test_nothing_is_written_over_and_then_nothing_is_written(there: str, tmp_path: Path) -> None:
    (tmp_path / there).write_text("mine", encoding="utf-8")
    done = run("timetax init --ci github --pre-commit", cwd=tmp_path)
    assert done.returncode == 2
    assert f"{there}: error: is there already" in done.stderr
    assert files(tmp_path) == {there}
    assert (tmp_path / there).read_text(encoding="utf-8") == "mine"


def test_what_cannot_all_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / ".github").write_text("a file where a folder is to be", encoding="utf-8")
    assert run("timetax init --ci github", cwd=tmp_path).returncode == 2
    assert files(tmp_path) == {".github"}


def test_without_a_terminal_questions_on_a_table_are_told_with_what_settles_them(
    tmp_path: Path,
) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    done = run("timetax init t.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "--map Time=minutes_per_response   minutes for one response" in done.stdout
    assert files(tmp_path) == {"t.csv"}


def test_a_table_becomes_a_catalogue_and_a_file_by_which_it_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    run("timetax init t.csv --map Time=minutes_per_response", cwd=tmp_path)
    assert files(tmp_path) == {"t.csv", "forms.yaml", "timetax.toml", "t.map.yaml"}
    mine = run("timetax report --format csv", cwd=tmp_path).stdout
    again = run("timetax report t.csv --map t.map.yaml --format csv", cwd=tmp_path).stdout
    assert mine == again
    assert "106.6" in mine


def test_in_a_terminal_what_is_open_is_asked(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    terminal, other = pty.openpty()
    os.write(terminal, b"2\ngitlab\ny\n")
    code = "import sys; sys.argv[0] = 'timetax'; from timetax.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "init", "t.csv"],
        stdin=other,
        stdout=other,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        timeout=120,
        check=False,
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    assert {".gitlab-ci.yml", ".pre-commit-config.yaml", "forms.yaml"} <= files(tmp_path)
    assert 'Time": hours_per_response' in (tmp_path / "t.map.yaml").read_text(encoding="utf-8")

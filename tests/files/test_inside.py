"""What a file names stays in its own folder or in the working folder."""

import json
from pathlib import Path

import pytest

from tests import console
from tests.versions.repositories import REFORM, forms
from timetax.bundle import bundled
from timetax.files.inside import path_named

SECRET = "password: hunter2\n"


@pytest.fixture
def places(tmp_path: Path) -> Path:
    """Return a folder with `mine`, and beside it files of somebody else."""
    mine = tmp_path / "mine"
    (mine / "inside").mkdir(parents=True)
    (mine / "forms.yaml").write_text(forms(1))
    (mine / "inside" / "forms.yaml").write_text(forms(1))
    (tmp_path / "secret.yaml").write_text(SECRET)
    (tmp_path / "forms.yaml").write_text(forms(7))
    (mine / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (mine / "link").symlink_to(tmp_path)
    (mine / "loop.yaml").symlink_to("loop.yaml")
    return mine


LEADING_OUT = ["../secret.yaml", "link.yaml", "link/secret.yaml", "inside/../../secret.yaml"]


@pytest.mark.parametrize("name", ["a.yaml", "inside/a.yaml", "inside/../a.yaml", "./a.yaml"])
def test_what_is_inside_the_folder_is_taken(places: Path, name: str) -> None:
    assert path_named(name, places) == places / name


def test_what_is_in_the_working_folder_is_taken(
    places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(places)
    assert path_named("../forms.yaml", places / "inside").resolve() == places / "forms.yaml"


def test_what_comes_with_the_program_is_taken(places: Path) -> None:
    assert path_named(str(bundled()), places) == bundled()


@pytest.mark.parametrize("name", [*LEADING_OUT, "/etc/passwd", "~/../../secret.yaml"])
def test_what_is_outside_is_not(places: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"outside of the folder.*--allow-outside"):
        path_named(name, places)
    assert path_named(name, places, anywhere=True) == places / name


def test_a_name_that_no_file_can_have_is_refused(places: Path) -> None:
    with pytest.raises(ValueError, match="NUL"):
        path_named("a\0b", places)


@pytest.mark.parametrize("name", [*LEADING_OUT, "a\\0b", "loop.yaml"])
@pytest.mark.parametrize("key", ["catalogue", "extends"])
def test_a_scenario_that_names_what_is_outside_is_refused_at_its_line(
    places: Path, key: str, name: str
) -> None:
    (places / "reform.yaml").write_text(f'{REFORM}{key}: "{name}"\n')
    for command in ("whatif", "diff"):
        done = console.run(f"timetax {command} reform.yaml", cwd=places)
        assert done.returncode == 2
        assert "reform.yaml" in done.stderr.splitlines()[0]
        assert "hunter2" not in done.stderr + done.stdout
        assert "Traceback" not in done.stderr


def test_an_option_lets_a_scenario_name_what_is_outside(places: Path) -> None:
    (places / "reform.yaml").write_text(f"{REFORM}catalogue: ../forms.yaml\n")
    assert console.run("timetax whatif reform.yaml", cwd=places).returncode == 2
    for command in ("whatif", "diff"):
        done = console.run(f"timetax {command} reform.yaml --allow-outside", cwd=places)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", [*LEADING_OUT, "a\\u0000b"])
@pytest.mark.parametrize(
    "written",
    [
        "baseline = {}",
        "[[budgets]]\nname = 'a'\nincrease_percent = 1\nbaseline = {}",
        "[diff]\ncatalogue = [{}]",
    ],
)
def test_a_configuration_that_names_what_is_outside_is_refused_at_its_line(
    places: Path, written: str, name: str
) -> None:
    (places / "timetax.toml").write_text(written.format(f'"{name}"') + "\n")
    for command in ("check forms.yaml", "diff forms.yaml forms.yaml"):
        done = console.run(f"timetax {command}", cwd=places)
        assert done.returncode == 2
        assert done.stderr.startswith("timetax.toml:"), done.stderr
        assert "hunter2" not in done.stderr + done.stdout
        allowed = console.run(f"timetax {command} --allow-outside", cwd=places).stderr
        assert "outside of the folder" not in allowed


def test_a_saved_report_inside_is_taken(places: Path) -> None:
    console.run("timetax report forms.yaml --by form -o last.json", cwd=places)
    assert json.loads((places / "last.json").read_text())
    (places / "timetax.toml").write_text(
        "[[budgets]]\nname = 'a'\nincrease_percent = 1\nbaseline = 'last.json'\n"
    )
    assert console.run("timetax check forms.yaml", cwd=places).returncode == 0

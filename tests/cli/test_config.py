"""What holds for every command, and where it comes from."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.console import ROOT, run
from timetax.cli.output import Color
from timetax.files.settings import BY_KEY, SETTINGS

FORMS = (ROOT / "tests/examples/good/dog-licence.yaml").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "forms.yaml").write_text(FORMS, encoding="utf-8")
    (tmp_path / "timetax.toml").write_text(
        'catalogue = "forms.yaml"\nformat = "csv"\ncolor = "never"\ntoday = 2026-01-01\n'
        'findings-format = "json"\n',
        encoding="utf-8",
    )
    (tmp_path / "sub").mkdir()
    return tmp_path


def rows(command: str, cwd: Path) -> dict[str, dict[str, Any]]:
    done = run(command, cwd=cwd)
    assert done.stderr == ""
    (section,) = json.loads(done.stdout)["sections"]
    return {row["setting"]: row for row in section["rows"]}


def test_each_setting_of_the_file_is_shown_with_its_line(project: Path) -> None:
    made = rows("timetax config --format json", project)
    assert {key: row["origin"] for key, row in made.items()} == {
        "catalogue": "timetax.toml:1:13",
        "format": "command line",
        "color": "timetax.toml:3:9",
        "today": "timetax.toml:4:9",
        "findings-format": "timetax.toml:5:19",
    }
    assert made["catalogue"]["value"] == "forms.yaml"


def test_the_command_line_goes_before_the_environment_and_that_before_the_file(
    project: Path,
) -> None:
    made = rows("TIMETAX_COLOR=always timetax config --format json", project)
    assert (made["color"]["value"], made["color"]["origin"]) == ("always", "TIMETAX_COLOR")
    made = rows("TIMETAX_COLOR=always timetax config --format json --color auto", project)
    assert (made["color"]["value"], made["color"]["origin"]) == ("auto", "command line")


def test_without_any_the_defaults_hold(tmp_path: Path) -> None:
    made = rows("timetax config --format json", tmp_path)
    del made["format"]
    assert {row["origin"] for row in made.values()} == {"default"}
    assert {key: row["value"] for key, row in made.items()} == {
        each.key: each.default for each in SETTINGS if each.key != "format"
    }


@pytest.mark.parametrize(
    "command", ["report --by agency", "forms", "explain dog-licence", "whatif --set *.responses=1"]
)
def test_the_catalogue_and_format_of_the_file_serve_every_command(
    command: str, project: Path
) -> None:
    done = run(f"timetax {command} --verbose", cwd=project / "sub")
    assert done.returncode == 0
    assert "forms.yaml" in done.stderr
    assert "," in done.stdout.splitlines()[0]


def test_the_ending_of_a_file_goes_before_the_format_that_is_set(project: Path) -> None:
    run("timetax report -o a.json", cwd=project)
    assert (project / "a.json").read_text(encoding="utf-8").startswith("{")


def test_check_reads_the_catalogue_and_writes_the_format_that_are_set(project: Path) -> None:
    done = run("timetax check", cwd=project)
    assert {each["file"] for each in json.loads(done.stdout)["findings"]} == {"forms.yaml"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("catalogue = 5", "catalogue: must be text, or a list of texts, and here is 5"),
        ('color = "blue"', "color: must be one of auto, always, never, and here is 'blue'"),
        ('format = "docx"', "markdown, csv, json, html, png, svg, xlsx, and here is 'docx'"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_with_its_line(
    line: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "timetax.toml").write_text(f"\n{line}\n", encoding="utf-8")
    done = run("timetax report", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("timetax.toml:2:")
    assert message in done.stderr


def test_help_does_not_depend_on_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "timetax.toml").write_text("this is no TOML", encoding="utf-8")
    assert run("timetax report --help", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("settings", "colored"),
    [("", False), ("FORCE_COLOR=1", True), ("FORCE_COLOR=0", False), ("FORCE_COLOR=", False),
     ("FORCE_COLOR=1 NO_COLOR=1", False), ("TIMETAX_COLOR=always NO_COLOR=1", True)],
)  # fmt: skip
def test_colour_is_forced_or_forbidden_by_the_environment(settings: str, colored: bool) -> None:
    assert ("\x1b[" in run(f"{settings} timetax report").stdout) is colored


def test_quiet_prints_findings_alone_and_verbose_what_was_read(project: Path) -> None:
    summary = "2 warnings and 1 note in 1 file"
    assert summary in run("timetax check --format text", cwd=project).stdout
    assert summary not in run("timetax check --format text --quiet", cwd=project).stdout
    loud = run("timetax report --verbose", cwd=project).stderr.splitlines()
    assert "read: forms.yaml" in loud
    assert "catalogue: forms.yaml (timetax.toml:1:13)" in loud
    assert summary not in run("timetax --quiet check --format text", cwd=project).stdout
    assert "took: " in run("timetax -v check --format text", cwd=project).stderr
    assert run("timetax report --quiet --verbose").returncode == 2
    assert run("timetax --quiet report --verbose").returncode == 2


def test_the_choices_of_colour_are_those_of_the_option() -> None:
    assert BY_KEY["color"].choices == tuple(Color)

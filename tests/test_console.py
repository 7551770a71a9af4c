"""A forked command (see `forking`) does what one does that Python has begun for it alone."""

import os
from pathlib import Path

import pytest

from tests.console import ROOT, run

PLAIN = "tests/examples/good/dog-licence.yaml"


@pytest.mark.parametrize(
    "command",
    [
        "--version",
        "--help",
        "report --format json",
        "check --format sarif tests/examples/bad",
        "diff examples/2025.yaml examples/2026.yaml",
        "estimate examples/claim-2025.html",
        "convert data/forms.yaml --to csv",
        "whatif data/scenarios/before.yaml",
        "reprot",
    ],
)
def test_a_forked_command_does_what_a_cold_one_does(command: str) -> None:
    forked, cold = run(f"timetax {command}"), run(f"timetax {command}", cold=True)
    assert (forked.stdout, forked.stderr, forked.returncode) == (
        cold.stdout,
        cold.stderr,
        cold.returncode,
    )


@pytest.mark.parametrize("suffix", ["xlsx", "parquet", "csv", "yaml"])
def test_a_command_alone_imports_what_it_needs_to_write_and_read(
    suffix: str, tmp_path: Path
) -> None:
    made = run(f"timetax convert {PLAIN} -o {tmp_path}/forms.{suffix}", cold=True)
    assert made.returncode == 0, made.stderr
    sheet = "--sheet forms" if suffix == "xlsx" else ""
    told = run(f"timetax report {sheet} {tmp_path}/forms.{suffix}", cold=True)
    assert told.returncode == 0, told.stderr
    assert "3,000 hours" in told.stdout


def test_a_forked_command_has_streams_a_folder_and_an_environment_of_its_own(
    tmp_path: Path,
) -> None:
    catalogue = (ROOT / PLAIN).read_text(encoding="utf-8")
    (tmp_path / "forms.yaml").write_text(catalogue, encoding="utf-8")
    by_path = run("COLUMNS=60 timetax report forms.yaml", cwd=tmp_path)
    by_stream = run("COLUMNS=60 timetax report -", stdin=catalogue)
    assert by_path.returncode == by_stream.returncode == 0
    assert by_path.stdout == by_stream.stdout
    assert run("timetax report forms.yaml").returncode == 2
    assert run("timetax report -", stdin="").returncode == 2
    assert "COLUMNS" not in os.environ or os.environ["COLUMNS"] != "60"


def test_a_stream_longer_than_a_pipe_holds_is_read_or_left() -> None:
    catalogue = "timetax: 1\nforms: []\n" + "# more\n" * 100_000
    assert run("timetax check --strict -", stdin=catalogue).stderr == ""
    assert run("timetax --version", stdin=catalogue).returncode == 0

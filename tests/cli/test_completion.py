"""What a shell completes, and that it need not import much for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.console import ROOT

HEAVY = ("numpy", "pandas", "pydantic", "rich", "pyarrow")
LINES = [
    ("rep", "report"),
    ("explain irs-10", "irs-1040"),
    ("statement state-ds8", "state-ds82"),
    ("cost --book us", "us-pra"),
    ("statement DS-82 --layout us-8", "us-83i"),
    ("report --by ag", "agency"),
    ("report --by agency,life", "agency,life_event"),
    ("report --where agen", "agency="),
    ("report --where agency=IR", "agency=IRS"),
    ("report --where obligation=man", "obligation=mandatory"),
    ("report --where life_event=birth", "life_event=birth-early-childhood"),
    ("report --sort burd", "burden_hours"),
    ("report --format mark", "markdown"),
    ("whatif snap", "snap-application-redesign"),
    ("whatif --set state-ds82.min", "state-ds82.minutes_per_response="),
    ("rule TT101", "TT101"),
    ("journey financ", "financial-shock"),
    ("journey financial-shock --with snap=", "snap=yes"),
    ("whatif ssi-claim-online --journey disab", "disability"),
    ("report --by building", "building_block"),
    ("check --select TT1,TT20", "TT1,TT201"),
]


def cold(words: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, which says last what heavy it imported."""
    code = (
        "import sys\n"
        f"sys.argv = ['timetax', *{words!r}]\n"
        "from timetax.cli.main import main\n"
        "try:\n    main()\n"
        "finally:\n"
        f"    print([each for each in {HEAVY!r} if sys.modules.get(each)], file=sys.stderr)\n"
    )
    kept = {key: value for key, value in os.environ.items() if not key.startswith("COMP_")}
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=kept | environment,
        check=False,
    )


def completed(shell: str, line: str) -> list[str]:
    """Return the values that a shell is given for the last word of a line."""
    words = ["timetax", *line.split(" ")]
    done = cold(
        [],
        {
            "_TIMETAX_COMPLETE": f"complete_{shell}",
            "_TYPER_COMPLETE_ARGS": " ".join(words),
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "COMP_WORDS": "\n".join(words),
            "COMP_CWORD": str(len(words) - 1),
        },
    )
    assert done.stderr == "[]\n"
    return [value.split("\t")[0] for value in done.stdout.splitlines()]


@pytest.mark.parametrize(("line", "value"), LINES)
def test_fish_is_given_the_values_and_nothing_heavy_is_imported(line: str, value: str) -> None:
    found = completed("fish", line)
    assert value in found
    assert all(each.startswith(line.split(" ")[-1]) for each in found)


def test_zsh_is_given_values_with_what_they_are() -> None:
    said, *_ = completed("zsh", "explain irs-1040")
    assert '"irs-1040":"Individual income tax return' in said


def test_ids_are_those_of_the_catalogue_that_is_named_or_set(tmp_path: Path) -> None:
    forms = str(ROOT / "tests/examples/good/dog-licence.yaml")
    assert completed("fish", f"explain -c {forms} d") == ["dog-licence"]


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
def test_bash_completes_also_behind_an_equals_sign(tmp_path: Path) -> None:
    program = tmp_path / "timetax"
    code = "import sys; sys.argv[0] = 'timetax'; from timetax.cli.main import main; main()"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{code}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = (
        'eval "$(timetax --show-completion bash)"\n'
        'try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()\n'
        '  _timetax_completion timetax; echo "${COMPREPLY[*]}"; }\n'
        "try timetax explain irs-1040-p\n"
        "try timetax report --where agency = IR\n"
        "try timetax report --where agen\n"
        'try timetax report --where agency = ""\n'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        check=False,
    )
    first, second, third, fourth = done.stdout.splitlines()
    assert (first, second, third) == ("irs-1040-pr", "IRS", "agency=")
    assert "IRS" in fourth.split()


@pytest.mark.parametrize("command", ["", "report", "check", "whatif", "config"])
def test_help_imports_nothing_heavy(command: str) -> None:
    assert cold([*command.split(), "--help"], {}).stderr == "[]\n"

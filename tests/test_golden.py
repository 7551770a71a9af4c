"""What people see: each golden file is a command and exactly what it prints.

After a change that is meant, `UPDATE_GOLDEN=1 pytest tests/test_golden.py` writes them anew; read
the difference before it is committed.
"""

import os
from pathlib import Path

import pytest

from tests.console import run

GOLDEN = sorted((Path(__file__).parent / "golden").iterdir())


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_the_command_prints_the_golden_file(path: Path) -> None:
    command, _, wanted = path.read_text(encoding="utf-8").partition("\n")
    done = run(command.removeprefix("$ "))
    assert all(line.endswith(" [gate]") for line in done.stderr.splitlines())
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(f"{command}\n{done.stdout}", encoding="utf-8")
        return
    assert done.stdout == wanted

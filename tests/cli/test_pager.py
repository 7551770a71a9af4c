"""A report that is longer than the terminal goes through a pager, as git has it."""

import os
import pty
import subprocess
import sys

import pytest

from tests.console import ROOT


def shown(command: str, lines: int = 10, **environment: str) -> str:
    """Return what a terminal of so many lines gets of `timetax COMMAND`."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if "PAGER" not in name}
    size = {"COLUMNS": "80", "LINES": str(lines)}
    with subprocess.Popen(
        [sys.executable, "-m", "timetax", *command.split()],
        stdout=theirs,
        cwd=ROOT,
        env=kept | size | environment,
    ):
        os.close(theirs)
        parts = []
        try:
            while part := os.read(ours, 65536):
                parts.append(part)
        except OSError:
            pass  # how Linux says that the other end is closed
    os.close(ours)
    return b"".join(parts).decode()


MARK = "sed s/^/PAGED/"
PLAIN = "tests/examples/good/dog-licence.yaml"


@pytest.mark.parametrize(
    ("paged", "options"),
    [
        (True, {"PAGER": MARK}),
        (True, {"PAGER": "cat", "TIMETAX_PAGER": MARK}),
        (False, {"PAGER": MARK, "TIMETAX_PAGER": ""}),
        (False, {"PAGER": MARK, "TIMETAX_PAGER": "cat"}),
        (False, {"PAGER": "no-such-pager"}),
        (False, {"PAGER": MARK, "lines": 100}),
        (False, {"PAGER": MARK, "command": f"report --no-pager {PLAIN}"}),
    ],
)
def test_a_report_is_paged_where_it_is_too_long_and_that_is_wanted(
    paged: bool, options: dict[str, str]
) -> None:
    text = shown(**({"command": f"report {PLAIN}"} | options))  # type: ignore[arg-type]
    assert len(text.splitlines()) > 10
    assert text.startswith("PAGED") is paged

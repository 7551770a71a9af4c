"""Arguments of a report: a report that is given adds up to the forms it is of."""

import gc
import io
import json
import os
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from tests.console import ROOT
from tests.fuzz.kind import Kind
from tests.fuzz.reading import exact_hours
from tests.fuzz.tables import TABLE
from timetax.cli.main import main
from timetax.findings import InputError
from timetax.tables.saved_reading import tables_in
from timetax.tables.saved_writing import holds_report

_SEEDS = [
    b"report\nforms.csv\n--format\njson\n--top\n3\n--where\nagency=VA\n--by\nform",
    b"report\nforms.csv\n--fill\naffected_public=individuals\n--format\njson\n--by\nagency",
    b"report\nforms.csv\n--rows\ndrop:4\n--format\njson\n--sort\nresponses\n--by\nlife_event",
    b"report\nforms.csv\n--format\njson\n--scale\nMinutes per response=2\n--decimal\n.\n-b\nagency",
    b"report\nforms.csv\n--format\njson\n--map\nLife events=ignore\n-w\nagency=V*,DOL\n-b\nform",
    b"report\nforms.yaml\n--draws\n100\n--seed\n7\n--format\njson\n--distribution\npert\n-b\nagency",
    b"report\nforms.csv\n--format\njson",
]
"""One has the standard sections, which take most of the time; the total is the same in all."""
_BESIDE = {
    "forms.csv": TABLE,
    "forms.yaml": (ROOT / "tests/examples/good/every-key.yaml").read_bytes(),
}


def _words(data: bytes, path: Path = Path()) -> list[str]:
    return os.fsdecode(data.replace(b"\0", b"")).split("\n")


def _read(data: bytes) -> None:
    """Run the command in this process; what it refuses is an InputError here."""
    output = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with (
        TemporaryDirectory() as folder,
        chdir(folder),
        patch("timetax.cli.main.watch_reading"),  # its watch would stay, one for each mutant
        patch.object(sys, "argv", ["timetax", *_words(data)]),
        redirect_stdout(output),
        redirect_stderr(io.StringIO()),
    ):
        for name, content in _BESIDE.items():
            Path(name).write_bytes(content)
        code = _exit_code()
    output.flush()
    said = output.buffer.getvalue()
    assert code in (0, 2), code
    if code == 2:
        assert not said, said
        raise InputError([])
    if holds_report(said):
        hours = Fraction(json.loads(said)["total"]["burden_hours"])
        exact = exact_hours(tables_in("report", said))
        assert abs(hours - exact) <= exact / 10**12, (float(hours), float(exact))


def _exit_code() -> object:
    try:
        main()
    except SystemExit as end:
        return end.code or 0
    finally:
        gc.enable()
    return 0


KIND = Kind(_SEEDS, _read, ".txt", arguments=_words, beside=_BESIDE)

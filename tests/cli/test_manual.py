"""The manual page is made from the help.

After a change of the help that is meant, `UPDATE_GOLDEN=1 pytest tests/cli/test_manual.py` writes
it anew.
"""

import os
import shutil
import subprocess

import pytest

from tests.console import ROOT
from timetax.cli.manual import manual
from timetax.files.settings import SETTINGS

PAGE = ROOT / "docs" / "timetax.1"


def test_the_manual_page_is_what_help_says() -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(manual(), encoding="utf-8")
        return
    assert PAGE.read_text(encoding="utf-8") == manual()


def test_the_manual_page_names_every_setting_of_the_environment() -> None:
    page = manual()
    for each in SETTINGS:
        assert f".B {each.variable}" in page


@pytest.mark.skipif(not shutil.which("groff"), reason="there is no groff here")
def test_roff_has_nothing_to_say_of_the_manual_page() -> None:
    command = ["groff", "-man", "-Tutf8", "-ww", "-z"]
    done = subprocess.run(command, input=manual(), capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")

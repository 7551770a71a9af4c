"""Formats are the modules of their folders: whatever lies there is offered, and imported last."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.console import run
from timetax.render import difference_formats, findings, formats, outcomes, reports
from timetax.write import convert
from timetax.write import formats as writers

FOLDERS = [
    pytest.param(formats, set(reports.FOR_ALL), "report", id="of reports"),
    pytest.param(
        difference_formats, set(reports.FORMATS) - set(reports.FOR_ALL), "diff", id="of differences"
    ),
    pytest.param(findings, set(outcomes.FORMATS) - {"auto"}, "check", id="of findings"),
]


def names_in(folder: ModuleType) -> set[str]:
    (path,) = folder.__path__
    modules = {each.stem for each in Path(path).glob("*.py")} - {"__init__"}
    return {name.replace("_", "-") for name in modules}


@pytest.mark.parametrize(("folder", "known", "command"), FOLDERS)
def test_each_module_is_a_format_that_help_and_messages_name(
    folder: ModuleType, known: set[str], command: str
) -> None:
    assert known == names_in(folder)
    help_text = run(f"timetax {command} --help").stdout
    refused = run(f"timetax {command} --format nonsense")
    assert refused.returncode == 2
    for name in known:
        assert name in help_text
        assert f"'{name}'" in refused.stderr


def test_each_writer_is_a_format_that_help_and_messages_name(tmp_path: Path) -> None:
    assert set(convert.FORMATS) == names_in(writers)
    help_text = run("timetax convert --help").stdout
    refused = run(f"timetax convert -o {tmp_path / 'forms.nonsense'}")
    assert refused.returncode == 2
    for name in convert.FORMATS:
        assert f".{name}" in help_text
        assert f".{name}" in refused.stderr


def test_python_says_which_formats_there_are() -> None:
    with pytest.raises(ValueError, match=", ".join(reports.FORMATS)):
        reports.format_named("nonsense")
    with pytest.raises(ValueError, match=", ".join(outcomes.FORMATS)):
        outcomes.format_outcome(None, "nonsense")  # type: ignore[arg-type]


@pytest.mark.parametrize("command", ["--help", "diff --help", "check --help", "convert --help"])
def test_help_imports_no_format(command: str) -> None:
    code = (
        "import sys\n"
        f"sys.argv = ['timetax', *{command.split()!r}]\n"
        "from timetax.cli.main import main\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        "folders = ('timetax.render.formats.', 'timetax.render.difference_formats.', "
        "'timetax.render.findings.', 'timetax.write.formats.')\n"
        "sys.exit(', '.join(name for name in sys.modules if name.startswith(folders)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["page.md", "PAGE.MD", "page.csv", "page.json", "page.text", "md"])
def test_the_ending_of_a_file_names_its_format(name: str) -> None:
    chosen = reports.format_named(reports.name_for(Path(name)))
    said = Path(name).suffix.lower()
    assert chosen.suffix == (said if said in (".md", ".csv", ".json") else None)


def test_no_two_formats_share_an_ending() -> None:
    of_reports = [reports.format_named(name).suffix for name in reports.FORMATS]
    endings = [suffix for suffix in of_reports if suffix]
    assert len(set(endings)) == len(endings)

"""Formats are the modules of their folders: whatever lies there is offered, and imported last."""

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.console import run
from timetax.findings import InputError
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
        assert name in refused.stderr.partition("is none of")[2]


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


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("page.md", "markdown"),
        ("page.html", "html"),
        ("PAGE.HTM", "html"),
        ("PAGE.MD", "markdown"),
        ("page.csv", "csv"),
        ("page.json", "json"),
        ("page.old.json", "json"),
        (".json", "json"),
        ("page.txt", "text"),
        ("page", "text"),
        ("/dev/stdout", "text"),
    ],
)
def test_the_ending_of_a_file_names_its_format(name: str, form: str) -> None:
    assert reports.name_for(Path(name)) == form


@pytest.mark.parametrize("name", ["a.docx", "A.DOCX", "a.json.gz", "a.odt", "v1.2"])
def test_an_ending_that_no_format_has_is_refused_with_those_that_do(name: str) -> None:
    said = re.escape(f"the ending {Path(name).suffix.lower()!r} means no format; use .txt, .md")
    with pytest.raises(InputError, match=said):
        reports.name_for(Path(name))


@pytest.mark.parametrize("name", ["a.xlsx", "a.JSON", "a.parquet"])
def test_a_format_that_is_asked_for_is_not_written_under_the_ending_of_another(name: str) -> None:
    with pytest.raises(InputError, match=r"is not that of the format csv; use \.csv"):
        reports.name_for(Path(name), "csv")
    assert reports.name_for(Path("a.txt"), "csv") == "csv"
    assert reports.name_for(Path("comment.md"), "github-comment") == "github-comment"


@pytest.mark.parametrize(
    ("name", "form", "environment"),
    [
        ("a.json", "json", {}),
        ("a.json", "gitlab", {"GITLAB_CI": "true"}),
        ("a.sarif", "sarif", {}),
        ("a.sarif.json", "sarif", {"GITLAB_CI": "true"}),
        ("a.xml", "junit", {"GITHUB_ACTIONS": "true"}),
        ("a.txt", "text", {"GITHUB_ACTIONS": "true"}),
        ("a", "auto", {"GITHUB_ACTIONS": "true"}),
    ],
)
def test_the_ending_of_a_file_of_findings_names_their_format(
    name: str, form: str, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("GITHUB_ACTIONS", "GITLAB_CI"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    assert outcomes.format_meant_by(Path(name), "auto") == form


@pytest.mark.parametrize(
    "command",
    [
        "report",
        "check",
        "diff examples/2025.yaml examples/2026.yaml",
        "check --diff",
        "schema",
        "explain irs-1040",
        "scenarios",
        "convert data/forms.yaml",
    ],
)
def test_no_command_writes_text_into_what_is_named_otherwise(command: str, tmp_path: Path) -> None:
    done = run(f"timetax {command} -o {tmp_path}/a.docx")
    assert done.returncode == 2
    assert "the ending '.docx'" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_comment_on_a_pull_request_is_a_format_of_diff_alone() -> None:
    done = run("timetax report --format github-comment")
    assert done.returncode == 2
    formats = done.stderr.partition("is none of")[2]
    assert "text, markdown, csv, json" in formats
    assert "github-comment" not in formats

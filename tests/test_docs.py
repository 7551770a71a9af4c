"""What the README and the pages say is true: commands and code are run, links lead on."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

from tests.console import ROOT, run

PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "benchmarks" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
MADE = {"my-forms.yaml": "forms:", "my-reform.yaml": "changes:"}
"""Files that commands in the docs read, made from the page's block of YAML with such a key."""


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def commands() -> list[tuple[Path, str, str]]:
    """Return page, command and expected output of each example in a console block."""
    return [
        (page, command, output)
        for page in PAGES
        for block in blocks(page, "console")
        for command, output in re.findall(r"^\$ (timetax.*)\n((?:(?!\$ ).*\n)*)", block, re.M)
    ]


@pytest.mark.parametrize(
    ("page", "command", "output"), commands(), ids=lambda value: getattr(value, "name", None)
)
def test_a_command_in_the_docs_prints_what_the_docs_say(
    page: Path, command: str, output: str, tmp_path: Path
) -> None:
    for block in blocks(page, "yaml"):
        for name, key in MADE.items():
            if block.startswith("timetax: 1") and re.search(f"^{key}", block, re.M):
                (tmp_path / name).write_text(block, encoding="utf-8")
    words = [str(tmp_path / word) if word in MADE else word for word in shlex.split(command)]
    done = run(shlex.join(words))
    shown = (done.stdout + done.stderr).replace(f"{tmp_path}/", "")
    parts = re.split(r"^\.\.\.\n", output, flags=re.M)
    assert re.fullmatch(".*".join(map(re.escape, parts)), shown, re.DOTALL), shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_python_in_a_page_does_what_the_page_says(page: Path) -> None:
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    code = "".join(blocks(page, "pycon"))
    example = doctest.DocTestParser().get_doctest(code, {}, page.name, str(page), 0)
    assert runner.run(example).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_in_a_page_leads_to_a_file(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_command_has_a_page() -> None:
    listed = run("timetax --help").stdout.partition("Commands:")[2].partition("Examples:")[0]
    names = re.findall(r"^  (\w+)  ", listed, re.M)
    assert names
    for name in names:
        assert (ROOT / "docs" / f"{name}.md").exists(), name


def test_the_integration_run_uses_the_commands_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command in blocks(ROOT / "README.md", "sh"):
        assert command.strip() in script

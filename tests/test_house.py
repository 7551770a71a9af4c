"""What stands beside the program agrees with it, and is valid by the word of others."""

import ast
import re
import subprocess
import sys
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.console import ROOT
from timetax import __version__

DECISIONS = ROOT / "docs" / "decisions"
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def judged(*command: str | Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


# What others read


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.citation-file-format", [ROOT / "CITATION.cff"]),
        ("vendor.github-issue-config", [FORMS / "config.yml"]),
        ("vendor.github-issue-forms", sorted(set(FORMS.glob("*.yml")) - {FORMS / "config.yml"})),
    ],
)
def test_what_others_read_is_valid_by_the_published_schema(schema: str, files: list[Path]) -> None:
    code, output = judged("check_jsonschema", "--builtin-schema", schema, *files)
    assert code == 0, output


def test_the_citation_is_of_this_program() -> None:
    citation = yaml.safe_load(read(ROOT / "CITATION.cff"))
    project = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]
    assert citation["version"] == __version__
    assert citation["license"] == project["license"]
    assert citation["keywords"] == project["keywords"]


def test_the_changelog_begins_with_what_is_unreleased_and_knows_this_version() -> None:
    text = read(ROOT / "CHANGELOG.md")
    versions = re.findall(r"^## (\S+)$", text, re.M)
    assert versions[:2] == ["Unreleased", __version__]
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (\w+)$", text, re.M)) <= kinds


# Hooks


def hooks() -> list[dict[str, Any]]:
    (repository,) = yaml.safe_load(read(ROOT / ".pre-commit-config.yaml"))["repos"]
    assert repository["repo"] == "local"
    return repository["hooks"]  # type: ignore[no-any-return]


def test_our_own_hooks_are_valid_by_the_word_of_pre_commit() -> None:
    assert judged("pre_commit", "validate-config", ".pre-commit-config.yaml") == (0, "")


def test_our_own_hooks_install_nothing() -> None:
    assert {hook["language"] for hook in hooks()} == {"system"}


def test_our_own_hooks_are_a_part_of_the_one_command() -> None:
    commands = read(ROOT / ".ci" / "check").replace('"$bin/', "").replace('"', "").splitlines()
    for hook in hooks():
        command = hook["entry"].removeprefix(".ci/dev ")
        assert any(line.startswith(command) for line in commands), command


# Exceptions


def test_every_lint_rule_that_is_switched_off_has_its_reason() -> None:
    lint = read(ROOT / "pyproject.toml").partition("[tool.ruff.lint]")[2]
    lists = re.findall(r"^ignore = \[\n(.*?)^\]", lint, re.M | re.S)
    lists += re.findall(r"^\[tool\.ruff\.lint\.per-file-ignores\]\n(.*?)\n\n", lint, re.M | re.S)
    lines = [line for each in lists for line in each.splitlines()]
    assert len(lists) == 2
    assert len(lines) > 2
    for line in lines:
        assert re.search(r" # \w", line), line


# Decisions


def test_every_decision_is_in_the_index_by_its_title() -> None:
    titles = {path.name: read(path).partition("\n")[0].removeprefix("# ") for path in RECORDS}
    listed = re.findall(r"^- \[(.+)\]\((.+)\)$", read(DECISIONS / "README.md"), re.M)
    assert sorted(listed) == sorted((title, name) for name, title in titles.items())


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [path.name[:3] for path in RECORDS] == [f"{n:03}" for n in range(1, len(RECORDS) + 1)]


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_decision_says_when_what_why_and_what_was_measured(path: Path) -> None:
    form = rf"# {path.name[:3]}\. [^\n]+\n\n\d{{4}}-\d\d-\d\d\n(?:[^\n]+\n)?\n"
    form += r"\*\*What\.\*\* .+\n\n\*\*Why\.\*\* .+\n\n\*\*Measured\.\*\* .+\n"
    assert re.fullmatch(form, read(path), re.S)
    assert len(read(path).splitlines()) <= 30


# Rooms


def test_the_rooms_of_contributing_are_the_packages() -> None:
    table = read(ROOT / "CONTRIBUTING.md").partition("| room | its one job |")[2]
    rooms = re.findall(r"^\| `(\w+)` \|", table.partition("\n\n")[0], re.M)
    packages = {path.parent.name for path in (ROOT / "timetax").glob("*/__init__.py")}
    assert set(rooms) == packages


def imported_by(module: Path) -> set[str]:
    """Return the modules of the program that a module imports, wherever it does so."""
    names = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("timetax"):
            assert node.module
            names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return names


def test_no_modules_import_each_other_in_a_circle() -> None:
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for path in (ROOT / "timetax").rglob("*.py")
        if path.name != "__init__.py"
    }
    graph = {
        name: [each for each in imported_by(path) if each in modules and each != name]
        for name, path in modules.items()
    }
    assert len(list(TopologicalSorter(graph).static_order())) == len(modules)


def test_a_module_has_at_most_400_lines_but_for_the_keys_of_a_form() -> None:
    sizes = {path: len(read(path).splitlines()) for path in (ROOT / "timetax").rglob("*.py")}
    longer = {path.name for path, lines in sizes.items() if lines > 400}
    assert longer == {"form.py"}


def test_nothing_lies_flat_at_the_top_but_what_everything_needs() -> None:
    files = {path.stem for path in (ROOT / "timetax").glob("*.py")}
    assert files == {"__init__", "__main__", "bundle", "findings", "version"}


@pytest.mark.parametrize(
    "package", sorted((ROOT / "timetax").rglob("*/__init__.py")), ids=lambda path: path.parent.name
)
def test_the_init_of_a_package_is_its_docstring_and_nothing_else(package: Path) -> None:
    body = ast.parse(package.read_text(encoding="utf-8")).body
    assert [type(node) for node in body] == [ast.Expr]

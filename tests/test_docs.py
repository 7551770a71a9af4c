"""What the README and the pages say is true: commands and code are run, links lead on.

After a change of the help that is meant, `UPDATE_GOLDEN=1 pytest tests/test_docs.py` writes the
page of commands anew.
"""

import doctest
import os
import re
from pathlib import Path

import pytest

from tests.console import ROOT, run
from timetax.bundle import example_files
from timetax.version import REPOSITORY, __version__
from timetax.write.examples import write_examples

PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / ".github").rglob("*.md")),
    ROOT / "benchmarks" / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
LEARNING = [page for page in PAGES if page.parent.name in {"tutorials", "recipes"}]
COMMANDS = ROOT / "docs" / "commands.md"
MADE = {"my-forms.yaml": "forms:", "my-reform.yaml": "changes:"}
"""Files that commands read besides the examples, made from the block of YAML with such a key."""


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def fenced(page: Path) -> list[tuple[str, str]]:
    """Return the language and the text of each block of code in a page."""
    return re.findall(r"^```(\w*)\n(.*?)^```$", read(page), re.M | re.S)


def blocks(page: Path, language: str) -> list[str]:
    return [text for each, text in fenced(page) if each == language]


def commands(page: Path) -> list[tuple[str, str | None]]:
    """Return the commands of a page and what it says that they print, None of those in a script."""
    found: list[tuple[str, str | None]] = []
    for language, text in fenced(page):
        if language == "console":
            found += re.findall(r"^\$ (timetax.*)\n((?:(?!\$ ).*\n)*)", text, re.M)
        elif language == "sh":
            found += [(line, None) for line in text.splitlines() if line.startswith("timetax ")]
    return found


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=named)
def test_the_commands_in_a_page_print_what_it_says_one_after_the_other(
    page: Path, tmp_path: Path
) -> None:
    write_examples(tmp_path)
    for block in blocks(page, "yaml"):
        for name, key in MADE.items():
            if block.startswith("timetax: 1") and re.search(f"^{key}", block, re.M):
                (tmp_path / name).write_text(block, encoding="utf-8")
    for command, output in commands(page):
        done = run(command, cwd=tmp_path)
        shown = (done.stdout + done.stderr).replace(f"{ROOT}/", "")
        if output is None:
            assert done.returncode == 0, (command, shown)
        else:
            parts = re.split(r"^\.\.\.\n", output, flags=re.M)
            pattern = ".*".join(map(re.escape, parts))
            assert re.fullmatch(pattern, shown, re.DOTALL), f"$ {command}\n{shown}"


@pytest.mark.parametrize("page", LEARNING, ids=named)
def test_what_a_tutorial_or_recipe_shows_of_an_example_stands_in_it(page: Path) -> None:
    for text in (*blocks(page, "yaml"), *blocks(page, "")):
        assert any(text in read(example) for example in example_files()), text


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "pycon")], ids=named)
def test_the_python_in_a_page_does_what_the_page_says(page: Path) -> None:
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    code = "\n".join(blocks(page, "pycon"))
    example = doctest.DocTestParser().get_doctest(code, {}, page.name, str(page), 0)
    assert runner.run(example).failed == 0


def prose(page: Path) -> str:
    return re.sub(r"^ *```.*?^ *```$", "", read(page), flags=re.M | re.S)


def anchors(page: Path) -> set[str]:
    """Return what GitHub makes of the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.M)
    return {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_in_a_page_leads_to_a_file_and_a_heading_in_it(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://)([^)]+)\)", prose(page)):
        name, _, anchor = target.partition("#")
        to = page.parent / name if name else page
        assert to.exists(), target
        assert not anchor or anchor in anchors(to), target


def with_addresses(text: str) -> str:
    """Return a page with the address and version of the program wherever it names them."""
    account_and_name = REPOSITORY.removeprefix("https://github.com/")
    text = re.sub(r"(?<=uses: )[\w.-]+/timetax@\S+", f"{account_and_name}@v{__version__}", text)
    text = re.sub(r"https://github\.com/[\w.-]+/timetax\b", REPOSITORY, text)
    return re.sub(rf"(repo: {REPOSITORY}\n +rev: )\S+", rf"\g<1>v{__version__}", text)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_names_the_address_and_version_that_are_set(page: Path) -> None:
    text = read(page)
    if os.environ.get("UPDATE_GOLDEN"):
        page.write_text(with_addresses(text), encoding="utf-8")
        return
    assert text == with_addresses(text)


def test_nothing_but_the_setting_and_what_follows_from_it_needs_the_account() -> None:
    setting = ROOT / "timetax" / "version.py"
    others = [
        path
        for folder in ("timetax", "data", "action", ".github", ".ci")
        for path in (ROOT / folder).rglob("*")
        if path.suffix != ".pyc" and path.is_file() and path != setting
    ]
    top = [path for path in ROOT.iterdir() if path.is_file()]
    what_the_readme_writes = ROOT / "report.html"
    for path in {*others, *top} - {*PAGES, what_the_readme_writes}:
        text = path.read_bytes()
        assert not re.search(rb"\bOWNER\b|github\.com/[\w.-]+/timetax\b", text), path
    for page in PAGES:
        text = read(page)
        account_and_name = REPOSITORY.removeprefix("https://github.com/")
        assert "OWNER" not in text.replace(account_and_name, ""), page


def test_every_page_of_the_docs_can_be_reached_from_the_readme() -> None:
    reached, open_ = set(), [ROOT / "README.md"]
    while open_:
        page = open_.pop()
        if page not in reached:
            reached.add(page)
            links = re.findall(r"\]\(([^):#]+\.md)", prose(page))
            open_ += [(page.parent / link).resolve() for link in links]
    assert {page.resolve() for page in (ROOT / "docs").rglob("*.md")} <= reached


def names_of_commands() -> list[str]:
    listed = run("timetax --help").stdout.partition("Commands:")[2].partition("Examples:")[0]
    return re.findall(r"^  (\w+)  ", listed, re.M)


def test_every_command_has_a_page() -> None:
    names = names_of_commands()
    assert names
    for name in names:
        assert (ROOT / "docs" / f"{name}.md").exists(), name


def test_the_page_of_commands_is_what_help_prints() -> None:
    said = read(COMMANDS)
    head = said.partition("\n## `timetax")[0]
    parts = [
        f"\n## `{command}`\n\n```text\n{run(f'{command} --help').stdout}```\n"
        for command in ("timetax", *(f"timetax {name}" for name in names_of_commands()))
    ]
    if os.environ.get("UPDATE_GOLDEN"):
        COMMANDS.write_text(head + "".join(parts), encoding="utf-8")
        return
    assert said == head + "".join(parts)


def test_the_integration_run_uses_the_commands_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command in blocks(ROOT / "README.md", "sh"):
        assert command.strip() in script


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_path_of_the_tests_that_a_page_names_exists(page: Path) -> None:
    for path in re.findall(r"\btests/[\w./-]+\w", read(page)):
        assert (ROOT / path).exists(), path

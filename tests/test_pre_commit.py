"""What others run the checks with: the hook of pre-commit and the action of GitHub."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.console import ROOT

GOOD = """\
timetax: 1
forms:
  - id: dog-licence
    title: Dog licence
    agency: CITY
    control_number: 2900-0666
"""
BAD = GOOD.replace("2900-0666", "29000666")
NOT_OF_THE_PROJECT = (
    ".git",
    ".venv",
    "venv",
    ".*_cache",
    ".hypothesis",
    "__pycache__",
    "dist",
    "build",
)
PERSON = {"NAME": "A Tester", "EMAIL": "tester@example.org"}


def environment(home: Path) -> dict[str, str]:
    """Return the environment without what git and pre-commit know of this machine and checkout."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PRE_COMMIT", "SKIP"))}
    people = {f"GIT_{who}_{key}": PERSON[key] for who in ("AUTHOR", "COMMITTER") for key in PERSON}
    outside = {"GITHUB_ACTIONS", "GITLAB_CI", "PYTHONPATH", "VIRTUAL_ENV"}
    return (
        {k: v for k, v in kept.items() if k not in outside and not k.startswith("TIMETAX_")}
        | people
        | {"GIT_CONFIG_GLOBAL": os.devnull, "PRE_COMMIT_HOME": str(home)}
    )


def run(*command: str | Path, cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)),
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment(home),
        check=False,
    )


OTHER_YAML = {
    "compose.yaml": "services:\n  timetax: 1\n",
    ".gitlab-ci.yml": "timetax:\n  script: [timetax check]\n",
    "broken.yaml": "a: [\n",
    "reform.yaml": "timetax: 1\nname: R\nchanges: []\n",
    "map.yaml": "timetax: 1\nrules: []\n",
    "empty.yaml": "",
}


@pytest.mark.installs
def test_pre_commit_lets_a_good_catalogue_pass_and_shows_what_is_wrong_with_a_bad_one(
    tmp_path: Path,
) -> None:
    def git(*arguments: str, cwd: Path) -> None:
        done = run("git", *arguments, cwd=cwd, home=home)
        assert done.returncode == 0, done.stderr

    def committed(folder: Path) -> Path:
        git("init", "--quiet", cwd=folder)
        git("add", "--all", cwd=folder)
        git("commit", "--quiet", "--message", "All", cwd=folder)
        return folder

    def tried(*files: str) -> subprocess.CompletedProcess[str]:
        hook = ["run", "timetax-check", "--color", "never", "--files"]
        return run(sys.executable, "-m", "pre_commit", *hook, *files, cwd=inventory, home=home)

    home = tmp_path / "home"
    # The files as they stand: what git would take depends on what is staged in the checkout.
    project = tmp_path / "project"
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(*NOT_OF_THE_PROJECT))
    committed(project)
    inventory = tmp_path / "inventory"
    inventory.mkdir()
    (inventory / "good.yaml").write_text(GOOD, encoding="utf-8")
    (inventory / "-obad.yaml").write_text(BAD, encoding="utf-8")
    for name, text in OTHER_YAML.items():
        (inventory / name).write_text(text, encoding="utf-8")
    revision = run("git", "rev-parse", "HEAD", cwd=project, home=home).stdout.strip()
    hooks = [{"repo": str(project), "rev": revision, "hooks": [{"id": "timetax-check"}]}]
    config = yaml.safe_dump({"repos": hooks})
    (inventory / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    committed(inventory)

    others = tried(*OTHER_YAML)
    assert others.returncode == 0, others.stdout + others.stderr
    good = tried("good.yaml", "compose.yaml")
    assert good.returncode == 0, good.stdout + good.stderr
    assert "Passed" in good.stdout
    bad = tried("./-obad.yaml")
    assert bad.returncode == 1, bad.stdout + bad.stderr
    assert "Failed" in bad.stdout
    assert "-obad.yaml:6:21: error: dog-licence: control_number: '29000666'" in bad.stdout


def judged(*command: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_hook_is_valid_by_the_word_of_pre_commit() -> None:
    assert judged("pre_commit", "validate-manifest", ".pre-commit-hooks.yaml") == (0, "")


def test_the_action_is_valid_by_the_published_schema() -> None:
    code, output = judged(
        "check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"
    )
    assert code == 0, output


# The action


def steps() -> list[dict[str, Any]]:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return action["runs"]["steps"]  # type: ignore[no-any-return]


def acted(cwd: Path, paths: str, arguments: str = "") -> subprocess.CompletedProcess[str]:
    """Run the step of the action that checks as the runner does, with this Python."""
    script = cwd.with_suffix(".sh")
    (check,) = (step for step in steps() if step.get("id") == "check")
    script.write_text(check["run"], encoding="utf-8")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment(cwd)
        | {"PYTHON": sys.executable, "PATHS": paths, "ARGUMENTS": arguments}
        | {"GITHUB_ACTIONS": "true", "RUNNER_TEMP": str(cwd.parent)}
        | {"GITHUB_STEP_SUMMARY": str(cwd.parent / "summary.md")},
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    folder.mkdir()
    (folder / "good.yaml").write_text(GOOD, encoding="utf-8")
    (folder / "bad.yaml").write_text(BAD, encoding="utf-8")
    return folder


def test_no_input_is_put_into_a_script_of_the_action() -> None:
    assert all("${{" not in step.get("run", "") for step in steps())


def test_other_actions_are_pinned_to_a_commit() -> None:
    used = [step["uses"] for step in steps() if "uses" in step]
    assert used
    assert all(len(each.partition("@")[2]) == 40 for each in used)


def test_the_action_passes_with_a_good_catalogue(checkout: Path) -> None:
    done = acted(checkout, "good.yaml", "--ignore TT501 --strict")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_action_marks_the_line_of_a_finding(checkout: Path) -> None:
    done = acted(checkout, "bad.yaml", "--select TT201")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=bad.yaml,line=6,col=21,")


def test_the_action_puts_the_findings_into_the_summary_as_a_table(checkout: Path) -> None:
    acted(checkout, "bad.yaml", "--select TT201")
    summary = (checkout.parent / "summary.md").read_text(encoding="utf-8")
    assert "| error | dog-licence | control" in summary


@pytest.mark.parametrize("paths", ["", "  ", "\n"])
def test_the_action_does_not_pass_without_paths(checkout: Path, paths: str) -> None:
    done = acted(checkout, paths)
    assert done.returncode == 2
    assert done.stdout == "::error title=timetax check::the input 'paths' is empty\n"


@pytest.mark.parametrize(
    "path", ["-omade", "--output=made", "$(touch${IFS}made)", "x;touch made", "`touch made`"]
)
def test_a_path_is_neither_an_option_nor_a_command(checkout: Path, path: str) -> None:
    assert acted(checkout, path).returncode == 2
    assert not (checkout / "made").exists()


def test_what_lies_in_the_checkout_is_not_imported(checkout: Path) -> None:
    for name in ("timetax", "pip", "json", "yaml"):
        (checkout / f"{name}.py").write_text("raise SystemExit(77)\n", encoding="utf-8")
    assert acted(checkout, "good.yaml").returncode == 0
    assert all(" -I -m " in step["run"] for step in steps() if "run" in step)


# The action's comparison

SPY = """\
#!/usr/bin/env bash
SPIED=$*
printf '%s\\n' "$@" '' >> "$SPY"
while [ $# -gt 0 ]; do
  if [ "$1" = --output ] && [ -n "$SAYS" ]; then echo "$SAYS" > "$2"; fi
  shift
done
case "$SPIED" in *" comment "*) exit 0 ;; *) exit "$CODE" ;; esac
"""


def compared(
    cwd: Path, base: str, fail_on: str = "", *, code: int = 0, says: str = "a comment"
) -> tuple[subprocess.CompletedProcess[str], list[list[str]]]:
    """Run the step of the action that compares, and return what it asked Python to do."""
    (step,) = (step for step in steps() if step.get("id") == "diff")
    script, spy, log = (cwd.with_suffix(suffix) for suffix in (".sh", ".spy", ".log"))
    script.write_text(step["run"], encoding="utf-8")
    spy.write_text(SPY, encoding="utf-8")
    spy.chmod(0o755)
    own = {
        "PYTHON": str(spy),
        "PATHS": "data/forms.yaml more",
        "BASE": base,
        "FAIL_ON": fail_on,
        "RUNNER_TEMP": str(cwd.parent),
        "GITHUB_ACTION_PATH": str(ROOT),
        "SPY": str(log),
        "SAYS": says,
        "CODE": str(code),
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment(cwd) | own,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    asked = log.read_text(encoding="utf-8").removesuffix("\n\n").split("\n\n")
    return done, [each.split("\n") for each in asked]


def test_the_action_compares_where_it_is_asked_to_whatever_the_check_found() -> None:
    (step,) = (step for step in steps() if step.get("id") == "diff")
    assert step["if"] == "${{ !cancelled() && inputs.diff != '' }}"


def test_the_action_compares_the_catalogue_and_comments(checkout: Path) -> None:
    done, (diff, comment) = compared(checkout, "origin/main", "increase > 1%\n\ntotal crosses 9")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert diff == [
        *("-I", "-m", "timetax", "diff", "--format", "github-comment", "--output"),
        str(checkout.parent / "timetax-diff.md"),
        *("--catalogue=data/forms.yaml", "--catalogue=more"),
        *("--fail-on=increase > 1%", "--fail-on=total crosses 9"),
        *("--", "origin/main"),
    ]
    assert comment == ["-I", "-m", "timetax", "comment", str(checkout.parent / "timetax-diff.md")]


def test_a_broken_gate_fails_the_action_after_the_comment(checkout: Path) -> None:
    done, asked = compared(checkout, "main", code=1)
    assert (done.returncode, len(asked)) == (1, 2)


def test_where_nothing_could_be_compared_there_is_no_comment(checkout: Path) -> None:
    (checkout.parent / "timetax-diff.md").write_text("of a run before", encoding="utf-8")
    done, asked = compared(checkout, "main", code=2, says="")
    assert (done.returncode, len(asked)) == (2, 1)
    assert done.stdout.startswith("::error title=timetax diff::nothing could be compared")


@pytest.mark.parametrize(
    "base", ["--output=made", "$(touch made)", "x; touch made", "`touch made`"]
)
def test_neither_revision_nor_gate_is_an_option_or_command(checkout: Path, base: str) -> None:
    _, (diff, _) = compared(checkout, base, base)
    assert diff[-3:] == [f"--fail-on={base}", "--", base]
    assert not (checkout / "made").exists()

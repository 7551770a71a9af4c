"""A repository may come from anybody: nothing that it names is run, and nothing is fetched."""

import os
import subprocess
from pathlib import Path

import pytest

from tests import console
from tests.versions.repositories import REFORM, Made, forms

COMMANDS = (
    "timetax history forms.yaml",
    "timetax history .",
    "timetax diff",
    "timetax diff HEAD",
    "timetax diff forms.yaml",
    "timetax diff HEAD~1:forms.yaml forms.yaml",
    "timetax diff main...other",
    "timetax diff HEAD~1..HEAD",
    "timetax diff HEAD reform.scenario.yaml",
    "timetax diff nothing",
)

KEYS = (
    "alias.cat-file",
    "alias.hash-object",
    "alias.log",
    "alias.rev-parse",
    "browser.evil.cmd",
    "core.alternateRefsCommand",
    "core.askPass",
    "core.editor",
    "core.fsmonitor",
    "core.gitProxy",
    "core.pager",
    "core.sshCommand",
    "credential.helper",
    "diff.evil.command",
    "diff.evil.textconv",
    "diff.evil.wordRegex",
    "difftool.evil.cmd",
    "diff.external",
    "filter.evil.clean",
    "filter.evil.process",
    "filter.evil.smudge",
    "gpg.openpgp.program",
    "gpg.program",
    "gpg.ssh.program",
    "interactive.diffFilter",
    "merge.evil.driver",
    "man.evil.cmd",
    "pager.log",
    "remote.origin.proxy",
    "remote.origin.receivepack",
    "remote.origin.uploadpack",
    "remote.origin.vcs",
    "sequence.editor",
    "submodule.evil.update",
    "tar.evil.command",
    "trailer.evil.command",
    "transfer.bundleURI",
    "uploadpack.packObjectsHook",
)
"""What a configuration can name programs by."""

HOOKS = (
    "post-checkout",
    "post-index-change",
    "pre-auto-gc",
    "reference-transaction",
    "fsmonitor-watchman",
)


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """Return a program that leaves a file `ran` beside it, with what it was called with."""
    program = tmp_path / "evil"
    program.write_text(f'#!/bin/sh\necho "$0 $@" >> "{tmp_path}/ran"\nexit 1\n')
    program.chmod(0o755)
    return program


def made_hostile(repository: Made, trap: Path, url: str) -> None:
    """Give the repository three commits and then everything that could make git run the trap."""
    repository.write("reform.scenario.yaml", REFORM)
    repository.committed("forms.yaml", forms(1), "One")
    repository.git("branch", "other")
    repository.committed("forms.yaml", forms(2), "Two")
    repository.write(".gitattributes", "* filter=evil diff=evil merge=evil\n")
    repository.commit("Attributes")
    repository.write("forms.yaml", forms(3))
    folder = repository.folder / ".git"
    for name in HOOKS:
        hook = folder / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(trap.read_text())
        hook.chmod(0o755)
    included = folder / "more"
    lines = [f"[{key.rpartition('.')[0].replace('.', ' ', 1)}]" for key in KEYS]
    for line, key in zip(lines, KEYS, strict=True):
        name, _, rest = line[1:-1].partition(" ")
        section = f'[{name} "{rest}"]' if rest else f"[{name}]"
        with included.open("a") as file:
            file.write(f'{section}\n\t{key.rpartition(".")[2]} = "{trap} {key}"\n')
    for name, value in {
        "include.path": str(included),
        "includeIf.onbranch:**.path": str(included),
        "submodule.evil.url": url,
        "submodule.recurse": "true",
        "filter.evil.required": "true",
        "log.showSignature": "true",
        "core.hooksPath": str(folder / "hooks"),
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": url,
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
        "protocol.file.allow": "always",
        "extensions.worktreeConfig": "true",
    }.items():
        subprocess.run(["git", "config", name, value], check=True)
    (folder / "config.worktree").write_text(included.read_text())
    (folder / "objects" / "info" / "alternates").write_text(f"{folder}/gone\n{url}\n")


def without_object(repository: Made, name: str) -> None:
    """Take an object out, as a clone that fetches late lacks it."""
    found = subprocess.run(
        ["git", "rev-parse", name], capture_output=True, text=True, check=True
    ).stdout.strip()
    (repository.folder / ".git" / "objects" / found[:2] / found[2:]).unlink()


def ran(trap: Path) -> str:
    file = trap.parent / "ran"
    return file.read_text() if file.exists() else ""


def test_the_trap_is_one(repository: Made, trap: Path) -> None:
    made_hostile(repository, trap, "ssh://host.invalid/x")
    subprocess.run(["git", "hash-object", "forms.yaml"], capture_output=True)
    subprocess.run(["git", "diff"], capture_output=True)
    assert "filter.evil" in ran(trap)


def test_a_history_and_differences_run_nothing_that_the_repository_names(
    repository: Made, trap: Path
) -> None:
    made_hostile(repository, trap, "ssh://host.invalid/x")
    for command in COMMANDS:
        done = console.run(command, cwd=repository.folder)
        assert "Traceback" not in done.stderr
        assert ran(trap) == "", command
    assert console.run("timetax history forms.yaml", cwd=repository.folder).returncode == 0


@pytest.mark.parametrize(
    "url",
    ["ssh://host.invalid/x", "ext::{trap} ext", "{folder}", "git://host.invalid/x", "evil::x"],
)
@pytest.mark.parametrize("lost", ["HEAD:forms.yaml", "HEAD~1^{tree}", "HEAD~2"])
def test_what_a_clone_lacks_is_not_fetched(
    repository: Made, trap: Path, url: str, lost: str
) -> None:
    (trap.parent / "git-remote-evil").symlink_to(trap)
    made_hostile(repository, trap, url.format(trap=trap, folder=repository.folder))
    without_object(repository, lost)
    for command in COMMANDS[:3]:
        path = f"PATH={trap.parent}{os.pathsep}{os.environ['PATH']}"
        done = console.run(f"{path} {command}", cwd=repository.folder)
        assert "Traceback" not in done.stderr
        assert ran(trap) == "", command


def test_an_id_stands_for_what_it_names_whatever_the_repository_puts_in_its_place(
    repository: Made,
) -> None:
    for responses in (1, 2, 3):
        repository.committed("forms.yaml", forms(responses), str(responses))
    plain = console.run("timetax history forms.yaml", cwd=repository.folder).stdout
    other = repository.git("hash-object", "-w", "--stdin", stdin=forms(500))
    repository.git("replace", "HEAD:forms.yaml", other)
    grafts = repository.folder / ".git" / "info" / "grafts"
    grafts.parent.mkdir(exist_ok=True)
    grafts.write_text(repository.git("rev-parse", "HEAD") + "\n")
    assert console.run("timetax history forms.yaml", cwd=repository.folder).stdout == plain


def test_worktrees_and_clones_that_borrow_and_repositories_kept_elsewhere_are_read(
    repository: Made,
) -> None:
    repository.committed("forms.yaml", forms(1), "One")
    repository.committed("forms.yaml", forms(2), "Two")
    plain = console.run("timetax history forms.yaml", cwd=repository.folder).stdout
    beside = repository.folder.parent
    repository.git("worktree", "add", "-q", str(beside / "tree"), "-b", "topic")
    clone = ["git", "-c", "protocol.file.allow=always"]
    whole = str(repository.folder)
    subprocess.run([*clone, "clone", "-q", "--shared", whole, str(beside / "shared")], check=True)
    store = ["--separate-git-dir", str(beside / "store")]
    subprocess.run([*clone, "clone", "-q", *store, whole, str(beside / "apart")], check=True)
    for name in ("tree", "shared", "apart"):
        assert console.run("timetax history forms.yaml", cwd=beside / name).stdout == plain


@pytest.mark.parametrize(
    "path", ["../secret.yaml", "data/../../secret.yaml", "/etc/passwd", "link.yaml", "data"]
)
def test_no_revision_leads_out_of_its_repository(repository: Made, path: str) -> None:
    (repository.folder.parent / "secret.yaml").write_text(forms(7))
    (repository.folder / "data").mkdir()
    (repository.folder / "link.yaml").symlink_to("../secret.yaml")
    (repository.folder / "data" / "a.yaml").symlink_to("/etc/passwd")
    repository.committed("forms.yaml", forms(1))
    done = console.run(f"timetax diff HEAD:{path} forms.yaml", cwd=repository.folder)
    assert done.returncode == 2
    assert "is outside the git repository" in done.stderr or "leads out of git" in done.stderr


def test_a_working_tree_that_the_repository_names_elsewhere_is_refused(
    repository: Made, tmp_path: Path
) -> None:
    repository.committed("forms.yaml", forms(1))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "forms.yaml").write_text(forms(7))
    repository.git("config", "core.worktree", str(elsewhere))
    done = console.run("timetax diff HEAD:forms.yaml", cwd=repository.folder)
    assert done.returncode == 2
    assert "names" in done.stderr
    assert "as its working tree" in done.stderr


def test_ends_of_lines_that_git_writes_for_windows_are_no_change(repository: Made) -> None:
    repository.committed("forms.yaml", forms(1))
    repository.write("forms.yaml", forms(1).replace("\n", "\r\n"))
    assert "working tree" not in console.run("timetax history .", cwd=repository.folder).stdout


def test_a_folder_that_the_user_trusts_is_read_whoever_owns_it(repository: Made) -> None:
    repository.committed("forms.yaml", forms(1))
    repository.committed("forms.yaml", forms(2))
    trusted = repository.folder.parent / "gitconfig"
    trusted.write_text(f'[safe]\n\tdirectory = "{repository.folder}"\n')
    stranger = "GIT_TEST_ASSUME_DIFFERENT_OWNER=1"
    command = "timetax history forms.yaml"
    assert console.run(f"{stranger} {command}", cwd=repository.folder).returncode == 2
    done = console.run(f"{stranger} GIT_CONFIG_GLOBAL={trusted} {command}", cwd=repository.folder)
    assert done.returncode == 0

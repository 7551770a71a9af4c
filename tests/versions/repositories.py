"""Git repositories made in a test, away from the configuration of whoever runs it."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from timetax.engine.difference.model import Version
from timetax.engine.totals import total


def forms(*minutes: float, currency: str = "USD") -> str:
    """Return a catalogue of forms that 60 people fill in: its hours are the sum of the minutes."""
    entries = [
        f"  - {{id: f{i}, title: Form {i}, agency: A, responses: 60, minutes_per_response: {each}}}"
        for i, each in enumerate(minutes)
    ]
    return "\n".join(["timetax: 1", f"currency: {currency}", "forms:", *entries, ""])


REFORM = """\
timetax: 1
name: Half the time
changes:
  - where: {agency: A}
    minutes_per_response: {multiply: 0.5}
"""


@dataclass
class Made:
    """A repository in a folder; each commit is a day later than the one before."""

    folder: Path
    commits: int = 0

    def git(self, *arguments: str, stdin: str = "") -> str:
        """Return what git prints."""
        date = f"2024-01-{self.commits % 28 + 1:02}T12:00:00+00:00"
        dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        done = subprocess.run(
            ["git", "-c", "user.name=t", "-c", "user.email=t@t", *arguments],
            cwd=self.folder,
            input=stdin,
            env=os.environ | dates,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return done.stdout.strip()

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file of the working tree and return where it is."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def commit(self, subject: str = "A change") -> str:
        """Commit the whole working tree and return the commit's id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", subject)
        self.commits += 1
        return self.git("rev-parse", "HEAD")

    def committed(self, path: str, content: str | bytes, subject: str = "A change") -> str:
        """Write a file, commit it, and return the commit's id."""
        self.write(path, content)
        return self.commit(subject)


def made_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """Return an empty repository, and go there."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    folder.mkdir(exist_ok=True)
    repository = Made(folder)
    repository.git("init", "--quiet", "--initial-branch=main")
    monkeypatch.chdir(folder)
    return repository


def hours(version: Version) -> float:
    """Return what a version adds up to."""
    return total(version.tables).burden_hours


def named(versions: list[Version]) -> list[tuple[str, float]]:
    """Return the name and the hours of each version."""
    return [(version.name, hours(version)) for version in versions]

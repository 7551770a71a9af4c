"""What real clients of CI are given: a repository, a forge, and where the clients are."""

import os
import shutil
import subprocess
import sysconfig
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.console import ROOT
from tests.forge import Forge
from tests.forge import forge as served
from tests.versions.repositories import Made, forms, made_in

CLIENTS = Path(os.environ.get("TIMETAX_CLIENTS", "integration/.clients")).absolute()
"""Where `.ci/run` installs them."""

PLACES = (CLIENTS / "bin", CLIENTS / "node_modules" / ".bin")


PATH = os.pathsep.join([*map(str, PLACES), os.environ["PATH"]])


def client(name: str) -> str:
    """Return where a client is, or skip the test."""
    found = shutil.which(name, path=PATH)
    if found is None:
        pytest.skip(f"{name} is not installed")
    tried = subprocess.run(
        [found, "--version"], env=os.environ | {"PATH": PATH}, capture_output=True, check=False
    )
    if tried.returncode:
        pytest.skip(f"{name} does not run here")
    return found


@pytest.fixture
def forge() -> Iterator[Forge]:
    with served() as made:
        yield made


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """A repository whose topic makes one of two forms longer."""
    made = made_in(tmp_path / "repository", monkeypatch)
    made.committed("forms.yaml", forms(10, 20))
    made.git("switch", "--quiet", "-c", "topic")
    made.committed("forms.yaml", forms(10, 30))
    return made


def project(folder: Path) -> Path:
    """Return a copy of the files that git has of the project."""
    copy = folder / "project"
    if not copy.exists():
        listed = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, encoding="utf-8")
        for part in filter(None, listed.split("\0")):
            (copy / part).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / part, copy / part)
    return copy


def environment_with_timetax(folder: Path) -> Path:
    """Return the Python of a fresh environment that has what timetax needs, but not timetax."""
    made = folder / "python"
    if not made.exists():
        venv.create(made, with_pip=True)
        (site,) = made.glob("lib/python*/site-packages")
        (site / "here.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return made / "bin" / "python"

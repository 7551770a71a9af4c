"""The bundled catalogue is found however the program was installed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import timetax
from tests.console import ROOT

pytestmark = pytest.mark.installs


def python(*arguments: str | Path, path: Path | None = None, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={"PYTHONPATH": str(path)} if path else None,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    python("-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_an_installed_distribution_reports_on_the_bundled_catalogue(
    built: Path, kind: str, tmp_path: Path
) -> None:
    (distribution,) = built.glob(kind)
    target = tmp_path / "installed"
    install = ["--no-deps", "--no-build-isolation", "--quiet", "--target", target]
    python("-m", "pip", "install", *install, distribution, cwd=tmp_path)
    where = "import timetax; print(timetax.__file__); print(timetax.bundled())"
    package, catalogue = python("-c", where, path=target, cwd=tmp_path).splitlines()
    assert Path(package).is_relative_to(target)
    assert Path(catalogue) == target / "timetax" / "data" / "forms.yaml"
    report = python("-m", "timetax", "report", "-f", "json", path=target, cwd=tmp_path)
    assert json.loads(report)["total"]["forms"] == 319
    checked = python("-m", "timetax", "check", "--strict", path=target, cwd=tmp_path)
    assert checked.endswith(" suppressed.\n")
    assert (target / "timetax" / "py.typed").exists()
    assert (target / "timetax" / "data" / "forms.schema.json").exists()
    written = python("-m", "timetax", "examples", "here", path=target, cwd=tmp_path)
    assert len(written.splitlines()) == len(list((ROOT / "examples").iterdir()))


def test_an_editable_checkout_reports_on_the_catalogue_in_it(tmp_path: Path) -> None:
    report = python("-m", "timetax", "report", "-f", "json", cwd=tmp_path)
    assert json.loads(report)["total"]["forms"] == 319
    assert timetax.bundled() == ROOT / "data" / "forms.yaml"


def test_what_a_package_index_shows_leads_to_the_repository(built: Path) -> None:
    import re
    from email import message_from_bytes
    from zipfile import ZipFile

    from timetax.version import REPOSITORY, __version__

    (distribution,) = built.glob("*.whl")
    with ZipFile(distribution) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        metadata = message_from_bytes(archive.read(name))
    urls = dict(each.split(", ") for each in metadata.get_all("Project-URL", []))
    assert set(urls) == {"Repository", "Documentation", "Changelog", "Issues"}
    assert urls["Repository"] == REPOSITORY
    text = metadata.get_payload()
    assert isinstance(text, str)
    links = re.findall(r"\]\(([^)]+)\)", text)
    files = f"{REPOSITORY}/blob/v{__version__}/"
    assert len(links) > 20
    assert all(each.startswith("https://") for each in links)
    for each in (*links, *urls.values()):
        if each.startswith(files):
            assert (ROOT / each.removeprefix(files).partition("#")[0]).exists(), each


def test_a_source_distribution_holds_what_its_tests_need(built: Path) -> None:
    import tarfile

    (distribution,) = built.glob("*.tar.gz")
    with tarfile.open(distribution) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"README.md", "LICENSE", "data/forms.yaml", "tests/test_packaging.py"} <= names
    assert "docs/report.md" in names

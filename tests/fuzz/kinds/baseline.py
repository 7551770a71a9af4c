"""Baselines of findings that are known: what they keep out and leave adds up to all there is."""

from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.console import ROOT
from tests.fuzz.kind import Kind
from tests.fuzz.reading import file_of
from timetax.checks.baseline import known, new, write_baseline
from timetax.checks.config import Config
from timetax.checks.fingerprint import fingerprints
from timetax.checks.run import run
from timetax.findings import Finding

_FORMS = ROOT / "tests/checks/va-forms.yaml"


@cache
def _findings() -> tuple[Finding, ...]:
    return run([_FORMS], Config()).findings


def _written() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "baseline.json"
        write_baseline(path, _findings())
        return path.read_bytes()


def _read(data: bytes) -> None:
    with file_of(data, "baseline.json") as path:
        kept_out = known(path)
    left = new(_findings(), kept_out)
    assert Counter(fingerprints(_findings())) - kept_out == Counter(fingerprints(left))


def _check(data: bytes, path: Path) -> list[str]:
    return ["check", "--baseline", str(path), "forms.yaml"]


KIND = Kind(
    [_written()], _read, ".json", arguments=_check, beside={"forms.yaml": _FORMS.read_bytes()}
)

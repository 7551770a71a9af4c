"""A repository to begin with."""

from pathlib import Path

import pytest

from tests.versions.repositories import Made, made_in


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    return made_in(tmp_path / "a répo with spaces", monkeypatch)

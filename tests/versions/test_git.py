"""What git is asked, and what is made of its answers."""

import os
from pathlib import Path

import pytest

import timetax
from tests.versions.repositories import Made, forms
from timetax.versions.git.commits import commit, log
from timetax.versions.git.contents import blobs
from timetax.versions.git.files import entries_at
from timetax.versions.git.repository import repository_of


def paths_at(repository: Made, path: str) -> list[str]:
    here = repository_of(repository.folder)
    (found,) = entries_at(here, [commit(here, "HEAD")], path)
    assert not isinstance(found, timetax.InputError), found
    return [entry.path for entry in found]


def test_a_file_stands_for_itself(repository: Made) -> None:
    repository.committed("data/forms.yaml", forms(1))
    assert paths_at(repository, "data/forms.yaml") == [""]


def test_the_files_of_a_directory_are_those_that_report_would_read_in_its_order(
    repository: Made,
) -> None:
    from timetax.files.yaml import files_in

    for name in ("b.yaml", "a/z.yml", "a.yaml", "a-b.yaml", "B.yaml", "é.yaml", "x/.h/a.yaml"):
        repository.write(f"forms/{name}", forms(1))
    for name in ("scenarios/a.yaml", "x/scenarios/b.yaml", "life-event-map.yaml", "a.yamml"):
        repository.write(f"forms/{name}", forms(1))
    repository.commit()
    there = files_in("forms")
    assert isinstance(there, list)
    assert [f"forms/{path}" for path in paths_at(repository, "forms")] == there


def test_bytes_are_read_as_they_were_committed(repository: Made) -> None:
    contents = [b"", b"\n", b"a\r\nb\0c", bytes(range(256)) * 999]
    for number, content in enumerate(contents):
        repository.write(f"{number}.yaml", content)
    repository.commit()
    here = repository_of(repository.folder)
    (entries,) = entries_at(here, [commit(here, "HEAD")], "")
    assert not isinstance(entries, timetax.InputError)
    with blobs(here) as read:
        assert [read(entry.id) for entry in entries] == contents


def test_bytes_that_are_not_there_are_no_crash(repository: Made) -> None:
    repository.committed("a.yaml", forms(1))
    with (
        blobs(repository_of(repository.folder)) as read,
        pytest.raises(timetax.InputError, match="does not have its content"),
    ):
        read("0" * 40)


def test_a_git_that_ends_early_is_no_crash(
    repository: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.committed("a.yaml", forms(1))
    here = repository_of(repository.folder)
    broken = tmp_path / "bin" / "git"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(broken.parent), prepend=os.pathsep)
    with (
        pytest.raises(timetax.InputError, match="does not have its content"),
        blobs(here) as read,
    ):
        read("0" * 40)


def test_the_log_is_of_one_path_and_the_oldest_comes_first(repository: Made) -> None:
    repository.committed("a.yaml", forms(1), "One")
    repository.committed("b.yaml", forms(1), "Another")
    repository.committed("a.yaml", forms(2), "Two")
    found = log(repository_of(repository.folder), ["a.yaml"])
    assert [(each.subject, each.when[:10]) for each in found] == [
        ("One", "2024-01-01"),
        ("Two", "2024-01-03"),
    ]


def test_the_log_holds_no_names_and_no_addresses(repository: Made) -> None:
    repository.git("config", "user.name", "Somebody Somewhere")
    repository.committed("a.yaml", forms(1), "One")
    assert "Somebody" not in repr(log(repository_of(repository.folder), ["a.yaml"]))


def test_a_subject_may_be_missing_or_hold_anything(repository: Made) -> None:
    for number, subject in enumerate(["", "a %H → b\tc", "'; rm -rf /", "x" * 3000]):
        repository.write("a.yaml", forms(number))
        repository.git("add", "--all")
        repository.git("commit", "--quiet", "--allow-empty-message", "--message", subject)
    found = log(repository_of(repository.folder), ["a.yaml"])
    assert [each.subject for each in found] == ["", "a %H → b\tc", "'; rm -rf /", "x" * 3000]


def test_the_user_s_settings_of_git_change_nothing(repository: Made) -> None:
    repository.committed("a.yaml", forms(1), "One")
    for name, value in {
        "log.showSignature": "true",
        "log.follow": "true",
        "log.date": "relative",
        "log.decorate": "full",
        "color.ui": "always",
        "core.pager": "false",
        "core.quotePath": "true",
        "i18n.logOutputEncoding": "ISO-8859-1",
    }.items():
        repository.git("config", name, value)
    repository.committed("é.yaml", forms(1), "Zwei → é")
    here = repository_of(repository.folder)
    assert [each.subject for each in log(here, ["é.yaml"])] == ["Zwei → é"]
    assert paths_at(repository, "") == ["a.yaml", "é.yaml"]


def test_a_bare_repository_can_be_asked(
    repository: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.committed("a.yaml", forms(1))
    repository.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare"))
    monkeypatch.chdir(tmp_path / "bare")
    made = timetax_hours("main:a.yaml", "HEAD:a.yaml")
    assert made == [1, 1]


def timetax_hours(*operands: str) -> list[float]:
    from tests.versions.repositories import hours
    from timetax.versions.operands import versions

    return [hours(each) for each in versions(operands)]


def test_a_path_with_a_line_break_is_refused(repository: Made) -> None:
    repository.committed("a\nb.yaml", forms(1))
    with pytest.raises(timetax.InputError, match="line break"):
        timetax_hours("main:a\nb.yaml", "main:a\nb.yaml")


def test_a_repository_of_somebody_else_says_how_to_trust_it(
    repository: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(timetax.InputError, match=r"config --global --add safe\.directory"):
        repository_of(repository.folder)

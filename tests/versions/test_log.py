"""The history of a catalogue: a version for each time that it changed."""

from pathlib import Path
from typing import IO

import pytest

import timetax
from tests.versions.repositories import Made, forms, hours
from timetax.versions.git import contents
from timetax.versions.log import History, history

CATALOGUE = "data/forms.yaml"


def hours_of(made: History) -> list[float]:
    return [hours(each) for each in made.versions]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids whose bytes were read, each as often as it was."""
    seen: list[str] = []
    read_blob = contents.read_blob

    def counted(requests: IO[bytes], answers: IO[bytes], id_: str) -> bytes:
        seen.append(id_)
        return read_blob(requests, answers, id_)

    monkeypatch.setattr(contents, "read_blob", counted)
    return seen


def test_each_change_is_a_version_and_the_oldest_comes_first(repository: Made) -> None:
    for minutes in (1, 2, 3):
        repository.committed(CATALOGUE, forms(minutes), f"Now {minutes}")
    made = history(CATALOGUE)
    assert hours_of(made) == [1, 2, 3]
    assert [each.about for each in made.versions] == ["Now 1", "Now 2", "Now 3"]
    assert [(each.when or "")[:10] for each in made.versions] == [
        "2024-01-01",
        "2024-01-02",
        "2024-01-03",
    ]


def test_a_version_is_called_by_the_short_id_of_its_commit(repository: Made) -> None:
    commit = repository.committed(CATALOGUE, forms(1))
    (version,) = history(CATALOGUE).versions
    assert commit.startswith(version.name)
    assert 4 <= len(version.name) < 20


def test_commits_that_touch_other_files_are_no_versions(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.committed("README", "words")
    assert hours_of(history(CATALOGUE)) == [1]


def test_a_working_tree_that_differs_is_the_last_version(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.write(CATALOGUE, forms(2))
    made = history(CATALOGUE)
    assert hours_of(made) == [1, 2]
    assert (made.versions[-1].name, made.versions[-1].when) == ("working tree", None)


def test_a_working_tree_as_head_has_it_is_no_version(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    Path(CATALOGUE).touch()
    assert hours_of(history(CATALOGUE)) == [1]


def test_line_ends_that_git_converts_make_no_version(repository: Made) -> None:
    repository.git("config", "core.autocrlf", "true")
    repository.committed(CATALOGUE, forms(1))
    repository.write(CATALOGUE, forms(1).replace("\n", "\r\n"))
    assert hours_of(history(CATALOGUE)) == [1]


def test_a_file_that_is_not_committed_yet_belongs_to_the_working_tree(repository: Made) -> None:
    repository.committed("forms/a.yaml", forms(1))
    repository.write("forms/b.yaml", forms(2).replace("f0", "g0"))
    assert hours_of(history("forms")) == [1, 3]


def test_the_same_content_twice_in_a_row_is_one_version(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    Path(CATALOGUE).chmod(0o755)
    repository.commit("Only its mode")
    assert hours_of(history(CATALOGUE)) == [1]


def test_what_was_taken_back_is_a_version_again(repository: Made, reads: list[str]) -> None:
    for minutes in (1, 2, 1):
        repository.committed(CATALOGUE, forms(minutes))
    assert hours_of(history(CATALOGUE)) == [1, 2, 1]
    assert len(reads) == 2


def test_many_revisions_are_read_and_tabulated_once_each(
    repository: Made, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(15):
        changed = f"{forms(1)}\n# Looked at {number % 10} times.\n"
        repository.committed(CATALOGUE, changed)
    tabulated: list[timetax.Catalogue] = []
    tabulate = timetax.tabulate

    def counted(catalogue: timetax.Catalogue) -> timetax.Tables:
        tabulated.append(catalogue)
        return tabulate(catalogue)

    monkeypatch.setattr("timetax.tables.tabulate.tabulate", counted)
    made = history(CATALOGUE)
    assert len(made.versions) == 15
    assert len(reads) == len(set(reads)) == 10
    assert len(tabulated) == 10


def test_a_file_that_several_revisions_of_a_directory_share_is_read_once(
    repository: Made, reads: list[str]
) -> None:
    repository.write("forms/same.yaml", forms(1))
    for minutes in (1, 2, 3):
        repository.committed("forms/b.yaml", forms(minutes).replace("f0", "g0"))
    assert hours_of(history("forms")) == [2, 3, 4]
    assert len(reads) == len(set(reads)) == 4


def test_a_directory_gains_and_loses_files(repository: Made) -> None:
    repository.committed("forms/a.yaml", forms(1))
    repository.committed("forms/b.yaml", forms(2).replace("f0", "g0"))
    Path("forms/a.yaml").unlink()
    repository.commit()
    assert hours_of(history("forms")) == [1, 3, 2]


def test_history_can_begin_at_a_revision(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.committed(CATALOGUE, forms(2))
    repository.committed("README", "words")
    repository.git("tag", "v2")
    repository.committed(CATALOGUE, forms(3))
    assert hours_of(history(CATALOGUE, since="v2")) == [2, 3]


def test_history_can_be_limited_to_the_last_commits(repository: Made) -> None:
    for minutes in (1, 2, 3, 4):
        repository.committed(CATALOGUE, forms(minutes))
    assert hours_of(history(CATALOGUE, limit=2)) == [3, 4]
    assert hours_of(history(CATALOGUE, since="HEAD~2", limit=9)) == [2, 3, 4]
    assert hours_of(history(CATALOGUE, since="HEAD~3", limit=2)) == [3, 4]


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_is_one_or_more(repository: Made, limit: int) -> None:
    repository.committed(CATALOGUE, forms(1))
    with pytest.raises(timetax.InputError, match="1 or more"):
        history(CATALOGUE, limit=limit)


def test_a_merge_is_one_step(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.git("switch", "--quiet", "--create", "topic")
    repository.committed(CATALOGUE, forms(2))
    repository.committed(CATALOGUE, forms(3))
    repository.git("switch", "--quiet", "main")
    repository.committed("README", "words")
    repository.git("merge", "--quiet", "--no-ff", "--message", "Merge topic", "topic")
    made = history(CATALOGUE)
    assert hours_of(made) == [1, 3]
    assert made.versions[-1].about == "Merge topic"


def test_a_revision_that_cannot_be_read_is_listed_with_why(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    broken = repository.committed(CATALOGUE, forms(1).replace("60", "many"), "Break it")
    repository.committed(CATALOGUE, forms(3))
    made = history(CATALOGUE)
    assert hours_of(made) == [1, 3]
    (unreadable,) = made.unreadable
    assert broken.startswith(unreadable.name)
    assert (unreadable.when, unreadable.about) == ("2024-01-02T12:00:00+00:00", "Break it")
    assert str(unreadable.finding).startswith(f"{unreadable.name}:data/forms.yaml:4:")


def test_a_revision_in_which_the_catalogue_was_gone_is_listed(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    Path(CATALOGUE).unlink()
    repository.commit()
    repository.committed(CATALOGUE, forms(2))
    made = history(CATALOGUE)
    assert hours_of(made) == [1, 2]
    assert "no such file" in made.unreadable[0].finding.message


def test_a_working_tree_that_cannot_be_read_is_listed(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.write(CATALOGUE, "forms: [")
    made = history(CATALOGUE)
    assert hours_of(made) == [1]
    assert made.unreadable[0].name == "working tree"
    assert str(made.unreadable[0].finding).startswith("data/forms.yaml:2:1: ")


def test_a_catalogue_that_was_taken_away_is_listed(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    Path(CATALOGUE).unlink()
    (unreadable,) = history(CATALOGUE).unreadable
    assert unreadable.finding.message == "is not in the working tree"


def test_what_no_commit_has_touched_has_no_history(repository: Made) -> None:
    repository.committed("README", "words")
    repository.write(CATALOGUE, forms(1))
    with pytest.raises(timetax.InputError, match="no commit has touched it"):
        history(CATALOGUE)


def test_a_folder_inside_the_repository_has_a_history_of_its_own(
    repository: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.committed("city/forms/a.yaml", forms(1))
    repository.committed("city/forms/a.yaml", forms(2))
    repository.committed("forms/a.yaml", forms(100))
    monkeypatch.chdir(repository.folder / "city")
    repository.write("city/forms/a.yaml", forms(3))
    assert hours_of(history("forms")) == [1, 2, 3]


def test_a_path_like_a_pattern_is_only_that_path(repository: Made) -> None:
    repository.committed("[ab]*.yaml", forms(1))
    repository.committed("abc.yaml", forms(2))
    assert hours_of(history("[ab]*.yaml")) == [1]


def test_a_shallow_clone_says_that_its_history_is_cut(
    repository: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for minutes in (1, 2, 3):
        repository.committed(CATALOGUE, forms(minutes))
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=2", f"file://{repository.folder}", str(clone))
    monkeypatch.chdir(clone)
    made = history(CATALOGUE)
    assert hours_of(made) == [2, 3]
    assert "`git fetch --unshallow`" in made.notes[0]


def test_a_whole_clone_has_nothing_to_add(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    assert history(CATALOGUE).notes == ()


HEAD = "timetax: 1\nparts: [{}]\n"


def test_a_catalogue_in_parts_changes_with_each_of_them(repository: Made) -> None:
    repository.committed("data/parts/x.yaml", forms(1))
    repository.committed(CATALOGUE, HEAD.format("parts"))
    repository.committed("data/parts/x.yaml", forms(2))
    repository.committed("README", "words")
    repository.write("data/parts/x.yaml", forms(3))
    assert hours_of(history(CATALOGUE)) == [1, 2, 3]


def test_parts_that_the_head_named_once_are_followed(repository: Made) -> None:
    repository.committed("data/old/x.yaml", forms(1))
    repository.committed(CATALOGUE, HEAD.format("old"))
    repository.committed("data/old/x.yaml", forms(2))
    repository.committed("data/new/x.yaml", forms(5))
    repository.committed(CATALOGUE, HEAD.format("new"))
    assert hours_of(history(CATALOGUE)) == [1, 2, 5]


def test_a_revision_without_a_part_that_its_head_names_is_unreadable(repository: Made) -> None:
    repository.committed(CATALOGUE, HEAD.format("parts"))
    repository.committed("data/parts/x.yaml", forms(2))
    made = history(CATALOGUE)
    assert hours_of(made) == [2]
    assert [each.finding.message for each in made.unreadable] != []

"""What is compared where the base of a pull request has no catalogue, or a broken one."""

from pathlib import Path

import pytest

import timetax
from tests.console import run
from tests.versions.repositories import Made, forms, hours
from timetax.engine.difference.model import Lack, Version
from timetax.versions.operands import versions

CATALOGUE = "data/forms.yaml"
BROKEN = forms(10).replace("60", "many")
NO_COMMIT = "0" * 40


def base(*operands: str, catalogues: tuple[str, ...] = (CATALOGUE,)) -> Version:
    return versions(operands, catalogues)[0]


def error_of(*operands: str, catalogues: tuple[str, ...] = (CATALOGUE,)) -> str:
    with pytest.raises(timetax.InputError) as caught:
        versions(operands, catalogues)
    return str(caught.value)


# No catalogue yet


@pytest.mark.parametrize(
    ("before", "path"),
    [
        ("README.md", "forms.yaml"),
        ("README.md", "forms"),
        ("forms/README.md", "forms"),
        ("data/README.md", "data/forms.yaml"),
    ],
)
def test_a_base_without_the_catalogue_has_nothing_before(
    repository: Made, before: str, path: str
) -> None:
    repository.committed(before, "words")
    repository.write(path if path.endswith("yaml") else f"{path}/a.yaml", forms(10))
    found = base("main", catalogues=(path,))
    assert (found.lack, found.name) == (Lack.ABSENT, "main")
    assert found.about == f"there is no {path} in it"


@pytest.mark.parametrize("empty", ["", "\n", "# forms\n", "---\n# none yet", "\ufeff"])
def test_a_base_file_that_is_empty_has_nothing_before(repository: Made, empty: str) -> None:
    repository.committed(CATALOGUE, empty)
    repository.write(CATALOGUE, forms(10))
    assert base("main").lack is Lack.ABSENT


def test_a_base_catalogue_without_forms_is_one(repository: Made) -> None:
    repository.committed(CATALOGUE, "timetax: 1\n")
    repository.write(CATALOGUE, forms(10))
    assert (base("main").lack, hours(base("main"))) == (None, 0)


def test_before_the_first_commit_there_is_nothing(repository: Made) -> None:
    repository.write(CATALOGUE, forms(10))
    assert base().about == "this repository has no commit yet"
    assert base(CATALOGUE, catalogues=()).lack is Lack.ABSENT


@pytest.mark.parametrize("revision", ["HEAD~1", "HEAD^", "main~3", "HEAD~1^", "HEAD~1..HEAD"])
def test_before_the_first_commit_of_a_branch_there_is_nothing(
    repository: Made, revision: str
) -> None:
    repository.committed(CATALOGUE, forms(10))
    assert "is before the first commit" in str(base(revision).about)


@pytest.mark.parametrize("digits", [40, 64])
def test_the_id_that_ci_gives_for_no_commit_is_nothing(repository: Made, digits: int) -> None:
    repository.committed(CATALOGUE, forms(10))
    assert (base("0" * digits).name, base("0" * digits).lack) == ("no commit", Lack.ABSENT)


def test_a_file_that_was_never_committed_is_new(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.write("new.yaml", forms(2).replace("f0", "g0"))
    assert base("new.yaml", catalogues=()).lack is Lack.ABSENT


def test_a_second_file_of_a_catalogue_is_compared_with_the_first(repository: Made) -> None:
    repository.committed("a.yaml", forms(10))
    repository.write("b.yaml", forms(20).replace("f0", "g0"))
    found = base("main", catalogues=("a.yaml", "b.yaml"))
    assert (found.name, hours(found), found.lack) == ("main:a.yaml", 10, None)


# Mistakes stay mistakes


@pytest.mark.parametrize(
    "operands",
    [("mian",), ("main:nosuch.yaml",), ("HEAD^2",), ("main", NO_COMMIT), ("nosuch~1",)],
)
def test_what_is_misspelt_is_not_taken_for_nothing(
    repository: Made, operands: tuple[str, ...]
) -> None:
    repository.committed(CATALOGUE, forms(10))
    error_of(*operands)


def test_a_catalogue_that_is_nowhere_is_not_new(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(10))
    assert "nosuch.yaml" in error_of("main", catalogues=("nosuch.yaml",))
    assert "nosuch.yaml" in error_of("main..main", catalogues=("nosuch.yaml",))


def test_a_shallow_clone_is_told_to_fetch_and_never_that_there_was_nothing(
    repository: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = repository.committed(CATALOGUE, forms(10))
    repository.committed(CATALOGUE, forms(20))
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(clone))
    monkeypatch.chdir(clone)
    for revision in (first, "HEAD~1", "HEAD^"):
        message = error_of(revision)
        assert "`fetch-depth: 0`" in message
        assert "`GIT_DEPTH: 0`" in message


# A broken base


def test_a_broken_base_is_said_in_one_line(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(10, 20).replace("60", "many"))
    repository.write(CATALOGUE, forms(10, 20))
    found = base("main")
    assert found.lack is Lack.BROKEN
    assert str(found.about).startswith("main:data/forms.yaml:4:")
    assert str(found.about).endswith("(and 1 more mistake)")


@pytest.mark.parametrize("content", [b"timetax: [", bytes(range(256)), b"- a list", b"timetax: 9"])
def test_a_base_that_is_no_catalogue_is_broken(repository: Made, content: bytes) -> None:
    repository.committed(CATALOGUE, content)
    repository.write(CATALOGUE, forms(10))
    assert base("main").lack is Lack.BROKEN


def test_what_git_does_not_have_is_no_broken_base(repository: Made) -> None:
    repository.committed(CATALOGUE, "version https://git-lfs.github.com/spec/v1\noid sha256:1\n")
    repository.write(CATALOGUE, forms(10))
    assert "Git LFS keeps the file elsewhere" in error_of("main")


@pytest.mark.parametrize("operand", ["main", f"main:{CATALOGUE}"])
def test_a_base_that_lacks_a_part_is_broken(repository: Made, operand: str) -> None:
    repository.committed(CATALOGUE, "timetax: 1\nparts: [parts, more.yaml]\n")
    repository.write("data/parts/a.yaml", forms(10))
    repository.write("data/more.yaml", forms(20).replace("f0", "g0"))
    found = base(operand)
    assert found.lack is Lack.BROKEN
    assert str(found.about).startswith("main:data/parts: the catalogue names this part, and main")
    done = run(f"timetax diff {operand} -c {CATALOGUE}", cwd=repository.folder)
    assert (done.returncode, "New catalogue" in done.stdout) == (0, False)


def test_a_newer_version_that_lacks_a_part_is_refused(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(10))
    repository.committed(CATALOGUE, "timetax: 1\nparts: [more.yaml]\n")
    assert "main:data/more.yaml: error: the catalogue names" in error_of("main~1..main")


@pytest.mark.parametrize("filtered", ["blob:none", "tree:0"])
@pytest.mark.parametrize("path", [CATALOGUE, "data"])
@pytest.mark.parametrize("operand", ["HEAD~1", "HEAD~1..HEAD", "HEAD~1:{}"])
def test_a_partial_clone_is_told_to_fetch_what_it_lacks(
    repository: Made,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    filtered: str,
    path: str,
    operand: str,
) -> None:
    repository.committed(CATALOGUE, forms(10))
    repository.committed(CATALOGUE, forms(20))
    repository.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    source = f"file://{repository.folder}"
    repository.git("clone", "--quiet", f"--filter={filtered}", source, str(clone))
    monkeypatch.chdir(clone)
    message = error_of(operand.format(path), catalogues=(path,))
    assert "git does not have its content here" in message
    assert "did you mean" not in message
    repository.git("-C", str(clone), "fetch", "--quiet", "--refetch", "--no-filter")
    assert hours(base(operand.format(path), catalogues=(path,))) == 10


def test_the_newer_version_is_never_let_through(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(10))
    repository.write(CATALOGUE, BROKEN)
    assert error_of("main").startswith("data/forms.yaml:4:")


def test_two_broken_versions_are_both_told(repository: Made) -> None:
    repository.committed(CATALOGUE, BROKEN)
    message = error_of("main")
    assert "main:data/forms.yaml:4:" in message
    assert "\ndata/forms.yaml:4:" in message


def test_what_is_broken_between_two_versions_does_not_matter(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(10))
    repository.committed(CATALOGUE, BROKEN)
    repository.committed(CATALOGUE, forms(30))
    assert [hours(each) for each in versions(["HEAD~2", "HEAD"], [CATALOGUE])] == [10, 30]


# A catalogue that moved


def moved(repository: Made, old: dict[str, str], new: dict[str, str]) -> None:
    for path, content in old.items():
        repository.write(path, content)
    repository.commit()
    for path in old:
        (repository.folder / path).unlink()
    for path, content in new.items():
        repository.write(path, content)


ONE, OTHER = forms(10), forms(20).replace("f0", "g0")


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ({"inventory.yaml": ONE}, {CATALOGUE: forms(30)}, CATALOGUE),
        ({"inventory.yaml": ONE}, {"forms/a.yaml": forms(30), "forms/b.yaml": OTHER}, "forms"),
        ({"forms/a.yaml": ONE, "forms/b.yaml": OTHER}, {CATALOGUE: forms(30)}, CATALOGUE),
        (
            {"sheet.csv": "id,title,agency,responses,minutes per response\nf0,Form 0,A,60,10\n"},
            {CATALOGUE: forms(30)},
            CATALOGUE,
        ),
        (
            {"x.yml": ONE, "empty.yml": "timetax: 1"},
            {"y.yml": ONE},
            "y.yml",
        ),
    ],
)
def test_a_catalogue_that_moved_is_compared_with_what_it_was(
    repository: Made, old: dict[str, str], new: dict[str, str], path: str
) -> None:
    moved(repository, old, new)
    found = base("main", catalogues=(path,))
    assert (found.lack, hours(found)) == (None, 10)
    repository.commit()
    assert hours(base("main~1..main", catalogues=(path,))) == 10


def test_files_that_went_and_held_other_forms_are_no_base(repository: Made) -> None:
    moved(repository, {"other.yaml": OTHER, "notes.csv": "a,b\n1,2\n"}, {CATALOGUE: ONE})
    assert base("main").lack is Lack.ABSENT


def test_a_file_that_stays_is_no_base_of_another(repository: Made) -> None:
    repository.committed("inventory.yaml", ONE)
    repository.write(CATALOGUE, ONE)
    assert base("main").lack is Lack.ABSENT


def test_a_saved_report_that_went_is_no_base(repository: Made) -> None:
    repository.write(CATALOGUE, ONE)
    report = run(f"timetax report {CATALOGUE} --format json", cwd=repository.folder).stdout
    Path(CATALOGUE).unlink()
    moved(repository, {"last-year.json": report}, {CATALOGUE: ONE})
    assert base("main").lack is Lack.ABSENT


def test_catalogues_in_different_currencies_are_refused(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(10, currency="EUR"))
    repository.write(CATALOGUE, forms(10))
    assert "is in USD" in error_of("main")

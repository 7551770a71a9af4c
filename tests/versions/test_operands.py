"""What each operand of `timetax diff` stands for."""

import io
import json
import shutil
import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

import timetax
from tests.console import ROOT, run
from tests.versions.repositories import REFORM, Made, forms, hours, named
from timetax.read.options import AS_THEY_ARE
from timetax.versions.operands import versions

CSV = "Form title,Agency,# of respondents,Minutes per response\nA,X,60,7\n"
CATALOGUE = "data/forms.yaml"


def error_of(*operands: str, catalogues: tuple[str, ...] = ()) -> str:
    with pytest.raises(timetax.InputError) as caught:
        versions(operands, catalogues)
    return str(caught.value)


def test_two_paths_are_two_versions_in_that_order(repository: Made) -> None:
    repository.write("a.yaml", forms(1))
    repository.write("b.yaml", forms(2))
    assert named(versions(["b.yaml", "a.yaml"])) == [("b.yaml", 2), ("a.yaml", 1)]


def test_more_paths_are_a_series(repository: Made) -> None:
    for name in "abc":
        repository.write(name, forms(ord(name)))
    assert [each.name for each in versions(["a", "b", "c"])] == ["a", "b", "c"]


def test_versions_come_with_their_burden(repository: Made) -> None:
    repository.write("a.yaml", forms(1, 2))
    (one, _) = versions(["a.yaml", "a.yaml"])
    assert one.tables.forms["burden_hours"].tolist() == [1, 2]


def test_paths_need_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "a.yaml").write_text(forms(1))
    path = str(tmp_path / "a.yaml")
    assert named(versions([path, path])) == [(path, 1), (path, 1)]


def test_a_directory_is_a_catalogue(repository: Made) -> None:
    repository.write("forms/a.yaml", forms(1))
    repository.write("b.yaml", forms(2))
    assert named(versions(["forms", "b.yaml"])) == [("forms", 1), ("b.yaml", 2)]


def test_a_spreadsheet_is_read_as_report_reads_it(repository: Made) -> None:
    repository.write("a.csv", CSV)
    repository.write("b.yaml", forms(2))
    assert named(versions(["a.csv", "b.yaml"])) == [("a.csv", 7), ("b.yaml", 2)]


def test_tables_that_a_parquet_file_holds_are_taken_as_they_are(
    repository: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from timetax.write.convert import convert

    convert(timetax.load(repository.write("a.yaml", forms(3))), Path("a.parquet"))
    monkeypatch.setattr(
        "timetax.read.to_catalogue.load", lambda *_, **__: pytest.fail("was loaded")
    )
    assert named(versions(["a.parquet", "a.parquet"])) == [("a.parquet", 3)] * 2


def test_a_dash_is_standard_input(repository: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write("a.yaml", forms(1))
    stdin = SimpleNamespace(buffer=io.BytesIO(forms(5).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert named(versions(["a.yaml", "-"])) == [("a.yaml", 1), ("<stdin>", 5)]


def test_standard_input_is_there_only_once() -> None:
    assert "only once" in error_of("-", "-")


def test_standard_input_alone_has_nothing_to_be_compared_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"")))
    assert "name what to compare it with" in error_of("-")


def saved(catalogue: Path, path: Path) -> None:
    tables = timetax.with_burden(timetax.tabulate(timetax.load(catalogue)))
    path.write_text(timetax.format_report(timetax.report_on(tables), "json"), encoding="utf-8")


def test_a_saved_report_is_known_by_its_content(repository: Made) -> None:
    saved(repository.write("a.yaml", forms(1, 2)), Path("report"))
    assert named(versions(["report", "a.yaml"])) == [("report", 3), ("a.yaml", 3)]


def test_a_saved_report_can_be_one_of_a_revision(repository: Made) -> None:
    saved(repository.write("a.yaml", forms(1, 2)), Path("report.json"))
    repository.commit()
    repository.write("a.yaml", forms(4))
    assert named(versions(["main:report.json", "a.yaml"])) == [
        ("main:report.json", 3),
        ("a.yaml", 4),
    ]


def test_a_scenario_changes_the_version_before_it(repository: Made) -> None:
    repository.write("a.yaml", forms(4))
    repository.write("reform.yaml", REFORM)
    assert named(versions(["a.yaml", "reform.yaml"])) == [("a.yaml", 4), ("Half the time", 2)]


def test_a_scenario_after_a_scenario_changes_its_result(repository: Made) -> None:
    repository.write("a.yaml", forms(4))
    repository.write("reform.yaml", REFORM)
    made = versions(["a.yaml", "reform.yaml", "reform.yaml"])
    assert [hours(each) for each in made] == [4, 2, 1]


def test_scenarios_are_stacked_with_a_plus(repository: Made) -> None:
    repository.write("a.yaml", forms(4))
    repository.write("reform.yaml", REFORM)
    made = versions(["a.yaml", "reform.yaml+reform.yaml"])
    assert [hours(each) for each in made] == [4, 1]


def test_a_lone_scenario_is_compared_with_the_catalogue(repository: Made) -> None:
    repository.write(CATALOGUE, forms(4))
    repository.write("reform.yaml", REFORM)
    assert named(versions(["reform.yaml"])) == [(CATALOGUE, 4), ("Half the time", 2)]


def test_a_scenario_that_comes_first_changes_the_catalogue(repository: Made) -> None:
    repository.write(CATALOGUE, forms(4))
    repository.write("reform.yaml", REFORM)
    repository.write("b.yaml", forms(9))
    assert named(versions(["reform.yaml", "b.yaml"])) == [("Half the time", 2), ("b.yaml", 9)]


def test_a_scenario_that_names_its_catalogue_is_compared_with_that(repository: Made) -> None:
    repository.write(CATALOGUE, forms(4))
    repository.write("scenarios/before.yaml", forms(8))
    repository.write("scenarios/reform.yaml", REFORM + "catalogue: before.yaml\n")
    made = versions(["scenarios/reform.yaml"])
    assert named(made) == [("scenarios/before.yaml", 8), ("Half the time", 4)]


def test_the_catalogue_that_is_asked_for_goes_before_all_others(repository: Made) -> None:
    repository.write(CATALOGUE, forms(4))
    repository.write("b.yaml", forms(10))
    repository.write("reform.yaml", REFORM)
    assert named(versions(["reform.yaml"], ["b.yaml"])) == [("b.yaml", 10), ("Half the time", 5)]


def test_a_configured_catalogue_goes_before_the_usual_places(repository: Made) -> None:
    repository.write(CATALOGUE, forms(4))
    repository.write("b.yaml", forms(10))
    repository.write("reform.yaml", REFORM)
    made = versions(["reform.yaml"], configured=["b.yaml"])
    assert named(made) == [("b.yaml", 10), ("Half the time", 5)]


@pytest.mark.parametrize("name", ["passport-renewal-online", "free-direct-filing"])
def test_a_bundled_scenario_gives_what_whatif_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before, after = versions([name])
    whatif = json.loads(run(f"timetax whatif {name} --format json", cwd=ROOT).stdout)
    assert hours(before) == whatif["baseline"]["burden_hours"]
    assert hours(after) == whatif["scenarios"][0]["burden_hours"]


def test_a_bundled_scenario_that_names_a_catalogue_is_compared_with_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    before, after = versions(["lifeline-national-verifier"])
    assert before.name == "data/scenarios/before.yaml"
    assert hours(before) != hours(after)


def test_a_lone_revision_is_compared_with_the_working_tree(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.write(CATALOGUE, forms(2))
    assert named(versions(["main"])) == [("main:data/forms.yaml", 1), (CATALOGUE, 2)]


def test_without_operands_head_is_compared_with_the_working_tree(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.write(CATALOGUE, forms(2))
    assert named(versions([])) == [("HEAD:data/forms.yaml", 1), (CATALOGUE, 2)]


def test_a_lone_path_is_compared_with_what_head_has_of_it(repository: Made) -> None:
    repository.committed("mine.csv", CSV)
    repository.write("mine.csv", CSV.replace("7", "8"))
    assert named(versions(["mine.csv"])) == [("HEAD:mine.csv", 7), ("mine.csv", 8)]


def test_a_lone_directory_is_compared_with_what_head_has_of_it(repository: Made) -> None:
    repository.write("forms/b/two.yaml", forms(2).replace("f0", "g0"))
    repository.committed("forms/a.yml", forms(1))
    repository.write("forms/a.yml", forms(5))
    assert named(versions(["forms"])) == [("HEAD:forms", 3), ("forms", 7)]


def test_the_top_of_a_repository_can_be_a_catalogue(repository: Made) -> None:
    repository.committed("a.yaml", forms(1))
    repository.write("a.yaml", forms(2))
    assert named(versions(["."])) == [("HEAD:.", 1), (".", 2)]


def test_a_path_in_another_repository_is_compared_there(
    repository: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.committed("a.yaml", forms(1))
    path = repository.write("a.yaml", forms(2))
    monkeypatch.chdir(tmp_path)
    made = versions([str(path)])
    assert named(made) == [(f"HEAD:{path}", 1), (str(path), 2)]


def test_a_range_is_two_revisions(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.git("switch", "--quiet", "--create", "topic")
    repository.committed(CATALOGUE, forms(2))
    repository.write(CATALOGUE, forms(99))
    assert named(versions(["main..topic"])) == [
        ("main:data/forms.yaml", 1),
        ("topic:data/forms.yaml", 2),
    ]


def test_a_range_without_an_end_goes_to_head(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.committed(CATALOGUE, forms(2))
    assert [hours(each) for each in versions(["HEAD~1.."])] == [1, 2]


def test_three_dots_begin_where_two_revisions_went_apart(repository: Made) -> None:
    apart = repository.committed(CATALOGUE, forms(1), "Apart")
    repository.git("switch", "--quiet", "--create", "topic")
    repository.committed(CATALOGUE, forms(2))
    repository.git("switch", "--quiet", "main")
    repository.committed(CATALOGUE, forms(50))
    before, after = versions(["main...topic"])
    assert (hours(before), hours(after)) == (1, 2)
    assert apart.startswith(before.name.partition(":")[0])
    assert before.about == "Apart"


def test_a_range_can_be_part_of_a_series(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.committed(CATALOGUE, forms(2))
    repository.write(CATALOGUE, forms(3))
    made = versions(["HEAD~1..HEAD", CATALOGUE])
    assert [hours(each) for each in made] == [1, 2, 3]


def test_a_tag_is_a_revision(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.git("tag", "--annotate", "v1", "--message", "one")
    repository.committed(CATALOGUE, forms(2))
    assert named(versions(["v1"])) == [("v1:data/forms.yaml", 1), (CATALOGUE, 2)]


def test_a_revision_can_name_a_path(repository: Made) -> None:
    repository.committed("old.yaml", forms(1))
    repository.write("old.yaml", forms(2))
    assert named(versions(["HEAD:old.yaml"])) == [("HEAD:old.yaml", 1), ("old.yaml", 2)]


def test_a_colon_in_the_words_that_find_a_revision_is_part_of_it(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1), "fix: a figure")
    repository.committed(CATALOGUE, forms(2))
    (before, _) = versions(["HEAD^{/fix: a}:data/forms.yaml", CATALOGUE])
    assert named([before]) == [("HEAD^{/fix: a}:data/forms.yaml", 1)]


def test_a_version_of_git_has_its_date_and_its_subject(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1), "The first → figures")
    (before, after) = versions(["main"])
    assert (before.when, before.about) == ("2024-01-01T12:00:00+00:00", "The first → figures")
    assert (after.when, after.about) == (None, None)


def test_paths_with_spaces_and_other_scripts_are_found(repository: Made) -> None:
    repository.committed("données/書類 1.yaml", forms(1))
    repository.write("données/書類 1.yaml", forms(2))
    assert named(versions(["main:données/書類 1.yaml"])) == [
        ("main:données/書類 1.yaml", 1),
        ("données/書類 1.yaml", 2),
    ]


def test_other_line_ends_are_read_as_they_are(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1, 2).replace("\n", "\r\n"))
    assert [hours(each) for each in versions(["main"])] == [3, 3]


@pytest.mark.parametrize("suffix", ["csv", "parquet", "yaml.gz"])
def test_a_revision_can_have_an_inventory_of_any_kind(repository: Made, suffix: str) -> None:
    import gzip

    from timetax.write.convert import convert

    path = Path(f"a.{suffix}")
    if suffix == "yaml.gz":
        path.write_bytes(gzip.compress(forms(3).encode()))
    else:
        convert(timetax.load(repository.write("a.yaml", forms(3))), path)
    repository.commit()
    assert named(versions([f"main:{path}"])) == [(f"main:{path}", 3), (str(path), 3)]


def test_a_folder_inside_the_repository_has_a_catalogue_of_its_own(
    repository: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write(CATALOGUE, forms(100))
    repository.committed("city/forms.yaml", forms(1))
    repository.write("city/forms.yaml", forms(2))
    monkeypatch.chdir(repository.folder / "city")
    assert named(versions(["main"])) == [("main:forms.yaml", 1), ("forms.yaml", 2)]


def test_a_path_after_a_colon_is_seen_from_the_top_as_git_sees_it(
    repository: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("forms.yaml", forms(100))
    repository.committed("city/forms.yaml", forms(1))
    monkeypatch.chdir(repository.folder / "city")
    made = versions(["main:forms.yaml", "main:city/forms.yaml", "main:./forms.yaml"])
    assert [hours(each) for each in made] == [100, 1, 1]


def test_a_path_after_a_colon_that_is_not_at_the_top_is_seen_from_here(
    repository: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.committed("city/forms.yaml", forms(1))
    monkeypatch.chdir(repository.folder / "city")
    assert named(versions(["main:forms.yaml"])) == [("main:forms.yaml", 1), ("forms.yaml", 1)]


@pytest.mark.parametrize("usual", ["data/forms.yaml", "forms.yaml", "forms/a.yaml"])
def test_a_catalogue_is_found_at_the_usual_places(repository: Made, usual: str) -> None:
    repository.committed(usual, forms(1))
    repository.write(usual, forms(2))
    assert [hours(each) for each in versions([])] == [1, 2]


def test_a_catalogue_that_moved_is_found_where_it_was(repository: Made) -> None:
    repository.committed("forms.yaml", forms(1))
    Path("forms.yaml").unlink()
    repository.write(CATALOGUE, forms(2))
    assert named(versions([])) == [("HEAD:forms.yaml", 1), (CATALOGUE, 2)]


def test_several_catalogues_are_merged_at_a_revision_too(repository: Made) -> None:
    repository.write("a.yaml", forms(1))
    repository.committed("b.yaml", forms(2).replace("f0", "g0"))
    repository.write("a.yaml", forms(5))
    made = versions(["main"], ["a.yaml", "b.yaml"])
    assert named(made) == [("main:a.yaml, b.yaml", 3), ("a.yaml, b.yaml", 7)]


def test_scenarios_beside_the_forms_are_no_part_of_a_revision(repository: Made) -> None:
    repository.write("forms/scenarios/reform.yaml", REFORM)
    repository.write("forms/.hidden.yaml", "nonsense: [")
    repository.committed("forms/a.yaml", forms(1))
    assert [hours(each) for each in versions(["main"])] == [1, 1]


def test_a_symbolic_link_is_followed_within_the_revision(repository: Made) -> None:
    repository.write("real/forms.yaml", forms(1))
    repository.write("forms/other.yaml", forms(2).replace("f0", "g0"))
    Path("forms/linked.yaml").symlink_to("../real/forms.yaml")
    repository.commit()
    repository.write("real/forms.yaml", forms(5))
    assert [hours(each) for each in versions(["main"])] == [3, 7]


def test_a_link_to_a_directory_is_followed_too(repository: Made) -> None:
    repository.write("real/a.yaml", forms(1))
    Path("forms").symlink_to("real")
    repository.commit()
    repository.write("real/a.yaml", forms(2))
    assert named(versions(["forms"])) == [("HEAD:forms", 1), ("forms", 2)]


def test_a_file_goes_before_a_branch_of_the_same_name(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.write("main", forms(7))
    assert named(versions(["main", "HEAD"])) == [("main", 7), ("HEAD:data/forms.yaml", 1)]


def test_a_branch_goes_before_a_bundled_scenario_of_the_same_name(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.git("branch", "passport-renewal-online")
    made = versions(["passport-renewal-online"])
    assert made[0].name == "passport-renewal-online:data/forms.yaml"


def test_messages_say_where_a_revision_is_wrong(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1).replace("60", "many"))
    assert error_of("main").startswith("main:data/forms.yaml:4:")


def test_messages_say_which_file_of_a_directory_is_wrong(repository: Made) -> None:
    repository.committed("forms/sub/a.yaml", forms(1).replace("60", "many"))
    assert error_of("main").startswith("main:forms/sub/a.yaml:4:")


def test_a_revision_that_is_unknown_is_named_with_the_nearest(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.git("branch", "release-2024")
    assert "did you mean 'release-2024'?" in error_of("realease-2024")
    assert "did you mean 'release-2024'?" in error_of("realease-2024..main")
    assert "did you mean 'release-2024'?" in error_of("realease-2024:data/forms.yaml")


def test_a_branch_that_only_a_remote_has_is_named_as_git_calls_it(
    repository: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.git("branch", "topic")
    repository.git("clone", "--quiet", ".", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    assert "did you mean 'origin/topic'?" in error_of("topic")


def test_what_means_nothing_is_said_with_all_that_was_looked_for(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    message = error_of("no-such-thing")
    assert "is no file or directory, no revision of git and no scenario" in message
    assert "did you mean 'passport-renewal-online'?" in error_of("passport-renewal-onlin")
    assert "did you mean 'data/forms.yaml'?" in error_of("data/formz.yaml")
    assert "did you mean 'main'?" in error_of("mian")


def test_all_operands_that_mean_nothing_are_said_at_once(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    assert len(error_of("nothing", "nowhere").splitlines()) == 2


def test_outside_a_repository_it_is_said_why_revisions_were_not_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for operands in (["main"], ["main:a.yaml"], ["main..topic"], []):
        assert "is in no git repository" in error_of(*operands)


def test_a_lone_path_outside_a_repository_wants_a_second_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "a.yaml").write_text(forms(1))
    message = error_of(str(tmp_path / "a.yaml"))
    assert "is in no git repository; name two files or catalogues to compare" in message


def test_without_git_it_is_said_that_it_is_missing(
    repository: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git: error: is not installed" in error_of("main:data/forms.yaml")
    assert "is not installed" in error_of("main")


def test_a_path_that_a_revision_does_not_have_is_said_with_the_nearest(repository: Made) -> None:
    repository.committed("data/forms.yaml", forms(1))
    message = error_of("main:data/froms.yaml")
    assert message.startswith("main:data/froms.yaml: error: main has no such file or directory")
    assert "did you mean 'data/forms.yaml'?" in message
    assert "did you mean 'data/forms.yaml'?" in error_of("main:forms.yaml")


def test_a_path_of_a_revision_that_is_gone_since_wants_a_second_operand(repository: Made) -> None:
    repository.committed("old.yaml", forms(1))
    Path("old.yaml").unlink()
    assert "name what to compare the revision with" in error_of("main:old.yaml")


def test_without_a_catalogue_at_the_usual_places_it_must_be_named(repository: Made) -> None:
    repository.committed("mine.yaml", forms(1))
    message = error_of("main")
    assert (
        "has none of data/forms.yaml, forms.yaml and forms; name the catalogue with -c" in message
    )


def test_a_catalogue_outside_the_repository_is_refused(repository: Made, tmp_path: Path) -> None:
    repository.committed(CATALOGUE, forms(1))
    (tmp_path / "elsewhere").mkdir()
    other = tmp_path / "elsewhere" / "forms.yaml"
    other.write_text(forms(1))
    assert "is in no git repository" in error_of("main", catalogues=(str(other),))
    assert "is outside the git repository" in error_of("main:../../elsewhere/forms.yaml")


def test_catalogues_of_two_repositories_have_no_revision_in_common(
    repository: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.committed(CATALOGUE, forms(1))
    shutil.copytree(repository.folder, tmp_path / "copy")
    copy = str(tmp_path / "copy" / CATALOGUE)
    assert "is not in the git repository" in error_of("main", catalogues=(CATALOGUE, copy))


def test_two_revisions_without_a_common_commit_have_no_base(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.git("switch", "--quiet", "--orphan", "other")
    repository.committed(CATALOGUE, forms(2))
    assert "the two have no commit in common" in error_of("main...other")


@pytest.mark.parametrize("operand", ["-x", "--output=owned", "--upload-pack=touch owned", "-"])
def test_a_revision_that_begins_with_a_dash_is_no_option(repository: Made, operand: str) -> None:
    repository.committed(CATALOGUE, forms(1))
    for spelling in (operand, f"{operand}:data/forms.yaml", f"{operand}..main", f"main..{operand}"):
        if spelling != "-":
            assert "revision" in error_of(spelling)
    assert not Path("owned").exists()


def test_a_path_that_begins_with_a_dash_is_no_option(repository: Made) -> None:
    repository.committed("--output=x.yaml", forms(1))
    repository.write("--output=x.yaml", forms(2))
    for operands in (["--output=x.yaml"], ["main:--output=x.yaml"]):
        assert [hours(each) for each in versions(operands)] == [1, 2]


def test_the_hyphen_of_a_negated_revision_is_no_revision(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    assert "no revision of git" in error_of("^main")


def test_the_beginning_of_several_ids_is_not_guessed(repository: Made) -> None:
    commits = "".join(
        f"commit refs/heads/main\ncommitter t <t@t> {number} +0000\ndata 0\n\n"
        for number in range(2_000)
    )
    repository.git("fast-import", "--quiet", stdin=commits)
    four = Counter(each[:4] for each in repository.git("log", "--format=%H").splitlines())
    ((twice, _),) = four.most_common(1)
    assert "how the ids of several commits begin" in error_of(twice)


@pytest.mark.parametrize("operand", ["HEAD~1", "HEAD~1:data/forms.yaml", "HEAD~1..HEAD"])
def test_a_shallow_clone_says_how_to_get_the_rest(
    repository: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operand: str
) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.committed(CATALOGUE, forms(2))
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(clone))
    monkeypatch.chdir(clone)
    message = error_of(operand)
    for how in ("`git fetch --unshallow`", "`fetch-depth: 0`", "`GIT_DEPTH: 0`"):
        assert how in message


def test_binary_content_of_a_revision_is_said_to_be_that(repository: Made) -> None:
    repository.committed(CATALOGUE, bytes(range(256)))
    message = error_of("main")
    assert message.startswith("main:data/forms.yaml:")
    assert "not UTF-8 text" in message


def test_a_link_out_of_the_repository_is_not_followed(repository: Made) -> None:
    repository.write("data/x", "")
    Path(CATALOGUE).symlink_to("/etc/passwd")
    repository.commit()
    message = error_of("main..main")
    assert "a symbolic link that leads out of git, to '/etc/passwd'" in message


def test_a_link_to_nothing_is_said_to_be_that(repository: Made) -> None:
    repository.write("data/x", "")
    Path(CATALOGUE).symlink_to("nothing.yaml")
    repository.commit()
    assert "a symbolic link that leads nowhere in this revision" in error_of(f"main:{CATALOGUE}")


def with_submodule(repository: Made, path: str) -> None:
    inner = Made(repository.folder / path)
    inner.folder.mkdir(parents=True)
    inner.git("init", "--quiet")
    inner.committed("forms.yaml", forms(1))
    repository.git("-c", "advice.addEmbeddedRepo=false", "add", path)
    repository.commit()


@pytest.mark.parametrize("path", ["sub", "sub/forms.yaml"])
def test_what_is_in_a_submodule_is_not_in_the_revision(repository: Made, path: str) -> None:
    with_submodule(repository, "sub")
    assert "this is a submodule" in error_of(f"main:{path}")


def test_a_submodule_in_a_directory_of_forms_is_not_passed_over(repository: Made) -> None:
    repository.write("forms/a.yaml", forms(1))
    with_submodule(repository, "forms/sub")
    assert "main:forms/sub: error: this is a submodule" in error_of("main..main")


def test_a_pointer_of_git_lfs_is_no_catalogue(repository: Made) -> None:
    repository.committed(CATALOGUE, "version https://git-lfs.github.com/spec/v1\noid sha256:1\n")
    assert "Git LFS keeps the file elsewhere" in error_of("main")


def test_a_directory_of_a_revision_without_forms_is_refused(repository: Made) -> None:
    repository.committed("docs/a.txt", "")
    assert "this directory holds no .yaml file" in error_of("main:docs")


def test_a_scenario_of_a_revision_is_refused(repository: Made) -> None:
    repository.committed("reform.yaml", REFORM)
    assert "taken from a file of the working tree" in error_of("main:reform.yaml")


def test_a_range_with_a_path_is_told_how_to_be_written(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    assert "give the path with -c" in error_of("main..main:data/forms.yaml")


def test_versions_in_different_currencies_are_refused(repository: Made) -> None:
    repository.write("a.yaml", forms(1))
    repository.write("b.yaml", forms(1, currency="EUR"))
    message = error_of("a.yaml", "b.yaml")
    assert message.startswith("b.yaml: error: is in EUR, and a.yaml in USD; ")


def test_an_unknown_version_of_the_format_is_refused(repository: Made) -> None:
    repository.write("a.yaml", forms(1).replace("timetax: 1", "timetax: 2"))
    assert "this program reads format version 1" in error_of("a.yaml", "a.yaml")


def test_an_empty_operand_means_nothing(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    assert "is no file or directory" in error_of("")


def test_a_name_that_is_too_long_for_a_file_means_nothing(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    assert "is no file or directory" in error_of("x" * 5000)


def test_a_nul_in_an_operand_is_no_crash(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    assert error_of("a\0b", "a\0b:c", "main:a\0b")


def test_the_catalogue_of_a_hook_is_that_of_its_folder(
    repository: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.committed(CATALOGUE, forms(1))
    repository.write(CATALOGUE, forms(2))
    monkeypatch.setenv("GIT_DIR", ".git")
    assert named(versions([])) == [("HEAD:data/forms.yaml", 1), (CATALOGUE, 2)]
    assert named(versions([CATALOGUE])) == [("HEAD:data/forms.yaml", 1), (CATALOGUE, 2)]


def test_nothing_of_the_repository_is_written(repository: Made) -> None:
    repository.committed(CATALOGUE, forms(1))
    files = {path: path.stat().st_mtime_ns for path in repository.folder.rglob("*")}
    versions(["main"], options=AS_THEY_ARE)
    assert files == {path: path.stat().st_mtime_ns for path in repository.folder.rglob("*")}

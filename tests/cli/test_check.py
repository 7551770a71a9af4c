"""`timetax check` and `timetax rule` as people type them: exit codes, output and files."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.console import ROOT, run, run_in_turn
from timetax.checks.registry import RULES
from timetax.render.outcomes import FORMATS

GOOD = (ROOT / "tests/examples/good/every-key.yaml").read_text(encoding="utf-8")
ERROR = GOOD.replace("control_number: 0503-0001", "control_number: 29000666")
WARNING = GOOD.replace("published_hours: 3_000", "published_hours: 4_000")
NOTE = GOOD.replace("estimate_year: 2024", "estimate_year: 2004")
ALL_THREE = ERROR.replace("published_hours: 3_000", "published_hours: 4_000").replace(
    "estimate_year: 2024", "estimate_year: 2004"
)
BROKEN = "timetax: 1\nforms: [\n"
CONTENT = {
    "good": GOOD,
    "error": ERROR,
    "warning": WARNING,
    "note": NOTE,
    "all": ALL_THREE,
    "broken": BROKEN,
}
CODES = {"TT101", "TT201", "TT303"}
"""What is found in `all.yaml`: a warning, an error and a note."""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    for name, text in CONTENT.items():
        (tmp_path / f"{name}.yaml").write_bytes(text.encode())
    return tmp_path


def check(
    arguments: str, cwd: Path, *, environment: str = "", stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run `timetax check` on a known day, as if outside of any CI system; it never breaks off."""
    usual = "GITHUB_ACTIONS= GITLAB_CI= TIMETAX_SELECT= TIMETAX_IGNORE= TIMETAX_STRICT="
    done = run(
        f"{usual} TIMETAX_TODAY=2026-07-01 {environment} timetax check {arguments}",
        cwd=cwd,
        stdin=stdin,
    )
    assert "Traceback" not in done.stderr
    return done


def codes(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the codes of the findings of a run with `--format json`."""
    return [each["code"] for each in json.loads(done.stdout)["findings"]]


def found(arguments: str, cwd: Path, *, environment: str = "", stdin: str = "") -> set[str]:
    """Return the codes of what is found."""
    done = check(f"{arguments} --format json", cwd, environment=environment, stdin=stdin)
    return set(codes(done))


# Exit codes


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("good.yaml", 0),
        ("good.yaml --strict", 0),
        ("error.yaml", 1),
        ("warning.yaml", 0),
        ("warning.yaml --strict", 1),
        ("note.yaml", 0),
        ("note.yaml --strict", 0),
        ("broken.yaml", 2),
        ("missing.yaml", 2),
        ("error.yaml broken.yaml", 2),
        ("error.yaml --exit-zero", 0),
        ("warning.yaml --strict --exit-zero", 0),
        ("broken.yaml --exit-zero", 2),
        ("missing.yaml --exit-zero", 2),
        ("error.yaml --diff --exit-zero", 0),
        ("broken.yaml --diff --exit-zero", 2),
    ],
)
def test_the_exit_code_says_how_the_check_ended(here: Path, arguments: str, code: int) -> None:
    assert check(arguments, here).returncode == code


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("good.yaml --select TT1O1", "unknown rule 'TT1O1'; did you mean 'TT101'?"),
        (
            "good.yaml --select published-hours",
            "unknown rule 'published-hours'; did you mean 'published-hours-missed'?",
        ),
        ("good.yaml --ignore TT42", "ignore: error: unknown rule 'TT42'"),
        ("good.yaml --ignore TT003", "'TT003' is about files that cannot be read"),
        ("good.yaml --today tomorrow", "today: error: must be a date such as 2026-01-31"),
        ("good.yaml --config missing.toml", "missing.toml: error: cannot be read: No such file"),
        ("good.yaml --baseline missing.json", "missing.json: error: cannot be read: No such file"),
        ("good.yaml --baseline good.yaml", "good.yaml:1:1: error: not valid JSON"),
        ("good.yaml --update-baseline", "name the file with --baseline"),
        ("good.yaml --format pdf", "Invalid value for '--format'"),
        ("good.yaml --nonsense", "No such option: --nonsense"),
        ("good.yaml -o missing/findings.txt", "cannot be written: No such file or directory"),
        ("- --fix", "fix: error: standard input cannot be mended"),
    ],
)
def test_what_cannot_be_used_is_said_on_stderr_with_exit_code_2(
    here: Path, arguments: str, message: str
) -> None:
    done = check(f"{arguments} --exit-zero", here)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stdout == ""


def test_a_mistake_in_the_environment_has_exit_code_2(here: Path) -> None:
    done = check("good.yaml", here, environment="TIMETAX_SELECT=TT1O1")
    assert done.returncode == 2
    assert "TIMETAX_SELECT: error: unknown rule 'TT1O1'; did you mean 'TT101'?" in done.stderr


def test_a_mistake_in_the_configuration_has_exit_code_2_and_its_place(here: Path) -> None:
    (here / "timetax.toml").write_text('ignore = ["TT504"]\nthreshhold = "note"\n')
    done = check("good.yaml --exit-zero", here)
    assert done.returncode == 2
    assert "timetax.toml:2:1: error: unknown key 'threshhold'; did you mean 'threshold'?" in (
        done.stderr
    )


# What is checked


def test_standard_input_is_checked(here: Path) -> None:
    done = check("-", here, stdin=ERROR)
    assert done.returncode == 1
    assert "<stdin>:27:21: error: dog-licence: control_number: '29000666'" in done.stdout


def test_standard_input_that_is_named_twice_is_read_once(here: Path) -> None:
    assert found("- -", here, stdin=WARNING) == {"TT101"}


TWO_FILES = {
    "a.yaml": "timetax: 1\nagencies: [{id: CITY, name: City}]\n",
    "b.yaml": (
        "timetax: 1\nforms:\n  - {id: dog, title: Dog licence, agency: CITY,\n"
        "     responses: 1_234, minutes_per_response: 5, estimate_year: 2025,\n"
        "     source: {title: Notice 7, date: 2025-06-30}}\n"
    ),
}


@pytest.mark.parametrize("paths", ["a.yaml b.yaml", "b.yaml a.yaml", "forms", "forms/", "."])
def test_several_paths_and_a_directory_are_one_catalogue(tmp_path: Path, paths: str) -> None:
    folder = tmp_path / "forms" if "forms" in paths else tmp_path
    folder.mkdir(exist_ok=True)
    for name, text in TWO_FILES.items():
        (folder / name).write_text(text)
    done = check(f"{paths} --strict", tmp_path)
    assert done.stdout == "No findings in 2 files.\n"
    assert done.returncode == 0


def test_findings_of_several_files_come_in_their_order(here: Path) -> None:
    done = check("note.yaml error.yaml --select TT2,TT3 --format json", here)
    files = [each["file"] for each in json.loads(done.stdout)["findings"] if each["file"]]
    assert files == sorted(files, key=["note.yaml", "error.yaml"].index)
    assert set(files) == {"note.yaml", "error.yaml"}


# Which rules run


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("", CODES),
        ("--select TT201", {"TT201"}),
        ("--select tt201", {"TT201"}),
        ("--select TT1,TT3", {"TT101", "TT303"}),
        ("--select 'TT1, TT3'", {"TT101", "TT303"}),
        ("--select estimate-stale", {"TT303"}),
        ("--select TT", CODES),
        ("--ignore TT201", CODES - {"TT201"}),
        ("--ignore TT2,TT3", {"TT101"}),
        ("--ignore control-number-malformed", CODES - {"TT201"}),
        ("--select TT1,TT2 --ignore TT101", {"TT201"}),
    ],
)
def test_rules_are_chosen_by_code_prefix_and_name(
    here: Path, arguments: str, expected: set[str]
) -> None:
    assert found(f"all.yaml {arguments}", here) == expected


def test_a_file_that_cannot_be_read_is_told_whatever_is_selected(here: Path) -> None:
    done = check("broken.yaml --select TT101 --format json", here)
    assert codes(done) == ["TT003"]
    assert done.returncode == 2


# Where settings come from


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ("TIMETAX_SELECT=TT2", {"TT201"}),
        ("TIMETAX_IGNORE=TT2,TT3", {"TT101"}),
        ("TIMETAX_TODAY=2010-01-01", CODES - {"TT303"}),
        ("TIMETAX_SELECT=", CODES),
    ],
)
def test_the_environment_sets_what_flags_set(
    here: Path, environment: str, expected: set[str]
) -> None:
    assert found("all.yaml", here, environment=environment) == expected


@pytest.mark.parametrize(("word", "code"), [("1", 1), ("true", 1), ("0", 0), ("", 0)])
def test_the_environment_can_be_strict(here: Path, word: str, code: int) -> None:
    done = check("warning.yaml", here, environment=f"TIMETAX_STRICT={word}")
    assert done.returncode == code


def test_a_flag_goes_before_the_environment_and_that_before_the_file(here: Path) -> None:
    (here / "timetax.toml").write_text('select = ["TT1"]\n')
    assert found("all.yaml", here) == {"TT101"}
    assert found("all.yaml", here, environment="TIMETAX_SELECT=TT2") == {"TT201"}
    environment = "TIMETAX_SELECT=TT2"
    assert found("all.yaml --select TT3", here, environment=environment) == {"TT303"}


def test_the_configuration_is_found_upwards_from_the_first_path(here: Path) -> None:
    inner = here / "project" / "forms" / "deep"
    inner.mkdir(parents=True)
    (inner / "all.yaml").write_text(ALL_THREE)
    (here / "project" / "timetax.toml").write_text('select = ["TT1"]\n')
    (here / "timetax.toml").write_text('select = ["TT2"]\n')
    assert found("project/forms/deep/all.yaml", here) == {"TT101"}
    assert found("project/forms", here) == {"TT101"}
    assert found("all.yaml", here) == {"TT201"}


def test_the_configuration_for_standard_input_is_that_of_the_current_folder(here: Path) -> None:
    (here / "timetax.toml").write_text('select = ["TT1"]\n')
    assert found("-", here, stdin=ALL_THREE) == {"TT101"}


def test_the_table_of_a_project_file_is_the_configuration(here: Path) -> None:
    (here / "pyproject.toml").write_text('[tool.timetax]\nselect = ["TT1"]\n')
    assert found("all.yaml", here) == {"TT101"}


def test_a_project_file_without_the_table_is_passed_over(here: Path) -> None:
    (here / "pyproject.toml").write_text('[tool.other]\nselect = ["TT1"]\n')
    assert found("all.yaml", here) == CODES


def test_a_configuration_that_is_named_goes_before_one_that_is_near(here: Path) -> None:
    (here / "timetax.toml").write_text('select = ["TT1"]\n')
    (here / "mine.toml").write_text('select = ["TT2"]\n')
    assert found("all.yaml --config mine.toml", here) == {"TT201"}


def test_the_configuration_sets_severities_and_the_threshold(here: Path) -> None:
    (here / "timetax.toml").write_text('[severity]\nTT303 = "error"\n')
    assert check("note.yaml", here).returncode == 1
    (here / "timetax.toml").write_text('threshold = "note"\n')
    assert check("note.yaml", here).returncode == 1


def test_rules_can_be_left_out_for_some_files(here: Path) -> None:
    (here / "archive").mkdir()
    (here / "archive" / "all.yaml").write_text(ALL_THREE)
    (here / "timetax.toml").write_text('[per-file-ignores]\n"archive/*.yaml" = ["TT2", "TT303"]\n')
    assert found("archive", here) == {"TT101"}
    assert found("all.yaml", here) == CODES


def test_the_day_makes_expiry_reproducible(here: Path) -> None:
    expiring = GOOD.replace("    obligation:", "    expires: 2026-08-31\n    obligation:", 1)
    days = {"2026-01-31": set(), "2026-08-01": {"TT302"}, "2026-09-01": {"TT301"}}
    for day, expected in days.items():
        assert found(f"- --today {day}", here, stdin=expiring) == expected


# What is written


def test_findings_show_place_rule_and_line_and_a_summary_ends_them(here: Path) -> None:
    done = check("error.yaml", here)
    assert done.stdout == (
        "error.yaml:27:21: error: dog-licence: control_number: '29000666' is not of the form "
        "NNNN-NNNN; write 2900-0666 [TT201 control-number-malformed]\n"
        "  27 |     control_number: 29000666\n"
        "     |                     ^\n"
        "  help: write `2900-0666`\n"
        "\n"
        "1 error in 1 file; 1 can be mended with --fix.\n"
    )
    assert done.stderr == ""


def test_quiet_leaves_the_summary_out(here: Path) -> None:
    assert check("good.yaml --quiet", here).stdout == ""
    quiet = check("error.yaml -q", here).stdout
    assert check("error.yaml", here).stdout.startswith(f"{quiet}\n")
    assert "1 error in" not in quiet


def test_statistics_count_the_findings_of_each_rule(here: Path) -> None:
    text = (ROOT / "tests/examples/good/figures.yaml").read_text(encoding="utf-8")
    done = check("- --statistics --select TT4", here, stdin=text)
    assert done.stdout == (
        "6  TT401  figures-without-source      warning\n"
        "4  TT402  round-count-without-source  warning\n"
        "\n"
        "10 warnings in 1 file.\n"
    )


def test_json_output_has_every_finding(here: Path) -> None:
    assert set(codes(check("all.yaml --format json", here))) == CODES


def test_sarif_output_has_every_finding(here: Path) -> None:
    (sarif_run,) = json.loads(check("all.yaml --format sarif", here).stdout)["runs"]
    assert {result["ruleId"] for result in sarif_run["results"]} == CODES


def test_junit_output_has_every_finding(here: Path) -> None:
    suites = ElementTree.fromstring(check("all.yaml --format junit", here).stdout.encode())
    assert {str(case.get("name")).split()[0] for case in suites.iter("testcase")} == CODES
    assert suites.get("failures") == "1"


def test_gitlab_output_has_every_finding(here: Path) -> None:
    issues = json.loads(check("all.yaml --format gitlab", here).stdout)
    assert {issue["description"][:5] for issue in issues} == CODES


def test_github_output_is_one_command_for_each_finding(here: Path) -> None:
    lines = check("all.yaml --format github", here).stdout.splitlines()
    assert sorted(line.split()[0] for line in lines) == ["::error", "::notice", "::warning"]


@pytest.mark.parametrize(
    ("environment", "beginning"),
    [
        ("GITHUB_ACTIONS=true", "::error file=error.yaml,line=27,col=21,"),
        ("GITLAB_CI=true", "[\n"),
        ("", "error.yaml:27:21: "),
    ],
)
def test_auto_is_the_format_of_the_system_that_runs_it(
    here: Path, environment: str, beginning: str
) -> None:
    done = check("error.yaml", here, environment=environment)
    assert done.stdout.startswith(beginning)
    assert done.returncode == 1
    named = check("error.yaml --format text", here, environment=environment)
    assert named.stdout.startswith("error.yaml:27:21: ")


@pytest.mark.parametrize("form", FORMATS)
def test_the_output_file_holds_what_would_be_printed(here: Path, form: str) -> None:
    before = set(here.iterdir())
    done = check(f"all.yaml --format {form} -o findings", here)
    assert done.returncode == 1
    assert done.stdout == ""
    printed = check(f"all.yaml --format {form}", here).stdout
    assert (here / "findings").read_text(encoding="utf-8") == printed
    assert set(here.iterdir()) - before == {here / "findings"}


def test_a_run_that_cannot_start_leaves_the_old_output_file_alone(here: Path) -> None:
    (here / "findings").write_text("old")
    before = set(here.iterdir())
    assert check("error.yaml -o findings --select nonsense", here).returncode == 2
    assert (here / "findings").read_text() == "old"
    assert set(here.iterdir()) == before


def test_piped_output_has_no_colour_unless_it_is_asked_for(here: Path) -> None:
    plain = check("error.yaml", here).stdout
    assert "\x1b" not in plain
    assert "\x1b" not in check("error.yaml --color never", here).stdout
    colored = check("error.yaml --color always", here).stdout
    assert "\x1b[1;31merror\x1b[0m" in colored


HOSTILE = r"""
timetax: 1
"\e[31mkey": 1
forms:
  - id: "\e[31mred\u202e"
    title: "\e[2J\a\r::error::x"
    agency: "a\e]0;title\a"
    control_number: "\e[31m12\n::error::12"
    responses: 1_000_000
"""


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("unreadable", ["", 'x: "\x1b[31m\n'])
def test_text_from_a_catalogue_cannot_steer_the_terminal(
    here: Path, form: str, unreadable: str
) -> None:
    done = check(f"- --format {form}", here, stdin=HOSTILE + unreadable)
    assert done.returncode == (2 if unreadable else 1)
    for character in "\x1b\a\r\u202e\x9b":
        assert character not in done.stdout + done.stderr
    assert not any(line.startswith("::") and form != "github" for line in done.stdout.splitlines())


def test_the_name_of_a_file_cannot_steer_the_terminal(here: Path) -> None:
    folder = here / "hostile"
    folder.mkdir()
    (folder / "\x1b[31mred.yaml").write_text(ERROR)
    for arguments in ("hostile", "hostile --diff", "hostile --fix --format github"):
        done = check(arguments, here)
        assert "red.yaml" in done.stdout or "--fix" in arguments
        assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name of a file is text")
@pytest.mark.parametrize("arguments", ["", "--diff", "--diff -o out", "-o out", "--fix"])
def test_the_name_of_a_file_need_not_be_text(here: Path, arguments: str) -> None:
    folder = here / "odd"
    folder.mkdir()
    (folder / "odd-\udcff.yaml").write_text(ERROR)
    assert check(f"odd {arguments}", here).returncode == (0 if arguments == "--fix" else 1)


def test_the_same_input_gives_the_same_bytes(here: Path) -> None:
    forms = ("text", "json", "sarif", "junit")
    commands = [
        f"check all.yaml error.yaml note.yaml --exit-zero --format {form}" for form in forms
    ]
    one, other = (run_in_turn(commands, hash_seed=seed, cwd=here) for seed in (1, 2))
    assert one == other
    assert one.count("TT017") >= len(forms)


# Mending


@pytest.mark.parametrize(
    "text",
    [
        ERROR,
        ERROR.replace("\n", "\r\n"),
        f"\ufeff{ERROR}",
        ERROR.replace("29000666", "  29000666   # ünïcode 🐕\t").rstrip("\n"),
    ],
)
def test_a_mended_file_keeps_every_other_byte(here: Path, text: str) -> None:
    path = here / "error.yaml"
    path.write_bytes(text.encode())
    before = set(here.iterdir())
    done = check("error.yaml --fix", here)
    assert done.returncode == 0
    assert done.stdout == "No findings in 1 file.\n"
    assert path.read_bytes() == text.replace("29000666", "2900-0666").encode()
    assert set(here.iterdir()) == before


def test_what_cannot_be_mended_is_still_told(here: Path) -> None:
    done = check("all.yaml --fix --format json", here)
    assert set(codes(done)) == CODES - {"TT201"}
    assert done.returncode == 0


def test_rules_that_are_ignored_mend_nothing(here: Path) -> None:
    assert check("error.yaml --fix --ignore TT201", here).returncode == 0
    assert (here / "error.yaml").read_bytes() == ERROR.encode()


def test_a_difference_is_shown_and_changes_nothing(here: Path) -> None:
    done = check("error.yaml --diff", here)
    assert done.returncode == 1
    assert "-    control_number: 29000666\n+    control_number: 2900-0666\n" in done.stdout
    assert done.stdout.startswith("--- error.yaml\n+++ error.yaml\n@@ ")
    assert (here / "error.yaml").read_bytes() == ERROR.encode()


def test_a_difference_with_fix_changes_nothing_either(here: Path) -> None:
    done = check("error.yaml --fix --diff", here)
    assert (here / "error.yaml").read_bytes() == ERROR.encode()
    assert done.returncode in {1, 2}


def test_a_difference_can_be_written_to_a_file(here: Path) -> None:
    assert check("error.yaml --diff -o mend.diff", here).returncode == 1
    printed = check("error.yaml --diff", here).stdout
    assert (here / "mend.diff").read_text(encoding="utf-8") == printed


def test_without_anything_to_mend_there_is_no_difference(here: Path) -> None:
    done = check("warning.yaml --diff", here)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("name", ["broken", "missing"])
def test_a_difference_of_a_file_that_cannot_be_read_says_why(here: Path, name: str) -> None:
    done = check(f"{name}.yaml --diff", here)
    assert done.returncode == 2
    assert f"{name}.yaml" in done.stdout + done.stderr


# Living with findings


def with_comment(comment: str) -> str:
    return ERROR.replace("29000666", f"29000666  # timetax: {comment}")


@pytest.mark.parametrize("name", ["TT201", "control-number-malformed", "TT2"])
def test_a_suppression_with_a_reason_hides_the_finding(here: Path, name: str) -> None:
    done = check("- --strict", here, stdin=with_comment(f"ignore[{name}] asked for in May"))
    assert done.returncode == 0
    assert done.stdout == "No findings in 1 file; 1 suppressed.\n"


def test_a_suppression_without_a_reason_hides_the_finding_and_is_told(here: Path) -> None:
    assert found("-", here, stdin=with_comment("ignore[TT201]")) == {"TT901"}


def test_a_suppression_of_nothing_is_told(here: Path) -> None:
    text = GOOD.replace("0503-0001", "0503-0001  # timetax: ignore[TT201] asked for in May")
    assert found("-", here, stdin=text) == {"TT902"}


def test_a_suppression_of_an_unknown_rule_is_an_error(here: Path) -> None:
    text = with_comment("ignore[TT2O1] asked for in May")
    done = check("-", here, stdin=text)
    assert done.returncode == 1
    assert "TT903" in done.stdout
    assert "did you mean 'TT201'?" in done.stdout


def test_a_baseline_keeps_out_what_is_known_until_it_is_mended(here: Path) -> None:
    path = here / "forms.yaml"
    path.write_text(ALL_THREE)
    check_it = "forms.yaml --baseline known.json --strict"
    written = check(f"{check_it} --update-baseline", here)
    assert written.returncode == 0
    assert written.stdout == "No findings in 1 file; 3 known.\n"
    assert len(json.loads((here / "known.json").read_text())["findings"]) == 3

    assert check(check_it, here).stdout == "No findings in 1 file; 3 known.\n"

    path.write_text(
        "# A line above moves all others.\n" + ALL_THREE.replace("202401-0503-001", "cf")
    )
    again = check(check_it, here)
    assert again.returncode == 1
    assert "[TT206 icr-reference-malformed]" in again.stdout
    assert "1 error in 1 file; 3 known." in again.stdout

    path.write_text(WARNING)
    assert check(check_it, here).stdout == "No findings in 1 file; 1 known.\n"
    check(f"{check_it} --update-baseline", here)
    assert len(json.loads((here / "known.json").read_text())["findings"]) == 1
    path.write_text(ALL_THREE)
    assert check(check_it, here).returncode == 1


def test_the_baseline_of_the_configuration_stands_beside_it(here: Path) -> None:
    folder = here / "project"
    folder.mkdir()
    (folder / "all.yaml").write_text(ALL_THREE)
    (folder / "timetax.toml").write_text('baseline = "known.json"\n')
    assert check("project/all.yaml --update-baseline", here).returncode == 0
    assert (folder / "known.json").exists()
    assert check("project/all.yaml", here).stdout == "No findings in 1 file; 3 known.\n"


def test_the_baseline_of_standard_input_is_what_stands_there(here: Path) -> None:
    done = check("- --baseline known.json --update-baseline", here, stdin=ALL_THREE)
    assert done.returncode == 0
    assert done.stdout == "No findings in 1 file; 3 known.\n"


def test_a_file_that_cannot_be_read_leaves_the_baseline_alone(here: Path) -> None:
    path = here / "forms.yaml"
    path.write_text(ALL_THREE)
    update = "forms.yaml --baseline known.json --update-baseline"
    check(update, here)
    before = (here / "known.json").read_bytes()
    path.write_text(BROKEN)
    assert check(update, here).returncode == 2
    assert (here / "known.json").read_bytes() == before


def test_what_is_mended_in_the_same_run_is_not_in_the_baseline(here: Path) -> None:
    check("all.yaml --fix --baseline known.json --update-baseline", here)
    entries = json.loads((here / "known.json").read_text())["findings"]
    assert {entry["code"] for entry in entries} == CODES - {"TT201"}


# Budgets


BUDGET = '[[budgets]]\nname = "The pound"\nwhere = "agency=POUND"\nhours = {hours}\n'


def test_a_budget_that_is_exceeded_fails_and_names_the_forms(here: Path) -> None:
    (here / "timetax.toml").write_text(BUDGET.format(hours=2_999))
    done = check("good.yaml", here)
    assert done.returncode == 1
    assert "budget 'The pound': 3,000 hours a year" in done.stdout
    assert "the heaviest: dog-licence with 3,000 [TT701 budget-exceeded]" in done.stdout


def test_a_budget_that_is_kept_is_silent(here: Path) -> None:
    (here / "timetax.toml").write_text(BUDGET.format(hours=3_000))
    assert check("good.yaml --strict", here).stdout == "No findings in 1 file.\n"


def test_a_budget_on_an_increase_is_measured_against_a_report_beside_it(here: Path) -> None:
    saved = run("timetax report good.yaml --by form -o last-year.json", cwd=here)
    assert saved.returncode == 0
    (here / "timetax.toml").write_text(
        '[[budgets]]\nname = "All"\nincrease_percent = 1\nbaseline = "last-year.json"\n'
    )
    assert check("good.yaml", here).returncode == 0
    (here / "good.yaml").write_text(GOOD.replace("12_000", "13_000"))
    assert "TT702" in found("good.yaml", here)


# The rules


@pytest.mark.parametrize("name", ["TT101", "tt101", "published-hours-missed"])
def test_a_rule_is_explained_by_code_and_by_name(name: str) -> None:
    done = run(f"timetax rule {name}")
    assert done.returncode == 0
    assert done.stdout.startswith("TT101 published-hours-missed (warning)\n\n")
    for heading in ("What it checks", "Why it matters", "Example", "Use instead"):
        assert f"\n{heading}\n    " in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("TT1O1", "there is no rule 'TT1O1'; did you mean 'TT101'?"),
        ("published-hour-missed", "did you mean 'published-hours-missed'?"),
        ("xylophone", "rule: error: there is no rule 'xylophone'; `timetax rule --all` lists"),
        ("''", "there is no rule ''"),
        ("'\x1b[31m'", "there is no rule"),
        ("", "name one rule, such as TT101, or use --all"),
    ],
)
def test_a_rule_that_there_is_not_is_said_with_exit_code_2(arguments: str, message: str) -> None:
    done = run(f"timetax rule {arguments}")
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr


def test_every_rule_is_listed_on_a_line() -> None:
    done = run("timetax rule --all")
    assert done.returncode == 0
    listed = [tuple(line.split()[:3]) for line in done.stdout.splitlines()]
    assert listed == sorted((rule.code, rule.name, str(rule.severity)) for rule in RULES.values())


# The catalogue that comes with the program


def test_the_bundled_catalogue_passes_a_strict_check_without_pandas_and_numpy() -> None:
    code = (
        "import sys\n"
        "sys.argv = ['timetax', 'check', '--strict', '--today', '2026-07-01']\n"
        "from timetax.cli.main import main\n"
        "try:\n    main()\n"
        "finally:\n    print({'numpy', 'pandas'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.endswith("set()\n")


def test_the_bundled_catalogue_is_checked_without_any_path(here: Path) -> None:
    (here / "timetax.toml").write_text('select = ["TT101"]')
    done = check("--strict", here)
    assert done.returncode == 0
    assert "data/forms/treasury.yaml" in done.stdout

"""`timetax whatif` as a real process: what it accepts, what it refuses, and what it writes."""

import json
from pathlib import Path

import pytest

import timetax
from tests.console import run

FORMS = """\
timetax: 1
forms:
  - {id: short, title: Short, agency: A, responses: 600, minutes_per_response: 10}
  - {id: long, title: Long, agency: A, responses: 60, minutes_per_response: 300}
  - {id: trip, title: Trip, agency: A, responses: 60, minutes_per_response: 60, unit: a trip}
"""
REFORM = """\
timetax: 1
name: Half
parameters: {share: 0.5}
changes:
  - where: {form: long}
    prefill: $share
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "forms.yaml").write_text(FORMS, encoding="utf-8")
    (tmp_path / "reform.yaml").write_text(REFORM, encoding="utf-8")
    return tmp_path


def hours(folder: Path, arguments: str) -> list[float]:
    done = run(f"timetax whatif -c forms.yaml {arguments} --format json", cwd=folder)
    assert done.returncode == 0, done.stderr
    return [each["burden_hours"] for each in json.loads(done.stdout)["scenarios"]]


def refused(folder: Path, arguments: str) -> str:
    done = run(f"timetax whatif -c forms.yaml {arguments} -o out.json", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert not (folder / "out.json").exists()
    return done.stderr


def test_a_reform_by_file_by_set_and_by_python_gives_the_same_bits(folder: Path) -> None:
    (by_file,) = hours(folder, "reform.yaml")
    (by_set,) = hours(folder, "--set 'long.minutes_per_response*=0.5'")
    change = {"where": {"form": "long"}, "prefill": 0.5}
    scenario = timetax.make_scenario({"name": "Half", "changes": [change]})
    inputs = timetax.tabulate(timetax.load(folder / "forms.yaml"))
    by_python = timetax.total(timetax.with_burden(timetax.apply_scenario(inputs, scenario)))
    assert by_file == by_set == by_python.burden_hours == 310


def test_several_scenarios_and_a_stack_stand_side_by_side(folder: Path) -> None:
    other = REFORM.replace("long", "short").replace("share", "part")
    (folder / "other.yaml").write_text(other, encoding="utf-8")
    assert hours(folder, "reform.yaml other.yaml reform.yaml+other.yaml") == [310, 410, 260]


def test_set_gives_a_parameter_another_value(folder: Path) -> None:
    assert hours(folder, "reform.yaml --set share=0.25") == [385]


def test_a_scenario_can_come_from_standard_input(folder: Path) -> None:
    done = run("timetax whatif - -c forms.yaml --format csv", cwd=folder, stdin=REFORM)
    assert done.stdout.splitlines()[1].startswith("Half,460,310,-150,")


def test_the_output_file_decides_the_format(folder: Path) -> None:
    done = run("timetax whatif reform.yaml -c forms.yaml -o out.md", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert (folder / "out.md").read_text(encoding="utf-8").startswith("# What if: Half")


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(folder: Path) -> None:
    ranged = REFORM.replace("0.5", "{low: 0.4, likely: 0.5, high: 0.6}")
    (folder / "ranged.yaml").write_text(ranged, encoding="utf-8")

    def out(seed: int) -> str:
        return run(f"timetax whatif ranged.yaml -c forms.yaml --seed {seed}", cwd=folder).stdout

    assert out(7) == out(7) != out(8)
    assert "seed 7" in out(7)


def test_the_triangular_distribution_is_named_where_it_is_used(folder: Path) -> None:
    ranged = REFORM.replace("0.5", "{low: 0.4, likely: 0.5, high: 0.6}")
    (folder / "ranged.yaml").write_text(ranged, encoding="utf-8")
    command = "timetax whatif ranged.yaml -c forms.yaml --distribution triangular"
    assert "triangular" in run(command, cwd=folder).stdout


def test_a_reform_that_is_bundled_runs_by_its_name() -> None:
    done = run("timetax whatif lifeline-national-verifier --format csv")
    assert done.returncode == 0
    assert ",-12570281," in done.stdout or ",-12570280.99" in done.stdout


def changed(folder: Path, old: str, new: str) -> None:
    assert old in REFORM
    (folder / "reform.yaml").write_text(REFORM.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("prefill: $share", "prefill: $shre", "reform.yaml:6:14: error: unknown parameter '$shre'"),
        ("share: 0.5", "share: 1.5", "reform.yaml:6:14: error: the share $share is 1.5"),
        ("prefill: $share", "minutes_per_response: {add: -400, cap: $share}", "below zero"),
        ("share: 0.5", "share: {low: 2, likely: 1, high: 3}", "reform.yaml:3:27: error: "),
        ("form: long", "form: lng", "no form has form 'lng'; did you mean 'long'?"),
        ("name: Half", "name: Half\nextends: reform.yaml", "goes round in a circle"),
        (
            "prefill: $share",
            "prefill: $share\n  - where: {form: [long, trip]}\n"
            "    merge: {id: m, title: M, responses: sum, minutes_per_response: mean}",
            "cannot be merged: long counts a response, trip counts a trip",
        ),
    ],
)
def test_a_scenario_that_cannot_be_used_is_refused_with_its_place(
    folder: Path, old: str, new: str, message: str
) -> None:
    changed(folder, old, new)
    stderr = refused(folder, "reform.yaml")
    assert message in stderr
    assert all(line.startswith("reform.yaml:") for line in stderr.splitlines())


def test_every_bad_name_is_reported_at_once(folder: Path) -> None:
    changed(
        folder,
        "prefill: $share",
        "prefill: $share\n  - where: {form: shrt}\n    exempt: 0.1\n"
        "  - where: {agency: AA}\n    exempt: 0.1",
    )
    assert len(refused(folder, "reform.yaml").splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("", "name a scenario"),
        ("nowhere.yaml", "there is no file 'nowhere.yaml'"),
        ("passport-renewal-onlin", "did you mean 'passport-renewal-online'?"),
        ("forms.yaml", "this is a catalogue"),
        ("reform.yaml --set shre=0.2", "did you mean 'share'?"),
        ("reform.yaml --set share=much", "is not a number"),
        ("--set long.minutes=3", "did you mean 'minutes_per_response'?"),
        ("--set lang.minutes_per_response=3", "did you mean 'long'?"),
        ("reform.yaml --by agncy", "did you mean 'agency'?"),
        ("reform.yaml --top 0", "must be 1 or more"),
        ("reform.yaml --years 2030", "write them as FROM:TO"),
        ("reform.yaml --draws 3", "must be 100 to 1,000,000"),
        ("reform.yaml --distribution normal", "unknown distribution 'normal'"),
        ("reform.yaml --sweep share=0:1:0.000000001", "1,000,000,001 points"),
        ("reform.yaml --sweep shre=0:1:0.1", "did you mean 'share'?"),
        ("reform.yaml --sweep share=0:2:1", "at share = 2"),
        ("reform.yaml --solve share", "--target"),
        ("reform.yaml --target=-10%", "--solve"),
        ("reform.yaml --solve shre --target=-10%", "did you mean 'share'?"),
        ("reform.yaml --solve share --target soon", "soon"),
        ("reform.yaml reform.yaml --sweep share=0:1:0.5", "take one scenario"),
        ("reform.yaml --against nowhere", "there is no file 'nowhere'"),
    ],
)
def test_arguments_that_cannot_be_used_are_refused(
    folder: Path, arguments: str, message: str
) -> None:
    assert message in refused(folder, arguments)


def test_an_output_that_was_there_stays_whole_when_the_scenario_is_refused(folder: Path) -> None:
    (folder / "out.json").write_text("before", encoding="utf-8")
    run("timetax whatif nowhere -c forms.yaml -o out.json", cwd=folder)
    assert (folder / "out.json").read_text(encoding="utf-8") == "before"


def test_a_catalogue_command_says_what_a_scenario_is_for(folder: Path) -> None:
    done = run("timetax report reform.yaml", cwd=folder)
    assert done.returncode == 2
    assert "this is a scenario, not a catalogue; `timetax whatif` applies it" in done.stderr


def test_a_folder_of_scenarios_is_no_part_of_a_catalogue(folder: Path) -> None:
    (folder / "scenarios").mkdir()
    (folder / "reform.yaml").rename(folder / "scenarios" / "reform.yaml")
    done = run("timetax report . --format csv", cwd=folder)
    assert done.returncode == 0, done.stderr


def test_without_a_terminal_progress_is_not_shown(folder: Path) -> None:
    done = run("timetax whatif reform.yaml -c forms.yaml", cwd=folder)
    assert done.stderr == ""


def test_text_from_a_scenario_cannot_steer_a_terminal_or_a_page(folder: Path) -> None:
    changed(folder, "name: Half", "name: 'a | b <i> [red]'")
    text = run("timetax whatif reform.yaml -c forms.yaml", cwd=folder).stdout
    assert "a | b <i> [red]" in text
    markdown = run("timetax whatif reform.yaml -c forms.yaml --format markdown", cwd=folder).stdout
    assert r"a \| b \<i\> \[red\]" in markdown

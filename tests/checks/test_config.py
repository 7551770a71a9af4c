from datetime import date
from pathlib import Path
from typing import Any

import pytest

from timetax.checks.config import Config, load_config
from timetax.checks.config_values import Budget
from timetax.engine.difference.gates import parse_gates
from timetax.engine.difference.settings import DiffSettings
from timetax.files.configuration import find
from timetax.findings import InputError, Severity


def loaded(folder: Path, text: str, name: str = "timetax.toml", **flags: Any) -> Config:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return load_config(path, {}, **flags)


def mistakes(folder: Path, text: str, name: str = "timetax.toml") -> list[str]:
    """Return what is wrong with a file, without the folder in front."""
    with pytest.raises(InputError) as caught:
        loaded(folder, text, name)
    return [str(each).removeprefix(f"{folder}/") for each in caught.value.findings]


# Where it is found


def test_the_nearest_file_above_the_start_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "timetax.toml").touch()
    (tmp_path / "a" / "timetax.toml").touch()
    assert find(inner) == tmp_path / "a" / "timetax.toml"


def test_the_search_starts_in_the_folder_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "timetax.toml").touch()
    (tmp_path / "forms.yaml").touch()
    assert find(tmp_path / "forms.yaml") == tmp_path / "timetax.toml"


def test_a_file_of_its_own_goes_before_the_project_in_one_folder(tmp_path: Path) -> None:
    (tmp_path / "timetax.toml").touch()
    (tmp_path / "pyproject.toml").write_text("[tool.timetax]\n")
    assert find(tmp_path) == tmp_path / "timetax.toml"


def test_a_nearer_project_goes_before_a_farther_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "timetax.toml").touch()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.timetax]\n")
    assert find(tmp_path / "a") == tmp_path / "a" / "pyproject.toml"


def test_a_project_without_the_table_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "timetax.toml").touch()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n")
    assert find(tmp_path / "a") == tmp_path / "timetax.toml"


def test_a_broken_project_that_names_the_table_is_found_and_then_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.timetax]\nselect = [\n")
    found = find(tmp_path)
    assert found == tmp_path / "pyproject.toml"
    with pytest.raises(InputError, match="not valid TOML"):
        load_config(found, {})


def test_a_file_below_here_is_named_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "timetax.toml").touch()
    monkeypatch.chdir(tmp_path)
    assert find(Path("forms.yaml")) == Path("timetax.toml")


def test_without_a_file_all_is_as_it_comes() -> None:
    config = load_config(None, {})
    assert config == Config(settings=config.settings)
    assert config.settings.today == date.today()


# What a file can say


def test_every_key_of_a_file_is_read(tmp_path: Path) -> None:
    text = """
        select = ["TT1", "published-hours-missed"]
        ignore = ["TT101"]
        threshold = "warning"
        baseline = "known.json"
        today = 2026-01-31
        estimate_years = 5
        expires_within_days = 30
        tolerance = 0.05

        [severity]
        TT101 = "note"

        [per-file-ignores]
        "drafts/*.yaml" = ["TT1"]

        [populations]
        individuals = 340_000_000

        [[budgets]]
        name = "All"
        where = "agency=IRS"
        hours = 10
        [[budgets]]
        name = "Grow"
        where = ["agency=IRS", "online!=full"]
        increase_percent = 2.5
        line = 100
        baseline = "before.json"
    """
    config = loaded(tmp_path, text)
    assert config.select == ("TT1", "published-hours-missed")
    assert config.ignore == ("TT101",)
    assert config.threshold is Severity.WARNING
    assert config.baseline == tmp_path / "known.json"
    assert config.severity == {"published-hours-missed": Severity.NOTE}
    assert config.per_file_ignores == {"drafts/*.yaml": ("TT1",)}
    assert config.settings.today == date(2026, 1, 31)
    assert config.settings.estimate_years == 5
    assert config.settings.expires_within_days == 30
    assert config.settings.tolerance == 0.05
    assert config.settings.populations == {"individuals": 340_000_000}
    assert config.budgets == (
        Budget("All", ("agency=IRS",), hours=10),
        Budget(
            "Grow",
            ("agency=IRS", "online!=full"),
            increase_percent=2.5,
            baseline=tmp_path / "before.json",
            line=100,
        ),
    )


def test_what_a_diff_compares_and_allows_is_read(tmp_path: Path) -> None:
    text = """
        [diff]
        fail-on = ["increase > 1%", "agency:IRS increase > 10000 hours"]
        allow-unknown = true
        catalogue = ["forms.yaml", "more/"]
    """
    assert loaded(tmp_path, text).diff == DiffSettings(
        fail_on=parse_gates(["increase > 1%", "agency:IRS increase > 10000 hours"]),
        allow_unknown=True,
        catalogue=(tmp_path / "forms.yaml", tmp_path / "more"),
    )


def test_one_gate_and_one_path_need_no_list(tmp_path: Path) -> None:
    text = "[tool.timetax.diff]\nfail-on = 'total crosses 9 bn'\ncatalogue = 'forms'\n"
    diff = loaded(tmp_path, text, "pyproject.toml").diff
    assert diff == DiffSettings(parse_gates(["crosses 9 billion"]), catalogue=(tmp_path / "forms",))


def test_a_project_file_is_read_under_its_table(tmp_path: Path) -> None:
    config = loaded(tmp_path, '[tool.timetax]\nignore = ["TT101"]\n', "pyproject.toml")
    assert config.ignore == ("TT101",)


def test_the_severity_of_a_name_goes_before_that_of_a_prefix(tmp_path: Path) -> None:
    text = '[severity]\npublished-hours-missed = "error"\nTT101 = "warning"\nTT1 = "note"\n'
    severity = loaded(tmp_path, text).severity
    assert severity["published-hours-missed"] is Severity.ERROR
    assert set(severity.values()) == {Severity.ERROR, Severity.NOTE}


def test_the_severity_of_a_prefix_leaves_mistakes_of_parsing_errors(tmp_path: Path) -> None:
    assert "syntax" not in loaded(tmp_path, '[severity]\nTT0 = "note"\n').severity


def test_the_mark_of_a_windows_editor_is_passed_over(tmp_path: Path) -> None:
    assert loaded(tmp_path, '\ufeffselect = ["TT1"]\r\n').select == ("TT1",)


# What goes before what


def test_flags_go_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    path = tmp_path / "timetax.toml"
    path.write_text('select = ["TT1"]\nignore = ["TT1"]\ntoday = "2001-01-01"\n')
    environment = {"TIMETAX_SELECT": "TT101, input", "TIMETAX_TODAY": "2002-02-02"}
    config = load_config(path, environment, today="2003-03-03", select=None)
    assert config.select == ("TT101", "input")
    assert config.ignore == ("TT1",)
    assert config.settings.today == date(2003, 3, 3)


def test_a_flag_of_a_list_may_hold_several_separated_by_commas() -> None:
    assert load_config(None, {}, ignore=["TT1,TT101", "TT2"]).ignore == ("TT1", "TT101", "TT2")


@pytest.mark.parametrize(("word", "threshold"), [("1", "warning"), ("no", "error"), ("", "error")])
def test_strict_in_the_environment_makes_warnings_fail(word: str, threshold: str) -> None:
    assert load_config(None, {"TIMETAX_STRICT": word}).threshold == threshold


def test_strict_leaves_a_lower_threshold_as_it_is(tmp_path: Path) -> None:
    assert loaded(tmp_path, 'threshold = "note"\n', strict=True).threshold is Severity.NOTE


def test_a_threshold_as_a_flag_goes_before_strict_in_the_environment() -> None:
    config = load_config(None, {"TIMETAX_STRICT": "yes"}, threshold="error")
    assert config.threshold is Severity.ERROR


def test_the_baseline_as_a_flag_is_relative_to_the_current_folder(tmp_path: Path) -> None:
    config = loaded(tmp_path, 'baseline = "a.json"\n', baseline=Path("b.json"))
    assert config.baseline == Path("b.json")


def test_mistakes_in_the_environment_and_in_flags_come_together() -> None:
    environment = {"TIMETAX_SELECT": "no-such-rule-at-all", "TIMETAX_STRICT": "maybe"}
    with pytest.raises(InputError) as caught:
        load_config(None, environment, today="31 Jan", ignore=["syntax"])
    assert [str(each) for each in caught.value.findings] == [
        "TIMETAX_SELECT: error: unknown rule 'no-such-rule-at-all' [option]",
        "TIMETAX_STRICT: error: must be 1 or 0, and here is 'maybe' [option]",
        "today: error: must be a date such as 2026-01-31, and here is '31 Jan' [option]",
        "ignore: error: 'syntax' is about files that cannot be read, always an error [option]",
    ]


# What is wrong


def test_every_mistake_of_a_file_is_told_in_one_run_with_its_place(tmp_path: Path) -> None:
    text = """selct = ["TT1"]
ignore = ["published-hours-mised"]
threshold = "fatal"
tolerance = 2
estimate_years = true

[severity]
nonsense-of-a-rule = "note"

[populations]
individual = 3

[[budgets]]
name = "A"
hours = "many"

[[budgets]]
where = "agencies=IRS"
hours = 3
wher = ""
"""
    assert mistakes(tmp_path, text) == [
        "timetax.toml:1:1: error: unknown key 'selct'; did you mean 'select'? [configuration]",
        "timetax.toml:2:11: error: ignore: unknown rule 'published-hours-mised'; "
        "did you mean 'published-hours-missed'? [configuration]",
        "timetax.toml:3:13: error: threshold: must be one of error, warning, note, "
        "and here is 'fatal' [configuration]",
        "timetax.toml:4:13: error: tolerance: must be a number from 0 to 1, "
        "and here is 2 [configuration]",
        "timetax.toml:5:18: error: estimate_years: must be a whole number of 0 or more, "
        "and here is true [configuration]",
        "timetax.toml:8:1: error: severity: unknown rule 'nonsense-of-a-rule' [configuration]",
        "timetax.toml:11:1: error: unknown key 'individual'; "
        "did you mean 'individuals'? [configuration]",
        "timetax.toml:15:9: error: hours: must be a number of 0 or more, "
        "and here is 'many' [configuration]",
        'timetax.toml:17:1: error: this budget has no name; add name = "..." [configuration]',
        "timetax.toml:18:9: error: where: 'agencies=IRS': unknown field 'agencies'; "
        "did you mean 'agency'? [configuration]",
        "timetax.toml:20:1: error: unknown key 'wher'; did you mean 'where'? [configuration]",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('"selct" = []', "1:1"),
        ("[ populations ]\n\n  'a b' = 1", "3:3"),
        ('populations."x.y" = 1', "1:13"),
        ("populations = { individuals = 1, x = 2 }", "1:34"),
        (
            "budgets = [\n  # one\n  {name = 'a', hours = 1},\n  {name = 'b', x = 2, hours = 1}]",
            "4:16",
        ),
        ("[[budgets]]\nname = 'a'\nhours = 1\n[[ budgets ]]\nname = 'b'\nhours = 1\nx = 1", "7:1"),
        ('select = ["""\n]# x = 1""", "T#"]\n', "1:11"),
        ("today = 2026-01-31 # x\ny = [[1, 2], [{a = ']'}]]", "2:1"),
        ('baseline = "a\\"# ]"\r\nselect = [\r\n  1, # one\r\n]\r\n', "3:3"),
        ("tolerance = inf", "1:13"),
        ("tolerance = nan", "1:13"),
        ("today = 2026-01-31T00:00:00", "1:9"),
    ],
)
def test_the_place_of_a_mistake_is_right_in_any_notation(
    tmp_path: Path, text: str, place: str
) -> None:
    assert mistakes(tmp_path, text)[0].startswith(f"timetax.toml:{place}: error: ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("budgets = 1", "1:11: error: budgets: must be tables under [[budgets]], and here is 1"),
        ("select = 'TT1'", "1:10: error: select: must be a list of rules, and here is 'TT1'"),
        ("severity = 1", "1:12: error: severity: must be a table, and here is 1"),
        (
            "[severity]\nsyntax = 'note'",
            "2:10: error: syntax: 'syntax' is about files that cannot be read, always an error",
        ),
        ("baseline = ''", "1:12: error: baseline: must be text, and here is ''"),
        ("select = ['']", "1:11: error: select: unknown rule ''"),
        (
            "[[budgets]]\nname = 'a'",
            "1:1: error: this budget limits nothing; give hours, increase_percent or line",
        ),
        (
            "[[budgets]]\nname = 'a'\nline = 1",
            "3:1: error: line: needs a baseline, a report saved by `timetax report --by form`",
        ),
        (
            "[[budgets]]\nname = 'a'\nhours = 1\nbaseline = 'b'",
            "4:1: error: baseline: has no effect without increase_percent or line",
        ),
        (
            "[[budgets]]\nname = 'a'\nhours = 1\n[[budgets]]\nname = 'a'\nhours = 1",
            "5:8: error: name: two budgets are named 'a'",
        ),
        (
            "[diff]\nfail-on = ['increase > 1%',\n  'incraese > 5']",
            "3:3: error: fail-on: 'incraese > 5': unknown word 'incraese'; "
            "did you mean 'increase'?",
        ),
        (
            "[diff]\nfail-on = 'agencie:IRS increase > 0'",
            "2:11: error: fail-on: 'agencie:IRS increase > 0': unknown field 'agencie'; "
            "did you mean 'agency'?",
        ),
        (
            "[diff]\nfail-on = 5",
            '2:11: error: fail-on: must be gates such as ["increase > 1%"], and here is 5',
        ),
        (
            "[diff]\nfail-on = ['increase > 1%', 5]",
            '2:29: error: fail-on: must be gates such as ["increase > 1%"], and here is 5',
        ),
        (
            "[diff]\nallow-unknown = 'yes'",
            "2:17: error: allow-unknown: must be true or false, and here is 'yes'",
        ),
        (
            "[diff]\ncatalogue = ['']",
            "2:14: error: catalogue: must be a path, or a list of paths, and here is ''",
        ),
        ("diff = 1", "1:8: error: diff: must be a table, and here is 1"),
        ("[diff]\nfail_on = []", "2:1: error: unknown key 'fail_on'; did you mean 'fail-on'?"),
        (
            "select = [",
            "1:11: error: not valid TOML: a value is missing here, or quotes around text",
        ),
        (
            "select = [1 2]",
            "1:13: error: not valid TOML: the list or table that opens here is not "
            "closed, or a ',' is missing",
        ),
        ("[diff]\n[diff]", "2:6: error: not valid TOML: this is given twice"),
        ('select = "', "1:11: error: not valid TOML: a quote is not closed"),
        (
            'select = "\\q"',
            "1:13: error: not valid TOML: a backslash in double quotes begins an "
            "escape that TOML does not know; write it twice, or use single quotes",
        ),
        ("= 1", "1:1: error: not valid TOML: this cannot stand here"),
        ("\nselect 1", "2:8: error: not valid TOML: a '=' is missing after the key"),
    ],
)
def test_a_mistake_is_told_in_words(tmp_path: Path, text: str, message: str) -> None:
    assert mistakes(tmp_path, text) == [f"timetax.toml:{message} [configuration]"]


def test_a_project_without_the_table_is_refused_when_it_is_named(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "[tool.x]\n", "pyproject.toml") == [
        "pyproject.toml:1:1: error: there is no [tool.timetax] table in it [configuration]"
    ]


def test_places_in_a_project_file_are_those_of_the_file(tmp_path: Path) -> None:
    text = "[project]\nname = 'x'\n\n[tool.timetax.populations]\nx = 1\n"
    (message,) = mistakes(tmp_path, text, "pyproject.toml")
    assert message.startswith("pyproject.toml:5:1: error: unknown key 'x'")


def test_a_file_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"timetax\.toml: error: cannot be read: No such file"):
        load_config(tmp_path / "timetax.toml", {})


@pytest.mark.parametrize("data", [b"a = '\xff'", b"a = " + b"[" * 5000, b"a = " + b"9" * 5000])
def test_bytes_that_are_no_configuration_are_an_input_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "timetax.toml"
    path.write_bytes(data)
    with pytest.raises(InputError, match="not"):
        load_config(path, {})

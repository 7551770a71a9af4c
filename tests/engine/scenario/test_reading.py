"""`good/*.yaml` loads, `bad/NAME.yaml` gives `NAME.expected`, and what else holds of reading."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import timetax
from tests import schemas
from tests.made import bundled
from timetax.catalogue.ranges import Range
from timetax.engine.scenario.model import Parameter, Scenario
from timetax.engine.scenario.operations.add import Add
from timetax.engine.scenario.operations.adjust import Adjust
from timetax.engine.scenario.operations.exempt import Exempt
from timetax.engine.scenario.operations.merge import Merge
from timetax.engine.scenario.operations.move import Move
from timetax.engine.scenario.operations.prefill import Prefill
from timetax.engine.scenario.operations.publish import Publish
from timetax.engine.scenario.operations.remove import Remove
from timetax.engine.scenario.schema import json_schema
from timetax.engine.selection import Selection
from timetax.findings import InputError
from timetax.tables.layouts import INPUTS

HERE = Path(__file__).parent
GOOD = sorted(HERE.glob("good/*.yaml"))
BAD = sorted(HERE.glob("bad/*.yaml"))
BEYOND_A_SCHEMA = {
    *("duplicate-keys", "extends-a-bad-one", "extends-itself", "extends-nothing", "parameters"),
    *("needs", "needs-words", "ranges", "shapes", "syntax", "years"),
}


def name_of(path: Path) -> str:
    return path.stem


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def scenario(path: Path, body: str = "changes: []", name: str = "N") -> Path:
    return written(path, f"timetax: 1\nname: {name}\n{body}\n")


def one_change(change: dict[str, Any], **keys: Any) -> Scenario:
    return timetax.make_scenario({"name": "N", "changes": [change], **keys})


def operations(change: dict[str, Any], **keys: Any) -> tuple[Any, ...]:
    where = {} if "add" in change else {"where": {"form": "a"}}
    return one_change({**where, **change}, **keys).changes[0].operations


def mistakes(load: Any, *arguments: Any) -> list[str]:
    with pytest.raises(InputError) as error:
        load(*arguments)
    return [str(finding) for finding in error.value.findings]


# Files


def test_there_are_examples_of_both_kinds() -> None:
    assert len(GOOD) >= 5
    assert len(BAD) >= 20
    assert {path.stem for path in HERE.glob("bad/*.expected")} == {path.stem for path in BAD}


@pytest.mark.parametrize("path", GOOD, ids=name_of)
def test_a_good_scenario_loads(path: Path) -> None:
    assert timetax.load_scenario(path).file.name == str(path)


@pytest.mark.parametrize("path", BAD, ids=name_of)
def test_a_bad_scenario_gives_exactly_the_expected_findings(path: Path) -> None:
    found = [line.replace(f"{path.parent}/", "") for line in mistakes(timetax.load_scenario, path)]
    assert found == path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("path", GOOD, ids=name_of)
def test_the_json_schema_accepts_every_good_scenario(path: Path) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    schemas.of_scenarios().validate(content)


@pytest.mark.parametrize(
    "path", [path for path in BAD if path.stem not in BEYOND_A_SCHEMA], ids=name_of
)
def test_the_json_schema_rejects_every_bad_scenario_that_it_can_see(path: Path) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert not schemas.of_scenarios().is_valid(content)


def test_the_json_schema_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_the_short_example_of_the_docs_loads() -> None:
    page = (HERE.parents[2] / "docs" / "scenarios.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    assert example == (HERE / "good" / "short.yaml").read_text(encoding="utf-8")
    made = timetax.load_scenario(HERE / "good" / "short.yaml")
    (change,) = made.changes
    assert made.name == "Renew passports online"
    assert isinstance(change.where, Selection)
    assert (change.where.field, change.where.patterns) == ("form", ("state-ds82",))
    assert change.because == "No photograph to print, nothing to post"
    assert change.source == made.source
    (operation,) = change.operations
    assert (operation.figure, operation.how, operation.amount) == (  # type: ignore[union-attr]
        "minutes_per_response",
        "multiply",
        0.6,
    )


def test_every_key_reaches_the_scenario() -> None:
    made = timetax.load_scenario(HERE / "good" / "every-key.yaml")
    _, many, remove, add, merge = made.changes
    assert (made.name, made.description, made.author) == (
        "Everything",
        "Each key once.",
        "The tests",
    )
    assert made.source is not None
    assert made.source.correlated is True
    assert made.catalogue == HERE / "good" / ".." / "catalogue.yaml"
    assert made.parameters == {"share_online": 0.4, "minutes_online": 20, "fewer": -5}
    assert (many.schedule.start, many.schedule.end) == (2027, 2031)
    assert many.schedule.phase_in == (0.25, 0.5, 1)
    assert (many.because, many.optional) == ("A reason", True)
    assert many.source is not None
    assert many.source.title == "A source of its own"
    assert many.transition_minutes == Parameter("minutes_online")
    kinds = [type(operation) for operation in many.operations]
    assert kinds == [Adjust] * 9 + [Publish, Publish, Exempt, Prefill, Move]
    assert [type(each.operations[0]) for each in (remove, add, merge)] == [Remove, Add, Merge]


def test_a_scenario_from_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"timetax: 1\nname: From a pipe\nchanges: []\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert timetax.load_scenario("-").name == "From a pipe"


def test_a_name_of_nothing_is_refused_with_the_way_to_the_list() -> None:
    (found,) = mistakes(timetax.load_scenario, "no-such-scenario")
    assert found.startswith("no-such-scenario: error: there is no file 'no-such-scenario' and")


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "", "+", "a+"])
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    assert mistakes(timetax.load_scenario, name)


def test_a_directory_is_no_scenario(tmp_path: Path) -> None:
    assert mistakes(timetax.load_scenario, tmp_path) == [
        f"{tmp_path}: error: is a directory; name one scenario [option]"
    ]


# Operations


def test_a_bare_number_sets() -> None:
    (operation,) = operations({"responses": 5})
    assert (operation.figure, operation.how, operation.amount) == ("responses", "set", 5)


def test_a_range_and_a_parameter_set_too() -> None:
    (operation,) = operations({"responses": {"low": 1, "likely": 2, "high": 3}})
    assert operation.how == "set"
    assert isinstance(operation.amount, Range)
    (operation,) = operations({"responses": "$p"}, parameters={"p": 5})
    assert operation.amount == Parameter("p")


@pytest.mark.parametrize("figure", INPUTS)
@pytest.mark.parametrize("how", ["set", "multiply", "add", "cap", "floor"])
def test_each_figure_takes_each_operation(figure: str, how: str) -> None:
    (operation,) = operations({figure: {how: 2}})
    assert (operation.figure, operation.how, operation.amount) == (figure, how, 2)


def test_only_what_is_added_may_be_negative() -> None:
    (operation,) = operations({"responses": {"add": -5}})
    assert operation.amount == -5
    for how in ("set", "multiply", "cap", "floor"):
        (found,) = mistakes(operations, {"responses": {how: -5}})
        assert found == f"N: error: responses.{how}: -5 is negative [value]"


def test_operations_come_in_the_order_in_which_they_are_written() -> None:
    forward = operations({"responses": {"set": 100, "multiply": 2, "cap": 150}})
    assert [each.how for each in forward] == ["set", "multiply", "cap"]
    backward = operations({"responses": {"cap": 150, "multiply": 2, "set": 100}})
    assert [each.how for each in backward] == ["cap", "multiply", "set"]


def test_keys_of_one_change_come_in_the_order_in_which_they_are_written() -> None:
    first = operations({"exempt": 0.5, "responses": 10})
    assert [type(each) for each in first] == [Exempt, Adjust]
    last = operations({"responses": 10, "exempt": 0.5})
    assert [type(each) for each in last] == [Adjust, Exempt]


def test_a_made_cost_follows_the_minutes_where_those_are_made_by_a_word() -> None:
    def cost(**keys: Any) -> Any:
        entry = {"id": "b", "title": "B", "responses": "sum", **keys}
        return operations({"merge": entry})[0].cost_per_response

    assert cost(minutes_per_response="max") == "max"
    assert cost(minutes_per_response=5) is None
    assert cost(minutes_per_response="max", cost_per_response="mean") == "mean"
    assert cost(minutes_per_response=5, cost_per_response=7) == 7


# Parameters


def test_the_likely_value_of_a_parameter_is_its_number() -> None:
    made = one_change(
        {"where": {"form": "a"}, "responses": "$p"},
        parameters={"p": {"low": 1, "likely": 2, "high": 3}},
    )
    assert made.parameters == {"p": 2}
    assert isinstance(made.parameters["p"], Range)


def test_a_parameter_may_have_the_name_of_anything() -> None:
    change = {"where": {"form": "a"}, "responses": {"set": "$self", "add": "$scenario"}}
    made = one_change(change, parameters={"self": 1, "scenario": 2})
    assert made.with_parameters(**{"self": 3}).parameters == {"self": 3, "scenario": 2}


def test_an_unknown_parameter_from_python_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="nope"):
        one_change({"where": {"form": "a"}, "exempt": 1}).with_parameters(nope=1)


# Extending


def test_the_changes_of_the_extended_scenario_come_first(tmp_path: Path) -> None:
    scenario(tmp_path / "a.yaml", "changes: [{where: {form: a}, exempt: 0.1}]", "A")
    scenario(tmp_path / "b.yaml", "extends: a.yaml\nchanges: [{where: {form: b}, exempt: 0.2}]")
    scenario(tmp_path / "c.yaml", "extends: ./b.yaml\nchanges: [{where: {form: c}, exempt: 0.3}]")
    made = timetax.load_scenario(tmp_path / "c.yaml")
    assert [change.operations[0].share for change in made.changes] == [0.1, 0.2, 0.3]  # type: ignore[union-attr]
    assert [change.scenario for change in made.changes] == ["A", "N", "N"]


def test_the_path_of_the_extended_scenario_is_seen_from_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    scenario(tmp_path / "base" / "a.yaml", "catalogue: c.yaml\nchanges: []")
    scenario(tmp_path / "b" / "b.yaml", "extends: ../base/a.yaml")
    made = timetax.load_scenario(tmp_path / "b" / "b.yaml")
    assert made.catalogue is not None
    assert made.catalogue.resolve() == tmp_path / "base" / "c.yaml"


def test_a_bundled_scenario_is_extended_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled = scenario(tmp_path / "bundled" / "ours.yaml", name="Ours")
    monkeypatch.setattr("timetax.engine.scenario.reading.bundled_scenarios", lambda: [bundled])
    path = scenario(tmp_path / "b.yaml", "extends: ours\nchanges: []")
    assert timetax.load_scenario(path).file.name == str(path)
    assert timetax.load_scenario("ours").name == "Ours"
    (found,) = mistakes(timetax.load_scenario, "our")
    assert "did you mean 'ours'?" in found


def test_parameters_of_the_extended_scenario_are_overridden(tmp_path: Path) -> None:
    body = "parameters: {p: 1, q: 2}\nchanges: [{where: {form: a}, responses: {set: $p, add: $q}}]"
    scenario(tmp_path / "a.yaml", body)
    scenario(tmp_path / "b.yaml", "extends: a.yaml\nparameters: {q: 5}\nchanges: []")
    assert timetax.load_scenario(tmp_path / "b.yaml").parameters == {"p": 1, "q": 5}


def test_a_change_may_use_a_parameter_of_the_extended_scenario(tmp_path: Path) -> None:
    scenario(tmp_path / "a.yaml", "parameters: {p: 1}\nchanges: [{where: {form: a}, exempt: $p}]")
    scenario(tmp_path / "b.yaml", "extends: a.yaml\nchanges: [{where: {form: b}, exempt: $p}]")
    assert len(timetax.load_scenario(tmp_path / "b.yaml").changes) == 2


def test_scenarios_that_extend_each_other_are_refused_with_the_way_round(tmp_path: Path) -> None:
    for name, base in ("ab", "bc", "ca"):
        scenario(tmp_path / f"{name}.yaml", f"extends: {base}.yaml\nchanges: []")
    assert mistakes(timetax.load_scenario, tmp_path / "a.yaml") == [
        f"{tmp_path / 'c.yaml'}:3:10: error: extends: a.yaml > b.yaml > c.yaml > a.yaml "
        "goes round in a circle [reference]"
    ]


def test_a_scenario_that_others_extend_by_two_ways_is_no_circle(tmp_path: Path) -> None:
    scenario(tmp_path / "a.yaml")
    scenario(tmp_path / "b.yaml", "extends: a.yaml\nchanges: []")
    scenario(tmp_path / "c.yaml", "extends: a.yaml\nchanges: []")
    assert timetax.load_scenario(f"{tmp_path / 'b.yaml'}+{tmp_path / 'c.yaml'}").name == "N + N"


# Stacking


def test_a_stack_has_the_changes_of_all_in_order(tmp_path: Path) -> None:
    one = scenario(tmp_path / "a.yaml", "changes: [{where: {form: a}, exempt: 0.1}]", "A")
    two = scenario(tmp_path / "b.yaml", "changes: [{where: {form: b}, exempt: 0.2}]", "B")
    made = timetax.load_scenario(f"{one}+{two}")
    assert made.name == "A + B"
    assert [change.operations[0].share for change in made.changes] == [0.1, 0.2]  # type: ignore[union-attr]


def test_a_file_whose_name_has_a_plus_is_one_scenario(tmp_path: Path) -> None:
    one = scenario(tmp_path / "c++" / "a+b.yaml", name="A")
    two = scenario(tmp_path / "c++" / "b.yaml", name="B")
    assert timetax.load_scenario(one).name == "A"
    assert timetax.load_scenario(f"{one}+{two}").name == "A + B"
    assert timetax.load_scenario(f"{two}+{one}").name == "B + A"


def test_the_mistakes_of_all_in_a_stack_are_told_at_once(tmp_path: Path) -> None:
    one = scenario(tmp_path / "a.yaml", "needs: x\nchanges: []")
    found = mistakes(timetax.load_scenario, f"{one}+{tmp_path / 'no.yaml'}")
    assert [line.split(": ")[0] for line in found] == [f"{one}:3:8", str(tmp_path / "no.yaml")]


def test_a_parameter_with_two_values_in_a_stack_is_refused(tmp_path: Path) -> None:
    use = "changes: [{where: {form: a}, exempt: $p}]"
    one = scenario(tmp_path / "a.yaml", f"parameters: {{p: 0.1}}\n{use}")
    two = scenario(tmp_path / "b.yaml", f"parameters: {{p: 0.2}}\n{use}")
    wide = scenario(
        tmp_path / "c.yaml", f"parameters: {{p: {{low: 0, likely: 0.1, high: 1}}}}\n{use}"
    )
    assert timetax.load_scenario(f"{one}+{one}").parameters == {"p": 0.1}
    for other in (two, wide):
        (found,) = mistakes(timetax.load_scenario, f"{one}+{other}")
        assert found.startswith(f"{other}: error: the parameter 'p' has another value")


# Catalogues


def test_the_catalogue_is_seen_from_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = scenario(tmp_path / "a" / "s.yaml", "catalogue: ../forms.yaml\nchanges: []")
    assert timetax.load_scenario(path).catalogue == tmp_path / "a" / ".." / "forms.yaml"


def test_one_catalogue_in_two_spellings_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    one = scenario(tmp_path / "a" / "s.yaml", "catalogue: ../forms.yaml\nchanges: []")
    two = scenario(tmp_path / "b" / "s.yaml", "catalogue: ../forms.yaml\nchanges: []")
    made = timetax.load_scenario(f"{one}+{two}")
    assert made.catalogue is not None
    assert made.catalogue.resolve() == tmp_path / "forms.yaml"


def test_two_catalogues_in_a_stack_are_refused(tmp_path: Path) -> None:
    one = scenario(tmp_path / "a.yaml", "catalogue: one.yaml\nchanges: []", "A")
    two = scenario(tmp_path / "b.yaml", "catalogue: two.yaml\nchanges: []", "B")
    (found,) = mistakes(timetax.load_scenario, f"{one}+{two}")
    assert f"A is about {tmp_path / 'one.yaml'}; B is about {tmp_path / 'two.yaml'}" in found


# Settings

BASE = one_change(
    {"where": {"form": "a"}, "exempt": "$share_online"}, parameters={"share_online": 0.4}
)


def set_on(*settings: str) -> Scenario:
    (made,) = timetax.with_settings([BASE], settings)
    return made


def test_a_setting_gives_a_parameter_another_value() -> None:
    assert set_on("share_online=0.9").parameters == {"share_online": 0.9}
    assert set_on(" share_online = 1/4 ").parameters == {"share_online": 0.25}
    assert BASE.parameters == {"share_online": 0.4}


@pytest.mark.parametrize(("how", "word"), [("=", "set"), ("*=", "multiply"), ("+=", "add")])
def test_a_setting_of_a_figure_is_a_change_after_all_others(how: str, word: str) -> None:
    first, last = set_on(f"state-ds82.minutes_per_response{how}5").changes
    assert first == BASE.changes[0]
    (operation,) = last.operations
    assert (operation.how, operation.amount) == (word, 5)  # type: ignore[union-attr]
    assert isinstance(last.where, Selection)
    assert last.where.patterns == ("state-ds82",)


def test_the_id_of_a_form_may_have_dots() -> None:
    last = set_on("irs.1040.v2.responses=5").changes[-1]
    assert isinstance(last.where, Selection)
    assert last.where.patterns == ("irs.1040.v2",)


def test_a_setting_may_add_less_than_nothing() -> None:
    (operation,) = set_on("a.responses+=-5").changes[-1].operations
    assert operation.amount == -5  # type: ignore[union-attr]


def test_settings_without_a_scenario_are_one() -> None:
    (made,) = timetax.with_settings([], ["a.responses=5", "b.responses*=2"])
    assert made.name == "a.responses=5, b.responses*=2"
    assert len(made.changes) == 2
    assert str(made.changes[0].position()) == "--set a.responses=5"


def test_no_settings_leave_the_scenarios_as_they_are() -> None:
    assert timetax.with_settings([BASE], []) == [BASE]
    assert timetax.with_settings([], []) == []


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("share_onlin=1", "unknown parameter 'share_onlin'; did you mean 'share_online'?"),
        ("zzz=1", "unknown parameter 'zzz'; the parameters are share_online"),
        ("a.minutes=1", "unknown figure 'minutes'; did you mean 'minutes_per_response'?"),
        ("a.xyz=1", f"unknown figure 'xyz'; the figures are {', '.join(INPUTS)}"),
        ("share_online*=2", "a parameter takes a value: write share_online=VALUE"),
        ("share_online=40%", "'40%' must be the number alone, in the unit of the field"),
        ("a.responses=-5", "'-5' is negative"),
        ("a.responses=", "there is no value behind the `=`"),
        ("a.responses=$share_online", "'$share_online' is not a number; give the value itself"),
        (".responses=5", "form: must be text, and here is none"),
        ("share_online", "write it as PARAMETER=VALUE or FORM.FIGURE=VALUE"),
        ("=5", "write it as PARAMETER=VALUE or FORM.FIGURE=VALUE"),
        ("", "write it as PARAMETER=VALUE or FORM.FIGURE=VALUE"),
    ],
)
def test_a_setting_that_cannot_be_used_says_why(setting: str, message: str) -> None:
    assert mistakes(set_on, setting) == [f"set {setting}: error: {message} [option]"]


def test_a_parameter_without_a_scenario_is_refused() -> None:
    assert mistakes(timetax.with_settings, [], ["p=5"]) == [
        "set p=5: error: unknown parameter 'p'; the figure of a form is set as FORM.FIGURE=VALUE "
        "[option]"
    ]


def test_all_settings_that_cannot_be_used_are_told_at_once() -> None:
    assert len(mistakes(set_on, "zzz=1", "a.responses=5", "a.xyz=1", "share_online=x")) == 3


def test_a_form_that_is_not_there_is_found_when_the_setting_is_applied() -> None:
    tables = timetax.tabulate(bundled())
    (made,) = timetax.with_settings([], ["state-ds8.responses=5"])
    (found,) = mistakes(timetax.apply_scenario, tables, made)
    assert found.startswith("--set state-ds8.responses=5: error: no form has form 'state-ds8'; did")


# From Python


def test_python_numbers_and_strings_are_read_alike() -> None:
    change = {"where": {"form": "a", "estimate_year": 2024}, "responses": 5, "exempt": 0.25}
    plain = {"where": {"form": "a", "estimate_year": "2024"}, "responses": "5", "exempt": "1/4"}
    one, other = one_change(change, start=2027), one_change(plain, start="2027")
    assert one.changes[0].where == other.changes[0].where
    assert one.changes[0].operations == other.changes[0].operations
    assert one.changes[0].schedule == other.changes[0].schedule


def test_yes_and_true_are_the_same_from_python() -> None:
    change = {"where": {"form": "a"}, "optional": True}
    assert one_change({**change, "remove": True}).changes[0].optional
    (found,) = mistakes(one_change, {**change, "remove": False})
    assert found == "N: error: remove: no forms are removed; leave the change out [value]"


def test_a_mistake_from_python_stands_in_the_scenario_by_its_name() -> None:
    content = {"name": "My reform", "changes": [{"where": {"form": "a"}, "exempt": 2}]}
    assert mistakes(timetax.make_scenario, content) == [
        "My reform: error: exempt: the share 2 is above 1 [value]"
    ]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, None, [], {}, object()])
def test_what_is_no_number_is_refused_from_python(value: object) -> None:
    assert mistakes(one_change, {"where": {"form": "a"}, "responses": value})


def test_what_was_given_is_not_changed() -> None:
    content = {"name": "N", "changes": [{"add": {"id": "b", "title": "B", "agency": "A"}}]}
    before = json.dumps(content)
    timetax.make_scenario(content)
    assert json.dumps(content) == before

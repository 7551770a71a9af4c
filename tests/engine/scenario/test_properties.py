"""What always holds of scenarios, over small random catalogues and reforms."""

import json
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

import timetax
from tests.frames import assert_same_frame
from tests.made import catalogue
from timetax.findings import InputError
from timetax.tables.layouts import FIELDS, INPUTS

FRAMES = ("forms", "life_events", "affected_public", "agencies", "overlaps", "ranges")
HOURS_AND_COUNTS = ["forms", "not_estimated", "responses", "burden_hours"]
NUMBERS = st.integers(0, 1000) | st.floats(0, 1e4).filter(lambda x: x == 0 or x > 1e-6)
FACTORS = st.floats(0, 20).filter(lambda x: x == 0 or x > 1e-6)
SHARES = st.floats(0, 1).map(lambda share: round(share, 4))


def or_range(number: st.SearchStrategy[float]) -> st.SearchStrategy[Any]:
    ends = st.lists(number, min_size=3, max_size=3).map(sorted)
    return number | ends.map(lambda three: dict(zip(("low", "likely", "high"), three, strict=True)))


FORMS = st.fixed_dictionaries(
    {"agency": st.sampled_from("AB")},
    optional={
        **{figure: or_range(NUMBERS) for figure in INPUTS},
        "published_hours": NUMBERS,
        "obligation": st.sampled_from(["voluntary", "mandatory"]),
        "excluded": st.just("Counted elsewhere"),
        "life_events": st.lists(st.sampled_from("xyz"), unique=True, max_size=3)
        | st.fixed_dictionaries({"x": st.sampled_from([0.25, 0.5])}),
        "affected_public": st.lists(
            st.sampled_from(["individuals", "private-sector"]), unique=True
        ),
        "estimate_year": st.sampled_from([2019, 2024]),
    },
)
LISTS = st.lists(FORMS, min_size=3, max_size=6)
ADJUSTED = st.tuples(
    st.sampled_from(INPUTS[2:]), st.sampled_from(["set", "multiply", "cap", "floor"]), NUMBERS
).map(lambda each: {each[0]: {each[1]: each[2]}})
OPERATIONS = (
    ADJUSTED
    | st.sampled_from(["respondents", "responses_per_respondent"]).flatmap(
        lambda figure: FACTORS.map(lambda number: {figure: {"multiply": number}})
    )
    | SHARES.map(lambda share: {"exempt": share})
    | SHARES.map(lambda share: {"prefill": share})
    | st.tuples(SHARES, NUMBERS).map(
        lambda pair: {"move": {"share": pair[0], "minutes_per_response": pair[1]}}
    )
    | st.just({"remove": True})
)
WHERE = (
    st.integers(0, 2).map(lambda i: {"form": f"form-{i}"})
    | st.sampled_from(["form-*", "form-[02]"]).map(lambda pattern: {"form": pattern})
    | st.sampled_from("AB").map(lambda agency: {"agency": agency})
    | st.sampled_from("AB").map(lambda agency: {"not": {"agency": agency}})
)
CHANGES = st.tuples(WHERE, OPERATIONS).map(lambda pair: {"where": pair[0], **pair[1]} | OPTIONAL)
OPTIONAL = {"optional": True}


def tabulated(forms: list[dict[str, Any]]) -> timetax.Tables:
    try:
        return timetax.tabulate(catalogue(forms))
    except InputError:
        assume(False)
        raise


def scenario(*changes: dict[str, Any]) -> timetax.Scenario:
    return timetax.make_scenario({"name": "N", "changes": list(changes)})


def after(tables: timetax.Tables, *changes: dict[str, Any]) -> timetax.Tables:
    return timetax.apply_scenario(tables, scenario(*changes))


def copied(tables: timetax.Tables) -> dict[str, Any]:
    return {name: getattr(tables, name).copy(deep=True) for name in FRAMES}


def assert_same(one: Any, other: Any) -> None:
    """Assert that the frames are equal to the last bit."""
    for name in FRAMES:
        left = one[name] if isinstance(one, dict) else getattr(one, name)
        right = other[name] if isinstance(other, dict) else getattr(other, name)
        assert_same_frame(left, right)


@given(LISTS)
def test_the_empty_scenario_changes_nothing(forms: list[dict[str, Any]]) -> None:
    tables = tabulated(forms)
    assert_same(after(tables), copied(tables))


@given(LISTS, st.sampled_from(INPUTS))
def test_times_one_changes_nothing(forms: list[dict[str, Any]], figure: str) -> None:
    tables = tabulated(forms)
    change = {"where": {"form": "*"}, figure: {"multiply": 1}}
    assert_same(after(tables, change), tables)


@given(LISTS, st.lists(CHANGES, max_size=4))
def test_applying_changes_neither_the_tables_nor_the_result_of_the_next_time(
    forms: list[dict[str, Any]], changes: list[dict[str, Any]]
) -> None:
    tables = tabulated(forms)
    before = copied(tables)
    first = after(tables, *changes)
    assert_same(tables, before)
    assert_same(after(tables, *changes), first)


@given(LISTS, st.lists(OPERATIONS, min_size=1), st.lists(OPERATIONS, min_size=1))
def test_reforms_of_different_forms_come_in_any_order(
    forms: list[dict[str, Any]], one: list[dict[str, Any]], other: list[dict[str, Any]]
) -> None:
    tables = tabulated(forms)
    first = [{"where": {"form": "form-0"}, **each} | OPTIONAL for each in one]
    second = [{"where": {"not": {"form": "form-0"}}, **each} | OPTIONAL for each in other]
    assert_same(after(tables, *first, *second), after(tables, *second, *first))


@given(LISTS, st.lists(CHANGES, max_size=3), st.lists(CHANGES, max_size=3))
def test_a_stack_is_one_scenario_with_the_changes_in_order(
    forms: list[dict[str, Any]], one: list[dict[str, Any]], other: list[dict[str, Any]]
) -> None:
    tables = tabulated(forms)
    stack = timetax.stacked([scenario(*one), scenario(*other)])
    assert_same(timetax.apply_scenario(tables, stack), after(tables, *one, *other))


@given(LISTS, st.lists(CHANGES, max_size=3), st.lists(CHANGES, max_size=3))
def test_a_scenario_and_then_another_make_the_figures_of_the_stack(
    forms: list[dict[str, Any]], one: list[dict[str, Any]], other: list[dict[str, Any]]
) -> None:
    tables = tabulated(forms)
    together = after(tables, *one, *other).forms
    in_turn = after(after(tables, *one), *other).forms
    columns = ["form", *INPUTS]
    assert_same_frame(together[columns], in_turn[columns])


@given(LISTS, st.lists(st.sampled_from(FIELDS), min_size=2, max_size=2, unique=True))
def test_removing_a_form_and_adding_it_again_changes_no_total(
    forms: list[dict[str, Any]], fields: list[str]
) -> None:
    tables = tabulated(forms)
    entry = {"id": "form-0", "title": "A form", **forms[0]}
    assume(not tables.life_events.empty or not forms[0].get("life_events"))
    again = after(tables, {"where": {"form": "form-0"}, "remove": True}, {"add": entry})
    one, other = timetax.with_burden(tables), timetax.with_burden(again)
    assert timetax.total(one) == timetax.total(other)
    for field in fields:
        left, right = timetax.totals_by(one, field), timetax.totals_by(other, field)
        columns = [field, *HOURS_AND_COUNTS]
        assert_same_frame(
            left[columns].sort_values(columns, ignore_index=True),
            right[columns].sort_values(columns, ignore_index=True),
        )
    assert sorted(again.ranges["form"]) == sorted(tables.ranges["form"])


@given(LISTS, st.sampled_from(INPUTS[2:]), st.sampled_from(["=", "*=", "+="]), NUMBERS)
def test_a_reform_is_the_same_by_file_by_setting_and_from_python(
    forms: list[dict[str, Any]], figure: str, how: str, number: float
) -> None:
    tables = tabulated(forms)
    word = {"=": "set", "*=": "multiply", "+=": "add"}[how]
    change = {"where": {"form": "form-1"}, figure: {word: number}}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.yaml"
        content = {"timetax": 1, "name": "N", "changes": [change]}
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        by_file = timetax.apply_scenario(tables, timetax.load_scenario(path))
    (setting,) = timetax.with_settings([], [f"form-1.{figure}{how}{number!r}"])
    assert_same(by_file, timetax.apply_scenario(tables, setting))
    assert_same(by_file, after(tables, change))


@given(LISTS, NUMBERS)
def test_a_parameter_is_the_same_by_file_by_setting_and_by_name(
    forms: list[dict[str, Any]], number: float
) -> None:
    tables = tabulated(forms)
    change = {"where": {"form": "form-1"}, "minutes_per_response": "$p"}

    def made(value: float) -> timetax.Scenario:
        content = {"name": "N", "parameters": {"p": value}, "changes": [change]}
        return timetax.make_scenario(content)

    direct = timetax.apply_scenario(tables, made(number))
    (setting,) = timetax.with_settings([made(1)], [f"p={number!r}"])
    assert_same(direct, timetax.apply_scenario(tables, setting))
    assert_same(direct, timetax.apply_scenario(tables, made(1), p=number))


@given(LISTS, st.lists(CHANGES, max_size=4))
def test_a_total_after_a_reform_is_the_exact_sum_of_its_factors(
    forms: list[dict[str, Any]], changes: list[dict[str, Any]]
) -> None:
    reformed = timetax.with_burden(after(tabulated(forms), *changes))
    counted = reformed.forms[reformed.forms["excluded"].isna()]
    factors = counted["responses"].notna() & counted["minutes_per_response"].notna()
    hours = [
        float(Fraction(responses) * Fraction(minutes) / 60)
        for responses, minutes in zip(
            counted["responses"][factors], counted["minutes_per_response"][factors], strict=True
        )
    ]
    hours += counted["published_hours"][~factors].dropna().tolist()
    assume(all(each == 0 or 1e-200 < each < 1e200 for each in hours))
    assert timetax.total(reformed).burden_hours == float(sum(map(Fraction, hours)))


@given(LISTS, st.sampled_from(["exempt", "prefill"]), SHARES)
def test_who_is_exempt_and_what_is_prefilled_is_taken_from_the_hours(
    forms: list[dict[str, Any]], key: str, share: float
) -> None:
    tables = tabulated(forms)
    before = timetax.total(timetax.with_burden(tables))
    change = {"where": {"form": "*"}, key: share}
    left = timetax.total(timetax.with_burden(after(tables, change)))
    of_factors = Fraction(before.burden_hours) - Fraction(before.as_published_hours)
    exact = of_factors * (1 - Fraction(share)) + Fraction(before.as_published_hours)
    assert left.burden_hours == pytest.approx(float(exact), rel=1e-9, abs=1e-9)
    assert left.not_estimated == before.not_estimated


@given(LISTS, st.lists(CHANGES, max_size=4))
def test_no_figure_is_below_zero_and_the_dtypes_stay(
    forms: list[dict[str, Any]], changes: list[dict[str, Any]]
) -> None:
    tables = tabulated(forms)
    reformed = after(tables, *changes)
    assert not (reformed.forms[list(INPUTS)] < 0).any(axis=None)
    for name in FRAMES:
        assert list(getattr(reformed, name).dtypes) == list(getattr(tables, name).dtypes)


@given(LISTS, st.lists(CHANGES, max_size=4))
def test_what_is_not_known_becomes_known_only_where_it_is_set(
    forms: list[dict[str, Any]], changes: list[dict[str, Any]]
) -> None:
    tables = tabulated(forms)
    kept = [each for each in changes if '"set"' not in json.dumps(each) and "move" not in each]
    before, reformed = tables.forms.set_index("form"), after(tables, *kept).forms.set_index("form")
    unknown = before.loc[reformed.index, list(INPUTS)].isna().to_numpy()
    assert np.isnan(reformed[list(INPUTS)].to_numpy()[unknown]).all()


# Bad input

GOOD = """\
timetax: 1
name: Reform
source: {title: The law, correlated: yes}
parameters:
  share: 0.4
  minutes: {low: 10, likely: 20, high: 30}
start: 2027
end: 2030
phase_in: [0.5, 1]
changes:
  - where:
      any: [{form: form-0}, {agency: A, not: {life_event: x}}]
    respondents: {multiply: 0.5}
    responses: {multiply: 2, add: -1, cap: 150}
    exempt: $share
    move: {share: 1/4, minutes_per_response: $minutes, cost_per_response: 5}
    transition_minutes: 3
  - where: {form: [form-0, form-1]}
    merge: {id: new, title: New, agency: A, responses: sum, minutes_per_response: mean}
    because: Once only
  - add: {id: other, title: Other, agency: B, life_events: [x], respondents: $minutes}
  - where: {form: form-2}
    published_hours: 5
  - where: {form: form-2}
    remove: yes
    optional: yes
"""
TABLES = timetax.tabulate(
    catalogue(
        [
            {"respondents": 100, "responses_per_respondent": 2, "minutes_per_response": 30},
            {"responses": 50, "minutes_per_response": 10, "life_events": ["x"]},
            {"responses": 7, "agency": "B"},
        ]
    )
)
PIECES = [
    *"*&!|>%@`'\"#,:?-[]{}<~\t\n\0é$",
    *["- ", ": ", "null", ".nan", "-1", "1,000", "1e999", "1e15", "0", "40%", "$share", "$x", "$"],
    *["{}", "[]", "''", "no", "yes", "form-0", "form-*", "form-9", "[", "extends: .\n", "x" * 300],
    *["multiply", "set", "sum", "max", "remove", "add", "merge", "where", "minutes_per_response"],
]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.floats()
    | st.sampled_from([*PIECES, 10**20, "1/3", "new", "A", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "form",
                    "any",
                    "not",
                    "set",
                    "multiply",
                    "low",
                    "likely",
                    "high",
                    "share",
                    "id",
                    "",
                ]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=4,
)


def applies_or_says_why(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
    try:
        made = timetax.load_scenario(path)
        timetax.with_burden(timetax.apply_scenario(TABLES, made))
    except InputError as error:
        assert error.findings
        assert all(each.message and each.position.file for each in error.findings)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = GOOD
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            start = draw(st.integers(0, len(text)))
            end = min(len(text), start + draw(st.integers(0, 12)))
            new = draw(st.sampled_from(["", text[start:end] * 2, *PIECES]) | st.text(max_size=3))
            text = text[:start] + new + text[end:]
        else:
            lines = text.splitlines(keepends=True)
            place, other = (draw(st.integers(0, max(0, len(lines) - 1))) for _ in "ab")
            taken = lines[place : place + 1]
            lines[place : place + 1] = draw(
                st.sampled_from([[], taken * 2, lines[other : other + 1], ["  ", *taken]])
            )
            text = "".join(lines)
    return text


@st.composite
def replaced(draw: st.DrawFn) -> Any:
    content = yaml.safe_load(GOOD)
    for _ in range(draw(st.integers(1, 2))):
        inside, key = content, draw(st.sampled_from(sorted(content)))
        while inside[key] and isinstance(inside[key], dict | list) and draw(st.integers(0, 3)):
            inside = inside[key]
            keys = sorted(inside) if isinstance(inside, dict) else range(len(inside))
            key = draw(st.sampled_from(keys))
        inside[key] = draw(VALUES)
    return content


def test_the_scenario_that_is_changed_applies_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(GOOD, encoding="utf-8")
    reformed = timetax.apply_scenario(TABLES, timetax.load_scenario(path))
    assert list(reformed.forms["form"]) == ["new", "other"]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzzed") / "s.yaml"


@given(mutated())
@example(GOOD.replace("$share", "-5").replace("form-2", "form-0"))
def test_any_change_to_a_good_scenario_applies_or_is_refused(path: Path, text: str) -> None:
    applies_or_says_why(path, text)


@given(replaced())
def test_any_value_in_any_place_applies_or_is_refused(path: Path, content: Any) -> None:
    applies_or_says_why(path, json.dumps(content, indent=1))


@given(replaced())
def test_any_value_from_python_applies_or_is_refused(content: Any) -> None:
    try:
        timetax.apply_scenario(TABLES, timetax.make_scenario(content))
    except InputError as error:
        assert error.findings


@given(st.text(max_size=12) | st.tuples(*[st.sampled_from(PIECES)] * 3).map("".join))
@example("form-0.responses=$x")
@example("form-0.responses+=-1e15")
def test_any_setting_applies_or_is_refused(text: str) -> None:
    try:
        for each in timetax.with_settings([], [text]):
            timetax.apply_scenario(TABLES, each)
    except InputError as error:
        assert error.findings

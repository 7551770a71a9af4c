"""A change of money, divided into hours and rate, and gates on it."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import made
from tests.console import run
from tests.engine.money.given import tariff
from timetax.engine.difference.decomposition import difference_between
from timetax.engine.difference.gates import parse_gate
from timetax.engine.difference.model import Version
from timetax.engine.money.book import book_named, terms_of
from timetax.engine.money.difference import MoneyDifference, money_between

Forms = list[dict[str, Any]]


def envelopes(responses: float, wage: float) -> tuple[Forms, Forms]:
    form = {
        "responses": responses,
        "minutes_per_response": 3,
        "cost": {"recurring": {"tariff": "t"}},
    }
    return [form], [tariff("t", wage)]


def between(old: tuple[Forms, Forms], new: tuple[Forms, Forms]) -> MoneyDifference:
    versions = [
        Version(name, made.tables(forms, **({"tariffs": tariffs} if tariffs else {})))
        for name, (forms, tariffs) in (("old", old), ("new", new))
    ]
    book = book_named("us-pra")
    return money_between(difference_between(*versions), book, terms_of(book))


def test_forest_service_envelopes() -> None:
    """Answer 33 (201604-0596-002 and 201904-0596-001): +10,000 hours, and 200,950 less money."""
    money = between(envelopes(1_750_000, 23.00), envelopes(1_950_000, 18.58))
    assert money.account("value_of_time") == (2_012_500, 1_811_550)
    assert money.parts == {"hours": 230_000, "rate": -430_950, "new": 0, "removed": 0}
    assert money.change == -200_950


RESPONSES = st.integers(0, 10**6)
WAGES = st.integers(1, 10**5).map(lambda cents: cents / 100)


@given(RESPONSES, WAGES, RESPONSES, WAGES)
def test_hours_and_rate_leave_no_remainder(
    before: int, wage_before: float, now: int, wage_now: float
) -> None:
    money = between(envelopes(before, wage_before), envelopes(now, wage_now))
    one, other = money.account("value_of_time")
    assert one is not None
    assert other is not None
    assert sum(money.parts.values()) == other - one


def test_new_and_removed_forms_are_parts_of_their_own() -> None:
    old, new = envelopes(20, 30), envelopes(60, 30)
    money = between(([old[0][0] | {"id": "gone"}], old[1]), ([new[0][0] | {"id": "come"}], new[1]))
    assert money.parts == {"hours": 0, "rate": 0, "new": 90, "removed": -30}


def test_a_value_that_became_known_is_no_change() -> None:
    forms, tariffs = envelopes(20, 30)
    unknown = [{key: value for key, value in forms[0].items() if key != "cost"}]
    money = between((unknown, []), (forms, tariffs))
    assert (money.change, money.became_known) == (0, 30)


def test_a_change_of_the_rate_alone_changes_money_and_no_hours() -> None:
    money = between(envelopes(60, 10), envelopes(60, 15))
    assert money.parts == {"hours": 0, "rate": Fraction(15), "new": 0, "removed": 0}


@pytest.mark.parametrize(
    ("text", "measure", "currency"),
    [
        ("increase > 1 million USD", "cost", "USD"),
        ("increase > 1 million dollars", "cost", "USD"),
        ("increase > 1 million value_of_time", "value_of_time", ""),
        ("increase > 1 million USD out-of-pocket", "out_of_pocket", "USD"),
    ],
)
def test_a_gate_names_an_account(text: str, measure: str, currency: str) -> None:
    gate = parse_gate(text)
    assert (gate.measure, gate.currency) == (measure, currency)
    assert parse_gate(str(gate)) == gate


@pytest.fixture
def versions(tmp_path: Path) -> str:
    paths = []
    for name, (forms, tariffs) in (
        ("old", envelopes(1_750_000, 23.00)),
        ("new", envelopes(1_950_000, 18.58)),
    ):
        paths.append(tmp_path / f"{name}.yaml")
        form = {"id": "fee", "title": "Fee envelopes", "agency": "FS"} | forms[0]
        catalogue = {"timetax": 1, "tariffs": tariffs, "forms": [form]}
        paths[-1].write_text(json.dumps(catalogue), encoding="utf-8")
    return " ".join(map(str, paths))


@pytest.mark.parametrize(
    ("gate", "code"),
    [
        ("decrease > 200000 USD", 1),
        ("decrease > 300000 USD", 0),
        ("increase > 0 value_of_time", 0),
        ("agency:FS decrease > 0.2 million dollars", 1),
        ("increase > 9999 hours", 1),
    ],
)
def test_gates_take_dollars_beside_a_book(versions: str, gate: str, code: int) -> None:
    done = run(f"timetax diff {versions} --book us-pra --fail-on '{gate}' --format json")
    assert done.returncode == code
    assert ("is BROKEN" in done.stderr) is bool(code)
    money = json.loads(done.stdout)["money"]
    assert money["value_of_time_parts"] == {
        "hours": 230000, "rate": -430950, "new": 0, "removed": 0
    }  # fmt: skip


def test_an_account_needs_a_book(versions: str) -> None:
    done = run(f"timetax diff {versions} --fail-on 'increase > 1 value_of_time'")
    assert (done.returncode, done.stdout) == (2, "")
    assert "value_of_time is an account of a book; add --book" in done.stderr


def test_a_gate_in_another_currency_than_the_book_is_refused(versions: str) -> None:
    done = run(f"timetax diff {versions} --book us-pra --fail-on 'increase > 1 CAD'")
    assert done.returncode == 2
    assert "costs are in USD, and not in CAD" in done.stderr

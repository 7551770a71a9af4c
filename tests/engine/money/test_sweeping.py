"""Money at each point of a sweep."""

import pytest

import timetax
from tests import made
from tests.catalogue.test_money import CLERK, ITEMISED
from tests.engine.money.test_reforms import accounts, reformed
from timetax.engine.money import sweeping
from timetax.engine.money.book import book_named, terms_of
from timetax.engine.money.sweeping import CostedPoints, swept_in_money
from timetax.engine.scenario.planning import plan
from timetax.engine.scenario.reading import make_scenario
from timetax.engine.sweeps.axes import Axis
from timetax.findings import InputError


def swept(*values: float) -> CostedPoints:
    tables = timetax.tabulate(made.catalogue([ITEMISED], tariffs=[CLERK]))
    scenario = make_scenario(
        {
            "name": "A reform",
            "parameters": {"minutes": 60},
            "changes": [{"where": {"agency": "A"}, "minutes_per_response": "$minutes"}],
        }
    )
    book = book_named("us-pra")
    return swept_in_money(plan(tables, scenario), [Axis("minutes", values)], book, terms_of(book))


def test_each_point_costs_what_the_scenario_costs_with_its_value() -> None:
    found = swept(75, 37.5, 20)
    for (value,), costs in found.points:
        before, after = accounts(reformed({"minutes_per_response": value}))
        assert dict(found.before.total.accounts) == before
        assert dict(costs.total.accounts) == after


def test_more_points_than_can_be_costed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "MOST_POINTS", 2)
    with pytest.raises(InputError, match="this makes 3 points, and 2 are the most beside --book"):
        swept(1, 2, 3)

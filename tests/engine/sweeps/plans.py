"""Made scenarios over made forms, whose hours can be reckoned in the head."""

from typing import Any

import pytest

import timetax
from tests.made import catalogue
from timetax.engine.scenario.planning import Plan, plan
from timetax.engine.sweeps.axes import parse_axis
from timetax.engine.sweeps.grid import swept
from timetax.reports.sweep import sweep_report

FORMS = [
    {"id": "a", "responses": 600, "minutes_per_response": 60},
    {"id": "b", "responses": 400, "minutes_per_response": 60},
]
"""Of the 1,000 hours, 600 are on the form that most tests change."""


def tables(forms: list[dict[str, Any]] | None = None) -> timetax.Tables:
    return timetax.tabulate(catalogue(FORMS if forms is None else forms))


def scenario(parameters: dict[str, Any], *changes: dict[str, Any]) -> timetax.Scenario:
    where = {"where": {"form": "a"}}
    return timetax.make_scenario(
        {
            "name": "A reform",
            "parameters": parameters,
            "changes": [each if "add" in each else where | each for each in changes],
        }
    )


def planned(parameters: dict[str, Any], *changes: dict[str, Any]) -> Plan:
    return plan(tables(), scenario(parameters, *changes))


def moved(share: Any = 0.5) -> Plan:
    """Return a plan with 600 - 400 share hours on one form and 400 on the other."""
    return planned({"share": share}, {"move": {"share": "$share", "minutes_per_response": 20}})


def message(error: pytest.ExceptionInfo[timetax.InputError]) -> str:
    (finding,) = error.value.findings
    return str(finding)


def two_solutions(present: float) -> Plan:
    """Return a plan with 600 s (1 - s) hours on one form and 400 on the other."""
    return planned({"s": present}, {"exempt": "$s", "minutes_per_response": {"multiply": "$s"}})


def minutes_set() -> tuple[Any, ...]:
    return {"m": 5}, {"minutes_per_response": "$m"}


def report_on(made: Plan, *texts: str, top: int | None = None) -> timetax.Report:
    axes = [parse_axis(text) for text in texts]
    return sweep_report(made, swept(made, axes), axes, top=top)


def grid(*texts: str) -> timetax.Report:
    made = planned(
        {"k": 1, "share": 0, "x": 0},
        {"minutes_per_response": {"multiply": "$k", "add": "$x"}, "prefill": "$share"},
        {"where": {"form": "b"}, "responses": {"multiply": 10_000}},
    )
    return report_on(made, *texts)

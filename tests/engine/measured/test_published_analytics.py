"""Nine services of the government's published analytics, and what measures them."""

import csv
import json
from pathlib import Path

import pytest

from tests.console import run

CLOCKS = Path("tests/data/clocks")
with (CLOCKS / "measured_2024-01.csv").open(encoding="utf-8") as file:
    PUBLISHED = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, object]]:
    done = run(
        f"timetax measure {CLOCKS}/dap_pages_2024-01.csv --forms {CLOCKS}/pages-map.yaml -f json"
    )
    assert (done.returncode, done.stderr) == (0, "")
    made = json.loads(done.stdout)
    assert made["timetax_measure"] == 1
    return {each["form"]: each for each in made["forms"]}


@pytest.mark.parametrize("service", PUBLISHED, ids=lambda each: each["form"])
def test_both_bounds_of_a_service_are_those_that_were_published(
    service: dict[str, str], measured: dict[str, dict[str, float]]
) -> None:
    made = measured[service["form"]]
    assert made["finished"] == int(service["sessions on last step"])
    assert made["steps"] == int(service["steps"])
    assert round(made["low_minutes"], 1) == float(service["low_minutes"])
    assert round(made["high_minutes"], 1) == float(service["high_minutes"])


def test_a_span_that_holds_the_claim_contradicts_nothing(
    measured: dict[str, dict[str, object]],
) -> None:
    verdicts = {form: measured[form]["verdict"] for form in ("21-4142", "20-0996", "26-1880")}
    assert verdicts == {"21-4142": "above", "20-0996": "below", "26-1880": "around"}
    assert measured["10182"]["verdict"] == "unknown"
